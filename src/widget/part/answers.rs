//! The answers in large type.

use super::terms;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Fill, Model};
use crate::narrative;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, set_text, show, tell};
use crate::widget::{Inner, State};
use crate::words::fill;
use web_sys::Element;

#[derive(Debug)]
pub(crate) struct Answers(Vec<Answer>);

#[derive(Debug)]
struct Answer {
    /// Its position in the document.
    answer: usize,
    slot: Slot,
    cell: Element,
    label: Element,
    value: Element,
    was: Element,
    /// The interval, or why there is no value.
    below: Element,
    /// What the author says of the value.
    note: Element,
}

impl Answers {
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let list = dom.add(parent, "dl", "answers");
        attr(&list, "part", "answers");
        let answer = |(answer, a): (usize, &crate::document::Answer)| {
            let slot = model.slot(&a.metric)?;
            let cell = dom.add(&list, "div", "answer");
            let label = dom.add(&cell, "dt", "");
            let value = dom.button(&dom.add(&cell, "dd", "big"), "", "");
            attr(&value, "part", "answer");
            attr(&value, "aria-haspopup", "dialog");
            act(&value, Act::Why, usize::from(slot.0));
            let was = dom.add(&cell, "dd", "was");
            let below = dom.add(&cell, "dd", "below");
            let note = terms::add(dom, &cell, "dd", "muted", model, &a.note);
            Some(Answer { answer, slot, cell, label, value, was, below, note })
        };
        Self(model.document().answers.iter().enumerate().filter_map(answer).gather())
    }

    /// Whether one of them shows a result and is as asked.
    pub(crate) fn shows(&self, slot: Slot, asked: impl Fn(&Element) -> bool) -> bool {
        self.0.iter().any(|a| a.slot == slot && asked(&a.value))
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        for a in &self.0 {
            a.update(inner, state);
        }
    }
}

impl Answer {
    fn update(&self, inner: &Inner, state: &State) {
        let (model, words) = (&inner.model, inner.words());
        let Some(known) = model.document().answers.get(self.answer) else { return };
        let shown = model.is_shown(&known.when, &state.evaluation);
        show(&self.cell, shown);
        if !shown {
            return;
        }
        let label = model.answer_label(known, &state.evaluation);
        set_text(&self.label, &label);
        let before = self.value.text_content();
        let below = match state.evaluation.value(self.slot) {
            Ok(_) => self.interval(inner, state),
            Err(reason) => fill(words.no_value, &[("reason", reason)]),
        };
        let now = model.shown(self.slot, &state.evaluation, Fill::Short);
        let named = fill(words.chart_point, &[("label", &label), ("value", &now)]);
        attr(&self.value, "aria-label", &named);
        set_text(&self.value, &now);
        if before.as_deref() != Some(now.as_str()) && !inner.pace.moving() {
            // The style sheet marks a change for a moment; two names, so that
            // the next one starts anew.
            let odd = self.value.get_attribute("data-moved").as_deref() == Some("odd");
            attr(&self.value, "data-moved", if odd { "even" } else { "odd" });
        }
        let noted = self.note.text_content().is_some_and(|n| !n.is_empty());
        show(&self.note, noted && state.evaluation.value(self.slot).is_ok());
        terms::tell(&inner.dom, &self.below, model, &below);
        let was = super::compare::was(inner, state, self.slot);
        tell(&self.was, was.as_deref().unwrap_or_default());
    }

    /// The 95% interval in words; nothing for what does not vary.
    fn interval(&self, inner: &Inner, state: &State) -> String {
        let Some(s) = state.worlds.answer(self.answer) else { return String::new() };
        narrative::interval(&inner.model, self.slot, s.interval95(), s.share_with_value)
    }
}
