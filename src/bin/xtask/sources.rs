//! A hash of all that `pkg/` is built from. Shared with the test that tells
//! whether it is stale, so this file uses nothing else of the tool.

use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};

/// The hash of the sources in the folder of the crate. Two are the same only
/// if every file has the same name and the same text.
pub(crate) fn hash(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for part in ["Cargo.toml", "Cargo.lock", "package-lock.json", "src", "www"] {
        collect(&root.join(part), &mut files)?;
    }
    files.retain(|file| shapes_package(file.strip_prefix(root).unwrap_or(file)));
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy();
        let content = std::fs::read(&file)?;
        hasher.update(name.replace('\\', "/"));
        hasher.update([0]);
        hasher.update(content.len().to_le_bytes());
        hasher.update(content);
    }
    Ok(format!("{:x}", hasher.finalize()))
}

/// Of the programs, only what writes the package changes what is in it.
fn shapes_package(file: &Path) -> bool {
    let programs = Path::new("src").join("bin");
    let writers =
        ["bundle.rs", "minify.rs", "package.rs", "statics.rs", "wasm.rs", "workbench.rs"];
    let is_writer = |name: &std::ffi::OsStr| writers.iter().any(|w| name == *w);
    !file.starts_with(programs) || file.file_name().is_some_and(is_writer)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}
