//! Words that commit the dealer without a figure, by kind, in both languages.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use super::{By, FindingKind, Hit};
use crate::language::redact::pattern;

use super::rules::{Excuse, RULES};

use Excuse::*;
use FindingKind::*;

/// Names an agent must not go by; a store's assistant is refused a human first name, so a text that gives one is lying.
static INTRODUCES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[.!?,:;] ?|\b(?:hi|hello|hey|hola|yes|si|sure|and|buenas|buenos dias|buenas tardes|y|claro) )(?P<verb>i'm|i am|im|this is|my name is|my name's|name's|it's|you can call me|call me|you got|you've got|only me,|just me,|soy|me llamo|mi nombre es|le habla|te habla|habla|le atiende|te atiende|le saluda|le escribe|te escribe|aqui|le ayuda) (?P<name>[a-z]{3,})\b",
    )
});

static NOT_A_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:assistant|asistente|automated|automatic\w*|virtual|digital|bot|ai|ia|system|sistema|agent|agente)\b")
});

const NAMES: &str = " mike michael steve steven john dave david jim james bob robert bill tom tim dan danny daniel sam mark matt matthew chris christopher kevin brian ryan jeff joe joseph tony anthony nick rick richard greg eric erik scott adam alex andrew andy aaron ben brandon carlos charlie craig derek doug ed eddie frank fred gary george gus hank harry henry ian jack jake jason jay jerry jesse jimmy jon jordan josh juan justin keith ken kenny kyle larry lee leo luis luke marcus mario martin miguel nate nathan neil oscar pablo pat patrick paul pedro pete peter phil ralph ramon randy ray rob rodrigo roger ron ross roy russ sean seth shawn stan ted terry todd travis trevor tyler victor vince walter wayne will zach amanda amy ana andrea angela anna ashley becky beth brenda carla carmen carol cindy claudia christina crystal dana debbie denise diana donna elena elizabeth emily emma erica fernanda gabriela gloria grace gwen heather helen jackie jane janet jen jennifer jenny jessica jill julia julie karen karla kate katie kelly kim kristen laura lauren linda lisa liz lori lucia maria marisol marissa mary megan melissa michelle monica nancy natalie nicole nina olivia pam patricia paula rachel rebecca rosa ruth sandra sara sarah sharon sofia sophia stephanie sue susan tammy tara teresa tiffany tina tracy valeria vanessa veronica vicky wendy jose jorge javier hector ernesto arturo alberto alejandro fernando francisco roberto ricardo raul ruben salvador sergio eduardo enrique esteban felipe gerardo guillermo hugo ignacio ivan jaime joaquin manuel marco mateo diego adriana alicia beatriz cristina dolores esperanza guadalupe lupe isabel josefina juana leticia lorena lourdes luz magdalena margarita mariana norma pilar raquel rocio silvia susana yolanda chuy memo beto pepe paco nacho lalo dale earl hal skip buck ";

type Lazy = LazyLock<Regex, Box<dyn FnOnce() -> Regex + Send>>;

/// So many rules are looked for in one pass. A pass for all of them would need more states than its memory holds, and forget them as it goes;
/// each of these stays small.
const TOGETHER: usize = 6;

struct Compiled {
    /// One for each `TOGETHER` rules, in order.
    sets: Vec<RegexSet>,
    /// A rule is compiled for itself when the set first finds it: few ever are.
    rules: Vec<(FindingKind, Excuse, Lazy)>,
}

static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
    let sources: Vec<String> = RULES.iter().map(|(_, _, source)| bounded(source)).collect();
    let sets = sources.chunks(TOGETHER).map(set).collect();
    let compile = |source: String| -> Box<dyn FnOnce() -> Regex + Send> { Box::new(move || pattern(&source)) };
    let rules = RULES
        .iter()
        .zip(sources)
        .map(|((kind, excuse, _), source)| (*kind, *excuse, LazyLock::new(compile(source))))
        .collect();
    Compiled { sets, rules }
});

#[expect(clippy::expect_used, reason = "the patterns are constants and the tests compile every one")]
fn set(sources: &[String]) -> RegexSet {
    RegexSetBuilder::new(sources)
        .unicode(false)
        .size_limit(64 << 20)
        .dfa_size_limit(2 << 20)
        .build()
        .expect("constant patterns")
}

/// Each rule begins at the start of a word.
fn bounded(source: &str) -> String {
    format!(r"(?:^|\b)(?:{})", source.replace("(?:~)?", r"(?:[a-z0-9'%-]+ ){0,3}"))
}

