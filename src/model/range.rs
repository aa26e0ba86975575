//! From where to where an input may be set, which may follow other inputs.

use super::slots::{Holds, Slots};
use super::{Evaluation, Model, Scenario};
use crate::document::{Bound, Document, Input, Problems};
use crate::formula::Expression;
use crate::lean::gather::Gather as _;

/// From where to where an input may be set, and in which steps.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Range {
    /// The least it may be.
    pub min: f64,
    /// The most it may be.
    pub max: f64,
    /// The step of its slider and arrow keys.
    pub step: f64,
    /// Whether its slider is logarithmic.
    pub log: bool,
}

impl Range {
    /// Whether a value lies within.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        self.min <= value && value <= self.max
    }

    /// The value within that is nearest.
    #[must_use]
    pub const fn nearest(&self, value: f64) -> f64 {
        // Not `clamp`, which wants a sound range.
        value.min(self.max).max(self.min)
    }
}

/// What of a range is a formula: its ends and its step.
#[derive(Clone, Debug, Default)]
pub(super) struct CompiledRange {
    pub(super) parts: [Option<Expression>; 3],
    /// The inputs that it follows, however far back.
    follows: Vec<usize>,
}

/// The fields of an input that say its range, in the order of the parts.
pub(super) const PARTS: [&str; 3] = ["min", "max", "step"];

/// The ends and the step as the document says them.
pub(super) const fn bounds(input: &Input) -> [&Bound; 3] {
    [&input.min, &input.max, &input.step]
}

impl Model {
    /// From where to where an input may be set now.
    #[must_use]
    pub fn range(&self, input: usize, e: &Evaluation) -> Range {
        let range = self.fixed(input);
        if self.has_moving_range(input) { self.moved(input, range, e) } else { range }
    }

    /// What of a range is the same whatever is set; not a number where it follows.
    fn fixed(&self, input: usize) -> Range {
        let Some(known) = self.document().inputs.get(input) else {
            return Range { min: 0.0, max: 0.0, step: 1.0, log: false };
        };
        let [min, max, step] = bounds(known).map(Bound::number);
        Range { min, max, step, log: known.log }
    }

    /// From where to where an input may be set in a scenario.
    #[must_use]
    pub fn range_in(&self, input: usize, scenario: &Scenario) -> Range {
        if self.has_moving_range(input) {
            self.range(input, &self.evaluate(scenario))
        } else {
            self.fixed(input)
        }
    }

    /// Whether the range of an input follows others.
    #[must_use]
    pub fn has_moving_range(&self, input: usize) -> bool {
        self.held.contains(&input)
    }

    /// The inputs whose range follows others, each after those that it follows.
    #[must_use]
    pub fn moving_ranges(&self) -> &[usize] {
        &self.held
    }

    #[inline(never)]
    fn moved(&self, input: usize, fixed: Range, e: &Evaluation) -> Range {
        let mut range = self.told(input, fixed, e);
        // What cannot be told now is as it is to begin with.
        if let Some((_, usual)) = self.usual.iter().find(|(i, _)| *i == input) {
            let or = |v: f64, usual: f64| if v.is_finite() { v } else { usual };
            range.min = or(range.min, usual.min);
            range.max = or(range.max, usual.max);
            range.step = or(range.step, usual.step);
        }
        range.max = range.max.max(range.min);
        if !(range.step > 0.0) {
            range.step = if range.max > range.min { range.max - range.min } else { 1.0 };
        }
        range.log &= range.min > 0.0;
        range
    }

    /// A range with what its formulas give; not a number where they give nothing.
    #[inline(never)]
    fn told(&self, input: usize, mut range: Range, e: &Evaluation) -> Range {
        let places = [&mut range.min, &mut range.max, &mut range.step];
        let parts =
            self.ranges.get(input).map(|r| r.parts.as_slice()).unwrap_or_default();
        for (place, part) in places.into_iter().zip(parts) {
            if let Some(formula) = part {
                *place = formula.evaluate(&e.values).unwrap_or(f64::NAN);
            }
        }
        range
    }

    /// The ranges that follow others, as they are to begin with.
    pub(super) fn usual_ranges(&self) -> Vec<(usize, Range)> {
        if self.held.is_empty() { Vec::new() } else { self.ranges_at_first() }
    }

    #[inline(never)]
    fn ranges_at_first(&self) -> Vec<(usize, Range)> {
        let e = self.evaluate(&self.scenario());
        self.held.iter().map(|i| (*i, self.range(*i, &e))).gather()
    }

    /// Holds inputs within ranges that follow some of these inputs: what was set
    /// beyond is at the end, until there is room for it again. Tells which were
    /// looked at.
    pub(super) fn hold(
        &self,
        e: &mut Evaluation,
        concerns: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        if e.free || self.held.is_empty() {
            return Vec::new();
        }
        let mut looked_at = Vec::new();
        for &i in &self.held {
            let follows = self.ranges.get(i).map(|r| r.follows.as_slice());
            let moves = follows.unwrap_or_default().iter().any(|j| concerns(*j));
            if moves || concerns(i) {
                self.fill_input(e, i);
                self.keep_within(e, i);
                looked_at.push(i);
            }
        }
        looked_at
    }

