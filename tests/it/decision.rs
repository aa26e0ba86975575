//! Decision analysis against published and analytic values. Cases by id are
//! those of the validation list in the project's collected figures; where each
//! comes from stands beside it.

use cost_calculator::decision::{
    Arm, Evppi, Icer, Options, Quadrant, Standing, dominance, population_evpi,
};
use cost_calculator::distribution::Distribution;
use cost_calculator::simulation::{Draws, PseudoDraws, Summary, Uniforms};

const N: usize = 100_000;

/// Draws of a normal distribution in one dimension of a source.
fn normal(source: &dyn Uniforms, dimension: usize, mean: f64, sd: f64) -> Vec<f64> {
    let d = Distribution::normal(mean, sd, f64::NEG_INFINITY, f64::INFINITY).unwrap();
    let mut u = vec![0.0; N];
    source.fill(dimension, 0, &mut u);
    u.iter().map(|u| d.quantile(*u)).collect()
}

/// An option whose net benefit at a value of 1 is the column.
#[expect(clippy::needless_pass_by_value, reason = "every caller has just made it")]
fn worth(column: Vec<f64>) -> Arm {
    arm(&vec![0.0; column.len()], &column)
}

fn arm(cost: &[f64], effect: &[f64]) -> Arm {
    Arm::new("", cost, effect).unwrap()
}

fn options(arms: &[Arm]) -> Options {
    Options::new(arms.to_vec()).unwrap()
}

fn evpi(arms: &[Arm], value: f64) -> f64 {
    options(arms).evpi(&[value])[0]
}

fn known(arms: &[Arm], value: f64, parameters: &[&[f64]]) -> Evppi {
    options(arms).evppi(&[value], parameters).unwrap()[0]
}

fn evppi(arms: &[Arm], value: f64, parameter: &[f64]) -> f64 {
    known(arms, value, &[parameter]).value
}

/// Of one option over another.
fn icer(option: &Arm, against: &Arm) -> Option<Icer> {
    options(&[option.clone(), against.clone()]).icer(0, 1)
}

/// The standard error of a mean of `max(x, 0) - x` or the like, by draws that
/// are independent.
fn error(column: &[f64]) -> f64 {
    Summary::new(column).unwrap().sd / (column.len() as f64).sqrt()
}

/// `normal_inb_analytic`: the toy model of the vignette of R's `voi` package
/// (chjackson/voi): incremental net benefit p1 - p2 with p1 ~ N(1, 1) and
/// p2 ~ N(0, 2). Analytic values by the unit normal loss.
#[test]
fn normal_incremental_benefit() {
    const EVPI: f64 = 0.479_810_706_3;
    const EVPPI_1: f64 = 0.083_315_470_6;
    const EVPPI_2: f64 = 0.395_593_114_8;
    let sources: [(&dyn Uniforms, f64); 2] =
        [(&PseudoDraws::new(1), 3.0), (&Draws::centred(1, N), 0.3)];
    for (source, errors) in sources {
        let p1 = normal(source, 0, 1.0, 1.0);
        let p2 = normal(source, 1, 0.0, 2.0);
        let inb: Vec<f64> = p1.iter().zip(&p2).map(|(a, b)| a - b).collect();
        let arms = [Arm::nothing(N), worth(inb.clone())];
        // The loss when deciding on the mean: draws of what EVPI is the mean of.
        let loss: Vec<f64> = inb.iter().map(|v| v.max(0.0) - v).collect();
        let room = errors * error(&loss);
        let found = evpi(&arms, 1.0);
        assert!((found - EVPI).abs() < room, "{found} {room}");
        for (parameter, exact) in [(&p1, EVPPI_1), (&p2, EVPPI_2)] {
            let found = evppi(&arms, 1.0, parameter);
            assert!((found - exact).abs() < room, "{found} for {exact}, {room}");
        }
    }
}

/// The same with both means 0, where the decision hangs in the balance:
/// 0.3989423, 0.7978846 and 0.8920621.
#[test]
fn normal_incremental_benefit_in_the_balance() {
    let net = Draws::centred(2, N);
    let p1 = normal(&net, 3, 0.0, 1.0);
    let p2 = normal(&net, 7, 0.0, 2.0);
    let inb = p1.iter().zip(&p2).map(|(a, b)| a + b).collect();
    let arms = [worth(inb), Arm::nothing(N)];
    let close = |a: f64, b: f64| (a - b).abs() < 1e-3;
    assert!(close(evpi(&arms, 1.0), 0.892_062_1));
    assert!(close(evppi(&arms, 1.0, &p1), 0.398_942_3));
    assert!(close(evppi(&arms, 1.0, &p2), 0.797_884_6));
}

