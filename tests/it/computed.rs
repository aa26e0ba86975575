//! Charts of what is computed: lines, bars and steps against plain loops.

use crate::small::{self, load};
use cost_calculator::Model;
use cost_calculator::chart::{
    Frame, Ink, Mark, Scene, Subject, TableMeasure, View, scene,
};
use cost_calculator::model::Scenario;
use cost_calculator::simulation::Simulation;
use serde_json::{Value as Json, json};

const HEATING: &str = include_str!("../../examples/documents/heating.json");

fn heating() -> Model {
    load(&serde_json::from_str(HEATING).unwrap()).unwrap()
}

fn drawn(model: &Model, scenario: &Scenario, chart: &str) -> Scene {
    against(model, scenario, chart, None)
}

fn against(
    model: &Model,
    scenario: &Scenario,
    chart: &str,
    pinned: Option<&Scenario>,
) -> Scene {
    let evaluation = model.evaluate(scenario);
    let pinned = pinned.map(|p| model.evaluate(p));
    let subject = Subject {
        model,
        evaluation: &evaluation,
        chart: model.document().chart(chart).unwrap(),
        view: &View::default(),
        pinned: pinned.as_ref(),
        simulation: None,
    };
    scene(&subject, &Frame { width: 640.0, text: 13.0, measure: &TableMeasure })
}

fn put(model: &Model, scenario: &mut Scenario, settings: &[(&str, f64)]) {
    for (id, value) in settings {
        scenario.put(model.input(id).unwrap(), Some(*value));
    }
}

fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!(
        (found - expected).abs() < 1e-6 * expected.abs().max(1.0),
        "{found} {expected}"
    );
}

/// What both ways of heating have cost after each year, in present value.
fn paid(years: usize, grant: f64, gas: f64) -> (Vec<f64>, Vec<f64>) {
    let (mut pump, mut boiler) = (12_500.0 - 7_500.0 * grant, 3_500.0);
    let (mut found, mut other) = (vec![pump], vec![boiler]);
    let (mut gas, mut power, mut discount) = (gas, 0.25, 1.0);
    for _ in 0..years {
        discount *= 1.035;
        pump += 12_000.0 / 3.2 * power / discount;
        boiler += 12_000.0 / 0.9 * gas / discount;
        gas *= 1.03;
        power *= 1.01;
        found.push(pump);
        other.push(boiler);
    }
    (found, other)
}

#[test]
fn a_count_goes_as_far_as_the_reader_says() {
    let model = heating();
    let mut scenario = model.scenario();
    for (years, grant, gas) in
        [(15, 1.0, 0.065), (40, 1.0, 0.065), (1, 0.0, 0.02), (30, 1.0, 0.12)]
    {
        let settings = [("years", years as f64), ("grant", grant), ("gas", gas)];
        put(&model, &mut scenario, &settings);
        let scene = drawn(&model, &scenario, "over_time");
        let (pump, boiler) = paid(years, grant, gas);
        assert_eq!(scene.table.rows.len(), years + 1);
        assert_eq!(scene.table.head[0], "Year");
        for (year, row) in scene.table.exact.iter().enumerate() {
            assert_eq!(scene.table.rows[year][0], format!("Year {year}"));
            near(row[1], pump[year]);
            near(row[4], boiler[year]);
            let (low, high) = (row[2].unwrap(), row[3].unwrap());
            assert!(low < pump[year] && pump[year] < high, "{low} {high}");
        }
        // Where the one comes to lie below the other is said, and nowhere else.
        let crossed = (1..=years).find(|y| pump[*y] < boiler[*y]);
        let crossed = crossed.filter(|_| pump[0] > boiler[0]);
        let words = "Heat pump is below Boiler from Year";
        assert_eq!(scene.summary.contains(words), crossed.is_some(), "{}", scene.summary);
        if let Some(year) = crossed {
            assert!(
                scene.summary.contains(&format!("{words} {year}.")),
                "{}",
                scene.summary
            );
            let e = model.evaluate(&scenario);
            near(e.value(model.slot("pays_after").unwrap()).ok(), year as f64);
            let said =
                |m: &Mark| matches!(m, Mark::Text { text, .. } if text.contains(words));
            assert!(scene.marks.iter().any(said));
        }
        // The guarantee ends after ten years, if these are shown.
        assert_eq!(scene.summary.contains("Year 10: Guarantees end"), years > 10);
    }
}

