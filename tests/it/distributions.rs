//! Distributions against printed values, and against themselves.

use cost_calculator::distribution::{Distribution, DistributionError};
use cost_calculator::document::Family;
use proptest::prelude::*;

type Made = Result<Distribution, DistributionError>;

/// Probabilities of the table below.
const P: [f64; 7] = [1e-10, 0.001, 0.025, 0.5, 0.9, 0.975, 0.999];

/// Quantiles by mpmath at 25 digits or more: incomplete beta and gamma
/// functions, for large shapes quadrature of the density. (scipy 1.17.1 agrees
/// with all but one: at a shape of a million its lowest is off by 5e-11.)
fn quantiles() -> Vec<(Made, [f64; 7])> {
    vec![
        (
            Distribution::beta(46.574, 99.426),
            [
                0.11858120968011387,
                0.20846517177287768,
                0.24614005409246748,
                0.31817146378585986,
                0.3688852174825088,
                0.3965570576897282,
                0.44348479378366396,
            ],
        ),
        (
            Distribution::beta(0.5, 0.5),
            [
                2.4674011002723397e-20,
                2.467399070916944e-06,
                0.001541333133436012,
                0.5,
                0.9755282581475768,
                0.998458666866564,
                0.999997532600929,
            ],
        ),
        (
            Distribution::beta(0.2, 3.0),
            [
                2.4953435372426346e-51,
                2.495343537242624e-16,
                2.4368589329856333e-09,
                0.007901229090864222,
                0.20598151392294753,
                0.4365890507797343,
                0.7855692989989796,
            ],
        ),
        (
            Distribution::beta(12.0, 3.0),
            [
                0.1024715362734963,
                0.41883083961824885,
                0.571870839090301,
                0.8135258974145957,
                0.9185228460002779,
                0.9534207121101327,
                0.9854205035995972,
            ],
        ),
        (
            Distribution::beta(2.0, 5000.0),
            [
                2.8281576525404937e-09,
                9.0794544319169e-06,
                4.843583921613915e-05,
                0.0003355795176299636,
                0.0007775637967522074,
                0.001113596762793936,
                0.0018447943543463507,
            ],
        ),
        (
            Distribution::beta(318013.0, 316471.0),
            [
                0.4972221011687273,
                0.4992753895251346,
                0.4999848713010765,
                0.5012151619427876,
                0.502019601147204,
                0.502445442774972,
                0.5031549099748682,
            ],
        ),
        (
            Distribution::gamma(4.0, 250.0),
            [
                1.7522721142948823,
                107.13810340710575,
                272.46634340658125,
                918.0151872127241,
                1670.195767063966,
                2191.818267435581,
                3265.5601947970176,
            ],
        ),
        (
            Distribution::gamma(0.3, 100.0),
            [
                3.236440226603552e-32,
                6.972699096783345e-09,
                0.00031856790317391664,
                7.31311358669519,
                88.4810773360244,
                190.02636428388254,
                461.89360427913334,
            ],
        ),
        (
            Distribution::gamma(1.0, 3.0),
            [
                3.00000000015e-10,
                0.0030015010007506007,
                0.07595342395286964,
                2.0794415416798357,
                6.907755278982138,
                11.066638362341806,
                20.723265836946407,
            ],
        ),
        (
            Distribution::gamma(100.0, 100.0),
            [
                4888.309205379595,
                7192.139749500041,
                8136.399125092314,
                9966.686491931549,
                11301.052385984447,
                12052.894775315546,
                13377.026391137859,
            ],
        ),
        (
            Distribution::gamma(1e6, 1.0),
            [
                993651.8087301997,
                996912.6173198152,
                998040.9833402939,
                999999.6666666864,
                1001281.7654996209,
                1001960.9109654503,
                1003093.0823698544,
            ],
        ),
        (
            Distribution::pert(0.5, 1.0, 7.0),
            [
                0.5000000341781928,
                0.5077181901210082,
                0.5923834383166585,
                1.7068495771904952,
                3.372092893920185,
                4.336841039042029,
                5.679021080811028,
            ],
        ),
        (
            Distribution::pert(0.25, 0.648, 2.0),
            [
                0.2500030937860879,
                0.2644468922153875,
                0.33121096671731287,
                0.7698155348803584,
                1.2417321082050314,
                1.4779251645082936,
                1.7707993441515546,
            ],
        ),
        (
            Distribution::normal(5.0, 2.0, f64::NEG_INFINITY, f64::INFINITY),
            [
                -7.722681804808112,
                -1.180464612335627,
                1.0800720309198917,
                5.0,
                7.563103131089202,
                8.919927969080108,
                11.180464612335626,
            ],
        ),
        (
            Distribution::lognormal(0.3, 1.2),
            [
                0.0006532118321609222,
                0.0330981209397837,
                0.12848324381862924,
                1.3498588075760032,
                6.28308988042,
                14.181762121157723,
                55.052031615496794,
            ],
        ),
        (
            Distribution::uniform(2.0, 4.0),
            [2.0000000002, 2.002, 2.05, 3.0, 3.8, 3.95, 3.998],
        ),
        (
            Distribution::triangular(0.0, 1.0, 5.0),
            [
                2.2360679774997898e-05,
                0.07071067811865475,
                0.35355339059327384,
                1.8377223398316205,
                3.585786437626905,
                4.292893218813452,
                4.858578643762691,
            ],
        ),
        (
            Distribution::normal(1.0, 2.0, 0.0, f64::INFINITY),
            [
                3.9280349905231195e-10,
                0.003926110091060837,
                0.09705266788236512,
                1.793742350179089,
                3.9643593568818143,
                5.2266461958672705,
                7.396382664717679,
            ],
        ),
        (
            Distribution::normal(0.015, 0.005, 0.0, f64::INFINITY),
            [
                1.1266744430198853e-10,
                0.0008644763292264279,
                0.005310372039966887,
                0.015008459235470423,
                0.021411605624777424,
                0.024802708666235993,
                0.03045316732059328,
            ],
        ),
        (
            Distribution::normal(0.0, 1.0, 3.0, 5.0),
            [
                3.0000000000304525,
                3.0003046648120693,
                3.007701503774906,
                3.205093808209979,
                3.642030914652575,
                3.9829891203825563,
                4.652929228439261,
            ],
        ),
    ]
}

