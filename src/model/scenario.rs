//! What the reader has set.

/// How the uncertainty of one input is taken.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub enum Spread {
    /// As the document says.
    #[default]
    Documented,
    /// Switched off: the input is taken as certain.
    Certain,
    /// The reader's own 95% interval.
    Interval(f64, f64),
}

/// A period, and what differs from the document's own values.
///
/// Small on purpose: it is what a link holds and what undo keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The position of the chosen period.
    pub period: usize,
    /// By input: the value set, or `None` for the document's own.
    pub set: Vec<Option<f64>>,
    /// By input: how its uncertainty is taken.
    pub spread: Vec<Spread>,
}

impl Scenario {
    /// A period as the document has it, nothing set.
    #[must_use]
    pub fn new(period: usize, inputs: usize) -> Self {
        Self { period, set: vec![None; inputs], spread: vec![Spread::default(); inputs] }
    }

    /// The value set for an input, if any.
    #[must_use]
    pub fn value(&self, input: usize) -> Option<f64> {
        self.set.get(input).copied().flatten()
    }

    /// Sets an input, or gives it back to the document.
    pub fn put(&mut self, input: usize, value: Option<f64>) {
        if let Some(place) = self.set.get_mut(input) {
            *place = value;
        }
    }

    /// How an input's uncertainty is taken.
    #[must_use]
    pub fn spread(&self, input: usize) -> Spread {
        self.spread.get(input).copied().unwrap_or_default()
    }

    /// Says how an input's uncertainty is taken.
    pub fn put_spread(&mut self, input: usize, spread: Spread) {
        if let Some(place) = self.spread.get_mut(input) {
            *place = spread;
        }
    }
}
