//! Misspelt money words. A message is judged by what its writer meant, so a word that is one slip away from a word that matters is
//! read both ways. Only the words below are repaired, and a word that exists in its own right never is.

/// Slips that are too far or too short for the distance check, and shorthand.
#[rustfmt::skip]
const ALIASES: [(&str, &str); 61] = [
    ("abt", "about"), ("aprox", "approx"), ("bux", "bucks"), ("canselar", "cancelar"), ("cn", "can"),
    ("contrat", "contract"), ("cst", "cost"), ("cuano", "cuanto"), ("cwanto", "cuanto"), ("da", "the"),
    ("dat", "that"), ("dealio", "deal"), ("dis", "this"), ("dnt", "dont"), ("dolla", "dollar"), ("dwn", "down"),
    ("finans", "finance"), ("finanse", "finance"), ("gimme", "give"), ("guarentee", "guarantee"),
    ("gurantee", "guarantee"), ("hm", "how"), ("hw", "how"), ("hwo", "how"), ("kost", "cost"), ("ksot", "cost"),
    ("kuanto", "cuanto"), ("kuesta", "cuesta"), ("kwanto", "cuanto"), ("lese", "lease"), ("liek", "like"),
    ("lwyer", "lawyer"), ("managr", "manager"), ("mch", "much"), ("mcuh", "much"), ("mgr", "manager"),
    ("mnthly", "monthly"), ("moch", "much"), ("muhc", "much"), ("mutch", "much"), ("ofr", "offer"),
    ("pament", "payment"), ("paymnets", "payments"), ("pls", "please"), ("prcing", "pricing"), ("presio", "precio"),
    ("presyo", "precio"), ("prys", "price"), ("pymnt", "payment"), ("qanto", "cuanto"), ("qnto", "cuanto"),
    ("quanto", "cuanto"), ("qwote", "quote"), ("sumone", "someone"), ("teh", "the"), ("wat", "what"),
    ("wats", "whats"), ("wht", "what"), ("whta", "what"), ("whts", "whats"), ("wut", "what"),
];

/// Words worth repairing: five letters or more, one edit away, same first letter.
#[rustfmt::skip]
const WATCHED: [&str; 92] = [
    "abogado", "afford", "agreement", "apartar", "appraisal", "approval", "approved", "aprobado", "attorney",
    "ballpark", "bargain", "cancel", "cancelar", "cashback", "charge", "cheaper", "cheapest", "complaint", "contract",
    "contrato", "costs", "cotizacion", "coupon", "coupons", "credit", "credito", "cuanto", "cuesta", "cuestan",
    "cupon", "demanda", "demandar", "deposit", "deposito", "descuento", "descuentos", "discount", "discounts",
    "dollars", "enganche", "estimate", "expensive", "finance", "financed", "financiar", "financing", "garantia",
    "gerente", "guarantee", "guaranteed", "hablar", "human", "impuestos", "incentive", "incentives", "intereses",
    "interest", "invoice", "lawsuit", "lawyer", "lease", "leasing", "manager", "mensual", "mensualidad", "military",
    "monthly", "negotiate", "oferta", "ofertas", "pagos", "payment", "payments", "person", "persona", "precio",
    "precios", "price", "priced", "prices", "pricing", "promocion", "promotion", "quote", "rebate", "rebates",
    "reembolso", "refund", "representative", "specials", "vendedor", "warranty",
];

