//! The whole model over draws: against single evaluations, against closed
//! forms, and how fast it converges.

use cost_calculator::Model;
use cost_calculator::distribution::Distribution;
use cost_calculator::document::{Value, learn};
use cost_calculator::format::Entry;
use cost_calculator::formula::Slot;
use cost_calculator::model::{Evaluation, Scenario, Spread};
use cost_calculator::sensitivity::{
    BreakEven, break_even, effect_curve, influences, tornado, turning, two_way,
};
use cost_calculator::simulation::{
    Draws, PseudoDraws, Simulation, Summaries, Summary, Uniforms,
};

fn therapies() -> Model {
    let text = include_str!("../../www/talking-therapies.json");
    Model::load(&serde_json::from_str::<Value>(text).unwrap()).unwrap()
}

fn french() -> Model {
    let language = include_str!("../../www/languages/fr.json");
    learn(&serde_json::from_str(language).unwrap()).unwrap();
    let text = include_str!("../../www/maison.json");
    Model::load(&serde_json::from_str::<Value>(text).unwrap()).unwrap()
}

/// A model whose answers are known in closed form.
fn small() -> Model {
    let text = r#"{
      "format": 1, "id": "small", "version": "1", "title": "Small",
      "units": {"GBP": {"one": "pound", "many": "pounds", "symbol": "£"}},
      "periods": ["a", "b"], "default_period": "a",
      "sources": {"s": {"title": "S", "publisher": "S"}},
      "series": {"known": {"label": "Known", "unit": "1", "source": "s",
         "points": {"a": 4, "b": 5}}},
      "groups": [{"id": "all", "label": "All"}],
      "inputs": [
        {"id": "x", "label": "X", "unit": "1", "group": "all", "value": 1,
         "min": -10, "max": 10, "step": 1, "format": "number",
         "uncertainty": {"family": "normal", "sd": 2}},
        {"id": "y", "label": "Y", "unit": "1", "group": "all", "value": 0.3,
         "min": 0, "max": 1, "step": 0.1, "format": "percent",
         "uncertainty": {"family": "beta", "n": 50}},
        {"id": "z", "label": "Z", "unit": "1", "group": "all", "value": "known",
         "min": 0.01, "max": 100, "scale": "log", "step": 1, "format": "number",
         "uncertainty": {"family": "uniform", "min": 2, "max": 6}},
        {"id": "c", "label": "C", "unit": "1", "group": "all", "value": 3,
         "min": 0, "max": 10, "step": 1, "format": "number"}],
      "metrics": [
        {"id": "sum", "label": "Sum", "unit": "1", "group": "all",
         "formula": "x + 10 * y + z * c", "format": "number"},
        {"id": "product", "label": "Product", "unit": "1", "group": "all",
         "formula": "y * z", "format": "number"},
        {"id": "root", "label": "Root", "unit": "1", "group": "all",
         "formula": "sqrt(x)", "format": "number",
         "needs": [{"that": "x > 0", "otherwise": "x is not above 0"}]},
        {"id": "inverse", "label": "Inverse", "unit": "1", "group": "all",
         "formula": "1 / x", "format": "number"},
        {"id": "still", "label": "Still", "unit": "1", "group": "all",
         "formula": "2 * c", "format": "number"},
        {"id": "jump", "label": "Jump", "unit": "1", "group": "all",
         "formula": "if(x > 2, 1, 0 - 1)", "format": "number"},
        {"id": "curve", "label": "Curve", "unit": "1", "group": "all",
         "formula": "x ^ 3 - 2 * x - 5", "format": "number"}],
      "charts": [{"id": "sure", "label": "Sure", "kind": "distribution",
         "metric": "sum",
         "headlines": [{"text": "So it is."}],
         "statements": [{"that": "sum > 20", "text": "high"},
                        {"that": "root > 1", "text": "root"},
                        {"that": "still > 5", "text": "still"}]}]
    }"#;
    match Model::load(&serde_json::from_str::<Value>(text).unwrap()) {
        Ok(model) => model,
        Err(e) => panic!("{e}"),
    }
}

fn slot(model: &Model, id: &str) -> Slot {
    model.slot(id).unwrap()
}

fn set(model: &Model, scenario: &mut Scenario, id: &str, value: f64) {
    scenario.put(model.input(id).unwrap(), Some(value));
}

