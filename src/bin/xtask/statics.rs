//! What a page shows where scripts do not run: the sentence, its main table
//! and the front charts, with the document's own values.

use crate::{Outcome, render};
use cost_calculator::chart::Palette;
use cost_calculator::formula::Slot;
use cost_calculator::model::{Evaluation, Fill, Span};
use cost_calculator::{Model, narrative};
use std::collections::BTreeSet;

/// The width of a chart, in CSS pixels.
const WIDTH: f64 = 560.0;

/// The content of a calculator that has not come alive.
pub(crate) fn calculator(model: &Model) -> Outcome<String> {
    let d = model.document();
    let e = model.evaluate(&model.scenario());
    let title = escape(&d.title);
    let sentence = escape(&narrative::sentence(model, &e));
    let mut html =
        format!("\n<h2>{title}</h2>\n<p>{sentence}</p>\n{}", answers(model, &e));
    for chart in d.front.iter().filter_map(|id| d.chart(id)) {
        let picture =
            render::picture(model, &e, chart, WIDTH).to_svg(&Palette::light())?;
        html += &format!("<figure>\n{picture}\n</figure>\n");
    }
    Ok(html)
}

/// Fills the values that stand in the prose of a page: what is written between
/// the tags is only there for those who read the source.
pub(crate) fn prose(model: &Model, page: &str) -> Result<String, String> {
    let e = model.evaluate(&model.scenario());
    let page = fill_tags(page, "cost-value", "metric", |id| value_of(model, &e, id))?;
    fill_tags(&page, "cost-input", "name", |id| value_of(model, &e, id))
}

/// Every value that the sentence and the answers show, with what it is.
fn answers(model: &Model, e: &Evaluation) -> String {
    let d = model.document();
    let mut slots: Vec<Slot> = Vec::new();
    for clause in &d.sentence {
        for span in model.spans(&clause.text) {
            if let Span::Value(slot, _) = span {
                slots.push(slot);
            }
        }
    }
    slots.extend(d.answers.iter().filter_map(|a| model.slot(&a.metric)));
    let mut seen = BTreeSet::new();
    let rows = slots.into_iter().filter(|s| seen.insert(s.0)).map(|slot| {
        let value = match e.value(slot) {
            Ok(v) => model.text(slot, v, Fill::Exact),
            Err(reason) => format!("– ({reason})"),
        };
        let (label, value) = (escape(model.label(slot)), escape(&value));
        format!("<tr><th scope=\"row\">{label}</th><td>{value}</td></tr>\n")
    });
    let period = escape(model.period_name(e));
    format!(
        "<table>\n<caption>{period}</caption>\n<tbody>\n{}</tbody>\n</table>\n",
        rows.collect::<String>()
    )
}

fn value_of(model: &Model, e: &Evaluation, id: &str) -> Result<String, String> {
    let slot = model.slot(id).ok_or_else(|| format!("The document has no “{id}”."))?;
    let value =
        e.value(slot).map_err(|reason| format!("“{id}” has no value: {reason}."))?;
    Ok(model.text(slot, value, Fill::Short))
}

/// Puts a text into every `<tag attribute="id">…</tag>`.
fn fill_tags(
    page: &str,
    tag: &str,
    attribute: &str,
    text: impl Fn(&str) -> Result<String, String>,
) -> Result<String, String> {
    let (open, close) = (format!("<{tag} "), format!("</{tag}>"));
    let mut filled = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(&open) {
        let broken = || format!("A <{tag}> of the page is not closed, or names nothing.");
        let (head, after) = after.split_once('>').ok_or_else(broken)?;
        let (_, after) = after.split_once(&close).ok_or_else(broken)?;
        let named = head.split_once(&format!("{attribute}=\"")).ok_or_else(broken)?;
        let (id, _) = named.1.split_once('"').ok_or_else(broken)?;
        filled.extend([before, &open, head, ">", &escape(&text(id)?), &close]);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// A text as it stands in HTML.
pub(crate) fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_into_the_prose() {
        let page = "<p>It cost <cost-value metric=\"cost\">£1</cost-value> <b>then</b>.";
        let filled = fill_tags(page, "cost-value", "metric", |id| {
            assert_eq!(id, "cost");
            Ok("£2 & more".to_owned())
        });
        let wanted = "<p>It cost <cost-value metric=\"cost\">£2 &amp; more</cost-value> <b>then</b>.";
        assert_eq!(filled.as_deref(), Ok(wanted));
    }

    #[test]
    fn a_broken_tag_is_told() {
        let text = |_: &str| Ok(String::new());
        assert!(
            fill_tags("<cost-value metric=\"a\">", "cost-value", "metric", text).is_err()
        );
        assert!(
            fill_tags("<cost-value x></cost-value>", "cost-value", "metric", text)
                .is_err()
        );
    }
}
