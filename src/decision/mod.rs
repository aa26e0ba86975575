//! Choosing between options of which cost and effect are uncertain: draws of
//! both for every option, and what follows from them.
//!
//! Costs are in money, effects in any unit (years of full health, lasting
//! recoveries), and a value of one unit of effect, in the same money, joins
//! them. Terms and definitions are those of health economics.

mod acceptability;
mod arm;
mod dominance;
mod information;
mod ratio;

pub use acceptability::{Frontier, acceptability_curve, acceptability_frontier};
pub use arm::{Arm, incremental_net_benefit, net_benefit, net_health_benefit};
pub use dominance::{Standing, dominance};
pub use information::{evpi, evppi, population_evpi};
pub use ratio::{Icer, Quadrant, icer};