/// What is read off draws as they go by is what their columns say, to the last bit:
/// where values are missing, at two places only, far out; where inputs go together or
/// add up; for few draws and for parts of a chunk.
#[test]
fn summaries_are_those_of_columns() {
    let load =
        |text: &str| Model::load(&serde_json::from_str::<Value>(text).unwrap()).unwrap();
    let screening = load(include_str!("../../examples/documents/screening.json"));
    let heating = load(include_str!("../../examples/documents/heating.json"));
    let home = load(include_str!("../../examples/documents/home.json"));
    let (mut same, mut lacking) = (0, 0);
    for model in [small(), therapies(), french(), screening, heating, home] {
        let e = model.evaluate(&model.scenario());
        for (draws, seed) in [(1, 1), (2, 1), (300, 2), (512, 3), (1025, 4), (20_001, 5)]
        {
            let kept = Simulation::run(&model, &e, draws, seed);
            let summaries = Summaries::run(&model, &e, draws, seed);
            for m in 0..model.document().metrics.len() {
                let slot = model.metric_slot(m);
                assert_eq!(summaries.varies(slot), kept.column(slot).is_some());
                let (found, expected) = (summaries.summary(slot), kept.summary(slot));
                assert_eq!(found, expected, "{} of {draws}", model.label(slot, &e));
                same += usize::from(found.is_some());
                lacking += usize::from(found.is_some_and(|s| s.share_with_value < 1.0));
            }
        }
    }
    assert!(same > 300 && lacking > 10, "{same} {lacking}");
}

/// Every draw of every metric is what a single evaluation gives with the
/// inputs of that draw.
#[test]
fn columns_agree_with_evaluations() {
    for model in [small(), therapies()] {
        let e = model.evaluate(&model.scenario());
        let simulation = Simulation::run(&model, &e, 1500, 7);
        for draw in [0, 1, 511, 512, 777, 1499] {
            let mut scenario = e.scenario.clone();
            for i in simulation.inputs() {
                let column = simulation.column(model.input_slot(i)).unwrap();
                scenario.put(i, Some(column[draw]));
            }
            let single = model.evaluate(&scenario);
            for m in 0..model.document().metrics.len() {
                let slot = model.metric_slot(m);
                let alone = single.value(slot).unwrap_or(f64::NAN);
                let column = simulation.column(slot).map(|c| c[draw]);
                let drawn = column.unwrap_or_else(|| e.value(slot).unwrap_or(f64::NAN));
                assert_eq!(drawn.to_bits(), alone.to_bits(), "{}", model.label(slot, &e));
            }
        }
    }
}

