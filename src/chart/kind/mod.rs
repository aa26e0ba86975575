//! One file for each kind of chart that a document may have.

mod acceptability;
mod bars;
mod breakdown;
mod distribution;
mod frontier;
mod funnel;
mod ladder;
mod map;
mod paired;
mod people;
mod scatter;
mod tornado;
mod trend;
mod waterfall;
mod worth;

use super::sheet::Sheet;
use super::subject::{Frame, Subject};
use super::{Scene, View};
use crate::document::{Chart, ChartKind};
use crate::formula::Slot;
use crate::model::Model;

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
    let kind = of(&subject.chart.kind);
    // What is said beside a decision goes by the perspective from which it is drawn.
    let seen = kind.seen(subject.model, subject.view);
    let seen = seen.map(|(id, at)| subject.model.seen_from(subject.evaluation, id, at));
    let evaluation = seen.as_ref().unwrap_or(subject.evaluation);
    let subject = &Subject { evaluation, ..*subject };
    let drawn = |name: &str| kind.is_drawn(subject.model, subject.view, name);
    let scene = kind.scene(subject, Sheet::new(subject, frame, &drawn));
    let worlds_of = kind.draws(subject.model, subject.view);
    Scene { worlds_of, ..scene }.written_in(subject.model)
}

/// The values whose plausible worlds a chart shows, in whatever way the reader
/// chose to see it.
#[must_use]
pub fn draws(model: &Model, chart: &Chart, view: &View) -> Vec<Slot> {
    of(&chart.kind).draws(model, view)
}

/// A kind of chart: the document's type of that name, and how it is drawn.
trait Kind {
    /// Draws what it shows of a subject on an empty sheet.
    fn scene<'a>(&'a self, subject: &Subject<'a>, sheet: Sheet<'a>) -> Scene;

    /// Whether something of the document's is drawn now, by its name: see
    /// [`Chart::may_draw`].
    fn is_drawn(&self, _: &Model, _: &View, _name: &str) -> bool {
        false
    }

    /// A decision, by its id, that the reader sees from another perspective than the
    /// first, by position.
    fn seen(&self, _: &Model, _: &View) -> Option<(&str, usize)> {
        None
    }

    /// The values whose plausible worlds it shows.
    fn draws(&self, _: &Model, _: &View) -> Vec<Slot> {
        Vec::new()
    }
}

/// The only place that lists the kinds there are.
fn of(kind: &ChartKind) -> &dyn Kind {
    match kind {
        ChartKind::Funnel(kind) => kind,
        ChartKind::People(kind) => kind,
        ChartKind::Ladder(kind) => kind,
        ChartKind::Trend(kind) => kind,
        ChartKind::Bars(kind) => kind,
        ChartKind::Waterfall(kind) => kind,
        ChartKind::Scatter(kind) => kind,
        ChartKind::Paired(kind) => kind,
        ChartKind::Breakdown(kind) => kind,
        ChartKind::Tornado(kind) => kind,
        ChartKind::Distribution(kind) => kind,
        ChartKind::Map(kind) => kind,
        ChartKind::Worth(kind) => kind,
        ChartKind::Frontier(kind) => kind,
        ChartKind::Acceptability(kind) => kind,
    }
}
