//! `render`: a chart of a document as a picture.

use crate::Outcome;
use crate::arguments::{Arguments, did_you_mean};
use crate::scenario::Subject;
use cost_calculator::Model;
use cost_calculator::chart::{self, Frame, Palette, Scene, TableMeasure, View};
use cost_calculator::document::Chart;
use cost_calculator::model::Evaluation;
use cost_calculator::simulation::Simulation;
use std::path::PathBuf;

/// What it understands beside a document and a scenario.
pub(crate) const USAGE: &str = "FILE --chart ID --svg OUT [--width N] [--theme light|dark] \
                                [--preset ID] [--period P] [--set ID=VALUE ...]";

/// The size of type in a picture, in CSS pixels.
const TEXT: f64 = 14.0;
/// Draws behind charts of what is not sure; the widget begins with the same.
const DRAWS: usize = 10_000;

pub(crate) fn run(mut arguments: Arguments) -> Outcome {
    let id: String = arguments.needed("--chart", "which chart")?;
    let out: PathBuf = arguments.needed("--svg", "where to write the picture")?;
    let width = arguments.option::<f64>("--width")?.unwrap_or(640.0);
    let palette = match arguments.option::<String>("--theme")?.as_deref() {
        None | Some("light") => Palette::light(),
        Some("dark") => Palette::dark(),
        Some(other) => {
            return Err(format!("--theme is light or dark, not “{other}”.").into());
        }
    };
    let Subject { model, scenario, .. } = Subject::take(arguments)?;
    let charts = &model.document().charts;
    let chart = charts.iter().find(|c| c.id == id).ok_or_else(|| {
        let ids: Vec<&str> = charts.iter().map(|c| c.id.as_str()).collect();
        let near = did_you_mean(&id, &ids);
        let list = ids.join(", ");
        format!("The document has no chart “{id}”.{near} There are: {list}.")
    })?;
    let scene = picture(&model, &model.evaluate(&scenario), chart, width);
    std::fs::write(&out, scene.to_svg(&palette)?)
        .map_err(|e| format!("{} cannot be written: {e}.", out.display()))?;
    say!("{}\n{}", scene.headline, out.display());
    Ok(())
}

/// A chart as it first meets a reader, with its headline and note, in all as
/// wide as said.
pub(crate) fn picture(model: &Model, e: &Evaluation, chart: &Chart, width: f64) -> Scene {
    let worlds = Simulation::run(model, e, DRAWS, 1);
    let at = |width| {
        let subject = chart::Subject {
            model,
            evaluation: e,
            chart,
            view: &View::default(),
            pinned: None,
            simulation: Some(&worlds),
        };
        chart::scene(&subject, &Frame { width, text: TEXT, measure: &TableMeasure })
    };
    let empty = Scene { width, ..Scene::default() };
    let margins = empty.titled("", TEXT, &TableMeasure).width - width;
    let scene = at(width - margins);
    scene.titled(&scene.origin(model, e), TEXT, &TableMeasure)
}
