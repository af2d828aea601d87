//! Words worth recognising in disguise: what a person would spell oddly to slip past a rule, and the small words around them.

use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "price prices priced pricing cost costs quote quotes payment payments pay monthly month lease leasing finance financed financing \
     loan loans credit rate rates apr interest discount discounts deal deals offer offers rebate rebates incentive incentives promo \
     promos promotion promotions coupon coupons special specials sale sales sell bonus cash cheap cheaper cheapest money dollar dollars \
     bucks grand down deposit refund refunds contract contracts agreement sign signed binding legal legally law lawyer attorney sue \
     lawsuit court warranty warranties guarantee guaranteed guarantees promise promised approve approved approval honor value trade \
     worth estimate estimates invoice msrp otd fee fees tax taxes total negotiate negotiable lowest best beat match save savings free \
     budget afford owe financial bank score fico denied cosigner human person agent manager representative operator someone real \
     robot bot complaint complain scam fraud lied email phone number card social security address license password system prompt \
     instructions ignore previous injury accident fire smoke brakes recall airbag how much many what whats is the a for of on your you \
     me my i it to do can get give tell this that car truck suv want need with and or in out door off per percent cancel hold \
     precio precios costo costos cuesta cuestan cuanto cuanta vale valor pago pagos mensual mensuales mensualidad mensualidades \
     enganche entrada credito financiar financiamiento prestamo interes intereses tasa descuento descuentos rebaja rebajas oferta \
     ofertas promocion promociones cupon bono barato barata dinero dolares pesos deposito reembolso contrato firmar garantia garantizo \
     garantizado prometo aprobado aprobacion abogado demanda demandar corte tribunal queja persona humano gerente vendedor alguien el \
     la de un una por en que y mes al tarjeta telefono correo seguro licencia ignora instrucciones quiero dame dime carro troca"
        .split_whitespace()
        .collect()
});

/// Words that start or end many a phrase and so are never half of a broken word.
static SMALL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "a i an as at be by do go he if in is it me my no of off on or so to up us we am are can did for get got had has her him his how \
     its let may new not now old one our out own pay per put run say see she sit sun tax the too top try two use was way who why yes \
     yet you con de del el en es la las le lo los me mi mis ni no o para pero por que se si sin son su sus te tu un una y ya al hay \
     muy mas fue ser tan este esta for real best cost sale hold card"
        .split_whitespace()
        .collect()
});

pub fn knows(word: &str) -> bool {
    WORDS.contains(word)
}

pub fn is_small(word: &str) -> bool {
    SMALL.contains(word)
}

/// Where to cut `letters` so that every piece is a known word; the fewest pieces win. Longest piece is 16 letters, so this is linear.
pub fn cuts(letters: &[char]) -> Option<Vec<usize>> {
    const LONGEST: usize = 16;
    let text: String = letters.iter().collect();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut best: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
    if let Some(first) = best.first_mut() {
        *first = Some((0, 0));
    }
    for end in 1..=letters.len() {
        for start in end.saturating_sub(LONGEST)..end {
            let Some((pieces, _)) = best.get(start).copied().flatten() else { continue };
            let word = offsets.get(start).zip(offsets.get(end)).and_then(|(from, to)| text.get(*from..*to));
            if !word.is_some_and(knows) {
                continue;
            }
            if let Some(slot) = best.get_mut(end)
                && slot.is_none_or(|(known, _)| pieces + 1 < known)
            {
                *slot = Some((pieces + 1, start));
            }
        }
    }
    let mut at = letters.len();
    let mut cuts = Vec::new();
    while at > 0 {
        let (_, start) = best.get(at).copied().flatten()?;
        if start > 0 {
            cuts.push(start);
        }
        at = start;
    }
    cuts.reverse();
    Some(cuts)
}
