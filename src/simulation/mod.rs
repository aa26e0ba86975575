//! The whole model over many draws of its uncertain inputs.

mod correlated;
mod direction_numbers;
mod draws;
mod histogram;
mod quantiles;
pub(crate) mod ranks;
mod sampler;
mod shares;
mod summary;

pub use correlated::Correlated;
pub use draws::{Draws, PseudoDraws, Uniforms};
pub use histogram::{Density, Histogram};
pub(crate) use quantiles::quantiles;
pub use sampler::Sampler;
pub use summary::Summary;

use crate::distribution::Distribution;
use crate::formula::{Expression, Slot};
use crate::lean::gather::Gather as _;
use crate::model::{Columns, Evaluation, Model};

/// A probabilistic analysis: a column of values for every uncertain input and
/// for every metric that moves with one.
///
/// Draws come from [`Draws::centred`]; the input's position in the document is
/// its dimension. Two scenarios with the same seed and number of draws
/// therefore share their draws, and a difference between them is not noise.
#[derive(Debug)]
pub struct Simulation {
    source: Box<dyn Uniforms>,
    /// By input: whether it is drawn where it is uncertain.
    asked: Vec<bool>,
    inputs: Vec<Drawn>,
    /// Metrics, by position.
    wanted: Vec<usize>,
    columns: Columns,
    /// By input: whether it changed in the last run. Kept for its room.
    changed: Vec<bool>,
    /// Whether it has columns of what was asked for alone.
    brief: bool,
}

/// An input that varies.
#[derive(Debug)]
struct Drawn {
    input: usize,
    distribution: Distribution,
    sampler: Sampler,
    /// Uniform numbers or normal scores, whichever the sampler takes; kept once
    /// its distribution has changed, for it may change again.
    basis: Option<Vec<f64>>,
}

/// So many draws are made at a time where their basis is not kept.
const CHUNK: usize = 1024;

/// The draws of a model’s inputs, those together that go together.
fn centred(model: &Model, seed: u32, draws: usize) -> Box<dyn Uniforms> {
    let independent = Draws::centred(seed, draws);
    match model.score_sums() {
        [] => Box::new(independent),
        sums => Box::new(Correlated::new(independent, sums.to_vec())),
    }
}

fn mark(marks: &mut [bool], at: usize) {
    if let Some(mark) = marks.get_mut(at) {
        *mark = true;
    }
}

/// What these values are worked out from: by input whether it is, and their metrics.
fn needs(model: &Model, wanted: &[Slot]) -> (Vec<bool>, Vec<usize>) {
    let d = model.document();
    let metrics: Vec<usize> =
        (0..d.metrics.len()).filter(|m| wanted.contains(&model.metric_slot(*m))).gather();
    let asked = (0..d.inputs.len()).map(|i| {
        wanted.contains(&model.input_slot(i))
            || metrics.iter().any(|m| model.depends(*m, i))
    });
    let mut asked: Vec<bool> = asked.gather();
    // What one share of a whole is, all of them tell.
    for of in model.wholes() {
        let any = of.iter().any(|i| asked.get(*i) == Some(&true));
        for i in of.iter().filter(|_| any) {
            mark(&mut asked, *i);
        }
    }
    (asked, metrics)
}

