//! Which vehicles a visitor means: words of both languages against the words of the feed, without case or accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::core::event::Args;
use crate::playbook::Vehicle;
use crate::playbook::inventory::Condition;

use super::text;

/// A word that people use, what the feed says for it, and how it is said back.
pub struct Term {
    said: &'static [&'static str],
    feed: &'static [&'static str],
    pub en: &'static str,
    pub es: &'static str,
}

const fn term(
    said: &'static [&'static str],
    feed: &'static [&'static str],
    en: &'static str,
    es: &'static str,
) -> Term {
    Term { said, feed, en, es }
}

const COLORS: &[Term] = &[
    term(&["blue", "azul"], &["blue", "navy"], "blue", "color azul"),
    term(&["red", "rojo", "roja"], &["red", "maroon"], "red", "color rojo"),
    term(&["white", "blanco", "blanca"], &["white"], "white", "color blanco"),
    term(&["black", "negro", "negra"], &["black", "ebony"], "black", "color negro"),
    term(&["gray", "grey", "gris"], &["gray", "grey", "charcoal", "graphite"], "gray", "color gris"),
    term(&["silver", "plata", "plateado", "plateada"], &["silver"], "silver", "color plata"),
    term(&["green", "verde"], &["green", "olive"], "green", "color verde"),
    term(&["brown", "cafe", "marron"], &["brown", "bronze"], "brown", "color café"),
    term(&["beige", "tan", "arena"], &["beige", "tan", "sand"], "beige", "color beige"),
    term(&["gold", "dorado", "dorada"], &["gold"], "gold", "color dorado"),
    term(&["orange", "naranja", "anaranjado", "anaranjada"], &["orange"], "orange", "color naranja"),
    term(&["yellow", "amarillo", "amarilla"], &["yellow"], "yellow", "color amarillo"),
    term(&["purple", "morado", "morada"], &["purple"], "purple", "color morado"),
];

const BODIES: &[Term] = &[
    term(&["camioneta"], &["truck", "suv"], "truck or SUV", "camioneta"),
    term(&["truck", "pickup", "pick up", "troca", "troka", "camion"], &["truck"], "truck", "pickup"),
    term(&["suv", "crossover", "todoterreno"], &["suv"], "SUV", "SUV"),
    term(&["sedan"], &["sedan"], "sedan", "sedán"),
    term(&["minivan"], &["minivan"], "minivan", "minivan"),
    term(&["van", "furgoneta", "cargo van"], &["van", "minivan"], "van", "van"),
    term(&["hatchback", "hatch"], &["hatchback"], "hatchback", "hatchback"),
    term(&["coupe", "cupe"], &["coupe"], "coupe", "cupé"),
    term(&["wagon", "vagoneta"], &["wagon"], "wagon", "vagoneta"),
    term(&["convertible", "descapotable"], &["convertible"], "convertible", "convertible"),
];

const FUELS: &[Term] = &[
    term(
        &[
            "plug in hybrid",
            "plugin hybrid",
            "phev",
            "hibrido enchufable",
            "hibrida enchufable",
            "enchufable",
            "plug in",
        ],
        &["plug in hybrid"],
        "plug-in hybrid",
        "híbrido enchufable",
    ),
    term(&["hybrid", "hibrido", "hibrida"], &["hybrid", "plug in hybrid"], "hybrid", "híbrido"),
    term(&["electric", "ev", "electrico", "electrica"], &["electric"], "electric", "eléctrico"),
    term(&["gasoline", "gas", "gasolina"], &["gasoline", "gas"], "gasoline", "de gasolina"),
    term(&["diesel"], &["diesel"], "diesel", "diésel"),
];

const DRIVETRAINS: &[Term] = &[
    term(&["4wd", "4x4", "four wheel drive", "4 wheel drive", "doble traccion"], &["4wd", "4x4"], "4WD", "4x4"),
    term(&["awd", "all wheel drive", "traccion integral"], &["awd"], "AWD", "AWD"),
    term(&["fwd", "front wheel drive", "traccion delantera"], &["fwd"], "front-wheel drive", "tracción delantera"),
    term(&["rwd", "rear wheel drive", "traccion trasera"], &["rwd"], "rear-wheel drive", "tracción trasera"),
];

