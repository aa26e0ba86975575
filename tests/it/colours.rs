//! Lines are told apart by colour and, where there are many, by shape too.

use crate::small::load;
use cost_calculator::chart::{
    Frame, Ink, Mark, Palette, Rgb, Scene, Subject, TableMeasure, View, scene,
};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// A trend of so many lines over so many steps.
fn lines(count: usize, steps: usize, width: f64) -> Scene {
    let line = |i: usize| {
        let tone = match i {
            0 => "accent",
            1 => "warm",
            _ => "plain",
        };
        json!({"id": format!("l{i}"), "label": format!("line {i}"), "tone": tone,
               "formula": format!("rate * n + {i}")})
    };
    let lines: Vec<Json> = (0..count).map(line).collect();
    let model = load(&json!({
        "format": 1, "id": "many", "version": "1", "title": "Many lines",
        "periods": ["now"], "default_period": "now", "groups": [{"id": "all", "label": "All"}],
        "inputs": [{"id": "rate", "label": "Rate", "unit": "number", "group": "all", "value": 2,
                    "min": 0, "max": 9, "step": 1, "format": "number"}],
        "metrics": [],
        "charts": [{"id": "trend", "label": "Trend", "kind": "trend",
                    "headlines": [{"text": "Many lines"}], "format": "number",
                    "count": {"as": "n", "label": "Step", "from": 1, "to": steps},
                    "lines": lines}]
    }))
    .unwrap();
    let evaluation = model.evaluate(&model.scenario());
    let subject = Subject {
        model: &model,
        evaluation: &evaluation,
        chart: model.document().chart("trend").unwrap(),
        view: &View::default(),
        pinned: None,
        simulation: None,
    };
    scene(&subject, &Frame { width, text: 13.0, measure: &TableMeasure })
}

/// The shapes of a colour, and where they lie.
type Shapes = (BTreeSet<String>, Vec<(f64, f64)>);

/// By colour: the shapes that are drawn in it, by their corners around the first, and
/// where they lie.
fn shapes(scene: &Scene) -> BTreeMap<String, Shapes> {
    let mut found: BTreeMap<String, Shapes> = BTreeMap::new();
    for mark in &scene.marks {
        let (ink, shape, at) = match mark {
            Mark::Area { points, ink } => {
                let (x, y) = points[0];
                let turned =
                    points.iter().map(|p| format!("{:.1},{:.1} ", p.0 - x, p.1 - y));
                (ink, turned.collect::<String>(), (x, y))
            }
            Mark::Circle { x, y, hollow: false, ink, .. } => {
                (ink, "dot".to_owned(), (*x, *y))
            }
            _ => continue,
        };
        let known = found.entry(format!("{ink:?}")).or_default();
        known.0.insert(shape);
        known.1.push(at);
    }
    found
}

#[test]
fn more_than_four_lines_have_a_shape_each() {
    let found = shapes(&lines(7, 10, 700.0));
    assert_eq!(found.len(), 7);
    let all: BTreeSet<_> = found.values().map(|(shapes, _)| shapes.clone()).collect();
    assert_eq!(all.len(), 7, "{all:#?}");
    for (ink, (shapes, places)) in &found {
        assert_eq!((shapes.len(), places.len()), (1, 10), "{ink}: {shapes:?}");
    }
    // Over many steps each line has some, and the last.
    let found = shapes(&lines(7, 100, 700.0));
    for (ink, (_, places)) in &found {
        assert!((7..=9).contains(&places.len()), "{ink}: {}", places.len());
    }
}

#[test]
fn four_lines_have_none_nor_has_one_in_a_plot_of_its_own() {
    for scene in [lines(4, 10, 700.0), lines(7, 10, 240.0)] {
        for (ink, (shapes, places)) in shapes(&scene) {
            assert_eq!(places.len(), 1, "{ink}: a dot where it ends");
            assert!(shapes.contains("dot"));
        }
    }
}

/// From 0 to 1, as light comes from a screen.
fn light((r, g, b): Rgb) -> f64 {
    let linear = |v: u8| {
        let v = f64::from(v) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (light(a) + 0.05, light(b) + 0.05);
    a.max(b) / a.min(b)
}

#[test]
fn thirteen_colours_differ_and_are_legible_in_light_and_dark() {
    for palette in [Palette::light(), Palette::dark()] {
        let inks = [Ink::Accent, Ink::Warm].into_iter().chain((0..11).map(Ink::Line));
        let colours: Vec<Rgb> = inks.map(|ink| palette.rgb(ink)).collect();
        for (i, a) in colours.iter().enumerate() {
            let against = contrast(*a, palette.ground);
            assert!(against >= 4.5, "colour {i}, {a:?}: {against}");
            for (j, b) in colours.iter().take(i).enumerate() {
                let apart = [(a.0, b.0), (a.1, b.1), (a.2, b.2)]
                    .map(|(a, b)| (f64::from(a) - f64::from(b)).powi(2));
                let apart = apart.iter().sum::<f64>().sqrt();
                assert!(apart > 24.0, "colours {j} and {i}, {a:?} and {b:?}: {apart}");
            }
        }
    }
}
