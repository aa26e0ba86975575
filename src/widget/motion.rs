//! Gentle transitions of charts, where motion is welcome.

use crate::chart::Scene;
use gloo::render::AnimationFrame;
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
pub(crate) fn welcome() -> bool {
    let query = "(prefers-reduced-motion: no-preference)";
    let list = web_sys::window().and_then(|w| w.match_media(query).ok().flatten());
    list.is_some_and(|l| l.matches())
}

impl Motion {
    /// Ends it where it is; tells whether there was one.
    pub(crate) fn stop(&self) -> bool {
        self.0.replace(None).is_some()
    }

    /// Goes from one scene towards another; gives the first picture on the
    /// way, or `None` where there is no way. `next` asks for the next step.
    pub(crate) fn start(
        &self,
        from: Scene,
        to: &Scene,
        next: impl FnOnce() -> AnimationFrame,
    ) -> Option<Scene> {
        let first = from.between(to, FIRST)?;
        self.0.replace(Some(Going { from, began: None, _frame: next() }));
        Some(first)
    }

    /// Where it is at a time: from which scene, and how far; nowhere in
    /// between once it has arrived. `None` if nothing moves.
    pub(crate) fn step(
        &self,
        now: f64,
        next: impl FnOnce() -> AnimationFrame,
    ) -> Option<Option<(Scene, f64)>> {
        let mut going = self.0.try_borrow_mut().ok()?;
        let Going { from, began, _frame } = going.as_mut()?;
        let part = (now - *began.get_or_insert(now)) / TAKES;
        if part >= 1.0 {
            *going = None;
            return Some(None);
        }
        // Fast at first, then settling.
        let rest = 1.0 - part;
        let share = FIRST + (1.0 - FIRST) * (1.0 - rest * rest * rest);
        *_frame = next();
        Some(Some((from.clone(), share)))
    }
}
