//! The first module: what is needed before a calculator can be used, and a
//! stranger in the place of each function that went.

use super::plan::{FOR_REST, Plan, counted, fill, shared, type_of};
use crate::anatomy::Anatomy;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ElementSection, EntityType, ExportKind, ExportSection, FunctionSection,
    ImportSection, Instruction, Module, RefType, TableSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, ElementSectionReader, ExportSectionReader,
    FunctionBody, FunctionSectionReader, ImportSectionReader, Operator,
    TableSectionReader,
};

/// Whom it imports until the rest is there.
const REST: &str = "rest";

/// Writes the first module.
pub(super) struct First<'a, 'b> {
    pub(super) plan: &'a Plan,
    pub(super) anatomy: &'a Anatomy<'b>,
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
            let message = "A function that went is still referred to.";
            return Err(Error::UserError(std::io::Error::other(message)));
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
