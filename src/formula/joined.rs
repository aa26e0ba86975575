//! Of the parser: two parts joined by an operator.

use super::expression::{Binary, Node};
use super::lexer::Token;
use super::operator::is_comparison;
use super::parser::Parser;
use super::part::{Kind, MIXED, Part, only_a_date};
use super::{FormulaError, Unit};

impl Parser<'_> {
    pub(super) fn join(
        &mut self,
        left: &Part,
        binary: Binary,
        sign: &Token,
        right: &Part,
    ) -> Result<Part, FormulaError> {
        if binary != Binary::Power {
            left.number()?;
        }
        right.number()?;
        let kind = moved(left, binary, right)?;
        let unit = match binary {
            Binary::Add | Binary::Subtract => {
                let bare = |p: &Part| matches!(p.kind, Kind::Number(v) if v != 0.0);
                let mixed = left.unit != right.unit && (bare(left) || bare(right));
                if left.kind == Kind::Number(1.0) && right.unit.is_rate() {
                    let node = Node::Binary(binary, left.at, right.at);
                    let at = self.push(node);
                    let (column, unit) = (sign.column, right.unit);
                    return Ok(Part { at, column, unit, kind: Kind::Growth });
                }
                if mixed {
                    return Err(FormulaError::new(sign.column, MIXED));
                }
                left.same(right, self.scope, sign.column, "added")?
            }
            Binary::Multiply => left.unit.times(right.unit),
            Binary::Divide => left.unit.over(right.unit),
            Binary::Power => self.power(left, right)?,
            Binary::And | Binary::Or => {
                left.plain()?;
                right.plain()?
            }
            Binary::Min | Binary::Max | Binary::Months | Binary::Years => left.unit,
            _ => {
                left.same(right, self.scope, sign.column, "compared")?;
                Unit::DIMENSIONLESS
            }
        };
        let made = self.made(Node::Binary(binary, left.at, right.at), left.column, unit);
        Ok(Part { kind, ..made })
    }

    #[inline(never)]
    fn power(&self, base: &Part, exponent: &Part) -> Result<Unit, FormulaError> {
        if base.kind == Kind::Growth {
            // (1 + rate) ^ years, where the rate is one per year.
            if exponent.unit.times(base.unit) == Unit::DIMENSIONLESS {
                return Ok(Unit::DIMENSIONLESS);
            }
            return exponent.plain();
        }
        base.number()?;
        if exponent.unit != Unit::DIMENSIONLESS {
            let message = "a power has to be a plain number, but this has a unit; divide it by one of it (years / 1 year), or give the rate that unit (share / year) and write (1 + rate) ^ years.";
            return Err(FormulaError::new(exponent.column, message));
        }
        if base.unit == Unit::DIMENSIONLESS {
            return Ok(Unit::DIMENSIONLESS);
        }
        match exponent.kind {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::float_cmp,
                reason = "checked to be whole and small"
            )]
            Kind::Number(v) if libm::trunc(v) == v && v.abs() <= 8.0 => {
                Ok(base.unit.to_the(v as i8))
            }
            _ => {
                let message = "something with a unit can only have a small whole number as its power.";
                Err(FormulaError::new(exponent.column, message))
            }
        }
    }
}

/// What a date is when it is joined with something: it can be compared, taken from
/// another, or moved by days, and nothing else.
#[inline(never)]
fn moved(left: &Part, binary: Binary, right: &Part) -> Result<Kind, FormulaError> {
    let dates = (left.kind == Kind::Date, right.kind == Kind::Date);
    match (binary, dates) {
        (_, (false, false)) | (Binary::Subtract, (true, true)) => Ok(Kind::Other),
        (Binary::Add, (true, false) | (false, true)) => Ok(Kind::Date),
        (Binary::Subtract, (true, false)) => Ok(Kind::Date),
        _ if is_comparison(binary) => Ok(Kind::Other),
        (_, (_, true)) => Err(only_a_date(right.column)),
        _ => Err(only_a_date(left.column)),
    }
}