/// Words of a keyword search that the feed says otherwise.
const FEATURES: &[Term] = &[
    term(
        &["sunroof", "moonroof", "quemacoco", "techo"],
        &["sunroof", "moonroof", "panoramic roof", "glass roof"],
        "",
        "",
    ),
    term(&["leather", "piel", "cuero"], &["leather"], "", ""),
    term(&["tow", "towing", "hitch", "remolque", "remolcar"], &["tow", "hitch"], "", ""),
    term(&["heated", "calefactados", "calefaccion"], &["heated"], "", ""),
    term(&["seat", "asiento"], &["seat"], "", ""),
    term(&["camera", "camara"], &["camera"], "", ""),
    term(&["manual", "estandar", "stick"], &["manual"], "", ""),
    term(&["automatic", "automatico", "automatica"], &["automatic", "cvt"], "", ""),
    term(&["navigation", "navegacion", "gps"], &["navigation"], "", ""),
];

const MAKES: [(&str, &str); 5] = [
    ("chevy", "chevrolet"),
    ("chevi", "chevrolet"),
    ("vw", "volkswagen"),
    ("mercedes", "mercedesbenz"),
    ("toyo", "toyota"),
];

const NOISE: &[&str] = &[
    "a", "an", "and", "any", "con", "de", "el", "en", "for", "have", "in", "la", "las", "los", "o", "one", "or",
    "package", "paquete", "para", "por", "que", "tenga", "that", "the", "un", "una", "with", "y",
];

const THIRD_ROW: [&str; 5] = ["third row", "3rd row", "tercera fila", "3 filas", "three rows"];

/// Lower case, no accents, one space where anything else stood.
pub fn fold(text: &str) -> String {
    let plain = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let spaced: String = plain.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `F-150`, `f 150` and `F150` are one.
pub fn squash(text: &str) -> String {
    fold(text).replace(' ', "")
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 => stem,
        _ => word,
    }
}

fn says(term: &Term, folded: &str) -> bool {
    let plural = folded.strip_suffix("es").unwrap_or(folded);
    term.said.iter().any(|word| [folded, singular(folded), plural].contains(word))
}

fn lookup<'t>(terms: &'t [Term], folded: &str) -> Option<&'t Term> {
    terms.iter().find(|term| says(term, folded))
}

fn has_phrase(haystack: &str, phrase: &str) -> bool {
    format!(" {haystack} ").contains(&format!(" {phrase} "))
}

/// Does a word begin so? "seat" is in "heated seats"; "tan" is not in "standard".
fn has_word_from(haystack: &str, start: &str) -> bool {
    haystack.starts_with(start) || haystack.contains(&format!(" {start}"))
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub make: Option<String>,
    pub model: Option<String>,
    pub year_min: Option<i64>,
    pub year_max: Option<i64>,
    pub condition: Option<Condition>,
    pub body: Option<String>,
    pub color: Option<String>,
    pub max_mileage: Option<i64>,
    pub drivetrain: Option<String>,
    pub fuel: Option<String>,
    pub seats_min: Option<i64>,
    keywords: Vec<String>,
}

