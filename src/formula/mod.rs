//! Formulas: from text to a checked expression, and from there to a value, a
//! unit, and words.
//!
//! One parsed [`Expression`] serves everything: it is evaluated for one
//! scenario or for a whole column of draws, its unit is known when the
//! document is loaded, and its words are printed from the same tree, so that
//! they cannot drift from what is computed.

mod call;
mod columns;
mod error;
mod evaluate;
mod expression;
mod going;
mod joined;
mod lexer;
mod nearest;
mod operator;
mod parser;
mod part;
mod repeat;
mod steps;
mod unit;
mod wording;

pub use call::FUNCTIONS;
pub use columns::{ColumnSource, Operand, Scratch};
pub use error::FormulaError;
pub use evaluate::Undefined;
pub use expression::{Expression, FACTS, OF_SERIES, Scope, Slot, Symbol};
pub use nearest::nearest;
pub use unit::Unit;
pub use wording::{Lexicon, Piece};
