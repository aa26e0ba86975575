//! Why a command could not do what was asked.

use crate::error::Error;
use std::fmt;

/// What a command comes to.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Why a command failed, in words for whoever typed it.
#[derive(Clone, Debug)]
pub struct Failure {
    told: String,
    code: u8,
}

impl Failure {
    /// The words that were typed say nothing that is known.
    #[must_use]
    pub fn usage(told: impl Into<String>) -> Self {
        Self { told: told.into(), code: 2 }
    }

    /// What the program ends with: 1 if the document is not sound or a file
    /// could not be read or written, 2 if what was typed is not understood.
    #[must_use]
    pub const fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told)
    }
}

impl std::error::Error for Failure {}

impl From<String> for Failure {
    fn from(told: String) -> Self {
        Self { told, code: 1 }
    }
}

impl From<&str> for Failure {
    fn from(told: &str) -> Self {
        told.to_owned().into()
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        error.to_string().into()
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        error.to_string().into()
    }
}
