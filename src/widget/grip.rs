//! The point of a chart that sets two inputs, by hand or by arrow keys.
//!
//! It is an element of its own, which holds the pointer while it is dragged: so
//! nothing needs to be kept of that, and a finger on it never moves the page.

use super::dom::{focus, within};
use super::grid::on_grid;
use super::{Action, Inner, typing};
use crate::chart::Grip;
use web_sys::{Element, KeyboardEvent, PointerEvent};

/// The point as it was last drawn.
fn grip(inner: &Inner, chart: usize) -> Option<Grip> {
    let of = |figure: &super::part::figure::Figure| {
        figure.drawn.try_borrow().ok()?.scene.as_ref()?.grip.clone()
    };
    inner.parts.charts.with(chart, of)?
}

/// It is taken hold of.
pub(super) fn take(inner: &Inner, element: &Element, pointer: &PointerEvent) {
    if pointer.button() == 0 {
        focus(element);
        // What was moved before is a step of its own.
        inner.act(Action::Settle);
        let _ = element.set_pointer_capture(pointer.pointer_id());
        pointer.prevent_default();
    }
}

/// The pointer moves; tells whether it has hold of it.
#[inline(never)]
pub(super) fn drag(
    inner: &Inner,
    chart: usize,
    element: &Element,
    pointer: &PointerEvent,
) -> bool {
    if !element.has_pointer_capture(pointer.pointer_id()) {
        return false;
    }
    if let Some((grip, plot)) = grip(inner, chart).zip(element.parent_element()) {
        let (x, y) = (f64::from(pointer.client_x()), f64::from(pointer.client_y()));
        let values = grip.values(within(&plot, x, y));
        for ((of, value), scale) in grip.inputs.into_iter().zip(values).zip(grip.scales) {
            let (low, high) = (scale.domain().low(), scale.domain().high());
            inner
                .act(Action::Move(of, on_grid(&inner.range(of), value).clamp(low, high)));
        }
    }
    true
}

/// It is let go, or the pointer is taken away.
pub(super) fn release(inner: &Inner, kind: &str) {
    inner.act(if kind == "pointercancel" { Action::Abandon } else { Action::Settle });
}

/// Arrow keys move it a step, along or up.
#[inline(never)]
pub(super) fn key(inner: &Inner, chart: usize, event: &KeyboardEvent) {
    let Some(grip) = grip(inner, chart) else { return };
    let [along, up] = grip.inputs;
    let (of, key) = match event.key().as_str() {
        "ArrowRight" => (along, "ArrowUp"),
        "ArrowLeft" => (along, "ArrowDown"),
        "ArrowUp" => (up, "ArrowUp"),
        "ArrowDown" => (up, "ArrowDown"),
        _ => return,
    };
    if let Some(value) = typing::keyed(inner, of, key, event.shift_key()) {
        event.prevent_default();
        inner.act(Action::Move(of, value));
    }
}
