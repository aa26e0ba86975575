//! Ranges of inputs that follow other inputs, series and the year.

use crate::small::load;
use cost_calculator::chart::{Frame, TableMeasure, spark};
use cost_calculator::model::{Evaluation, Spread};
use cost_calculator::{Model, link, narrative, sensitivity};
use serde_json::{Value as Json, json};

/// A loan whose term is at most what it pays for lasts, with a thing changed. What
/// follows stands before what it follows.
fn loan(change: impl FnOnce(&mut Json)) -> Result<Model, String> {
    let mut document = json!({
        "format": 1, "id": "loan", "version": "1", "title": "A loan", "language": "en-GB",
        "units": {"GBP": {"one": "pound", "many": "pounds", "symbol": "£"},
            "year": {"one": "year", "many": "years", "show_unit": true}},
        "periods": ["2024", "2025"], "default_period": "2025",
        "groups": [{"id": "all", "label": "All"}],
        "sources": {"s": {"title": "Made up", "publisher": "Nobody"}},
        "series": {"budget": {"label": "Budget", "unit": "GBP", "source": "s",
            "points": {"2024": 1000, "2025": 2000}}},
        "tables": {"most": {"label": "Most", "unit": "GBP", "by": "house", "source": "s",
            "values": {"small": 5000, "large": 9000}}},
        "inputs": [
            {"id": "term", "label": "Term", "unit": "year", "group": "all", "value": 15, "min": 1,
             "max": "life", "step": 1, "format": "number", "decimals": 0},
            {"id": "grace", "label": "Grace", "unit": "year", "group": "all", "value": 2, "min": 0,
             "max": "term / 2", "step": 0.5, "format": "number"},
            {"id": "life", "label": "Life", "unit": "year", "group": "all", "value": 20, "min": 2,
             "max": 40, "step": 1, "format": "number",
             "uncertainty": {"family": "uniform", "min": 18, "max": 22}},
            {"id": "spend", "label": "Spend", "unit": "GBP", "group": "all", "value": "budget",
             "min": "budget / 2", "max": "budget * 2", "step": "budget / 100", "scale": "log",
             "format": "money"},
            {"id": "borrowed", "label": "Borrowed", "unit": "GBP", "group": "all", "value": 4000,
             "min": 0, "max": "most[house]", "step": 100, "format": "money"},
            {"id": "house", "label": "House", "unit": "number", "group": "all", "value": "small",
             "format": "choice", "options": [{"id": "small", "label": "s"}, {"id": "large", "label": "l"}]}
        ],
        "metrics": [
            {"id": "paid", "label": "Paid", "unit": "GBP", "group": "all", "format": "money",
             "formula": "borrowed * 1.05 ^ (term / 1 year) - grace * 1 GBP / 1 year"}
        ],
        "presets": [], "preset_groups": [{"id": "g", "label": "G"}],
        "answers": [{"metric": "paid", "label": "Paid"}]
    });
    change(&mut document);
    load(&document)
}

fn value(model: &Model, e: &Evaluation, id: &str) -> f64 {
    e.value(model.slot(id).unwrap()).unwrap()
}

fn ends(model: &Model, e: &Evaluation, id: &str) -> (f64, f64) {
    let range = model.range(model.input(id).unwrap(), e);
    (range.min, range.max)
}

#[test]
fn a_range_follows_what_is_set_and_holds_what_was() {
    let model = loan(|_| {}).unwrap();
    let input = |id: &str| model.input(id).unwrap();
    let mut scenario = model.scenario();
    scenario.put(input("term"), Some(18.0));
    scenario.put(input("grace"), Some(8.0));
    let before = model.evaluate(&scenario);
    assert_eq!(
        (value(&model, &before, "term"), value(&model, &before, "grace")),
        (18.0, 8.0)
    );
    assert_eq!(ends(&model, &before, "grace"), (0.0, 9.0));
    // Life goes down: the term is held at its end, and what follows the term too.
    scenario.put(input("life"), Some(10.0));
    let after = model.evaluate(&scenario);
    assert_eq!(
        (value(&model, &after, "term"), value(&model, &after, "grace")),
        (10.0, 5.0)
    );
    let paid = 4000.0 * 1.05_f64.powi(10) - 5.0;
    assert!((value(&model, &after, "paid") - paid).abs() < 1e-9);
    assert_eq!(
        (ends(&model, &after, "term"), ends(&model, &after, "grace")),
        ((1.0, 10.0), (0.0, 5.0))
    );
    let told = narrative::announcement(&model, &before, &after).unwrap();
    assert!(told.contains("Term: 10\u{a0}years"), "{told}");
    // And up again: it is as it was set.
    let mut step = after.clone();
    scenario.put(input("life"), Some(30.0));
    model.reevaluate(&mut step, &scenario);
    assert_eq!(
        (value(&model, &step, "term"), value(&model, &step, "grace")),
        (18.0, 8.0)
    );
    // A default gives way as well, and is nobody's figure then.
    let mut short = model.scenario();
    short.put(input("life"), Some(5.0));
    let e = model.evaluate(&short);
    assert_eq!((value(&model, &e, "term"), value(&model, &e, "grace")), (5.0, 2.0));
    assert!(
        !model.has_own_value(input("term"), &e)
            && model.has_own_value(input("grace"), &e)
    );
}

