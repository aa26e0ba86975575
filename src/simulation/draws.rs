//! Uniform numbers for draws: a scrambled low-discrepancy net, and plain
//! pseudo-random numbers to compare with.

use super::direction_numbers::DIRECTION_NUMBERS;
use crate::distribution::normal_score;
use crate::lean::gather::Gather as _;
use std::cell::OnceCell;
use std::fmt::Debug;
use wide::u32x4;

/// A source of uniform numbers, the same for the same seed on every machine.
pub trait Uniforms: Debug {
    /// The numbers of the draws from `start` on in one dimension, all above 0
    /// and below 1.
    fn fill(&self, dimension: usize, start: usize, out: &mut [f64]);

    /// The normal scores of the same numbers.
    fn fill_scores(&self, dimension: usize, start: usize, out: &mut [f64]) {
        self.fill(dimension, start, out);
        for u in out {
            *u = normal_score(*u, 1.0 - *u);
        }
    }
}

/// Sobol's sequence, scrambled after Owen.
///
/// The sequence has Joe and Kuo's direction numbers in Gray code order; the
/// scrambling permutes nested intervals by a hash (S. Laine and T. Karras
/// 2011, B. Burley, "Practical hash-based Owen scrambling", 2020, with N.
/// Vegdahl's constants). The points of any 2^k draws that begin at a multiple
/// of 2^k fill each of 2^k equal intervals once, in every dimension; each
/// point alone is uniformly distributed. From the 65th dimension on the numbers
/// are pseudo-random.
///
/// ```
/// use cost_calculator::simulation::{Draws, Uniforms};
/// let mut u = [0.0; 4];
/// Draws::new(7).fill(3, 0, &mut u);
/// u.sort_by(f64::total_cmp);
/// assert!(u[0] < 0.25 && 0.25 < u[1] && u[1] < 0.5 && 0.5 < u[2] && 0.75 < u[3]);
/// ```
#[derive(Clone, Debug)]
pub struct Draws {
    seed: u32,
    /// Binary digits that are drawn; the number lies in the middle of what
    /// they leave open.
    digits: u32,
    /// By dimension asked for: the one of the sequence; the same where it is not told.
    places: Vec<usize>,
    /// The score of every cell of the lower half, by its digits in reverse order, where
    /// cells are few; worked out when it is first needed.
    scores: OnceCell<Vec<f64>>,
    /// The direction numbers by dimension, worked out when the first is needed.
    directions: OnceCell<Vec<[u32; 32]>>,
}

/// With so many digits a table of scores is no more than the draws.
const FEW: u32 = 20;

/// Dimensions with direction numbers of their own.
const DIMENSIONS: usize = DIRECTION_NUMBERS.len() + 1;

/// 2^-32
const UNIT: f64 = 1.0 / 4_294_967_296.0;

impl Draws {
    /// The net with this seed, for any number of draws.
    ///
    /// ```
    /// use cost_calculator::simulation::{Draws, Uniforms};
    /// let mut drawn = [0.0; 4];
    /// Draws::new(1).fill(0, 0, &mut drawn);
    /// assert!(drawn.iter().all(|u| (0.0..1.0).contains(u)));
    /// ```
    #[must_use]
    pub const fn new(seed: u32) -> Self {
        Self::of(seed, 32)
    }

    /// The net with this seed for a known number of draws, each in the middle
    /// of a cell of its own rather than anywhere in it: in one dimension the
    /// midpoint rule. It converges faster, and a metric that grows without
    /// bounds towards the end of a distribution is not thrown about by where
    /// in the last cell a draw happens to fall.
    ///
    /// ```
    /// use cost_calculator::simulation::{Draws, Uniforms};
    /// let mut drawn = [0.0; 1024];
    /// Draws::centred(1, 1024).fill(0, 0, &mut drawn);
    /// assert!((drawn.iter().sum::<f64>() / 1024.0 - 0.5).abs() < 1e-3);
    /// ```
    #[must_use]
    pub const fn centred(seed: u32, draws: usize) -> Self {
        let cells = draws.next_power_of_two().trailing_zeros();
        let digits = if cells < 32 { cells } else { 32 };
        Self::of(seed, digits)
    }

    /// The same net, its dimensions in another order: `places` has that of the
    /// sequence for each that is asked for. The first ones go together best: of
    /// later ones three may leave large gaps between them, so that more draws tell
    /// no more.
    ///
    /// ```
    /// use cost_calculator::simulation::{Draws, Uniforms};
    /// let (mut a, mut b) = ([0.0; 8], [0.0; 8]);
    /// Draws::new(1).placed(vec![2, 0, 1]).fill(0, 0, &mut a);
    /// Draws::new(1).fill(2, 0, &mut b);
    /// assert_eq!(a, b);
    /// ```
    #[must_use]
    pub fn placed(self, places: Vec<usize>) -> Self {
        Self { places, ..self }
    }

