//! Dragging a number to either side, and a finger on a slider.
//!
//! A finger is the page's until it clearly goes sideways. A second finger, or
//! the page that takes over, brings back the value from before.

use super::act::{Act, acted};
use super::dom::{attr, focus, is, style, within};
use super::grid::{moved, position};
use super::state::{Drag, Way};
use super::typing::{slid, value};
use super::{Action, Inner, grip, pointing};
use crate::model::Fill;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, PointerEvent};

/// Pixels of a drag over a number that cross its whole range.
const DRAG_SPAN: f64 = 400.0;
/// Pixels before a drag counts as one: less is a tap. A finger trembles more.
const THRESHOLD: f64 = 4.0;
const FINGER_THRESHOLD: f64 = 9.0;

pub(super) fn pointer_down(inner: &Inner, event: &Event) {
    pointing::let_go(inner, event);
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
    let touch = pointer.pointer_type() == "touch";
    match present(inner) {
        // Let go where this page could not see it.
        Some(drag) if drag.pointer == pointer.pointer_id() || !drag.touch => {
            end(inner, false);
        }
        // A second finger: a pinch is a pinch.
        Some(_) => return turn(inner, Way::Other),
        None => {}
    }
    let Some((what, of, element)) = acted(event) else { return };
    if what == Act::Grip {
        return grip::take(inner, &element, pointer);
    }
    if what == Act::Slide && !touch {
        // Its browser moves it before the focus comes, so what was typed or stepped
        // elsewhere would end in the middle of its own move.
        focus(&element);
    }
    // In a text that is being edited a drag selects, as everywhere.
    let ours = what == Act::Number && !edited(&element) || what == Act::Slide && touch;
    if !ours || pointer.button() != 0 {
        return;
    }
    if inner.model.document().inputs.get(of).is_none() {
        return;
    }
    let from = value(inner, of).unwrap_or(inner.range(of).min);
    if !touch {
        // Its first step may leave the element; a finger is held until it turns.
        let _ = element.set_pointer_capture(pointer.pointer_id());
    }
    if let Ok(mut state) = inner.state.try_borrow_mut() {
        // What keys did before is no part of it.
        state.history.commit();
        state.drag = Some(Drag {
            input: of,
            from,
            x: f64::from(pointer.client_x()),
            y: f64::from(pointer.client_y()),
            pointer: pointer.pointer_id(),
            touch,
            span: if what == Act::Slide {
                f64::from(element.client_width()).max(1.0)
            } else {
                DRAG_SPAN
            },
            on: element,
            way: Way::Open,
        });
    }
}

/// The drag in progress.
fn present(inner: &Inner) -> Option<Drag> {
    inner.state.try_borrow().ok()?.drag.clone()
}

/// Whether a finger is on the slider, whose browser moves it by rules of its
/// own: once the way is told, that is taken back.
pub(super) fn holds(inner: &Inner, of: usize) -> bool {
    let Some(drag) = present(inner).filter(|d| d.input == of) else { return false };
    if drag.way != Way::Open {
        put_back(inner, &drag);
    }
    true
}

/// Sets a slider to where its value stands.
fn put_back(inner: &Inner, drag: &Drag) {
    if let Some(slider) = drag.on.dyn_ref::<HtmlInputElement>()
        && is_slider(drag)
        && let Some(value) = value(inner, drag.input)
    {
        slider.set_value_as_number(position(&inner.range(drag.input), value));
    }
}

/// Decides which way the drag goes. What is not sideways changes nothing.
fn turn(inner: &Inner, way: Way) {
    if let Ok(mut state) = inner.state.try_borrow_mut()
        && let Some(drag) = &mut state.drag
    {
        drag.way = way;
        if way == Way::Other {
            hold(&drag.on, None);
        }
    }
    if way == Way::Other {
        inner.act(Action::Abandon);
        if let Some(drag) = present(inner) {
            put_back(inner, &drag);
        }
    }
}

/// Shows a value above a finger at a place in the window, or no longer.
fn hold(on: &Element, at: Option<(f64, &str)>) {
    let Some(frame) = on.parent_element() else { return };
    if let Some((x, text)) = at {
        style(
            &frame,
            "--finger",
            &format!("{}px", libm::round(within(&frame, x, 0.0).0)),
        );
        attr(&frame, "data-finger", text);
    } else {
        let _ = frame.remove_attribute("data-finger");
    }
}

