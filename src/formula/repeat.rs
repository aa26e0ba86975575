//! Something done step by step: over one value, or over a column of draws.

use super::Undefined;
use super::evaluate::{Come, Local};
use super::expression::{Expression, Loop, Repeat};
use std::cell::RefCell;

/// The farthest whole number from 0 that a loop may reach, so that draws whose
/// bounds differ cannot make it endless.
const FARTHEST: f64 = 10_000.0;

impl Loop {
    /// The first and the last step between two bounds; the last is before the
    /// first where there is none. `None` if there are too many.
    pub(super) fn span(&self, from: f64, to: f64) -> Option<(i32, i32)> {
        // A bound worked out as 14.999999999999998 is 15.
        let (first, last) = (libm::ceil(from - 1e-9), libm::floor(to + 1e-9));
        let near = first.abs() <= FARTHEST && last.abs() <= FARTHEST;
        #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
        (near && last - first < self.most).then_some((first as i32, last as i32))
    }
}

impl Repeat {
    /// What there is before the first step.
    pub(super) const fn beginning(self, with: f64) -> f64 {
        match self {
            _ if with.is_nan() => with,
            Self::Sum | Self::PresentValue => 0.0,
            Self::Product => 1.0,
            // Infinite: not found so far.
            Self::First => f64::INFINITY,
            Self::Fold => with,
        }
    }

    /// What there is after a step; NaN where there is no value. One definition
    /// for single values and columns.
    #[inline(always)]
    pub(super) fn step(self, so_far: f64, term: f64, at: f64, with: f64) -> f64 {
        let next = match self {
            _ if so_far.is_nan() || term.is_nan() && self != Self::First => f64::NAN,
            Self::Sum => so_far + term,
            Self::Product => so_far * term,
            Self::PresentValue => so_far + term / libm::pow(1.0 + with, at),
            Self::Fold => term,
            Self::First => {
                return match so_far {
                    found if found.is_finite() => found,
                    _ if term.is_nan() => f64::NAN,
                    _ if term == 0.0 => so_far,
                    _ => at,
                };
            }
        };
        if next.is_finite() { next } else { f64::NAN }
    }
}

impl Expression {
    /// The value of a loop.
    #[inline(never)]
    pub(super) fn repeated(
        &self,
        l: &Loop,
        values: &[f64],
        around: Option<&Local<'_>>,
    ) -> Result<f64, Undefined> {
        let value = |at| self.value(at, values, around);
        let (from, to, with) = (value(l.from)?, value(l.to)?, value(l.with)?);
        let (first, last) = l.span(from, to).ok_or(Undefined::TooLong)?;
        // What adds up as far as the loop around it has come goes on from there.
        let beside = around.filter(|_| l.along).map(|around| around.along);
        let come = beside.and_then(|b| {
            let same = |c: &&Come| c.0 == l.local && c.1 == first && c.2 <= last;
            b.borrow().iter().find(same).map(|c| (c.2 + 1, c.3))
        });
        let (next, mut so_far) = come.unwrap_or((first, l.repeat.beginning(with)));
        let along = RefCell::default();
        for step in next..=last {
            if l.repeat == Repeat::First && so_far.is_finite() {
                break;
            }
            let step = f64::from(step);
            let turning = Local { at: l.local, value: step, around, along: &along };
            let carried = Local {
                at: l.local + 1,
                value: so_far,
                around: Some(&turning),
                along: &along,
            };
            let local = if l.repeat == Repeat::Fold { &carried } else { &turning };
            let term = self.value(l.body, values, Some(local))?;
            so_far = l.repeat.step(so_far, term, step, with);
            if so_far.is_nan() {
                return Err(Undefined::TooLarge);
            }
        }
        if let Some(beside) = beside.filter(|_| first <= last) {
            let mut beside = beside.borrow_mut();
            beside.retain(|c| c.0 != l.local);
            beside.push((l.local, first, last, so_far));
        }
        if so_far.is_finite() { Ok(so_far) } else { Err(Undefined::Never) }
    }
}
