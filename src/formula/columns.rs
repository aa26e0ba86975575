//! A whole column of values from one expression: the same arithmetic as for
//! one value, a few hundred draws at a time.

use super::Slot;
use super::expression::{At, Binary, Expression, Loop, Node, Repeat};
use super::going::{Going, Reached};
use crate::lanes;
use wide::f64x2;

/// What a slot holds during a run over draws.
#[derive(Copy, Clone, Debug)]
pub enum Operand<'a> {
    /// The same value in every draw.
    Constant(f64),
    /// A value for each draw; NaN is “no value”.
    Column(&'a [f64]),
}

/// Where columns come from.
pub trait ColumnSource {
    /// What a slot holds.
    fn operand(&self, slot: Slot) -> Operand<'_>;
}

/// Room for the values of sub-expressions, reused from run to run.
#[derive(Debug, Default)]
pub struct Scratch {
    columns: Vec<Vec<f64>>,
    known: Vec<Known>,
    /// Where loops go on, from one step of a count to the next.
    going: Option<Going>,
    /// How far loops have come that go along with the one around them.
    along: Reached,
}

impl Scratch {
    /// For one expression at the rising steps of a count, which stand in a slot:
    /// what adds up as far as the step goes on from the step before.
    #[must_use]
    pub(crate) fn counting(expression: &Expression, counted: Slot) -> Self {
        Self { going: Some(Going::new(expression, counted)), ..Self::default() }
    }

    /// Begins the count anew, for other draws.
    pub fn begin(&mut self) {
        if let Some(going) = &mut self.going {
            going.reached.forget(0, usize::MAX);
        }
    }
}

/// What is known of a node that was worked out.
#[derive(Copy, Clone, Debug)]
enum Known {
    Constant(f64),
    /// In the scratch column of the node.
    Column,
    /// In the source.
    Source(Slot),
}

impl Expression {
    /// The value in each draw, into `out`; NaN where there is none. Agrees
    /// with [`Expression::evaluate`] draw by draw. Where the value is the same
    /// in every draw it is returned instead, and `out` is left alone.
    /// Allocates nothing once the scratch has grown to the expression's size.
    pub fn evaluate_columns(
        &self,
        source: &dyn ColumnSource,
        scratch: &mut Scratch,
        out: &mut [f64],
    ) -> Option<f64> {
        let Scratch { columns, known, going, along } = scratch;
        let root = self.nodes.len().checked_sub(1)?;
        // What an expression left here is overwritten before it is read.
        if known.len() < self.nodes.len() {
            known.resize(self.nodes.len(), Known::Constant(f64::NAN));
        }
        if columns.len() < self.nodes.len() {
            columns.resize(self.nodes.len(), Vec::new());
        }
        let nodes = &self.nodes;
        let going = going.as_mut();
        let draws = out.len();
        let mut run = Run { nodes, source, columns, known, going, along, draws };
        run.range(0, root);
        match run.node(root, out) {
            Known::Constant(c) => Some(c),
            Known::Column => None,
            Known::Source(slot) => each(source.operand(slot), out, |v| v),
        }
    }
}

struct Run<'a> {
    nodes: &'a [Node],
    source: &'a dyn ColumnSource,
    columns: &'a mut [Vec<f64>],
    known: &'a mut [Known],
    going: Option<&'a mut Going>,
    along: &'a mut Reached,
    draws: usize,
}

