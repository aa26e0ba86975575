//! `later`: which functions nobody needs before the calculator can be used.
//!
//! A reader's first minute is gone through in a browser, in a module that tells
//! which of its functions are called. The others are listed by name in
//! `later.txt`; the build parts the module by that list. A function that is in
//! neither is there from the first: a stale list costs weight and nothing else.

use crate::anatomy::Anatomy;
use crate::{Outcome, build, process, root, tools, wasm};
use cost_calculator::command::Arguments;
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::LazyLock;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, EntityType, ImportSection, Instruction, Module, TypeSection, ValType,
};
use wasmparser::{FunctionBody, ImportSectionReader, Parser, TypeSectionReader};

static LIST: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("later.txt").lines().collect());

/// Whether a function of this name is needed later only.
pub(crate) fn is(name: &str) -> bool {
    LIST.contains(name)
}

pub(crate) fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    let (watched, names) = wasm::watched()?;
    build::site_of(watched)?;
    let mut script = Command::new("node");
    script.arg(root().join("tests").join("browser").join("first-minute.mjs"));
    script.env("CHROMIUM", tools::chromium()?);
    let called: Vec<usize> = serde_json::from_str(&process::read(&mut script)?)?;
    let called: BTreeSet<usize> = called.into_iter().collect();
    // Of several functions that are told as one, one may be needed.
    let name = |(at, name): (usize, &String)| called.contains(&at).then(|| name.clone());
    let needed: BTreeSet<String> = names.iter().enumerate().filter_map(name).collect();
    let later: BTreeSet<&String> =
        names.iter().filter(|n| !n.is_empty() && !needed.contains(*n)).collect();
    let lines: String = later.iter().map(|name| format!("{name}\n")).collect();
    std::fs::write(root().join("src/bin/xtask/later.txt"), lines)?;
    say!("{} functions of {} names are needed at first.", called.len(), needed.len());
    say!("{} names are listed as needed later.", later.len());
    Ok(())
}

/// A module that tells its page each function it calls, by a number, and the
/// names that belong to the numbers.
pub(crate) fn watched(wasm: &[u8]) -> Outcome<(Vec<u8>, Vec<String>)> {
    let anatomy = Anatomy::of(wasm)?;
    let mut module = Module::new();
    let mut watched =
        Watched { imported: anatomy.imported, told: 0, kind: 0, own: anatomy.own() };
    watched.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok((module.finish(), anatomy.names))
}

/// Writes a module in which each function says first that it is called.
struct Watched<I> {
    imported: u32,
    /// The function that is told, and its type.
    told: u32,
    kind: u32,
    /// The functions whose bodies are still to come.
    own: I,
}

impl<I: Iterator<Item = u32>> Reencode for Watched<I> {
    type Error = std::io::Error;

    /// One more is imported, after the others.
    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        Ok(function + u32::from(function >= self.imported))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        wasm_encoder::reencode::utils::parse_type_section(self, types, section)?;
        self.kind = types.len();
        types.ty().function([ValType::I32], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        wasm_encoder::reencode::utils::parse_import_section(self, imports, section)?;
        self.told = self.imported;
        imports.import("watch", "called", EntityType::Function(self.kind));
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let own = self.own.next().unwrap_or_default();
        function.instruction(&Instruction::I32Const(own.cast_signed()));
        function.instruction(&Instruction::Call(self.told));
        for operator in body.get_operators_reader()? {
            function.instruction(&self.instruction(operator?)?);
        }
        code.function(&function);
        Ok(())
    }
}
