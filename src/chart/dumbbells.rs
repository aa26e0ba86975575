//! Two values a row, a dot each and a line between: the same at two moments.

use super::Hit;
use super::mark::{Anchor, Ink, Mark};
use super::scale::{Domain, Scale};
use super::sheet::Sheet;
use crate::format::{Length, NumberFormat};

/// What the dots of one kind stand for.
pub(super) struct Moment {
    pub(super) label: String,
    pub(super) ink: Ink,
}

/// A value at one of the two moments, and whether it is as it was published.
#[derive(Copy, Clone)]
pub(super) struct End {
    pub(super) value: f64,
    pub(super) firm: bool,
}

/// One row.
pub(super) struct Row<'a> {
    pub(super) label: &'a str,
    pub(super) ends: [Option<End>; 2],
}

/// A dot that was drawn.
pub(super) struct Dot {
    pub(super) row: usize,
    /// Which moment’s.
    pub(super) series: usize,
    pub(super) value: f64,
    x: f64,
    top: f64,
    bottom: f64,
}

impl Dot {
    /// Lets it be pointed at where it stands.
    pub(super) fn hit(&self, sheet: &mut Sheet<'_>, hit: Hit) {
        let (row, series) = (self.row, self.series);
        let (x, y, height) = (self.x - 8.0, self.top, self.bottom - self.top);
        sheet.hit(Hit { x, y, width: 16.0, height, row, series, ..hit });
    }
}

/// Draws rows below everything so far, their labels in a colour, and tells where
/// each dot is; none where there is no value.
pub(super) fn draw(
    sheet: &mut Sheet<'_>,
    moments: &[Moment; 2],
    rows: &[Row<'_>],
    format: &NumberFormat,
    ink: Ink,
) -> Vec<Dot> {
    let values = || rows.iter().flat_map(|r| r.ends).flatten().map(|e| e.value);
    let Some(domain) = Domain::of(values()) else { return Vec::new() };
    head(sheet, moments);
    let write = |v: f64| format.write(v, Length::Short);
    let words = values().map(|v| sheet.wide(&write(v), false)).fold(0.0, f64::max);
    let room = words + 0.9 * sheet.size;
    let label = rows.iter().map(|r| sheet.wide(r.label, false)).fold(0.0, f64::max);
    let right = sheet.width - room;
    let beside = label + room + 0.6 * sheet.size;
    // Where the dots would have no room beside the labels, they go below.
    let below = right - beside < 4.0 * sheet.size;
    let left = if below { room } else { beside };
    let (low, high) = (domain.low(), domain.high());
    let scale = Scale::new(domain, left.min(right - 1.0), right, false);
    let pitch = libm::ceil(1.9 * sheet.size);
    let mut dots = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let top = sheet.y;
        if below {
            sheet.paragraph(row.label, ink);
        }
        let y = sheet.y + 0.5 * pitch;
        if !below {
            sheet.text(row.label, 0.0, y, Anchor::Start, ink);
        }
        let [a, b] = row.ends;
        if let (Some(a), Some(b)) = (a, b) {
            let points = vec![(scale.at(a.value), y), (scale.at(b.value), y)];
            let ink = Ink::Faint;
            sheet.put(Mark::Path { points, width: 3.0, dashed: false, ink });
        }
        let less = |x: Option<End>, y: Option<End>| match (x, y) {
            (Some(x), Some(y)) => x.value <= y.value,
            _ => true,
        };
        let sides = [(a, less(a, b)), (b, !less(a, b))];
        for (series, ((end, at_left), moment)) in
            sides.into_iter().zip(moments).enumerate()
        {
            let Some(End { value, firm }) = end else { continue };
            let (x, ink) = (scale.at(value), moment.ink);
            let hollow = series == 0 || !firm;
            sheet.put(Mark::Circle { x, y, radius: 4.5, hollow, ink });
            let away = 0.8 * sheet.size;
            if at_left {
                sheet.text(&write(value), x - away, y, Anchor::End, ink);
            } else {
                sheet.text(&write(value), x + away, y, Anchor::Start, ink);
            }
            dots.push(Dot { row: at, series, value, x, top, bottom: y + 0.5 * pitch });
        }
        sheet.y += pitch;
    }
    ends(sheet, &scale, [low, high].map(write));
    dots
}

/// The two moments, each after the dot that stands for it.
fn head(sheet: &mut Sheet<'_>, moments: &[Moment; 2]) {
    let mut x = 0.0;
    let dot = 1.2 * sheet.size;
    let line = sheet.line();
    for (i, Moment { label, ink }) in moments.iter().enumerate() {
        let wide = sheet.wide(label, false);
        if x > 0.0 && x + dot + wide > sheet.width {
            x = 0.0;
            sheet.y += line;
        }
        let y = sheet.y + 0.5 * line;
        sheet.put(Mark::Circle { x: x + 5.0, y, radius: 4.5, hollow: i == 0, ink: *ink });
        let fitting = sheet.fit(label, sheet.width - x - dot);
        sheet.text(&fitting, x + dot, y, Anchor::Start, *ink);
        x += dot + wide + 1.6 * sheet.size;
    }
    sheet.y += line + 0.4 * sheet.size;
}

/// A faint foot from the lowest to the highest value: this axis does not begin
/// at nothing.
fn ends(sheet: &mut Sheet<'_>, scale: &Scale, words: [String; 2]) {
    let [low, high] = words;
    let (a, b) = (scale.at(scale.domain().low()), scale.at(scale.domain().high()));
    let y = sheet.y + 0.2 * sheet.size;
    sheet.put(Mark::Rule { from: (a, y), to: (b, y), dashed: false, ink: Ink::Faint });
    let wide = sheet.wide(&low, false) + sheet.wide(&high, false);
    if b - a > wide + sheet.size {
        let middle = y + 0.7 * sheet.line();
        sheet.text(&low, a, middle, Anchor::Start, Ink::Muted);
        sheet.text(&high, b, middle, Anchor::End, Ink::Muted);
        sheet.y += 1.3 * sheet.line();
    }
    sheet.y += 0.4 * sheet.size;
}
