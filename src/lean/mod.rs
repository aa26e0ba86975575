//! What stands in for the standard library where the library's weighs much.

pub(crate) mod decimal;
pub(crate) mod gather;
pub(crate) mod letters;
pub(crate) mod order;
