//! A playbook with everything that is built from it: rules compiled, router trained, feed words collected. Immutable; a reload makes a new one.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::school::taught;
use super::screened::Screened;
use crate::core::event::Args;
use crate::core::ids::*;
use crate::core::text::AgentText;
use crate::language::normalize::normalize;
use crate::language::router::Router;
use crate::language::screen::Outbound;
use crate::language::sensitive::Guard;
use crate::language::slots::Lexicon;
use crate::playbook::corpus::Corpus;
use crate::playbook::render::render;
use crate::playbook::view::RooftopView;
use crate::playbook::{Inventory, Playbook, Rooftop};

/// The last check of every text.
static SCREEN: LazyLock<Screened<Outbound>> = LazyLock::new(|| Screened::by(Outbound));

#[derive(Clone)]
pub struct Brain {
    pub playbook: Arc<Playbook>,
    /// When the feeds were read; the age of a feed that has no clock of its own counts from here.
    pub loaded_at: Micros,
    pub(super) guard: Arc<Guard>,
    pub(super) router: Arc<Router>,
    pub(super) is_schooled: bool,
    places: Arc<BTreeMap<RooftopId, Place>>,
}

/// What a tool or the language floor needs of one rooftop.
pub struct Place {
    pub rooftop: Arc<Rooftop>,
    pub inventory: Arc<Inventory>,
    pub lexicon: Lexicon,
}

impl Brain {
    /// Compiles the rules and trains the router. Deterministic: the same playbook gives the same brain.
    pub fn build(mut playbook: Playbook, loaded_at: Micros) -> Result<Brain, Vec<String>> {
        let guard = Guard::new(&playbook.escalation)
            .map_err(|bad| bad.iter().map(|rule| format!("escalation.toml: {rule}")).collect::<Vec<_>>())?;
        let router = taught(&playbook);
        // A few examples an intent are too little to judge by; without labelled messages the rules stand alone.
        let is_schooled = playbook.corpus.lines().next().is_some();
        playbook.corpus = Corpus::default();
        let places = playbook
            .rooftops
            .iter()
            .map(|(id, rooftop)| {
                let inventory = playbook.inventory.remove(id).unwrap_or_default();
                let lexicon = Lexicon::of(&inventory, |text| normalize(text).text);
                let place = Place { rooftop: Arc::new(rooftop.clone()), inventory: Arc::new(inventory), lexicon };
                (id.clone(), place)
            })
            .collect();
        Ok(Brain {
            playbook: Arc::new(playbook),
            loaded_at,
            guard: Arc::new(guard),
            router: Arc::new(router),
            is_schooled,
            places: Arc::new(places),
        })
    }

    /// The same, as if the feeds had been read at another time.
    pub fn as_of(&self, loaded_at: Micros) -> Brain {
        Brain { loaded_at, ..self.clone() }
    }

    pub fn place(&self, rooftop: &RooftopId) -> Option<&Place> {
        self.places.get(rooftop)
    }

    /// The playbook as the core asks it.
    pub fn rules<'a>(&'a self, rooftop: &'a Rooftop) -> RooftopView<'a> {
        RooftopView { playbook: &self.playbook, rooftop, screen: &*SCREEN }
    }

    /// An approved answer in force, filled and screened; `None` when any of that fails.
    #[allow(clippy::too_many_arguments, reason = "where each value may come from is the point")]
    pub fn speak(
        &self,
        answer: &Name,
        rooftop: &Rooftop,
        lang: Lang,
        tool: &Args,
        visitor: &Args,
        choices: Vec<String>,
        now: Micros,
    ) -> Option<AgentText> {
        let answer = self.playbook.answer(answer, lang, rooftop, now)?;
        let rendered = match render(answer, rooftop, tool, visitor, now) {
            Ok(rendered) => rendered,
            Err(error) => {
                tracing::warn!(answer = %answer.version, %error, "an answer could not be filled");
                return None;
            }
        };
        match AgentText::vouch(answer.version.clone(), rendered.text, rendered.sources, choices, &*SCREEN) {
            Ok(text) => Some(text),
            Err(objection) => {
                tracing::warn!(answer = %answer.version, %objection, "the outbound screen stopped an answer");
                None
            }
        }
    }
}
