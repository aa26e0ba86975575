//! Which options are worth considering at all.

use crate::lean::gather::Gather as _;
use crate::lean::order;

/// How an option stands among others, by mean cost and effect.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Standing {
    /// The best choice for some value of a unit of effect. With the ratio of
    /// its extra cost to its extra effect over the option before it; the
    /// cheapest has none.
    Efficient(Option<f64>),
    /// Another option, by position, does at least as much for no more. Of
    /// options that are the same in both, the first stays.
    Dominated(usize),
    /// Two others bracket it: some mixture of them, or for every value of a
    /// unit of effect one of them, is better.
    ExtendedlyDominated,
}

/// How each option stands, by its mean cost and effect.
///
/// Options whose mean is not a number stand as dominated by themselves: they
/// cannot be compared.
///
/// ```
/// use cost_calculator::decision::{Standing, dominance};
/// let standing = dominance(&[(0.0, 0.0), (100.0, 1.0), (150.0, 3.0), (160.0, 2.0)]);
/// assert_eq!(standing, [
///     Standing::Efficient(None),
///     Standing::ExtendedlyDominated,
///     Standing::Efficient(Some(50.0)),
///     Standing::Dominated(2),
/// ]);
/// ```
#[must_use]
pub fn dominance(options: &[(f64, f64)]) -> Vec<Standing> {
    let known =
        |i: &usize| options.get(*i).is_some_and(|o| o.0.is_finite() && o.1.is_finite());
    let mut standing: Vec<Standing> =
        (0..options.len()).map(Standing::Dominated).gather();
    // Cheapest first; of the same cost, the most effective, then the first.
    let mut order: Vec<usize> = (0..options.len()).filter(known).gather();
    // Nothing less nothing may come with a sign, which orders by itself.
    let of = |i: usize| {
        options.get(i).map_or((f64::NAN, f64::NAN), |o| (o.0 + 0.0, o.1 + 0.0))
    };
    order::sort(&mut order, |i| 0.0 - of(*i).1);
    order::sort(&mut order, |i| of(*i).0);
    let mut put = |i: usize, s: Standing| {
        if let Some(place) = standing.get_mut(i) {
            *place = s;
        }
    };
    // The lower hull: each option on it is the best for some value.
    let mut hull: Vec<usize> = Vec::new();
    let mut best = None;
    for i in order {
        if let Some(by) = best.filter(|b| of(*b).1 >= of(i).1) {
            put(i, Standing::Dominated(by));
            continue;
        }
        best = Some(i);
        while let [.., before, last] = hull.as_slice() {
            if slope(of(*before), of(*last)) < slope(of(*last), of(i)) {
                break;
            }
            put(*last, Standing::ExtendedlyDominated);
            hull.pop();
        }
        hull.push(i);
    }
    let mut before = None;
    for i in hull {
        put(i, Standing::Efficient(before.map(|b| slope(of(b), of(i)))));
        before = Some(i);
    }
    standing
}

/// Extra cost over extra effect.
fn slope(from: (f64, f64), to: (f64, f64)) -> f64 {
    (to.0 - from.0) / (to.1 - from.1)
}
