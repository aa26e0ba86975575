//! Decision analysis against published and analytic values. Cases by id are
//! those of the validation list in the project's collected figures; where each
//! comes from stands beside it.

use cost_calculator::decision::{
    Arm, Quadrant, Standing, acceptability_curve, acceptability_frontier, dominance,
    evpi, evppi, icer, incremental_net_benefit, net_benefit, net_health_benefit,
    population_evpi,
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
fn worth(column: Vec<f64>) -> Arm {
    Arm { cost: vec![0.0; column.len()], effect: column }
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
    for seed in 0..20 {
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
    let reference = Arm::new(&[0.0, 0.0], &[0.0, 0.0]);
    let other = Arm::new(&[100.0, 10.0], &[1.0, -2.0]);
    assert_eq!(incremental_net_benefit(&reference, &other, 5.0), [95.0, 20.0]);
    assert_eq!(incremental_net_benefit(&reference, &other, 10.0), [90.0, 30.0]);
}

/// `CoBalT` (Hollinghurst 2014): 0.057 years of full health for £850, the latter
/// worked back from the printed ratio.
#[test]
fn cobalt() {
    let therapy = Arm::new(&[850.0], &[0.057]);
    let found = icer(&therapy, &Arm::nothing(1)).unwrap();
    assert!((found.ratio.unwrap() - 14_911.0).abs() < 135.0);
    assert!((net_benefit(&therapy, 20_000.0)[0] - 290.0).abs() < 10.0);
    assert!((net_benefit(&therapy, 30_000.0)[0] - 860.0).abs() < 10.0);
    let health = net_health_benefit(&therapy, 20_000.0)[0];
    assert!((health - 290.0 / 20_000.0).abs() < 1e-12);
}

/// Collaborative care (PMC4133193): rounding the effect to two decimals first
/// would give £13,536.
#[test]
fn collaborative_care() {
    let ratio = |effect| {
        icer(&Arm::new(&[270.72], &[effect]), &Arm::nothing(1)).unwrap().ratio.unwrap()
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
        let found = icer(&Arm::new(&[cost], &[effect]), &Arm::nothing(1)).unwrap();
        assert_eq!(found.quadrant, quadrant, "{cost} {effect}");
        assert_eq!(found.ratio.is_some(), effect != 0.0);
    }
    assert_eq!(icer(&Arm::nothing(0), &Arm::nothing(0)), None);
    let lost = Arm::new(&[f64::NAN, 3.0], &[1.0, 2.0]);
    assert_eq!(icer(&lost, &Arm::nothing(2)).unwrap().ratio, Some(1.5));
}

/// Counted by hand: three options, four draws, of which one ties and one lacks
/// a value.
#[test]
fn acceptability_by_hand() {
    let nan = f64::NAN;
    let arms = [
        Arm::nothing(5),
        Arm::new(&[10.0, 10.0, 10.0, 10.0, 10.0], &[2.0, 0.5, 1.0, 4.0, nan]),
        Arm::new(&[20.0, 20.0, 20.0, 20.0, 20.0], &[1.0, 1.0, 1.0, 9.0, 9.0]),
    ];
    // At 10: benefits (0, 10, -10), (0, -5, -10), (0, 0, -10), (0, 30, 70).
    let curve = acceptability_curve(&arms, &[10.0, 0.0]);
    assert_eq!(curve, [[0.375, 1.0], [0.375, 0.0], [0.25, 0.0]]);
    // Means at 10: 0, 8.75, 10. The third is best on average, rarely in a draw.
    let frontier = acceptability_frontier(&arms, &[0.0, 10.0]);
    assert_eq!((frontier[0].arm, frontier[0].probability), (0, 1.0));
    assert_eq!((frontier[1].arm, frontier[1].probability), (2, 0.25));
    // The mean of 10, 0, 0, 70 less 10.
    assert_eq!(evpi(&arms, 10.0), 10.0);
    assert_eq!(evpi(&arms[..1], 10.0), 0.0);
    assert_eq!(evpi(&[], 10.0), 0.0);
    assert!(acceptability_curve(&[Arm::nothing(0)], &[1.0])[0][0].is_nan());
    assert!(acceptability_frontier(&[], &[1.0]).is_empty());
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
    assert_eq!(dominance(&[]), []);
    assert_eq!(dominance(&[(f64::NAN, 1.0), (1.0, 1.0)])[1], Efficient(None));
}
