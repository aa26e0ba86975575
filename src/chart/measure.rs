//! How wide words are, and how they break into lines.

/// Tells how wide words are. In a page the canvas tells; elsewhere a table.
pub trait Measure {
    /// The width of words on one line, in CSS pixels.
    fn width(&self, text: &str, size: f64, bold: bool) -> f64;
}

/// The widths of a common wide sans (`DejaVu` Sans), so that what fits here fits
/// with the narrower faces too, and the same picture comes out on every
/// machine.
///
/// ```
/// use cost_calculator::chart::{Measure, TableMeasure};
/// assert!((TableMeasure.width("£10", 10.0, false) - 19.08).abs() < 1e-9);
/// assert!(TableMeasure.width("£10", 10.0, true) > TableMeasure.width("£10", 10.0, false));
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct TableMeasure;

impl Measure for TableMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let thousandths: u32 = text.chars().map(|c| u32::from(advance(c, bold))).sum();
        f64::from(thousandths) * size / 1000.0
    }
}

/// Thousandths of the size, from the space to the tilde.
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
    683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
    724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
    343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
];

fn advance(c: char, bold: bool) -> u16 {
    let table = if bold { &BOLD } else { &REGULAR };
    let at = |c: u32| c.checked_sub(32).and_then(|i| table.get(usize::try_from(i).ok()?));
    if let Some(&width) = at(u32::from(c)) {
        return width;
    }
    let like = |c: char| at(u32::from(c)).copied().unwrap_or(700);
    match c {
        '\u{a0}' => like(' '),
        // Isolates only tell where a direction begins and ends.
        '\u{2066}'..='\u{2069}' => 0,
        '\u{202f}' | '\u{2009}' => 200,
        '£' | '€' => like('0'),
        '·' | '’' | '‘' => 380,
        '“' | '”' => 660,
        '–' => 500,
        '…' | '—' | '½' | 'œ' | 'Œ' => 1100,
        '−' | '×' | '≤' | '≥' | '→' | '←' | '±' => 838,
        'î' | 'ï' | 'í' | 'ì' => like('i'),
        'À'..='Ý' => 860,
        'à'..='ÿ' => like('o').max(like('e')),
        // Wide scripts fill a square.
        '\u{1100}'.. => 1050,
        _ => 860,
    }
}

/// Words broken into lines no wider than `width`. A word wider than that is
/// broken within.
pub(super) fn wrap(
    text: &str,
    width: f64,
    size: f64,
    bold: bool,
    measure: &dyn Measure,
) -> Vec<String> {
    let fits = |s: &str| measure.width(s, size, bold) <= width;
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let longer =
            if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// As much of a text as fits, with an ellipsis where some does not.
pub(super) fn fit(
    text: &str,
    width: f64,
    size: f64,
    bold: bool,
    measure: &dyn Measure,
) -> String {
    if measure.width(text, size, bold) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        let with_dots = format!("{}…", kept.trim_end());
        if measure.width(&with_dots, size, bold) > width {
            kept.pop();
            break;
        }
    }
    let kept = kept.trim_end();
    if kept.is_empty() { String::new() } else { format!("{kept}…") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_every_letter_and_none_is_too_wide() {
        let text = "Donaudampfschifffahrt and a person entering treatment";
        for width in [10.0, 40.0, 90.0, 400.0] {
            let lines = wrap(text, width, 13.0, false, &TableMeasure);
            let widest = |l: &String| TableMeasure.width(l, 13.0, false);
            assert!(
                lines.iter().all(|l| widest(l) <= width || l.chars().count() == 1),
                "{lines:?}"
            );
            let letters: String = lines.concat().replace(' ', "");
            assert_eq!(letters, text.replace(' ', ""));
        }
    }

    #[test]
    fn a_text_cut_short_says_so() {
        assert_eq!(fit("all of it", 200.0, 13.0, false, &TableMeasure), "all of it");
        let cut = fit("a reliable improvement", 60.0, 13.0, false, &TableMeasure);
        assert!(cut.ends_with('…') && TableMeasure.width(&cut, 13.0, false) <= 60.0);
        assert_eq!(fit("wide", 1.0, 13.0, false, &TableMeasure), "");
    }
}