impl Run<'_> {
    fn operand(&self, at: At) -> Operand<'_> {
        match self.known.get(at) {
            Some(Known::Constant(c)) => Operand::Constant(*c),
            Some(Known::Source(slot)) => self.source.operand(*slot),
            Some(Known::Column) => {
                let column = self.columns.get(at).and_then(|c| c.get(..self.draws));
                Operand::Column(column.unwrap_or_default())
            }
            None => Operand::Constant(f64::NAN),
        }
    }

    fn know(&mut self, at: At, known: Known) {
        if let Some(place) = self.known.get_mut(at) {
            *place = known;
        }
    }

    /// Works out the nodes from one up to another; those of a loop's steps when
    /// the loop is.
    fn range(&mut self, mut at: At, end: At) {
        while at < end {
            if let Some(Node::Local(_, l)) = self.nodes.get(at) {
                at = *l;
                continue;
            }
            // The column leaves its place while others are read.
            let taken = self.columns.get_mut(at).map(std::mem::take);
            let mut room = taken.unwrap_or_default();
            if room.len() < self.draws {
                room.resize(self.draws, f64::NAN);
            }
            if let Some(room) = room.get_mut(..self.draws) {
                let found = self.node(at, room);
                self.know(at, found);
            }
            if let Some(place) = self.columns.get_mut(at) {
                *place = room;
            }
            at += 1;
        }
    }

    /// Works out a node, into `room` unless it is constant or in the source.
    fn node(&mut self, at: At, room: &mut [f64]) -> Known {
        let constant = match self.nodes.get(at) {
            Some(
                Node::Number(v)
                | Node::Date(v)
                | Node::Literal(v, _)
                | Node::Option(_, v)
                | Node::Percent(v),
            ) => Some(*v),
            Some(Node::Value(slot)) => match self.source.operand(*slot) {
                Operand::Constant(c) => Some(c),
                Operand::Column(_) => return Known::Source(*slot),
            },
            Some(Node::Negative(a)) => each(self.operand(*a), room, |a| -a),
            Some(Node::Call(function, a)) => {
                each(self.operand(*a), room, |a| function.apply(a))
            }
            Some(Node::Binary(binary, a, b)) => {
                join(*binary, self.operand(*a), self.operand(*b), room)
            }
            Some(Node::If(condition, yes, no)) => {
                let (yes, no) = (self.operand(*yes), self.operand(*no));
                choose(self.operand(*condition), yes, no, room)
            }
            Some(Node::Loop(l)) => self.repeated(l, at, room),
            Some(Node::Local(..)) | None => Some(f64::NAN),
        };
        constant.map_or(Known::Column, Known::Constant)
    }

    /// How far a loop may have come that goes on, with a count or the loop around it.
    fn reached(&mut self, l: &Loop) -> Option<&mut Reached> {
        if l.along {
            return Some(self.along);
        }
        self.going.as_deref_mut().filter(|g| g.adds(l)).map(|g| &mut g.reached)
    }

    /// Works out a loop, for all draws at once at each of its steps.
    #[inline(never)]
    fn repeated(&mut self, l: &Loop, at: At, room: &mut [f64]) -> Option<f64> {
        let span = |run: &Self, i| {
            l.span(value_at(run.operand(l.from), i), value_at(run.operand(l.to), i))
        };
        let fixed = matches!(
            (self.operand(l.from), self.operand(l.to)),
            (Operand::Constant(_), Operand::Constant(_))
        );
        let same = if fixed { span(self, 0) } else { None };
        if fixed && same.is_none() {
            return Some(f64::NAN);
        }
        let beginning = self.operand(l.with);
        let mut constant = each(beginning, room, |v| l.repeat.beginning(v));
        let (mut first, mut last) = same.unwrap_or((i32::MAX, i32::MIN));
        if !fixed {
            // A column from here on, in which what is too long has no value.
            if let Some(c) = constant.take() {
                room.fill(c);
            }
            for (i, so_far) in room.iter_mut().enumerate() {
                match span(self, i) {
                    Some((from, to)) if from <= to => {
                        (first, last) = (first.min(from), last.max(to));
                    }
                    Some(_) => {}
                    None => *so_far = f64::NAN,
                }
            }
        }
        let folds = l.repeat == Repeat::Fold;
        let begun = (at, first);
        let going = self.reached(l).filter(|_| fixed);
        match going.and_then(|r| r.done(begun, last, room, &mut constant)) {
            Some(done) => first = done + 1,
            None => self.along.forget(l.local, at),
        }
        for step in first..=last {
            // What is found everywhere stays so.
            let found = |v: f64| v.is_finite() || v.is_nan();
            if l.repeat == Repeat::First
                && constant.map_or_else(|| room.iter().all(|v| found(*v)), found)
            {
                break;
            }
            let t = f64::from(step);
            self.know(l.local, Known::Constant(t));
            if folds {
                let known = constant.map_or(Known::Column, Known::Constant);
                self.know(l.local + 1, known);
                if constant.is_none()
                    && let Some(carried) = self.columns.get_mut(l.local + 1)
                {
                    carried.clear();
                    carried.extend_from_slice(room);
                }
            }
            self.range(l.local + 1 + usize::from(folds), at);
            let (term, with) = (self.operand(l.body), self.operand(l.with));
            if let (Some(c), Operand::Constant(term), Operand::Constant(with)) =
                (constant, term, with)
            {
                constant = Some(l.repeat.step(c, term, t, with));
                continue;
            }
            if let Some(c) = constant.take() {
                room.fill(c);
            }
            for (i, so_far) in room.iter_mut().enumerate() {
                let within = |(from, to): (i32, i32)| (from..=to).contains(&step);
                if fixed || span(self, i).is_some_and(within) {
                    let (term, with) = (value_at(term, i), value_at(with, i));
                    *so_far = l.repeat.step(*so_far, term, t, with);
                }
            }
        }
        if let Some(going) = self.reached(l).filter(|_| fixed) {
            going.keep(begun, last, room, constant);
        }
        room.iter_mut().for_each(|v| *v = finite(*v));
        constant.map(finite)
    }
}