    #[inline(never)]
    pub(super) fn keep_within(&self, e: &mut Evaluation, input: usize) {
        let range = self.range(input, e);
        if let Ok(value) = e.value(self.input_slot(input))
            && !range.holds(value)
        {
            e.put(input, Ok(range.nearest(value)));
        }
    }

    /// The inputs whose range follows some of these.
    #[must_use]
    pub(crate) fn held_by(&self, inputs: &[usize]) -> Vec<usize> {
        let follows = |i: &&usize| {
            let range = self.ranges.get(**i);
            range.is_some_and(|r| r.follows.iter().any(|j| inputs.contains(j)))
        };
        self.held.iter().filter(follows).copied().gather()
    }

    /// Reports ranges that are none in a period.
    #[inline(never)]
    pub(super) fn check_ranges(&self, e: &Evaluation, problems: &Problems) {
        for &i in &self.held {
            let Some(known) = self.document().inputs.get(i) else { continue };
            let range = self.told(i, self.fixed(i), e);
            let place = |part| format!("inputs, {}, {part}", known.id);
            let period = self.period_name(e);
            let found = [range.min, range.max, range.step];
            let parts = PARTS.into_iter().zip(found);
            if let Some((part, _)) = parts.clone().find(|(_, v)| !v.is_finite()) {
                let message = format!("for {period} this has no value.");
                problems.add(place(part), message);
            } else if !(range.min < range.max) {
                let (min, max) = (range.min, range.max);
                let part = if known.max.formula().is_some() { "max" } else { "min" };
                problems.add(place(part), format!("for {period} the range is from {min} to {max}; min must be below max."));
            } else if !(range.step > 0.0) {
                let message = format!(
                    "for {period} this is {}, and must be more than 0.",
                    range.step
                );
                problems.add(place("step"), message);
            } else if range.log && !(range.min > 0.0) {
                let message = format!(
                    "for {period} this is {}; a logarithmic scale needs a “min” above 0.",
                    range.min
                );
                problems.add(place("min"), message);
            }
        }
    }
}

/// The inputs whose range follows others, each after those that it follows, with
/// these found out.
pub(super) fn order(
    d: &Document,
    slots: &Slots,
    ranges: &mut [CompiledRange],
    problems: &Problems,
) -> Vec<usize> {
    let mut walk = Walk { d, slots, ranges, problems, order: Vec::new() };
    for i in 0..d.inputs.len() {
        if walk.moves(i) {
            walk.visit(i, &mut Vec::new());
        }
    }
    walk.order
}

struct Walk<'a> {
    d: &'a Document,
    slots: &'a Slots,
    ranges: &'a mut [CompiledRange],
    problems: &'a Problems,
    order: Vec<usize>,
}

impl Walk<'_> {
    fn moves(&self, i: usize) -> bool {
        self.ranges.get(i).is_some_and(|r| r.parts.iter().any(Option::is_some))
    }

    /// Not in line: few documents need it.
    #[inline(never)]
    fn visit(&mut self, i: usize, path: &mut Vec<usize>) {
        let parts = self.ranges.get(i).map(|r| r.parts.clone()).unwrap_or_default();
        if self.order.contains(&i) || !self.moves(i) {
            return;
        }
        path.push(i);
        let mut follows = Vec::new();
        for (name, part) in PARTS.into_iter().zip(&parts) {
            let named = part.iter().flat_map(Expression::slots);
            let inputs = named.filter_map(|s| match self.slots.what(s) {
                Holds::Pinned(_) | Holds::Input(_) => self.slots.decides(self.d, s),
                _ => None,
            });
            for other in inputs.gather() {
                if path.contains(&other) {
                    self.circle(i, name, other, path);
                    continue;
                }
                self.visit(other, path);
                follows.push(other);
                if let Some(range) = self.ranges.get(other) {
                    follows.extend(range.follows.iter().copied());
                }
            }
        }
        path.pop();
        if let Some(range) = self.ranges.get_mut(i) {
            range.follows = follows;
        }
        self.order.push(i);
    }

    fn circle(&self, i: usize, part: &str, other: usize, path: &[usize]) {
        let from = path.iter().position(|p| *p == other).unwrap_or(0);
        let name = |i: &usize| self.d.inputs.get(*i).map_or("", |i| i.id.as_str());
        let mut names: Vec<&str> = path.iter().skip(from).map(name).gather();
        names.push(name(&other));
        let place = format!("inputs, {}, {part}", name(&i));
        let message = format!("this range goes by itself: {}.", names.join(" needs "));
        self.problems.add(place, message);
    }
}

/// What depends on an input depends on those that its range follows.
pub(super) fn reach(ranges: &[CompiledRange], held: &[usize], inputs: &mut [bool]) {
    for &i in held.iter().rev() {
        if inputs.get(i) == Some(&true) {
            for &other in ranges.get(i).map(|r| r.follows.as_slice()).unwrap_or_default()
            {
                if let Some(mark) = inputs.get_mut(other) {
                    *mark = true;
                }
            }
        }
    }
}
