//! What is wrong with a document, and where.

use std::cell::RefCell;
use std::fmt;

/// One thing that is wrong, in words for the document's author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where in the document: `inputs[3] recovery_rate, max`.
    pub place: String,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)?;
        if let Some(s) = &self.suggestion {
            write!(f, " Did you mean “{s}”?")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// Every problem found, in the order of the document. Shared by all that
/// check, so that nobody stops at the first.
#[derive(Debug, Default)]
pub struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    /// Adds one.
    pub fn add(&self, place: impl Into<String>, message: impl Into<String>) {
        self.suggest(place, message, None);
    }

    /// Adds one, with what may have been meant.
    pub fn suggest(
        &self,
        place: impl Into<String>,
        message: impl Into<String>,
        suggestion: Option<&str>,
    ) {
        self.0.borrow_mut().push(Problem {
            place: place.into(),
            message: message.into(),
            suggestion: suggestion.map(str::to_owned),
        });
    }

    /// The list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Problem> {
        self.0.into_inner()
    }

    /// Whether nothing is wrong so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }
}
