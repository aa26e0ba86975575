//! Formulas over series, period by period, with what is known of each figure.

use super::sheet::Sheet;
use crate::document::{Prices, Series, Status};
use crate::formula::{Expression, Slot};
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Scenario};
use crate::simulation::{SEED, Simulation};
use crate::words::fill;

/// So many are drawn in each period: a band is read by eye.
pub(super) const DRAWS: usize = 1000;

/// One figure of a line.
#[derive(Clone, Debug)]
pub(super) struct Datum {
    pub(super) value: f64,
    pub(super) bounds: Option<(f64, f64)>,
    /// Where 95% of its plausible values lie, if that is shown.
    pub(super) band: Option<(f64, f64)>,
    /// Whether it is as published, or arithmetic on what is.
    pub(super) firm: bool,
    /// Whether it does not compare with what stands before it.
    pub(super) broken: bool,
    /// Its status and source in words.
    pub(super) detail: String,
    /// The ids of the sources of what it reads.
    pub(super) sources: Vec<String>,
}

impl Datum {
    /// One that is worked out from nothing published.
    pub(super) const fn computed(value: f64) -> Self {
        Self {
            value,
            bounds: None,
            band: None,
            firm: true,
            broken: false,
            detail: String::new(),
            sources: Vec::new(),
        }
    }
}

/// The periods of a document.
pub(super) struct Periods {
    /// What is the same in each, worked out in one of them.
    start: Evaluation,
}

impl Periods {
    /// Each period with the document's own values, or with what the reader set.
    pub(super) fn new(sheet: &Sheet<'_>, follows: bool) -> Self {
        let model = sheet.model;
        let own = model.scenario();
        let scenario = if follows { &sheet.evaluation.scenario } else { &own };
        Self { start: model.evaluate(scenario) }
    }

    /// A formula over all periods; money in the prices of `prices`, if that is
    /// a period.
    pub(super) fn line(
        &self,
        sheet: &Sheet<'_>,
        formula: &str,
        wants_band: bool,
        prices: Option<&str>,
    ) -> Vec<Option<Datum>> {
        let Some(expression) = sheet.model.formula(formula) else {
            return Vec::new();
        };
        let periods = sheet.model.document().periods.iter().enumerate();
        let level = prices.filter(|_| is_money(sheet, expression));
        let reads = sheet.model.reads(expression, wants_band);
        let mut e = self.start.clone();
        let mut worlds: Option<Simulation> = None;
        let datum = |(at, period): (usize, &String)| {
            match &reads {
                Some(reads) => sheet.model.turn_to(&mut e, at, reads),
                None => {
                    let scenario = Scenario { period: at, ..e.scenario.clone() };
                    e = sheet.model.evaluate(&scenario);
                }
            }
            let factor =
                level.map_or(Some(1.0), |base| price_factor(sheet, period, base))?;
            let found = datum(sheet, expression, period, &e, factor)?;
            let band =
                if wants_band { band(sheet, expression, &e, &mut worlds) } else { None };
            let band = band.map(|(low, high)| (low * factor, high * factor));
            Some(Datum { band, ..found })
        };
        periods.map(datum).gather()
    }
}

/// The breaks of a formula's series, in words.
pub(super) fn breaks(sheet: &Sheet<'_>, formula: &str, within: &[String]) -> Vec<String> {
    let Some(expression) = sheet.model.formula(formula) else { return Vec::new() };
    let breaks = read_series(sheet, expression).into_iter().flat_map(|(_, s)| {
        let shown = s.breaks.iter().filter(|b| within.iter().skip(1).any(|p| *p == b.at));
        shown.map(move |b| (s, b))
    });
    let told = |(s, b): (&Series, &crate::document::Break)| {
        let places = [
            ("label", s.label.as_str()),
            ("period", b.at.as_str()),
            ("note", b.note.trim_end_matches('.')),
        ];
        fill(sheet.words.chart_break, &places)
    };
    breaks.map(told).gather()
}

