//! On the way from one scene to another.

use super::{Mark, Scene};

impl Scene {
    /// The scene that lies a share of the way from this one to another of the
    /// same kind and width: its words are the other's, its marks are between
    /// the two. `None` where they do not correspond mark by mark.
    ///
    /// ```
    /// use cost_calculator::chart::{Ink, Mark, Scene};
    /// let bar = |width| Scene {
    ///     marks: vec![Mark::Rect { x: 0.0, y: 0.0, width, height: 9.0, ink: Ink::Accent }],
    ///     ..Scene::default()
    /// };
    /// assert_eq!(bar(10.0).between(&bar(20.0), 0.5), Some(bar(15.0)));
    /// assert_eq!(bar(10.0).between(&Scene::default(), 0.5), None);
    /// ```
    #[must_use]
    pub fn between(&self, to: &Self, share: f64) -> Option<Self> {
        if self.marks.len() != to.marks.len() || (self.width - to.width).abs() > 0.5 {
            return None;
        }
        let mut marks = Vec::with_capacity(to.marks.len());
        for (a, b) in self.marks.iter().zip(&to.marks) {
            marks.push(mark(a, b, share)?);
        }
        Some(Self { width: to.width, height: to.height, marks, ..Self::default() })
    }
}

fn mark(from: &Mark, to: &Mark, share: f64) -> Option<Mark> {
    let mid = |a: f64, b: f64| a + share * (b - a);
    let at = |a: (f64, f64), b: (f64, f64)| (mid(a.0, b.0), mid(a.1, b.1));
    let mut found = to.clone();
    match (from, &mut found) {
        (
            Mark::Rect { x, y, width, height, .. },
            Mark::Rect { x: x2, y: y2, width: width2, height: height2, .. },
        ) => {
            (*x2, *y2) = at((*x, *y), (*x2, *y2));
            (*width2, *height2) = at((*width, *height), (*width2, *height2));
        }
        (Mark::Rule { from, to, .. }, Mark::Rule { from: from2, to: to2, .. }) => {
            (*from2, *to2) = (at(*from, *from2), at(*to, *to2));
        }
        (Mark::Path { points, .. }, Mark::Path { points: points2, .. })
        | (Mark::Area { points, .. }, Mark::Area { points: points2, .. }) => {
            if points.len() != points2.len() {
                return None;
            }
            for (a, b) in points.iter().zip(points2) {
                *b = at(*a, *b);
            }
        }
        (Mark::Circle { x, y, .. }, Mark::Circle { x: x2, y: y2, .. })
        | (Mark::Text { x, y, .. }, Mark::Text { x: x2, y: y2, .. }) => {
            (*x2, *y2) = at((*x, *y), (*x2, *y2));
        }
        _ => return None,
    }
    Some(found)
}
