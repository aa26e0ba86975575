//! One error for everything that can go wrong.

use crate::document::Problem;
use std::fmt;

/// Why something could not be done, in words that can be shown.
///
/// ```
/// use cost_calculator::{document::Value, Model};
/// let error = Model::load(&Value::Null).unwrap_err();
/// assert!(error.to_string().contains("an object in braces is needed"));
/// ```
#[derive(Clone, Debug)]
pub struct Error(Box<Kind>);

/// So many problems are written out: whoever mends them sees the next.
const SHOWN: usize = 50;

#[derive(Clone, Debug)]
enum Kind {
    Document(Vec<Problem>),
    Drawing(String),
    /// Something the page asked for.
    #[cfg(target_arch = "wasm32")]
    Request(String),
}

impl Error {
    /// Everything that is wrong with the document, if that is what failed.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match &*self.0 {
            Kind::Document(problems) => problems,
            _ => &[],
        }
    }

    #[cold]
    pub(crate) fn document(problems: Vec<Problem>) -> Self {
        Self(Box::new(Kind::Document(problems)))
    }

    #[cold]
    pub(crate) fn drawing(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Drawing(message.into())))
    }

    #[cfg(target_arch = "wasm32")]
    #[cold]
    pub(crate) fn request(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Request(message.into())))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Document(problems) => {
                let count = problems.len();
                let s = if count == 1 { "" } else { "s" };
                write!(f, "The document has {count} problem{s}.")?;
                for problem in problems.iter().take(SHOWN) {
                    write!(f, "\n{problem}")?;
                }
                let more = count.saturating_sub(SHOWN);
                if more > 0 { write!(f, "\n… and {more} more.") } else { Ok(()) }
            }
            Kind::Drawing(message) => {
                write!(f, "The chart could not be drawn: {message}.")
            }
            #[cfg(target_arch = "wasm32")]
            Kind::Request(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}
