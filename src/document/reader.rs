//! Walking raw JSON: every mistake becomes a problem, and the walk goes on.

use super::{Problems, Value};
use crate::format::whole;
use crate::formula::nearest;
use crate::lean::gather::Gather as _;
use std::cell::{Cell, RefCell};

/// The most parts of one list or object, and the most letters of one text, that
/// are read: more would be checked without an end in sight.
const PARTS: usize = 5_000;
const LETTERS: usize = 20_000;

/// The field that any part may have, for those who read the file.
const COMMENT: &str = "$comment";

/// The options of a choice between yes and no.
pub(super) const YES: &str = "yes";
pub(super) const NO: &str = "no";

/// A value, where it stands, and where to report what is wrong with it.
#[derive(Clone)]
pub(super) struct Node<'a> {
    value: &'a Value,
    pub(super) place: String,
    problems: &'a Problems,
}

impl<'a> Node<'a> {
    pub(super) const fn root(value: &'a Value, problems: &'a Problems) -> Self {
        Self { value, place: String::new(), problems }
    }

    pub(super) fn problem(&self, message: impl Into<String>) {
        self.problems.add(self.place.clone(), message);
    }

    pub(super) fn suggest(&self, message: impl Into<String>, suggestion: Option<&str>) {
        self.problems.suggest(self.place.clone(), message, suggestion);
    }

    fn expected(&self, what: &str) {
        self.problem(format!(
            "{what} is needed here, but this is {}.",
            self.value.kind()
        ));
    }

    pub(super) const fn value(&self) -> &'a Value {
        self.value
    }

    /// A text; anything else is reported and reads as empty.
    pub(super) fn text(&self) -> String {
        if let Value::Text(t) = self.value {
            // Counted only where there may be too many: a letter has a byte or more.
            if t.len() > LETTERS && t.chars().count() > LETTERS {
                self.problem(format!("a text has at most {LETTERS} letters."));
                return String::new();
            }
            t.clone()
        } else {
            self.expected("a text in quotes");
            String::new()
        }
    }

    /// A name for use in formulas.
    pub(super) fn id(&self) -> String {
        let id = self.text();
        check_id(&id, self);
        id
    }

    /// What an input is set to: a formula, or `true` or `false` of what is yes or no.
    pub(super) fn setting(&self) -> String {
        match self.value {
            Value::Bool(b) => (if *b { YES } else { NO }).to_owned(),
            _ => self.formula(),
        }
    }

    /// A formula: a text, or a plain number written as one.
    pub(super) fn formula(&self) -> String {
        match self.value {
            Value::Number(n) => n.to_string(),
            Value::Text(_) => self.text(),
            _ => {
                self.expected("a number, or a formula in quotes,");
                String::new()
            }
        }
    }

    /// A finite number; anything else is reported and reads as NaN.
    pub(super) fn number(&self) -> f64 {
        match self.value {
            Value::Number(n) if n.is_finite() => *n,
            _ => {
                self.expected("a number");
                f64::NAN
            }
        }
    }

    /// A whole number of digits or the like.
    pub(super) fn small(&self) -> u8 {
        let n = self.number();
        if (0.0..=20.0).contains(&n) && whole(n).is_some() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked"
            )]
            return n as u8;
        }
        self.problem("a whole number from 0 to 20 is needed here.");
        0
    }

    pub(super) fn boolean(&self) -> bool {
        if let Value::Bool(b) = self.value {
            *b
        } else {
            self.expected("true or false");
            false
        }
    }

    /// One of a few words.
    pub(super) fn one_of<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        self.one_of_meant(words, &[])
    }

    /// The same, where some are known by other names too, which are not taken: with each
    /// the word that is meant.
    pub(super) fn one_of_meant<T: Copy>(
        &self,
        words: &[(&str, T)],
        meant: &[(&str, &'static str)],
    ) -> Option<T> {
        let text = self.text();
        let found = words.iter().find(|(w, _)| *w == text).map(|(_, t)| *t);
        if found.is_none() && !text.is_empty() {
            let names: Vec<&str> = words.iter().map(|(w, _)| *w).gather();
            self.suggest(
                format!("“{text}” is not known here; it may be {}.", list_words(&names)),
                (meant.iter().find(|(w, _)| *w == text).map(|(_, m)| *m))
                    .or_else(|| nearest(&text, &names)),
            );
        }
        found
    }

    /// The elements of a list, each with its place.
    pub(super) fn list(&self) -> Vec<Self> {
        if let Value::List(items) = self.value {
            let items = self.at_most(items);
            let at = |(i, value): (usize, &'a Value)| {
                let name = match value.get("id").or_else(|| value.get("metric")) {
                    Some(Value::Text(id)) => format!(" {id}"),
                    _ => String::new(),
                };
                Node {
                    value,
                    place: format!("{}[{i}]{name}", self.place),
                    problems: self.problems,
                }
            };
            items.iter().enumerate().map(at).gather()
        } else {
            self.expected("a list in square brackets");
            Vec::new()
        }
    }

    /// One thing, or a list of such things.
    pub(super) fn one_or_list(&self) -> Vec<Self> {
        if matches!(self.value, Value::List(_)) {
            self.list()
        } else {
            vec![self.clone()]
        }
    }

    /// An object whose members have fixed names.
    pub(super) fn object(&self) -> Option<Object<'a>> {
        if matches!(self.value, Value::Map(_)) {
            Some(Object {
                node: self.clone(),
                asked: RefCell::default(),
                left: Cell::default(),
            })
        } else {
            self.expected("an object in braces");
            None
        }
    }

    /// An object whose members are named by the author.
    pub(super) fn members(&self) -> Vec<(String, Self)> {
        if let Value::Map(members) = self.value {
            let members = self.at_most(members);
            let mut seen: Vec<&str> = Vec::new();
            for (name, _) in members {
                if seen.contains(&name.as_str()) {
                    self.problem(format!("“{name}” stands here twice."));
                }
                seen.push(name);
            }
            let said = |(k, _): &&(String, Value)| k != COMMENT;
            let child = |(k, v): &'a (String, Value)| (k.clone(), self.child(k, v));
            members.iter().filter(said).map(child).gather()
        } else {
            self.expected("an object in braces");
            Vec::new()
        }
    }

    /// Of too many parts the first, and a word of it.
    fn at_most<T>(&self, parts: &'a [T]) -> &'a [T] {
        match parts.get(..PARTS) {
            Some(first) if first.len() < parts.len() => {
                let n = parts.len();
                self.problem(format!("there are {n} parts; at most {PARTS} are read."));
                first
            }
            _ => parts,
        }
    }

    fn child(&self, name: &str, value: &'a Value) -> Self {
        let place = if self.place.is_empty() {
            name.to_owned()
        } else {
            format!("{}, {name}", self.place)
        };
        Node { value, place, problems: self.problems }
    }
}

/// An object whose members are asked for by name; those nobody asked for are
/// reported when it is dropped.
pub(super) struct Object<'a> {
    pub(super) node: Node<'a>,
    asked: RefCell<Vec<&'static str>>,
    left: Cell<bool>,
}

