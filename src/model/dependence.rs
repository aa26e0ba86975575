//! Which metric is worked out from which, and from which inputs.

use super::compiled::CompiledMetric;
use super::slots::{Holds, Slots};
use crate::document::{Document, Problems};
use crate::formula::Expression;
use crate::lean::gather::Gather as _;

/// An order in which each metric comes after those it is worked out from.
pub(super) fn order(
    d: &Document,
    slots: &Slots,
    metrics: &[CompiledMetric],
    problems: &Problems,
) -> Vec<usize> {
    let mut walk =
        Walk { d, slots, metrics, problems, state: Vec::new(), order: Vec::new() };
    walk.state.resize(metrics.len(), Visit::Not);
    for i in 0..metrics.len() {
        walk.visit(i, &mut Vec::new());
    }
    walk.order
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Visit {
    Not,
    Open,
    Done,
}

struct Walk<'a> {
    d: &'a Document,
    slots: &'a Slots,
    metrics: &'a [CompiledMetric],
    problems: &'a Problems,
    state: Vec<Visit>,
    order: Vec<usize>,
}

impl Walk<'_> {
    fn visit(&mut self, i: usize, path: &mut Vec<usize>) {
        match self.state.get(i) {
            Some(Visit::Open) => return self.circle(i, path),
            Some(Visit::Not) => {}
            _ => return,
        }
        self.mark(i, Visit::Open);
        path.push(i);
        let needed: Vec<usize> =
            self.metrics.get(i).map(|m| direct(self.slots, m)).unwrap_or_default();
        for n in needed {
            self.visit(n, path);
        }
        path.pop();
        self.mark(i, Visit::Done);
        self.order.push(i);
    }

    fn mark(&mut self, i: usize, visit: Visit) {
        if let Some(place) = self.state.get_mut(i) {
            *place = visit;
        }
    }

    fn circle(&self, i: usize, path: &[usize]) {
        let from = path.iter().position(|p| *p == i).unwrap_or(0);
        let name = |i: &usize| self.d.metrics.get(*i).map_or("", |m| m.id.as_str());
        let mut names: Vec<&str> = path.iter().skip(from).map(name).gather();
        names.push(name(&i));
        self.problems.add(
            format!("metrics, {}, formula", name(&i)),
            format!("this is worked out from itself: {}.", names.join(" needs ")),
        );
    }
}

/// The metrics that a metric is directly worked out from.
pub(super) fn direct(slots: &Slots, metric: &CompiledMetric) -> Vec<usize> {
    metric
        .expressions()
        .flat_map(Expression::slots)
        .filter_map(|s| match slots.what(s) {
            Holds::Metric(m) => Some(m),
            _ => None,
        })
        .gather()
}

/// Marks for every metric the inputs it depends on, however far back.
pub(super) fn reach_back(
    d: &Document,
    slots: &Slots,
    metrics: &mut [CompiledMetric],
    order: &[usize],
) {
    for &i in order {
        let Some(metric) = metrics.get(i) else { continue };
        let mut inputs = vec![false; slots.inputs];
        for slot in metric.expressions().flat_map(Expression::slots) {
            if let Some(mark) = slots.decides(d, slot).and_then(|i| inputs.get_mut(i)) {
                *mark = true;
            }
            if let Holds::Metric(m) = slots.what(slot) {
                let other =
                    metrics.get(m).map(|m| m.inputs.as_slice()).unwrap_or_default();
                for (mark, theirs) in inputs.iter_mut().zip(other) {
                    *mark |= theirs;
                }
            }
        }
        if let Some(metric) = metrics.get_mut(i) {
            metric.inputs = inputs;
        }
    }
}

/// What depends on one share of a whole depends on all of them.
#[inline(never)]
pub(super) fn join(metrics: &mut [CompiledMetric], of: &[usize]) {
    for metric in metrics {
        if of.iter().any(|i| metric.inputs.get(*i) == Some(&true)) {
            for i in of {
                if let Some(mark) = metric.inputs.get_mut(*i) {
                    *mark = true;
                }
            }
        }
    }
}
