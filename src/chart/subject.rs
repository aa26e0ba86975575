//! What a chart is drawn from, and the way from there to its scene.

use super::sheet::Sheet;
use super::{Measure, Scene, View, kind};
use crate::document::Chart;
use crate::formula::Slot;
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

/// Resolves a chart. Never fails: a chart without values is a scene with a
/// sentence that says why.
///
/// ```
/// use cost_calculator::chart::{Frame, Palette, Subject, TableMeasure, View, scene};
/// # use cost_calculator::{document::Value, Model};
/// # let value: Value = serde_json::from_str(r#"{"format": 1, "id": "tea", "version": "1",
/// #   "title": "Tea", "units": {"cup": {"one": "cup", "many": "cups"}},
/// #   "periods": ["now"], "default_period": "now", "groups": [{"id": "all", "label": "All"}],
/// #   "inputs": [{"id": "cups", "label": "Cups", "unit": "cup", "group": "all", "value": 8,
/// #      "min": 0, "max": 9, "step": 1, "format": "count"}], "metrics": [],
/// #   "charts": [{"id": "drunk", "kind": "funnel", "label": "Cups", "headlines": [],
/// #      "bases": [{"id": "all", "label": "All cups", "stages": [
/// #        {"label": "Poured", "formula": "cups"}, {"label": "Drunk", "formula": "cups * 0.75"}]}]}]}"#)
/// #   .unwrap();
/// let model = Model::load(&value)?;
/// let evaluation = model.evaluate(&model.scenario());
/// let chart = model.document().chart("drunk").unwrap();
/// let subject = Subject {
///     model: &model, evaluation: &evaluation, chart, view: &View::default(), pinned: None,
///     simulation: None,
/// };
/// let frame = Frame { width: 360.0, text: 13.0, measure: &TableMeasure };
/// let scene = scene(&subject, &frame);
/// assert!(scene.summary.contains("Drunk: 75 in 100"));
/// assert!(scene.to_svg(&Palette::dark())?.contains("75 in 100"));
/// # Ok::<(), cost_calculator::Error>(())
/// ```
#[must_use]
pub fn scene(subject: &Subject<'_>, frame: &Frame<'_>) -> Scene {
    kind::of(&subject.chart.kind).scene(subject, Sheet::new(subject, frame))
}

/// The values whose plausible worlds a chart shows, in whatever way the reader
/// chose to see it.
#[must_use]
pub fn draws(model: &Model, chart: &Chart, view: &View) -> Vec<Slot> {
    kind::of(&chart.kind).draws(model, view)
}
