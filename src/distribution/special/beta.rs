//! The regularised incomplete beta function and its inverse.

use super::deviance::{deviance, log1p_minus, stirling_error};
use super::normal::normal_score;
use super::quadrature::{integral, reach};
use super::tail::{Here, step};

/// The Beta distribution, in the logit of `x`, where its density
/// `x^a y^b / B(a, b)` with `y = 1 - x` is log-concave for every shape. Points
/// are pairs `(x, y)`, so that those near 1 are as precise as those near 0.
#[derive(Copy, Clone, Debug)]
pub(crate) struct BetaShape {
    a: f64,
    b: f64,
    /// ln of the density where x = a / (a + b)
    front: f64,
}

/// With both shapes from here on a quadrature beats series and fraction.
const LARGE: f64 = 60.0;

impl BetaShape {
    /// With shapes `a > 0` and `b > 0`.
    pub(crate) fn new(a: f64, b: f64) -> Self {
        let n = a + b;
        let spread = a / n * b / std::f64::consts::TAU;
        let errors = stirling_error(n) - stirling_error(a) - stirling_error(b);
        Self { a, b, front: 0.5 * libm::log(spread) + errors }
    }

    /// The distribution of `y`.
    fn mirrored(self) -> Self {
        Self { a: self.b, b: self.a, front: self.front }
    }

    /// Density in the logit; divided by `x y` it is the density in `x`.
    pub(crate) fn density(&self, (x, y): (f64, f64)) -> f64 {
        let n = self.a + self.b;
        let excess = -self.trend((x, y));
        libm::exp(
            self.front
                - deviance(self.a, n * x, excess)
                - deviance(self.b, n * y, -excess),
        )
    }

    /// `ln` of the density in the logit, differentiated.
    pub(crate) fn trend(&self, (x, y): (f64, f64)) -> f64 {
        self.a * y - self.b * x
    }

    /// Probabilities below and above a point.
    pub(crate) fn tails(&self, (x, y): (f64, f64)) -> (f64, f64) {
        if !(x > 0.0) {
            return (0.0, 1.0);
        }
        if !(y > 0.0) {
            return (1.0, 0.0);
        }
        if self.a < LARGE || self.b < LARGE {
            if self.trend((x, y)) >= 0.0 {
                let tail = self.lower_tail((x, y));
                return (tail, 1.0 - tail);
            }
            let tail = self.mirrored().lower_tail((y, x));
            return (1.0 - tail, tail);
        }
        let scale = self.density((x, y)) / (x * y);
        let below = self.slope((x, y)) > 0.0;
        let side = if below { -1.0 } else { 1.0 };
        let tail = if scale == 0.0 { 0.0 } else { scale * self.beyond((x, y), side) };
        if below { (tail, 1.0 - tail) } else { (1.0 - tail, tail) }
    }

    /// The point with these tails.
    pub(crate) fn quantile(&self, lower: f64, upper: f64) -> (f64, f64) {
        if !(lower > 0.0) {
            return (0.0, 1.0);
        }
        if !(upper > 0.0) {
            return (1.0, 0.0);
        }
        self.refine(self.guess(lower, upper), lower, upper).0
    }

    /// The same from a guess, with the density in the logit there.
    pub(crate) fn refine(
        &self,
        guess: (f64, f64),
        lower: f64,
        upper: f64,
    ) -> ((f64, f64), f64) {
        let (mut x, mut y) = guess;
        for _ in 0..60 {
            let (below, above) = self.tails((x, y));
            let density = self.density((x, y));
            let trend = self.trend((x, y));
            let bend = (self.a + self.b) * x * y;
            let here = Here { lower: below, upper: above, density, trend, bend };
            let (by, last) = step(here, lower, upper);
            // The logistic function, without leaving (x, y).
            // Both are summed: a pair may come in whose x has rounded to 1.
            let grown = x * libm::exp(by);
            let divisor = grown + y;
            x = grown / divisor;
            y /= divisor;
            // At an end, or at none: there is no way on from either.
            if last || !(x > 0.0 && y > 0.0) {
                break;
            }
        }
        ((x, y), self.density((x, y)))
    }

