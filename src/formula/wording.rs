//! A formula in words, and the same with values in it.

use super::Slot;
use super::expression::{At, Binary, Expression, Function, Loop, Node, Repeat};
use crate::words::Words;

/// What slots are called and how their values are written.
pub trait Lexicon {
    /// The words of the interface.
    fn words(&self) -> &Words;
    /// The name of a slot, for people.
    fn label(&self, slot: Slot) -> &str;
    /// A value of a slot, for people.
    fn value_text(&self, slot: Slot, value: f64) -> String;
    /// The name of an option of a choice.
    fn option_label(&self, choice: Slot, option: usize) -> &str;
    /// A number that stands in a formula.
    fn number_text(&self, value: f64) -> String;
    /// A day that stands in a formula.
    fn date_text(&self, days: f64) -> String {
        crate::format::iso(days)
    }
    /// A percentage that stands in a formula.
    fn percent_text(&self, value: f64) -> String {
        format!("{}%", self.number_text(100.0 * value))
    }
}

/// A piece of a formula in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Signs and words between names.
    Text(String),
    /// The name or the value of a slot, which has a working of its own.
    Name(Slot, String),
}

impl Piece {
    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Name(_, text) => text,
        }
    }
}

impl Expression {
    /// The formula in words: `Spend ÷ People who recovered`.
    #[must_use]
    pub fn in_words(&self, lexicon: &dyn Lexicon) -> Vec<Piece> {
        self.written(lexicon, &|slot| lexicon.label(slot).to_owned())
    }

    /// The formula with values in place of names: `£900,000,000 ÷ 318,013`.
    #[must_use]
    pub fn with_values(&self, lexicon: &dyn Lexicon, values: &[f64]) -> Vec<Piece> {
        self.written(lexicon, &|slot| {
            let value = values.get(usize::from(slot.0)).copied().unwrap_or(f64::NAN);
            if value.is_finite() {
                lexicon.value_text(slot, value)
            } else {
                "–".to_owned()
            }
        })
    }

    fn written(
        &self,
        lexicon: &dyn Lexicon,
        name: &dyn Fn(Slot) -> String,
    ) -> Vec<Piece> {
        let mut writer = Writer { nodes: &self.nodes, lexicon, name, pieces: Vec::new() };
        if let Some(root) = self.nodes.len().checked_sub(1) {
            writer.node(root, 0);
        }
        writer.pieces
    }
}

