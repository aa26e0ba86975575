//! The machine that a command runs on natively.

use super::{Answer, Browsers, Desk, Going, Outcome, Painting, Trouble};
use std::borrow::Cow;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tiny_http::{Header, Request, Response, Server};

/// The terminal, the files and the browser of this machine.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// A text file of the package, by its name there.
    pub carried: fn(&str) -> Option<Cow<'static, str>>,
}

impl Machine {
    /// Goes on with what a command began, until it is stopped.
    ///
    /// # Errors
    /// If no port can be used.
    pub fn go_on(&self, mut going: Going) -> Outcome {
        let pause = Duration::from_millis(Going::PAUSE.into());
        let ports = going.ports();
        if ports.is_empty() {
            loop {
                std::thread::sleep(pause);
                going.follow(self);
            }
        }
        let Some((port, server)) = listening(ports) else {
            return Err(going.listening(None).into());
        };
        self.say(&going.listening(Some(port)));
        loop {
            // A browser that went away is no reason to stop.
            if let Ok(Some(request)) = server.recv_timeout(pause) {
                let answer = going.answer(host(&request), request.url());
                let _ = respond(request, answer);
            }
            going.follow(self);
        }
    }
}

/// A server at the first of these ports of this machine that is free.
pub fn listening(ports: impl IntoIterator<Item = u16>) -> Option<(u16, Server)> {
    let at = |port| {
        let server = Server::http(("127.0.0.1", port)).ok()?;
        // For port 0 the machine chooses one.
        let port = server.server_addr().to_ip().map_or(port, |address| address.port());
        Some((port, server))
    };
    ports.into_iter().find_map(at)
}

/// By what name a browser calls this machine.
#[must_use]
pub fn host(request: &Request) -> &str {
    let named = request.headers().iter().find(|header| header.field.equiv("Host"));
    named.map_or("", |header| header.value.as_str())
}

fn respond(request: Request, answer: Answer) -> std::io::Result<()> {
    let mut response = Response::from_string(answer.body).with_status_code(answer.status);
    for (name, value) in [("Content-Type", answer.kind), ("Cache-Control", "no-store")] {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

impl Desk for Machine {
    fn say(&self, line: &str) {
        // A reader that stops listening, like `head`, is no reason to fail.
        let _ = writeln!(std::io::stdout(), "{line}");
    }

    fn note(&self, line: &str) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }

    fn read(&self, file: &str) -> Result<String, Trouble> {
        std::fs::read_to_string(file).map_err(|e| trouble(&e))
    }

    fn write(&self, file: &str, text: &str) -> Result<(), Trouble> {
        std::fs::write(file, text).map_err(|e| trouble(&e))
    }

    fn beside(&self, file: &str, name: &str) -> String {
        Path::new(file).with_file_name(name).to_string_lossy().into_owned()
    }

    fn carried(&self, name: &str) -> Option<String> {
        (self.carried)(name).map(Cow::into_owned)
    }

    fn paint(&self, painting: &Painting<'_>) -> Result<(), String> {
        let browser = browser().ok_or(Browsers::NONE)?;
        let folder =
            std::env::temp_dir().join(format!("cost-calculator-{}", std::process::id()));
        let painted = painted(&browser, painting, &folder);
        let _ = std::fs::remove_dir_all(&folder);
        let picture = painted.map_err(|_| Browsers::FAILED)?;
        let written = std::fs::write(painting.out, picture);
        written.map_err(|e| trouble(&e).writing(painting.out))
    }
}

fn painted(
    browser: &Path,
    painting: &Painting<'_>,
    folder: &Path,
) -> std::io::Result<Vec<u8>> {
    std::fs::create_dir_all(folder)?;
    let (page, picture) = (folder.join("page.html"), folder.join("page.png"));
    std::fs::write(&page, painting.page)?;
    let mut command = Command::new(browser);
    command.args(painting.flags());
    command.arg(format!("--screenshot={}", picture.display())).arg(&page);
    command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    std::fs::read(picture)
}

/// A browser that can paint, if there is one.
#[must_use]
pub fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(Browsers::VARIABLE) {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = |name: &str| {
        let mut files = std::env::split_paths(&path).map(|folder| folder.join(name));
        files.find(|file| file.is_file())
    };
    let installed =
        || Browsers::PLACES.map(PathBuf::from).into_iter().find(|p| p.is_file());
    Browsers::NAMES.into_iter().find_map(on_path).or_else(installed)
}

fn trouble(error: &std::io::Error) -> Trouble {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Trouble::Missing,
        ErrorKind::PermissionDenied => Trouble::Forbidden,
        ErrorKind::IsADirectory => Trouble::Folder,
        ErrorKind::InvalidData => Trouble::NoText,
        _ => Trouble::Other(error.to_string()),
    }
}
