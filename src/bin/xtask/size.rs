//! What a reader downloads, and the most that it may be.

use crate::Outcome;

/// What a reader may have to load at most before the calculator can be used, in
/// bytes, compressed.
const BUDGET: usize = 212_500;

/// What a reader of the module form loads.
pub(crate) struct Weights {
    /// Before the calculator can be used.
    pub(crate) form: Vec<Weight>,
    /// After that.
    pub(crate) after: Weight,
}

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

    fn print(&self) {
        say!("{:28} {:>10} {:>10}", self.name, self.raw, self.compressed);
    }
}

impl Weights {
    /// Prints them, and fails if there is too much before the calculator can be
    /// used.
    pub(crate) fn check(&self) -> Outcome {
        say!("{:28} {:>10} {:>10}", "bytes", "as it is", "Brotli");
        self.form.iter().for_each(Weight::print);
        let raw: usize = self.form.iter().map(|f| f.raw).sum();
        let compressed: usize = self.form.iter().map(|f| f.compressed).sum();
        say!(
            "{:28} {raw:>10} {compressed:>10}  of at most {BUDGET}",
            "before it can be used"
        );
        self.after.print();
        if compressed > BUDGET {
            let over = compressed - BUDGET;
            return Err(
                format!("The module form is {over} bytes over its budget.").into()
            );
        }
        Ok(())
    }
}
