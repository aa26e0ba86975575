//! The width of words, told by the canvas that will draw them.

use crate::chart::{Measure, TableMeasure};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Measures with a canvas of its own, remembering what it measured; with the
/// table where the browser gives no context.
#[derive(Debug)]
pub(crate) struct CanvasMeasure {
    context: Option<CanvasRenderingContext2d>,
    family: RefCell<String>,
    /// By words and weight: width at 100 px.
    known: RefCell<HashMap<(String, bool), f64>>,
}

/// Type is measured at this size: its width is in proportion.
const AT: f64 = 100.0;

/// More than any set of charts has; what is typed cannot fill the memory.
const MOST: usize = 4000;

impl CanvasMeasure {
    pub(crate) fn new(canvas: Option<HtmlCanvasElement>) -> Self {
        let context = canvas.and_then(|c| c.get_context("2d").ok().flatten());
        Self {
            context: context.and_then(|c| c.dyn_into().ok()),
            family: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// Takes the family of type that is drawn with.
    pub(crate) fn set_family(&self, family: &str) {
        if *self.family.borrow() != family {
            self.family.replace(family.to_owned());
            self.known.borrow_mut().clear();
        }
    }
}

impl Measure for CanvasMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let key = (text.to_owned(), bold);
        if let Some(width) = self.known.borrow().get(&key) {
            return width * size / AT;
        }
        let Some(context) = &self.context else {
            return TableMeasure.width(text, size, bold);
        };
        let weight = if bold { "bold " } else { "" };
        context.set_font(&format!("{weight}{AT}px {}", self.family.borrow()));
        let measured = context.measure_text(text).map(|m| m.width());
        let Ok(width) = measured else { return TableMeasure.width(text, size, bold) };
        let mut known = self.known.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, width);
        width * size / AT
    }
}
