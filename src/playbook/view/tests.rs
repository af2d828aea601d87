//! What a user of `view` would notice.

use super::*;
use crate::core::rulebook::Route;
use crate::playbook::load::Files;
use crate::playbook::sample::{self, NOW};

struct Blocks(&'static str);

impl Screen for Blocks {
    fn objection(&self, text: &str, _slots: &[(u32, u32)]) -> Option<String> {
        text.contains(self.0).then(|| "no".to_owned())
    }
}

const NOTHING: Blocks = Blocks("\u{0}");
const YEAR: Micros = 366 * 86_400_000_000;

fn with<T>(files: &Files, screen: &(dyn Screen + Sync), ask: impl FnOnce(&RooftopView<'_>) -> T) -> T {
    let loaded = sample::loaded(files);
    let rooftop = loaded.playbook.rooftops.values().next().unwrap();
    ask(&RooftopView { playbook: &loaded.playbook, rooftop, screen })
}

#[test]
fn a_hand_over_has_the_team_the_time_and_the_line_of_its_reason() {
    for (rule, class, team, sla, line) in [
        ("price.ask", None, "sales", 90, "A person will reply (price, en)."),
        ("intent:price.ask", None, "sales", 90, "A person will reply (price, en)."),
        ("intent:store.hours", None, "sales", 120, "A person will reply (default, en)."),
        ("intent:store.hours", Some(Class::Legal), "sales", 120, "A person will reply (default, en)."),
        ("failed:tool", None, "sales", 120, "A person will reply (failure, en)."),
        ("intent:unknown.one", Some(Class::Price), "sales", 120, "A person will reply (failure, en)."),
    ] {
        with(&sample::files(), &NOTHING, |view| {
            let found = view.hand_over(&RuleId::new(rule), class, Lang::En, NOW);
            let said = found.line.as_ref().map(AgentText::text);
            assert_eq!((found.team.as_str(), found.sla_seconds, said), (team, sla, Some(line)), "{rule}");
        });
    }
}

#[test]
fn a_line_that_is_expired_or_objected_to_is_not_said_and_the_thread_goes_to_people_all_the_same() {
    with(&sample::files(), &Blocks("person"), |view| {
        let found = view.hand_over(&RuleId::new("price.ask"), None, Lang::Es, NOW);
        assert_eq!((found.class, found.line), (Some(Class::Price), None));
    });
    with(&sample::files(), &NOTHING, |view| {
        assert_eq!(view.hand_over(&RuleId::new("price.ask"), None, Lang::Es, NOW + YEAR).line, None);
    });
}

#[test]
fn a_version_is_in_force_between_its_dates_at_the_store_and_only_where_it_is_meant() {
    let files = sample::spoiled("answers/store/hours.en.md", "2027-10-05", "2026-11-24");
    with(&files, &NOTHING, |view| {
        let version = view.playbook.answers[&(Name::new("store/hours"), Lang::En)].version.clone();
        // 23:59 and 0:00 in Santa Cruz.
        let midnight = NOW + 14 * 3_600_000_000;
        assert!(
            view.in_force(&version, NOW) && view.in_force(&version, midnight - 1) && !view.in_force(&version, midnight)
        );
        assert!(!view.in_force(&AnswerRef::new("store/hours.en@0000000000000000"), NOW));
        assert!(!view.in_force(&AnswerRef::new("nonsense"), NOW));
    });
    let before = sample::spoiled("answers/store/hours.en.md", "2026-10-05", "2026-11-24");
    with(&before, &NOTHING, |view| {
        let version = view.playbook.answers[&(Name::new("store/hours"), Lang::En)].version.clone();
        assert!(!view.in_force(&version, NOW - 24 * 3_600_000_000));
    });
}

#[test]
fn spanish_falls_back_to_english_only_where_a_waiver_says_so() {
    let mut files = sample::spoiled("answers/testdrive/ask.en.md", "expires", "waiver = \"being translated\"\nexpires");
    files.0.remove("answers/testdrive/ask.es.md");
    with(&files, &NOTHING, |view| {
        let answer = view.playbook.answer(&Name::new("testdrive/ask"), Lang::Es, view.rooftop, NOW);
        assert_eq!(answer.map(|answer| answer.lang), Some(Lang::En));
        assert!(view.playbook.answer(&Name::new("testdrive/none"), Lang::En, view.rooftop, NOW).is_none());
    });
}

#[test]
fn the_core_sees_routes_and_limits() {
    with(&sample::files(), &NOTHING, |view| {
        let intent = view.intent(&IntentId::new("testdrive.book")).unwrap();
        assert_eq!((intent.route, intent.team.as_str()), (Route::Tool, "sales"));
        let tool = view.tool(&ToolName::new("appointment.book")).unwrap();
        assert_eq!((tool.per_thread, tool.intents.len()), (3, 1));
        assert!(view.intent(&IntentId::new("a.b")).is_none() && view.tool(&ToolName::new("a.b")).is_none());
        assert_eq!(view.digest(), &view.playbook.digest);
    });
}
