//! Texts with values in them: "In {period} the service cost {spend}".

use super::{Evaluation, Model};
use crate::document::{Answer, When};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;

/// A piece of a text that holds values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Words(String),
    /// Words that carry the stress.
    Stressed(String),
    /// A value, and how it is filled in.
    Value(Slot, Fill),
    /// The chosen period.
    Period,
    /// A name in braces that means nothing to the model.
    Unknown(String),
}

/// How a value is filled in.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Fill {
    /// As short as reads well.
    Short,
    /// At all its digits.
    Exact,
    /// Short, without the unit that else stands behind it.
    Bare,
    /// Short, with its unit behind it.
    Unit,
}

impl Model {
    /// Takes a text of the document apart.
    #[must_use]
    pub fn spans(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        for (i, part) in text.split('*').enumerate() {
            let words = |s: &str| match i % 2 {
                0 => Span::Words(s.to_owned()),
                _ => Span::Stressed(s.to_owned()),
            };
            let mut rest = part;
            while let Some((before, after)) = rest.split_once('{') {
                let Some((name, after)) = after.split_once('}') else { break };
                if !before.is_empty() {
                    spans.push(words(before));
                }
                spans.push(self.named(name));
                rest = after;
            }
            if !rest.is_empty() {
                spans.push(words(rest));
            }
        }
        spans
    }

    /// A text of the document with its values filled in.
    #[must_use]
    pub fn fill(&self, text: &str, e: &Evaluation) -> String {
        let mut filled = String::new();
        for span in self.spans(text) {
            match span {
                Span::Words(s) | Span::Stressed(s) | Span::Unknown(s) => {
                    filled.push_str(&s);
                }
                Span::Period => filled.push_str(self.period_name(e)),
                Span::Value(slot, fill) => filled.push_str(&self.shown(slot, e, fill)),
            }
        }
        filled
    }

    /// Whether something that has a condition is shown now.
    #[must_use]
    pub fn is_shown(&self, when: &When, e: &Evaluation) -> bool {
        let known = |id: &String| self.slot(id).is_some_and(|s| e.value(s).is_ok());
        when.has.iter().all(known)
            && (when.lacks.is_empty() || !when.lacks.iter().all(known))
            && self.holds(&when.condition, e)
    }

    /// The answers that are given now, by position.
    #[must_use]
    pub fn answers(&self, e: &Evaluation) -> Vec<(usize, &Answer)> {
        let all = self.document().answers.iter().enumerate();
        all.filter(|(_, a)| self.is_shown(&a.when, e)).gather()
    }

    /// What an answer is called now.
    #[must_use]
    pub fn answer_label(&self, answer: &Answer, e: &Evaluation) -> String {
        self.fill(self.called(&answer.label, e), e)
    }

    /// The name of the chosen period.
    #[must_use]
    pub fn period_name(&self, e: &Evaluation) -> &str {
        self.document().periods.get(e.scenario.period).map_or("", String::as_str)
    }

    fn named(&self, name: &str) -> Span {
        if name == "period" {
            return Span::Period;
        }
        let (id, fill) = match name.split_once(':') {
            Some((id, "exact")) => (id, Fill::Exact),
            Some((id, "bare")) => (id, Fill::Bare),
            Some((id, "unit")) => (id, Fill::Unit),
            _ => (name, Fill::Short),
        };
        self.slot(id)
            .or_else(|| self.best_of(id))
            .map_or_else(|| Span::Unknown(name.to_owned()), |s| Span::Value(s, fill))
    }
}
