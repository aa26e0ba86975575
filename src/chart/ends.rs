//! Words at the right of a plot, each at the height of what it names.

use super::axis::Across;
use super::decollide::apart;
use super::mark::{Anchor, Ink, Mark};
use super::scale::Scale;
use super::sheet::Sheet;
use crate::lean::gather::Gather as _;

/// The words of something that ends at a value.
pub(super) struct End {
    pub(super) ink: Ink,
    /// At which step it ends; at the edge of the plot, if it goes all through.
    step: Option<usize>,
    value: f64,
    lines: Vec<String>,
    width: f64,
    line: f64,
}

impl End {
    /// Words within some room.
    pub(super) fn new(
        sheet: &Sheet<'_>,
        text: &str,
        room: f64,
        (step, value): (Option<usize>, f64),
        ink: Ink,
    ) -> Self {
        let lines = sheet.lines(text, room);
        let width = lines.iter().map(|l| sheet.wide(l, false)).fold(0.0, f64::max);
        Self { ink, step, value, lines, width, line: sheet.line() }
    }

    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.line
    }
}

/// How much room some words may take.
pub(super) fn room(sheet: &Sheet<'_>) -> f64 {
    (0.34 * sheet.width).clamp(7.0 * sheet.size, 17.0 * sheet.size)
}

/// The width and the height that they take together.
pub(super) fn extent(ends: &[End]) -> (f64, f64) {
    let widest = ends.iter().map(|e| e.width).fold(0.0, f64::max);
    (widest, ends.iter().map(End::height).sum())
}

/// Puts them beside a plot, apart from each other.
pub(super) fn draw(sheet: &mut Sheet<'_>, ends: &[End], x: &Across, up: &Scale) {
    let wanted: Vec<f64> = ends.iter().map(|e| up.at(e.value)).gather();
    let heights: Vec<f64> = ends.iter().map(End::height).gather();
    let half = 0.5 * sheet.line();
    let (top, bottom) = (x.plot.top - half, x.plot.bottom + half);
    let left = x.plot.right + 1.1 * sheet.size;
    for (end, middle) in ends.iter().zip(apart(&wanted, &heights, top, bottom)) {
        let from = up.at(end.value);
        let right = end.step.map_or(x.plot.right, |step| x.at(step));
        // A hair from the end of the line to words that had to move.
        if (middle - from).abs() > 0.4 * sheet.size || right < x.plot.right - 1.0 {
            let points = vec![(right + 5.0, from), (left - 4.0, middle)];
            let ink = Ink::Faint;
            sheet.put(Mark::Path { points, width: 1.0, dashed: false, ink });
        }
        let mut y = middle - 0.5 * end.height() + half;
        for words in &end.lines {
            sheet.text(words, left, y, Anchor::Start, end.ink);
            y += end.line;
        }
    }
}
