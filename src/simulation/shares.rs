//! Draws of the shares of a whole: gamma variates over their sum, which is the
//! distribution of Dirichlet.

use super::drawn::Drawn;
use crate::lean::gather::Gather as _;
use crate::model::{Columns, Model};

/// Makes shares of what was drawn, in each whole of which all was.
pub(super) fn fit(
    model: &Model,
    inputs: &[Drawn],
    columns: &mut Columns,
    stale: &dyn Fn(usize) -> bool,
) {
    for of in model.wholes().filter(|of| of.iter().any(|i| stale(*i))) {
        fit_one(model, inputs, columns, of);
    }
}

#[inline(never)]
fn fit_one(model: &Model, inputs: &[Drawn], columns: &mut Columns, of: &[usize]) {
    let drawn: Vec<&Drawn> = inputs.iter().filter(|d| of.contains(&d.input)).gather();
    let mut sums = vec![0.0; columns.draws()];
    for share in &drawn {
        let column = columns.column(model.input_slot(share.input));
        for (sum, v) in sums.iter_mut().zip(column.unwrap_or_default()) {
            *sum += v;
        }
    }
    for share in &drawn {
        let mean = share.distribution.mean();
        let column = columns.column_mut(model.input_slot(share.input));
        for (v, sum) in column.unwrap_or_default().iter_mut().zip(&sums) {
            // Nothing of all: too small for a number.
            *v = if *sum > 0.0 { *v / sum } else { mean };
        }
    }
}
