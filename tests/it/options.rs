//! Several options compared: the example against a plain loop, the frontier
//! against a published one, and what is said of them in every state.

use crate::small::{self, load};
use cost_calculator::Model;
use cost_calculator::chart::{
    Frame, Mark, Scene, Subject, TableMeasure, View, draws, scene,
};
use cost_calculator::model::{Evaluation, Scenario, Standing};
use cost_calculator::simulation::Simulation;
use serde_json::{Value as Json, json};

const SCREENING: &str = include_str!("../../examples/documents/screening.json");

fn screening() -> Json {
    serde_json::from_str(SCREENING).unwrap()
}

/// What goes into the example, by name.
#[derive(Copy, Clone)]
struct Town {
    people: f64,
    attend: f64,
    ill: f64,
    window: f64,
    finds: f64,
    price: f64,
    alarms: f64,
    blood_finds: f64,
    blood_price: f64,
    blood_alarms: f64,
    workup: f64,
    setup: f64,
    saved: f64,
    gain: f64,
}

const TOWN: Town = Town {
    people: 10_000.0,
    attend: 0.6,
    ill: 0.03,
    window: 3.0,
    finds: 0.7,
    price: 30.0,
    alarms: 0.03,
    blood_finds: 0.4,
    blood_price: 12.0,
    blood_alarms: 0.08,
    workup: 400.0,
    setup: 120_000.0,
    saved: 4_000.0,
    gain: 0.9,
};

impl Town {
    /// Cost and effect of each option, in the order of the document.
    fn options(&self) -> Vec<(f64, f64)> {
        let scans = [5.0, 3.0, 2.0, 1.0];
        let scans = scans.map(|every| (every, self.price, self.alarms, self.finds));
        let blood = (2.0, self.blood_price, self.blood_alarms, self.blood_finds);
        let mut found = vec![(0.0, 0.0)];
        for (every, price, alarms, finds) in scans.into_iter().chain([blood]) {
            let came = self.people * self.attend;
            let times = self.window / every;
            let seen =
                if times < 1.0 { times * finds } else { 1.0 - (1.0 - finds).powf(times) };
            let early = came * self.ill * seen;
            let tests = came * 10.0 / every * (price + alarms * self.workup);
            found.push((self.setup + tests - early * self.saved, early * self.gain));
        }
        found
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("people", self.people),
            ("attend", self.attend),
            ("ill", self.ill),
            ("window", self.window),
            ("finds", self.finds),
            ("price", self.price),
            ("alarms", self.alarms),
            ("blood_finds", self.blood_finds),
            ("blood_price", self.blood_price),
            ("blood_alarms", self.blood_alarms),
            ("workup", self.workup),
            ("setup", self.setup),
            ("saved", self.saved),
            ("gain", self.gain),
        ]
    }
}

fn best(options: &[(f64, f64)], value: f64) -> usize {
    let worth = |i: &usize| value * options[*i].1 - options[*i].0;
    let all = (0..options.len()).rev();
    all.max_by(|a, b| worth(a).total_cmp(&worth(b))).unwrap()
}

/// How options stand, by asking of each value of a unit which is worth most: a
/// little below and above every value at which two of them are worth the same.
fn stand(options: &[(f64, f64)]) -> Vec<&'static str> {
    let mut values = vec![0.0, 1e12];
    for a in options {
        for b in options {
            let ratio = (b.0 - a.0) / (b.1 - a.1);
            values.extend([ratio * 0.999_999, ratio * 1.000_001]);
        }
    }
    values.retain(|v| v.is_finite() && *v >= 0.0);
    let wins = |i: usize| values.iter().any(|v| best(options, *v) == i);
    let beaten = |i: usize| {
        let (cost, effect) = options[i];
        options.iter().enumerate().any(|(j, o)| j != i && o.0 <= cost && o.1 >= effect)
    };
    let word = |i| match (wins(i), beaten(i)) {
        (true, _) => "efficient",
        (_, true) => "dominated",
        _ => "extendedly_dominated",
    };
    (0..options.len()).map(word).collect()
}

