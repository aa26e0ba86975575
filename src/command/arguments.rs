//! What was typed after the name of the program.

use super::{Failure, Outcome};
use crate::formula::nearest;
use std::ffi::OsString;
use std::fmt;
use std::str::FromStr;

/// The arguments not yet taken.
pub struct Arguments {
    rest: pico_args::Arguments,
    /// Every option that was asked for, to tell an unknown one what it is near.
    known: Vec<&'static str>,
}

impl Arguments {
    /// Those of this process.
    #[must_use]
    pub fn from_env() -> Self {
        Self::new(std::env::args_os().skip(1).collect())
    }

    /// These words.
    #[must_use]
    pub fn new(words: Vec<OsString>) -> Self {
        Self { rest: pico_args::Arguments::from_vec(words), known: Vec::new() }
    }

    /// Whether they ask what there is, or how something is used.
    pub fn asks_for_help(&mut self) -> bool {
        // Both are taken.
        let short = self.flag("-h");
        self.flag("--help") || short
    }

    /// The name of the command.
    pub fn command(&mut self) -> Option<String> {
        self.rest.subcommand().ok().flatten()
    }

    /// Whether a flag is given.
    pub fn flag(&mut self, name: &'static str) -> bool {
        self.known.push(name);
        self.rest.contains(name)
    }

    /// The value of an option that may be left out.
    ///
    /// # Errors
    /// If it has none, or none that can be read.
    pub fn option<T: FromStr>(&mut self, name: &'static str) -> Outcome<Option<T>>
    where
        T::Err: fmt::Display,
    {
        self.known.push(name);
        let read = |text: &str| text.parse::<T>().map_err(|e| e.to_string());
        match self.rest.opt_value_from_fn(name, read) {
            Ok(value) => Ok(value),
            Err(pico_args::Error::OptionWithoutAValue(_)) => {
                Err(Failure::usage(format!("A value is needed after {name}.")))
            }
            Err(error) => Err(Failure::usage(format!("{name}: {error}"))),
        }
    }

    /// The value of an option that is needed.
    ///
    /// # Errors
    /// If it is not given, or cannot be read.
    pub fn needed<T: FromStr>(&mut self, name: &'static str, what: &str) -> Outcome<T>
    where
        T::Err: fmt::Display,
    {
        let missing = || Failure::usage(format!("Say {what} with {name}."));
        self.option(name)?.ok_or_else(missing)
    }

    /// The values of an option that may be given several times.
    ///
    /// # Errors
    /// If one is missing.
    pub fn options(&mut self, name: &'static str) -> Outcome<Vec<String>> {
        let mut values = Vec::new();
        while let Some(value) = self.option(name)? {
            values.push(value);
        }
        Ok(values)
    }

    /// The one file, once all options are taken.
    ///
    /// # Errors
    /// If there is none, or anything else.
    pub fn file(self) -> Outcome<String> {
        let mut rest = self.without_options()?.into_iter();
        match (rest.next(), rest.next()) {
            (Some(file), None) => Ok(file.to_string_lossy().into_owned()),
            (None, _) => Err(Failure::usage("Say which document: a file in JSON.")),
            (_, Some(extra)) => Err(unused(&extra)),
        }
    }

    /// Any number of names, once all options are taken.
    ///
    /// # Errors
    /// If an option is left.
    pub fn names(self) -> Outcome<Vec<String>> {
        let rest = self.without_options()?;
        Ok(rest.iter().map(|name| name.to_string_lossy().into_owned()).collect())
    }

    /// Nothing, once all options are taken.
    ///
    /// # Errors
    /// If there is something.
    pub fn end(self) -> Outcome {
        match self.without_options()?.first() {
            None => Ok(()),
            Some(extra) => Err(unused(extra)),
        }
    }

    fn without_options(self) -> Outcome<Vec<OsString>> {
        let rest = self.rest.finish();
        let option = rest.iter().filter_map(|a| a.to_str()).find(|a| is_option(a));
        match option {
            None => Ok(rest),
            Some(option) if self.known.contains(&option) => {
                Err(Failure::usage(format!("{option} is given twice.")))
            }
            Some(option) => {
                let near = did_you_mean(option, &self.known);
                Err(Failure::usage(format!("There is no option {option} here.{near}")))
            }
        }
    }
}

/// “ Did you mean …?”, where a known name is near.
#[must_use]
pub fn did_you_mean(written: &str, known: &[&str]) -> String {
    nearest(written, known).map_or_else(String::new, |n| format!(" Did you mean “{n}”?"))
}

impl fmt::Debug for Arguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rest.clone().finish()).finish()
    }
}

/// A file may be called `-`, or begin with a number below nothing.
fn is_option(word: &str) -> bool {
    word.starts_with("--")
        || word.strip_prefix('-').is_some_and(|w| w.starts_with(char::is_alphabetic))
}

fn unused(extra: &OsString) -> Failure {
    let extra = extra.to_string_lossy();
    Failure::usage(format!("“{extra}” is one argument too many."))
}
