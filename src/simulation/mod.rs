//! The whole model over many draws of its uncertain inputs.

mod bracket;
mod correlated;
mod digest;
mod direction_numbers;
mod drawn;
mod draws;
mod findings;
mod histogram;
mod passes;
mod quantiles;
pub(crate) mod ranks;
mod sampler;
mod shares;
mod sieve;
mod summaries;
mod summary;

pub use correlated::Correlated;
pub use draws::{Draws, PseudoDraws, Uniforms};
pub use histogram::{Density, Histogram};
pub(crate) use quantiles::{exact, quantiles};
pub use sampler::Sampler;
pub use summaries::Summaries;
pub use summary::Summary;

use self::drawn::Drawn;
use crate::document::{Family, Input, Uncertainty};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Columns, Evaluation, Model};

/// So many draws a calculator makes: intervals are shown as round as that many can
/// tell.
pub(crate) const DRAWS: usize = 10_000;

/// So many are made at most when somebody asks for them: that takes some seconds.
#[cfg(any(target_arch = "wasm32", feature = "command"))]
pub(crate) const MOST_DRAWS: usize = 10_000_000;

/// The seed of every calculator: the same link shows the same numbers.
pub(crate) const SEED: u32 = 1;

/// A probabilistic analysis: a column of values for every uncertain input and
/// for every metric that moves with one.
///
/// Draws come from [`Draws::centred`]; each input of a document has a dimension of
/// its own. Two scenarios with the same seed and number of draws
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

/// So many draws are read off a column at a time, and make a pass where columns are
/// not kept: what a pass works out stays in the cache.
const CHUNK: usize = 512;

/// The draws of a model’s inputs, those together that go together.
fn centred(model: &Model, seed: u32, draws: usize) -> Box<dyn Uniforms> {
    let independent = Draws::centred(seed, draws).placed(dimensions(model));
    match model.score_sums() {
        [] => Box::new(independent),
        sums => Box::new(Correlated::new(independent, sums.to_vec())),
    }
}

/// By input, the dimension that it draws from: first come those that the document
/// calls uncertain, in its order, whatever they are in a scenario.
fn dimensions(model: &Model) -> Vec<usize> {
    let known = |u: &Uncertainty| u.family == Family::Fixed;
    let certain = |(i, input): (usize, &Input)| {
        known(&input.uncertainty)
            && input.uncertainty_at.iter().all(|(_, u)| known(u))
            && !model.is_share(i)
    };
    let certain: Vec<bool> =
        model.document().inputs.iter().enumerate().map(certain).gather();
    let uncertain = certain.iter().filter(|c| !**c).count();
    let mut next = [0, uncertain];
    let place = |certain: &bool| {
        let [first, later] = &mut next;
        let next = if *certain { later } else { first };
        *next += 1;
        *next - 1
    };
    certain.iter().map(place).gather()
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
        let alike = self.columns.values().len() == e.values().len()
            && self.varies_alike(model, e);
        if alike && self.is_of(e) {
            return;
        }
        // There is no room for all of it, or for what varies now.
        if self.brief || !alike {
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
            if drawn.turn(model) {
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

    /// Whether the same inputs are uncertain; notes what is known of each now.
    fn varies_alike(&mut self, model: &Model, e: &Evaluation) -> bool {
        let asked = self.asked.iter().enumerate().filter(|(_, asked)| **asked);
        let known = asked.map(|(i, _)| (i, model.distribution(i, e)));
        let mut uncertain = known.filter(|(_, distribution)| !distribution.is_fixed());
        let alike = self.inputs.iter_mut().all(|drawn| {
            let found = uncertain.next().filter(|(i, _)| *i == drawn.input);
            drawn.next = found.map(|(_, distribution)| distribution);
            drawn.next.is_some()
        });
        alike && uncertain.next().is_none()
    }

    /// Whether it would come out the same, with the same inputs uncertain.
    fn is_of(&self, e: &Evaluation) -> bool {
        let mut values = self.columns.values().iter().zip(e.values());
        values.all(|(old, new)| old.to_bits() == new.to_bits())
            && self.inputs.iter().all(|d| d.next.as_ref() == Some(&d.distribution))
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
            let mut drawn = known(input)
                .unwrap_or_else(|| Drawn::new(model, input, distribution.clone()));
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
}
