//! What of a picture has to be painted anew when its scene has changed.

use super::{Mark, Measure, Palette, Scene};
use crate::error::Error;
use plotters_backend::DrawingBackend;

/// A rectangle of device pixels, whole ones, so that what is painted within it
/// meets what stands around it without a seam.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The first column.
    pub left: i32,
    /// The first row.
    pub top: i32,
    /// The column after the last.
    pub right: i32,
    /// The row after the last.
    pub bottom: i32,
}

/// More rectangles than these would cost more than what they leave out.
const MOST: usize = 4;

/// The share of a picture above which all of it is painted.
const NEARLY_ALL: f64 = 0.7;

impl Scene {
    /// Where this scene looks otherwise than one that was painted before, at `ratio`
    /// device pixels a CSS pixel. `None` where all of it has to be painted.
    ///
    /// ```
    /// use cost_calculator::chart::{Ink, Mark, Scene, TableMeasure};
    /// let scene = |width| {
    ///     let bar = |y, width| Mark::Rect { x: 0.0, y, width, height: 9.0, ink: Ink::Accent };
    ///     Scene { width: 99.0, height: 99.0, marks: vec![bar(0.0, 50.0), bar(50.0, width)], ..Scene::default() }
    /// };
    /// let regions = scene(20.0).damage(&scene(10.0), &TableMeasure, 1.0).unwrap();
    /// assert_eq!(regions.len(), 1);
    /// assert!(regions[0].top > 40 && regions[0].right >= 20);
    /// assert_eq!(scene(20.0).damage(&scene(20.0), &TableMeasure, 1.0), Some(vec![]));
    /// ```
    #[must_use]
    pub fn damage(
        &self,
        before: &Self,
        measure: &dyn Measure,
        ratio: f64,
    ) -> Option<Vec<Region>> {
        let same = |a: f64, b: f64| a.to_bits() == b.to_bits();
        if !same(self.width, before.width) || !same(self.height, before.height) {
            return None;
        }
        // Marks are drawn in order, so that one between others moves all after it.
        let all = self.marks.len().max(before.marks.len());
        let mut regions = Vec::new();
        for at in 0..all {
            let (now, was) = (self.marks.get(at), before.marks.get(at));
            if now != was {
                let changed = now.into_iter().chain(was);
                regions.extend(changed.map(|m| Region::of(m, measure, ratio)));
            }
        }
        let regions = joined(regions);
        let area: f64 = regions.iter().map(Region::area).sum();
        (area < NEARLY_ALL * self.width * self.height * ratio * ratio).then_some(regions)
    }

    /// Paints what of the scene lies in a region. The backend has to be kept to the
    /// region, and cleared there.
    ///
    /// # Errors
    /// What the backend reports.
    pub fn paint_within<DB: DrawingBackend>(
        &self,
        region: Region,
        measure: &dyn Measure,
        backend: &mut DB,
        palette: &Palette,
        ratio: f64,
    ) -> Result<(), Error> {
        let meets = |m: &&Mark| Region::of(m, measure, ratio).meets(region);
        Self::paint_marks(&mut self.marks.iter().filter(meets), backend, palette, ratio)
    }
}

impl Region {
    /// Where a mark may leave ink: its bounds, and what corners, edges and
    /// overhanging letters may add.
    fn of(mark: &Mark, measure: &dyn Measure, ratio: f64) -> Self {
        let over = match mark {
            Mark::Text { size, .. } => 0.3 * size,
            Mark::Path { width, .. } => 2.0 * width + 1.0,
            _ => 1.5,
        };
        let (left, top, right, bottom) = mark.bounds(measure);
        Self {
            left: whole(libm::floor((left - over) * ratio)),
            top: whole(libm::floor((top - over) * ratio)),
            right: whole(libm::ceil((right + over) * ratio)),
            bottom: whole(libm::ceil((bottom + over) * ratio)),
        }
    }

    const fn meets(&self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn area(&self) -> f64 {
        f64::from(self.right - self.left) * f64::from(self.bottom - self.top)
    }

    /// The rectangle around both.
    fn with(&self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// The same as few rectangles, none of which meets another.
fn joined(regions: Vec<Region>) -> Vec<Region> {
    let mut apart: Vec<Region> = Vec::new();
    for region in regions {
        add(&mut apart, region);
        if apart.len() > MOST {
            join_nearest(&mut apart);
        }
    }
    apart
}

/// Joins the two that waste least, and what they then meet.
fn join_nearest(apart: &mut Vec<Region>) {
    let mut best: Option<(f64, usize, usize)> = None;
    for (i, a) in apart.iter().enumerate() {
        for (j, b) in apart.iter().enumerate().skip(i + 1) {
            let waste = a.with(*b).area() - a.area() - b.area();
            if best.is_none_or(|(least, _, _)| waste < least) {
                best = Some((waste, i, j));
            }
        }
    }
    let Some((_, i, j)) = best else { return };
    // The later first, so that the other keeps its place.
    let b = apart.swap_remove(j);
    let a = apart.swap_remove(i);
    add(apart, a.with(b));
}

/// Adds a rectangle, joined with those that it meets.
fn add(apart: &mut Vec<Region>, mut region: Region) {
    // What grows may meet those that it left alone before.
    while let Some(at) = apart.iter().position(|r| region.meets(*r)) {
        region = region.with(apart.swap_remove(at));
    }
    apart.push(region);
}

/// Kept within what can be added up.
fn whole(pixels: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "clamped first")]
    let pixels = pixels.clamp(-1e6, 1e6) as i32;
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(left: i32, top: i32, right: i32, bottom: i32) -> Region {
        Region { left, top, right, bottom }
    }

    #[test]
    fn what_meets_is_one_and_there_are_never_many() {
        let chain =
            vec![region(0, 0, 10, 10), region(20, 0, 30, 10), region(5, 5, 25, 8)];
        assert_eq!(joined(chain), [region(0, 0, 30, 10)]);
        let many: Vec<_> =
            (0..40).map(|i| region(i * 9, i * 7, i * 9 + 4, i * 7 + 3)).collect();
        let few = joined(many.clone());
        assert!(few.len() <= MOST);
        for r in many {
            let inside = |f: &Region| {
                f.left <= r.left
                    && f.top <= r.top
                    && f.right >= r.right
                    && f.bottom >= r.bottom
            };
            assert_eq!(few.iter().filter(|f| inside(f)).count(), 1, "{r:?}");
        }
        for (i, a) in few.iter().enumerate() {
            assert!(few.iter().skip(i + 1).all(|b| !a.meets(*b)));
        }
    }
}
