//! Where figures come from, in the page.

use crate::document::Source;
use crate::formula::Slot;
use crate::model::{Evaluation, Figure, Model};
use crate::widget::dom::{Dom, attr};
use crate::words::{Words, fill};
use web_sys::Element;

/// A source by itself.
pub(crate) fn alone(source: &Source) -> Figure {
    Figure { source: source.id.clone(), what: String::new(), status: None }
}

/// How far the figure in a slot can be trusted, or that it is the reader's.
#[inline(never)]
pub(crate) fn mark_slot(
    dom: &Dom,
    parent: &Element,
    model: &Model,
    e: &Evaluation,
    slot: Slot,
) {
    if let Some(status) = model.standing(slot, e) {
        mark(dom, parent, model.words(), status);
    }
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

/// What a series counts, and what to mind.
#[inline(never)]
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
    dom.words(&cited, &format!(". {}.", source.imprint()));
    if !source.licence.is_empty() {
        let licence = source.licence.trim_end_matches('.');
        let licence = fill(model.words().licence, &[("licence", licence)]);
        dom.words(&cited, &format!(" {licence}."));
    }
    if !source.note.is_empty() {
        dom.text(line, "p", "muted", &source.note);
    }
}
