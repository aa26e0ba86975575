//! Headlines that a chart also shows where they may no longer be so.

use crate::chart::{self, Frame, Scene, TableMeasure, View};
use crate::document::Chart;
use crate::model::{Evaluation, Model};
use crate::simulation::{SEED, Simulation};

/// Worlds enough for a chart to be drawn at all.
const DRAWS: usize = 512;

/// Each headline that states a figure, asks nothing of what is drawn, and stays
/// when the chart's own options draw something else: with the option.
pub(super) fn unmentioned(model: &Model) -> Vec<String> {
    let e = model.evaluate(&model.scenario());
    let worlds = Simulation::run(model, &e, DRAWS, SEED);
    let charts = model.document().charts.iter();
    charts.filter_map(|chart| of_chart(model, &e, &worlds, chart)).collect()
}

fn of_chart(
    model: &Model,
    e: &Evaluation,
    worlds: &Simulation,
    chart: &Chart,
) -> Option<String> {
    let drawn = |view: &View| {
        let simulation = Some(worlds);
        let subject = chart::Subject {
            model,
            evaluation: e,
            chart,
            view,
            pinned: None,
            simulation,
        };
        chart::scene(
            &subject,
            &Frame { width: 360.0, text: 13.0, measure: &TableMeasure },
        )
    };
    let first = drawn(&View::default());
    let said =
        chart.headlines.iter().find(|h| model.fill(&h.text, e) == first.headline)?;
    let states = said.text.contains(|c: char| c.is_ascii_digit() || c == '{');
    if !states || said.condition.contains("drawn") {
        return None;
    }
    first.options.iter().find_map(|option| {
        let other = option.values.iter().find(|choice| {
            let sign = match (option.many, choice.chosen) {
                (true, true) => "-",
                (true, false) => "+",
                (false, true) => return false,
                (false, false) => "",
            };
            let mut view = View::default();
            view.choose(option.id, &format!("{sign}{}", choice.id));
            stays(&first, &drawn(&view))
        })?;
        Some(format!(
            "charts, {}, headlines: “{}” is also said with “{}” changed to “{}”; a \
             condition on what is drawn, as drawn(…), would tell.",
            chart.id, first.headline, option.label, other.label
        ))
    })
}

/// Whether the headline is the same although other figures are drawn.
fn stays(first: &Scene, other: &Scene) -> bool {
    first.headline == other.headline && first.table.rows != other.table.rows
}
