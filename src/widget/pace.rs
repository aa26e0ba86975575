//! When things happen: once a frame while something moves, and once the
//! reader has stopped.

use super::sight::Sight;
use super::{Inner, told};
use crate::narrative;
use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};

/// Milliseconds without a change after which the reader has stopped.
const REST: u32 = 500;

/// Milliseconds by which the plausible worlds follow a value that moves: less
/// than is noticed once the hand rests, and more than a few frames.
const BEHIND: u32 = 50;

/// So many times what the worlds took is between two of them while the hand goes
/// on, so that in a large document too most of the time is its own; and the longest
/// that is, in milliseconds.
const SHARE: f64 = 4.0;
const LONGEST: f64 = 400.0;

/// The frame and the timers that are waited for.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    frame: RefCell<Option<AnimationFrame>>,
    /// The plausible worlds that are still to follow.
    following: RefCell<Option<Timeout>>,
    /// When a value moved last, and before when they do not follow a hand that goes
    /// on, in milliseconds of the clock.
    moved: Cell<f64>,
    next: Cell<f64>,
    /// Whether what they change is being shown.
    followed: Cell<bool>,
    /// Whether a value moves with the next frame.
    moves: Cell<bool>,
    /// Whether the page is to be told that something settled.
    settled: Cell<bool>,
    /// Whether it is being told.
    telling: Cell<bool>,
    rest: RefCell<Option<Timeout>>,
}

impl Pace {
    /// Refreshes with the next frame and tells the page; any number of moves
    /// before it are one.
    pub(super) fn move_soon(&self, inner: &Inner) {
        self.moves.set(true);
        self.refresh_soon(inner);
    }

    /// Whether a value is moving in this frame.
    pub(super) fn moving(&self) -> bool {
        self.moves.get() || self.followed.get()
    }

    /// Lets the plausible worlds follow, between frames. A hand that goes on sees
    /// them with its next frame.
    pub(super) fn follow_soon(&self, inner: &Inner) {
        self.moved.set(js_sys::Date::now());
        self.wait(inner);
    }

    fn wait(&self, inner: &Inner) {
        if let Ok(mut following) = self.following.try_borrow_mut()
            && following.is_none()
        {
            let me = inner.me.clone();
            *following = Some(Timeout::new(BEHIND, move || {
                if let Some(inner) = me.upgrade() {
                    inner.pace.following.replace(None);
                    inner.pace.follow(&inner);
                }
            }));
        }
    }

    /// Lets them follow now, or a little later: while the hand goes on most of the
    /// time is its own.
    fn follow(&self, inner: &Inner) {
        let now = js_sys::Date::now();
        let goes_on = now - self.moved.get() < f64::from(BEHIND);
        if goes_on && now < self.next.get() {
            self.wait(inner);
            return;
        }
        if let Ok(mut state) = inner.state.try_borrow_mut() {
            state.follow(&inner.model);
        }
        if self.frame.try_borrow().is_ok_and(|frame| frame.is_none()) {
            self.followed.set(true);
            inner.show_worlds();
            self.followed.set(false);
        }
        let end = js_sys::Date::now();
        self.next.set(end + ((end - now) * SHARE).min(LONGEST));
    }

    /// Refreshes with the next frame.
    fn refresh_soon(&self, inner: &Inner) {
        let Ok(mut frame) = self.frame.try_borrow_mut() else { return };
        if frame.is_some() {
            return;
        }
        let me = inner.me.clone();
        *frame = Some(request_animation_frame(move |_| {
            if let Some(inner) = me.upgrade() {
                inner.pace.frame.replace(None);
                inner.refresh();
                inner.pace.tell(&inner);
            }
        }));
    }

    /// Tells the page that something settled.
    pub(super) fn settle(&self, inner: &Inner) {
        self.settled.set(true);
        self.tell(inner);
    }

    /// Tells the page what there is to tell. What a listener changes is told
    /// with the next frame: one that answers each change by another would else
    /// never end.
    fn tell(&self, inner: &Inner) {
        if self.telling.replace(true) {
            return self.refresh_soon(inner);
        }
        if self.moves.replace(false) {
            told::tell(inner, told::INPUT);
        }
        if self.settled.replace(false) {
            told::tell(inner, told::CHANGE);
        }
        self.telling.set(false);
    }

    /// Does what waits until the reader has stopped.
    pub(super) fn rest(&self, inner: &Inner) {
        if !inner.whole.get() {
            return;
        }
        let me = inner.me.clone();
        let timeout = Timeout::new(REST, move || {
            if let Some(inner) = me.upgrade() {
                inner.rested();
            }
        });
        self.rest.replace(Some(timeout));
    }
}

impl Inner {
    /// Draws with the next frame: what is being opened is then in view.
    pub(super) fn draw_soon(&self) {
        self.pace.refresh_soon(self);
    }

    /// The reader has stopped: looks closer, and says what changed.
    #[inline(never)]
    fn rested(&self) {
        let said = {
            let Ok(mut guard) = self.state.try_borrow_mut() else { return };
            let state = &mut *guard;
            let said =
                narrative::announcement(&self.model, &state.announced, &state.evaluation);
            state.announced = state.evaluation.clone();
            said
        };
        Sight::spare(&self.container, false);
        self.show();
        if let Some(text) = said {
            self.say(&text);
        }
        self.write_address();
        self.address.rest();
    }
}
