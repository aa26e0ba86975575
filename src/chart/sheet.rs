//! A scene while it is laid out: marks from the top down.

use super::mark::{Anchor, Ink, Mark};
use super::measure::{fit, wrap};
use super::view::{Choice, View, ViewOption};
use super::{Frame, Hit, Measure, Scene, Subject};
use crate::document::{Conditional, Writing};
use crate::format::{Length, NumberFormat};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::letters::capital;
use crate::model::{Evaluation, Fill, Model};
use crate::words::{Words, fill};

/// A chart being laid out.
pub(super) struct Sheet<'a> {
    pub(super) model: &'a Model,
    pub(super) evaluation: &'a Evaluation,
    pub(super) pinned: Option<&'a Evaluation>,
    pub(super) words: &'static Words,
    pub(super) measure: &'a dyn Measure,
    /// The size of all type.
    pub(super) size: f64,
    pub(super) width: f64,
    /// How far down everything so far reaches.
    pub(super) y: f64,
    pub(super) scene: Scene,
}

/// Type smaller than this is not readable on a phone.
const LEAST_TYPE: f64 = 13.0;

impl<'a> Sheet<'a> {
    pub(super) fn new(
        subject: &Subject<'a>,
        frame: &Frame<'a>,
        drawn: &dyn Fn(&str) -> bool,
    ) -> Self {
        let (model, e) = (subject.model, subject.evaluation);
        let chart = subject.chart;
        let holds = |t: &&Conditional| model.holds_where(&t.condition, e, drawn);
        let filled = |t: &Conditional| model.fill(&t.text, e);
        let first = |texts: &[Conditional]| texts.iter().find(holds).map(filled);
        let width = sound(frame.width, 240.0, 1600.0, 560.0);
        let scene = Scene {
            width,
            headline: first(&chart.headlines).unwrap_or_else(|| chart.label.clone()),
            subtitle: first(&chart.subtitles).unwrap_or_default(),
            note: chart.notes.iter().filter(holds).map(filled).gather().join(" "),
            ..Scene::default()
        };
        Self {
            model,
            evaluation: e,
            pinned: subject.pinned,
            words: model.words(),
            measure: frame.measure,
            size: sound(frame.text, LEAST_TYPE, 60.0, LEAST_TYPE),
            width,
            y: 0.0,
            scene,
        }
    }

    /// Offers plain words or the analyst's.
    pub(super) fn reading(&mut self, view: &View) {
        let w = self.words;
        let values = vec![
            Choice::new("false", w.chart_plain, !view.analyst),
            Choice::new("true", w.chart_analyst, view.analyst),
        ];
        self.scene.options.push(ViewOption::one("analyst", w.chart_reading, values));
    }

    /// The height of a line of type.
    pub(super) fn line(&self) -> f64 {
        libm::ceil(1.35 * self.size)
    }

    pub(super) fn wide(&self, text: &str, bold: bool) -> f64 {
        self.measure.width(text, self.size, bold)
    }

