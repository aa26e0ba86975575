//! The sentence that can be edited.

use super::kept::{self, Kept};
use super::number_field::NumberField;
use super::terms;
use crate::document::Input;
use crate::formula::Slot;
use crate::model::{Fill, Model, Span};
use crate::narrative;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, set_text, show, tell};
use crate::widget::{Inner, State};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

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
    fields: Vec<Field>,
    results: Vec<(Slot, Fill, Element)>,
    /// What is chosen, said in passing.
    choices: Vec<(Slot, Element)>,
    periods: Vec<Element>,
}

/// A number in the sentence.
#[derive(Debug)]
struct Field {
    input: usize,
    number: NumberField,
    /// Beside it: how far the figure can be trusted, where it is disputed.
    mark: Element,
    kept: Kept,
}

impl Sentence {
    pub(crate) fn new(dom: &Dom, parent: &Element) -> Self {
        let paragraph = dom.add(parent, "p", "sentence");
        attr(&paragraph, "part", "sentence");
        let complaint = dom.add(parent, "p", "complaint");
        Self { paragraph, complaint, built: RefCell::default() }
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        let (model, e) = (&inner.model, &state.evaluation);
        let clauses = narrative::visible(model, e);
        let Ok(mut built) = self.built.try_borrow_mut() else { return };
        if built.as_ref().is_none_or(|b| b.clauses != clauses) {
            let before = built.take().unwrap_or_default();
            *built = Some(self.build(inner, clauses, before));
        }
        let Some(built) = &*built else { return };
        for field in &built.fields {
            field.show(inner, state);
        }
        let mut complaints = built.fields.iter().map(|f| state.complaint(f.input));
        let told = complaints.find(|text| !text.is_empty());
        tell(&self.complaint, told.unwrap_or_default());
        for (slot, fill, element) in &built.results {
            let shown = model.shown(*slot, e, *fill);
            attr(element, "aria-label", &narrative::named(model, *slot, e, &shown));
            set_text(element, &shown);
            let was = super::compare::was(inner, state, *slot);
            attr(element, "title", was.as_deref().unwrap_or_default());
        }
        for (slot, element) in &built.choices {
            set_text(element, &model.shown(*slot, e, Fill::Short));
        }
        for element in &built.periods {
            set_text(element, model.period_name(e));
        }
    }

    /// Whether one of its results is of that slot and as asked.
    pub(crate) fn shows(&self, slot: Slot, asked: impl Fn(&Element) -> bool) -> bool {
        let Ok(built) = self.built.try_borrow() else { return false };
        let mut results = built.iter().flat_map(|b| &b.results);
        results.any(|(s, _, element)| *s == slot && asked(element))
    }

    /// Builds other clauses around the fields that stay: one that somebody is
    /// typing in or dragging is not touched.
    fn build(&self, inner: &Inner, clauses: Vec<usize>, before: Built) -> Built {
        let (dom, model, p) = (&inner.dom, &inner.model, &self.paragraph);
        let mut place = Place { paragraph: p, next: p.first_child() };
        let mut built = Built::default();
        let mut fields = before.fields;
        let Some(loose) = dom.loose::<Element>("span") else { return built };
        let sentence = &model.document().sentence;
        let mut met = Vec::new();
        for (n, clause) in clauses.iter().filter_map(|c| sentence.get(*c)).enumerate() {
            if n > 0 {
                dom.words(&loose, " ");
            }
            let mut spans = model.spans(&clause.text).into_iter().peekable();
            let mut opening = String::new();
            while let Some(mut span) = spans.next() {
                if let Span::Words(words) = &mut span
                    && spans.peek().is_some_and(|s| is_pressed(model, s))
                {
                    opening = words.split_off(kept::before(words).0.len());
                }
                let (mut before, mut behind) = (String::new(), String::new());
                if is_pressed(model, &span) {
                    before = std::mem::take(&mut opening);
                    if let Some(Span::Words(words)) = spans.peek_mut() {
                        let rest = words.split_off(kept::behind(words).0.len());
                        behind = std::mem::replace(words, rest);
                    }
                }
                let around = [before.as_str(), behind.as_str()];
                let input = match span {
                    Span::Value(slot, _) => model.as_input(slot),
                    _ => None,
                };
                let known = fields.iter().position(|f| {
                    input == Some(f.input) && p.contains(Some(f.kept.element()))
                });
                if let Some(at) = known {
                    let field = fields.swap_remove(at);
                    place.put(&loose);
                    place.go_behind(Some(field.kept.element()));
                    field.kept.surround(around);
                    built.fields.push(field);
                } else {
                    built.span(dom, model, &loose, span, around, &mut met);
                }
            }
        }
        place.put(&loose);
        place.go_behind(None);
        fields.retain(|f| p.contains(Some(f.kept.element())));
        // While a number is left over, what is built is not yet what is wanted.
        if fields.is_empty() {
            built.clauses = clauses;
        }
        built.fields.append(&mut fields);
        built
    }
}

