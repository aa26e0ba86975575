//! Which colour is what: a square and a word each, in lines.

use super::mark::{Anchor, Ink};
use super::sheet::Sheet;

/// Writes what colours stand for, below everything so far.
pub(super) fn draw(sheet: &mut Sheet<'_>, parts: &[(String, Ink)]) {
    let (line, size) = (sheet.line(), sheet.size);
    let (square, gap) = (libm::round(0.8 * size), 1.2 * size);
    let from = square + 0.5 * size;
    let mut x = 0.0;
    for (label, ink) in parts {
        let lines = sheet.lines(label, sheet.width - from);
        let wide = lines.iter().map(|l| sheet.wide(l, false)).fold(0.0, f64::max);
        if x > 0.0 && x + from + wide > sheet.width {
            x = 0.0;
            sheet.y += line;
        }
        let top = libm::round(sheet.y + 0.5 * (line - square));
        sheet.rect(x, top, square, square, *ink);
        for (i, words) in lines.iter().enumerate() {
            if i > 0 {
                sheet.y += line;
            }
            let y = sheet.y + 0.5 * line;
            sheet.text(words, x + from, y, Anchor::Start, Ink::Text);
        }
        x += from + wide + gap;
    }
    if !parts.is_empty() {
        sheet.y += line + libm::round(0.5 * size);
    }
}