fn drawn(
    model: &Model,
    e: &Evaluation,
    chart: &str,
    view: &View,
    width: f64,
    simulation: Option<&Simulation>,
) -> Scene {
    let chart = model.document().chart(chart).unwrap();
    let subject = Subject { model, evaluation: e, chart, view, pinned: None, simulation };
    scene(&subject, &Frame { width, text: 13.0, measure: &TableMeasure })
}

fn set(model: &Model, settings: &[(&str, f64)]) -> Scenario {
    let mut scenario = model.scenario();
    for (id, value) in settings {
        scenario.put(model.input(id).unwrap(), Some(*value));
    }
    scenario
}

#[test]
fn six_programmes_by_a_plain_loop() {
    let model = load(&screening()).unwrap();
    let decision = model.document().decision("programme").unwrap();
    let towns = [
        (TOWN, 20_000.0),
        (TOWN, 1_000.0),
        (TOWN, 60_000.0),
        (Town { price: 90.0, ..TOWN }, 20_000.0),
        (
            Town { blood_price: 2.0, blood_alarms: 0.0, blood_finds: 0.65, ..TOWN },
            20_000.0,
        ),
        (Town { window: 0.8, ill: 0.1, ..TOWN }, 9_000.0),
        (Town { saved: 20_000.0, ill: 0.2, ..TOWN }, 5_000.0),
        (Town { setup: 0.0, window: 6.0, ..TOWN }, 33_000.0),
    ];
    let mut e = model.evaluate(&model.scenario());
    let (mut words, mut bests) = (Vec::new(), Vec::new());
    for (town, value) in towns {
        let mut settings = town.settings();
        settings.push(("qaly_value", value));
        let scenario = set(&model, &settings);
        model.reevaluate(&mut e, &scenario);
        let options = town.options();
        let found = model.weigh(decision, &e);
        for ((cost, effect), (known, does)) in found.points.iter().zip(&options) {
            assert!((cost - known).abs() < 1e-6 && (effect - does).abs() < 1e-9);
        }
        let expected = stand(&options);
        let first = best(&options, value);
        assert_eq!(found.best, Some(first));
        let on = found.frontier();
        for (i, standing) in found.standing.iter().enumerate() {
            let (word, ratio) = match standing {
                Standing::Efficient(ratio) => ("efficient", *ratio),
                Standing::Dominated(_) => ("dominated", None),
                Standing::ExtendedlyDominated => ("extendedly_dominated", None),
            };
            assert_eq!(word, expected[i], "option {i} at {value}");
            let before = on.iter().position(|o| *o == i).filter(|at| *at > 0);
            let step = before.map(|at| (options[on[at - 1]], options[i]));
            let step = step.map(|(a, b)| (b.0 - a.0) / (b.1 - a.1));
            match (ratio, step) {
                (Some(ratio), Some(step)) => assert!((ratio / step - 1.0).abs() < 1e-9),
                other => assert_eq!(other, (None, None)),
            }
            // The table, the summary and what points tell say the same.
            let scene = drawn(&model, &e, "options", &View::default(), 360.0, None);
            let row = &scene.table.rows[i];
            assert_eq!(row[4].replace(' ', "_").contains(word), word != "efficient");
            assert_eq!(row[4].contains("frontier"), word == "efficient");
            assert_eq!(scene.table.exact[i][3].is_some(), step.is_some());
            words.push(word);
        }
        let scene = drawn(&model, &e, "options", &View::default(), 360.0, None);
        let label = &decision.options[first].label;
        assert!(scene.summary.contains(&format!("“{label}” is worth most")));
        let headline = &scene.headline;
        match first {
            0 => assert!(headline.contains("no programme is worth its cost")),
            5 => assert!(headline.contains("the blood test is worth most")),
            _ => assert!(headline.contains(&format!("a scan {label} is worth most"))),
        }
        assert_eq!(
            headline.contains("never is"),
            first != 0 && expected[5] == "dominated",
            "{headline}"
        );
        bests.push(first);
    }
    // Every standing comes up, and so do several bests.
    for word in ["efficient", "dominated", "extendedly_dominated"] {
        assert!(words.contains(&word));
    }
    bests.sort_unstable();
    bests.dedup();
    assert!(bests.len() >= 4 && bests.contains(&0) && bests.contains(&5), "{bests:?}");
}

