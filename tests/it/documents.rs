//! Broken documents: every problem at once, with its place, in words for an
//! author, and a suggestion where a near name exists.

use cost_calculator::Model;
use cost_calculator::document::{Value, learn};
use cost_calculator::words::Words;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// A small sound document with one of everything.
fn sound() -> Json {
    json!({
        "format": 1, "id": "lamps", "version": "1", "title": "What does light cost?",
        "units": {
            "EUR": {"one": "euro", "many": "euros", "symbol": "€", "minor": "c"},
            "kWh": {"one": "kilowatt hour", "many": "kilowatt hours"},
            "hour": {"one": "hour", "many": "hours"}
        },
        "periods": ["2023", "2024"], "default_period": "2024",
        "sources": {"bill": {"title": "The bill", "publisher": "The grid", "date": "2024"}},
        "series": {
            "price": {"label": "Price", "unit": "EUR / kWh", "source": "bill",
                      "points": {"2023": 0.3, "2024": {"value": 0.35, "low": 0.3, "high": 0.4}}}
        },
        "breakdowns": {
            "rooms": {"label": "Rooms", "source": "bill", "categories": ["kitchen", "hall"],
                      "measures": {"use": {"label": "Use", "unit": "kWh",
                                           "values": {"2024": [30, null]}}}}
        },
        "groups": [{"id": "use", "label": "Use"}],
        "inputs": [
            {"id": "power", "label": "Power", "unit": "kWh / hour", "group": "use", "value": 0.06,
             "min": 0, "max": 1, "step": 0.01, "format": "number",
             "uncertainty": {"family": "gamma", "cv": 0.1},
             "break_even": {"metric": "cost", "value": 10, "text": "At {value} it costs 10.",
                            "never": "It never does."}},
            {"id": "tariff", "label": "Tariff", "unit": "EUR / kWh", "group": "use",
             "value": "price", "min": 0.1, "max": 1, "step": 0.01, "format": "money",
             "source": "bill"},
            {"id": "hours", "label": "Hours", "unit": "hour", "group": "use", "value": 1000,
             "min": 0, "max": 8760, "step": 10, "format": "count"},
            {"id": "lamp", "label": "Lamp", "unit": "number", "group": "use", "value": "old",
             "format": "choice",
             "options": [{"id": "old", "label": "old"}, {"id": "new", "label": "new"}]}
        ],
        "metrics": [
            {"id": "energy", "label": "Energy", "unit": "kWh", "group": "use",
             "formula": "if(lamp == new, 0.15, 1) * power * hours", "format": "number"},
            {"id": "cost", "label": "Cost", "unit": "EUR", "group": "use",
             "formula": "energy * tariff", "format": "money"},
            {"id": "per_hour", "label": "Cost of an hour", "unit": "EUR / hour", "group": "use",
             "formula": "cost / hours", "format": "money",
             "needs": [{"that": "hours > 0", "otherwise": "it is never on"}]}
        ],
        "sentence": [{"text": "In {period} it cost {cost}.", "has": "cost"}],
        "answers": [{"metric": "cost", "label": "A year"}],
        "preset_groups": [{"id": "all", "label": "All"}],
        "presets": [{"id": "dark", "label": "Dark", "group": "all", "set": {"hours": 0}}],
        "charts": [
            {"id": "trend", "label": "Trend", "kind": "trend", "format": "money",
             "headlines": [{"if": "price > 0.3", "text": "Dearer: {price}"}, {"text": "Price"}],
             "lines": [{"id": "price", "label": "Price", "formula": "price"}]},
            {"id": "rooms", "label": "Rooms", "kind": "breakdown", "breakdowns": ["rooms"],
             "measure": "use", "period": "2024"}
        ],
        "front": ["trend"]
    })
}

fn load(document: Json) -> Result<Model, cost_calculator::Error> {
    let value: Value = serde_json::from_value(document).unwrap();
    Model::load(&value)
}

