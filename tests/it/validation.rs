//! Published evaluations, worked out again by formulas of a document.
//!
//! Each case is a small document of its own: inputs as the paper prints them,
//! metrics as formulas, results against the printed ones. Where an input was
//! worked back from a printed result, the case says so: it then tests the
//! formula and not the paper.

use cost_calculator::{Model, document::Value};
use serde_json::{Map, json};

/// Works out formulas over inputs, each with its unit.
fn work_out(
    inputs: &[(&str, &str, f64)],
    metrics: &[(&str, &str, &str)],
) -> impl Fn(&str) -> f64 + use<> {
    let unit = |one: &str| json!({"one": one, "many": format!("{one}s")});
    let mut units = Map::new();
    for one in ["GBP", "person", "month", "QALY", "session"] {
        units.insert(one.to_owned(), unit(one));
    }
    let inputs: Vec<_> = inputs
        .iter()
        .map(|(id, unit, value)| {
            json!({"id": id, "label": id, "unit": unit, "group": "all", "value": value,
                   "min": -1e9, "max": 1e9, "step": 1, "format": "number"})
        })
        .collect();
    let metrics: Vec<_> = metrics
        .iter()
        .map(|(id, unit, formula)| {
            json!({"id": id, "label": id, "unit": unit, "group": "all",
                   "formula": formula, "format": "number"})
        })
        .collect();
    let document = json!({
        "format": 1, "id": "case", "version": "1", "title": "A case", "units": units,
        "periods": ["then"], "default_period": "then",
        "groups": [{"id": "all", "label": "All"}], "inputs": inputs, "metrics": metrics,
    });
    let value: Value = serde_json::from_value(document).unwrap();
    let model = Model::load(&value).unwrap_or_else(|e| panic!("{e}"));
    let e = model.evaluate(&model.scenario());
    move |id: &str| {
        e.value(model.slot(id).unwrap()).unwrap_or_else(|r| panic!("{id}: {r}"))
    }
}

#[track_caller]
fn near(found: f64, published: f64, within: f64) {
    assert!((found - published).abs() <= within, "{found} against {published}");
}

/// Layard, Clark, Knapp and Mayraz 2007: a course for £750, benefits of £750
/// a month. Exact.
#[test]
fn layard_2007_breaks_even_after_one_month() {
    let case = work_out(
        &[("course", "GBP / person", 750.0), ("saved", "GBP / person / month", 750.0)],
        &[("months", "month", "course / saved")],
    );
    near(case("months"), 1.0, 1e-9);
}

/// Layard and Clark 2014: £650 a patient, £650 a month, 4% of patients in work
/// for 25 months. Exact.
#[test]
fn layard_2014_breaks_even() {
    let case = work_out(
        &[
            ("patient", "GBP / person", 650.0),
            ("saved", "GBP / person / month", 650.0),
            ("share", "share", 0.04),
            ("months", "month", 25.0),
        ],
        &[
            ("mean_months", "month", "share * months"),
            ("saving", "GBP / person", "mean_months * saved"),
            ("net", "GBP / person", "patient - saving"),
            ("break_even", "share", "patient / (months * saved)"),
        ],
    );
    near(case("mean_months"), 1.0, 1e-9);
    near(case("saving"), 650.0, 1e-9);
    near(case("net"), 0.0, 1e-9);
    near(case("break_even"), 0.04, 1e-9);
}

/// Radhakrishnan and others 2013, doi 10.1016/j.brat.2012.10.001: cost of a
/// course and of a recovered patient, five pathways, printed in whole pounds.
/// The recovery rates are worked back from the printed pairs, to six digits.
#[test]
fn radhakrishnan_2013_cost_of_a_recovered_patient() {
    for (course, rate, recovered) in [
        (493.0, 0.472_675, 1043.0),
        (1416.0, 0.489_119, 2895.0),
        (699.0, 0.422_868, 1653.0),
        (1514.0, 0.519_561, 2914.0),
        (877.0, 0.496_602, 1766.0),
    ] {
        let case = work_out(
            &[("course", "GBP / person", course), ("rate", "share", rate)],
            &[("recovered", "GBP / person", "course / rate")],
        );
        near(case("recovered"), recovered, 1.0);
    }
    // Sessions in a course, to the hundredth.
    for (course, session, sessions) in [(493.0, 99.0, 4.98), (1416.0, 177.0, 8.0)] {
        let case = work_out(
            &[("course", "GBP / person", course), ("session", "GBP / session", session)],
            &[("sessions", "session / person", "course / session")],
        );
        near(case("sessions"), sessions, 0.01);
    }
}

/// Griffiths, Steen and Pietroni 2013: 44% of those who complete recover, 22%
/// of those who start, 12% of those referred. Printed in whole per cent.
#[test]
fn griffiths_and_steen_2013_denominators() {
    let case = work_out(
        &[
            ("of_completed", "share", 0.44),
            ("of_started", "share", 0.22),
            ("of_referred", "share", 0.12),
        ],
        &[
            ("completed_of_started", "share", "of_started / of_completed"),
            ("started_of_referred", "share", "of_referred / of_started"),
            ("completed_of_referred", "share", "of_referred / of_completed"),
            (
                "product",
                "share",
                "started_of_referred * completed_of_started * of_completed",
            ),
        ],
    );
    near(case("completed_of_started"), 0.5, 0.012);
    near(case("started_of_referred"), 0.545_455, 0.012);
    near(case("completed_of_referred"), 0.272_727, 0.012);
    near(case("product"), 0.12, 1e-12);
}

