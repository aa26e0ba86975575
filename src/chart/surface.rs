//! Painting a scene on any of plotters' backends.
//!
//! Only the backends' primitives are used. Plotters' own charts are not: an
//! infinite range hangs them, and they bend lines that leave the plot.

use super::mark::Anchor;
use super::{Ink, Mark, Palette, Scene};
use crate::error::Error;
use crate::lean::gather::Gather as _;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend,
    DrawingErrorKind, FontFamily, FontStyle,
};

impl Scene {
    /// Paints the scene on a backend of `ratio` device pixels a CSS pixel.
    /// The backend is painted over, not cleared: a canvas has to be cleared
    /// before.
    ///
    /// # Errors
    /// What the backend reports.
    ///
    /// ```
    /// use cost_calculator::chart::{Palette, Scene};
    /// use plotters::backend::SVGBackend;
    /// let scene = Scene { width: 300.0, height: 200.0, ..Scene::default() };
    /// let mut svg = String::new();
    /// let mut backend = SVGBackend::with_string(&mut svg, (600, 400));
    /// scene.paint(&mut backend, &Palette::light(), 2.0)?;
    /// # Ok::<(), cost_calculator::Error>(())
    /// ```
    pub fn paint<DB: DrawingBackend>(
        &self,
        backend: &mut DB,
        palette: &Palette,
        ratio: f64,
    ) -> Result<(), Error> {
        Self::paint_marks(&mut self.marks.iter(), backend, palette, ratio)
    }

    /// Paints some marks as a scene's are.
    pub(super) fn paint_marks<DB: DrawingBackend>(
        marks: &mut dyn Iterator<Item = &Mark>,
        backend: &mut DB,
        palette: &Palette,
        ratio: f64,
    ) -> Result<(), Error> {
        // A canvas centres the em square; type looks centred where its
        // capitals are, a little lower.
        Surface { backend, palette, ratio, type_scale: 1.0, drop: 0.06 }.draw(marks)
    }
}

/// A backend with what it needs to be told.
pub(super) struct Surface<'a, DB> {
    pub(super) backend: &'a mut DB,
    pub(super) palette: &'a Palette,
    /// Device pixels a CSS pixel.
    pub(super) ratio: f64,
    /// By how much the backend makes type smaller than it is told.
    pub(super) type_scale: f64,
    /// By how much of its size type has to be lowered.
    pub(super) drop: f64,
}