/// What is said of the document after a change.
fn said(change: impl FnOnce(&mut Json)) -> String {
    let mut document = sound();
    change(&mut document);
    match load(document) {
        Ok(_) => "The document is sound.".to_owned(),
        Err(e) => e.to_string(),
    }
}

#[test]
fn a_sound_document_has_no_problems() {
    assert_eq!(said(|_| ()), "The document is sound.");
}

/// One mistake each, and what an author reads.
#[test]
fn each_mistake_is_told_at_its_place() {
    type Change = fn(&mut Json);
    let mistakes: Vec<(&str, Change)> = vec![
        ("no document", |d| *d = json!(null)),
        ("a list", |d| *d = json!([1, 2])),
        ("an unknown field", |d| d["titel"] = json!("Light")),
        ("a missing title", |d| {
            d.as_object_mut().unwrap().remove("title");
        }),
        ("another format", |d| d["format"] = json!(2)),
        ("a number for a text", |d| d["title"] = json!(7)),
        ("a misspelt field of an input", |d| d["inputs"][0]["lable"] = json!("Power")),
        ("an unknown default period", |d| d["default_period"] = json!("2042")),
        ("an unknown unit", |d| d["inputs"][0]["unit"] = json!("kWh / huor")),
        ("an unknown format", |d| d["inputs"][0]["format"] = json!("precent")),
        ("an unknown group", |d| d["inputs"][0]["group"] = json!("uses")),
        ("an unknown source", |d| d["inputs"][1]["source"] = json!("bil")),
        ("min above max", |d| d["inputs"][0]["min"] = json!(2)),
        ("no step", |d| d["inputs"][0]["step"] = json!(0)),
        ("a logarithm of nothing", |d| d["inputs"][0]["scale"] = json!("log")),
        ("a default out of range", |d| d["inputs"][1]["max"] = json!(0.32)),
        ("a default of another unit", |d| d["inputs"][2]["value"] = json!("price")),
        ("a default that no year has", |d| {
            d["series"]["price"]["points"].as_object_mut().unwrap().remove("2023");
        }),
        ("a default that names a metric", |d| d["inputs"][2]["value"] = json!("energy")),
        ("a choice of one", |d| {
            d["inputs"][3]["options"] = json!([{"id": "old", "label": "old"}]);
        }),
        ("a choice of something else", |d| d["inputs"][3]["value"] = json!("odl")),
        ("a break-even of a choice", |d| {
            d["inputs"][3]["break_even"] = d["inputs"][0]["break_even"].clone();
        }),
        ("an unknown family", |d| {
            d["inputs"][0]["uncertainty"]["family"] = json!("gama");
        }),
        ("no spread", |d| d["inputs"][0]["uncertainty"] = json!({"family": "gamma"})),
        ("a spread that cannot be", |d| {
            d["inputs"][2]["uncertainty"] = json!({"family": "beta", "n": 10});
        }),
        ("half an interval", |d| {
            d["inputs"][0]["uncertainty"] =
                json!({"family": "normal", "interval95": [0.1]});
        }),
        ("a break-even of nothing", |d| {
            d["inputs"][0]["break_even"]["metric"] = json!("coast");
        }),
        ("a break-even with other names", |d| {
            d["inputs"][0]["break_even"]["text"] = json!("At {valeu} it costs 10.");
        }),
        ("a curve of nothing", |d| d["inputs"][0]["curve"] = json!("coast")),
        ("an unknown name in a formula", |d| {
            d["metrics"][1]["formula"] = json!("energy * tarif");
        }),
        ("the wrong unit", |d| d["metrics"][1]["formula"] = json!("energy / tariff")),
        ("a sum of different units", |d| {
            d["metrics"][1]["formula"] = json!("energy + tariff");
        }),
        ("a year too many in the unit", |d| {
            d["metrics"][1]["formula"] = json!("energy * tariff / hours");
        }),
        ("a sum of a rate and an amount", |d| {
            d["metrics"][1]["formula"] = json!("energy * tariff + per_hour");
        }),
        ("a percent sign for a unit", |d| d["inputs"][2]["unit"] = json!("%")),
        ("a broken formula", |d| d["metrics"][1]["formula"] = json!("energy * (tariff")),
        ("an option that is none", |d| {
            d["metrics"][0]["formula"] =
                json!("if(lamp == news, 0.15, 1) * power * hours");
        }),
        ("a circle", |d| d["metrics"][0]["formula"] = json!("cost / tariff")),
        ("a broken need", |d| d["metrics"][2]["needs"][0]["that"] = json!("hour > 0")),
        ("a name twice", |d| d["metrics"][1]["id"] = json!("power")),
        ("a name no formula can say", |d| d["metrics"][1]["id"] = json!("Cost-per-year")),
        ("an unknown name in the sentence", |d| {
            d["sentence"][0]["text"] = json!("In {perid} it cost {coast}.");
        }),
        ("a formula in the sentence", |d| {
            d["sentence"][0]["text"] = json!("It cost {cost > 0 ? more : less}.");
        }),
        ("a brace too many", |d| d["sentence"][0]["text"] = json!("It cost {cost.")),
        ("a sentence that waits for nothing", |d| {
            d["sentence"][0]["has"] = json!("coast");
        }),
        ("an answer that is none", |d| d["answers"][0]["metric"] = json!("cots")),
        ("a preset of nothing", |d| d["presets"][0]["set"] = json!({"hour": 0})),
        ("a preset out of range", |d| d["presets"][0]["set"] = json!({"hours": 9000})),
        ("a preset of another year", |d| d["presets"][0]["period"] = json!("2032")),
        ("a point outside its bounds", |d| {
            d["series"]["price"]["points"]["2024"]["low"] = json!(0.36);
        }),
        ("one bound", |d| {
            d["series"]["price"]["points"]["2024"] = json!({"value": 0.35, "low": 0.3});
        }),
        ("a figure in quotes", |d| {
            d["series"]["price"]["points"]["2023"] = json!("0.30");
        }),
        ("an unknown status", |d| {
            d["series"]["price"]["points"]["2024"]["status"] = json!("guess");
        }),
        ("a break at no point", |d| {
            d["series"]["price"]["breaks"] = json!([{"at": "2022", "note": "new meter"}]);
        }),
        ("a cell too few", |d| {
            d["breakdowns"]["rooms"]["measures"]["use"]["values"]["2024"] = json!([30]);
        }),
        ("a measure of another unit", |d| {
            d["breakdowns"]["rooms"]["measures"]["use"]["unit"] = json!("KWh");
        }),
        ("an unknown kind of chart", |d| d["charts"][0]["kind"] = json!("trends")),
        ("a kind of chart by another name", |d| d["charts"][0]["kind"] = json!("line")),
        ("a histogram", |d| d["charts"][0]["kind"] = json!("histogram")),
        ("no periods", |d| {
            d.as_object_mut().unwrap().remove("periods");
        }),
        ("a chart of nothing", |d| {
            d["charts"][0]["lines"][0]["formula"] = json!("prise");
        }),
        ("a headline that may fail", |d| {
            d["charts"][0]["headlines"].as_array_mut().unwrap().pop();
        }),
        ("a headline of nothing", |d| {
            d["charts"][0]["headlines"][1]["text"] = json!("Price: {prcie}");
        }),
        ("a breakdown that is none", |d| d["charts"][1]["breakdowns"] = json!(["room"])),
        ("a breakdown without the measure", |d| {
            d["charts"][1]["measure"] = json!("uses");
        }),
        ("a breakdown without the period", |d| d["charts"][1]["period"] = json!("2023")),
        ("a front chart that is none", |d| d["front"] = json!(["trends"])),
    ];
    let told: Vec<String> = mistakes
        .into_iter()
        .map(|(name, change)| {
            let words = said(change);
            assert_ne!(words, "The document is sound.", "{name}");
            format!("## {name}\n{words}\n")
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn every_mistake_is_told_at_once() {
    insta::assert_snapshot!(said(|d| {
        d["titel"] = json!("Light");
        d["inputs"][0]["unit"] = json!("kwh / hour");
        d["inputs"][1]["value"] = json!("prize");
        d["metrics"][2]["formula"] = json!("cost / hour");
        d["sentence"][0]["text"] = json!("It cost {csot}.");
        d["front"] = json!(["trnd"]);
    }));
}

/// Where a figure is missing there are words, and the rest goes on.
#[test]
fn a_year_without_a_figure_says_so() {
    let mut document = sound();
    document["series"]["price"]["points"].as_object_mut().unwrap().remove("2023");
    document["inputs"][1]["missing"] = json!("nobody kept the bill of that year");
    let model = load(document).unwrap();
    let e = model.evaluate(&model.scenario_at(0));
    let value = |id: &str| e.value(model.slot(id).unwrap()).map_err(str::to_owned);
    assert_eq!(value("cost"), Err("nobody kept the bill of that year".to_owned()));
    assert_eq!(value("energy"), Ok(60.0));
}

#[test]
fn only_what_depends_on_a_change_is_worked_out() {
    let model = load(sound()).unwrap();
    let mut scenario = model.scenario();
    let mut e = model.evaluate(&scenario);
    assert_eq!(e.worked(), 3);
    scenario.put(model.input("tariff").unwrap(), Some(0.5));
    model.reevaluate(&mut e, &scenario);
    assert_eq!(e.worked(), 2, "energy stays");
    assert_eq!(e.value(model.slot("cost").unwrap()), Ok(30.0));
}

/// Any JSON at any place: problems or a model, and never a panic.
fn junk() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i32>().prop_map(Json::from),
        any::<f64>().prop_map(|f| json!(f)),
        "[a-z_ {}*/+().0-9\\[\\]é]{0,12}".prop_map(Json::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Json::from),
            prop::collection::vec(("[a-z]{1,8}", inner), 0..3)
                .prop_map(|m| Json::Object(m.into_iter().collect())),
        ]
    })
}

