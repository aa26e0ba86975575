//! A whole column of values from one expression: the same arithmetic as for
//! one value, a few hundred draws at a time.

use super::Slot;
use super::expression::{Binary, Expression, Node};

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
        let Scratch { columns, known } = scratch;
        known.clear();
        let (root, before) = self.nodes.split_last()?;
        if columns.len() < before.len() {
            columns.resize(before.len(), Vec::new());
        }
        for (i, node) in before.iter().enumerate() {
            let Some((done, rest)) = columns.split_at_mut_checked(i) else { break };
            let Some(room) = rest.first_mut() else { break };
            if room.len() < out.len() {
                room.resize(out.len(), f64::NAN);
            }
            let Some(room) = room.get_mut(..out.len()) else { break };
            let found = Reads { source, done, known }.node(node, room);
            known.push(found);
        }
        let reads = Reads { source, done: columns, known };
        match reads.node(root, out) {
            Known::Constant(c) => Some(c),
            Known::Column => None,
            Known::Source(slot) => each(source.operand(slot), out, |v| v),
        }
    }
}

struct Reads<'a> {
    source: &'a dyn ColumnSource,
    done: &'a [Vec<f64>],
    known: &'a [Known],
}

impl Reads<'_> {
    fn operand(&self, at: usize) -> Operand<'_> {
        match self.known.get(at) {
            Some(Known::Constant(c)) => Operand::Constant(*c),
            Some(Known::Source(slot)) => self.source.operand(*slot),
            Some(Known::Column) => {
                Operand::Column(self.done.get(at).map(Vec::as_slice).unwrap_or_default())
            }
            None => Operand::Constant(f64::NAN),
        }
    }

    /// Works out a node, into `room` unless it is constant or in the source.
    fn node(&self, node: &Node, room: &mut [f64]) -> Known {
        let constant = match node {
            Node::Number(v) | Node::Literal(v, _) | Node::Option(_, v) => Some(*v),
            Node::Value(slot) => match self.source.operand(*slot) {
                Operand::Constant(c) => Some(c),
                Operand::Column(_) => return Known::Source(*slot),
            },
            Node::Negative(a) => each(self.operand(*a), room, |a| -a),
            Node::Call(function, a) => {
                each(self.operand(*a), room, |a| function.apply(a))
            }
            Node::Binary(binary, a, b) => {
                join(*binary, self.operand(*a), self.operand(*b), room)
            }
            Node::If(condition, yes, no) => {
                let (yes, no) = (self.operand(*yes), self.operand(*no));
                choose(self.operand(*condition), yes, no, room)
            }
        };
        constant.map_or(Known::Column, Known::Constant)
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

/// Joins two operands. The common rules have loops of their own, which the
/// compiler makes tight; the rest share one.
fn join(binary: Binary, a: Operand<'_>, b: Operand<'_>, room: &mut [f64]) -> Option<f64> {
    match binary {
        Binary::Add => pair(a, b, room, |a, b| finite(a + b)),
        Binary::Subtract => pair(a, b, room, |a, b| finite(a - b)),
        Binary::Multiply => pair(a, b, room, |a, b| finite(a * b)),
        Binary::Divide => pair(a, b, room, |a, b| Binary::Divide.apply(a, b)),
        Binary::More => pair(a, b, room, |a, b| Binary::More.apply(a, b)),
        Binary::Less => join(Binary::More, b, a, room),
        other => pair(a, b, room, |a, b| other.apply(a, b)),
    }
}

#[inline(always)]
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
    let at = |operand: Operand<'_>, i: usize| match operand {
        Operand::Constant(c) => c,
        Operand::Column(column) => column.get(i).copied().unwrap_or(f64::NAN),
    };
    for (i, (o, c)) in room.iter_mut().zip(condition).enumerate() {
        *o = match *c {
            c if c.is_nan() => f64::NAN,
            0.0 => at(no, i),
            _ => at(yes, i),
        };
    }
    None
}