/// Pressing on a number neither selects its text nor gives it the focus: that
/// comes with letting go, if it was no drag. Pressing again edits the text.
pub(super) fn mouse_down(_: &Inner, event: &Event) {
    if let Some((what, _, element)) = acted(event)
        && what == Act::Number
        && !edited(&element)
    {
        event.prevent_default();
    }
}

/// The text of a number is not dragged about.
pub(super) fn drag_start(_: &Inner, event: &Event) {
    if acted(event).is_some_and(|(what, ..)| what == Act::Number) {
        event.prevent_default();
    }
}

/// Whether the text of a number is being edited.
fn edited(element: &Element) -> bool {
    element.has_attribute("data-typing")
}

pub(super) fn pointer_move(inner: &Inner, event: &Event) {
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
    if let Some((Act::Grip, chart, element)) = acted(event)
        && grip::drag(inner, chart, &element, pointer)
    {
        return;
    }
    let Some(drag) = present(inner) else { return pointing::hover(inner, pointer) };
    if drag.pointer != pointer.pointer_id() || drag.way == Way::Other {
        return;
    }
    // Let go where this page could not see it.
    if pointer.buttons() == 0 {
        return end(inner, false);
    }
    let x = f64::from(pointer.client_x());
    let (right, down) = (x - drag.x, f64::from(pointer.client_y()) - drag.y);
    if drag.way == Way::Open {
        let least = if drag.touch { FINGER_THRESHOLD } else { THRESHOLD };
        if drag.touch && right.abs() < 2.0 * down.abs() {
            // Slanted is not sideways.
            if libm::hypot(right, down) >= least {
                turn(inner, Way::Other);
            }
            return;
        }
        if right.abs() < least {
            return;
        }
        if drag.touch {
            let _ = drag.on.set_pointer_capture(drag.pointer);
        }
        let _ = drag.on.remove_attribute("data-typing");
        let _ = inner.container.class_list().add_1("dragging");
        turn(inner, Way::Sideways);
    }
    event.prevent_default();
    let fine = if pointer.shift_key() { 10.0 } else { 1.0 };
    let value = moved(&inner.range(drag.input), drag.from, right / drag.span / fine);
    inner.act(Action::Move(drag.input, value));
    if drag.touch {
        let slot = inner.model.input_slot(drag.input);
        hold(&drag.on, Some((x, &inner.model.text(slot, value, Fill::Short))));
    }
}

fn is_slider(drag: &Drag) -> bool {
    is(&drag.on, ".slider")
}

/// The pointer is lifted, or the page takes it, or its capture is lost.
pub(super) fn pointer_up(inner: &Inner, event: &Event) {
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
    if let Some((Act::Grip, ..)) = acted(event) {
        return grip::release(inner, &event.type_());
    }
    let Some(drag) = present(inner) else { return };
    // A touch is held by what lies inside the field, until the field holds it.
    let kept = || drag.on.has_pointer_capture(drag.pointer);
    if drag.pointer != pointer.pointer_id()
        || event.type_() == "lostpointercapture" && kept()
    {
        return;
    }
    if event.type_() == "pointercancel" {
        turn(inner, Way::Other);
    }
    end(inner, event.type_() == "pointerup");
}

/// Ends the drag. A tap opens a number for typing.
fn end(inner: &Inner, lifted: bool) {
    let drag = inner.state.try_borrow_mut().ok().and_then(|mut s| s.drag.take());
    let _ = inner.container.class_list().remove_1("dragging");
    let Some(drag) = drag else { return };
    hold(&drag.on, None);
    if drag.way != Way::Open {
        return inner.act(Action::Settle);
    }
    if !lifted {
        return;
    }
    if is_slider(&drag) {
        // Where the browser moved it at the first touch.
        return tapped(inner, &drag);
    }
    if is(&drag.on, ":focus") {
        attr(&drag.on, "data-typing", "");
    }
    focus(&drag.on);
}

/// Takes where a tap left a slider; a thumb that stayed sets nothing.
#[inline(never)]
fn tapped(inner: &Inner, drag: &Drag) {
    let slider = drag.on.dyn_ref::<HtmlInputElement>();
    let stands = slider.map(HtmlInputElement::value_as_number);
    let range = inner.range(drag.input);
    let is = value(inner, drag.input).map(|v| position(&range, v));
    if let Some((stands, is)) = stands.zip(is)
        && (stands - is).abs() > 0.5
    {
        slid(inner, drag.input, &drag.on);
        inner.act(Action::Settle);
    }
}
