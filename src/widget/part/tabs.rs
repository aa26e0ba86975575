//! The tabs of the further charts, by the ARIA pattern.

use crate::error::Error;
use crate::lean::gather::Gather as _;
use crate::model::Model;
use crate::widget::Inner;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, flag, focus, into_view, truth};
use crate::widget::state::tab_of;
use web_sys::{Element, KeyboardEvent};

/// The row of tabs and the panel under it.
#[derive(Debug)]
pub(crate) struct Tabs {
    /// Position of the chart in the document, and its tab.
    tabs: Vec<(usize, Element)>,
    /// What shows the chart of the open tab.
    pub(crate) panel: Element,
}

impl Tabs {
    /// A tab for each chart that is not always in view.
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let section = dom.add(parent, "section", "more");
        attr(&section, "aria-label", model.words().more_charts);
        let row = dom.add(&section, "div", "tabs");
        attr(&row, "role", "tablist");
        attr(&row, "aria-label", model.words().more_charts);
        let d = model.document();
        let further =
            d.charts.iter().enumerate().filter(|(_, c)| !d.front.contains(&c.id));
        let tab = |(i, chart): (usize, &crate::document::Chart)| {
            let tab = dom.button(&row, "tab", &chart.label);
            attr(&tab, "role", "tab");
            attr(&tab, "id", &format!("tab-{i}"));
            attr(&tab, "aria-controls", "panel");
            act(&tab, Act::Tab, i);
            (i, tab)
        };
        let tabs: Vec<_> = further.map(tab).gather();
        let panel = dom.add(&section, "div", "panel");
        attr(&panel, "role", "tabpanel");
        attr(&panel, "id", "panel");
        flag(&section, "hidden", tabs.is_empty());
        Self { tabs, panel }
    }

    /// The charts behind tabs, in their order.
    pub(crate) fn charts(&self) -> impl Iterator<Item = usize> {
        self.tabs.iter().map(|(chart, _)| *chart)
    }

    /// Shows which tab is open.
    pub(crate) fn update(&self, open: Option<usize>) {
        for (i, tab) in &self.tabs {
            let chosen = Some(*i) == open;
            truth(tab, "aria-selected", chosen);
            attr(tab, "tabindex", if chosen { "0" } else { "-1" });
            if chosen {
                attr(&self.panel, "aria-labelledby", &format!("tab-{i}"));
            }
        }
    }

    fn step(&self, from: usize, key: &str) -> Option<usize> {
        let at = self.tabs.iter().position(|(i, _)| *i == from)?;
        let n = self.tabs.len();
        let next = match key {
            "ArrowRight" => (at + 1) % n,
            "ArrowLeft" => (at + n - 1) % n,
            "Home" => 0,
            "End" => n - 1,
            _ => return None,
        };
        self.tabs.get(next).map(|(i, _)| *i)
    }

    fn show(&self, chart: usize) {
        if let Some((_, tab)) = self.tabs.iter().find(|(i, _)| *i == chart) {
            focus(tab);
            into_view(tab);
        }
    }
}

/// Arrow keys walk the tabs and open them.
pub(crate) fn key(inner: &Inner, of: usize, event: &KeyboardEvent) {
    let tabs = &inner.parts.charts.tabs;
    if let Some(next) = tabs.step(of, &event.key()) {
        event.prevent_default();
        inner.open_tab(next);
        tabs.show(next);
    }
}

impl Inner {
    /// Opens the tab of a chart, by its id, unless it is open.
    ///
    /// # Errors
    /// If the document has no such chart.
    pub(crate) fn open_view(&self, id: &str) -> Result<(), Error> {
        if self.model.document().chart(id).is_none() {
            let message = format!("The document has no chart “{id}”.");
            return Err(Error::request(message));
        }
        let open = self.state.try_borrow().ok().and_then(|s| s.tab);
        if let Some(tab) = tab_of(&self.model, id).filter(|tab| Some(*tab) != open) {
            self.open_tab(tab);
        }
        Ok(())
    }

    /// Opens the tab of a chart.
    pub(crate) fn open_tab(&self, chart: usize) {
        self.arrange(|state| state.tab = Some(chart));
    }
}
