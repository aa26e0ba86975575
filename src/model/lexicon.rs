//! What slots are called and how their values are written.

use super::slots::{Holds, Pinned};
use super::{Evaluation, Fill, Model};
use crate::document::{BaseUnit, Format, Input, Label, Writing};
use crate::format::{Length, NumberFormat, Style, iso};
use crate::formula::{Lexicon, Slot};
use crate::words::Words;

impl Model {
    /// What an input, metric or series is called now.
    #[must_use]
    pub fn label(&self, slot: Slot, e: &Evaluation) -> &str {
        let called = self.own_label(slot).map(|label| self.called(label, e));
        called.unwrap_or_else(|| self.name(slot))
    }

    fn own_label(&self, slot: Slot) -> Option<&Label> {
        let d = self.document();
        match self.what(slot) {
            Holds::Input(i) => d.inputs.get(i).map(|i| &i.label),
            Holds::Metric(m) => d.metrics.get(m).map(|m| &m.label),
            // The number on the option that is chosen goes by the name of the choice.
            Holds::Pinned(p) => match self.slots.pinned.borrow().get(p) {
                Some(Pinned::Number(i)) => d.inputs.get(*i).map(|i| &i.label),
                _ => None,
            },
            Holds::Series(_) => None,
        }
    }

    /// What something is called now.
    #[must_use]
    pub fn called<'a>(&self, label: &'a Label, e: &Evaluation) -> &'a str {
        let mut under = label.under.iter();
        let found = under.find(|c| self.holds(&c.condition, e));
        found.map_or(&label.text, |c| &c.text)
    }

    /// Whether an input or a metric is called otherwise under a condition.
    #[must_use]
    pub fn is_renamed(&self, slot: Slot) -> bool {
        self.own_label(slot).is_some_and(|label| !label.under.is_empty())
    }

    /// What an input, metric or series is called where nothing is known of the
    /// state.
    pub(super) fn name(&self, slot: Slot) -> &str {
        let d = self.document();
        let name = match self.what(slot) {
            Holds::Input(i) => d.inputs.get(i).map(|i| &i.label.text),
            Holds::Metric(m) => d.metrics.get(m).map(|m| &m.label.text),
            Holds::Series(s) => d.series.get(s).map(|s| &s.label),
            Holds::Pinned(p) => self.labels.get(p),
        };
        name.map_or("", String::as_str)
    }

    /// The words for formulas in a state.
    #[must_use]
    pub const fn speech<'a>(&'a self, evaluation: &'a Evaluation) -> Speech<'a> {
        Speech { model: self, evaluation }
    }

    /// The id of an input, metric or series.
    #[must_use]
    pub fn id(&self, slot: Slot) -> &str {
        let d = self.document();
        let id = match self.what(slot) {
            Holds::Input(i) => d.inputs.get(i).map(|i| &i.id),
            Holds::Metric(m) => d.metrics.get(m).map(|m| &m.id),
            Holds::Series(s) => d.series.get(s).map(|s| &s.id),
            Holds::Pinned(_) => None,
        };
        id.map_or("", String::as_str)
    }

    /// The input that a slot holds.
    #[must_use]
    pub fn as_input(&self, slot: Slot) -> Option<usize> {
        match self.what(slot) {
            Holds::Input(i) => Some(i),
            _ => None,
        }
    }

    /// The metric that a slot holds.
    #[must_use]
    pub fn as_metric(&self, slot: Slot) -> Option<usize> {
        match self.what(slot) {
            Holds::Metric(m) => Some(m),
            _ => None,
        }
    }

    /// The series that a slot holds, and the period it is taken at if a
    /// formula names one.
    #[must_use]
    pub fn as_series(&self, slot: Slot) -> Option<(usize, Option<String>)> {
        match self.what(slot) {
            Holds::Series(s) => Some((s, None)),
            Holds::Pinned(p) => {
                let pinned = self.slots.pinned.borrow();
                match pinned.get(p) {
                    Some(Pinned::Figure(s, period)) => Some((*s, Some(period.clone()))),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A value of an input, metric or series as people read it.
    #[must_use]
    pub fn text(&self, slot: Slot, value: f64, fill: Fill) -> String {
        if let Some(input) =
            self.as_input(slot).and_then(|i| self.document().inputs.get(i))
            && input.is_choice()
        {
            let at = crate::format::whole(value);
            return at.map_or("–", |at| self.option_text(input, at)).to_owned();
        }
        if let Some(decision) = self.as_decision(slot) {
            let at = crate::format::whole(value);
            let option = at.and_then(|at| decision.options.get(at));
            return option.map_or("–", |o| &o.label).to_owned();
        }
        let format = self.number_format(slot);
        match fill {
            Fill::Short => format.write(value, Length::Short),
            Fill::Exact => format.write(value, Length::Exact),
            Fill::Bare => format.bare().write(value, Length::Short),
            Fill::Unit => {
                format.with_unit(self.unit_behind(slot, fill)).write(value, Length::Short)
            }
        }
    }

    /// The ends of a range as people read them: a unit stands behind the second
    /// alone.
    #[must_use]
    pub fn ends(
        &self,
        slot: Slot,
        (low, high): (f64, f64),
        length: Length,
    ) -> [String; 2] {
        let format = self.number_format(slot);
        let high = format.write(high, length);
        [format.bare().write(low, length), high]
    }

    /// The value in a slot as people read it: a dash where it has none.
    #[must_use]
    pub fn shown(&self, slot: Slot, e: &Evaluation, fill: Fill) -> String {
        self.text(slot, e.value(slot).unwrap_or(f64::NAN), fill)
    }

    /// How the values of an input, metric or series are written.
    #[must_use]
    pub fn number_format(&self, slot: Slot) -> NumberFormat {
        let writing = self.what(slot).writing(self.document());
        let money = self.money_unit(slot);
        let step = match self.what(slot) {
            Holds::Input(i) => {
                self.document().inputs.get(i).map_or(0.0, |i| i.step.number())
            }
            _ => 0.0,
        };
        let format = match writing {
            // What comes back for each pound has no unit, yet is money.
            Some(w) if money.is_none() && w.format == Format::Money => {
                self.writing_format(w)
            }
            Some(w) => self.write_as(w, money),
            None => self.write_as(self.series_writing(slot, money.is_some()), money),
        };
        format.stepping(step).with_unit(self.unit_behind(slot, Fill::Short))
    }

    /// A number format for shares as percentages; the decimals of its short form, if
    /// they are fixed.
    #[must_use]
    pub(crate) fn percent_format(&self, decimals: Option<u8>) -> NumberFormat {
        self.writing_format(Writing { format: Format::Percent, decimals })
    }

    /// A number format for a way of writing, with money in the document's
    /// currency.
    #[must_use]
    pub fn writing_format(&self, writing: Writing) -> NumberFormat {
        self.write_as(
            writing,
            self.document().units.iter().find(|u| !u.symbol.is_empty()),
        )
    }

    fn write_as(&self, writing: Writing, money: Option<&BaseUnit>) -> NumberFormat {
        let style = match writing.format {
            Format::Number | Format::Choice => Style::Plain,
            Format::Count => Style::Count,
            Format::Percent => Style::Percent,
            Format::Money => Style::Money,
            Format::PerHundred => Style::PerHundred,
            Format::Date => Style::Date,
        };
        let (symbol, minor) =
            money.map_or(("", ""), |u| (u.symbol.as_str(), u.minor.as_str()));
        NumberFormat::new(style, writing.decimals, symbol, minor, self.words().language)
    }

    /// Whether a slot holds a day of the calendar.
    #[must_use]
    pub fn is_date(&self, slot: Slot) -> bool {
        self.what(slot).is_date(self.document())
    }

    /// A value as documents and links have it: a number, or of a date the day.
    #[must_use]
    pub fn plain(&self, slot: Slot, value: f64) -> String {
        let whole = (value - libm::trunc(value)).abs() <= 0.0;
        if whole && self.is_date(slot) { iso(value) } else { value.to_string() }
    }

    /// The base unit in whose symbol a slot's values are written.
    fn money_unit(&self, slot: Slot) -> Option<&BaseUnit> {
        let unit = self.unit(slot);
        let units = &self.document().units;
        units
            .iter()
            .enumerate()
            .find_map(|(i, u)| (unit.power(i) == 1 && !u.symbol.is_empty()).then_some(u))
    }

    fn series_writing(&self, slot: Slot, money: bool) -> Writing {
        let d = self.document();
        let unit = match self.what(slot) {
            Holds::Pinned(p) => match self.slots.pinned.borrow().get(p) {
                Some(Pinned::Made(_, s, _)) => d.series.get(*s).map(|s| &*s.unit),
                Some(Pinned::Table(t)) => d.tables.get(*t).map(|t| &*t.unit),
                Some(Pinned::Number(i)) => d.inputs.get(*i).map(|i| &*i.unit),
                _ => None,
            },
            _ => None,
        };
        let named =
            self.as_series(slot).and_then(|(s, _)| d.series.get(s)).map(|s| &*s.unit);
        let format = match named.or(unit) {
            Some("share") => Format::Percent,
            Some("number") => Format::Number,
            _ if money => Format::Money,
            _ => Format::Count,
        };
        Writing { format, decimals: None }
    }
}

/// What formulas are read out with: what slots are called in a state.
#[derive(Copy, Clone, Debug)]
pub struct Speech<'a> {
    model: &'a Model,
    evaluation: &'a Evaluation,
}

impl Lexicon for Speech<'_> {
    fn words(&self) -> &Words {
        self.model.words()
    }

    fn number_text(&self, value: f64) -> String {
        self.model.writing_format(Writing::default()).write(value, Length::Exact)
    }

    fn percent_text(&self, value: f64) -> String {
        self.model.percent_format(None).write(value, Length::Exact)
    }

    fn date_text(&self, days: f64) -> String {
        let writing = Writing { format: Format::Date, decimals: None };
        self.model.writing_format(writing).write(days, Length::Exact)
    }

    fn label(&self, slot: Slot) -> &str {
        self.model.label(slot, self.evaluation)
    }

    fn value_text(&self, slot: Slot, value: f64) -> String {
        self.model.text(slot, value, Fill::Exact)
    }

    fn option_label(&self, slot: Slot, index: usize) -> &str {
        let (model, input) = (self.model, self.model.as_input(slot));
        let input = input.and_then(|i| model.document().inputs.get(i));
        input.map_or("", |i| model.option_text(i, index))
    }
}

impl Model {
    /// What an option of a choice is called.
    #[must_use]
    pub fn option_text<'a>(&self, input: &'a Input, index: usize) -> &'a str {
        match input.options.get(index) {
            // Yes and no, which every language says.
            Some(o) if o.label.is_empty() && index == 0 => self.words().no,
            Some(o) if o.label.is_empty() => self.words().yes,
            Some(o) => &o.label,
            None => "–",
        }
    }
}
