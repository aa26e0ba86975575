//! The charts in the page: those always in view, and the open tab.

use super::figure::Figure;
use super::tabs::Tabs;
use crate::chart::Palette;
use crate::lean::gather::Gather as _;
use crate::model::Model;
use crate::widget::dom::{Dom, flag, show};
use crate::widget::measure::CanvasMeasure;
use crate::widget::sight::Sight;
use crate::widget::theme::Theme;
use crate::widget::{Inner, State};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// All figures. Those behind closed tabs are built when first opened.
#[derive(Debug)]
pub(crate) struct Charts {
    front: Vec<Figure>,
    further: RefCell<Vec<Rc<Figure>>>,
    pub(crate) tabs: Tabs,
    theme: Theme,
    palette: RefCell<Option<Palette>>,
    pub(crate) measure: CanvasMeasure,
}

/// So many charts have room on the two pages of a report: those always in view, and
/// the first behind each tab.
const REPORTED: usize = 6;

impl Charts {
    pub(crate) fn new(
        dom: &Dom,
        sight: &Sight,
        front: &Element,
        below: &Element,
        model: &Model,
    ) -> Self {
        let d = model.document();
        let position = |id: &String| d.charts.iter().position(|c| &c.id == id);
        let figures = d.front.iter().filter_map(position);
        Self {
            front: figures.map(|c| Figure::new(dom, sight, front, model, c)).gather(),
            further: RefCell::default(),
            tabs: Tabs::new(dom, below, model),
            theme: Theme::new(dom, below),
            palette: RefCell::default(),
            measure: CanvasMeasure::new(dom.loose("canvas").as_ref()),
        }
    }

    /// The charts that are always in view, by position in the document.
    pub(crate) fn front(&self) -> impl Iterator<Item = usize> {
        self.front.iter().map(|figure| figure.chart)
    }

    /// Draws what is in view and differs.
    pub(crate) fn draw(&self, inner: &Inner, state: &State) {
        self.tabs.update(state.tab);
        let palette = self.palette();
        for figure in &self.front {
            figure.draw(inner, state, &palette);
        }
        let Some(open) = state.tab else { return };
        let charts = self.tabs.behind(open);
        for chart in charts {
            self.build(inner, *chart);
        }
        self.reveal(charts);
        for figure in charts.iter().filter_map(|chart| self.opened(*chart)) {
            figure.draw(inner, state, &palette);
        }
    }

    /// Says around what was drawn what belongs to it.
    pub(crate) fn tell(&self, inner: &Inner) {
        self.each(|figure| figure.tell(inner));
    }

    /// Readies every chart for paper, those behind tabs too.
    #[inline(never)]
    pub(crate) fn print(&self, inner: &Inner, state: &State) {
        for chart in self.tabs.charts() {
            self.build(inner, chart);
        }
        if let Some(open) = state.tab {
            self.reveal(self.tabs.behind(open));
        }
        self.each(|figure| figure.print(inner, state));
        let leads: Vec<usize> =
            self.tabs.leads().take(REPORTED - self.front.len().min(REPORTED)).gather();
        for figure in self.further.borrow().iter() {
            flag(&figure.figure, "data-lead", leads.contains(&figure.chart));
        }
    }

    /// Builds the figure of a chart behind a tab, unless it was. They stand in
    /// the order of the tabs, for paper shows them all.
    fn build(&self, inner: &Inner, chart: usize) {
        let mut further = self.further.borrow_mut();
        let rank = |chart| self.tabs.charts().position(|known| known == chart);
        let Err(at) = further.binary_search_by_key(&rank(chart), |f| rank(f.chart))
        else {
            return;
        };
        let panel = &self.tabs.panel;
        let figure =
            Rc::new(Figure::new(&inner.dom, &inner.sight, panel, &inner.model, chart));
        let next = further.get(at).map(|f| &*f.figure);
        let _ = panel.insert_before(&figure.figure, next);
        further.insert(at, figure);
    }

    /// Shows the figures of one tab and hides the others.
    fn reveal(&self, open: &[usize]) {
        for figure in self.further.borrow().iter() {
            show(&figure.figure, open.contains(&figure.chart));
        }
    }

    /// Measures what is in view, before a change is shown; tells whether a
    /// chart has another width than before.
    pub(crate) fn remeasure(&self) -> bool {
        let other = Cell::new(false);
        self.each(|figure| other.set(figure.remeasure() || other.get()));
        other.get()
    }

    /// Forgets the colours and how wide words are: they may have changed. All is
    /// painted again, for letters of the same width may look otherwise.
    pub(crate) fn repaint(&self) {
        self.palette.replace(None);
        self.measure.forget();
        self.each(Figure::forget);
    }

    /// The colours to paint with.
    pub(crate) fn palette(&self) -> Palette {
        if let Some(palette) = self.palette.borrow().as_ref() {
            return palette.clone();
        }
        let Some(window) = web_sys::window() else { return Palette::light() };
        let palette = self.theme.palette(&window);
        self.measure.set_family(&palette.family);
        self.palette.replace(Some(palette.clone()));
        palette
    }

    /// Does something with the figure of a chart, if it was built.
    pub(crate) fn with<T>(
        &self,
        chart: usize,
        what: impl FnOnce(&Figure) -> T,
    ) -> Option<T> {
        if let Some(figure) = self.front.iter().find(|f| f.chart == chart) {
            return Some(what(figure));
        }
        self.opened(chart).map(|f| what(&f))
    }

    /// Does something with every figure that was built.
    pub(crate) fn each(&self, what: impl Fn(&Figure)) {
        self.front.iter().for_each(&what);
        self.further.borrow().iter().for_each(|f| what(f));
    }

    fn opened(&self, chart: usize) -> Option<Rc<Figure>> {
        self.further.borrow().iter().find(|f| f.chart == chart).cloned()
    }
}

/// Watches the width of a calculator. Dropping it ends that.
#[derive(Debug)]
pub(crate) struct Observer {
    observer: ResizeObserver,
    _on_resize: Closure<dyn FnMut()>,
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Draws again when the calculator becomes wider or narrower, or is shown
/// after it was hidden.
pub(crate) fn observe(inner: &Rc<Inner>) -> Option<Observer> {
    let weak = Rc::downgrade(inner);
    let on_resize = Closure::<dyn FnMut()>::new(move || {
        // It is told of another height too, whenever a sentence grows.
        if let Some(inner) = weak.upgrade()
            && inner.remeasure()
        {
            inner.draw();
        }
    });
    let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
    observer.observe(&inner.container);
    Some(Observer { observer, _on_resize: on_resize })
}