#[test]
fn the_band_of_a_step_is_its_interval() {
    let model = load(&small::document(json!({
        "id": "heat", "title": "What does heat cost?",
        "inputs": [{"id": "used", "label": "Used", "unit": "number", "group": "all",
                    "value": 100, "min": 0, "max": 1000, "step": 1, "format": "number",
                    "uncertainty": {"family": "normal", "sd": 10}},
                   {"id": "last", "label": "Last", "unit": "number", "group": "all",
                    "value": 30, "min": 0, "max": 1000, "step": 1, "format": "number"}],
        "metrics": [],
        "charts": [{"id": "trend", "label": "Trend", "kind": "trend", "headlines": [],
                    "count": {"as": "t", "label": "Step", "from": 1, "to": "last"},
                    "lines": [{"label": "so far", "formula": "sum(i, 1, t, used)", "band": true}]}]
    })))
    .unwrap();
    let mut scenario = model.scenario();
    for last in [30.0, 200.0] {
        scenario.put(1, Some(last));
        let scene = drawn(&model, &scenario, "trend");
        assert_eq!(scene.table.rows.len(), last as usize);
        for (i, row) in scene.table.exact.iter().enumerate() {
            let t = i as f64 + 1.0;
            near(row[1], 100.0 * t);
            for (found, off) in [(row[2], -19.599_64), (row[3], 19.599_64)] {
                let wanted = t * (100.0 + off);
                let found = found.unwrap();
                assert!((found - wanted).abs() < 0.2 * t, "{found} {wanted}");
            }
        }
    }
    // Without a step, or with more than can be told apart, there is a reason.
    for (last, why) in [(0.0, "from 1 to 0 there is no step"), (601.0, "step")] {
        scenario.put(1, Some(last));
        let scene = drawn(&model, &scenario, "trend");
        assert!(
            scene.table.rows.is_empty() && scene.summary.contains(why),
            "{}",
            scene.summary
        );
    }
}

#[test]
fn what_goes_on_from_step_to_step_is_as_if_it_had_begun_anew() {
    let model = heating();
    let mut scenario = model.scenario();
    // The same formula as far as the last year, which no chart counts.
    let formula = model.formula("pump - support + driven(years)").unwrap();
    let line = model.formula("pump - support + driven(t)").unwrap();
    for years in [1.0, 2.0, 15.0, 40.0] {
        put(&model, &mut scenario, &[("years", years)]);
        let e = model.evaluate(&scenario);
        let worlds = Simulation::run_for(&model, &e, &line.slots(), 1000, 1);
        let wanted = worlds.interval95(formula).unwrap();
        let scene = drawn(&model, &scenario, "over_time");
        let row = &scene.table.exact[years as usize];
        assert_eq!((row[2].unwrap(), row[3].unwrap()), wanted, "{years}");
    }
}

#[test]
fn bars_are_their_parts() {
    let model = heating();
    let mut scenario = model.scenario();
    for (years, grant, gas) in [(15, 1.0, 0.065), (30, 0.0, 0.12)] {
        let settings = [("years", years as f64), ("grant", grant), ("gas", gas)];
        put(&model, &mut scenario, &settings);
        let (pump, boiler) = paid(years, grant, gas);
        let scene = against(&model, &scenario, "parts", Some(&model.scenario()));
        let [first, second] = scene.table.exact.as_slice() else { panic!() };
        near(first[1], 12_500.0);
        near(first[3], -7_500.0 * grant);
        near(first[4], pump[years]);
        near(second[2], boiler[years] - 3_500.0);
        assert_eq!(second[3], None);
        near(second[4], boiler[years]);
        let kept = paid(15, 1.0, 0.065);
        near(first[5], kept.0[15]);
        near(second[5], kept.1[15]);
        // Widths are in proportion to values, and what is less than nothing lies left.
        let bar = |ink: Ink| {
            let rect = |m: &Mark| match m {
                Mark::Rect { x, width, height, ink: own, .. }
                    if *own == ink && *height > 12.0 =>
                {
                    Some((*x, *width))
                }
                _ => None,
            };
            scene.marks.iter().filter_map(rect).collect::<Vec<_>>()
        };
        let fuel = bar(Ink::Warm);
        let ratio = (fuel[0].1 + 1.0) / (fuel[1].1 + 1.0);
        let wanted = first[2].unwrap() / second[2].unwrap();
        assert!((ratio - wanted).abs() < 1e-6, "{ratio} {wanted}");
        let granted = bar(Ink::Accent);
        assert_eq!(granted.len(), usize::from(grant > 0.0));
        assert!(granted.iter().all(|(x, _)| *x < bar(Ink::Line(0))[0].0));
        // Each year’s bills, side by side.
        let bills = drawn(&model, &scenario, "bills");
        assert_eq!(bills.table.rows.len(), years);
        for (i, row) in bills.table.exact.iter().enumerate() {
            near(row[1], 12_000.0 / 0.9 * gas * 1.03_f64.powi(i as i32));
            near(row[2], 12_000.0 / 3.2 * 0.25 * 1.01_f64.powi(i as i32));
        }
        assert_eq!(bills.points.len(), 2 * years);
    }
}

