//! What is noted at places of a chart: what happens when, values that others are
//! held against, and where one line comes to lie below another.

use super::lines::Curve;
use super::sheet::Sheet;
use super::steps::Steps;
use crate::document::Annotation;
use crate::format::{Length, NumberFormat};
use crate::lean::order;
use crate::words::fill;

/// More crossings than these are not told apart by eye.
const CROSSINGS: usize = 3;

/// What is noted, with its words.
#[derive(Default)]
pub(super) struct Notes {
    /// How far along from the first step shown.
    pub(super) at: Vec<(f64, String)>,
    /// How far up.
    pub(super) held: Vec<(f64, String)>,
    /// The same in sentences.
    pub(super) said: Vec<String>,
}

/// Annotations where they stand, as far as they have a place in what is shown.
#[inline(never)]
pub(super) fn placed(
    sheet: &Sheet<'_>,
    annotations: &[Annotation],
    steps: &Steps<'_>,
    first: usize,
    format: &NumberFormat,
) -> Notes {
    let mut notes = held(sheet, annotations, format);
    #[expect(clippy::cast_precision_loss, reason = "some hundreds at most")]
    let first = first as f64;
    for note in shown(sheet, annotations).filter(|a| !a.at.is_empty()) {
        let Some(at) = steps.place(sheet, note) else { continue };
        let text = sheet.model.fill(&note.text, sheet.evaluation);
        let name = crate::format::whole(libm::round(at)).and_then(|i| steps.names.get(i));
        let name = name.map_or("", String::as_str);
        let places = [("label", name), ("value", &*text)];
        notes.said.push(fill(sheet.words.chart_point, &places));
        notes.at.push((at - first, text));
    }
    notes
}

/// Values that others are held against.
pub(super) fn held(
    sheet: &Sheet<'_>,
    annotations: &[Annotation],
    format: &NumberFormat,
) -> Notes {
    let mut notes = Notes::default();
    for note in shown(sheet, annotations).filter(|a| !a.value.is_empty()) {
        let value = sheet.model.value_of(&note.value, sheet.evaluation);
        let Ok(value) = value else { continue };
        let label = sheet.model.fill(&note.text, sheet.evaluation);
        let written = format.write(value, Length::Short);
        let places = [("label", &*label), ("value", &*written)];
        notes.said.push(fill(sheet.words.chart_point, &places));
        notes.held.push((value, format!("{label} {written}")));
    }
    notes
}

/// Where one line comes to lie below another, in words.
#[inline(never)]
pub(super) fn crossings(
    sheet: &Sheet<'_>,
    curves: &[Curve],
    steps: &[String],
) -> Vec<(f64, String)> {
    let mut found = Vec::new();
    for (i, a) in curves.iter().enumerate() {
        for b in curves.iter().skip(i + 1) {
            // Whether the first lay below, as soon as they are apart.
            let mut before: Option<bool> = None;
            for (at, name) in steps.iter().enumerate() {
                let value = |c: &Curve| Some(c.data.get(at)?.as_ref()?.value);
                let Some((first, second)) = value(a).zip(value(b)) else { continue };
                let now = first < second;
                if first.total_cmp(&second).is_eq() {
                    continue;
                }
                if before.replace(now).is_some_and(|before| before != now) {
                    let (below, above) = if now { (a, b) } else { (b, a) };
                    let places = [
                        ("label", &*below.label),
                        ("other", &*above.label),
                        ("at", name.as_str()),
                    ];
                    #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
                    found.push((at as f64, fill(sheet.words.chart_below, &places)));
                }
            }
        }
    }
    order::sort(&mut found, |(at, _)| *at);
    found.truncate(CROSSINGS);
    found
}

fn shown<'a>(
    sheet: &'a Sheet<'_>,
    annotations: &'a [Annotation],
) -> impl Iterator<Item = &'a Annotation> {
    annotations.iter().filter(|a| sheet.model.holds(&a.condition, sheet.evaluation))
}
