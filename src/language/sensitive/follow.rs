//! Short messages whose meaning lies in the message before: "and how much would that be?", "y esa?".

use super::phrase::{Collector, Phrases};
use super::words::Word;
use crate::language::{Speaker, Turn};

/// Longer messages carry their own meaning.
const FEW_WORDS: usize = 9;

/// Asks for a number without naming one. Too weak to stand alone ("what are they asking" may be about anything), clear enough
/// inside a conversation at a dealer's.
const FIGURE: &[&str] = &[
    "(what|whats|wuts|wat) (|are|is) (they|you|we|yall|u|he|she) (|all) (asking|looking at|at|wanting|thinking|charging)",
    "(what|whats) (the|that|its|it|this|your) (|best|real|final) (number|ticket|tag|damage|figure|total|ask|asking|sticker|hit) .",
    "(what|how) (about|is|s) the (number|figure|money|damage|total) .",
    "what * (run|set) (me|us)",
    "what (would|will|does|do|is|d|ll) * come (out|) to",
    "how bad .",
    "(some|more|a little|any) (wiggle|give)",
    "(can|could|will|would) (you|u|yall|they) (do|go|get) (any|a little|a bit|me|us) (better|lower|less|cheaper|down)",
    "(best|lowest|bottom|final) (you|u|they|yall) (can|could|will|got)",
    "(thats|its|seems|sounds) (|a) (|too|way too|kinda|a lot|pretty|so|a bit|awfully) (much|high|steep|pricey|rich|lot)",
    "with (tax|taxes|everything|nothing down|zero down|trade) .",
    "(and|what) (if|about) (i|we) (put|paid|pay|trade|financed|finance|leased|lease|bought two)",
    "(and|what about|how about) (with|without) * down",
    "and (the|in) (total|payments)",
    "in total .",
    "y (a|en|por) (cuanto|como cuanto)",
    "(que|cual) (numero|cifra|monto|total) .",
    "(lo|el) (menos|minimo|ultimo)",
    "(es|esta|se me hace|sale|suena) (|muy|bien|bastante|algo) mucho",
    "(en|a) que (numero|cifra)",
    "(pueden|puede|puedes) (mejorar|bajar|bajarle|hacer algo)",
    "(y|que tal) (con|sin) (enganche|taxes|impuestos|todo)",
    "(y|que) (si) (doy|pago|pongo|entrego)",
    "(lo|el) total .",
    "ya con todo",
];

/// Points back at the question before and changes one thing in it.
const BACK: &[&str] = &[
    "(and|what about|how about|or|same for|same on|and for|then) (the|that|this|those|these|a|an|my|for|on|with)",
    "(what|how) about",
    "(same|and) (question|thing)",
    "(that|this|the other|the (red|blue|white|black|gray|grey|silver|green)) one",
    "and (it|them|yours|mine|both)",
    "(can|could|would) you (check|tell me|say|answer|find out) (|that|now|it|please)",
    "(just|come on|pls|please) (tell|answer|say)",
    "(well|so|and|ok|hello) (what is it|whats the answer|tell me)",
    "y (la|el|los|las|esa|ese|eso|esta|este|esto|para|por|con|de|una|un|mi|si)",
    "(esa|ese|esta|este|la otra|el otro)",
    "que tal (la|el|esa|ese|una|un)",
    "lo mismo (para|con|de)",
    "(la|el|una|un) (roja|rojo|azul|blanca|blanco|negra|negro|gris|verde|plateada|plateado|otra|otro)",
    "(digame|dime|diga|contesteme)",
    "(entonces|pero) (dime|digame|cual|que)",
    "o (la|el|esa|ese|una|un)",
];

/// What makes a short message a question about something else: a visit, a fact of the car, a number to call.
const OTHER: &[&str] = &[
    "(mon|tues|wednes|thurs|fri|satur|sun)day(s|)",
    "(today|tonight|tomorrow|weekend|morning|afternoon|evening|noon)",
    "(lunes|martes|miercoles|jueves|viernes|sabado|domingo|hoy|manana|tarde|noche|mediodia)",
    "(hours|hour|open|close|closed|time|appointment|horario|hora|abren|cierran|cita|number to call|phone)",
    "(service|parts|body) (department|dept|counter|shop)",
    "(color|colors|colour|seats|miles|mileage|engine|range|trim|photo(s|)|pic(s|)|video)",
    "(colores|asientos|millas|millaje|motor|fotos)",
    "(tow|haul|fit|hold|seat|charge|drive|manejar|remolca|cabe|caben|espacio)",
    "(room|space|cargo|horsepower|hp|torque|mpg|gas|fuel|awd|hybrid|electric|automatic|available|stock|disponible)",
    "(long|far|many|often|old|big|tall|wide|soon|early|late)",
    "(thanks|thank you|thx|gracias|bye|adios)",
    "(it|that|the) (doors|roof|bed|trunk)",
];

pub(super) struct FollowUps {
    figure: Phrases,
    back: Phrases,
    other: Phrases,
}

impl FollowUps {
    pub fn new() -> FollowUps {
        let tree = |terms: &[&str]| {
            let mut phrases = Collector::new();
            for term in terms {
                // Every one of them is tried by a test.
                let _ = phrases.add(term, 0);
            }
            phrases.finish()
        };
        FollowUps { figure: tree(FIGURE), back: tree(BACK), other: tree(OTHER) }
    }

    pub fn asks_the_figure(&self, words: &[Word]) -> bool {
        self.short(words) && !self.figure.find(words, &[]).is_empty()
    }

    pub fn points_back(&self, words: &[Word]) -> bool {
        self.short(words) && !self.back.find(words, &[]).is_empty()
    }

    fn short(&self, words: &[Word]) -> bool {
        words.len() <= FEW_WORDS && self.other.find(words, &[]).is_empty()
    }
}

/// What people said last, the visitor and any rep, newest first; the agent never speaks of money.
pub(super) fn last_words(context: &[Turn]) -> impl Iterator<Item = &str> {
    context.iter().rev().filter(|turn| turn.by != Speaker::Agent).take(2).map(|turn| turn.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_phrase_is_well_formed() {
        for term in FIGURE.iter().chain(BACK).chain(OTHER) {
            Collector::new().add(term, 0).unwrap_or_else(|why| panic!("{term:?}: {why}"));
        }
    }
}
