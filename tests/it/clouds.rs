//! Points among their plausible worlds: each dot is a world, each share is counted
//! over all of them, against a plain loop over the draws.

use cost_calculator::Model;
use cost_calculator::chart::{
    Frame, Ink, Mark, Palette, Scene, Subject, TableMeasure, View, draws, scene,
};
use cost_calculator::document::Value;
use cost_calculator::model::Scenario;
use cost_calculator::simulation::Simulation;
use serde_json::{Value as Json, json};

/// A pump that costs and saves; `chart` is merged into its scatter.
fn document(chart: &Json) -> Json {
    let mut scatter = json!({
        "id": "plane", "label": "Plane", "kind": "scatter",
        "headlines": [{"text": "Cost and effect"}],
        "x": {"label": "Effect", "format": "number", "decimals": 1},
        "y": {"label": "Cost", "format": "money"},
        "points": [{"label": "Pump", "x": "effect", "y": "cost", "tone": "accent", "worlds": true}],
        "threshold": {"label": "worth it at {worth} each", "formula": "worth"}
    });
    for (name, value) in chart.as_object().unwrap() {
        scatter[name] = value.clone();
    }
    let input = |id: &str, unit: &str, value: f64, spread: Option<Json>| {
        let mut made = json!({
            "id": id, "label": id, "unit": unit, "group": "all", "value": value,
            "min": -1000, "max": 1000, "step": 1, "format": "number"
        });
        if let Some(spread) = spread {
            made["uncertainty"] = spread;
        }
        made
    };
    let normal = |sd: f64| json!({"family": "normal", "sd": sd});
    json!({
        "format": 1, "id": "pump", "version": "1", "title": "Pump",
        "units": {
            "GBP": {"one": "pound", "many": "pounds", "symbol": "£"},
            "bucket": {"one": "bucket", "many": "buckets"}
        },
        "periods": ["now"], "default_period": "now", "groups": [{"id": "all", "label": "All"}],
        "inputs": [
            input("paid", "GBP", 40.0, Some(normal(60.0))),
            input("drawn", "bucket", 5.0, Some(normal(8.0))),
            input("worth", "GBP / bucket", 10.0, None),
            input("fixed", "GBP", 7.0, None)
        ],
        "metrics": [
            {"id": "cost", "label": "Cost", "unit": "GBP", "group": "all", "formula": "paid", "format": "money"},
            {"id": "effect", "label": "Effect", "unit": "bucket", "group": "all", "formula": "drawn", "format": "number"},
            {
                "id": "each", "label": "Each", "unit": "GBP", "group": "all", "formula": "paid * 1 bucket / drawn",
                "format": "money", "needs": [{"that": "drawn > 0", "otherwise": "nothing is drawn"}]
            }
        ],
        "charts": [scatter]
    })
}

struct Drawn {
    model: Model,
    simulation: Simulation,
    scene: Scene,
}

fn drawn(chart: &Json, change: impl Fn(&Model, &mut Scenario), width: f64) -> Drawn {
    let value: Value = serde_json::from_str(&document(chart).to_string()).unwrap();
    let model = Model::load(&value).unwrap_or_else(|e| panic!("{e}"));
    let mut scenario = model.scenario();
    change(&model, &mut scenario);
    let e = model.evaluate(&scenario);
    let plane = model.document().chart("plane").unwrap();
    let wanted = draws(&model, plane, &View::default());
    let simulation = Simulation::brief(&model, &e, &wanted, 3000, 1);
    let subject = Subject {
        model: &model,
        evaluation: &e,
        chart: plane,
        view: &View::default(),
        pinned: None,
        simulation: Some(&simulation),
    };
    let scene = scene(&subject, &Frame { width, text: 13.0, measure: &TableMeasure });
    Drawn { model, simulation, scene }
}

impl Drawn {
    fn column(&self, id: &str) -> &[f64] {
        self.simulation.column(self.model.slot(id).unwrap()).unwrap()
    }

