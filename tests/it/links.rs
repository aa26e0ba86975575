//! What a link may set, and that it shows as what it is.

use crate::figures::model;
use cost_calculator::model::{Fill, Scenario, Spread};
use cost_calculator::simulation::Summaries;
use cost_calculator::{Model, export, link};
use serde_json::{Value, json};

/// What a link opens to in the bundled document, and what is told of it.
fn opened(model: &Model, link: &str) -> (Scenario, Vec<String>) {
    link::open(model, &model.scenario(), link)
}

fn spread(model: &Model, scenario: &Scenario, id: &str) -> Spread {
    scenario.spread(model.input(id).unwrap())
}

/// A share of −5 to 7 and a spending below nothing cannot be typed; in a link
/// they are told of, each by its name, and the rest of it is taken.
#[test]
fn a_spread_in_a_link_keeps_to_the_bounds_as_a_typed_one_does() {
    let model = model();
    let (scenario, told) = opened(
        &model,
        "recovery_without_therapy~=-5..7&spend~=-9e9..-8e9&years_in_work=2",
    );
    for (id, given) in [("recovery_without_therapy", "-5..7"), ("spend", "-9e9..-8e9")] {
        assert_eq!(spread(&model, &scenario, id), Spread::Documented, "{id}");
        let of_it = told.iter().filter(|t| t.contains(id) && t.contains(given)).count();
        assert_eq!(of_it, 1, "{told:?}");
    }
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(scenario.value(model.input("years_in_work").unwrap()), Some(2.0));
    // Whatever touches a bound or lies between is taken, and comes back.
    let input =
        &model.document().inputs[model.input("recovery_without_therapy").unwrap()];
    let (min, max) = (input.min.number(), input.max.number());
    for (low, high) in [(min, max), (0.25, 0.4), (min, 0.3), (0.3, max)] {
        let written = format!("recovery_without_therapy~={low}..{high}");
        let (scenario, told) = opened(&model, &written);
        assert_eq!(told, Vec::<String>::new());
        let taken = spread(&model, &scenario, "recovery_without_therapy");
        assert_eq!(taken, Spread::Interval(low, high));
        let e = model.evaluate(&scenario);
        let again = link::write(&model, &model.scenario(), &e);
        assert_eq!(opened(&model, &again).0, scenario);
    }
    for wrong in
        ["0.4..0.25", "0.3..0.3", "NaN..1", "0..inf", "0..1e999", "..", "0..1..2"]
    {
        let (scenario, told) =
            opened(&model, &format!("recovery_without_therapy~={wrong}"));
        assert_eq!(scenario, model.scenario(), "{wrong}");
        assert_eq!(told.len(), 1, "{wrong}: {told:?}");
    }
}

/// A choice has no 95% interval.
#[test]
fn a_spread_of_a_choice_is_told_of() {
    let model = model();
    let inputs = &model.document().inputs;
    let choice = &inputs.iter().find(|i| i.is_choice()).unwrap().id;
    let (scenario, told) = opened(&model, &format!("{choice}~=0..1"));
    assert_eq!(scenario, model.scenario());
    assert_eq!(told.len(), 1, "{told:?}");
}

/// The smallest numbers there are, within the bounds of an input: they show as
/// themselves, and what is worked out from them is a number or says why not.
#[test]
fn what_is_next_to_nothing_shows_as_a_number() {
    let model = model();
    let years = model.input("years_in_work").unwrap();
    for (link, shown) in [
        ("years_in_work=1e-310", "1 × 10⁻³¹⁰"),
        // The smallest of all, which is written in three digits.
        ("years_in_work=5e-324", "4.94 × 10⁻³²⁴"),
        ("years_in_work=0", "0"),
    ] {
        let (scenario, told) = opened(&model, link);
        assert_eq!(told, Vec::<String>::new());
        let e = model.evaluate(&scenario);
        let text = model.shown(model.input_slot(years), &e, Fill::Short);
        assert_eq!(text, shown, "{link}");
        let told = export::json(&model, &e);
        assert!(!told.contains("NaN"), "{link}");
        serde_json::from_str::<Value>(&told).unwrap();
        let worlds = Summaries::run(&model, &e, 64, 1);
        let told = export::simulation_json(&model, &e, &worlds);
        serde_json::from_str::<Value>(&told).unwrap();
    }
}

/// A metric of any formula, alone in its document.
fn metric(formula: &str, format: &str) -> (Model, String) {
    let document = json!({"format": 1, "id": "t", "version": "1", "title": "T",
        "units": {"GBP": {"one": "pound", "many": "pounds", "symbol": "£", "minor": "p"}},
        "periods": ["a"], "default_period": "a", "groups": [{"id": "g", "label": "G"}],
        "inputs": [{"id": "x", "label": "X", "unit": "number", "group": "g", "value": 2,
            "min": -10, "max": 10, "step": 0.5, "format": "number"}],
        "metrics": [{"id": "r", "label": "R", "unit": if format == "money" { "GBP" } else { "number" },
            "group": "g", "formula": formula, "format": format}]});
    let model = Model::load(&serde_json::from_value(document).unwrap()).unwrap();
    let e = model.evaluate(&model.scenario());
    let text = model.shown(model.slot("r").unwrap(), &e, Fill::Short);
    (model, text)
}

/// From the smallest double to the largest and past both ends.
#[test]
fn what_is_worked_out_shows_as_what_it_is() {
    for (formula, shown) in [
        ("5e-324", "4.94 × 10⁻³²⁴"),
        ("1e-310", "1 × 10⁻³¹⁰"),
        ("0 - 1e-310", "−1 × 10⁻³¹⁰"),
        ("1e-310 * 1e-310", "0"),
        ("1e308", "1 × 10³⁰⁸"),
    ] {
        assert_eq!(metric(formula, "number").1, shown, "{formula}");
    }
    // Past the end there is no number, but there is a reason.
    for formula in ["1e308 * 10", "0 - 1e308 * 10", "1e308 * 10 - 1e308 * 10"] {
        let (model, text) = metric(formula, "number");
        assert!(!text.contains("inf") && !text.contains("NaN"), "{formula}: {text}");
        let e = model.evaluate(&model.scenario());
        assert!(e.value(model.slot("r").unwrap()).is_err(), "{formula}");
        let told: Value = serde_json::from_str(&export::json(&model, &e)).unwrap();
        assert!(told["metrics"]["r"]["value"].is_null(), "{formula}: {told}");
    }
    for format in ["money", "percent", "count", "per_hundred"] {
        for formula in ["5e-324", "1e-310", "1e300", "0 - 1e-310", "0 - 1e300"] {
            let formula = if format == "money" {
                format!("({formula}) * 1 GBP")
            } else {
                formula.into()
            };
            let (_, text) = metric(&formula, format);
            assert!(text.chars().any(|c| c.is_ascii_digit()), "{formula}: {text}");
            assert!(text.chars().count() < 30, "{formula}: {text}");
        }
    }
}
