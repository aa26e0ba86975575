//! One file for each kind of chart that a document may have.

pub(crate) mod breakdown;
pub(crate) mod distribution;
pub(crate) mod funnel;
pub(crate) mod ladder;
pub(crate) mod map;
pub(crate) mod paired;
pub(crate) mod tornado;
pub(crate) mod trend;
pub(crate) mod worth;
