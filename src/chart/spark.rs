//! The effect curve under an input: what a result does over the whole
//! range of one assumption.

use super::clip::Plot;
use super::mark::{Anchor, Ink, Mark};
use super::measure::fit;
use super::scale::{Domain, Scale};
use super::{Frame, Scene, sheet};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::{Evaluation, Fill, Model};
use crate::sensitivity::{effect_curve, turning};
use crate::words::fill;

/// The effect of an input on a metric over the input's whole range: the curve
/// with a dot at today's value and a tick at each break-even value, the metric
/// named above, the values at both ends and at the break-even below.
///
/// Empty where the metric does not depend on the input.
#[must_use]
pub fn spark(
    model: &Model,
    e: &Evaluation,
    input: usize,
    metric: Slot,
    frame: &Frame<'_>,
) -> Scene {
    let (width, size) = (frame.width, frame.text);
    let line = libm::ceil(1.35 * size);
    let (top, bottom) = (line + 3.0, line + 3.0 + CURVE);
    let height = bottom + 3.0 + line;
    let mut scene = Scene { width, height, ..Scene::default() };
    let Some(known) = model.document().inputs.get(input) else { return scene };
    let Some(at) = model.as_metric(metric) else { return scene };
    let spans = model.range(input, e);
    let Some(range) = Domain::of([spans.min, spans.max]) else { return scene };
    if known.is_choice() || !model.depends(at, input) || !(width > 4.0 * EDGE) {
        return scene;
    }
    let along = Scale::new(range, EDGE, width - EDGE, spans.log);
    let (xs, ys): (Vec<f64>, Vec<f64>) = (effect_curve(model, e, input, metric, POINTS)
        .into_iter())
    .map(|(x, y)| (x, y.unwrap_or(f64::NAN)))
    .unzip();
    let slot = model.input_slot(input);
    let today = e.value(slot).ok().zip(e.value(metric).ok());
    let Some(seen) = seen(&ys, today.map(|(_, y)| y)) else { return scene };
    let up = Scale::new(seen, bottom, top, false);
    let plot = Plot { left: EDGE, top, right: width - EDGE, bottom };
    let points: Vec<Option<(f64, f64)>> = (xs.iter().zip(&ys))
        .map(|(x, y)| y.is_finite().then(|| (along.at(*x), up.at(*y))))
        .gather();
    for points in plot.clip(&points) {
        let (width, dashed, ink) = (1.5, false, Ink::Muted);
        scene.marks.push(Mark::Path { points, width, dashed, ink });
    }
    let wide = |text: &str| frame.measure.width(text, size, false);
    let words = |text: String, x: f64, y: f64, anchor: Anchor, ink: Ink| Mark::Text {
        text,
        x,
        y,
        anchor,
        size,
        bold: false,
        ink,
    };
    let (above, below) = (0.5 * line, height - 0.5 * line);
    // The values at both ends.
    let told = |x: Option<&f64>, y: Option<&f64>, filled| {
        let text = |slot, value| model.text(slot, value, filled);
        let y = y.filter(|y| y.is_finite());
        let value = y.map_or_else(|| "–".to_owned(), |y| text(metric, *y));
        let label = x.map(|x| text(slot, *x)).unwrap_or_default();
        fill(model.words().chart_point, &[("label", &label), ("value", &value)])
    };
    let both = |filled| {
        [told(xs.first(), ys.first(), filled), told(xs.last(), ys.last(), filled)]
    };
    let room =
        |[first, last]: &[String; 2]| (wide(first) + size, width - wide(last) - size);
    let mut texts = both(Fill::Short);
    let (mut left, mut right) = room(&texts);
    if left > right + size {
        // The field above tells the units.
        texts = both(Fill::Bare);
        (left, right) = room(&texts);
    }
    let [first, last] = texts;
    if left <= right + size {
        scene.marks.push(words(first, 0.0, below, Anchor::Start, Ink::Muted));
        scene.marks.push(words(last, width, below, Anchor::End, Ink::Muted));
    } else {
        left = right;
    }
    let turns = turning(model, e, input).map(|t| (t.at, t.shown)).unwrap_or_default();
    for (value, text) in turns.0.into_iter().zip(turns.1) {
        let x = along.at(value);
        let (from, to) = ((x, top), (x, bottom));
        scene.marks.push(Mark::Rule { from, to, dashed: false, ink: Ink::Warm });
        // Named where there is room, the first before the others.
        let half = 0.5 * wide(&text);
        if x - half >= left && x + half <= right {
            left = x + half + size;
            scene.marks.push(words(text, x, below, Anchor::Middle, Ink::Warm));
        }
    }
    let label = fit(model.label(metric, e), width, size, false, frame.measure);
    scene.marks.push(words(label, 0.0, above, Anchor::Start, Ink::Muted));
    if let Some((x, y)) = today {
        let x = along.at(x).clamp(EDGE, width - EDGE);
        let y = up.at(y).clamp(top, bottom);
        let (radius, hollow, ink) = (3.5, false, Ink::Accent);
        scene.marks.push(Mark::Circle { x, y, radius, hollow, ink });
    }
    let mut ends = ys.iter().filter(|y| y.is_finite());
    let told =
        |y: Option<&f64>| y.map(|y| sheet::short(model, metric, *y)).unwrap_or_default();
    let (first, last) = (told(ends.next()), told(ends.next_back()));
    let places = [
        ("label", model.label(metric, e)),
        ("from", first.as_str()),
        ("to", last.as_str()),
    ];
    scene.summary = fill(model.words().chart_spark, &places);
    scene.written_in(model).mirrored()
}

/// How high the curve is, in pixels.
const CURVE: f64 = 34.0;

/// Where it begins and ends: below the middle of a slider's thumb.
const EDGE: f64 = 11.0;

/// Enough for a curve as wide as a card.
const POINTS: usize = 97;

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
