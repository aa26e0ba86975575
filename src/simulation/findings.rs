//! What is read off the worlds of a simulation.

use super::{Density, Histogram, Simulation, Summary, quantiles};
use crate::formula::{Expression, Slot};
use crate::lean::gather::Gather as _;
use crate::model::Model;

impl Simulation {
    /// The values of an input or metric in every draw, in its unit; NaN where
    /// it has none. `None` if it does not vary, or was not wanted.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 64, 1);
    /// assert_eq!(worlds.column(model.slot("economie").unwrap()).unwrap().len(), 64);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn column(&self, slot: Slot) -> Option<&[f64]> {
        self.columns.column(slot)
    }

    /// Mean, median, 95% interval of an input or metric; `None` if it does
    /// not vary or has a value in no draw.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let s = worlds.summary(model.slot("economie").unwrap()).unwrap();
    /// assert!(s.p2_5 < s.median && s.median < s.p97_5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn summary(&self, slot: Slot) -> Option<Summary> {
        Summary::new(self.column(slot)?)
    }

    /// The share of draws in which an input or metric has a value; `None` if
    /// it does not vary.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 64, 1);
    /// assert_eq!(worlds.share_with_value(model.slot("economie").unwrap()), Some(1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    pub fn share_with_value(&self, slot: Slot) -> Option<f64> {
        let column = self.column(slot)?;
        let with = column.iter().filter(|v| v.is_finite()).count();
        Some(with as f64 / column.len().max(1) as f64)
    }

    /// How the values are spread over equal bins; see [`Histogram`].
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let bins = worlds.histogram(model.slot("economie").unwrap(), 20).unwrap().bins;
    /// assert_eq!(bins.len(), 20);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn histogram(&self, slot: Slot, bins: usize) -> Option<Histogram> {
        Histogram::new(self.column(slot)?, bins)
    }

    /// The same as a smooth curve; see [`Density`].
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let curve = worlds.density(model.slot("economie").unwrap(), 50).unwrap();
    /// assert_eq!(curve.points.len(), 50);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn density(&self, slot: Slot, points: usize) -> Option<Density> {
        Density::new(self.column(slot)?, points)
    }

    /// The probability that one of the document's statements is true, given
    /// by the text of its formula: the share of all draws in which it is. A
    /// draw in which it cannot be told, because something in it has no value,
    /// counts as one in which it is not.
    ///
    /// `None` if the document has no such formula, if it names a metric that
    /// was not wanted, or if it can be told in no draw.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let found = worlds.probability(&model, "economie > achat").unwrap();
    /// assert!((0.0..=1.0).contains(&found));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    #[must_use]
    pub fn probability(&self, model: &Model, statement: &str) -> Option<f64> {
        let formula = model.formula(statement)?;
        if formula.slots().into_iter().any(|s| self.lacks(model, s)) {
            return None;
        }
        let (mut holds, mut told) = (0_usize, 0_usize);
        self.columns.formula(formula, |chunk| {
            told += chunk.iter().filter(|v| !v.is_nan()).count();
            holds += chunk.iter().filter(|v| !v.is_nan() && **v != 0.0).count();
        });
        (told > 0).then(|| holds as f64 / self.draws() as f64)
    }

    /// The values of one of the document’s formulas in so many draws, the first
    /// ones, NaN where it has none; the same in each if it does not vary. `None` if
    /// it names a metric that was not wanted.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let formula = model.formula("economie > achat").unwrap();
    /// assert_eq!(worlds.values(&model, formula, 100).map(|v| v.len()), Some(100));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn values(
        &self,
        model: &Model,
        formula: &Expression,
        draws: usize,
    ) -> Option<Vec<f64>> {
        if formula.slots().into_iter().any(|s| self.lacks(model, s)) {
            return None;
        }
        let mut values = Vec::with_capacity(self.draws());
        self.columns.formula(formula, |chunk| values.extend_from_slice(chunk));
        values.truncate(draws);
        Some(values)
    }

    /// Where 95% of the values of one of the document’s formulas lie; `None` if it
    /// does not vary, or has a value in no draw.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let formula = model.formula("economie > achat").unwrap();
    /// assert!(worlds.interval95(formula).is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn interval95(&self, formula: &Expression) -> Option<(f64, f64)> {
        formula.slots().into_iter().find(|s| self.column(*s).is_some())?;
        let mut values = Vec::with_capacity(self.draws());
        self.columns.formula(formula, |chunk| {
            values.extend(chunk.iter().filter(|v| v.is_finite()));
        });
        let [low, _, high] = quantiles(&values, [0.025, 0.5, 0.975]);
        (!values.is_empty()).then_some((low, high))
    }

    /// The same at each of the rising steps of a count, which stand in a slot;
    /// nothing where no draw has a value.
    #[inline(never)]
    pub(crate) fn intervals95(
        &self,
        formula: &Expression,
        counted: Slot,
        steps: &[i32],
    ) -> Vec<Option<(f64, f64)>> {
        if formula.slots().into_iter().all(|s| self.column(s).is_none()) {
            return vec![None; steps.len()];
        }
        let mut values = vec![Vec::with_capacity(self.draws()); steps.len()];
        self.columns.formula_along(formula, counted, steps, |step, chunk| {
            if let Some(values) = values.get_mut(step) {
                values.extend(chunk.iter().filter(|v| v.is_finite()));
            }
        });
        let interval = |values: &Vec<f64>| {
            let [low, _, high] = quantiles(values, [0.025, 0.5, 0.975]);
            (!values.is_empty()).then_some((low, high))
        };
        values.iter().map(interval).gather()
    }

    /// Whether a slot varies without a column of its own.
    fn lacks(&self, model: &Model, slot: Slot) -> bool {
        let varies = |m| self.inputs().any(|i| model.depends(m, i));
        self.column(slot).is_none() && model.as_metric(slot).is_some_and(varies)
    }
}