/// Whether a formula comes out as money of each year: what is divided by the
/// price level already is not.
pub(super) fn is_money(sheet: &Sheet<'_>, expression: &Expression) -> bool {
    let deflator = sheet.model.document().prices.as_ref().map(|p| p.deflator.as_str());
    let read = read_series(sheet, expression);
    if read.iter().any(|(_, s)| Some(s.id.as_str()) == deflator) {
        return false;
    }
    let units = sheet.model.document().units.iter().enumerate();
    let mut money = units.filter(|(_, u)| !u.symbol.is_empty());
    money.any(|(i, _)| expression.unit().power(i) == 1)
}

/// By how much money of a period is multiplied to be in the prices of another.
fn price_factor(sheet: &Sheet<'_>, period: &str, base: &str) -> Option<f64> {
    let d = sheet.model.document();
    let Prices { deflator, .. } = d.prices.as_ref()?;
    let level = |period| Some(d.series(deflator)?.at(period)?.value);
    let factor = level(base)? / level(period)?;
    factor.is_finite().then_some(factor)
}

/// The series a formula reads at the period looked at.
fn read_series<'a>(
    sheet: &Sheet<'a>,
    expression: &Expression,
) -> Vec<(Slot, &'a Series)> {
    let series = |slot| match sheet.model.as_series(slot)? {
        (at, None) => Some((slot, sheet.model.document().series.get(at)?)),
        _ => None,
    };
    expression.slots().into_iter().filter_map(series).gather()
}

/// Where 95% of the plausible values of a formula lie. The same draws serve all
/// periods, so that the band is steady.
#[inline(never)]
fn band(
    sheet: &Sheet<'_>,
    formula: &Expression,
    e: &Evaluation,
    worlds: &mut Option<Simulation>,
) -> Option<(f64, f64)> {
    let run = |mut worlds: Simulation| {
        worlds.rerun(sheet.model, e);
        worlds
    };
    let slots = formula.slots();
    let anew = || Simulation::run_for(sheet.model, e, &slots, DRAWS, SEED);
    let here = worlds.take().map_or_else(anew, run);
    worlds.insert(here).interval95(formula)
}

fn datum(
    sheet: &Sheet<'_>,
    expression: &Expression,
    period: &str,
    e: &Evaluation,
    factor: f64,
) -> Option<Datum> {
    let value = expression.evaluate(e.values()).ok()? * factor;
    let read = read_series(sheet, expression);
    let points = || read.iter().filter_map(|(slot, s)| Some((*slot, *s, s.at(period)?)));
    let mut range = (value, value);
    for (slot, _, point) in points() {
        let Some((low, high)) = point.bounds else { continue };
        for bound in [low, high] {
            let mut values = e.values().to_vec();
            if let Some(place) = values.get_mut(usize::from(slot.0)) {
                *place = bound;
            }
            if let Ok(v) = expression.evaluate(&values) {
                range = (range.0.min(v * factor), range.1.max(v * factor));
            }
        }
    }
    let firm = |s: Status| matches!(s, Status::Published | Status::Computed);
    let mut told: Vec<String> = Vec::new();
    let mut tell = |words: String| {
        if !words.is_empty() && !told.contains(&words) {
            told.push(words);
        }
    };
    for (_, _, point) in points() {
        tell(sheet.words.status(point.status.word()).to_owned());
        let known = sheet.model.document().source(&point.source);
        tell(known.map(|s| format!("{}, {}", s.title, s.publisher)).unwrap_or_default());
        tell(point.note.clone());
    }
    let breaks = |s: &Series| s.breaks.iter().any(|b| b.at == period);
    Some(Datum {
        value,
        bounds: (range.0 < range.1).then_some(range),
        band: None,
        firm: points().all(|(_, _, p)| firm(p.status)),
        broken: read.iter().any(|(_, s)| breaks(s)),
        detail: told.join(" · "),
        sources: points().map(|(_, _, p)| p.source.clone()).gather(),
    })
}
