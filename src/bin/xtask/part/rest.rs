//! The second module: the functions that went.

use super::plan::{FOR_REST, Plan, counted, fill, shared, type_of};
use crate::Outcome;
use crate::anatomy::Anatomy;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ElementSection, EntityType, ExportKind, FunctionSection, ImportSection,
    Module, TypeSection,
};
use wasmparser::{Parser, Payload};

/// From whom it imports.
const FIRST: &str = "first";

/// On the memory, tables and variables of the first one, however large those may
/// become.
pub(super) fn rest(wasm: &[u8], plan: &Plan, anatomy: &Anatomy<'_>) -> Outcome<Vec<u8>> {
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
            None => Err(Error::UserError(std::io::Error::other(
                "The rest refers to a function it does not know.",
            ))),
        }
    }
}
