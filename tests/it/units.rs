//! Units that stand behind values, and those that people type.

use crate::small::load;
use cost_calculator::document::{Value, learn};
use cost_calculator::format::Entry;
use cost_calculator::model::Fill;
use cost_calculator::{Model, export, narrative, statics};
use serde_json::{Value as Json, json};

/// A document about panels on a roof, with one thing or another about it changed.
pub(crate) fn panels(change: impl FnOnce(&mut Json)) -> Result<Model, String> {
    let mut document = json!({
        "format": 1, "id": "panels", "version": "1", "title": "Do panels pay?",
        "language": "en-GB",
        "units": {
            "GBP": {"one": "pound", "many": "pounds", "symbol": "£", "minor": "p"},
            "kWh": {"one": "kilowatt-hour", "many": "kilowatt-hours"},
            "kg": {"one": "kilogram", "many": "kilograms"},
            "year": {"one": "year", "many": "years", "show_unit": true}
        },
        "periods": ["2024", "2025"], "default_period": "2025",
        "groups": [{"id": "all", "label": "All"}],
        "inputs": [
            {"id": "price", "label": "Price", "unit": "GBP", "group": "all", "value": 7000,
             "min": 0, "max": 20000, "step": 100, "format": "money"},
            {"id": "made", "label": "Made", "unit": "kWh / year", "group": "all", "value": 3600,
             "min": 0, "max": 10000, "step": 100, "format": "count", "show_unit": "kWh a year"},
            {"id": "tariff", "label": "Tariff", "unit": "GBP / kWh", "group": "all", "value": 0.27,
             "min": 0, "max": 1, "step": 0.01, "format": "money", "decimals": 2, "show_unit": true},
            {"id": "life", "label": "Life", "unit": "year", "group": "all", "value": 25,
             "min": 1, "max": 40, "step": 1, "format": "number",
             "uncertainty": {"family": "uniform", "min": 20, "max": 30}},
            {"id": "used", "label": "Used here", "unit": "share", "group": "all", "value": 0.4,
             "min": 0, "max": 1, "step": 0.01, "format": "percent"}
        ],
        "metrics": [
            {"id": "saving", "label": "Saved", "unit": "GBP / year", "group": "all",
             "formula": "made * tariff", "format": "money"},
            {"id": "payback", "label": "Paid after", "unit": "year", "group": "all",
             "formula": "price / saving", "format": "number", "decimals": 1,
             "needs": [{"that": "saving > 0", "otherwise": "nothing is saved"}]},
            {"id": "carbon", "label": "Carbon", "unit": "kg", "group": "all",
             "formula": "made * life * 0.15 kg / kWh", "format": "count", "show_unit": true}
        ],
        "sentence": [{"text": "Panels for {price} make {made}; paid after {payback} of {life}."}],
        "answers": [{"metric": "payback", "label": "Paid after"}]
    });
    change(&mut document);
    load(&document)
}

fn shown(model: &Model, id: &str, fill: Fill) -> String {
    let e = model.evaluate(&model.scenario());
    model.shown(model.slot(id).unwrap(), &e, fill)
}

/// With plain spaces, as tests are read.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn units_stand_behind_values_as_the_document_says() {
    let model = panels(|_| {}).unwrap();
    let short = |id| plain(&shown(&model, id, Fill::Short));
    assert_eq!(short("made"), "3,600 kWh a year");
    assert_eq!(short("tariff"), "27p per kilowatt-hour");
    assert_eq!(short("life"), "25 years");
    assert_eq!(short("payback"), "7.2 years");
    assert_eq!(short("carbon"), "13,500 kilograms");
    // Who says nothing of it has none, as ever.
    assert_eq!(short("saving"), "£972");
    assert_eq!(short("used"), "40%");
    assert_eq!(shown(&model, "payback", Fill::Bare), "7.2");
    assert_eq!(plain(&shown(&model, "saving", Fill::Unit)), "£972 per year");
    assert_eq!(plain(&shown(&model, "tariff", Fill::Exact)), "£0.27 per kilowatt-hour");
    let e = model.evaluate(&model.scenario());
    assert_eq!(
        plain(&narrative::sentence(&model, &e)),
        "Panels for £7,000 make 3,600 kWh a year; paid after 7.2 years of 25 years."
    );
    let slot = model.slot("life").unwrap();
    let interval = narrative::interval(&model, slot, (20.0, 30.0), 1.0);
    assert!(plain(&interval).contains("20 to 30 years"), "{interval}");
    // What leaves the page has it too; a table of values has numbers and units apart.
    let table = statics::plain(&model, &e, "");
    assert!(plain(&table).contains("<td>25 years</td>"), "{table}");
    let csv = export::csv(&model, &e);
    assert!(plain(&csv).contains(",25,year,25 years,"), "{csv}");
    assert!(export::json(&model, &e).contains("\"text\":\"7.2\u{a0}years\""));
}

