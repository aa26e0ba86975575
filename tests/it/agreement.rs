//! The bundled document's metrics against a straightforward computation of the
//! same sums, written out by hand; and the values that presets must give.

use crate::figures::model;
use cost_calculator::Model;
use cost_calculator::model::{Evaluation, Scenario};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Every metric from the inputs, by hand. `None` where a quotient means
/// nothing.
fn by_hand(i: &dyn Fn(&str) -> Option<f64>) -> BTreeMap<&'static str, Option<f64>> {
    let mut out = BTreeMap::new();
    // Inputs without a figure make what needs them absent.
    let all =
        |names: &[&str]| -> Option<Vec<f64>> { names.iter().map(|n| i(n)).collect() };
    let spend = i("spend");
    let v = all(&[
        "referrals",
        "entered_share",
        "finished_share",
        "caseness_share",
        "recovery_rate",
        "reliable_recovery_rate",
        "improvement_rate",
        "deterioration_rate",
        "recovery_without_therapy",
        "relapse_share",
        "gap_lost_share",
        "measure",
        "patient_facing_staff",
        "other_staff",
        "employment_effect",
        "years_in_work",
        "saving_per_year_in_work",
        "medication_change",
        "antidepressant_cost",
        "other_saving_per_recovery",
        "utility_gain",
        "horizon",
        "qaly_value",
    ])
    .expect("only spend may be without a figure");
    let [
        referrals,
        entered_share,
        finished_share,
        caseness_share,
        recovery_rate,
        reliable_rate,
        improvement_rate,
        deterioration_rate,
        without,
        relapse,
        gap_lost,
        measure,
        facing,
        other_staff,
        effect,
        years,
        per_year,
        medication,
        medicine,
        other_per,
        gain,
        horizon,
        worth,
    ] = v[..]
    else {
        unreachable!()
    };
    let over = |a: Option<f64>, b: f64| a.filter(|_| b > 0.0).map(|a| a / b);

    let entered = referrals * entered_share;
    let finished = entered * finished_share;
    let at_caseness = finished * caseness_share;
    let recovered = at_caseness * recovery_rate;
    let reliably = at_caseness * reliable_rate;
    let improved = finished * improvement_rate;
    out.insert("entered", Some(entered));
    out.insert("finished", Some(finished));
    out.insert("did_not_finish", Some(referrals - finished));
    out.insert("at_caseness", Some(at_caseness));
    out.insert("recovered", Some(recovered));
    out.insert("reliably_recovered", Some(reliably));
    out.insert("improved", Some(improved));
    out.insert("deteriorated", Some(finished * deterioration_rate));
    out.insert("recovered_per_100_referred", Some(100.0 * recovered / referrals));

    out.insert("cost_per_referral", over(spend, referrals));
    out.insert("cost_per_entrant", over(spend, entered));
    out.insert("cost_per_course", over(spend, finished));
    out.insert("cost_per_improvement", over(spend, improved));
    out.insert("cost_per_recovery", over(spend, recovered));
    out.insert("cost_per_reliable_recovery", over(spend, reliably));

    let counted_rate = if measure == 1.0 { reliable_rate } else { recovery_rate };
    let counted = at_caseness * counted_rate;
    let anyway = at_caseness * without;
    let additional = counted - anyway;
    let lasting = additional * (1.0 - gap_lost);
    let lasting_of_all = counted * (1.0 - relapse);
    out.insert("cost_per_counted_recovery", over(spend, counted));
    out.insert("lasting_recoveries", Some(lasting_of_all));
    out.insert("cost_per_lasting_recovery", over(spend, lasting_of_all));
    out.insert("counted_recovery_rate", Some(counted_rate));
    out.insert("counted_recoveries", Some(counted));
    out.insert("recovered_anyway", Some(anyway));
    out.insert("additional_recoveries", Some(additional));
    out.insert("share_recovered_anyway", (anyway <= counted).then(|| anyway / counted));
    out.insert("additional_share_of_referrals", Some(additional / referrals));
    out.insert("cost_per_additional_recovery", over(spend, additional));
    out.insert(
        "number_needed_to_treat",
        (counted_rate > without).then(|| 1.0 / (counted_rate - without)),
    );
    out.insert("lasting_additional_recoveries", Some(lasting));
    out.insert("cost_per_lasting_additional_recovery", over(spend, lasting));

    let staff = facing + other_staff;
    out.insert("staff", Some(staff));
    out.insert("courses_per_worker", Some(finished / facing));
    out.insert("recoveries_per_worker", Some(recovered / facing));
    out.insert("spend_per_worker", over(spend, staff));

    let extra = finished * effect;
    let work = extra * years * per_year;
    let medicines = -finished * medication * medicine;
    let other = additional * other_per;
    let savings = work + medicines + other;
    let net = spend.map(|s| s - savings);
    out.insert("extra_in_work", Some(extra));
    out.insert("work_saving", Some(work));
    out.insert("medicine_saving", Some(medicines));
    out.insert("other_saving", Some(other));
    out.insert("savings", Some(savings));
    out.insert("net_cost", net);
    out.insert("payback", spend.map(|s| savings / s));
    out.insert("break_even_employment_effect", over(spend, finished * years * per_year));

    // Lost at a steady rate: of the difference, so much in half a year.
    let lasting_years = if gap_lost > 1e-6 {
        let rate = -(1.0 - gap_lost).ln() / 0.5;
        (1.0 - (-rate * horizon).exp()) / rate
    } else {
        horizon
    };
    out.insert("benefit_years", Some(lasting_years));
    let qalys = additional * gain * lasting_years;
    out.insert("qalys", Some(qalys));
    out.insert("cost_per_qaly", over(spend, qalys));
    out.insert("net_cost_per_qaly", over(net.filter(|n| *n >= 0.0), qalys));
    out.insert("net_monetary_benefit", net.map(|n| qalys * worth - n));
    out
}

