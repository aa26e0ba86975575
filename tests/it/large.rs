//! A document of 200 inputs, 500 metrics and 40 years of months: checked, shown
//! and changed. What it takes is counted, not timed, so that a machine's load
//! tells nothing; times are the bench's business.

use allocation_counter::measure;
use cost_calculator::Model;
use cost_calculator::chart::{self, Frame, TableMeasure, View};
use cost_calculator::document::Value;
use cost_calculator::simulation::Simulation;
use serde_json::json;

const INPUTS: usize = 200;
const METRICS: usize = 500;
const MONTHS: usize = 480;

fn month(at: usize) -> String {
    format!("{}-{:02}", 1990 + at / 12, at % 12 + 1)
}

/// What is known of a month; made up.
fn known(at: usize) -> f64 {
    100.0 + f64::from(u32::try_from(at % 37).unwrap())
}

/// Every input is uncertain. Metrics go in chains of ten: each is made of the one
/// before it, and the first of a chain of the series and two inputs; the last two
/// go over all months, one by a sum and one by what is carried along.
fn text() -> String {
    let months: Vec<String> = (0..MONTHS).map(month).collect();
    let points: serde_json::Map<String, serde_json::Value> =
        (0..MONTHS).map(|at| (month(at), known(at).into())).collect();
    let inputs: Vec<_> = (0..INPUTS)
        .map(|at| {
            json!({
                "id": format!("i{at}"), "label": format!("Input {at}"), "unit": "number", "group": "all",
                "format": "number", "value": 2, "min": 0, "max": 5, "step": 0.01, "status": "assumption",
                "source": "made", "uncertainty": {"family": "pert", "min": 1, "max": 3},
            })
        })
        .collect();
    let formula = |at: usize| match at {
        at if at == METRICS - 2 => "sum(t, 1, 480, i0 * 1.001 ^ t)".to_owned(),
        at if at == METRICS - 1 => {
            "fold(debt, 1000, t, 1, 480, debt * 1.002 - i1)".to_owned()
        }
        at if at % 10 == 0 => {
            format!("known * i{} + i{}", at % INPUTS, (at + 1) % INPUTS)
        }
        at => format!("m{} * 0.99 + i{}", at - 1, at % INPUTS),
    };
    let metrics: Vec<_> = (0..METRICS)
        .map(|at| {
            json!({
                "id": format!("m{at}"), "label": format!("Metric {at}"), "unit": "number", "group": "all",
                "format": "number", "formula": formula(at),
            })
        })
        .collect();
    let document = json!({
        "format": 1, "id": "large", "version": "1", "title": "Everything of a town",
        "periods": months, "default_period": month(MONTHS - 1),
        "sources": {"made": {"title": "Made up", "publisher": "The tests"}},
        "series": {"known": {
            "label": "Known", "unit": "number", "source": "made", "status": "assumption", "points": points,
        }},
        "groups": [{"id": "all", "label": "All"}],
        "inputs": inputs, "metrics": metrics,
        "sentence": [{"text": "With {i0} it is *{m9}*."}],
        "answers": [{"metric": "m9", "label": "The first"}, {"metric": "m498", "label": "In all"}],
        "charts": [
            {"id": "over", "label": "Over time", "kind": "trend", "headlines": [{"text": "Over time"}],
                "lines": [{"id": "known", "label": "known", "formula": "known"},
                    {"id": "made", "label": "made", "formula": "m9", "band": true}]},
            {"id": "sure", "label": "How sure", "kind": "distribution", "headlines": [{"text": "How sure"}],
                "metric": "m9"},
            {"id": "matters", "label": "What matters", "kind": "tornado", "headlines": [{"text": "What matters"}],
                "metric": "m9"},
        ],
        "front": ["over", "sure"],
    });
    document.to_string()
}

fn model() -> Model {
    Model::load(&serde_json::from_str::<Value>(&text()).unwrap()).unwrap()
}

/// A metric worked out by a plain loop, with `i0` as it is set.
fn by_hand(metric: usize, first: f64) -> f64 {
    let input = |at: usize| if at.is_multiple_of(INPUTS) { first } else { 2.0 };
    match metric {
        498 => (1..=480).map(|t| first * 1.001_f64.powi(t)).sum(),
        499 => (1..=480).fold(1000.0, |debt, _| debt * 1.002 - 2.0),
        _ => {
            let begin = metric / 10 * 10;
            let mut value = known(MONTHS - 1) * input(begin) + input(begin + 1);
            for at in begin + 1..=metric {
                value = value * 0.99 + input(at);
            }
            value
        }
    }
}

