//! The whole model over many draws at once, a chunk at a time.

use super::compile::direct;
use super::{Evaluation, Model};
use crate::formula::{ColumnSource, Expression, Operand, Scratch, Slot};
use std::ops::Range;

/// Draws evaluated together: what a chunk of every column and of every
/// sub-expression holds stays in the cache.
const CHUNK: usize = 512;

/// Columns of values, one value a draw, of everything that varies in a run;
/// all else is constant. NaN is "no value".
#[derive(Debug)]
pub struct Columns {
    /// By slot: the value of what is constant.
    values: Vec<f64>,
    /// By slot: which column it has, if it varies.
    place: Vec<Option<usize>>,
    columns: Vec<Vec<f64>>,
    /// Metrics that vary and are wanted, in evaluation order.
    metrics: Vec<usize>,
    draws: usize,
    /// The present chunk.
    chunk: Range<usize>,
    scratch: Scratch,
    mask: Vec<f64>,
}

impl Columns {
    /// How many values each column has.
    #[must_use]
    pub const fn draws(&self) -> usize {
        self.draws
    }

    /// The column of a slot, if it varies.
    #[must_use]
    pub fn column(&self, slot: Slot) -> Option<&[f64]> {
        self.columns.get(self.place(slot)?).map(Vec::as_slice)
    }

    /// The same, to fill.
    pub fn column_mut(&mut self, slot: Slot) -> Option<&mut [f64]> {
        let place = self.place(slot)?;
        self.columns.get_mut(place).map(Vec::as_mut_slice)
    }

    /// The value of a slot that does not vary; NaN where there is none.
    #[must_use]
    pub fn constant(&self, slot: Slot) -> f64 {
        self.values.get(usize::from(slot.0)).copied().unwrap_or(f64::NAN)
    }

    /// The values by slot that hold where nothing varies.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Takes the values of another evaluation for what is constant.
    pub fn take_constants(&mut self, e: &Evaluation) {
        self.values.clear();
        self.values.extend_from_slice(e.values());
    }

    fn place(&self, slot: Slot) -> Option<usize> {
        self.place.get(usize::from(slot.0)).copied().flatten()
    }

    /// The chunks that make up all draws.
    fn chunks(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let draws = self.draws;
        (0..draws).step_by(CHUNK).map(move |from| from..draws.min(from + CHUNK))
    }

    fn evaluate(&mut self, expression: &Expression, out: &mut [f64]) {
        let mut scratch = std::mem::take(&mut self.scratch);
        expression.evaluate_columns(self, &mut scratch, out);
        self.scratch = scratch;
    }
}

impl ColumnSource for Columns {
    fn operand(&self, slot: Slot) -> Operand<'_> {
        let column = self.column(slot).and_then(|c| c.get(self.chunk.clone()));
        column.map_or_else(|| Operand::Constant(self.constant(slot)), Operand::Column)
    }
}

impl Model {
    /// Makes room for columns of the inputs that `varies` names and of those
    /// metrics that move with them; all else stays as in the evaluation. Only
    /// what the `wanted` metrics need is worked out.
    #[must_use]
    pub fn columns(
        &self,
        e: &Evaluation,
        varies: &[usize],
        wanted: &[usize],
        draws: usize,
    ) -> Columns {
        let needed = self.needed(wanted);
        let moves = |m: &usize| varies.iter().any(|&i| self.depends(*m, i));
        let metrics: Vec<usize> = self
            .order
            .iter()
            .copied()
            .filter(|m| needed.get(*m) == Some(&true))
            .filter(moves)
            .collect();
        let inputs = varies.iter().map(|&i| self.input_slot(i));
        let slots = inputs.chain(metrics.iter().map(|&m| self.metric_slot(m)));
        let mut place = vec![None; e.values().len()];
        let mut columns = Vec::new();
        for slot in slots {
            if let Some(place) = place.get_mut(usize::from(slot.0)) {
                *place = Some(columns.len());
                columns.push(vec![f64::NAN; draws]);
            }
        }
        Columns {
            values: e.values().to_vec(),
            place,
            columns,
            metrics,
            draws,
            chunk: 0..0,
            scratch: Scratch::default(),
            mask: vec![f64::NAN; CHUNK.min(draws)],
        }
    }

    /// Works out the columns of those metrics for which `stale` holds, from
    /// the columns of inputs. Allocates nothing after the first chunk.
    pub fn work_out_columns(&self, columns: &mut Columns, stale: impl Fn(usize) -> bool) {
        let metrics = std::mem::take(&mut columns.metrics);
        for chunk in columns.chunks() {
            columns.chunk = chunk;
            for &m in metrics.iter().filter(|m| stale(**m)) {
                self.work_out_column(columns, m);
            }
        }
        columns.metrics = metrics;
    }

    fn work_out_column(&self, columns: &mut Columns, m: usize) {
        let Some(metric) = self.metrics.get(m) else { return };
        let Some(formula) = &metric.formula else { return };
        let Some(place) = columns.place(self.metric_slot(m)) else { return };
        let taken = columns.columns.get_mut(place).map(std::mem::take);
        let (Some(mut column), mut mask) = (taken, std::mem::take(&mut columns.mask))
        else {
            return;
        };
        let len = columns.chunk.len();
        if let (Some(out), Some(mask)) =
            (column.get_mut(columns.chunk.clone()), mask.get_mut(..len))
        {
            columns.evaluate(formula, out);
            for need in &metric.needs {
                columns.evaluate(&need.that, mask);
                for (value, holds) in out.iter_mut().zip(mask.iter()) {
                    // A condition that fails (0) or cannot be told (NaN)
                    // leaves no value.
                    let holds = *holds != 0.0 && !holds.is_nan();
                    *value = if holds { *value } else { f64::NAN };
                }
            }
        }
        columns.mask = mask;
        if let Some(place) = columns.columns.get_mut(place) {
            *place = column;
        }
    }

    /// Works out another formula of the document over all draws and hands
    /// over its values a chunk at a time.
    pub fn formula_column(
        &self,
        columns: &mut Columns,
        formula: &Expression,
        mut each: impl FnMut(&[f64]),
    ) {
        let mut mask = std::mem::take(&mut columns.mask);
        for chunk in columns.chunks() {
            let len = chunk.len();
            columns.chunk = chunk;
            if let Some(out) = mask.get_mut(..len) {
                columns.evaluate(formula, out);
                each(out);
            }
        }
        columns.mask = mask;
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
            for other in direct(&self.slots, metric) {
                if let Some(mark) = needed.get_mut(other) {
                    *mark = true;
                }
            }
        }
        needed
    }
}
