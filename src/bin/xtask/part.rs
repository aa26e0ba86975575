//! One module parted in two: what is needed before a calculator can be used,
//! and the rest, which takes its places in the first one's table once it has
//! been loaded. Until then a stranger stands there, who throws: the script
//! waits for the rest and begins again (`www/instances.js`).

use crate::Outcome;
use crate::anatomy::Anatomy;
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, FunctionSection, ImportSection, Instruction, Module, RefType,
    TableSection, TypeSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, ElementSectionReader, ExportSectionReader,
    FunctionBody, FunctionSectionReader, ImportSectionReader, Operator, Parser, Payload,
    TableSectionReader,
};

/// Whom the first module imports until the rest is there, and from whom the
/// rest imports.
const REST: &str = "rest";
const FIRST: &str = "first";

/// The names of what the first module exports for the rest begin so; nothing
/// else does.
const FOR_REST: char = '.';

/// Both modules. `later` tells by name which functions are not needed at
/// first; what only they call goes with them.
pub(crate) fn part(
    wasm: &[u8],
    later: &dyn Fn(&str) -> bool,
) -> Outcome<(Vec<u8>, Vec<u8>)> {
    let anatomy = Anatomy::of(wasm)?;
    let away = away(&anatomy, later)?;
    let plan = Plan::new(wasm, &anatomy, away)?;
    let mut first = Module::new();
    First { plan: &plan, anatomy: &anatomy }.parse_core_module(
        &mut first,
        Parser::new(0),
        wasm,
    )?;
    Ok((first.finish(), rest(wasm, &plan, &anatomy)?))
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

/// Where everything goes.
struct Plan {
    away: BTreeSet<u32>,
    /// The place in the table of each function that went and is called from
    /// the first module or stood there before.
    places: BTreeMap<u32, u32>,
    /// Places that the table gets for them.
    added: u32,
    /// The types of the strangers, each with its function in the first module.
    strangers: BTreeMap<u32, u32>,
    /// What the rest calls of the first module.
    lent: Vec<u32>,
    /// The memory, tables and variables, which both use.
    shared: Vec<(ExportKind, u32)>,
}

impl Plan {
    fn new(wasm: &[u8], anatomy: &Anatomy<'_>, away: BTreeSet<u32>) -> Outcome<Self> {
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
    fn table(&self, anatomy: &Anatomy<'_>) -> BTreeMap<u32, u32> {
        let called = self.places.iter().map(|(function, place)| (*place, *function));
        anatomy.table.iter().copied().chain(called).collect()
    }

    /// The stranger that stands for a function until the rest is there.
    fn stranger(&self, anatomy: &Anatomy<'_>, function: u32) -> u32 {
        self.strangers.get(&type_of(anatomy, function)).copied().unwrap_or(0)
    }

    /// The number of a function in the first module.
    fn in_first(&self, anatomy: &Anatomy<'_>, function: u32) -> u32 {
        if function < anatomy.imported {
            return function;
        }
        let gone = self.away.range(..function).count();
        function + counted(self.strangers.len()) - counted(gone)
    }

    /// The number of a function in the rest.
    fn in_rest(&self, function: u32) -> Option<u32> {
        if let Ok(at) = self.lent.binary_search(&function) {
            return Some(counted(at));
        }
        let before = self.away.range(..function).count();
        self.away.contains(&function).then(|| counted(self.lent.len() + before))
    }
}

fn type_of(anatomy: &Anatomy<'_>, function: u32) -> u32 {
    anatomy.types.get(function as usize).copied().unwrap_or(0)
}

/// No module has 2^32 of anything.
fn counted(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn unknown<T>(what: &str) -> Result<T, Error<std::io::Error>> {
    Err(Error::UserError(std::io::Error::other(what.to_owned())))
}

/// Writes the first module.
struct First<'a, 'b> {
    plan: &'a Plan,
    anatomy: &'a Anatomy<'b>,
}

impl First<'_, '_> {
    fn stays(&self, at: usize) -> bool {
        !self.plan.away.contains(&(self.anatomy.imported + counted(at)))
    }
}

impl Reencode for First<'_, '_> {
    type Error = std::io::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        if self.plan.away.contains(&function) {
            return unknown("A function that went is still referred to.");
        }
        Ok(self.plan.in_first(self.anatomy, function))
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        wasm_encoder::reencode::utils::parse_import_section(self, imports, section)?;
        for kind in self.plan.strangers.keys() {
            imports.import(REST, &kind.to_string(), EntityType::Function(*kind));
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for (at, kind) in section.into_iter().enumerate() {
            if self.stays(at) {
                functions.function(kind?);
            }
        }
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: TableSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for table in section {
            let mut kind = self.table_type(table?.ty)?;
            if kind.element_type == RefType::FUNCREF {
                kind.minimum += u64::from(self.plan.added);
                kind.maximum = kind.maximum.map(|most| most.max(kind.minimum));
            }
            tables.table(kind);
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        wasm_encoder::reencode::utils::parse_export_section(self, exports, section)?;
        for (at, function) in self.plan.lent.iter().enumerate() {
            let function = self.plan.in_first(self.anatomy, *function);
            exports.export(&format!("{FOR_REST}{at}"), ExportKind::Func, function);
        }
        for (kind, at) in &self.plan.shared {
            exports.export(&shared(*kind, *at), *kind, *at);
        }
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        _: ElementSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let here = |(place, function): (u32, u32)| {
            let gone = self.plan.away.contains(&function);
            let here = if gone {
                self.plan.stranger(self.anatomy, function)
            } else {
                self.plan.in_first(self.anatomy, function)
            };
            (place, here)
        };
        fill(elements, self.plan.table(self.anatomy).into_iter().map(here));
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for (at, body) in section.into_iter().enumerate() {
            if self.stays(at) {
                self.parse_function_body(code, body?)?;
            }
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index: called }
                    if let Some(place) = self.plan.places.get(&called)
                        && self.plan.away.contains(&called) =>
                {
                    let type_index = type_of(self.anatomy, called);
                    function.instruction(&Instruction::I32Const(place.cast_signed()));
                    function.instruction(&Instruction::CallIndirect {
                        type_index,
                        table_index: 0,
                    });
                }
                operator => {
                    function.instruction(&self.instruction(operator)?);
                }
            }
        }
        code.function(&function);
        Ok(())
    }

    /// Names are for building, not for readers.
    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        Ok(())
    }
}

/// Fills a table with functions by place, in order.
fn fill(elements: &mut ElementSection, table: impl Iterator<Item = (u32, u32)>) {
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
fn shared(kind: ExportKind, at: u32) -> String {
    let kind = match kind {
        ExportKind::Memory => "m",
        ExportKind::Table => "t",
        _ => "g",
    };
    format!("{FOR_REST}{kind}{at}")
}

/// The second module: the functions that went, on the first one's memory,
/// tables and variables, however large those may become.
fn rest(wasm: &[u8], plan: &Plan, anatomy: &Anatomy<'_>) -> Outcome<Vec<u8>> {
    let mut writer = Rest(plan);
    let mut module = Module::new();
    let mut imports = ImportSection::new();
    for (at, function) in plan.lent.iter().enumerate() {
        let kind = EntityType::Function(type_of(anatomy, *function));
        imports.import(FIRST, &format!("{FOR_REST}{at}"), kind);
    }
    let mut share = |kind, at: usize, as_what: EntityType| {
        imports.import(FIRST, &shared(kind, counted(at)), as_what);
    };
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::TypeSection(section) => {
                let mut types = TypeSection::new();
                writer.parse_type_section(&mut types, section)?;
                module.section(&types);
            }
            Payload::MemorySection(section) => {
                for (at, memory) in section.into_iter().enumerate() {
                    let mut kind = writer.memory_type(memory?)?;
                    kind.maximum = None;
                    share(ExportKind::Memory, at, EntityType::Memory(kind));
                }
            }
            Payload::TableSection(section) => {
                for (at, table) in section.into_iter().enumerate() {
                    let mut kind = writer.table_type(table?.ty)?;
                    kind.maximum = None;
                    share(ExportKind::Table, at, EntityType::Table(kind));
                }
            }
            Payload::GlobalSection(section) => {
                for (at, global) in section.into_iter().enumerate() {
                    let kind = writer.global_type(global?.ty)?;
                    share(ExportKind::Global, at, EntityType::Global(kind));
                }
            }
            _ => {}
        }
    }
    module.section(&imports);
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for function in &plan.away {
        functions.function(type_of(anatomy, *function));
        let own = (function - anatomy.imported) as usize;
        let body = anatomy.bodies.get(own).ok_or("A function has no body.")?;
        writer.parse_function_body(&mut code, body.clone())?;
    }
    module.section(&functions);
    let mut elements = ElementSection::new();
    let own = plan.table(anatomy).into_iter().filter(|(_, f)| plan.away.contains(f));
    let here = |(place, f): (u32, u32)| Some((place, plan.in_rest(f)?));
    fill(&mut elements, own.filter_map(here));
    module.section(&elements);
    module.section(&code);
    Ok(module.finish())
}

