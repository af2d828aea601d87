//! The only kind of text the agent can say.

use super::event::Source;
use super::ids::*;

/// A check that every text passes last, whoever wrote it. The language floor's outbound screen is the one in use.
pub trait Screen: Send + Sync {
    /// What stands in the way of sending `text`, given the code-point ranges that come from typed slots; `None` lets it pass.
    fn objection(&self, text: &str, slots: &[(u32, u32)]) -> Option<String>;
}

/// An approved text, rendered and screened. Its fields are private and `vouch` is the only way to make one, so a text that has not
/// passed the screen cannot be put into a reply.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentText {
    answer: AnswerRef,
    text: String,
    sources: Vec<Source>,
    choices: Vec<String>,
}

impl AgentText {
    pub fn vouch(
        answer: AnswerRef,
        text: String,
        sources: Vec<Source>,
        choices: Vec<String>,
        screen: &dyn Screen,
    ) -> Result<AgentText, String> {
        let slots: Vec<_> = sources.iter().map(|source| (source.start, source.end)).collect();
        match screen.objection(&text, &slots) {
            Some(objection) => Err(objection),
            None => Ok(AgentText { answer, text, sources, choices }),
        }
    }
    pub fn answer(&self) -> &AnswerRef {
        &self.answer
    }
    pub fn text(&self) -> &str {
        &self.text
    }
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
    pub fn choices(&self) -> &[String] {
        &self.choices
    }
}
