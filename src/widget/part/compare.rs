//! The scenario kept to compare with, and what was changed.

use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Fill, Model};
use crate::narrative;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, clear, set_text, show};
use crate::widget::{Inner, State};
use crate::words::fill;
use web_sys::Element;

#[derive(Debug)]
pub(crate) struct Compare {
    section: Element,
    list: Element,
    /// The lines that stand in the list.
    shown: std::cell::RefCell<Vec<String>>,
}

impl Compare {
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let section = dom.add(parent, "section", "changes");
        attr(&section, "aria-label", model.words().changes);
        dom.text(&section, "h3", "", model.words().changes);
        let list = dom.add(&section, "ul", "");
        let done = dom.button(&section, "link", model.words().compare_end);
        act(&done, Act::Compare, 0);
        Self { section, list, shown: std::cell::RefCell::default() }
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        show(&self.section, state.kept.is_some());
        let Some(kept) = &state.kept else { return };
        let words = inner.words();
        let changes = narrative::changes(&inner.model, kept, &state.evaluation);
        let mut lines: Vec<String> = changes
            .iter()
            .map(|c| {
                let places = [("label", &*c.label), ("from", &*c.from), ("to", &*c.to)];
                fill(words.changed_from, &places)
            })
            .gather();
        if lines.is_empty() {
            lines.push(words.nothing_changed.to_owned());
        }
        let Ok(mut shown) = self.shown.try_borrow_mut() else { return };
        if *shown != lines {
            clear(&self.list);
            for line in &lines {
                set_text(&inner.dom.add(&self.list, "li", ""), line);
            }
            *shown = lines;
        }
    }
}

/// What a value was in the kept scenario, where that shows a difference.
pub(crate) fn was(inner: &Inner, state: &State, slot: Slot) -> Option<String> {
    let kept = state.kept.as_ref()?;
    let text = |e| inner.model.shown(slot, e, Fill::Short);
    let (then, now) = (text(kept), text(&state.evaluation));
    (then != now).then(|| fill(inner.words().was, &[("value", &then)]))
}