/// Writes the bodies of the rest.
struct Rest<'a>(&'a Plan);

impl Reencode for Rest<'_> {
    type Error = std::io::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        match self.0.in_rest(function) {
            Some(index) => Ok(index),
            None => unknown("The rest refers to a function it does not know."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{Function, NameMap, NameSection, TableType};

    /// Functions that call the one after them, each with a name; the first can
    /// be called from outside and stands in the table. One is imported.
    fn chain(names: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("page", "told", EntityType::Function(0));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        let mut map = NameMap::new();
        for (at, name) in (1..).zip(names) {
            functions.function(0);
            let mut body = Function::new([]);
            if (at as usize) < names.len() {
                body.instruction(&Instruction::Call(at + 1));
            }
            body.instruction(&Instruction::End);
            code.function(&body);
            map.append(at, name);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            minimum: 2,
            maximum: Some(2),
            table64: false,
            shared: false,
        });
        let mut exports = ExportSection::new();
        exports.export("begin", ExportKind::Func, 1);
        let mut elements = ElementSection::new();
        fill(&mut elements, [(1, 1)].into_iter());
        let mut known = NameSection::new();
        known.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables);
        module.section(&exports).section(&elements).section(&code).section(&known);
        module.finish()
    }

    #[test]
    fn what_only_the_later_need_goes_with_them() {
        let wasm = chain(&["a", "b", "late::h0123456789abcdef", "d"]);
        let (first, rest) = part(&wasm, &|name| name == "late").unwrap();
        let (first, rest) = (Anatomy::of(&first).unwrap(), Anatomy::of(&rest).unwrap());
        assert_eq!((first.bodies.len(), rest.bodies.len()), (2, 2));
        // A stranger stands where the one that is called will: the only place
        // that is added.
        assert_eq!((first.imported, rest.imported), (2, 0));
        assert_eq!((first.table, rest.table), (vec![(1, 2), (2, 1)], vec![(2, 0)]));
        assert!(first.names.iter().all(String::is_empty));
    }

    #[test]
    fn what_can_be_called_from_outside_stays() {
        let (first, rest) = part(&chain(&["a", "b"]), &|_| true).unwrap();
        assert_eq!(Anatomy::of(&first).unwrap().bodies.len(), 1);
        assert_eq!(Anatomy::of(&rest).unwrap().bodies.len(), 1);
    }
}
