//! `chaperone eval --train F --test F`: any set of intents, learned from one file and measured on another.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use reading::static_vector::StaticVectors;

use crate::eval::intents::{Labelled, Material, Report, measure};
use crate::http::MAX_MESSAGE_CHARS;

/// Larger files are refused, so that no input can fill the memory.
const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;
const MAX_LINES: usize = 100_000;
const MAX_LABEL_CHARS: usize = 200;
/// The table shows so many confusions and intents; the JSON has all.
const SHOWN: usize = 12;

#[derive(Args)]
pub struct AnySet {
    /// JSON lines of {"text","label"} to learn intents from
    #[arg(long, value_name = "FILE", requires = "test", conflicts_with_all = ["sets", "fit", "report"])]
    pub train: Option<PathBuf>,
    /// JSON lines of {"text","label"} to measure on
    #[arg(long, value_name = "FILE", requires = "train")]
    test: Option<PathBuf>,
    /// JSON lines of {"text"} that belong to no intent
    #[arg(long, value_name = "FILE", requires = "train")]
    oos: Option<PathBuf>,
    /// Table of static vectors (lab/FORMAT.md); without it the intents are told apart by words and letters alone
    #[arg(long, value_name = "FILE", requires = "train")]
    student: Option<PathBuf>,
}

impl AnySet {
    pub fn run(&self, json: bool) -> Result<ExitCode, String> {
        let (Some(train), Some(test)) = (&self.train, &self.test) else {
            return Err("say what to learn from and what to measure on: --train FILE --test FILE".to_owned());
        };
        let mut bad = 0;
        let mut read = |path: &Path, labelled: bool| {
            let (texts, problems) = parse(&bytes(path)?, labelled)?;
            for (line, why) in &problems {
                eprintln!("{}:{line}: {why}", path.display());
            }
            bad += problems.len();
            Ok::<_, String>(texts)
        };
        let (train, test) = (read(train, true)?, read(test, true)?);
        let oos = self.oos.as_deref().map_or(Ok(Vec::new()), |path| read(path, false))?;
        if bad > 0 {
            // A number over part of a file would be taken for one over the file.
            return Err(format!("{bad} bad lines; nothing was measured"));
        }
        let vectors = match &self.student {
            Some(path) => Some(
                StaticVectors::read(&bytes(path)?)
                    .map_err(|why| format!("{}: no static vectors: {why}", path.display()))?,
            ),
            None => None,
        };
        let began = Instant::now();
        let material = Material { train: &train, test: &test, oos: &oos, vectors: vectors.as_ref() };
        let report = measure(&material, &|| began.elapsed()).map_err(|why| why.to_string())?;
        let text = if json {
            serde_json::to_string(&report).map_err(|error| error.to_string())? + "\n"
        } else {
            table(&report)
        };
        // Whoever closes the pipe early has read enough.
        let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), text.as_bytes());
        Ok(ExitCode::SUCCESS)
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(format!("{}: larger than {MAX_FILE_BYTES} bytes", path.display()));
    }
    Ok(bytes)
}

/// A line's number and what is wrong with it.
type Problem = (usize, String);

/// The texts of the good lines, and the bad lines.
fn parse(bytes: &[u8], labelled: bool) -> Result<(Vec<Labelled>, Vec<Problem>), String> {
    let (mut texts, mut problems) = (Vec::new(), Vec::new());
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if number > MAX_LINES {
            return Err(format!("more than {MAX_LINES} lines"));
        }
        match serde_json::from_slice(line).map_err(|error| error.to_string()).and_then(|one| admit(one, labelled)) {
            Ok(one) => texts.push(one),
            Err(why) => problems.push((number, why)),
        }
    }
    Ok((texts, problems))
}

