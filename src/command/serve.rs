//! `serve`: a document as the page that it makes, on this machine's own
//! address, shown anew as its author writes on.

use super::bundle::{Kind, made};
use super::going::{Answer, Going, Task};
use super::{Arguments, Command, Desk, End, Manual, Outcome, subject};
use serde_json::json;
use std::ops::Range;

pub(super) const COMMAND: Command = Command {
    manual: Manual {
        name: "serve",
        usage: "FILE [--port N]",
        what: "Shows a document as a page, and again whenever the document changes.",
        more: &["  --port N         at this port of this machine; otherwise the first that is free from
                   8000 on

What is shown is the page that `bundle` writes. While the document has problems, they
stand above it, and it stays as it last was. Nobody else on the network sees it."],
    },
    run,
};

/// Where a free port is looked for.
pub const PORTS: Range<u16> = 8000..8100;

/// The page around the calculator, a file of the package.
const AROUND: &str = "command/served.html";
/// Where the calculator is found.
const CALCULATOR: &str = "/calculator.html";
/// Where the page around it asks whether anything changed.
const STATE: &str = "/state";

/// What is shown.
#[derive(Debug)]
struct Served {
    /// At which port, if that was said.
    port: Option<u16>,
    around: String,
    /// The last sound page.
    page: String,
    /// How many there were.
    count: u32,
    /// What is wrong now.
    told: String,
}

fn run(mut arguments: Arguments, desk: &dyn Desk) -> Outcome<End> {
    let port = arguments.option::<u16>("--port")?;
    let file = arguments.file()?;
    // Without a file there is nothing to follow; problems can be mended.
    let text = subject::read(desk, &file)?;
    let around = desk.carried(AROUND);
    let around = around.ok_or_else(|| format!("This program carries no {AROUND}."))?;
    let (page, told) = (String::new(), String::new());
    let mut served = Served { port, around, page, count: 0, told };
    if let Err(failure) = served.make(desk, &file, &text) {
        served.complain(&failure.to_string());
        desk.note(&failure.to_string());
    }
    Ok(Some(Going::new(&file, &text, served)))
}

impl Task for Served {
    fn make(&mut self, desk: &dyn Desk, file: &str, text: &str) -> Outcome<String> {
        self.page = made(desk, file, text, Kind::Page)?;
        self.count += 1;
        self.told.clear();
        Ok(format!("{file} is shown anew."))
    }

    fn complain(&mut self, told: &str) {
        told.clone_into(&mut self.told);
    }

    fn ports(&self) -> Vec<u16> {
        self.port.map_or_else(|| PORTS.collect(), |port| vec![port])
    }

    fn answer(&self, address: &str) -> Answer {
        let html = "text/html; charset=utf-8";
        let (kind, body) = match address.split(['?', '#']).next() {
            Some("/") => (html, self.around.clone()),
            Some(CALCULATOR) if self.count > 0 => (html, self.page.clone()),
            Some(STATE) => {
                let state = json!({ "count": self.count, "told": self.told });
                ("application/json", state.to_string())
            }
            _ => return Answer::NONE,
        };
        Answer { status: 200, kind, body }
    }
}
