//! Loops that go on: what adds up as far as a count goes, or as a loop around it does,
//! need not begin again at each step.

use super::Slot;
use super::expression::{At, Expression, Loop, Node};
use crate::lean::gather::Gather as _;

/// How far the loops of an expression have come along a count.
#[derive(Debug)]
pub(super) struct Going {
    /// By node: whether it is the step itself.
    counted: Vec<bool>,
    /// By node: whether it depends on the step.
    depends: Vec<bool>,
    /// How far each has come.
    pub(super) reached: Reached,
}

/// How far loops have come, for the draws that are worked out.
#[derive(Debug, Default)]
pub(super) struct Reached(Vec<State>);

#[derive(Debug)]
struct State {
    /// The loop, and where it begins.
    begun: (At, i32),
    last: i32,
    /// What there is so far, where it is the same in every draw.
    constant: Option<f64>,
    column: Vec<f64>,
}

impl Going {
    /// Before the first step.
    pub(super) fn new(expression: &Expression, counted: Slot) -> Self {
        let mut depends: Vec<bool> = Vec::with_capacity(expression.nodes.len());
        let is_step = |n: &Node| matches!(n, Node::Value(slot) if *slot == counted);
        for node in &expression.nodes {
            // Every node stands after those it is made of.
            let found = is_step(node) || node.any(|at| depends.get(at) == Some(&true));
            depends.push(found);
        }
        let counted = expression.nodes.iter().map(is_step).gather();
        Self { counted, depends, reached: Reached::default() }
    }

    /// Whether a loop only adds steps as the count goes on.
    pub(super) fn adds(&self, l: &Loop) -> bool {
        let has = |of: &[bool], at: At| of.get(at) == Some(&true);
        let steady = [l.from, l.with, l.body].iter().all(|at| !has(&self.depends, *at));
        steady && l.apart && has(&self.counted, l.to)
    }
}

impl Reached {
    /// Forgets the loops that stand between two nodes, but keeps their room.
    pub(super) fn forget(&mut self, from: At, to: At) {
        for state in self.0.iter_mut().filter(|s| (from..to).contains(&s.begun.0)) {
            state.last = i32::MAX;
        }
    }

    /// The last step that a loop has done, if it can go on from there; what there
    /// is so far is put where it is worked out.
    pub(super) fn done(
        &self,
        begun: (At, i32),
        last: i32,
        room: &mut [f64],
        constant: &mut Option<f64>,
    ) -> Option<i32> {
        let known = |s: &&State| s.begun == begun && s.last <= last;
        let state = self.0.iter().find(known)?;
        if state.constant.is_none() {
            let column = state.column.get(..room.len())?;
            room.copy_from_slice(column);
        }
        *constant = state.constant;
        Some(state.last)
    }

    /// Keeps how far a loop has come.
    pub(super) fn keep(
        &mut self,
        begun: (At, i32),
        last: i32,
        room: &[f64],
        constant: Option<f64>,
    ) {
        // A loop of no steps has not begun.
        if last < begun.1 {
            return;
        }
        let at = self.0.iter().position(|s| s.begun.0 == begun.0);
        let at = at.unwrap_or_else(|| {
            let state = State { begun, last, constant, column: Vec::new() };
            self.0.push(state);
            self.0.len() - 1
        });
        if let Some(state) = self.0.get_mut(at) {
            (state.begun, state.last, state.constant) = (begun, last, constant);
            state.column.clear();
            if constant.is_none() {
                state.column.extend_from_slice(room);
            }
        }
    }
}