impl<'a> Object<'a> {
    /// Says that nobody can tell which members it may have.
    pub(super) fn leave(&self) {
        self.left.set(true);
    }

    /// A member that may be absent.
    pub(super) fn get(&self, name: &'static str) -> Option<Node<'a>> {
        self.asked.borrow_mut().push(name);
        match self.node.value.get(name) {
            None | Some(Value::Null) => None,
            Some(value) => Some(self.node.child(name, value)),
        }
    }

    /// A member that must be there.
    pub(super) fn need(&self, name: &'static str) -> Option<Node<'a>> {
        let found = self.get(name);
        if found.is_none() {
            self.node.problem(format!("“{name}” is missing."));
        }
        found
    }

    pub(super) fn text(&self, name: &'static str) -> String {
        self.need(name).map(|n| n.text()).unwrap_or_default()
    }

    pub(super) fn text_or_empty(&self, name: &'static str) -> String {
        self.get(name).map(|n| n.text()).unwrap_or_default()
    }

    pub(super) fn formula(&self, name: &'static str) -> String {
        self.need(name).map(|n| n.formula()).unwrap_or_default()
    }

    pub(super) fn list(&self, name: &'static str) -> Vec<Node<'a>> {
        self.get(name).map(|n| n.list()).unwrap_or_default()
    }

    /// A list that must be there.
    pub(super) fn all(&self, name: &'static str) -> Vec<Node<'a>> {
        self.need(name).map(|n| n.list()).unwrap_or_default()
    }

    /// A text or a list of them that must be there.
    pub(super) fn need_texts(&self, name: &'static str) -> Vec<String> {
        self.need(name);
        self.texts(name)
    }

    pub(super) fn texts(&self, name: &'static str) -> Vec<String> {
        self.get(name)
            .map(|n| n.one_or_list().iter().map(Node::text).gather())
            .unwrap_or_default()
    }

    pub(super) fn members(&self, name: &'static str) -> Vec<(String, Node<'a>)> {
        self.get(name).map(|n| n.members()).unwrap_or_default()
    }
}

impl Drop for Object<'_> {
    fn drop(&mut self) {
        if self.left.get() {
            return;
        }
        let asked = self.asked.borrow();
        if let Value::Map(members) = self.node.value {
            for (name, _) in members {
                if name != COMMENT && !asked.contains(&name.as_str()) {
                    self.node.suggest(
                        format!("“{name}” is not a field that this part may have."),
                        nearest(name, &asked),
                    );
                }
            }
        }
    }
}

/// Reports an id that a formula could not name.
pub(super) fn check_id(id: &str, node: &Node<'_>) {
    let fine = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !fine && !id.is_empty() {
        node.problem(format!(
            "“{id}” cannot be a name: use small letters, digits and _, beginning with a letter."
        ));
    }
}

fn list_words(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|n| format!("“{n}”")).gather();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("{} or {last}", rest.join(", "))
        }
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
