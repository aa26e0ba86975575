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
    /// with [`Expression::evaluate`] draw by draw. Allocates nothing once the
    /// scratch has grown to the expression's size.
    pub fn evaluate_columns(
        &self,
        source: &dyn ColumnSource,
        scratch: &mut Scratch,
        out: &mut [f64],
    ) {
        let Scratch { columns, known } = scratch;
        known.clear();
        if columns.len() < self.nodes.len() {
            columns.resize(self.nodes.len(), Vec::new());
        }
        for (i, node) in self.nodes.iter().enumerate() {
            let Some((done, rest)) = columns.split_at_mut_checked(i) else { break };
            let Some(room) = rest.first_mut() else { break };
            let reads = Reads { source, done, known };
            let found = reads.node(node, room, out.len());
            known.push(found);
        }
        let last = known.last().copied().unwrap_or(Known::Constant(f64::NAN));
        let root = self.nodes.len().saturating_sub(1);
        let whole = Reads { source, done: columns, known };
        match whole.operand_of(last, root) {
            Operand::Constant(c) => out.fill(c),
            Operand::Column(column) => {
                for (o, v) in out.iter_mut().zip(column) {
                    // What overflowed has no value either.
                    *o = if v.is_finite() { *v } else { f64::NAN };
                }
            }
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
        self.operand_of(
            self.known.get(at).copied().unwrap_or(Known::Constant(f64::NAN)),
            at,
        )
    }

    fn operand_of(&self, known: Known, at: usize) -> Operand<'_> {
        match known {
            Known::Constant(c) => Operand::Constant(c),
            Known::Source(slot) => self.source.operand(slot),
            Known::Column => {
                Operand::Column(self.done.get(at).map(Vec::as_slice).unwrap_or_default())
            }
        }
    }

    fn node(&self, node: &Node, room: &mut Vec<f64>, len: usize) -> Known {
        match node {
            Node::Number(v) | Node::Literal(v, _) | Node::Option(_, v) => {
                Known::Constant(*v)
            }
            Node::Value(slot) => match self.source.operand(*slot) {
                Operand::Constant(c) => Known::Constant(c),
                Operand::Column(_) => Known::Source(*slot),
            },
            Node::Negative(a) => each(self.operand(*a), room, len, |a| -a),
            Node::Call(function, a) => {
                each(self.operand(*a), room, len, |a| function.apply(a))
            }
            Node::Binary(binary, a, b) => {
                join(*binary, self.operand(*a), self.operand(*b), room, len)
            }
            Node::If(condition, yes, no) => {
                let (yes, no) = (self.operand(*yes), self.operand(*no));
                match self.operand(*condition) {
                    Operand::Constant(c) if c.is_nan() => Known::Constant(f64::NAN),
                    Operand::Constant(c) => {
                        each(if c == 0.0 { no } else { yes }, room, len, |v| v)
                    }
                    Operand::Column(condition) => {
                        room.clear();
                        let at = |o: Operand<'_>, i: usize| match o {
                            Operand::Constant(c) => c,
                            Operand::Column(column) => {
                                column.get(i).copied().unwrap_or(f64::NAN)
                            }
                        };
                        room.extend(condition.iter().take(len).enumerate().map(
                            |(i, c)| match *c {
                                c if c.is_nan() => f64::NAN,
                                0.0 => at(no, i),
                                _ => at(yes, i),
                            },
                        ));
                        Known::Column
                    }
                }
            }
        }
    }
}

fn each(
    a: Operand<'_>,
    room: &mut Vec<f64>,
    len: usize,
    f: impl Fn(f64) -> f64,
) -> Known {
    match a {
        Operand::Constant(c) => Known::Constant(f(c)),
        Operand::Column(a) => {
            room.clear();
            room.extend(a.iter().take(len).map(|a| f(*a)));
            Known::Column
        }
    }
}

/// Joins two operands. The four rules of arithmetic have loops of their own,
/// which the compiler turns into vector code; the rest share one.
fn join(
    binary: Binary,
    a: Operand<'_>,
    b: Operand<'_>,
    room: &mut Vec<f64>,
    len: usize,
) -> Known {
    match binary {
        Binary::Add => pair(a, b, room, len, |a, b| Binary::Add.apply(a, b)),
        Binary::Subtract => pair(a, b, room, len, |a, b| Binary::Subtract.apply(a, b)),
        Binary::Multiply => pair(a, b, room, len, |a, b| Binary::Multiply.apply(a, b)),
        Binary::Divide => pair(a, b, room, len, |a, b| Binary::Divide.apply(a, b)),
        other => pair(a, b, room, len, |a, b| other.apply(a, b)),
    }
}

#[inline(always)]
fn pair(
    a: Operand<'_>,
    b: Operand<'_>,
    room: &mut Vec<f64>,
    len: usize,
    f: impl Fn(f64, f64) -> f64,
) -> Known {
    room.clear();
    match (a, b) {
        (Operand::Constant(a), Operand::Constant(b)) => return Known::Constant(f(a, b)),
        (Operand::Column(a), Operand::Constant(b)) => {
            room.extend(a.iter().take(len).map(|a| f(*a, b)));
        }
        (Operand::Constant(a), Operand::Column(b)) => {
            room.extend(b.iter().take(len).map(|b| f(a, *b)));
        }
        (Operand::Column(a), Operand::Column(b)) => {
            room.extend(a.iter().zip(b).take(len).map(|(a, b)| f(*a, *b)));
        }
    }
    Known::Column
}
