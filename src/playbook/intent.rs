//! One intent: what visitors ask, and where it goes.

use serde::Deserialize;

use crate::core::event::Args;
use crate::core::ids::*;
use crate::core::rulebook::{Route, Stage};

use super::fields::Fields;

#[derive(Clone, Debug)]
pub struct Intent {
    pub id: IntentId,
    pub name: String,
    /// The name in Spanish; may be empty.
    pub name_es: String,
    pub summary: String,
    pub route: Route,
    pub answer: Option<Name>,
    pub answer_empty: Option<Name>,
    pub answer_confirm: Option<Name>,
    pub tool: Option<ToolName>,
    pub args: Args,
    pub team: Name,
    pub sensitive: Option<Class>,
    pub stage: Stage,
    pub next_actions: Vec<String>,
    pub counter_examples: Vec<String>,
    pub examples_en: Vec<String>,
    pub examples_es: Vec<String>,
    pub slots: Vec<IntentSlot>,
}

impl Intent {
    /// What the visitor is asked to choose from; empty where the playbook has no name in that language.
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.name,
            Lang::Es => &self.name_es,
        }
    }
    pub fn examples(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::En => &self.examples_en,
            Lang::Es => &self.examples_es,
        }
    }
}

/// A fact that a tool needs, asked for one at a time.
#[derive(Clone, Debug)]
pub struct IntentSlot {
    pub name: Name,
    pub kind: SlotKind,
    pub required: bool,
    /// The answer that asks for it.
    pub ask: Option<Name>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    Date,
    Time,
    Text,
    Name,
    Phone,
    Email,
    Vehicle,
    Stock,
    Vin,
    Department,
    Number,
}

/// The people a thread can be given to.
pub const TEAMS: [&str; 5] = ["sales", "finance", "service", "parts", "manager"];

impl Intent {
    /// Reads `intents/<group>/<name>.toml`; mistakes go to the fields' document.
    pub fn read(id: IntentId, root: &mut Fields<'_, '_>) -> Intent {
        let team = root.opt_text("team").map(|team| Name::new(&team));
        let sensitive = root.opt_name("sensitive");
        let (examples_en, examples_es) = match root.opt_table("examples") {
            Some(mut examples) => (examples.texts("en"), examples.texts("es")),
            None => Default::default(),
        };
        Intent {
            name_es: root.opt_text("name_es").unwrap_or_default(),
            name: root.text("name"),
            summary: root.text("summary"),
            route: read_route(root).unwrap_or(Route::Escalate),
            answer: root.opt_text("answer").map(|name| Name::new(&name)),
            answer_empty: root.opt_text("answer_empty").map(|name| Name::new(&name)),
            answer_confirm: root.opt_text("answer_confirm").map(|name| Name::new(&name)),
            tool: root.opt_text("tool").map(|name| ToolName::new(&name)),
            args: root.values("args"),
            team: team.unwrap_or_else(|| default_team(&id, sensitive)),
            sensitive,
            stage: read_stage(root),
            next_actions: root.texts("next_actions"),
            counter_examples: root.texts("counter_examples"),
            examples_en,
            examples_es,
            slots: root.tables("slots").iter_mut().map(IntentSlot::read).collect(),
            id,
        }
    }
    /// The answers this intent may say, with the field that names each.
    pub fn says(&self) -> impl Iterator<Item = (String, &Name)> {
        let fixed =
            [("answer", &self.answer), ("answer_empty", &self.answer_empty), ("answer_confirm", &self.answer_confirm)];
        let asks = self.slots.iter().enumerate().map(|(index, slot)| (format!("slots.{index}.ask"), &slot.ask));
        fixed
            .into_iter()
            .map(|(key, answer)| (key.to_owned(), answer))
            .chain(asks)
            .filter_map(|(key, answer)| Some((key, answer.as_ref()?)))
    }
}

impl IntentSlot {
    fn read(table: &mut Fields<'_, '_>) -> IntentSlot {
        IntentSlot {
            name: Name::new(&table.text("name")),
            kind: table.name("type").unwrap_or(SlotKind::Text),
            required: table.opt_flag("required").unwrap_or(false),
            ask: table.opt_text("ask").map(|name| Name::new(&name)),
        }
    }
}

/// Where a thread goes whose intent names no team.
fn default_team(id: &IntentId, sensitive: Option<Class>) -> Name {
    let group = id.as_str().split('.').next().unwrap_or_default();
    match sensitive {
        Some(Class::Legal | Class::Complaint) => Name::new("manager"),
        _ if TEAMS.contains(&group) => Name::new(group),
        _ => Name::new("sales"),
    }
}

fn read_route(root: &mut Fields<'_, '_>) -> Option<Route> {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Named {
        Answer,
        Tool,
        Clarify,
        Escalate,
    }
    root.name("route").map(|route| match route {
        Named::Answer => Route::Answer,
        Named::Tool => Route::Tool,
        Named::Clarify => Route::Clarify,
        Named::Escalate => Route::Escalate,
    })
}

pub(super) fn read_stage(root: &mut Fields<'_, '_>) -> Stage {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Named {
        Shadow,
        Gated,
        Auto,
    }
    match root.name("stage") {
        Some(Named::Auto) => Stage::Auto,
        Some(Named::Gated) => Stage::Gated,
        Some(Named::Shadow) | None => Stage::Shadow,
    }
}
