//! Distributions, draws and what follows from them.

mod distribution;
mod knowledge;
mod special;
mod truncated;

pub use distribution::{Distribution, DistributionError};
