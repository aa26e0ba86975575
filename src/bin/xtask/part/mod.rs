//! One module parted in two: what is needed before a calculator can be used,
//! and the rest, which takes its places in the first one's table once it has
//! been loaded. Until then a stranger stands there, who throws: the script
//! waits for the rest and begins again (`www/instances.js`).

mod first;
mod plan;
mod rest;

use crate::Outcome;
use crate::anatomy::Anatomy;
use plan::Plan;
use wasm_encoder::Module;
use wasm_encoder::reencode::Reencode as _;
use wasmparser::Parser;

/// Both modules. `later` tells by name which functions are not needed at
/// first; what only they call goes with them.
pub(crate) fn part(
    wasm: &[u8],
    later: &dyn Fn(&str) -> bool,
) -> Outcome<(Vec<u8>, Vec<u8>)> {
    let anatomy = Anatomy::of(wasm)?;
    let plan = Plan::new(wasm, &anatomy, later)?;
    let mut first = Module::new();
    first::First { plan: &plan, anatomy: &anatomy }.parse_core_module(
        &mut first,
        Parser::new(0),
        wasm,
    )?;
    Ok((first.finish(), rest::rest(wasm, &plan, &anatomy)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, ElementSection, EntityType, ExportKind, ExportSection, Function,
        FunctionSection, ImportSection, Instruction, NameMap, NameSection, RefType,
        TableSection, TableType, TypeSection,
    };

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
        plan::fill(&mut elements, [(1, 1)].into_iter());
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
