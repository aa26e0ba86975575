//! `release`: writes what authors download into `pkg/`.

use crate::{Outcome, build, package, root};
use cost_calculator::command::Arguments;

pub(crate) fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    let (files, weights) = build::package(false)?;
    let folder = root().join("pkg");
    // What a file was called before is not part of the package any more.
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    package::write(&folder, &files)?;
    say!("Written: {}", folder.display());
    weights.check()
}
