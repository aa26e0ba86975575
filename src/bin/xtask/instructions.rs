//! `instructions`: how many the processor carries out for an evaluation and for a
//! thousand plausible worlds, counted by Callgrind: the same on a busy machine.

use crate::{Outcome, build, desk, root, tools};
use cost_calculator::Model;
use cost_calculator::command::Arguments;
use cost_calculator::simulation::Simulation;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

/// What it understands.
pub(crate) const USAGE: &str = "[--of WORK --times N]";

/// What is counted, and the most that each may take: measured, and a fifth more.
const MOST: [(Work, u64); 2] = [(Work::Evaluation, 160_000), (Work::Draws, 42_000_000)];

#[derive(Copy, Clone, PartialEq, Eq)]
enum Work {
    /// Of the bundled document, every value.
    Evaluation,
    /// 1,000 of every metric.
    Draws,
}

impl Work {
    const fn name(self) -> &'static str {
        match self {
            Self::Evaluation => "evaluation",
            Self::Draws => "draws",
        }
    }

    fn run(self, model: &Model, times: usize) {
        let e = model.evaluate(&model.scenario());
        for _ in 0..times {
            match self {
                Self::Evaluation => drop(black_box(model.evaluate(&e.scenario))),
                Self::Draws => drop(black_box(Simulation::run(model, &e, 1000, 1))),
            }
        }
    }
}

pub(crate) fn run(mut arguments: Arguments) -> Outcome {
    let of = arguments.option::<String>("--of")?;
    let times = arguments.option::<usize>("--times")?.unwrap_or(1);
    arguments.end()?;
    if let Some(name) = of {
        let known = MOST.iter().map(|(work, _)| *work).find(|work| work.name() == name);
        let work = known.ok_or("--of is “evaluation” or “draws”.")?;
        work.run(&desk::load(&build::www(build::DOCUMENT))?, times);
        return Ok(());
    }
    count(&std::env::current_exe()?)
}

/// Counts with this program, and says what took more than it may.
pub(crate) fn count(tool: &Path) -> Outcome {
    if !tools::valgrind() {
        say!("Instructions are not counted: valgrind is not installed here.");
        return Ok(());
    }
    let mut wrong = Vec::new();
    for (work, most) in MOST {
        // What comes before and after is the same however often it is done.
        const MORE: u64 = 4;
        let taken = (counted(tool, work, 1 + MORE)? - counted(tool, work, 1)?) / MORE;
        say!("{}: {taken} instructions, of at most {most}", work.name());
        // Far fewer would be less done than is thought.
        let least = most / 4;
        if !(least..=most).contains(&taken) {
            let name = work.name();
            wrong.push(format!(
                "{name} takes {taken} instructions, not {least} to {most}."
            ));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Instructions of a whole run that does a piece of work so often.
fn counted(tool: &Path, work: Work, times: u64) -> Outcome<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(tool).current_dir(root());
    valgrind.args(["instructions", "--of", work.name(), "--times", &times.to_string()]);
    let output = valgrind.output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let found = said.lines().find_map(|line| line.split("Collected :").nth(1));
    let found = found.and_then(|n| n.trim().parse().ok());
    found.ok_or_else(|| format!("Callgrind counted nothing:\n{said}").into())
}
