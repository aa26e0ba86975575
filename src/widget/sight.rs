//! Where drawings are in the window, and how wide.
//!
//! A canvas that no reader sees still costs every frame of the page: the browser
//! readies a picture of each. So those out of sight are hidden from it.

use super::dom::flag;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
};

/// On what is out of sight.
const AWAY: &str = "data-away";

/// How far out of the window is near enough to be drawn already.
const NEAR: &str = "50%";

/// Watches drawings come and go as a reader scrolls. Dropping it ends that.
#[derive(Debug)]
pub(crate) struct Sight {
    /// None where the browser has none: all is then in sight.
    observer: Option<IntersectionObserver>,
    _on_change: Closure<dyn FnMut(Vec<IntersectionObserverEntry>)>,
}

impl Sight {
    pub(crate) fn new() -> Self {
        let on_change = Closure::new(|entries: Vec<IntersectionObserverEntry>| {
            for entry in &entries {
                flag(&entry.target(), AWAY, !entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(NEAR);
        let told = on_change.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(told, &options).ok();
        Self { observer, _on_change: on_change }
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
        }
        f64::from(self.width.get())
    }

    /// Whether a reader may see it.
    pub(crate) fn in_view(&self) -> bool {
        !self.element.has_attribute(AWAY)
    }
}