/// What an author begins with who begins with nothing is sound, and says
/// something, in the fewest parts.
#[test]
#[cfg(feature = "tool")]
fn the_smallest_is_sound() {
    let text = include_str!("../../www/blank.json");
    let (model, remarks) = cost_calculator::workbench::check(text);
    assert_eq!(remarks, []);
    let model = model.unwrap();
    let e = model.evaluate(&model.scenario());
    assert_eq!(cost_calculator::narrative::sentence(&model, &e), "Twice 10 is 20.");
    // No part could be left out: without any of them it says less, or nothing.
    let whole: serde_json::Value = serde_json::from_str(text).unwrap();
    for name in whole.as_object().unwrap().keys().filter(|name| *name != "$schema") {
        let mut less = whole.clone();
        less.as_object_mut().unwrap().remove(name);
        let (model, _) = cost_calculator::workbench::check(&less.to_string());
        let still = model.is_some_and(|model| {
            let e = model.evaluate(&model.scenario());
            let d = model.document();
            !d.answers.is_empty()
                && cost_calculator::narrative::sentence(&model, &e) == "Twice 10 is 20."
        });
        assert!(!still, "{name} could be left out");
    }
}

#[test]
#[cfg(feature = "tool")]
fn nothing_is_wrong_with_it() {
    let (model, remarks) = cost_calculator::workbench::check(&text());
    assert!(model.is_some());
    assert_eq!(remarks, []);
    // Each of many mistakes is told, and each once.
    let wrong = text().replace("* 0.99", "* rate");
    let (_, remarks) = cost_calculator::workbench::check(&wrong);
    assert_eq!(remarks.len(), (METRICS - METRICS / 10) - 2);
}

#[test]
fn it_is_worked_out_right_and_follows_a_drag() {
    let model = model();
    for set in [2.0, 2.5, 0.0] {
        let mut scenario = model.scenario();
        scenario.put(0, Some(set));
        let e = model.evaluate(&scenario);
        for metric in (0..METRICS).step_by(7).chain([9, 498, 499]) {
            let found = e.value(model.slot(&format!("m{metric}")).unwrap()).unwrap();
            let wanted = by_hand(metric, set);
            assert!(
                (found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
                "m{metric}: {found} and {wanted}"
            );
        }
    }
}

/// The values of a metric for all plausible worlds are kept for those alone that
/// are shown, and a frame asks for no more memory than a small document's.
#[test]
fn what_a_drag_takes_does_not_grow_with_what_is_not_shown() {
    let model = model();
    let at = |first: f64| {
        let mut scenario = model.scenario();
        scenario.put(0, Some(first));
        scenario
    };
    let (from, to) = (model.evaluate(&at(2.0)), at(2.5));
    let evaluation = measure(|| drop(model.evaluate(&to)));
    assert!(evaluation.count_total > 0);
    let most = 40;
    assert!(evaluation.count_total <= most, "{} allocations", evaluation.count_total);
    let mut worlds = Simulation::run(&model, &from, 1000, 1);
    let moved = model.evaluate(&to);
    worlds.rerun(&model, &moved);
    let frame = measure(|| worlds.rerun(&model, &from));
    assert!(frame.count_total <= most, "{} allocations", frame.count_total);
}

#[test]
fn its_charts_are_drawn() {
    let model = model();
    let e = model.evaluate(&model.scenario());
    let worlds = Simulation::run(&model, &e, 1000, 1);
    for chart in &model.document().charts {
        let subject = chart::Subject {
            model: &model,
            evaluation: &e,
            chart,
            view: &View::default(),
            pinned: None,
            simulation: Some(&worlds),
        };
        let frame = Frame { width: 640.0, text: 14.0, measure: &TableMeasure };
        let scene = chart::scene(&subject, &frame);
        let marks = scene.marks.len();
        assert!(marks > 5, "{}: {marks} marks", chart.id);
        // Forty years of months are lines, and no mark for each on the axis.
        assert!(marks < 2_500, "{}: {marks} marks", chart.id);
    }
}
