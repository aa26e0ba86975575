//! The house as ARCHITECTURE.md draws it: no module imports one that stands
//! above it, and no two files import each other, however far round.
//!
//! Read from the `use` lines and from paths in the code. A room's own `mod.rs`
//! is its door: it may hold what all of the room's files share, so a file that
//! imports from the door of the room it is in makes no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// From the ground up. Each imports only those before it.
const FLOORS: [&str; 21] = [
    "lean",
    "words",
    "format",
    "formula",
    "document",
    "error",
    "distribution",
    "model",
    "narrative",
    "link",
    "simulation",
    "sensitivity",
    "decision",
    "chart",
    "export",
    "statics",
    "publish",
    "workbench",
    "command",
    "widget",
    "js",
];

/// Files by their module's path, with their text: `chart::kind::funnel`.
#[derive(Default)]
struct House(BTreeMap<Vec<String>, String>);

impl House {
    fn of(files: &[(&str, &str)]) -> Self {
        let module = |path: &str| -> Vec<String> {
            let path = path.trim_end_matches(".rs").trim_end_matches("mod");
            let parts = path.split('/').filter(|p| !p.is_empty() && *p != "lib");
            parts.map(str::to_owned).collect()
        };
        let file = |(path, text): &(&str, &str)| (module(path), code(text));
        Self(files.iter().map(file).collect())
    }

    /// The sources of the library.
    fn read() -> Self {
        let files = sources();
        let library = files.iter().filter(|(name, _)| !name.starts_with("bin/"));
        let library: Vec<_> = library.map(|(n, t)| (n.as_str(), t.as_str())).collect();
        Self::of(&library)
    }

    /// The file in which the last name of an absolute path is defined.
    fn home(&self, path: &[String]) -> Vec<String> {
        let mut at: Vec<String> = Vec::new();
        for (i, name) in path.iter().enumerate() {
            let inner: Vec<String> = at.iter().chain([name]).cloned().collect();
            if self.0.contains_key(&inner) {
                at = inner;
                continue;
            }
            // What a door hands on is at home where it comes from.
            let Some(text) = self.0.get(&at) else { break };
            let handed =
                imports(text, true).into_iter().find(|(_, p)| p.last() == Some(name));
            if let Some((_, from)) = handed {
                let mut absolute = self.absolute(&at, &from);
                absolute.extend_from_slice(&path[i + 1..]);
                if absolute != path {
                    return self.home(&absolute);
                }
            }
            break;
        }
        at
    }

    /// A path as written in a module, from the root of the crate.
    fn absolute(&self, module: &[String], path: &[String]) -> Vec<String> {
        let mut base = match path.first().map(String::as_str) {
            Some("crate") => return path[1..].to_vec(),
            Some("self" | "super") => module.to_vec(),
            // A child of the module, or of the root in the library's own file.
            Some(_) => return module.iter().chain(path).cloned().collect(),
            None => return Vec::new(),
        };
        let mut rest = path;
        while let Some((first, after)) = rest.split_first() {
            match first.as_str() {
                "super" => drop(base.pop()),
                "self" => {}
                _ => break,
            }
            rest = after;
        }
        base.extend_from_slice(rest);
        base
    }

    /// Which files each file imports from, others than itself.
    fn arrows(&self) -> BTreeMap<&Vec<String>, BTreeSet<Vec<String>>> {
        let of = |(module, text): (&'_ Vec<String>, &String)| -> BTreeSet<Vec<String>> {
            let written = imports(text, false).into_iter().map(|(_, path)| path);
            let inside = written.filter(|p| {
                let first = p.first().map_or("", String::as_str);
                let child: Vec<String> =
                    module.iter().chain([&first.to_owned()]).cloned().collect();
                matches!(first, "crate" | "self" | "super") || self.0.contains_key(&child)
            });
            let homes = inside.map(|p| self.home(&self.absolute(module, &p)));
            homes.filter(|home| home != module && !home.is_empty()).collect()
        };
        self.0.iter().map(|(m, t)| (m, of((m, t)))).collect()
    }

