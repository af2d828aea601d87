//! The report as one page that needs nothing else: for the people who write answers and examples.

use std::fmt::Write;

use super::{Goal, Measure, Miss, messages, outputs, personal};

/// Misses shown of each set; the rest is in the JSON.
const SHOWN: usize = 400;

const STYLE: &str = "
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d5dbe3;--paper:#fff;--good:#0a6b3d;--bad:#a8261b;--mark:29,95,165}
@media(prefers-color-scheme:dark){:root{--ink:#e8ecf2;--soft:#a3adba;--line:#39424f;--paper:#12171e;--good:#5fd39a;--bad:#ff9086;--mark:96,165,250}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;max-width:70rem;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.5rem}p{max-width:46rem}
.wide{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td:first-child{white-space:pre-wrap}
.good{color:var(--good)}.bad{color:var(--bad);font-weight:600}.soft{color:var(--soft)}
td.cell{text-align:center;min-width:5.5rem}details{border-bottom:1px solid var(--line);padding:.4rem 0}
summary{cursor:pointer}summary:focus-visible{outline:2px solid rgb(var(--mark))}li{margin:.15rem 0}
";

/// What the page shows of one set of files.
#[derive(Default)]
pub struct Set {
    pub name: String,
    pub messages: Option<messages::Report>,
    pub outputs: Option<outputs::Report>,
    pub personal: Option<personal::Report>,
}

pub fn page(sets: &[Set]) -> String {
    let mut out = String::with_capacity(64 * 1024);
    out.push_str("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>How well messages are judged</title>");
    let _ = write!(out, "<style>{STYLE}</style></head><body><main><h1>How well messages are judged</h1>");
    out.push_str(
        "<p>Each message was labelled by its writer. “To a person” means that a rep would have had it at once. \
         Green holds its goal, red does not. What came out wrong is listed with the reason, so that an example or a rule can be mended.</p>",
    );
    for set in sets {
        one(&mut out, set);
    }
    out.push_str("</main></body></html>\n");
    out
}

fn one(out: &mut String, set: &Set) {
    let _ = write!(out, "<h2>{}</h2>", escape(&set.name));
    let mut measures: Vec<&Measure> = Vec::new();
    measures.extend(set.messages.iter().flat_map(|report| &report.measures));
    measures.extend(set.outputs.iter().flat_map(|report| &report.measures));
    measures.extend(set.personal.iter().flat_map(|report| &report.measures));
    goals(out, &measures);
    if let Some(report) = &set.messages {
        let _ = write!(
            out,
            "<p class=\"soft\">{} messages; a judgement takes {} µs (half of them less), {} µs at most for 99 of 100.</p>",
            report.messages, report.p50_micros, report.p99_micros
        );
        picture(out, report);
        parts(out, "Reached a person, of what must", &report.recall);
        parts(out, "Handed over needlessly, of what is ordinary", &report.needless);
        confused(out, report);
        misses(out, "Messages that came out wrong", &report.misses);
    }
    if let Some(report) = &set.outputs {
        parts(out, "Model texts caught, of what must not leave", &report.caught);
        misses(out, "Model texts that came out wrong", &report.misses);
    }
    if let Some(report) = &set.personal {
        parts(out, "Personal data masked", &report.masked);
        misses(out, "Personal data that came out wrong", &report.misses);
    }
}

fn goals(out: &mut String, measures: &[&Measure]) {
    out.push_str("<div class=\"wide\"><table><thead><tr><th>what</th><th class=\"n\">share</th><th class=\"n\">of</th><th>goal</th></tr></thead><tbody>");
    for measure in measures {
        let class = match measure.holds() {
            Some(true) => "good",
            Some(false) => "bad",
            None => "",
        };
        let goal = match measure.goal {
            Some(Goal::AtLeast(least)) => format!("at least {least} %"),
            Some(Goal::AtMost(most)) => format!("at most {most} %"),
            None => String::new(),
        };
        let share = measure.share.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent:.1} %"));
        let _ = write!(
            out,
            "<tr><td>{}</td><td class=\"n {class}\">{share}</td><td class=\"n\">{}</td><td>{goal}</td></tr>",
            escape(&measure.name),
            measure.share.of
        );
    }
    out.push_str("</tbody></table></div>");
}

/// Rows are what a message is, columns what came of it; the darker, the more.
fn picture(out: &mut String, report: &messages::Report) {
    const COLUMNS: [&str; 5] = ["answered", "tool", "asked back", "sent back", "to a person"];
    out.push_str("<h3>What came of each kind</h3><div class=\"wide\"><table><thead><tr><th></th>");
    for column in COLUMNS {
        let _ = write!(out, "<th>{column}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for (kind, counts) in &report.came_of {
        let total: u32 = counts.values().sum();
        let _ = write!(out, "<tr><th>{}</th>", escape(kind));
        for column in COLUMNS {
            let count = counts.get(column).copied().unwrap_or(0);
            let share = f64::from(count) / f64::from(total.max(1));
            let shown = if count == 0 { String::new() } else { count.to_string() };
            let _ = write!(
                out,
                "<td class=\"cell\" style=\"background:rgba(var(--mark),{:.2})\">{shown}</td>",
                share * 0.45
            );
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}

fn parts(out: &mut String, title: &str, parts: &[Measure]) {
    let _ = write!(out, "<details><summary>{title}, part by part</summary><div class=\"wide\"><table><tbody>");
    for part in parts {
        let share = part.share.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent:.1} %"));
        let _ = write!(
            out,
            "<tr><td>{}</td><td class=\"n\">{share}</td><td class=\"n soft\">{} of {}</td></tr>",
            escape(&part.name),
            part.share.hits,
            part.share.of
        );
    }
    out.push_str("</tbody></table></div></details>");
}

fn confused(out: &mut String, report: &messages::Report) {
    if report.confused.is_empty() {
        return;
    }
    out.push_str("<details><summary>Answered for another intent than was meant</summary><div class=\"wide\"><table><thead><tr><th>meant</th><th>answered</th><th class=\"n\">times</th></tr></thead><tbody>");
    for (meant, got, count) in &report.confused {
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{}</td><td class=\"n\">{count}</td></tr>",
            escape(meant.as_str()),
            escape(got.as_str())
        );
    }
    out.push_str("</tbody></table></div></details>");
}

fn misses(out: &mut String, title: &str, misses: &[Miss]) {
    let _ = write!(out, "<details><summary>{title}: {}</summary>", misses.len());
    for miss in misses.iter().take(SHOWN) {
        let _ = write!(
            out,
            "<details><summary>{} <span class=\"soft\">wanted {}, got {}</span></summary><ul>",
            escape(&miss.text),
            escape(&miss.wanted),
            escape(&miss.got)
        );
        let _ = write!(out, "<li class=\"soft\">{}</li>", escape(&miss.id));
        for said in miss.context.iter().chain(&miss.why) {
            let _ = write!(out, "<li>{}</li>", escape(said));
        }
        out.push_str("</ul></details>");
    }
    if misses.len() > SHOWN {
        let _ = write!(out, "<p>{} more are in the JSON.</p>", misses.len() - SHOWN);
    }
    out.push_str("</details>");
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // What turns the direction of text must not turn the page's.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::Share;

    #[test]
    fn a_message_cannot_write_into_the_page() {
        let miss = Miss {
            id: "a".into(),
            wanted: "a person".into(),
            got: "answered".into(),
            text: "<script>alert(1)</script>".into(),
            context: vec!["visitor: \"><img src=x>".into()],
            why: Vec::new(),
        };
        let share = Share { hits: 1, of: 2 };
        let caught = outputs::Report {
            texts: 2,
            measures: vec![Measure::new("caught", share, Some(Goal::AtLeast(99.0)))],
            caught: Vec::new(),
            misses: vec![miss],
        };
        let page = page(&[Set { name: "b & c".into(), outputs: Some(caught), ..Set::default() }]);
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert!(page.contains("b &amp; c") && page.contains("class=\"n bad\">50.0 %"));
    }
}
