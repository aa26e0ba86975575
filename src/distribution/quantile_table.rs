//! Quantiles of a distribution as a smooth function of the normal score.

use super::Distribution;
use super::special::{BetaShape, GammaShape, normal_cdf, normal_density};
use super::truncated::Truncated;
use crate::lanes;
use crate::lean::gather::Gather as _;
use std::ops::{Add, Mul};
use wide::f64x2;

/// A quantile function by piecewise polynomials of degree 5 in the normal
/// score `z`, which agree with it in value, slope and bend at every node.
///
/// The error is at most 1e-9 of the distance to the nearer bound of the
/// distribution, down to a millionth of its standard deviation. Nodes are
/// doubled until it is.
#[derive(Clone, Debug)]
pub(crate) struct QuantileTable {
    /// Nodes a unit of `z`.
    per_unit: f64,
    /// By interval: polynomial coefficients of the place in it, from 0 to 1,
    /// the highest power first.
    pieces: Vec<[f64; 6]>,
}

/// Scores reach this far: draws of 32 bits end at 6.34.
const REACH: f64 = 6.5;

/// A prediction from twice the distance may miss by this; the polynomials,
/// whose error falls with the sixth power of the distance, are then 64 times
/// as close.
const ALLOWED: f64 = 3e-9;

/// Intervals at first, and at most.
const FEWEST: usize = 16;
const MOST: usize = 4096;

impl QuantileTable {
    /// The table of a distribution that has no closed form in `z`.
    pub(crate) fn new(distribution: &Distribution) -> Self {
        let curve = Curve::new(distribution);
        let mut nodes = curve.first();
        loop {
            let (finer, error) = curve.refine(&nodes);
            nodes = finer;
            if error <= ALLOWED || nodes.len() > MOST {
                break;
            }
        }
        Self::through(&nodes, curve.low, curve.width)
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand nodes")]
    fn through(nodes: &[Node], low: f64, width: f64) -> Self {
        let intervals = nodes.len().saturating_sub(1);
        let per_unit = intervals as f64 / (2.0 * REACH);
        let piece = |(a, b): (&Node, &Node)| {
            let mut c = hermite(a, b, 1.0 / per_unit).map(|c| c * width);
            if let Some(constant) = c.last_mut() {
                *constant += low;
            }
            c
        };
        Self {
            per_unit,
            pieces: nodes.iter().zip(nodes.iter().skip(1)).map(piece).gather(),
        }
    }

    /// Whether it has a value at every score.
    pub(crate) fn is_finite(&self) -> bool {
        self.pieces.iter().flatten().all(|c| c.is_finite())
    }

    /// The quantiles at scores.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the whole part of a small number above 0"
    )]
    pub(crate) fn fill(&self, scores: &[f64], out: &mut [f64]) {
        let (reach, per_unit) = (f64x2::splat(REACH), f64x2::splat(self.per_unit));
        let piece = |whole: u32| self.pieces.get(whole as usize).unwrap_or(&NONE);
        lanes::each(scores, out, |z| {
            let place = (z + reach) * per_unit;
            let [a, b] = place.to_array();
            let (a, b) = (a as u32, b as u32);
            let t = place - f64x2::new([a.into(), b.into()]);
            let [a5, a4, a3, a2, a1, a0] = *piece(a);
            let [b5, b4, b3, b2, b1, b0] = *piece(b);
            let two = |a, b| f64x2::new([a, b]);
            let c = [two(a5, b5), two(a4, b4), two(a3, b3), two(a2, b2), two(a1, b1)];
            let [c5, c4, c3, c2, c1] = c;
            horner([c5, c4, c3, c2, c1, two(a0, b0)], t)
        });
    }
}

/// Beyond all pieces there is no value.
const NONE: [f64; 6] = [f64::NAN; 6];

/// Written out, since the compiler keeps loops where size matters.
#[inline(always)]
fn horner<T: Copy + Mul<Output = T> + Add<Output = T>>(c: [T; 6], t: T) -> T {
    let [c5, c4, c3, c2, c1, c0] = c;
    ((((c5 * t + c4) * t + c3) * t + c2) * t + c1) * t + c0
}

/// A point of the curve: a score, the value there and its first and second
/// derivative by the score. The value may be kept as its distance from 1 too.
#[derive(Copy, Clone, Debug)]
struct Node {
    z: f64,
    x: f64,
    y: f64,
    slope: f64,
    bend: f64,
}

/// The polynomial through two nodes at a distance of `h`.
fn hermite(a: &Node, b: &Node, h: f64) -> [f64; 6] {
    let (s0, s1) = (a.slope * h, b.slope * h);
    let (b0, b1) = (a.bend * h * h, b.bend * h * h);
    // What the polynomial of degree 2 at `a` leaves over at `b`, from the side
    // on which the values are small.
    let gap = if a.x < 0.5 { b.x - a.x } else { a.y - b.y };
    let over = gap - s0 - 0.5 * b0;
    let steeper = s1 - s0 - b0;
    let rounder = b1 - b0;
    [
        6.0 * over - 3.0 * steeper + 0.5 * rounder,
        -15.0 * over + 7.0 * steeper - rounder,
        10.0 * over - 4.0 * steeper + 0.5 * rounder,
        0.5 * b0,
        s0,
        a.x,
    ]
}

