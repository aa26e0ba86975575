//! The line along which values on a grid have one level.

use super::scale::Scale;
use crate::lean::gather::Gather as _;
use crate::sensitivity::TwoWay;

type Point = (f64, f64);

/// The level line of a grid, as lines on the page, by marching squares.
/// Squares with a corner that has no value are left out.
pub(super) fn level(grid: &TwoWay, level: f64, x: &Scale, y: &Scale) -> Vec<Vec<Point>> {
    let mut pieces: Vec<(Point, Point)> = Vec::new();
    for j in 1..grid.y.len() {
        for i in 1..grid.x.len() {
            let corners = [(i - 1, j - 1), (i, j - 1), (i, j), (i - 1, j)];
            let corner = |(i, j): (usize, usize)| {
                let place = (x.at(*grid.x.get(i)?), y.at(*grid.y.get(j)?));
                Some((place, grid.at(i, j)? - level))
            };
            let Some(square) =
                corners.map(corner).into_iter().collect::<Option<Vec<_>>>()
            else {
                continue;
            };
            let sides = square.iter().zip(square.iter().cycle().skip(1));
            let crossings: Vec<Point> =
                sides.filter_map(|(a, b)| crossing(*a, *b)).gather();
            for pair in crossings.chunks_exact(2) {
                if let [a, b] = pair {
                    pieces.push((*a, *b));
                }
            }
        }
    }
    chain(pieces)
}

/// Where the level is crossed between two corners.
fn crossing((a, before): (Point, f64), (b, after): (Point, f64)) -> Option<Point> {
    if (before < 0.0) == (after < 0.0) {
        return None;
    }
    let t = before / (before - after);
    Some((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)))
}

/// Joins pieces that share an end into lines.
fn chain(mut pieces: Vec<(Point, Point)>) -> Vec<Vec<Point>> {
    let near =
        |a: &Point, b: &Point| (a.0 - b.0).abs() < 1e-6 && (a.1 - b.1).abs() < 1e-6;
    let mut lines = Vec::new();
    while let Some((a, b)) = pieces.pop() {
        let mut line = std::collections::VecDeque::from([a, b]);
        while let (Some(first), Some(last)) =
            (line.front().copied(), line.back().copied())
        {
            let touches = |p: &(Point, Point)| {
                [p.0, p.1].iter().any(|end| near(end, &first) || near(end, &last))
            };
            let Some(at) = pieces.iter().position(touches) else { break };
            let (a, b) = pieces.swap_remove(at);
            if near(&a, &last) {
                line.push_back(b);
            } else if near(&b, &last) {
                line.push_back(a);
            } else if near(&a, &first) {
                line.push_front(b);
            } else {
                line.push_front(a);
            }
        }
        lines.push(line.into());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Domain;

    #[test]
    fn a_straight_level_line_is_one_straight_line() {
        // z = x + y over 0..=3 has its level 3 along the diagonal.
        let ends = vec![0.0, 1.0, 2.0, 3.0];
        let values = ends.iter().flat_map(|y| ends.iter().map(move |x| Some(x + y)));
        let grid = TwoWay { values: values.collect(), x: ends.clone(), y: ends };
        let scale = Scale::new(Domain::of([0.0, 3.0]).unwrap(), 0.0, 3.0, false);
        let lines = level(&grid, 3.1, &scale, &scale);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].len() >= 4);
        assert!(lines[0].iter().all(|(x, y)| (x + y - 3.1).abs() < 1e-9));
    }

    #[test]
    fn squares_without_a_value_are_left_out() {
        let values = vec![Some(0.0), Some(1.0), None, Some(1.0)];
        let grid = TwoWay { x: vec![0.0, 1.0], y: vec![0.0, 1.0], values };
        let scale = Scale::new(Domain::of([0.0, 1.0]).unwrap(), 0.0, 1.0, false);
        assert!(level(&grid, 0.5, &scale, &scale).is_empty());
    }
}
