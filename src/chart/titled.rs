//! A scene that stands by itself: with its headline above and its note below.

use super::mark::{Anchor, Ink, Mark};
use super::measure::wrap;
use super::{Measure, Scene};
use crate::lean::gather::Gather as _;

impl Scene {
    /// The scene with its headline and subtitle above and its note below, and
    /// a margin of ground around, for a picture that leaves its page. `foot`
    /// is one more line at the end: where the picture comes from.
    ///
    /// ```
    /// use cost_calculator::chart::{Scene, TableMeasure};
    /// let scene = Scene { width: 300.0, height: 200.0, headline: "Tea is dear".into(),
    ///     ..Scene::default() };
    /// let picture = scene.titled("tea.example", 13.0, &TableMeasure);
    /// assert!(picture.height > scene.height && picture.marks.len() > 2);
    /// ```
    #[must_use]
    pub fn titled(&self, foot: &str, text: f64, measure: &dyn Measure) -> Self {
        let margin = libm::round(1.2 * text);
        let mut page =
            Page { marks: Vec::new(), y: margin, margin, width: self.width, measure };
        page.words(&self.headline, libm::round(1.25 * text), true, Ink::Text);
        page.words(&self.subtitle, text, false, Ink::Muted);
        page.y += 0.7 * text;
        let down = page.y;
        page.y += self.height + 0.7 * text;
        page.words(&self.note, text, false, Ink::Muted);
        page.words(foot, text, false, Ink::Muted);
        let (width, height) = (self.width + 2.0 * margin, page.y + margin);
        let ground = Mark::Rect { x: 0.0, y: 0.0, width, height, ink: Ink::Ground };
        let own = self.marks.iter().map(|m| m.moved(margin, down));
        let words = Self {
            width,
            marks: page.marks,
            leftwards: self.leftwards,
            ..Self::default()
        };
        let words = words.isolated().mirrored().marks;
        let marks = std::iter::once(ground).chain(own).chain(words).gather();
        let mut points = self.points.clone();
        for hit in &mut points {
            hit.x += margin;
            hit.y += down;
        }
        Self { width, height: libm::ceil(height), marks, points, ..self.clone() }
    }
}

/// Words set from the top down.
struct Page<'a> {
    marks: Vec<Mark>,
    y: f64,
    margin: f64,
    width: f64,
    measure: &'a dyn Measure,
}

impl Page<'_> {
    fn words(&mut self, text: &str, size: f64, bold: bool, ink: Ink) {
        let line = libm::ceil(1.35 * size);
        // A line of its own stays one.
        for paragraph in text.lines() {
            for text in wrap(paragraph, self.width, size, bold, self.measure) {
                let (x, y, anchor) = (self.margin, self.y + 0.5 * line, Anchor::Start);
                self.marks.push(Mark::Text { text, x, y, anchor, size, bold, ink });
                self.y += line;
            }
        }
    }
}

impl Mark {
    /// The same elsewhere.
    fn moved(&self, right: f64, down: f64) -> Self {
        let mut moved = self.clone();
        let shift = |p: &mut (f64, f64)| {
            p.0 += right;
            p.1 += down;
        };
        match &mut moved {
            Self::Rect { x, y, .. }
            | Self::Circle { x, y, .. }
            | Self::Text { x, y, .. } => {
                *x += right;
                *y += down;
            }
            Self::Rule { from, to, .. } => {
                shift(from);
                shift(to);
            }
            Self::Path { points, .. } | Self::Area { points, .. } => {
                points.iter_mut().for_each(shift);
            }
        }
        moved
    }
}
