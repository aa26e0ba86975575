//! What a steady frame of a drag takes of memory, counted: measured, and a fifth more.

use crate::figures::model;
use allocation_counter::measure;
use cost_calculator::model::{Evaluation, Model};
use cost_calculator::simulation::Simulation;

/// The first input that is no choice, at one value and a little beside it.
fn beside(model: &Model) -> [Evaluation; 2] {
    let inputs = &model.document().inputs;
    let at = inputs.iter().position(|i| !i.is_choice()).unwrap();
    [0.4, 0.41].map(|share| {
        let mut scenario = model.scenario();
        let value = inputs[at].min.number()
            + share * (inputs[at].max.number() - inputs[at].min.number());
        scenario.put(at, Some(value));
        model.evaluate(&scenario)
    })
}

fn held(what: &str, most: (u64, u64), run: impl FnOnce()) {
    let taken = measure(run);
    let found = (taken.count_total, taken.bytes_max);
    // Nothing at all would be nothing done.
    assert!(
        found.0 > 0 && found.0 <= most.0,
        "{what}: {} allocations of at most {}",
        found.0,
        most.0
    );
    assert!(found.1 <= most.1, "{what}: {} bytes at once of at most {}", found.1, most.1);
}

#[test]
fn a_frame_takes_as_much_memory_as_it_must() {
    let model = model();
    let [from, to] = beside(&model);
    held("an evaluation", (24, 10_500), || drop(model.evaluate(&to.scenario)));
    let mut worlds = Simulation::run(&model, &from, 10_000, 1);
    worlds.rerun(&model, &to);
    // The columns are there: those that change are written over.
    held("10,000 worlds that follow", (11, 4_400), || worlds.rerun(&model, &from));
}
