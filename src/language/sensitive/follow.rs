//! Short messages whose meaning lies in the message before: "and how much would that be?", "y esa?".

use super::phrase::Phrases;
use super::words::Word;
use crate::language::{Speaker, Turn};

/// Longer messages carry their own meaning.
const FEW_WORDS: usize = 9;

/// Asks for a number without naming one. Too weak to stand alone ("what are they asking" may be about anything), clear enough
/// inside a conversation at a dealer's.
const FIGURE: [&str; 34] = [
    "(what|whats|wuts) (|are|is) (they|you|we|yall|u) (asking|looking at|at|wanting|thinking)",
    "(what|whats) (the|that|its|it|this|your) (number|ticket|tag|damage|figure|total|ask|asking|sticker|hit)",
    "what * (run|set) (me|us)",
    "what * come (out|) to",
    "what * (would|will|does|do|is|s) * (be|come|run|cost|go) (a|per|each|every) (month|week|year)",
    "(per|a|each|every|by the) (month|mo)",
    "how (much|bad)",
    "(any|some|more|a little) (wiggle|room) (in|on|there|to move)",
    "wiggle room",
    "(can|could|will|would) (you|u|yall|they) (do|go|get) (any|a little|a bit|me|us|) (better|lower|less|cheaper|down)",
    "(best|lowest|bottom|final) (you|u|they|yall) (can|could|will|got)",
    "(thats|thats a|its|seems|sounds) (|too|way too|kinda|a lot|pretty|so|a bit) (much|high|steep|pricey|expensive|rich)",
    "with (tax|taxes|everything|nothing down|zero down|trade|my trade)",
    "(and|what) (if|about) (i|we) (put|paid|pay|trade|financed|finance|leased|lease)",
    "(and|what about|how about) (with|without) * down",
    "for (cash|how much)",
    "and (the|in) (total|payments)",
    "in (total|all)",
    "(ok|so|and|but|cool) how much",
    "y (cuanto|a cuanto|en cuanto|por cuanto)",
    "(a|en|por) (cuanto|como cuanto)",
    "cuanto",
    "(que|cual) (numero|cifra|monto|total)",
    "(al|por|cada) mes",
    "de enganche",
    "(lo|el) (menos|minimo|ultimo)",
    "(es|esta|se me hace|sale|suena) (|muy|bien|bastante|algo) (caro|cara|mucho)",
    "(en|a) que (numero|cifra|precio)",
    "(me|nos) (lo|la) (dejan|deja|dejas|rebajan|bajan)",
    "(pueden|puede|puedes) (mejorar|bajar|bajarle|hacer algo)",
    "(y|que tal) (con|sin) (enganche|taxes|impuestos|todo)",
    "(y|que) (si) (doy|pago|pongo|entrego)",
    "(lo|el) total",
    "ya con todo",
];

/// Points back at the question before and changes one thing in it.
const BACK: [&str; 16] = [
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

/// A calendar word makes it a question about a visit.
const CALENDAR: [&str; 12] = [
    "(mon|tues|wednes|thurs|fri|satur|sun)day(s|)",
    "(today|tonight|tomorrow|weekend|morning|afternoon|evening|noon)",
    "(lunes|martes|miercoles|jueves|viernes|sabado|domingo|hoy|manana|tarde|noche|mediodia)",
    "(hours|hour|open|close|closed|time|appointment|horario|hora|abren|cierran|cita)",
    "(service|parts|body) (department|dept|counter|shop)",
    "(color|colors|colour|seats|miles|mileage|engine|range|trim|photo(s|)|pic(s|)|video)",
    "(color|colores|asientos|millas|millaje|motor|fotos|video)",
    "(tow|haul|fit|hold|seat|charge|drive|test drive|manejar|remolca|cabe|caben|espacio)",
    "(room|space|cargo|horsepower|hp|torque|mpg|gas|fuel)",
    "(long|far|many|often|old|big|tall|wide|soon|early|late)",
    "(thanks|thank you|thx|gracias|bye|adios)",
    "(it|that|the) (doors|roof|bed|trunk)",
];

pub(super) struct FollowUps {
    figure: Phrases,
    back: Phrases,
    calendar: Phrases,
}

impl FollowUps {
    pub fn new() -> FollowUps {
        let tree = |terms: &[&str]| {
            let mut phrases = Phrases::new();
            for term in terms {
                // Every one of them is tried by a test.
                let _ = phrases.add(term, 0);
            }
            phrases
        };
        FollowUps { figure: tree(&FIGURE), back: tree(&BACK), calendar: tree(&CALENDAR) }
    }

    pub fn asks_the_figure(&self, words: &[Word]) -> bool {
        self.short(words) && !self.figure.find(words, &[]).is_empty()
    }

    pub fn points_back(&self, words: &[Word]) -> bool {
        self.short(words) && !self.back.find(words, &[]).is_empty()
    }

    fn short(&self, words: &[Word]) -> bool {
        words.len() <= FEW_WORDS && self.calendar.find(words, &[]).is_empty()
    }
}

/// What the visitor said last.
pub(super) fn last_question(context: &[Turn]) -> Option<&str> {
    context.iter().rev().find(|turn| turn.by == Speaker::Visitor).map(|turn| turn.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_phrase_is_well_formed() {
        for term in FIGURE.iter().chain(&BACK).chain(&CALENDAR) {
            Phrases::new().add(term, 0).unwrap_or_else(|why| panic!("{term:?}: {why}"));
        }
    }
}
