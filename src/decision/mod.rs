//! Choosing between options of which cost and effect are uncertain: draws of
//! both for every option, and what follows from them.
//!
//! Costs are in money, effects in any unit (years of full health, lasting
//! recoveries), and a value of one unit of effect, in the same money, joins
//! them. Terms and definitions are those of health economics.

mod acceptability;
mod arm;
mod error;
mod information;
mod options;
mod ratio;
mod sampling;

pub use crate::model::{Standing, dominance};
pub use acceptability::Frontier;
pub use arm::Arm;
pub use error::DecisionError;
pub use information::{Evppi, population_evpi};
pub use options::Options;
pub use ratio::{Icer, Quadrant};
pub use sampling::net_benefit_of_sampling;
