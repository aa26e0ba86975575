//! The page's address as a place for this calculator's state.
//!
//! Where the author lets it write (by the attribute `links`), each step of the
//! reader is an entry of the page's history. The entry itself holds the states
//! of all calculators of the page, so that a step to an anchor of the page or a
//! reload loses none; its address holds them too, unless the fragment is the
//! page's own.

use super::{Action, Inner};
use crate::link::{self, fragment};
use crate::model::Model;
use gloo::events::EventListener;
use js_sys::{Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{History, HtmlElement};

/// What this calculator knows of the address.
#[derive(Debug)]
pub(crate) struct Address {
    /// The calculator's name there.
    pub(crate) name: String,
    /// The state that the present entry holds.
    written: RefCell<String>,
    /// The input that the reader is still changing, as the present entry says.
    changing: Cell<Option<usize>>,
}

impl Address {
    /// The name is the element's id, or the document's.
    pub(super) fn new(host: &HtmlElement, model: &Model) -> Self {
        let id = host.id();
        let name = if id.is_empty() { model.document().id.clone() } else { id };
        Self { name, written: RefCell::default(), changing: Cell::default() }
    }

    /// The state that the present entry or its address holds for this
    /// calculator.
    pub(super) fn held(&self, host: &HtmlElement) -> Option<String> {
        let known = if writes(host) { self.remembered() } else { None };
        known.or_else(|| fragment::state(&hash(), &self.name))
    }

    /// Whether the present entry holds a state: its reader was here before.
    pub(super) fn remembers(&self, host: &HtmlElement) -> bool {
        writes(host) && self.remembered().is_some()
    }

    /// The state that the present entry holds.
    fn remembered(&self) -> Option<String> {
        Reflect::get(&history()?.state().ok()?, &self.key()).ok()?.as_string()
    }

    /// What the page holds in the present entry, with this calculator's state in
    /// it.
    fn entry(&self, present: &JsValue, link: &str) -> Object {
        let entry = Object::assign(&Object::new(), present.unchecked_ref());
        let _ = Reflect::set(&entry, &self.key(), &link.into());
        entry
    }

    /// By this name an entry of the history holds this calculator's state.
    fn key(&self) -> JsValue {
        JsValue::from(format!("cost-calculator:{}", self.name))
    }

    /// Keeps a state in the present entry.
    fn remember(&self, link: String) {
        if let Some(history) = history()
            && self.remembered().as_ref() != Some(&link)
            && let Ok(present) = history.state()
            // A page that keeps a mere text there has no room for ours.
            && (present.is_object() || present.is_null())
        {
            let _ = history.replace_state(&self.entry(&present, &link), "");
        }
        self.written.replace(link);
    }

    /// Ends the step: the next change makes an entry of its own.
    pub(super) fn rest(&self) {
        self.changing.set(None);
    }
}

/// Whether the author lets this calculator write: by the attribute `links`.
fn writes(host: &HtmlElement) -> bool {
    host.has_attribute("links")
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

fn hash() -> String {
    web_sys::window().and_then(|w| w.location().hash().ok()).unwrap_or_default()
}

/// Follows the address back and forward.
pub(super) fn follow(inner: &Rc<Inner>) -> Option<EventListener> {
    if writes(&inner.host) {
        inner.remember_present();
    }
    let window = web_sys::window()?;
    let weak = Rc::downgrade(inner);
    Some(EventListener::new(&window, "popstate", move |_| {
        if let Some(inner) = weak.upgrade() {
            inner.follow_address();
        }
    }))
}

impl Inner {
    /// Takes on what the present entry holds. One that holds nothing is a step
    /// of the page, to an anchor, say: it takes over what is shown.
    #[inline(never)]
    fn follow_address(&self) {
        self.address.rest();
        let held = self.address.held(&self.host);
        if let Some(link) = held.filter(|link| *link != *self.address.written.borrow()) {
            let (scenario, complaints) = link::open(&self.model, &self.base, &link);
            self.notify(&complaints.join(" "));
            // What is opened stands in the address, however it is written there.
            let opened = self.model.evaluate(&scenario);
            let typed = link::own(&self.model, &link);
            let opened = link::write(&self.model, &self.base, &opened);
            let opened = link::with_own(&self.model, &opened, &typed);
            self.address.written.replace(opened);
            if let Ok(mut state) = self.state.try_borrow_mut() {
                state.typed = typed;
                state.unread.iter_mut().for_each(|told| *told = None);
            }
            self.act(Action::Open(Box::new(scenario)));
        }
        if writes(&self.host) {
            self.remember_present();
        }
    }

    fn remember_present(&self) {
        if let Ok(state) = self.state.try_borrow() {
            self.address.remember(self.link(&state));
        }
    }

    /// Writes the present state into the address, as a step to come back to.
    pub(crate) fn write_address(&self) {
        if !writes(&self.host) {
            return;
        }
        let Ok(state) = self.state.try_borrow() else { return };
        let link = self.link(&state);
        let changed = state.history.changed();
        drop(state);
        if *self.address.written.borrow() == link {
            return;
        }
        if let Some((window, history)) = web_sys::window().zip(history()) {
            let entry = self.address.entry(&history.state().unwrap_or_default(), &link);
            // A page with a `<base>` would make another address of a bare
            // fragment.
            let href = window.location().href().unwrap_or_default();
            let page = href.split('#').next().unwrap_or_default();
            let fragment = fragment::with(&hash(), &self.address.name, &link);
            let address = fragment.map_or_else(|| href.clone(), |f| format!("{page}{f}"));
            // Who goes on to another number has made a step.
            let before = self.address.changing.replace(changed);
            let _ = if changed.is_some() && changed == before {
                history.replace_state_with_url(&entry, "", Some(&address))
            } else {
                history.push_state_with_url(&entry, "", Some(&address))
            };
        }
        self.address.written.replace(link);
    }
}