/// The town of each world.
fn towns(model: &Model, worlds: &Simulation) -> impl Iterator<Item = Town> {
    let column = |id: &str| worlds.column(model.slot(id).unwrap()).unwrap();
    let [ill, window, finds, blood_finds, saved, gain] =
        ["ill", "window", "finds", "blood_finds", "saved", "gain"].map(column);
    (0..worlds.draws()).map(|i| Town {
        ill: ill[i],
        window: window[i],
        finds: finds[i],
        blood_finds: blood_finds[i],
        saved: saved[i],
        gain: gain[i],
        ..TOWN
    })
}

#[test]
fn chances_and_the_worth_of_knowing_by_a_plain_loop() {
    const DRAWS: usize = 4096;
    let model = load(&screening()).unwrap();
    let e = model.evaluate(&model.scenario());
    let worlds = Simulation::run(&model, &e, DRAWS, 1);
    let towns: Vec<Vec<(f64, f64)>> =
        towns(&model, &worlds).map(|town| town.options()).collect();
    let mut view = View::default();
    view.choose("analyst", "true");
    let scene = drawn(&model, &e, "sure", &view, 700.0, Some(&worlds));
    assert_eq!(scene.table.rows.len(), 33);
    let labels: Vec<&str> =
        model.document().decisions[0].options.iter().map(|o| &*o.label).collect();
    for (row, exact) in scene.table.rows.iter().zip(&scene.table.exact) {
        let value = exact[0].unwrap();
        let mut won = [0.0; 6];
        let mut net = [0.0; 6];
        let mut most = 0.0;
        for options in &towns {
            let first = best(options, value);
            won[first] += 1.0;
            for (sum, (cost, effect)) in net.iter_mut().zip(options) {
                *sum += value * effect - cost;
            }
            most += value * options[first].1 - options[first].0;
        }
        for (found, won) in exact[1..7].iter().zip(&won) {
            assert!((found.unwrap() - won / DRAWS as f64).abs() < 1e-9, "at {value}");
        }
        let mean = net.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let average = net.iter().position(|n| *n >= mean).unwrap();
        assert_eq!(row[7], labels[average], "at {value}");
        let perfect = (most - mean) / DRAWS as f64;
        let found = exact[8].unwrap();
        assert!((found - perfect).abs() < 1e-6 * perfect.max(1.0), "{found} {perfect}");
    }
    // Where one gives way to the next on average, both are worth the same.
    let means: Vec<(f64, f64)> = (0..6)
        .map(|i| {
            let sum = |of: fn(&(f64, f64)) -> f64| {
                towns.iter().map(|t| of(&t[i])).sum::<f64>() / DRAWS as f64
            };
            (sum(|o| o.0), sum(|o| o.1))
        })
        .collect();
    let told: Vec<&str> =
        scene.summary.split(". ").filter(|s| s.contains("from £")).collect();
    let efficient = stand(&means).iter().filter(|s| **s == "efficient").count();
    assert_eq!(told.len(), efficient, "{}", scene.summary);
    let now = best(&means, 20_000.0);
    let said = format!("“{}” is worth most on average", labels[now]);
    assert!(scene.summary.contains(&said), "{}", scene.summary);
    // Knowing everything for five years of ten thousand people.
    let all: f64 = towns
        .iter()
        .map(|t| {
            let (cost, effect) = t[best(t, 20_000.0)];
            20_000.0 * effect - cost
        })
        .sum::<f64>()
        / DRAWS as f64
        - (20_000.0 * means[now].1 - means[now].0);
    // Discounted from day to day.
    let days = 0..5 * 365;
    let years: f64 =
        days.map(|t| (-0.035 * (f64::from(t) + 0.5) / 365.0).exp() / 365.0).sum();
    for perfect in [all, all * years] {
        // To three digits: £16,500.
        let hundreds = (perfect / 100.0).round();
        let said = format!("£{},{:.0}00", (hundreds / 10.0).floor(), hundreds % 10.0);
        assert!(scene.summary.contains(&said), "{said}: {}", scene.summary);
    }
}