impl<DB: DrawingBackend> Surface<'_, DB> {
    #[inline(never)]
    pub(super) fn draw(
        &mut self,
        marks: &mut dyn Iterator<Item = &Mark>,
    ) -> Result<(), Error> {
        let failed = |e: DrawingErrorKind<DB::ErrorType>| Error::drawing(e.to_string());
        self.backend.ensure_prepared().map_err(failed)?;
        for mark in marks {
            self.mark(mark).map_err(failed)?;
        }
        self.backend.present().map_err(failed)
    }

    #[inline(never)]
    fn mark(&mut self, mark: &Mark) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        match mark {
            Mark::Rect { x, y, width, height, ink } => {
                let (from, to) = (self.at(*x, *y), self.at(x + width, y + height));
                // What is there is seen, however small.
                let to = (to.0.max(from.0 + 1), to.1.max(from.1 + 1));
                let colour = self.colour(*ink);
                self.backend.draw_rect(from, to, &colour, true)
            }
            Mark::Rule { from, to, dashed, ink } => {
                let colour = self.colour(*ink);
                let dash = if *dashed { Some((3.0, 3.0)) } else { None };
                for (a, b) in dashes(&[*from, *to], dash) {
                    let (a, b) = (self.at(a.0, a.1), self.at(b.0, b.1));
                    let thick = self.whole(1.0).max(1);
                    let low = (a.0.min(b.0), a.1.min(b.1));
                    let high = (a.0.max(b.0), a.1.max(b.1));
                    let high = (high.0.max(low.0 + thick), high.1.max(low.1 + thick));
                    self.backend.draw_rect(low, high, &colour, true)?;
                }
                Ok(())
            }
            Mark::Path { points, width, dashed, ink } => {
                let style = Stroke {
                    colour: self.colour(*ink),
                    width: u32::try_from(self.whole(*width).max(1)).unwrap_or(1),
                };
                if *dashed {
                    for (a, b) in dashes(points, Some((5.0, 4.0))) {
                        // A list as below: each kind of input is drawn by code
                        // of its own.
                        let ends = vec![self.at(a.0, a.1), self.at(b.0, b.1)];
                        self.backend.draw_path(ends, &style)?;
                    }
                    return Ok(());
                }
                let points: Vec<_> = points.iter().map(|p| self.at(p.0, p.1)).gather();
                self.backend.draw_path(points, &style)
            }
            Mark::Area { points, ink } => {
                let points: Vec<_> = points.iter().map(|p| self.at(p.0, p.1)).gather();
                let colour = self.colour(*ink);
                self.backend.fill_polygon(points, &colour)
            }
            Mark::Circle { x, y, radius, hollow, ink } => {
                let at = self.at(*x, *y);
                let radius = self.whole(*radius).max(1);
                let colour = self.colour(*ink);
                self.circle(at, radius, colour)?;
                if *hollow {
                    let ring = self.whole(1.6).max(1);
                    let ground = self.colour(Ink::Ground);
                    self.circle(at, (radius - ring).max(1), ground)?;
                }
                Ok(())
            }
            Mark::Text { text, x, y, anchor, size, bold, ink } => {
                let at = self.at(*x, y + self.drop * size);
                let style = Type {
                    colour: self.colour(*ink),
                    size: size * self.ratio * self.type_scale,
                    bold: *bold,
                    anchor: *anchor,
                    family: &self.palette.family,
                };
                self.backend.draw_text(text, &style, at)
            }
        }
    }

    fn circle(
        &mut self,
        at: BackendCoord,
        radius: i32,
        colour: BackendColor,
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        let radius = u32::try_from(radius).unwrap_or(1);
        self.backend.draw_circle(at, radius, &colour, true)
    }

    fn colour(&self, ink: Ink) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: self.palette.rgb(ink) }
    }

    fn at(&self, x: f64, y: f64) -> BackendCoord {
        (self.whole(x), self.whole(y))
    }

    /// A length in device pixels. Kept within what backends can add up.
    fn whole(&self, length: f64) -> i32 {
        let pixels = libm::round(length * self.ratio).clamp(-1e6, 1e6);
        #[expect(clippy::cast_possible_truncation, reason = "clamped just above")]
        let pixels = pixels as i32;
        pixels
    }
}

struct Stroke {
    colour: BackendColor,
    width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.colour
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

struct Type<'a> {
    colour: BackendColor,
    size: f64,
    bold: bool,
    anchor: Anchor,
    family: &'a str,
}

impl BackendTextStyle for Type<'_> {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        self.colour
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn style(&self) -> FontStyle {
        if self.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        let across = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(across, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.family)
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        // Only backends without type of their own ask: neither the canvas nor
        // SVG.
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}

type End = (f64, f64);

/// The pieces of a line that are drawn: all of it, or dashes and gaps of these
/// lengths along it.
fn dashes(points: &[End], dash: Option<(f64, f64)>) -> Vec<(End, End)> {
    let sides = points.iter().zip(points.iter().skip(1));
    let Some((on, off)) = dash else { return sides.map(|(a, b)| (*a, *b)).gather() };
    let mut pieces = Vec::new();
    let mut along = 0.0;
    for (a, b) in sides {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = libm::hypot(dx, dy);
        if !(length > 0.0) {
            continue;
        }
        let point = |s: f64| (a.0 + dx * s / length, a.1 + dy * s / length);
        let mut s = 0.0;
        while s < length {
            let phase = along % (on + off);
            let (drawn, left) =
                if phase < on { (true, on - phase) } else { (false, on + off - phase) };
            // At least a little, so that rounding cannot hold the walk up.
            let step = left.max(1e-3).min(length - s);
            if drawn {
                pieces.push((point(s), point(s + step)));
            }
            s += step;
            along += step;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::dashes;

    #[test]
    fn dashes_go_round_corners_without_a_seam() {
        let line = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)];
        let drawn: f64 = dashes(&line, Some((3.0, 1.0)))
            .iter()
            .map(|(a, b)| (a.0 - b.0).abs() + (a.1 - b.1).abs())
            .sum();
        assert!((drawn - 6.0).abs() < 1e-9, "{drawn}");
        assert_eq!(dashes(&line, None).len(), 2);
        assert!(dashes(&[(1.0, 1.0), (1.0, 1.0)], Some((3.0, 1.0))).is_empty());
    }
}