/// A benefit that depends on its parameter in a curve: `p^2 - 1` with p ~
/// N(0, 1), where knowing p is knowing all. EVPI is the mean of
/// `max(p^2 - 1, 0)`, which is 2 phi(1) = 0.4839414.
#[test]
fn curves_are_followed() {
    let p = normal(&Draws::centred(5, N), 0, 0.0, 1.0);
    let noise = normal(&Draws::centred(5, N), 1, 0.0, 3.0);
    let benefit = p.iter().zip(&noise).map(|(p, e)| p * p - 1.0 + e).collect();
    let arms = [Arm::nothing(N), worth(benefit)];
    let found = evppi(&arms, 1.0, &p);
    assert!((found - 0.483_941_4).abs() < 0.01, "{found}");
}

/// Never above EVPI, never below 0, and 0 for what has no effect.
#[test]
fn partial_information_keeps_its_bounds() {
    for seed in 0..5 {
        let source = PseudoDraws::new(seed);
        let p: Vec<Vec<f64>> = (0..3).map(|d| normal(&source, d, 0.0, 1.0)).collect();
        let idle = normal(&source, 9, 0.0, 1.0);
        let of = |a: f64, b: f64| {
            let rows = p[0].iter().zip(&p[1]).zip(&p[2]);
            worth(rows.map(|((x, y), z)| a * x + b * y * z).collect())
        };
        let arms = [Arm::nothing(N), of(1.0, 0.3), of(-0.2, 2.0)];
        let all = evpi(&arms, 1.0);
        for parameter in &p {
            let part = evppi(&arms, 1.0, parameter);
            assert!((0.0..=all).contains(&part), "{part} of {all}");
        }
        assert!(evppi(&arms, 1.0, &p[0]) > 0.1);
        // The error of a regression with one needless term is that of a mean.
        let none = evppi(&arms, 1.0, &idle);
        assert!(none < 4.0 * all / (N as f64).sqrt(), "{none}");
    }
}

/// `pop_evpi`: R's voi, `pop_voi` in `R/enbs.R`, with its discounting; without
/// discounting the years count, which that package forgets.
#[test]
fn population_value() {
    assert!((population_evpi(100.0, 100.0, 10.0, 0.035) - 84_374.831_5).abs() < 1e-3);
    assert_eq!(population_evpi(100.0, 100.0, 10.0, 0.0), 100_000.0);
    let nearly = population_evpi(100.0, 100.0, 10.0, 1e-12);
    assert!((nearly - 100_000.0).abs() < 1e-4);
}

/// `bcea_ib_toy`: R's BCEA, `tests/testthat/test-bcea.R`. Rows are draws,
/// columns options, and the first is the reference.
#[test]
fn bcea_increments() {
    let reference = arm(&[0.0, 0.0], &[0.0, 0.0]);
    let other = arm(&[100.0, 10.0], &[1.0, -2.0]);
    let both = options(&[reference, other]);
    assert_eq!(both.incremental_net_benefit(0, 1, 5.0), [95.0, 20.0]);
    assert_eq!(both.incremental_net_benefit(0, 1, 10.0), [90.0, 30.0]);
}

/// `CoBalT` (Hollinghurst 2014): 0.057 years of full health for £850, the latter
/// worked back from the printed ratio.
#[test]
fn cobalt() {
    let therapy = arm(&[850.0], &[0.057]);
    let found = icer(&therapy, &Arm::nothing(1)).unwrap();
    assert!((found.ratio.unwrap() - 14_911.0).abs() < 135.0);
    assert!((therapy.net_benefit(20_000.0)[0] - 290.0).abs() < 10.0);
    assert!((therapy.net_benefit(30_000.0)[0] - 860.0).abs() < 10.0);
    let health = therapy.net_health_benefit(20_000.0)[0];
    assert!((health - 290.0 / 20_000.0).abs() < 1e-12);
}

/// Collaborative care (PMC4133193): rounding the effect to two decimals first
/// would give £13,536.
#[test]
fn collaborative_care() {
    let ratio = |effect| {
        icer(&arm(&[270.72], &[effect]), &Arm::nothing(1)).unwrap().ratio.unwrap()
    };
    assert!((ratio(0.019) - 14_248.0).abs() < 1.0);
    assert!((ratio(0.02) - 13_536.0).abs() < 1.0);
}

