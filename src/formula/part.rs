//! A part of a formula, with what is known of it: its unit, and what can be done to it.

use super::expression::{At, Scope, Symbol};
use super::{FormulaError, Unit};

/// What has been read so far, and what is known of it.
#[derive(Copy, Clone)]
pub(super) struct Part {
    pub(super) at: At,
    pub(super) column: usize,
    pub(super) unit: Unit,
    pub(super) kind: Kind,
}

#[derive(Copy, Clone, PartialEq)]
pub(super) enum Kind {
    /// A bare number: it may take another unit.
    Number(f64),
    /// A choice, which can only be compared.
    Choice(Symbol),
    /// `1 + rate`, where the rate is one per year, say: the base of a power.
    Growth,
    /// A day of the calendar, which is not added to another.
    Date,
    Other,
}

impl Part {
    /// The unit that it has in common with another; `done` says what is done to both.
    pub(super) fn same(
        &self,
        other: &Self,
        scope: &dyn Scope,
        column: usize,
        done: &str,
    ) -> Result<Unit, FormulaError> {
        match (self.kind, other.kind) {
            _ if self.unit == other.unit => Ok(self.unit),
            (Kind::Number(_), _) => Ok(other.unit),
            (_, Kind::Number(_)) => Ok(self.unit),
            _ => {
                let apart = scope.apart(self.unit, other.unit);
                let message = format!(
                    "these two have different units and cannot be {done}.{apart}"
                );
                Err(FormulaError::new(column, message))
            }
        }
    }

    /// Reports a part that has a unit where none may be.
    pub(super) fn plain(&self) -> Result<Unit, FormulaError> {
        if self.unit == Unit::DIMENSIONLESS {
            return Ok(Unit::DIMENSIONLESS);
        }
        Err(FormulaError::new(
            self.column,
            "a plain number is needed here, but this has a unit.",
        ))
    }

    /// Reports a choice where a number is needed.
    pub(super) fn number(&self) -> Result<(), FormulaError> {
        match self.kind {
            Kind::Choice(_) => Err(cannot_compute_choice(self.column)),
            Kind::Growth => Err(FormulaError::new(self.column, MIXED)),
            _ => Ok(()),
        }
    }

    /// Reports a date where a number is needed.
    pub(super) fn no_date(&self) -> Result<(), FormulaError> {
        if self.kind == Kind::Date { Err(only_a_date(self.column)) } else { Ok(()) }
    }
}

pub(super) const MIXED: &str = "a plain number cannot be added to something with a unit; write the unit after the number.";

#[inline(never)]
pub(super) fn only_a_date(column: usize) -> FormulaError {
    let message = "this is a date; it can be compared with another, taken from another, or moved by days.";
    FormulaError::new(column, message)
}

pub(super) fn cannot_compute_choice(column: usize) -> FormulaError {
    let message = "this is a choice; it can only be compared with one of its options, by “==” or “!=”.";
    FormulaError::new(column, message)
}
