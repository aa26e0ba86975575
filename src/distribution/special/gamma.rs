//! The regularised incomplete gamma function and its inverse.

use super::deviance::{deviance, log1p_minus, stirling_error};
use super::normal::normal_score;
use super::quadrature::{integral, reach};
use super::tail::{Here, step};

/// The Gamma distribution with scale 1 and a given shape, in `ln x`, where its
/// density `x^a e^-x / Gamma(a)` is log-concave for every shape.
#[derive(Copy, Clone, Debug)]
pub(crate) struct GammaShape {
    a: f64,
    /// ln of `sqrt(a / 2 pi) / e^stirling_error`
    front: f64,
}

/// From here on a quadrature beats series and fraction, whose number of terms
/// grows with the square root of the shape.
const LARGE: f64 = 60.0;

impl GammaShape {
    /// With shape `a > 0`.
    pub(crate) fn new(a: f64) -> Self {
        let tau = std::f64::consts::TAU;
        Self { a, front: 0.5 * libm::log(a / tau) - stirling_error(a) }
    }

    /// Density in `ln x`; divided by `x` it is the density in `x`.
    pub(crate) fn density(&self, x: f64) -> f64 {
        libm::exp(self.front - deviance(self.a, x, x - self.a))
    }

    /// `ln` of the density in `ln x`, differentiated.
    pub(crate) fn trend(&self, x: f64) -> f64 {
        self.a - x
    }

    /// Probabilities below and above `x`.
    pub(crate) fn tails(&self, x: f64) -> (f64, f64) {
        let a = self.a;
        if !(x > 0.0) {
            return (0.0, 1.0);
        }
        let density = self.density(x);
        let lower = if a >= LARGE { x < a - 1.0 } else { x < a.max(1.0) };
        let tail = match (a >= LARGE, lower) {
            _ if density == 0.0 => 0.0,
            (true, true) => density / x * self.beyond(x, -1.0),
            (true, false) => density / x * self.beyond(x, 1.0),
            (false, true) => density * series(a, x),
            (false, false) => density / fraction(a, x),
        };
        if lower { (tail, 1.0 - tail) } else { (1.0 - tail, tail) }
    }

    /// The point with these tails.
    pub(crate) fn quantile(&self, lower: f64, upper: f64) -> f64 {
        if !(lower > 0.0) {
            return 0.0;
        }
        if !(upper > 0.0) {
            return f64::INFINITY;
        }
        self.refine(self.guess(lower, upper), lower, upper).0
    }

    /// The same from a guess, with the density in `ln x` there.
    pub(crate) fn refine(&self, guess: f64, lower: f64, upper: f64) -> (f64, f64) {
        let mut x = guess;
        for _ in 0..60 {
            let (below, above) = self.tails(x);
            let density = self.density(x);
            let trend = self.trend(x);
            let here = Here { lower: below, upper: above, density, trend, bend: x };
            let (by, last) = step(here, lower, upper);
            x *= libm::exp(by);
            if last || x == 0.0 {
                break;
            }
        }
        (x, self.density(x))
    }

    fn guess(&self, lower: f64, upper: f64) -> f64 {
        let a = self.a;
        // ln(1 / Gamma(a))
        let front = self.front - a * libm::log(a) + a;
        // Near 0 the probability below is a power of x.
        let power = libm::exp((libm::log(lower) - front + libm::log(a)) / a);
        if power < 0.3 * (a + 1.0) && (a < 1.0 || (lower < 0.01 && a < LARGE)) {
            return power.max(f64::MIN_POSITIVE);
        }
        if a < 1.0 {
            return (front - libm::log(upper)).max(0.3);
        }
        // Wilson and Hilferty: the cube root is nearly normal.
        let c = 1.0 / (9.0 * a);
        let root = (1.0 - c + normal_score(lower, upper) * c.sqrt()).max(0.1);
        a * root * root * root
    }

    /// The integral of the density in `x`, relative to the density at `x`,
    /// from there to the end on one side.
    fn beyond(&self, x: f64, side: f64) -> f64 {
        let power = self.a - 1.0;
        let slope = side * (power - x) / x;
        let fall = |t: f64| power * log1p_minus(side * t / x) + slope * t;
        let bend = power / (x * x);
        let guess = (slope + (slope * slope + 78.0 * bend).sqrt()) / bend;
        let limit = if side < 0.0 { x } else { f64::INFINITY };
        let end =
            reach(guess, limit, |t| (fall(t), side * (power / (x + side * t) - 1.0)));
        integral(0.0, end, |t| libm::exp(fall(t)))
    }
}

/// `P(a, x)` over the density in `ln x`: a power series, for x up to a.
fn series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    let mut divisor = a;
    for _ in 0..1000 {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// The density in `ln x` over `Q(a, x)`: Legendre's continued fraction by
/// Lentz's method, for x from a and from 1 upwards.
fn fraction(a: f64, x: f64) -> f64 {
    let mut b = x - a + 1.0;
    let mut value = b;
    let mut c = b;
    let mut d = 0.0;
    for i in 1..1000 {
        let i = f64::from(i);
        let numerator = i * (a - i);
        b += 2.0;
        d = 1.0 / (b + numerator * d);
        c = b + numerator / c;
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}