    /// The exact share in the row whose head has these words in it.
    fn share(&self, words: &str) -> f64 {
        let table = &self.scene.table;
        let at = table.rows.iter().position(|r| r[0].contains(words) && r[3] != "–");
        let at = at.unwrap_or_else(|| panic!("no “{words}” in {:#?}", table.rows));
        table.exact[at][3].unwrap()
    }

    fn dots(&self) -> Vec<(f64, f64, Ink)> {
        let dot = |m: &Mark| match m {
            Mark::Circle { x, y, radius, ink, .. } if *radius < 2.0 => {
                Some((*x, *y, *ink))
            }
            _ => None,
        };
        self.scene.marks.iter().filter_map(dot).collect()
    }
}

fn nothing(_: &Model, _: &mut Scenario) {}

#[test]
fn shares_of_the_quadrants_and_below_the_line_are_those_of_a_plain_loop() {
    let d = drawn(&json!({}), nothing, 560.0);
    let (cost, effect) = (d.column("cost"), d.column("effect"));
    assert_eq!(cost.len(), 3000);
    let mut quadrants = [0_u32; 4];
    let mut below = 0;
    for i in 0..3000 {
        let east = if effect[i] < 0.0 { 1 } else { 0 };
        let north = if cost[i] < 0.0 { 1 } else { 0 };
        quadrants[2 * east + north] += 1;
        if cost[i] <= 10.0 * effect[i] {
            below += 1;
        }
    }
    let words = [
        "Effect: 0.0 or more, Cost: £0 or more",
        "Effect: 0.0 or more, Cost: less than £0",
        "Effect: less than 0.0, Cost: £0 or more",
        "Effect: less than 0.0, Cost: less than £0",
    ];
    for (words, count) in words.iter().zip(quadrants) {
        assert!(count > 100, "{words}: every quadrant has some");
        assert!((d.share(words) - f64::from(count) / 3000.0).abs() < 1e-12, "{words}");
        assert!(d.scene.summary.contains(words), "{}", d.scene.summary);
    }
    let found = d.share("On or below the line, worth it at 10");
    assert!((found - f64::from(below) / 3000.0).abs() < 1e-12, "{found}");
    assert_eq!(quadrants.iter().sum::<u32>(), 3000);
    // Both are normal: the share is known without any draw.
    let expected =
        0.5 * (1.0 + libm::erf(10.0 / (60.0_f64.hypot(80.0) * 2.0_f64.sqrt())));
    assert!((found - expected).abs() < 0.01, "{found}, {expected}");
}

#[test]
fn a_dot_is_a_world_where_its_values_are_and_on_its_side_of_the_line() {
    let d = drawn(&json!({}), nothing, 560.0);
    let dots = d.dots();
    assert_eq!(dots.len(), 400);
    assert!(d.scene.note.contains("400 of 3,000 are drawn"), "{}", d.scene.note);
    let (cost, effect) = (d.column("cost"), d.column("effect"));
    // The scale, from two worlds; all others have to lie on it.
    let along = |i: usize| (dots[i].0 - dots[0].0) / (effect[i] - effect[0]);
    let up = |i: usize| (dots[i].1 - dots[0].1) / (cost[i] - cost[0]);
    assert!(along(1) > 0.0 && up(1) < 0.0);
    for i in 1..400 {
        assert!((along(i) - along(1)).abs() < 1e-6, "world {i}");
        assert!((up(i) - up(1)).abs() < 1e-6, "world {i}");
    }
    for (i, dot) in dots.iter().enumerate() {
        let worth = cost[i] <= 10.0 * effect[i];
        assert_eq!(dot.2 == Ink::AccentTint(75), worth, "world {i}");
    }
    let svg = d.scene.to_svg(&Palette::dark()).unwrap();
    assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN"));
}

#[test]
fn worlds_follow_what_is_set() {
    let before = drawn(&json!({}), nothing, 560.0);
    let after =
        drawn(&json!({}), |m, s| s.put(m.input("drawn").unwrap(), Some(20.0)), 560.0);
    let words = "On or below the line";
    assert!(after.share(words) > before.share(words) + 0.2);
}