/// Where in the paragraph the next words go.
struct Place<'a> {
    paragraph: &'a Element,
    next: Option<Node>,
}

impl Place<'_> {
    /// Puts what stands in another element here.
    fn put(&self, from: &Element) {
        while let Some(node) = from.first_child() {
            if self.paragraph.insert_before(&node, self.next.as_ref()).is_err() {
                return;
            }
        }
    }

    /// Goes behind something that stands further on, or to the end; what stood
    /// before it goes, but for a number that somebody is at.
    fn go_behind(&mut self, kept: Option<&Element>) {
        while let Some(node) = self.next.take() {
            self.next = node.next_sibling();
            let element = node.dyn_ref::<Element>();
            if element.is_some() && element == kept {
                return;
            }
            let held = |e: &Element| e.query_selector(HELD).ok().flatten().is_some();
            if !element.is_some_and(held) {
                let _ = self.paragraph.remove_child(&node);
            }
        }
    }
}

/// A number that somebody is at.
const HELD: &str = ".number:focus-within, .number:active";

/// The status that is told in the sentence itself.
const DISPUTED: &str = "disputed";

/// Whether what stands there is pressed or typed in.
fn is_pressed(model: &Model, span: &Span) -> bool {
    let Span::Value(slot, _) = span else { return false };
    match model.as_input(*slot) {
        Some(i) => model.document().inputs.get(i).is_some_and(|i| !i.is_choice()),
        None => model.as_decision(*slot).is_none(),
    }
}

impl Field {
    fn new(
        dom: &Dom,
        model: &Model,
        p: &Element,
        around: [&str; 2],
        index: usize,
        input: &Input,
        fill: Fill,
    ) -> Self {
        let kept = Kept::open(dom, p, around);
        let number = NumberField::filled(dom, kept.element(), index, input, fill);
        kept.close();
        let mark = dom.button(p, "mark", "");
        kept.marked(&mark);
        // Drawn by the style sheet: the sentence that is copied is without it.
        attr(&mark, "data-told", model.words().unconfirmed);
        attr(&mark, "aria-haspopup", "dialog");
        act(&mark, Act::Why, index);
        Self { input: index, number, mark, kept }
    }

    fn show(&self, inner: &Inner, state: &State) {
        let (model, e) = (&inner.model, &state.evaluation);
        self.number.show(inner, state, self.input);
        let slot = model.input_slot(self.input);
        let disputed = model.standing(slot, e) == Some(DISPUTED);
        show(&self.mark, disputed);
        if disputed {
            let (label, words) = (model.label(slot, e), model.words());
            let (short, told) = (words.unconfirmed, words.status(DISPUTED));
            attr(&self.mark, "aria-label", &format!("{label}, {short}: {told}"));
        }
    }
}

impl Built {
    #[inline(never)]
    fn span(
        &mut self,
        dom: &Dom,
        model: &Model,
        p: &Element,
        span: Span,
        around: [&str; 2],
        met: &mut Vec<usize>,
    ) {
        match span {
            Span::Words(text) => terms::write(dom, p, model, &text, met),
            Span::Unknown(text) => drop(dom.words(p, &text)),
            Span::Stressed(text) => drop(dom.text(p, "em", "", &text)),
            Span::Period => self.periods.push(dom.add(p, "span", "")),
            Span::Value(slot, _) if !is_pressed(model, &span) => {
                self.choices.push((slot, dom.add(p, "span", "")));
            }
            Span::Value(slot, fill) => {
                let input = model.as_input(slot);
                let input =
                    input.and_then(|i| Some((i, model.document().inputs.get(i)?)));
                if let Some((i, input)) = input {
                    self.fields.push(Field::new(dom, model, p, around, i, input, fill));
                } else {
                    let kept = Kept::open(dom, p, around);
                    let button = dom.button(kept.element(), "result", "");
                    kept.close();
                    attr(&button, "part", "result");
                    attr(&button, "aria-haspopup", "dialog");
                    act(&button, Act::Why, usize::from(slot.0));
                    self.results.push((slot, fill, button));
                }
            }
        }
    }
}
