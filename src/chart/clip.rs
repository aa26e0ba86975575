//! Lines cut off where they leave the plot.

/// A rectangle that lines are kept within.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

type Point = (f64, f64);

impl Plot {
    pub(super) fn holds(&self, (x, y): Point) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }

    /// The parts of a line that lie within. A missing point leaves a gap.
    pub(super) fn clip(&self, line: &[Option<Point>]) -> Vec<Vec<Point>> {
        let mut parts: Vec<Vec<Point>> = Vec::new();
        let mut open = false;
        for (a, b) in line.iter().zip(line.iter().skip(1)) {
            let side = a.zip(*b).and_then(|(a, b)| self.side(a, b));
            let Some((from, to)) = side else {
                open = false;
                continue;
            };
            match parts.last_mut() {
                Some(part) if open => part.push(to),
                _ => parts.push(vec![from, to]),
            }
            // The line goes on only if it did not leave.
            open = b.is_some_and(|b| self.holds(b));
        }
        parts
    }

    /// The part of one side that lies within (after Liang and Barsky).
    fn side(&self, a: Point, b: Point) -> Option<(Point, Point)> {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        if !(dx.is_finite() && dy.is_finite()) {
            return None;
        }
        let (mut enter, mut leave) = (0.0, 1.0);
        for (p, q) in [
            (-dx, a.0 - self.left),
            (dx, self.right - a.0),
            (-dy, a.1 - self.top),
            (dy, self.bottom - a.1),
        ] {
            if p == 0.0 {
                if q < 0.0 {
                    return None;
                }
            } else if p < 0.0 {
                enter = f64::max(enter, q / p);
            } else {
                leave = f64::min(leave, q / p);
            }
        }
        let at = |t: f64| {
            let x = (a.0 + t * dx).clamp(self.left, self.right);
            (x, (a.1 + t * dy).clamp(self.top, self.bottom))
        };
        (enter <= leave).then(|| (at(enter), at(leave)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Plot = Plot { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };

    #[test]
    fn what_leaves_is_cut_where_it_leaves() {
        let line = [Some((-5.0, 5.0)), Some((5.0, 5.0)), Some((5.0, 1e9))];
        assert_eq!(PLOT.clip(&line), [[(0.0, 5.0), (5.0, 5.0), (5.0, 10.0)]]);
    }

    #[test]
    fn what_comes_back_is_another_part() {
        let line =
            [Some((1.0, 5.0)), Some((1.0, 15.0)), Some((9.0, 15.0)), Some((9.0, 5.0))];
        assert_eq!(
            PLOT.clip(&line),
            [[(1.0, 5.0), (1.0, 10.0)], [(9.0, 10.0), (9.0, 5.0)]]
        );
    }

    #[test]
    fn a_missing_point_leaves_a_gap() {
        let line = [Some((1.0, 1.0)), Some((2.0, 2.0)), None, Some((4.0, 4.0))];
        assert_eq!(PLOT.clip(&line), [[(1.0, 1.0), (2.0, 2.0)]]);
        let far = [Some((f64::MAX, f64::MAX)), Some((f64::NAN, 2.0))];
        assert!(PLOT.clip(&far).is_empty());
    }
}