impl Simulation {
    /// Draws every uncertain input and works out every metric. A few thousand
    /// draws suffice for a sketch, 10,000 for a 95% interval.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// assert_eq!(worlds.draws(), 1000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn run(model: &Model, e: &Evaluation, draws: usize, seed: u32) -> Self {
        let all = (0..model.document().metrics.len()).gather();
        let asked = vec![true; model.document().inputs.len()];
        Self::of(model, e, asked, all, draws, centred(model, seed, draws))
    }

    /// The same for some inputs and metrics only, given by their slots, and what
    /// they are worked out from.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let [wanted, other] = ["economie", "achat"].map(|id| model.slot(id).unwrap());
    /// let worlds = simulation::Simulation::run_for(&model, &e, &[wanted], 1000, 1);
    /// assert!(worlds.column(wanted).is_some() && worlds.column(other).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn run_for(
        model: &Model,
        e: &Evaluation,
        wanted: &[Slot],
        draws: usize,
        seed: u32,
    ) -> Self {
        Self::run_with(model, e, wanted, draws, centred(model, seed, draws))
    }

    /// The same, keeping nothing but the columns of what is wanted: for a look, with
    /// a fraction of the room. To run it again takes the rest of the room.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let wanted = [model.slot("economie").unwrap()];
    /// let brief = simulation::Simulation::brief(&model, &e, &wanted, 3000, 1);
    /// let whole = simulation::Simulation::run_for(&model, &e, &wanted, 3000, 1);
    /// assert_eq!(brief.column(wanted[0]), whole.column(wanted[0]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn brief(
        model: &Model,
        e: &Evaluation,
        wanted: &[Slot],
        draws: usize,
        seed: u32,
    ) -> Self {
        let (asked, metrics) = needs(model, wanted);
        let source = centred(model, seed, draws);
        let mut made = Self::empty(model, e, asked, metrics, draws, source);
        let varies = made.take_inputs(model, e);
        let mut part = model.columns(e, &varies, &made.wanted, CHUNK.min(draws));
        made.columns = part.only(wanted, draws);
        for from in (0..draws).step_by(CHUNK) {
            let length = CHUNK.min(draws - from);
            if length < part.draws() {
                part = model.columns(e, &varies, &made.wanted, length);
            }
            for drawn in &made.inputs {
                drawn.draw(model, &*made.source, from, &mut part);
            }
            shares::fit(model, &made.inputs, &mut part, &|_| true);
            model.work_out_columns(&mut part, &|_| true);
            for slot in wanted {
                let to = made.columns.column_mut(*slot);
                let to = to.and_then(|c| c.get_mut(from..from + length));
                if let Some((to, done)) = to.zip(part.column(*slot)) {
                    to.copy_from_slice(done);
                }
            }
        }
        made.brief = true;
        made
    }

    /// The same with uniform numbers from elsewhere.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let wanted = model.slot("economie").unwrap();
    /// let source = Box::new(simulation::PseudoDraws::new(7));
    /// let worlds = simulation::Simulation::run_with(&model, &e, &[wanted], 1000, source);
    /// assert!(worlds.summary(wanted).is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn run_with(
        model: &Model,
        e: &Evaluation,
        wanted: &[Slot],
        draws: usize,
        source: Box<dyn Uniforms>,
    ) -> Self {
        let (asked, metrics) = needs(model, wanted);
        Self::of(model, e, asked, metrics, draws, source)
    }

    fn of(
        model: &Model,
        e: &Evaluation,
        asked: Vec<bool>,
        wanted: Vec<usize>,
        draws: usize,
        source: Box<dyn Uniforms>,
    ) -> Self {
        let mut made = Self::empty(model, e, asked, wanted, draws, source);
        made.rebuild(model, e);
        made
    }

    /// One that has not run.
    fn empty(
        model: &Model,
        e: &Evaluation,
        asked: Vec<bool>,
        wanted: Vec<usize>,
        draws: usize,
        source: Box<dyn Uniforms>,
    ) -> Self {
        let columns = model.columns(e, &[], &[], draws);
        let (inputs, changed) = (Vec::new(), Vec::new());
        Self { source, asked, inputs, wanted, columns, changed, brief: false }
    }

    /// Runs again for another scenario of the same model, with the same draws.
    /// Works out only what changed, in the room there is; new room is taken
    /// only when other inputs have become uncertain.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let mut worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let metric = model.slot("economie").unwrap();
    /// let before = worlds.summary(metric).unwrap().mean;
    /// let mut scenario = model.scenario();
    /// scenario.put(model.input("lampes").unwrap(), Some(24.0));
    /// worlds.rerun(&model, &model.evaluate(&scenario));
    /// assert!((worlds.summary(metric).unwrap().mean / before - 2.0).abs() < 1e-9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rerun(&mut self, model: &Model, e: &Evaluation) {
        if !self.fits(model, e) {
            self.rebuild(model, e);
            return;
        }
        let inputs = model.document().inputs.len();
        let constants = inputs + model.document().metrics.len();
        let differs = |i: usize| {
            let (old, new) = (self.columns.values().get(i), e.values().get(i));
            old.map(|v| v.to_bits()) != new.map(|v| v.to_bits())
        };
        let everything = (constants..e.values().len()).any(differs);
        let mut changed = std::mem::take(&mut self.changed);
        changed.clear();
        changed.extend((0..inputs).map(|i| everything || differs(i)));
        self.columns.take_constants(e);
        let mut redrawn = vec![false; inputs];
        for drawn in &mut self.inputs {
            let distribution = model.distribution(drawn.input, e);
            if distribution != drawn.distribution {
                drawn.take_on(model, distribution);
                mark(&mut redrawn, drawn.input);
            }
        }
        // The shares of a whole are drawn together.
        for of in model.wholes() {
            if of.iter().any(|i| redrawn.get(*i) == Some(&true)) {
                of.iter().for_each(|i| mark(&mut redrawn, *i));
            }
        }
        let stale = |i: usize| redrawn.get(i) == Some(&true);
        for drawn in self.inputs.iter_mut().filter(|d| stale(d.input)) {
            drawn.keep_basis(&*self.source, self.columns.draws());
            drawn.draw(model, &*self.source, 0, &mut self.columns);
            mark(&mut changed, drawn.input);
        }
        shares::fit(model, &self.inputs, &mut self.columns, &stale);
        let moved = |m: usize| {
            let mut inputs = changed.iter().enumerate();
            inputs.any(|(i, changed)| *changed && model.depends(m, i))
        };
        model.work_out_columns(&mut self.columns, &moved);
        self.changed = changed;
    }

    /// Lets go of all draws, as if none had been made.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let mut worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// worlds.clear();
    /// assert_eq!(worlds.draws(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn clear(&mut self) {
        self.inputs = Vec::new();
        self.columns = self.columns.only(&[], 0);
        self.brief = true;
    }

    /// Whether the same inputs of the same model are uncertain.
    fn fits(&self, model: &Model, e: &Evaluation) -> bool {
        let asked = self.asked.iter().enumerate().filter(|(_, asked)| **asked);
        let mut uncertain = asked.map(|(i, _)| i).filter(|i| model.is_uncertain(*i, e));
        !self.brief
            && self.columns.values().len() == e.values().len()
            && self.inputs.iter().all(|d| uncertain.next() == Some(d.input))
            && uncertain.next().is_none()
    }

    fn rebuild(&mut self, model: &Model, e: &Evaluation) {
        let draws = self.columns.draws();
        let varies = self.take_inputs(model, e);
        self.columns = model.columns(e, &varies, &self.wanted, draws);
        self.brief = false;
        for drawn in &self.inputs {
            drawn.draw(model, &*self.source, 0, &mut self.columns);
        }
        shares::fit(model, &self.inputs, &mut self.columns, &|_| true);
        model.work_out_columns(&mut self.columns, &|_| true);
    }

    /// Takes the distributions of the inputs that vary, and tells which these are.
    fn take_inputs(&mut self, model: &Model, e: &Evaluation) -> Vec<usize> {
        let mut before = std::mem::take(&mut self.inputs);
        let mut known = |input| {
            let at = before.iter().position(|d| d.input == input)?;
            Some(before.swap_remove(at))
        };
        for (input, asked) in self.asked.iter().enumerate() {
            let distribution = model.distribution(input, e);
            if !asked || distribution.is_fixed() {
                continue;
            }
            let mut drawn = known(input).unwrap_or_else(|| Drawn {
                input,
                sampler: shares::sampler(model, input, &distribution),
                distribution: distribution.clone(),
                basis: None,
            });
            drawn.take_on(model, distribution);
            self.inputs.push(drawn);
        }
        self.inputs.iter().map(|d| d.input).gather()
    }

    /// How many draws there are.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// assert_eq!(simulation::Simulation::run(&model, &e, 64, 1).draws(), 64);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn draws(&self) -> usize {
        self.columns.draws()
    }

    /// The positions of the inputs that vary.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 64, 1);
    /// assert!(worlds.inputs().any(|i| i == model.input("heures").unwrap()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inputs(&self) -> impl Iterator<Item = usize> + '_ {
        self.inputs.iter().map(|d| d.input)
    }

    /// The values of an input or metric in every draw, in its unit; NaN where
    /// it has none. `None` if it does not vary, or was not wanted.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 64, 1);
    /// assert_eq!(worlds.column(model.slot("economie").unwrap()).unwrap().len(), 64);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn column(&self, slot: Slot) -> Option<&[f64]> {
        self.columns.column(slot)
    }

    /// Mean, median, 95% interval of an input or metric; `None` if it does
    /// not vary or has a value in no draw.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let s = worlds.summary(model.slot("economie").unwrap()).unwrap();
    /// assert!(s.p2_5 < s.median && s.median < s.p97_5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn summary(&self, slot: Slot) -> Option<Summary> {
        Summary::new(self.column(slot)?)
    }

    /// The share of draws in which an input or metric has a value; `None` if
    /// it does not vary.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 64, 1);
    /// assert_eq!(worlds.share_with_value(model.slot("economie").unwrap()), Some(1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    pub fn share_with_value(&self, slot: Slot) -> Option<f64> {
        let column = self.column(slot)?;
        let with = column.iter().filter(|v| v.is_finite()).count();
        Some(with as f64 / column.len().max(1) as f64)
    }

    /// How the values are spread over equal bins; see [`Histogram`].
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let bins = worlds.histogram(model.slot("economie").unwrap(), 20).unwrap().bins;
    /// assert_eq!(bins.len(), 20);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn histogram(&self, slot: Slot, bins: usize) -> Option<Histogram> {
        Histogram::new(self.column(slot)?, bins)
    }

    /// The same as a smooth curve; see [`Density`].
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let curve = worlds.density(model.slot("economie").unwrap(), 50).unwrap();
    /// assert_eq!(curve.points.len(), 50);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn density(&self, slot: Slot, points: usize) -> Option<Density> {
        Density::new(self.column(slot)?, points)
    }

    /// The probability that one of the document's statements is true, given
    /// by the text of its formula: the share of all draws in which it is. A
    /// draw in which it cannot be told, because something in it has no value,
    /// counts as one in which it is not.
    ///
    /// `None` if the document has no such formula, if it names a metric that
    /// was not wanted, or if it can be told in no draw.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let found = worlds.probability(&model, "economie > achat").unwrap();
    /// assert!((0.0..=1.0).contains(&found));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    #[must_use]
    pub fn probability(&self, model: &Model, statement: &str) -> Option<f64> {
        let formula = model.formula(statement)?;
        if formula.slots().into_iter().any(|s| self.lacks(model, s)) {
            return None;
        }
        let (mut holds, mut told) = (0_usize, 0_usize);
        self.columns.formula(formula, |chunk| {
            told += chunk.iter().filter(|v| !v.is_nan()).count();
            holds += chunk.iter().filter(|v| !v.is_nan() && **v != 0.0).count();
        });
        (told > 0).then(|| holds as f64 / self.draws() as f64)
    }

    /// Where 95% of the values of one of the document’s formulas lie; `None` if it
    /// does not vary, or has a value in no draw.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let worlds = simulation::Simulation::run(&model, &e, 1000, 1);
    /// let formula = model.formula("economie > achat").unwrap();
    /// assert!(worlds.interval95(formula).is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn interval95(&self, formula: &Expression) -> Option<(f64, f64)> {
        formula.slots().into_iter().find(|s| self.column(*s).is_some())?;
        let mut values = Vec::with_capacity(self.draws());
        self.columns.formula(formula, |chunk| {
            values.extend(chunk.iter().filter(|v| v.is_finite()));
        });
        let [low, high] = quantiles(&values, values.len(), [0.025, 0.975]);
        (!values.is_empty()).then_some((low, high))
    }

    /// The same at each of the rising steps of a count, which stand in a slot;
    /// nothing where no draw has a value.
    #[must_use]
    #[inline(never)]
    pub(crate) fn intervals95(
        &self,
        formula: &Expression,
        counted: Slot,
        steps: &[i32],
    ) -> Vec<Option<(f64, f64)>> {
        if formula.slots().into_iter().all(|s| self.column(s).is_none()) {
            return vec![None; steps.len()];
        }
        let mut values = vec![Vec::with_capacity(self.draws()); steps.len()];
        self.columns.formula_along(formula, counted, steps, |step, chunk| {
            if let Some(values) = values.get_mut(step) {
                values.extend(chunk.iter().filter(|v| v.is_finite()));
            }
        });
        let interval = |values: &Vec<f64>| {
            let [low, high] = quantiles(values, values.len(), [0.025, 0.975]);
            (!values.is_empty()).then_some((low, high))
        };
        values.iter().map(interval).gather()
    }

    /// Whether a slot varies without a column of its own.
    fn lacks(&self, model: &Model, slot: Slot) -> bool {
        let varies = |m| self.inputs().any(|i| model.depends(m, i));
        self.column(slot).is_none() && model.as_metric(slot).is_some_and(varies)
    }
}

