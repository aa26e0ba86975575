//! Values in the prose of a page where scripts do not run.

use cost_calculator::Model;
use cost_calculator::chart::escaped;
use cost_calculator::model::{Evaluation, Fill};

/// Fills the values that stand in the prose of a page: what is written between
/// the tags is only there for those who read the source.
pub(crate) fn prose(model: &Model, page: &str) -> Result<String, String> {
    let e = model.evaluate(&model.scenario());
    let page = fill_tags(page, "cost-value", "metric", |id| value_of(model, &e, id))?;
    fill_tags(&page, "cost-input", "name", |id| value_of(model, &e, id))
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
        filled.extend([before, &open, head, ">", &escaped(&text(id)?), &close]);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
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
