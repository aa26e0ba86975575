//! The order of the functions in a module: like follows like. A compressor
//! writes what it has seen before as a distance back; the nearer, the shorter.

use crate::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload,
};

/// How many bytes in a row two functions have to share to be a little alike:
/// an instruction and its operand, and the next ones.
const RUN: usize = 4;

/// A run that stands in more functions than this tells nothing.
const COMMON: usize = 400;

/// The same module with its functions in another order.
pub(crate) fn sort(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let (imported, bodies) = functions(wasm)?;
    let order = chain(&bodies);
    let places = order.iter().zip(0..).map(|(function, place)| (*function, place));
    let mut sorted = Sorted { imported, places: places.collect(), order: &order };
    let mut module = Module::new();
    sorted.parse_core_module(&mut module, Parser::new(0), wasm)?;
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
    let mut left: Vec<(usize, &[u8])> = bodies.iter().copied().enumerate().collect();
    left.sort_by_key(|(_, body)| body.len());
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = left.pop();
    while let Some((function, body)) = next {
        order.push(function);
        let runs: BTreeSet<&[u8]> = body.windows(RUN).collect();
        let mut shared = vec![0.0; bodies.len()];
        for holders in runs.iter().filter_map(|run| holders.get(run)) {
            let telling = 1.0 / libm::log(1.0 + holders.len() as f64);
            for other in holders {
                if let Some(shared) = shared.get_mut(*other) {
                    *shared += telling;
                }
            }
        }
        let likeness = |(function, body): &(usize, &[u8])| {
            shared.get(*function).copied().unwrap_or(0.0) / (body.len() as f64 + 40.0)
        };
        let best = left.iter().map(likeness).enumerate();
        next = best.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| left.remove(at));
    }
    order
}

/// Writes a module anew with its functions in their places.
struct Sorted<'a> {
    imported: u32,
    /// The place of each function.
    places: BTreeMap<usize, u32>,
    /// The function at each place.
    order: &'a [usize],
}

impl Sorted<'_> {
    /// Things that stand in the order of the functions, in the new one.
    fn sort<T: Clone>(&self, things: &[T]) -> Vec<T> {
        self.order.iter().filter_map(|function| things.get(*function).cloned()).collect()
    }
}

impl Reencode for Sorted<'_> {
    type Error = std::io::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        let Some(own) = function.checked_sub(self.imported) else { return Ok(function) };
        let unknown =
            || std::io::Error::other(format!("There is no function {function}."));
        let place = self.places.get(&(own as usize));
        Ok(self.imported + place.ok_or_else(|| Error::UserError(unknown()))?)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for kind in self.sort(&types) {
            functions.function(self.type_index(kind)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let bodies: Vec<FunctionBody<'_>> =
            section.into_iter().collect::<Result<_, _>>()?;
        for body in self.sort(&bodies) {
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::chain;

    #[test]
    fn like_follows_like() {
        let bodies: [&[u8]; 5] =
            [b"one two three four", b"zzzzyyyy", b"one two three", b"zzzzyyyyxx", b"?"];
        assert_eq!(chain(&bodies), [0, 2, 3, 1, 4]);
    }

    #[test]
    fn each_stands_once() {
        let bodies = [b"abcdef".as_slice(); 9];
        let mut order = chain(&bodies);
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        assert!(chain(&[]).is_empty());
    }
}
