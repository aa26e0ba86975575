//! What the reader's hands do, and what the page is told.

use super::dom::{acted, attr, focus};
use super::part::inputs;
use super::part::number_field::{DRAG_THRESHOLD, dragged, moved, stepped, widen};
use super::{Action, Inner, pointing};
use crate::document::Input;
use crate::format::{Entry, EntryError};
use crate::lean::gather::Gather as _;
use crate::model::{Fill, Spread};
use crate::words::fill;
use gloo::events::{EventListener, EventListenerOptions};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, KeyboardEvent, PointerEvent};

/// Told while a value moves.
pub(crate) const INPUT: &str = "input";
/// Told when it has settled.
pub(crate) const CHANGE: &str = "change";

/// A drag over a number in progress.
#[derive(Clone, Debug)]
pub(crate) struct Drag {
    input: usize,
    from: f64,
    x: f64,
    pointer: i32,
    moving: bool,
}

/// Puts one listener of each kind on a container. They go when dropped.
pub(crate) fn listen(
    inner: &Rc<Inner>,
    container: &web_sys::Element,
) -> Vec<EventListener> {
    type Handler = fn(&Inner, &Event);
    let handlers: [(&'static str, Handler); 15] = [
        ("click", click),
        ("input", input),
        ("change", change),
        ("keydown", key),
        ("focusin", focus_in),
        ("focusout", focus_out),
        ("pointerdown", pointer_down),
        ("mousedown", mouse_down),
        ("dragstart", drag_start),
        ("pointermove", pointer_move),
        ("pointerup", pointer_up),
        ("pointercancel", pointer_up),
        ("pointerout", pointing::leave),
        // A theme that changes under the page shows in a watched colour.
        ("transitionend", recoloured),
        ("cancel", cancel),
    ];
    let listener = |(name, handler): (&'static str, Handler)| {
        let weak: Weak<Inner> = Rc::downgrade(inner);
        // Arrow keys on a number must not scroll the page.
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(container, name, options, move |event| {
            if let Some(inner) = weak.upgrade() {
                handler(&inner, event);
            }
        })
    };
    handlers.into_iter().map(listener).gather()
}

/// Tells the page that something changed, by an event on the host.
pub(crate) fn tell(inner: &Inner, name: &str) {
    let init = web_sys::CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = inner.host.dispatch_event(&event);
    }
}

fn click(inner: &Inner, event: &Event) {
    let Some((what, of, element)) = acted(event.target()) else { return };
    if element.has_attribute("disabled") {
        return;
    }
    match what.as_str() {
        "undo" => inner.act(Action::Undo),
        "redo" => inner.act(Action::Redo),
        "reset" => inner.act(Action::Reset),
        "release" => inner.act(Action::Release(of)),
        "preset-on" => inner.act(Action::Preset(of)),
        "certain" => inner.toggle_certain(of),
        "compare" => inner.toggle_compare(),
        "why" => inner.explain(of),
        "unwhy" => inner.explain_back(),
        "close" => inner.explain_close(),
        "tab" => inner.open_tab(of),
        "plot" => pointing::click(inner, of, event),
        "unpin" => pointing::unpin(inner, of),
        "table" => inner.open_table(of),
        "view" if element.has_attribute("data-value") => chip(inner, of, &element),
        "take" => inner.take_away(of),
        "group" => inner.draw_soon(),
        "self-test" => self_test(inner, &element),
        "svg" | "png" | "csv" => inner.take_chart(of, &what),
        _ => {}
    }
}

/// Works the published figures out again, into the part being opened.
fn self_test(inner: &Inner, summary: &web_sys::Element) {
    if let Some(body) = summary.next_element_sibling() {
        super::part::notes::self_test(&inner.dom, &body, &inner.model);
    }
}

/// A choice by button; a choice by list comes as a change.
fn chip(inner: &Inner, of: usize, element: &web_sys::Element) {
    if element.has_attribute("aria-pressed") {
        inner.choose_view(of, element);
    }
}

/// The Escape key on the working's dialog.
fn cancel(inner: &Inner, event: &Event) {
    event.prevent_default();
    inner.explain_close();
}

fn recoloured(inner: &Inner, event: &Event) {
    let target: Option<web_sys::Element> = event.target().and_then(|t| t.dyn_into().ok());
    if target.is_some_and(|t| t.class_list().contains("ink")) {
        inner.parts.charts.repaint();
        inner.draw();
    }
}

fn input(inner: &Inner, event: &Event) {
    let Some((what, of, element)) = acted(event.target()) else { return };
    match what.as_str() {
        "slide" => {
            event.stop_propagation();
            let slider = element.dyn_ref::<HtmlInputElement>();
            let known = inner.model.document().inputs.get(of);
            if let Some((slider, known)) = slider.zip(known) {
                let value = inputs::value_at(known, slider.value_as_number());
                inner.act(Action::Move(of, value));
            }
        }
        "number" => {
            event.stop_propagation();
            if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
                attr(field, "data-typing", "");
                widen(field);
            }
        }
        _ => {}
    }
}

fn change(inner: &Inner, event: &Event) {
    let Some((what, of, element)) = acted(event.target()) else { return };
    event.stop_propagation();
    let chosen =
        element.dyn_ref::<HtmlSelectElement>().and_then(|s| s.value().parse().ok());
    match (what.as_str(), chosen) {
        ("slide", _) => inner.act(Action::Settle),
        ("number", _) => take(inner, of, &element),
        ("period", Some(period)) => inner.act(Action::Period(period)),
        ("preset", Some(preset)) => inner.act(Action::Preset(preset)),
        #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
        ("choice", Some(option)) => inner.act(Action::Set(of, option as f64)),
        ("view", _) => inner.choose_view(of, &element),
        _ => {}
    }
}