/// Every place of a document, as a JSON pointer.
fn places(value: &Json, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Json::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{i}"), found);
            }
        }
        Json::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(member, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn anything_anywhere_is_told_or_taken(at in any::<prop::sample::Index>(), what in junk()) {
        let mut document = sound();
        let mut all = Vec::new();
        places(&document, "", &mut all);
        let place = at.get(&all);
        *document.pointer_mut(place).unwrap() = what;
        match load(document) {
            Ok(model) => {
                let e = model.evaluate(&model.scenario());
                prop_assert!(e.values().iter().all(|v| !v.is_infinite()));
            }
            Err(e) => {
                prop_assert!(!e.problems().is_empty());
                for problem in e.problems() {
                    prop_assert!(problem.message.ends_with('.'), "{problem}");
                }
            }
        }
    }
}

/// The French document is sound, and its arithmetic is right.
#[test]
fn the_french_document_works_out() {
    french();
    let text = include_str!("../../www/maison.json");
    let value: Value = serde_json::from_str(text).unwrap();
    let model = Model::load(&value).unwrap_or_else(|e| panic!("{e}"));
    let e = model.evaluate(&model.scenario());
    let value = |id: &str| e.value(model.slot(id).unwrap()).unwrap();
    // 12 lamps, 6 hours, 182 days, 42 W against 6 W, 25 cents, 5 euros a lamp.
    let hours: f64 = 12.0 * 6.0 * 182.0;
    assert!((value("cout_avant") - hours * 0.042 * 0.25).abs() < 1e-9);
    assert!((value("economie") - hours * 0.036 * 0.25).abs() < 1e-9);
    assert!((value("retour") - hours * 0.036 * 0.25 / 60.0).abs() < 1e-12);
    let shown: Vec<String> = model
        .document()
        .sentence
        .iter()
        .filter(|c| model.holds(&c.when.condition, &e))
        .map(|c| model.fill(&c.text, &e))
        .collect();
    insta::assert_snapshot!(shown.join(" "));
}

