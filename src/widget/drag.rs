//! Dragging a number to either side.

use super::act::{Act, acted};
use super::dom::{attr, focus};
use super::grid::dragged;
use super::state::Drag;
use super::typing::value;
use super::{Action, Inner, pointing};
use wasm_bindgen::JsCast;
use web_sys::{Event, PointerEvent};

/// Horizontal pixels of a drag before it counts as one: less is a tap.
const DRAG_THRESHOLD: f64 = 4.0;

pub(super) fn pointer_down(inner: &Inner, event: &Event) {
    pointing::let_go(inner, event);
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
    let Some((what, of, element)) = acted(event.target()) else { return };
    // In a text that is being edited a drag selects, as everywhere.
    if what != Act::Number || pointer.button() != 0 || edited(&element) {
        return;
    }
    let Some(known) = inner.model.document().inputs.get(of) else { return };
    let from = value(inner, of).unwrap_or(known.min);
    if let Ok(mut state) = inner.state.try_borrow_mut() {
        let x = f64::from(pointer.client_x());
        let pointer = pointer.pointer_id();
        state.drag = Some(Drag { input: of, from, x, pointer, moving: false });
    }
}

/// Pressing on a number neither selects its text nor gives it the focus: that
/// comes with letting go, if it was no drag. Pressing again edits the text.
pub(super) fn mouse_down(_: &Inner, event: &Event) {
    if let Some((what, _, element)) = acted(event.target())
        && what == Act::Number
        && !edited(&element)
    {
        event.prevent_default();
    }
}

/// The text of a number is not dragged about.
pub(super) fn drag_start(_: &Inner, event: &Event) {
    if acted(event.target()).is_some_and(|(what, ..)| what == Act::Number) {
        event.prevent_default();
    }
}

/// Whether the text of a number is being edited.
fn edited(element: &web_sys::Element) -> bool {
    element.has_attribute("data-typing")
}

pub(super) fn pointer_move(inner: &Inner, event: &Event) {
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
    let drag = inner.state.try_borrow().ok().and_then(|s| s.drag.clone());
    if drag.is_none() {
        return pointing::hover(inner, pointer);
    }
    let Some(drag) = drag.filter(|d| d.pointer == pointer.pointer_id()) else { return };
    let pixels = f64::from(pointer.client_x()) - drag.x;
    if !drag.moving && pixels.abs() < DRAG_THRESHOLD {
        return;
    }
    let Some(known) = inner.model.document().inputs.get(drag.input) else { return };
    if !drag.moving {
        if let Some((_, _, element)) = acted(event.target()) {
            // From here on the drag is ours wherever the pointer goes.
            let _ = element.set_pointer_capture(drag.pointer);
            let _ = element.remove_attribute("data-typing");
        }
        let _ = inner.container.class_list().add_1("dragging");
        if let Ok(mut state) = inner.state.try_borrow_mut()
            && let Some(drag) = &mut state.drag
        {
            drag.moving = true;
        }
    }
    event.prevent_default();
    let value = dragged(known, drag.from, pixels, pointer.shift_key());
    inner.act(Action::Move(drag.input, value));
}

pub(super) fn pointer_up(inner: &Inner, event: &Event) {
    let drag = inner.state.try_borrow_mut().ok().and_then(|mut s| s.drag.take());
    let _ = inner.container.class_list().remove_1("dragging");
    match drag {
        Some(drag) if drag.moving => inner.act(Action::Settle),
        // A tap or click opens the number for typing.
        Some(_) if event.type_() == "pointerup" => {
            if let Some((_, _, element)) = acted(event.target()) {
                if element.matches(":focus").unwrap_or(false) {
                    attr(&element, "data-typing", "");
                }
                focus(&element);
            }
        }
        _ => {}
    }
}
