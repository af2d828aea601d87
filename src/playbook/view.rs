//! The playbook as the core sees it from one rooftop.

use crate::core::event::Args;
use crate::core::ids::*;
use crate::core::rulebook::{HandOver, IntentRule, Rulebook, ToolRule};
use crate::core::text::{AgentText, Screen};

use super::judgement::LEARNED;
use super::lint::{HANDOVER_AFTER_HOURS, HANDOVER_DEFAULT, HANDOVER_FAILURE};
use super::{Answer, Playbook, Rooftop, render};

/// How long a thread may wait where no rule says it.
const DEFAULT_SLA_SECONDS: u32 = 120;
const DEFAULT_TEAM: &str = "sales";
/// The department whose people read hand-overs.
const SALES: &str = "sales";

#[derive(Clone, Copy)]
pub struct RooftopView<'a> {
    pub playbook: &'a Playbook,
    pub rooftop: &'a Rooftop,
    pub screen: &'a (dyn Screen + Sync),
}

impl Rulebook for RooftopView<'_> {
    fn digest(&self) -> &Name {
        &self.playbook.digest
    }
    fn intent(&self, intent: &IntentId) -> Option<IntentRule> {
        let intent = self.playbook.intents.get(intent)?;
        Some(IntentRule {
            route: intent.route,
            stage: intent.stage,
            sensitive: intent.sensitive,
            tool: intent.tool.clone(),
            team: intent.team.clone(),
        })
    }
    fn tool(&self, tool: &ToolName) -> Option<ToolRule> {
        let spec = self.playbook.tools.get(tool)?;
        Some(ToolRule {
            effect: spec.effect,
            stage: spec.stage,
            intents: spec.intents.clone(),
            per_turn: spec.per_turn,
            per_thread: spec.per_thread,
        })
    }
    fn in_force(&self, answer: &AnswerRef, at: Micros) -> bool {
        self.version(answer)
            .is_some_and(|answer| answer.is_for(self.rooftop) && answer.is_in_force(self.rooftop.date_at(at)))
    }
    fn hand_over(&self, rule: &RuleId, class: Option<Class>, lang: Lang, at: Micros) -> HandOver {
        if let Some(rule) = self.playbook.escalation.iter().find(|known| known.id == *rule) {
            let line = self.absent(Some(rule.class), lang, at).or_else(|| self.line(rule.say.as_str(), lang, at));
            return HandOver { class: Some(rule.class), team: rule.team.clone(), sla_seconds: rule.sla_seconds, line };
        }
        let learned = rule.as_str().strip_prefix(LEARNED);
        if let Some(class) = learned.and_then(|name| Class::ALL.into_iter().find(|class| class.as_str() == name)) {
            let line = self.absent(Some(class), lang, at).or_else(|| self.line(&format!("handover/{class}"), lang, at));
            let line = line.or_else(|| self.line(HANDOVER_DEFAULT, lang, at));
            let known = self.playbook.escalation.iter().find(|rule| rule.class == class);
            let team = known.map_or_else(|| Name::new(DEFAULT_TEAM), |rule| rule.team.clone());
            return HandOver { class: Some(class), team, sla_seconds: self.sla_of(Some(class)), line };
        }
        let intent = rule.as_str().strip_prefix("intent:").and_then(|id| self.playbook.intents.get(id));
        if let Some(intent) = intent {
            let class = intent.sensitive.or(class);
            let line = self.absent(class, lang, at).or_else(|| match class {
                Some(class) => self.line(&format!("handover/{class}"), lang, at),
                None => None,
            });
            let line = line
                .or_else(|| self.line(HANDOVER_DEFAULT, lang, at))
                .or_else(|| self.line(HANDOVER_FAILURE, lang, at));
            return HandOver { class, team: intent.team.clone(), sla_seconds: self.sla_of(class), line };
        }
        HandOver {
            class,
            team: Name::new(DEFAULT_TEAM),
            sla_seconds: DEFAULT_SLA_SECONDS,
            line: self.absent(class, lang, at).or_else(|| self.line(HANDOVER_FAILURE, lang, at)),
        }
    }
}

impl RooftopView<'_> {
    /// The answer that has exactly this version.
    fn version(&self, version: &AnswerRef) -> Option<&Answer> {
        let (place, _) = version.as_str().split_once('@')?;
        let (id, lang) = place.rsplit_once('.')?;
        let lang = Lang::ALL.into_iter().find(|known| known.as_str() == lang)?;
        self.playbook.answers.get(&(Name::new(id), lang)).filter(|answer| answer.version == *version)
    }
    /// A line that needs nothing but the rooftop, rendered and screened.
    fn line(&self, id: &str, lang: Lang, at: Micros) -> Option<AgentText> {
        let answer = self.playbook.answer(&Name::new(id), lang, self.rooftop, at)?;
        let nothing = Args::new();
        let rendered = render::render(answer, self.rooftop, &nothing, &nothing, at).ok()?;
        AgentText::vouch(answer.version.clone(), rendered.text, rendered.sources, Vec::new(), self.screen).ok()
    }
    /// What is said instead when nobody is in the store to read it. Danger keeps its own line: it names the emergency number.
    fn absent(&self, class: Option<Class>, lang: Lang, at: Micros) -> Option<AgentText> {
        let is_open = self.rooftop.open_until(SALES, at).is_some();
        if is_open || class == Some(Class::Safety) { None } else { self.line(HANDOVER_AFTER_HOURS, lang, at) }
    }
    /// As long as the first rule of the same class allows.
    fn sla_of(&self, class: Option<Class>) -> u32 {
        let rule = self.playbook.escalation.iter().find(|rule| Some(rule.class) == class);
        rule.map_or(DEFAULT_SLA_SECONDS, |rule| rule.sla_seconds)
    }
}

#[cfg(test)]
mod tests;
