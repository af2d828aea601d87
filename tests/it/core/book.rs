//! A playbook for tests: an intent of every route, stage and class, tools of every effect, stage and limit, answers of every standing.

use std::sync::LazyLock;

use chaperone::core::event::Source;
use chaperone::core::ids::*;
use chaperone::core::rulebook::*;
use chaperone::core::text::{AgentText, Screen};

pub const ROUTES: [Route; 4] = [Route::Answer, Route::Tool, Route::Clarify, Route::Escalate];
pub const STAGES: [Stage; 3] = [Stage::Shadow, Stage::Gated, Stage::Auto];

/// When `SOON` runs out.
pub const EXPIRY: Micros = 1_000_000;

/// In force for ever.
pub const GOOD: &str = "a/good.en@1";
/// In force until `EXPIRY`.
pub const SOON: &str = "a/soon.en@1";
/// Expired, withdrawn or never approved: not in force at any time.
pub const OLD: &str = "a/old.en@1";
/// The line that tells a visitor that a person comes.
pub const HAND_OVER: &str = "h/over.en@1";

/// An escalation rule whose hand-over line is not in force.
pub const MUTE_RULE: &str = "rule.mute";
pub const RULES: [&str; 3] = ["rule.price", "rule.person", MUTE_RULE];

/// Reads and writes that may be called, and ones that may not: not staged, over their limits, for another intent, not listed at all.
pub const TOOLS: [&str; 9] = [
    "read.auto",
    "write.auto",
    "read.shadow",
    "write.gated",
    "read.never",
    "read.once",
    "write.once",
    "read.elsewhere",
    "tool.unlisted",
];

/// Every intent along the tool route, so that only the core keeps the ones apart that may not call.
static CALLERS: LazyLock<Vec<IntentId>> = LazyLock::new(|| {
    let classes = || Class::ALL.into_iter().map(Some).chain([None]);
    STAGES.into_iter().flat_map(|stage| classes().map(move |class| intent_id(Route::Tool, stage, class))).collect()
});

/// `timeless`: answers never expire, so that nothing at all may depend on the time.
pub struct Book {
    pub digest: Name,
    pub timeless: bool,
}

impl Book {
    pub fn new() -> Book {
        Book { digest: Name::new("playbook-0"), timeless: false }
    }
    pub fn timeless() -> Book {
        Book { timeless: true, ..Book::new() }
    }
}

/// `<route>.<stage>.<class or none>`
pub fn intent_id(route: Route, stage: Stage, class: Option<Class>) -> IntentId {
    let route = match route {
        Route::Answer => "answer",
        Route::Tool => "tool",
        Route::Clarify => "clarify",
        Route::Escalate => "escalate",
    };
    let stage = match stage {
        Stage::Shadow => "shadow",
        Stage::Gated => "gated",
        Stage::Auto => "auto",
    };
    IntentId::new(&format!("{route}.{stage}.{}", class.map_or("none", Class::as_str)))
}

/// The intent whose answer may be given.
pub fn answerable() -> IntentId {
    intent_id(Route::Answer, Stage::Auto, None)
}
/// The intent whose tools may be called.
pub fn callable() -> IntentId {
    intent_id(Route::Tool, Stage::Auto, None)
}

impl Rulebook for Book {
    fn digest(&self) -> &Name {
        &self.digest
    }

    fn intent(&self, intent: &IntentId) -> Option<IntentRule> {
        let mut parts = intent.as_str().split('.');
        let route = match parts.next()? {
            "answer" => Route::Answer,
            "tool" => Route::Tool,
            "clarify" => Route::Clarify,
            "escalate" => Route::Escalate,
            _ => return None,
        };
        let stage = match parts.next()? {
            "shadow" => Stage::Shadow,
            "gated" => Stage::Gated,
            "auto" => Stage::Auto,
            _ => return None,
        };
        let class = parts.next()?;
        let sensitive = Class::ALL.into_iter().find(|known| known.as_str() == class);
        if sensitive.is_none() && class != "none" {
            return None;
        }
        Some(IntentRule { route, stage, sensitive, tool: None, team: Name::new("sales") })
    }

    fn tool(&self, tool: &ToolName) -> Option<ToolRule> {
        let (effect, kind) = tool.as_str().split_once('.')?;
        let effect = match effect {
            "read" => ToolEffect::Read,
            "write" => ToolEffect::Write,
            _ => return None,
        };
        let mut rule = ToolRule { effect, stage: Stage::Auto, intents: CALLERS.clone(), per_turn: 1, per_thread: 4 };
        match kind {
            "auto" => {}
            "shadow" => rule.stage = Stage::Shadow,
            "gated" => rule.stage = Stage::Gated,
            "never" => rule.per_turn = 0,
            "once" => rule.per_thread = 1,
            "elsewhere" => rule.intents.clear(),
            _ => return None,
        }
        Some(rule)
    }

    fn in_force(&self, answer: &AnswerRef, at: Micros) -> bool {
        match answer.as_str() {
            GOOD | HAND_OVER => true,
            SOON => self.timeless || at < EXPIRY,
            _ => false,
        }
    }

    fn hand_over(&self, rule: &RuleId, class: Option<Class>, _lang: Lang, _at: Micros) -> HandOver {
        let line = (rule.as_str() != MUTE_RULE).then(|| line(HAND_OVER, "A person will answer you here."));
        HandOver { class, team: Name::new("sales"), sla_seconds: 300, line }
    }
}

/// Lets everything pass.
pub struct Pass;

impl Screen for Pass {
    fn objection(&self, _text: &str, _slots: &[(u32, u32)]) -> Option<String> {
        None
    }
}

/// Blocks every digit that does not come from a slot.
pub struct NoDigits;

impl Screen for NoDigits {
    fn objection(&self, text: &str, slots: &[(u32, u32)]) -> Option<String> {
        let loose = |place: usize| !slots.iter().any(|(start, end)| (*start as usize..*end as usize).contains(&place));
        let digit = text.chars().enumerate().find(|(place, letter)| letter.is_ascii_digit() && loose(*place));
        digit.map(|(place, _)| format!("digit at {place}"))
    }
}

/// An approved text.
pub fn line(answer: &str, text: &str) -> AgentText {
    let source = Source { slot: Name::new("name"), from: Name::new("rooftop.name"), start: 0, end: 1, at: 7 };
    AgentText::vouch(AnswerRef::new(answer), text.to_owned(), vec![source], vec!["Yes please".to_owned()], &Pass)
        .unwrap()
}
