//! The whole model over many draws at once, a chunk at a time.

use super::dependence::direct;
use super::{Evaluation, Model};
use crate::formula::{ColumnSource, Expression, Operand, Scratch, Slot};
use crate::lanes;
use crate::lean::gather::Gather as _;
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
    scratch: Scratch,
    mask: Vec<f64>,
}

/// A chunk of all columns.
struct Window<'a> {
    columns: &'a Columns,
    chunk: Range<usize>,
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
        self.part_mut(slot, 0..self.draws)
    }

    /// Some draws of it, to fill. What lies before them has been filled: a column is
    /// as long as that, since memory that is set to 0 all at once is out of the cache
    /// before it is written.
    pub(crate) fn part_mut(
        &mut self,
        slot: Slot,
        draws: Range<usize>,
    ) -> Option<&mut [f64]> {
        let place = self.place(slot)?;
        part_mut(self.columns.get_mut(place)?, draws)
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

    /// Room for so many draws of those slots alone that vary here.
    #[must_use]
    pub fn only(&self, slots: &[Slot], draws: usize) -> Self {
        let mut place = vec![None; self.place.len()];
        let mut columns = Vec::new();
        for slot in slots.iter().filter(|s| self.place(**s).is_some()) {
            if let Some(place @ None) = place.get_mut(usize::from(slot.0)) {
                *place = Some(columns.len());
                columns.push(vec![0.0; draws]);
            }
        }
        Self {
            values: self.values.clone(),
            place,
            columns,
            metrics: Vec::new(),
            draws,
            scratch: Scratch::default(),
            mask: Vec::new(),
        }
    }

    /// Takes the values of another evaluation for what is constant.
    pub(crate) fn take_constants(&mut self, e: &Evaluation) {
        self.values.clear();
        self.values.extend_from_slice(e.values());
    }

    /// Works out another formula of the document over all draws and hands
    /// over its values a chunk at a time.
    pub fn formula(&self, formula: &Expression, mut each: impl FnMut(&[f64])) {
        let mut scratch = Scratch::default();
        let mut out = vec![f64::NAN; CHUNK.min(self.draws)];
        for chunk in self.chunks() {
            if let Some(out) = out.get_mut(..chunk.len()) {
                let window = Window { columns: self, chunk };
                if let Some(same) = formula.evaluate_columns(&window, &mut scratch, out) {
                    out.fill(same);
                }
                each(out);
            }
        }
    }

    /// The same at the rising steps of a count, which stand in a slot; hands over
    /// the position of a step with a chunk of its values.
    pub(crate) fn formula_along(
        &self,
        formula: &Expression,
        counted: Slot,
        steps: &[i32],
        mut each: impl FnMut(usize, &[f64]),
    ) {
        let mut scratch = Scratch::counting(formula, counted);
        let mut out = vec![f64::NAN; CHUNK.min(self.draws)];
        for chunk in self.chunks() {
            scratch.begin();
            let Some(out) = out.get_mut(..chunk.len()) else { continue };
            let window = Window { columns: self, chunk };
            for (i, step) in steps.iter().enumerate() {
                let at = AtStep { window: &window, counted, step: f64::from(*step) };
                if let Some(same) = formula.evaluate_columns(&at, &mut scratch, out) {
                    out.fill(same);
                }
                each(i, out);
            }
        }
    }

    fn place(&self, slot: Slot) -> Option<usize> {
        self.place.get(usize::from(slot.0)).copied().flatten()
    }

    /// The chunks that make up all draws.
    fn chunks(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let draws = self.draws;
        (0..draws).step_by(CHUNK).map(move |from| from..draws.min(from + CHUNK))
    }
}

static NOUGHTS: [f64; CHUNK] = [0.0; CHUNK];

/// Some draws of a column, which grows to them.
fn part_mut(column: &mut Vec<f64>, draws: Range<usize>) -> Option<&mut [f64]> {
    // By whole blocks, which are copied faster than single numbers are set.
    while column.len() < draws.end {
        let (some, _) = NOUGHTS.split_at((draws.end - column.len()).min(CHUNK));
        column.extend_from_slice(some);
    }
    column.get_mut(draws)
}

impl ColumnSource for Window<'_> {
    fn operand(&self, slot: Slot) -> Operand<'_> {
        let column = self.columns.column(slot).and_then(|c| c.get(self.chunk.clone()));
        let constant = || Operand::Constant(self.columns.constant(slot));
        column.map_or_else(constant, Operand::Column)
    }
}

/// A chunk of all columns at a step of a count.
struct AtStep<'a> {
    window: &'a Window<'a>,
    counted: Slot,
    step: f64,
}

