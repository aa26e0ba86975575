//! Moving labels apart as little as need be.

use crate::lean::gather::Gather as _;
use crate::lean::order;

/// Where to put labels of these heights, wanted at these middles, so that none
/// overlaps another and all lie between `top` and `bottom`. The order of the
/// wanted middles is kept. Where they do not fit, they begin at the top.
///
/// Neighbours that would overlap are joined into one block, which stands where
/// its labels on average want to be; blocks that then overlap are joined too.
pub(super) fn apart(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    struct Block {
        /// Sum over its labels of where its upper edge is wanted.
        sum: f64,
        count: f64,
        height: f64,
        labels: Vec<usize>,
    }
    let edge = |b: &Block| (b.sum / b.count).min(bottom - b.height).max(top);
    let mut order: Vec<usize> = (0..wanted.len().min(heights.len())).gather();
    let middle = |i: usize| wanted.get(i).copied().unwrap_or(top);
    let tall = |i: usize| heights.get(i).copied().unwrap_or(0.0);
    order::sort(&mut order, |i| middle(*i));
    let mut blocks: Vec<Block> = Vec::new();
    for i in order {
        let sum = middle(i) - 0.5 * tall(i);
        blocks.push(Block { sum, count: 1.0, height: tall(i), labels: vec![i] });
        while let [.., before, last] = blocks.as_mut_slice() {
            if edge(before) + before.height <= edge(last) {
                break;
            }
            // The labels of the second hang below the height of the first.
            before.sum += last.sum - last.count * before.height;
            before.count += last.count;
            before.height += last.height;
            before.labels.append(&mut last.labels);
            blocks.pop();
        }
    }
    let mut middles = vec![top; wanted.len()];
    for block in &blocks {
        let mut y = edge(block);
        for &i in &block.labels {
            if let Some(place) = middles.get_mut(i) {
                *place = y + 0.5 * tall(i);
            }
            y += tall(i);
        }
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn those_with_room_stay() {
        assert_eq!(apart(&[50.0, 20.0], &[10.0, 10.0], 0.0, 100.0), [50.0, 20.0]);
    }

    #[test]
    fn those_that_touch_part_evenly() {
        assert_eq!(apart(&[50.0, 50.0], &[10.0, 10.0], 0.0, 100.0), [45.0, 55.0]);
        let three = apart(&[50.0, 52.0, 61.0], &[10.0, 10.0, 10.0], 0.0, 100.0);
        // One block: its labels are 10 apart, and off by 0 on average.
        let off: f64 =
            three.iter().zip([50.0, 52.0, 61.0]).map(|(is, was)| is - was).sum();
        assert!(off.abs() < 1e-9);
        assert!((three[1] - three[0] - 10.0).abs() < 1e-9);
        assert!((three[2] - three[1] - 10.0).abs() < 1e-9);
    }

    #[test]
    fn none_leaves() {
        assert_eq!(apart(&[-5.0, 0.0, 99.0], &[10.0; 3], 0.0, 100.0), [5.0, 15.0, 95.0]);
        assert_eq!(apart(&[99.0, 98.0], &[10.0; 2], 0.0, 100.0), [95.0, 85.0]);
    }
}
