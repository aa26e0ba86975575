//! What stands below: how to read the figures, figures that disagree, the
//! sums checked, all sources.

use super::{sources, terms};
use crate::document::{Discrepancy, Format, Writing};
use crate::format::Length;
use crate::lean::gather::Gather as _;
use crate::model::{Figure, Model};
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr};
use crate::words::{Words, fill};
use web_sys::Element;

/// Builds the parts that never change.
pub(crate) fn build(dom: &Dom, parent: &Element, model: &Model) {
    let (d, words) = (model.document(), model.words());
    if !d.notes.is_empty() {
        let body = section(dom, parent, words.data_notes);
        for note in &d.notes {
            terms::add(dom, &body, "p", "", model, note);
        }
    }
    if !d.discrepancies.is_empty() {
        let body = section(dom, parent, words.discrepancies);
        for discrepancy in &d.discrepancies {
            disagree(dom, &body, model, discrepancy);
        }
    }
    if !d.checks.is_empty() {
        // Worked out only when somebody asks: see `self_test`.
        let body = section(dom, parent, words.self_test);
        if let Some(details) = body.parent_element()
            && let Some(summary) = details.first_element_child()
        {
            act(&summary, Act::SelfTest, 0);
        }
        body.set_class_name("body self-test");
    }
    let body = section(dom, parent, words.all_sources);
    let all: Vec<Figure> = d.sources.iter().map(sources::alone).gather();
    sources::list(dom, &body, model, &all);
}

/// Recomputes every published figure that must come out, and reports each.
#[inline(never)]
pub(crate) fn self_test(dom: &Dom, body: &Element, model: &Model) {
    let words = model.words();
    if body.first_element_child().is_some() {
        return;
    }
    let proofs = model.self_test();
    let held = proofs.iter().filter(|p| p.holds()).count().to_string();
    let all = proofs.len().to_string();
    let told = fill(words.self_test_result, &[("n", &held), ("all", &all)]);
    dom.text(body, "p", "", &told);
    let scroll = dom.add(body, "div", "scroll");
    // What scrolls is reached by the keyboard too.
    attr(&scroll, "tabindex", "0");
    attr(&scroll, "role", "region");
    attr(&scroll, "aria-label", words.self_test);
    let table = dom.add(&scroll, "table", "");
    let head = dom.add(&dom.add(&table, "thead", ""), "tr", "");
    for text in ["", words.period, words.published_figure, words.computed_figure, ""] {
        dom.text(&head, if text.is_empty() { "td" } else { "th" }, "", text);
    }
    let rows = dom.add(&table, "tbody", "");
    for proof in &proofs {
        let Some(check) = model.document().checks.get(proof.check) else { continue };
        let format = model.percent_format(Some(check.decimals));
        let row = dom.add(&rows, "tr", "");
        let published = format.write(proof.published, Length::Short);
        let computed = format.write(proof.computed, Length::Short);
        let verdict = if proof.holds() { words.agrees } else { words.disagrees };
        dom.text(&row, "th", "", &check.label);
        for text in [&*proof.period, &*published, &*computed] {
            dom.text(&row, "td", "", text);
        }
        let class = if proof.holds() { "agrees" } else { "differs" };
        dom.text(&row, "td", class, verdict);
    }
}

fn section(dom: &Dom, parent: &Element, heading: &str) -> Element {
    let details = dom.add(parent, "details", "note-section");
    dom.text(&details, "summary", "", heading);
    dom.add(&details, "div", "body")
}

fn disagree(dom: &Dom, body: &Element, model: &Model, discrepancy: &Discrepancy) {
    let words: &Words = model.words();
    dom.text(body, "h4", "", &discrepancy.title);
    dom.text(body, "p", "", &discrepancy.text);
    let list = dom.add(body, "ul", "parts");
    for figure in &discrepancy.figures {
        let line = dom.add(&list, "li", "");
        let money = model
            .document()
            .units
            .iter()
            .any(|u| !u.symbol.is_empty() && figure.unit == u.id);
        let format = match figure.unit.as_str() {
            _ if money => Format::Money,
            "share" => Format::Percent,
            _ => Format::Count,
        };
        let format = model.writing_format(Writing { format, decimals: None });
        dom.text(&line, "span", "", &figure.label);
        dom.text(&line, "span", "value", &format.write(figure.value, Length::Exact));
        sources::mark(dom, &line, words, figure.status.word());
    }
}
