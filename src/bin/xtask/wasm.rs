//! The library as WebAssembly, and the script that binds it to a page.

use crate::{Outcome, glue, later, likeness, part, process, root, tools};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// The name of the binding function in the script.
pub(crate) const BINDING: &str = "wasm_bindgen";

/// The features that rustc uses by default, and [`LANES`]. Binaryen is told exactly
/// these: with all features on it writes modules that browsers refuse.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-simd",
];

/// Two numbers at a time, as every browser of the last years can.
const LANES: &str = "-Ctarget-feature=+simd128";

/// What LLVM should leave off or do otherwise: it means to make code faster and
/// makes it longer here. Copying a few words by one instruction is -4 KB,
/// loops as they are written -1 KB, the rest -1 KB. They are not part of its
/// stable interface, so that one it no longer knows is left out.
const LEANER: [&str; 6] = [
    "-Cllvm-args=--max-store-memcpy=1",
    "-Cllvm-args=--max-store-memmove=1",
    "-Cllvm-args=--max-store-memset=1",
    "-Cllvm-args=--disable-lsr",
    "-Cllvm-args=--disable-licm-promotion",
    "-Cllvm-args=--enable-pre=false",
];

/// What only a panic calls, by parts of its name.
const SILENT: [&str; 9] = [
    "panicking::panic_fmt",
    "panicking::assert_failed",
    "panicking::panic_handler",
    "panicking::begin_panic",
    "::slice_error_fail",
    "::slice_index_fail",
    "::len_mismatch_fail",
    "::unwrap_failed",
    "::expect_failed",
];

/// What only a panic would describe.
const UNSAID: [&str; 3] = ["Range<usize>", "AccessError", "OnceCell<T>"];

/// What serde-wasm-bindgen does for values that are no plain data: the script
/// hands none over (`www/plain.js`).
const UNSENT: [&str; 6] = [
    "Deserializer::invalid_type",
    "de::Error::invalid_type",
    "Visitor::visit_bytes",
    "Visitor::visit_byte_buf",
    "<serde_wasm_bindgen::de::SeqAccess as",
    "<serde_wasm_bindgen::de::MapAccess as",
];

/// How Binaryen is to make it smaller. A function that is called once stays a
/// function unless it is tiny: Brotli makes more of many small functions, whose
/// variables have small numbers, than of a few that have hundreds (-12 KB).
/// Nothing of ours lies in the first kilobyte of memory, where the stack ends.
const SMALLER: [&str; 11] = [
    // Names stay until the module has been parted.
    "--debuginfo",
    "--one-caller-inline-max-function-size",
    "20",
    "--always-inline-max-function-size",
    "4",
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--strip-target-features",
];

/// A module with nothing in it.
pub(crate) const EMPTY: &[u8] = b"\0asm\x01\0\0\0";

/// What a page loads.
pub(crate) struct Wasm {
    /// What is needed before a calculator can be used.
    pub(crate) first: Vec<u8>,
    /// What is loaded after it.
    pub(crate) rest: Vec<u8>,
    /// A script that defines the function [`BINDING`].
    pub(crate) glue: String,
}

/// The whole in one module that tells which of its functions are called, and the
/// names of its functions, for [`later`].
pub(crate) fn watched() -> Outcome<(Wasm, Vec<String>)> {
    let (bound, glue) = bind(compile("release", None)?, true)?;
    let (first, names) = later::watched(&optimise(&bound)?)?;
    Ok((Wasm { first, rest: EMPTY.to_vec(), glue }, names))
}

/// Compiles, binds and optimises. A draft is for working on the page: it links
/// in seconds, is not optimised, and is not for readers.
pub(crate) fn build(draft: bool) -> Outcome<Wasm> {
    let raw = compile(if draft { QUICK } else { "release" }, None)?;
    let (bound, glue) = bind(raw, true)?;
    if draft {
        names_no_machine(&bound)?;
        return Ok(Wasm { first: bound, rest: EMPTY.to_vec(), glue });
    }
    let (first, rest) = part::part(&optimise(&bound)?, &later::is)?;
    Ok(Wasm { first: sorted(&first)?, rest: sorted(&rest)?, glue })
}

/// What the workbench calls beside the calculator, and the commands for authors.
/// No reader loads it, so it is made quickly and not small.
pub(crate) fn tools() -> Outcome<Wasm> {
    let (binary, glue) = bind(compile(QUICK, Some("workbench,command"))?, false)?;
    names_no_machine(&binary)?;
    Ok(Wasm { first: binary, rest: EMPTY.to_vec(), glue })
}

/// The profile that links in seconds.
const QUICK: &str = "page";

fn folder() -> PathBuf {
    // A folder of its own: cargo locks a target folder while it works there.
    root().join("target").join("wasm-build")
}

fn compile(profile: &str, feature: Option<&str>) -> Outcome<Vec<u8>> {
    tools::wasm_target()?;
    tools::npm_packages()?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(root()).env("CARGO_ENCODED_RUSTFLAGS", flags()?);
    cargo.args(["build", "--quiet", "--lib", "--locked", "--profile", profile]);
    cargo.args(["--target", tools::WASM, "--target-dir"]).arg(folder());
    cargo.args(feature.iter().flat_map(|name| ["--features", name]));
    process::run(&mut cargo)?;
    let file = folder().join(tools::WASM).join(profile).join("cost_calculator.wasm");
    Ok(std::fs::read(file)?)
}