#[test]
fn a_waterfall_goes_from_its_start_to_its_end() {
    let model = heating();
    let mut scenario = model.scenario();
    for (years, grant, gas) in [(15, 1.0, 0.065), (40, 0.0, 0.12)] {
        let settings = [("years", years as f64), ("grant", grant), ("gas", gas)];
        put(&model, &mut scenario, &settings);
        let (pump, boiler) = paid(years, grant, gas);
        let scene = drawn(&model, &scenario, "steps");
        let running: Vec<f64> = scene.table.exact.iter().map(|r| r[2].unwrap()).collect();
        near(Some(running[0]), boiler[years]);
        near(Some(running[1]), boiler[years] + 9_000.0);
        near(Some(running[2]), boiler[years] + 9_000.0 - 7_500.0 * grant);
        near(Some(running[3]), 12_500.0 - 7_500.0 * grant);
        near(Some(running[4]), pump[years]);
        near(Some(running[5]), pump[years]);
        assert!(
            scene.summary.contains("Fitting, instead of the boiler: +£9,000"),
            "{}",
            scene.summary
        );
    }
    // Without one of its steps there is no end, and a reason.
    put(&model, &mut scenario, &[("scop", 0.0)]);
    let scene = drawn(&model, &scenario, "steps");
    assert_eq!(scene.table.exact[5][2], None);
    assert!(scene.summary.contains("nothing is heated"), "{}", scene.summary);
    let parts = drawn(&model, &scenario, "parts");
    assert!(
        parts.summary.starts_with("Heat pump: nothing is heated"),
        "{}",
        parts.summary
    );
    assert!(parts.table.exact[1][4].is_some());
    let lines = drawn(&model, &scenario, "over_time");
    assert!(lines.note.contains("nothing is heated"), "{}", lines.note);
    assert!(lines.summary.contains("Boiler"));
    let dots = drawn(&model, &scenario, "first_year");
    assert!(dots.note.contains("nothing is heated") && dots.points.len() == 1);
}

/// The document with something else in its charts.
fn with(chart: &str, change: impl Fn(&mut Json)) -> String {
    let mut document: Json = serde_json::from_str(HEATING).unwrap();
    let charts = document["charts"].as_array_mut().unwrap();
    change(charts.iter_mut().find(|c| c["id"] == chart).unwrap());
    load(&document).err().unwrap_or_default()
}

#[test]
fn forty_years_of_months_are_drawn() {
    let mut document: Json = serde_json::from_str(HEATING).unwrap();
    let chart = &mut document["charts"][0];
    chart["count"] = json!({"as": "t", "label": "Month", "from": 1, "to": "12 * years"});
    chart["lines"] = json!([
        {"label": "paid", "formula": "t * heat * gas / 12 * 1 year", "band": true},
        {"label": "less", "formula": "fold(b, 0 GBP, n, 1, t, b + power * 1 kWh)"}
    ]);
    chart["annotations"] = json!([]);
    chart["headlines"] = json!([]);
    let model = load(&document).unwrap();
    let mut scenario = model.scenario();
    put(&model, &mut scenario, &[("years", 40.0)]);
    let scene = drawn(&model, &scenario, "over_time");
    assert_eq!(scene.table.rows.len(), 480);
    // Between the steps at which it is worked out a band of such a line is straight.
    let worked = |row: &Vec<Option<f64>>| row[2].unwrap() / row[1].unwrap();
    let first = worked(&scene.table.exact[0]);
    for (month, row) in scene.table.exact.iter().enumerate() {
        let t = month as f64 + 1.0;
        near(row[1], t * 12_000.0 * 0.065 / 12.0);
        near(row[4], t * 0.25);
        assert!((worked(row) - first).abs() < 1e-6, "{month}");
    }
}