    fn guess(&self, lower: f64, upper: f64) -> (f64, f64) {
        let (a, b) = (self.a, self.b);
        if let Some(x) = self.power_guess(lower) {
            return (x, 1.0 - x);
        }
        if let Some(y) = self.mirrored().power_guess(upper) {
            return (1.0 - y, y);
        }
        let z = normal_score(lower, upper);
        let logit = if a > 1.0 && b > 1.0 {
            // Abramowitz and Stegun 26.5.22, after Cochran.
            let (p, q) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
            let h = 2.0 / (p + q);
            let l = (z * z - 3.0) / 6.0;
            let w = -z * (h + l).sqrt() / h - (q - p) * (l + 5.0 / 6.0 - 2.0 / (3.0 * h));
            libm::log(a / b) - 2.0 * w
        } else {
            libm::log(a / b) + z * (1.0 / a + 1.0 / b).sqrt()
        };
        let e = libm::exp(logit.clamp(-600.0, 600.0));
        (e / (1.0 + e), 1.0 / (1.0 + e))
    }

    /// Near 0 the probability below is a power of x.
    fn power_guess(&self, lower: f64) -> Option<f64> {
        let (a, b) = (self.a, self.b);
        let n = a + b;
        // ln(1 / B(a, b))
        let front = self.front - a * libm::log(a / n) - b * libm::log(b / n);
        let x = libm::exp((libm::log(lower) - front + libm::log(a)) / a);
        let near = x < 0.3 * (a + 1.0) / (n + 1.0) && x < 0.3;
        (near && (a < 1.0 || lower < 0.01)).then_some(x.max(f64::MIN_POSITIVE))
    }

    /// Probability below a point under the mean, where a shape is small.
    fn lower_tail(&self, (x, y): (f64, f64)) -> f64 {
        let density = self.density((x, y));
        if density == 0.0 {
            return 0.0;
        }
        if self.b * x <= 1.0 && x <= 0.7 {
            return density * self.series(x) / libm::exp(self.b * libm::log1p(-x));
        }
        density / self.fraction((x, y))
    }

    /// A power series in x.
    fn series(&self, x: f64) -> f64 {
        let (a, b) = (self.a, self.b);
        let mut power = 1.0;
        let mut sum = 1.0 / a;
        for i in 1..1000 {
            let i = f64::from(i);
            power *= (i - b) / i * x;
            let term = power / (a + i);
            sum += term;
            if term.abs() < sum * 1e-17 {
                break;
            }
        }
        sum
    }

    /// The density in the logit over the probability below: the continued
    /// fraction of `DiDonato` and Morris (TOMS 708, BFRAC) by Lentz's method.
    fn fraction(&self, (x, y): (f64, f64)) -> f64 {
        let (a, b) = (self.a, self.b);
        let trend = self.trend((x, y));
        let mut value = a * (trend + 1.0) / (a + 1.0);
        let mut c = value;
        let mut d = 0.0;
        for i in 1..3000 {
            let m = f64::from(i);
            let e = a + 2.0 * m;
            let common = m * (b - m) * x / (e - 1.0);
            let numerator = (a + m - 1.0) * (a + b + m - 1.0) / (e - 1.0) * common * x;
            let term = m + common + (a + m) * (trend + 1.0 + m * (1.0 + y)) / (e + 1.0);
            d = 1.0 / (term + numerator * d);
            c = term + numerator / c;
            let factor = c * d;
            value *= factor;
            // Also where it is no number any more.
            if !((factor - 1.0).abs() > f64::EPSILON) {
                break;
            }
        }
        value
    }

    /// The derivative of `ln` of the density in `x`.
    fn slope(&self, (x, y): (f64, f64)) -> f64 {
        (self.trend((x, y)) - y + x) / (x * y)
    }

    /// The integral of the density in `x`, relative to the density at `x`,
    /// from there to the end on one side; for shapes above 1.
    fn beyond(&self, (x, y): (f64, f64), side: f64) -> f64 {
        let (p, q) = (self.a - 1.0, self.b - 1.0);
        let slope = side * self.slope((x, y));
        let fall = |t: f64| {
            p * log1p_minus(side * t / x) + q * log1p_minus(-side * t / y) + slope * t
        };
        let change = |t: f64| side * (p / (x + side * t) - q / (y - side * t));
        let bend = p / (x * x) + q / (y * y);
        let guess = (slope + (slope * slope + 78.0 * bend).sqrt()) / bend;
        let limit = if side < 0.0 { x } else { y };
        let end = reach(guess, limit, |t| (fall(t), change(t)));
        integral(0.0, end, |t| libm::exp(fall(t)))
    }
}