pub fn find(text: &str, named: &dyn Fn(usize, usize) -> bool, hits: &mut Vec<Hit>) {
    let compiled = &*COMPILED;
    let passes = compiled.sets.iter().enumerate();
    for rule in passes.flat_map(|(pass, set)| set.matches(text).into_iter().map(move |rule| pass * TOGETHER + rule)) {
        let Some((kind, excuse, regex)) = compiled.rules.get(rule) else { continue };
        for found in regex.find_iter(text).take(16) {
            if !excused(text, found.start(), found.as_str(), *excuse)
                && !is_harmless(text, found.start(), found.as_str(), *kind)
            {
                hits.push(Hit {
                    start: found.start(),
                    end: found.end(),
                    kind: *kind,
                    money: false,
                    by: by(*kind, *excuse),
                });
            }
        }
    }
    introductions(text, named, hits);
}

fn by(kind: FindingKind, excuse: Excuse) -> By {
    match (kind, excuse) {
        // Another store is also "the lot" and "the agency".
        (Competitor, _) | (_, Subject) => By::Subject,
        (_, Never) => By::Plain,
        (_, Refusal | Referral) => By::Phrase,
    }
}

/// "I'm Steve", "me llamo Marta": a plain statement of a name, or a hint at one with a name that is known or comes with a place.
fn introductions(text: &str, named: &dyn Fn(usize, usize) -> bool, hits: &mut Vec<Hit>) {
    for found in INTRODUCES.captures_iter(text) {
        let (Some(whole), Some(verb), Some(name)) = (found.get(0), found.name("verb"), found.name("name")) else {
            continue;
        };
        let tail = text.get(name.start()..).unwrap_or_default();
        let near = tail.get(..tail.len().min(40)).unwrap_or(name.as_str());
        let known = NAMES.contains(&format!(" {} ", name.as_str()));
        let capital = named(name.start(), name.end()) && !NO_NAMES.contains(&format!(" {} ", name.as_str()));
        let plain = matches!(
            verb.as_str(),
            "i'm"
                | "i am"
                | "im"
                | "my name is"
                | "my name's"
                | "name's"
                | "call me"
                | "you can call me"
                | "soy"
                | "me llamo"
                | "mi nombre es"
                | "le habla"
                | "te habla"
                | "le saluda"
        );
        if (known || (capital && (plain || WITH_PLACE.is_match(near)))) && !NOT_A_NAME.is_match(near) {
            hits.push(Hit {
                start: whole.start(),
                end: whole.end(),
                kind: FindingKind::Impersonation,
                money: false,
                by: By::Plain,
            });
        }
    }
}

pub fn is_first_name(word: &str) -> bool {
    NAMES.contains(&format!(" {word} "))
}

/// Capitalised words after "I'm" that are no names.
const NO_NAMES: &str = " sorry spanish english ok okay glad happy here afraid toyota honda ford chevy chevrolet nissan mazda kia hyundai subaru jeep ram dodge gmc bmw audi lexus acura the a an your not able unable monday tuesday wednesday thursday friday saturday sunday available checking looking going just only still also now un una el la su tu ";

static WITH_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[a-z]+(?: [a-z]+)?,? (?:from|in|with|at|de|del|en|your|su|tu|the|an?|una?|speaking|here) ?(?:the |our |la |el )?(?:sales\w*|service|finance|parts|dealership|store|floor|desk|team|ventas|servicio|agencia|equipo|consultant|advisor|rep|manager|vendedor\w*|asesor\w*|gerente|$)?",
    )
});

static REFUSAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:can't|cant|cannot|can not|couldn't|not able|unable|don't|do not|doesn't|does not|didn't|never|isn't|is not|aren't|are not|not|won't|wouldn't|nor|neither|without|nunca|no|tampoco|ni|sin|i'm not|am not|unless|only (?:a|our|the) (?:person|manager|teammate|colleague)|solo (?:un|una|el|la) (?:persona|gerente|asesor))\b([a-z0-9 ,'%/-]*)$",
    )
});

/// A negation that denies nothing.
static IDLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:don't (?:worry|wait|miss|hesitate|forget)|no (?:worries|problem|need|doubt|matter|question)|not (?:only|just)|why not|no (?:te|se) preocupe?s?|no solo|can't (?:wait|beat|go wrong)|no,|no\.|yes|sin (?:duda|problema|falta))",
    )
});

