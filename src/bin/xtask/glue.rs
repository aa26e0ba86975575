//! The script that binds the WebAssembly, as every form here needs it.

use crate::Outcome;
use crate::wasm::BINDING;

/// The name by which the script calls the function that its exports pass
/// through: see `www/instances.js`.
pub(crate) const GUARD: &str = "guard";

/// Conditions for browsers without WebAssembly as ours is, and for bundlers;
/// what depends on them goes when the script is made smaller.
const NEVER: [&str; 3] = [
    "if (!('encodeInto' in cachedTextEncoder))",
    "if (Symbol.dispose)",
    "(typeof FinalizationRegistry === 'undefined')",
];

/// What a value looks like to a programmer is nowhere shown.
const LOOKS: &str = "function debugString(val) {";

/// How the script begins: with a compiled module and what that imports besides.
/// It gives what the module exports.
const BEGINS: &str = "async function __wbg_init(module, besides) {
    const imports = { ...__wbg_get_imports(), ...besides };
    const instance = await WebAssembly.instantiate(module, imports);
    __wbg_finalize_init(instance, module);
    return instance.exports;
}
";

/// The script for any number of instances of one compiled module, without what
/// no form here uses: it would be a tenth of it.
pub(crate) fn fitted(glue: &str) -> Outcome<String> {
    let mut glue = without(glue, "let script_src;", "}")?;
    for condition in NEVER {
        let never = if condition.starts_with("if") { "if (false)" } else { "false" };
        glue = instead(&glue, condition, never)?;
    }
    glue = instead(&glue, LOOKS, &format!("{LOOKS} return String(val);"))?;
    let end = "return Object.assign(__wbg_init, { initSync }, exports)";
    let begin = glue.find("async function __wbg_load(").ok_or(UNKNOWN)?;
    let (before, loading) = glue.split_at(begin);
    let (_, after) = loading.split_once(end).ok_or(UNKNOWN)?;
    glue = format!("{before}{BEGINS}return Object.assign(__wbg_init, exports){after}");
    instead(
        &glue,
        "wasm = instance.exports;",
        &format!("wasm = {GUARD}(instance.exports);"),
    )
}

/// The script as the constant `bind`, which makes a new binding for each
/// instance; its exports pass through what it is given.
pub(crate) fn bind(glue: &str) -> String {
    format!("const bind = ({GUARD}) => {{\n{}\nreturn {BINDING};\n}};", glue.trim())
}

/// The same as a module.
pub(crate) fn module(glue: &str) -> String {
    format!("export {}", bind(glue))
}

/// Takes out the lines by which the script finds its own address. In a frame
/// without an address they fail.
fn without(glue: &str, from: &str, to: &str) -> Outcome<String> {
    let (before, rest) = glue.split_once(from).ok_or(UNKNOWN)?;
    let (found, after) = rest.split_once(to).ok_or(UNKNOWN)?;
    if !found.contains("document.currentScript.src") || after.contains("script_src") {
        return Err(UNKNOWN.into());
    }
    Ok(format!("{before}{after}"))
}

fn instead(glue: &str, known: &str, new: &str) -> Outcome<String> {
    if !glue.contains(known) {
        return Err(format!("{UNKNOWN} It has no “{known}”.").into());
    }
    Ok(glue.replace(known, new))
}

const UNKNOWN: &str = "The binding script is not as this build knows it: see glue.rs.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_script_is_refused() {
        assert!(fitted("let wasm_bindgen = 1;").is_err());
    }
}
