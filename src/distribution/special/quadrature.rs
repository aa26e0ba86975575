//! Integrals of smooth functions.

/// Nodes in (0, 1) and weights of Gauss and Legendre's rule of 24 points on
/// [-1, 1], which is symmetric.
const RULE: [(f64, f64); 12] = [
    (0.064_056_892_862_605_63, 0.127_938_195_346_752_02),
    (0.191_118_867_473_616_3, 0.125_837_456_346_828_25),
    (0.315_042_679_696_163_4, 0.121_670_472_927_803_3),
    (0.433_793_507_626_045_1, 0.115_505_668_053_725_52),
    (0.545_421_471_388_839_6, 0.107_444_270_115_965_56),
    (0.648_093_651_936_975_5, 0.097_618_652_104_113_93),
    (0.740_124_191_578_554_4, 0.086_190_161_531_953_2),
    (0.820_001_985_973_903, 0.073_346_481_411_080_16),
    (0.886_415_527_004_401_1, 0.059_298_584_915_436_36),
    (0.938_274_552_002_732_8, 0.044_277_438_817_419_41),
    (0.974_728_555_971_309_5, 0.028_531_388_628_933_56),
    (0.995_187_219_997_021_3, 0.012_341_229_799_988_69),
];

/// The integral of `f` over `[from, to]`: 1e-14 where `f` falls by up to 17
/// orders of magnitude like a normal density.
pub(crate) fn integral(from: f64, to: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
    let half = 0.5 * (to - from);
    let middle = from + half;
    let weighted = RULE.map(|(node, weight)| {
        weight * (f(middle - half * node) + f(middle + half * node))
    });
    half * weighted.iter().sum::<f64>()
}

/// How far a log-concave function must be followed until it has fallen by 17
/// orders of magnitude. `fall(t)` is its logarithm relative to `t = 0` with
/// the derivative, both negative; `guess` is a first guess. The answer is
/// never too short, and less than `limit`.
pub(crate) fn reach(guess: f64, limit: f64, fall: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut t = guess.min(0.9 * limit);
    // Newton's steps for a concave function end beyond the root.
    for _ in 0..3 {
        let (value, slope) = fall(t);
        t += (value + 39.0) / -slope;
        if !(t < limit) {
            return limit;
        }
    }
    t
}