/// Knapstad and others 2020, the Norwegian trial at six months: 58.5% against
/// 31.9%. The effect size is printed as 0.61.
#[test]
fn norwegian_trial_effect() {
    let case = work_out(
        &[
            ("treated", "share", 0.585),
            ("usual", "share", 0.319),
            ("pi", "number", std::f64::consts::PI),
        ],
        &[
            ("difference", "share", "treated - usual"),
            ("needed", "number", "1 / difference"),
            ("odds_ratio", "number", "treated / (1 - treated) / (usual / (1 - usual))"),
            ("effect", "number", "ln(odds_ratio) * sqrt(3) / pi"),
        ],
    );
    near(case("difference"), 0.266, 1e-12);
    near(case("needed"), 3.7594, 5e-5);
    near(case("odds_ratio"), 3.0093, 5e-5);
    near(case("effect"), 0.6074, 5e-5);
    near(case("effect"), 0.61, 0.005);
}

/// Hollinghurst and others 2014 (CoBalT): £14,911 a QALY, QALYs printed to
/// three decimals, hence a tolerance of £135; the cost difference is worked
/// back from the ratio.
#[test]
fn cobalt_ratio_and_net_benefit() {
    let case = work_out(
        &[("cost", "GBP", 850.0), ("effect", "QALY", 0.057)],
        &[
            ("ratio", "GBP / QALY", "cost / effect"),
            ("benefit_20", "GBP", "effect * (20000 GBP / 1 QALY) - cost"),
            ("benefit_30", "GBP", "effect * (30000 GBP / 1 QALY) - cost"),
        ],
    );
    near(case("ratio"), 14_911.0, 135.0);
    near(case("benefit_20"), 290.0, 10.0);
    near(case("benefit_30"), 860.0, 10.0);
}

/// Collaborative care trial, PMC4133193: £270.72 and 0.02 QALYs are printed
/// with £14,248 a QALY; only the unrounded effect gives it. 0.019 is worked
/// back.
#[test]
fn cadet_ratio_needs_the_unrounded_effect() {
    let case = work_out(
        &[
            ("cost", "GBP", 270.72),
            ("printed", "QALY", 0.02),
            ("unrounded", "QALY", 0.019),
        ],
        &[
            ("from_printed", "GBP / QALY", "cost / printed"),
            ("from_unrounded", "GBP / QALY", "cost / unrounded"),
        ],
    );
    near(case("from_printed"), 13_536.0, 1e-9);
    near(case("from_unrounded"), 14_248.0, 1.0);
}

/// Greater Manchester's unit costs, version 1.4: parts and totals as printed,
/// to two pence.
#[test]
fn unit_costs_add_up() {
    for (benefits, health, total) in [
        (9234.0, 566.0, 9800.0),
        (7500.0, 1132.0, 8632.0),
        (764.0, 66.0, 830.0),
        (1219.35, 135.48, 1354.84),
        (516.0, 28.0, 544.0),
    ] {
        let case = work_out(
            &[("benefits", "GBP", benefits), ("health", "GBP", health)],
            &[("total", "GBP", "benefits + health")],
        );
        near(case("total"), total, 0.02);
    }
}

/// Whiteford and others 2013: untreated remission of 23%, 32% and 53% at 3, 6
/// and 12 months as constant hazards, worked out by others from the printed
/// shares to seven digits.
#[test]
fn whiteford_hazards() {
    for (months, remitted, hazard) in
        [(3.0, 0.23, 0.087_121_6), (6.0, 0.32, 0.064_277_1), (12.0, 0.53, 0.062_918_5)]
    {
        let case = work_out(
            &[("months", "month", months), ("remitted", "share", remitted)],
            &[("hazard", "1 / month", "-ln(1 - remitted) / months")],
        );
        near(case("hazard"), hazard, 1e-6);
    }
}

/// Ali and others 2017: 53% relapse in twelve months, 79% of them in the first
/// six; months in remission under piecewise constant hazards, to 1e-6 (the
/// months as given to three decimals).
#[test]
fn ali_relapse() {
    let case = work_out(
        &[("year", "share", 0.53), ("early", "share", 0.79), ("half", "month", 6.0)],
        &[
            ("at_6", "share", "year * early"),
            ("first", "1 / month", "-ln(1 - at_6) / half"),
            ("second", "1 / month", "-ln((1 - year) / (1 - at_6)) / half"),
            ("months", "month", "at_6 / first + (year - at_6) / second"),
        ],
    );
    near(case("at_6"), 0.4187, 1e-12);
    near(case("first"), 0.090_414_7, 1e-6);
    near(case("second"), 0.035_422_4, 1e-6);
    near(case("months"), 7.773, 5e-4);
}

/// The cases here and their printed numbers are those of the research file.
#[test]
fn every_case_without_simulation_is_here() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/figures/economics.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the research file economics.json is not at hand");
        return;
    };
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    // The last four are about draws: they stand with the simulation's tests.
    let known = [
        "layard2007_breakeven",
        "layard2014_breakeven",
        "radhakrishnan_cost_recovered",
        "griffiths_steen_funnel",
        "pmhc_rct_6m",
        "cobalt_icer",
        "cadet_icer",
        "gmca_sums",
        "whiteford_hazard",
        "ali_relapse",
        "bcea_ib_toy",
        "normal_inb_analytic",
        "pop_evpi",
        "mom_distributions",
    ];
    let cases = file["validation"].as_array().unwrap();
    let ids: Vec<&str> = cases.iter().map(|c| c["id"].as_str().unwrap()).collect();
    assert_eq!(ids, known);
}
