//! Where each name's value lives: one table for inputs, metrics and series.

use super::apart::apart;
use crate::document::{BaseUnit, Document, Format, Input, Problems, Writing};
use crate::formula::{FormulaError, OF_SERIES, Scope, Slot, Symbol, Unit};
use crate::lean::gather::Gather as _;
use std::cell::RefCell;

/// The layout of the value table: inputs, then metrics, then series at the
/// chosen period, then series at periods that formulas name.
#[derive(Debug)]
pub(super) struct Slots {
    pub(super) inputs: usize,
    pub(super) metrics: usize,
    pub(super) series: usize,
    /// Units of inputs, metrics and series, by slot.
    pub(super) units: Vec<Unit>,
    /// What formulas name besides, in the order in which they do.
    pub(super) pinned: RefCell<Vec<Pinned>>,
}

impl Slots {
    /// Lays out the table and reads every unit text.
    pub(super) fn new(d: &Document, problems: &Problems) -> Self {
        let texts = (d.inputs.iter().map(|i| ("inputs", &i.id, &i.unit)))
            .chain(d.metrics.iter().map(|m| ("metrics", &m.id, &m.unit)))
            .chain(d.series.iter().map(|s| ("series", &s.id, &s.unit)));
        let unit = |(part, id, text): (&str, &String, &String)| {
            read_unit(d, text).unwrap_or_else(|e| {
                let place = format!("{part}, {id}, unit");
                problems.suggest(place, e.message, e.suggestion.as_deref());
                Unit::DIMENSIONLESS
            })
        };
        Self {
            inputs: d.inputs.len(),
            metrics: d.metrics.len(),
            series: d.series.len(),
            units: texts.map(unit).gather(),
            pinned: RefCell::default(),
        }
    }

    pub(super) fn input(&self, i: usize) -> Slot {
        slot(i)
    }

    pub(super) fn metric(&self, i: usize) -> Slot {
        slot(self.inputs + i)
    }

    pub(super) fn len(&self) -> usize {
        self.inputs + self.metrics + self.series + self.pinned.borrow().len()
    }

    /// The input that decides what is in a slot: its own, or the choice that a
    /// table goes by.
    pub(super) fn decides(&self, d: &Document, slot: Slot) -> Option<usize> {
        match self.what(slot) {
            Holds::Input(i) => Some(i),
            Holds::Pinned(p) => match self.pinned.borrow().get(p)? {
                Pinned::Table(t) => {
                    let by = &d.tables.get(*t)?.by;
                    d.inputs.iter().position(|i| i.id == *by)
                }
                Pinned::Number(i) => Some(*i),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a slot holds.
    pub(super) fn what(&self, slot: Slot) -> Holds {
        let i = usize::from(slot.0);
        let (metrics, series) = (self.inputs, self.inputs + self.metrics);
        let pinned = series + self.series;
        if i < metrics {
            Holds::Input(i)
        } else if i < series {
            Holds::Metric(i - metrics)
        } else if i < pinned {
            Holds::Series(i - series)
        } else {
            Holds::Pinned(i - pinned)
        }
    }

    pub(super) fn pin(&self, wanted: Pinned) -> Slot {
        let mut pinned = self.pinned.borrow_mut();
        let at = pinned.iter().position(|p| *p == wanted);
        let at = at.unwrap_or_else(|| {
            pinned.push(wanted);
            pinned.len() - 1
        });
        slot(self.inputs + self.metrics + self.series + at)
    }
}

/// Something that a formula names besides inputs, metrics and series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pinned {
    /// A series at a period.
    Figure(usize, String),
    /// Whether an input has the document's own value.
    Own(usize),
    /// Of what status an input's value is.
    Status(usize),
    /// Whether a preset is on.
    Preset(usize),
    /// Whether something is drawn in the chart that asks.
    Drawn(String),
    /// What a function makes of a series, between two of its points.
    Made(&'static str, usize, Option<(usize, usize)>),
    /// The number of a table for what is chosen.
    Table(usize),
    /// The number on the option that is chosen.
    Number(usize),
    /// Which option of a decision is worth most.
    Best(usize),
    /// How an option of a decision stands among the others.
    Standing(usize, usize),
    /// The step of a chart’s count, by what formulas call it.
    Counted(String),
}

/// What a slot of the value table holds, by position in its list.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Input(usize),
    Metric(usize),
    Series(usize),
    Pinned(usize),
}

impl Holds {
    /// How an input or a metric is written.
    pub(super) fn writing(self, d: &Document) -> Option<Writing> {
        match self {
            Self::Input(i) => d.inputs.get(i).map(|i| i.writing),
            Self::Metric(m) => d.metrics.get(m).map(|m| m.writing),
            Self::Series(_) | Self::Pinned(_) => None,
        }
    }

    /// Whether it is a day of the calendar.
    pub(super) fn is_date(self, d: &Document) -> bool {
        self.writing(d).is_some_and(|w| w.format == Format::Date)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "no document has 65,536 names")]
pub(super) const fn slot(i: usize) -> Slot {
    Slot(i as u16)
}

/// Which names a formula may use.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Series and choices: for defaults, presets and uncertainty.
    Series,
    /// Inputs and series: for the ranges of other inputs.
    Inputs,
    /// Every value: for metrics.
    All,
    /// The state too: for what is said under a condition.
    State,
    /// And what is drawn in the chart at a position.
    Chart(usize),
    /// Every value, and what the chart at a position counts.
    Counted(usize),
}

impl Names<'_> {
    /// What the chart that asks calls its steps.
    fn count(&self) -> Option<&str> {
        let Reach::Counted(chart) = self.reach else { return None };
        let along = self.document.charts.get(chart)?.kind.along()?;
        along.count.as_ref().map(|c| c.name.as_str())
    }
}

