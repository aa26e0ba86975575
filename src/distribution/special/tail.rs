//! Finding a quantile from a cumulative distribution.

/// A cumulative distribution on a scale where its density is log-concave (the
/// logit for Beta, the logarithm for Gamma), seen from the present point.
#[derive(Copy, Clone, Debug)]
pub(super) struct Here {
    /// Probability below.
    pub(super) lower: f64,
    /// Probability above.
    pub(super) upper: f64,
    /// Density on that scale.
    pub(super) density: f64,
    /// Derivative of the logarithm of that density.
    pub(super) trend: f64,
    /// By how much that falls with the place.
    pub(super) bend: f64,
}

/// The step towards the point with the wanted tails, and whether the search
/// ends with it.
///
/// Halley's step for the logarithm of the smaller tail. A log-concave density
/// has log-concave tails, for which Newton's steps converge from anywhere.
pub(super) fn step(here: Here, lower: f64, upper: f64) -> (f64, bool) {
    let below = lower <= upper;
    let (tail, wanted) = if below { (here.lower, lower) } else { (here.upper, upper) };
    let side = if below { 1.0 } else { -1.0 };
    if !(tail > 0.0 && here.density > 0.0) {
        // Underflow: far outside. Halfway to the mode, as seen from here.
        return ((0.5 * here.trend / here.bend).clamp(-LONGEST, LONGEST), false);
    }
    let ratio = tail / wanted;
    let gap = if (ratio - 1.0).abs() < 0.5 {
        libm::log1p((tail - wanted) / wanted)
    } else {
        libm::log(ratio)
    };
    let slope = here.density / tail;
    let newton = gap / slope;
    let bend = 0.5 * gap * (side * here.trend / slope - 1.0);
    let step = -side * newton / (1.0 - bend).max(0.5);
    (step.clamp(-LONGEST, LONGEST), gap.abs() < 4e-6)
}

/// The longest step: a factor of e^8.
const LONGEST: f64 = 8.0;
