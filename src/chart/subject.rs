//! What a chart is drawn from, and what into.

use super::{Measure, View};
use crate::document::Chart;
use crate::model::{Evaluation, Model};
use crate::simulation::Simulation;

/// What a chart is drawn from.
#[derive(Copy, Clone, Debug)]
pub struct Subject<'a> {
    /// The document's model.
    pub model: &'a Model,
    /// Its values now.
    pub evaluation: &'a Evaluation,
    /// The chart of the document.
    pub chart: &'a Chart,
    /// What the reader chose to see.
    pub view: &'a View,
    /// The values of the scenario kept to compare with, if there is one.
    pub pinned: Option<&'a Evaluation>,
    /// The plausible worlds, for the charts that show how sure something is.
    pub simulation: Option<&'a Simulation>,
}

/// What a chart is drawn into.
#[derive(Copy, Clone)]
pub struct Frame<'a> {
    /// Its width in CSS pixels, between 240 and 1600.
    pub width: f64,
    /// The size of its type in CSS pixels, 13 or more.
    pub text: f64,
    /// How wide words are.
    pub measure: &'a dyn Measure,
}

impl std::fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame {{ width: {}, text: {} }}", self.width, self.text)
    }
}