#[test]
fn quadrants() {
    for (cost, effect, quadrant) in [
        (1.0, 1.0, Quadrant::MoreForMore),
        (-1.0, 1.0, Quadrant::Dominant),
        (0.0, 1.0, Quadrant::Dominant),
        (-1.0, 0.0, Quadrant::Dominant),
        (1.0, -1.0, Quadrant::Dominated),
        (1.0, 0.0, Quadrant::Dominated),
        (0.0, -1.0, Quadrant::Dominated),
        (-1.0, -1.0, Quadrant::LessForLess),
        (0.0, 0.0, Quadrant::Same),
    ] {
        let found = icer(&arm(&[cost], &[effect]), &Arm::nothing(1)).unwrap();
        assert_eq!(found.quadrant, quadrant, "{cost} {effect}");
        assert_eq!(found.ratio.is_some(), effect != 0.0);
    }
    assert_eq!(icer(&Arm::nothing(0), &Arm::nothing(0)), None);
    let lost = arm(&[f64::NAN, 3.0], &[1.0, 2.0]);
    assert_eq!(icer(&lost, &Arm::nothing(2)).unwrap().ratio, Some(1.5));
}

/// Counted by hand: three options, four draws, of which one ties and one lacks
/// a value.
#[test]
fn acceptability_by_hand() {
    let nan = f64::NAN;
    let arms = [
        Arm::nothing(5),
        arm(&[10.0, 10.0, 10.0, 10.0, 10.0], &[2.0, 0.5, 1.0, 4.0, nan]),
        arm(&[20.0, 20.0, 20.0, 20.0, 20.0], &[1.0, 1.0, 1.0, 9.0, 9.0]),
    ];
    // At 10: benefits (0, 10, -10), (0, -5, -10), (0, 0, -10), (0, 30, 70).
    let curve = options(&arms).acceptability(&[10.0, 0.0]);
    assert_eq!(curve, [[0.375, 1.0], [0.375, 0.0], [0.25, 0.0]]);
    // Means at 10: 0, 8.75, 10. The third is best on average, rarely in a draw.
    let frontier = options(&arms).frontier(&[0.0, 10.0]);
    assert_eq!((frontier[0].arm, frontier[0].probability), (Some(0), 1.0));
    assert_eq!((frontier[1].arm, frontier[1].probability), (Some(2), 0.25));
    // The mean of 10, 0, 0, 70 less 10.
    assert_eq!(evpi(&arms, 10.0), 10.0);
    assert_eq!(evpi(&arms[..1], 10.0), 0.0);
    assert!(options(&[Arm::nothing(0)]).acceptability(&[1.0])[0][0].is_nan());
    // A point that cannot be worked out is told, not left out.
    let lost = options(&arms).frontier(&[f64::NAN, 10.0]);
    assert_eq!((lost.len(), lost[0].arm), (2, None));
    assert!(lost[0].probability.is_nan());
    assert!(options(&arms).acceptability(&[f64::NAN])[0][0].is_nan());
}

#[test]
fn dominance_with_ties() {
    use Standing::{Dominated, Efficient, ExtendedlyDominated};
    // The same twice: the first stays.
    assert_eq!(dominance(&[(5.0, 1.0), (5.0, 1.0)]), [Efficient(None), Dominated(0)]);
    // The same cost: more effect wins. The same effect: less cost wins.
    assert_eq!(
        dominance(&[(5.0, 1.0), (5.0, 2.0), (7.0, 2.0)]),
        [Dominated(1), Efficient(None), Dominated(1)]
    );
    // On the straight line between two others: no better than a mixture.
    assert_eq!(
        dominance(&[(0.0, 0.0), (10.0, 1.0), (20.0, 2.0)]),
        [Efficient(None), ExtendedlyDominated, Efficient(Some(10.0))]
    );
    // One extended dominance brings another: ratios 10, 20, 15, 11.
    assert_eq!(
        dominance(&[(0.0, 0.0), (30.0, 2.0), (45.0, 3.0), (10.0, 1.0), (56.0, 4.0)]),
        [
            Efficient(None),
            ExtendedlyDominated,
            ExtendedlyDominated,
            Efficient(Some(10.0)),
            Efficient(Some(46.0 / 3.0)),
        ]
    );
    // Zero with a sign is zero.
    assert_eq!(dominance(&[(0.0, -0.0), (-0.0, 0.0)]), [Efficient(None), Dominated(0)]);
    assert_eq!(dominance(&[(-0.0, 1.0), (0.0, 1.0)]), [Efficient(None), Dominated(0)]);
    assert_eq!(dominance(&[]), []);
    assert_eq!(dominance(&[(f64::NAN, 1.0), (1.0, 1.0)])[1], Efficient(None));
}

