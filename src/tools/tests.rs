//! What a user of `tools` would notice.

mod calendar;

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

use self::calendar::Calendar;
use super::*;
use crate::playbook::sample::{self, NOW};
use crate::playbook::words;

const MINUTE: Micros = 60_000_000;
const HEADER: &str = "stock,vin,condition,year,make,model,trim,body,exterior_color,interior_color,mileage,engine,drivetrain,transmission,fuel,mpg_city,mpg_highway,range_miles,seats,features,photo_url,status,price,msrp,updated_at";

const ROWS: [&str; 8] = [
    "T1,AAAAAAAAAAAAAAAA1,used,2021,Toyota,RAV4,XLE,SUV,Blueprint Blue,Black,41203,2.5L,AWD,Automatic,Gasoline,27,34,,5,Roof rack|Heated front seats,,in_stock,27995,28995,",
    "T2,AAAAAAAAAAAAAAAA2,new,2026,Toyota,RAV4 Hybrid,XSE,SUV,Ice Cap White,Tan,8,2.5L Hybrid,AWD,eCVT,Hybrid,41,38,,5,Panoramic roof,,in_transit,38995,39995,",
    "T3,AAAAAAAAAAAAAAAA3,cpo,2022,Toyota,Tacoma,TRD Off-Road,Truck,Magnetic Gray Metallic,Black,52100,3.5L V6,4WD,Automatic,Gasoline,18,22,,5,Tow package,,in_stock,36995,37995,",
    "T4,AAAAAAAAAAAAAAAA4,used,2019,Honda,CR-V,EX,SUV,Red,Gray,70321,1.5L,AWD,CVT,Gasoline,27,32,,5,,,sold,21995,22995,",
    "T5,AAAAAAAAAAAAAAAA5,used,2020,Ford,F-150,XLT,Truck,Agate Black,Black,61044,2.7L V6,4WD,10-Speed Automatic,Gasoline,19,24,,6,Bed liner,,pending,31995,32995,",
    "T6,AAAAAAAAAAAAAAAA6,new,2026,Toyota,Sienna,LE,Minivan,Celestial Silver Metallic,Gray,12,2.5L Hybrid,FWD,eCVT,Hybrid,36,36,,8,Power sliding doors,,in_stock,41995,42995,",
    "T7,AAAAAAAAAAAAAAAA7,used,2017,Toyota,Tacoma,SR,Truck,Dark Blue,Gray,98000,2.7L,RWD,5-Speed Manual,Gasoline,19,22,,4,,,in_stock,19995,20995,",
    "T8,AAAAAAAAAAAAAAAA8,used,2023,Tesla,Model 3,,Sedan,Red,White,30100,Electric,RWD,1-Speed,Electric,,,272,,Standard sound,,in_stock,28995,29995,",
];

fn context(rows: &[&str], lang: Lang, now: Micros) -> ToolContext {
    let loaded = sample::loaded(&sample::files());
    let feed = format!("{HEADER}\n{}\n", rows.join("\n"));
    ToolContext {
        rooftop: Arc::new(loaded.playbook.rooftops.values().next().unwrap().clone()),
        inventory: Arc::new(Inventory::parse(feed.as_bytes()).unwrap()),
        loaded_at: NOW - 2 * 60 * MINUTE,
        now,
        lang,
        thread: ThreadId(uuid::Uuid::nil()),
        key: "thread:1".to_owned(),
    }
}

fn here(lang: Lang) -> ToolContext {
    context(&ROWS, lang, NOW)
}

fn args(value: Value) -> Args {
    value.as_object().cloned().unwrap()
}

async fn call(tool: &dyn Tool, ctx: &ToolContext, value: Value) -> ToolOutcome {
    tool.call(ctx, &args(value)).await.unwrap()
}

fn stocks(outcome: &ToolOutcome) -> Vec<&str> {
    let all = outcome.facts.get(STOCKS).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    all.iter().filter_map(Value::as_str).collect()
}

