//! The small effect curve beside an input: what a result does over the whole
//! range of one assumption.

use super::clip::Plot;
use super::mark::{Ink, Mark};
use super::scale::{Domain, Scale};
use super::{Scene, sheet};
use crate::formula::Slot;
use crate::model::{Evaluation, Model};
use crate::words::fill;

/// The effect of an input on a metric over the input's whole range, with a dot
/// at today's value and a tick at the break-even value.
///
/// Empty where the metric does not depend on the input.
#[must_use]
pub fn spark(
    model: &Model,
    e: &Evaluation,
    input: usize,
    metric: Slot,
    width: f64,
    height: f64,
) -> Scene {
    let mut scene = Scene { width, height, ..Scene::default() };
    let Some(known) = model.document().inputs.get(input) else { return scene };
    let Some(at) = model.as_metric(metric) else { return scene };
    let Some(range) = Domain::of([known.min, known.max]) else { return scene };
    if known.is_choice() || !model.depends(at, input) || !(width > 12.0 && height > 12.0)
    {
        return scene;
    }
    let room = 4.0;
    let along = Scale::new(range, room, width - room, known.log);
    let places = (0..=POINTS)
        .map(|i| room + (width - 2.0 * room) * f64::from(i) / f64::from(POINTS));
    let xs: Vec<f64> = places.map(|x| along.value(x)).collect();
    let ys = over(model, e, input, at, &xs);
    let today = e.value(model.input_slot(input)).ok().zip(e.value(metric).ok());
    let Some(seen) = seen(&ys, today.map(|(_, y)| y)) else { return scene };
    let up = Scale::new(seen, height - room, room, false);
    let plot = Plot { left: room, top: room, right: width - room, bottom: height - room };
    let line: Vec<Option<(f64, f64)>> = (xs.iter().zip(&ys))
        .map(|(x, y)| y.is_finite().then(|| (along.at(*x), up.at(*y))))
        .collect();
    for points in plot.clip(&line) {
        scene.marks.push(Mark::Path {
            points,
            width: 1.5,
            dashed: false,
            ink: Ink::Muted,
        });
    }
    if let Some(x) = break_even(model, e, input, &xs) {
        let x = along.at(x);
        let (from, to) = ((x, 1.0), (x, height - 1.0));
        scene.marks.push(Mark::Rule { from, to, dashed: false, ink: Ink::Warm });
    }
    if let Some((x, y)) = today {
        let (x, y) = (along.at(x), up.at(y));
        let (x, y) = (x.clamp(room, width - room), y.clamp(room, height - room));
        scene.marks.push(Mark::Circle {
            x,
            y,
            radius: 3.0,
            hollow: false,
            ink: Ink::Accent,
        });
    }
    let mut ends = ys.iter().filter(|y| y.is_finite());
    let told =
        |y: Option<&f64>| y.map(|y| sheet::short(model, metric, *y)).unwrap_or_default();
    let (first, last) = (told(ends.next()), told(ends.next_back()));
    let places =
        [("label", model.label(metric)), ("from", first.as_str()), ("to", last.as_str())];
    scene.summary = fill(model.words().chart_spark, &places);
    scene
}

/// Enough for a curve that is a finger wide.
const POINTS: u32 = 48;

/// A metric at other values of an input, everything else as it is; NaN where
/// it has none.
pub(super) fn over(
    model: &Model,
    e: &Evaluation,
    input: usize,
    metric: usize,
    xs: &[f64],
) -> Vec<f64> {
    let mut columns = model.columns(e, &[input], &[metric], xs.len());
    if let Some(column) = columns.column_mut(model.input_slot(input)) {
        column.copy_from_slice(xs);
    }
    model.work_out_columns(&mut columns, |_| true);
    let slot = model.metric_slot(metric);
    (columns.column(slot))
        .map_or_else(|| vec![columns.constant(slot); xs.len()], <[f64]>::to_vec)
}

/// What of a curve is worth seeing: where it runs off to a pole, it is cut.
fn seen(ys: &[f64], today: Option<f64>) -> Option<Domain> {
    let mut sorted: Vec<f64> = ys.iter().copied().filter(|y| y.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let at =
        |share: usize| sorted.get(share * sorted.len().saturating_sub(1) / 100).copied();
    let (low, high) = (at(0)?, at(100)?);
    let (inner_low, inner_high) = (at(12)?, at(88)?);
    let reach = 3.0 * (inner_high - inner_low);
    let low = if inner_low - low > reach { inner_low } else { low };
    let high = if high - inner_high > reach { inner_high } else { high };
    Domain::of([low, high].into_iter().chain(today))
}

/// Where the document's break-even lies among these values of the input.
fn break_even(model: &Model, e: &Evaluation, input: usize, xs: &[f64]) -> Option<f64> {
    let wanted = model.document().inputs.get(input)?.break_even.as_ref()?;
    let metric = model.metric(&wanted.metric)?;
    let ys = over(model, e, input, metric, xs);
    let points: Vec<(f64, f64)> =
        xs.iter().copied().zip(ys).filter(|(_, y)| y.is_finite()).collect();
    points.iter().zip(points.iter().skip(1)).find_map(|((x1, y1), (x2, y2))| {
        let (before, after) = (y1 - wanted.value, y2 - wanted.value);
        let crosses = before * after <= 0.0 && (before - after).abs() > 0.0;
        crosses.then(|| x1 + (x2 - x1) * before / (before - after))
    })
}