impl Query {
    pub fn from_args(args: &Args) -> Query {
        let number = |name: &str| args.get(name).and_then(serde_json::Value::as_i64);
        let folded = |name: &str| text(args, name).map(fold).filter(|text| !text.is_empty());
        let mut query = Query {
            make: folded("make"),
            model: folded("model"),
            year_min: number("year_min").or(number("year")),
            year_max: number("year_max").or(number("year")),
            condition: text(args, "condition").and_then(|name| match name {
                "new" => Some(Condition::New),
                "used" => Some(Condition::Used),
                "cpo" => Some(Condition::Cpo),
                _ => None,
            }),
            body: folded("body"),
            color: folded("color"),
            max_mileage: number("max_mileage"),
            drivetrain: folded("drivetrain"),
            fuel: folded("fuel"),
            seats_min: number("seats_min"),
            keywords: Vec::new(),
        };
        query.read_keywords(&folded("keywords").unwrap_or_default());
        query
    }
    fn read_keywords(&mut self, text: &str) {
        let mut rest = text.to_owned();
        for phrase in THIRD_ROW {
            if has_phrase(&rest, phrase) {
                self.seats_min = self.seats_min.max(Some(7));
                rest = rest.replace(phrase, " ");
            }
        }
        let words = rest.split_whitespace().filter(|word| !NOISE.contains(word));
        self.keywords = words.map(|word| singular(word).to_owned()).collect();
    }
    /// Names no vehicle at all.
    pub fn is_open(&self) -> bool {
        self.make.is_none() && self.model.is_none()
    }
    /// How well a vehicle fits, 0 best; `None` if it does not.
    pub fn rank(&self, vehicle: &Vehicle) -> Option<u8> {
        let rank = match &self.model {
            Some(model) => model_rank(model, vehicle)?,
            None => 0,
        };
        let fits = self.make.as_deref().is_none_or(|make| is_make(make, vehicle))
            && self.year_min.is_none_or(|year| i64::from(vehicle.year) >= year)
            && self.year_max.is_none_or(|year| i64::from(vehicle.year) <= year)
            && self.condition.is_none_or(|condition| is_condition(condition, vehicle.condition))
            && self.max_mileage.is_none_or(|max| vehicle.mileage.is_some_and(|miles| i64::from(miles) <= max))
            && self.seats_min.is_none_or(|min| vehicle.seats.is_some_and(|seats| i64::from(seats) >= min))
            && named(BODIES, self.body.as_deref(), &vehicle.body)
            && named(FUELS, self.fuel.as_deref(), &vehicle.fuel)
            && named(DRIVETRAINS, self.drivetrain.as_deref(), &vehicle.drivetrain)
            && self.color.as_deref().is_none_or(|color| is_color(color, &vehicle.exterior_color))
            && self.has_keywords(vehicle);
        fits.then_some(rank)
    }
    fn has_keywords(&self, vehicle: &Vehicle) -> bool {
        if self.keywords.is_empty() {
            return true;
        }
        let all = [
            &vehicle.make,
            &vehicle.model,
            &vehicle.trim,
            &vehicle.body,
            &vehicle.exterior_color,
            &vehicle.interior_color,
            &vehicle.engine,
            &vehicle.drivetrain,
            &vehicle.transmission,
            &vehicle.fuel,
        ];
        let words: Vec<String> = all.into_iter().chain(&vehicle.features).map(|text| fold(text)).collect();
        let haystack = words.join(" ");
        self.keywords.iter().all(|word| {
            let known = [FEATURES, COLORS, BODIES, FUELS, DRIVETRAINS].iter().find_map(|terms| lookup(terms, word));
            match known {
                Some(term) => term.feed.iter().any(|feed| has_word_from(&haystack, feed)),
                None => has_word_from(&haystack, word),
            }
        })
    }
    pub fn color_term(&self) -> Option<&'static Term> {
        self.color.as_deref().and_then(|color| color.split(' ').find_map(|word| lookup(COLORS, word)))
    }
    pub fn body_term(&self) -> Option<&'static Term> {
        self.body.as_deref().and_then(|body| lookup(BODIES, body))
    }
    pub fn fuel_term(&self) -> Option<&'static Term> {
        self.fuel.as_deref().and_then(|fuel| lookup(FUELS, fuel))
    }
    pub fn drivetrain_term(&self) -> Option<&'static Term> {
        self.drivetrain.as_deref().and_then(|drive| lookup(DRIVETRAINS, drive))
    }
}

fn named(terms: &[Term], asked: Option<&str>, feed: &str) -> bool {
    let Some(asked) = asked else { return true };
    let feed = fold(feed);
    match lookup(terms, asked) {
        Some(term) => term.feed.contains(&feed.as_str()),
        None => feed == singular(asked) || feed == asked,
    }
}

/// Every word of the colour asked for: "dark blue" is not any blue.
fn is_color(asked: &str, feed: &str) -> bool {
    let feed = fold(feed);
    asked.split(' ').all(|word| match lookup(COLORS, word) {
        Some(term) => term.feed.iter().any(|color| has_phrase(&feed, color)),
        None => matches!(word, "color" | "metallic") || has_phrase(&feed, word),
    })
}

fn is_condition(asked: Condition, has: Condition) -> bool {
    // A certified vehicle is a used one.
    asked == has || (asked == Condition::Used && has == Condition::Cpo)
}

fn is_make(asked: &str, vehicle: &Vehicle) -> bool {
    let (asked, make) = (squash(asked), squash(&vehicle.make));
    let alias =
        MAKES.iter().find(|(short, _)| [asked.as_str(), singular(&asked)].contains(short)).map(|(_, long)| *long);
    asked == make || singular(&asked) == make || alias == Some(make.as_str())
}

fn model_rank(asked: &str, vehicle: &Vehicle) -> Option<u8> {
    let squashed = squash(asked);
    let model = squash(&vehicle.model);
    let whole = squash(&format!("{} {}", vehicle.model, vehicle.trim));
    let with_make = squash(&format!("{} {} {}", vehicle.make, vehicle.model, vehicle.trim));
    let forms = [squashed.as_str(), singular(&squashed)];
    if forms.contains(&model.as_str())
        || forms.contains(&squash(&format!("{} {}", vehicle.make, vehicle.model)).as_str())
    {
        return Some(0);
    }
    if forms.iter().any(|form| form.len() > 2 && (whole.starts_with(form) || with_make.starts_with(form))) {
        return Some(1);
    }
    let name = fold(&format!("{} {} {} {}", vehicle.year, vehicle.make, vehicle.model, vehicle.trim));
    let all = asked.split(' ').all(|word| has_phrase(&name, word) || has_phrase(&name, singular(word)));
    all.then_some(2)
}
