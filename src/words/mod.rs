//! Every word of the interface, in one table per language.
//!
//! A document brings its own words; these are the widget's. English is built
//! in; another language is a file, learned when a document wants it, and
//! speaks English where it lacks a word. Places for values are written `{name}`
//! and filled by [`fill`]; those of formulas `{}`.

mod direction;
mod english;
mod table;

pub use direction::Direction;
pub use table::Words;

use std::cell::RefCell;

impl Words {
    /// The words that `text` gives by their names, and by the format's word for
    /// a status; where it has none, these.
    #[must_use]
    pub fn with(
        &self,
        language: &'static str,
        text: &dyn Fn(&str) -> Option<&'static str>,
    ) -> Self {
        let mut words = *self;
        words.language = language;
        for (name, place) in Self::names().zip(words.texts()) {
            if let Some(text) = text(name) {
                *place = text;
            }
        }
        for (word, told) in &mut words.status {
            *told = text(word).unwrap_or(told);
        }
        words
    }

    /// What a status means, by the format's word for it; `yours` for a value
    /// the reader has set.
    #[must_use]
    pub fn status(&self, word: &str) -> &'static str {
        self.status.iter().find(|(w, _)| *w == word).map_or("", |(_, s)| s)
    }

    /// The words of a language, by its tag; English where it was not learned.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        let known = LEARNED.with_borrow(|all| {
            let of = |tag: &str| all.iter().copied().find(|w| w.language == tag);
            of(language).or_else(|| of(language.split('-').next().unwrap_or_default()))
        });
        known.unwrap_or(&english::ENGLISH)
    }

    /// Keeps the words of another language. Once learned a language stays: so
    /// what was said in it stays too.
    pub fn learn(words: Self) {
        LEARNED.with_borrow_mut(|all| {
            if all.iter().all(|w| w.language != words.language) {
                all.push(Box::leak(Box::new(words)));
            }
        });
    }
}

thread_local! {
    /// The languages learned; a page knows a few, and forgets none.
    static LEARNED: RefCell<Vec<&'static Words>> = const { RefCell::new(Vec::new()) };
}

/// Fills the `{name}` places of a text.
///
/// ```
/// use cost_calculator::words::fill;
/// assert_eq!(fill("from {a} to {b}", &[("a", "1"), ("b", "2")]), "from 1 to 2");
/// ```
#[must_use]
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // One pass, so that a value with braces in it is not filled again.
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        match places.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