/// The quantile function of a distribution on its own scale, on which the
/// value is `low + width * x`.
#[derive(Debug)]
struct Curve {
    shape: Shape,
    low: f64,
    width: f64,
    /// Standard deviation on the own scale.
    sd: f64,
}

#[derive(Debug)]
enum Shape {
    Beta(BetaShape),
    Gamma(GammaShape),
    Normal(Truncated),
}

impl Curve {
    fn new(distribution: &Distribution) -> Self {
        let sd = distribution.sd();
        match *distribution {
            Distribution::Gamma { shape, scale } => Self {
                shape: Shape::Gamma(GammaShape::new(shape)),
                low: 0.0,
                width: scale,
                sd: sd / scale,
            },
            Distribution::Normal { mean, sd, .. } => Self {
                shape: Shape::Normal(distribution.truncated()),
                low: mean,
                width: sd,
                sd: 1.0,
            },
            _ => {
                let (alpha, beta, low, width) = distribution.scaled_beta();
                let shape = Shape::Beta(BetaShape::new(alpha, beta));
                Self { shape, low, width, sd: sd / width }
            }
        }
    }

    /// The node at a score, by a guess from its neighbour.
    fn node(&self, z: f64, near: Option<&Node>) -> Node {
        let (lower, upper) = (normal_cdf(z), normal_cdf(-z));
        match &self.shape {
            Shape::Beta(shape) => {
                let (x, y) = match near {
                    Some(n) if n.x * n.y > 0.0 => {
                        let growth = libm::exp(n.slope / (n.x * n.y) * (z - n.z));
                        let sum = n.x * growth + n.y;
                        let guess = (n.x * growth / sum, n.y / sum);
                        shape.refine(guess, lower, upper).0
                    }
                    _ => shape.quantile(lower, upper),
                };
                let s = rate(z, shape.density((x, y)));
                let change = s * (-z - shape.trend((x, y)) * s);
                let bend = x * y * (s * s * (y - x) + change);
                Node { z, x, y, slope: x * y * s, bend }.settled()
            }
            Shape::Gamma(shape) => {
                let x = match near {
                    Some(n) if n.x > 0.0 => {
                        let guess = n.x * libm::exp(n.slope / n.x * (z - n.z));
                        shape.refine(guess, lower, upper).0
                    }
                    _ => shape.quantile(lower, upper),
                };
                let s = rate(z, shape.density(x));
                let change = s * (-z - shape.trend(x) * s);
                let bend = x * (s * s + change);
                Node { z, x, y: 1.0 - x, slope: x * s, bend }.settled()
            }
            Shape::Normal(bounds) => {
                let x = bounds.quantile(lower, upper);
                let s = bounds.mass() * libm::exp(0.5 * (x - z) * (x + z));
                let bend = s * (x * s - z);
                Node { z, x, y: 1.0 - x, slope: s, bend }.settled()
            }
        }
    }

    /// A few nodes, from the middle outwards.
    fn first(&self) -> Vec<Node> {
        let step = 2.0 * REACH / FEWEST as f64;
        let middle = self.node(0.0, None);
        let walk = |by: f64| {
            let next = move |n: &Node| Some(self.node(n.z + by, Some(n)));
            std::iter::successors(Some(middle), next).take(FEWEST / 2 + 1)
        };
        let mut nodes: Vec<Node> = walk(-step).skip(1).gather();
        nodes.reverse();
        nodes.extend(walk(step));
        nodes
    }

    /// Twice as many intervals, and by how much the new nodes were missed by
    /// the polynomials through the old ones.
    fn refine(&self, nodes: &[Node]) -> (Vec<Node>, f64) {
        let mut finer = Vec::with_capacity(2 * nodes.len());
        let mut error = 0.0_f64;
        for (a, b) in nodes.iter().zip(nodes.iter().skip(1)) {
            let new = self.node(f64::midpoint(a.z, b.z), Some(a));
            let guess = horner(hermite(a, b, b.z - a.z), 0.5);
            let gap =
                if new.x < 0.5 { guess - new.x } else { (guess - a.x) - (a.y - new.y) };
            error = error.max(gap.abs() / self.room(&new));
            finer.extend([*a, new]);
        }
        finer.extend(nodes.last());
        (finer, error)
    }

    /// The distance to the nearer bound.
    fn room(&self, n: &Node) -> f64 {
        let room = match &self.shape {
            Shape::Beta(_) => n.x.min(n.y),
            Shape::Gamma(_) => n.x,
            Shape::Normal(bounds) => bounds.room(n.x),
        };
        room.max(1e-6 * self.sd)
    }
}

impl Node {
    /// At bounds that a double cannot tell from 0 the curve is flat.
    fn settled(self) -> Self {
        let steady = self.slope.is_finite() && self.bend.is_finite();
        if steady { self } else { Self { slope: 0.0, bend: 0.0, ..self } }
    }
}

/// By how much the scale of the density moves with the score.
fn rate(z: f64, density: f64) -> f64 {
    if density > 0.0 { normal_density(z) / density } else { 0.0 }
}
