//! The width of words, told by the canvas that will draw them.

use super::canvas;
use crate::chart::{Measure, TableMeasure};
use std::cell::RefCell;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Measures with a canvas of its own, remembering what it measured; with the
/// table where the browser gives no context.
#[derive(Debug)]
pub(crate) struct CanvasMeasure {
    context: Option<CanvasRenderingContext2d>,
    family: RefCell<String>,
    /// By weight, words in order and their width at 100 px.
    known: RefCell<[Vec<(String, f64)>; 2]>,
}

/// Type is measured at this size: its width is in proportion.
const AT: f64 = 100.0;

/// More than any set of charts has; what is typed cannot fill the memory.
const MOST: usize = 4000;

impl CanvasMeasure {
    pub(crate) fn new(canvas: Option<&HtmlCanvasElement>) -> Self {
        Self {
            context: canvas.and_then(canvas::context),
            family: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// Measures anew: a font may have arrived that was waited for.
    pub(crate) fn forget(&self) {
        self.known.take();
    }

    /// Takes the family of type that is drawn with.
    pub(crate) fn set_family(&self, family: &str) {
        if *self.family.borrow() != family {
            self.family.replace(family.to_owned());
            self.known.take();
        }
    }
}

impl Measure for CanvasMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let Ok(mut known) = self.known.try_borrow_mut() else { return 0.0 };
        let [light, heavy] = &mut *known;
        let known = if bold { heavy } else { light };
        let place = known.binary_search_by(|(words, _)| words.as_str().cmp(text));
        if let Some((_, width)) = place.ok().and_then(|at| known.get(at)) {
            return width * size / AT;
        }
        let Some(context) = &self.context else {
            return TableMeasure.width(text, size, bold);
        };
        let weight = if bold { "bold " } else { "" };
        context.set_font(&format!("{weight}{AT}px {}", self.family.borrow()));
        let measured = context.measure_text(text).map(|m| m.width());
        let Ok(width) = measured else { return TableMeasure.width(text, size, bold) };
        if known.len() >= MOST {
            known.clear();
        }
        let at = known.partition_point(|(words, _)| words.as_str() < text);
        known.insert(at, (text.to_owned(), width));
        width * size / AT
    }
}