/// Uniform numbers in one dimension of a net.
fn uniform(dimension: usize) -> Vec<f64> {
    let mut u = vec![0.0; N];
    Draws::centred(3, N).fill(dimension, 0, &mut u);
    u
}

/// What the mean net benefit given each value of a discrete parameter says.
fn by_value(parameter: &[f64], benefit: &[f64]) -> f64 {
    let mut values = parameter.to_vec();
    values.sort_by(f64::total_cmp);
    values.dedup();
    let best: f64 = (values.iter())
        .map(|v| {
            let here = parameter.iter().zip(benefit).filter(|(p, _)| *p == v);
            here.map(|(_, b)| b).sum::<f64>().max(0.0)
        })
        .sum();
    (best - benefit.iter().sum::<f64>().max(0.0)) / N as f64
}

/// Parameters of few values: 0, 1 or 2 with a benefit of 3, -1, -2 by turns
/// (true: 2/3 of 1 for the first alone), and one world in fifty in which
/// everything is otherwise. With noise that nobody can know.
#[test]
fn parameters_of_few_values_are_known_by_value() {
    let noise = normal(&Draws::centred(4, N), 2, 0.0, 1.0);
    let three: Vec<f64> = uniform(0).iter().map(|u| (u * 3.0).floor()).collect();
    let of_three = |p: f64| if p == 1.0 { 2.0 } else { -1.0 };
    let rare: Vec<f64> =
        uniform(1).iter().map(|u| f64::from(u8::from(*u < 0.02))).collect();
    let of_rare = |p: f64| if p == 1.0 { 49.0 } else { -1.0 };
    let of_three: &dyn Fn(f64) -> f64 = &of_three;
    for (parameter, of, exact) in [(&three, of_three, 2.0 / 3.0), (&rare, &of_rare, 0.98)]
    {
        let benefit: Vec<f64> =
            parameter.iter().zip(&noise).map(|(p, e)| of(*p) + e).collect();
        let arms = [Arm::nothing(N), worth(benefit.clone())];
        let found = known(&arms, 1.0, &[parameter]);
        assert!((found.value - exact).abs() < 0.01, "{found:?} for {exact}");
        assert!((found.value - by_value(parameter, &benefit)).abs() < 1e-9, "{found:?}");
        assert!(found.standard_error > 0.0 && found.standard_error < 0.03, "{found:?}");
    }
}

/// Any rising or falling change of a parameter, any order of the options, and
/// costs for effects: the same.
#[test]
fn only_the_order_of_a_parameters_values_counts() {
    let p = normal(&Draws::centred(6, N), 0, 0.0, 1.0);
    let q = normal(&Draws::centred(6, N), 1, 0.0, 1.0);
    let one: Vec<f64> = p.iter().zip(&q).map(|(p, q)| libm::exp(*p) - 1.5 + q).collect();
    let two: Vec<f64> = p.iter().zip(&q).map(|(p, q)| 0.5 * p - 0.2 * q).collect();
    let arms = [Arm::nothing(N), worth(one.clone()), worth(two.clone())];
    let plain = evppi(&arms, 1.0, &p);
    assert!(plain > 0.1);
    let changes: [fn(f64) -> f64; 4] =
        [|v| libm::exp(5.0 * v), |v| -v, |v| 1.0 / (1.0 + libm::exp(v)), |v| v * v * v];
    for change in changes {
        let changed: Vec<f64> = p.iter().map(|v| change(*v)).collect();
        let found = evppi(&arms, 1.0, &changed);
        assert!((found / plain - 1.0).abs() < 1e-9, "{found} for {plain}");
    }
    for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0]] {
        let turned = order.map(|i| arms[i].clone());
        assert!((evppi(&turned, 1.0, &p) / plain - 1.0).abs() < 1e-9);
    }
    let nothing = vec![0.0; N];
    let as_cost = |benefit: &[f64]| {
        let cost: Vec<f64> = benefit.iter().map(|b| -b).collect();
        arm(&cost, &nothing)
    };
    let costs = [Arm::nothing(N), as_cost(&one), as_cost(&two)];
    assert!((evppi(&costs, 1.0, &p) / plain - 1.0).abs() < 1e-9);
}

