//! Scripts and styles without what only people need.

use crate::{Outcome, root};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a text is.
#[derive(Copy, Clone)]
pub(crate) enum Kind {
    Module,
    Script,
    Style,
}

/// The same, smaller. It runs wherever WebAssembly with reference types does.
pub(crate) fn minify(text: &str, kind: Kind) -> Outcome<String> {
    let options = match kind {
        Kind::Module => "{ loader: 'js', format: 'esm' }",
        // A page that does not say what its letters are reads a classic script
        // in letters of its own: it gets none but ASCII.
        Kind::Script => "{ loader: 'js', charset: 'ascii' }",
        Kind::Style => "{ loader: 'css' }",
    };
    esbuild(text, &format!("transformSync(text, {{ ...fixed, ...{options} }}).code"))
}

/// A module and all that it imports, from packages too, as one script that
/// makes its exports the constant `name`. Licences that ask for it stay.
pub(crate) fn bundle(module: &Path, name: &str) -> Outcome<String> {
    let module = module.display().to_string();
    let options = "bundle: true, format: 'iife', write: false, legalComments: 'inline'";
    esbuild(
        &module,
        &format!(
            "buildSync({{ ...fixed, {options}, entryPoints: [text], \
             globalName: '{name}' }}).outputFiles[0].text"
        ),
    )
}

/// What esbuild makes of a text.
fn esbuild(text: &str, call: &str) -> Outcome<String> {
    // The library and not its command: that is a script or a program,
    // depending on how it was installed.
    let script = format!(
        "const esbuild = require('esbuild');\
         const text = require('fs').readFileSync(0, 'utf8');\
         const fixed = {{ minify: true, charset: 'utf8', target: 'es2022' }};\
         process.stdout.write(esbuild.{call});"
    );
    let mut node = Command::new("node");
    node.current_dir(root()).args(["-e", &script]);
    let mut child = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(text.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err("A script could not be made smaller.".into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
