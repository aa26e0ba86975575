//! A chart with everything resolved: what to draw, what it says, where to
//! point.

use super::{Mark, Scale, Table, ViewOption};
use crate::formula::Slot;

/// A chart, ready to be painted, read aloud, pointed at and taken away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// The finding.
    pub headline: String,
    /// What is shown.
    pub subtitle: String,
    /// What to mind.
    pub note: String,
    /// What the chart shows, in sentences after the headline, for those who do
    /// not see it.
    pub summary: String,
    /// What to draw, in order.
    pub marks: Vec<Mark>,
    /// What can be pointed at.
    pub points: Vec<Hit>,
    /// The values whose plausible worlds it shows.
    pub worlds_of: Vec<Slot>,
    /// The same as a table.
    pub table: Table,
    /// The choices that the reader has here.
    pub options: Vec<ViewOption>,
    /// The point that the reader can move, if there is one.
    pub grip: Option<Grip>,
    /// Whether its words are written from right to left.
    pub leftwards: bool,
}

/// A point that stands at the values of two inputs, and sets them where it is
/// moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Grip {
    /// Where it is, in CSS pixels.
    pub at: (f64, f64),
    /// What it says.
    pub label: String,
    /// The positions of the inputs along and up.
    pub inputs: [usize; 2],
    /// Where their values lie.
    pub scales: [Scale; 2],
}

impl Grip {
    /// The values of both inputs at a place, within what is drawn.
    #[must_use]
    pub fn values(&self, (x, y): (f64, f64)) -> [f64; 2] {
        let value = |scale: &Scale, at: f64| {
            let domain = scale.domain();
            scale.value(at).clamp(domain.low(), domain.high())
        };
        let [along, up] = &self.scales;
        [value(along, x), value(up, y)]
    }
}

/// A mark that can be pointed at, and what it tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hit {
    /// Left edge, in CSS pixels.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Where else it is drawn: left edge, upper edge, width and height.
    pub also: Vec<(f64, f64, f64, f64)>,
    /// Its row in the table.
    pub row: usize,
    /// Its series: arrow keys walk along one and step to the next.
    pub series: usize,
    /// What it is.
    pub label: String,
    /// Its value at all its digits.
    pub value: String,
    /// Its period, status and source, as far as it has them.
    pub detail: String,
    /// The value whose working it can open.
    pub slot: Option<Slot>,
    /// Whether it is that value in the state drawn, rather than of its row's
    /// period or of something else.
    pub present: bool,
    /// The ids of the sources that the detail names.
    pub sources: Vec<String>,
}

impl Hit {
    /// Its centre.
    #[must_use]
    pub fn centre(&self) -> (f64, f64) {
        (self.x + 0.5 * self.width, self.y + 0.5 * self.height)
    }

    /// How far a point lies outside it, squared; 0 inside.
    fn distance2(&self, x: f64, y: f64) -> f64 {
        let own = [(self.x, self.y, self.width, self.height)];
        let far = |&(left, top, width, height): &(f64, f64, f64, f64)| {
            let dx = (left - x).max(x - left - width).max(0.0);
            let dy = (top - y).max(y - top - height).max(0.0);
            dx * dx + dy * dy
        };
        own.iter().chain(&self.also).map(far).fold(f64::INFINITY, f64::min)
    }
}

/// How far from a mark one may point and still mean it, in CSS pixels.
const REACH: f64 = 40.0;

impl Scene {
    /// The position in `points` of what is pointed at, if anything is near.
    ///
    /// ```
    /// use cost_calculator::chart::{Hit, Scene};
    /// let at = |x| Hit { x, y: 10.0, width: 20.0, height: 8.0, ..Hit::default() };
    /// let scene = Scene { points: vec![at(0.0), at(30.0)], ..Scene::default() };
    /// assert_eq!(scene.nearest(28.0, 12.0), Some(1));
    /// assert_eq!(scene.nearest(300.0, 12.0), None);
    /// ```
    #[must_use]
    pub fn nearest(&self, x: f64, y: f64) -> Option<usize> {
        let centre2 = |hit: &Hit| {
            let (cx, cy) = hit.centre();
            (cx - x) * (cx - x) + (cy - y) * (cy - y)
        };
        let far = |(i, hit): (usize, &Hit)| (hit.distance2(x, y), centre2(hit), i);
        let reachable = |(outside, _, _): &(f64, f64, usize)| *outside <= REACH * REACH;
        // Where two overlap, the one whose centre is nearer is meant.
        let order = |a: &(f64, f64, usize), b: &(f64, f64, usize)| {
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        };
        let distances = self.points.iter().enumerate().map(far);
        distances.filter(reachable).min_by(order).map(|(_, _, i)| i)
    }

    /// The table of the chart as comma-separated values.
    #[must_use]
    pub fn to_csv(&self) -> String {
        self.table.to_csv()
    }
}
