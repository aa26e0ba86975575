//! Many values on one axis, a dot each, above each other where they are alike: to
//! find one's own among them.

use super::axis;
use super::mark::{Anchor, Ink, Mark};
use super::scale::{Domain, Scale};
use super::sheet::Sheet;
use crate::format::NumberFormat;
use crate::lean::gather::Gather as _;

/// A dot that was drawn: which value’s, and where.
pub(super) struct Dot {
    pub(super) at: usize,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The radius of a dot, as a share of the size of type.
pub(super) const RADIUS: f64 = 0.4;

/// Draws values below everything so far. Above them stand the words of one’s own, if
/// it is among them, and of all together, each over its place.
pub(super) fn draw(
    sheet: &mut Sheet<'_>,
    values: &[Option<f64>],
    own: Option<(usize, &str)>,
    whole: Option<(f64, &str)>,
    format: &NumberFormat,
) -> Vec<Dot> {
    let all = values.iter().copied().flatten().chain(whole.map(|(v, _)| v));
    let Some(domain) = Domain::of(all) else { return Vec::new() };
    let radius = RADIUS * sheet.size;
    let edge = radius + 2.0;
    let scale = Scale::new(domain, edge, sheet.width - edge, false);
    let own_value = own.and_then(|(at, words)| Some((values.get(at).copied()??, words)));
    let named = [(own_value, Ink::Warm), (whole, Ink::Text)];
    let line = sheet.line();
    let mut stems = Vec::new();
    for (named, ink) in named {
        let Some((value, words)) = named else { continue };
        let x = scale.at(value);
        for words in sheet.lines(words, sheet.width) {
            let half = 0.5 * sheet.wide(&words, false);
            let middle = x.min(sheet.width - half).max(half);
            sheet.text(&words, middle, sheet.y + 0.5 * line, Anchor::Middle, ink);
            sheet.y += line;
        }
        stems.push((x, ink));
    }
    // Below all words: a line through some of them would strike them out.
    let top = sheet.y;
    sheet.y += 0.4 * sheet.size;
    let spots = stacked(values, &scale, 2.0 * radius + 1.0);
    let pitch = 2.0 * radius + 2.0;
    let level = |n: usize| {
        #[expect(clippy::cast_precision_loss, reason = "no more than there are values")]
        let n = n as f64;
        n * pitch
    };
    let high = spots.iter().flatten().map(|(_, n)| level(*n)).fold(0.0, f64::max);
    let foot = sheet.y + high + pitch;
    for (x, ink) in stems {
        let (from, to) = ((x, top), (x, foot));
        sheet.put(Mark::Rule { from, to, dashed: ink == Ink::Text, ink });
    }
    let mut dots = Vec::new();
    for (at, spot) in spots.iter().enumerate() {
        let Some((x, n)) = *spot else { continue };
        let y = foot - 0.5 * pitch - level(n);
        let mine = own.is_some_and(|(own, _)| own == at);
        let ink = if mine { Ink::Warm } else { Ink::AccentTint(60) };
        sheet.put(Mark::Circle { x, y, radius, hollow: false, ink });
        dots.push(Dot { at, x, y });
    }
    let (from, to) = ((0.0, foot), (sheet.width, foot));
    sheet.put(Mark::Rule { from, to, dashed: false, ink: Ink::Faint });
    let mut free = 0.0;
    for (value, words) in axis::ticks(&scale, format, 5) {
        let (x, half) = (scale.at(value), 0.5 * sheet.wide(&words, false));
        let middle = x.min(sheet.width - half).max(half);
        if middle - half >= free {
            sheet.text(&words, middle, foot + 0.8 * line, Anchor::Middle, Ink::Muted);
            free = middle + half + 0.8 * sheet.size;
        }
    }
    sheet.y = foot + 1.5 * line;
    dots
}

/// Where each value stands along the axis, and how high: as low as it can without
/// touching another.
fn stacked(
    values: &[Option<f64>],
    scale: &Scale,
    apart: f64,
) -> Vec<Option<(f64, usize)>> {
    let mut placed: Vec<(f64, usize)> = Vec::new();
    let mut place = |value: f64| {
        let x = scale.at(value);
        let taken =
            |n: usize| placed.iter().any(|(p, m)| *m == n && (p - x).abs() < apart);
        let n = (0..=placed.len()).find(|n| !taken(*n)).unwrap_or_default();
        placed.push((x, n));
        (x, n)
    };
    values.iter().map(|value| value.map(&mut place)).gather()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_dot_touches_another() {
        let values: Vec<_> =
            (0..60_u32).map(|i| (i % 7 != 3).then(|| f64::from((i * 37) % 11))).collect();
        let scale = Scale::new(
            Domain::of(values.iter().copied().flatten()).unwrap(),
            0.0,
            90.0,
            false,
        );
        let spots = stacked(&values, &scale, 6.0);
        assert_eq!(spots.iter().flatten().count(), values.iter().flatten().count());
        let spots: Vec<_> = spots.into_iter().flatten().collect();
        for (i, a) in spots.iter().enumerate() {
            assert!(
                spots.iter().skip(i + 1).all(|b| a.1 != b.1 || (a.0 - b.0).abs() >= 6.0)
            );
        }
    }
}