fn agrees(model: &Model, e: &Evaluation) -> Result<(), String> {
    let input = |id: &str| e.value(model.slot(id).unwrap()).ok();
    let expected = by_hand(&input);
    // Those of figures alone are held by `more_of_the_same`.
    let d = model.document();
    let other = d.metrics.iter().filter(|m| m.group == "more").count();
    assert_eq!(expected.len() + other, d.metrics.len(), "every metric is checked");
    for (id, expected) in &expected {
        let found = e.value(model.slot(id).unwrap());
        match (found, expected) {
            (Ok(found), Some(expected)) => {
                if (found - expected).abs() > 1e-12 * expected.abs() {
                    return Err(format!("{id}: {found} against {expected}"));
                }
            }
            (Err(reason), None) => {
                if reason.is_empty() || reason.contains("NaN") {
                    return Err(format!("{id} has no value and says nothing"));
                }
            }
            (found, expected) => {
                return Err(format!("{id}: {found:?} against {expected:?}"));
            }
        }
    }
    Ok(())
}

/// A scenario with every input set at a fraction of its range.
fn scenario(model: &Model, period: usize, at: &[f64], set: &[bool]) -> Scenario {
    let mut scenario = model.scenario_at(period);
    for (i, input) in model.document().inputs.iter().enumerate() {
        if !set[i] {
            continue;
        }
        let value = if input.is_choice() {
            (at[i] * input.options.len() as f64)
                .floor()
                .min(input.options.len() as f64 - 1.0)
        } else {
            input.min.number() + at[i] * (input.max.number() - input.min.number())
        };
        scenario.put(i, Some(value));
    }
    scenario
}