/// Six curves have a shape each, at their names too; by numbers they need none.
#[test]
fn more_than_four_curves_have_shapes_where_they_have_no_numbers() {
    let model = load(&screening()).unwrap();
    let e = model.evaluate(&model.scenario());
    let worlds = Simulation::run(&model, &e, 1024, 1);
    let corners = |width: f64| {
        let view = View::default();
        let scene = drawn(&model, &e, "sure", &view, width, Some(&worlds));
        let mut found = std::collections::BTreeMap::<String, usize>::new();
        for mark in &scene.marks {
            if let Mark::Area { ink, .. } = mark {
                *found.entry(format!("{ink:?}")).or_default() += 1;
            }
        }
        found
    };
    let wide = corners(700.0);
    // One of the six has dots.
    assert_eq!(wide.len(), 5, "{wide:?}");
    // Each at its name and where it stands now; those that are ever likely elsewhere too.
    assert!(wide.values().all(|n| *n >= 2), "{wide:?}");
    assert!(wide.values().filter(|n| **n >= 4).count() >= 3, "{wide:?}");
    assert!(corners(328.0).is_empty());
}

/// The same with what a visit takes of those who come, whom the town does not pay.
fn with_visits() -> Json {
    let mut document = screening();
    let cost =
        |of: &str, every: u32| format!("cost_{of} + 50 GBP / test * tests({every} year)");
    document["decisions"][0]["perspectives"] = json!([
        {"id": "town", "label": "the town"},
        {"id": "all", "label": "everybody", "note": "An hour of each visit at £50.", "costs": {
            "none": 0, "five": cost("five", 5), "three": cost("three", 3), "two": cost("two", 2),
            "one": cost("one", 1), "blood": cost("blood", 2)
        }}
    ]);
    let headlines = &mut document["charts"][0]["headlines"];
    headlines.as_array_mut().unwrap().insert(
        0,
        json!({"if": "drawn(all) and best(programme) != none", "text": "For all, {programme}"}),
    );
    document
}

#[test]
fn a_decision_is_seen_from_the_perspective_that_is_chosen() {
    const DRAWS: usize = 2048;
    let model = load(&with_visits()).unwrap();
    let e = model.evaluate(&set(&model, &[("qaly_value", 30_000.0)]));
    let visits = |options: Vec<(f64, f64)>| -> Vec<(f64, f64)> {
        let every = [f64::INFINITY, 5.0, 3.0, 2.0, 1.0, 2.0];
        let with = options.iter().zip(every);
        with.map(|((cost, effect), every)| (cost + 50.0 * 60_000.0 / every, *effect))
            .collect()
    };
    let (own, all) = (TOWN.options(), visits(TOWN.options()));
    let mut view = View::default();
    let town = drawn(&model, &e, "options", &view, 360.0, None);
    view.choose("choice", "1");
    let everybody = drawn(&model, &e, "options", &view, 360.0, None);
    for (scene, options) in [(&town, &own), (&everybody, &all)] {
        for (exact, (cost, effect)) in scene.table.exact.iter().zip(options) {
            assert!((exact[1].unwrap() - cost).abs() < 1e-6);
            assert!((exact[2].unwrap() - effect).abs() < 1e-9);
        }
        let best = best(options, 30_000.0);
        let label = &model.document().decisions[0].options[best].label;
        assert!(scene.summary.contains(&format!("“{label}” is worth most")));
        assert!(scene.headline.contains(&**label), "{}", scene.headline);
    }
    assert_ne!(best(&own, 30_000.0), best(&all, 30_000.0), "the test tells them apart");
    assert!(everybody.headline.starts_with("For all, "));
    assert!(!town.headline.starts_with("For all"));
    assert!(everybody.subtitle.starts_with("everybody · "), "{}", everybody.subtitle);
    assert!(everybody.note.contains("An hour of each visit"), "{}", everybody.note);
    let choice = everybody.options.iter().find(|o| o.id == "choice").unwrap();
    let labels: Vec<(&str, bool)> =
        choice.values.iter().map(|c| (&*c.label, c.chosen)).collect();
    assert_eq!(labels, [("the town", false), ("everybody", true)]);

    // How likely, by a plain loop; at rest with the draws that were asked for.
    let wanted = draws(&model, model.document().chart("sure").unwrap(), &view);
    let worlds = Simulation::brief(&model, &e, &wanted, DRAWS, 1);
    let whole = Simulation::run(&model, &e, DRAWS, 1);
    let scene = drawn(&model, &e, "sure", &view, 700.0, Some(&worlds));
    let mut won = vec![[0.0; 6]; scene.table.rows.len()];
    for town in towns(&model, &whole) {
        let options = visits(town.options());
        for (won, exact) in won.iter_mut().zip(&scene.table.exact) {
            won[best(&options, exact[0].unwrap())] += 1.0;
        }
    }
    for (won, exact) in won.iter().zip(&scene.table.exact) {
        for (found, won) in exact[1..7].iter().zip(won) {
            assert!((found.unwrap() - won / DRAWS as f64).abs() < 1e-9);
        }
    }
}

