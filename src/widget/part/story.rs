//! The guided way through: a quiet offer, then one step at a time.

use super::terms;
use crate::document::Step;
use crate::error::Error;
use crate::lean::gather::Gather as _;
use crate::model::Model;
use crate::narrative;
use crate::widget::act::{Act, act, doers};
use crate::widget::dom::{
    Dom, attr, flag, focus_still, is, show, style, tell, to_view, window_height,
};
use crate::widget::state::tab_of;
use crate::widget::{Action, Inner, State};
use crate::words::fill;
use std::cell::{Cell, RefCell};
use web_sys::Element;

/// The offer and the step, one of which is shown. The prose of the page may tell
/// steps too; then only what they point at is marked here.
#[derive(Debug)]
pub(crate) struct Story {
    frame: Element,
    offer: Element,
    panel: Element,
    title: Element,
    text: Element,
    back: Element,
    next: Element,
    close: Element,
    /// The step that is told, by position, and whether it is told here.
    step: Cell<Option<(usize, bool)>>,
    /// What is marked.
    marked: RefCell<Vec<Element>>,
}

impl Story {
    pub(crate) fn new(dom: &Dom, parent: &Element, model: &Model) -> Self {
        let (words, steps) = (model.words(), model.document().story.len());
        let name = fill(words.story, &[("n", &steps.to_string())]);
        let frame = dom.add(parent, "div", "story");
        show(&frame, steps > 0);
        let offer = dom.button(&frame, "link", &name);
        act(&offer, Act::Story, 0);
        let panel = dom.add(&frame, "div", "telling");
        attr(&panel, "role", "group");
        attr(&panel, "aria-label", &name);
        show(&panel, false);
        let title = dom.add(&panel, "p", "muted");
        let text = dom.add(&panel, "p", "told");
        let row = dom.add(&panel, "div", "ways");
        let button = |label, what| {
            let button = dom.button(&row, "tool", label);
            act(&button, what, 0);
            button
        };
        let back = button(words.back, Act::Story);
        let next = button(words.next, Act::Story);
        let close = button(words.close, Act::StoryEnd);
        Self {
            frame,
            offer,
            panel,
            title,
            text,
            back,
            next,
            close,
            step: Cell::default(),
            marked: RefCell::default(),
        }
    }

    /// Tells the step with the present values, and marks what it points at: the
    /// sentence may be another than before.
    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        let model = &inner.model;
        let told = self.step.get();
        let here = told.filter(|(_, here)| *here);
        show(&self.offer, here.is_none());
        show(&self.panel, here.is_some());
        flag(&self.frame, "data-told", here.is_some());
        let step = told.and_then(|(at, _)| model.document().story.get(at));
        if let Some(((at, _), step)) = here.zip(step) {
            tell(&self.title, &self.heading(inner, at, step));
            let text = narrative::told(model, &step.text, &state.evaluation);
            terms::tell(&inner.dom, &self.text, model, &text);
            show(&self.back, at > 0);
            show(&self.next, at + 1 < model.document().story.len());
            act(&self.back, Act::Story, at.saturating_sub(1));
            act(&self.next, Act::Story, at + 1);
        }
        let marks = step.map(|step| pointed(inner, &step.point)).unwrap_or_default();
        let before = self.marked.replace(marks.clone());
        for element in before.iter().filter(|e| !marks.contains(e)) {
            flag(element, "data-pointed", false);
        }
        for element in &marks {
            flag(element, "data-pointed", true);
        }
    }

    fn heading(&self, inner: &Inner, at: usize, step: &Step) -> String {
        let all = inner.model.document().story.len().to_string();
        let places = [("n", &*(at + 1).to_string()), ("all", &*all)];
        let place = fill(inner.words().story_step, &places);
        match &*step.title {
            "" => place,
            title => format!("{place} · {title}"),
        }
    }

    /// Scrolls to what is marked, unless some of it is in view.
    #[inline(never)]
    fn bring(&self, inner: &Inner) {
        let own = self.panel.get_bounding_client_rect();
        // What is scrolled to stays clear of the step, which stays in view.
        style(&inner.container, "--telling", &format!("{}px", own.height()));
        let marked = self.marked.borrow();
        let seen = |e: &Element| {
            let at = e.get_bounding_client_rect();
            let covered = at.top() < own.bottom() && at.bottom() > own.top();
            at.top() >= 0.0 && at.bottom() <= window_height() && !covered
        };
        if let Some(first) = marked.first().filter(|_| !marked.iter().any(seen)) {
            to_view(first);
        }
    }
}

