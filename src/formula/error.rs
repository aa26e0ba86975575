//! What is wrong with a formula, and where.

use std::fmt;

/// Why a text is no formula, in words for the document's author.
///
/// ```
/// use cost_calculator::formula::Unit;
/// let error = Unit::parse("GBP / persn", &["GBP", "person"]).unwrap_err();
/// assert_eq!(error.suggestion.as_deref(), Some("person"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// The column in the text, counted in characters from 1.
    pub column: usize,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

impl FormulaError {
    #[cold]
    pub(super) fn new(column: usize, message: impl Into<String>) -> Self {
        Self { column, message: message.into(), suggestion: None }
    }

    pub(super) fn suggesting(mut self, suggestion: Option<&str>) -> Self {
        self.suggestion = suggestion.map(str::to_owned);
        self
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.message)?;
        match &self.suggestion {
            Some(s) => write!(f, " Did you mean “{s}”?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for FormulaError {}
