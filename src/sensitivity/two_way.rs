//! A metric over two inputs at once.

use super::sweep::{Sweep, over_range, some};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Model};

/// Values of a metric over a grid of values of two inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoWay {
    /// The values of the input along.
    pub x: Vec<f64>,
    /// The values of the input up.
    pub y: Vec<f64>,
    /// The metric, row by row: all of `x` at the first of `y`, and so on.
    pub values: Vec<Option<f64>>,
}

impl TwoWay {
    /// The metric at positions along and up.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let input = |id| model.input(id).unwrap();
    /// let metric = model.slot("achat").unwrap();
    /// let map = sensitivity::two_way(&model, &e, input("lampes"), input("prix_lampe"), metric, 2, 2);
    /// assert_eq!(map.at(1, 1), Some(60.0 * 40.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn at(&self, along: usize, up: usize) -> Option<f64> {
        if along >= self.x.len() {
            return None;
        }
        self.values.get(up * self.x.len() + along).copied().flatten()
    }
}

/// A metric over the whole ranges of two inputs, everything else as it is.
/// Choices cannot be swept; the grid is then empty.
///
/// ```
/// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
/// # let text = std::fs::read_to_string("www/maison.json")?;
/// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
/// # let e = model.evaluate(&model.scenario());
/// let input = |id| model.input(id).unwrap();
/// let metric = model.slot("achat").unwrap();
/// let map = sensitivity::two_way(&model, &e, input("lampes"), input("prix_lampe"), metric, 3, 2);
/// assert_eq!((map.x.len(), map.y.len(), map.values.len()), (3, 2, 6));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn two_way(
    model: &Model,
    e: &Evaluation,
    x: usize,
    y: usize,
    metric: Slot,
    nx: usize,
    ny: usize,
) -> TwoWay {
    let values = [over_range(model, e, x, nx), over_range(model, e, y, ny)];
    two_way_at(model, e, [x, y], values, metric)
}

/// A metric at these values of two inputs, along and up; as [`two_way`].
pub(crate) fn two_way_at(
    model: &Model,
    e: &Evaluation,
    [x, y]: [usize; 2],
    [along, up]: [Vec<f64>; 2],
    metric: Slot,
) -> TwoWay {
    let mut made = TwoWay { x: along, y: up, values: Vec::new() };
    let choice = |i: usize| model.document().inputs.get(i).is_none_or(|i| i.is_choice());
    if choice(x) || choice(y) || x == y {
        return made;
    }
    let points = made.x.len() * made.y.len();
    let Some(mut sweep) = Sweep::new(model, e, &[x, y], metric, points) else {
        // It depends on neither: the same everywhere.
        made.values = vec![e.value(metric).ok(); points];
        return made;
    };
    for (place, v) in sweep.values(x).iter_mut().zip(made.x.iter().cycle()) {
        *place = *v;
    }
    let repeated = made.y.iter().flat_map(|v| std::iter::repeat_n(v, made.x.len()));
    for (place, v) in sweep.values(y).iter_mut().zip(repeated) {
        *place = *v;
    }
    made.values = sweep.metric().iter().map(|v| some(*v)).gather();
    made
}
