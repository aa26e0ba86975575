//! Where figures come from, in the page.

use crate::document::{Source, Status};
use crate::formula::Slot;
use crate::model::{Evaluation, Model};
use crate::widget::dom::{Dom, attr};
use crate::words::{Words, fill};
use web_sys::Element;

/// A source, and what was taken from it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    source: String,
    /// What the source gives: label and note of the figure.
    what: String,
    status: Option<Status>,
}

impl Figure {
    /// A source by itself.
    pub(crate) fn of(source: &Source) -> Self {
        Self { source: source.id.clone(), what: String::new(), status: None }
    }
}

/// How far the figure in a slot can be trusted. Metrics have no status of
/// their own: they are worked out.
fn status(model: &Model, e: &Evaluation, slot: Slot) -> Option<Status> {
    let d = model.document();
    if let Some(i) = model.as_input(slot) {
        let choice = d.inputs.get(i).is_some_and(crate::document::Input::is_choice);
        return model.status_of(i, e).filter(|_| !choice);
    }
    let (series, period) = model.as_series(slot)?;
    let period = period.unwrap_or_else(|| model.period_name(e).to_owned());
    Some(d.series.get(series)?.at(&period)?.status)
}

/// How far the figure in a slot can be trusted, or that it is the reader's.
pub(crate) fn mark_slot(
    dom: &Dom,
    parent: &Element,
    model: &Model,
    e: &Evaluation,
    slot: Slot,
) {
    let set = model.as_input(slot).is_some_and(|i| !model.has_own_value(i, e));
    let Some(status) =
        status(model, e, slot).map(Status::word).or(set.then_some("yours"))
    else {
        return;
    };
    mark(dom, parent, model.words(), status);
}

/// A sign and a word for a status, told apart by shape.
pub(crate) fn mark(dom: &Dom, parent: &Element, words: &Words, status: &str) {
    let sign = match status {
        "published" => "●",
        "computed" => "◆",
        "secondary" => "○",
        "planned" => "△",
        "disputed" => "▲",
        "estimate" => "◇",
        "yours" => "✎",
        _ => "□",
    };
    let mark = dom.add(parent, "span", "status");
    attr(&mark, "data-status", status);
    let shape = dom.text(&mark, "span", "", sign);
    attr(&shape, "aria-hidden", "true");
    dom.words(&mark, " ");
    dom.words(&mark, words.status(status));
}

/// Every source behind a value: of the series and inputs that it is worked
/// out from, however far down.
pub(crate) fn behind(model: &Model, e: &Evaluation, slot: Slot) -> Vec<Figure> {
    let mut seen = vec![slot];
    let mut at = 0;
    let mut figures = Vec::new();
    while let Some(&slot) = seen.get(at) {
        at += 1;
        own(model, e, slot, &mut figures);
        let formula = match (model.as_metric(slot), model.as_input(slot)) {
            (Some(m), _) => model.formula_of(m),
            // What somebody set follows from nothing.
            (None, Some(i)) if model.has_own_value(i, e) => model.default_of(i),
            _ => None,
        };
        for part in formula.into_iter().flat_map(|f| f.slots()) {
            if !seen.contains(&part) {
                seen.push(part);
            }
        }
    }
    figures
}

fn own(model: &Model, e: &Evaluation, slot: Slot, figures: &mut Vec<Figure>) {
    let d = model.document();
    let mut add = |source: &str, what: String, status| {
        let figure = Figure { source: source.to_owned(), what, status };
        if !source.is_empty() && !figures.contains(&figure) {
            figures.push(figure);
        }
    };
    if let Some((i, input)) =
        model.as_input(slot).and_then(|i| Some((i, d.inputs.get(i)?)))
    {
        // A preset's source speaks for itself.
        let status = model.status_of(i, e).map(|_| input.status);
        for source in model.sources_of(i, e) {
            add(source, input.label.clone(), status);
        }
    }
    if let Some((series, period)) = model.as_series(slot)
        && let Some(series) = d.series.get(series)
    {
        let period = period.unwrap_or_else(|| model.period_name(e).to_owned());
        if let Some(point) = series.at(&period) {
            let mut what = format!("{}, {period}", series.label);
            if !point.note.is_empty() {
                what = format!("{what}. {}", point.note);
            }
            add(&point.source, what, Some(point.status));
        }
    }
}

/// What a series counts, and what to mind.
pub(crate) fn series(
    dom: &Dom,
    body: &Element,
    model: &Model,
    series: usize,
    period: &str,
) {
    let Some(series) = model.document().series.get(series) else { return };
    let words = model.words();
    for text in [&series.definition, &series.note] {
        if !text.is_empty() {
            dom.text(body, "p", "", text);
        }
    }
    dom.text(
        body,
        "p",
        "muted",
        &format!("{}: {period}. {}", words.period, series.geography),
    );
    for b in &series.breaks {
        dom.text(body, "p", "muted", &format!("{}: {}", b.at, b.note));
    }
}

/// Sources as a list: publication, publisher, date, licence, and what was
/// taken from each.
pub(crate) fn list(dom: &Dom, body: &Element, model: &Model, figures: &[Figure]) {
    let list = dom.add(body, "ul", "sources");
    let mut cited: Vec<&str> = Vec::new();
    for figure in figures {
        let Some(source) = model.document().source(&figure.source) else { continue };
        if cited.contains(&source.id.as_str()) {
            continue;
        }
        cited.push(&source.id);
        let line = dom.add(&list, "li", "");
        for taken in figures.iter().filter(|f| f.source == source.id) {
            if taken.what.is_empty() {
                continue;
            }
            let what = dom.text(&line, "p", "", &taken.what);
            if let Some(status) = taken.status {
                dom.words(&what, " ");
                mark(dom, &what, model.words(), status.word());
            }
        }
        cite(dom, &line, model, source);
    }
}

fn cite(dom: &Dom, line: &Element, model: &Model, source: &Source) {
    let cited = dom.add(line, "p", "muted");
    // Only what a browser can open and cannot run is made a link.
    if source.url.starts_with("https://") {
        let link = dom.text(&cited, "a", "", &source.title);
        attr(&link, "href", &source.url);
        attr(&link, "rel", "noopener noreferrer");
        attr(&link, "target", "_blank");
    } else {
        dom.text(&cited, "cite", "", &source.title);
    }
    let mut rest = vec![source.publisher.clone(), source.date.clone()];
    rest.retain(|r| !r.is_empty());
    dom.words(&cited, &format!(". {}.", rest.join(", ")));
    if !source.licence.is_empty() {
        let licence = source.licence.trim_end_matches('.');
        let licence = fill(model.words().licence, &[("licence", licence)]);
        dom.words(&cited, &format!(" {licence}."));
    }
    if !source.note.is_empty() {
        dom.text(line, "p", "muted", &source.note);
    }
}
