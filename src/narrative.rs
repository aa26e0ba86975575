//! Words from the model: one generator for what is announced, copied, shared
//! and printed, always from the present state.

use crate::document::Clause;
use crate::format::Length;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::letters::capital;
use crate::model::{Evaluation, Fill, Model};
use crate::words::fill;

/// The document's sentence with its values, as plain text.
///
/// ```
/// # use cost_calculator::{document::Value, Model, narrative};
/// # let value: Value = serde_json::from_str(r#"{"format": 1, "id": "tea", "version": "1",
/// #   "title": "Tea", "units": {"cup": {"one": "cup", "many": "cups"}},
/// #   "periods": ["now"], "default_period": "now", "groups": [{"id": "all", "label": "All"}],
/// #   "inputs": [{"id": "cups", "label": "Cups", "unit": "cup", "group": "all", "value": 2,
/// #      "min": 0, "max": 9, "step": 1, "format": "count"}], "metrics": [],
/// #   "sentence": [{"text": "We drank {cups} cups."}]}"#).unwrap();
/// let model = Model::load(&value).unwrap();
/// let evaluation = model.evaluate(&model.scenario());
/// assert_eq!(narrative::sentence(&model, &evaluation), "We drank 2 cups.");
/// ```
#[must_use]
pub fn sentence(model: &Model, e: &Evaluation) -> String {
    told(model, &model.document().sentence, e)
}

/// The clauses that hold now, with their values, as plain text.
#[must_use]
pub fn told(model: &Model, clauses: &[Clause], e: &Evaluation) -> String {
    let holding = clauses.iter().filter(|c| model.is_shown(&c.when, e));
    let texts: Vec<String> = holding.map(|c| model.fill(&c.text, e)).gather();
    texts.join(" ")
}

/// The clauses of the sentence that hold now, by position.
#[must_use]
pub fn visible(model: &Model, e: &Evaluation) -> Vec<usize> {
    let sentence = model.document().sentence.iter().enumerate();
    sentence.filter(|(_, c)| model.is_shown(&c.when, e)).map(|(i, _)| i).gather()
}

/// Something that differs between two evaluations, at the precision shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is called.
    pub label: String,
    /// What it was.
    pub from: String,
    /// What it is.
    pub to: String,
}

/// What was set differently: the period and the inputs.
#[must_use]
pub fn changes(model: &Model, before: &Evaluation, after: &Evaluation) -> Vec<Change> {
    let period = (before.scenario.period != after.scenario.period).then(|| Change {
        label: model.words().period.to_owned(),
        from: model.period_name(before).to_owned(),
        to: model.period_name(after).to_owned(),
    });
    let inputs = (0..model.document().inputs.len()).filter_map(|i| {
        let slot = model.input_slot(i);
        change(model, slot, before, after)
    });
    period.into_iter().chain(inputs).gather()
}

/// What is said aloud after a change: what was set, and how the answers
/// follow. Nothing, if nothing differs as shown.
#[must_use]
pub fn announcement(
    model: &Model,
    before: &Evaluation,
    after: &Evaluation,
) -> Option<String> {
    let words = model.words();
    let set = changes(model, before, after);
    let answers: Vec<Change> = (model.answers(after).into_iter())
        .filter_map(|(_, a)| {
            let change = change(model, model.slot(&a.metric)?, before, after)?;
            Some(Change { label: model.answer_label(a, after), ..change })
        })
        .gather();
    if set.is_empty() && answers.is_empty() {
        return None;
    }
    // A preset sets many inputs: then the answers matter more than the list.
    let mut said: Vec<String> = set
        .iter()
        .take(3)
        .map(|c| fill(words.now_is, &[("label", &c.label), ("value", &c.to)]))
        .gather();
    said.extend(answers.iter().map(|c| {
        let places = [("label", &*c.label), ("value", &*c.to), ("before", &*c.from)];
        fill(words.moves, &places)
    }));
    let mut text = said.join(". ");
    text.push('.');
    if answers.is_empty() {
        text.push(' ');
        text.push_str(words.unchanged);
    }
    Some(text)
}

/// A result with its name: “Cost of a recovery: £2,830”.
#[must_use]
pub fn named(model: &Model, slot: Slot, e: &Evaluation, shown: &str) -> String {
    let mut answers = model.document().answers.iter();
    let answer = answers.find(|a| model.slot(&a.metric) == Some(slot));
    let label = answer.map_or(model.label(slot, e), |a| model.called(&a.label, e));
    let places = [("label", &*model.fill(label, e)), ("value", shown)];
    fill(model.words().chart_point, &places)
}

/// The 95% interval of a value in words, and the share of plausible worlds in
/// which there is a value at all, if not in each.
#[must_use]
pub fn interval(model: &Model, slot: Slot, ends: (f64, f64), share: f64) -> String {
    let words = model.words();
    let [mut low, high] = model.ends(slot, ends, Length::Short);
    // "49 to 79 in 100": what both ends say is said once.
    if let Some((_, rest)) = high.split_once(' ')
        && let Some(bare) = low.strip_suffix(rest)
    {
        low = bare.trim_end().to_owned();
    }
    let places = [("low", low.as_str()), ("high", high.as_str())];
    if share > 0.9995 {
        return fill(words.interval, &places);
    }
    let format = model.percent_format(None);
    let mut shown = format.write(share, Length::Short);
    if shown == format.write(1.0, Length::Short) {
        // "In 100%" and "none in the rest" would contradict each other.
        shown = format.write(share, Length::Exact);
    }
    fill(
        words.interval_in,
        &[("low", low.as_str()), ("high", high.as_str()), ("share", shown.as_str())],
    )
}

/// What somebody set beside what the document has there: what leaves the page
/// admits it.
#[must_use]
pub fn assumptions(model: &Model, e: &Evaluation) -> Vec<String> {
    let words = model.words();
    let set = (0..model.document().inputs.len()).filter(|i| !model.has_own_value(*i, e));
    let line = |i: usize| {
        let slot = model.input_slot(i);
        let text = |value: Option<f64>| {
            value.map_or_else(|| "–".to_owned(), |v| model.text(slot, v, Fill::Short))
        };
        let (value, own) = (text(e.value(slot).ok()), text(model.own_value(e, i).ok()));
        let places = [("label", model.label(slot, e)), ("value", &value), ("own", &own)];
        fill(words.assumed, &places)
    };
    set.map(line).gather()
}

/// Where something that has left the page comes from, and what was assumed in
/// it: line by line.
#[must_use]
pub fn origin(model: &Model, e: &Evaluation) -> String {
    let d = model.document();
    let parts = [&*d.title, &*d.subtitle, &*d.version];
    let mut lines =
        vec![parts.into_iter().filter(|p| !p.is_empty()).gather().join(" · ")];
    lines.extend(assumptions(model, e));
    lines.join("\n")
}

/// A reason, which has no capital and no full stop, as a sentence.
#[must_use]
pub fn as_sentence(reason: &str) -> String {
    format!("{}.", capital(reason))
}

fn change(
    model: &Model,
    slot: Slot,
    before: &Evaluation,
    after: &Evaluation,
) -> Option<Change> {
    let change = |fill| {
        let (from, to) =
            (model.shown(slot, before, fill), model.shown(slot, after, fill));
        (from != to).then(|| Change {
            label: model.label(slot, after).to_owned(),
            from,
            to,
        })
    };
    // A small move that the short form hides is told exactly.
    change(Fill::Short).or_else(|| change(Fill::Exact))
}
