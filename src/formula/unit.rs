//! Units: products of powers of a document's base units.

use super::{FormulaError, nearest};
use crate::lean::gather::Gather as _;

/// The most base units a document can have.
const MOST: usize = 12;

/// A unit, as powers of the document's base units in their order.
///
/// ```
/// use cost_calculator::formula::Unit;
/// let known = ["GBP", "person", "year"];
/// let per_head = Unit::parse("GBP / person", &known).unwrap();
/// let heads = Unit::parse("person", &known).unwrap();
/// assert_eq!(per_head.times(heads), Unit::parse("GBP", &known).unwrap());
/// assert_eq!(Unit::parse("share", &known).unwrap(), Unit::DIMENSIONLESS);
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit([i8; MOST]);

impl Unit {
    /// No unit: a share, a ratio, a plain number.
    pub const DIMENSIONLESS: Self = Self([0; MOST]);

    /// Reads a unit text over the base units named: `GBP / person / year`.
    /// `share` and `number` are words for no unit.
    ///
    /// # Errors
    /// An unknown name, or more than 12 base units.
    pub fn parse(text: &str, known: &[&str]) -> Result<Self, FormulaError> {
        let mut unit = Self::DIMENSIONLESS;
        let mut sign = 1;
        let mut column = 1;
        let mut named = false;
        for word in text.split_inclusive([' ', '/', '*']) {
            let (name, divides) = match word.strip_suffix('/') {
                Some(name) => (name, true),
                None => (word.trim_end_matches([' ', '*']), false),
            };
            let name = name.trim();
            if !name.is_empty() {
                named = true;
                match known.iter().position(|k| *k == name) {
                    Some(at) => unit.add(at, sign, column)?,
                    None if matches!(name, "share" | "number" | "1") => {}
                    None => {
                        let known: Vec<&str> =
                            known.iter().copied().chain(["share", "number"]).gather();
                        let (of, near) = if name == "%" {
                            (
                                ": a percentage is a share, and 6% is written 0.06",
                                Some("share"),
                            )
                        } else {
                            ("", nearest(name, &known))
                        };
                        let message =
                            format!("there is no unit “{name}” in this document{of}.");
                        return Err(FormulaError::new(column, message).suggesting(near));
                    }
                }
                sign = 1;
            }
            if divides {
                sign = -1;
            }
            column += word.chars().count();
        }
        if named {
            Ok(unit)
        } else {
            Err(FormulaError::new(1, "a unit is missing here."))
        }
    }

    fn add(&mut self, at: usize, power: i8, column: usize) -> Result<(), FormulaError> {
        let place = self.0.get_mut(at).ok_or_else(|| {
            FormulaError::new(
                column,
                format!("a document can have {MOST} base units at most."),
            )
        })?;
        *place = place.saturating_add(power);
        Ok(())
    }

    /// The power of a base unit, by its position.
    #[must_use]
    pub fn power(self, base: usize) -> i8 {
        self.0.get(base).copied().unwrap_or(0)
    }

    /// The unit of a product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        self.join(other, i8::saturating_add)
    }

    /// The unit of a quotient.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        self.join(other, i8::saturating_sub)
    }

    /// The unit of a whole power.
    #[must_use]
    pub(crate) fn to_the(self, power: i8) -> Self {
        Self(self.0.map(|p| p.saturating_mul(power)))
    }

    /// Whether it is one per something: `1 / year`.
    #[must_use]
    pub(crate) fn is_rate(self) -> bool {
        self.0.iter().all(|p| matches!(p, 0 | -1)) && self.0.iter().sum::<i8>() == -1
    }

    /// The unit of a square root, if there is one.
    #[must_use]
    pub fn root(self) -> Option<Self> {
        self.0.iter().all(|p| p % 2 == 0).then(|| Self(self.0.map(|p| p / 2)))
    }

    fn join(self, other: Self, f: fn(i8, i8) -> i8) -> Self {
        let mut powers = self.0;
        for (p, q) in powers.iter_mut().zip(other.0) {
            *p = f(*p, q);
        }
        Self(powers)
    }

    /// The unit in words, given one and several of each base unit in words:
    /// “pounds per person per year”.
    #[must_use]
    pub fn in_words(self, names: &[(&str, &str)]) -> String {
        let power = |p: i8| match p {
            1 => String::new(),
            2 => " squared".to_owned(),
            p => format!(" to the power of {p}"),
        };
        let mut above = Vec::new();
        let mut below = Vec::new();
        for ((one, many), p) in names.iter().zip(self.0) {
            if p > 0 {
                above.push(format!("{many}{}", power(p)));
            } else if p < 0 {
                below.push(format!("per {one}{}", power(-p)));
            }
        }
        if above.is_empty() {
            above.push("a plain number".to_owned());
        }
        above.join(" times ") + if below.is_empty() { "" } else { " " } + &below.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["GBP", "person", "year"];
    const NAMES: [(&str, &str); 3] =
        [("pound", "pounds"), ("person", "people"), ("year", "years")];

    fn words(text: &str) -> String {
        Unit::parse(text, &KNOWN).unwrap().in_words(&NAMES)
    }

    #[test]
    fn units_read_as_people_say_them() {
        assert_eq!(words("GBP / person / year"), "pounds per person per year");
        assert_eq!(words("GBP*year/person"), "pounds times years per person");
        assert_eq!(words("share"), "a plain number");
        assert_eq!(words("1 / year"), "a plain number per year");
    }

    #[test]
    fn what_is_no_unit_is_told() {
        let error = Unit::parse("GBP / yaer", &KNOWN).unwrap_err();
        assert_eq!((error.column, error.suggestion.as_deref()), (7, Some("year")));
        assert!(Unit::parse("", &KNOWN).is_err());
    }

    #[test]
    fn roots_need_even_powers() {
        let area = Unit::parse("year year", &KNOWN).unwrap();
        assert_eq!(area.root(), Unit::parse("year", &KNOWN).ok());
        assert_eq!(Unit::parse("year", &KNOWN).unwrap().root(), None);
    }
}