#[test]
fn costs_of_a_perspective_that_do_not_fit_are_told() {
    let told = |costs: Json| {
        let mut document = with_visits();
        document["decisions"][0]["perspectives"][1]["costs"] = costs;
        load(&document).unwrap_err().to_string()
    };
    let lacking = told(json!({"none": 0}));
    assert!(lacking.contains("what “five” costs is not said here"), "{lacking}");
    let unknown = told(json!({"nothing": 0}));
    assert!(unknown.contains("this decision has no option “nothing”"), "{unknown}");
    let mut costs = with_visits()["decisions"][0]["perspectives"][1]["costs"].clone();
    costs["two"] = json!("health_two");
    let unit = told(costs);
    assert!(unit.contains("perspectives, all, costs, two"), "{unit}");
    assert!(unit.contains("need one unit"), "{unit}");
}

/// At rest a page has the draws of what is shown and no others: nothing that a
/// chart tells may need more.
#[test]
fn what_a_chart_asks_for_is_all_that_it_tells_of() {
    let texts = [SCREENING, include_str!("../../www/talking-therapies.json")];
    for text in texts {
        let model = load(&serde_json::from_str(text).unwrap()).unwrap();
        let e = model.evaluate(&model.scenario());
        let whole = Simulation::run(&model, &e, 2048, 1);
        for chart in &model.document().charts {
            for analyst in ["false", "true"] {
                let mut view = View::default();
                view.choose("analyst", analyst);
                let asked = draws(&model, chart, &view);
                let brief = Simulation::brief(&model, &e, &asked, 2048, 1);
                let told =
                    |worlds| drawn(&model, &e, &chart.id, &view, 400.0, Some(worlds));
                let (all, asked) = (told(&whole), told(&brief));
                assert_eq!(all.summary, asked.summary, "{}, {analyst}", chart.id);
                assert_eq!(all.table, asked.table, "{}, {analyst}", chart.id);
            }
        }
    }
}

