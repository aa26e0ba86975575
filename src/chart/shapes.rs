//! A shape for each line, by which it is known where colours are not told apart.

use super::mark::{Ink, Mark};
use super::sheet::Sheet;
use crate::lean::gather::Gather as _;

/// More lines than that in one plot have shapes besides their colours.
pub(super) const FEW: usize = 4;

/// How far a shape reaches.
const REACH: f64 = 4.4;

/// Corners of each shape but the first, a dot, in parts of its reach.
const SHAPES: [&[(f64, f64)]; 6] = [
    &[(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)],
    &[(0.0, -1.0), (1.0, 0.8), (-1.0, 0.8)],
    &[(0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0)],
    &[(0.0, 1.0), (1.0, -0.8), (-1.0, -0.8)],
    &[
        (-0.35, -1.0),
        (0.35, -1.0),
        (0.35, -0.35),
        (1.0, -0.35),
        (1.0, 0.35),
        (0.35, 0.35),
        (0.35, 1.0),
        (-0.35, 1.0),
        (-0.35, 0.35),
        (-1.0, 0.35),
        (-1.0, -0.35),
        (-0.35, -0.35),
    ],
    &[(-1.0, -0.9), (1.0, -0.9), (-1.0, 0.9), (1.0, 0.9)],
];

/// At how many steps from each other a line of so many has its shape.
pub(super) const fn every(steps: usize) -> usize {
    if steps <= 12 { 1 } else { steps.div_ceil(8) }
}

/// Puts the shape of the line of this colour at a place of it.
#[inline(never)]
pub(super) fn put(sheet: &mut Sheet<'_>, (x, y): (f64, f64), ink: Ink) {
    let line = match ink {
        Ink::Warm => 1,
        Ink::Line(n) => 2 + usize::from(n),
        _ => 0,
    };
    let shape = (line % (SHAPES.len() + 1)).checked_sub(1).and_then(|at| SHAPES.get(at));
    sheet.put(match shape {
        Some(corners) => {
            let at = |c: &(f64, f64)| (x + REACH * c.0, y + REACH * c.1);
            Mark::Area { points: corners.iter().map(at).gather(), ink }
        }
        None => Mark::Circle { x, y, radius: 0.85 * REACH, hollow: false, ink },
    });
}
