//! Finding room for words in a plot.

use super::clip::Plot;
use super::mark::{Anchor, Ink, TALL};
use super::sheet::Sheet;
use crate::lean::gather::Gather as _;

type Box_ = (f64, f64, f64, f64);

/// What of a plot is taken.
#[derive(Clone)]
pub(super) struct Places {
    plot: Plot,
    /// By other words and by marks.
    taken: Vec<Box_>,
    /// By lines, which words may cross where there is no other room.
    lines: Vec<Box_>,
}

impl Places {
    pub(super) const fn new(plot: Plot) -> Self {
        Self { plot, taken: Vec::new(), lines: Vec::new() }
    }

    /// Keeps words away from a mark.
    pub(super) fn keep_clear(&mut self, (x, y): (f64, f64), radius: f64) {
        self.taken.push((x - radius, y - radius, x + radius, y + radius));
    }

    /// Keeps words away from a line.
    pub(super) fn keep_line_clear(&mut self, points: &[(f64, f64)], room: f64) {
        for (a, b) in points.iter().zip(points.iter().skip(1)) {
            let (left, right) = (a.0.min(b.0) - room, a.0.max(b.0) + room);
            self.lines.push((left, a.1.min(b.1) - room, right, a.1.max(b.1) + room));
        }
    }

    /// Keeps words away from a straight line: a slanted one takes little of the
    /// rectangle around it.
    pub(super) fn keep_straight_clear(&mut self, from: (f64, f64), to: (f64, f64)) {
        let step = |n: i32| {
            let share = f64::from(n) / 12.0;
            (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1))
        };
        let points: Vec<(f64, f64)> = (0..=12).map(step).gather();
        self.keep_line_clear(&points, 2.0);
    }

    /// Keeps words off a line, whatever room there is.
    pub(super) fn keep_off(&mut self, points: &[(f64, f64)], room: f64) {
        let lines = std::mem::take(&mut self.lines);
        self.keep_line_clear(points, room);
        self.taken.append(&mut self.lines);
        self.lines = lines;
    }

    /// Puts words beside a mark, wherever there is room; tells whether there
    /// was. Where nothing but a line is in the way, the words stand on it, on
    /// a patch of ground.
    pub(super) fn beside(
        &mut self,
        sheet: &mut Sheet<'_>,
        words: &str,
        (x, y): (f64, f64),
        ink: Ink,
    ) -> bool {
        let away = 0.75 * sheet.size;
        let line = sheet.line();
        let wide = sheet.wide(words, false);
        let near = 0.4 * away;
        let spots = [
            (x + away, y),
            (x - away - wide, y),
            (x - 0.5 * wide, y - line),
            (x - 0.5 * wide, y + line),
            (x + near, y - line),
            (x + near, y + line),
            (x - near - wide, y - line),
            (x - near - wide, y + line),
        ];
        let free = spots.iter().find(|s| self.free(sheet, wide, **s, true));
        let on_line = || spots.iter().find(|s| self.free(sheet, wide, **s, false));
        let (spot, patch) = match (free, on_line()) {
            (Some(spot), _) => (*spot, false),
            (None, Some(spot)) => (*spot, true),
            (None, None) => return false,
        };
        self.put(sheet, words, wide, spot, ink, patch);
        true
    }

    /// Puts words around a point, if there is room and nothing near that they
    /// could be read with.
    pub(super) fn centred(
        &mut self,
        sheet: &mut Sheet<'_>,
        words: &str,
        (x, y): (f64, f64),
        ink: Ink,
    ) -> bool {
        let wide = sheet.wide(words, false);
        let spot = (x - 0.5 * wide, y);
        let apart = 3.0 * sheet.size;
        let alone = self.free(sheet, wide + 2.0 * apart, (spot.0 - apart, y), true);
        let free = alone && self.free(sheet, wide, spot, true);
        if free {
            self.put(sheet, words, wide, spot, ink, false);
        }
        free
    }

    /// Whether words of a width have room with their left end at a spot.
    fn free(
        &self,
        sheet: &Sheet<'_>,
        wide: f64,
        spot: (f64, f64),
        off_lines: bool,
    ) -> bool {
        let wanted = extent(sheet, wide, spot);
        let Plot { left, top, right, bottom } = self.plot;
        let across = left + 2.0 <= wanted.0 && wanted.2 <= right - 2.0;
        let inside = across && top <= wanted.1 && wanted.3 <= bottom;
        let clear = |others: &[Box_]| !others.iter().any(|o| overlap(o, &wanted));
        inside && clear(&self.taken) && (!off_lines || clear(&self.lines))
    }

    fn put(
        &mut self,
        sheet: &mut Sheet<'_>,
        words: &str,
        wide: f64,
        spot: (f64, f64),
        ink: Ink,
        patch: bool,
    ) {
        let (left, top, right, bottom) = extent(sheet, wide, spot);
        if patch {
            sheet.rect(left - 2.0, top, right - left + 4.0, bottom - top, Ink::Ground);
        }
        sheet.text(words, spot.0, spot.1, Anchor::Start, ink);
        self.taken.push((left - 3.0, top, right + 3.0, bottom));
    }
}

fn extent(sheet: &Sheet<'_>, wide: f64, (left, y): (f64, f64)) -> Box_ {
    let half = 0.5 * TALL * sheet.size;
    (left, y - half, left + wide, y + half)
}

fn overlap(a: &Box_, b: &Box_) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}