#[test]
fn one_of_it_is_one_and_other_languages_have_other_forms() {
    let text = |model: &Model, value: f64| {
        plain(&model.text(model.slot("life").unwrap(), value, Fill::Short))
    };
    let model = panels(|_| {}).unwrap();
    for (value, words) in [
        (1.0, "1 year"),
        (1.0001, "1 year"),
        (0.0, "0 years"),
        (1.5, "1.5 years"),
        (-1.0, "−1 year"),
        (2e6, "2m years"),
        (f64::NAN, "–"),
    ] {
        assert_eq!(text(&model, value), words);
    }
    // One that is written with decimals is many: “1.0 years”.
    let payback = model.slot("payback").unwrap();
    assert_eq!(plain(&model.text(payback, 1.0, Fill::Short)), "1.0 years");
    for tag in ["cy", "fr"] {
        let file = format!("{}/www/languages/{tag}.json", env!("CARGO_MANIFEST_DIR"));
        let file: Value =
            serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        learn(&file).unwrap();
    }
    let polish = json!({"language": "pl", "words": {}, "status": {}, "numbers": {
        "decimal": ",", "group": "\u{a0}", "scales": {"mln": 1e6}, "percent": "{}%",
        "per_hundred": "{} na 100", "symbol_after": true, "to": ["do"], "of": ["z"], "multiples": {},
        "plurals": {"one": "i = 1 and v = 0", "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
            "many": "v = 0 and i != 1 and i % 10 = 0,1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14"}}});
    learn(&serde_json::from_value(polish).unwrap()).unwrap();
    let speaks = |tag: &str, unit: Json| {
        panels(|d| {
            d["language"] = json!(tag);
            d["units"]["year"] = unit;
            d["inputs"][2]["show_unit"] = json!(false);
        })
        .unwrap()
    };
    let welsh = json!({"one": "flwyddyn", "many": "o flynyddoedd", "show_unit": true, "forms":
        {"zero": "blwyddyn", "two": "flynedd", "few": "blynedd", "many": "blynedd"}});
    let welsh = speaks("cy", welsh);
    for (value, words) in [
        (0.0, "0 blwyddyn"),
        (1.0, "1 flwyddyn"),
        (2.0, "2 flynedd"),
        (3.0, "3 blynedd"),
        (6.0, "6 blynedd"),
        (25.0, "25 o flynyddoedd"),
    ] {
        assert_eq!(text(&welsh, value), words);
    }
    let french = speaks("fr", json!({"one": "an", "many": "ans", "show_unit": true}));
    assert_eq!([0.0, 1.5, 2.0].map(|v| text(&french, v)), ["0 an", "1,5 an", "2 ans"]);
    let polish = json!({"one": "rok", "many": "roku", "show_unit": true, "forms":
        {"few": "lata", "many": "lat"}});
    let polish = speaks("pl", polish);
    assert_eq!(
        [1.0, 2.0, 5.0, 12.0, 22.0, 1.5].map(|v| text(&polish, v)),
        ["1 rok", "2 lata", "5 lat", "12 lat", "22 lata", "1,5 roku"]
    );
}

