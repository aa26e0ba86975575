//! Documents in which something is wrong that no single part shows: each was
//! once taken for sound, or drew what it should not.

use cost_calculator::Model;
use cost_calculator::chart::{Frame, Subject, TableMeasure, View, scene};
use cost_calculator::document::Value;
use serde_json::{Value as Json, json};

/// A document that is sound, to be changed.
fn sound() -> Json {
    json!({
        "format": 1, "id": "nets", "version": "1", "title": "Nets",
        "units": {
            "USD": {"one": "dollar", "many": "dollars", "symbol": "$"},
            "KES": {"one": "shilling", "many": "shillings", "symbol": "KSh "},
            "life": {"one": "life", "many": "lives"},
            "daly": {"one": "DALY", "many": "DALYs"}
        },
        "periods": ["2024", "2025"], "default_period": "2024",
        "series": {"t": {"label": "t", "unit": "number", "points": {"2024": 0, "2025": 1}},
                   "d": {"label": "d", "unit": "USD", "points": {"2024": 5, "2025": 6}}},
        "groups": [{"id": "g", "label": "G"}],
        "inputs": [
            {"id": "a", "label": "a", "unit": "USD", "group": "g", "value": 1000,
             "format": "money", "min": 0, "max": 10000, "step": 1},
            {"id": "lives", "label": "lives", "unit": "life", "group": "g", "value": 10,
             "format": "count", "min": 0, "max": 100, "step": 1},
            {"id": "worth", "label": "worth", "unit": "USD / life", "group": "g",
             "value": 500, "format": "money", "min": 0, "max": 10000, "step": 1},
            {"id": "k", "label": "k", "unit": "number", "group": "g", "value": "x",
             "format": "choice",
             "options": [{"id": "x", "label": "x"}, {"id": "y", "label": "y"}]}
        ],
        "metrics": [
            {"id": "m", "label": "m", "unit": "USD", "group": "g",
             "formula": "if(k == x, a, 2 * a)", "format": "money"},
            {"id": "saved", "label": "saved", "unit": "life", "group": "g",
             "formula": "lives", "format": "count"},
            {"id": "shillings", "label": "s", "unit": "KES", "group": "g",
             "formula": "129 KES / USD * a", "format": "money"}
        ],
        "answers": [{"metric": "m", "label": "m"}],
        "sentence": [{"text": "It is *{m}*."}],
        "charts": [
            {"id": "w", "label": "W", "kind": "worth", "effect": "saved", "value": "worth",
             "perspectives": [{"id": "p", "label": "p", "cost": "m"}]},
            {"id": "l", "label": "L", "kind": "ladder",
             "rungs": [{"label": "one", "metric": "m"}, {"label": "two", "metric": "m / lives"}]},
            {"id": "c", "label": "C", "kind": "trend", "format": "money",
             "headlines": [{"text": "It is {a}"}],
             "lines": [{"id": "a", "label": "a", "formula": "a * (1 + t)"}]},
            {"id": "f", "label": "F", "kind": "funnel", "bases": [{"id": "b", "label": "B",
             "stages": [{"label": "all", "formula": "m"}, {"label": "half", "formula": "m * 0.5"}]}]},
            {"id": "x", "label": "X", "kind": "map", "metric": "m", "x": "a", "y": "worth",
             "line": 0}
        ]
    })
}

fn load(document: Json) -> Result<Model, cost_calculator::Error> {
    Model::load(&serde_json::from_value::<Value>(document).unwrap())
}

