//! Bars one below the other: the label above at the left or, where there is
//! room, beside; the value at the right; a light track behind.

use super::mark::{Anchor, Ink, Mark};
use super::sheet::Sheet;

/// One bar.
pub(super) struct Bar {
    pub(super) label: String,
    /// After the label, less loud.
    pub(super) aside: String,
    /// At the right.
    pub(super) value: String,
    /// Its length, as a share of the whole width, less than 0 where it goes the
    /// other way; `None` where there is no value.
    pub(super) length: Option<f64>,
    /// Its length in the scenario kept to compare.
    pub(super) before: Option<f64>,
    pub(super) ink: Ink,
    /// Why there is no value.
    pub(super) reason: String,
}

/// How bars are set.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Label and value above each bar.
    Above,
    /// Label and value beside each bar, where the sheet is wide enough.
    Beside,
    /// The same, closer together: for many bars.
    Dense,
}

/// The upper and lower edge of a bar with its words.
pub(super) type Band = (f64, f64);

/// Draws bars below everything so far, and tells the band of each.
#[inline(never)]
pub(super) fn draw(sheet: &mut Sheet<'_>, bars: &[Bar], style: Style) -> Vec<Band> {
    let beside = style != Style::Above && sheet.width >= 34.0 * sheet.size;
    let dense = style == Style::Dense;
    let gap = libm::round(if dense { 0.45 } else { 0.7 } * sheet.size);
    let thick = libm::round(if dense { 0.5 } else { 1.25 } * sheet.size);
    let columns = Columns::new(sheet, bars);
    let reach = Reach::new(bars);
    let mut bands = Vec::new();
    for (i, bar) in bars.iter().enumerate() {
        if i > 0 {
            sheet.y += if beside { 0.5 * gap } else { gap };
        }
        let top = sheet.y;
        if beside {
            columns.draw(sheet, bar, reach);
        } else {
            words(sheet, bar);
            sheet.y += libm::round(0.2 * sheet.size);
            let width = sheet.width;
            body(sheet, bar, reach, (0.0, width), thick);
        }
        bands.push((top, sheet.y));
    }
    // The outline of a kept value reaches beyond its bar.
    sheet.y += 2.0;
    bands
}

/// How far all bars of a list go, to either side of nothing.
#[derive(Copy, Clone)]
struct Reach {
    low: f64,
    high: f64,
}

impl Reach {
    fn new(bars: &[Bar]) -> Self {
        let lengths = || bars.iter().flat_map(|b| [b.length, b.before]).flatten();
        let low = lengths().fold(0.0, f64::min).max(-1.0);
        let high = lengths().fold(0.0, f64::max).min(1.0);
        // To one side only, the whole width is for that side.
        Self { low, high: if low < 0.0 { high } else { 1.0 } }
    }

    /// Where a length ends, as a share of the width.
    fn at(self, length: f64) -> f64 {
        (length.clamp(self.low, self.high) - self.low) / (self.high - self.low)
    }
}

/// Where words and bars stand beside each other.
struct Columns {
    label: f64,
    left: f64,
    right: f64,
}

impl Columns {
    fn new(sheet: &Sheet<'_>, bars: &[Bar]) -> Self {
        let widest = |words: fn(&Bar) -> &str| {
            bars.iter().map(|b| sheet.wide(words(b), false)).fold(0.0, f64::max)
        };
        let label = widest(|b| &b.label).min(0.4 * sheet.width);
        let value = widest(|b| &b.value);
        let gap = 0.8 * sheet.size;
        Self { label, left: label + gap, right: sheet.width - value - gap }
    }

    #[inline(never)]
    fn draw(&self, sheet: &mut Sheet<'_>, bar: &Bar, reach: Reach) {
        let top = sheet.y;
        let line = sheet.line();
        for words in sheet.lines(&bar.label, self.label) {
            sheet.text(&words, 0.0, sheet.y + 0.5 * line, Anchor::Start, Ink::Text);
            sheet.y += line;
        }
        let (bottom, middle) = (sheet.y.max(top + line), top + 0.5 * line);
        sheet.text(&bar.value, sheet.width, middle, Anchor::End, Ink::Text);
        let thick = libm::round(0.85 * line);
        sheet.y = libm::round(middle - 0.5 * thick);
        if bar.length.is_some() {
            body(sheet, bar, reach, (self.left, self.right - self.left), thick);
        } else {
            let reason = sheet.fit(&bar.reason, self.right - self.left);
            sheet.text(&reason, self.left, middle, Anchor::Start, Ink::Muted);
        }
        sheet.y = bottom;
    }
}

fn words(sheet: &mut Sheet<'_>, bar: &Bar) {
    let line = sheet.line();
    let gap = 0.8 * sheet.size;
    let value_width = sheet.wide(&bar.value, false);
    let room = sheet.width - value_width - gap;
    let longest = bar.label.split(' ').map(|w| sheet.wide(w, false)).fold(0.0, f64::max);
    // Where a word would have to be broken, the value gets its own line.
    let beside = room >= longest.min(0.5 * sheet.width);
    let lines = sheet.lines(&bar.label, if beside { room } else { sheet.width });
    let mut end = 0.0;
    for text in &lines {
        sheet.text(text, 0.0, sheet.y + 0.5 * line, Anchor::Start, Ink::Text);
        end = sheet.wide(text, false);
        sheet.y += line;
    }
    if lines.is_empty() || !beside {
        sheet.y += line;
    }
    let y = sheet.y - 0.5 * line;
    sheet.text(&bar.value, sheet.width, y, Anchor::End, Ink::Text);
    let aside_width = sheet.wide(&bar.aside, false);
    let start = if beside { end + 0.6 * sheet.size } else { 0.0 };
    if start + aside_width <= room {
        sheet.text(&bar.aside, start, y, Anchor::Start, Ink::Muted);
    } else if !bar.aside.is_empty() {
        sheet.paragraph(&bar.aside, Ink::Muted);
    }
}

fn body(
    sheet: &mut Sheet<'_>,
    bar: &Bar,
    reach: Reach,
    (left, width): (f64, f64),
    thick: f64,
) {
    let Some(length) = bar.length else {
        return sheet.paragraph(&bar.reason, Ink::Muted);
    };
    let y = sheet.y;
    sheet.rect(left, y, width, thick, Ink::Track);
    let at = |length: f64| left + reach.at(length) * width;
    let zero = at(0.0);
    if length != 0.0 {
        let end = at(length);
        let long = (end - zero).abs().max(1.0);
        sheet.rect(
            if length > 0.0 { zero } else { zero - long },
            y,
            long,
            thick,
            bar.ink,
        );
    }
    if reach.low < 0.0 {
        sheet.rect(zero - 0.5, y - 1.0, 1.0, thick + 2.0, Ink::Text);
    }
    if let Some(before) = bar.before {
        let end = at(before).clamp(left + 1.0, left + width - 1.0);
        let (top, bottom) = (y - 1.0, y + thick + 1.0);
        let points =
            vec![(zero, top), (end, top), (end, bottom), (zero, bottom), (zero, top)];
        sheet.put(Mark::Path { points, width: 1.0, dashed: true, ink: Ink::Text });
    }
    sheet.y += thick;
}
