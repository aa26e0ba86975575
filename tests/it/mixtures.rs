//! What may be, as a list: values with weights, observations, distributions of
//! which one holds.

use crate::small::{self, load};
use cost_calculator::Model;
use cost_calculator::distribution::Distribution;
use cost_calculator::model::Spread;
use cost_calculator::simulation::Simulation;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn document(uncertainty: &Json, value: f64) -> Json {
    small::document(json!({
        "id": "life", "title": "How long does it last?",
        "units": {"year": {"one": "year", "many": "years"}},
        "inputs": [
            {"id": "life", "label": "Life", "unit": "year", "group": "all", "value": value,
             "min": 0, "max": 100, "step": 1, "format": "number", "uncertainty": uncertainty},
            {"id": "other", "label": "Other", "unit": "year", "group": "all", "value": 5,
             "min": 0, "max": 100, "step": 1, "format": "number",
             "uncertainty": {"family": "normal", "sd": 1}}
        ],
        "metrics": [
            {"id": "double", "label": "Twice", "unit": "year", "group": "all",
             "formula": "2 * life", "format": "number"}
        ]
    }))
}

fn model(uncertainty: &Json, value: f64) -> Model {
    load(&document(uncertainty, value)).unwrap_or_else(|e| panic!("{e}"))
}

fn column(model: &Model, of: &str) -> Vec<f64> {
    let e = model.evaluate(&model.scenario());
    let worlds = Simulation::run(model, &e, 10_000, 1);
    worlds.column(model.slot(of).unwrap()).unwrap().to_vec()
}

#[test]
fn values_come_as_often_as_their_weights_say() {
    let discrete = json!({"family": "discrete", "values": [
        {"value": 20, "weight": 3}, {"value": 10, "weight": 1}
    ]});
    let drawn = column(&model(&discrete, 17.5), "double");
    let of = |v: f64| drawn.iter().filter(|d| **d == v).count();
    assert_eq!((of(20.0), of(40.0)), (2500, 7500));
}

#[test]
fn observations_are_drawn_as_they_were_made() {
    let seen = [3.0, 8.0, 8.0, 21.0];
    let observed = json!({"family": "observed", "values": seen});
    let drawn = column(&model(&observed, 10.0), "life");
    let of = |v: f64| drawn.iter().filter(|d| **d == v).count();
    assert_eq!((of(3.0), of(8.0), of(21.0)), (2500, 5000, 2500));
}

/// The standard normal distribution function, by its own series.
fn phi(z: f64) -> f64 {
    0.5 * libm::erfc(-z / 2_f64.sqrt())
}

#[test]
fn a_mixture_is_the_sum_of_its_parts() {
    let normal =
        |mean, sd| Distribution::normal(mean, sd, f64::NEG_INFINITY, f64::INFINITY);
    let parts = vec![(0.3, normal(0.0, 1.0).unwrap()), (0.7, normal(4.0, 2.0).unwrap())];
    let mixed = Distribution::mixture(parts).unwrap();
    for at in [-2.0, 0.0, 1.5, 4.0, 9.0] {
        let cdf = 0.3 * phi(at) + 0.7 * phi((at - 4.0) / 2.0);
        assert!((mixed.cumulative(at) - cdf).abs() < 1e-14, "{at}");
        assert!((mixed.quantile(cdf) - at).abs() < 1e-9, "{at}");
    }
    assert!((mixed.mean() - 2.8).abs() < 1e-14);
    // 0.3 (1 + 2.8²) + 0.7 (4 + 1.2²)
    assert!((mixed.sd() - 6.46_f64.sqrt()).abs() < 1e-14);
}

#[test]
fn mostly_nothing_and_else_a_cost() {
    let mixture = json!({"family": "mixture", "parts": [
        {"family": "fixed", "mean": 0, "weight": 0.75},
        {"family": "gamma", "mean": 12, "sd": 6, "weight": 0.25}
    ]});
    let model = model(&mixture, 3.0);
    let drawn = column(&model, "life");
    assert_eq!(drawn.iter().filter(|d| **d == 0.0).count(), 7500);
    let n = 10_000.0;
    let mean = drawn.iter().sum::<f64>() / n;
    assert!((mean - 3.0).abs() < 2e-3, "{mean}");
    let variance = drawn.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / n;
    // E[X²] - 9 = 0.25 (36 + 144) - 9
    assert!((variance - 36.0).abs() < 0.1, "{variance}");
    let e = model.evaluate(&model.scenario());
    let (low, high) = model.distribution(0, &e).interval95();
    let gamma = Distribution::gamma(4.0, 3.0).unwrap();
    assert_eq!(low, 0.0);
    assert!((high - gamma.quantile(0.9)).abs() < 1e-9);
}

#[test]
fn a_list_follows_the_value_that_is_set() {
    let discrete = json!({"family": "discrete", "values": [
        {"value": 10, "weight": 1}, {"value": 20, "weight": 1}
    ]});
    let model = model(&discrete, 15.0);
    for (set, low, high) in [(35.0, 30.0, 40.0), (8.0, 3.0, 13.0), (3.0, 2.0, 4.0)] {
        let mut scenario = model.scenario();
        scenario.put(0, Some(set));
        let e = model.evaluate(&scenario);
        let found = model.distribution(0, &e);
        assert_eq!((found.quantile(0.3), found.quantile(0.8)), (low, high));
        assert!((found.mean() - set).abs() < 1e-12);
    }
    let mut scenario = model.scenario();
    scenario.put_spread(0, Spread::Certain);
    assert!(model.distribution(0, &model.evaluate(&scenario)).is_fixed());
    scenario.put_spread(0, Spread::Interval(12.0, 18.0));
    let own = model.distribution(0, &model.evaluate(&scenario));
    assert!((own.interval95().0 - 12.0).abs() < 1e-9);
}

