//! The sentence and the answers as one picture, of the size that cards in feeds
//! have.

use super::mark::{Anchor, Ink, Mark};
use super::measure::{fit, wrap};
use super::{Hit, Measure, Scene};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Fill, Model};
use crate::narrative;
use crate::simulation::Summary;

/// The size of a card, in CSS pixels: what feeds ask for.
const SIZE: (f64, f64) = (1200.0, 630.0);
const MARGIN: f64 = 56.0;
const GAP: f64 = 32.0;
/// Type, in CSS pixels. A feed shows a card at about half its size.
const TITLE: f64 = 26.0;
const FOOT: f64 = 18.0;
/// The sentence is as large as there is room for, between these.
const LARGEST: f64 = 46.0;
const SMALLEST: f64 = 22.0;
/// So many answers stand in a row; the first are the ones that matter.
const ANSWERS: usize = 4;

/// A card of a state: the title, the sentence, the answers with their 95%
/// intervals, what was assumed, the sources, and where the calculator lives.
///
/// `summary` tells what is known of an answer, by its position in the document:
/// nothing where it does not vary. `link` is left out where it is empty; what of
/// it is too long for a line is left out too, from its state on.
///
/// ```
/// # use cost_calculator::{document::Value, Model, chart::{TableMeasure, card}};
/// # let value: Value = serde_json::from_str(r#"{"format": 1, "id": "tea", "version": "1",
/// #   "title": "Tea", "units": {"cup": {"one": "cup", "many": "cups"}},
/// #   "periods": ["now"], "default_period": "now", "groups": [{"id": "all", "label": "All"}],
/// #   "inputs": [{"id": "cups", "label": "Cups", "unit": "cup", "group": "all", "value": 2,
/// #      "min": 0, "max": 9, "step": 1, "format": "count"}], "metrics": [],
/// #   "sentence": [{"text": "We drank {cups} cups."}]}"#).unwrap();
/// let model = Model::load(&value).unwrap();
/// let evaluation = model.evaluate(&model.scenario());
/// let scene = card(&model, &evaluation, &|_| None, "https://tea.example/", &TableMeasure);
/// assert_eq!((scene.width, scene.height), (1200.0, 630.0));
/// assert_eq!(scene.summary, "We drank 2 cups.");
/// ```
#[must_use]
pub fn card(
    model: &Model,
    e: &Evaluation,
    summary: &dyn Fn(usize) -> Option<Summary>,
    link: &str,
    measure: &dyn Measure,
) -> Scene {
    let d = model.document();
    let (width, height) = SIZE;
    let scene = Scene {
        width,
        height,
        headline: d.title.clone(),
        summary: narrative::sentence(model, e),
        ..Scene::default()
    };
    let mut card = Card { scene, measure };
    card.rect((0.0, 0.0), SIZE, Ink::Ground);
    card.rect((0.0, 0.0), (width, 10.0), Ink::Accent);
    let across = width - 2.0 * MARGIN;
    let title = fit(&d.title, across, TITLE, true, measure);
    card.text(&title, MARGIN, MARGIN + 0.2 * TITLE, TITLE, true, Ink::Accent);
    // From below upwards; what is left is the sentence's.
    let answers = model.answers(e).into_iter();
    let answers = answers.filter_map(|(i, a)| Some((i, model.slot(&a.metric)?)));
    let answers: Vec<(usize, Slot)> = answers.take(ANSWERS).gather();
    card.scene.points = answers.iter().map(|(_, slot)| known_by(*slot)).gather();
    let (told, origin) = (narrative::origin(model, e), card.scene.origin(model, e));
    let sources = origin.strip_suffix(&told).unwrap_or_default();
    card.scene.points = Vec::new();
    let varies = answers.iter().any(|(i, _)| summary(*i).is_some());
    let minded = varies.then(|| model.words().card_interval.to_owned());
    let minded = minded.into_iter().chain(narrative::assumptions(model, e)).gather();
    let named = told.lines().next().unwrap_or_default();
    // What was assumed matters more than where the rest is from.
    let foot = [(&*minded.join(" "), 2), (named, 1), (sources.trim_end(), 2)];
    let mut bottom = card.foot(foot, link, height - 0.6 * MARGIN);
    if !answers.is_empty() {
        let texts = answers.iter().map(|(i, slot)| {
            let label = d.answers.get(*i).map(|a| model.answer_label(a, e));
            let below = match e.value(*slot) {
                Ok(_) => summary(*i).map_or_else(String::new, |s| {
                    let ends = s.interval95();
                    narrative::interval(model, *slot, ends, s.share_with_value)
                }),
                Err(reason) => narrative::as_sentence(reason),
            };
            [label.unwrap_or_default(), model.shown(*slot, e, Fill::Short), below]
        });
        bottom = card.answers(&texts.gather(), bottom);
    }
    let top = MARGIN + 1.2 * TITLE;
    let sentence = card.scene.summary.clone();
    card.sentence(&sentence, top, bottom - 0.4 * GAP);
    card.scene.written_in(model).mirrored()
}

/// What stands for an answer where the sources are gathered.
fn known_by(slot: Slot) -> Hit {
    Hit { slot: Some(slot), present: true, ..Hit::default() }
}

/// The height of a line of type.
fn line(size: f64) -> f64 {
    libm::ceil(1.3 * size)
}

struct Card<'a> {
    scene: Scene,
    measure: &'a dyn Measure,
}

