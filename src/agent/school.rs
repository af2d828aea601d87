//! What the brain is taught: the examples of the intents and the labelled messages of the corpus.

use reading::scene::Scene;

use crate::core::ids::*;
use crate::core::rulebook::Route;
use crate::language::learned::{Labels, Lessons, School};
use crate::language::normalize::normalize;
use crate::language::router::{Example, Router};
use crate::playbook::Playbook;
use crate::playbook::corpus::{Line, Role, Want};

/// Intents of messages that are none of a dealer's business.
const FOREIGN: [&str; 3] = ["meta.off_topic", "meta.vendor_spam", "meta.injection"];

pub(super) fn taught(playbook: &Playbook) -> Router {
    let mut lessons = Lessons::default();
    let own: Vec<Example> = examples(playbook).collect();
    for example in &own {
        let sensitive = playbook.intents.get(&example.intent).is_some_and(|intent| intent.route == Route::Escalate);
        let labels = Labels {
            intent: Some(example.intent.clone()),
            negative: example.negative,
            sensitive: (!example.negative).then_some(sensitive),
            foreign: (!example.negative).then(|| FOREIGN.contains(&example.intent.as_str())),
        };
        lessons.push(Scene { text: &example.text, visitor: None, answer: None }, labels);
    }
    for line in playbook.corpus.lines() {
        let route = line.intent.as_ref().and_then(|intent| playbook.intents.get(intent)).map(|intent| intent.route);
        teach(&mut lessons, &line, route == Some(Route::Escalate));
    }
    let school = School::learn(Router::reader(own.iter()), &lessons, playbook.thresholds.missed);
    drop(lessons);
    Router::train(own.into_iter(), school)
}

fn examples(playbook: &Playbook) -> impl Iterator<Item = Example> {
    playbook.intents.values().flat_map(|intent| {
        let positive = Lang::ALL
            .into_iter()
            .flat_map(|lang| intent.examples(lang).iter().map(move |text| (lang, text.as_str(), false)));
        let negative = intent.counter_examples.iter().map(|text| (Lang::En, text.as_str(), true));
        positive.chain(negative).map(|(lang, text, negative)| Example {
            intent: intent.id.clone(),
            lang,
            text: normalize(text).text,
            negative,
        })
    })
}

/// What the playbook has people answer is for people, whatever the label says.
fn teach(lessons: &mut Lessons, line: &Line, for_people: bool) {
    let last = |visitor: bool| {
        let said = line.context.iter().rev().find(|said| (said.role == Role::Visitor) == visitor);
        said.map(|said| normalize(&said.text).text)
    };
    let (text, visitor, answer) = (normalize(&line.text).text, last(true), last(false));
    let labels = Labels {
        // Of several questions in one message none is what the message is.
        intent: line.intent.clone().filter(|_| line.style != "multi"),
        negative: false,
        // An injection that must only be kept harmless says nothing about who answers.
        sensitive: match line.want {
            Want::Injection => line.is_sensitive().then_some(true),
            Want::Ordinary => Some(for_people),
            Want::Escalate | Want::OutOfScope => Some(line.is_sensitive()),
        },
        foreign: Some(matches!(line.want, Want::OutOfScope | Want::Injection)),
    };
    lessons.push(Scene { text: &text, visitor: visitor.as_deref(), answer: answer.as_deref() }, labels);
}