    const fn of(seed: u32, digits: u32) -> Self {
        Self {
            seed,
            digits,
            places: Vec::new(),
            scores: OnceCell::new(),
            directions: OnceCell::new(),
        }
    }

    fn place(&self, dimension: usize) -> usize {
        self.places.get(dimension).copied().unwrap_or(dimension)
    }
}

impl Uniforms for Draws {
    fn fill(&self, dimension: usize, start: usize, out: &mut [f64]) {
        let dimension = self.place(dimension);
        if dimension >= DIMENSIONS {
            return PseudoDraws::new(self.seed).fill(dimension, start, out);
        }
        // The digits that are not drawn are those of one half.
        let drawn = u32::MAX.checked_shl(32 - self.digits).unwrap_or(0);
        let half = 0.5 * f64::from(!drawn) + 0.5;
        self.points(dimension, start, out, |points, out| {
            for (o, point) in out.iter_mut().zip(points) {
                *o = (f64::from(point.reverse_bits() & drawn) + half) * UNIT;
            }
        });
    }

    fn fill_scores(&self, dimension: usize, start: usize, out: &mut [f64]) {
        let place = self.place(dimension);
        if place >= DIMENSIONS || self.digits > FEW {
            self.fill(dimension, start, out);
            for u in out {
                *u = normal_score(*u, 1.0 - *u);
            }
            return;
        }
        let scores = self.scores.get_or_init(|| scores(self.digits));
        let last = (1_u32 << self.digits) - 1;
        self.points(place, start, out, |points, out| {
            for (o, point) in out.iter_mut().zip(points) {
                // Its lowest bit is the half in which it lies: in the upper one the
                // same place from the other end has the same score with the other sign.
                let upper = point & 1 & last;
                let cell = ((point ^ upper.wrapping_neg()) & last) >> 1;
                let score = scores.get(cell as usize).copied().unwrap_or(f64::NAN);
                *o = f64::from_bits(score.to_bits() ^ (u64::from(upper) << 63));
            }
        });
    }
}

/// Points made at a time.
const BLOCK: usize = 256;

impl Draws {
    /// What becomes of the scrambled points from `start` on, their bits in reverse
    /// order, a block at a time.
    #[inline(always)]
    fn points(
        &self,
        dimension: usize,
        start: usize,
        out: &mut [f64],
        of: impl Fn(&[u32], &mut [f64]),
    ) {
        let known =
            self.directions.get_or_init(|| (0..DIMENSIONS).map(directions).gather());
        let directions = known.get(dimension).copied().unwrap_or([0; 32]);
        let mut points = Points::new(self.seed, dimension, start, directions);
        let mut block = [0; BLOCK];
        // Fours begin at multiples of four.
        let mut skipped = start % 4;
        let mut rest = out;
        while !rest.is_empty() {
            let length = rest.len().min(BLOCK - skipped);
            let (out, after) = rest.split_at_mut(length);
            let (made, _) = block.split_at_mut((skipped + length).next_multiple_of(4));
            let (fours, _) = made.as_chunks_mut::<4>();
            points.fill(fours);
            let (_, made) = made.split_at(skipped);
            of(made, out);
            (rest, skipped) = (after, 0);
        }
    }
}

/// The scrambled points of a dimension, four at a time.
struct Points {
    directions: [u32; 32],
    scramble: Scramble,
    /// The number of the next four, and the first point of them before scrambling.
    at: u32,
    point: u32,
}

impl Points {
    /// From the four on to which the start belongs.
    #[expect(clippy::cast_possible_truncation, reason = "draws below 2^32")]
    fn new(seed: u32, dimension: usize, start: usize, directions: [u32; 32]) -> Self {
        let scramble = Scramble::new(seed, dimension as u32);
        let at = start as u32 / 4;
        let gray = (at * 4) ^ (at * 2);
        let bits = directions.iter().enumerate();
        let point = bits.fold(0, |sum, (i, d)| sum ^ (d * ((gray >> i) & 1)));
        Self { directions, scramble, at, point }
    }

