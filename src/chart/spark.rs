//! The small effect curve beside an input: what a result does over the whole
//! range of one assumption.

use super::clip::Plot;
use super::mark::{Ink, Mark};
use super::scale::{Domain, Scale};
use super::{Scene, sheet};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::{Evaluation, Model};
use crate::sensitivity::{effect_curve, turning};
use crate::words::fill;

/// The effect of an input on a metric over the input's whole range, with a dot
/// at today's value and a tick at each break-even value.
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
    let (xs, ys): (Vec<f64>, Vec<f64>) = (effect_curve(model, e, input, metric, POINTS)
        .into_iter())
    .map(|(x, y)| (x, y.unwrap_or(f64::NAN)))
    .unzip();
    let today = e.value(model.input_slot(input)).ok().zip(e.value(metric).ok());
    let Some(seen) = seen(&ys, today.map(|(_, y)| y)) else { return scene };
    let up = Scale::new(seen, height - room, room, false);
    let plot = Plot { left: room, top: room, right: width - room, bottom: height - room };
    let line: Vec<Option<(f64, f64)>> = (xs.iter().zip(&ys))
        .map(|(x, y)| y.is_finite().then(|| (along.at(*x), up.at(*y))))
        .gather();
    for points in plot.clip(&line) {
        scene.marks.push(Mark::Path {
            points,
            width: 1.5,
            dashed: false,
            ink: Ink::Muted,
        });
    }
    for x in turning(model, e, input).map(|t| t.at).unwrap_or_default() {
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
const POINTS: usize = 49;

/// What of a curve is worth seeing: where it runs off to a pole, it is cut.
fn seen(ys: &[f64], today: Option<f64>) -> Option<Domain> {
    let known: Vec<f64> = ys.iter().copied().filter(|y| y.is_finite()).gather();
    let sorted = order::rising(&known);
    let at =
        |share: usize| sorted.get(share * sorted.len().saturating_sub(1) / 100).copied();
    let (low, high) = (at(0)?, at(100)?);
    let (inner_low, inner_high) = (at(12)?, at(88)?);
    let reach = 3.0 * (inner_high - inner_low);
    let low = if inner_low - low > reach { inner_low } else { low };
    let high = if high - inner_high > reach { inner_high } else { high };
    Domain::of([low, high].into_iter().chain(today))
}
