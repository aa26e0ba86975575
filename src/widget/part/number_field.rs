//! A number that can be typed, stepped with keys, and dragged.
//!
//! It is a text field with the role of a spin button: typing, selecting,
//! speech input and the phone's keyboard work as in any field, and a drag to
//! either side changes the value. A hidden twin of the text gives it its
//! width, so that it sits in a sentence like a word.

use crate::document::{Format, Input};
use crate::model::Fill;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, is, truth};
use crate::widget::{Inner, State};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// The field of one input.
#[derive(Debug)]
pub(crate) struct NumberField {
    frame: Element,
    twin: Element,
    /// How its value is filled in.
    fill: Fill,
    field: Option<HtmlInputElement>,
}

impl NumberField {
    /// Builds a field in a parent.
    pub(crate) fn new(dom: &Dom, parent: &Element, index: usize, input: &Input) -> Self {
        Self::filled(dom, parent, index, input, Fill::Short)
    }

    /// Builds one whose value is filled in as a text says.
    pub(crate) fn filled(
        dom: &Dom,
        parent: &Element,
        index: usize,
        input: &Input,
        fill: Fill,
    ) -> Self {
        let frame = dom.add(parent, "span", "number");
        attr(&frame, "part", "number");
        let twin = dom.add(&frame, "span", "twin");
        attr(&twin, "aria-hidden", "true");
        let element = dom.text_field(&frame, "field", "1");
        // A keypad of digits has neither a minus nor a letter.
        let date = input.writing.format == Format::Date;
        let digits = !date && input.min.number() >= 0.0 && input.max.number() < 1e5;
        for (name, value) in [
            ("role", "spinbutton"),
            ("inputmode", if digits { "decimal" } else { "text" }),
            ("aria-label", &input.label.text),
        ] {
            attr(&element, name, value);
        }
        act(&element, Act::Number, index);
        // All its digits would be in the way of whoever drags it.
        let fill = if fill == Fill::Exact { Fill::Short } else { fill };
        Self { frame, twin, fill, field: element.dyn_into().ok() }
    }

    /// Shows the present value of an input, unless the reader is typing.
    pub(crate) fn show(&self, inner: &Inner, state: &State, input: usize) {
        let Some(field) = &self.field else { return };
        let slot = inner.model.input_slot(input);
        let value = state.evaluation.value(slot);
        let text = |fill| inner.model.shown(slot, &state.evaluation, fill);
        let spoken = value.map_or_else(str::to_owned, |_| text(Fill::Exact));
        attr(field, "aria-valuetext", &spoken);
        if inner.model.has_moving_range(input) || !field.has_attribute("aria-valuemin") {
            let range = inner.model.range(input, &state.evaluation);
            attr(field, "aria-valuemin", &range.min.to_string());
            attr(field, "aria-valuemax", &range.max.to_string());
        }
        if inner.model.is_renamed(slot) {
            attr(field, "aria-label", inner.model.label(slot, &state.evaluation));
        }
        match value {
            Ok(v) => attr(field, "aria-valuenow", &v.to_string()),
            Err(_) => drop(field.remove_attribute("aria-valuenow")),
        }
        let changed = state.history.present.value(input) != inner.start.value(input);
        let class = if changed { "number changed" } else { "number" };
        if self.frame.class_name() != class {
            self.frame.set_class_name(class);
        }
        truth(field, "aria-invalid", !state.complaint(input).is_empty());
        // One that is moved within the page loses the focus without being told.
        if !field.has_attribute("data-typing") || !is(field, ":focus") {
            let _ = field.remove_attribute("data-typing");
            // A share that the reader set shows each of its steps.
            let exact = changed && inner.model.number_format(slot).is_percent();
            let short = text(if exact { Fill::Exact } else { self.fill });
            fit(&self.twin, &short);
            if field.value() != short {
                field.set_value(&short);
                // What is typed next replaces it, as right after a step.
                if is(field, ":focus") {
                    field.select();
                }
            }
            if field.default_value() != short {
                field.set_default_value(&short);
            }
        }
    }
}

/// Keeps the twin as wide as what is being typed.
pub(crate) fn widen(field: &HtmlInputElement) {
    if let Some(twin) = field.previous_element_sibling() {
        fit(&twin, &field.value());
    }
}

/// Sets the text that gives a field its width. WebKit lays a grid out again for a
/// new text, and not for other letters in the one that is there.
fn fit(twin: &Element, text: &str) {
    if twin.text_content().as_deref() != Some(text) {
        twin.set_text_content(Some(text));
    }
}