/// Whatever is set one after the other, working out what changed gives what working
/// out everything does, and all lies within its range: a plain loop over steps.
#[test]
fn step_by_step_is_as_at_once() {
    let model = loan(|_| {}).unwrap();
    let mut scenario = model.scenario();
    let mut e = model.evaluate(&scenario);
    let mut chance = 7_u64;
    for _ in 0..2000 {
        let mut next = |n: u64| {
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (chance >> 33) % n
        };
        let input = next(6) as usize;
        let set = match (input, next(4)) {
            (_, 0) => None,
            (5, n) => Some((n % 2) as f64),
            (_, _) => Some(next(80) as f64 * if input > 2 { 100.0 } else { 0.5 }),
        };
        scenario.put(input, set);
        if next(20) == 0 {
            scenario.period = next(2) as usize;
        }
        model.reevaluate(&mut e, &scenario);
        let whole = model.evaluate(&scenario);
        for (a, b) in e.values().iter().zip(whole.values()) {
            assert!(a == b || a.is_nan() && b.is_nan(), "{scenario:?}");
        }
        for id in ["term", "grace", "spend", "borrowed"] {
            let (low, high) = ends(&model, &e, id);
            let v = value(&model, &e, id);
            assert!(low <= v && v <= high, "{id} is {v}, not from {low} to {high}");
        }
    }
}

#[test]
fn periods_series_and_tables_move_ranges() {
    let model = loan(|_| {}).unwrap();
    let at = |period| model.evaluate(&model.scenario_at(period));
    assert_eq!(ends(&model, &at(0), "spend"), (500.0, 2000.0));
    assert_eq!(ends(&model, &at(1), "spend"), (1000.0, 4000.0));
    assert_eq!(model.range(model.input("spend").unwrap(), &at(0)).step, 10.0);
    let mut scenario = model.scenario();
    scenario.put(model.input("borrowed").unwrap(), Some(8000.0));
    assert_eq!(value(&model, &model.evaluate(&scenario), "borrowed"), 5000.0);
    scenario.put(model.input("house").unwrap(), Some(1.0));
    assert_eq!(value(&model, &model.evaluate(&scenario), "borrowed"), 8000.0);
}

#[test]
fn curves_sweeps_and_maps_go_by_the_range_of_now() {
    let model = loan(|_| {}).unwrap();
    let input = |id: &str| model.input(id).unwrap();
    let mut scenario = model.scenario();
    scenario.put(input("life"), Some(8.0));
    let e = model.evaluate(&scenario);
    let paid = model.slot("paid").unwrap();
    let curve = sensitivity::effect_curve(&model, &e, input("term"), paid, 8);
    assert_eq!((curve[0].0, curve[7].0), (1.0, 8.0));
    // Along the life the term is what it would be there: a plain loop.
    let curve = sensitivity::effect_curve(&model, &e, input("life"), paid, 39);
    for (life, found) in curve {
        let mut there = scenario.clone();
        there.put(input("life"), Some(life));
        assert_eq!(
            found,
            Some(value(&model, &model.evaluate(&there), "paid")),
            "at {life}"
        );
    }
    let map = sensitivity::two_way(&model, &e, input("life"), input("grace"), paid, 5, 4);
    for (i, found) in map.values.iter().enumerate() {
        let mut there = scenario.clone();
        there.put(input("life"), Some(map.x[i % 5]));
        there.put(input("grace"), Some(map.y[i / 5]));
        assert_eq!(*found, Some(value(&model, &model.evaluate(&there), "paid")), "{i}");
    }
    let frame = Frame { width: 300.0, text: 13.0, measure: &TableMeasure };
    let scene = spark(&model, &e, input("term"), paid, &frame);
    let words = format!("{:?}", scene.marks);
    assert!(words.contains("8\\u{a0}years") || words.contains("8\u{a0}years"), "{words}");
    let swings = sensitivity::tornado(&model, &e, paid);
    assert_eq!(swings.len(), 1, "the life moves what is paid by the term alone");
    assert!(swings[0].width() > 0.0);
}

