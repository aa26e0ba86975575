//! The tabs of the further charts, by the ARIA pattern.

use crate::document::Tab;
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
    /// Each tab, and the charts behind it by position in the document.
    tabs: Vec<(Vec<usize>, Element)>,
    /// What shows the charts of the open tab.
    pub(crate) panel: Element,
}

impl Tabs {
    /// A tab for each question, and for each chart in none that is not always in
    /// view.
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let section = dom.add(parent, "section", "more");
        attr(&section, "aria-label", model.words().more_charts);
        let row = dom.add(&section, "div", "tabs");
        attr(&row, "role", "tablist");
        attr(&row, "aria-label", model.words().more_charts);
        let d = model.document();
        // Questions are few, and all of them in view.
        flag(&section, "data-asked", !d.questions.is_empty());
        let tab = |(i, known): (usize, Tab<'_>)| {
            let tab = dom.button(&row, "tab", known.label);
            attr(&tab, "role", "tab");
            attr(&tab, "id", &format!("tab-{i}"));
            attr(&tab, "aria-controls", "panel");
            act(&tab, Act::Tab, i);
            (known.charts, tab)
        };
        let tabs: Vec<_> = d.tabs().into_iter().enumerate().map(tab).gather();
        let panel = dom.add(&section, "div", "panel");
        attr(&panel, "role", "tabpanel");
        attr(&panel, "id", "panel");
        flag(&section, "hidden", tabs.is_empty());
        Self { tabs, panel }
    }

    /// The charts behind tabs, in their order.
    pub(crate) fn charts(&self) -> impl Iterator<Item = usize> {
        self.tabs.iter().flat_map(|(charts, _)| charts).copied()
    }

    /// The first chart behind each tab.
    pub(crate) fn leads(&self) -> impl Iterator<Item = usize> {
        self.tabs.iter().filter_map(|(charts, _)| charts.first().copied())
    }

    /// The charts behind one tab.
    pub(crate) fn behind(&self, tab: usize) -> &[usize] {
        self.tabs.get(tab).map_or(&[], |(charts, _)| charts)
    }

    /// Shows which tab is open.
    pub(crate) fn update(&self, open: Option<usize>) {
        for (i, (_, tab)) in self.tabs.iter().enumerate() {
            let chosen = Some(i) == open;
            truth(tab, "aria-selected", chosen);
            attr(tab, "tabindex", if chosen { "0" } else { "-1" });
            if chosen {
                attr(&self.panel, "aria-labelledby", &format!("tab-{i}"));
            }
        }
    }

    fn step(&self, from: usize, key: &str) -> Option<usize> {
        let n = self.tabs.len();
        Some(match key {
            "ArrowRight" => (from + 1) % n,
            "ArrowLeft" => (from + n - 1) % n,
            "Home" => 0,
            "End" => n - 1,
            _ => return None,
        })
    }

    fn show(&self, tab: usize) {
        if let Some((_, tab)) = self.tabs.get(tab) {
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
    /// Opens the tab of a question or a chart, by its id, unless it is open.
    ///
    /// # Errors
    /// If the document has neither.
    #[inline(never)]
    pub(crate) fn open_view(&self, id: &str) -> Result<(), Error> {
        let d = self.model.document();
        if d.chart(id).is_none() && tab_of(&self.model, id).is_none() {
            let message = format!("The document has no question and no chart “{id}”.");
            return Err(Error::request(message));
        }
        let open = self.state.try_borrow().ok().and_then(|s| s.tab);
        if let Some(tab) = tab_of(&self.model, id).filter(|tab| Some(*tab) != open) {
            self.open_tab(tab);
        }
        Ok(())
    }

    /// Opens a tab.
    pub(crate) fn open_tab(&self, tab: usize) {
        self.arrange(|state| state.tab = Some(tab));
    }
}
