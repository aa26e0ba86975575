//! One metric over chosen values of an input or two, everything else as it is.

use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Columns, Evaluation, Model};

/// Room for a metric over many values of some inputs.
#[derive(Debug)]
pub(super) struct Sweep<'a> {
    model: &'a Model,
    e: &'a Evaluation,
    metric: Slot,
    inputs: Vec<usize>,
    /// Inputs whose range goes by these.
    held: Vec<usize>,
    columns: Columns,
}

impl<'a> Sweep<'a> {
    /// Over `points` values of inputs on which the metric depends; `None`
    /// where the slot is no metric or it does not depend on any of them.
    pub(super) fn new(
        model: &'a Model,
        e: &'a Evaluation,
        inputs: &[usize],
        metric: Slot,
        points: usize,
    ) -> Option<Self> {
        let at = model.as_metric(metric)?;
        let held = model.held_by(inputs);
        let others = held.iter().copied().filter(|i| !inputs.contains(i));
        let varies: Vec<usize> = inputs.iter().copied().chain(others).gather();
        let columns = model.columns(e, &varies, &[at], points);
        columns.column(metric)?;
        Some(Self { model, e, metric, inputs: inputs.to_vec(), held, columns })
    }

    /// The place for an input's values.
    pub(super) fn values(&mut self, input: usize) -> &mut [f64] {
        self.columns.column_mut(self.model.input_slot(input)).unwrap_or_default()
    }

    /// The metric at the values; NaN where it has none.
    pub(super) fn metric(&mut self) -> &[f64] {
        if !self.held.is_empty() {
            let (columns, held) = (&mut self.columns, &self.held);
            self.model.hold_columns(columns, self.e, &self.inputs, held);
        }
        self.model.work_out_columns(&mut self.columns, &|_| true);
        self.columns.column(self.metric).unwrap_or_default()
    }
}

/// Values over an input's whole range, both ends included: at equal distances,
/// or in equal ratios where its slider is logarithmic.
#[expect(clippy::cast_precision_loss, reason = "a few hundred points")]
pub(super) fn over_range(
    model: &Model,
    e: &Evaluation,
    input: usize,
    points: usize,
) -> Vec<f64> {
    let known = model.range(input, e);
    let (low, high) = (known.min, known.max);
    let last = points.saturating_sub(1);
    let place = |i: usize| {
        let part = i as f64 / last.max(1) as f64;
        match i {
            0 => low,
            _ if i == last => high,
            _ if known.log => low * libm::pow(high / low, part),
            _ => low + part * (high - low),
        }
    };
    (0..points).map(place).gather()
}

/// A value, where there is one.
pub(super) fn some(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
