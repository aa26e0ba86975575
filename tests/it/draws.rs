//! Uniform numbers and what samplers make of them.

use cost_calculator::distribution::Distribution;
use cost_calculator::simulation::{Draws, PseudoDraws, Uniforms};

fn column(source: &dyn Uniforms, dimension: usize, n: usize) -> Vec<f64> {
    let mut out = vec![0.0; n];
    source.fill(dimension, 0, &mut out);
    out
}

/// The property that makes Sobol's sequence a net, which scrambling keeps: in
/// every dimension the first 2^k points fill each of 2^k intervals once.
#[test]
fn every_dimension_is_stratified() {
    let net = Draws::new(1);
    for dimension in 0..64 {
        for n in [16_usize, 256, 4096] {
            let mut seen = vec![false; n];
            for u in column(&net, dimension, n) {
                let at = (u * n as f64) as usize;
                assert!(!seen[at], "dimension {dimension}, {n} draws, {u}");
                seen[at] = true;
            }
        }
    }
}

/// Centred draws stand in the middle of cells, each in one of its own, and
/// differ from the others by less than half a cell.
#[test]
fn centred_draws_have_cells_of_their_own() {
    for (n, cells) in [(1000, 1024.0), (1024, 1024.0), (1025, 2048.0), (1, 1.0)] {
        let centred = column(&Draws::centred(11, n), 4, n);
        let mut seen = std::collections::BTreeSet::new();
        for (c, u) in centred.iter().zip(column(&Draws::new(11), 4, n)) {
            let cell = c * cells - 0.5;
            assert_eq!(cell.fract(), 0.0, "{n}: {c}");
            assert!(seen.insert(cell as u64), "{n}: {c} twice");
            assert!((c - u).abs() <= 0.5 / cells);
        }
    }
}

/// Scores looked up by cell are those of the numbers, bit for bit.
#[test]
fn scores_belong_to_numbers() {
    let normal =
        Distribution::normal(0.0, 1.0, f64::NEG_INFINITY, f64::INFINITY).unwrap();
    let sources: [Box<dyn Uniforms>; 4] = [
        Box::new(Draws::centred(5, 3000)),
        Box::new(Draws::centred(5, 1)),
        Box::new(Draws::new(5)),
        Box::new(PseudoDraws::new(5)),
    ];
    for source in sources {
        for (dimension, start) in [(0, 0), (9, 777), (64, 5)] {
            let (mut u, mut z) = (vec![0.0; 2000], vec![0.0; 2000]);
            source.fill(dimension, start, &mut u);
            source.fill_scores(dimension, start, &mut z);
            for (u, z) in u.iter().zip(&z) {
                assert_eq!(normal.quantile(*u).abs().to_bits(), z.abs().to_bits());
                assert!(*u == 0.5 || (*u < 0.5) == (*z < 0.0));
            }
        }
    }
}

/// The first two dimensions together are a net too: 2^k points fill every box
/// of 2^a by 2^(k - a), once each.
#[test]
fn pairs_are_stratified() {
    let net = Draws::new(5);
    let (x, y) = (column(&net, 0, 1024), column(&net, 1, 1024));
    for a in 0..=10_u32 {
        let (nx, ny) = (2_usize.pow(a), 2_usize.pow(10 - a));
        let mut seen = vec![false; 1024];
        for (x, y) in x.iter().zip(&y) {
            let at = (x * nx as f64) as usize * ny + (y * ny as f64) as usize;
            assert!(!seen[at], "{nx} by {ny}");
            seen[at] = true;
        }
    }
}

/// Direction numbers: without scrambling the sequence is the published one.
/// Scrambling permutes nested halves, so which points share which halves is
/// the same as in the points that scipy 1.17.1 makes with `Sobol(d=64,
/// scramble=False).random(64)`. Held here: for each dimension the XOR of the
/// first binary digit over the draws, weighted by position, up to complement.
#[test]
fn halves_are_those_of_the_published_sequence() {
    let net = Draws::new(99);
    for (dimension, expected) in FIRST_DIGITS.iter().enumerate() {
        let digits = column(&net, dimension, 64)
            .iter()
            .enumerate()
            .fold(0_u64, |sum, (i, u)| sum | (u64::from(*u >= 0.5) << i));
        assert!(
            digits == *expected || digits == !*expected,
            "dimension {dimension}: {digits:#018x} for {expected:#018x}"
        );
    }
}

#[test]
fn any_start_gives_the_same_numbers() {
    for source in [&Draws::new(3) as &dyn Uniforms, &PseudoDraws::new(3)] {
        let whole = column(source, 7, 3000);
        for start in [1, 511, 512, 1777] {
            let mut part = vec![0.0; 1000];
            source.fill(7, start, &mut part);
            assert_eq!(part, &whole[start..start + 1000]);
        }
    }
}