#[test]
fn mistakes_are_told_at_their_places() {
    type Change = fn(&mut Json);
    let told: [(&str, Change, &str); 25] = [
        ("over_time", |c| c["count"]["as"] = "years".into(), "already taken in “inputs”"),
        (
            "over_time",
            |c| c["count"]["to"] = "year".into(),
            "charts, over_time, count, to",
        ),
        (
            "over_time",
            |c| c["count"]["from"] = "1 kg".into(),
            "one scale cannot show both",
        ),
        ("over_time", |c| c["index"] = "2025".into(), "along a count there is none"),
        ("over_time", |c| c["within"] = json!({}), "one of them can stand here"),
        (
            "over_time",
            |c| c["lines"][0]["formula"] = "heat".into(),
            "one scale cannot show both",
        ),
        ("over_time", |c| c["format"] = "percent".into(), "this is for a share"),
        (
            "over_time",
            |c| c["annotations"][0]["value"] = 3.into(),
            "one of “at” and “value”",
        ),
        ("over_time", |c| c["annotations"][0]["at"] = "1 kg".into(), "one scale cannot"),
        (
            "over_time",
            |c| c["annotations"] = json!([{"text": "Dear", "value": "heat"}]),
            "“Dear” is in",
        ),
        (
            "over_time",
            |c| c["annotations"][0]["text"] = "{yaers}".into(),
            "no input, metric",
        ),
        ("over_time", |c| c["lines"][0]["note"] = "{yaers}".into(), "no input, metric"),
        (
            "over_time",
            |c| c["count"]["to"] = (-1).into(),
            "from 0 to -1 there is no step",
        ),
        ("bills", |c| c["count"]["to"] = 601.into(), "charts, bills, count: with"),
        ("parts", |c| c["rows"] = json!([]), "needs a “formula”"),
        (
            "parts",
            |c| c["rows"][0]["values"]["feul"] = 1.into(),
            "there is no part “feul”",
        ),
        ("parts", |c| c["rows"][0]["values"] = json!({}), "“Heat pump” has no values"),
        ("parts", |c| c["parts"] = json!([]), "there are none here"),
        ("parts", |c| c["rows"][1]["values"]["fuel"] = "heat".into(), "cannot show both"),
        (
            "parts",
            |c| c["annotations"] = json!([{"text": "a", "at": 1}]),
            "the rows have none",
        ),
        ("bills", |c| c["parts"][1]["id"] = "gas".into(), "stands here twice"),
        ("bills", |c| c["parts"][1]["formula"] = "gas_bill(u)".into(), "there is no “u”"),
        ("steps", |c| c["end"]["formula"] = "pump".into(), "the steps come to"),
        ("steps", |c| c["steps"] = json!([]), "there are no steps"),
        ("first_year", |c| c["points"] = json!([]), "there are no points"),
    ];
    for (chart, change, words) in told {
        let found = with(chart, change);
        assert!(found.contains(words), "{words}: {found}");
    }
    // What one chart counts another does not know, though the formula is the same.
    let strange = with("parts", |c| {
        c["rows"][0]["values"]["fuel"] = "driven(t)".into();
    });
    assert!(strange.contains("there is no “t”"), "{strange}");
    assert_eq!(
        with("steps", |c| c["end"]["formula"] = "pump - support + driven(years)".into()),
        ""
    );
}

#[test]
fn a_chart_keeps_to_its_own_periods() {
    let document = |within: Json| {
        json!({
            "format": 1, "id": "heat", "version": "1", "title": "What does heat cost?",
            "units": {"GBP": {"one": "pound", "many": "pounds", "symbol": "£"}},
            "periods": ["2021", "2022", "2023", "2024"], "default_period": "2024",
            "sources": {"bill": {"title": "The bill", "publisher": "The grid"}},
            "series": {"price": {"label": "Price", "unit": "GBP", "source": "bill",
                       "points": {"2021": 5, "2022": 10, "2023": 20, "2024": 40}}},
            "groups": [], "inputs": [], "metrics": [],
            "charts": [
                {"id": "trend", "label": "Trend", "kind": "trend", "format": "money",
                 "headlines": [], "within": within,
                 "lines": [{"id": "price", "label": "price", "formula": "price"}],
                 "annotations": [{"at": "2023", "text": "Dear"}, {"at": "2021", "text": "Cheap"}]},
                {"id": "bars", "label": "Bars", "kind": "bars", "format": "money",
                 "headlines": [], "within": within,
                 "parts": [{"id": "price", "label": "price", "formula": "price"},
                           {"id": "less", "label": "less", "formula": "-price / 2"}]}]
        })
    };
    let model = load(&document(json!({"from": "2022", "to": "2023"}))).unwrap();
    for chart in ["trend", "bars"] {
        // Whatever period is chosen.
        for period in 0..4 {
            let scene = drawn(&model, &model.scenario_at(period), chart);
            let steps: Vec<_> = scene.table.rows.iter().map(|r| r[0].as_str()).collect();
            assert_eq!(steps, ["2022", "2023"]);
            assert_eq!(scene.table.exact[1][1], Some(20.0));
        }
    }
    let trend = drawn(&model, &model.scenario(), "trend");
    assert!(trend.summary.contains("2023: Dear") && !trend.summary.contains("Cheap"));
    assert_eq!(
        drawn(&model, &model.scenario(), "bars").table.exact[1],
        [None, Some(20.0), Some(-10.0), Some(10.0)]
    );
    for (within, words) in [
        (json!({"from": "2023", "to": "2022"}), "comes after the last"),
        (json!({"from": "2032"}), "there is no period “2032”"),
    ] {
        let told = load(&document(within)).unwrap_err();
        assert!(told.contains(words), "{told}");
    }
}
