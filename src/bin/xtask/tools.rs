//! What the build and the tests need on this machine: found, or added where
//! that is possible, or else named so that anybody can install it.

use crate::{Outcome, process, root};
use cost_calculator::command::browser;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of the browser build.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";
/// The oldest Node.js whose test runner and `fetch` the tests use.
const NODE: u32 = 20;

/// What npm is called here.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Adds the browser target to the Rust toolchain if it is not there.
pub(crate) fn wasm_target() -> Outcome {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM]);
    if Path::new(&process::read(&mut rustc)?).is_dir() {
        return Ok(());
    }
    say!("Adding the Rust target {WASM} …");
    process::run(Command::new("rustup").args(["target", "add", WASM])).map_err(|e| {
        format!("{e}\nThe Rust target {WASM} is needed: rustup target add {WASM}").into()
    })
}

/// Installs the npm packages of the lock file if they are not there.
pub(crate) fn npm_packages() -> Outcome {
    let version = process::read(Command::new("node").arg("--version")).map_err(|e| {
        format!("{e}\nNode.js {NODE} or newer is needed, with npm: see nodejs.org.")
    })?;
    let major = version.trim_start_matches('v').split('.').next().unwrap_or_default();
    if major.parse::<u32>().map_or(true, |m| m < NODE) {
        return Err(
            format!("Node.js {NODE} or newer is needed; this is {version}.").into()
        );
    }
    let lock = std::fs::read(root().join("package-lock.json"))?;
    // npm leaves no trace of which lock file it worked from.
    let stamp = root().join("node_modules").join(".installed-from-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say!("Installing the npm packages …");
    let mut install = Command::new(NPM);
    install.args(["ci", "--no-audit", "--no-fund"]).current_dir(root());
    process::run(&mut install)?;
    std::fs::write(stamp, lock)?;
    Ok(())
}

/// What a registry knows of the npm packages.
pub(crate) enum Audit {
    /// No defect.
    Clean,
    /// Some, in npm's words.
    Defects(String),
}

/// Asks npm's registry for known defects of the packages of the lock file.
///
/// # Errors
/// If no registry answers the question.
pub(crate) fn npm_audit() -> Outcome<Audit> {
    let mut audit = Command::new(NPM);
    audit.args(["audit", "--package-lock-only", "--json", "--fetch-retries=0"]);
    audit.arg("--fetch-timeout=10000").current_dir(root());
    // It ends badly both for a defect and without an answer: what it prints tells.
    audited(&audit.output()?.stdout)
}

fn audited(printed: &[u8]) -> Outcome<Audit> {
    let report: serde_json::Value = serde_json::from_slice(printed)?;
    let counted = report.pointer("/metadata/vulnerabilities/total");
    let total =
        counted.and_then(serde_json::Value::as_u64).ok_or("There is no report.")?;
    if total == 0 {
        return Ok(Audit::Clean);
    }
    let named = report.get("vulnerabilities").and_then(serde_json::Value::as_object);
    let names: Vec<_> = named.into_iter().flat_map(|n| n.keys()).cloned().collect();
    Ok(Audit::Defects(format!("npm audit knows defects of {}.", names.join(", "))))
}

/// Whether cargo-deny is installed.
pub(crate) fn has_deny() -> bool {
    let mut deny = Command::new("cargo");
    process::read(deny.args(["deny", "--version"]).env_remove("CARGO")).is_ok()
}

/// A Chromium browser; installed from Debian's packages where that is possible.
pub(crate) fn chromium() -> Outcome<PathBuf> {
    if browser().is_none() && is_debian_root() {
        install("Chromium", &["chromium", "fonts-dejavu-core"])?;
    }
    browser().ok_or_else(|| {
        "A Chromium browser is needed for the browser tests. Install Chromium or Chrome, \
         or set CHROMIUM to the path of one."
            .into()
    })
}

/// Adds the other engines where Debian's packages can be installed. Nobody
/// needs them: where they are not, the tests run in Chromium alone.
pub(crate) fn other_engines() {
    if !is_debian_root() {
        return;
    }
    let firefox = (firefox().is_none(), "Firefox", &["firefox-esr"][..]);
    let webkit = (!webkit(), "WebKit", &["webkit2gtk-driver", "xvfb", "xauth"][..]);
    for (missing, name, packages) in [firefox, webkit] {
        if missing && let Err(error) = install(name, packages) {
            say!("{name} is not tested: {error}");
        }
    }
}

/// Whether valgrind is there, added where Debian's packages can be installed.
pub(crate) fn valgrind() -> bool {
    let there = || on_path("valgrind").is_some();
    there() || is_debian_root() && install("valgrind", &["valgrind"]).is_ok() && there()
}

fn install(name: &str, packages: &[&str]) -> Outcome {
    say!("Installing {name} …");
    process::run(Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "--quiet", "--yes", "--no-install-recommends"]);
    process::run(install.args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Firefox, where it is installed; the tests run there too then.
pub(crate) fn firefox() -> Option<PathBuf> {
    ["firefox", "firefox-esr"].iter().find_map(|n| on_path(n))
}

/// Whether WebKit is there, with the driver by which the tests speak to it.
pub(crate) fn webkit() -> bool {
    on_path("WebKitWebDriver").and(on_path("xvfb-run")).is_some()
}

fn is_debian_root() -> bool {
    let root = process::read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0");
    root && Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some()
}

/// Where a program is, if it can be started by its name.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|p| p.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audit_without_an_answer_is_none() {
        let clean =
            br#"{"vulnerabilities": {}, "metadata": {"vulnerabilities": {"total": 0}}}"#;
        assert!(matches!(audited(clean), Ok(Audit::Clean)));
        let defect =
            br#"{"vulnerabilities": {"tea": {}}, "metadata": {"vulnerabilities": {"total": 1}}}"#;
        assert!(
            matches!(audited(defect), Ok(Audit::Defects(told)) if told.contains("tea"))
        );
        for silent in [&b""[..], br#"{"message": "connect ECONNREFUSED", "error": {}}"#] {
            assert!(audited(silent).is_err());
        }
    }
}
