//! Must a person answer this? The rules of `escalation.toml`, compiled once, over every reading of a message.
//!
//! Recall comes first: both languages' rules always run (people mix them), each word of a phrase also matches its common
//! misspellings, and a short follow-up is judged by what it follows. Precision comes from each rule's own `unless`.

mod follow;
mod names;
mod phrase;
mod terms;
mod typos;
pub(crate) mod words;

use regex::bytes::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use super::Turn;
use crate::core::ids::*;
use crate::playbook::escalation::EscalationRule;
use follow::FollowUps;
use phrase::{Collector, Found, Mark, Phrases};
use words::Word;

/// A pattern may not grow beyond this when compiled; nor may the table that runs all of them.
const PATTERN_BYTES: usize = 1 << 20;
const PATTERNS_BYTES: usize = 32 << 20;

pub struct Guard {
    rules: Vec<Rule>,
    phrases: Phrases,
    set: RegexSet,
    patterns: Vec<(usize, Regex)>,
    follow_ups: FollowUps,
}

struct Rule {
    id: RuleId,
    class: Class,
    follow_up: bool,
}

/// One rule that a message falls under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub rule: RuleId,
    pub class: Class,
    /// The words that did it, and where they stand in the variant (bytes).
    pub matched: String,
    pub start: usize,
    pub end: usize,
    pub variant: usize,
    /// It calls a person alone; otherwise it weighs together with what was learned.
    pub sure: bool,
    /// The words alone are harmless; what went before makes them sensitive.
    pub carried: bool,
}

/// A term or pattern that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rule {rule}: {what:?}: {why}")]
pub struct BadRule {
    pub rule: RuleId,
    pub what: String,
    pub why: String,
}

/// What a phrase does to its rule.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Raises,
    Hints,
    Excuses,
}

fn mark(rule: usize, does: Does) -> Mark {
    (rule as u32) << 2 | does as u32
}

fn does(mark: Mark) -> Does {
    match mark & 3 {
        0 => Does::Raises,
        1 => Does::Hints,
        _ => Does::Excuses,
    }
}

