//! Which function of a module goes where, and how the two parts call each other.

use crate::Outcome;
use crate::anatomy::Anatomy;
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::{ConstExpr, ElementSection, Elements, ExportKind};
use wasmparser::{Parser, Payload};

/// The names of what the first module exports for the rest begin so; nothing
/// else does.
pub(super) const FOR_REST: char = '.';

/// Where everything goes.
pub(super) struct Plan {
    pub(super) away: BTreeSet<u32>,
    /// The place in the table of each function that went and is called from
    /// the first module or stood there before.
    pub(super) places: BTreeMap<u32, u32>,
    /// Places that the table gets for them.
    pub(super) added: u32,
    /// The types of the strangers, each with its function in the first module.
    pub(super) strangers: BTreeMap<u32, u32>,
    /// What the rest calls of the first module.
    pub(super) lent: Vec<u32>,
    /// The memory, tables and variables, which both use.
    pub(super) shared: Vec<(ExportKind, u32)>,
}

impl Plan {
    pub(super) fn new(
        wasm: &[u8],
        anatomy: &Anatomy<'_>,
        later: &dyn Fn(&str) -> bool,
    ) -> Outcome<Self> {
        let away = away(anatomy, later)?;
        let mut places = BTreeMap::new();
        for (place, function) in &anatomy.table {
            if away.contains(function) {
                places.insert(*function, *place);
            }
        }
        let end = anatomy.table.iter().map(|(place, _)| place + 1).max().unwrap_or(1);
        let mut next = end;
        let mut lent = BTreeSet::new();
        for function in anatomy.own() {
            let goes = away.contains(&function);
            for called in anatomy.calls(function)? {
                match (goes, away.contains(&called)) {
                    (false, true) => {
                        places.entry(called).or_insert_with(|| {
                            next += 1;
                            next - 1
                        });
                    }
                    (true, false) => {
                        lent.insert(called);
                    }
                    _ => {}
                }
            }
        }
        let kinds: BTreeSet<u32> = places.keys().map(|f| type_of(anatomy, *f)).collect();
        let strangers = kinds.into_iter().zip(anatomy.imported..).collect();
        let lent = lent.into_iter().collect();
        Ok(Self {
            away,
            places,
            added: next - end,
            strangers,
            lent,
            shared: common(wasm)?,
        })
    }

    /// The whole table: the function at each place.
    pub(super) fn table(&self, anatomy: &Anatomy<'_>) -> BTreeMap<u32, u32> {
        let called = self.places.iter().map(|(function, place)| (*place, *function));
        anatomy.table.iter().copied().chain(called).collect()
    }

    /// The stranger that stands for a function until the rest is there.
    pub(super) fn stranger(&self, anatomy: &Anatomy<'_>, function: u32) -> u32 {
        self.strangers.get(&type_of(anatomy, function)).copied().unwrap_or(0)
    }

    /// The number of a function in the first module.
    pub(super) fn in_first(&self, anatomy: &Anatomy<'_>, function: u32) -> u32 {
        if function < anatomy.imported {
            return function;
        }
        let gone = self.away.range(..function).count();
        function + counted(self.strangers.len()) - counted(gone)
    }

    /// The number of a function in the rest.
    pub(super) fn in_rest(&self, function: u32) -> Option<u32> {
        if let Ok(at) = self.lent.binary_search(&function) {
            return Some(counted(at));
        }
        let before = self.away.range(..function).count();
        self.away.contains(&function).then(|| counted(self.lent.len() + before))
    }
}

/// The functions that go: those that are to, and those that nothing else needs.
fn away(anatomy: &Anatomy<'_>, later: &dyn Fn(&str) -> bool) -> Outcome<BTreeSet<u32>> {
    let name = |f: u32| anatomy.names.get(f as usize).map_or("", String::as_str);
    let goes = |f: &u32| {
        *f >= anatomy.imported && !anatomy.exported.contains(f) && later(name(*f))
    };
    let in_table = anatomy.table.iter().map(|(_, f)| *f);
    let mut look: Vec<u32> =
        anatomy.exported.iter().copied().chain(in_table).filter(|f| !goes(f)).collect();
    let mut stays: BTreeSet<u32> = look.iter().copied().collect();
    while let Some(function) = look.pop() {
        for called in anatomy.calls(function)? {
            if !goes(&called) && stays.insert(called) {
                look.push(called);
            }
        }
    }
    Ok(anatomy.own().filter(|f| !stays.contains(f)).collect())
}

pub(super) fn type_of(anatomy: &Anatomy<'_>, function: u32) -> u32 {
    anatomy.types.get(function as usize).copied().unwrap_or(0)
}

/// No module has 2^32 of anything.
pub(super) fn counted(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Fills a table with functions by place, in order.
pub(super) fn fill(
    elements: &mut ElementSection,
    table: impl Iterator<Item = (u32, u32)>,
) {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (place, function) in table {
        match runs.last_mut() {
            Some((from, run)) if *from + counted(run.len()) == place => {
                run.push(function);
            }
            _ => runs.push((place, vec![function])),
        }
    }
    for (from, run) in runs {
        let place = ConstExpr::i32_const(from.cast_signed());
        elements.active(None, &place, Elements::Functions(run.into()));
    }
}

/// The memory, tables and variables of a module.
fn common(wasm: &[u8]) -> Outcome<Vec<(ExportKind, u32)>> {
    let mut found = Vec::new();
    let mut all = |kind, count| found.extend((0..count).map(|at| (kind, at)));
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::MemorySection(section) => all(ExportKind::Memory, section.count()),
            Payload::TableSection(section) => all(ExportKind::Table, section.count()),
            Payload::GlobalSection(section) => all(ExportKind::Global, section.count()),
            _ => {}
        }
    }
    Ok(found)
}

/// The name by which the first module lends what both use.
pub(super) fn shared(kind: ExportKind, at: u32) -> String {
    let kind = match kind {
        ExportKind::Memory => "m",
        ExportKind::Table => "t",
        _ => "g",
    };
    format!("{FOR_REST}{kind}{at}")
}
