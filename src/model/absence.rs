//! Why there is no value, said of what has none by its name.

use super::evaluation::{Absence, Absent, Of};
use super::{Evaluation, Model};
use crate::formula::{Slot, Undefined};
use crate::words::fill;

impl Model {
    /// Why an expression has no value, in the document's words.
    pub(super) fn reason(&self, undefined: Undefined, e: &Evaluation) -> Absence {
        self.absent(undefined, e).reason
    }

    /// The same, with what it speaks of.
    pub(super) fn absent(&self, undefined: Undefined, e: &Evaluation) -> Absent {
        let words = self.words;
        let reason = match undefined {
            Undefined::Missing(slot) => {
                let known =
                    e.absences.get(usize::from(slot.0)).and_then(Option::as_deref);
                let label = || self.label(slot, e);
                return match known {
                    Some(Absent { of: Of::Itself, reason }) => {
                        self.nothing_of(slot, label(), reason)
                    }
                    Some(known) => known.clone(),
                    None => self.nothing_of(slot, label(), ""),
                };
            }
            Undefined::DivisionByZero => words.divides_by_nothing,
            Undefined::NotReal => words.not_real,
            Undefined::TooLarge => words.too_large,
            Undefined::TooLong => words.too_long,
            Undefined::Never => words.never,
        };
        Absent { reason: reason.to_owned(), of: Of::Itself }
    }

    /// That there is no value in a slot, which has a label, and perhaps why.
    #[inline(never)]
    pub(super) fn nothing_of(&self, slot: Slot, label: &str, why: &str) -> Absent {
        let said = fill(self.words.no_value_of, &[("label", label)]);
        let reason = if why.is_empty() { said } else { format!("{said} ({why})") };
        Absent { reason, of: Of::Other(slot, why.to_owned()) }
    }

    /// Calls what has no value as it is called under the conditions that hold.
    #[inline(never)]
    pub(super) fn name_absent(&self, e: &mut Evaluation) {
        for at in 0..e.absences.len() {
            let absent = e.absences.get(at).and_then(Option::as_deref);
            if let Some(Of::Other(slot, why)) = absent.map(|a| &a.of)
                && self.is_renamed(*slot)
            {
                let named = self.nothing_of(*slot, self.label(*slot, e), why);
                if let Some(place) = e.absences.get_mut(at) {
                    *place = Some(Box::new(named));
                }
            }
        }
    }
}