fn close(a: f64, b: f64, relative: f64) -> bool {
    (a - b).abs() <= relative * b.abs()
}

#[test]
fn quantiles_are_those_printed() {
    for (made, expected) in quantiles() {
        let d = made.unwrap();
        for (p, x) in P.into_iter().zip(expected) {
            // Near a bound a value is as precise as its distance to the mean.
            let room = 1e-13 * x.abs() + 1e-16 * d.mean().abs();
            assert!((d.quantile(p) - x).abs() < room, "{d:?} at {p}: {}", d.quantile(p));
            let lower = d.cumulative(x);
            let step = 4e-16 * (x.abs() + d.mean().abs());
            let room = 1e-10 * p + d.density(x) * step;
            assert!((lower - p).abs() < room, "{d:?} at {x}: {lower} for {p}");
            assert!((d.survival(x) - (1.0 - p)).abs() < 1e-10);
        }
    }
}

/// Moments in closed form, and of cut-off normal distributions by mpmath.
#[test]
fn moments_are_those_printed() {
    let infinite = f64::INFINITY;
    let cases: Vec<(Made, f64, f64)> = vec![
        (Distribution::beta(12.0, 3.0), 0.8, 0.1),
        (Distribution::gamma(100.0, 100.0), 10_000.0, 1000.0),
        (Distribution::uniform(2.0, 4.0), 3.0, 0.577_350_269_189_625_8),
        (Distribution::triangular(0.0, 1.0, 5.0), 2.0, 1.080_123_449_734_643_5),
        (
            Distribution::pert(0.5, 1.0, 7.0),
            1.916_666_666_666_666_7,
            1.014_282_919_736_816_6,
        ),
        (Distribution::lognormal(0.3, 1.2), 2.773_194_763_964_298, 4.976_857_731_238_136),
        (
            Distribution::normal(1.0, 2.0, 0.0, infinite),
            2.018_320_867_674_067,
            1.394_525_633_606_449,
        ),
        (
            Distribution::normal(0.015, 0.005, 0.0, infinite),
            0.015_022_189_195_210_627,
            0.004_966_555_115_113_139,
        ),
        (
            Distribution::normal(0.0, 1.0, 3.0, 5.0),
            3.282_694_379_942_298_3,
            0.264_192_289_952_687_56,
        ),
        (
            Distribution::normal(0.0, 1.0, -1.0, 2.0),
            0.229_637_179_091_328_97,
            0.720_945_586_859_045_8,
        ),
        (Distribution::normal(5.0, 2.0, -infinite, infinite), 5.0, 2.0),
        (Ok(Distribution::Fixed(3.0)), 3.0, 0.0),
    ];
    for (made, mean, sd) in cases {
        let d = made.unwrap();
        assert!(close(d.mean(), mean, 1e-13), "{d:?}: {}", d.mean());
        assert!((d.sd() - sd).abs() <= 1e-12 * sd, "{d:?}: {}", d.sd());
    }
}

