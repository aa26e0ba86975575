//! What a chart goes along: the periods of the document, or a count of its own.

use super::series::{DRAWS, Datum, Periods};
use super::sheet::Sheet;
use crate::document::{Along, Annotation, Count};
use crate::formula::Expression;
use crate::lean::gather::Gather as _;
use crate::simulation::{SEED, Simulation};

/// A band is worked out at so many steps, and lies straight between them.
const BANDS: usize = 60;

/// The steps of a chart, each with its name.
pub(super) struct Steps<'a> {
    /// What they are called in sentences and tables.
    pub(super) names: Vec<String>,
    /// The same as they stand along the axis.
    pub(super) along: Vec<String>,
    /// What is along, where it is not the periods.
    pub(super) title: String,
    /// The first and the last of the periods that may be shown.
    pub(super) within: (usize, usize),
    over: Over<'a>,
}

enum Over<'a> {
    Periods(Periods),
    Count(&'a Count, Vec<i32>),
}

/// A formula at each step, and why it has no value where it has none.
pub(super) type Values = (Vec<Option<Datum>>, Option<String>);

impl<'a> Steps<'a> {
    /// Those that a chart goes along; what is computed goes with the reader, if
    /// it `follows`.
    ///
    /// # Errors
    /// Why there are none.
    pub(super) fn new(
        sheet: &Sheet<'_>,
        along: &'a Along,
        follows: bool,
    ) -> Result<Self, String> {
        let Some(count) = &along.count else {
            let d = sheet.model.document();
            let at = |p: &Option<String>| p.as_ref().and_then(|p| d.period(p));
            let last = d.periods.len().saturating_sub(1);
            return Ok(Self {
                names: d.periods.clone(),
                along: d.periods.clone(),
                title: String::new(),
                within: (at(&along.first).unwrap_or(0), at(&along.last).unwrap_or(last)),
                over: Over::Periods(Periods::new(sheet, follows)),
            });
        };
        let steps: Vec<i32> = sheet.model.steps(count, sheet.evaluation)?.gather();
        Ok(Self {
            names: steps.iter().map(|s| format!("{} {s}", count.label)).gather(),
            along: steps.iter().map(ToString::to_string).gather(),
            title: count.label.clone(),
            within: (0, steps.len().saturating_sub(1)),
            over: Over::Count(count, steps),
        })
    }

    /// Whether they are a count of the chart's own.
    pub(super) const fn are_counted(&self) -> bool {
        matches!(self.over, Over::Count(..))
    }

    /// A formula at each of them, with the range of its plausible values if that
    /// is wanted; money in the prices of a period, if one is named.
    pub(super) fn values(
        &self,
        sheet: &Sheet<'_>,
        formula: &str,
        band: bool,
        prices: Option<&str>,
    ) -> Values {
        match &self.over {
            Over::Periods(periods) => (periods.line(sheet, formula, band, prices), None),
            Over::Count(count, steps) => counted(sheet, formula, band, count, steps),
        }
    }

    /// How far along an annotation stands, in steps from the first.
    pub(super) fn place(&self, sheet: &Sheet<'_>, note: &Annotation) -> Option<f64> {
        let at = match &self.over {
            #[expect(clippy::cast_precision_loss, reason = "a few periods")]
            Over::Periods(_) => sheet.model.document().period(&note.at)? as f64,
            Over::Count(_, steps) => {
                let at = sheet.model.value_of(&note.at, sheet.evaluation).ok()?;
                at - f64::from(*steps.first()?)
            }
        };
        #[expect(clippy::cast_precision_loss, reason = "some hundreds at most")]
        let within = self.within.0 as f64..=self.within.1 as f64;
        within.contains(&at).then_some(at)
    }
}

/// A formula at each step of a count.
#[inline(never)]
fn counted(
    sheet: &Sheet<'_>,
    formula: &str,
    band: bool,
    count: &Count,
    steps: &[i32],
) -> Values {
    let model = sheet.model;
    let Some(formula) = model.formula(formula) else { return (Vec::new(), None) };
    let mut at = sheet.evaluation.clone();
    let mut reason = None;
    let value = |step: &i32| {
        model.count_to(&mut at, count, *step);
        let found = model.worked_out(formula, &at);
        let value = found.map_err(|why| reason.get_or_insert(why).clone()).ok()?;
        Some(Datum::computed(value))
    };
    let mut values: Vec<Option<Datum>> = steps.iter().map(value).gather();
    if band {
        bands(sheet, formula, count, steps, &mut values);
    }
    (values, reason)
}

/// The range of the plausible values at each step: the same draws serve all.
#[inline(never)]
fn bands(
    sheet: &Sheet<'_>,
    formula: &Expression,
    count: &Count,
    steps: &[i32],
    values: &mut [Option<Datum>],
) {
    let model = sheet.model;
    let slots = formula.slots();
    let worlds = Simulation::run_for(model, sheet.evaluation, &slots, DRAWS, SEED);
    let every = steps.len().div_ceil(BANDS).max(1);
    let last = steps.len().saturating_sub(1);
    let mut places: Vec<usize> = (0..last).step_by(every).gather();
    places.push(last);
    let at: Vec<i32> = places.iter().filter_map(|i| steps.get(*i).copied()).gather();
    // What no formula reads changes nothing.
    let found = model.counted(count).map_or_else(
        || vec![worlds.interval95(formula); at.len()],
        |slot| worlds.intervals95(formula, slot, &at),
    );
    let mut known: Option<(usize, (f64, f64))> = None;
    for (i, band) in places.into_iter().zip(found) {
        let Some(band) = band else {
            known = None;
            continue;
        };
        // From the one before to this one.
        let (from, start) = known.unwrap_or((i, band));
        #[expect(clippy::cast_precision_loss, reason = "some hundreds at most")]
        let way =
            |k: usize| if k == i { 1.0 } else { (k - from) as f64 / (i - from) as f64 };
        for k in from..=i {
            let between = |a: f64, b: f64| a + way(k) * (b - a);
            if let Some(Some(datum)) = values.get_mut(k) {
                let ends = (between(start.0, band.0), between(start.1, band.1));
                datum.band = Some(ends);
            }
        }
        known = Some((i, band));
    }
}
