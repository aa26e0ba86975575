//! What somebody typed into a field, or why that is no entry.

/// What somebody typed.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Entry {
    /// One value, in the unit of the field.
    Value(f64),
    /// A range that holds 95% of what is plausible, low end first.
    Range(f64, f64),
}

/// Why a text is no entry.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum EntryError {
    /// Nothing was typed.
    Empty,
    /// It is not a number.
    NotANumber,
    /// It is a range whose ends are the wrong way round, or equal.
    Reversed,
    /// A mark in it may stand before decimals or between thousands.
    Ambiguous,
    /// It may be in full or in the unit that is shown.
    Either(Entry, Entry),
    /// It is not within the bounds of the field.
    Outside,
}

impl Entry {
    /// The lower and the higher end.
    pub(super) const fn ends(self) -> (f64, f64) {
        match self {
            Self::Value(v) => (v, v),
            Self::Range(low, high) => (low, high),
        }
    }

    /// The value, or the higher end.
    #[must_use]
    pub const fn high(self) -> f64 {
        self.ends().1
    }

    /// Whether all of it lies within bounds.
    #[must_use]
    pub fn is_within(self, min: f64, max: f64) -> bool {
        let (low, high) = self.ends();
        min <= low && high <= max
    }
}
