//! What stands in for the standard library where the library's weighs much:
//! Brotli bytes of the browser's module saved by each, measured by putting the
//! library's in its place.
//!
//! | here | instead of | saves |
//! |---|---|---|
//! | `decimal` | `str::parse::<f64>` | 13,600 |
//! | `letters` | `to_lowercase`, `to_uppercase`, `is_alphabetic` | 11,000 |
//! | `order` | `sort_by`, `select_nth_unstable_by` | 4,300 |
//! | `gather` | `collect` into lists | 4,000 |
//!
//! What saves under 2,000 bytes is not worth a rule: a search of our own in
//! place of `split_once` saved 900 and is gone.

pub(crate) mod decimal;
pub(crate) mod gather;
pub(crate) mod letters;
pub(crate) mod order;
