//! The working of any value: its formula in words and with values, how
//! uncertain it is, and where its figures come from.

use super::takeaway::framed;
use super::{sources, terms};
use crate::formula::{Expression, Piece, Slot};
use crate::model::{Evaluation, Fill, Model, Spread};
use crate::narrative::as_sentence;
use crate::widget::act::{Act, act};
use crate::widget::dom::{
    Dom, attr, clear, focus, into_view, set_text, show, style, window_height,
};
use crate::widget::{Inner, State};
use crate::words::{Words, fill};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

/// The dialog that shows a working.
#[derive(Debug)]
pub(crate) struct Working {
    dialog: Option<HtmlDialogElement>,
    back: Element,
    heading: Element,
    body: Element,
    /// Where the focus returns to.
    opener: RefCell<Option<HtmlElement>>,
}

impl Working {
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let words = model.words();
        let dialog = dom.add(parent, "dialog", "working");
        attr(&dialog, "part", "working");
        attr(&dialog, "aria-labelledby", "working-heading");
        let bar = dom.add(&dialog, "div", "working-bar");
        let back = dom.button(&bar, "tool", words.back);
        act(&back, Act::Back, 0);
        let close = dom.button(&bar, "tool", words.close);
        act(&close, Act::Close, 0);
        let heading = dom.add(&dialog, "h3", "");
        attr(&heading, "id", "working-heading");
        attr(&heading, "tabindex", "-1");
        let body = dom.add(&dialog, "div", "working-body");
        Self {
            dialog: dialog.dyn_into().ok(),
            back,
            heading,
            body,
            opener: RefCell::default(),
        }
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        let Some(slot) = state.path.last().copied() else { return };
        show(&self.back, state.path.len() > 1);
        let label = inner.model.label(slot, &state.evaluation);
        set_text(&self.heading, label);
        clear(&self.body);
        write(&inner.dom, &self.body, inner, state, slot);
    }

    #[inline(never)]
    fn open(&self, opener: &Element) {
        let Some(dialog) = &self.dialog else { return };
        if !dialog.open() {
            self.opener.replace(opener.dyn_ref().cloned());
            if framed() {
                place(dialog, opener);
            }
            let _ = dialog.show_modal();
            into_view(dialog);
        }
        dialog.set_scroll_top(0);
        focus(&self.heading);
    }

    fn close(&self) {
        if let Some(dialog) = &self.dialog {
            dialog.close();
        }
        if let Some(opener) = self.opener.take() {
            focus(&opener);
        }
    }
}

/// The height of a dialog that surely fits on a screen, as the style sheet has it.
const HEIGHT: f64 = 560.0;

/// Places the dialog beside what opens it. A frame's window may be as tall as its
/// page, and only a part of it before the reader. In the page and not in the
/// window: only so do browsers scroll the page around to what they show.
fn place(dialog: &Element, opener: &Element) {
    let beside = opener.get_bounding_client_rect().top() - 0.25 * HEIGHT;
    let top = beside.min(window_height() - HEIGHT).max(0.0);
    let scrolled = web_sys::window().and_then(|w| w.scroll_y().ok()).unwrap_or_default();
    style(dialog, "top", &format!("{}px", top + scrolled));
}

impl Inner {
    /// Opens the working of a value, beside what was pressed for it.
    pub(crate) fn explain(&self, slot: usize, opener: &Element) {
        let Ok(slot) = u16::try_from(slot) else { return };
        self.arrange(|state| state.path.push(Slot(slot)));
        self.parts.working.open(opener);
    }

    /// Goes back to the working it was opened from.
    pub(crate) fn explain_back(&self) {
        self.arrange(|state| {
            let _ = state.path.pop();
        });
        focus(&self.parts.working.heading);
    }

    /// Closes the working.
    pub(crate) fn explain_close(&self) {
        self.parts.working.close();
        self.arrange(|state| state.path.clear());
    }
}

#[inline(never)]
fn write(dom: &Dom, body: &Element, inner: &Inner, state: &State, slot: Slot) {
    let (model, e, words) = (&inner.model, &state.evaluation, inner.words());
    match e.value(slot) {
        Ok(v) => {
            let line = dom.text(body, "p", "big", &model.text(slot, v, Fill::Exact));
            sources::mark_slot(dom, &line, model, e, slot);
        }
        Err(reason) => {
            let text = fill(words.no_value, &[("reason", reason)]);
            dom.text(body, "p", "caution", &text);
        }
    }
    if let Some(metric) = model.as_metric(slot) {
        let known = model.document().metrics.get(metric);
        let help = known.map_or("", |m| m.help.as_str());
        paragraph(dom, body, model, "", help);
        for caution in known.map(|m| model.cautions(&m.cautions, e)).unwrap_or_default() {
            dom.text(body, "p", "caution", &caution);
        }
        if let Some(formula) = model.formula_of(metric) {
            write_formula(dom, body, model, formula, e);
            write_parts(dom, body, inner, state, formula);
        }
    }
    if let Some(i) = model.as_input(slot) {
        write_input(dom, body, inner, state, i);
    }
    if let Some((series, period)) = model.as_series(slot) {
        let period = period.unwrap_or_else(|| model.period_name(e).to_owned());
        sources::series(dom, body, model, series, &period);
    }
    let figures = model.figures_behind(slot, e);
    if !figures.is_empty() {
        dom.text(body, "h4", "", words.sources);
        sources::list(dom, body, model, &figures);
    } else if model.as_input(slot).is_some() {
        paragraph(dom, body, model, "muted", words.no_source);
    }
}

