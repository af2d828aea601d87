//! `chaperone eval`: how well messages are judged, on labelled ones.

mod intents;

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::open;
use crate::agent::brain::Brain;
use crate::agent::clock::{Clock, SystemClock};
use crate::eval::fit::{Fitted, fit};
use crate::eval::html::{Set, page};
use crate::eval::messages::{Case, report as of_messages};
use crate::eval::outputs::{Output, report as of_outputs};
use crate::eval::personal::{Personal, report as of_personal};
use crate::eval::{Goal, Measure, Miss, messages};
use crate::playbook::corpus::{self, Line};

/// A larger file is an error, so that no input can fill the memory.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Parts of the cross-validation.
const FOLDS: usize = 5;

#[derive(Args)]
pub struct Eval {
    /// Folders with messages.jsonl, outputs.jsonl or pii.jsonl (format: corpus/README.md); without any, all of <playbook>/corpus/blind
    sets: Vec<PathBuf>,
    /// The playbook's folder
    #[arg(long, default_value = ".")]
    playbook: PathBuf,
    /// Write a page that shows what came out wrong, and why
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// List every miss with its explanation
    #[arg(long)]
    misses: bool,
    /// Propose thresholds for judgement.toml by cross-validation on the corpus
    #[arg(long, conflicts_with = "sets")]
    fit: bool,
    /// With --fit: percent of ordinary messages that may be handed over needlessly
    #[arg(long, default_value_t = 1.5, value_name = "PERCENT")]
    needless: f64,
    #[command(flatten)]
    any: intents::AnySet,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Measured<'a> {
    set: &'a str,
    messages: &'a Option<messages::Report>,
    outputs: &'a Option<crate::eval::outputs::Report>,
    personal: &'a Option<crate::eval::personal::Report>,
}

