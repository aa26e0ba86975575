//! Numbers of this calculator that stand in the page's own prose.
//!
//! A guest is a number field or a result in another element's shadow root. It
//! is the same thing as in the sentence and takes the same handlers, so what
//! holds there for drag, keys, typing and speech holds here.

use super::act::{Act, act};
use super::dom::{Dom, attr, set_text, speak, tell};
use super::part::number_field::NumberField;
use super::{Inner, State, events};
use crate::error::Error;
use crate::formula::Slot;
use crate::model::Fill;
use gloo::events::EventListener;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Element, ShadowRoot};

/// All guests, with the number by which the page lets each go.
#[derive(Debug, Default)]
pub(crate) struct Guests {
    guests: RefCell<Vec<(u32, Guest)>>,
    next: Cell<u32>,
}

#[derive(Debug)]
struct Guest {
    frame: Element,
    shows: Shows,
    _listeners: Vec<EventListener>,
}

#[derive(Debug)]
enum Shows {
    Input { input: usize, field: NumberField, complaint: Element },
    Result { slot: Slot, button: Element },
}

/// A word joiner: the words around are the page's, and what clings to a number
/// there stays on its line. A field or a button alone would end one on either side.
const JOINER: &str = "\u{2060}";

impl Guests {
    /// Brings every guest up to the present state.
    pub(super) fn update(&self, inner: &Inner, state: &State) {
        for (_, guest) in self.guests.borrow().iter() {
            guest.update(inner, state);
        }
    }

    /// Takes a guest out of its element again.
    pub(crate) fn dismiss(&self, number: u32) {
        // It leaves the list first: a field that goes and had the focus calls
        // back while it does.
        let gone = {
            let mut guests = self.guests.borrow_mut();
            let at = guests.iter().position(|(n, _)| *n == number);
            at.map(|at| guests.remove(at))
        };
        drop(gone);
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.frame.remove();
    }
}

impl Guest {
    fn update(&self, inner: &Inner, state: &State) {
        match &self.shows {
            Shows::Input { input, field, complaint } => {
                field.show(inner, state, *input);
                tell(complaint, state.complaint(*input));
            }
            Shows::Result { slot, button } => {
                let e = &state.evaluation;
                set_text(button, &inner.model.shown(*slot, e, Fill::Short));
                attr(button, "title", e.value(*slot).err().unwrap_or_default());
            }
        }
    }
}

impl Inner {
    /// Shows an input or a result, by its id, in the shadow root of another
    /// element.
    ///
    /// # Errors
    /// If the document has nothing of that name.
    pub(crate) fn adopt(
        self: &Rc<Self>,
        root: &ShadowRoot,
        id: &str,
    ) -> Result<u32, Error> {
        let unknown = || Error::request(format!("The document has no value “{id}”."));
        let slot = self.model.slot(id).ok_or_else(unknown)?;
        let dom: &Dom = &self.dom;
        let frame: Element = dom.loose("span").ok_or_else(unknown)?;
        frame.set_class_name("guest kept");
        speak(&frame, &self.model.document().language);
        let _ = dom.words(&frame, JOINER);
        let input = self.model.as_input(slot);
        let input = input.and_then(|i| Some((i, self.model.document().inputs.get(i)?)));
        let shows = match input {
            Some((i, input)) if !input.is_choice() => Shows::Input {
                input: i,
                field: NumberField::new(dom, &frame, i, input),
                complaint: dom.add(&frame, "span", "complaint"),
            },
            _ => {
                let button = dom.button(&frame, "result", "");
                attr(&button, "aria-haspopup", "dialog");
                act(&button, Act::Why, usize::from(slot.0));
                Shows::Result { slot, button }
            }
        };
        let _ = dom.words(&frame, JOINER);
        let _ = root.append_child(&frame);
        let listeners = events::listen(self, &frame);
        let guest = Guest { frame, shows, _listeners: listeners };
        if let Ok(state) = self.state.try_borrow() {
            guest.update(self, &state);
        }
        let number = self.guests.next.get();
        self.guests.next.set(number.wrapping_add(1));
        self.guests.guests.borrow_mut().push((number, guest));
        Ok(number)
    }
}
