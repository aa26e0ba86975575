//! What changes while a calculator is used.

use super::worlds::Worlds;
use crate::chart::{Subject, View, draws};
use crate::formula::Slot;
use crate::model::{Applied, Evaluation, History, Model, Scenario};

/// What changes.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) history: History,
    pub(crate) evaluation: Evaluation,
    /// The presets that are on.
    pub(super) applied: Vec<Applied>,
    /// The plausible worlds around the present scenario.
    pub(super) worlds: Worlds,
    /// The scenario kept to compare with, and what follows from it.
    pub(crate) kept: Option<Evaluation>,
    /// What was last read out.
    pub(super) announced: Evaluation,
    /// The reader's choices, by chart of the document.
    pub(super) views: Vec<View>,
    /// The tab that is open, by its position.
    pub(super) tab: Option<usize>,
    /// The workings opened one from the other; the last is shown.
    pub(super) path: Vec<Slot>,
    /// What is being dragged, if anything.
    pub(super) drag: Option<Drag>,
    /// What is wrong with what the reader typed, by input.
    pub(super) complaint: Option<(usize, String)>,
    /// The reader's own figures, by what the document asks for.
    pub(super) typed: Vec<Option<f64>>,
    /// Why what was typed for one of them cannot be read.
    pub(super) unread: Vec<Option<String>>,
}

/// A drag over a number or, by touch, over a slider.
#[derive(Clone, Debug)]
pub(crate) struct Drag {
    pub(super) input: usize,
    pub(super) from: f64,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) pointer: i32,
    pub(super) touch: bool,
    /// Pixels that cross the whole range.
    pub(super) span: f64,
    /// What the pointer went down on.
    pub(super) on: web_sys::Element,
    pub(super) way: Way,
}

/// Which way a pointer that is down goes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Not told yet: it may become a tap.
    Open,
    /// Sideways: the value follows.
    Sideways,
    /// Another: the page's, until the pointer is lifted.
    Other,
}

impl State {
    /// A calculator that begins with one scenario and has opened another.
    pub(super) fn new(
        model: &Model,
        start: Scenario,
        opened: Scenario,
        view: Option<&str>,
    ) -> Self {
        let d = model.document();
        let mut history = History::new(start);
        history.present = opened;
        history.commit();
        let evaluation = model.evaluate(&history.present);
        let wanted = view.and_then(|id| tab_of(model, id));
        let first = (!d.tabs().is_empty()).then_some(0);
        Self {
            worlds: Worlds::unmade(model, &evaluation),
            announced: evaluation.clone(),
            evaluation,
            history,
            applied: Vec::new(),
            kept: None,
            views: vec![View::default(); d.charts.len()],
            tab: wanted.or(first),
            path: Vec::new(),
            drag: None,
            complaint: None,
            typed: vec![None; model.asked().len()],
            unread: vec![None; model.asked().len()],
        }
    }

    /// Works out what follows from the present scenario.
    pub(super) fn work_out(&mut self, model: &Model) {
        model.reevaluate(&mut self.evaluation, &self.history.present);
        self.applied = model.applied(&self.evaluation);
    }

    /// Works out its plausible worlds.
    pub(super) fn follow(&mut self, model: &Model) {
        self.worlds.follow(model, &self.evaluation);
    }

    /// Draws the plausible worlds of these charts, and no others.
    pub(super) fn attend(&mut self, model: &Model, charts: impl Iterator<Item = usize>) {
        let mut shown = Vec::new();
        for at in charts {
            let chart = model.document().charts.get(at);
            if let Some((chart, view)) = chart.zip(self.views.get(at)) {
                shown.append(&mut draws(model, chart, view));
            }
        }
        self.worlds.attend(model, &self.evaluation, shown);
    }

    /// What a chart of the document is drawn from.
    pub(super) fn subject<'a>(
        &'a self,
        model: &'a Model,
        chart: usize,
    ) -> Option<Subject<'a>> {
        let (chart, view) = (model.document().charts.get(chart)?, self.views.get(chart)?);
        Some(Subject {
            model,
            evaluation: &self.evaluation,
            chart,
            view,
            pinned: self.kept.as_ref(),
            simulation: Some(self.worlds.simulation()),
        })
    }

    /// What is wrong with what was typed for an input, or nothing.
    pub(super) fn complaint(&self, input: usize) -> &str {
        let told = self.complaint.as_ref().filter(|(i, _)| *i == input);
        told.map_or("", |(_, text)| text.as_str())
    }

    /// The value of an input now.
    pub(super) fn value(&self, model: &Model, input: usize) -> Option<f64> {
        self.evaluation.value(model.input_slot(input)).ok()
    }
}

/// The tab of a question, or of a chart that is not always in view, by its id.
pub(super) fn tab_of(model: &Model, id: &str) -> Option<usize> {
    let d = model.document();
    let has = |chart: &usize| d.charts.get(*chart).is_some_and(|c| c.id == id);
    d.tabs().iter().position(|tab| tab.id == id || tab.charts.iter().any(has))
}
