//! `serve` and `bundle --watch` as their author writes on.

use crate::commands::{program, temporary};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

const DOCUMENT: &str = include_str!("../../www/first.json");
const TITLE: &str = "\"title\": \"";

/// A command that goes on, with a document of its own; both go with it.
struct Followed {
    child: Child,
    document: PathBuf,
    out: PathBuf,
}

impl Followed {
    fn begin(name: &str, arguments: &[&str]) -> Self {
        let document = temporary(&format!("{name}.json"), DOCUMENT);
        let out = document.with_extension("html");
        let mut program = program();
        program.args(&arguments[..1]).arg(&document).args(&arguments[1..]);
        let child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        Self { child: child.unwrap(), document, out }
    }

    fn write(&self, text: &str) {
        std::fs::write(&self.document, text).unwrap();
    }

    /// The next line that it prints.
    fn line(&mut self) -> String {
        let mut line = String::new();
        let mut byte = [0];
        let stdout = self.child.stdout.as_mut().unwrap();
        while stdout.read(&mut byte).unwrap() == 1 && byte != *b"\n" {
            line.push(byte[0].into());
        }
        line
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(&self.document);
        let _ = std::fs::remove_file(&self.out);
    }
}

/// Waits until it is so, and fails if that takes too long.
fn until(what: &str, so: impl Fn() -> bool) {
    let began = Instant::now();
    while !so() {
        assert!(began.elapsed() < Duration::from_secs(20), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn retitled(title: &str) -> String {
    let changed = DOCUMENT.replacen(TITLE, &format!("{TITLE}{title} "), 1);
    assert_ne!(changed, DOCUMENT);
    changed
}

#[test]
fn a_bundle_is_written_again_when_the_document_changes() {
    let mut followed = Followed::begin("watched", &["bundle", "--watch"]);
    assert_eq!(followed.line(), followed.out.to_str().unwrap());
    let page = || std::fs::read_to_string(&followed.out).unwrap_or_default();
    let first = page();
    assert!(first.contains("<title>"));
    // What is not sound is not published.
    followed.write("{");
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(page(), first);
    followed.write(&retitled("Changed"));
    until("another page", || page().contains("<title>Changed "));
}

#[test]
fn a_served_document_is_shown_anew_and_its_problems_beside_the_last_sound_page() {
    let mut followed = Followed::begin("served", &["serve", "--port", "0"]);
    let said = followed.line();
    let address = said.split("http://").nth(1).unwrap().split('/').next().unwrap();
    let ask = |host: &str, path: &str| -> (String, String) {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
        }
        let mut body = String::new();
        reader.read_to_string(&mut body).unwrap();
        (head, body)
    };
    let get = |path: &str| ask(address, path);
    let state =
        || -> serde_json::Value { serde_json::from_str(&get("/state").1).unwrap() };
    assert!(get("/").1.contains("<iframe"));
    assert_eq!(state(), serde_json::json!({ "count": 1, "told": "" }));
    let (head, page) = get("/calculator.html#x");
    assert!(head.contains("text/html; charset=utf-8"), "{head}");
    assert!(page.contains("default-src 'none'"));
    assert!(get("/etc/passwd").0.contains("404"));
    assert!(get("/../Cargo.toml").0.contains("404"));
    // A name of elsewhere that leads here is no way in.
    for host in [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil",
        "",
    ] {
        let (head, body) = ask(host, "/calculator.html");
        assert!(head.contains("403") && body.is_empty(), "{host}: {head}");
    }
    let port = address.rsplit(':').next().unwrap();
    for host in
        ["localhost".to_owned(), format!("LOCALHOST:{port}"), format!("[::1]:{port}")]
    {
        assert!(ask(&host, "/").0.contains("200"), "{host}");
    }

    followed.write("{ \"format\": 1, }");
    until("the problem", || state()["told"].as_str().unwrap().contains("is not JSON"));
    assert_eq!(state()["count"], 1);
    assert_eq!(get("/calculator.html").1, page);

    followed.write(&retitled("Changed"));
    until("another page", || state() == serde_json::json!({ "count": 2, "told": "" }));
    assert!(get("/calculator.html").1.contains("<title>Changed "));

    std::fs::remove_file(&followed.document).unwrap();
    until("the loss", || state()["told"].as_str().unwrap().contains("no such file"));
}

#[test]
fn what_is_not_there_cannot_be_followed() {
    for command in ["serve", "bundle"] {
        let output = program().args([command, "nowhere.json"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(told, "nowhere.json cannot be read: there is no such file.\n");
    }
}