/// By scipy 1.17.1.
#[test]
fn densities_are_those_printed() {
    let cases: Vec<(Made, f64, f64)> = vec![
        (Distribution::beta(46.574, 99.426), 0.3, 9.431_351_823_593_053),
        (Distribution::gamma(4.0, 250.0), 900.0, 0.000_849_877_063_000_587_8),
        (Distribution::lognormal(0.3, 1.2), 2.0, 0.157_540_049_404_394_1),
        (Distribution::triangular(0.0, 1.0, 5.0), 2.0, 0.3),
        (Distribution::pert(0.5, 1.0, 7.0), 2.0, 0.326_236_432_368_663_7),
        (
            Distribution::normal(5.0, 2.0, f64::NEG_INFINITY, f64::INFINITY),
            6.0,
            0.176_032_663_382_149_73,
        ),
        (Distribution::beta(1.0, 1.0), 0.0, 1.0),
        (Distribution::beta(0.5, 2.0), 0.0, f64::INFINITY),
        (Distribution::gamma(1.0, 2.0), 0.0, 0.5),
        (Distribution::gamma(3.0, 2.0), -1.0, 0.0),
        (Distribution::uniform(2.0, 4.0), 1.9, 0.0),
    ];
    for (made, x, density) in cases {
        let d = made.unwrap();
        let found = d.density(x);
        assert!(found == density || close(found, density, 1e-12), "{d:?}: {found}");
    }
}

/// Far tails keep their relative precision. By mpmath.
#[test]
fn far_tails() {
    let beta = Distribution::beta(46.574, 99.426).unwrap();
    let gamma = Distribution::gamma(4.0, 250.0).unwrap();
    let lognormal = Distribution::lognormal(0.3, 1.2).unwrap();
    let normal = Distribution::by_mean_sd(Family::Normal, 0.0, 1.0).unwrap();
    for (found, expected) in [
        (beta.cumulative(0.05), 4.421_934_224_929_422_5e-25),
        (beta.survival(0.7), 1.256_126_993_145_129e-21),
        (gamma.survival(20_000.0), 1.599_357_024_996_629e-30),
        (lognormal.cumulative(1e-10), 1.833_730_892_583_550_2e-84),
        (normal.survival(37.0), 5.725_571_222_524_577e-300),
    ] {
        assert!(close(found, expected, 1e-12), "{found:e} for {expected:e}");
    }
}

/// `mom_distributions`: method of moments in the R packages dampack
/// (`gen_psa_samp.R`) and hesim (`distributions.R`).
#[test]
fn by_moments() {
    let Ok(Distribution::Beta { alpha, beta }) =
        Distribution::by_mean_sd(Family::Beta, 0.8, 0.1)
    else {
        panic!("no Beta");
    };
    assert!(close(alpha, 12.0, 1e-8) && close(beta, 3.0, 1e-8));
    let Ok(Distribution::Gamma { shape, scale }) =
        Distribution::by_mean_sd(Family::Gamma, 10_000.0, 1000.0)
    else {
        panic!("no Gamma");
    };
    assert!(close(shape, 100.0, 1e-8) && close(scale, 100.0, 1e-8));
    let Ok(Distribution::Lognormal { mu, sigma }) =
        Distribution::by_mean_sd(Family::Lognormal, 3.0, 0.1)
    else {
        panic!("no lognormal");
    };
    assert!(close(mu, 1.098_057_041_5, 1e-8) && close(sigma, 0.033_324_079_6, 1e-8));
}

/// Counts: 320 of 648, and a share as sure as 146 people.
#[test]
fn by_counts() {
    let counted = Distribution::from_counts(320.0, 328.0).unwrap();
    assert_eq!(counted, Distribution::beta(320.0, 328.0).unwrap());
    let known = Distribution::beta_with_mean(0.319, 146.0).unwrap();
    assert!(close(known.mean(), 0.319, 1e-15));
    // The standard error of a share of n, with n + 1 for n.
    assert!(close(known.sd(), (0.319_f64 * 0.681 / 147.0).sqrt(), 1e-14));
}

