//! The sentence that can be edited.

use super::number_field::NumberField;
use crate::formula::Slot;
use crate::model::{Fill, Model, Span};
use crate::narrative;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, clear, set_text, tell};
use crate::widget::{Inner, State};
use std::cell::RefCell;
use web_sys::Element;

#[derive(Debug)]
pub(crate) struct Sentence {
    paragraph: Element,
    /// What is wrong with what was typed into the sentence.
    complaint: Element,
    built: RefCell<Option<Built>>,
}

/// What stands in the paragraph now.
#[derive(Debug, Default)]
struct Built {
    /// Which clauses of the document.
    clauses: Vec<usize>,
    fields: Vec<(usize, NumberField)>,
    results: Vec<(Slot, Fill, Element)>,
    periods: Vec<Element>,
}

impl Sentence {
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let paragraph = dom.add(parent, "p", "sentence");
        attr(&paragraph, "part", "sentence");
        let complaint = dom.add(parent, "p", "complaint");
        attr(&complaint, "role", "alert");
        dom.text(parent, "p", "muted hint", model.words().drag_hint);
        Self { paragraph, complaint, built: RefCell::default() }
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        let (model, e) = (&inner.model, &state.evaluation);
        let clauses = narrative::visible(model, e);
        let Ok(mut built) = self.built.try_borrow_mut() else { return };
        if built.as_ref().is_none_or(|b| b.clauses != clauses) {
            *built = Some(self.build(inner, clauses));
        }
        let Some(built) = &*built else { return };
        for (i, field) in &built.fields {
            field.show(inner, state, *i);
        }
        let mut complaints = built.fields.iter().map(|(i, _)| state.complaint(*i));
        let told = complaints.find(|text| !text.is_empty());
        tell(&self.complaint, told.unwrap_or_default());
        for (slot, fill, element) in &built.results {
            set_text(element, &model.shown(*slot, e, *fill));
            let was = super::compare::was(inner, state, *slot);
            attr(element, "title", was.as_deref().unwrap_or_default());
        }
        for element in &built.periods {
            set_text(element, model.period_name(e));
        }
    }

    fn build(&self, inner: &Inner, clauses: Vec<usize>) -> Built {
        let (dom, model, p) = (&inner.dom, &inner.model, &self.paragraph);
        clear(p);
        let mut built = Built::default();
        let sentence = &model.document().sentence;
        for (n, clause) in clauses.iter().filter_map(|c| sentence.get(*c)).enumerate() {
            if n > 0 {
                dom.words(p, " ");
            }
            for span in model.spans(&clause.text) {
                built.span(dom, model, p, span);
            }
        }
        built.clauses = clauses;
        built
    }
}

impl Built {
    fn span(&mut self, dom: &Dom, model: &Model, p: &Element, span: Span) {
        match span {
            Span::Words(text) | Span::Unknown(text) => drop(dom.words(p, &text)),
            Span::Stressed(text) => drop(dom.text(p, "em", "", &text)),
            Span::Period => self.periods.push(dom.add(p, "span", "")),
            Span::Value(slot, fill) => {
                let input = model.as_input(slot);
                let input =
                    input.and_then(|i| Some((i, model.document().inputs.get(i)?)));
                if let Some((i, input)) = input
                    && !input.is_choice()
                {
                    self.fields.push((i, NumberField::new(dom, p, i, input)));
                } else {
                    let button = dom.button(p, "result", "");
                    attr(&button, "part", "result");
                    attr(&button, "aria-haspopup", "dialog");
                    act(&button, Act::Why, usize::from(slot.0));
                    self.results.push((slot, fill, button));
                }
            }
        }
    }
}
