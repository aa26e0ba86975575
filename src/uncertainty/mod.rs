//! Distributions, draws and what follows from them: simulation, sensitivity,
//! value for money.

mod break_even;
pub mod decision;
mod direction_numbers;
mod distribution;
mod draws;
mod histogram;
mod knowledge;
mod quantile_table;
mod ranks;
mod regression;
mod sampler;
mod simulation;
mod special;
mod summary;
mod sweep;
mod tornado;
mod truncated;
mod two_way;

pub use break_even::{BreakEven, break_even};
pub use distribution::{Distribution, DistributionError};
pub use draws::{Draws, PseudoDraws, Uniforms};
pub use histogram::{Density, Histogram};
pub use sampler::Sampler;
pub use simulation::Simulation;
pub use summary::Summary;
pub use tornado::{Influence, Swing, effect_curve, influences, tornado};
pub use two_way::{TwoWay, two_way};