#[test]
fn moments_are_those_of_the_inputs() {
    let model = small();
    let e = model.evaluate(&model.scenario());
    let simulation = Simulation::run(&model, &e, 100_000, 1);
    let of = |id: &str| simulation.summary(slot(&model, id)).unwrap();
    // E(x + 10 y + 3 z) with means 1, 0.3, 4 and variances 4, 0.21/51, 4/3.
    let sum = of("sum");
    assert!((sum.mean - 16.0).abs() < 1e-4, "{sum:?}");
    let variance: f64 = 4.0 + 100.0 * 0.21 / 51.0 + 9.0 * 16.0 / 12.0;
    assert!((sum.sd - variance.sqrt()).abs() < 1e-3, "{sum:?}");
    assert!((of("product").mean - 1.2).abs() < 1e-5);
    // The root has a value where x > 0: P(Z > -1/2) = 0.691462.
    let share = simulation.share_with_value(slot(&model, "root")).unwrap();
    assert!((share - 0.691_462).abs() < 1e-4, "{share}");
    assert!((of("root").share_with_value - share).abs() < 1e-12);
    // Quantiles of x itself: 1 +- 1.959964 * 2.
    let x = simulation.summary(slot(&model, "x")).unwrap();
    assert!((x.p2_5 + 2.919_928).abs() < 1e-3 && (x.p97_5 - 4.919_928).abs() < 1e-3);
    assert!((x.median - 1.0).abs() < 1e-3);
    // What does not vary has no column.
    assert!(simulation.column(slot(&model, "still")).is_none());
    assert!(simulation.summary(slot(&model, "c")).is_none());
    assert_eq!(simulation.inputs().collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn statements_have_probabilities() {
    let model = small();
    let e = model.evaluate(&model.scenario());
    let simulation = Simulation::run(&model, &e, 100_000, 1);
    let of = |text: &str| simulation.probability(&model, text);
    // sqrt(x) > 1 where x > 1: one half; where there is no root it is not.
    assert!((of("root > 1").unwrap() - 0.5).abs() < 1e-3);
    assert_eq!(of("still > 5"), Some(1.0));
    let sum = simulation.column(slot(&model, "sum")).unwrap();
    let above = sum.iter().filter(|v| **v > 20.0).count() as f64 / 1e5;
    assert_eq!(of("sum > 20"), Some(above));
    assert_eq!(of("sum > 21"), None);
    // Wanting only one metric, statements about others cannot be told.
    let one = Simulation::run_for(&model, &e, &[slot(&model, "sum")], 1000, 1);
    assert!(one.probability(&model, "sum > 20").is_some());
    assert!(one.probability(&model, "root > 1").is_none());
}

/// A rerun gives bit for bit what a new run gives, whatever changed.
#[test]
fn reruns_are_runs() {
    let model = therapies();
    let mut e = model.evaluate(&model.scenario());
    let mut simulation = Simulation::run(&model, &e, 3000, 5);
    let mut scenario = e.scenario.clone();
    for step in 0..9 {
        match step {
            0 => set(&model, &mut scenario, "recovery_without_therapy", 0.4),
            1 => set(&model, &mut scenario, "referrals", 1e6),
            2 => scenario.put_spread(model.input("spend").unwrap(), Spread::Certain),
            3 => scenario
                .put_spread(model.input("spend").unwrap(), Spread::Interval(5e8, 9e8)),
            4 => scenario.period = model.document().period("2021/22").unwrap(),
            5 => set(&model, &mut scenario, "measure", 1.0),
            6 => scenario.put_spread(
                model.input("relapse_share").unwrap(),
                Spread::Interval(0.0, 0.9),
            ),
            7 => set(&model, &mut scenario, "years_in_work", 0.5),
            _ => scenario = model.scenario(),
        }
        model.reevaluate(&mut e, &scenario);
        simulation.rerun(&model, &e);
        let fresh = Simulation::run(&model, &e, 3000, 5);
        let metrics = 0..model.document().metrics.len();
        let inputs = 0..model.document().inputs.len();
        let slots = metrics
            .map(|m| model.metric_slot(m))
            .chain(inputs.map(|i| model.input_slot(i)));
        for slot in slots {
            let bits = |s: &Simulation| {
                s.column(slot).map(|c| c.iter().map(|v| v.to_bits()).collect::<Vec<_>>())
            };
            assert!(
                bits(&simulation) == bits(&fresh),
                "{step}: {}",
                model.label(slot, &e)
            );
        }
    }
}

/// Only what is wanted is kept, and it is the same.
#[test]
fn wanting_less_changes_nothing() {
    let model = therapies();
    let e = model.evaluate(&model.scenario());
    let wanted = slot(&model, "payback");
    let all = Simulation::run(&model, &e, 1000, 3);
    let one = Simulation::run_for(&model, &e, &[wanted], 1000, 3);
    assert_eq!(all.column(wanted), one.column(wanted));
    assert!(one.column(slot(&model, "cost_per_qaly")).is_none());
}

/// A difference between scenarios is exact in every draw.
#[test]
fn scenarios_share_their_draws() {
    let model = therapies();
    let at = |value: f64| {
        let mut scenario = model.scenario();
        set(&model, &mut scenario, "other_saving_per_recovery", value);
        Simulation::run(&model, &model.evaluate(&scenario), 2000, 1)
    };
    let (none, some) = (at(0.0), at(100.0));
    let (net, extra) = (slot(&model, "net_cost"), slot(&model, "additional_recoveries"));
    let columns = none.column(net).unwrap().iter().zip(some.column(net).unwrap());
    for ((before, after), extra) in columns.zip(some.column(extra).unwrap()) {
        assert!((before - after - 100.0 * extra).abs() < 1e-3);
    }
}

fn mean_of(model: &Model, wanted: Slot, n: usize, source: Box<dyn Uniforms>) -> f64 {
    let e = model.evaluate(&model.scenario());
    let simulation = Simulation::run_with(model, &e, &[wanted], n, source);
    simulation.summary(wanted).unwrap().mean
}

/// The mean of the cost of an additional recovery from 10,000 draws, over 20
/// seeds: the net is at least 5 times as close to the answer of 4 million
/// draws as pseudo-random numbers are, by root mean square and by median.
#[test]
fn the_net_converges_faster_than_chance() {
    const N: usize = 10_000;
    const MANY: usize = 4_000_000;
    let model = therapies();
    // Not a cost of what may be nothing: the mean of such a quotient rests on
    // its few largest draws, of a net as of chance.
    let cost = slot(&model, "net_monetary_benefit");
    let answer = mean_of(&model, cost, MANY, Box::new(Draws::centred(1000, MANY)));
    let errors = |make: &dyn Fn(u32) -> Box<dyn Uniforms>| {
        let mut errors: Vec<f64> = (0..20)
            .map(|seed| (mean_of(&model, cost, N, make(seed)) - answer).abs())
            .collect();
        errors.sort_by(f64::total_cmp);
        let square: f64 = errors.iter().map(|e| e * e).sum();
        ((square / 20.0).sqrt(), 0.5 * (errors[9] + errors[10]))
    };
    let net = errors(&|seed| Box::new(Draws::centred(seed, N)));
    let chance = errors(&|seed| Box::new(PseudoDraws::new(seed)));
    println!("errors of {answer}: net {net:?}, chance {chance:?}");
    assert!(5.0 * net.0 <= chance.0, "root mean square: {} {}", net.0, chance.0);
    assert!(5.0 * net.1 <= chance.1, "median: {} {}", net.1, chance.1);
}

/// The ends of no metric's interval are thrown about more by another seed than by
/// chance, and more draws settle them: three dimensions of the net that go badly
/// together would leave both as they are, however many are drawn.
#[test]
fn no_interval_is_less_sure_than_by_chance() {
    const SEEDS: u32 = 12;
    let model = therapies();
    let e = model.evaluate(&model.scenario());
    let slots: Vec<Slot> =
        model.document().metrics.iter().map(|m| slot(&model, &m.id)).collect();
    let spread = |run: &dyn Fn(u32) -> Simulation| {
        let runs: Vec<Vec<Option<Summary>>> = (1..=SEEDS)
            .map(|seed| {
                let worlds = run(seed);
                slots.iter().map(|s| worlds.summary(*s)).collect()
            })
            .collect();
        let sd = |at: usize, end: fn(Summary) -> f64| {
            let ends: Vec<f64> = runs.iter().filter_map(|r| r[at].map(end)).collect();
            let mean = ends.iter().sum::<f64>() / f64::from(SEEDS);
            (ends.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / f64::from(SEEDS))
                .sqrt()
        };
        (0..slots.len())
            .map(|at| [sd(at, |s| s.p2_5), sd(at, |s| s.p97_5)])
            .collect::<Vec<_>>()
    };
    for draws in [16_384, 65_536] {
        let net = spread(&|seed| Simulation::run(&model, &e, draws, seed));
        let chance = spread(&|seed| {
            let source = Box::new(PseudoDraws::new(seed));
            Simulation::run_with(&model, &e, &slots, draws, source)
        });
        for ((net, chance), metric) in
            net.iter().zip(&chance).zip(&model.document().metrics)
        {
            for (net, chance) in net.iter().zip(chance) {
                assert!(*net <= 1.2 * chance, "{}, {draws}: {net}, {chance}", metric.id);
            }
        }
    }
}

/// The reported Monte Carlo error: honest for chance, an upper bound for nets.
#[test]
fn the_reported_error_is_honest() {
    let model = small();
    let e = model.evaluate(&model.scenario());
    let sum = slot(&model, "sum");
    let ratios = |make: &dyn Fn(u32) -> Box<dyn Uniforms>| {
        let square: f64 = (0..60)
            .map(|seed| {
                let s = Simulation::run_with(&model, &e, &[sum], 4096, make(seed));
                let s = s.summary(sum).unwrap();
                let ratio = (s.mean - 16.0) / s.monte_carlo_error;
                ratio * ratio
            })
            .sum();
        (square / 60.0).sqrt()
    };
    let chance = ratios(&|seed| Box::new(PseudoDraws::new(seed)));
    let net = ratios(&|seed| Box::new(Draws::centred(seed, 4096)));
    assert!((0.7..1.5).contains(&chance), "{chance}");
    assert!(net < 1.0, "{net}");
}

/// Quantiles are those of the sorted column, whatever its shape and order.
#[test]
fn quantiles_are_those_of_the_sorted_column() {
    let mut u = vec![0.0; 40_000];
    PseudoDraws::new(3).fill(0, 0, &mut u);
    let rising: Vec<f64> = (0..40_000).map(f64::from).collect();
    let falling = rising.iter().rev().copied().collect();
    let heavy = u.iter().map(|u| 1.0 / (u - 0.3)).collect();
    let few = u.iter().map(|u| (u * 5.0).floor()).collect();
    let clumps = u.iter().map(|u| if *u < 0.97 { 1.0 } else { *u * 1e9 }).collect();
    let short = u[..999].to_vec();
    let long = [vec![7.0; 20_000], vec![f64::NAN; 20_000], u[..1].to_vec()].concat();
    for column in [rising, falling, heavy, few, clumps, short, long, vec![3.0; 30_000]] {
        let mut sorted: Vec<f64> =
            column.iter().copied().filter(|v| !v.is_nan()).collect();
        sorted.sort_by(f64::total_cmp);
        let at = |level: f64| {
            let place = level * (sorted.len() - 1) as f64;
            let low = sorted[place.floor() as usize];
            low + place.fract() * (sorted[place.ceil() as usize] - low)
        };
        let found = Summary::new(&column).unwrap();
        assert_eq!(found.p2_5, at(0.025));
        assert_eq!(found.median, at(0.5));
        assert_eq!(found.p97_5, at(0.975));
    }
}

#[test]
fn histograms_and_densities_hold_everything() {
    let model = small();
    let e = model.evaluate(&model.scenario());
    let simulation = Simulation::run(&model, &e, 20_000, 1);
    let x = slot(&model, "x");
    let histogram = simulation.histogram(x, 40).unwrap();
    let inside: f64 = histogram.bins.iter().sum();
    assert!((inside + histogram.below + histogram.above - 1.0).abs() < 1e-9);
    assert_eq!(histogram.bins.len(), 40);
    // The curve is the normal density, and holds what the bins hold.
    let density = simulation.density(x, 201).unwrap();
    let exact = Distribution::normal(1.0, 2.0, f64::NEG_INFINITY, f64::INFINITY).unwrap();
    for (at, height) in &density.points {
        assert!((height - exact.density(*at)).abs() < 0.03 * 0.2, "{at}: {height}");
    }
    let step = density.points[1].0 - density.points[0].0;
    let area: f64 = density.points.iter().map(|(_, h)| h * step).sum();
    assert!((area + density.below + density.above - 1.0).abs() < 0.01, "{area}");
    // A few huge values do not squeeze the rest.
    let inverse = simulation.histogram(slot(&model, "inverse"), 40).unwrap();
    assert!(inverse.high < 400.0 && inverse.above < 0.01);
    assert!(inverse.bins.iter().sum::<f64>() > 0.98);
    // Flat at its bounds, not falling off.
    let flat = simulation.density(slot(&model, "z"), 51).unwrap();
    for (at, height) in flat.points {
        assert!((height - 0.25).abs() < 0.02, "{at}: {height}");
    }
    assert!(Summary::new(&[f64::NAN]).is_none());
    assert_eq!(Summary::new(&[2.0]).unwrap().p97_5, 2.0);
}

#[test]
fn a_tornado_is_what_single_changes_give() {
    let model = small();
    let e = model.evaluate(&model.scenario());
    let swings = tornado(&model, &e, slot(&model, "sum"));
    let order: Vec<usize> = swings.iter().map(|s| s.input).collect();
    // z from 2.1 to 5.9 times 3; x over 3.92 times 2; y over a quarter times 10.
    assert_eq!(order, [2, 0, 1]);
    assert!((swings[0].width() - 11.4).abs() < 1e-9);
    assert!((swings[0].low_value - 2.1).abs() < 1e-12);
    assert!((swings[1].width() - 4.0 * 1.959_963_984_540_054).abs() < 1e-9);
    assert!(!swings[0].sign_flips);
    let root = tornado(&model, &e, slot(&model, "root"));
    assert_eq!(root.len(), 1);
    assert_eq!(root[0].low, Err("x is not above 0".to_owned()));
    assert!(root[0].sign_flips && root[0].width().is_infinite());
    assert!(tornado(&model, &e, slot(&model, "inverse"))[0].sign_flips);
    assert!(tornado(&model, &e, slot(&model, "still")).is_empty());
}

#[test]
fn influence_adds_up_for_a_sum() {
    let model = small();
    let e = model.evaluate(&model.scenario());
    let simulation = Simulation::run(&model, &e, 20_000, 1);
    let found = influences(&model, &simulation, slot(&model, "sum"));
    let variance = 4.0 + 100.0 * 0.21 / 51.0 + 12.0;
    for (i, share) in
        [(2, 12.0 / variance), (0, 4.0 / variance), (1, 0.411_76 / variance)]
    {
        let found = found.iter().find(|f| f.input == i).unwrap();
        assert!((found.variance_share - share).abs() < 0.005, "{found:?} {share}");
        assert!(found.rank_correlation > 0.0);
    }
    // Of one input alone it is all, however bent: -1 for a falling one.
    let alone = influences(&model, &simulation, slot(&model, "root"));
    assert!((alone[0].rank_correlation - 1.0).abs() < 1e-12);
    assert!(alone[0].variance_share > 0.98);
}

#[test]
fn effect_curves_cover_the_range() {
    let model = small();
    let e = model.evaluate(&model.scenario());
    let input = |id: &str| model.input(id).unwrap();
    let curve = effect_curve(&model, &e, input("x"), slot(&model, "root"), 21);
    assert_eq!(curve.len(), 21);
    assert_eq!(curve[0], (-10.0, None));
    assert_eq!(curve[20], (10.0, Some(10_f64.sqrt())));
    assert_eq!(curve[10], (0.0, None));
    // Equal ratios on a logarithmic slider.
    let ratios = effect_curve(&model, &e, input("z"), slot(&model, "product"), 5);
    assert!((ratios[1].0 - 0.1).abs() < 1e-12 && (ratios[3].0 - 10.0).abs() < 1e-12);
    assert!(effect_curve(&model, &e, input("x"), slot(&model, "still"), 5).is_empty());
}

#[test]
fn break_even_values_are_roots() {
    let model = small();
    let e = model.evaluate(&model.scenario());
    let at = |input: &str, metric: &str, target: f64| {
        let input = model.input(input).unwrap();
        break_even(&model, &e, input, slot(&model, metric), target)
    };
    let close = |found: BreakEven, x: f64| match found {
        BreakEven::At(v) if v.len() == 1 => {
            assert!((v[0] - x).abs() < 1e-12, "{v:?} for {x}");
        }
        other => panic!("{other:?} for {x}"),
    };
    // Straight lines: x + 3 + 12 = 20; 1 + 3 + 4 c = 10.
    close(at("x", "sum", 20.0), 5.0);
    close(at("c", "sum", 10.0), 1.5);
    // Wallis's cubic, and a square root.
    close(at("x", "curve", 0.0), 2.094_551_481_542_326_6);
    close(at("x", "root", 3.0), 9.0);
    // Next to where the metric stops having a value.
    close(at("x", "root", 1e-3), 1e-6);
    close(at("x", "inverse", 20.0), 0.05);
    // A pole, a jump, out of range, not there at all.
    assert_eq!(at("x", "inverse", 0.0), BreakEven::Never);
    assert_eq!(at("x", "jump", 0.0), BreakEven::Never);
    assert_eq!(at("x", "sum", 100.0), BreakEven::Never);
    assert_eq!(at("x", "root", -1.0), BreakEven::Never);
    assert_eq!(at("y", "still", 6.0), BreakEven::Always);
    assert_eq!(at("y", "still", 5.0), BreakEven::Idle);
    // Three roots of x^3 - 2x - 5 = -5; the nearest to 1 is the last.
    let found = at("x", "curve", -5.0);
    let BreakEven::At(roots) = &found else { panic!("{found:?}") };
    let exact = [-2_f64.sqrt(), 0.0, 2_f64.sqrt()];
    assert!(roots.iter().zip(exact).all(|(r, x)| (r - x).abs() < 1e-12), "{roots:?}");
    assert_eq!((roots.len(), found.nearest(1.0)), (3, Some(roots[2])));
}

/// How a fine scan of an input's range sees a metric cross a target: between
/// neighbouring places of which one lies on each side, unless it leaps there.
fn crossings(
    model: &Model,
    e: &Evaluation,
    input: usize,
    metric: Slot,
    target: f64,
) -> Vec<(f64, f64)> {
    let curve = effect_curve(model, e, input, metric, 4001);
    let gap = |at: &(f64, Option<f64>)| at.1.map_or(f64::NAN, |v| v - target);
    let highest =
        curve.iter().map(|c| gap(c).abs()).filter(|g| g.is_finite()).fold(0.0, f64::max);
    let leaps = |a: f64, b: f64| (a - b).abs() > 0.2 * highest;
    (curve.windows(2))
        .filter(|two| {
            let (a, b) = (gap(&two[0]), gap(&two[1]));
            a * b < 0.0 && !leaps(a, b)
        })
        .map(|two| (two[0].0, two[1].0))
        .collect()
}

/// In random scenarios of both documents: every crossing that a fine scan sees
/// is found, and nothing is found where it sees none; the sentence is true at
/// the numbers it shows.
#[test]
fn break_even_agrees_with_a_fine_scan() {
    let mut chance = 7_u64;
    let mut next = || {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (chance >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let (mut sentences, mut found) = (0, 0);
    for model in [therapies(), french()] {
        let d = model.document();
        for round in 0..60 {
            let period = (next() * d.periods.len() as f64) as usize;
            let mut scenario = model.scenario_at(period);
            for (i, input) in d.inputs.iter().enumerate() {
                if input.is_choice() {
                    scenario.put(i, Some((next() * input.options.len() as f64).floor()));
                } else if round > 0 && next() < 0.3 {
                    scenario.put(
                        i,
                        Some(
                            input.min.number()
                                + next() * (input.max.number() - input.min.number()),
                        ),
                    );
                }
            }
            let e = model.evaluate(&scenario);
            for (i, input) in d.inputs.iter().enumerate() {
                let Some(wanted) = &input.break_even else { continue };
                let metric = model.slot(&wanted.metric).unwrap();
                let seen = crossings(&model, &e, i, metric, wanted.value);
                let told = turning(&model, &e, i).unwrap();
                for (low, high) in &seen {
                    assert!(
                        told.at.iter().any(|v| low <= v && v <= high),
                        "{} crosses between {low} and {high}: {told:?}",
                        input.id
                    );
                }
                for at in &told.at {
                    let mut there = scenario.clone();
                    there.put(i, Some(*at));
                    let value = model.evaluate(&there).value(metric).unwrap();
                    let scale =
                        wanted.value.abs().max(e.value(metric).map_or(1.0, f64::abs));
                    assert!(
                        (value - wanted.value).abs() <= 1e-6 * scale.max(1.0),
                        "{}: {value}",
                        input.id
                    );
                }
                assert!(!told.text.contains("{value}"));
                sentences += 1;
                found += usize::from(!told.at.is_empty());
            }
        }
    }
    println!("{sentences} sentences, {found} with a value");
    assert!(sentences > 800 && found > 300, "{sentences} {found}");
}

/// The number shown lies beyond the break-even, seen from today: “from 11 years
/// on” would be false of 11.23.
#[test]
fn a_break_even_is_rounded_so_that_its_sentence_is_true() {
    for model in [therapies(), french()] {
        let d = model.document();
        for period in 0..d.periods.len() {
            let e = model.evaluate(&model.scenario_at(period));
            for (i, input) in d.inputs.iter().enumerate() {
                let Some(told) = turning(&model, &e, i) else { continue };
                let Some(wanted) = &input.break_even else { continue };
                let (&[at], Ok(now)) = (&told.at[..], e.value(model.input_slot(i)))
                else {
                    continue;
                };
                let parts: Vec<&str> = wanted.text.split("{value}").collect();
                let shown = told.text.strip_prefix(parts[0]).unwrap();
                let shown = shown.strip_suffix(parts[1]).unwrap();
                let format = model.number_format(model.input_slot(i));
                let Ok(Entry::Value(shown)) = format.read(shown) else {
                    panic!("{shown}")
                };
                let beyond = if at >= now { shown >= at } else { shown <= at };
                assert!(beyond, "{}: {shown} for {at}, today {now}", told.text);
            }
        }
    }
}

#[test]
fn two_way_grids_are_single_evaluations() {
    let model = small();
    let e = model.evaluate(&model.scenario());
    let (x, y) = (model.input("x").unwrap(), model.input("z").unwrap());
    let grid = two_way(&model, &e, x, y, slot(&model, "sum"), 40, 30);
    assert_eq!(grid.values.len(), 1200);
    for (i, j) in [(0, 0), (39, 0), (0, 29), (17, 23)] {
        let mut scenario = e.scenario.clone();
        scenario.put(x, Some(grid.x[i]));
        scenario.put(y, Some(grid.y[j]));
        let single = model.evaluate(&scenario).value(slot(&model, "sum")).ok();
        assert_eq!(grid.at(i, j), single);
    }
    assert_eq!(grid.at(40, 0), None);
    let root = two_way(&model, &e, x, y, slot(&model, "root"), 3, 3);
    assert_eq!(root.at(0, 1), None);
    assert_eq!(root.at(2, 1), Some(10_f64.sqrt()));
    let still = two_way(&model, &e, x, y, slot(&model, "still"), 2, 2);
    assert_eq!(still.values, [Some(6.0); 4]);
}

/// A reader's own interval: the document's family where it fits, within the
/// input's range where it does not.
#[test]
fn readers_intervals() {
    let model = therapies();
    let mut scenario = model.scenario();
    let input = model.input("recovery_without_therapy").unwrap();
    for (low, high) in [(0.25, 0.4), (0.0, 0.4), (0.5, 0.8)] {
        scenario.put_spread(input, Spread::Interval(low, high));
        let d = model.distribution(input, &model.evaluate(&scenario));
        let (found_low, found_high) = d.interval95();
        assert!(!d.is_fixed());
        let within = if low > 0.0 { 1e-9 } else { 0.08 };
        assert!((found_low - low).abs() < within, "{d:?}: {found_low}");
        assert!((found_high - high).abs() < within, "{d:?}: {found_high}");
        assert!(d.quantile(0.0) >= 0.0 && d.quantile(1.0) <= 1.0);
    }
    scenario.put_spread(input, Spread::Certain);
    assert!(model.distribution(input, &model.evaluate(&scenario)).is_fixed());
}

/// However a document gives its uncertainty, it moves with the value that is
/// set, and what cannot be negative has no world in which it is.
#[test]
fn uncertainty_follows_what_is_set() {
    let ways = [
        r#""normal", "interval95": [0.25, 0.55]"#,
        r#""normal", "interval95": [0.25, 0.55], "max": 0.999"#,
        r#""normal", "sd": 0.08"#,
        r#""uniform", "interval95": [0.25, 0.55]"#,
        r#""uniform", "min": 0.2, "max": 0.6"#,
        r#""triangular", "interval95": [0.25, 0.55]"#,
        r#""triangular", "min": 0.2, "max": 0.6"#,
        r#""pert", "interval95": [0.25, 0.55]"#,
        r#""pert", "min": 0.2, "max": 0.6"#,
        r#""lognormal", "interval95": [0.25, 0.6]"#,
        r#""gamma", "interval95": [0.25, 0.6]"#,
        r#""gamma", "cv": 0.2"#,
        r#""beta", "interval95": [0.25, 0.56]"#,
        r#""beta", "n": 40"#,
    ];
    for way in ways {
        let text = format!(
            r#"{{"format": 1, "id": "r", "version": "1", "title": "R", "units": {{}},
               "periods": ["now"], "default_period": "now",
               "groups": [{{"id": "g", "label": "G"}}],
               "inputs": [{{"id": "x", "label": "x", "unit": "share", "group": "g",
                 "value": 0.4, "min": 0, "max": 1, "step": 0.01, "format": "percent",
                 "uncertainty": {{"family": {way}}}}}],
               "metrics": [{{"id": "m", "label": "m", "unit": "share", "group": "g",
                 "formula": "x", "format": "percent"}}]}}"#
        );
        let value: Value = serde_json::from_str(&text).unwrap();
        let model = Model::load(&value).unwrap_or_else(|e| panic!("{way}: {e}"));
        for set in [0.02, 0.1, 0.4, 0.7, 0.95] {
            let mut scenario = model.scenario();
            scenario.put(0, Some(set));
            let d = model.distribution(0, &model.evaluate(&scenario));
            // Cut at an end, a normal one lies a little further in.
            let within = if way.contains("normal\"") && !(0.2..0.9).contains(&set) {
                0.06
            } else {
                0.02
            };
            assert!(
                (d.mean() - set).abs() < within,
                "{way} at {set}: {d:?} {}",
                d.mean()
            );
            assert!(d.quantile(1e-9) >= 0.0, "{way} at {set}: {d:?}");
            assert!(!d.is_fixed(), "{way} at {set}");
        }
    }
}
