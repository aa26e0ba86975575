//! What a scene is made of: marks with every coordinate resolved.

use super::Measure;

/// Which colour a mark takes: a role, filled in by a [`Palette`](super::Palette)
/// when it is painted.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The page behind the chart.
    Ground,
    /// Words and values.
    Text,
    /// Words that explain.
    Muted,
    /// Rules and axes.
    Faint,
    /// The track behind a bar.
    Track,
    /// The main colour.
    Accent,
    /// The colour that asks for thought.
    Warm,
    /// The main colour, so many hundredths of it on the ground.
    AccentTint(u8),
    /// The warm colour, so many hundredths of it on the ground.
    WarmTint(u8),
    /// One of several lines, by position.
    Line(u8),
}

/// On which side of its point a text stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// One thing to draw. Coordinates are in CSS pixels from the upper left.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Rect {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Its colour.
        ink: Ink,
    },
    /// A horizontal or vertical hairline, drawn crisp.
    Rule {
        /// Where it begins.
        from: (f64, f64),
        /// Where it ends.
        to: (f64, f64),
        /// Whether it is dashed.
        dashed: bool,
        /// Its colour.
        ink: Ink,
    },
    /// A line through points.
    Path {
        /// The points.
        points: Vec<(f64, f64)>,
        /// Its width.
        width: f64,
        /// Whether it is dashed.
        dashed: bool,
        /// Its colour.
        ink: Ink,
    },
    /// A filled polygon.
    Area {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Its colour.
        ink: Ink,
    },
    /// A dot, or a ring around the ground.
    Circle {
        /// Its centre.
        x: f64,
        /// Its centre.
        y: f64,
        /// Its radius.
        radius: f64,
        /// Whether it is a ring.
        hollow: bool,
        /// Its colour.
        ink: Ink,
    },
    /// Words on one line.
    Text {
        /// The words.
        text: String,
        /// Where the anchor lies.
        x: f64,
        /// The middle of the line.
        y: f64,
        /// On which side the words stand.
        anchor: Anchor,
        /// The size of the type.
        size: f64,
        /// Whether it is bold.
        bold: bool,
        /// Its colour.
        ink: Ink,
    },
}

/// The height of a line of type over its size: ascenders to descenders.
pub(super) const TALL: f64 = 1.2;

impl Mark {
    /// The left, upper, right and lower edge of what is drawn.
    #[must_use]
    pub fn bounds(&self, measure: &dyn Measure) -> (f64, f64, f64, f64) {
        match self {
            Self::Rect { x, y, width, height, .. } => (*x, *y, x + width, y + height),
            Self::Rule { from, to, .. } => around([*from, *to].iter()),
            Self::Path { points, .. } | Self::Area { points, .. } => {
                around(points.iter())
            }
            Self::Circle { x, y, radius, .. } => {
                (x - radius, y - radius, x + radius, y + radius)
            }
            Self::Text { text, x, y, anchor, size, bold, .. } => {
                let width = measure.width(text, *size, *bold);
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - 0.5 * width,
                    Anchor::End => x - width,
                };
                let half = 0.5 * TALL * size;
                (left, y - half, left + width, y + half)
            }
        }
    }
}

fn around<'a>(points: impl Iterator<Item = &'a (f64, f64)>) -> (f64, f64, f64, f64) {
    let far = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    points.fold(far, |(l, t, r, b), (x, y)| (l.min(*x), t.min(*y), r.max(*x), b.max(*y)))
}
