//! What a module is made of, as far as parting it needs to know.

use crate::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use wasmparser::{
    ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Name, Operator,
    Parser, Payload, TypeRef,
};

/// A module's functions, and who refers to them. Functions are counted as the
/// module does: those it imports first.
#[derive(Default)]
pub(crate) struct Anatomy<'a> {
    pub(crate) imported: u32,
    /// By function: the type it has.
    pub(crate) types: Vec<u32>,
    /// By function: its name without what differs from one compilation to the
    /// next, where it has one, told apart from others of the name.
    pub(crate) names: Vec<String>,
    /// Of the functions that are not imported.
    pub(crate) bodies: Vec<FunctionBody<'a>>,
    /// The functions in the table, by place.
    pub(crate) table: Vec<(u32, u32)>,
    /// What can be called from outside.
    pub(crate) exported: BTreeSet<u32>,
}

impl<'a> Anatomy<'a> {
    pub(crate) fn of(wasm: &'a [u8]) -> Outcome<Self> {
        let mut found = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        if let TypeRef::Func(kind) = import?.ty {
                            found.imported += 1;
                            found.types.push(kind);
                        }
                    }
                }
                Payload::FunctionSection(section) => {
                    for kind in section {
                        found.types.push(kind?);
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            found.exported.insert(export.index);
                        }
                    }
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        found.elements(element?)?;
                    }
                }
                Payload::CodeSectionEntry(body) => found.bodies.push(body),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        found.named(names)?;
                    }
                }
                _ => {}
            }
        }
        found.names.resize(found.types.len(), String::new());
        found.tell_apart()?;
        Ok(found)
    }

    /// What has one name for many kinds gets the shape of its code behind it: one of
    /// them may be needed at first, and others later.
    fn tell_apart(&mut self) -> Outcome {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for name in &self.names {
            *counts.entry(name.clone()).or_default() += 1;
        }
        let own = self.names.iter_mut().skip(usize::try_from(self.imported)?);
        for (name, body) in own.zip(&self.bodies) {
            if !name.is_empty() && counts.get(name).is_some_and(|n| *n > 1) {
                *name = format!("{name} {:08x}", shape(body)?);
            }
        }
        Ok(())
    }

    fn elements(&mut self, element: wasmparser::Element<'_>) -> Outcome {
        let ElementKind::Active { offset_expr, .. } = element.kind else {
            return Err("A part of the table is not filled at once.".into());
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
        else {
            return Err("A part of the table stands at a place not known.".into());
        };
        let ElementItems::Functions(functions) = element.items else {
            return Err("The table holds what is no function.".into());
        };
        for (place, function) in (u32::try_from(value)?..).zip(functions) {
            self.table.push((place, function?));
        }
        Ok(())
    }

    fn named(&mut self, names: wasmparser::NameSectionReader<'_>) -> Outcome {
        for part in names {
            let Name::Function(map) = part? else { continue };
            for naming in map {
                let naming = naming?;
                let index = usize::try_from(naming.index)?;
                if self.names.len() <= index {
                    self.names.resize(index + 1, String::new());
                }
                if let Some(name) = self.names.get_mut(index) {
                    *name = lasting(naming.name);
                }
            }
        }
        Ok(())
    }

    /// The functions that a function calls by name.
    pub(crate) fn calls(&self, function: u32) -> Outcome<BTreeSet<u32>> {
        let mut calls = BTreeSet::new();
        let own = function.checked_sub(self.imported);
        let Some(body) = own.and_then(|f| self.bodies.get(f as usize)) else {
            return Ok(calls);
        };
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } => {
                    calls.insert(function_index);
                }
                Operator::RefFunc { .. } | Operator::ReturnCall { .. } => {
                    return Err("A function is referred to in a way not known.".into());
                }
                _ => {}
            }
        }
        Ok(calls)
    }

    /// All functions that are not imported.
    pub(crate) fn own(&self) -> impl Iterator<Item = u32> + use<> {
        self.imported..u32::try_from(self.types.len()).unwrap_or(u32::MAX)
    }
}

/// The instructions of a function without what they refer to, as a number.
fn shape(body: &FunctionBody<'_>) -> Outcome<u32> {
    let mut hasher = DefaultHasher::new();
    for operator in body.get_operators_reader()? {
        std::mem::discriminant(&operator?).hash(&mut hasher);
    }
    Ok(u32::try_from(hasher.finish() >> 32)?)
}

/// A name without the hashes in it.
fn lasting(name: &str) -> String {
    let mut rest = name;
    let mut lasting = String::new();
    while let Some((before, after)) = rest.split_once('[') {
        lasting += before;
        rest = match after.split_once(']') {
            Some((hash, after)) if is_hash(hash, 16) => after,
            _ => {
                lasting.push('[');
                after
            }
        };
    }
    lasting += rest;
    match lasting.rsplit_once("::h") {
        Some((own, hash)) if is_hash(hash, 16) => own.to_owned(),
        _ => lasting,
    }
}

fn is_hash(text: &str, least: usize) -> bool {
    (least - 2..=least).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::lasting;

    #[test]
    fn names_last() {
        assert_eq!(lasting("a::b::h0b863c6812c5dc91"), "a::b");
        assert_eq!(
            lasting("<core[c5930c85a12de822]::fmt::X as a>::b"),
            "<core::fmt::X as a>::b"
        );
        assert_eq!(lasting("[T]::len"), "[T]::len");
    }
}
