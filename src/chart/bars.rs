//! Bars one below the other: the label above at the left, the value at the
//! right, a light track behind.

use super::mark::{Anchor, Ink, Mark};
use super::sheet::Sheet;

/// One bar.
pub(super) struct Bar {
    pub(super) label: String,
    /// After the label, less loud.
    pub(super) aside: String,
    /// At the right.
    pub(super) value: String,
    /// Its length, as a share of the whole width; `None` where there is no
    /// value.
    pub(super) length: Option<f64>,
    /// Its length in the scenario kept to compare.
    pub(super) before: Option<f64>,
    pub(super) ink: Ink,
    /// Why there is no value.
    pub(super) reason: String,
}

/// The upper and lower edge of a bar with its words.
pub(super) type Band = (f64, f64);

/// Draws bars below everything so far, and tells the band of each.
pub(super) fn draw(sheet: &mut Sheet<'_>, bars: &[Bar]) -> Vec<Band> {
    let gap = libm::round(0.7 * sheet.size);
    let mut bands = Vec::new();
    for (i, bar) in bars.iter().enumerate() {
        if i > 0 {
            sheet.y += gap;
        }
        let top = sheet.y;
        words(sheet, bar);
        sheet.y += libm::round(0.2 * sheet.size);
        body(sheet, bar);
        bands.push((top, sheet.y));
    }
    // The outline of a kept value reaches beyond its bar.
    sheet.y += 2.0;
    bands
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
    if lines.is_empty() {
        sheet.y += line;
    }
    if !beside {
        sheet.y += line;
    }
    let y = sheet.y - 0.5 * line;
    sheet.text(&bar.value, sheet.width, y, Anchor::End, Ink::Text);
    let aside_width = sheet.wide(&bar.aside, false);
    let start = if beside { end + 0.6 * sheet.size } else { 0.0 };
    if start + aside_width <= room {
        sheet.text(&bar.aside, start, y, Anchor::Start, Ink::Muted);
    } else if !bar.aside.is_empty() {
        let aside = bar.aside.clone();
        sheet.paragraph(&aside, Ink::Muted);
    }
}

fn body(sheet: &mut Sheet<'_>, bar: &Bar) {
    let Some(length) = bar.length else {
        let reason = bar.reason.clone();
        return sheet.paragraph(&reason, Ink::Muted);
    };
    let height = libm::round(1.25 * sheet.size);
    let (y, width) = (sheet.y, sheet.width);
    sheet.rect(0.0, y, width, height, Ink::Track);
    let length = length.clamp(0.0, 1.0) * width;
    if length > 0.0 {
        sheet.rect(0.0, y, length.max(1.0), height, bar.ink);
    }
    if let Some(before) = bar.before {
        let at = (before.clamp(0.0, 1.0) * width).clamp(1.0, width - 1.0);
        let ink = Ink::Text;
        let corners = [
            (0.0, y - 1.0),
            (at, y - 1.0),
            (at, y + height + 1.0),
            (0.0, y + height + 1.0),
        ];
        let closed = corners.iter().chain(corners.first()).copied().collect();
        sheet.put(Mark::Path { points: closed, width: 1.0, dashed: true, ink });
    }
    sheet.y += height;
}
