//! Where drawings are in the window, and how wide.
//!
//! A canvas that no reader sees still costs every frame of the page: the browser
//! readies a picture of each. So while a value moves, those out of sight are hidden
//! from it.

use super::dom::{flag, window_height};
use js_sys::Array;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// On what is out of sight.
const AWAY: &str = "data-away";

/// On a calculator in which a value moves.
const MOVING: &str = "data-moving";

/// Watches drawings come and go as a reader scrolls. Dropping it ends that.
#[derive(Debug)]
pub(crate) struct Sight {
    /// None where the browser has none: all is then in sight.
    observer: Option<IntersectionObserver>,
    _on_change: Closure<dyn FnMut(Array)>,
}

impl Sight {
    pub(crate) fn new() -> Self {
        let on_change = Closure::new(|entries: Array| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                flag(&entry.target(), AWAY, !entry.is_intersecting());
            }
        });
        let observer = IntersectionObserver::new(on_change.as_ref().unchecked_ref()).ok();
        Self { observer, _on_change: on_change }
    }

    /// While a value moves, hides what is out of sight from the browser.
    pub(crate) fn spare(container: &Element, moving: bool) {
        flag(container, MOVING, moving);
    }

    /// The place of a drawing, watched from now on.
    pub(crate) fn place(&self, element: &Element) -> Place {
        if let Some(observer) = &self.observer {
            observer.observe(element);
        }
        Place { element: element.clone(), width: Cell::default() }
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// The element around a drawing.
#[derive(Debug)]
pub(crate) struct Place {
    element: Element,
    /// When it was last measured: asking in the middle of a change makes the browser
    /// lay out the page twice.
    width: Cell<i32>,
}

impl Place {
    /// Measures; cheap while nothing in the page has changed. Tells whether the
    /// width is another than before.
    pub(crate) fn remeasure(&self) -> bool {
        let width = self.element.client_width();
        self.width.replace(width) != width
    }

    /// The width in CSS pixels.
    pub(crate) fn width(&self) -> f64 {
        if self.width.get() == 0 {
            self.remeasure();
            // Nothing has told of it yet.
            let at = self.element.get_bounding_client_rect();
            flag(&self.element, AWAY, at.bottom() <= 0.0 || at.top() >= window_height());
        }
        f64::from(self.width.get())
    }

    /// Whether a reader may see it.
    pub(crate) fn in_view(&self) -> bool {
        !self.element.has_attribute(AWAY)
    }
}
