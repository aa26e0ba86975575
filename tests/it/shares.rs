//! Shares that add up to one: whatever is set, and in every draw.

use crate::small::{self, load};
use cost_calculator::Model;
use cost_calculator::distribution::Distribution;
use cost_calculator::model::{Scenario, Spread};
use cost_calculator::sensitivity::tornado;
use cost_calculator::simulation::Simulation;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

const OWN: [f64; 3] = [0.5, 0.3, 0.2];
const N: f64 = 40.0;

fn document() -> Json {
    let input = |id: &str, value: f64| {
        json!({"id": id, "label": id, "unit": "share", "group": "all", "value": value,
               "min": 0, "max": 1, "step": 0.01, "format": "percent"})
    };
    small::document(json!({
        "id": "mix", "title": "What is burnt?",
        "inputs": [input("gas", OWN[0]), input("wind", OWN[1]), input("sun", OWN[2])],
        "shares": [{"of": ["gas", "wind", "sun"], "n": N, "note": "Forty days."}],
        "metrics": [
            {"id": "clean", "label": "Clean", "unit": "share", "group": "all",
             "formula": "wind + sun", "format": "percent"},
            {"id": "all_of_it", "label": "All", "unit": "share", "group": "all",
             "formula": "gas + wind + sun", "format": "percent"}
        ]
    }))
}

fn values(model: &Model, scenario: &Scenario) -> [f64; 3] {
    let e = model.evaluate(scenario);
    [0, 1, 2].map(|i| e.value(model.input_slot(i)).unwrap())
}

fn close(a: [f64; 3], b: [f64; 3]) {
    assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12), "{a:?} is not {b:?}");
}

#[test]
fn what_is_not_set_has_what_is_left() {
    let model = load(&document()).unwrap();
    let mut scenario = model.scenario();
    close(values(&model, &scenario), OWN);
    model.set(&mut scenario, 0, 0.75);
    close(values(&model, &scenario), [0.75, 0.15, 0.1]);
    let e = model.evaluate(&scenario);
    assert!(!model.has_own_value(1, &e), "a share that gave way is nobody’s figure");
    model.set(&mut scenario, 1, 0.25);
    close(values(&model, &scenario), [0.75, 0.25, 0.0]);
    // No room is left for 75%: it is given back.
    model.set(&mut scenario, 2, 0.6);
    close(values(&model, &scenario), [0.25, 0.15, 0.6]);
    // From elsewhere, such as a link, any numbers may come.
    for i in 0..3 {
        scenario.put(i, Some(0.8));
    }
    close(values(&model, &scenario), [1.0 / 3.0; 3]);
    (0..3).for_each(|i| scenario.put(i, Some(0.0)));
    close(values(&model, &scenario), [1.0 / 3.0; 3]);
}

/// Mean, variance and covariance of Dirichlet's distribution, as in any table.
#[test]
fn draws_have_the_moments_of_dirichlet() {
    let model = load(&document()).unwrap();
    let e = model.evaluate(&model.scenario());
    let worlds = Simulation::run(&model, &e, 10_000, 1);
    let columns = [0, 1, 2].map(|i| worlds.column(model.input_slot(i)).unwrap());
    let all = worlds.column(model.slot("all_of_it").unwrap()).unwrap();
    assert!(all.iter().all(|sum| (sum - 1.0).abs() < 1e-12));
    let n = 10_000.0;
    let mean = |c: &[f64]| c.iter().sum::<f64>() / n;
    let product = |a: &[f64], b: &[f64]| {
        a.iter().zip(b).map(|(x, y)| (x - mean(a)) * (y - mean(b))).sum::<f64>() / n
    };
    for i in 0..3 {
        assert!((mean(columns[i]) - OWN[i]).abs() < 2e-4, "{i}: {}", mean(columns[i]));
        for j in 0..3 {
            let wanted = match i == j {
                true => OWN[i] * (1.0 - OWN[i]) / (N + 1.0),
                false => -OWN[i] * OWN[j] / (N + 1.0),
            };
            let found = product(columns[i], columns[j]);
            assert!((found - wanted).abs() < 4e-5, "{i} {j}: {found}, {wanted}");
        }
        // Each alone is a Beta distribution.
        let beta = Distribution::beta(N * OWN[i], N * (1.0 - OWN[i])).unwrap();
        assert_eq!(model.distribution(i, &e), beta);
        let below = |x: f64| columns[i].iter().filter(|v| **v <= x).count() as f64 / n;
        for p in [0.025, 0.25, 0.5, 0.75, 0.975] {
            assert!((below(beta.quantile(p)) - p).abs() < 0.004, "{i} {p}");
        }
    }
}

