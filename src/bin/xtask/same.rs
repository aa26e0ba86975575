//! `same`: whether two builds of the same sources give the same bytes.

use crate::{Outcome, process, root, tools};
use cost_calculator::command::Arguments;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Two folders whose names differ in length: a path that gets into a file
/// changes it.
const FOLDERS: [&str; 2] = ["a", "another folder"];

/// Builds the package in two folders, each from nothing, and compares.
pub(crate) fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    tools::npm_packages()?;
    let at = root().join("target").join("same");
    let mut built = Vec::new();
    for name in FOLDERS {
        let folder = at.join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        copy_sources(&folder)?;
        say!("== {} ==", folder.display());
        let mut release = Command::new(std::env::current_exe()?);
        // The tool is what it is; its folder is the one that it is told.
        release.arg("release").current_dir(&folder);
        release.env("CARGO_MANIFEST_DIR", &folder).env_remove("CARGO_TARGET_DIR");
        process::run(&mut release)?;
        built.push(hashes(&folder.join("pkg"))?);
    }
    let [first, second] = &*built else { return Ok(()) };
    for (file, hash) in first {
        say!("{hash}  {}", file.display());
    }
    let differ = differing(first, second);
    if !differ.is_empty() {
        return Err(format!("Two builds differ in {}.", differ.join(", ")).into());
    }
    say!("Two builds, {} files: the same bytes.", first.len());
    let kept = differing(first, &hashes(&root().join("pkg"))?);
    if kept.is_empty() {
        say!("So are those in pkg/.");
    } else {
        say!("Those in pkg/ are of other sources: {} differ.", kept.join(", "));
    }
    Ok(())
}

/// What belongs to the sources, as they are now, and the npm packages.
fn copy_sources(folder: &Path) -> Outcome {
    let mut list = Command::new("git");
    let list = process::read(list.args(["ls-files", "-z"]).current_dir(root()))?;
    for name in list.split('\0').filter(|n| !n.is_empty() && !n.starts_with("pkg/")) {
        let (from, to) = (root().join(name), folder.join(name));
        // What was removed and not yet committed is not there.
        if !from.is_file() {
            continue;
        }
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::copy(from, to)?;
    }
    // Programs are found from their place: a link to them serves.
    #[cfg(unix)]
    std::os::unix::fs::symlink(root().join("node_modules"), folder.join("node_modules"))?;
    Ok(())
}

/// The hash of every file, by its name within the folder.
fn hashes(folder: &Path) -> Outcome<BTreeMap<PathBuf, String>> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(next) = left.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                left.push(path);
            } else {
                let hash = format!("{:x}", Sha256::digest(std::fs::read(&path)?));
                found.insert(path.strip_prefix(folder)?.to_owned(), hash);
            }
        }
    }
    Ok(found)
}

/// What is in one alone, or not the same in both.
fn differing(
    one: &BTreeMap<PathBuf, String>,
    other: &BTreeMap<PathBuf, String>,
) -> Vec<String> {
    let names: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let differ = names.into_iter().filter(|name| one.get(*name) != other.get(*name));
    differ.map(|name| name.display().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named() {
        let of = |files: &[(&str, &str)]| {
            files.iter().map(|(n, h)| (PathBuf::from(n), (*h).to_owned())).collect()
        };
        let one = of(&[("a", "1"), ("b", "2"), ("c", "3")]);
        assert!(differing(&one, &one).is_empty());
        let other = of(&[("a", "1"), ("b", "4"), ("d", "3")]);
        assert_eq!(differing(&one, &other), ["b", "c", "d"]);
    }

    #[test]
    fn files_are_told_apart_by_what_is_in_them() {
        let folder = std::env::temp_dir().join(format!("same-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("in")).unwrap();
        std::fs::write(folder.join("in/x"), "1").unwrap();
        std::fs::write(folder.join("y"), "1").unwrap();
        let first = hashes(&folder).unwrap();
        assert_eq!(first.len(), 2);
        assert_eq!(first[Path::new("in/x")], first[Path::new("y")]);
        std::fs::write(folder.join("y"), "2").unwrap();
        assert_eq!(differing(&first, &hashes(&folder).unwrap()), ["y"]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