/// The words for a status, in the order of the values that stand for them.
pub(super) const STATUSES: [&str; 8] = [
    "published",
    "computed",
    "secondary",
    "planned",
    "disputed",
    "estimate",
    "assumption",
    "yours",
];

/// The words for how an option stands, in the same order as their values.
const STANDINGS: [&str; 3] = ["efficient", "dominated", "extendedly_dominated"];

/// The names of a document, as formulas see them.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub(super) document: &'a Document,
    pub(super) slots: &'a Slots,
    pub(super) reach: Reach,
}

impl Scope for Names<'_> {
    fn symbol(&self, name: &str) -> Option<Symbol> {
        let d = self.document;
        let s = self.slots;
        if self.count() == Some(name) {
            let slot = s.pin(Pinned::Counted(name.to_owned()));
            return Some(Symbol { slot, unit: Unit::DIMENSIONLESS, choices: None });
        }
        let all = self.reach != Reach::Series;
        let named = all && self.reach != Reach::Inputs;
        let input = || d.inputs.iter().position(|i| i.id == name);
        let choice =
            || input().filter(|i| d.inputs.get(*i).is_some_and(Input::is_choice));
        let metric = || d.metrics.iter().position(|m| m.id == name);
        let series = || d.series.iter().position(|s| s.id == name);
        let at = (if all { input() } else { choice() })
            .or_else(|| named.then(metric).flatten().map(|i| s.inputs + i))
            .or_else(|| series().map(|i| s.inputs + s.metrics + i))?;
        let choices =
            d.inputs.get(at).filter(|i| i.is_choice()).map(|input| input.options.len());
        Some(Symbol { slot: slot(at), unit: *s.units.get(at)?, choices })
    }

    fn symbol_at(&self, series: &str, period: &str) -> Option<Symbol> {
        let d = self.document;
        if let Some(at) = d.tables.iter().position(|t| t.id == series && t.by == period) {
            let unit = read_unit(d, &d.tables.get(at)?.unit).ok()?;
            let slot = self.slots.pin(Pinned::Table(at));
            return Some(Symbol { slot, unit, choices: None });
        }
        let at = self.document.series.iter().position(|s| s.id == series)?;
        self.document.series.get(at)?.at(period)?;
        let unit = *self.slots.units.get(self.slots.inputs + self.slots.metrics + at)?;
        let slot = self.slots.pin(Pinned::Figure(at, period.to_owned()));
        Some(Symbol { slot, unit, choices: None })
    }

    fn fact(&self, fact: &str, of: &str) -> Option<Symbol> {
        let d = self.document;
        let input = || d.inputs.iter().position(|i| i.id == of);
        let (pinned, choices) = match (self.reach, fact) {
            (Reach::Series | Reach::Inputs | Reach::All | Reach::Counted(_), _) => {
                return None;
            }
            (_, "is_own") => (Pinned::Own(input()?), None),
            (_, "status") => (Pinned::Status(input()?), Some(STATUSES.len())),
            (_, "preset") => {
                let preset = d.presets.iter().position(|p| p.id == of)?;
                (Pinned::Preset(preset), None)
            }
            (_, "best") => {
                let at = d.decisions.iter().position(|x| x.id == of)?;
                let options = d.decisions.get(at).map(|x| x.options.len());
                (Pinned::Best(at), options)
            }
            (_, "standing") => {
                let mut found = d.decisions.iter().enumerate().filter_map(|(i, x)| {
                    Some((i, x.options.iter().position(|o| o.id == of)?))
                });
                let (decision, option) = found.next()?;
                (Pinned::Standing(decision, option), Some(STANDINGS.len()))
            }
            (Reach::Chart(chart), "drawn") => {
                let chart = d.charts.get(chart)?;
                if !chart.may_draw(d, of) {
                    return None;
                }
                (Pinned::Drawn(of.to_owned()), None)
            }
            _ => return None,
        };
        let slot = self.slots.pin(pinned);
        Some(Symbol { slot, unit: Unit::DIMENSIONLESS, choices })
    }

    #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
    fn option(&self, choice: Slot, name: &str) -> Option<f64> {
        if let Holds::Pinned(p) = self.slots.what(choice) {
            let at = match self.slots.pinned.borrow().get(p)? {
                Pinned::Best(decision) => {
                    let options = &self.document.decisions.get(*decision)?.options;
                    options.iter().position(|o| o.id == name)
                }
                Pinned::Standing(..) => STANDINGS.iter().position(|s| *s == name),
                _ => STATUSES.iter().position(|s| *s == name),
            };
            return at.map(|i| i as f64);
        }
        let input = self.document.inputs.get(usize::from(choice.0))?;
        input.options.iter().position(|o| o.id == name).map(|i| i as f64)
    }

    fn of_series(
        &self,
        function: &str,
        series: &str,
        at: Option<&str>,
    ) -> Option<Symbol> {
        let d = self.document;
        let function = *OF_SERIES.iter().find(|f| **f == function)?;
        if function == "value" {
            let i = d.inputs.iter().position(|i| i.id == series)?;
            let input = d.inputs.get(i).filter(|_| at.is_none())?;
            input.options.first()?.value?;
            let unit = *self.slots.units.get(i)?;
            return Some(Symbol {
                slot: self.slots.pin(Pinned::Number(i)),
                unit,
                choices: None,
            });
        }
        let place = d.series.iter().position(|s| s.id == series)?;
        let points = &d.series.get(place)?.points;
        let point = |period: &str| points.iter().position(|p| p.period == period.trim());
        let between = match (function, at) {
            (_, None) => None,
            ("interpolated", Some(period)) => {
                let period = d.periods.iter().position(|p| p == period)?;
                Some((period, period))
            }
            ("before", Some(_)) => return None,
            (_, Some(range)) => {
                let (from, to) = range.split_once(" to ")?;
                let (from, to) = (point(from)?, point(to)?);
                Some((from.min(to), from.max(to)))
            }
        };
        let unit =
            *self.slots.units.get(self.slots.inputs + self.slots.metrics + place)?;
        let slot = self.slots.pin(Pinned::Made(function, place, between));
        Some(Symbol { slot, unit, choices: None })
    }

    fn definition(&self, name: &str) -> Option<(&[String], &str)> {
        let found = self.document.definitions.iter().find(|x| x.id == name)?;
        Some((&found.takes, &found.formula))
    }

    fn read_unit(&self, text: &str) -> Result<Unit, FormulaError> {
        read_unit(self.document, text)
    }

    fn day(&self) -> Option<Unit> {
        let d = self.document;
        let date = |w: Writing| w.format == Format::Date;
        let inputs = d.inputs.iter().map(|i| i.writing);
        let written = inputs.chain(d.metrics.iter().map(|m| m.writing));
        let at = written.enumerate().find(|(_, w)| date(*w))?.0;
        self.slots.units.get(at).copied()
    }

    fn is_date(&self, slot: Slot) -> bool {
        self.slots.what(slot).is_date(self.document)
    }

    fn factor(&self, from: Unit, to: Unit) -> Option<f64> {
        let (from, by) = rooted(self.document, from);
        let (to, over) = rooted(self.document, to);
        (from == to).then_some(by / over)
    }

    fn apart(&self, first: Unit, second: Unit) -> String {
        apart(self.document, first, second)
    }

    fn unit(&self, name: &str) -> Option<Unit> {
        // A unit literal may say "3 people" or "1 year".
        let named = |u: &&BaseUnit| u.id == name || u.one == name || u.many == name;
        let base = self.document.units.iter().find(named)?;
        read_unit(self.document, &base.id).ok()
    }

    fn names(&self) -> Vec<&str> {
        let d = self.document;
        let series = d.series.iter().map(|s| s.id.as_str());
        if self.reach == Reach::Series {
            let choices = d.inputs.iter().filter(|i| i.is_choice());
            return choices.map(|i| i.id.as_str()).chain(series).gather();
        }
        let inputs = d.inputs.iter().map(|i| i.id.as_str());
        if self.reach == Reach::Inputs {
            return inputs.chain(series).gather();
        }
        let metrics = d.metrics.iter().map(|m| m.id.as_str());
        inputs.chain(metrics).chain(series).chain(self.count()).gather()
    }
}

pub(super) fn read_unit(d: &Document, text: &str) -> Result<Unit, FormulaError> {
    let known: Vec<&str> = d.units.iter().map(|u| u.id.as_str()).gather();
    Unit::parse(text, &known)
}

/// A unit in those that are not said to be so many of another, and how many of
/// these one of it is.
#[inline(never)]
fn rooted(d: &Document, mut unit: Unit) -> (Unit, f64) {
    let mut factor = 1.0;
    // Each round replaces one unit; more rounds than units go in a circle.
    for _ in 0..d.units.len() {
        for (i, base) in d.units.iter().enumerate() {
            let power = unit.power(i);
            let Some((n, other)) = base.is.as_ref().filter(|_| power != 0) else {
                continue;
            };
            let known = (read_unit(d, &base.id), read_unit(d, other));
            let (Ok(own), Ok(other)) = known else { continue };
            unit = unit.over(own.to_the(power)).times(other.to_the(power));
            factor *= libm::pow(*n, f64::from(power));
        }
    }
    (unit, factor)
}