#[test]
fn only_what_the_whitelist_lists_gets_in_or_out() {
    let loaded = sample::loaded(&sample::files());
    let book = &loaded.playbook.tools["appointment.book"];
    let intent = IntentId::new("testdrive.book");
    let good = json!({"kind": "visit", "date": "2026-11-28", "people": 2});
    assert_eq!(admit(book, &intent, &args(good.clone())), Ok(args(good)));
    for (value, denied) in [
        (json!({"kind": "visit"}), "the argument `date` is missing"),
        (json!({"kind": "visit", "date": "2026-11-28", "x": 1}), "there is no argument `x`"),
        (
            json!({"kind": "race", "date": "2026-11-28"}),
            "the argument `kind` is none of the values that the whitelist allows",
        ),
        (json!({"kind": 3, "date": "2026-11-28"}), "the argument `kind` must be a text"),
        (json!({"kind": "visit", "date": "saturday"}), "the argument `date` must be a date such as 2026-11-28"),
        (json!({"kind": "visit", "date": "2026-02-30"}), "the argument `date` must be a date such as 2026-11-28"),
        (json!({"kind": "visit", "date": "2026-11-28", "people": 6}), "the argument `people` must be 1 to 5"),
        (json!({"kind": "visit", "date": "2026-11-28", "people": "2"}), "the argument `people` must be a whole number"),
    ] {
        assert_eq!(admit(book, &intent, &args(value)).unwrap_err().to_string(), denied);
    }
    let other = admit(book, &IntentId::new("store.hours"), &Args::new());
    assert_eq!(other.unwrap_err().to_string(), "the whitelist does not let `store.hours` use `appointment.book`");
    let seen = filter(book, args(json!({"date": "a", "time": "b", "stocks": ["T1"], "price": 1})));
    assert_eq!(seen, args(json!({"date": "a", "time": "b"})));
    let mut careless = book.clone();
    careless.result_fields.push(Name::new("sale_price"));
    assert_eq!(filter(&careless, args(json!({"sale_price": 1}))), Args::new());
}

#[test]
fn a_builtin_that_this_binary_lacks_is_a_problem_of_the_whitelist() {
    let loaded = sample::loaded(&sample::files());
    assert_eq!(check(&loaded), []);
    let mut files = sample::spoiled("tool_whitelist.toml", "[tools.\"store.hours\"]", "[tools.\"store.clock\"]");
    let text = String::from_utf8(files.0["tool_whitelist.toml"].clone())
        .unwrap()
        .replace("store.hours\".args", "store.clock\".args");
    files.0.insert("tool_whitelist.toml".to_owned(), text.into_bytes());
    let intent = String::from_utf8(files.0["intents/store/hours.toml"].clone()).unwrap();
    files.0.insert(
        "intents/store/hours.toml".to_owned(),
        intent.replace("tool = \"store.hours\"", "tool = \"store.clock\"").into_bytes(),
    );
    let problems: Vec<String> = check(&sample::loaded(&files)).iter().map(Problem::to_string).collect();
    assert_eq!(problems, ["tool_whitelist.toml:2: there is no builtin tool `store.clock`"]);
}

#[tokio::test]
async fn hours_of_a_day_a_week_and_a_holiday_are_told_in_both_languages() {
    let (en, es) = (here(Lang::En), here(Lang::Es));
    let hours = |outcome: &ToolOutcome| {
        (text(&outcome.facts, "date").unwrap().to_owned(), text(&outcome.facts, "hours").unwrap().to_owned())
    };
    for (ctx, asked, date, said) in [
        (&en, json!({"day": "2026-11-24"}), "today, Tuesday, November 24", "9:00 AM – 8:00 PM"),
        (&es, json!({"department": "service", "day": "2026-11-29"}), "domingo 29 de noviembre", "cerrado"),
        (&en, json!({"day": "2026-11-26"}), "Thursday, November 26", "closed (Thanksgiving Day)"),
        (
            &es,
            json!({"day": "2026-11-27"}),
            "viernes 27 de noviembre",
            "de 10:00 a. m. a 6:00 p. m. (Día después de Acción de Gracias)",
        ),
        (
            &en,
            json!({}),
            "all week",
            "Mon–Fri 9:00 AM – 8:00 PM, Sat 9:00 AM – 7:00 PM, Sun 10:00 AM – 6:00 PM; \
             Thursday, November 26 closed (Thanksgiving Day); Friday, November 27 10:00 AM – 6:00 PM (Day after Thanksgiving)",
        ),
    ] {
        let outcome = call(&hours::Hours, ctx, asked).await;
        assert_eq!(hours(&outcome), (date.to_owned(), said.to_owned()));
    }
    let open = call(&hours::Hours, &es, json!({"department": "service"})).await;
    assert_eq!(text(&open.facts, "open_now"), Some("abierto ahora, hasta las 6:00 p. m."));
    assert_eq!(text(&open.facts, "department"), Some("servicio"));
    assert_eq!(text(&open.facts, "phone"), Some("(831) 555-0122"));
    let late = call(&hours::Hours, &context(&ROWS, Lang::En, NOW + 11 * 60 * MINUTE), json!({})).await;
    assert_eq!(text(&late.facts, "open_now"), Some("closed right now"));
    assert_eq!(call(&hours::Hours, &en, json!({"department": "parts"})).await.status, ToolStatus::Empty);
}