const INPUTS: usize = 24;

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_metric_agrees_with_the_sums_by_hand(
        period in 0usize..14,
        at in prop::collection::vec(0.0f64..=1.0, INPUTS),
        set in prop::collection::vec(any::<bool>(), INPUTS),
    ) {
        let model = MODEL.with(Clone::clone);
        prop_assert_eq!(model.document().inputs.len(), INPUTS);
        let e = model.evaluate(&scenario(&model, period, &at, &set));
        if let Err(problem) = agrees(&model, &e) {
            return Err(TestCaseError::fail(problem));
        }
    }

    #[test]
    fn a_change_gives_what_a_fresh_start_gives(
        at in prop::collection::vec(0.0f64..=1.0, INPUTS),
        then in prop::collection::vec(0.0f64..=1.0, INPUTS),
        set in prop::collection::vec(any::<bool>(), INPUTS),
        period in 0usize..14,
    ) {
        let model = MODEL.with(Clone::clone);
        let mut e = model.evaluate(&scenario(&model, 11, &at, &set));
        let next = scenario(&model, period, &then, &set);
        model.reevaluate(&mut e, &next);
        let fresh = model.evaluate(&next);
        for (a, b) in e.values().iter().zip(fresh.values()) {
            prop_assert!(a == b || a.is_nan() && b.is_nan());
        }
    }
}

thread_local! {
    static MODEL: std::rc::Rc<Model> = std::rc::Rc::new(model());
}

fn preset(model: &Model, id: &str) -> Evaluation {
    let at = model.document().presets.iter().position(|p| p.id == id).unwrap();
    let (scenario, complaints) = model.apply(&model.scenario(), at);
    assert!(complaints.is_empty(), "{id}: {complaints:?}");
    model.evaluate(&scenario)
}

/// The values that model.md says must come out, to the pound.
#[test]
fn presets_give_the_known_answers() {
    let model = model();
    let pounds = [
        ("official_2023_24", "cost_per_referral", 492.0),
        ("official_2023_24", "cost_per_entrant", 714.0),
        ("official_2023_24", "cost_per_course", 1340.0),
        ("official_2023_24", "cost_per_improvement", 2006.0),
        ("official_2023_24", "cost_per_recovery", 2830.0),
        ("official_2023_24", "cost_per_additional_recovery", 8773.0),
        ("official_2023_24", "cost_per_lasting_recovery", 6021.0),
        ("official_2023_24", "cost_per_lasting_additional_recovery", 10236.0),
        ("the_post", "cost_per_course", 1340.0),
        ("the_post", "cost_per_recovery", 2680.0),
        ("official_2021_22", "cost_per_course", 1132.0),
        ("official_2020_21", "cost_per_course", 1055.0),
        ("official_2019_20", "cost_per_course", 960.0),
        ("official_2017_18", "cost_per_course", 806.0),
        ("official_2016_17", "cost_per_course", 745.0),
        ("the_2007_promise", "cost_per_course", 750.0),
    ];
    for (id, metric, expected) in pounds {
        let e = preset(&model, id);
        let found = e.value(model.slot(metric).unwrap()).unwrap();
        assert_eq!(found.round(), expected, "{id} {metric}");
    }
    let shares = [
        ("official_2023_24", "recovery_without_therapy", 0.3395, 0.00005),
        ("official_2023_24", "share_recovered_anyway", 0.677, 0.0005),
        // 671,648 x 1.5% x 3.5 x £11,595, less medicines, over £900m.
        ("official_2023_24", "payback", 0.454, 0.0005),
        ("official_2023_24", "break_even_employment_effect", 0.0330, 0.00005),
        ("official_2023_24", "benefit_years", 0.861, 0.0005),
        ("official_2023_24", "net_cost_per_qaly", 30_900.0, 50.0),
        ("official_2023_24", "saving_per_year_in_work", 11_595.0, 0.5),
        // One month of work for each person treated.
        ("the_2007_promise", "payback", 1.0, 0.002),
        ("as_usually_reported", "share_recovered_anyway", 0.0, 0.0),
        // Worked out in 2014 to pay for itself; medicines take a little back.
        ("work_2014_case", "payback", 1.0, 0.001),
    ];
    for (id, metric, expected, within) in shares {
        let e = preset(&model, id);
        let found = e.value(model.slot(metric).unwrap()).unwrap();
        assert!((found - expected).abs() <= within, "{id} {metric}: {found}");
    }
}

