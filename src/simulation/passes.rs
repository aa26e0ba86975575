//! A simulation in passes, a few draws at a time, none of which are kept.

use super::{CHUNK, Simulation, centred, needs, shares};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Columns, Evaluation, Model};

impl Simulation {
    /// [`Simulation::run_for`], keeping nothing but the columns of what is wanted: for a look, with
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
        let mut made = Self::unkept(model, e, wanted, draws, seed);
        let varies: Vec<usize> = made.inputs().gather();
        let room = model.columns(e, &varies, &made.wanted, 0);
        let mut columns = room.only(wanted, draws);
        made.pass_by(model, e, draws, &mut |from, pass| {
            for slot in wanted {
                let Some(done) = pass.column(*slot) else { continue };
                let to = columns.column_mut(*slot);
                if let Some(to) = to.and_then(|c| c.get_mut(from..from + done.len())) {
                    to.copy_from_slice(done);
                }
            }
        });
        made.columns = columns;
        made
    }

    /// One that knows what varies and has no columns.
    pub(super) fn unkept(
        model: &Model,
        e: &Evaluation,
        wanted: &[Slot],
        draws: usize,
        seed: u32,
    ) -> Self {
        let (asked, metrics) = needs(model, wanted);
        let source = centred(model, seed, draws);
        let mut made = Self::empty(model, e, asked, metrics, 0, source);
        made.take_inputs(model, e);
        made.brief = true;
        made
    }

    /// Draws and works out all that is wanted, a chunk at a time and in the same room;
    /// hands over each with the number of its first draw.
    pub(super) fn pass_by(
        &self,
        model: &Model,
        e: &Evaluation,
        draws: usize,
        each: &mut dyn FnMut(usize, &Columns),
    ) {
        let varies: Vec<usize> = self.inputs().gather();
        let mut pass = model.columns(e, &varies, &self.wanted, CHUNK.min(draws));
        for from in (0..draws).step_by(CHUNK) {
            let length = CHUNK.min(draws - from);
            if length < pass.draws() {
                pass = model.columns(e, &varies, &self.wanted, length);
            }
            for drawn in &self.inputs {
                drawn.draw(model, &*self.source, from, &mut pass);
            }
            shares::fit(model, &self.inputs, &mut pass, &|_| true);
            model.work_out_columns(&mut pass, &|_| true);
            each(from, &pass);
        }
    }
}