impl Eval {
    pub fn run(self) -> Result<ExitCode, String> {
        if self.any.train.is_some() {
            return self.any.run(self.json);
        }
        if self.fit {
            return self.propose();
        }
        let folders = if self.sets.is_empty() { blind_sets(&self.playbook)? } else { self.sets.clone() };
        let brain = open::brain(&self.playbook, SystemClock.now())?;
        let mut bad = 0;
        let mut sets = Vec::new();
        for folder in &folders {
            sets.push(self.set(&brain, folder, &mut bad)?);
        }
        if let Some(file) = &self.report {
            fs::write(file, page(&sets)).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        let measured = sets.iter().map(|set| Measured {
            set: &set.name,
            messages: &set.messages,
            outputs: &set.outputs,
            personal: &set.personal,
        });
        if self.json {
            let text = serde_json::to_string(&measured.collect::<Vec<_>>()).map_err(|error| error.to_string())?;
            println!("{text}");
        } else {
            sets.iter().for_each(|set| print!("{}", told(set, self.misses)));
        }
        Ok(if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn set(&self, brain: &Brain, folder: &Path, bad: &mut usize) -> Result<Set, String> {
        let mut set = Set { name: folder.display().to_string(), ..Set::default() };
        let (messages, outputs, personal) =
            (folder.join("messages.jsonl"), folder.join("outputs.jsonl"), folder.join("pii.jsonl"));
        if ![&messages, &outputs, &personal].iter().any(|file| file.is_file()) {
            return Err(format!("{}: has no messages.jsonl, outputs.jsonl or pii.jsonl", folder.display()));
        }
        if messages.is_file() {
            let lines = lines_of(&messages, bad, corpus::read)?;
            set.messages = Some(of_messages(&judged(brain, lines)?));
        }
        if outputs.is_file() {
            set.outputs = Some(of_outputs(&lines_of::<Output>(&outputs, bad, json)?));
        }
        if personal.is_file() {
            set.personal = Some(of_personal(&lines_of::<Personal>(&personal, bad, json)?));
        }
        Ok(set)
    }

    /// Judges each part of the corpus by what is learned from the others.
    fn propose(&self) -> Result<ExitCode, String> {
        let mut cases = Vec::new();
        for fold in 0..FOLDS {
            let loaded = open::playbook(&self.playbook)
                .map_err(|problems| format!("{} problems; see `chaperone check`", problems.len()))?;
            let mut playbook = loaded.playbook;
            let (rest, held) = playbook.corpus.split(fold, FOLDS);
            if held.is_empty() {
                return Err("the corpus is too small to set a part of it aside".to_owned());
            }
            playbook.corpus = rest;
            // So that what the rules and the router do alone can be told from what the threshold adds.
            playbook.thresholds.escalate = f32::INFINITY;
            playbook.thresholds.accept.clear();
            let brain = Brain::build(playbook, SystemClock.now()).map_err(|problems| problems.join("\n"))?;
            cases.extend(judged(&brain, held)?);
        }
        let fitted = fit(&cases, self.needless);
        if self.json {
            println!("{}", serde_json::to_string(&fitted).map_err(|error| error.to_string())?);
        } else {
            print!("{}", proposal(&fitted, self.needless));
        }
        Ok(if fitted.escalate.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn judged(brain: &Brain, lines: Vec<Line>) -> Result<Vec<Case>, String> {
    let now = SystemClock.now();
    let rooftop = brain.playbook.rooftops.keys().next().ok_or("the playbook has no rooftop")?;
    let place = brain.place(rooftop).ok_or("the playbook has no rooftop")?;
    let case = |line: Line| {
        let id = line.id.clone();
        Case::of(brain, place, line, now).ok_or_else(|| format!("`{id}` cannot be judged"))
    };
    lines.into_iter().map(case).collect()
}

/// `<playbook>/corpus/blind/*`, in order.
fn blind_sets(playbook: &Path) -> Result<Vec<PathBuf>, String> {
    let blind = playbook.join("corpus/blind");
    let entries = fs::read_dir(&blind).map_err(|error| format!("{}: {error}", blind.display()))?;
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    if folders.is_empty() { Err(format!("{}: there is no set in it", blind.display())) } else { Ok(folders) }
}

/// Reads JSON lines; bad ones are reported with their number and counted, none stops the others.
fn lines_of<T>(file: &Path, bad: &mut usize, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    let said = |error: std::io::Error| format!("{}: {error}", file.display());
    let mut text = String::new();
    let source = fs::File::open(file).map_err(said)?;
    let length = source.take(MAX_FILE_BYTES + 1).read_to_string(&mut text).map_err(said)?;
    if length as u64 > MAX_FILE_BYTES {
        return Err(format!("{}: is larger than 64 MiB", file.display()));
    }
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match read(line) {
            Ok(line) => lines.push(line),
            Err(why) => {
                *bad += 1;
                eprintln!("{}:{}: {why}", file.display(), at + 1);
            }
        }
    }
    Ok(lines)
}

fn json<T: DeserializeOwned>(line: &str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|error| error.to_string())
}

fn told(set: &Set, with_misses: bool) -> String {
    let mut out = format!("\n{}\n", set.name);
    let mut misses: Vec<&Miss> = Vec::new();
    if let Some(report) = &set.messages {
        let _ = writeln!(
            out,
            "  {} messages, {} µs p50 and {} µs p99 each",
            report.messages, report.p50_micros, report.p99_micros
        );
        table(&mut out, &report.measures);
        let missed = |measure: &&Measure| measure.share.hits < measure.share.of;
        let parts: Vec<Measure> = report.recall.iter().filter(missed).cloned().collect();
        out.push_str("  reached a person, where not all did\n");
        table(&mut out, &parts);
        let needless: Vec<Measure> = report.needless.iter().filter(|measure| measure.share.hits > 0).cloned().collect();
        out.push_str("  needlessly handed over\n");
        table(&mut out, &needless);
        misses.extend(&report.misses);
    }
    if let Some(report) = &set.outputs {
        table(&mut out, &report.measures);
        misses.extend(&report.misses);
    }
    if let Some(report) = &set.personal {
        table(&mut out, &report.measures);
        misses.extend(&report.misses);
    }
    for miss in misses.into_iter().filter(|_| with_misses) {
        let _ = writeln!(out, "\n  {}: wanted {}, got {}", miss.id, miss.wanted, miss.got);
        for said in &miss.context {
            let _ = writeln!(out, "    {said}");
        }
        let _ = writeln!(out, "    » {}", miss.text);
        for why in &miss.why {
            let _ = writeln!(out, "    {why}");
        }
    }
    out
}

fn table(out: &mut String, measures: &[Measure]) {
    for measure in measures {
        let share = measure.share.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent:.1} %"));
        let goal = match measure.goal {
            Some(Goal::AtLeast(least)) => format!("at least {least} %"),
            Some(Goal::AtMost(most)) => format!("at most {most} %"),
            None => String::new(),
        };
        let mark = match measure.holds() {
            Some(true) => "holds",
            Some(false) => "MISSES",
            None => "",
        };
        let of = format!("{} of {}", measure.share.hits, measure.share.of);
        let _ = writeln!(out, "  {:<40} {share:>8}  {of:>14}  {goal:<16} {mark}", measure.name);
    }
}

fn proposal(fitted: &Fitted, needless: f64) -> String {
    let mut out = format!(
        "# {FOLDS}-fold cross-validation on the corpus; at most {needless} % of ordinary messages handed over needlessly\n"
    );
    out.push_str("# threshold   caught   needless   of hard ones\n");
    for at in &fitted.table {
        let percent = |share: crate::eval::Share| share.percent().unwrap_or(0.0);
        let mark = if fitted.escalate == Some(at.escalate) { "  <" } else { "" };
        let _ = writeln!(
            out,
            "# {:>9.2} {:>7.1} % {:>8.2} % {:>10.1} %{mark}",
            at.escalate,
            percent(at.caught),
            percent(at.needless),
            percent(at.needless_hard)
        );
    }
    match fitted.escalate {
        Some(escalate) => {
            let _ = writeln!(
                out,
                "router_weight = {:.2}\nhint_weight = {:.2}\nbias = {:.2}\nescalate = {escalate:.2}",
                fitted.router_weight, fitted.hint_weight, fitted.bias
            );
        }
        None => out.push_str("# no threshold keeps to that rate: the rules and the router alone hand over more\n"),
    }
    let percent = |share: crate::eval::Share| share.percent().unwrap_or(0.0);
    let _ = writeln!(
        out,
        "\n# right intent among the answered: {:.1} % of {} with one score for all, {:.1} % of {} with these\n[accept]",
        percent(fitted.right_before),
        fitted.right_before.of,
        percent(fitted.right_after),
        fitted.right_after.of
    );
    for (intent, least) in &fitted.accept {
        let _ = writeln!(out, "\"{intent}\" = {least:.2}");
    }
    out
}