#[test]
fn what_makes_no_distribution_is_told() {
    let told = |made: Made| made.unwrap_err().to_string();
    for made in [
        Distribution::uniform(1.0, 0.0),
        Distribution::uniform(f64::NAN, 0.0),
        Distribution::triangular(0.0, 3.0, 2.0),
        Distribution::pert(0.0, -1.0, 2.0),
        Distribution::normal(0.0, -1.0, 0.0, 1.0),
        Distribution::normal(0.0, 1.0, 1.0, 0.0),
        Distribution::normal(0.0, 1.0, 60.0, 61.0),
        Distribution::normal(0.0, f64::INFINITY, 0.0, 1.0),
        Distribution::lognormal(0.0, -1.0),
        Distribution::beta(0.0, 1.0),
        Distribution::beta(1.0, f64::INFINITY),
        Distribution::gamma(1.0, 0.0),
        Distribution::by_mean_sd(Family::Beta, 0.5, 0.6),
        Distribution::by_mean_sd(Family::Beta, 1.5, 0.1),
        Distribution::by_mean_sd(Family::Gamma, -1.0, 0.1),
        Distribution::by_mean_sd(Family::Gamma, 1.0, f64::NAN),
        Distribution::from_interval95(Family::Beta, 0.0, 0.4),
        Distribution::from_interval95(Family::Gamma, -1.0, 0.4),
        Distribution::from_interval95(Family::Normal, 2.0, 2.0),
        Distribution::from_interval95(Family::Normal, f64::NAN, 2.0),
        Distribution::from_interval95(Family::Uniform, 0.0, f64::INFINITY),
    ] {
        let words = told(made);
        assert!(words.len() > 20 && !words.contains("NaN"), "{words}");
    }
}

#[test]
fn what_cannot_vary_is_fixed() {
    for made in [
        Distribution::uniform(2.0, 2.0),
        Distribution::pert(2.0, 2.0, 2.0),
        Distribution::normal(2.0, 0.0, 0.0, 9.0),
        Distribution::by_mean_sd(Family::Gamma, 2.0, 0.0),
    ] {
        assert_eq!(made.unwrap(), Distribution::Fixed(2.0));
    }
    assert!(Distribution::uniform(0.0, 1.0).unwrap().quantile(1.5).is_nan());
    assert!(Distribution::uniform(0.0, 1.0).unwrap().cumulative(f64::NAN).is_nan());
}

fn any() -> impl Strategy<Value = Distribution> {
    let shape = || (-4.0..14.0_f64).prop_map(f64::exp);
    let wide = || -1e3..1e3_f64;
    let three = || {
        (wide(), 0.001..1e3_f64, 0.0..=1.0_f64)
            .prop_map(|(low, width, part)| (low, low + part * width, low + width))
    };
    prop_oneof![
        (wide(), 0.001..1e3_f64).prop_map(|(l, w)| Distribution::uniform(l, l + w)),
        three().prop_map(|(a, b, c)| Distribution::triangular(a, b, c)),
        three().prop_map(|(a, b, c)| Distribution::pert(a, b, c)),
        (wide(), 0.001..1e3_f64).prop_map(|(m, s)| {
            Distribution::normal(m, s, f64::NEG_INFINITY, f64::INFINITY)
        }),
        (-5.0..5.0_f64, 0.1..9.0_f64, 0.2..10.0_f64)
            .prop_map(|(low, width, s)| Distribution::normal(0.0, s, low, low + width)),
        (-5.0..5.0_f64, 0.01..3.0_f64).prop_map(|(m, s)| Distribution::lognormal(m, s)),
        (shape(), shape()).prop_map(|(a, b)| Distribution::beta(a, b)),
        (shape(), 0.01..100.0_f64).prop_map(|(k, s)| Distribution::gamma(k, s)),
    ]
    .prop_map(Result::unwrap)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The inverse of the cumulative is the identity, tails included: the
    /// cumulative at a quantile is the probability, as far as the quantile's
    /// own rounding lets it.
    #[test]
    fn cumulative_of_quantile(d in any(), z in -30.0..8.2_f64) {
        // From 1e-197 below to as near to 1 as a double comes.
        let p = 0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2);
        let x = d.quantile(p);
        if !(p > 0.0 && p < 1.0 && x.abs() > 1e-290) {
            return Ok(());
        }
        let (below, above) = (d.cumulative(x), d.survival(x));
        // What one rounding of x can do to the probability.
        let step = d.cumulative(x * (1.0 + 4e-16) + 1e-300) - d.cumulative(x * (1.0 - 4e-16) - 1e-300);
        let room = 2.0 * step.abs();
        prop_assert!(
            (below - p).abs() <= 1e-11 * p + room
                || (above - (1.0 - p)).abs() <= 1e-11 * (1.0 - p) + room,
            "{:?}: {} for {} at {}", d, below, p, x
        );
        prop_assert!((below + above - 1.0).abs() < 1e-12);
    }

    /// Quantiles rise, keep to the bounds, and the density is the slope.
    #[test]
    fn quantiles_rise(d in any(), p in 0.001..0.999_f64) {
        let (a, b) = (d.quantile(p * 0.999), d.quantile(p));
        prop_assert!(a <= b, "{:?} {} {}", d, a, b);
        prop_assert!(d.density(b) >= 0.0);
        let (low, high) = d.interval95();
        prop_assert!(low <= high);
    }

    /// A 95% interval is met by the distribution that it makes.
    #[test]
    fn intervals_are_met(family in 0..7_usize, centre in -4.0..4.0_f64, spread in 0.001..3.0_f64) {
        let families = [
            Family::Uniform, Family::Triangular, Family::Pert, Family::Normal,
            Family::Lognormal, Family::Gamma, Family::Beta,
        ];
        let family = families[family];
        let (low, high) = match family {
            Family::Beta => {
                let share = |x: f64| 1.0 / (1.0 + (-x).exp());
                (share(centre - spread), share(centre + spread))
            }
            Family::Lognormal | Family::Gamma => ((centre - spread).exp(), (centre + spread).exp()),
            _ => (centre - spread, centre + spread),
        };
        let d = Distribution::from_interval95(family, low, high).unwrap();
        let (l, h) = d.interval95();
        let room = 1e-7 * (high - low);
        prop_assert!((l - low).abs() < room && (h - high).abs() < room, "{:?}: {} {} for {} {}", d, l, h, low, high);
        prop_assert_eq!(d.family(), family);
    }

    /// Lopsided intervals of shares and costs are met too, or refused.
    #[test]
    fn lopsided_intervals(a in 0.0001..0.9999_f64, b in 0.0001..0.9999_f64, scale in 0.01..1e6_f64) {
        let (low, high) = (a.min(b), a.max(b));
        prop_assume!(high - low > 1e-4);
        for (family, scale) in [(Family::Beta, 1.0), (Family::Gamma, scale)] {
            let (low, high) = (low * scale, high * scale);
            let made = Distribution::from_interval95(family, low, high);
            prop_assert!(made.is_ok(), "{:?} {} {}", family, low, high);
            let (l, h) = made.unwrap().interval95();
            let room = 1e-7 * (high - low);
            prop_assert!((l - low).abs() < room && (h - high).abs() < room);
        }
    }
}