/// Every field that the schema offers an author is one that the reader takes.
#[test]
fn the_schema_offers_only_what_is_read() {
    let read = |text: &str| -> Json { serde_json::from_str(text).unwrap() };
    let schema = read(include_str!("../../www/document.schema.json"));
    let document = read(include_str!("../../www/talking-therapies.json"));
    let mut places: Vec<(String, String)> = [
        ("", ""),
        ("/units/GBP", "/properties/units/additionalProperties"),
        ("/sources/annual", "/$defs/source"),
        ("/series/antidepressant_items", "/$defs/series"),
        (
            "/series/antidepressant_items/breaks/0",
            "/$defs/series/properties/breaks/items",
        ),
        ("/series/programme_spend/points/2018~119", "/$defs/point/anyOf/1"),
        ("/breakdowns/age", "/$defs/breakdown"),
        (
            "/breakdowns/age/measures/recovery",
            "/$defs/breakdown/properties/measures/additionalProperties",
        ),
        ("/groups/0", "/$defs/group"),
        ("/inputs/0/options/0", "/$defs/input/properties/options/items"),
        ("/inputs/1", "/$defs/input"),
        ("/inputs/1/uncertainty", "/$defs/uncertainty"),
        ("/inputs/1/break_even", "/$defs/break_even"),
        ("/inputs/1/cautions/0", "/$defs/cautions/items"),
        ("/metrics/9", "/$defs/metric"),
        ("/metrics/9/needs/0", "/$defs/metric/properties/needs/items"),
        ("/sentence/0", "/$defs/clause"),
        ("/answers/0", "/properties/answers/items"),
        ("/preset_groups/0", "/$defs/group"),
        ("/presets/0", "/$defs/preset"),
        ("/events/0", "/properties/events/items"),
        ("/prices", "/properties/prices"),
        ("/checks/0", "/properties/checks/items"),
        ("/discrepancies/0", "/properties/discrepancies/items"),
        (
            "/discrepancies/0/figures/0",
            "/properties/discrepancies/items/properties/figures/items",
        ),
    ]
    .map(|(a, b)| (a.to_owned(), b.to_owned()))
    .to_vec();
    // Of each kind of chart, its own fields and those of its parts.
    let kinds = schema.pointer("/properties/charts/items/oneOf").unwrap();
    for (at, chart) in document["charts"].as_array().unwrap().iter().enumerate() {
        let of_kind = |k: &Json| k["properties"]["kind"]["const"] == chart["kind"];
        let kind = kinds.as_array().unwrap().iter().position(of_kind).unwrap();
        let own = format!("/properties/charts/items/oneOf/{kind}");
        places.push((format!("/charts/{at}"), own.clone()));
        let items = |n: &str| format!("{own}/properties/{n}/items");
        places
            .push((format!("/charts/{at}/headlines/0"), "/$defs/headlines/items".into()));
        match chart["kind"].as_str().unwrap() {
            "funnel" => {
                places.push((format!("/charts/{at}/bases/0"), items("bases")));
                places.push((
                    format!("/charts/{at}/bases/0/stages/0"),
                    "/$defs/bar".into(),
                ));
            }
            "people" => {
                places.push((format!("/charts/{at}/groups/0"), items("groups")));
            }
            "ladder" => {
                places.push((format!("/charts/{at}/rungs/0"), items("rungs")));
                let years = format!("{own}/properties/years");
                places.push((format!("/charts/{at}/years"), years));
                places
                    .push((format!("/charts/{at}/years/lines/0"), "/$defs/line".into()));
            }
            "trend" => {
                places.push((format!("/charts/{at}/lines/0"), "/$defs/line".into()));
            }
            "paired" => {
                places.push((format!("/charts/{at}/start"), "/$defs/line".into()));
            }
            "distribution" => {
                places.push((format!("/charts/{at}/statements/0"), items("statements")));
            }
            "worth" => {
                places.push((
                    format!("/charts/{at}/perspectives/0"),
                    items("perspectives"),
                ));
                let population = "/$defs/population".to_owned();
                places.push((format!("/charts/{at}/population"), population));
            }
            _ => {}
        }
    }
    let mut offered = 0;
    for (place, definition) in places {
        let definition =
            schema.pointer(&definition).unwrap_or_else(|| panic!("{definition}"));
        for field in definition["properties"].as_object().unwrap().keys() {
            // Absent, yet asked for: null reads as “not given”.
            let mut changed = document.clone();
            let part = changed.pointer_mut(&place).unwrap_or_else(|| panic!("{place}"));
            part[field] = Json::Null;
            let unknown = format!("“{field}” is not a field");
            if let Err(e) = load(changed) {
                let told = e.problems().iter().find(|p| p.message.starts_with(&unknown));
                assert!(told.is_none(), "{place}: {told:?}");
            }
            offered += 1;
        }
    }
    assert!(offered > 200, "{offered}");
}