    /// Every import of a floor from one above it.
    fn upward(&self, floors: &[&str]) -> Vec<String> {
        let level = |module: &[String]| {
            let top = module.first().map_or("", String::as_str);
            floors.iter().position(|f| *f == top)
        };
        let mut found = Vec::new();
        for (from, to) in self.arrows() {
            for to in to {
                match (level(from), level(&to)) {
                    (Some(here), Some(there)) if there > here => {
                        found.push(format!(
                            "{} imports {}",
                            from.join("::"),
                            to.join("::")
                        ));
                    }
                    (None, _) if !from.is_empty() => {
                        found.push(format!("{} stands on no floor", from.join("::")));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// The files of each circle, from one back to itself.
    fn circles(&self) -> Vec<String> {
        let arrows = self.arrows();
        let mut done: BTreeSet<&Vec<String>> = BTreeSet::new();
        let mut found = Vec::new();
        for start in arrows.keys() {
            let mut chain = Vec::new();
            walk(&arrows, start, &mut chain, &mut done, &mut found);
        }
        return found;

        fn walk<'a>(
            arrows: &BTreeMap<&'a Vec<String>, BTreeSet<Vec<String>>>,
            at: &'a Vec<String>,
            chain: &mut Vec<&'a Vec<String>>,
            done: &mut BTreeSet<&'a Vec<String>>,
            found: &mut Vec<String>,
        ) {
            if let Some(begins) = chain.iter().position(|c| *c == at) {
                let round = chain[begins..].iter().chain([&at]);
                found.push(round.map(|m| m.join("::")).collect::<Vec<_>>().join(" → "));
                return;
            }
            if !done.insert(at) {
                return;
            }
            chain.push(at);
            for to in &arrows[at] {
                // The door of a room that this file is in.
                let Some((to, _)) = arrows.get_key_value(to) else { continue };
                if !at.starts_with(to) {
                    walk(arrows, to, chain, done, found);
                }
            }
            chain.pop();
        }
    }
}

/// Every file under `src`, by its place there, with its text.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, into: &mut Vec<(String, String)>, root: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, into, root);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                let text = std::fs::read_to_string(&path).unwrap();
                into.push((name.replace('\\', "/"), text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files, &root);
    files
}

/// A text without comments, strings and tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let joined = lines.collect::<Vec<_>>().join("\n");
    let parts = joined.split('"').enumerate();
    parts.filter(|(i, _)| i % 2 == 0).map(|(_, p)| p).collect()
}

/// Every path imported or named, as names; with `handed` only those that are
/// handed on by `pub use`. The first part tells whether it stood in a `use`.
fn imports(code: &str, handed: bool) -> Vec<(bool, Vec<String>)> {
    let mut found = Vec::new();
    let mut plain = String::new();
    for statement in code.split_inclusive(';') {
        let trimmed = statement.trim_start();
        // What stands before a `use` within a statement is code of its own.
        let at = [("pub use ", true), ("pub(crate) use ", true), ("use ", false)]
            .iter()
            .filter_map(|(word, public)| {
                let at = trimmed.find(word)?;
                let starts =
                    at == 0 || trimmed[..at].ends_with(['\n', ' ', '{', '}', ']']);
                starts.then_some((at, word.len(), *public))
            })
            .min();
        match at {
            Some((at, length, public)) => {
                plain.push_str(&trimmed[..at]);
                if public || !handed {
                    let tree = trimmed[at + length..].trim_end_matches(';');
                    expand(tree, &[], &mut found);
                }
            }
            None => plain.push_str(statement),
        }
    }
    if !handed {
        for root in ["crate::", "super::"] {
            for (at, _) in plain.match_indices(root) {
                let before = plain[..at].chars().next_back();
                if before
                    .is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '('))
                    && before != Some('(')
                {
                    continue;
                }
                let path = plain[at..]
                    .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':')));
                let names = path.take(1).flat_map(|p| p.split("::"));
                let names: Vec<String> =
                    names.filter(|n| !n.is_empty()).map(str::to_owned).collect();
                found.push((false, names));
            }
        }
    }
    found
}

