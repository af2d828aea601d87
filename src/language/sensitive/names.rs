//! People are called Price, Sale and Fee. A single word that follows a title or a first name is somebody's family name.

use super::words::Word;

/// Does the word at `at` follow something that only a name follows?
pub(super) fn is_surname(words: &[Word], at: usize) -> bool {
    let before = |steps: usize| at.checked_sub(steps).and_then(|i| words.get(i)).map(|word| word.text.as_str());
    let Some(last) = before(1) else { return false };
    TITLES.contains(&last)
        || FIRST_NAMES.binary_search(&last).is_ok()
        || matches!(
            (before(2), last),
            (Some("last" | "family"), "name") | (Some("name"), "is") | (Some("se" | "me"), "llama" | "llamo")
        )
        || matches!((before(3), before(2), last), (Some("last" | "my" | "his" | "her"), Some("name"), "is"))
        || last == "apellido"
}

#[rustfmt::skip]
const TITLES: [&str; 16] = [
    "don", "dona", "dr", "dra", "ing", "lic", "miss", "mr", "mrs", "ms", "senor", "senora", "senorita", "sr", "sra", "srta",
];

/// Sorted. Names that are also words (Bill, Grant, Mark, Will) are left out: a price comes before a name.
#[rustfmt::skip]
const FIRST_NAMES: [&str; 120] = [
    "adam", "alan", "alex", "alicia", "amanda", "amber", "amy", "ana", "andrea", "andrew", "andy", "angela", "anna", "anthony",
    "antonio", "ashley", "barbara", "ben", "beth", "betty", "brandon", "brenda", "brian", "carla", "carlos", "carmen", "carol",
    "chris", "cindy", "claudia", "daniel", "danny", "dave", "david", "debbie", "denise", "diane", "donna", "doug", "emily", "emma",
    "eric", "ernesto", "eva", "fernando", "fiona", "gary", "george", "gloria", "greg", "heather", "hector", "helen", "hugo",
    "irene", "jacob", "jaime", "james", "jane", "janet", "jason", "javier", "jeff", "jen", "jennifer", "jenny", "jerry", "jessica",
    "jim", "joan", "joe", "john", "jorge", "jose", "joseph", "josh", "juan", "julia", "julie", "karen", "kate", "katie", "kelly",
    "ken", "kevin", "kim", "kyle", "larry", "laura", "linda", "lisa", "luis", "maria", "mary", "matt", "megan", "michael", "miguel",
    "mike", "monica", "nancy", "nicole", "olivia", "oscar", "pamela", "patricia", "paul", "penny", "peter", "rachel", "ricardo",
    "roberto", "sandra", "sarah", "scott", "steve", "susan", "tanya", "tom", "walter",
];

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn titles_and_first_names_make_a_surname() {
        assert!(FIRST_NAMES.is_sorted());
        for (text, expected) in [
            ("is ms price in", true),
            ("ask penny price", true),
            ("esta la senora precio", true),
            ("my last name is price", true),
            ("is the price", false),
            ("will price", false),
            ("price", false),
        ] {
            let words = words(text);
            let at = words.iter().position(|word| word.text.starts_with("preci") || word.text == "price").unwrap();
            assert_eq!(is_surname(&words, at), expected, "{text}");
        }
    }
}
