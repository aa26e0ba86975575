//! The few ways in which this widget touches the page.
//!
//! Everything is built with `createElement` and `textContent`, but for the
//! pictures that paper shows, whose words are escaped: no text of a document can
//! become markup, and a strict Content-Security-Policy has nothing to forbid.

use crate::words::Direction;
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, Event, FocusOptions, HtmlElement, Node, ScrollBehavior,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// Makes elements of one document.
#[derive(Clone, Debug)]
pub(crate) struct Dom {
    document: Document,
}

impl Dom {
    pub(crate) const fn new(document: Document) -> Self {
        Self { document }
    }

    /// An element with a class (or none) inside a parent.
    ///
    /// `createElement` only fails for names that are no names; ours are
    /// literals, so a failure yields the parent itself rather than a panic.
    pub(crate) fn add(&self, parent: &Element, tag: &str, class: &str) -> Element {
        let Ok(element) = self.document.create_element(tag) else {
            return parent.clone();
        };
        if !class.is_empty() {
            element.set_class_name(class);
        }
        let _ = parent.append_child(&element);
        element
    }

    /// The same, with a text.
    pub(crate) fn text(
        &self,
        parent: &Element,
        tag: &str,
        class: &str,
        text: &str,
    ) -> Element {
        let element = self.add(parent, tag, class);
        if !text.is_empty() {
            element.set_text_content(Some(text));
        }
        element
    }

    /// Plain words inside a parent.
    pub(crate) fn words(&self, parent: &Element, text: &str) -> Node {
        let node: Node = self.document.create_text_node(text).into();
        let _ = parent.append_child(&node);
        node
    }

    /// A button that does something: see [`act`](super::act::act).
    pub(crate) fn button(&self, parent: &Element, class: &str, text: &str) -> Element {
        let button = self.text(parent, "button", class, text);
        attr(&button, "type", "button");
        button
    }

    /// A field to type one line into, so many letters wide.
    pub(crate) fn text_field(
        &self,
        parent: &Element,
        class: &str,
        size: &str,
    ) -> Element {
        let field = self.add(parent, "input", class);
        for (name, value) in [
            ("type", "text"),
            ("enterkeyhint", "done"),
            ("autocomplete", "off"),
            ("spellcheck", "false"),
            ("size", size),
        ] {
            attr(&field, name, value);
        }
        field
    }

    /// An element of its own, in no parent.
    pub(crate) fn loose<T: JsCast>(&self, tag: &str) -> Option<T> {
        self.document.create_element(tag).ok()?.dyn_into().ok()
    }
}

/// Sets an attribute, unless it stands already.
pub(crate) fn attr(element: &Element, name: &str, value: &str) {
    if element.get_attribute(name).as_deref() != Some(value) {
        let _ = element.set_attribute(name, value);
    }
}

/// Sets or removes an attribute without a value.
pub(crate) fn flag(element: &Element, name: &str, on: bool) {
    if element.has_attribute(name) != on {
        let _ = if on {
            element.set_attribute(name, "")
        } else {
            element.remove_attribute(name)
        };
    }
}

/// Sets an attribute that says yes or no.
pub(crate) fn truth(element: &Element, name: &str, yes: bool) {
    attr(element, name, if yes { "true" } else { "false" });
}

/// Whether an element is one of those that a selector means.
pub(crate) fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}

/// The element that an event is for.
pub(crate) fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Sets a text, unless it stands already: an unchanged text costs no layout
/// and is not read out again.
pub(crate) fn set_text(element: &Element, text: &str) {
    if element.text_content().as_deref() == Some(text) {
        return;
    }
    // Its one text with other letters: a new one would be styled anew.
    match element.first_child().filter(|node| node.next_sibling().is_none()) {
        Some(node) if node.node_type() == Node::TEXT_NODE && !text.is_empty() => {
            node.set_node_value(Some(text));
        }
        _ => element.set_text_content(Some(text)),
    }
}

/// Shows or hides.
pub(crate) fn show(element: &Element, shown: bool) {
    flag(element, "hidden", !shown);
}

/// Shows a text, or hides the element where there is nothing to tell.
pub(crate) fn tell(element: &Element, text: &str) {
    set_text(element, text);
    show(element, !text.is_empty());
}

/// Removes all children.
pub(crate) fn clear(element: &Element) {
    element.set_text_content(None);
}

/// A style property, by the object model: a policy that forbids style
/// attributes allows this.
pub(crate) fn style(element: &Element, name: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.style().set_property(name, value);
    }
}

/// Gives an element the focus.
pub(crate) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Scrolls to an element, only as far as needed, and not the page where it can
/// be helped.
pub(crate) fn into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Gives an element the focus, and scrolls nothing.
pub(crate) fn focus_still(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Goes to an element that is out of view, gently where motion is welcome.
pub(crate) fn to_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    if super::motion::welcome() {
        options.set_behavior(ScrollBehavior::Smooth);
    }
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// The height of the window.
pub(crate) fn window_height() -> f64 {
    let height = web_sys::window().and_then(|w| w.inner_height().ok());
    height.and_then(|h| h.as_f64()).unwrap_or(f64::INFINITY)
}

/// A place in the window as one in an element, in pixels of its own: what
/// stands above it may be scaled.
pub(crate) fn within(element: &Element, x: f64, y: f64) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    let scale = if rect.width() > 0.0 { width(element) / rect.width() } else { 1.0 };
    ((x - rect.left()) * scale, (y - rect.top()) * scale)
}

/// Says in which language and direction an element is read, whatever those of
/// the page around it are.
pub(crate) fn speak(element: &Element, language: &str) {
    attr(element, "lang", language);
    attr(element, "dir", Direction::of(language).attribute());
}

/// The width of an element, borders and all.
pub(crate) fn width(element: &Element) -> f64 {
    element.dyn_ref::<HtmlElement>().map_or(0.0, |e| f64::from(e.offset_width()))
}
