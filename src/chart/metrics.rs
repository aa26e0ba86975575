//! The choice of a metric, in the charts of uncertainty.

use super::sheet::Sheet;
use super::view::{Choice, View, ViewOption};
use crate::lean::gather::Gather as _;

/// The position of the metric that is shown: the reader's choice, or the
/// document's. Offers all that an uncertain input moves, the answers first.
pub(super) fn chosen(sheet: &mut Sheet<'_>, own: &str, view: &View) -> Option<usize> {
    let model = sheet.model;
    let d = model.document();
    let uncertain: Vec<usize> =
        (0..d.inputs.len()).filter(|i| model.is_uncertain(*i, sheet.evaluation)).gather();
    let own = model.metric(own)?;
    let wanted = view.metric.as_deref().and_then(|id| model.metric(id)).unwrap_or(own);
    let moves = |m: usize| uncertain.iter().any(|i| model.depends(m, *i));
    let answers = d.answers.iter().filter_map(|a| model.metric(&a.metric));
    let shown = |m: &usize| d.metrics.get(*m).is_some_and(|m| !m.hidden);
    let others = (0..d.metrics.len()).filter(shown);
    let all = answers.chain([own]).chain(others).filter(|m| moves(*m));
    let mut offered: Vec<usize> = Vec::new();
    for m in all.chain([wanted]) {
        if !offered.contains(&m) {
            offered.push(m);
        }
    }
    let values = offered.iter().filter_map(|m| {
        let metric = d.metrics.get(*m)?;
        let label = model.called(&metric.label, sheet.evaluation);
        Some(Choice::new(&metric.id, label, *m == wanted))
    });
    let label = sheet.words.chart_outcome;
    let option = ViewOption::one("metric", label, values.gather());
    sheet.scene.options.push(option);
    let name = model.label(model.metric_slot(wanted), sheet.evaluation);
    sheet.scene.subtitle = match sheet.scene.subtitle.as_str() {
        "" => name.to_owned(),
        words => format!("{name} · {words}"),
    };
    Some(wanted)
}