const FRENCH: &str = include_str!("../../www/languages/fr.json");

fn french() {
    learn(&serde_json::from_str(FRENCH).unwrap()).unwrap();
}

/// A language lacks no word, and fills what English fills.
#[test]
fn every_language_is_whole() {
    let german = include_str!("../../www/languages/de.json");
    let spanish = include_str!("../../www/languages/es.json");
    let welsh = include_str!("../../www/languages/cy.json");
    for (tag, file) in [("fr", FRENCH), ("de", german), ("es", spanish), ("cy", welsh)] {
        learn(&serde_json::from_str(file).unwrap()).unwrap();
        is_whole(tag, file);
    }
}

fn is_whole(tag: &str, file: &str) {
    let file: serde_json::Value = serde_json::from_str(file).unwrap();
    let words = file["words"].as_object().unwrap();
    let known: Vec<&str> = words.keys().map(String::as_str).collect();
    for name in Words::names() {
        assert!(words.contains_key(name), "{tag} lacks {name}");
    }
    assert_eq!(known.len(), Words::names().count(), "{tag} has words that nobody says");
    let schema = include_str!("../../www/language.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let of = &schema["properties"]["words"]["properties"];
    assert!(
        of.as_object().unwrap().keys().eq(words.keys()),
        "the schema has other words"
    );
    let braces = |text: &str| {
        let mut found: Vec<String> = text
            .split('{')
            .skip(1)
            .map(|p| p.split('}').next().unwrap().to_owned())
            .collect();
        found.sort();
        found
    };
    let english = std::cell::RefCell::new(std::collections::BTreeMap::new());
    let _ = Words::of("en").with("xx", &|_| None);
    let all = format!("{:?}", Words::of("en"));
    for name in Words::names() {
        let text = all.split(&format!(" {name}: \"")).nth(1).unwrap();
        english.borrow_mut().insert(name, text.split("\",").next().unwrap().to_owned());
    }
    for (name, text) in &*english.borrow() {
        assert_eq!(braces(text), braces(words[*name].as_str().unwrap()), "{tag}: {name}");
    }
    for (word, _) in Words::of("en").status {
        assert_ne!(
            Words::of(tag).status(word),
            Words::of("en").status(word),
            "{tag}: {word}"
        );
    }
}

/// Numbers are written and typed as each language writes them.
#[test]
fn numbers_are_those_of_the_language() {
    use cost_calculator::format::{Length, NumberFormat, Style};
    let german = include_str!("../../www/languages/de.json");
    let spanish = include_str!("../../www/languages/es.json");
    let american = include_str!("../../www/languages/en-US.json");
    let space = '\u{a0}';
    for (tag, file, symbol, whole, short, share) in [
        ("de", german, "€", "30.000 €", "1,5 Mio. €", "1,5 %"),
        ("es", spanish, "€", "30.000 €", "1,5 M€", "1,5 %"),
        ("en-US", american, "$", "$30,000", "$1.5M", "1.5%"),
    ] {
        learn(&serde_json::from_str(file).unwrap()).unwrap();
        let money = NumberFormat::new(Style::Money, None, symbol, "", tag);
        let written = |v: f64, l| money.write(v, l).replace(space, " ");
        assert_eq!(written(30_000.0, Length::Exact), whole, "{tag}");
        assert_eq!(written(1_500_000.0, Length::Short).trim_end(), short, "{tag}");
        let percent = NumberFormat::new(Style::Percent, None, "", "", tag);
        assert_eq!(
            percent.write(0.015, Length::Exact).replace(space, " "),
            share,
            "{tag}"
        );
    }
}

#[test]
fn what_is_no_language_is_told() {
    for (text, place) in [("{}", "language"), (r#"{"language": "de"}"#, "numbers")] {
        let problem = learn(&serde_json::from_str(text).unwrap()).unwrap_err();
        assert_eq!(problem.place, place);
    }
}

/// A small document with one chart, whose headline is the condition's text.
fn asking(condition: &str) -> Result<Model, String> {
    let value = json!({
        "format": 1, "id": "tea", "version": "1", "title": "Tea",
        "units": {"GBP": {"one": "pound", "many": "pounds", "symbol": "£"}},
        "periods": ["then", "now"], "default_period": "now",
        "sources": {"shop": {"title": "Prices", "publisher": "The shop"}},
        "series": {"price": {"label": "Price", "unit": "GBP", "geography": "here",
            "source": "shop", "status": "published", "points": {"then": 2, "now": 3}}},
        "groups": [{"id": "all", "label": "All"}],
        "inputs": [
            {"id": "milk", "label": "Milk", "unit": "number", "group": "all", "value": "none",
             "format": "choice", "options": [{"id": "none", "label": "none"}, {"id": "some", "label": "some"}]},
            {"id": "cost", "label": "Cost", "unit": "GBP", "group": "all",
             "value": "if(milk == some, price + 1 GBP, price)", "min": 0, "max": 9, "step": 1,
             "format": "money"},
            {"id": "plain", "label": "Plain", "unit": "GBP", "group": "all", "value": "price",
             "min": 0, "max": 9, "step": 1, "format": "money"}],
        "metrics": [{"id": "twice", "label": "Twice", "unit": "GBP", "group": "all",
            "formula": "2 * cost", "format": "money"}],
        "preset_groups": [{"id": "all", "label": "All"}],
        "presets": [{"id": "dear", "label": "Dear", "group": "all", "set": {"cost": 8}, "note": "N."}],
        "charts": [{"id": "over", "label": "Over", "kind": "trend", "index": "then",
            "headlines": [{"if": condition, "text": "yes"}, {"text": "no"}],
            "subtitle": [{"if": "drawn[now]", "text": "from now"}, {"text": "from then"}],
            "note": [{"if": "drawn(paid)", "text": "Paid."}, {"if": "not_here", "text": ""}],
            "lines": [{"id": "paid", "label": "Paid", "formula": "price"}]}]
    });
    let mut value = value;
    value["charts"][0]["note"].as_array_mut().unwrap().pop();
    let value: Value = serde_json::from_value(value).unwrap();
    Model::load(&value).map_err(|e| e.to_string())
}

/// What a statement says is bound to what it states.
#[test]
fn conditions_ask_of_the_state() {
    use cost_calculator::chart::{Frame, Subject, TableMeasure, View, scene};
    let told = |condition: &str, set: &[(&str, f64)], view: &View| {
        let model = asking(condition).unwrap();
        let mut scenario = model.scenario();
        for (id, value) in set {
            scenario.put(model.input(id).unwrap(), Some(*value));
        }
        let e = model.evaluate(&scenario);
        let chart = model.document().chart("over").unwrap();
        let (pinned, simulation) = (None, None);
        let subject =
            Subject { model: &model, evaluation: &e, chart, view, pinned, simulation };
        let frame = Frame { width: 400.0, text: 13.0, measure: &TableMeasure };
        let scene = scene(&subject, &frame);
        (scene.headline == "yes", scene.subtitle, scene.note)
    };
    let holds =
        |condition: &str, set: &[(&str, f64)]| told(condition, set, &View::default()).0;
    // An own value follows what is chosen; a value set is nobody's but the reader's.
    assert!(holds("is_own(cost)", &[]) && holds("is_own(cost)", &[("milk", 1.0)]));
    assert!(holds("cost == 4 GBP", &[("milk", 1.0)]));
    assert!(
        !holds("is_own(cost)", &[("cost", 5.0)])
            && holds("is_own(cost)", &[("cost", 3.0)])
    );
    assert!(holds("cost == 5 GBP", &[("cost", 5.0), ("milk", 1.0)]));
    assert!(holds("preset(dear)", &[("cost", 8.0)]) && !holds("preset(dear)", &[]));
    assert!(holds("status(plain) == published", &[]));
    assert!(holds("status(plain) == yours", &[("plain", 5.0)]));
    // What is drawn: a line until it is hidden, the base that was picked.
    let mut view = View::default();
    assert_eq!(
        told("drawn(paid) and drawn[then]", &[], &view),
        (true, "from then · then = 100".to_owned(), "Paid.".to_owned())
    );
    view.choose("lines", "-paid");
    view.choose("index", "now");
    let (held, subtitle, note) = told("drawn(paid) or drawn[then]", &[], &view);
    assert!(!held && subtitle.starts_with("from now") && !note.contains("Paid."));
    for (wrong, told) in [
        ("is_own(price)", "cannot be asked"),
        ("drawn(unpaid)", "cannot be asked"),
        ("status(plain) == fine", "no option"),
        ("is_own(1)", "the name of one thing"),
    ] {
        let error = asking(wrong).unwrap_err();
        assert!(error.contains(told), "{error}");
    }
}

/// The same change by the short way and by the long one.
#[test]
fn a_choice_moves_the_values_that_follow_it() {
    let model = asking("").unwrap();
    let mut e = model.evaluate(&model.scenario());
    let mut scenario = model.scenario();
    scenario.put(model.input("milk").unwrap(), Some(1.0));
    model.reevaluate(&mut e, &scenario);
    assert_eq!(e.value(model.slot("twice").unwrap()), Ok(8.0));
    assert_eq!(e.values(), model.evaluate(&scenario).values());
}

/// What nobody wrote by hand is told in a word, soon, and not read to its end.
#[test]
fn what_has_no_end_is_not_read_to_its_end() {
    let with = |n: usize, formula: &dyn Fn(usize) -> String| {
        let mut document = sound();
        let metrics = document["metrics"].as_array_mut().unwrap();
        metrics.extend((0..n).map(|i| {
            json!({"id": format!("m{i}"), "label": "M", "unit": "number", "group": "use",
                "format": "count", "formula": formula(i)})
        }));
        load(document).map_err(|e| e.to_string())
    };
    let many = with(6000, &|_| "1".to_owned()).unwrap_err();
    assert!(many.contains("there are 6003 parts; at most 5000 are read"), "{many}");
    let long = said(|d| d["title"] = json!("x".repeat(20_001)));
    assert!(long.contains("title: a text has at most 20000 letters."), "{long}");
    // Letters are counted, not the bytes that keep them.
    let mut greek = sound();
    greek["title"] = json!("λ".repeat(20_000));
    assert!(load(greek).is_ok());
    let greek = said(|d| d["title"] = json!("λ".repeat(20_001)));
    assert!(greek.contains("title: a text has at most 20000 letters."), "{greek}");
    let deep = format!("{}1{}", "(".repeat(20_000), ")".repeat(20_000));
    let deep = with(1, &|_| deep.clone()).unwrap_err();
    assert!(deep.len() < 1000, "{}", deep.len());
    // A chain of thousands is a chain, and nothing is wrong with it.
    let chain =
        |i: usize| if i == 0 { "1".to_owned() } else { format!("m{} + 1", i - 1) };
    let model = with(4900, &chain).unwrap();
    let e = model.evaluate(&model.scenario());
    assert_eq!(e.value(model.slot("m4899").unwrap()), Ok(4900.0));
    // Thousands of problems are counted, and some of them told.
    let lost = with(4900, &|i| format!("nobody_knows_{i}")).unwrap_err();
    assert!(lost.lines().count() < 60, "{}", lost.lines().count());
    assert!(lost.ends_with("… and 4850 more."), "{lost}");
}
