//! How far each uncertain input moves a metric on its own.

use super::regression;
use super::sweep::{Sweep, some};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::{Evaluation, Model};
use crate::simulation::Simulation;
use crate::simulation::ranks;

/// A bar of a tornado: a metric with one input at the ends of its 95%
/// interval, all others as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// The position of the input.
    pub input: usize,
    /// The value below which 2.5% of the input's distribution lie.
    pub low_value: f64,
    /// The value below which 97.5% lie.
    pub high_value: f64,
    /// The metric with the input at its low value, or why it has none there.
    pub low: Result<f64, String>,
    /// The metric with the input at its high value.
    pub high: Result<f64, String>,
    /// Whether the metric changes its sign between the two, or has a value at
    /// one of them only: the bar then means a change of kind, not of size.
    pub sign_flips: bool,
}

impl Swing {
    /// The length of the bar, in the metric's unit; infinite where the metric
    /// has a value at one end only, 0 where it has none.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let swings = sensitivity::tornado(&model, &e, model.slot("economie").unwrap());
    /// assert!(swings[0].width() > swings[1].width());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn width(&self) -> f64 {
        match (&self.low, &self.high) {
            (Ok(low), Ok(high)) => (high - low).abs(),
            (Err(_), Err(_)) => 0.0,
            _ => f64::INFINITY,
        }
    }
}

/// The bars of every uncertain input on which a metric depends, the longest
/// first.
///
/// ```
/// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
/// # let text = std::fs::read_to_string("www/maison.json")?;
/// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
/// # let e = model.evaluate(&model.scenario());
/// let swings = sensitivity::tornado(&model, &e, model.slot("economie").unwrap());
/// assert_eq!(swings[0].input, model.input("heures").unwrap());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn tornado(model: &Model, e: &Evaluation, metric: Slot) -> Vec<Swing> {
    let Some(at) = model.as_metric(metric) else { return Vec::new() };
    let inputs = (0..model.document().inputs.len()).filter(|i| model.depends(at, *i));
    let mut trial = e.clone();
    let mut swings: Vec<Swing> = inputs
        .filter_map(|input| {
            let distribution = model.distribution(input, e);
            if distribution.is_fixed() {
                return None;
            }
            let (low_value, high_value) = distribution.interval95();
            let mut at = |value| {
                let mut scenario = e.scenario.clone();
                model.set(&mut scenario, input, value);
                model.reevaluate(&mut trial, &scenario);
                trial.value(metric).map_err(str::to_owned)
            };
            let (low, high) = (at(low_value), at(high_value));
            let sign_flips = match (&low, &high) {
                (Ok(low), Ok(high)) => (*low < 0.0) != (*high < 0.0),
                (low, high) => low.is_ok() != high.is_ok(),
            };
            Some(Swing { input, low_value, high_value, low, high, sign_flips })
        })
        .gather();
    order::sort(&mut swings, |s| -s.width());
    swings
}

/// How much of a metric's uncertainty is due to one input.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Influence {
    /// The position of the input.
    pub input: usize,
    /// Spearman's rank correlation of input and metric over the draws in which
    /// the metric has a value, from -1 to 1.
    pub rank_correlation: f64,
    /// The share of the metric's variance that would go if the input were
    /// known: the variance of the metric's mean given the input, by regression
    /// on the draws, over the metric's variance. Shares of several inputs add
    /// up to 1 only where they do not act on each other.
    pub variance_share: f64,
}

/// The influence of every input that a simulation varies on a metric, the
/// largest share first.
///
/// ```
/// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
/// # let text = std::fs::read_to_string("www/maison.json")?;
/// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
/// # let e = model.evaluate(&model.scenario());
/// let metric = model.slot("economie").unwrap();
/// let worlds = simulation::Simulation::run(&model, &e, 4096, 1);
/// let found = sensitivity::influences(&model, &worlds, metric);
/// assert_eq!(found[0].input, model.input("heures").unwrap());
/// assert!(found[0].variance_share > 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn influences(
    model: &Model,
    simulation: &Simulation,
    metric: Slot,
) -> Vec<Influence> {
    let Some(at) = model.as_metric(metric) else { return Vec::new() };
    let Some(outcome) = simulation.column(metric) else { return Vec::new() };
    let mut found: Vec<Influence> = simulation
        .inputs()
        .filter(|i| model.depends(at, *i))
        .filter_map(|input| {
            let drawn = simulation.column(model.input_slot(input))?;
            let both = drawn.iter().zip(outcome).filter(|(_, y)| y.is_finite());
            let (x, y): (Vec<f64>, Vec<f64>) = both.map(|(x, y)| (*x, *y)).unzip();
            Some(Influence {
                input,
                rank_correlation: ranks::correlation(&x, &y),
                variance_share: regression::variance_share(&x, &y),
            })
        })
        .gather();
    order::sort(&mut found, |i| -i.variance_share);
    found
}

/// A metric over the whole range of an input, everything else as it is:
/// values of the input, each with the metric where it has a value.
///
/// Empty where the metric does not depend on the input.
///
/// ```
/// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
/// # let text = std::fs::read_to_string("www/maison.json")?;
/// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
/// # let e = model.evaluate(&model.scenario());
/// let (input, metric) = (model.input("lampes").unwrap(), model.slot("achat").unwrap());
/// let curve = sensitivity::effect_curve(&model, &e, input, metric, 3);
/// assert_eq!(curve[2], (60.0, Some(300.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn effect_curve(
    model: &Model,
    e: &Evaluation,
    input: usize,
    metric: Slot,
    points: usize,
) -> Vec<(f64, Option<f64>)> {
    let values = super::sweep::over_range(model, e, input, points);
    let Some(mut sweep) = Sweep::new(model, e, &[input], metric, values.len()) else {
        return Vec::new();
    };
    sweep.values(input).copy_from_slice(&values);
    values.into_iter().zip(sweep.metric().iter().map(|v| some(*v))).gather()
}
