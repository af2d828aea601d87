//! What must reach a person, in the order of the file.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::core::ids::*;

use super::fields::Fields;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscalationRule {
    pub id: RuleId,
    pub class: Class,
    pub team: Name,
    pub sla_seconds: u32,
    /// The approved hand-over line, an answer id.
    pub say: Name,
    #[serde(default)]
    pub follow_up: bool,
    #[serde(default)]
    pub terms: BTreeMap<Lang, Vec<String>>,
    #[serde(default)]
    pub patterns: BTreeMap<Lang, Vec<String>>,
    /// Terms that are often harmless: they weigh, together with what was learned, and call nobody alone.
    #[serde(default)]
    pub hints: BTreeMap<Lang, Vec<String>>,
    #[serde(default)]
    pub unless: BTreeMap<Lang, Vec<String>>,
}

impl EscalationRule {
    /// Reads the rules of `escalation.toml`, in order.
    pub fn read_all(root: &mut Fields<'_, '_>) -> Vec<EscalationRule> {
        root.tables("rule").iter_mut().filter_map(EscalationRule::read).collect()
    }
    fn read(table: &mut Fields<'_, '_>) -> Option<EscalationRule> {
        let class = table.name("class");
        let rule = EscalationRule {
            id: RuleId::new(&table.text("id")),
            class: class.unwrap_or(Class::HumanRequest),
            team: Name::new(&table.text("team")),
            sla_seconds: table.int("sla_seconds", 1, 86_400),
            say: Name::new(&table.text("say")),
            follow_up: table.opt_flag("follow_up").unwrap_or(false),
            terms: read_texts(table, "terms"),
            patterns: read_texts(table, "patterns"),
            hints: read_texts(table, "hints"),
            unless: read_texts(table, "unless"),
        };
        class.map(|_| rule)
    }
}

fn read_texts(table: &mut Fields<'_, '_>, key: &str) -> BTreeMap<Lang, Vec<String>> {
    let Some(mut texts) = table.opt_table(key) else { return BTreeMap::new() };
    Lang::ALL.into_iter().map(|lang| (lang, texts.texts(lang.as_str()))).collect()
}
