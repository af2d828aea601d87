//! First names that people in the United States and Mexico have: an assistant that carries one would pass for a person.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folded: lower case, no accents.
const FIRST_NAMES: &str = "
    aaron abby abigail adam adriana alan alejandra alejandro alex alexa alexander alexandra alexis alice alicia
    allison amanda amber amelia amy ana andrea andrew andy angel angela anna anne anthony antonio arturo ashley
    austin ava barbara beatriz ben benjamin beth betty bill bob brandon brenda brian bruce carla carlos carmen
    carol caroline catherine charles charlie charlotte chloe chris christian christina christine christopher
    cindy claire claudia cristina cynthia dan daniel daniela danny david deborah dennis diana diane diego donald
    donna dorothy edgar eduardo edward elena elizabeth ella ellie emily emma enrique eric erika ethan eva evelyn
    fatima fernanda fernando frances francisco frank gabriel gabriela gary george gerardo gloria grace greg
    gregory guadalupe guillermo hannah harry heather hector helen henry hugo ian isaac isabel isabella ivan jack
    jackson jacob james jamie jane janet jason javier jeff jeffrey jennifer jenny jeremy jerry jesse jessica
    jesus jim joan joe joel john jonathan jordan jorge jose joseph josh joshua juan juana judith judy julia
    julian julie justin karen karla kate katherine kathleen katie keith kelly ken kenneth kevin kim kimberly
    kyle larry laura lauren leo leonardo leticia liam linda lisa liz logan lola lorena lucas lucia lucy luis
    luisa lupita manuel marcos margaret margarita maria mariana marie mario mark martha martin mary mason matt
    matthew max megan mia michael michelle miguel mike miranda monica nancy natalie nathan nicholas nick nicole
    noah olivia oscar pablo pamela patricia patrick patty paul paula pedro peter rachel rafael ramon raul
    raymond rebecca ricardo richard rob robert roberto rodrigo roger ronald rosa rose ruben ruth ryan sam
    samantha samuel sandra sandy sara sarah scott sean sergio sharon shirley silvia sofia sophia sophie
    stephanie stephen steve steven susan susana teresa theresa thomas tim timothy tom tony tyler vanessa
    veronica victor victoria vincent virginia william ximena yolanda zach zachary zoe
";

/// The first human first name among the words of a display name.
pub fn human_name(display: &str) -> Option<&'static str> {
    let folded: String = display.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    folded
        .split(|c: char| !c.is_alphabetic())
        .find_map(|word| FIRST_NAMES.split_whitespace().find(|name| *name == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_name_is_found_among_the_words_and_a_store_name_passes() {
        for (display, found) in [
            ("Harborline Assistant", None),
            ("Asistente de Harborline", None),
            ("Maria", Some("maria")),
            ("Sofía, su asistente", Some("sofia")),
            ("JESSICA from sales", Some("jessica")),
            ("Samsung Assistant", None),
        ] {
            assert_eq!(human_name(display), found, "{display}");
        }
    }
}