impl Card<'_> {
    fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), ink: Ink) {
        self.scene.marks.push(Mark::Rect { x, y, width, height, ink });
    }

    /// Words whose line has its middle at `y`.
    fn text(&mut self, text: &str, x: f64, y: f64, size: f64, bold: bool, ink: Ink) {
        let (text, anchor) = (text.to_owned(), Anchor::Start);
        self.scene.marks.push(Mark::Text { text, x, y, anchor, size, bold, ink });
    }

    /// Lines from the top down, to as many as said; a text that is longer shows
    /// that it goes on. Returns where they end.
    fn lines(
        &mut self,
        text: &str,
        (x, y): (f64, f64),
        width: f64,
        most: usize,
        (size, ink): (f64, Ink),
    ) -> f64 {
        let mut y = y;
        for text in cut(text, width, most, size, self.measure) {
            self.text(&text, x, y + 0.5 * line(size), size, false, ink);
            y += line(size);
        }
        y
    }

    /// What to mind and where it comes from, each to as many lines as said, so
    /// that the sentence keeps its room; above a height. Returns where it begins.
    fn foot(&mut self, parts: [(&str, usize); 3], link: &str, bottom: f64) -> f64 {
        let across = SIZE.0 - 2.0 * MARGIN;
        let fits = |s: &&str| self.measure.width(s, FOOT, false) <= across;
        // A link that cannot be read off is none: then the page alone.
        let page = link.split('#').next().unwrap_or_default();
        let link = [link, page].into_iter().find(fits).unwrap_or_default().to_owned();
        let mut lines = Vec::new();
        for (text, most) in parts {
            lines.append(&mut cut(text, across, most, FOOT, self.measure));
        }
        let count = lines.len() + usize::from(!link.is_empty());
        let rows = u32::try_from(count).map_or(0.0, f64::from);
        let top = bottom - rows * line(FOOT);
        let mut y = top + 0.5 * line(FOOT);
        for (text, ink) in (lines.iter().map(|l| (l.as_str(), Ink::Muted)))
            .chain((!link.is_empty()).then_some((link.as_str(), Ink::Accent)))
        {
            self.text(text, MARGIN, y, FOOT, false, ink);
            y += line(FOOT);
        }
        top
    }

    /// The answers side by side, above a height: what each is, its value, and
    /// between what it plausibly lies. Returns where they begin.
    fn answers(&mut self, answers: &[[String; 3]], bottom: f64) -> f64 {
        const VALUE: f64 = 44.0;
        const SMALL: f64 = 19.0;
        let count = u32::try_from(answers.len()).map_or(1.0, f64::from);
        let width = (SIZE.0 - 2.0 * MARGIN - (count - 1.0) * GAP) / count;
        // As many lines as the longest needs.
        let rows = |at: usize, most: usize| {
            let lines = answers
                .iter()
                .filter_map(|a| a.get(at))
                .map(|text| cut(text, width, most, SMALL, self.measure).len());
            u32::try_from(lines.max().unwrap_or(0)).map_or(0.0, f64::from) * line(SMALL)
        };
        let (labels, intervals) = (rows(0, 2), rows(2, 3));
        let top = bottom - 0.6 * GAP - intervals - line(VALUE) - labels;
        let mut x = MARGIN;
        for [label, value, interval] in answers {
            let rule = top - 0.4 * GAP;
            self.rect((x, rule), (width, 2.0), Ink::Faint);
            // Labels stand on the value, not under the rule.
            let own = cut(label, width, 2, SMALL, self.measure).len();
            let own = u32::try_from(own).map_or(0.0, f64::from) * line(SMALL);
            self.lines(label, (x, top + labels - own), width, 2, (SMALL, Ink::Muted));
            let y = top + labels;
            // A long value is set smaller before it is cut.
            let wide = self.measure.width(value, VALUE, true);
            let size = libm::floor(VALUE * (width / wide.max(1.0))).clamp(SMALL, VALUE);
            let value = fit(value, width, size, true, self.measure);
            self.text(&value, x, y + 0.5 * line(VALUE), size, true, Ink::Text);
            let y = y + line(VALUE);
            self.lines(interval, (x, y), width, 3, (SMALL, Ink::Muted));
            x += width + GAP;
        }
        top - 0.4 * GAP
    }

    /// The sentence, as large as it can be between two heights.
    fn sentence(&mut self, text: &str, top: f64, bottom: f64) {
        let across = SIZE.0 - 2.0 * MARGIN;
        let room = bottom - top;
        let mut size = LARGEST;
        let rows = |size: f64| {
            let lines = wrap(text, across, size, false, self.measure).len();
            u32::try_from(lines).map_or(f64::INFINITY, f64::from) * line(size)
        };
        while size > SMALLEST && rows(size) > room {
            size -= 1.0;
        }
        let mut most = 0_usize;
        let mut high = line(size);
        while high <= room {
            most += 1;
            high += line(size);
        }
        // In the middle of its room.
        let spare = (room - rows(size)).max(0.0);
        let at = (MARGIN, top + 0.5 * spare);
        self.lines(text, at, across, most, (size, Ink::Text));
    }
}

/// A text in lines, of which the last shows that more would follow.
fn cut(
    text: &str,
    width: f64,
    most: usize,
    size: f64,
    measure: &dyn Measure,
) -> Vec<String> {
    let mut lines = wrap(text, width, size, false, measure);
    if lines.len() > most {
        let rest = lines.get(most.saturating_sub(1)..).unwrap_or_default().join(" ");
        lines.truncate(most.saturating_sub(1));
        if most > 0 {
            lines.push(fit(&rest, width, size, false, measure));
        }
    }
    lines
}
