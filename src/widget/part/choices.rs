//! The choices that a reader has in a chart: buttons beside each other, or a list.

use crate::chart::ViewOption;
use crate::lean::gather::Gather as _;
use crate::widget::Inner;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, clear, flag, show, truth};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Offers the choices of a chart, where others are `offered`, and shows what is chosen.
pub(super) fn offer(
    dom: &Dom,
    parent: &Element,
    chart: usize,
    offered: &mut Vec<ViewOption>,
    options: &[ViewOption],
) {
    show(parent, !options.is_empty());
    if !alike(offered, options) {
        clear(parent);
        for option in options {
            build_option(dom, parent, chart, option);
        }
    }
    for (element, option) in children(parent).iter().zip(options) {
        mark_chosen(element, option);
    }
    *offered = options.to_vec();
}

impl Inner {
    /// Takes a choice of what a chart shows.
    #[inline(never)]
    pub(crate) fn choose_view(&self, chart: usize, element: &Element) {
        let Some(option) = element.get_attribute("data-option") else { return };
        let value = match element.dyn_ref::<web_sys::HtmlSelectElement>() {
            Some(select) => select.value(),
            None => {
                let value = element.get_attribute("data-value").unwrap_or_default();
                let pressed =
                    element.get_attribute("aria-pressed").as_deref() == Some("true");
                match (element.has_attribute("data-many"), pressed) {
                    (true, true) => format!("-{value}"),
                    (true, false) => format!("+{value}"),
                    (false, _) => value,
                }
            }
        };
        self.arrange(|state| {
            if let Some(view) = state.views.get_mut(chart) {
                view.choose(&option, &value);
            }
        });
    }
}

/// Whether the same choices are offered, whatever is chosen.
fn alike(a: &[ViewOption], b: &[ViewOption]) -> bool {
    let same = |(a, b): (&ViewOption, &ViewOption)| {
        let names = |o: &ViewOption| -> Vec<(String, String)> {
            o.values.iter().map(|v| (v.id.clone(), v.label.clone())).gather()
        };
        a.id == b.id && a.label == b.label && a.many == b.many && names(a) == names(b)
    };
    a.len() == b.len() && a.iter().zip(b).all(same)
}

fn build_option(dom: &Dom, parent: &Element, chart: usize, option: &ViewOption) {
    let offer = |element: &Element, value: &str| {
        act(element, Act::View, chart);
        attr(element, "data-option", option.id);
        attr(element, "data-value", value);
    };
    if option.many || option.values.len() == 2 {
        let group = dom.add(parent, "div", "chips");
        attr(&group, "role", "group");
        attr(&group, "aria-label", &option.label);
        for value in &option.values {
            let chip = dom.button(&group, "chip", &value.label);
            offer(&chip, &value.id);
        }
        return;
    }
    let label = dom.add(parent, "label", "option");
    dom.text(&label, "span", "", &option.label);
    dom.words(&label, " ");
    let select = dom.add(&label, "select", "tool");
    offer(&select, "");
    for value in &option.values {
        let entry = dom.text(&select, "option", "", &value.label);
        attr(&entry, "value", &value.id);
    }
}

fn mark_chosen(element: &Element, option: &ViewOption) {
    if let Ok(Some(select)) = element.query_selector("select") {
        let chosen = option.values.iter().find(|v| v.chosen);
        if let Some(select) = select.dyn_ref::<web_sys::HtmlSelectElement>() {
            select.set_value(chosen.map_or("", |v| v.id.as_str()));
        }
        return;
    }
    for (chip, value) in children(element).iter().zip(&option.values) {
        truth(chip, "aria-pressed", value.chosen);
        flag(chip, "data-many", option.many);
    }
}

fn children(element: &Element) -> Vec<Element> {
    let list = element.children();
    (0..list.length()).filter_map(|i| list.item(i)).gather()
}
