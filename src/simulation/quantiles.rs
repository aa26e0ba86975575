//! Quantiles of many values, without putting them in order.

use super::bracket::{Bracket, Rank};
use super::sieve::{Passed, pass};

/// Three quantiles of values that come a few at a time. Of all of them only those are
/// kept between which the quantiles may come to lie, the more narrowly the more have
/// been seen; the rest are counted.
#[derive(Clone, Debug)]
pub(super) struct Quantiles {
    levels: [f64; 3],
    brackets: [Bracket; 3],
    /// The values in any of the brackets, and room for more behind them.
    kept: Vec<f64>,
    held: usize,
    /// How many values there were.
    seen: usize,
    /// The brackets are narrowed once so many have been seen.
    narrows_at: usize,
}

/// So many values tell for the first time where quantiles lie, and the next time is
/// after so many times as many.
const FIRST: usize = 1024;
const THEN: usize = 8;

/// A bracket reaches so many standard deviations of a quantile’s rank among
/// independent draws; among those of a net it lies closer.
const MARGIN: f64 = 3.5;

/// Quantiles of finite values, whichever way these are ordered.
pub(crate) fn exact<const N: usize>(values: &[f64], levels: [f64; N]) -> [f64; N] {
    let last = values.len().saturating_sub(1);
    let (mut values, mut room) = (values.to_vec(), vec![0.0; values.len()]);
    levels.map(|level| {
        let found = Bracket::WHOLE.value(Rank::of(level, last), &mut values, &mut room);
        found.unwrap_or(f64::NAN)
    })
}

/// The same of three levels, quickly if the values are in no order. What is not finite
/// is left out.
pub(crate) fn quantiles(values: &[f64], levels: [f64; 3]) -> [f64; 3] {
    let (mut sought, mut room) = (Quantiles::new(levels), Vec::new());
    for chunk in values.chunks(super::CHUNK) {
        sought.take(chunk, 0.0, &mut room);
    }
    sought.found(&mut room).unwrap_or_else(|| exact(&finite(values), levels))
}

impl Quantiles {
    /// Of no values yet.
    pub(super) const fn new(levels: [f64; 3]) -> Self {
        let brackets = [Bracket::WHOLE; 3];
        Self { levels, brackets, kept: Vec::new(), held: 0, seen: 0, narrows_at: FIRST }
    }

    /// Takes a few more values in, as far as they are finite; what they amount to
    /// besides. `room` may be what others have left of it.
    pub(super) fn take(
        &mut self,
        values: &[f64],
        centre: f64,
        room: &mut Vec<f64>,
    ) -> Passed {
        if self.seen >= self.narrows_at {
            self.narrow(self.room(room));
            self.narrows_at = THEN * self.seen;
        }
        let needed = self.held + values.len();
        if self.kept.len() < needed {
            self.kept.resize(needed, 0.0);
        }
        let (_, room) = self.kept.split_at_mut(self.held);
        let mut passed = pass(&self.brackets, centre, values, room);
        if !passed.sum.is_finite() {
            let known = finite(values);
            passed = pass(&self.brackets, centre, &known, room);
        }
        for (bracket, below) in self.brackets.iter_mut().zip(passed.below) {
            bracket.below += below;
        }
        self.held += passed.held;
        self.seen += passed.known;
        passed
    }

    /// The quantiles of what was taken in; `None` if one may lie outside what is kept,
    /// or cannot be written.
    pub(super) fn found(&self, room: &mut Vec<f64>) -> Option<[f64; 3]> {
        let last = self.seen.checked_sub(1)?;
        let mut found = [0.0; 3];
        let (room, more) = self.room(room).split_at_mut(self.held);
        let sought = self.levels.iter().zip(&self.brackets);
        for (found, (level, bracket)) in found.iter_mut().zip(sought) {
            let among = bracket.among(self.kept(), room);
            *found = bracket.value(Rank::of(*level, last), among, more)?;
        }
        Some(found)
    }

    /// Narrows each bracket to about where its quantile lies so far.
    #[inline(never)]
    fn narrow(&mut self, room: &mut [f64]) {
        let mut brackets = self.brackets;
        for (bracket, level) in brackets.iter_mut().zip(self.levels) {
            let among = bracket.among(self.kept(), room);
            let (first, last) = ranks(level, self.seen);
            let first = first.saturating_sub(bracket.below);
            let last = last.saturating_sub(bracket.below);
            *bracket = bracket.about(among, first, last);
        }
        let held = pass(&brackets, 0.0, self.kept(), room).held;
        for (kept, still) in self.kept.iter_mut().zip(room.iter().take(held)) {
            *kept = *still;
        }
        (self.brackets, self.held) = (brackets, held);
    }

    fn kept(&self) -> &[f64] {
        self.kept.get(..self.held).unwrap_or_default()
    }