#[test]
fn values_that_go_together_with_others() {
    let discrete = json!({"family": "discrete", "values": [
        {"value": 10, "weight": 1}, {"value": 20, "weight": 1}
    ]});
    let mut given = document(&discrete, 15.0);
    given["correlations"] = json!([{"between": ["life", "other"], "rank": 0.6}]);
    let model = load(&given).unwrap();
    let e = model.evaluate(&model.scenario());
    let wanted = ["life", "other"].map(|id| model.slot(id).unwrap());
    let worlds = Simulation::run_for(&model, &e, &wanted, 10_000, 1);
    let (a, b) = (worlds.column(wanted[0]).unwrap(), worlds.column(wanted[1]).unwrap());
    let mean_of = |v: f64| {
        let with: Vec<f64> =
            a.iter().zip(b).filter(|(a, _)| **a == v).map(|(_, b)| *b).collect();
        assert!(with.len().abs_diff(5000) < 50, "{}", with.len());
        with.iter().sum::<f64>() / with.len() as f64
    };
    // Of a standard normal pair with r: E[Z | other > 0] = r sqrt(2 / π).
    let r = 2.0 * (std::f64::consts::PI * 0.6 / 6.0).sin();
    let expected = r * (2.0 / std::f64::consts::PI).sqrt();
    assert!((mean_of(20.0) - 5.0 - expected).abs() < 0.02);
    given["inputs"][0]["uncertainty"] = json!({"family": "mixture", "parts": [
        {"family": "fixed", "mean": 10, "weight": 1}, {"family": "uniform", "min": 10, "max": 30, "weight": 1}
    ]});
    let told = load(&given).unwrap_err();
    assert!(told.contains("“life” is a mixture"), "{told}");
}

#[test]
fn what_is_wrong_with_a_list_is_told() {
    let value = json!({"value": 10, "weight": 1});
    for (given, words) in [
        (
            json!({"family": "discrete"}),
            "“values” is needed here: a list of two or more.",
        ),
        (json!({"family": "observed", "values": [3]}), "a list of two or more."),
        (json!({"family": "mixture", "values": [3, 4]}), "“parts” to “mixture”."),
        (json!({"family": "normal", "sd": 1, "values": [3, 4]}), "“values” belong to"),
        (
            json!({"family": "discrete", "values": [value, {"value": 2, "weight": 0}]}),
            "a weight is more than 0.",
        ),
        (
            json!({"family": "discrete", "values": [value, {"value": 2}]}),
            "“weight” is missing.",
        ),
        (
            json!({"family": "discrete", "values": [value, 3]}),
            "an object in braces is needed",
        ),
        (json!({"family": "observed", "values": [3, value]}), "a number, or a formula"),
        (
            json!({"family": "observed", "values": [3, 4], "sd": 2}),
            "has no other numbers",
        ),
        (json!({"family": "observed", "values": [3, "4 GBP"]}), "“GBP”"),
        (
            json!({"family": "mixture", "parts": [
            {"family": "discrete", "weight": 1, "values": [value, value]},
            {"family": "fixed", "mean": 1, "weight": 1}]}),
            "not of further lists",
        ),
        (
            json!({"family": "mixture", "parts": [
            {"family": "gamma", "mean": -3, "sd": 1, "weight": 1},
            {"family": "fixed", "mean": 1, "weight": 1}]}),
            "needs a mean above 0",
        ),
    ] {
        let told = load(&document(&given, 10.0)).unwrap_err();
        assert!(told.contains(words), "{given}: {told}");
    }
    assert!(Distribution::discrete(&[]).is_err());
    assert!(Distribution::discrete(&[(1.0, f64::INFINITY)]).is_err());
    assert!(Distribution::discrete(&[(f64::NAN, 1.0), (2.0, 1.0)]).is_err());
    assert_eq!(
        Distribution::discrete(&[(7.0, 1.0), (7.0, 2.0)]),
        Ok(Distribution::Fixed(7.0))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Draws are the quantiles of their part; no list gives NaN.
    #[test]
    fn any_list_gives_values_of_it(
        parts in prop::collection::vec((-50.0..50.0f64, 0.0..20.0f64, 0.001..9.0f64), 1..6),
        u in prop::collection::vec(1e-6..0.999_999f64, 1..50),
    ) {
        let normal = |(mean, sd, weight): &(f64, f64, f64)| {
            let sd = if *sd < 5.0 { 0.0 } else { *sd };
            (*weight, Distribution::normal(*mean, sd, f64::NEG_INFINITY, f64::INFINITY).unwrap())
        };
        let mixed = Distribution::mixture(parts.iter().map(normal).collect()).unwrap();
        let mut drawn = vec![f64::NAN; u.len()];
        mixed.sampler().fill(&u, &mut drawn);
        prop_assert!(mixed.is_fixed() || drawn.iter().all(|d| d.is_finite()));
        for p in u {
            let x = mixed.quantile(p);
            prop_assert!(mixed.cumulative(x) >= p - 1e-12);
            let below = x - 1e-6 * (1.0 + x.abs());
            prop_assert!(mixed.cumulative(below) <= p + 1e-12);
        }
    }
}
