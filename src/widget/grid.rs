//! Where an input can stand: its steps, its slider.

use crate::model::Range;

/// Positions of a slider: fine enough that no value on a grid of whole steps
/// is out of reach on a wide screen.
pub(crate) const POSITIONS: f64 = 1000.0;

/// The value a share of the range away from `start`, on the input's scale and
/// grid.
pub(crate) fn moved(input: &Range, start: f64, share: f64) -> f64 {
    let value = if input.log {
        start * libm::exp(share * libm::log(input.max / input.min))
    } else {
        start + share * (input.max - input.min)
    };
    on_grid(input, value)
}

/// The value `steps` steps away, on the input's grid.
pub(crate) fn stepped(input: &Range, start: f64, steps: f64) -> f64 {
    on_grid(input, start + steps * input.step)
}

/// The value a tenth of the range away, or a step where that is more.
pub(crate) fn paged(input: &Range, start: f64, way: f64) -> f64 {
    let value = moved(input, start, 0.1 * way);
    if (value - start) * way > 0.0 { value } else { stepped(input, start, way) }
}

/// The nearest value that the input's slider can stand at.
pub(crate) fn on_grid(input: &Range, value: f64) -> f64 {
    let steps = libm::round((value - input.min) / input.step);
    // Dividing by a whole number of steps a unit keeps 0.3 from becoming
    // 0.30000000000000004.
    let per_unit = libm::round(1.0 / input.step);
    let fine = input.step < 1.0 && (per_unit * input.step - 1.0).abs() < 1e-9;
    let value = if fine {
        libm::round((input.min + steps * input.step) * per_unit) / per_unit
    } else {
        input.min + steps * input.step
    };
    input.nearest(value)
}

/// Where a value stands on its slider.
pub(crate) fn position(input: &Range, value: f64) -> f64 {
    if !(input.min < input.max) {
        return 0.0;
    }
    let share = if input.log {
        libm::log(value.max(input.min) / input.min) / libm::log(input.max / input.min)
    } else {
        (value - input.min) / (input.max - input.min)
    };
    share.clamp(0.0, 1.0) * POSITIONS
}

/// The value of a slider at a position.
pub(crate) fn value_at(input: &Range, position: f64) -> f64 {
    let share = (position / POSITIONS).clamp(0.0, 1.0);
    let value = if input.log {
        input.min * libm::exp(share * libm::log(input.max / input.min))
    } else {
        input.min + share * (input.max - input.min)
    };
    on_grid(input, value)
}