#[test]
fn links_and_presets_are_held_to_the_range_that_they_make() {
    let model = loan(|d| {
        d["presets"] = json!([{"id": "long", "label": "Long", "group": "g", "set": {"term": 35, "life": 40}}]);
    })
    .unwrap();
    let input = |id: &str| model.input(id).unwrap();
    let start = model.scenario();
    let (long, told) = model.apply(&start, 0);
    assert_eq!((long.value(input("term")), told), (Some(35.0), Vec::new()));
    let e = model.evaluate(&long);
    let text = link::write(&model, &start, &e);
    assert!(text.contains("&term=35&life=40"), "{text}");
    assert_eq!(link::open(&model, &start, &text), (long.clone(), Vec::new()));
    // What is held is written as it is, and comes back as it is.
    let mut held = long;
    held.put(input("life"), Some(10.0));
    let e = model.evaluate(&held);
    let text = link::write(&model, &start, &e);
    assert!(text.contains("&term=10&life=10"), "{text}");
    let (opened, told) = link::open(&model, &start, &text);
    assert_eq!((opened.value(input("term")), told.len()), (Some(10.0), 0));
    let (opened, told) = link::open(&model, &start, "p=2025&term=12&life=10&grace~=1..9");
    assert_eq!(
        (opened.value(input("term")), opened.value(input("life"))),
        (None, Some(10.0))
    );
    assert_eq!(opened.spread(input("grace")), Spread::Documented);
    assert!(
        told[0].contains("term = 12") && told[1].contains("grace = 1..9"),
        "{told:?}"
    );
}

#[test]
fn an_author_is_told_of_ranges_that_are_none() {
    let told = |change: &dyn Fn(&mut Json)| loan(change).unwrap_err();
    for (field, formula, message) in [
        (
            "max",
            json!("term"),
            "inputs, term, max: this range goes by itself: term needs term.",
        ),
        ("max", json!("grace * 9"), "goes by itself: "),
        ("max", json!("paid"), "only inputs and figures of series can stand here"),
        ("max", json!("spend"), "“spend” comes out as pounds, but years is needed here"),
        ("max", json!("lief"), "Did you mean “life”?"),
        (
            "max",
            json!("life - 10 year"),
            "inputs, term, value: for 2024 this is 15, outside the range from 1 to 10.",
        ),
        (
            "max",
            json!("life - 25 year"),
            "inputs, term, max: for 2024 the range is from 1 to -5; min must be below max.",
        ),
        (
            "step",
            json!("life - 20 year"),
            "inputs, term, step: for 2024 this is 0, and must be more than 0.",
        ),
        (
            "max",
            json!("1 year / (life / 1 year - 20)"),
            "inputs, term, max: for 2024 this has no value.",
        ),
        ("min", json!(true), "a number, or a formula in quotes, is needed here"),
    ] {
        let found = told(&|d| d["inputs"][0][field] = formula.clone());
        assert!(found.contains(message), "{formula}: {found}");
    }
    let preset = told(&|d| {
        d["presets"] =
            json!([{"id": "long", "label": "Long", "group": "g", "set": {"term": 35}}]);
    });
    assert!(
        preset.contains("“term” would be 35, outside its range from 1 to 20."),
        "{preset}"
    );
    let choice = told(&|d| d["inputs"][5]["max"] = json!("life"));
    assert!(choice.contains("house, max: a number is needed here"), "{choice}");
    let two = told(&|d| {
        d["inputs"][0]["max"] = json!("life");
        d["inputs"][2]["max"] = json!("term * 2");
    });
    assert!(
        two.contains("term needs life needs term")
            || two.contains("life needs term needs life"),
        "{two}"
    );
}
