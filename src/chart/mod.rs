//! From a document and its values to pictures.
//!
//! [`scene`] resolves a chart into a [`Scene`]: marks with coordinates, the
//! words of the chart, what can be pointed at, and the table of its data. A
//! scene is then painted on any of plotters' backends ([`Scene::paint`]),
//! written as a picture ([`Scene::to_svg`]) or as a table
//! ([`Scene::to_csv`]). No chart computes a metric; values come from the
//! evaluation.

mod axis;
mod bars;
mod between;
mod clip;
mod contour;
mod decollide;
mod kind;
mod lines;
mod mark;
mod measure;
mod metrics;
mod palette;
mod places;
mod scale;
mod scene;
mod series;
mod sheet;
mod spark;
mod surface;
mod svg;
mod table;
mod titled;
mod view;
mod worlds;

pub use mark::{Anchor, Ink, Mark};
pub use measure::{Measure, TableMeasure};
pub use palette::{Palette, Rgb};
pub use scale::{Domain, Scale};
pub use scene::{Hit, Scene};
pub use spark::spark;
pub use table::Table;
pub use view::{Choice, View, ViewOption};

use crate::document::{Chart, ChartKind};
use crate::model::{Evaluation, Model};
use crate::simulation::Simulation;
use kind::trend::Spec;
use kind::{breakdown, distribution, funnel, ladder, map, paired, tornado, trend, worth};
use sheet::Sheet;

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
    let sheet = Sheet::new(subject, frame);
    let view = subject.view;
    match &subject.chart.kind {
        ChartKind::Funnel { bases } => funnel::scene(sheet, bases, view),
        ChartKind::Ladder { rungs, years } => {
            ladder::scene(sheet, rungs, years.as_ref(), view)
        }
        ChartKind::Trend { index, lines, writing } => {
            let index = index.as_deref();
            let spec = Spec { lines, index, writing: Some(*writing), main: None };
            trend::scene(sheet, &spec, view)
        }
        ChartKind::Paired { start, end, writing } => {
            paired::scene(sheet, start, end, *writing)
        }
        ChartKind::Breakdown { breakdowns, measure, period } => {
            let own = breakdown::Own { breakdowns, measure, period };
            breakdown::scene(sheet, &own, view)
        }
        ChartKind::Tornado { metric } => tornado::scene(sheet, metric, view),
        ChartKind::Distribution { metric, statements } => {
            distribution::scene(sheet, metric, statements, subject.simulation, view)
        }
        ChartKind::Map { metric, x, y, line, presets } => {
            map::scene(sheet, &map::Spec { metric, x, y, line: *line, presets })
        }
        ChartKind::Worth { effect, value, perspectives, population } => {
            let population = population.as_ref();
            let spec = worth::Spec { effect, value, perspectives, population };
            worth::scene(sheet, &spec, subject.simulation, view)
        }
    }
}