#[test]
fn units_are_understood_whether_they_are_shown_or_not() {
    let shown = panels(|_| {}).unwrap();
    let hidden = panels(|d| {
        d["units"]["year"]["show_unit"] = json!(false);
        for i in [1, 2] {
            d["inputs"][i]["show_unit"] = json!(false);
        }
    })
    .unwrap();
    for model in [&shown, &hidden] {
        for (id, text, entry) in [
            ("life", "7 years", Entry::Value(7.0)),
            ("life", "7years", Entry::Value(7.0)),
            ("life", "1 year", Entry::Value(1.0)),
            ("life", "5 to 7 Years", Entry::Range(5.0, 7.0)),
            ("life", "5 years – 7 years", Entry::Range(5.0, 7.0)),
            ("life", "7", Entry::Value(7.0)),
            ("made", "3,600 kWh", Entry::Value(3600.0)),
            ("made", "3.6k kWh/year", Entry::Value(3600.0)),
            ("made", "3600 kilowatt-hours per year", Entry::Value(3600.0)),
            ("made", "3000-4000 kilowatt-hours", Entry::Range(3000.0, 4000.0)),
            ("tariff", "27p per kilowatt-hour", Entry::Value(0.27)),
            ("tariff", "£0.27/kWh", Entry::Value(0.27)),
            ("tariff", "25p to 30p per kWh", Entry::Range(0.25, 0.3)),
        ] {
            let format = model.typed_format(model.slot(id).unwrap());
            assert_eq!(format.read(text), Ok(entry), "{text}");
        }
        let format = model.typed_format(model.slot("life").unwrap());
        assert!(format.read("years").is_err() && format.read("7 apples").is_err());
        assert_eq!(
            format.read_over("9", "25\u{a0}years", (1.0, 40.0)),
            Ok(Entry::Value(9.0))
        );
    }
    let format = shown.typed_format(shown.slot("made").unwrap());
    assert_eq!(format.read("4,000 kWh a year"), Ok(Entry::Value(4000.0)));
    // What is written is read, in each way.
    for id in ["life", "made", "tariff"] {
        let slot = shown.slot(id).unwrap();
        for value in [1.0, 2.0, 0.5] {
            let text = shown.text(slot, value, Fill::Exact);
            assert_eq!(
                shown.number_format(slot).read(&text),
                Ok(Entry::Value(value)),
                "{text}"
            );
        }
    }
    // A thousand metres are no million.
    let metres = panels(|d| {
        d["units"]["m"] = json!({"one": "metre", "many": "metres"});
        d["inputs"].as_array_mut().unwrap().push(json!({
            "id": "way", "label": "Way", "unit": "m", "group": "all", "value": 3, "min": 0,
            "max": 9e9, "step": 1, "format": "number", "show_unit": "m"}));
    })
    .unwrap();
    let format = metres.typed_format(metres.slot("way").unwrap());
    assert_eq!(format.read("5 m"), Ok(Entry::Value(5.0)));
    assert_eq!(format.read("5m m"), Ok(Entry::Value(5e6)));
}

#[test]
fn an_author_is_told_what_cannot_be_shown_and_what_is_said_twice() {
    let told = |change: &dyn Fn(&mut Json)| panels(change).unwrap_err();
    let twice =
        told(&|d| d["sentence"][0]["text"] = json!("Paid after {payback} years."));
    assert!(
        twice.contains(
            "“{payback}” is written with its unit, and “years” stands behind it"
        ),
        "{twice}"
    );
    assert!(twice.contains("sentence[0], text"), "{twice}");
    panels(|d| d["sentence"][0]["text"] = json!("Paid after {payback:bare} years."))
        .unwrap();
    panels(|d| d["sentence"][0]["text"] = json!("Paid after {payback} yearsome."))
        .unwrap();
    let share = told(&|d| d["inputs"][4]["show_unit"] = json!(true));
    assert!(
        share.contains(
            "inputs, used, show_unit: a share is written with a sign of its own"
        ),
        "{share}"
    );
    let money = told(&|d| d["inputs"][0]["show_unit"] = json!(true));
    assert!(
        money.contains("inputs, price, show_unit: this unit has no words of its own"),
        "{money}"
    );
    let wrong = told(&|d| d["metrics"][0]["show_unit"] = json!(7));
    assert!(
        wrong.contains("true or false, or the words for the unit, is needed here"),
        "{wrong}"
    );
    let form = told(&|d| d["units"]["year"]["forms"] = json!({"tow": "x"}));
    assert!(form.contains("Did you mean “two”?"), "{form}");
}
