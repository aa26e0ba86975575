//! What the reader's hands do: every event, and what it leads to.

use super::act::{Act, acted, does};
use super::dom::target;
use super::{Action, Inner, drag, keys, pointing, typing};
use crate::lean::gather::Gather as _;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlSelectElement};

/// Puts one listener of each kind on a container. They go when dropped.
pub(crate) fn listen(
    inner: &Rc<Inner>,
    container: &web_sys::Element,
) -> Vec<EventListener> {
    type Handler = fn(&Inner, &Event);
    let handlers: [(&'static str, Handler); 19] = [
        ("click", click),
        ("input", input),
        ("change", change),
        ("keydown", keys::down),
        ("keypress", keys::up),
        ("keyup", keys::up),
        ("focusin", typing::focus_in),
        ("focusout", typing::focus_out),
        ("pointerdown", drag::pointer_down),
        ("mousedown", drag::mouse_down),
        ("dragstart", drag::drag_start),
        ("pointermove", drag::pointer_move),
        ("pointerup", drag::pointer_up),
        ("pointercancel", drag::pointer_up),
        ("lostpointercapture", drag::pointer_up),
        ("pointerout", pointing::leave),
        // A theme that changes under the page shows in a watched colour.
        ("transitionend", recoloured),
        ("cancel", cancel),
        ("toggle", opened),
    ];
    let listener = |(name, handler): (&'static str, Handler)| {
        let weak: Weak<Inner> = Rc::downgrade(inner);
        // What opens tells nobody above it.
        let phase = if name == "toggle" {
            EventListenerPhase::Capture
        } else {
            EventListenerPhase::Bubble
        };
        // Arrow keys on a number must not scroll the page.
        let options = EventListenerOptions { phase, passive: false };
        EventListener::new_with_options(container, name, options, move |event| {
            if let Some(inner) = weak.upgrade() {
                handler(&inner, event);
            }
        })
    };
    handlers.into_iter().map(listener).gather()
}

fn click(inner: &Inner, event: &Event) {
    let Some((what, of, element)) = acted(event) else { return };
    match what {
        Act::Undo => inner.act(Action::Undo),
        Act::Redo => inner.act(Action::Redo),
        Act::Reset => inner.act(Action::Reset),
        Act::Release => inner.act(Action::Release(of)),
        Act::Preset => inner.act(Action::Preset(of)),
        Act::Certain => inner.toggle_certain(of),
        Act::Compare => inner.toggle_compare(),
        Act::Why => inner.explain(of, &element),
        Act::Back => inner.explain_back(),
        Act::Close => inner.explain_close(),
        Act::Term => inner.explain_term(of, &element),
        // On the dialog itself, not on what it tells.
        Act::Explained if target(event).as_ref() == Some(&element) => {
            inner.close_term();
        }
        Act::Story => inner.tell_step(of, &element),
        Act::StoryEnd => inner.end_story(),
        Act::Tab => inner.open_tab(of),
        Act::Plot => pointing::click(inner, of, event),
        Act::Unpin => pointing::unpin(inner, of),
        Act::View if element.has_attribute("data-value") => chip(inner, of, &element),
        Act::CopyLink
        | Act::CopyWords
        | Act::Picture
        | Act::CopyPicture
        | Act::ValuesCsv
        | Act::ValuesJson
        | Act::Print
        | Act::Report => {
            inner.take_away(what);
        }
        Act::Embed => inner.embed(of),
        Act::Svg | Act::Png | Act::Csv => inner.take_chart(of, what),
        _ => {}
    }
}

/// A part was opened, by a hand, a key or the browser's own search.
fn opened(inner: &Inner, event: &Event) {
    let target = target(event);
    let summary = target.and_then(|t| t.first_element_child());
    let Some((what, of, summary)) = summary.as_ref().and_then(does) else { return };
    match what {
        Act::Table => inner.open_table(of),
        Act::Group => inner.draw_soon(),
        Act::Own => inner.show(),
        Act::SelfTest => self_test(inner, &summary),
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

/// The Escape key on a dialog: what explains a term lies above the working.
fn cancel(inner: &Inner, event: &Event) {
    event.prevent_default();
    if !inner.close_term() {
        inner.explain_close();
    }
}

fn recoloured(inner: &Inner, event: &Event) {
    let target = target(event);
    if target.is_some_and(|t| t.class_list().contains("ink")) {
        inner.parts.charts.repaint();
        inner.draw();
    }
}

/// A number is typed, or a slider moves.
fn input(inner: &Inner, event: &Event) {
    let Some((what, of, element)) = acted(event) else { return };
    match what {
        Act::Slide | Act::Number | Act::Own => event.stop_propagation(),
        _ => return,
    }
    if what == Act::Own {
        typing::own(inner, of, &element, false);
    } else if what == Act::Number {
        typing::input(inner, of, &element);
    } else if !drag::holds(inner, of) {
        typing::slid(inner, of, &element);
    }
}

fn change(inner: &Inner, event: &Event) {
    let Some((what, of, element)) = acted(event) else { return };
    event.stop_propagation();
    let chosen =
        element.dyn_ref::<HtmlSelectElement>().and_then(|s| s.value().parse().ok());
    match (what, chosen) {
        (Act::Slide, _) => inner.act(Action::Settle),
        (Act::Number, _) => typing::take(inner, of, &element),
        (Act::Own, _) => typing::own(inner, of, &element, true),
        (Act::Periods, Some(period)) => inner.act(Action::Period(period)),
        (Act::Presets, Some(preset)) => inner.act(Action::Preset(preset)),
        #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
        (Act::Choice, Some(option)) => inner.act(Action::Set(of, option as f64)),
        (Act::View, _) => inner.choose_view(of, &element),
        _ => {}
    }
}