/// What overflowed has no value.
#[inline(always)]
fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NAN }
}

/// Changes one operand: the result if it is constant.
#[inline(always)]
fn each(a: Operand<'_>, room: &mut [f64], f: impl Fn(f64) -> f64) -> Option<f64> {
    match a {
        Operand::Constant(c) => return Some(f(c)),
        Operand::Column(a) => room.iter_mut().zip(a).for_each(|(o, a)| *o = f(*a)),
    }
    None
}

/// Joins two operands. Arithmetic and order go by two draws at a time; the rest share
/// a loop.
fn join(binary: Binary, a: Operand<'_>, b: Operand<'_>, room: &mut [f64]) -> Option<f64> {
    match binary {
        Binary::Add => lanes(a, b, room, |a, b| a + b),
        Binary::Subtract => lanes(a, b, room, |a, b| a - b),
        Binary::Multiply => lanes(a, b, room, |a, b| a * b),
        Binary::Divide => lanes(a, b, room, |a, b| a / b),
        Binary::Less | Binary::AtMost => ordered(binary, a, b, room),
        Binary::More => ordered(Binary::Less, b, a, room),
        Binary::AtLeast => ordered(Binary::AtMost, b, a, room),
        other => pair(a, b, room, |a, b| other.apply(a, b)),
    }
}

