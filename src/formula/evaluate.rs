//! One value from one expression.

use super::Slot;
use super::expression::{At, Binary, Expression, Function, Node};
use std::cell::RefCell;

/// Why an expression has no value.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// Something it is worked out from has none.
    Missing(Slot),
    /// It divides by zero.
    DivisionByZero,
    /// It takes a root or logarithm of which there is none.
    NotReal,
    /// It grows beyond all bounds.
    TooLarge,
    /// It would go through more steps than it may.
    TooLong,
    /// In no step of it the condition holds.
    Never,
}

/// What a name stands for in a step of a loop, and those around it.
pub(super) struct Local<'a> {
    pub(super) at: At,
    pub(super) value: f64,
    pub(super) around: Option<&'a Self>,
    /// How far the loops have come that go along with it.
    pub(super) along: &'a RefCell<Vec<Come>>,
}

/// How far a loop has come that goes along with the one around it: where it stands,
/// its first step and its last, and what there is after that.
pub(super) type Come = (At, i32, i32, f64);

impl Expression {
    /// The value, from the table of all values by slot, in which NaN is “no
    /// value”. A branch of an `if` that is not taken may lack values.
    ///
    /// # Errors
    /// Why there is none. Never infinite, never NaN.
    pub fn evaluate(&self, values: &[f64]) -> Result<f64, Undefined> {
        match self.nodes.len().checked_sub(1) {
            Some(root) => self.value(root, values, None),
            None => Err(Undefined::NotReal),
        }
    }

    pub(super) fn value(
        &self,
        at: At,
        values: &[f64],
        local: Option<&Local<'_>>,
    ) -> Result<f64, Undefined> {
        let value = match self.nodes.get(at) {
            Some(
                Node::Number(v)
                | Node::Date(v)
                | Node::Literal(v, _)
                | Node::Option(_, v)
                | Node::Percent(v),
            ) => *v,
            Some(Node::Local(..)) => {
                let mut found = local;
                while let Some(other) = found.filter(|l| l.at != at) {
                    found = other.around;
                }
                found.map_or(f64::NAN, |l| l.value)
            }
            Some(Node::Loop(l)) => return self.repeated(l, values, local),
            Some(Node::Value(slot)) => {
                let value = values.get(usize::from(slot.0)).copied().unwrap_or(f64::NAN);
                return if value.is_finite() {
                    Ok(value)
                } else {
                    Err(Undefined::Missing(*slot))
                };
            }
            Some(Node::Negative(a)) => -self.value(*a, values, local)?,
            Some(Node::Binary(binary, a, b)) => {
                let (a, b) =
                    (self.value(*a, values, local)?, self.value(*b, values, local)?);
                if *binary == Binary::Divide && b == 0.0 {
                    return Err(Undefined::DivisionByZero);
                }
                binary.apply(a, b)
            }
            Some(Node::Call(function, a)) => {
                function.apply(self.value(*a, values, local)?)
            }
            Some(Node::If(condition, yes, no)) => {
                let holds = self.value(*condition, values, local)? != 0.0;
                return self.value(if holds { *yes } else { *no }, values, local);
            }
            None => f64::NAN,
        };
        if value.is_finite() {
            Ok(value)
        } else if value.is_nan() {
            Err(Undefined::NotReal)
        } else {
            Err(Undefined::TooLarge)
        }
    }
}

impl Binary {
    /// The value of two operands, which are finite or NaN; NaN where there is
    /// none. One definition for single values and columns.
    #[inline(always)]
    #[expect(clippy::float_cmp, reason = "an author's == is exact")]
    pub(super) fn apply(self, a: f64, b: f64) -> f64 {
        let truth = |holds: bool| {
            if a.is_nan() || b.is_nan() { f64::NAN } else { f64::from(u8::from(holds)) }
        };
        match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            Self::Divide => {
                let quotient = a / b;
                if quotient.is_finite() { quotient } else { f64::NAN }
            }
            Self::Power => {
                let power = libm::pow(a, b);
                if power.is_finite() && !a.is_nan() && !b.is_nan() {
                    power
                } else {
                    f64::NAN
                }
            }
            Self::Min => {
                if a <= b || a.is_nan() {
                    a
                } else {
                    b
                }
            }
            Self::Max => {
                if a >= b || a.is_nan() {
                    a
                } else {
                    b
                }
            }
            Self::Months => crate::format::months(a, b),
            Self::Years => crate::format::years(a, b),
            Self::Equal => truth(a == b),
            Self::Unequal => truth(a != b),
            Self::Less => truth(a < b),
            Self::AtMost => truth(a <= b),
            Self::More => truth(a > b),
            Self::AtLeast => truth(a >= b),
            Self::And => truth(a != 0.0 && b != 0.0),
            Self::Or => truth(a != 0.0 || b != 0.0),
        }
    }
}

impl Function {
    /// The value of one operand; NaN where there is none.
    #[inline(always)]
    pub(super) fn apply(self, a: f64) -> f64 {
        let value = match self {
            Self::Size => a.abs(),
            Self::Root => a.sqrt(),
            Self::Exponential => libm::exp(a),
            Self::Logarithm => libm::log(a),
            Self::DecimalLogarithm => libm::log10(a),
            Self::Round => libm::round(a),
            Self::Floor => libm::floor(a),
            Self::Ceiling => libm::ceil(a),
            Self::Not if a.is_nan() => a,
            Self::Not => f64::from(u8::from(a == 0.0)),
        };
        if value.is_finite() { value } else { f64::NAN }
    }
}
