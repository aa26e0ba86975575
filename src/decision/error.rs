//! What is wrong with what a decision is to be made from.

use std::fmt;

/// Why draws do not make a choice between options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionError {
    /// There is nothing to choose from.
    NoOption,
    /// Something has another number of draws than what it belongs to.
    Unequal {
        /// What has: the name of an option, or “parameter”.
        what: String,
        /// How many draws it has.
        draws: usize,
        /// How many it needs.
        expected: usize,
    },
}

impl fmt::Display for DecisionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOption => f.write_str("There is no option to choose."),
            Self::Unequal { what, draws, expected } => {
                write!(f, "“{what}” has {draws} draws where {expected} are needed.")
            }
        }
    }
}

impl std::error::Error for DecisionError {}