impl Drawn {
    /// Takes another distribution.
    fn take_on(&mut self, model: &Model, distribution: Distribution) {
        if distribution == self.distribution {
            return;
        }
        let scores = self.sampler.takes_scores();
        self.sampler = shares::sampler(model, self.input, &distribution);
        self.distribution = distribution;
        if self.sampler.takes_scores() != scores {
            self.basis = None;
        }
    }

    /// Keeps what its draws are made from.
    fn keep_basis(&mut self, source: &dyn Uniforms, draws: usize) {
        if self.basis.is_none() {
            let mut basis = vec![0.0; draws];
            self.fill_basis(source, 0, &mut basis);
            self.basis = Some(basis);
        }
    }

    fn fill_basis(&self, source: &dyn Uniforms, start: usize, out: &mut [f64]) {
        if self.sampler.takes_scores() {
            source.fill_scores(self.input, start, out);
        } else {
            source.fill(self.input, start, out);
        }
    }

    /// Fills its column with draws from one of them on.
    fn draw(
        &self,
        model: &Model,
        source: &dyn Uniforms,
        from: usize,
        columns: &mut Columns,
    ) {
        let slot = model.input_slot(self.input);
        let kept = self.basis.as_ref().and_then(|b| b.get(from..));
        let mut basis = [0.0; CHUNK];
        let draws = columns.draws();
        for at in (0..draws).step_by(CHUNK) {
            let part = at..draws.min(at + CHUNK);
            let Some(out) = columns.part_mut(slot, part.clone()) else { return };
            if let Some(kept) = kept.and_then(|k| k.get(part)) {
                self.sampler.fill(kept, out);
                continue;
            }
            let (basis, _) = basis.split_at_mut(out.len());
            self.fill_basis(source, from + at, basis);
            self.sampler.fill(basis, out);
        }
    }
}
