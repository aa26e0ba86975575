//! One metric over chosen values of an input or two, everything else as it is.

use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Columns, Evaluation, Model};

/// Room for a metric over many values of some inputs.
#[derive(Debug)]
pub(super) struct Sweep<'a> {
    model: &'a Model,
    metric: Slot,
    columns: Columns,
}

impl<'a> Sweep<'a> {
    /// Over `points` values of inputs on which the metric depends; `None`
    /// where the slot is no metric or it does not depend on any of them.
    pub(super) fn new(
        model: &'a Model,
        e: &Evaluation,
        inputs: &[usize],
        metric: Slot,
        points: usize,
    ) -> Option<Self> {
        let at = model.as_metric(metric)?;
        let columns = model.columns(e, inputs, &[at], points);
        columns.column(metric)?;
        Some(Self { model, metric, columns })
    }

    /// The place for an input's values.
    pub(super) fn values(&mut self, input: usize) -> &mut [f64] {
        self.columns.column_mut(self.model.input_slot(input)).unwrap_or_default()
    }

    /// The metric at the values; NaN where it has none.
    pub(super) fn metric(&mut self) -> &[f64] {
        self.model.work_out_columns(&mut self.columns, &|_| true);
        self.columns.column(self.metric).unwrap_or_default()
    }
}

/// Values over an input's whole range, both ends included: at equal distances,
/// or in equal ratios where its slider is logarithmic.
#[expect(clippy::cast_precision_loss, reason = "a few hundred points")]
pub(super) fn over_range(model: &Model, input: usize, points: usize) -> Vec<f64> {
    let Some(known) = model.document().inputs.get(input) else { return Vec::new() };
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
