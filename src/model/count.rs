//! What a chart counts instead of going along the periods: formulas over it
//! know each step by a name.

use super::slots::{Holds, Pinned, slot};
use super::{Absence, Evaluation, Model};
use crate::document::Count;
use crate::formula::Slot;
use crate::words::fill;
use std::ops::RangeInclusive;

/// More steps than can be told apart: fifty years of months.
const STEPS: i32 = 600;

/// The farthest whole number from 0 that is counted to.
const FARTHEST: f64 = 1e6;

impl Model {
    /// The whole numbers that a count goes through, as the reader has its bounds.
    ///
    /// # Errors
    /// Why there are none.
    pub fn steps(
        &self,
        count: &Count,
        e: &Evaluation,
    ) -> Result<RangeInclusive<i32>, Absence> {
        let (from, to) = (self.value_of(&count.from, e)?, self.value_of(&count.to, e)?);
        // A bound worked out as 14.999999999999998 is 15.
        let (first, last) = (libm::ceil(from - 1e-9), libm::floor(to + 1e-9));
        if first.abs().max(last.abs()) > FARTHEST || last - first >= f64::from(STEPS) {
            return Err(self.words().too_long.to_owned());
        }
        #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
        let (first, last) = (first as i32, last as i32);
        if last < first {
            let places = [("from", &*first.to_string()), ("to", &*last.to_string())];
            return Err(fill(self.words().chart_no_steps, &places));
        }
        Ok(first..=last)
    }

    /// Where the present step of a count stands, if a formula reads it.
    #[must_use]
    pub fn counted(&self, count: &Count) -> Option<Slot> {
        let pinned = self.slots.pinned.borrow();
        let own = |p: &Pinned| matches!(p, Pinned::Counted(name) if *name == count.name);
        let base = self.slots.inputs + self.slots.metrics + self.slots.series;
        pinned.iter().position(own).map(|at| slot(base + at))
    }

    /// Goes to a step of a count.
    pub(crate) fn count_to(&self, e: &mut Evaluation, count: &Count, step: i32) {
        if let Some(slot) = self.counted(count) {
            e.put(usize::from(slot.0), Ok(f64::from(step)));
        }
    }

    /// Whether a formula reads the step of a count.
    pub(super) fn counts(slots: &super::Slots, of: Slot) -> bool {
        let Holds::Pinned(at) = slots.what(of) else { return false };
        matches!(slots.pinned.borrow().get(at), Some(Pinned::Counted(_)))
    }
}
