//! Terms marked where they are first used, and the small dialog that explains one.

use super::sources;
use crate::document::{TermPiece, terms_in};
use crate::model::Model;
use crate::widget::Inner;
use crate::widget::act::{Act, act};
use crate::widget::dom::{
    Dom, attr, clear, focus, set_text, show, style, width, window_height,
};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

/// Writes a text whose terms can be pressed; what was `met` before is not marked.
pub(crate) fn write(
    dom: &Dom,
    parent: &Element,
    model: &Model,
    text: &str,
    met: &mut Vec<usize>,
) {
    for piece in terms_in(&model.document().terms, text, met) {
        match piece {
            TermPiece::Words(words) => drop(dom.words(parent, words)),
            TermPiece::Term(term, words) => {
                // Words among words: a button would be one piece, and begin a line
                // where it does not fit what is left of one.
                let element = dom.text(parent, "span", "term", words);
                for (name, value) in
                    [("role", "button"), ("tabindex", "0"), ("aria-haspopup", "dialog")]
                {
                    attr(&element, name, value);
                }
                act(&element, Act::Term, term);
            }
        }
    }
}

/// An element with such a text inside a parent.
pub(crate) fn add(
    dom: &Dom,
    parent: &Element,
    tag: &str,
    class: &str,
    model: &Model,
    text: &str,
) -> Element {
    let element = dom.add(parent, tag, class);
    write(dom, &element, model, text, &mut Vec::new());
    element
}

/// Shows such a text unless it stands already, or hides the element where there
/// is nothing to tell.
pub(crate) fn tell(dom: &Dom, element: &Element, model: &Model, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        clear(element);
        write(dom, element, model, text, &mut Vec::new());
    }
    show(element, !text.is_empty());
}

/// The dialog.
#[derive(Debug)]
pub(crate) struct Terms {
    dialog: Option<HtmlDialogElement>,
    heading: Element,
    text: Element,
    source: Element,
    /// Where the focus returns to.
    opener: RefCell<Option<Element>>,
}

impl Terms {
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let dialog = dom.add(parent, "dialog", "explained");
        attr(&dialog, "aria-labelledby", "term-heading");
        // Pressing beside it closes it.
        act(&dialog, Act::Explained, 0);
        let heading = dom.add(&dialog, "h3", "");
        attr(&heading, "id", "term-heading");
        attr(&heading, "tabindex", "-1");
        let text = dom.add(&dialog, "p", "");
        let source = dom.add(&dialog, "div", "muted");
        let close = dom.button(&dialog, "link", model.words().close);
        act(&close, Act::Explained, 0);
        Self {
            dialog: dialog.dyn_into().ok(),
            heading,
            text,
            source,
            opener: RefCell::default(),
        }
    }

    #[inline(never)]
    fn open(&self, inner: &Inner, term: usize, opener: &Element) {
        let d = inner.model.document();
        let (Some(dialog), Some(term)) = (&self.dialog, d.terms.get(term)) else {
            return;
        };
        set_text(&self.heading, term.words.first().map_or("", String::as_str));
        set_text(&self.text, &term.text);
        clear(&self.source);
        if let Some(source) = d.source(&term.source) {
            sources::list(
                &inner.dom,
                &self.source,
                &inner.model,
                &[sources::alone(source)],
            );
        }
        self.opener.replace(Some(opener.clone()));
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
        // Below what was pressed, or above it, within the window.
        let (at, own) =
            (opener.get_bounding_client_rect(), dialog.get_bounding_client_rect());
        let room = web_sys::window()
            .and_then(|w| w.inner_width().ok()?.as_f64())
            .unwrap_or(own.width());
        let left = at.left().min(room - width(dialog) - GAP).max(GAP);
        let below = at.bottom() + GAP;
        let fits = below + own.height() < window_height();
        let top = if fits { below } else { (at.top() - own.height() - GAP).max(GAP) };
        style(dialog, "left", &format!("{left}px"));
        style(dialog, "top", &format!("{top}px"));
        focus(&self.heading);
    }

    /// Closes it; says whether it was open.
    fn close(&self) -> bool {
        let Some(dialog) = self.dialog.as_ref().filter(|d| d.open()) else {
            return false;
        };
        dialog.close();
        if let Some(opener) = self.opener.take() {
            focus(&opener);
        }
        true
    }
}

/// Pixels between a term and what explains it, and between that and the edge.
const GAP: f64 = 8.0;

impl Inner {
    /// Explains a term, beside what was pressed for it.
    pub(crate) fn explain_term(&self, term: usize, opener: &Element) {
        self.parts.terms.open(self, term, opener);
    }

    /// Closes the explanation of a term; says whether one was open.
    pub(crate) fn close_term(&self) -> bool {
        self.parts.terms.close()
    }
}