#[test]
fn a_world_without_a_value_is_in_no_quadrant_and_told() {
    let d = drawn(
        &json!({
            "points": [{"label": "Pump", "x": "effect", "y": "each", "worlds": true}],
            "threshold": {"label": "cheap", "formula": "1 GBP / bucket"}
        }),
        nothing,
        360.0,
    );
    let each = d.column("each");
    let lacking = each.iter().filter(|v| v.is_nan()).count() as f64 / 3000.0;
    assert!(lacking > 0.2 && lacking < 0.4, "{lacking}");
    assert!((d.share("“Pump” has no value") - lacking).abs() < 1e-12);
    assert!(d.scene.summary.contains("Pump has no value in 3 of 10 plausible worlds"));
    let quadrants = ["£0 or more", "less than £0"]
        .map(|y| d.share(&format!("0.0 or more, Cost: {y}")));
    let all = quadrants.iter().sum::<f64>() + lacking;
    assert!((all - 1.0).abs() < 1e-12, "{all}");
    // What is paid for each has no mean: a few worlds lie beyond all others.
    assert!(
        d.scene.note.contains("So far off that they are not shown"),
        "{}",
        d.scene.note
    );
    assert!(d.dots().len() < 400 && d.dots().len() > 380, "{}", d.dots().len());
}

#[test]
fn where_nothing_is_uncertain_the_point_stands_alone_and_it_is_said() {
    let alone = json!({"points": [{"label": "Pump", "x": "worth", "y": "fixed", "worlds": true}]});
    let value = document(&json!({
        "points": alone["points"], "threshold": {"label": "cheap", "formula": "1 bucket"}
    }));
    assert!(
        Model::load(&serde_json::from_str::<Value>(&value.to_string()).unwrap()).is_ok()
    );
    let d = drawn(
        &json!({"points": alone["points"], "threshold": {"label": "cheap", "formula": "1 bucket"}}),
        nothing,
        360.0,
    );
    assert!(d.dots().is_empty());
    assert!(
        d.scene.note.contains("Pump: nothing that it depends on is uncertain"),
        "{}",
        d.scene.note
    );
    assert_eq!(d.scene.table.head.len(), 3);
    assert_eq!(d.scene.table.rows.len(), 1);
    assert!(d.scene.summary.contains("On or below the line, cheap"));
}

#[test]
fn several_points_share_the_dots_and_keep_their_colours() {
    let d = drawn(
        &json!({"points": [
            {"label": "Pump", "x": "effect", "y": "cost", "tone": "accent", "worlds": true},
            {"label": "Well", "x": "effect / 2", "y": "cost + 20 GBP", "tone": "warm", "worlds": true},
            {"label": "Nothing", "x": "0", "y": "0"}
        ]}),
        nothing,
        360.0,
    );
    let of = |ink| d.dots().iter().filter(|d| d.2 == ink).count();
    assert_eq!((of(Ink::AccentTint(75)), of(Ink::WarmTint(75))), (200, 200));
    let (cost, effect) = (d.column("cost"), d.column("effect"));
    let mut below = 0;
    for i in 0..3000 {
        if cost[i] + 20.0 <= 10.0 * (effect[i] / 2.0) {
            below += 1;
        }
    }
    let found = d.share("Well: On or below the line");
    assert!((found - f64::from(below) / 3000.0).abs() < 1e-12);
    assert!(
        d.scene.summary.contains("Well: Effect: less than 0.0"),
        "{}",
        d.scene.summary
    );
}

#[test]
fn a_line_in_another_unit_is_refused() {
    let chart = json!({"threshold": {"label": "worth it", "formula": "fixed"}});
    let value: Value = serde_json::from_str(&document(&chart).to_string()).unwrap();
    let told = Model::load(&value).unwrap_err().to_string();
    assert!(told.contains("charts, plane, threshold"), "{told}");
    assert!(told.contains("the line says what one more along is worth up"), "{told}");
}