/// Neuhauser and Lewicki, “What do we gain from the sixth stool guaiac?”, New
/// England Journal of Medicine 293 (1975), 226–228: cancers found among 10,000
/// people by one to six tests, what those cost, and what one more found costs.
#[test]
fn the_sixth_stool_guaiac() {
    let costs = [77_511, 107_690, 130_199, 148_116, 163_141, 176_331];
    let published = [1_175.0, 5_492.0, 49_150.0, 469_534.0, 4_724_695.0];
    let options: Vec<Json> = std::iter::once(json!({
        "id": "none", "label": "none", "cost": 0, "effect": 0
    }))
    .chain((1..=6).zip(costs).map(|(n, cost)| {
        // One test finds eleven of twelve; the next, of those that are left.
        json!({
            "id": format!("n{n}"), "label": format!("{n} tests"), "cost": cost,
            "effect": format!("71.942 case * (1 - (1 / 12) ^ {n})")
        })
    }))
    .collect();
    let document = json!({
        "format": 1, "id": "guaiac", "version": "1", "title": "Tests",
        "units": {
            "USD": {"one": "dollar", "many": "dollars", "symbol": "$"},
            "case": {"one": "case", "many": "cases"}
        },
        "periods": ["1975"], "default_period": "1975",
        "groups": [{"id": "all", "label": "All"}],
        "inputs": [{
            "id": "worth", "label": "Worth of a case found", "unit": "USD / case",
            "group": "all", "value": 100_000, "min": 0, "max": 1e6, "step": 1000,
            "format": "money"
        }],
        "metrics": [],
        "decisions": [{
            "id": "tests", "costs": "Cost", "effects": "Cases found", "value": "worth",
            "options": options
        }],
        "charts": [{
            "id": "tests", "label": "Tests", "kind": "frontier", "decision": "tests",
            "headlines": [
                {"if": "best(tests) == n3", "text": "Three"},
                {"text": "{tests}"}
            ]
        }]
    });
    let model = load(&document).unwrap();
    let scenario = model.scenario();
    let e = model.evaluate(&scenario);
    let decision = model.document().decision("tests").unwrap();
    let found = model.weigh(decision, &e);
    assert_eq!(found.frontier(), [0, 1, 2, 3, 4, 5, 6]);
    for (published, standing) in published.iter().zip(&found.standing[1..]) {
        let Standing::Efficient(Some(ratio)) = standing else { panic!("{standing:?}") };
        assert!((ratio / published - 1.0).abs() < 2e-3, "{ratio} {published}");
    }
    let said = |worth: f64| {
        let e = model.evaluate(&set(&model, &[("worth", worth)]));
        drawn(&model, &e, "tests", &View::default(), 500.0, None).headline
    };
    assert_eq!(said(100_000.0), "Three");
    assert_eq!(
        (&*said(0.0), &*said(2_000.0), &*said(10_000.0)),
        ("none", "1 tests", "2 tests")
    );
}

/// A small document with what is wrong put into it.
fn tea(change: impl Fn(&mut Json)) -> Result<Model, String> {
    let mut document = small::document(json!({
        "id": "tea", "title": "Tea",
        "units": {
            "GBP": {"one": "pound", "many": "pounds", "symbol": "£"},
            "cup": {"one": "cup", "many": "cups"}
        },
        "inputs": [
            {"id": "worth", "label": "Worth", "unit": "GBP / cup", "group": "all",
             "value": 1, "min": 0, "max": 9, "step": 1, "format": "money"},
            {"id": "pots", "label": "Pots", "unit": "cup", "group": "all",
             "value": 4, "min": 0, "max": 9, "step": 1, "format": "count"},
            {"id": "kind", "label": "Kind", "unit": "number", "group": "all",
             "value": "green", "format": "choice",
             "options": [{"id": "green", "label": "Green"}, {"id": "black", "label": "Black"}]}
        ],
        "metrics": [
            {"id": "brewed", "label": "Brewed", "unit": "cup", "group": "all",
             "formula": "pots * 2", "format": "count",
             "needs": [{"that": "pots > 0", "otherwise": "nothing is brewed"}]}
        ],
        "decisions": [{
            "id": "drink", "costs": "Cost", "effects": "Cups", "value": "worth",
            "options": [
                {"id": "none", "label": "nothing", "cost": 0, "effect": 0},
                {"id": "pot", "label": "a pot", "cost": 3, "effect": "brewed"},
                {"id": "bag", "label": "bags", "cost": "5 GBP", "effect": "pots"}
            ]
        }],
        "charts": [
            {"id": "plane", "label": "Plane", "kind": "frontier", "decision": "drink",
             "headlines": [
                {"if": "best(drink) == pot", "text": "pot"},
                {"if": "standing(bag) == dominated", "text": "no bags"},
                {"text": "what each costs"}]},
            {"id": "sure", "label": "Sure", "kind": "acceptability", "decision": "drink",
             "headlines": [{"text": "sure"}]}
        ]
    }));
    change(&mut document);
    load(&document)
}

