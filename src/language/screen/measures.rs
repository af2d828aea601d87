//! Numbers that measure something named elsewhere in their sentence, and small ones that are guesses at a price.

use super::numerals::Numeral;
use super::view::View;
use super::words::{self, Word, is_off, is_reduce, one_of, words_like_rate};

impl View<'_> {
    /// What stands in the same sentence, as far as it is near.
    pub fn sentence(&self) -> impl Iterator<Item = &str> {
        self.words_before(24).chain(self.words_after(24))
    }

    /// "the odometer shows 29,500", "37.8 cubic feet behind the second row and 74.8 with it folded": the sentence speaks of a measure, a
    /// code or a road, and of no money.
    pub fn is_measured(&self, number: &Numeral) -> bool {
        let money = |word: &str| {
            words::is(word, Word::MONEY) && !one_of(word, "firm down")
                || is_off(word)
                || is_reduce(word)
                || words_like_rate(word)
                || one_of(
                    word,
                    "price prices priced cost costs costing asking sells selling listed worth valued payment payments pay paid paying \
                    quote quoted fee fees package kit install invoice precio precios cuesta cuestan costo vale pago pagos cobra \
                    cobran cobramos instalar paquete budget deal mensuales monthly month mes enganche lease total",
                )
        };
        if self.is_quoted(number) || self.is_per_month() || self.sentence().any(money) {
            return false;
        }
        let near: Vec<&str> = self.words_before(3).collect();
        let ranged = near.iter().any(|word| one_of(word, "between entre from desde like around about unos"));
        // "the other 33,750", "with 51,800", after miles.
        let carried = near.iter().take(2).any(|word| one_of(word, "and y with con other otro otra second"));
        let shown = |word: &str| {
            one_of(
                word,
                "odometer odometro millaje kilometraje tow tows towing rating gooseneck payload scale bascula vin reference \
                confirmation confirmacion folio filter wiper wipers filtro dash tablero pounds lbs libras rpm gvwr",
            )
        };
        let measure = |word: &str| {
            one_of(
                word,
                "mileage wheelbase axle clearance torque horses horsepower hp caballos amps amperios amp mpg inches inch feet cubic \
                pulgadas pies legroom headroom wide length width height kw kwh volts psi range autonomia liters litros cuartos quarts \
                cranking",
            )
        };
        let far = |word: &str| one_of(word, "miles millas mi km kilometers kilometros");
        let coded = self.words_after(4).any(|word| one_of(word, "stock vin inventario"));
        if number.value() >= 1000.0 || number.thousands {
            return !ranged && (self.sentence().any(shown) || coded || (carried && self.sentence().any(far)));
        }
        let road = |word: &str| {
            one_of(
                word,
                "highway freeway autopista carretera exit leave salida interstate visitors visitantes traffic trafico",
            )
        };
        let engine = |word: &str| {
            one_of(word, "engine motor diesel turbo hemi v6 v8 kicks tow tows box caja cv transmission axle ecoboost")
        };
        let around = |is: &dyn Fn(&str) -> bool| self.sentence().any(is);
        let halves = number.groups.len() > 1 && number.groups.iter().sum::<f64>() == 100.0;
        let seats =
            |word: &str| one_of(word, "row rows seat seats fila asiento asientos split splits fold folds reparte");
        let cool = |word: &str| one_of(word, "tires tire wheels lift llantas rines morning gallon mornings");
        if number.vague {
            return around(&cool) || around(&|word| one_of(word, "mpg gallon galon"));
        }
        around(&shown)
            || around(&measure)
            || coded
            || (!ranged && around(&far))
            || (!number.decimal && around(&road))
            || (number.decimal && number.value() < 9.0 && around(&engine))
            || (halves && around(&seats))
    }

    /// "in the neighborhood of thirty-one", "call it twenty-two", "le piden diecinueve"
    pub fn is_guessed(&self, number: &Numeral) -> bool {
        if !(8.0..=99.0).contains(&number.value()) {
            return false;
        }
        let near: Vec<&str> = self.words_before(4).collect();
        let at = |place: usize| near.get(place).copied().unwrap_or("");
        (at(0) == "of" && one_of(at(1), "neighborhood ballpark vicinity north south region"))
            || (at(0) == "it" && at(1) == "call")
            || one_of(at(0), "piden pide pidieron pedimos pedian digamos dejarian soltarian")
            || (at(0) == "en" && one_of(at(1), "esta estan quedaria quedo anda ponen ponemos") && self.ends_here())
    }

    fn ends_here(&self) -> bool {
        matches!(self.after(1), "" | "." | "," | "!" | ";")
    }
}