static REFERRAL: LazyLock<Regex> = LazyLock::new(|| {
    let people = "person|human|teammate|colleague|coworker|specialist|representative|rep|advisor|manager|managers|team|department|desk|office|someone|somebody|people|staff|member|consultant|associate|expert|they";
    let gente = "companer[oa]|asesor|asesora|persona|personas|gerente|equipo|especialista|alguien|vendedor|vendedora|departamento|representante|ellos|oficina";
    let tells = "tell|tells|explain|explains|go over|goes over|answer|answers|help|helps|discuss|discusses|talk|talks|share|shares|review|reviews|confirm|confirms|handle|handles|handled|look|looks|reply|respond|responds|contact|call|calls|reach|join|joins|write|writes|follow|get back|assist|walk you|cover|check|checks|decide|decides|quote|quotes|knows?|speak|speaks|deals? with|take care of (?:that|this|those|questions)|take it from|give you (?:the |an? )?(?:answer|details|information)|know|sets?|say|says|read|reads|provide (?:details|information)|let you know|has been told|was told";
    let dice = "diga|dice|decir|decirle|dira|explica\\w*|explicar\\w*|responde\\w*|responder\\w*|contesta\\w*|contestar\\w*|ayuda\\w*|ayudar\\w*|atiende\\w*|atender\\w*|revisa\\w*|revisar\\w*|confirma\\w*|confirmar\\w*|habla\\w*|hablar\\w*|llama\\w*|informa\\w*|escribe\\w*|escribir\\w*|maneja\\w*|ve|ven|sabe|saben|decide\\w*|resuelve\\w*|da la informacion|dar informacion|platica\\w*|cuenta\\w*|orienta\\w*|comunica\\w*";
    pattern(&format!(
        r"(?x)\b(?:
          (?:{people})\ (?:[a-z']+\ ){{0,5}}?(?:{tells})\b
        | (?:{gente})\ (?:[a-z]+\ ){{0,5}}?(?:{dice})\b
        | (?:questions?|anything|details?|info|information|ask|asking|talk|talking|speak|chat|hear|learn|conversation|quotes?|comment|requests?|concerns?|inquiries|everything)\ (?:[a-z]+\ ){{0,3}}(?:about|regarding|related\ to)\b | questions?\ (?:[a-z]+\ ){{0,3}}(?:on|to|go|goes|for)\b
        | (?:preguntas?|dudas?|informacion|temas?|hablar|hable|saber|detalles?|preguntar|pregunte|consultas?|todo\ lo)\ (?:[a-z]+\ ){{0,3}}(?:sobre|de|del|acerca|relacionad[oa]|con)\b
        | (?:handled|answered|discussed|explained|set|decided|covered|reviewed)\ (?:only\ )?(?:by|with|in\ person)\b | (?:go|goes)\ (?:straight\ )?to\ (?:our|a|the)\b
        | (?:are|is)\ (?:you|there)\ (?:looking|interested|asking|any) | (?:do|would|did|have)\ you\ (?:have|want|like|mean|prefer|already|had) | (?:tiene|tienes|le\ interesa|busca|quiere)\ (?:un|una|alguna?|saber)
        | (?:please|por\ favor|favor\ de)\ (?:speak|talk|ask|contact|call|see|hable|llame|pregunte|contacte) | (?:speak|talk)\ (?:with|to)\ | ask\ (?:our|the|a)\ | (?:hable|consulte|pregunte)\ (?:con|a)\ | ^\ ?(?:for|para)\ (?:the\ |our\ |any\ |current\ |los\ |las\ )*$
        )"
    ))
});

/// Whether what stands around the phrase in its sentence takes the commitment out of it.
fn excused(text: &str, start: usize, said: &str, excuse: Excuse) -> bool {
    if excuse == Never {
        return false;
    }
    let before = sentence_before(text, start);
    if refuses(before) {
        return true;
    }
    match excuse {
        Never | Refusal => false,
        Referral => REFERRAL.is_match(before) && !turns(before),
        Subject => {
            let after = sentence_after(text, start + said.len());
            let from = start - before.len();
            let whole = text.get(from..start + said.len() + after.len()).unwrap_or_default();
            whole.ends_with('?')
                || (REFERRAL.is_match(whole) && !turns(before))
                || is_about_documents(whole)
                || refuses_after(after)
        }
    }
}

/// Whether a whole sentence says that the agent will not or that a person will.
pub fn refuses_or_refers(sentence: &str) -> bool {
    (refuses(sentence.trim_end_matches(['.', '!', ' '])) || REFERRAL.is_match(sentence)) && !turns(sentence)
}

fn refuses(before: &str) -> bool {
    let head = before.trim_end();
    let Some(found) = REFUSAL.captures(head) else { return false };
    let gap = found.get(1).map_or("", |gap| gap.as_str());
    let from_negation = head.get(found.get(0).map_or(0, |whole| whole.start())..).unwrap_or_default();
    gap.split_whitespace().count() <= 6 && !turns(gap) && !IDLE.is_match(from_negation)
}

/// "Discounts are not something I can talk about."
fn refuses_after(after: &str) -> bool {
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:(?:are|is|was) (?:not|n't) (?:something|part|handled|set|discussed|available|decided|known)|aren't something|isn't something|not something i|i (?:can't|cannot|don't|am not able|'m not able)|outside what i|no (?:lo|la|los|las|se) (?:puedo|puede|manejo|maneja|trata|doy|discut)\w*|no puedo|no es algo)\b",
        )
    });
    AFTER.is_match(after)
}