/// Where nobody is helped there is a sentence and no negative cost.
#[test]
fn no_gain_has_words_and_no_price() {
    let model = model();
    for id in ["untreated_12_months", "interviewed"] {
        let e = preset(&model, id);
        for metric in [
            "cost_per_additional_recovery",
            "cost_per_lasting_additional_recovery",
            "share_recovered_anyway",
            "number_needed_to_treat",
            "cost_per_qaly",
        ] {
            assert_eq!(
                e.value(model.slot(metric).unwrap()),
                Err(
                    "with these inputs no more people recover than would have done anyway"
                ),
                "{id} {metric}"
            );
        }
    }
    let e = preset(&model, "official_2024_25");
    assert_eq!(
        e.value(model.slot("payback").unwrap()),
        Err("no spend figure was found for this year")
    );
}

/// Every preset applies when put on, and only while nothing else is changed.
#[test]
fn presets_are_recognised() {
    let model = model();
    for (at, known) in model.document().presets.iter().enumerate() {
        let (mut scenario, _) = model.apply(&model.scenario(), at);
        let applied = |s: &Scenario| {
            model.applied(&model.evaluate(s)).iter().any(|a| a.preset == at)
        };
        assert!(applied(&scenario), "{}", known.id);
        if known.period.is_some() {
            scenario.put(model.input("relapse_share").unwrap(), Some(0.1));
            assert!(!applied(&scenario), "{} after a change", known.id);
        }
    }
}

/// What the second reading of the model says must come out where reliable
/// recovery is counted, and that a share the reader set stays.
#[test]
fn what_would_have_happened_anyway_is_on_the_measure_that_counts() {
    let model = model();
    let mut scenario = model.scenario();
    let (measure, without) = (
        model.input("measure").unwrap(),
        model.input("recovery_without_therapy").unwrap(),
    );
    scenario.put(measure, Some(1.0));
    let e = model.evaluate(&scenario);
    let value = |id: &str| e.value(model.slot(id).unwrap()).unwrap();
    assert_eq!(value("recovery_without_therapy"), 0.319);
    assert_eq!(value("cost_per_additional_recovery").round(), 9338.0);
    assert!((value("share_recovered_anyway") - 0.677).abs() < 0.0005);
    assert!((value("net_cost_per_qaly") - 32_900.0).abs() < 50.0);
    scenario.put(without, Some(0.25));
    for counted in [0.0, 1.0] {
        scenario.put(measure, Some(counted));
        let e = model.evaluate(&scenario);
        assert_eq!(e.value(model.slot("recovery_without_therapy").unwrap()), Ok(0.25));
    }
}

/// Spend and recoveries from 2016/17 to 2021/22, in 2021/22 prices.
#[test]
fn more_of_the_same() {
    let model = model();
    let e = model.evaluate(&model.scenario());
    for (id, expected, within) in [
        ("real_spend_growth", 0.59, 0.005),
        ("recoveries_growth", 0.21, 0.005),
        ("cost_per_recovery_then", 1831.0, 0.5),
        ("cost_per_recovery_later", 2395.0, 0.5),
        ("cost_per_extra_recovery", 5048.0, 0.5),
        ("recoveries_per_whole_time_2019", 28.2, 0.05),
        ("recoveries_per_whole_time_2021", 22.0, 0.05),
        ("share_of_area_spend_then", 0.0435, 0.00005),
        ("share_of_area_spend_later", 0.0593, 0.00005),
    ] {
        let found = e.value(model.slot(id).unwrap()).unwrap();
        assert!((found - expected).abs() <= within, "{id}: {found}");
    }
}

/// The value shown of every uncertain input is the mean of its distribution,
/// but where the words say “or more”.
#[test]
fn what_is_shown_is_the_mean() {
    let model = model();
    for period in 0..model.document().periods.len() {
        let e = model.evaluate(&model.scenario_at(period));
        for (i, input) in model.document().inputs.iter().enumerate() {
            let Ok(value) = e.value(model.input_slot(i)) else { continue };
            let mean = model.distribution(i, &e).mean();
            let room = if input.id == "spend" { 0.01 } else { 1e-6 };
            assert!(
                (mean - value).abs()
                    <= room * (input.max.number() - input.min.number()).max(1e-12),
                "{} {}: {value}, mean {mean}",
                input.id,
                model.period_name(&e)
            );
        }
    }
}
