//! The whole model over many draws at once, a chunk at a time.

use super::{Evaluation, Model};
use crate::formula::{ColumnSource, Operand, Scratch, Slot};

/// Draws evaluated together: a chunk of every column stays in the cache.
pub(super) const CHUNK: usize = 512;

/// The columns of one run: constants where nothing varies, and for everything
/// that varies a chunk of values, reused for every chunk. NaN is "no value".
#[derive(Debug)]
pub struct Columns {
    /// By slot.
    values: Vec<f64>,
    /// By slot: where its column begins, if it varies.
    column: Vec<Option<usize>>,
    data: Vec<f64>,
    /// Draws in the present chunk.
    len: usize,
}

impl Columns {
    /// The column of a slot in the present chunk, if it varies.
    #[must_use]
    pub fn column(&self, slot: Slot) -> Option<&[f64]> {
        let at = (*self.column.get(usize::from(slot.0))?)?;
        self.data.get(at..at + self.len)
    }

    /// The same, to fill.
    pub fn column_mut(&mut self, slot: Slot) -> Option<&mut [f64]> {
        let at = (*self.column.get(usize::from(slot.0))?)?;
        self.data.get_mut(at..at + self.len)
    }

    /// The value of a slot that does not vary.
    #[must_use]
    pub fn constant(&self, slot: Slot) -> f64 {
        self.values.get(usize::from(slot.0)).copied().unwrap_or(f64::NAN)
    }
}

impl ColumnSource for Columns {
    fn operand(&self, slot: Slot) -> Operand<'_> {
        self.column(slot)
            .map_or_else(|| Operand::Constant(self.constant(slot)), Operand::Column)
    }
}

/// A model made ready to run over draws of some of its inputs.
#[derive(Debug)]
pub struct ColumnRun<'a> {
    model: &'a Model,
    /// The columns: fill those of the inputs, then [`Self::run`].
    pub columns: Columns,
    /// Metrics that vary and are wanted, in evaluation order.
    varying: Vec<usize>,
    scratch: Scratch,
    result: Vec<f64>,
    mask: Vec<f64>,
}

impl Model {
    /// Makes ready to run over draws of the inputs that `varies` names; all
    /// else stays as in the evaluation. Only what `wanted` metrics need is
    /// worked out.
    #[must_use]
    pub fn columns(
        &self,
        e: &Evaluation,
        varies: &[usize],
        wanted: &[usize],
    ) -> ColumnRun<'_> {
        let needed = self.needed(wanted);
        let moves = |m: &usize| varies.iter().any(|&i| self.depends(*m, i));
        let varying: Vec<usize> = self
            .order
            .iter()
            .copied()
            .filter(|m| needed.get(*m) == Some(&true))
            .filter(moves)
            .collect();
        let mut column = vec![None; e.values().len()];
        let mut at = 0;
        let inputs = varies.iter().map(|&i| self.input_slot(i));
        for slot in inputs.chain(varying.iter().map(|&m| self.metric_slot(m))) {
            if let Some(place) = column.get_mut(usize::from(slot.0)) {
                *place = Some(at);
                at += CHUNK;
            }
        }
        ColumnRun {
            model: self,
            columns: Columns {
                values: e.values().to_vec(),
                column,
                data: vec![f64::NAN; at],
                len: CHUNK,
            },
            varying,
            scratch: Scratch::default(),
            result: vec![f64::NAN; CHUNK],
            mask: vec![f64::NAN; CHUNK],
        }
    }

    /// By metric: whether a wanted one needs it.
    fn needed(&self, wanted: &[usize]) -> Vec<bool> {
        let mut needed = vec![false; self.metrics.len()];
        for &m in wanted {
            if let Some(mark) = needed.get_mut(m) {
                *mark = true;
            }
        }
        for &m in self.order.iter().rev() {
            if needed.get(m) != Some(&true) {
                continue;
            }
            let Some(metric) = self.metrics.get(m) else { continue };
            for other in super::compile::direct(&self.slots, metric) {
                if let Some(mark) = needed.get_mut(other) {
                    *mark = true;
                }
            }
        }
        needed
    }
}

impl ColumnRun<'_> {
    /// Sets how many draws the next chunk holds, at most [`CHUNK`].
    pub fn begin(&mut self, len: usize) {
        self.columns.len = len.min(CHUNK);
    }

    /// Works out every varying metric of the present chunk. Allocates nothing
    /// after the first chunk.
    pub fn run(&mut self) {
        let len = self.columns.len;
        for &m in &self.varying {
            let Some(metric) = self.model.metrics.get(m) else { continue };
            let Some(formula) = &metric.formula else { continue };
            let Some(result) = self.result.get_mut(..len) else { continue };
            let Some(mask) = self.mask.get_mut(..len) else { continue };
            formula.evaluate_columns(&self.columns, &mut self.scratch, result);
            for need in &metric.needs {
                need.that.evaluate_columns(&self.columns, &mut self.scratch, mask);
                for (r, m) in result.iter_mut().zip(mask.iter()) {
                    // A condition that fails (0) or cannot be told (NaN)
                    // leaves no value.
                    let holds = *m != 0.0 && !m.is_nan();
                    *r = if holds { *r } else { f64::NAN };
                }
            }
            if let Some(column) = self.columns.column_mut(self.model.metric_slot(m)) {
                column.copy_from_slice(result);
            }
        }
    }

    /// Works out another formula of the document over the present chunk.
    pub fn formula(&mut self, expression: &crate::formula::Expression, out: &mut [f64]) {
        expression.evaluate_columns(&self.columns, &mut self.scratch, out);
    }
}