#[inline(never)]
fn write_formula(
    dom: &Dom,
    body: &Element,
    model: &Model,
    formula: &Expression,
    e: &Evaluation,
) {
    let (words, speech) = (model.words(), model.speech(e));
    dom.text(body, "h4", "", words.worked_out);
    pieces(dom, &dom.add(body, "p", "formula"), &formula.in_words(&speech));
    dom.text(body, "h4", "", words.with_values);
    let filled = formula.with_values(&speech, e.values());
    pieces(dom, &dom.add(body, "p", "formula"), &filled);
}

/// A formula whose names open their own workings.
#[inline(never)]
fn pieces(dom: &Dom, line: &Element, pieces: &[Piece]) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => drop(dom.words(line, text)),
            Piece::Name(slot, text) => {
                let name = dom.button(line, "link", text);
                act(&name, Act::Why, usize::from(slot.0));
            }
        }
    }
}

/// What goes into a formula, one line each.
#[inline(never)]
fn write_parts(
    dom: &Dom,
    body: &Element,
    inner: &Inner,
    state: &State,
    formula: &Expression,
) {
    let (model, e) = (&inner.model, &state.evaluation);
    dom.text(body, "h4", "", inner.words().made_of);
    let list = dom.add(body, "ul", "parts");
    for slot in formula.slots() {
        let line = dom.add(&list, "li", "");
        let name = dom.button(&line, "link", model.label(slot, e));
        act(&name, Act::Why, usize::from(slot.0));
        dom.text(&line, "span", "value", &model.shown(slot, e, Fill::Exact));
        sources::mark_slot(dom, &line, model, e, slot);
    }
}

#[inline(never)]
fn write_input(dom: &Dom, body: &Element, inner: &Inner, state: &State, i: usize) {
    let (model, e, words) = (&inner.model, &state.evaluation, inner.words());
    let Some(input) = model.document().inputs.get(i) else { return };
    paragraph(dom, body, model, "", &input.help);
    if let (Some(_), Ok(own)) = (e.scenario.value(i), model.own_value(e, i)) {
        let text = model.text(model.input_slot(i), own, Fill::Exact);
        let line = format!("{}: {text}", words.own_value);
        paragraph(dom, body, model, "", &line);
    }
    for caution in model.cautions(&input.cautions, e) {
        dom.text(body, "p", "caution", &caution);
    }
    if let Some(formula) = model.default_of(i)
        && !formula.slots().is_empty()
        && e.scenario.value(i).is_none()
    {
        write_formula(dom, body, model, formula, e);
    }
    if model.is_uncertain(i, e) {
        dom.text(body, "h4", "", words.spread);
        let interval = super::card::interval_words(inner, state, i);
        paragraph(dom, body, model, "", &as_sentence(&interval));
        // Why the document takes it so is said of its own value.
        if model.has_own_value(i, e) && e.scenario.spread(i) == Spread::Documented {
            paragraph(dom, body, model, "muted", &input.uncertainty.note);
        }
    }
    presets(dom, body, model, words, &input.id);
}

/// Presets that set this input alone: other people's figures for it.
#[inline(never)]
fn presets(dom: &Dom, body: &Element, model: &Model, words: &Words, id: &str) {
    let d = model.document();
    let mine = |p: &&crate::document::Preset| {
        p.period.is_none() && p.set.iter().any(|(input, _)| input == id)
    };
    if !d.presets.iter().any(|p| mine(&p)) {
        return;
    }
    dom.text(body, "h4", "", words.preset);
    let list = dom.add(body, "ul", "parts");
    for (i, preset) in d.presets.iter().enumerate().filter(|(_, p)| mine(p)) {
        let line = dom.add(&list, "li", "");
        let button = dom.button(&line, "link", &preset.label);
        act(&button, Act::Preset, i);
        dom.text(&line, "span", "muted", &preset.note);
        if let Some(source) = d.source(&preset.source) {
            sources::list(dom, &line, model, &[sources::alone(source)]);
        }
    }
}

fn paragraph(dom: &Dom, body: &Element, model: &Model, class: &str, text: &str) {
    if !text.is_empty() {
        terms::add(dom, body, "p", class, model, text);
    }
}