/// Words of their own that stand one edit from a watched one.
#[rustfmt::skip]
const INNOCENT: [&str; 162] = [
    "abogada", "abogados", "acuerdo", "affords", "apartan", "approve", "approves", "aprobada", "attorneys", "cancela",
    "cancele", "cancelo", "cancels", "cancer", "carpet", "change", "changed", "charged", "charger", "chargers",
    "charges", "charging", "chart", "cheapen", "coasts", "coats", "complain", "complaints", "compliant", "contact",
    "contacto", "contracts", "contrast", "contraste", "cosas", "cost", "costa", "costal", "coste", "costo", "couple",
    "credits", "crest", "cruces", "cuando", "cuanta", "cuantas", "cuantos", "cuarto", "cuenta", "cuentan", "cuentas",
    "cuestas", "cupo", "cupos", "danger", "demand", "demands", "deposits", "diesel", "dollar", "edit", "estimated",
    "estimates", "fiance", "fiancee", "finances", "financial", "flowers", "garantias", "gerentes", "grate",
    "guarantees", "gusta", "habla", "hablan", "hablas", "hagan", "humane", "humano", "humans", "incentivo",
    "incentivos", "interesa", "interests", "invoices", "invoke", "juntos", "laser", "lawyers", "layer", "leading",
    "leaking", "leaning", "leased", "leases", "leash", "least", "leave", "leaving", "lower", "manage", "managed",
    "managers", "mangers", "militar", "oferto", "offer", "packs", "pagan", "pagar", "pagas", "pages", "pago",
    "parson", "parts", "patios", "pausas", "penance", "personal", "personas", "persons", "peso", "pesos", "piece",
    "pieces", "pierce", "place", "places", "poster", "preciosa", "preciosas", "precioso", "preciosos", "precise", "preciso", "premio", "press", "pricey", "pride",
    "prime", "primes", "prince", "princes", "print", "prior", "prius", "prize", "probate", "promociones",
    "promotions", "quite", "quota", "quoted", "quotes", "refunds", "relate", "relates", "release", "special",
    "vendedora", "vendedores",
];

/// What the writer may have meant, where that is not what stands there.
pub(crate) fn meant(word: &str) -> Option<&'static str> {
    if let Ok(at) = ALIASES.binary_search_by(|(slip, _)| (*slip).cmp(word)) {
        return ALIASES.get(at).map(|(_, meant)| *meant);
    }
    if word.len() < 4
        || !word.is_ascii()
        || word.bytes().any(|b| b.is_ascii_digit())
        || INNOCENT.binary_search(&word).is_ok()
    {
        return None;
    }
    let mut near = None;
    let (first, second) = (word.as_bytes().first(), word.as_bytes().get(1));
    for watched in WATCHED {
        let begins = watched.as_bytes().first();
        if begins != first && begins != second {
            continue;
        }
        if watched == word {
            return None;
        }
        if near.is_none() && one_slip(word.as_bytes(), watched.as_bytes()) {
            near = Some(watched);
        }
    }
    near
}

/// One letter missing, added, changed or two neighbours swapped, the first letter being right or swapped with the second.
fn one_slip(typed: &[u8], meant: &[u8]) -> bool {
    if typed.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let head = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let tail_of = |a: &[u8], b: &[u8]| a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (typed_rest, meant_rest) = (typed.get(head..).unwrap_or_default(), meant.get(head..).unwrap_or_default());
    let tail = tail_of(typed_rest, meant_rest);
    let left = typed_rest.len() - tail;
    let right = meant_rest.len() - tail;
    match (left, right) {
        (2, 2) => typed_rest.first() == meant_rest.get(1) && typed_rest.get(1) == meant_rest.first(),
        (0, 1) | (1, 0) | (1, 1) => head > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_words_survive_a_slip() {
        assert!(ALIASES.is_sorted() && INNOCENT.is_sorted());
        for (typed, expected) in [
            ("pric", "price"),
            ("prcie", "price"),
            ("rpice", "price"),
            ("prixe", "price"),
            ("finace", "finance"),
            ("finacing", "financing"),
            ("cuato", "cuanto"),
            ("cuezta", "cuesta"),
            ("discont", "discount"),
            ("waranty", "warranty"),
            ("warrenty", "warranty"),
            ("montly", "monthly"),
            ("paymet", "payment"),
            ("wht", "what"),
            ("mutch", "much"),
            ("manger", "manager"),
            ("lawer", "lawyer"),
            ("refnd", "refund"),
            ("presio", "precio"),
        ] {
            assert_eq!(meant(typed), Some(expected), "{typed}");
        }
    }

    #[test]
    fn words_of_their_own_are_left_alone() {
        for word in [
            "prince", "press", "prime", "pride", "prius", "place", "piece", "fiance", "cuando", "cuarto", "cuenta",
            "charger", "change", "contact", "least", "leave", "laser", "layer", "price", "print", "special", "diesel",
            "contrast",
        ] {
            assert_eq!(meant(word), None, "{word}");
        }
    }
}
