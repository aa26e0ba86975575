//! Curves of a probability, by what a unit of effect is worth: the axes around them,
//! and what can be pointed at on them.

use super::Hit;
use super::axis::{self, Ticks};
use super::clip::Plot;
use super::information::DRAWS;
use super::mark::{Ink, Mark};
use super::scale::{Domain, Scale};
use super::sheet::Sheet;
use crate::format::Length;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::Evaluation;
use crate::simulation::{SEED, Simulation};
use crate::words::fill;

/// Steps of a curve.
const STEPS: u32 = 32;

/// The values at which a curve is drawn, evenly along its scale.
pub(super) fn values(range: Domain, log: bool) -> Vec<f64> {
    let along = Scale::new(range, 0.0, f64::from(STEPS), log);
    (0..=STEPS).map(|i| along.value(f64::from(i))).gather()
}

/// None, half and all, in words: as percentages for an analyst, as so many of ten
/// worlds for everybody else.
pub(super) fn ticks(sheet: &Sheet<'_>, analyst: bool) -> Ticks {
    let share = sheet.model.percent_format(Some(0));
    let tick = |p: f64| {
        let tenths = libm::round(p * 10.0).to_string();
        let natural = || fill(sheet.words.chart_tenths, &[("n", &tenths)]);
        (p, if analyst { share.write(p, Length::Short) } else { natural() })
    };
    vec![tick(0.0), tick(0.5), tick(1.0)]
}

/// The worlds of the scenario kept to compare with, if it is another.
pub(super) fn kept<'a>(
    sheet: &Sheet<'a>,
    wanted: &[Slot],
) -> Option<(&'a Evaluation, Simulation)> {
    let kept = sheet.pinned.filter(|k| k.scenario != sheet.evaluation.scenario)?;
    Some((kept, Simulation::run_for(sheet.model, kept, wanted, DRAWS, SEED)))
}

/// Where probabilities lie.
pub(super) struct Chances {
    plot: Plot,
    x: Scale,
    pub(super) y: Scale,
}

impl Chances {
    /// Those at values of a range.
    pub(super) fn new(plot: Plot, range: Domain, log: bool) -> Option<Self> {
        let x = Scale::new(range, plot.left, plot.right, log);
        let y = Scale::new(Domain::of([0.0, 1.0])?, plot.bottom, plot.top, false);
        Some(Self { plot, x, y })
    }

    /// Where a curve goes through.
    pub(super) fn points(&self, values: &[f64], chances: &[f64]) -> Vec<(f64, f64)> {
        values.iter().zip(chances).map(|(v, p)| self.at(*v, *p)).gather()
    }

    /// Where a probability lies at a value.
    pub(super) fn at(&self, value: f64, p: f64) -> (f64, f64) {
        (self.x.at(value), self.y.at(p))
    }

    /// What a unit is worth now, across all curves.
    pub(super) fn now(&self, sheet: &mut Sheet<'_>, worth: f64) {
        let at = self.x.at(worth);
        let (from, to) = ((at, self.plot.top), (at, self.plot.bottom));
        sheet.put(Mark::Rule { from, to, dashed: true, ink: Ink::Muted });
    }

    /// The axis of what a unit is worth, with its name.
    pub(super) fn foot(&self, sheet: &mut Sheet<'_>, value: Slot) {
        let Plot { left, right, bottom, .. } = self.plot;
        sheet.y = bottom;
        let money = sheet.round_format(value);
        let label = sheet.model.label(value, sheet.evaluation);
        axis::along_named(sheet, &self.x, &money, (left, right), label);
    }

    /// A point of a curve can be pointed at.
    pub(super) fn hit(&self, sheet: &mut Sheet<'_>, (value, p): (f64, f64), hit: Hit) {
        let width = (self.plot.right - self.plot.left) / f64::from(STEPS);
        let (x, y) = self.at(value, p);
        let (x, y) = (x - 0.5 * width, y - 6.0);
        sheet.hit(Hit { x, y, width, height: 12.0, ..hit });
    }
}
