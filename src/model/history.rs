//! Undo and redo over scenarios.

use super::Scenario;

/// The present scenario, those before it, and those undone.
///
/// ```
/// use cost_calculator::model::{History, Scenario};
/// let mut history = History::new(Scenario::new(0, 1));
/// history.present.put(0, Some(2.0));
/// history.present.put(0, Some(3.0));
/// assert!(history.commit(), "a drag counts once, when it ends");
/// history.undo();
/// assert_eq!(history.present.value(0), None);
/// history.redo();
/// assert_eq!(history.changed(), Some(0));
/// assert_eq!(history.present.value(0), Some(3.0));
/// history.present.put(0, Some(4.0));
/// history.abandon();
/// assert_eq!(history.present.value(0), Some(3.0));
/// ```
#[derive(Clone, Debug)]
pub struct History {
    /// What is shown. Change it freely; [`History::commit`] makes it a step.
    pub present: Scenario,
    committed: Scenario,
    past: Vec<Scenario>,
    future: Vec<Scenario>,
}

/// More steps than anybody goes back.
const DEPTH: usize = 200;

impl History {
    /// A history without a past.
    #[must_use]
    pub fn new(present: Scenario) -> Self {
        Self { committed: present.clone(), present, past: Vec::new(), future: Vec::new() }
    }

    /// Makes the present a step, if it differs from the last one. Says whether
    /// it did.
    pub fn commit(&mut self) -> bool {
        if self.present == self.committed {
            return false;
        }
        if self.past.len() >= DEPTH {
            self.past.remove(0);
        }
        self.past.push(std::mem::replace(&mut self.committed, self.present.clone()));
        self.future.clear();
        true
    }

    /// Whether something was changed since the last step.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.present != self.committed
    }

    /// Takes back what was changed since the last step.
    pub fn abandon(&mut self) {
        self.present.clone_from(&self.committed);
    }

    /// Goes a step back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        self.commit();
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.committed, before));
        self.present.clone_from(&self.committed);
        true
    }

    /// Goes a step forward again; says whether there was one.
    pub fn redo(&mut self) -> bool {
        // What was changed since is a step, and there is nothing after it.
        self.commit();
        let Some(next) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.committed, next));
        self.present.clone_from(&self.committed);
        true
    }

    /// The last step before the present one.
    #[must_use]
    pub fn before(&self) -> Option<&Scenario> {
        self.past.last()
    }

    /// The input that the last step changed, if it changed one and nothing else.
    #[must_use]
    pub fn changed(&self) -> Option<usize> {
        let (now, before) = (&self.committed, self.past.last()?);
        let differs = |i: &usize| {
            now.value(*i) != before.value(*i) || now.spread(*i) != before.spread(*i)
        };
        let mut inputs = (0..now.set.len()).filter(differs);
        let first = inputs.next().filter(|_| now.period == before.period)?;
        inputs.next().is_none().then_some(first)
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty() || self.present != self.committed
    }

    /// Whether there is a step to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