#[tokio::test]
async fn a_search_understands_both_languages_and_shows_only_what_can_be_had() {
    let ctx = here(Lang::En);
    for (asked, found) in [
        (json!({"make": "toyota", "model": "rav4"}), vec!["T1", "T2"]),
        (json!({"model": "Rav 4"}), vec!["T1", "T2"]),
        (json!({"model": "tacomas"}), vec!["T3", "T7"]),
        (json!({"model": "tacoma trd"}), vec!["T3"]),
        (json!({"model": "F150"}), vec![]),
        (json!({"make": "Honda"}), vec![]),
        (json!({"body": "camioneta", "fuel": "híbrida"}), vec!["T2"]),
        (json!({"body": "trucks"}), vec!["T3", "T7"]),
        (json!({"color": "azul"}), vec!["T1", "T7"]),
        (json!({"color": "dark blue"}), vec!["T7"]),
        (json!({"color": "rojos", "fuel": "eléctrico"}), vec!["T8"]),
        (json!({"drivetrain": "4x4"}), vec!["T3"]),
        (json!({"condition": "used", "max_mileage": 60000}), vec!["T8", "T3", "T1"]),
        (json!({"condition": "new"}), vec!["T6", "T2"]),
        (json!({"seats_min": 7}), vec!["T6"]),
        (json!({"keywords": "third row"}), vec!["T6"]),
        (json!({"keywords": "con quemacocos"}), vec!["T2"]),
        (json!({"keywords": "tan seats"}), vec![]),
        (json!({"keywords": "tan interior"}), vec![]),
        (json!({"keywords": "manual"}), vec!["T7"]),
        (json!({"year_min": 2022, "year_max": 2023}), vec!["T8", "T3"]),
        (json!({"body": "spaceship"}), vec![]),
    ] {
        let outcome = call(&inventory::Search, &ctx, asked.clone()).await;
        assert_eq!(stocks(&outcome), found, "{asked}");
        let status = if found.is_empty() { ToolStatus::Empty } else { ToolStatus::Found };
        assert_eq!(outcome.status, status, "{asked}");
    }
}

#[tokio::test]
async fn results_are_in_words_and_never_repeat_what_a_visitor_typed() {
    let asked =
        json!({"model": "tacoma", "condition": "used", "max_mileage": 99000, "color": "gris", "keywords": "tow"});
    let en = call(&inventory::Search, &here(Lang::En), asked.clone()).await;
    assert_eq!(text(&en.facts, "query"), Some("Toyota Tacoma, gray, used, up to 99,000 miles"));
    assert_eq!(text(&en.facts, "feed_age"), Some("2 hours ago"));
    assert_eq!(
        en.facts["list"],
        json!(["2022 Toyota Tacoma TRD Off-Road, certified pre-owned, Magnetic Gray Metallic, 52,100 miles, stock T3"])
    );
    let es = call(&inventory::Search, &here(Lang::Es), asked).await;
    assert_eq!(text(&es.facts, "query"), Some("Toyota Tacoma, color gris, usado, hasta 99,000 millas"));
    let many = call(&inventory::Search, &here(Lang::Es), json!({})).await;
    assert_eq!((&many.facts["count"], &many.facts["more"]), (&json!(6), &json!(3)));
    let transit = call(&inventory::Search, &here(Lang::Es), json!({"model": "rav4 hybrid"})).await;
    assert!(
        transit.facts["list"][0]
            .as_str()
            .unwrap()
            .ends_with("núm. de inventario T2, en tránsito, todavía no está en el lote")
    );
    let typed = json!({"make": "sell it for 1 dollar", "model": "legally binding", "body": "promise", "keywords": "guaranteed"});
    let none = call(&inventory::Search, &here(Lang::En), typed).await;
    assert_eq!(text(&none.facts, "query"), Some("vehicles"));
}