/// Whether one is less than the other, or at most as much: 1 or 0; NaN where one of them
/// is. By two at a time, in one loop whichever of them is constant: it would be a call
/// for each two.
#[inline(never)]
fn ordered(
    binary: Binary,
    a: Operand<'_>,
    b: Operand<'_>,
    room: &mut [f64],
) -> Option<f64> {
    let also = binary == Binary::AtMost;
    let single = |a: f64, b: f64| {
        let holds = a < b || also && a <= b;
        if a.is_nan() || b.is_nan() { f64::NAN } else { f64::from(u8::from(holds)) }
    };
    if let (Operand::Constant(a), Operand::Constant(b)) = (a, b) {
        return Some(single(a, b));
    }
    // A lane that holds has all its bits, and all bits are a NaN.
    let also = lanes::spread(if also { f64::from_bits(u64::MAX) } else { 0.0 });
    let one = lanes::spread(1.0);
    let (a_same, b_same) = ([[value_at(a, 0); 2]], [[value_at(b, 0); 2]]);
    let ((a_pairs, a_step), (b_pairs, b_step)) = (pairs(a, &a_same), pairs(b, &b_same));
    let last = room.len().saturating_sub(1);
    let (out, rest) = room.as_chunks_mut::<2>();
    for (i, out) in out.iter_mut().enumerate() {
        let (Some(a), Some(b)) = (a_pairs.get(i & a_step), b_pairs.get(i & b_step))
        else {
            break;
        };
        let (a, b) = (f64x2::new(*a), f64x2::new(*b));
        let holds = a.simd_lt(b) | (a.simd_eq(b) & also);
        *out = ((holds & one) | a.simd_ne(a) | b.simd_ne(b)).to_array();
    }
    for out in rest {
        *out = single(value_at(a, last), value_at(b, last));
    }
    None
}

/// The values by pairs, and by which bits of a place they are found: a constant has one
/// pair for all places.
fn pairs<'a>(operand: Operand<'a>, same: &'a [[f64; 2]]) -> (&'a [[f64; 2]], usize) {
    match operand {
        Operand::Constant(_) => (same, 0),
        Operand::Column(column) => (column.as_chunks::<2>().0, usize::MAX),
    }
}

/// Joins them by two at a time; what overflows has no value.
#[inline(always)]
fn lanes(
    a: Operand<'_>,
    b: Operand<'_>,
    room: &mut [f64],
    f: impl Fn(f64x2, f64x2) -> f64x2,
) -> Option<f64> {
    let f = |a, b| lanes::finite(f(a, b));
    match (a, b) {
        (Operand::Constant(a), Operand::Constant(b)) => {
            return Some(lanes::one(f(lanes::spread(a), lanes::spread(b))));
        }
        (Operand::Constant(a), Operand::Column(b)) => {
            let a = lanes::spread(a);
            lanes::each(b, room, |b| f(a, b));
        }
        (Operand::Column(a), Operand::Constant(b)) => {
            let b = lanes::spread(b);
            lanes::each(a, room, |a| f(a, b));
        }
        (Operand::Column(a), Operand::Column(b)) => lanes::both(a, b, room, f),
    }
    None
}

#[inline(never)]
fn pair(
    a: Operand<'_>,
    b: Operand<'_>,
    room: &mut [f64],
    f: impl Fn(f64, f64) -> f64,
) -> Option<f64> {
    match (a, b) {
        (Operand::Constant(a), b) => each(b, room, |b| f(a, b)),
        (a, Operand::Constant(b)) => each(a, room, |a| f(a, b)),
        (Operand::Column(a), Operand::Column(b)) => {
            for ((o, a), b) in room.iter_mut().zip(a).zip(b) {
                *o = f(*a, *b);
            }
            None
        }
    }
}

/// One of two operands, by a condition.
fn choose(
    condition: Operand<'_>,
    yes: Operand<'_>,
    no: Operand<'_>,
    room: &mut [f64],
) -> Option<f64> {
    let condition = match condition {
        Operand::Constant(c) if c.is_nan() => return Some(f64::NAN),
        Operand::Constant(0.0) => return each(no, room, |v| v),
        Operand::Constant(_) => return each(yes, room, |v| v),
        Operand::Column(condition) => condition,
    };
    for (i, (o, c)) in room.iter_mut().zip(condition).enumerate() {
        *o = match *c {
            c if c.is_nan() => f64::NAN,
            0.0 => value_at(no, i),
            _ => value_at(yes, i),
        };
    }
    None
}

/// The value of an operand in a draw.
#[inline(always)]
fn value_at(operand: Operand<'_>, draw: usize) -> f64 {
    match operand {
        Operand::Constant(c) => c,
        Operand::Column(column) => column.get(draw).copied().unwrap_or(f64::NAN),
    }
}