#[test]
fn what_has_no_value_is_neither_the_best_nor_beaten() {
    let model = tea(|_| ()).unwrap();
    let mut e = model.evaluate(&model.scenario());
    let plane = |e: &Evaluation| drawn(&model, e, "plane", &View::default(), 300.0, None);
    assert_eq!(plane(&e).headline, "pot");
    assert_eq!(model.fill("{drink}", &e), "a pot");
    model.reevaluate(&mut e, &set(&model, &[("pots", 0.0)]));
    let scene = plane(&e);
    // Without a pot, bags cost money and bring nothing: they are dominated all
    // the same, but what is best cannot be known.
    assert_eq!(scene.headline, "no bags");
    assert_eq!(model.fill("{drink}", &e), "–");
    assert!(!scene.summary.contains("is worth most"), "{}", scene.summary);
    assert!(
        scene.summary.contains("A pot: nothing is brewed")
            || scene.summary.contains("a pot: nothing is brewed"),
        "{}",
        scene.summary
    );
    let worlds = Simulation::run(&model, &e, 64, 1);
    let sure = drawn(&model, &e, "sure", &View::default(), 300.0, Some(&worlds));
    assert!(sure.summary.contains("nothing is brewed"), "{}", sure.summary);
    assert!(sure.table.rows.is_empty());
}

#[test]
fn each_mistake_in_a_decision_is_told_where_it_is() {
    type Change = fn(&mut Json);
    let mistakes: [(&str, Change); 12] = [
        (
            "there is no input “wort” in this document. Did you mean “worth”",
            |d| {
                d["decisions"][0]["value"] = json!("wort");
            },
        ),
        ("there is no decision “drunk”", |d| {
            d["charts"][0]["decision"] = json!("drunk");
        }),
        ("needs two or more to choose from", |d| {
            d["decisions"][0]["options"].as_array_mut().unwrap().truncate(1);
        }),
        ("“kind” is a choice", |d| d["decisions"][0]["value"] = json!("kind")),
        ("the option “none” stands in “decisions” twice", |d| {
            d["decisions"][0]["options"][1]["id"] = json!("none");
        }),
        ("is already taken in “inputs”", |d| d["decisions"][0]["id"] = json!("pots")),
        ("what is paid and what it is worth need one unit", |d| {
            d["decisions"][0]["options"][2]["cost"] = json!("pots");
        }),
        ("effects need one unit to be compared", |d| {
            d["decisions"][0]["options"][2]["effect"] = json!("5 GBP");
        }),
        ("one effect at least needs its unit", |d| {
            for i in 1..3 {
                d["decisions"][0]["options"][i]["effect"] = json!(i);
            }
        }),
        ("“best” cannot be asked of “drunk” here", |d| {
            d["charts"][0]["headlines"][0]["if"] = json!("best(drunk) == pot");
        }),
        ("“cup” is no option of that choice", |d| {
            d["charts"][0]["headlines"][0]["if"] = json!("best(drink) == cup");
        }),
        ("“best” cannot be asked of “drink” here", |d| {
            d["metrics"][0]["formula"] = json!("if(best(drink) == pot, 1 cup, 2 cup)");
        }),
    ];
    for (told, change) in mistakes {
        let error = tea(change).unwrap_err();
        assert!(error.contains(told), "{told}:\n{error}");
    }
    let labels: [(&str, Change); 2] = [
        ("decisions, drink: nothing is filled in here", |d| {
            d["decisions"][0]["options"][1]["label"] = json!("a {pots}");
        }),
        ("“{drinks}” is no input, metric or series. Did you mean “drink”", |d| {
            d["charts"][0]["headlines"][2]["text"] = json!("{drinks}");
        }),
    ];
    for (told, change) in labels {
        let error = tea(change).unwrap_err();
        assert!(error.contains(told), "{told}:\n{error}");
    }
}
