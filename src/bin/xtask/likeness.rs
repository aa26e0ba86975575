//! The order of the functions in a module: like follows like. A compressor
//! writes what it has seen before as a distance back; the nearer, the shorter.

use crate::Outcome;
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload};

/// How many bytes in a row two functions have to share to be a little alike:
/// an instruction and its operand, and the next ones.
const RUN: usize = 4;

/// A run that stands in more functions than this tells nothing.
const COMMON: usize = 400;

/// The same module with its functions in another order.
pub(crate) fn sort(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let (imported, bodies) = functions(wasm)?;
    let order = chain(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in order.iter().enumerate() {
        places[function] = u32::try_from(place)?;
    }
    let mut module = Module::new();
    Sorted { imported, order: &order, places: &places }.parse_core_module(
        &mut module,
        Parser::new(0),
        wasm,
    )?;
    Ok(module.finish())
}

/// How many functions are imported, and the bodies of the others.
fn functions(wasm: &[u8]) -> Outcome<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported +=
                        u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// Begins with the longest and goes on, each time, with the one that shares most
/// with the last, for its length.
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let mut holders: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for run in body.windows(RUN) {
            let holders = holders.entry(run).or_default();
            if holders.last() != Some(&function) {
                holders.push(function);
            }
        }
    }
    holders.retain(|_, holders| (2..=COMMON).contains(&holders.len()));
    let mut runs = vec![Vec::new(); bodies.len()];
    for holders in holders.values() {
        for &function in holders {
            runs[function].push(holders);
        }
    }
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    left.sort_by_key(|&function| bodies[function].len());
    let mut free = vec![true; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut shared = vec![0.0; bodies.len()];
    let mut next = left.pop();
    while let Some(function) = next {
        order.push(function);
        free[function] = false;
        shared.fill(0.0);
        for holders in &runs[function] {
            let telling = 1.0 / libm::log(1.0 + holders.len() as f64);
            for &other in *holders {
                shared[other] += telling;
            }
        }
        let likeness = |&f: &usize| shared[f] / (bodies[f].len() as f64 + 40.0);
        left.retain(|&f| free[f]);
        next = left.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    }
    order
}

/// Writes a module anew with its functions in their places.
struct Sorted<'a> {
    imported: u32,
    /// The function at each place.
    order: &'a [usize],
    /// The place of each function.
    places: &'a [u32],
}

impl Reencode for Sorted<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(match function.checked_sub(self.imported) {
            Some(own) => self.imported + self.places[own as usize],
            None => function,
        })
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for &function in self.order {
            functions.function(self.type_index(types[function])?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for &function in self.order {
            self.parse_function_body(code, bodies[function].clone())?;
        }
        Ok(())
    }
}
