//! Keys: what each does here, and that one which is used here is not the
//! page's too.

use super::act::{Act, acted};
use super::dom::{is, target};
use super::part::tabs;
use super::{Action, Inner, grip, pointing, typing};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// A key goes down.
pub(super) fn down(inner: &Inner, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let on = acted(event);
    // A text that is being typed has a history of its own.
    let typing = on.as_ref().is_some_and(|(_, _, e)| e.has_attribute("data-typing"));
    if let Some(action) = history(event).filter(|_| !typing) {
        event.prevent_default();
        inner.act(action);
    } else if event.key() == "Escape"
        && target(event).is_some_and(|t| is(&t, ".telling *"))
    {
        event.prevent_default();
        inner.end_story();
    } else if let Some((what, of, element)) = on.filter(|_| !commands(event)) {
        match what {
            Act::Plot => pointing::key(inner, of, event),
            Act::Grip => grip::key(inner, of, event),
            Act::Tab => tabs::key(inner, of, event),
            Act::Slide => slide(inner, of, &element, event),
            Act::Number => typing::key(inner, of, &element, event),
            // No button of the browser's, which would take these keys.
            Act::Term if matches!(event.key().as_str(), "Enter" | " ") => {
                event.prevent_default();
                inner.explain_term(of, &element);
            }
            _ => {}
        }
    }
    keep(event);
}

/// A key has written a letter, or is let go: what it moved stays there.
pub(super) fn up(inner: &Inner, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    if target(event).is_some_and(|t| is(&t, ".slider, .grip")) {
        inner.act(Action::Settle);
    }
    keep(event);
}

/// Whether a key is held that makes another one a command.
fn commands(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// What a key of the platform's does to the history: by its letter, and where a
/// layout writes no such letter, by its place.
fn history(event: &KeyboardEvent) -> Option<Action> {
    if !commands(event) || event.alt_key() {
        return None;
    }
    let (key, code) = (event.key(), event.code());
    let latin = key.bytes().all(|b| b.is_ascii_alphabetic());
    let is = |letter: &str, place: &str| {
        key.eq_ignore_ascii_case(letter) || !latin && code == place
    };
    if is("z", "KeyZ") {
        Some(if event.shift_key() { Action::Redo } else { Action::Undo })
    } else if is("y", "KeyY") && event.ctrl_key() {
        Some(Action::Redo)
    } else {
        None
    }
}

/// A key on a slider: the steps are the document's, whatever the browser's are.
#[inline(never)]
fn slide(inner: &Inner, of: usize, slider: &Element, event: &KeyboardEvent) {
    let key = event.key();
    let mirrored = || is(slider, ":dir(rtl)");
    let key = match key.as_str() {
        "ArrowRight" if mirrored() => "ArrowDown",
        "ArrowLeft" if mirrored() => "ArrowUp",
        "ArrowRight" => "ArrowUp",
        "ArrowLeft" => "ArrowDown",
        other => other,
    };
    if let Some(value) = typing::keyed(inner, of, key, event.shift_key()) {
        event.prevent_default();
        inner.act(Action::Move(of, value));
    }
}

/// Keeps a key that is used here from the page around: its target is then the
/// calculator as a whole, and the page cannot see that somebody is typing.
fn keep(event: &KeyboardEvent) {
    let key = event.key();
    let used_by = match key.as_str() {
        "Tab" => "",
        // The dialog closes by it.
        "Escape" => "dialog *",
        "Enter" | " " => "input, select, button, summary, a, .term",
        // With Alt as well it writes a letter on many keyboards.
        _ if commands(event) && !event.alt_key() && history(event).is_none() => "",
        _ => "input, select",
    };
    if event.default_prevented() || target(event).is_some_and(|t| is(&t, used_by)) {
        event.stop_propagation();
    }
}