/// Quantiles worked out with 200 bits and more, by bisection of the cumulative
/// function: Beta in Arb, shapes from a thousandth to a hundred million; Gamma
/// in mpmath.
#[test]
fn quantiles_are_those_of_an_arbitrary_precision_reference() {
    let mut rows = csv::Reader::from_path("tests/it/quantiles.csv").unwrap();
    let mut tried = 0;
    for row in rows.deserialize() {
        let (family, a, b, p, known): (String, f64, f64, f64, f64) = row.unwrap();
        let made = match &*family {
            "beta" => Distribution::beta(a, b),
            _ => Distribution::gamma(a, b),
        };
        let found = made.unwrap().quantile(p);
        // What is below the least number there is, is nothing.
        let so = close(found, known, 1e-9) || found < 1e-300 && known < 1e-300;
        assert!(so, "{family} {a} {b} at {p}: {found:e}, {known:e}");
        tried += 1;
    }
    assert_eq!(tried, 545);
}

/// No parameters, however far apart, keep it busy for ever or put its numbers
/// out of order: they are refused, or told apart.
#[test]
fn bounds_far_apart() {
    let ends = [-1.5e308, -1e300, -1.0, 0.0, 1e-300, 1.0, 1e300, 1e308, 1.5e308];
    for low in ends {
        for mode in ends {
            for high in ends {
                for made in [
                    Distribution::uniform(low, high),
                    Distribution::triangular(low, mode, high),
                    Distribution::pert(low, mode, high),
                ] {
                    let Ok(d) = made else { continue };
                    let at = [0.001, 0.25, 0.5, 0.75, 0.999].map(|p| d.quantile(p));
                    assert!(at.iter().all(|x| x.is_finite()), "{d:?}: {at:?}");
                    assert!(at.windows(2).all(|two| two[0] <= two[1]), "{d:?}: {at:?}");
                    assert!(d.mean().is_finite(), "{d:?}");
                }
            }
        }
    }
}

/// Built by hand from nonsense, a distribution gives NaN and ends.
#[test]
fn nonsense_built_by_hand() {
    for shape in [-1.0, 0.0, f64::NAN, f64::INFINITY] {
        for d in [
            Distribution::Beta { alpha: shape, beta: 2.0 },
            Distribution::Beta { alpha: 2.0, beta: shape },
            Distribution::Gamma { shape, scale: 1.0 },
        ] {
            assert!(d.quantile(0.3).is_nan(), "{d:?}: {}", d.quantile(0.3));
        }
    }
}