/// The elements in which an input, a result or a chart is shown.
#[inline(never)]
fn pointed(inner: &Inner, id: &str) -> Vec<Element> {
    let model = &inner.model;
    let slot = model.slot(id);
    let shown = |what, of| doers(&inner.container, what, of);
    let mut found = match slot {
        Some(slot) if model.as_input(slot).is_some() => {
            let of = usize::from(slot.0);
            let mut found = shown(Act::Number, of);
            found.append(&mut shown(Act::Choice, of));
            found
        }
        Some(slot) => {
            let results = shown(Act::Why, usize::from(slot.0)).into_iter();
            results.filter(|e| is(e, ".sentence *, .answers *")).gather()
        }
        None => {
            let chart = model.document().charts.iter().position(|c| c.id == id);
            let charts = &inner.parts.charts;
            chart.and_then(|c| charts.with(c, |f| f.figure.clone())).into_iter().gather()
        }
    };
    // What is in a closed group is there only if it is nowhere else.
    let open = |e: &Element| e.get_bounding_client_rect().height() > 0.0;
    if found.iter().any(open) {
        found.retain(open);
    }
    found
}

impl Inner {
    /// Goes to a step, here, by what was pressed for it.
    #[inline(never)]
    pub(crate) fn tell_step(&self, step: usize, pressed: &Element) {
        let story = &self.parts.story;
        let Some(known) = self.model.document().story.get(step) else { return };
        self.go(step, true);
        if is(pressed, "[hidden]") {
            let next = !is(&story.next, "[hidden]");
            focus_still(if next { &story.next } else { &story.close });
        }
        story.bring(self);
        let heading = story.heading(self, step, known);
        let text = story.text.text_content().unwrap_or_default();
        self.say(&format!("{heading}. {text}"));
    }

    /// Does what a step that the page's prose tells does; none ends it. What the
    /// reader set since stays unless the step `sets` again.
    ///
    /// # Errors
    /// If the document has no such step.
    #[inline(never)]
    pub(crate) fn prose_step(
        &self,
        step: Option<usize>,
        sets: bool,
    ) -> Result<(), Error> {
        let story = &self.parts.story;
        let all = self.model.document().story.len();
        if let Some(step) = step.filter(|step| *step >= all) {
            let n = step.saturating_add(1);
            return Err(Error::request(format!(
                "The story of the document has no step {n}: it has {all}."
            )));
        }
        // Whoever follows it here is not led away.
        if story.step.get().is_some_and(|(_, here)| here) {
            return Ok(());
        }
        match step {
            Some(step) if sets => self.go(step, false),
            _ => {
                story.step.set(step.map(|step| (step, false)));
                self.open_for(step);
            }
        }
        Ok(())
    }

    /// Leaves the story; what it set stays.
    pub(crate) fn end_story(&self) {
        let story = &self.parts.story;
        let focused = is(&story.panel, ":focus-within");
        story.step.set(None);
        self.arrange(|_| {});
        style(&self.container, "--telling", "0px");
        if focused {
            focus_still(&story.offer);
        }
    }

    fn go(&self, step: usize, here: bool) {
        self.parts.story.step.set(Some((step, here)));
        let sets =
            self.model.document().story.get(step).is_some_and(|s| !s.set.is_empty());
        if sets {
            self.act(Action::Step(step));
        }
        self.open_for(Some(step));
    }

    /// Opens what a step points at where it is behind a tab or in a closed group,
    /// and shows the step.
    #[inline(never)]
    fn open_for(&self, step: Option<usize>) {
        let point =
            step.and_then(|s| self.model.document().story.get(s)).map(|s| &*s.point);
        let slot = point.and_then(|id| self.model.slot(id));
        let tab = point.filter(|_| slot.is_none()).and_then(|id| tab_of(&self.model, id));
        self.arrange(|state| state.tab = tab.or(state.tab));
        // The chart behind a tab is built by now.
        if let Ok(state) = self.state.try_borrow() {
            self.parts.story.update(self, &state);
        }
        let marked = self.parts.story.marked.borrow();
        for element in marked.iter() {
            if let Ok(Some(group)) = element.closest("details:not([open])") {
                flag(&group, "open", true);
            }
        }
    }
}