#[test]
fn seeds_and_dimensions_differ() {
    let correlation = |a: &[f64], b: &[f64]| {
        let product: f64 = a.iter().zip(b).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum();
        12.0 * product / a.len() as f64
    };
    let chance = |seed, dimension| column(&PseudoDraws::new(seed), dimension, 4096);
    let net = |seed, dimension| column(&Draws::new(seed), dimension, 4096);
    for (a, b) in [
        (chance(1, 0), chance(2, 0)),
        (chance(1, 0), chance(1, 1)),
        (net(1, 0), net(1, 1)),
        (net(1, 20), net(1, 63)),
        (net(1, 0), net(1, 64)),
        (net(1, 64), net(1, 65)),
    ] {
        assert!(correlation(&a, &b).abs() < 0.06, "{}", correlation(&a, &b));
    }
    assert_ne!(net(1, 0), net(2, 0));
    assert_eq!(net(1, 0), net(1, 0));
}

/// Owen-scrambled nets integrate smooth functions far better than chance: here
/// the product of 8 factors `1 + (u - 1/2)`, whose integral is 1.
#[test]
fn nets_integrate_better_than_chance() {
    let error = |source: &dyn Uniforms| {
        let mut product = vec![1.0; 4096];
        for dimension in 0..8 {
            for (p, u) in product.iter_mut().zip(column(source, dimension, 4096)) {
                *p *= 0.5 + u;
            }
        }
        product.iter().sum::<f64>() / 4096.0 - 1.0
    };
    let square = |make: &dyn Fn(u32) -> f64| {
        (0..20).map(|s| make(s) * make(s)).sum::<f64>().sqrt()
    };
    let net = square(&|s| error(&Draws::new(s)));
    let chance = square(&|s| error(&PseudoDraws::new(s)));
    assert!(20.0 * net < chance, "{net} {chance}");
}

fn distributions() -> Vec<Distribution> {
    let d = Distribution::beta;
    let g = Distribution::gamma;
    let n = Distribution::normal;
    [
        d(46.574, 99.426),
        d(320_000.0, 328_000.0),
        d(1.0, 1.0),
        d(0.5, 0.5),
        d(0.2, 3.0),
        d(0.1, 0.1),
        d(2.0, 5000.0),
        d(5000.0, 2.0),
        d(60.0, 61.0),
        d(1.5, 30.0),
        g(400.0, 2.0),
        g(1.0, 3.0),
        g(0.3, 100.0),
        g(0.05, 1.0),
        g(1e6, 1.0),
        n(1.0, 2.0, 0.0, f64::INFINITY),
        n(0.015, 0.005, 0.0, f64::INFINITY),
        n(0.0, 1.0, -1.0, 2.0),
        n(0.0, 1.0, 3.0, 5.0),
        n(5.0, 2.0, f64::NEG_INFINITY, f64::INFINITY),
        Distribution::pert(0.5, 1.0, 7.0),
        Distribution::pert(0.0, 0.0, 1.0),
        Distribution::pert(0.25, 0.648, 2.0),
        Distribution::uniform(2.0, 4.0),
        Distribution::triangular(0.0, 1.0, 5.0),
        Distribution::lognormal(0.3, 1.2),
    ]
    .map(Result::unwrap)
    .to_vec()
}

fn room(d: &Distribution, x: f64) -> f64 {
    let (low, high) = match *d {
        Distribution::Uniform { low, high }
        | Distribution::Triangular { low, high, .. }
        | Distribution::Pert { low, high, .. } => (low, high),
        Distribution::Beta { .. } => (0.0, 1.0),
        Distribution::Normal { low, high, .. } => (low, high),
        _ => (0.0, f64::INFINITY),
    };
    let room = (x - low).min(high - x);
    if room.is_finite() { room.max(1e-6 * d.sd()) } else { d.sd() }
}

/// The error stated for samplers, against the distribution's own quantile,
/// over all that 32-bit draws can reach.
#[test]
fn samplers_are_close_to_quantiles() {
    for d in distributions() {
        let sampler = d.sampler();
        let mut worst = 0.0_f64;
        for i in 0..=4000 {
            let z = -6.34 + 12.68 * f64::from(i) / 4000.0;
            let (lower, upper) = (cdf(z), cdf(-z));
            let from = if sampler.takes_scores() { z } else { lower };
            let mut x = [0.0];
            sampler.fill(&[from], &mut x);
            // The quantile of the distribution is precise in its lower half.
            let exact = if z <= 0.0 || !sampler.takes_scores() {
                d.quantile(lower)
            } else {
                upper_quantile(&d, upper)
            };
            worst =
                worst.max((x[0] - exact).abs() / room(&d, exact).max(1e-6 * exact.abs()));
        }
        assert!(worst < 1e-9, "{d:?}: {worst:e}");
    }
}