/// Flags that keep this machine's folders out of panic messages, so that the
/// same sources give the same bytes everywhere, and those bytes few.
fn flags() -> Outcome<String> {
    let home = cargo_home().ok_or("Neither CARGO_HOME nor HOME is set.")?;
    let mut rustc = Command::new("rustc");
    let sysroot = process::read(rustc.args(["--print", "sysroot"]))?;
    let mut pairs = vec![
        (home.clone(), "/cargo"),
        (root(), "/cost-calculator"),
        (Path::new(&sysroot).join("lib/rustlib/src/rust"), "/rust"),
    ];
    let registries = std::fs::read_dir(home.join("registry").join("src"));
    for registry in registries.into_iter().flatten().flatten() {
        pairs.push((registry.path(), "/crates"));
    }
    let flag = |(from, to): &(PathBuf, &str)| {
        format!("--remap-path-prefix={}={to}", from.display())
    };
    // Half the usual stack: the addresses of all data after it are then a byte
    // shorter wherever they stand.
    let stack = "-Clink-arg=-zstack-size=524288".to_owned();
    let leaner = LEANER.into_iter().filter(|f| understood(f)).map(str::to_owned);
    let flags: Vec<String> =
        pairs.iter().map(flag).chain([stack, LANES.to_owned()]).chain(leaner).collect();
    // The unit separator stands between flags.
    Ok(flags.join("\u{1f}"))
}

/// Whether this compiler knows a flag.
fn understood(flag: &str) -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--target", tools::WASM, "--print", "cfg", flag]);
    rustc.output().is_ok_and(|asked| asked.status.success())
}

fn cargo_home() -> Option<PathBuf> {
    let home = || std::env::home_dir().map(|h| h.join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home)
}

/// `named` keeps the names of functions, by which a module is parted; they are a
/// part of it that only a debugger would read.
fn bind(raw: Vec<u8>, named: bool) -> Outcome<(Vec<u8>, String)> {
    let mut output = Bindgen::new()
        .input_bytes("cost-calculator", raw)
        .no_modules(true)?
        .no_modules_global(BINDING)?
        .omit_default_module_path(true)
        .typescript(false)
        .remove_producers_section(true)
        .remove_name_section(!named)
        .generate_output()?;
    let inline = output.snippets().values().any(|scripts| !scripts.is_empty());
    if inline || !output.local_modules().is_empty() {
        return Err(
            "The library brings scripts of its own, which no form here has.".into()
        );
    }
    let mut glue = glue::fitted(output.js())?;
    let module = output.wasm_mut();
    // What a panic would say goes nowhere in a browser; without it, the parts of
    // the standard library that would word it are not needed.
    for function in module.funcs.iter_mut() {
        let name = function.name.as_deref().unwrap_or_default();
        if is_panic(name) || UNSENT.iter().any(|part| name.contains(part)) {
            let mut body = function.kind.unwrap_local_mut().builder_mut().func_body();
            body.instrs_mut().clear();
            body.unreachable();
        }
    }
    // The long names between script and module weigh 7 KB; nobody reads them.
    for (at, import) in module.imports.iter_mut().enumerate() {
        if import.name.starts_with("__wb") && glue.contains(&import.name) {
            let short = format!("i{at}");
            glue = glue.replace(&format!("{}: ", import.name), &format!("{short}: "));
            import.name = short;
        }
    }
    for (at, export) in module.exports.iter_mut().enumerate() {
        if export.name.starts_with("wasm_bindgen__") {
            let short = format!("e{at}");
            glue = glue.replace(&export.name, &short);
            export.name = short;
        }
    }
    Ok((module.emit_wasm(), glue))
}

/// Whether a function is there for panics alone.
fn is_panic(name: &str) -> bool {
    let has = |part: &&str| name.contains(*part);
    SILENT.iter().any(has) || name.contains("fmt::Debug>::fmt") && UNSAID.iter().any(has)
}

/// As small as it is sent.
fn sorted(module: &[u8]) -> Outcome<Vec<u8>> {
    let binary = likeness::sort(module)?;
    let file = folder().join("sorted.wasm");
    std::fs::write(&file, &binary)?;
    validate(&file)?;
    names_no_machine(&binary)?;
    Ok(binary)
}

/// Makes it smaller by Binaryen, unless the same was made smaller before.
fn optimise(bound: &[u8]) -> Outcome<Vec<u8>> {
    let (from, to) = (folder().join("bound.wasm"), folder().join("optimised.wasm"));
    let stamp = folder().join("optimised-from");
    let hash = format!(
        "{:x} {}",
        Sha256::digest(bound),
        [&SMALLER[..], &FEATURES].concat().join(" ")
    );
    if std::fs::read_to_string(&stamp).is_ok_and(|known| known == hash) {
        return Ok(std::fs::read(to)?);
    }
    std::fs::write(&from, bound)?;
    let mut wasm_opt = Command::new("node");
    wasm_opt.arg(root().join("node_modules/binaryen/bin/wasm-opt"));
    wasm_opt.arg(&from).arg("-o").arg(&to).args(SMALLER).args(FEATURES);
    process::run(&mut wasm_opt)?;
    std::fs::write(stamp, hash)?;
    Ok(std::fs::read(to)?)
}

fn validate(file: &Path) -> Outcome {
    let script = "process.exit(WebAssembly.validate(\
                  require('fs').readFileSync(process.argv[1])) ? 0 : 1)";
    process::run(Command::new("node").args(["-e", script]).arg(file))
        .map_err(|_| "The optimised module is not valid WebAssembly.".into())
}

/// What readers download says nothing about the machine that built it.
fn names_no_machine(binary: &[u8]) -> Outcome {
    let folders = [cargo_home(), Some(root()), std::env::home_dir()];
    for folder in folders.into_iter().flatten() {
        let name = folder.display().to_string();
        if name.len() > 1 && binary.windows(name.len()).any(|w| w == name.as_bytes()) {
            return Err(
                format!("The module holds a path of this machine: {name}.").into()
            );
        }
    }
    Ok(())
}
