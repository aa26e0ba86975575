//! What a reader takes away: values with their codebook and sources, as CSV
//! and JSON.

use crate::chart::Table;
use crate::document::{Source, Status};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Fill, Model};
use crate::simulation::{Summaries, Summary};

/// Every input and metric of an evaluation as JSON:
/// `{"inputs": {id: {"value", "unit", "status"}}, "metrics": {id: {"value",
/// "reason", "unit", "text"}}}`. The status is the document's of the figure
/// that is there, or "yours" where somebody set it. A value that does not exist
/// is null, with the reason; where there is one the reason is null.
///
/// ```
/// # use cost_calculator::{document::Value, export, Model};
/// # let value: Value = serde_json::from_str(r#"{"format": 1, "id": "tea", "version": "1",
/// #   "title": "Tea", "units": {"cup": {"one": "cup", "many": "cups"}},
/// #   "periods": ["now"], "default_period": "now", "groups": [{"id": "all", "label": "All"}],
/// #   "inputs": [{"id": "cups", "label": "Cups", "unit": "cup", "group": "all", "value": 2,
/// #      "min": 0, "max": 9, "step": 1, "format": "count"}], "metrics": []}"#).unwrap();
/// let model = Model::load(&value).unwrap();
/// let evaluation = model.evaluate(&model.scenario());
/// assert_eq!(
///     export::json(&model, &evaluation),
///     r#"{"inputs":{"cups":{"value":2,"unit":"cup","status":"published"}},"metrics":{}}"#
/// );
/// ```
#[must_use]
pub fn json(model: &Model, e: &Evaluation) -> String {
    let d = model.document();
    let number =
        |slot| e.value(slot).map_or_else(|_| "null".to_owned(), |v| v.to_string());
    let input = |(i, known): (usize, &crate::document::Input)| {
        let value = number(model.input_slot(i));
        let unit = quoted(&known.unit);
        let status = quoted(model.status_of(i, e).map_or("yours", Status::word));
        format!(
            r#"{}:{{"value":{value},"unit":{unit},"status":{status}}}"#,
            quoted(&known.id)
        )
    };
    let metric = |(i, known): (usize, &crate::document::Metric)| {
        let slot = model.metric_slot(i);
        let reason = e.value(slot).err().map_or_else(|| "null".to_owned(), quoted);
        let text = quoted(&model.shown(slot, e, Fill::Short));
        format!(
            r#"{}:{{"value":{},"reason":{reason},"unit":{},"text":{text}}}"#,
            quoted(&known.id),
            number(slot),
            quoted(&known.unit),
        )
    };
    let inputs: Vec<String> = d.inputs.iter().enumerate().map(input).gather();
    let metrics: Vec<String> = d.metrics.iter().enumerate().map(metric).gather();
    format!(
        r#"{{"inputs":{{{}}},"metrics":{{{}}}}}"#,
        inputs.join(","),
        metrics.join(",")
    )
}

/// What a simulation gives of every metric, as JSON: `{"metrics": {id:
/// {"mean", "median", "p2_5", "p97_5", "share_with_value",
/// "monte_carlo_error"}}}`. A metric that does not vary has its value
/// throughout and no error; one without any value is null throughout.
#[must_use]
pub fn simulation_json(model: &Model, e: &Evaluation, worlds: &Summaries) -> String {
    let metric = |(i, known): (usize, &crate::document::Metric)| {
        let slot = model.metric_slot(i);
        let s = worlds.summary(slot);
        // One that varies has a value in some draw or none at all.
        let fixed = e.value(slot).ok().filter(|_| !worlds.varies(slot));
        let of = |part: fn(&Summary) -> f64| {
            s.as_ref()
                .map(part)
                .or(fixed)
                .map_or_else(|| "null".to_owned(), |v| v.to_string())
        };
        let (share, error) = match &s {
            Some(s) => (s.share_with_value, s.monte_carlo_error),
            None => (if fixed.is_some() { 1.0 } else { 0.0 }, 0.0),
        };
        format!(
            r#"{}:{{"mean":{},"median":{},"p2_5":{},"p97_5":{},"share_with_value":{share},"monte_carlo_error":{error}}}"#,
            quoted(&known.id),
            of(|s| s.mean),
            of(|s| s.median),
            of(|s| s.p2_5),
            of(|s| s.p97_5),
        )
    };
    let metrics: Vec<String> =
        model.document().metrics.iter().enumerate().map(metric).gather();
    format!(r#"{{"metrics":{{{}}}}}"#, metrics.join(","))
}

/// Every input and metric as comma-separated values, with what each is, how
/// it is worked out, and its source: a table and its codebook in one.
#[must_use]
pub fn csv(model: &Model, e: &Evaluation) -> String {
    let d = model.document();
    let head = [
        "kind",
        "id",
        "label",
        "period",
        "value",
        "unit",
        "shown",
        "source value",
        "status",
        "formula",
        "help",
        "source",
        "publisher",
        "date",
        "url",
        "licence",
    ];
    let mut table = Table { head: owned(&head), ..Table::default() };
    for (i, input) in d.inputs.iter().enumerate() {
        let status = model.status_of(i, e);
        let own = model.own_value(e, i).ok().filter(|_| status.is_none());
        let own = own.map(|v| model.plain(model.input_slot(i), v));
        let formula = match status {
            Some(_) => {
                model.default_of(i).map(|f| words(model, f, e)).unwrap_or_default()
            }
            None => String::new(),
        };
        let source = model.sources_of(i, e).first().and_then(|s| d.source(s));
        table.rows.push(row(
            model,
            e,
            ["input", &input.id, model.called(&input.label, e)],
            model.input_slot(i),
            &input.unit,
            [
                &own.unwrap_or_default(),
                status.map_or("yours", Status::word),
                &formula,
                &input.help,
            ],
            source,
        ));
    }
    for (i, metric) in d.metrics.iter().enumerate() {
        let formula = model.formula_of(i).map(|f| words(model, f, e)).unwrap_or_default();
        table.rows.push(row(
            model,
            e,
            ["metric", &metric.id, model.called(&metric.label, e)],
            model.metric_slot(i),
            &metric.unit,
            ["", "computed", &formula, &metric.help],
            None,
        ));
    }
    table.to_csv()
}

fn row(
    model: &Model,
    e: &Evaluation,
    names: [&str; 3],
    slot: Slot,
    unit: &str,
    about: [&str; 4],
    source: Option<&Source>,
) -> Vec<String> {
    let (value, shown) = match e.value(slot) {
        Ok(v) => (model.plain(slot, v), model.text(slot, v, Fill::Exact)),
        Err(reason) => (String::new(), reason.to_owned()),
    };
    let unknown = Source::default();
    let source = source.unwrap_or(&unknown);
    let [kind, id, label] = names;
    let [own, status, formula, help] = about;
    owned(&[
        kind,
        id,
        label,
        model.period_name(e),
        &value,
        unit,
        &shown,
        own,
        model.words().status(status),
        formula,
        help,
        &source.title,
        &source.publisher,
        &source.date,
        &source.url,
        &source.licence,
    ])
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_owned()).gather()
}

fn words(model: &Model, formula: &crate::formula::Expression, e: &Evaluation) -> String {
    formula.in_words(&model.speech(e)).iter().map(crate::formula::Piece::text).collect()
}

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            // "<" so that the text can stand in a page's script.
            c if c.is_control() || c == '<' => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
