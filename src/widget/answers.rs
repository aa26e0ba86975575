//! The answers in large type.

use super::dom::{Dom, act, attr, set_text, show};
use super::{Inner, State};
use crate::document::{Format, Writing};
use crate::format::Length;
use crate::formula::Slot;
use crate::gather::Gather as _;
use crate::model::{Fill, Model};
use crate::words::fill;
use web_sys::Element;

#[derive(Debug)]
pub(crate) struct Answers(Vec<Answer>);

#[derive(Debug)]
struct Answer {
    /// Its position in the document.
    answer: usize,
    slot: Slot,
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
            dom.text(&cell, "dt", "", &a.label);
            let value = dom.button(&dom.add(&cell, "dd", "big"), "", "");
            attr(&value, "part", "answer");
            attr(&value, "aria-haspopup", "dialog");
            act(&value, "why", usize::from(slot.0));
            let was = dom.add(&cell, "dd", "was");
            let below = dom.add(&cell, "dd", "below");
            let note = dom.text(&cell, "dd", "muted", &a.note);
            Some(Answer { answer, slot, value, was, below, note })
        };
        Self(model.document().answers.iter().enumerate().filter_map(answer).gather())
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
        let before = self.value.text_content();
        let below = match state.evaluation.value(self.slot) {
            Ok(v) => {
                set_text(&self.value, &model.text(self.slot, v, Fill::Short));
                self.interval(inner, state)
            }
            Err(reason) => {
                set_text(&self.value, "–");
                fill(words.no_value, &[("reason", reason)])
            }
        };
        if before != self.value.text_content() && !inner.pace.moving() {
            // The style sheet marks a change for a moment; two names, so that
            // the next one starts anew.
            let odd = self.value.get_attribute("data-moved").as_deref() == Some("odd");
            attr(&self.value, "data-moved", if odd { "even" } else { "odd" });
        }
        let noted = self.note.text_content().is_some_and(|n| !n.is_empty());
        show(&self.note, noted && state.evaluation.value(self.slot).is_ok());
        set_text(&self.below, &below);
        show(&self.below, !below.is_empty());
        let was = super::compare::was(inner, state, self.slot);
        set_text(&self.was, was.as_deref().unwrap_or_default());
        show(&self.was, was.is_some());
    }

    /// The 95% interval in words; nothing for what does not vary.
    fn interval(&self, inner: &Inner, state: &State) -> String {
        let (model, words) = (&inner.model, inner.words());
        let Some(s) = state.worlds.answer(self.answer) else { return String::new() };
        let text = |v| model.text(self.slot, v, Fill::Short);
        let (mut low, high) = (text(s.p2_5), text(s.p97_5));
        // "49 to 79 in 100": what both ends say is said once.
        if let Some((_, rest)) = high.split_once(' ')
            && let Some(bare) = low.strip_suffix(rest)
        {
            low = bare.trim_end().to_owned();
        }
        let places = [("low", low.as_str()), ("high", high.as_str())];
        if s.share_with_value > 0.9995 {
            return fill(words.interval, &places);
        }
        let writing = Writing { format: Format::Percent, decimals: None };
        let share =
            model.writing_format(writing).write(s.share_with_value, Length::Short);
        fill(
            words.interval_in,
            &[("low", low.as_str()), ("high", high.as_str()), ("share", share.as_str())],
        )
    }
}