    pub(super) fn put(&mut self, mark: Mark) {
        self.scene.marks.push(mark);
    }

    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, ink: Ink) {
        self.put(Mark::Rect { x, y, width, height, ink });
    }

    /// Words on one line whose middle is at `y`.
    pub(super) fn text(&mut self, text: &str, x: f64, y: f64, anchor: Anchor, ink: Ink) {
        if text.is_empty() {
            return;
        }
        let (text, size, bold) = (text.to_owned(), self.size, false);
        self.put(Mark::Text { text, x, y, anchor, size, bold, ink });
    }

    /// A paragraph below everything so far.
    pub(super) fn paragraph(&mut self, text: &str, ink: Ink) {
        self.set(text, ink, false);
    }

    /// A heading below everything so far.
    pub(super) fn heading(&mut self, text: &str) {
        self.set(text, Ink::Text, true);
    }

    fn set(&mut self, text: &str, ink: Ink, bold: bool) {
        for text in wrap(text, self.width, self.size, bold, self.measure) {
            let (x, y, anchor) = (0.0, self.y + 0.5 * self.line(), Anchor::Start);
            let size = self.size;
            self.put(Mark::Text { text, x, y, anchor, size, bold, ink });
            self.y += self.line();
        }
    }

    pub(super) fn lines(&self, text: &str, width: f64) -> Vec<String> {
        wrap(text, width, self.size, false, self.measure)
    }

    pub(super) fn fit(&self, text: &str, width: f64) -> String {
        fit(text, width, self.size, false, self.measure)
    }

    pub(super) fn hit(&mut self, hit: Hit) {
        self.scene.points.push(hit);
    }

    /// A mark that takes the whole width between two heights can be pointed at.
    pub(super) fn band_hit(&mut self, (top, bottom): (f64, f64), hit: Hit) {
        let (x, y, width, height) = (0.0, top, self.width, bottom - top);
        self.hit(Hit { x, y, width, height, ..hit });
    }

    /// Adds a sentence to what is minded.
    pub(super) fn note(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let filled = self.model.fill(text, self.evaluation);
        let note = &mut self.scene.note;
        if !note.is_empty() {
            note.push(' ');
        }
        note.push_str(&filled);
    }

    /// A chart without values: a sentence that says why.
    pub(super) fn empty(mut self, reason: &str) -> Scene {
        let sentence = fill(self.words.chart_empty, &[("reason", reason)]);
        self.y += 0.5 * self.line();
        self.paragraph(&sentence, Ink::Muted);
        self.y += 0.5 * self.line();
        self.finish(&[sentence])
    }

    /// The scene, with what it shows in sentences.
    pub(super) fn finish(mut self, sentences: &[String]) -> Scene {
        self.scene.height = libm::ceil(self.y);
        let mut summary = String::new();
        for sentence in sentences.iter().filter(|s| !s.is_empty()) {
            if !summary.is_empty() {
                summary.push(' ');
            }
            summary.push_str(sentence);
            if !sentence.ends_with(['.', '?', '!', '…', ';', ':']) {
                summary.push('.');
            }
        }
        self.scene.summary = capital(&summary);
        if self.scene.table.caption.is_empty() {
            self.scene.table.caption = self.scene.headline.clone();
        }
        self.scene
    }

    /// How the values of one of the document's formulas are written: as the
    /// document says where it is a name, as what it is made of where that has its
    /// unit, and else as `otherwise`.
    pub(super) fn format_of(
        &self,
        formula: &str,
        otherwise: NumberFormat,
    ) -> NumberFormat {
        self.slot_of(formula).map_or(otherwise, |s| self.model.number_format(s))
    }

    /// How a way from a first value to a last is told, or one value alone.
    pub(super) const fn way(&self, alone: bool) -> &'static str {
        if alone { self.words.chart_point } else { self.words.chart_from_to }
    }

    /// The period chosen; nothing where there is none to choose.
    pub(super) fn period(&self) -> String {
        let several = self.model.document().periods.len() > 1;
        let name = self.model.period_name(self.evaluation);
        if several { name.to_owned() } else { String::new() }
    }

    /// What one of the document's formulas names, or of what it is made that has
    /// its unit.
    pub(super) fn slot_of(&self, formula: &str) -> Option<Slot> {
        let alike = || {
            let formula = self.model.formula(formula)?;
            let same = |s: &Slot| self.model.unit(*s) == *formula.unit();
            formula.slots().into_iter().find(same)
        };
        self.model.slot(formula).or_else(alike)
    }

    /// How round values of an input or metric are written along an axis: they
    /// need no decimals.
    pub(super) fn round_format(&self, slot: Slot) -> NumberFormat {
        let d = self.model.document();
        let input = self.model.as_input(slot).and_then(|i| d.inputs.get(i));
        let metric = self.model.as_metric(slot).and_then(|m| d.metrics.get(m));
        let writing = input.map(|i| i.writing).or(metric.map(|m| m.writing));
        writing.map_or_else(
            || self.model.number_format(slot),
            |w| self.model.writing_format(Writing { decimals: None, ..w }),
        )
    }

    /// The value of a formula in the scenario kept to compare, if there is
    /// one.
    pub(super) fn kept(&self, formula: &str) -> Option<f64> {
        self.model.value_of(formula, self.pinned?).ok()
    }
}

/// A value in short, and at all its digits.
pub(super) fn both(format: &NumberFormat, value: Option<f64>) -> (String, String) {
    let written = |length| format.write_or_dash(value, length);
    (written(Length::Short), written(Length::Exact))
}

/// A value of a slot in short.
pub(super) fn short(model: &Model, slot: Slot, value: f64) -> String {
    model.text(slot, value, Fill::Short)
}

/// A length within bounds, and another where it is none.
fn sound(length: f64, least: f64, most: f64, otherwise: f64) -> f64 {
    if length.is_finite() { length.clamp(least, most) } else { otherwise }
}
