//! `chaperone classify`, `screen` and `redact`: JSON lines in, JSON lines out. A bad line is reported with its number; none is lost.

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::open;
use crate::agent::brain::{Brain, Place};
use crate::agent::clock::{Clock, SystemClock};
use crate::agent::dry_run::Outcome;
use crate::core::event::{Args as ToolArgs, Disposition, ToolStatus};
use crate::core::ids::*;
use crate::http::MAX_MESSAGE_CHARS;
use crate::language::Speaker;
use crate::language::redact::{Level, redact as mask};
use crate::language::screen::screen as judge_text;
use crate::tools::{self, Tool, ToolContext};

/// A longer line is an error, so that no input can fill the memory.
const MAX_LINE_BYTES: u64 = 1024 * 1024;

/// Feeds each line to `answer`; says which lines were bad. Exit code 1 if there was one.
fn each_line<In: DeserializeOwned, Out: Serialize>(
    mut answer: impl FnMut(In) -> Result<Out, String>,
) -> Result<ExitCode, String> {
    let mut input = BufReader::new(std::io::stdin().lock());
    let mut output = BufWriter::new(std::io::stdout().lock());
    let (mut number, mut bad) = (0u64, 0u64);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input.by_ref().take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut line);
        match read.map_err(|error| format!("standard input: {error}"))? {
            0 => break,
            _ => number += 1,
        }
        let cut = line.len() as u64 > MAX_LINE_BYTES;
        if cut && line.last() != Some(&b'\n') {
            input.skip_until(b'\n').map_err(|error| format!("standard input: {error}"))?;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answered = if cut {
            Err(format!("longer than {MAX_LINE_BYTES} bytes"))
        } else {
            serde_json::from_slice(&line).map_err(|error| error.to_string()).and_then(&mut answer)
        };
        match answered {
            Ok(out) => {
                let text = serde_json::to_string(&out).map_err(|error| error.to_string())?;
                if writeln!(output, "{text}").is_err() {
                    // Whoever read the answers has closed the pipe.
                    return Ok(ExitCode::SUCCESS);
                }
            }
            Err(why) => {
                bad += 1;
                eprintln!("line {number}: {why}");
            }
        }
    }
    output.flush().map_err(|error| format!("standard output: {error}"))?;
    Ok(if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[derive(Deserialize)]
struct TextIn {
    id: Value,
    text: String,
}

// ---- screen, redact ----

#[derive(Serialize)]
struct Screened {
    id: Value,
    allowed: bool,
    spans: Vec<Span>,
}

#[derive(Serialize)]
struct Span {
    start: u32,
    end: u32,
    kind: &'static str,
}

pub fn screen() -> Result<ExitCode, String> {
    each_line(|line: TextIn| {
        let spans: Vec<Span> = judge_text(&line.text, &[])
            .into_iter()
            .map(|finding| Span { start: finding.start, end: finding.end, kind: finding.kind.as_str() })
            .collect();
        Ok(Screened { id: line.id, allowed: spans.is_empty(), spans })
    })
}

#[derive(Serialize)]
struct Redacted {
    id: Value,
    text: String,
    spans: Vec<PiiSpan>,
}

#[derive(Serialize)]
struct PiiSpan {
    start: u32,
    end: u32,
    r#type: &'static str,
}

pub fn redact() -> Result<ExitCode, String> {
    each_line(|line: TextIn| {
        let masked = mask(&line.text, Level::Full);
        let spans = masked
            .spans
            .iter()
            .map(|span| PiiSpan { start: span.start, end: span.end, r#type: span.kind.as_str() })
            .collect();
        Ok(Redacted { id: line.id, text: masked.text, spans })
    })
}

// ---- classify ----

#[derive(Args)]
pub struct Classify {
    /// The playbook's folder
    #[arg(long, default_value = ".")]
    playbook: PathBuf,
    /// Add what matched and the nearest examples to each answer
    #[arg(long)]
    explain: bool,
}

#[derive(Deserialize)]
struct MessageIn {
    id: Value,
    text: String,
    #[serde(default)]
    context: Vec<TurnIn>,
    rooftop: Option<RooftopId>,
}

#[derive(Deserialize)]
struct TurnIn {
    role: Role,
    text: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Role {
    Visitor,
    Agent,
    Rep,
}

#[derive(Serialize)]
struct Classified {
    id: Value,
    disposition: &'static str,
    intent: Option<IntentId>,
    class: Option<Class>,
    rule: Option<RuleId>,
    score: f32,
    margin: f32,
    answer: Option<AnswerRef>,
    tool: Option<ToolName>,
    args: Option<ToolArgs>,
    reply: Option<String>,
    lang: Lang,
    micros: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Explanation>,
}

#[derive(Serialize)]
struct Explanation {
    /// Log-odds that a person must answer, as learned from the corpus.
    sensitive: Option<f32>,
    matched: Vec<(RuleId, String)>,
    nearest: Vec<(IntentId, String, f32)>,
}

impl Classify {
    pub fn run(self) -> Result<ExitCode, String> {
        let now = SystemClock.now();
        let brain = open::brain(&self.playbook, now)?;
        let default = brain.playbook.rooftops.keys().next().cloned().ok_or("the playbook has no rooftop")?;
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(|error| error.to_string())?;
        each_line(|line: MessageIn| {
            if line.text.chars().count() > MAX_MESSAGE_CHARS {
                return Err(format!("`text` is longer than {MAX_MESSAGE_CHARS} characters"));
            }
            let rooftop = line.rooftop.as_ref().unwrap_or(&default);
            let place = brain.place(rooftop).ok_or_else(|| format!("there is no rooftop {rooftop}"))?;
            let context: Vec<_> = line
                .context
                .into_iter()
                .map(|turn| {
                    let by = match turn.role {
                        Role::Visitor => Speaker::Visitor,
                        Role::Agent => Speaker::Agent,
                        Role::Rep => Speaker::Rep,
                    };
                    (by, turn.text)
                })
                .collect();
            let began = Instant::now();
            let outcome = brain.dry_run(place, &context, &line.text, now).ok_or("the message cannot be judged")?;
            let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
            let told = runtime.block_on(read_tool(&brain, place, &outcome, now));
            let explain = self.explain.then(|| Explanation {
                sensitive: outcome.explained.sensitive,
                matched: outcome.explained.matched.clone(),
                nearest: outcome
                    .explained
                    .nearest
                    .iter()
                    .map(|near| (near.intent.clone(), near.text.clone(), near.cosine))
                    .collect(),
            });
            let (tool, args) = outcome.tool.unzip();
            let (answer, reply) =
                told.map_or((outcome.answer, outcome.reply), |(answer, reply)| (Some(answer), Some(reply)));
            Ok(Classified {
                id: line.id,
                disposition: word(outcome.disposition),
                intent: outcome.judged.intent,
                class: outcome.judged.class,
                rule: outcome.rule,
                score: outcome.judged.score.share(),
                margin: outcome.judged.margin.share(),
                answer,
                tool,
                args,
                reply,
                lang: outcome.judged.lang,
                micros,
                explain,
            })
        })
    }
}

pub(super) fn word(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::Answered => "answer",
        Disposition::ToolAnswered => "tool",
        Disposition::Clarified => "clarify",
        Disposition::Deflected => "deflect",
        Disposition::Escalated => "escalate",
        Disposition::Human => "silent",
    }
}

/// The reply of a tool that only reads the playbook. Appointments need the store's calendar and stay without a text here.
async fn read_tool(brain: &Brain, place: &Place, outcome: &Outcome, now: Micros) -> Option<(AnswerRef, String)> {
    if outcome.disposition != Disposition::ToolAnswered {
        return None;
    }
    let (name, args) = outcome.tool.as_ref()?;
    let adapter: Arc<dyn Tool> = match name.as_str() {
        "store.hours" => Arc::new(tools::hours::Hours),
        "inventory.search" => Arc::new(tools::inventory::Search),
        "inventory.get" => Arc::new(tools::inventory::Get),
        _ => return None,
    };
    let spec = brain.playbook.tools.get(name)?;
    let intent = brain.playbook.intents.get(outcome.judged.intent.as_ref()?)?;
    let args = tools::admit(spec, &intent.id, args).ok()?;
    let context = ToolContext {
        rooftop: Arc::clone(&place.rooftop),
        inventory: Arc::clone(&place.inventory),
        loaded_at: brain.loaded_at,
        now,
        lang: outcome.judged.lang,
        thread: ThreadId(uuid::Uuid::nil()),
        key: String::new(),
    };
    let result = adapter.call(&context, &args).await.ok()?;
    let answer = match result.status {
        ToolStatus::Found => intent.answer.as_ref(),
        ToolStatus::Empty => intent.answer_empty.as_ref(),
        ToolStatus::Refused | ToolStatus::Failed | ToolStatus::TimedOut => None,
    }?;
    let facts = tools::filter(spec, result.facts);
    let said = brain.speak(answer, &place.rooftop, outcome.judged.lang, &facts, &args, Vec::new(), now)?;
    Some((said.answer().clone(), said.text().to_owned()))
}