/// Several parameters at once, against nested sums: correlated ones, and a
/// product whose factors tell nothing alone.
#[test]
fn several_parameters_at_once() {
    let p = normal(&Draws::centred(8, N), 0, 0.0, 1.0);
    let q = normal(&Draws::centred(8, N), 1, 0.0, 1.0);
    let noise = normal(&Draws::centred(8, N), 2, 0.0, 1.0);
    let benefit = |of: &dyn Fn(f64, f64) -> f64| -> [Arm; 2] {
        let rows = p.iter().zip(&q).zip(&noise);
        [Arm::nothing(N), worth(rows.map(|((p, q), e)| of(*p, *q) + e).collect())]
    };
    // The mean of |p q| / 2 is 1 / pi; alone, neither tells anything.
    let product = benefit(&|p, q| p * q);
    let both = known(&product, 1.0, &[&p, &q]);
    assert!((both.value - std::f64::consts::FRAC_1_PI).abs() < 0.01, "{both:?}");
    for alone in [&p, &q] {
        let found = known(&product, 1.0, &[alone]);
        assert!(found.value < 0.01, "{found:?}");
    }
    // Correlated: r = 0.6 p + 0.8 q. Of p + r, knowing p is knowing 1.6 p and
    // knowing both all of it: sd 1.6 and sqrt(1.6^2 + 0.8^2), times phi(0).
    let r: Vec<f64> = p.iter().zip(&q).map(|(p, q)| 0.6 * p + 0.8 * q).collect();
    let sum = benefit(&|p, q| 1.6 * p + 0.8 * q);
    let phi = 0.398_942_280_4;
    for (parameters, sd) in
        [(vec![&*p], 1.6), (vec![&*r], 1.6), (vec![&*p, &*r], 3.2_f64.sqrt())]
    {
        let found = known(&sum, 1.0, &parameters);
        assert!((found.value - phi * sd).abs() < 0.01, "{found:?} for {}", phi * sd);
    }
}

/// The standard error is that of repetitions.
#[test]
fn the_standard_error_is_that_of_repetitions() {
    const DRAWS: usize = 2000;
    let mut found = Vec::new();
    for seed in 0..60 {
        let source = PseudoDraws::new(seed);
        let column = |d, sd| normal(&source, d, 0.3, sd)[..DRAWS].to_vec();
        let (p, noise) = (column(0, 1.0), column(1, 2.0));
        let benefit: Vec<f64> = p.iter().zip(&noise).map(|(p, e)| p + e - 0.3).collect();
        found.push(known(&[Arm::nothing(DRAWS), worth(benefit)], 1.0, &[&p]));
    }
    let values: Vec<f64> = found.iter().map(|f| f.value).collect();
    let spread = Summary::new(&values).unwrap().sd;
    let told = found.iter().map(|f| f.standard_error).sum::<f64>() / found.len() as f64;
    assert!((0.7..1.4).contains(&(told / spread)), "{told} against {spread}");
}

/// A sample's worth lies between nothing and perfect information, grows with
/// its size, and is what conjugate priors give.
#[test]
fn a_study_is_worth_what_conjugate_priors_give() {
    let share = Distribution::beta(3.0, 5.0).unwrap();
    let p: Vec<f64> = uniform(5).iter().map(|u| share.quantile(*u)).collect();
    let benefit = p.iter().map(|p| p - 0.4).collect();
    let of = options(&[Arm::nothing(N), worth(benefit)]);
    // The mean after k of n is (3 + k) / (8 + n), and k is beta-binomial.
    let log_beta =
        |a: f64, b: f64| libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    let exact = |n: f64| -> f64 {
        let ways = |k: f64| {
            libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
        };
        let seen = |k: f64| {
            libm::exp(ways(k) + log_beta(3.0 + k, 5.0 + n - k) - log_beta(3.0, 5.0))
        };
        let counts = (0..=n as u32).map(f64::from);
        counts.map(|k| seen(k) * ((3.0 + k) / (8.0 + n) - 0.4).max(0.0)).sum()
    };
    let mut before = 0.0;
    for size in [1, 5, 20, 60] {
        let found = of.evsi_proportion(1.0, &p, size).unwrap();
        let exact = exact(f64::from(size));
        assert!((found - exact).abs() < 3e-3, "{size}: {found} for {exact}");
        assert!(found >= before - 1e-9);
        before = found;
    }
    assert!(before < of.evppi(&[1.0], &[&p]).unwrap()[0].value);
    assert!(of.evsi_proportion(1.0, &[0.5], 3).is_err());
}

/// What does not fit is an error, not cut.
#[test]
fn lengths_that_do_not_fit_are_told() {
    let told = Arm::new("pump", &[1.0, 2.0], &[1.0]).unwrap_err().to_string();
    assert_eq!(told, "“pump” has 1 draws where 2 are needed.");
    assert!(Options::new(vec![Arm::nothing(2), Arm::nothing(3)]).is_err());
    assert!(options(&[Arm::nothing(2)]).evppi(&[1.0], &[&[1.0]]).is_err());
}