fn admit(one: Labelled, labelled: bool) -> Result<Labelled, String> {
    if one.text.chars().count() > MAX_MESSAGE_CHARS {
        return Err(format!("`text` is longer than {MAX_MESSAGE_CHARS} characters"));
    }
    match one.label.as_deref() {
        None | Some("") if labelled => Err("`label` is missing".to_owned()),
        Some(label) if label.chars().count() > MAX_LABEL_CHARS => {
            Err(format!("`label` is longer than {MAX_LABEL_CHARS} characters"))
        }
        // Labels are printed.
        Some(label) if label.chars().any(char::is_control) => Err("`label` has a control character".to_owned()),
        _ => Ok(one),
    }
}

fn table(report: &Report) -> String {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let or_none = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), percent);
    let cost = &report.cost;
    let mut lines = vec![
        format!(
            "learned  {} texts of {} intents in {:.1} s; {} features, {:.0} MB{}",
            report.train_texts,
            report.intents,
            cost.train_seconds,
            cost.features,
            cost.bytes as f64 / 1e6,
            if report.student { "" } else { "; no static vectors" },
        ),
        format!(
            "judged   {} texts: accuracy {}, macro F1 {}",
            report.test_texts,
            percent(report.accuracy),
            percent(report.macro_f1)
        ),
        format!("alone    svm {}, softmax {}", percent(report.svm_accuracy), or_none(report.softmax_accuracy)),
        format!("a text   {:.0} µs (p50), {:.0} µs (p99)", cost.p50_micros, cost.p99_micros),
    ];
    if report.unknown_labels > 0 {
        lines.push(format!(
            "unknown  {} test texts have a label that the training file does not have",
            report.unknown_labels
        ));
    }
    if let Some(oos) = &report.out_of_scope {
        lines.push(format!("outside  {} texts: AUROC {}", oos.texts, percent(oos.auroc)));
        lines.push(format!(
            "reject   below {:.3} (at most {} of the training texts, {} folds): {} of the outside, {} of the test texts",
            oos.threshold,
            percent(oos.fitted_to_reject_at_most),
            oos.fitted_on_folds,
            percent(oos.recall),
            percent(oos.in_scope_rejected)
        ));
    }
    if !report.confusions.is_empty() {
        lines.push("\ntimes  intent  ->  taken for".to_owned());
    }
    for one in report.confusions.iter().take(SHOWN) {
        lines.push(format!("{:>5}  {}  ->  {}", one.times, one.intent, one.taken_for));
    }
    lines.push("\n texts  precision   recall  intent".to_owned());
    for one in report.per_intent.iter().take(SHOWN) {
        let (precision, recall) = (or_none(one.precision), or_none(one.recall));
        lines.push(format!("{:>6}  {precision:>9}  {recall:>7}  {}", one.texts, one.intent));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_line_is_named_and_blank_ones_are_nothing() {
        let long = format!("{{\"text\":\"{}\",\"label\":\"a\"}}", "x".repeat(MAX_MESSAGE_CHARS + 1));
        let lines = [
            "{\"text\":\"hi\",\"label\":\"a\",\"more\":1}",
            "",
            "{\"text\":\"hi\"}",
            "hi",
            "  \r",
            "{\"text\":\"hi\",\"label\":\"a\\u0007\"}",
            &long,
            "{\"label\":\"a\"}",
            "\u{fffd}",
        ];
        let (texts, problems) = parse(lines.join("\n").as_bytes(), true).unwrap();
        assert_eq!(texts.len(), 1);
        assert_eq!(problems.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 6, 7, 8, 9]);
        assert!(parse(b"{\"text\":\"hi\"}\r\n", false).unwrap().1.is_empty(), "out-of-scope texts need no label");
        assert_eq!(parse(&[0xff, b'\n'], true).unwrap().1.len(), 1);
    }

    #[test]
    fn a_file_of_too_many_lines_is_refused() {
        let line = "{\"text\":\"hi\",\"label\":\"a\"}\n";
        assert_eq!(parse(line.repeat(MAX_LINES).as_bytes(), true).unwrap().0.len(), MAX_LINES);
        assert!(parse(line.repeat(MAX_LINES + 1).as_bytes(), true).is_err());
    }
}
