//! What a result depends on: one input at a time, two at once, all together.

mod break_even;
mod regression;
mod sweep;
mod tornado;
mod turning;
mod two_way;

pub use break_even::{BreakEven, break_even};
pub(crate) use regression::Basis;
pub use tornado::{Influence, Swing, effect_curve, influences, tornado};
pub use turning::{Turning, turning};
pub(crate) use two_way::two_way_at;
pub use two_way::{TwoWay, two_way};