/// The paths of a tree of imports: `a::{b, c::d as e}`.
fn expand(tree: &str, before: &[String], into: &mut Vec<(bool, Vec<String>)>) {
    let tree = tree.trim();
    if let Some((path, inner)) = tree.split_once('{') {
        let names = path.split("::").map(str::trim).filter(|n| !n.is_empty());
        let before: Vec<String> =
            before.iter().cloned().chain(names.map(str::to_owned)).collect();
        let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
        let (mut depth, mut start) = (0, 0);
        for (i, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    expand(&inner[start..i], &before, into);
                    start = i + 1;
                }
                _ => {}
            }
        }
        expand(&inner[start..], &before, into);
        return;
    }
    let path = tree.split(" as ").next().unwrap_or_default();
    let names = path.split("::").map(str::trim).filter(|n| !n.is_empty() && *n != "self");
    let last: Vec<String> = names.map(str::to_owned).collect();
    if !last.is_empty() || tree == "self" {
        into.push((true, before.iter().cloned().chain(last).collect()));
    }
}

#[test]
fn no_module_imports_one_that_stands_above_it() {
    let found = House::read().upward(&FLOORS);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_circle_between_files() {
    let found = House::read().circles();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The test can fail, and sees through doors, braces and paths in the code.
#[test]
fn what_is_wrong_with_a_house_is_seen() {
    let house = House::of(&[
        ("lib.rs", "mod low; mod high;"),
        ("low/mod.rs", "mod a;\nmod b;\npub use a::{Thing, other as That};"),
        ("low/a.rs", "use super::b::{self, B};\nfn f() { crate::high::g() }"),
        ("low/b.rs", "use crate::low::Thing; // use crate::high::x;"),
        ("high.rs", "use crate::low::{Thing, That};"),
    ]);
    assert_eq!(house.upward(&["low", "high"]), ["low::a imports high"]);
    let circles = house.circles();
    assert!(circles.contains(&"low::a → low::b → low::a".to_owned()), "{circles:?}");
    let plain = House::of(&[
        ("low/mod.rs", "mod a;\npub struct Own;"),
        ("low/a.rs", "use super::Own;"),
        ("high.rs", "use crate::low::Own;"),
    ]);
    assert!(plain.upward(&["low", "high"]).is_empty() && plain.circles().is_empty());
}

/// What a file of one noun takes at most.
const LONGEST: usize = 450;

#[test]
fn no_file_is_longer_than_one_noun_takes() {
    let lines = |(name, text): (String, String)| (name, text.lines().count());
    let longer = |(_, lines): &(String, usize)| *lines > LONGEST;
    let longer: Vec<_> = sources().into_iter().map(lines).filter(longer).collect();
    assert!(longer.is_empty(), "{longer:?}");
}

/// What analysts would use on its own is shown in use.
#[test]
fn every_public_function_of_the_analysis_has_an_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut without = Vec::new();
    for room in ["distribution", "simulation", "sensitivity", "decision"] {
        for entry in std::fs::read_dir(root.join(room)).unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let mut documented = false;
            for line in text.split("#[cfg(test)]").next().unwrap().lines() {
                let line = line.trim();
                if line.starts_with("pub fn ") || line.starts_with("pub const fn ") {
                    if !documented {
                        without.push(format!("{}: {line}", path.display()));
                    }
                    documented = false;
                } else if line.starts_with("///") {
                    documented |= line.contains("```");
                } else if line.is_empty() || line.starts_with("//!") || line == "}" {
                    documented = false;
                }
            }
        }
    }
    assert!(without.is_empty(), "{}", without.join("\n"));
}
