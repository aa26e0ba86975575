//! An answer in one line, while something is changed and no answer is in view.

use crate::document::Answer;
use crate::lean::gather::Gather as _;
use crate::model::{Fill, Model};
use crate::widget::dom::{Dom, attr, set_text, show, style, window_height};
use crate::widget::{Inner, State};
use crate::words::fill;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use web_sys::{DomRect, Element};

/// The line; it lies above or below what is touched, and takes no room of the page.
/// It is heard elsewhere: see [`narrative::announcement`](crate::narrative::announcement).
#[derive(Debug)]
pub(crate) struct Glance {
    above: Element,
    below: Element,
    line: Element,
    label: Element,
    value: Element,
    was: Element,
    held: RefCell<Held>,
}

#[derive(Debug, Default)]
struct Held {
    /// The answers when nothing moved last, and before the present change.
    settled: Vec<String>,
    before: Vec<String>,
    changing: bool,
    /// Takes the line away.
    end: Option<Timeout>,
}

/// Milliseconds for which the line stays when a change has ended.
const LINGERS: u32 = 2500;
/// Pixels of the line with what a finger shows beside it, and the least height in
/// which there is room for it.
const ROOM: f64 = 120.0;
const LEAST: f64 = 360.0;

impl Glance {
    /// The line, and the two ends of the calculator at which it may stay in view.
    pub(crate) fn new(dom: &Dom, parent: &Element) -> Self {
        let end = |class| {
            let end = dom.add(parent, "div", class);
            attr(&end, "aria-hidden", "true");
            end
        };
        let (above, below) = (end("glance"), end("glance low"));
        let line = dom.add(&above, "p", "glance-line");
        let label = dom.add(&line, "span", "muted");
        let value = dom.add(&line, "strong", "");
        let was = dom.add(&line, "span", "was");
        show(&line, false);
        Self { above, below, line, label, value, was, held: RefCell::default() }
    }

    /// Puts its lower end where the calculator ends.
    pub(crate) fn close(&self, parent: &Element) {
        let _ = parent.append_child(&self.below);
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        let (model, e) = (&inner.model, &state.evaluation);
        let answers = &model.document().answers;
        let text = |a: &Answer| {
            model.slot(&a.metric).map(|slot| model.shown(slot, e, Fill::Short))
        };
        let now: Vec<String> =
            answers.iter().map(|a| text(a).unwrap_or_default()).gather();
        let Ok(mut held) = self.held.try_borrow_mut() else { return };
        let moves = state.history.is_open();
        if !moves && !held.changing && (held.settled.is_empty() || held.settled == now) {
            held.settled = now;
            return;
        }
        if !held.changing {
            held.before = std::mem::take(&mut held.settled);
        }
        held.changing = moves;
        held.end = None;
        let differs = |i: &usize| held.before.get(*i) != now.get(*i);
        let mut given = model.answers(e).into_iter().map(|(i, _)| i);
        let first = given.clone().next();
        let at = given.find(differs).or(first).unwrap_or(now.len());
        let told = answers.get(at).zip(now.get(at)).zip(held.before.get(at));
        let Some(((answer, value), before)) = told else { return };
        let place = place(inner, model, state, at);
        show(&self.line, place.is_some());
        if let Some((end, shift)) = place {
            let end = if end == End::Above { &self.above } else { &self.below };
            if self.line.parent_element().as_ref() != Some(end) {
                let _ = end.append_child(&self.line);
            }
            style(end, "--shift", &format!("{shift}px"));
            set_text(&self.label, &model.answer_label(answer, e));
            set_text(&self.value, value);
            let was = fill(model.words().was, &[("value", before)]);
            set_text(&self.was, if before == value { "" } else { &was });
        }
        if !moves {
            held.settled = now;
            let line = self.line.clone();
            held.end = Some(Timeout::new(LINGERS, move || show(&line, false)));
        }
    }
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum End {
    Above,
    Below,
}

/// At which end the line is out of the way of what is touched, and by how much what
/// is seen begins below the window's own beginning; nowhere if the answer is in view
/// anyway, or where there is no room beside a keyboard.
fn place(
    inner: &Inner,
    model: &Model,
    state: &State,
    answer: usize,
) -> Option<(End, f64)> {
    let window = web_sys::window()?;
    let seen = window.visual_viewport();
    let top = seen.as_ref().map_or(0.0, |v| v.offset_top());
    let height = seen.map_or_else(window_height, |v| v.height());
    let answer = model.document().answers.get(answer)?;
    let slot = model.slot(&answer.metric)?;
    let in_view = |e: &Element| {
        let at = e.get_bounding_client_rect();
        at.height() > 0.0 && at.top() >= top && at.bottom() <= top + height
    };
    let parts = &inner.parts;
    if height < LEAST
        || parts.answers.shows(slot, in_view)
        || parts.sentence.shows(slot, in_view)
    {
        return None;
    }
    let touched: Option<DomRect> = match &state.drag {
        Some(drag) => Some(drag.on.get_bounding_client_rect()),
        None => {
            let focused = inner.container.query_selector(":focus").ok().flatten();
            focused.map(|e| e.get_bounding_client_rect())
        }
    };
    let near_top = touched.as_ref().is_some_and(|t| t.top() - top < ROOM);
    if !near_top {
        return Some((End::Above, top));
    }
    // Below, a keyboard may be, which nothing tells but what it leaves.
    let near_bottom = touched.is_some_and(|t| t.bottom() > top + height - ROOM);
    let keyboard = height < 0.8 * window_height();
    (!keyboard && !near_bottom).then_some((End::Below, 0.0))
}
