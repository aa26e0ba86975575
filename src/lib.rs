//! A calculator that a blog page can hold.

pub mod document;
pub mod error;
pub mod format;
pub mod formula;
pub mod model;
pub mod uncertainty;
pub mod words;

pub use error::Error;
pub use model::Model;
