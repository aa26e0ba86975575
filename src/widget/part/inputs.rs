//! The inputs in groups: slider, number field, and one sentence of help each.

use super::card::Card;
use crate::model::Model;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr};
use crate::widget::sight::Sight;
use crate::widget::{Inner, State};
use web_sys::Element;

/// All inputs.
#[derive(Debug)]
pub(crate) struct Inputs(Vec<Card>);

impl Inputs {
    pub(crate) fn new(dom: &Dom, sight: &Sight, parent: &Element, model: &Model) -> Self {
        let words = model.words();
        let section = dom.add(parent, "section", "inputs");
        attr(&section, "part", "inputs");
        dom.text(&section, "h3", "", words.what_if);
        dom.text(&section, "p", "muted", words.what_if_hint);
        let d = model.document();
        let mut cards = Vec::new();
        for (g, group) in d.groups.iter().enumerate() {
            let members =
                d.inputs.iter().enumerate().filter(|(_, i)| i.group == group.id);
            let mut members = members.peekable();
            if members.peek().is_none() {
                continue;
            }
            let details = dom.add(&section, "details", "group");
            if g == 0 {
                attr(&details, "open", "");
            }
            let summary = dom.text(&details, "summary", "", &group.label);
            act(&summary, Act::Group, g);
            let grid = dom.add(&details, "div", "cards");
            for (i, input) in members {
                cards.push(Card::new(dom, sight, &grid, model, i, input));
            }
        }
        Self(cards)
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        for card in &self.0 {
            card.update(inner, state);
        }
    }

    /// Measures the curves, before a change is shown.
    pub(crate) fn remeasure(&self) {
        self.0.iter().for_each(Card::remeasure);
    }

    /// Forgets the curves: letters of the same width may look otherwise now.
    pub(crate) fn repaint(&self) {
        self.0.iter().for_each(Card::repaint);
    }

    /// Draws the curves in view.
    pub(crate) fn draw(&self, inner: &Inner, state: &State) {
        let palette = inner.parts.charts.palette();
        for card in &self.0 {
            card.draw(inner, state, &palette);
        }
    }

    /// Says of those in view what would have to be true.
    pub(crate) fn tell(&self, inner: &Inner, state: &State) {
        for card in &self.0 {
            card.tell(inner, state);
        }
    }
}