struct Writer<'a> {
    nodes: &'a [Node],
    lexicon: &'a dyn Lexicon,
    name: &'a dyn Fn(Slot) -> String,
    pieces: Vec<Piece>,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Writes a node, in parentheses if it binds less tightly than needed.
    fn node(&mut self, at: At, needed: u8) {
        let Some(node) = self.nodes.get(at) else { return };
        let enclosed = tightness(node) < needed;
        if enclosed {
            self.text("(");
        }
        self.bare(node);
        if enclosed {
            self.text(")");
        }
    }

    fn bare(&mut self, node: &Node) {
        let words = self.lexicon.words();
        match node {
            Node::Number(v) => self.text(&self.lexicon.number_text(*v)),
            Node::Date(v) => self.text(&self.lexicon.date_text(*v)),
            Node::Percent(v) => self.text(&self.lexicon.percent_text(*v)),
            Node::Local(name, _) => self.text(name),
            Node::Loop(l) => self.repeated(l),
            Node::Literal(v, unit) => {
                self.text(&format!("{} {unit}", self.lexicon.number_text(*v)));
            }
            Node::Value(slot) => {
                let name = (self.name)(*slot);
                self.pieces.push(Piece::Name(*slot, name));
            }
            Node::Option(slot, option) => {
                let option = crate::format::whole(*option).unwrap_or(0);
                let label = self.lexicon.option_label(*slot, option);
                self.text(&format!("“{label}”"));
            }
            Node::Negative(a) => {
                self.text("−");
                self.node(*a, 6);
            }
            Node::Call(function, a) => {
                let phrase = match function {
                    Function::Size => words.size_of,
                    Function::Root => words.root_of,
                    Function::Exponential => words.exponential_of,
                    Function::Logarithm => words.logarithm_of,
                    Function::DecimalLogarithm => words.decimal_logarithm_of,
                    Function::Round => words.rounded,
                    Function::Floor => words.rounded_down,
                    Function::Ceiling => words.rounded_up,
                    Function::Not => words.not,
                };
                self.phrase(phrase, &[*a], 6);
            }
            Node::If(condition, yes, no) => {
                self.phrase(words.if_then, &[*yes, *condition, *no], 1);
            }
            Node::Binary(Binary::Min, a, b) => {
                self.phrase(words.smaller_of, &[*a, *b], 1);
            }
            Node::Binary(Binary::Max, a, b) => self.phrase(words.larger_of, &[*a, *b], 1),
            Node::Binary(Binary::Months, a, b) => {
                self.phrase(words.months_between, &[*a, *b], 1);
            }
            Node::Binary(Binary::Years, a, b) => {
                self.phrase(words.years_between, &[*a, *b], 1);
            }
            Node::Binary(binary, a, b) => {
                let own = tightness(node);
                self.node(*a, own + u8::from(*binary == Binary::Power));
                self.text(match binary {
                    Binary::Add => " + ",
                    Binary::Subtract => " − ",
                    Binary::Multiply => " × ",
                    Binary::Divide => " ÷ ",
                    Binary::Power => " ^ ",
                    Binary::Equal => words.equals,
                    Binary::Unequal => words.differs,
                    Binary::Less => words.less,
                    Binary::AtMost => words.at_most,
                    Binary::More => words.more,
                    Binary::AtLeast => words.at_least,
                    Binary::And => words.and,
                    _ => words.or,
                });
                // Parentheses on the right stay: a − (b + c), a ÷ (b × c), and
                // a × (b × c), which rounds otherwise than a × b × c.
                self.node(*b, own + 1);
            }
        }
    }

    /// Writes what goes step by step: “the sum over t from 1 to Years of …”.
    fn repeated(&mut self, l: &Loop) {
        let words = self.lexicon.words();
        let phrase = match l.repeat {
            Repeat::Sum => words.sum_over,
            Repeat::Product => words.product_over,
            Repeat::PresentValue => words.present_value_over,
            Repeat::First => words.first_in,
            Repeat::Fold => words.carried_over,
        };
        let all = [l.local + 1, l.with, l.local, l.from, l.to, l.body];
        let operands = match l.repeat {
            Repeat::Fold => all.as_slice(),
            Repeat::PresentValue => all.get(1..).unwrap_or_default(),
            _ => all.get(2..).unwrap_or_default(),
        };
        self.phrase(phrase, operands, 1);
    }

    /// Writes a phrase with operands in its places `{}`.
    fn phrase(&mut self, phrase: &str, operands: &[At], needed: u8) {
        let mut texts = phrase.split('{').map(|t| t.strip_prefix('}').unwrap_or(t));
        self.text(texts.next().unwrap_or_default());
        for (text, at) in texts.zip(operands) {
            self.node(*at, needed);
            self.text(text);
        }
    }
}

const fn tightness(node: &Node) -> u8 {
    match node {
        Node::If(..)
        | Node::Loop(_)
        | Node::Binary(Binary::Min | Binary::Max | Binary::Months | Binary::Years, ..) => {
            0
        }
        Node::Binary(Binary::Or, ..) => 1,
        Node::Binary(Binary::And, ..) => 2,
        Node::Binary(Binary::Add | Binary::Subtract, ..) => 4,
        Node::Binary(Binary::Multiply | Binary::Divide, ..) => 5,
        Node::Negative(_) | Node::Binary(Binary::Power, ..) | Node::Call(..) => 6,
        Node::Binary(..) => 3,
        _ => 7,
    }
}