impl ColumnSource for AtStep<'_> {
    fn operand(&self, slot: Slot) -> Operand<'_> {
        if slot == self.counted {
            return Operand::Constant(self.step);
        }
        self.window.operand(slot)
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
            .all
            .metrics
            .iter()
            .copied()
            .filter(|m| needed.get(*m) == Some(&true))
            .filter(moves)
            .gather();
        let inputs = varies.iter().map(|&i| self.input_slot(i));
        let slots = inputs.chain(metrics.iter().map(|&m| self.metric_slot(m)));
        let mut place = vec![None; e.values().len()];
        let mut columns = Vec::new();
        for slot in slots {
            if let Some(place) = place.get_mut(usize::from(slot.0)) {
                *place = Some(columns.len());
                columns.push(Vec::with_capacity(draws));
            }
        }
        Columns {
            values: e.values().to_vec(),
            place,
            columns,
            metrics,
            draws,
            scratch: Scratch::default(),
            mask: vec![f64::NAN; CHUNK.min(draws)],
        }
    }

    /// Works out the columns of those metrics for which `stale` holds, from
    /// the columns of inputs. Allocates nothing after the first chunk.
    pub fn work_out_columns(&self, columns: &mut Columns, stale: &dyn Fn(usize) -> bool) {
        let metrics = std::mem::take(&mut columns.metrics);
        let mut scratch = std::mem::take(&mut columns.scratch);
        let mut mask = std::mem::take(&mut columns.mask);
        for chunk in columns.chunks() {
            for &m in metrics.iter().filter(|m| stale(**m)) {
                // The column leaves its place while others are read.
                let Some(place) = columns.place(self.metric_slot(m)) else { continue };
                let taken = columns.columns.get_mut(place).map(std::mem::take);
                let Some(mut column) = taken else { continue };
                let window = Window { columns, chunk: chunk.clone() };
                if let Some(out) = part_mut(&mut column, chunk.clone()) {
                    self.work_out_chunk(m, &window, &mut scratch, &mut mask, out);
                }
                if let Some(place) = columns.columns.get_mut(place) {
                    *place = column;
                }
            }
        }
        columns.metrics = metrics;
        columns.scratch = scratch;
        columns.mask = mask;
    }

    /// Holds inputs within their ranges at each of the values that some inputs have
    /// in columns.
    #[inline(never)]
    pub(crate) fn hold_columns(
        &self,
        columns: &mut Columns,
        e: &Evaluation,
        inputs: &[usize],
        held: &[usize],
    ) {
        let mut e = e.clone();
        for draw in 0..columns.draws() {
            for &i in inputs {
                let column = columns.column(self.input_slot(i));
                if let Some(value) = column.and_then(|c| c.get(draw)) {
                    e.put(i, Ok(*value));
                }
            }
            for &i in held {
                if !inputs.contains(&i) {
                    self.fill_input(&mut e, i);
                }
                self.keep_within(&mut e, i);
                let column = columns.column_mut(self.input_slot(i));
                if let (Some(place), Ok(value)) =
                    (column.and_then(|c| c.get_mut(draw)), e.value(self.input_slot(i)))
                {
                    *place = value;
                }
            }
        }
    }

    fn work_out_chunk(
        &self,
        m: usize,
        window: &Window<'_>,
        scratch: &mut Scratch,
        mask: &mut [f64],
        out: &mut [f64],
    ) {
        let Some(metric) = self.metrics.get(m) else { return };
        let Some(formula) = &metric.formula else { return };
        let Some(mask) = mask.get_mut(..out.len()) else { return };
        if let Some(same) = formula.evaluate_columns(window, scratch, out) {
            out.fill(same);
        }
        // A condition that fails (0) or cannot be told (NaN) leaves no value.
        let holds = |c: f64| c != 0.0 && !c.is_nan();
        let nought = lanes::spread(0.0);
        for need in &metric.needs {
            match need.that.evaluate_columns(window, scratch, mask) {
                Some(same) if holds(same) => {}
                Some(_) => out.fill(f64::NAN),
                // Mostly it holds everywhere.
                None if lanes::all(mask, |c| c.simd_lt(nought) | c.simd_gt(nought)) => {}
                None => {
                    for (value, c) in out.iter_mut().zip(mask.iter()) {
                        *value = if holds(*c) { *value } else { f64::NAN };
                    }
                }
            }
        }
    }

    /// By metric: whether a wanted one needs it.
    pub(super) fn needed(&self, wanted: &[usize]) -> Vec<bool> {
        let mut needed = vec![false; self.metrics.len()];
        for &m in wanted {
            if let Some(mark) = needed.get_mut(m) {
                *mark = true;
            }
        }
        for &m in self.all.metrics.iter().rev() {
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
