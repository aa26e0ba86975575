//! A reader's own figures beside the document's: fields to type them into, and a
//! table of what follows from both.

use super::terms;
use crate::document;
use crate::formula::Piece;
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Fill, Model};
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, flag, set_text, tell, truth};
use crate::widget::{Inner, State};
use std::cell::OnceCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// The section, where the document has one.
#[derive(Debug)]
pub(crate) struct Own {
    details: Element,
    /// What is in it once somebody has opened it.
    body: OnceCell<Body>,
}

#[derive(Debug)]
struct Body {
    fields: Vec<Field>,
    caption: Element,
    /// Whose the figures of the first column are.
    beside: Element,
    /// By metric that is compared: its position, its name, and its two cells.
    rows: Vec<(usize, [Element; 3])>,
}

#[derive(Debug)]
struct Field {
    label: Element,
    /// What becomes of a count, in words, as in the working.
    formula: Element,
    field: Option<HtmlInputElement>,
    trouble: Element,
}

impl Own {
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Option<Self> {
        let own = model.document().own.as_ref()?;
        let details = dom.add(parent, "details", "group own");
        attr(&details, "part", "own");
        act(&dom.text(&details, "summary", "", &own.title), Act::Own, 0);
        Some(Self { details, body: OnceCell::new() })
    }

    /// Opens it, for a reader whose link holds figures of their own.
    pub(crate) fn open(&self) {
        flag(&self.details, "open", true);
    }

    /// Shows what follows, where somebody sees it: opened, or printed.
    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        let typed = state.typed.iter().any(Option::is_some);
        // Paper shows no empty fields.
        flag(&self.details, "data-typed", typed);
        if inner.whole.get()
            && (typed || self.details.has_attribute("open"))
            && let Some(own) = inner.model.document().own.as_ref()
        {
            let body = self.body.get_or_init(|| Body::new(&self.details, inner, own));
            body.show(inner, state, own);
        }
    }
}

impl Body {
    #[inline(never)]
    fn new(details: &Element, inner: &Inner, own: &document::Own) -> Self {
        let (dom, model) = (&inner.dom, &inner.model);
        if !own.lead.is_empty() {
            terms::add(dom, details, "p", "", model, &own.lead);
        }
        dom.text(details, "p", "muted", model.words().own_hint);
        let list = dom.add(details, "div", "cards");
        let fields = (0..own.inputs.len()).map(|i| Field::new(dom, &list, model, i));
        let fields = fields.gather();
        let table = dom.add(details, "table", "");
        let caption = dom.add(&table, "caption", "muted");
        let head = dom.add(&dom.add(&table, "thead", ""), "tr", "");
        dom.add(&head, "td", "");
        let [beside, _] = ["", own.title.as_str()].map(|text| {
            let cell = dom.text(&head, "th", "", text);
            attr(&cell, "scope", "col");
            cell
        });
        let body = dom.add(&table, "tbody", "");
        let row = |metric: usize| {
            let row = dom.add(&body, "tr", "");
            let name = dom.add(&row, "th", "");
            attr(&name, "scope", "row");
            let [present, mine] = ["", "mine"].map(|class| dom.add(&row, "td", class));
            (metric, [name, present, mine])
        };
        let rows = own.metrics.iter().filter_map(|id| model.metric(id)).map(row).gather();
        Self { fields, caption, beside, rows }
    }

    #[inline(never)]
    fn show(&self, inner: &Inner, state: &State, own: &document::Own) {
        let (model, e) = (&inner.model, &state.evaluation);
        let yours = model.yours(&e.scenario, &state.typed);
        set_text(&self.caption, &format!("{}, {}", own.title, model.period_name(e)));
        // What a reader has set above is nobody's but the reader's.
        let set = e.scenario.set.iter().any(Option::is_some);
        let beside = if set { inner.words().own_present } else { &own.beside };
        set_text(&self.beside, beside);
        for (i, field) in self.fields.iter().enumerate() {
            let unread = state.unread.get(i).and_then(Option::as_deref);
            let told = unread.or(yours.troubles.get(i).and_then(Option::as_deref));
            let value = state.typed.get(i).copied().flatten();
            field.name(model, i, e);
            field.show(model, i, value, told, unread.is_some());
        }
        for (metric, [name, present, mine]) in &self.rows {
            let slot = model.metric_slot(*metric);
            set_text(name, model.label(slot, e));
            let text = |value: Result<f64, String>| match value {
                Ok(value) => model.text(slot, value, Fill::Short),
                Err(reason) => reason,
            };
            set_text(present, &text(e.value(slot).map_err(str::to_owned)));
            let found = model.yours_result(&yours, *metric);
            flag(mine, "data-lacks", found.is_err());
            set_text(mine, &text(found));
        }
    }
}

impl Field {
    #[inline(never)]
    fn new(dom: &Dom, parent: &Element, model: &Model, at: usize) -> Self {
        let card = dom.add(parent, "div", "card");
        let head = dom.add(&card, "label", "card-head");
        let label = dom.add(&head, "span", "label");
        let element = dom.text_field(&head, "own-field", "10");
        act(&element, Act::Own, at);
        if let Some(figure) = model.asked().get(at)
            && !figure.help.is_empty()
        {
            terms::add(dom, &card, "p", "help", model, &figure.help);
        }
        let formula = dom.add(&card, "p", "muted");
        let trouble = dom.add(&card, "p", "caution");
        Self { label, formula, field: element.dyn_into().ok(), trouble }
    }

    /// Says what is asked for, and what becomes of it.
    #[inline(never)]
    fn name(&self, model: &Model, at: usize, e: &Evaluation) {
        set_text(&self.label, model.asked_label(at, e));
        let mut text = String::new();
        if let Some(figure) = model.asked().get(at)
            && let Some(formula) = model.formula(&figure.from)
        {
            if let Some(slot) = model.slot(&figure.input) {
                text.push_str(model.label(slot, e));
                text.push_str(" = ");
            }
            for piece in formula.in_words(&model.speech(e)) {
                let (Piece::Text(words) | Piece::Name(_, words)) = piece;
                text.push_str(&words);
            }
        }
        tell(&self.formula, &text);
    }

    /// Shows the figure, unless the reader is typing or it could not be read, and
    /// what is wrong with it.
    #[inline(never)]
    fn show(
        &self,
        model: &Model,
        at: usize,
        value: Option<f64>,
        told: Option<&str>,
        unread: bool,
    ) {
        tell(&self.trouble, told.unwrap_or_default());
        let Some(field) = &self.field else { return };
        truth(field, "aria-invalid", told.is_some());
        // No id tells them apart in the page: the field says itself what is wrong.
        match told {
            Some(told) => attr(field, "aria-description", told),
            None => drop(field.remove_attribute("aria-description")),
        }
        if unread || field.has_attribute("data-typing") {
            return;
        }
        let slot = model.asked().get(at).and_then(|figure| model.asked_slot(figure));
        let text = value.zip(slot).map(|(v, slot)| model.text(slot, v, Fill::Exact));
        let text = text.unwrap_or_default();
        if field.default_value() != text {
            field.set_default_value(&text);
        }
        if field.value() != text {
            field.set_value(&text);
        }
    }
}