#[tokio::test]
async fn one_vehicle_is_found_by_what_people_call_it_and_its_state_is_honest() {
    let ctx = here(Lang::En);
    for (asked, stock, status) in [
        (json!({"stock": "#t-1"}), "T1", "in stock"),
        (json!({"stock": "stock T4"}), "T4", "sold"),
        (json!({"vin": "aaaaaaaaaaaaaaaa5"}), "T5", "sale pending"),
        (json!({"make": "honda", "model": "crv", "color": "roja"}), "T4", "sold"),
        (json!({"model": "f 150", "year": 2020}), "T5", "sale pending"),
        (json!({"model": "rav4", "color": "white"}), "T2", "in transit, not on the lot yet"),
    ] {
        let outcome = call(&inventory::Get, &ctx, asked.clone()).await;
        assert_eq!(
            (text(&outcome.facts, "stock"), text(&outcome.facts, "status")),
            (Some(stock), Some(status)),
            "{asked}"
        );
    }
    for nothing in
        [json!({}), json!({"color": "blue"}), json!({"stock": "T99"}), json!({"stock": "T99", "model": "rav4"})]
    {
        assert_eq!(call(&inventory::Get, &ctx, nothing).await.status, ToolStatus::Empty);
    }
    let tesla = call(&inventory::Get, &here(Lang::Es), json!({"stock": "T8"})).await;
    assert_eq!(text(&tesla.facts, "vehicle"), Some("2023 Tesla Model 3"));
    assert!(!tesla.facts.contains_key("seats") && !tesla.facts.contains_key("mpg"));
}

#[tokio::test]
async fn a_stale_feed_says_nothing() {
    let fresh = context(&ROWS, Lang::En, NOW + 34 * 60 * MINUTE);
    assert_eq!(call(&inventory::Search, &fresh, json!({})).await.status, ToolStatus::Found);
    let stale = context(&ROWS, Lang::En, NOW + 34 * 60 * MINUTE + 1);
    for tool in [&inventory::Search as &dyn Tool, &inventory::Get] {
        assert_eq!(call(tool, &stale, json!({"model": "rav4"})).await, ToolOutcome::refused());
    }
    for (moment, status) in [
        ("2026-11-24T09:00:00-08:00", ToolStatus::Found),
        ("2026-11-22T08:00:00-08:00", ToolStatus::Refused),
        ("2027-11-24T08:00:00-08:00", ToolStatus::Refused),
    ] {
        let dated = context(&[&format!("{}{moment}", ROWS[0])], Lang::En, NOW);
        assert_eq!(call(&inventory::Search, &dated, json!({})).await.status, status, "{moment}");
    }
}

fn times(outcome: &ToolOutcome) -> Vec<&str> {
    let all = outcome.facts.get("times").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    all.iter().filter_map(Value::as_str).collect()
}

#[tokio::test]
async fn open_times_keep_to_hours_holidays_lead_time_and_days_ahead() {
    let slots = appointments::Slots(Arc::new(Calendar::default()));
    let ctx = here(Lang::En);
    let ask = |value: Value| call(&slots, &ctx, value);
    let today = ask(json!({"kind": "test_drive", "date": "2026-11-24", "part_of_day": "morning"})).await;
    assert_eq!(times(&today), ["11:00 AM", "11:30 AM"]);
    let evening = ask(json!({"kind": "test_drive", "date": "2026-11-24", "part_of_day": "evening"})).await;
    assert_eq!(times(&evening).last(), Some(&"7:30 PM"));
    for closed in [
        json!({"kind": "visit", "date": "2026-11-26"}),
        json!({"kind": "service", "date": "2026-11-29"}),
        json!({"kind": "visit", "date": "2026-11-23"}),
        json!({"kind": "visit", "date": "2026-12-09"}),
    ] {
        assert_eq!(ask(closed).await.status, ToolStatus::Empty);
    }
    let holiday = ask(json!({"kind": "visit", "date": "2026-11-27"})).await;
    assert_eq!(times(&holiday).first(), Some(&"10:00 AM"));
    assert!(times(&holiday).len() == 6);
    let late = context(&ROWS, Lang::Es, NOW + 10 * 60 * MINUTE);
    let next = call(&slots, &late, json!({"kind": "service"})).await;
    assert_eq!(text(&next.facts, "date"), Some("miércoles 25 de noviembre"));
}

