//! One evaluation: every value, or why it has none.

use super::Scenario;
use crate::formula::Slot;

/// The values of one scenario.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// What it was worked out from.
    pub scenario: Scenario,
    /// By slot; NaN where there is no value.
    pub(super) values: Vec<f64>,
    /// By slot; the reason where there is no value.
    pub(super) absences: Vec<Option<Box<Absent>>>,
    /// How many metrics were worked out the last time.
    pub(super) worked: usize,
    /// Whether inputs may lie beyond their ranges.
    pub(super) free: bool,
}

/// Why a value is absent, as words without a capital or full stop: "no spend
/// figure was found for this year".
pub type Absence = String;

/// Why a value is absent, as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Absent {
    pub(super) reason: Absence,
    pub(super) of: Of,
}

/// What a reason speaks of.
#[derive(Clone, Debug)]
pub(super) enum Of {
    /// The reason says so itself.
    Said,
    /// What has no value: “it”.
    Itself,
    /// Something else that has none, perhaps with why. What that is called is known
    /// once everything is worked out.
    Other(Slot, Absence),
}

impl From<Absence> for Absent {
    fn from(reason: Absence) -> Self {
        Self { reason, of: Of::Said }
    }
}

impl Evaluation {
    /// A value, or why there is none.
    ///
    /// # Errors
    /// The reason, in the document's words.
    pub fn value(&self, slot: Slot) -> Result<f64, &str> {
        let at = usize::from(slot.0);
        let value = self.values.get(at).copied().unwrap_or(f64::NAN);
        if value.is_finite() {
            return Ok(value);
        }
        let reason = self.absences.get(at).and_then(Option::as_deref).map(|a| &*a.reason);
        Err(reason.unwrap_or("there is no figure for this"))
    }

    /// Every value by slot; NaN where there is none.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many metrics were worked out the last time: after a change, only
    /// those that depend on it.
    #[must_use]
    pub const fn worked(&self) -> usize {
        self.worked
    }

    /// One in which nothing is worked out yet, with room for so many values.
    pub(super) fn of_nothing(scenario: Scenario, slots: usize) -> Self {
        let (values, absences) = (vec![f64::NAN; slots], vec![None; slots]);
        Self { scenario, values, absences, worked: 0, free: false }
    }

    /// Sets what is found at a slot.
    pub(super) fn put(&mut self, at: usize, found: Result<f64, Absent>) {
        let found = match found {
            Ok(v) if !v.is_finite() => Err("it is beyond all bounds".to_owned().into()),
            other => other,
        };
        let (value, absence) = match found {
            Ok(v) => (v, None),
            Err(reason) => (f64::NAN, Some(reason)),
        };
        if let Some(place) = self.values.get_mut(at) {
            *place = value;
        }
        if let Some(place) = self.absences.get_mut(at) {
            *place = absence.map(Box::new);
        }
    }
}