#[test]
fn each_case_is_told() {
    load(sound()).unwrap_or_else(|e| panic!("{e}"));
    type Change = fn(&mut Json);
    let cases: Vec<(&str, Change)> = vec![
        ("what is paid and what it is worth need one unit", |d| {
            d["inputs"][2]["unit"] = json!("USD / daly");
        }),
        ("inputs, a, format: this is for a share, but the unit here is dollars", |d| {
            d["inputs"][0]["format"] = json!("percent");
        }),
        ("inputs, lives, format: this is for a unit with money in it", |d| {
            d["inputs"][1]["format"] = json!("money");
        }),
        ("metrics, m, format: this is for a share", |d| {
            d["metrics"][0]["format"] = json!("per_hundred");
        }),
        (
            "“two” is in shillings, “one” in dollars; one scale cannot show both",
            |d| {
                d["charts"][1]["rungs"][1]["metric"] = json!("shillings");
            },
        ),
        ("“two” is in a plain number, “one” in dollars", |d| {
            d["charts"][1]["rungs"][1]["metric"] = json!("lives / (1 life)");
        }),
        ("“b” is in lives, “a” in dollars", |d| {
            let lines = d["charts"][2]["lines"].as_array_mut().unwrap();
            lines.push(json!({"id": "b", "label": "b", "formula": "lives"}));
        }),
        ("charts, c, format: this is for a share", |d| {
            d["charts"][2]["format"] = json!("percent");
        }),
        ("“half” is in lives, “all” in dollars", |d| {
            d["charts"][3]["bases"][0]["stages"][1]["formula"] = json!("lives * 0.5");
        }),
        ("“k” is a choice; a map needs numbers", |d| {
            d["charts"][4]["y"] = json!("k");
        }),
        ("braces hold one name", |d| {
            d["sentence"][0]["text"] = json!("Twice is {m * 2}, thrice {m * 3}.");
        }),
        ("a star stands alone", |d| d["sentence"][0]["text"] = json!("A stray *star.")),
        ("a brace is opened and not closed", |d| d["sentence"][0]["text"] = json!("}{")),
        ("“of {a}” is shown with its braces", |d| {
            d["answers"][0]["note"] = json!("of {a}");
        }),
        ("answers, label: “{aa}” is no input", |d| {
            d["answers"][0]["label"] = json!("For {aa}");
        }),
        ("charts, l, label: “{mm}” is no input", |d| {
            d["charts"][1]["rungs"][0]["label"] = json!("{mm}");
        }),
        ("inputs, a: nothing is filled in here", |d| {
            d["inputs"][0]["help"] = json!("{a}");
        }),
        (
            "there is no period “20225” in this document. Did you mean “2025”?",
            |d| {
                d["series"]["d"]["points"]["20225"] = json!(7);
            },
        ),
        ("breakdowns, b: there is no period “2052”", |d| {
            d["breakdowns"] = json!({"b": {"label": "b", "categories": ["one"], "measures":
                {"m": {"label": "m", "unit": "life", "values": {"2052": [1]}}}}});
        }),
    ];
    for (words, change) in cases {
        let mut document = sound();
        change(&mut document);
        let said = load(document).map_or_else(|e| e.to_string(), |_| String::new());
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_comment_may_stand_in_every_part() {
    fn comment(part: &mut Json) {
        match part {
            Json::Object(members) => {
                members.values_mut().for_each(comment);
                members
                    .insert("$comment".to_owned(), json!("for whoever reads the file"));
            }
            Json::Array(items) => items.iter_mut().for_each(comment),
            _ => {}
        }
    }
    for text in [
        include_str!("../../www/talking-therapies.json"),
        include_str!("../../examples/documents/home.json"),
    ] {
        let mut document: Json = serde_json::from_str(text).unwrap();
        comment(&mut document);
        load(document).unwrap_or_else(|e| panic!("{e}"));
    }
}

#[test]
fn an_event_that_no_chart_shows_is_worth_a_look() {
    let mut document = sound();
    document["events"] =
        json!([{"at": "1999", "label": "x"}, {"at": "2025", "label": "y"}]);
    let unseen = load(document).unwrap().events_out_of_sight();
    assert_eq!(unseen.len(), 1);
    assert_eq!(unseen[0].place, "events, x");
}

/// What is computed goes with the reader, as its headline does.
#[test]
fn a_line_over_time_follows_the_reader() {
    let model = load(sound()).unwrap();
    let mut scenario = model.scenario();
    scenario.put(model.input("a").unwrap(), Some(700.0));
    let e = model.evaluate(&scenario);
    let subject = Subject {
        model: &model,
        evaluation: &e,
        chart: model.document().chart("c").unwrap(),
        view: &View::default(),
        pinned: None,
        simulation: None,
    };
    let drawn =
        scene(&subject, &Frame { width: 600.0, text: 13.0, measure: &TableMeasure });
    let table = drawn.table.to_csv();
    assert!(table.contains("700") && table.contains("1400"), "{table}");
    assert!(!table.contains("2000"), "{table}");
    assert_eq!(drawn.headline, "It is $700");
}

/// Uncertainty goes with the value, however it is given.
#[test]
fn an_interval_follows_the_reader() {
    let mut d = sound();
    let spread = json!({"family": "normal", "interval95": [800, 1200]});
    d["inputs"][0]["uncertainty"] = spread.clone();
    let mut bounded = d.clone();
    bounded["inputs"][0]["uncertainty"]["max"] = json!(9000);
    for d in [d, bounded] {
        let model = load(d).unwrap();
        let mut scenario = model.scenario();
        scenario.put(0, Some(3000.0));
        let mean = model.distribution(0, &model.evaluate(&scenario)).mean();
        assert!((mean - 3000.0).abs() < 1.0, "{mean}");
    }
}

/// Spearman's rank correlation by its definition.
fn spearman(a: &[f64], b: &[f64]) -> f64 {
    let ranks = |v: &[f64]| {
        let mut order: Vec<usize> = (0..v.len()).collect();
        order.sort_by(|x, y| v[*x].total_cmp(&v[*y]));
        let mut ranks = vec![0.0; v.len()];
        for (rank, at) in order.into_iter().enumerate() {
            ranks[at] = rank as f64;
        }
        ranks
    };
    let n = a.len() as f64;
    let squares: f64 =
        ranks(a).iter().zip(ranks(b)).map(|(x, y)| (x - y) * (x - y)).sum();
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

#[test]
fn inputs_that_go_together_are_drawn_together() {
    use cost_calculator::simulation::Simulation;
    let mut d = sound();
    d["inputs"][0]["uncertainty"] = json!({"family": "lognormal", "cv": 0.4});
    d["inputs"][1]["uncertainty"] = json!({"family": "uniform", "min": 5, "max": 15});
    d["inputs"][2]["uncertainty"] = json!({"family": "gamma", "cv": 0.6});
    let alone = load(d.clone()).unwrap();
    d["correlations"] = json!([
        {"between": ["a", "lives"], "rank": 0.7},
        {"between": ["worth", "lives"], "rank": -0.4}
    ]);
    let model = load(d.clone()).unwrap();
    let run = |model: &Model| {
        let e = model.evaluate(&model.scenario());
        Simulation::run(model, &e, 8192, 1)
    };
    let (joined, single) = (run(&model), run(&alone));
    let column =
        |s: &Simulation, i: usize| s.column(model.input_slot(i)).unwrap().to_vec();
    for (a, b, rank) in [(0, 1, 0.7), (1, 2, -0.4), (0, 2, 0.0)] {
        let found = spearman(&column(&joined, a), &column(&joined, b));
        assert!((found - rank).abs() < 0.02, "{a} {b}: {found}");
        let without = spearman(&column(&single, a), &column(&single, b));
        assert!(without.abs() < 0.02, "{a} {b}: {without}");
    }
    // Each by itself is spread as before.
    for i in 0..3 {
        let (a, b) =
            (joined.summary(model.input_slot(i)), single.summary(model.input_slot(i)));
        let (a, b) = (a.unwrap(), b.unwrap());
        assert!((a.mean / b.mean - 1.0).abs() < 0.01, "{i}");
        assert!((a.sd / b.sd - 1.0).abs() < 0.03, "{i}");
    }
    // What cannot be is told.
    for (correlations, words) in [
        (
            json!([{"between": ["a", "lives", "worth"], "rank": -0.9}]),
            "cannot all hold at once",
        ),
        (json!([{"between": ["a", "a"], "rank": 0.1}]), "twice"),
        (json!([{"between": ["a"], "rank": 0.1}]), "names two inputs or more"),
        (json!([{"between": ["a", "lifes"], "rank": 0.1}]), "no input “lifes”"),
        (json!([{"between": ["a", "lives"], "rank": 1.5}]), "between -1 and 1"),
    ] {
        d["correlations"] = correlations;
        let said = load(d.clone()).unwrap_err().to_string();
        assert!(said.contains(words), "{said}");
    }
}
