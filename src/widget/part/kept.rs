//! What is pressed or typed in, and what clings to it.
//!
//! A browser may end a line before and after every field and button, even between
//! a number and its comma: so both stand within one that does not wrap.

use crate::widget::dom::Dom;
use web_sys::{Element, Node};

#[derive(Debug)]
pub(crate) struct Kept {
    element: Element,
    /// A mark that shows is wide: the line may end before it, not behind it.
    end: Element,
    /// What clings to it, before and behind.
    around: [Node; 2],
}

impl Kept {
    /// What is added to its element before it is closed stays with what stands around.
    pub(crate) fn open(dom: &Dom, parent: &Element, [before, behind]: [&str; 2]) -> Self {
        let element = dom.add(parent, "span", "kept");
        let before = dom.words(&element, before);
        let end = dom.add(&element, "span", "kept");
        let behind = dom.words(&end, behind);
        Self { element, end, around: [before, behind] }
    }

    /// Its end goes behind what was added.
    pub(crate) fn close(&self) {
        let _ = self.element.append_child(&self.end);
    }

    pub(crate) const fn element(&self) -> &Element {
        &self.element
    }

    /// A button between it and what clings behind.
    pub(crate) fn marked(&self, button: &Element) {
        let _ = self.end.prepend_with_node_1(button);
    }

    /// Other words around what stays.
    pub(crate) fn surround(&self, around: [&str; 2]) {
        for (node, text) in self.around.iter().zip(around) {
            node.set_node_value(Some(text));
        }
    }
}

/// Takes off the end of a text what clings to a word that follows.
pub(crate) fn before(text: &str) -> (&str, &str) {
    text.split_at(text.trim_end_matches(clings).len())
}

/// Takes off the beginning of a text what clings to a word before it.
pub(crate) fn behind(text: &str) -> (&str, &str) {
    text.split_at(text.len() - text.trim_start_matches(clings).len())
}

/// Punctuation, signs and spaces that do not break, in any script.
const fn clings(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{a0}'..='\u{bf}' | '\u{60c}' | '\u{61b}' | '\u{61f}')
        || matches!(c, '\u{2010}'..='\u{205e}' | '\u{3001}'..='\u{301f}' | '\u{ff01}'..='\u{ff1f}')
}
