//! What stands behind `cargo xtask` on the command line.

use crate::Outcome;
use cost_calculator::formula::nearest;
use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

/// The arguments not yet taken.
pub(crate) struct Arguments {
    rest: pico_args::Arguments,
    /// Every option that was asked for, to tell an unknown one what it is near.
    known: Vec<&'static str>,
}

impl Arguments {
    /// Those of this process.
    pub(crate) fn from_env() -> Self {
        Self { rest: pico_args::Arguments::from_env(), known: Vec::new() }
    }

    /// The name of the command.
    pub(crate) fn command(&mut self) -> Option<String> {
        self.rest.subcommand().ok().flatten()
    }

    /// Whether a flag is given.
    pub(crate) fn flag(&mut self, name: &'static str) -> bool {
        self.known.push(name);
        self.rest.contains(name)
    }

    /// The value of an option that may be left out.
    pub(crate) fn option<T: FromStr>(&mut self, name: &'static str) -> Outcome<Option<T>>
    where
        T::Err: std::fmt::Display,
    {
        self.known.push(name);
        let read = |text: &str| text.parse::<T>().map_err(|e| e.to_string());
        match self.rest.opt_value_from_fn(name, read) {
            Ok(value) => Ok(value),
            Err(pico_args::Error::OptionWithoutAValue(_)) => {
                Err(format!("A value is needed after {name}.").into())
            }
            Err(error) => Err(format!("{name}: {error}").into()),
        }
    }

    /// The value of an option that is needed.
    pub(crate) fn needed<T: FromStr>(
        &mut self,
        name: &'static str,
        what: &str,
    ) -> Outcome<T>
    where
        T::Err: std::fmt::Display,
    {
        self.option(name)?.ok_or_else(|| format!("Say {what} with {name}.").into())
    }

    /// The values of an option that may be given several times.
    pub(crate) fn options(&mut self, name: &'static str) -> Outcome<Vec<String>> {
        let mut values = Vec::new();
        while let Some(value) = self.option(name)? {
            values.push(value);
        }
        Ok(values)
    }

    /// The one file, once all options are taken.
    pub(crate) fn file(self) -> Outcome<PathBuf> {
        let mut rest = self.without_options()?.into_iter();
        match (rest.next(), rest.next()) {
            (Some(file), None) => Ok(file.into()),
            (None, _) => Err("Say which document: a file in JSON.".into()),
            (_, Some(extra)) => Err(unused(&extra)),
        }
    }

    /// Any number of names, once all options are taken.
    pub(crate) fn names(self) -> Outcome<Vec<String>> {
        let rest = self.without_options()?;
        Ok(rest.iter().map(|name| name.to_string_lossy().into_owned()).collect())
    }

    /// Nothing, once all options are taken.
    pub(crate) fn end(self) -> Outcome {
        match self.without_options()?.first() {
            None => Ok(()),
            Some(extra) => Err(unused(extra)),
        }
    }

    fn without_options(self) -> Outcome<Vec<OsString>> {
        let rest = self.rest.finish();
        let option = rest.iter().filter_map(|a| a.to_str()).find(|a| a.starts_with("--"));
        match option {
            None => Ok(rest),
            Some(option) if self.known.contains(&option) => {
                Err(format!("{option} is given twice.").into())
            }
            Some(option) => {
                let near = did_you_mean(option, &self.known);
                Err(format!("There is no option {option} here.{near}").into())
            }
        }
    }
}

/// “ Did you mean …?”, where a known name is near.
pub(crate) fn did_you_mean(written: &str, known: &[&str]) -> String {
    nearest(written, known).map_or_else(String::new, |n| format!(" Did you mean “{n}”?"))
}

fn unused(extra: &OsString) -> Box<dyn std::error::Error> {
    format!("“{}” is one argument too many.", extra.to_string_lossy()).into()
}
