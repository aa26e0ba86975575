//! Probabilities as natural frequencies: "in 7 of 10 plausible worlds".

use super::mark::{Anchor, Ink, Mark};
use super::sheet::Sheet;
use crate::words::{Words, fill};

/// A probability in words.
///
/// Tenths where tenths tell it; hundredths near the ends, where a tenth would
/// be none or all.
pub(super) fn in_words(words: &Words, probability: f64) -> String {
    let of = |n: f64, all: &str| {
        fill(words.chart_worlds, &[("n", &n.to_string()), ("all", all)])
    };
    let p = probability;
    if p <= 0.0 {
        words.chart_worlds_none.to_owned()
    } else if p < 0.005 {
        words.chart_worlds_few.to_owned()
    } else if p >= 1.0 {
        words.chart_worlds_all.to_owned()
    } else if p > 0.995 {
        words.chart_worlds_most.to_owned()
    } else {
        let (n, all) = of_how_many(p);
        of(n.clamp(1.0, all - 1.0), &all.to_string())
    }
}

/// In how many worlds of ten it holds or, near the ends, of a hundred: for the
/// words and the dots.
fn of_how_many(p: f64) -> (f64, f64) {
    if (0.05..=0.95).contains(&p) {
        (libm::round(p * 10.0).clamp(1.0, 9.0), 10.0)
    } else {
        (libm::round(p * 100.0), 100.0)
    }
}

/// A statement with ten dots, as many of them full as worlds of ten in which
/// it holds. Tells the band that it takes.
pub(super) fn row(
    sheet: &mut Sheet<'_>,
    statement: &str,
    frequency: &str,
    probability: f64,
) -> (f64, f64) {
    let inks = (Ink::Text, Ink::Accent);
    row_in(sheet, statement, frequency, probability, inks)
}

/// The same in a colour of its own.
pub(super) fn row_in(
    sheet: &mut Sheet<'_>,
    statement: &str,
    frequency: &str,
    probability: f64,
    (said, full): (Ink, Ink),
) -> (f64, f64) {
    let top = sheet.y;
    let step = libm::round(1.15 * sheet.size).min(sheet.width / 10.0);
    let dots = 10.0 * step + 0.6 * sheet.size;
    let beside = sheet.width - dots >= 18.0 * sheet.size;
    let (left, room) =
        if beside { (dots, sheet.width - dots) } else { (0.0, sheet.width) };
    let line = sheet.line();
    for (text, ink) in [(statement, said), (frequency, Ink::Muted)] {
        for words in sheet.lines(text, room) {
            sheet.text(&words, left, sheet.y + 0.5 * line, Anchor::Start, ink);
            sheet.y += line;
        }
    }
    let y = if beside { top + 0.5 * line } else { sheet.y + 0.6 * sheet.size };
    // What is told of a hundred has a part of a dot.
    let (n, all) = of_how_many(probability.clamp(0.0, 1.0));
    let tenths = 10.0 * n / all;
    let radius = 0.32 * step;
    for i in 0..10 {
        let part = (tenths - f64::from(i)).clamp(0.0, 1.0);
        let x = radius + f64::from(i) * step;
        if part < 1.0 {
            sheet.put(Mark::Circle { x, y, radius, hollow: true, ink: Ink::Muted });
        }
        if part > 0.0 {
            let radius = radius * libm::sqrt(part);
            sheet.put(Mark::Circle { x, y, radius, hollow: false, ink: full });
        }
    }
    if !beside {
        sheet.y += 1.3 * sheet.size;
    }
    (top, sheet.y)
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use crate::words::Words;

    #[test]
    fn near_certainty_is_not_certainty() {
        let said = |p| in_words(Words::of("en"), p);
        assert!(said(0.72).contains("7 of 10"));
        assert!(said(0.04).contains("4 of 100"));
        assert!(said(0.049).contains("5 of 100"));
        assert!(said(0.97).contains("97 of 100"));
        assert!(said(0.0001).contains("fewer than 1 of 100"));
        assert!(said(0.9999).contains("more than 99 of 100"));
        assert_ne!(said(1.0), said(0.9999));
        assert_ne!(said(0.0), said(0.0001));
    }
}
