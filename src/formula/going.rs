//! Loops that go on: at the steps of a count, what adds up as far as the step need
//! not begin again each time.

use super::Slot;
use super::expression::{At, Expression, Loop, Node};
use crate::lean::gather::Gather as _;

/// How far the loops of an expression have come.
#[derive(Debug)]
pub(super) struct Going {
    /// By node: whether it is the step itself.
    counted: Vec<bool>,
    /// By node: whether it depends on the step.
    depends: Vec<bool>,
    states: Vec<State>,
}

/// How far a loop has come, for the draws that are worked out.
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
        for node in &expression.nodes {
            // Every node stands after those it is made of.
            let on = |at: &At| depends.get(*at) == Some(&true);
            let found = match node {
                Node::Value(slot) => *slot == counted,
                Node::Negative(a) | Node::Call(_, a) => on(a),
                Node::Binary(_, a, b) => on(a) || on(b),
                Node::If(a, b, c) => on(a) || on(b) || on(c),
                Node::Loop(l) => on(&l.from) || on(&l.to) || on(&l.with) || on(&l.body),
                _ => false,
            };
            depends.push(found);
        }
        let is_step = |n: &Node| matches!(n, Node::Value(slot) if *slot == counted);
        let counted = expression.nodes.iter().map(is_step).gather();
        Self { counted, depends, states: Vec::new() }
    }

    /// Forgets how far the loops have come.
    pub(super) fn begin(&mut self) {
        self.states.clear();
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
        let state = self.states.iter().find(known)?;
        *constant = state.constant;
        if constant.is_none() {
            let column = state.column.get(..room.len())?;
            room.copy_from_slice(column);
        }
        Some(state.last)
    }

    /// Keeps how far a loop has come, if it only adds steps as the count goes on.
    pub(super) fn keep(
        &mut self,
        l: &Loop,
        begun: (At, i32),
        last: i32,
        room: &[f64],
        constant: Option<f64>,
    ) {
        let has = |of: &[bool], at: At| of.get(at) == Some(&true);
        let steady = [l.from, l.with, l.body].iter().all(|at| !has(&self.depends, *at));
        // A loop of no steps has not begun.
        if !steady || !has(&self.counted, l.to) || last < begun.1 {
            return;
        }
        let at = self.states.iter().position(|s| s.begun == begun);
        let at = at.unwrap_or_else(|| {
            let state = State { begun, last, constant, column: Vec::new() };
            self.states.push(state);
            self.states.len() - 1
        });
        if let Some(state) = self.states.get_mut(at) {
            (state.last, state.constant) = (last, constant);
            state.column.clear();
            if constant.is_none() {
                state.column.extend_from_slice(room);
            }
        }
    }
}
