//! A calculator that a blog page can hold.

#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    reason = "`!(x > 0.0)` also holds for NaN, which is the point"
)]

pub mod chart;
pub mod document;
pub mod error;
pub mod format;
pub mod formula;
pub mod model;
pub mod uncertainty;
pub mod words;

pub use error::Error;
pub use model::Model;
