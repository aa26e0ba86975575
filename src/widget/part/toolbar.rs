//! The question, the period, the preset, and what is kept to compare with.

use crate::document::Document;
use crate::model::Model;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, set_text, truth};
use crate::widget::{Inner, State};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlSelectElement};

#[derive(Debug)]
pub(crate) struct Toolbar {
    period: Option<HtmlSelectElement>,
    preset: Option<HtmlSelectElement>,
    compare: Element,
}

impl Toolbar {
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let (d, words) = (model.document(), model.words());
        let head = dom.add(parent, "header", "head");
        attr(&head, "part", "head");
        let title = dom.add(&head, "h2", "title");
        dom.text(&title, "strong", "", &d.title);
        dom.words(&title, " ");
        dom.text(&title, "span", "muted", &d.subtitle);
        let bar = dom.add(&head, "div", "bar");
        attr(&bar, "role", "group");
        attr(&bar, "aria-label", &d.title);
        let period = if d.periods.len() > 1 {
            let period = select(dom, &bar, words.period, Act::Periods);
            for (i, p) in d.periods.iter().enumerate().rev() {
                let lack = model.lack(i);
                let text = if lack.is_empty() { p } else { &format!("{p} – {lack}") };
                option(dom, &period, i, text);
            }
            period.dyn_into().ok()
        } else {
            None
        };
        let preset = presets(dom, &bar, d, words);
        let compare = dom.button(&bar, "tool", words.compare);
        act(&compare, Act::Compare, 0);
        Self { compare, period, preset }
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        let history = &state.history;
        choose(self.period.as_ref(), &history.present.period.to_string());
        // The one that stands for a whole scenario is named; one laid over it
        // shows in the input it set.
        let whole = |p: &&crate::model::Applied| {
            let preset = inner.model.document().presets.get(p.preset);
            preset.is_some_and(|p| p.period.is_some())
        };
        let preset = state.applied.iter().find(whole).map(|p| p.preset.to_string());
        choose(self.preset.as_ref(), preset.as_deref().unwrap_or_default());
        let kept = state.kept.is_some();
        truth(&self.compare, "aria-pressed", kept);
        let words = inner.words();
        set_text(&self.compare, if kept { words.compare_end } else { words.compare });
    }
}

fn presets(
    dom: &Dom,
    bar: &Element,
    d: &Document,
    words: &crate::words::Words,
) -> Option<HtmlSelectElement> {
    if d.presets.is_empty() {
        return None;
    }
    let preset = select(dom, bar, words.preset, Act::Presets);
    let own = dom.text(&preset, "option", "", words.preset_none);
    attr(&own, "value", "");
    attr(&own, "disabled", "");
    for group in &d.preset_groups {
        let list = dom.add(&preset, "optgroup", "");
        attr(&list, "label", &group.label);
        for (i, p) in d.presets.iter().enumerate().filter(|(_, p)| p.group == group.id) {
            option(dom, &list, i, &p.label);
        }
    }
    preset.dyn_into().ok()
}

fn select(dom: &Dom, parent: &Element, label: &str, what: Act) -> Element {
    let select = dom.add(parent, "select", "tool");
    attr(&select, "aria-label", label);
    act(&select, what, 0);
    select
}

fn option(dom: &Dom, parent: &Element, value: usize, label: &str) {
    let option = dom.text(parent, "option", "", label);
    attr(&option, "value", &value.to_string());
}

fn choose(select: Option<&HtmlSelectElement>, value: &str) {
    if let Some(select) = select
        && select.value() != value
    {
        select.set_value(value);
    }
}
