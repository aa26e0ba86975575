//! A calculator that a blog page can hold.

pub mod document;
pub mod error;
pub mod formula;
pub mod uncertainty;
