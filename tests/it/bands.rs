//! The band of a trend: where 95% of the plausible values of each period lie.

use crate::small::load;
use cost_calculator::Model;
use cost_calculator::chart::{Frame, Mark, Scene, Subject, TableMeasure, View, scene};
use cost_calculator::model::{Scenario, Spread};
use serde_json::{Value as Json, json};

fn document(kind: &str) -> Json {
    json!({
        "format": 1, "id": "heat", "version": "1", "title": "What does heat cost?",
        "units": {"GBP": {"one": "pound", "many": "pounds", "symbol": "£"}},
        "periods": ["2022", "2023", "2024"], "default_period": "2024",
        "sources": {"bill": {"title": "The bill", "publisher": "The grid"}},
        "series": {"price": {"label": "Price", "unit": "GBP", "source": "bill",
                             "points": {"2022": 10, "2023": 20, "2024": 40}}},
        "groups": [{"id": "all", "label": "All"}],
        "inputs": [{"id": "used", "label": "Used", "unit": "number", "group": "all", "value": 100,
                    "min": 0, "max": 1000, "step": 1, "format": "number",
                    "uncertainty": {"family": "normal", "sd": 10}}],
        "metrics": [{"id": "cost", "label": "Cost", "unit": "GBP", "group": "all",
                     "formula": "used * price", "format": "money"}],
        "charts": [{"id": "trend", "label": "Trend", "kind": kind, "format": "money",
                    "headlines": [{"text": "What it costs"}],
                    "lines": [{"id": "cost", "label": "cost", "formula": "cost", "tone": "accent",
                               "band": true},
                              {"id": "price", "label": "price", "formula": "price"}]}]
    })
}

fn drawn(model: &Model, scenario: &Scenario, width: f64) -> Scene {
    let evaluation = model.evaluate(scenario);
    let subject = Subject {
        model,
        evaluation: &evaluation,
        chart: &model.document().charts[0],
        view: &View::default(),
        pinned: None,
        simulation: None,
    };
    scene(&subject, &Frame { width, text: 13.0, measure: &TableMeasure })
}

#[test]
fn the_band_is_the_interval_of_each_period() {
    let model = load(&document("trend")).unwrap();
    let mut scenario = model.scenario();
    for value in [100.0, 200.0] {
        scenario.put(0, Some(value));
        let scene = drawn(&model, &scenario, 640.0);
        assert_eq!(scene.table.head[2..4], ["cost, 2.5%", "cost, 97.5%"]);
        for (row, price) in scene.table.exact.iter().zip([10.0, 20.0, 40.0]) {
            // A normal distribution, times the price: 1.96 standard deviations.
            for (found, off) in [(row[2], -1.959_964), (row[3], 1.959_964)] {
                let wanted = price * (value + off * 10.0);
                assert!(
                    (found.unwrap() - wanted).abs() < 0.02 * price * 10.0,
                    "{found:?} {wanted}"
                );
            }
        }
        let low = if value > 150.0 { "£7,2" } else { "£3,2" };
        assert!(
            scene.summary.contains(&format!("95% of plausible values: {low}")),
            "{}",
            scene.summary
        );
        assert!(
            scene.points.iter().any(|p| p.detail.contains("95% of plausible values"))
        );
    }
}

#[test]
fn it_is_drawn_wide_and_narrow_and_below_the_line() {
    let model = load(&document("trend")).unwrap();
    for width in [640.0, 240.0] {
        let marks = drawn(&model, &model.scenario(), width).marks;
        let area = marks.iter().position(|m| matches!(m, Mark::Area { .. })).unwrap();
        let Mark::Area { points, .. } = &marks[area] else { panic!() };
        assert_eq!(points.len(), 6);
        let line = marks
            .iter()
            .position(|m| matches!(m, Mark::Path { width, .. } if *width > 2.0));
        assert!(area < line.unwrap());
    }
}

#[test]
fn what_is_certain_has_no_band() {
    let model = load(&document("trend")).unwrap();
    let mut scenario = model.scenario();
    scenario.put_spread(0, Spread::Certain);
    let scene = drawn(&model, &scenario, 640.0);
    assert_eq!(scene.table.head.len(), 3);
    assert!(!scene.marks.iter().any(|m| matches!(m, Mark::Area { .. })));
    assert_eq!(
        drawn(&model, &model.scenario(), 640.0),
        drawn(&model, &model.scenario(), 640.0)
    );
}

#[test]
fn a_band_belongs_to_a_trend() {
    let mut given = document("paired");
    let chart = given["charts"][0].as_object_mut().unwrap();
    chart.remove("lines");
    chart.insert("start".into(), json!({"label": "a", "formula": "cost", "band": true}));
    chart.insert("end".into(), json!({"label": "b", "formula": "cost"}));
    let told = load(&given).unwrap_err();
    assert!(told.contains("“band” is not a field"), "{told}");
}
