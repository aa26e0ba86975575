//! A bounded run of the fuzz targets in every test run: what stands in their
//! corpus, and mutations of it from a fixed seed.

#[path = "../fuzz/bodies.rs"]
mod bodies;

use bodies::{BODIES, Body};
use std::path::Path;

/// Mutations of each input of a corpus.
const MUTATIONS: u32 = 40;

/// The inputs kept for a target.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let mut files: Vec<_> =
        (std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let kept: Vec<_> = files.iter().map(|f| std::fs::read(f).unwrap()).collect();
    assert!(!kept.is_empty(), "{name} has no corpus");
    kept
}

/// Numbers as good as random, the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize
    }
}

fn mutated(from: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = from.to_vec();
    for _ in 0..=chance.next() % 4 {
        let at = chance.next() % (bytes.len() + 1);
        match chance.next() % 4 {
            0 => bytes.insert(at, chance.next() as u8),
            1 => bytes.truncate(at),
            2 if at < bytes.len() => bytes[at] = chance.next() as u8,
            _ => {
                let twice = bytes[at..].iter().copied().take(8).collect::<Vec<_>>();
                bytes.splice(at..at, twice);
            }
        }
    }
    bytes
}

fn bounded(name: &str, body: Body) {
    let mut chance = Chance(1);
    for kept in corpus(name) {
        body(&kept);
        for _ in 0..MUTATIONS {
            body(&mutated(&kept, &mut chance));
        }
    }
}

#[test]
fn no_input_of_the_corpus_nor_near_it_breaks_a_target() {
    for (name, body) in BODIES {
        bounded(name, body);
    }
}