    /// The next ones, as far as there is room for four.
    fn fill(&mut self, out: &mut [[u32; 4]]) {
        let [first, second, ..] = self.directions;
        // In Gray code the first two digits go through all there is.
        let steps = u32x4::new([0, first, first ^ second, second]);
        let [one, two, three] = SCRAMBLE;
        let (one, two, three) = (spread(one), spread(two), spread(three));
        let (add, times) = (spread(self.scramble.add), spread(self.scramble.times));
        for four in out {
            let x = spread(self.point) ^ steps;
            let x = x ^ (x * one);
            let x = (x + add) * times;
            let x = x ^ (x * two);
            *four = (x ^ (x * three)).to_array();
            self.at = self.at.wrapping_add(1);
            let lowest = self.at.trailing_zeros() as usize + 2;
            let turn = self.directions.get(lowest).copied().unwrap_or(0);
            self.point ^= second ^ turn;
        }
    }
}

/// The same in all four, written out: a repeated value would be a loop.
#[inline(always)]
fn spread(value: u32) -> u32x4 {
    u32x4::new([value, value, value, value])
}

/// The normal scores of the middles of the lower half of 2^digits cells, by the digits
/// of the cell in reverse order, of which the last is 0. Of a single cell it is 0.
fn scores(digits: u32) -> Vec<f64> {
    let cells = 1_u32 << digits;
    let mut scores = vec![0.0; (cells as usize / 2).max(1)];
    let width = 1.0 / f64::from(cells);
    for cell in 0..cells / 2 {
        let u = (f64::from(cell) + 0.5) * width;
        let at = cell.reverse_bits().checked_shr(33 - digits).unwrap_or(0);
        if let Some(place) = scores.get_mut(at as usize) {
            *place = normal_score(u, 1.0 - u);
        }
    }
    scores
}

/// The direction numbers of a dimension, their bits in reverse order: the
/// scrambling works from the lowest bit up.
fn directions(dimension: usize) -> [u32; 32] {
    let mut m = [1_u32; 32];
    let known = dimension.checked_sub(1).and_then(|d| DIRECTION_NUMBERS.get(d));
    if let Some((polynomial, initial)) = known {
        let degree = initial.len();
        for i in 0..m.len() {
            let next = match initial.get(i) {
                Some(given) => u32::from(*given),
                None => (1..=degree).fold(0, |sum, back| {
                    let before = m.get(i - back).copied().unwrap_or(0);
                    let bit = u32::from(polynomial >> (degree - back)) & 1;
                    let whole = if back == degree { before } else { 0 };
                    sum ^ ((before * bit) << back) ^ whole
                }),
            };
            if let Some(place) = m.get_mut(i) {
                *place = next;
            }
        }
    }
    // The i-th number is m / 2^(i + 1).
    let mut i = 0;
    m.map(|m| {
        i += 1;
        (m << (32 - i)).reverse_bits()
    })
}

/// What the points are multiplied with on their way: N. Vegdahl’s constants.
const SCRAMBLE: [u32; 3] = [0x3d20_adea, 0x0552_6c56, 0x53a2_2864];

/// A permutation of 32-bit numbers in which each bit depends only on the bits
/// below it.
#[derive(Copy, Clone)]
struct Scramble {
    add: u32,
    times: u32,
}

impl Scramble {
    #[expect(clippy::cast_possible_truncation, reason = "the lower half of a hash")]
    fn new(seed: u32, dimension: u32) -> Self {
        let key = (u64::from(seed) << 32) | u64::from(dimension);
        let hash = mix(key.wrapping_add(GOLDEN));
        Self { add: (hash >> 32) as u32, times: (hash as u32) | 1 }
    }
}

/// Plain pseudo-random numbers: `SplitMix64` (Steele, Lea and Flood 2014) as
/// a function of seed, dimension and draw.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct PseudoDraws {
    seed: u32,
}

impl PseudoDraws {
    /// The numbers with this seed.
    ///
    /// ```
    /// use cost_calculator::simulation::{PseudoDraws, Uniforms};
    /// let (mut one, mut other) = ([0.0; 4], [0.0; 4]);
    /// PseudoDraws::new(1).fill(0, 0, &mut one);
    /// PseudoDraws::new(2).fill(0, 0, &mut other);
    /// assert_ne!(one, other);
    /// ```
    #[must_use]
    pub const fn new(seed: u32) -> Self {
        Self { seed }
    }
}

impl Uniforms for PseudoDraws {
    fn fill(&self, dimension: usize, start: usize, out: &mut [f64]) {
        let key = (u64::from(self.seed) << 32) | dimension as u64;
        let mut state =
            mix(key.wrapping_add(GOLDEN)).wrapping_add(GOLDEN.wrapping_mul(start as u64));
        for o in out {
            state = state.wrapping_add(GOLDEN);
            *o = (f64::from((mix(state) >> 32) as u32) + 0.5) * UNIT;
        }
    }
}

/// The golden ratio as a fraction of 2^64, odd.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finalising hash of `SplitMix64`.
const fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
