//! The page's address as a place for this calculator's state.
//!
//! A state stands in the fragment behind the calculator's own name, as in
//! `#tea:v=1&p=now`. A fragment that begins with anything else belongs to the
//! page and is left alone.

use super::{Action, Inner};
use crate::link;
use crate::model::Model;
use gloo::events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// The name before the colon: the element's id, or the document's.
pub(super) fn namespace(host: &HtmlElement, model: &Model) -> String {
    let id = host.id();
    if id.is_empty() { model.document().id.clone() } else { id }
}

/// The state that the present address holds for this calculator.
pub(super) fn held(host: &HtmlElement, model: &Model) -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let fragment = hash.strip_prefix('#')?;
    let (name, state) = fragment.split_once(':')?;
    (name == namespace(host, model)).then(|| state.to_owned())
}

/// Follows the address back and forward.
pub(super) fn follow(inner: &Rc<Inner>) -> Option<EventListener> {
    let window = web_sys::window()?;
    let weak = Rc::downgrade(inner);
    Some(EventListener::new(&window, "popstate", move |_| {
        let Some(inner) = weak.upgrade() else { return };
        let state = held(&inner.host, &inner.model);
        let (scenario, complaints) = match &state {
            Some(state) => link::open(&inner.model, &inner.start, state),
            // Back before the first change.
            None if inner.writes_address() => (inner.start.clone(), Vec::new()),
            None => return,
        };
        inner.notify(&complaints.join(" "));
        inner.act(Action::Open(Box::new(scenario)));
    }))
}

impl Inner {
    /// Whether the author lets this calculator write to the address: by the
    /// attribute `links`.
    fn writes_address(&self) -> bool {
        self.host.has_attribute("links")
    }

    /// Writes the present state into the address, as a step to come back to.
    pub(super) fn write_address(&self) {
        if !self.writes_address() {
            return;
        }
        let Ok(state) = self.state.try_borrow() else { return };
        let Some(window) = web_sys::window() else { return };
        let name = namespace(&self.host, &self.model);
        let hash = window.location().hash().unwrap_or_default();
        let fragment = hash.trim_start_matches('#');
        let foreign = !fragment.is_empty()
            && fragment.split_once(':').is_none_or(|(n, _)| n != name);
        let present = &state.history.present;
        let written = link::write(&self.model, &self.start, &state.evaluation);
        let address = format!("#{name}:{written}");
        // The page's own fragment stays, and nothing is written twice.
        if foreign || address == hash || (hash.is_empty() && *present == self.start) {
            return;
        }
        if let Ok(history) = window.history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
        }
    }
}