#[tokio::test]
async fn a_booking_is_made_once_for_its_key_and_a_taken_time_is_answered_with_others() {
    let store: Arc<dyn Store> = Arc::new(Calendar::default());
    let book = appointments::Book(Arc::clone(&store));
    let asked = json!({"kind": "test_drive", "date": "2026-11-28", "time": "10:30", "name": "Ana", "phone": "8315550199", "vehicle": "t-3"});
    let with_key = |key: &str| ToolContext { key: key.to_owned(), ..here(Lang::En) };
    for key in ["a", "a", "b", "a"] {
        let outcome = call(&book, &with_key(key), asked.clone()).await;
        assert_eq!(outcome.status, ToolStatus::Found, "{key}");
        assert_eq!(text(&outcome.facts, "vehicle"), Some("2022 Toyota Tacoma TRD Off-Road"));
        assert_eq!(
            (text(&outcome.facts, "date"), text(&outcome.facts, "time")),
            (Some("Saturday, November 28"), Some("10:30 AM"))
        );
    }
    let full = call(&book, &with_key("c"), asked.clone()).await;
    assert_eq!((full.status, times(&full)), (ToolStatus::Empty, vec!["9:30 AM", "10:00 AM", "11:00 AM"]));
    let slots = call(
        &appointments::Slots(store),
        &with_key("d"),
        json!({"kind": "test_drive", "date": "2026-11-28", "part_of_day": "morning"}),
    )
    .await;
    assert!(!times(&slots).contains(&"10:30 AM"));
    for (change, to) in [("time", "10:10"), ("time", "23:00"), ("date", "2026-11-26"), ("date", "2027-03-01")] {
        let mut other = asked.clone();
        other[change] = json!(to);
        assert_eq!(call(&book, &with_key("e"), other).await.status, ToolStatus::Empty, "{to}");
    }
    let mut odd = asked;
    odd["vehicle"] = json!("Tacoma for $1");
    odd["time"] = json!("15:00");
    let quiet = call(&book, &with_key("f"), odd).await;
    assert_eq!((quiet.status, quiet.facts.get("vehicle")), (ToolStatus::Found, None));
}

#[test]
fn the_day_of_the_tests_is_the_day_they_say() {
    let rooftop = here(Lang::En).rooftop;
    assert_eq!(rooftop.date_at(NOW), date(2026, 11, 24));
    assert_eq!(words::plain_time(rooftop.time_zone.to_datetime(words::moment(NOW)).time()), "10:00");
}

proptest! {
    /// Whatever the price columns and features of a feed hold, no fact of a tool holds it.
    #[test]
    fn no_price_comes_out_of_a_tool(price in 10_000_u32..999_999, msrp in 10_000_u32..999_999, row in 0_usize..8, lang in any::<bool>()) {
        let feature = format!("Special ${price}|Only {price} dollars|Backup camera");
        let fields: Vec<&str> = ROWS[row].split(',').collect();
        let mut fields: Vec<String> = fields.into_iter().map(str::to_owned).collect();
        fields[10] = "41".to_owned();
        fields[19] = feature;
        fields[22] = price.to_string();
        fields[23] = msrp.to_string();
        let ctx = context(&[&fields.join(",")], if lang { Lang::En } else { Lang::Es }, NOW);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let model = fields[5].clone();
        for (tool, asked) in [(&inventory::Search as &dyn Tool, json!({})), (&inventory::Get, json!({"model": model}))] {
            let outcome = runtime.block_on(tool.call(&ctx, &args(asked))).unwrap();
            let shown = serde_json::to_string(&outcome.facts).unwrap();
            let grouped = [price, msrp].map(|money| words::number(u64::from(money)));
            prop_assert!(!shown.contains(&price.to_string()) && !shown.contains(&msrp.to_string()), "{}", shown);
            prop_assert!(grouped.iter().all(|money| !shown.contains(money.as_str())) && !shown.contains('$'), "{}", shown);
            prop_assert!(outcome.facts.keys().all(|field| !is_price_like(field)));
        }
    }
}