impl Guard {
    pub fn new(rules: &[EscalationRule]) -> Result<Guard, Vec<BadRule>> {
        let mut bad = Vec::new();
        let mut phrases = Collector::new();
        let mut patterns = Vec::new();
        let mut sources = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            let mut fault =
                |what: &str, why: String| bad.push(BadRule { rule: rule.id.clone(), what: what.to_owned(), why });
            for (terms, does) in
                [(&rule.terms, Does::Raises), (&rule.hints, Does::Hints), (&rule.unless, Does::Excuses)]
            {
                for term in terms.values().flatten() {
                    if let Err(why) = phrases.add(term, mark(at, does)) {
                        fault(term, why);
                    }
                }
            }
            for pattern in rule.patterns.values().flatten() {
                match compile(pattern) {
                    Ok(regex) if regex.is_match(b"") => fault(pattern, "matches an empty message".to_owned()),
                    Ok(regex) => {
                        patterns.push((at, regex));
                        sources.push(pattern.as_str());
                    }
                    Err(error) => fault(pattern, error.to_string()),
                }
            }
        }
        let set = RegexSetBuilder::new(&sources).unicode(false).size_limit(PATTERNS_BYTES).build();
        let set = set.unwrap_or_else(|error| {
            // Each pattern compiled on its own, so only their sum can be too much.
            if let (true, Some(first)) = (bad.is_empty(), rules.first()) {
                let what = "all patterns together".to_owned();
                bad.push(BadRule { rule: first.id.clone(), what, why: error.to_string() });
            }
            RegexSet::empty()
        });
        if !bad.is_empty() {
            return Err(bad);
        }
        let rules = rules
            .iter()
            .map(|rule| Rule { id: rule.id.clone(), class: rule.class, follow_up: rule.follow_up })
            .collect();
        Ok(Guard { rules, phrases: phrases.finish(), set, patterns, follow_ups: FollowUps::new() })
    }

    /// Every rule that the message falls under, in rule order, each with the first words that raise it. `variants` are readings of
    /// the same message, normalised; `context` is what was said before, oldest first.
    pub fn assess(&self, variants: &[&str], context: &[Turn]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (variant, text) in variants.iter().enumerate() {
            let words = words::words(text);
            self.direct(text, variant, &words, &mut hits);
            if let Some(hit) = self.carried(text, variant, &words, context, &hits) {
                hits.push(hit);
            }
        }
        let place = |hit: &Hit| self.rules.iter().position(|rule| rule.id == hit.rule);
        hits.sort_by_key(place);
        hits
    }

    /// Adds the rules that these words raise and that are not in `hits` yet.
    fn direct(&self, text: &str, variant: usize, words: &[Word], hits: &mut Vec<Hit>) {
        let second: Vec<Option<&'static str>> = words
            .iter()
            .map(|word| if self.phrases.knows(&word.text) { None } else { typos::meant(&word.text) })
            .collect();
        let mut found = self.phrases.find(words, &second);
        for at in self.set.matches(text.as_bytes()) {
            let Some((rule, regex)) = self.patterns.get(at) else { continue };
            for one in regex.find_iter(text.as_bytes()) {
                found.push(Found { mark: mark(*rule, Does::Raises), start: one.start(), end: one.end() });
            }
        }
        let (mut excuses, mut raised): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|one| does(one.mark) == Does::Excuses);
        excuses.sort_unstable_by_key(|one| (one.mark, one.start, one.end));
        // From here on `end` is how far any excuse of the same rule reaches that begins no later.
        let mut reach = (0, 0);
        for one in &mut excuses {
            reach = (one.mark, if reach.0 == one.mark { reach.1.max(one.end) } else { one.end });
            one.end = reach.1;
        }
        raised.sort_unstable_by_key(|one| (one.start, one.end));
        for one in &raised {
            let Some(rule) = self.rules.get((one.mark >> 2) as usize) else { continue };
            let sure = does(one.mark) == Does::Raises;
            let known = hits.iter().position(|hit| hit.rule == rule.id);
            let says_more = |at: usize| sure && hits.get(at).is_some_and(|hit| !hit.sure);
            if known.is_some_and(|at| !says_more(at)) || self.is_name(one, words) || excused(&excuses, one) {
                continue;
            }
            let hit = hit(rule, text, (one.start, one.end), variant, sure, false);
            match known.and_then(|at| hits.get_mut(at)) {
                Some(known) => *known = hit,
                None => hits.push(hit),
            }
        }
    }

    /// A single word that is somebody's name.
    fn is_name(&self, one: &Found, words: &[Word]) -> bool {
        let at = words.partition_point(|word| word.start < one.start);
        words.get(at).is_some_and(|word| word.start == one.start && word.end >= one.end) && names::is_surname(words, at)
    }

    /// A short message that only makes sense as a question about what was sensitive, or for sale, a moment ago.
    fn carried(&self, text: &str, variant: usize, words: &[Word], context: &[Turn], hits: &[Hit]) -> Option<Hit> {
        if context.is_empty() || !hits.is_empty() {
            return None;
        }
        let (first, last) = (words.first()?, words.last()?);
        let span = (first.start, last.end);
        let carrying = |rule: &&Rule| rule.follow_up;
        if self.follow_ups.asks_the_figure(words) {
            // The file's first such rule says who answers questions about money.
            let rule = self.rules.iter().find(carrying)?;
            return Some(hit(rule, text, span, variant, true, true));
        }
        if !self.follow_ups.points_back(words) {
            return None;
        }
        let mut earlier = Vec::new();
        for before in follow::last_words(context) {
            let before = words::fold(before);
            self.direct(&before, 0, &words::words(&before), &mut earlier);
        }
        let raised = |rule: &Rule| earlier.iter().find(|hit| hit.rule == rule.id).map(|hit| hit.sure);
        let (rule, sure) = self.rules.iter().filter(carrying).find_map(|rule| Some((rule, raised(rule)?)))?;
        Some(hit(rule, text, span, variant, sure, true))
    }
}

/// Does the match lie inside an excuse of its rule?
fn excused(excuses: &[Found], one: &Found) -> bool {
    let own = mark((one.mark >> 2) as usize, Does::Excuses);
    let after = excuses.partition_point(|by| (by.mark, by.start) <= (own, one.start));
    let last = after.checked_sub(1).and_then(|last| excuses.get(last));
    last.is_some_and(|by| by.mark == own && by.end >= one.end)
}

fn hit(rule: &Rule, text: &str, (start, end): (usize, usize), variant: usize, sure: bool, carried: bool) -> Hit {
    let matched = text.get(start..end).unwrap_or_default().to_owned();
    Hit { rule: rule.id.clone(), class: rule.class, matched, start, end, variant, sure, carried }
}

fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    // Messages are normalised to plain letters, so bytes do; that keeps gaps like `[^.?!]*` small and fast.
    RegexBuilder::new(pattern).unicode(false).size_limit(PATTERN_BYTES).build()
}

#[cfg(test)]
mod tests;
