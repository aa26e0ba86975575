//! Terms that a document explains, and where they stand in a text.

use super::reader::Node;

/// A term of the field, explained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The words for it, the first as its heading.
    pub words: Vec<String>,
    /// What it means, in a sentence or two.
    pub text: String,
    /// The id of a source.
    pub source: String,
}

/// A piece of a text: a term, by its position, or words between.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum TermPiece<'a> {
    /// Words that no term needs.
    Words(&'a str),
    /// A term as it is first used.
    Term(usize, &'a str),
}

/// Takes a text apart where a term is first used. What was `met` before is not
/// marked again.
///
/// ```
/// use cost_calculator::document::{Term, TermPiece, terms_in};
/// let terms = [Term { words: vec!["recovery".to_owned()], ..Term::default() }];
/// let mut met = Vec::new();
/// let pieces = terms_in(&terms, "Recovery is no recovery.", &mut met);
/// assert_eq!(pieces, [TermPiece::Term(0, "Recovery"), TermPiece::Words(" is no recovery.")]);
/// assert_eq!(terms_in(&terms, "recoveryless", &mut Vec::new()), [TermPiece::Words("recoveryless")]);
/// ```
#[must_use]
pub fn terms_in<'a>(
    terms: &[Term],
    text: &'a str,
    met: &mut Vec<usize>,
) -> Vec<TermPiece<'a>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let mut within = false;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let found = if within { None } else { longest(terms, text, at, met) };
        if let Some((term, end)) = found {
            if let Some(words) = text.get(from..at).filter(|w| !w.is_empty()) {
                pieces.push(TermPiece::Words(words));
            }
            pieces.push(TermPiece::Term(term, text.get(at..end).unwrap_or_default()));
            met.push(term);
            (from, at, within) = (end, end, true);
        } else {
            within = c.is_alphanumeric();
            at += c.len_utf8();
        }
    }
    if let Some(words) = text.get(from..).filter(|w| !w.is_empty()) {
        pieces.push(TermPiece::Words(words));
    }
    pieces
}

/// The longest term that begins at a place and was not met, and where it ends.
fn longest(
    terms: &[Term],
    text: &str,
    at: usize,
    met: &[usize],
) -> Option<(usize, usize)> {
    let mut best = None;
    for (i, term) in terms.iter().enumerate().filter(|(i, _)| !met.contains(i)) {
        for words in &term.words {
            let end = at + words.len();
            let same = text.get(at..end).is_some_and(|t| t.eq_ignore_ascii_case(words));
            let next = text.get(end..).and_then(|rest| rest.chars().next());
            let whole = !next.is_some_and(char::is_alphanumeric);
            if same && whole && best.is_none_or(|(_, before)| end > before) {
                best = Some((i, end));
            }
        }
    }
    best
}

pub(super) fn term(node: &Node<'_>) -> Option<Term> {
    let o = node.object()?;
    Some(Term {
        words: o.need_texts("words"),
        text: o.text("text"),
        source: o.text_or_empty("source"),
    })
}