fn key(inner: &Inner, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    if (event.ctrl_key() || event.meta_key()) && event.key() == "z" && !typing(event) {
        event.prevent_default();
        inner.act(if event.shift_key() { Action::Redo } else { Action::Undo });
        return;
    }
    let Some((what, of, element)) = acted(event.target()) else { return };
    match what.as_str() {
        "plot" => return pointing::key(inner, of, event),
        "tab" => return super::part::tabs::key(inner, of, event),
        "number" => {}
        _ => return,
    }
    match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            take(inner, of, &element);
            select_all(&element);
        }
        "Escape" => {
            let _ = element.remove_attribute("data-typing");
            inner.refresh();
            select_all(&element);
        }
        name => {
            let Some(value) = keyed(inner, of, name, event.shift_key()) else { return };
            event.prevent_default();
            let _ = element.remove_attribute("data-typing");
            inner.act(Action::Move(of, value));
            select_all(&element);
        }
    }
}

/// Where a key takes a number, if it takes it anywhere.
fn keyed(inner: &Inner, of: usize, key: &str, shift: bool) -> Option<f64> {
    let known = inner.model.document().inputs.get(of)?;
    let present = value(inner, of).unwrap_or(known.min);
    let step = if shift { 10.0 } else { 1.0 };
    Some(match key {
        "ArrowUp" => stepped(known, present, step),
        "ArrowDown" => stepped(known, present, -step),
        "PageUp" => moved(known, present, 0.1),
        "PageDown" => moved(known, present, -0.1),
        _ => return None,
    })
}

fn typing(event: &KeyboardEvent) -> bool {
    acted(event.target()).is_some_and(|(_, _, e)| e.has_attribute("data-typing"))
}

fn focus_in(_: &Inner, event: &Event) {
    if let Some((what, _, element)) = acted(event.target())
        && what == "number"
    {
        select_all(&element);
    }
}

fn focus_out(inner: &Inner, event: &Event) {
    let Some((what, of, element)) = acted(event.target()) else { return };
    if what == "number" {
        if element.has_attribute("data-typing") {
            take(inner, of, &element);
        } else {
            inner.act(Action::Settle);
        }
    }
}

fn select_all(element: &web_sys::Element) {
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        field.select();
    }
}

/// Takes what was typed; says what is wrong with it and leaves the value.
fn take(inner: &Inner, of: usize, element: &web_sys::Element) {
    let Some(field) = element.dyn_ref::<HtmlInputElement>() else { return };
    if field.get_attribute("data-typing").is_none() {
        return inner.act(Action::Settle);
    }
    let text = field.value();
    let _ = field.remove_attribute("data-typing");
    // What is shown may be rounded: left as it was, it sets nothing.
    if text == field.default_value() {
        return inner.act(Action::Settle);
    }
    let Some(known) = inner.model.document().inputs.get(of) else { return };
    let slot = inner.model.input_slot(of);
    let format = inner.model.number_format(slot);
    let within = |v: f64| known.min <= v && v <= known.max;
    match format.read(&text) {
        Ok(Entry::Value(v)) if within(v) => inner.act(Action::Set(of, v)),
        Ok(Entry::Range(low, high)) if within(low) && within(high) && low < high => {
            inner.act(Action::Spread(of, Spread::Interval(low, high)));
        }
        Ok(_) => complain(inner, of, &outside(inner, known, of, &text)),
        Err(EntryError::Reversed) => complain(inner, of, inner.words().entry_reversed),
        Err(wrong) => {
            let example = inner.model.text(slot, known.max / 2.0, Fill::Short);
            let hint = fill(inner.words().entry_empty, &[("example", example.as_str())]);
            let places = [("text", text.as_str()), ("reason", &hint)];
            let told = fill(inner.words().not_a_number, &places);
            complain(inner, of, if wrong == EntryError::Empty { &hint } else { &told });
        }
    }
}

fn outside(inner: &Inner, known: &Input, of: usize, text: &str) -> String {
    let slot = inner.model.input_slot(of);
    let words = |v| inner.model.text(slot, v, Fill::Exact);
    let range = fill(
        inner.words().range,
        &[("min", &words(known.min)), ("max", &words(known.max))],
    );
    fill(
        inner.words().out_of_range,
        &[("label", &known.label), ("range", &range), ("text", text)],
    )
}

fn complain(inner: &Inner, of: usize, text: &str) {
    if let Ok(mut state) = inner.state.try_borrow_mut() {
        state.complaint = Some((of, text.to_owned()));
    }
    inner.refresh();
}

fn value(inner: &Inner, of: usize) -> Option<f64> {
    let state = inner.state.try_borrow().ok()?;
    // What is set but not yet worked out counts: keys can be faster than frames.
    state.history.present.value(of).or_else(|| state.value(&inner.model, of))
}

fn pointer_down(inner: &Inner, event: &Event) {
    pointing::let_go(inner, event);
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
    let Some((what, of, element)) = acted(event.target()) else { return };
    // In a text that is being edited a drag selects, as everywhere.
    if what != "number" || pointer.button() != 0 || edited(&element) {
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
fn mouse_down(_: &Inner, event: &Event) {
    if let Some((what, _, element)) = acted(event.target())
        && what == "number"
        && !edited(&element)
    {
        event.prevent_default();
    }
}

/// The text of a number is not dragged about.
fn drag_start(_: &Inner, event: &Event) {
    if acted(event.target()).is_some_and(|(what, ..)| what == "number") {
        event.prevent_default();
    }
}

/// Whether the text of a number is being edited.
fn edited(element: &web_sys::Element) -> bool {
    element.has_attribute("data-typing")
}

fn pointer_move(inner: &Inner, event: &Event) {
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

fn pointer_up(inner: &Inner, event: &Event) {
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
