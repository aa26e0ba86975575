//! Distributions, draws and what follows from them.

mod direction_numbers;
mod distribution;
mod draws;
mod histogram;
mod knowledge;
mod quantile_table;
mod sampler;
mod simulation;
mod special;
mod summary;
mod truncated;

pub use distribution::{Distribution, DistributionError};
pub use draws::{Draws, PseudoDraws, Uniforms};
pub use histogram::{Density, Histogram};
pub use sampler::Sampler;
pub use simulation::Simulation;
pub use summary::Summary;
