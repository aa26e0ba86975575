//! Everything that is wrong with the text of a document, for its editor.

use crate::document::{Problem, Value, doubled};
use crate::model::Model;
use serde_json::json;

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing can be shown until it is mended.
    Error,
    /// It can be shown, and is worth a look.
    Look,
}

/// One thing to be said of a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How much it matters.
    pub level: Level,
    /// Where, and what.
    pub problem: Problem,
    /// Line and column, from 1, where the text is no JSON.
    pub at: Option<(usize, usize)>,
}

impl Remark {
    const fn of(level: Level, problem: Problem) -> Self {
        Self { level, problem, at: None }
    }
}

/// Reads a text and checks the document in it; gives the model if nothing is
/// wrong, and what is to be said.
///
/// ```
/// use cost_calculator::workbench::check;
/// let (model, remarks) = check("{\"format\": 1,\n \"title\" 2}");
/// assert!(model.is_none());
/// assert_eq!(remarks[0].at, Some((2, 10)));
/// ```
#[must_use]
pub fn check(text: &str) -> (Option<Model>, Vec<Remark>) {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return (None, vec![no_json(&error)]),
    };
    let twice = doubled(&mut serde_json::Deserializer::from_str(text));
    let error = |problem| Remark::of(Level::Error, problem);
    let mut remarks: Vec<Remark> = twice.into_iter().flatten().map(error).collect();
    let model = match Model::load(&value) {
        Ok(model) => model,
        Err(wrong) => {
            remarks.extend(wrong.problems().iter().cloned().map(error));
            return (None, remarks);
        }
    };
    if !remarks.is_empty() {
        return (None, remarks);
    }
    for proof in model.self_test().iter().filter(|p| !p.holds()) {
        let Some(check) = model.document().checks.get(proof.check) else { continue };
        let message = format!(
            "for {} {} is published and {} computed.",
            proof.period, proof.published, proof.computed
        );
        let place = format!("checks, {}", check.id);
        remarks
            .push(Remark::of(Level::Look, Problem { place, message, suggestion: None }));
    }
    let off = model.values_off_their_means().into_iter();
    remarks.extend(off.map(|p| Remark::of(Level::Look, p)));
    (Some(model), remarks)
}

/// Remarks as JSON: `[{"level", "place", "message", "suggestion", "line",
/// "column"}]`.
#[must_use]
pub fn remarks(remarks: &[Remark]) -> String {
    let of = |r: &Remark| {
        json!({
            "level": if r.level == Level::Error { "error" } else { "look" },
            "place": r.problem.place,
            "message": r.problem.message,
            "suggestion": r.problem.suggestion,
            "line": r.at.map(|(line, _)| line),
            "column": r.at.map(|(_, column)| column),
        })
    };
    serde_json::Value::from_iter(remarks.iter().map(of)).to_string()
}

fn no_json(error: &serde_json::Error) -> Remark {
    let told = error.to_string();
    let told = told.split(" at line ").next().unwrap_or_default();
    let message = format!("This is no JSON yet: {told}.");
    Remark {
        level: Level::Error,
        problem: Problem { place: String::new(), message, suggestion: None },
        at: Some((error.line(), error.column())),
    }
}
