//! What the brain is taught: the examples of the intents and the labelled messages of the corpus.

use crate::core::ids::*;
use crate::core::rulebook::Route;
use crate::language::learned::{Alarm, Lesson};
use crate::language::normalize::normalize;
use crate::language::router::{Example, Router};
use crate::playbook::Playbook;
use crate::playbook::corpus::{Line, Role, Tongue, Want};

/// A message with words before it says too little by itself when it is shorter than this, in words.
const SPEAKS_FOR_ITSELF: usize = 5;

/// Intents of messages that are none of a dealer's business.
const FOREIGN: [&str; 3] = ["meta.off_topic", "meta.vendor_spam", "meta.injection"];

pub(super) fn taught(playbook: &Playbook, corpus: &[Line]) -> (Router, Option<Alarm>) {
    let written = playbook.intents.values().flat_map(|intent| {
        let positive = Lang::ALL
            .into_iter()
            .flat_map(|lang| intent.examples(lang).iter().map(move |text| (lang, text.as_str(), false)));
        let negative = intent.counter_examples.iter().map(|text| (Lang::En, text.as_str(), true));
        positive.chain(negative).map(|(lang, text, negative)| Example {
            intent: intent.id.clone(),
            lang,
            text: normalize(text).text,
            negative,
            own: true,
        })
    });
    let labelled = corpus.iter().filter_map(example);
    let router = Router::train(written.chain(labelled));
    // Without labelled messages a few examples an intent are too little to judge by.
    let alarm = if corpus.is_empty() { None } else { Alarm::learn(&lessons(playbook, corpus)) };
    (router, alarm)
}

fn example(line: &Line) -> Option<Example> {
    let alone = line.context.is_empty() || line.text.split_whitespace().count() >= SPEAKS_FOR_ITSELF;
    let intent = line.intent.clone().filter(|_| alone && line.style != "multi")?;
    let lang = if line.lang == Tongue::En { Lang::En } else { Lang::Es };
    Some(Example { intent, lang, text: normalize(&line.text).text, negative: false, own: false })
}

fn lessons(playbook: &Playbook, corpus: &[Line]) -> Vec<Lesson> {
    let written = playbook.intents.values().flat_map(|intent| {
        let sensitive = intent.route == Route::Escalate;
        let texts = Lang::ALL.into_iter().flat_map(|lang| intent.examples(lang));
        let foreign = FOREIGN.contains(&intent.id.as_str());
        texts.map(move |text| Lesson {
            text: normalize(text).text,
            visitor: None,
            answer: None,
            sensitive,
            foreign,
            counts: true,
        })
    });
    let labelled = corpus.iter().map(|line| {
        let last = |visitor: bool| {
            let said = line.context.iter().rev().find(|said| (said.role == Role::Visitor) == visitor);
            said.map(|said| normalize(&said.text).text)
        };
        Lesson {
            text: normalize(&line.text).text,
            visitor: last(true),
            answer: last(false),
            sensitive: line.is_sensitive(),
            foreign: matches!(line.want, Want::OutOfScope | Want::Injection),
            counts: line.want != Want::Injection || line.is_sensitive(),
        }
    });
    written.chain(labelled).collect()
}
