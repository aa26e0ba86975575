//! What a reader downloads, and the most that it may be.

use crate::Outcome;

/// What a reader should have to load at most before the calculator can be used,
/// in bytes, compressed. It is more: ARCHITECTURE.md says by what.
const GOAL: usize = 212_500;

/// The most that it may be until then, so that it does not grow unseen.
const BUDGET: usize = 225_700;

/// One file and what it weighs.
pub(crate) struct Weight {
    name: &'static str,
    raw: usize,
    compressed: usize,
}

impl Weight {
    /// Weighs a file as a server would send it: by Brotli at its best.
    pub(crate) fn of(name: &'static str, content: &[u8]) -> Outcome<Self> {
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 24,
            size_hint: content.len(),
            ..Default::default()
        };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
        Ok(Self { name, raw: content.len(), compressed: compressed.len() })
    }
}

/// Prints what the module form weighs, and fails if that is too much.
pub(crate) fn check(files: &[Weight]) -> Outcome {
    say!("{:28} {:>10} {:>10}", "bytes", "as it is", "Brotli");
    for Weight { name, raw, compressed } in files {
        say!("{name:28} {raw:>10} {compressed:>10}");
    }
    let raw: usize = files.iter().map(|f| f.raw).sum();
    let compressed: usize = files.iter().map(|f| f.compressed).sum();
    say!(
        "{:28} {raw:>10} {compressed:>10}  of at most {BUDGET}; the goal is {GOAL}",
        "module form"
    );
    if compressed > BUDGET {
        let over = compressed - BUDGET;
        return Err(format!("The module form is {over} bytes over its budget.").into());
    }
    Ok(())
}
