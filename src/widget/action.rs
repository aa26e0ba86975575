//! Everything a reader can do to the figures, in one place.

use super::Inner;
use crate::model::{Model, Scenario, Spread};

/// One thing a reader did.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Moves an input; the move may go on.
    Move(usize, f64),
    /// Says how uncertain an input is, while that is being typed.
    Try(usize, Spread),
    /// Takes back what moved since the last step.
    Abandon,
    /// Sets an input for good.
    Set(usize, f64),
    /// Gives an input back to the document.
    Release(usize),
    /// Ends a move.
    Settle,
    /// Says how uncertain an input is.
    Spread(usize, Spread),
    /// Chooses a period.
    Period(usize),
    /// Puts on a preset.
    Preset(usize),
    /// Does what a step of the story sets.
    Step(usize),
    /// Takes on a whole scenario, from a link.
    Open(Box<Scenario>),
    /// Goes back to where the page began.
    Reset,
    /// Goes a step back.
    Undo,
    /// Goes a step forward.
    Redo,
}

impl Inner {
    /// Does it, shows what follows, and tells the page.
    pub(crate) fn act(&self, action: Action) {
        let moves =
            matches!(action, Action::Move(..) | Action::Try(..) | Action::Abandon);
        let Some(settled) = self.change(action, moves) else { return };
        if moves {
            // The page is told with the frame that shows what follows.
            self.pace.move_soon(self);
            return;
        }
        self.refresh();
        if settled {
            self.write_address();
            self.pace.settle(self);
        }
    }

    /// Changes the scenario; says whether that made a step.
    fn change(&self, action: Action, moves: bool) -> Option<bool> {
        let mut state = self.state.try_borrow_mut().ok()?;
        if !matches!(action, Action::Settle) {
            state.complaint = None;
        }
        let history = &mut state.history;
        match action {
            Action::Abandon => history.abandon(),
            Action::Undo => return Some(history.undo()),
            Action::Redo => return Some(history.redo()),
            Action::Settle => {}
            Action::Move(i, v) | Action::Set(i, v) => {
                self.model.set(&mut history.present, i, v);
            }
            Action::Release(i) => {
                history.present.put(i, self.start.value(i));
                history.present.put_spread(i, Spread::Documented);
            }
            Action::Try(i, spread) | Action::Spread(i, spread) => {
                history.present.put_spread(i, spread);
                if let Spread::Interval(low, high) = spread {
                    let middle = f64::midpoint(low, high);
                    self.model.set(&mut history.present, i, middle);
                }
            }
            Action::Period(p) => {
                history.present = at_period(&self.model, &history.present, p);
            }
            Action::Preset(p) => {
                history.present = self.model.apply(&history.present, p).0;
            }
            Action::Step(s) => {
                history.present = self.model.follow(&history.present, s).0;
            }
            Action::Open(scenario) => history.present = *scenario,
            Action::Reset => history.present = self.start.clone(),
        }
        Some(!moves && history.commit())
    }
}

/// Another period: figures that come from series follow it; what the
/// reader set of the rest stays.
#[inline(never)]
pub(super) fn at_period(model: &Model, present: &Scenario, period: usize) -> Scenario {
    let mut next = present.clone();
    next.period = period;
    for i in 0..next.set.len() {
        let formula = model.default_of(i);
        if formula.is_some_and(|f| !f.slots().is_empty()) {
            next.put(i, None);
        }
    }
    next
}