/// Of shapes next to nothing all is at the ends: at 1 the share that is the
/// mean, `alpha / (alpha + beta)`, and at 0 the rest. No polynomial is as steep.
#[test]
fn shapes_next_to_nothing_draw_the_ends() {
    for (alpha, beta) in [(4.4e-9, 2e-10), (2e-10, 4.4e-9)] {
        let sampler = Distribution::beta(alpha, beta).unwrap().sampler();
        let mut drawn = [0.0; 1000];
        let u: Vec<f64> = (0..1000).map(|i| (f64::from(i) + 0.5) / 1000.0).collect();
        let from = |u: &f64| if sampler.takes_scores() { score(*u) } else { *u };
        let from: Vec<f64> = u.iter().map(from).collect();
        sampler.fill(&from, &mut drawn);
        let at = |end: f64| drawn.iter().filter(|d| (**d - end).abs() < 1e-9).count();
        assert!(drawn.iter().all(|d| (0.0..=1.0).contains(d)), "{alpha}, {beta}");
        // The search for the one at the very step may end on it.
        assert!(at(0.0) + at(1.0) >= 999, "{alpha}, {beta}");
        let ones = at(1.0) as f64 / 1000.0;
        assert!(
            (ones - alpha / (alpha + beta)).abs() <= 0.001,
            "{alpha}, {beta}: {ones}"
        );
    }
    // What even the reciprocal of is past the largest number is no shape.
    for (alpha, beta) in [(1.0, 2e-310), (2e-310, 8e-264), (5e-324, 5e-324)] {
        assert!(Distribution::beta(alpha, beta).is_err());
    }
}

fn score(u: f64) -> f64 {
    Distribution::normal(0.0, 1.0, f64::NEG_INFINITY, f64::INFINITY).unwrap().quantile(u)
}

fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The point above which a probability lies, without passing through 1 - p.
fn upper_quantile(d: &Distribution, upper: f64) -> f64 {
    let mut x = d.quantile(1.0 - upper);
    for _ in 0..4 {
        let density = d.density(x);
        if density.is_normal() {
            x += (d.survival(x) - upper) / density;
        }
    }
    x
}

const FIRST_DIGITS: [u64; 64] = [
    0x6666_6666_6666_6666,
    0xaaaa_aaaa_aaaa_aaaa,
    0x5aa5_5aa5_a55a_a55a,
    0x5a5a_a5a5_a5a5_5a5a,
    0x9966_9966_9966_9966,
    0x6666_9999_9999_6666,
    0xaaaa_5555_5555_aaaa,
    0x6996_9669_9669_6996,
    0x9669_9669_6996_6996,
    0x9696_9696_9696_9696,
    0x6996_6996_6996_6996,
    0x9999_9999_6666_6666,
    0xaa55_55aa_aa55_55aa,
    0xa55a_5aa5_5aa5_a55a,
    0x6699_6699_9966_9966,
    0xa55a_a55a_a55a_a55a,
    0x6699_9966_6699_9966,
    0x5aa5_a55a_5aa5_a55a,
    0x9669_6996_9669_6996,
    0x5555_5555_aaaa_aaaa,
    0x5555_aaaa_5555_aaaa,
    0x9966_6699_6699_9966,
    0x5555_aaaa_5555_aaaa,
    0xa55a_5aa5_5aa5_a55a,
    0xa5a5_5a5a_a5a5_5a5a,
    0x9696_9696_9696_9696,
    0x55aa_55aa_55aa_55aa,
    0x6969_9696_6969_9696,
    0x55aa_55aa_55aa_55aa,
    0x6699_6699_9966_9966,
    0x5555_5555_aaaa_aaaa,
    0xaa55_aa55_55aa_55aa,
    0xa5a5_a5a5_5a5a_5a5a,
    0x9669_6996_9669_6996,
    0x9669_9669_6996_6996,
    0x9696_6969_6969_9696,
    0xa5a5_a5a5_5a5a_5a5a,
    0x5aa5_5aa5_a55a_a55a,
    0xaaaa_aaaa_aaaa_aaaa,
    0x5aa5_a55a_5aa5_a55a,
    0xa55a_a55a_a55a_a55a,
    0x6969_6969_9696_9696,
    0x55aa_aa55_aa55_55aa,
    0x5a5a_a5a5_a5a5_5a5a,
    0x6969_6969_9696_9696,
    0xaaaa_5555_5555_aaaa,
    0x5a5a_5a5a_5a5a_5a5a,
    0xaaaa_5555_5555_aaaa,
    0x6666_6666_6666_6666,
    0x9999_6666_9999_6666,
    0x55aa_aa55_aa55_55aa,
    0xa5a5_5a5a_a5a5_5a5a,
    0x9999_9999_6666_6666,
    0x55aa_aa55_aa55_55aa,
    0x5aa5_a55a_5aa5_a55a,
    0x9999_6666_9999_6666,
    0x5a5a_a5a5_a5a5_5a5a,
    0x6699_9966_6699_9966,
    0x6969_9696_6969_9696,
    0x9696_9696_9696_9696,
    0x55aa_aa55_aa55_55aa,
    0x6666_9999_9999_6666,
    0x6969_6969_9696_9696,
    0x9966_9966_9966_9966,
];