    /// Room for twice what is kept.
    fn room<'a>(&self, room: &'a mut Vec<f64>) -> &'a mut [f64] {
        if room.len() < 2 * self.held {
            room.resize(2 * self.held, 0.0);
        }
        room
    }
}

/// Between which ranks among so many values a quantile of all lies.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of draws; a cast keeps to the bounds"
)]
fn ranks(level: f64, seen: usize) -> (usize, usize) {
    let seen = seen as f64;
    let (middle, margin) = (level * seen, MARGIN * (level * (1.0 - level) * seen).sqrt());
    ((middle - margin - 1.0) as usize, (middle + margin + 1.0) as usize)
}

/// The values there are.
#[inline(never)]
fn finite(values: &[f64]) -> Vec<f64> {
    use crate::lean::gather::Gather as _;
    values.iter().copied().filter(|v| v.is_finite()).gather()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{Draws, PseudoDraws, Uniforms};
    use proptest::prelude::*;

    /// From the values in order.
    #[expect(clippy::cast_possible_truncation, reason = "a rank")]
    fn expected(values: &[f64], level: f64) -> f64 {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = level * (sorted.len() - 1) as f64;
        let (whole, part) = (at.floor() as usize, at - at.floor());
        let next = sorted[(whole + 1).min(sorted.len() - 1)];
        if part > 0.0 {
            sorted[whole] + part * (next - sorted[whole])
        } else {
            sorted[whole]
        }
    }

    /// Values as columns have them: spread, far out, at a few places; in no order,
    /// mostly.
    fn column() -> impl Strategy<Value = Vec<f64>> {
        let value = prop_oneof![
            8 => -1.0..1.0_f64,
            2 => (-300.0..300.0_f64).prop_map(|power| power.exp2()),
            2 => (-2..3).prop_map(f64::from),
        ];
        (prop::collection::vec(value, 1..5000), 0..5_u8).prop_map(|(mut column, kind)| {
            match kind {
                // All the same, or all but a few.
                0 => column.iter_mut().skip(3).for_each(|v| *v = 7.0),
                // The beginning tells nothing of the rest.
                1 => column.iter_mut().skip(1100).for_each(|v| *v -= 1e3),
                2 => column.sort_by(f64::total_cmp),
                _ => {}
            }
            column
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn they_are_those_of_the_values_in_order(column in column(), free in 0.0..1.0_f64) {
            for levels in [[0.025, 0.5, 0.975], [0.0, free, 1.0]] {
                for found in [quantiles(&column, levels), exact(&column, levels)] {
                    for (found, level) in found.into_iter().zip(levels) {
                        let expected = expected(&column, level);
                        prop_assert_eq!(found.to_bits(), expected.to_bits(), "level {}", level);
                    }
                }
            }
        }
    }

    /// Few values are kept of many, and all quantiles lie among them: of a net as of
    /// pseudo-random numbers, and whatever the number of values taken in at a time.
    #[test]
    fn what_is_kept_suffices_and_is_little() {
        let levels = [0.025, 0.5, 0.975];
        let sources: [&dyn Uniforms; 2] =
            [&Draws::centred(1, 100_000), &PseudoDraws::new(1)];
        for (source, dimension) in
            sources.into_iter().flat_map(|s| [(s, 0), (s, 7), (s, 40)])
        {
            let mut column = vec![0.0; 100_000];
            source.fill_scores(dimension, 0, &mut column);
            // Far out to one side.
            column.iter_mut().for_each(|z| *z = (2.0 * *z).exp());
            for chunk in [1, 333, 512, 4096] {
                let (mut sought, mut room) = (Quantiles::new(levels), Vec::new());
                for values in column.chunks(chunk) {
                    sought.take(values, 0.0, &mut room);
                }
                assert_eq!(
                    sought.found(&mut room),
                    Some(exact(&column, levels)),
                    "{source:?} {dimension} {chunk}"
                );
                assert!(sought.held < column.len() / 10, "{}", sought.held);
            }
        }
    }

    /// What has no value is left out, wherever it stands.
    #[test]
    fn missing_values_are_left_out() {
        let mut column = vec![0.0; 20_001];
        PseudoDraws::new(2).fill(0, 0, &mut column);
        let holes = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
        column.iter_mut().step_by(7).zip(holes.iter().cycle()).for_each(|(v, h)| *v = *h);
        let known: Vec<f64> = column.iter().copied().filter(|v| v.is_finite()).collect();
        let levels = [0.025, 0.5, 0.975];
        let (mut sought, mut room) = (Quantiles::new(levels), vec![1.0; 3]);
        assert_eq!(Some(quantiles(&column, levels)), Some(exact(&known, levels)));
        let passed = column.chunks(500).map(|chunk| sought.take(chunk, 0.5, &mut room));
        let (count, sum) =
            passed.fold((0, 0.0), |(n, sum), p| (n + p.known, sum + p.sum));
        assert_eq!(count, known.len());
        assert!((sum / known.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(sought.found(&mut room), Some(exact(&known, levels)));
    }
}
