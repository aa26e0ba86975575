//! What goes on after a command has begun: it follows a document as its author
//! writes on.

use super::{Desk, Language, Outcome, subject};
use std::fmt;

/// A command that follows a document. Its desk calls [`Going::follow`] every
/// [`Going::PAUSE`] milliseconds.
#[derive(Debug)]
pub struct Going {
    file: String,
    /// What was read last, and what was last made something of.
    read: Result<String, String>,
    made: Result<String, String>,
    language: Option<Language>,
    task: Box<dyn Task>,
}

/// What is made of a document, each time that it changes.
pub(super) trait Task: fmt::Debug {
    /// Makes it of a text; gives what is to be said.
    fn make(&mut self, desk: &dyn Desk, file: &str, text: &str) -> Outcome<String>;

    /// The text cannot be had, or nothing can be made of it.
    fn complain(&mut self, _told: &str) {}

    /// See [`Going::ports`].
    fn ports(&self) -> Vec<u16> {
        Vec::new()
    }

    /// See [`Going::answer`].
    fn answer(&self, _address: &str) -> Answer {
        Answer::NONE
    }
}

/// What a browser is answered.
#[derive(Debug)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The type of what is sent.
    pub kind: &'static str,
    /// What is sent.
    pub body: String,
}

impl Answer {
    /// To what is asked for in vain.
    pub(super) const NONE: Self = Self::of(404);
    /// To who calls this machine by a name that is not its own.
    pub(super) const STRANGER: Self = Self::of(403);

    const fn of(status: u16) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: String::new() }
    }
}

/// Whether a host is named as this machine names itself, whatever the port.
///
/// ```
/// use cost_calculator::command::is_this_machine;
/// assert!(is_this_machine("127.0.0.1:8000") && is_this_machine("[::1]:80"));
/// assert!(is_this_machine("LocalHost") && !is_this_machine("localhost.evil.example:8000"));
/// assert!(!is_this_machine(""));
/// ```
#[must_use]
pub fn is_this_machine(host: &str) -> bool {
    let port = |port: &str| port.chars().all(|c| c.is_ascii_digit());
    let name = match host.rsplit_once(':') {
        Some((name, rest)) if port(rest) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

impl Going {
    /// Between two looks at the document, in milliseconds. A file is taken once
    /// it was found the same twice, since it is not written all at once.
    pub const PAUSE: u32 = 200;

    /// Goes on with a document of which `text` is made.
    pub(super) fn new(file: &str, text: &str, task: impl Task + 'static) -> Self {
        let read = Ok(text.to_owned());
        Self {
            file: file.to_owned(),
            made: read.clone(),
            read,
            language: None,
            task: Box::new(task),
        }
    }

    /// The same with an author’s own language at hand.
    pub(super) fn speaking(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }

    /// The ports at which a browser may be answered, in the order in which they
    /// are to be tried; none if none is.
    #[must_use]
    pub fn ports(&self) -> Vec<u16> {
        self.task.ports()
    }

    /// What is said once a browser is answered at a port of this machine, or if
    /// none of [`Going::ports`] can be had.
    #[must_use]
    pub fn listening(&self, port: Option<u16>) -> String {
        match (port, self.ports().as_slice()) {
            (Some(port), _) => {
                format!("The page is at http://127.0.0.1:{port}/ (stop with Ctrl-C)")
            }
            (None, [port]) => {
                format!("Port {port} cannot be used: something else uses it.")
            }
            (None, _) => {
                "No port from 8000 to 8099 is free: say one with --port.".to_owned()
            }
        }
    }

    /// What a browser is answered that asks for an address, at a host by the name
    /// that it knows. Under another name than this machine’s own, a page from
    /// elsewhere could read what is served here.
    #[must_use]
    pub fn answer(&self, host: &str, address: &str) -> Answer {
        if is_this_machine(host) { self.task.answer(address) } else { Answer::STRANGER }
    }

    /// Looks at the document, and makes anew what comes of it if it changed.
    pub fn follow(&mut self, desk: &dyn Desk) {
        let text = subject::read(desk, &self.file).map_err(|e| e.to_string());
        let rests = text == self.read;
        self.read = text;
        if !rests || self.read == self.made {
            return;
        }
        self.made = self.read.clone();
        let spoken = self.language.as_ref().map(|language| language.at(desk));
        let at = spoken.as_ref().map_or(desk, |spoken| spoken);
        let made = match &self.made {
            Ok(text) => self.task.make(at, &self.file, text).map_err(|e| e.to_string()),
            Err(told) => Err(told.clone()),
        };
        match made {
            Ok(said) => desk.say(&said),
            Err(told) => {
                self.task.complain(&told);
                desk.note(&told);
            }
        }
    }
}