/// Papers a visitor brings or fetches: "bring your lease agreement", "apply at …".
fn is_about_documents(sentence: &str) -> bool {
    static PAPERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:bring|brings|bringing|take along|upload|a copy of|copies of|traiga|traer|lleve|llevar|una copia|apply (?:here|online|at)|application (?:here|form|page|link|is at|at)|(?:here|this) is (?:the|our) (?:~)?link|solicitud (?:aqui|en linea)|llene)\b",
        )
    });
    PAPERS.is_match(sentence)
}

static AMENITIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:wi-?fi|coffee|water|snacks?|parking|shuttle|feel free|toll[- ]free|hands[- ]free|smoke[- ]free|rust[- ]free|accident[- ]free|free (?:to|space|slot|time|at|on|from|this|and|monday|tuesday|wednesday|thursday|friday|saturday|sunday|of (?:accidents|rust|smoke))|recalls?|retiros?|cafe|agua|estacionamiento|transporte|carfax|history report|(?:are|is|am|i'm|you're) free\b(?: (?:at|on|from|to|this))?)\b",
    )
});

/// What a rule catches but its neighbours make plain.
fn is_harmless(text: &str, start: usize, said: &str, kind: FindingKind) -> bool {
    let before = text.get(..start).unwrap_or_default();
    match kind {
        // "I am not a person"
        Impersonation => {
            let machine = [
                "bot",
                "robot",
                "machine",
                "computer",
                "program",
                "ai",
                "automated",
                "virtual",
                "chatbot",
                "software",
                "algorithm",
                "recording",
                "assistant",
                "maquina",
                "computadora",
                "ia",
                "programa",
                "asistente",
            ];
            let denies = said.contains(" not ")
                || said.starts_with("not ")
                || (before.ends_with("no ") && said.starts_with("soy"))
                || before.ends_with("no soy ")
                || before.ends_with("not ")
                || before.ends_with("not a ");
            let fetches = ["sending", "getting", "bringing", "passing", "asking", "telling", " to the ", "calling"];
            (said.starts_with("i'm ") && fetches.iter().any(|word| said.contains(word)))
                || denies && !machine.iter().any(|word| said.ends_with(word) || said.ends_with(&format!("{word}s")))
        }
        // "free wifi", "toll-free", "feel free to look"
        Promo => {
            let sentence = [sentence_before(text, start), said, sentence_after(text, start + said.len())].concat();
            let subject = said.starts_with("free") || said.starts_with("gratis") || said.starts_with("gratuit");
            subject && AMENITIES.is_match(&sentence)
        }
        // "you can cancel your appointment"
        Contract => {
            let after = sentence_after(text, start + said.len());
            let near = after.get(..after.len().min(36)).unwrap_or(after);
            // Where a car came from is its history.
            if said.starts_with("lease")
                && (near.starts_with(" return")
                    || before.ends_with("off-")
                    || before.ends_with("off a ")
                    || before.ends_with("ex-"))
            {
                return true;
            }
            [
                "appointment",
                "visit",
                "test drive",
                "booking",
                "cita",
                "texts",
                "messages",
                "prueba de manejo",
                "reservation for your test",
                "booklet",
                "folleto",
                "manual",
            ]
            .iter()
            .any(|word| near.contains(word) || said.contains(word))
        }
        // "hold the button for 10 seconds"
        Promise => [
            "button",
            "pedal",
            "brake",
            "lever",
            "switch",
            "key",
            "latch",
            "appointment",
            "visit",
            "posted",
            "a time",
            "a slot",
            "a spot",
            "test drive",
            "eye",
            "updated",
            "in mind",
            "boton",
            "su cita",
        ]
        .iter()
        .any(|word| said.contains(word)),
        Price | Payment | Apr | Discount | Legal | Pii | Competitor => false,
    }
}

/// "…, but I can", "…, you get"
fn turns(words: &str) -> bool {
    static TURN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:but|however|though|although|pero|aunque)\b|, (?:i|we|you|you'll|i'll|we'll|you've|it's|yo|usted|le|te|se)\b",
        )
    });
    TURN.is_match(words)
}

fn sentence_after(text: &str, at: usize) -> &str {
    let mut to = (at + 160).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let tail = text.get(at..to).unwrap_or_default();
    let cut =
        [tail.find(['!', '?']).map(|end| end + 1), tail.find(". ")].into_iter().flatten().min().unwrap_or(tail.len());
    tail.get(..cut).unwrap_or_default()
}

fn sentence_before(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(120);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let head = text.get(from..at).unwrap_or_default();
    let cut = head.rfind(['!', '?']).map(|end| end + 1).max(head.rfind(". ").map(|end| end + 2)).unwrap_or(0);
    head.get(cut..).unwrap_or_default()
}
