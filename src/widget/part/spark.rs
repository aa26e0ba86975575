//! The curve under an input: an answer over the input's range.

use super::figure::TEXT;
use crate::chart::{self, Frame, Palette, Scene};
use crate::document::Input;
use crate::formula::Slot;
use crate::model::Model;
use crate::widget::dom::{Dom, attr, show};
use crate::widget::sight::{Place, Sight};
use crate::widget::{Inner, State, canvas};
use crate::words::fill;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement};

/// The curve under an input.
#[derive(Debug)]
pub(crate) struct Spark {
    place: Place,
    frame: Element,
    canvas: Option<HtmlCanvasElement>,
    metric: Option<Slot>,
    drawn: RefCell<Option<(Scene, Palette, f64)>>,
}

/// Device pixels to a CSS pixel of a curve that rests: sharp on every screen.
const RATIO: f64 = 3.0;

impl Spark {
    pub(crate) fn new(
        dom: &Dom,
        sight: &Sight,
        row: &Element,
        model: &Model,
        input: &Input,
    ) -> Self {
        let frame = dom.add(row, "div", "spark");
        let canvas = dom.add(&frame, "canvas", "");
        attr(&canvas, "aria-hidden", "true");
        attr(&frame, "role", "img");
        let metric = metric(model, input);
        show(&frame, metric.is_some());
        Self {
            place: sight.place(&frame),
            frame,
            canvas: canvas.dyn_into().ok(),
            metric,
            drawn: RefCell::default(),
        }
    }

    pub(crate) fn remeasure(&self) {
        self.place.remeasure();
    }

    pub(crate) fn forget(&self) {
        self.drawn.replace(None);
    }

    pub(crate) fn draw(
        &self,
        inner: &Inner,
        state: &State,
        input: usize,
        palette: &Palette,
    ) {
        let (Some(metric), Some(canvas)) = (self.metric, &self.canvas) else { return };
        let width = self.place.width();
        let model = &inner.model;
        if model.is_renamed(metric) || !self.frame.has_attribute("title") {
            let label = model.label(metric, &state.evaluation);
            let text = fill(model.words().effect_on, &[("metric", label)]);
            attr(&self.frame, "aria-label", &text);
            attr(&self.frame, "title", &text);
        }
        let frame = Frame { width, text: TEXT, measure: &inner.parts.charts.measure };
        let scene = chart::spark(&inner.model, &state.evaluation, input, metric, &frame);
        let Ok(mut drawn) = self.drawn.try_borrow_mut() else { return };
        let ratio = inner.ratio(RATIO);
        let shown = drawn.as_ref().filter(|(_, painted_in, at)| {
            painted_in == palette && at.to_bits() == ratio.to_bits()
        });
        let shown = shown.map(|(shown, _, _)| shown);
        if shown == Some(&scene) {
            return;
        }
        // A curve that cannot be drawn is left out: the words beside it say the
        // same.
        let measure = &inner.parts.charts.measure;
        let _ = canvas::repaint(canvas, shown, &scene, measure, palette, ratio);
        *drawn = Some((scene, palette.clone(), ratio));
    }
}

/// The metric whose course over an input is shown.
fn metric(model: &Model, input: &Input) -> Option<Slot> {
    let position = model.input(&input.id)?;
    let named = input.curve.as_ref().or(input.break_even.as_ref().map(|b| &b.metric));
    let answers = model.document().answers.iter().map(|a| &a.metric);
    named.into_iter().chain(answers).find_map(|id| {
        let metric = model.metric(id)?;
        model.depends(metric, position).then(|| model.metric_slot(metric))
    })
}