#[test]
fn a_run_again_and_a_look_are_the_same_as_a_run() {
    let model = load(&document()).unwrap();
    let clean = model.slot("clean").unwrap();
    let mut scenario = model.scenario();
    let e = model.evaluate(&scenario);
    let mut worlds = Simulation::run_for(&model, &e, &[clean], 3000, 1);
    let brief = Simulation::brief(&model, &e, &[clean], 3000, 1);
    assert_eq!(worlds.column(clean), brief.column(clean));
    model.set(&mut scenario, 0, 0.9);
    let mut again = e.clone();
    model.reevaluate(&mut again, &scenario);
    assert_eq!(again.values(), model.evaluate(&scenario).values());
    worlds.rerun(&model, &again);
    let anew = Simulation::run_for(&model, &again, &[clean], 3000, 1);
    assert_eq!(worlds.column(clean), anew.column(clean));
}

#[test]
fn one_that_is_certain_or_has_an_interval_speaks_for_all() {
    let model = load(&document()).unwrap();
    let mut scenario = model.scenario();
    scenario.put_spread(1, Spread::Certain);
    let e = model.evaluate(&scenario);
    assert!((0..3).all(|i| model.distribution(i, &e).is_fixed()));
    let beta = Distribution::beta(30.0, 70.0).unwrap();
    let (low, high) = beta.interval95();
    scenario.put_spread(1, Spread::Interval(low, high));
    let e = model.evaluate(&scenario);
    let (wanted, found) = (beta.interval95(), model.distribution(1, &e).interval95());
    assert!((wanted.0 - found.0).abs() < 1e-6 && (wanted.1 - found.1).abs() < 1e-6);
    assert!((model.distribution(0, &e).sd() - (0.25_f64 / 101.0).sqrt()).abs() < 1e-6);
}

#[test]
fn what_matters_moves_the_others_too() {
    let model = load(&document()).unwrap();
    let e = model.evaluate(&model.scenario());
    let swings = tornado(&model, &e, model.slot("clean").unwrap());
    let gas = swings.iter().find(|s| s.input == 0).unwrap();
    assert!((gas.low.as_ref().unwrap() - (1.0 - gas.low_value)).abs() < 1e-12);
}

#[test]
fn what_is_wrong_with_shares_is_told() {
    let with = |change: &dyn Fn(&mut Json)| {
        let mut given = document();
        change(&mut given);
        load(&given).unwrap_err()
    };
    for (told, words) in [
        (
            with(&|d| d["inputs"][0]["value"] = json!(0.4)),
            "for now these make 0.9, where",
        ),
        (
            with(&|d| d["inputs"][0]["max"] = json!(0.9)),
            "its range needs to be from 0 to 1",
        ),
        (with(&|d| d["shares"][0]["of"] = json!(["gas"])), "two inputs or more"),
        (with(&|d| d["shares"][0]["of"][0] = json!("gaz")), "Did you mean “gas”?"),
        (
            with(&|d| d["shares"][0]["of"][0] = json!("wind")),
            "a share of something already",
        ),
        (with(&|d| d["shares"][0]["n"] = json!(0)), "“n” is more than 0"),
        (
            with(&|d| d["inputs"][1]["uncertainty"] = json!({"family": "beta", "n": 9})),
            "no “uncertainty” or correlation of its own",
        ),
        (
            with(&|d| {
                d["correlations"] = json!([{"between": ["gas", "sun"], "rank": 0.1}]);
            }),
            "no “uncertainty” or correlation of its own",
        ),
    ] {
        assert!(told.contains(words), "{told}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_set_they_are_all(
        set in prop::collection::vec((0..3usize, 0.0..1.0f64), 0..6),
        raw in any::<bool>(),
    ) {
        let model = load(&document()).unwrap();
        let mut scenario = model.scenario();
        let mut e = model.evaluate(&scenario);
        for (i, v) in set {
            if raw {
                scenario.put(i, Some(v));
            } else {
                model.set(&mut scenario, i, v);
                prop_assert!((values(&model, &scenario)[i] - v).abs() < 1e-12);
            }
            model.reevaluate(&mut e, &scenario);
            let anew = model.evaluate(&scenario);
            prop_assert_eq!(e.values(), anew.values());
            let sum: f64 = values(&model, &scenario).iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-12);
        }
    }
}
