//! The units behind values, and what people may type for them.

use super::slots::{self, Holds};
use super::{Fill, Model, Span};
use crate::document::{BaseUnit, Format, Problems, ShowUnit};
use crate::format::{Counted, NumberFormat};
use crate::formula::{Slot, Unit};
use crate::lean::gather::Gather as _;
use crate::lean::letters::is_letter;
use crate::words::fill;

impl Model {
    /// The unit that stands behind the values of a slot, if one does. Where it is
    /// asked for by [`Fill::Unit`], the document need not say so.
    pub(super) fn unit_behind(&self, slot: Slot, how: Fill) -> Option<Counted> {
        let (show, format) = self.shows_unit(slot)?;
        let sign = matches!(format, Format::Percent | Format::PerHundred | Format::Date);
        if how == Fill::Bare || sign {
            return None;
        }
        match show {
            ShowUnit::As(words) => Some(words.clone()),
            ShowUnit::Yes => self.words_behind(slot, format),
            _ if how == Fill::Unit => self.words_behind(slot, format),
            ShowUnit::Unsaid => {
                Some(self.base_of(self.unit(slot)).filter(|u| u.shown)?.counted())
            }
            ShowUnit::No => None,
        }
    }

    /// What the document says of the unit behind the values of a slot.
    fn shows_unit(&self, slot: Slot) -> Option<(&ShowUnit, Format)> {
        let d = self.document();
        match self.what(slot) {
            Holds::Input(i) => d.inputs.get(i).map(|i| (&i.show_unit, i.writing.format)),
            Holds::Metric(m) => {
                d.metrics.get(m).map(|m| (&m.show_unit, m.writing.format))
            }
            _ => None,
        }
    }

    /// The base unit that a unit is, if it is no more than that and no money.
    pub(super) fn base_of(&self, unit: Unit) -> Option<&BaseUnit> {
        let mut found = self.document().units.iter().enumerate();
        let (at, base) = found.find(|(at, _)| unit.power(*at) != 0)?;
        let alone = unit.power(at) == 1 && found.all(|(at, _)| unit.power(at) == 0);
        (alone && base.symbol.is_empty()).then_some(base)
    }

    /// The words of a unit: “years”, “kilowatt-hours per year”, and of money “per
    /// kilowatt-hour”. `None` where there are none.
    #[inline(never)]
    fn words_behind(&self, slot: Slot, format: Format) -> Option<Counted> {
        let (above, below) = self.parts(slot, format)?;
        let mut words = match above.as_slice() {
            [] => Counted::default(),
            [base] => base.counted(),
            _ => return None,
        };
        let per = |words: &mut String, below: &BaseUnit| {
            let places = [("unit", words.as_str()), ("of", below.one.as_str())];
            *words = fill(self.words().unit_per, &places).trim().to_owned();
        };
        for below in below {
            per(&mut words.one, below);
            per(&mut words.many, below);
            words.forms.iter_mut().for_each(|(_, words)| per(words, below));
        }
        (!words.many.is_empty()).then_some(words)
    }

    /// The base units above and below the line of a unit, without that of money
    /// that is written with its sign; `None` where one is there more than once.
    fn parts(
        &self,
        slot: Slot,
        format: Format,
    ) -> Option<(Vec<&BaseUnit>, Vec<&BaseUnit>)> {
        let unit = self.unit(slot);
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for (at, base) in self.document().units.iter().enumerate() {
            match unit.power(at) {
                0 => {}
                1 if format == Format::Money && !base.symbol.is_empty() => {}
                1 => above.push(base),
                -1 => below.push(base),
                _ => return None,
            }
        }
        Some((above, below))
    }

    /// How the values of an input or metric are read when somebody types them: with
    /// the words of their unit or without.
    #[must_use]
    pub fn typed_format(&self, slot: Slot) -> NumberFormat {
        let format = self.number_format(slot);
        let known = self.shows_unit(slot).and_then(|(_, f)| self.parts(slot, f));
        let Some((above, below)) = known else { return format };
        let mut words: Vec<String> = match above.as_slice() {
            [] => vec![String::new()],
            [base] => {
                let counted = base.counted();
                let own = [base.id.as_str()].into_iter().chain(counted.words());
                own.map(str::to_owned).gather()
            }
            _ => Vec::new(),
        };
        if let [base] = below.as_slice() {
            let names = [&base.id, &base.one].map(String::as_str);
            let full = words.iter().flat_map(|unit| {
                names.iter().flat_map(move |of| {
                    let places = [("unit", unit.as_str()), ("of", of)];
                    let per = fill(self.words().unit_per, &places);
                    [
                        per.trim().to_owned(),
                        format!("{unit}/{of}"),
                        format!("{unit} / {of}").trim().to_owned(),
                    ]
                })
            });
            let full: Vec<String> = full.gather();
            words.extend(full);
        }
        format.reading(words.iter().map(String::as_str))
    }

    /// Reports units that cannot be shown as the document wants.
    pub(super) fn check_shown_units(&self, problems: &Problems) {
        for i in 0..self.slots.inputs + self.slots.metrics {
            let slot = slots::slot(i);
            let Some((show, format)) = self.shows_unit(slot) else { continue };
            if !matches!(show, ShowUnit::Unsaid | ShowUnit::No) {
                self.check_shown_unit(slot, show, format, problems);
            }
        }
    }

    /// Not in line, as all that follows: few documents need it.
    #[inline(never)]
    fn check_shown_unit(
        &self,
        slot: Slot,
        show: &ShowUnit,
        format: Format,
        problems: &Problems,
    ) {
        let message = match format {
            Format::Date => {
                "a date is written as a day of the calendar; no unit can stand behind it."
            }
            Format::Percent | Format::PerHundred => {
                "a share is written with a sign of its own; no unit can stand behind it."
            }
            _ if *show == ShowUnit::Yes
                && self.unit_behind(slot, Fill::Short).is_none() =>
            {
                "this unit has no words of its own to show; write them here, as in \"show_unit\": \"visits\"."
            }
            _ => return,
        };
        let part = if self.as_input(slot).is_some() { "inputs" } else { "metrics" };
        problems.add(format!("{part}, {}, show_unit", self.id(slot)), message);
    }

    /// Reports a unit that a text says again: “{payback} years”, where the value has
    /// it behind it.
    pub(super) fn check_said_twice(
        &self,
        place: &str,
        spans: &[Span],
        problems: &Problems,
    ) {
        for (this, next) in spans.iter().zip(spans.iter().skip(1)) {
            if let (Span::Value(slot, how), Span::Words(text)) = (this, next)
                && let Some(unit) = self.unit_behind(*slot, *how)
            {
                self.said_twice(place, *slot, &unit, text, problems);
            }
        }
    }

    #[inline(never)]
    fn said_twice(
        &self,
        place: &str,
        slot: Slot,
        unit: &Counted,
        text: &str,
        problems: &Problems,
    ) {
        let begins = |word: &&str| {
            let rest = text.trim_start().strip_prefix(word);
            rest.is_some_and(|rest| !rest.starts_with(is_letter))
        };
        if let Some(word) = unit.words().find(begins) {
            let id = self.id(slot);
            let message = format!(
                "“{{{id}}}” is written with its unit, and “{word}” stands behind it; leave that out, or write “{{{id}:bare}}”."
            );
            problems.add(place, message);
        }
    }
}
