//! Gentle transitions of charts, where motion is welcome.

use super::Inner;
use super::part::figure::Figure;
use crate::chart::Scene;
use gloo::render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;

/// Milliseconds from one scene to the next.
const TAKES: f64 = 240.0;

/// How far the first picture already is: a change shows at once.
const FIRST: f64 = 0.1;

/// A transition in progress, if there is one.
#[derive(Debug, Default)]
pub(crate) struct Motion(RefCell<Option<Going>>);

#[derive(Debug)]
struct Going {
    from: Scene,
    began: Option<f64>,
    _frame: AnimationFrame,
}

/// Whether the reader's settings welcome motion.
pub(super) fn welcome() -> bool {
    let query = "(prefers-reduced-motion: no-preference)";
    let list = web_sys::window().and_then(|w| w.match_media(query).ok().flatten());
    list.is_some_and(|l| l.matches())
}

impl Motion {
    /// Ends it where it is.
    pub(super) fn stop(&self) {
        self.0.replace(None);
    }

    /// Goes from one scene towards another; gives the first picture on the
    /// way, or `None` where there is no way.
    pub(super) fn start(
        &self,
        inner: &Inner,
        chart: usize,
        from: Scene,
        to: &Scene,
    ) -> Option<Scene> {
        let first = from.between(to, FIRST)?;
        self.0.replace(Some(Going { from, began: None, _frame: next(inner, chart) }));
        Some(first)
    }

    /// The picture at a time, and whether it is the last.
    fn step(&self, inner: &Inner, figure: &Figure, now: f64) {
        let Ok(mut going) = self.0.try_borrow_mut() else { return };
        let Some(Going { from, began, _frame }) = &mut *going else { return };
        let part = (now - *began.get_or_insert(now)) / TAKES;
        if part >= 1.0 {
            *going = None;
            drop(going);
            figure.paint_again(inner, None);
            return;
        }
        // Fast at first, then settling.
        let rest = 1.0 - part;
        let share = FIRST + (1.0 - FIRST) * (1.0 - rest * rest * rest);
        *_frame = next(inner, figure.chart);
        figure.paint_again(inner, Some((from, share)));
    }
}

fn next(inner: &Inner, chart: usize) -> AnimationFrame {
    let me = inner.me.clone();
    request_animation_frame(move |now| {
        if let Some(inner) = me.upgrade() {
            inner
                .parts
                .charts
                .with(chart, |figure| figure.motion.step(&inner, figure, now));
        }
    })
}
