//! Running other programs.

use crate::Outcome;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Runs a program to its end; what it prints is seen.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|e| cannot_start(command, &e))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} failed ({status}).", describe(command)).into())
    }
}

/// Runs a program and gives what it printed, without its last line end.
pub(crate) fn read(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|e| cannot_start(command, &e))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} failed: {}", describe(command), said.trim()).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Runs a program, showing what it prints and giving it too. The second part
/// tells whether it succeeded.
pub(crate) fn watch(command: &mut Command) -> Outcome<(String, bool)> {
    command.stdout(Stdio::piped());
    let mut child = command.spawn().map_err(|e| cannot_start(command, &e))?;
    let mut printed = String::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            writeln!(std::io::stdout(), "{line}")?;
            printed.push_str(&line);
            printed.push('\n');
        }
    }
    Ok((printed, child.wait()?.success()))
}

fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|w| w.to_string_lossy()).collect();
    words.join(" ")
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("{} cannot be started: {error}.", command.get_program().to_string_lossy())
}
