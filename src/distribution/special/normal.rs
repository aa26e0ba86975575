//! The standard normal distribution.

#![expect(clippy::excessive_precision, reason = "digits as they were published")]

use std::f64::consts::FRAC_1_SQRT_2;

/// 1 / sqrt(2 pi)
const FRAC_1_SQRT_TAU: f64 = 0.398_942_280_401_432_7;

/// Density at `z`.
pub(crate) fn normal_density(z: f64) -> f64 {
    FRAC_1_SQRT_TAU * libm::exp(-0.5 * z * z)
}

/// Probability of a value below `z`; precise in the lower tail. The upper tail
/// is that of `-z`.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The value below which lies probability `p`.
///
/// Wichura (1988), algorithm AS 241, PPND16: relative error about 1e-16. No
/// refinement follows: a Newton step would add the error of `erfc`.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    // Exact for p >= 1/2; the subtraction loses nothing that p still held.
    normal_score(p, 1.0 - p)
}

/// The same from both tails, of which only the smaller is used in the tails.
pub(crate) fn normal_score(lower: f64, upper: f64) -> f64 {
    let tail = lower.min(upper);
    if !(tail >= 0.0) {
        return f64::NAN;
    }
    if tail >= 0.075 {
        let q = if lower < upper { lower - 0.5 } else { 0.5 - upper };
        let r = 0.180_625 - q * q;
        return q * polynomial(r, &CENTRE_TOP) / polynomial(r, &CENTRE_BOTTOM);
    }
    let r = (-libm::log(tail)).sqrt();
    let z = if tail == 0.0 {
        f64::INFINITY
    } else if r <= 5.0 {
        let r = r - 1.6;
        polynomial(r, &MIDDLE_TOP) / polynomial(r, &MIDDLE_BOTTOM)
    } else {
        let r = r - 5.0;
        polynomial(r, &FAR_TOP) / polynomial(r, &FAR_BOTTOM)
    };
    if lower < upper { -z } else { z }
}

/// Horner's rule, the highest power first.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

const CENTRE_TOP: [f64; 8] = [
    2.509_080_928_730_122_6e3,
    3.343_057_558_358_812_8e4,
    6.726_577_092_700_870_1e4,
    4.592_195_393_154_987_1e4,
    1.373_169_376_550_946e4,
    1.971_590_950_306_551_3e3,
    1.331_416_678_917_843_8e2,
    3.387_132_872_796_366_5,
];
const CENTRE_BOTTOM: [f64; 8] = [
    5.226_495_278_852_854_6e3,
    2.872_908_573_572_194_3e4,
    3.930_789_580_009_271e4,
    2.121_379_430_158_659_7e4,
    5.394_196_021_424_751e3,
    6.871_870_074_920_579e2,
    4.231_333_070_160_091e1,
    1.0,
];
const MIDDLE_TOP: [f64; 8] = [
    7.745_450_142_783_414e-4,
    2.272_384_498_926_918_4e-2,
    2.417_807_251_774_506e-1,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_6,
];
const MIDDLE_BOTTOM: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    1.519_866_656_361_645_7e-2,
    1.481_039_764_274_800_8e-1,
    6.897_673_349_851e-1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_758_8,
    1.0,
];
const FAR_TOP: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    1.242_660_947_388_078_4e-3,
    2.653_218_952_657_612_4e-2,
    2.965_605_718_285_049e-1,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const FAR_BOTTOM: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_8e-5,
    7.868_691_311_456_133e-4,
    1.487_536_129_085_061_5e-2,
    1.369_298_809_227_358e-1,
    5.998_322_065_558_88e-1,
    1.0,
];
