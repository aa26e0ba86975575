//! The way back, once there is one; until then, what a reader can do.

use crate::model::Model;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, flag, truth};
use crate::widget::{Inner, State};
use web_sys::Element;

/// Both stand in one place, so that nothing moves when one follows the other.
#[derive(Debug)]
pub(crate) struct Steps {
    row: Element,
    undo: Element,
    redo: Element,
    reset: Element,
}

impl Steps {
    #[inline(never)]
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let words = model.words();
        let row = dom.add(parent, "div", "steps");
        dom.text(&row, "p", "muted hint", words.drag_hint);
        let group = dom.add(&row, "div", "ways");
        let button = |what: Act, label: &str, sign: &str| {
            let b = dom.button(&group, "tool", "");
            let icon = dom.text(&b, "span", "", sign);
            attr(&icon, "aria-hidden", "true");
            dom.words(&b, label);
            act(&b, what, 0);
            b
        };
        Self {
            undo: button(Act::Undo, words.undo, "↶ "),
            redo: button(Act::Redo, words.redo, "↷ "),
            reset: button(Act::Reset, words.reset, "⟲ "),
            row,
        }
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        let history = &state.history;
        let (undo, redo) = (history.can_undo(), history.can_redo());
        let reset = history.present != inner.start;
        flag(&self.row, "data-taken", undo || redo || reset);
        // What is disabled by itself would lose the focus with the last step.
        truth(&self.undo, "aria-disabled", !undo);
        truth(&self.redo, "aria-disabled", !redo);
        truth(&self.reset, "aria-disabled", !reset);
    }
}
