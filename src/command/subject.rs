//! A document and what the command line sets in it.

use super::{Arguments, Desk, Failure, Outcome, did_you_mean};
use crate::document::{Value, doubled, learn};
use crate::format::Entry;
use crate::model::{Fill, Model, Range, Scenario, Spread};

/// A checked document and a scenario of it.
pub(super) struct Subject {
    pub(super) model: Model,
    pub(super) scenario: Scenario,
    /// Whether JSON is asked for.
    pub(super) json: bool,
}

impl Subject {
    /// Takes the common options and the file. Other options are taken before.
    pub(super) fn take(mut arguments: Arguments, desk: &dyn Desk) -> Outcome<Self> {
        let json = arguments.flag("--json");
        let preset = arguments.option::<String>("--preset")?;
        let period = arguments.option::<String>("--period")?;
        let settings = arguments.options("--set")?;
        let model = load(desk, &arguments.file()?)?;
        let mut scenario = model.scenario();
        if let Some(name) = &period {
            scenario = model.scenario_at(period_named(&model, name)?);
        }
        if let Some(id) = preset {
            let at = scenario.period;
            scenario = with_preset(&model, &scenario, &id)?;
            if period.is_some() && scenario.period != at {
                return Err(Failure::usage(format!(
                    "The preset “{id}” is of one period: leave --period out."
                )));
            }
        }
        for setting in settings {
            set(&model, &mut scenario, &setting)?;
        }
        Ok(Self { model, scenario, json })
    }
}

/// The text of a document. Some editors put a mark before it, which browsers
/// pass over too.
pub(super) fn read(desk: &dyn Desk, file: &str) -> Outcome<String> {
    let text = desk.read(file).map_err(|trouble| trouble.reading(file))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Reads and checks a document.
///
/// # Errors
/// If it cannot be read, is no JSON, or has problems: all of them.
pub fn load(desk: &dyn Desk, file: &str) -> Outcome<Model> {
    of_text(desk, file, &read(desk, file)?)
}

/// The document in a text; `file` is what it is called.
pub(super) fn of_text(desk: &dyn Desk, file: &str, text: &str) -> Outcome<Model> {
    let value: Value =
        serde_json::from_str(text).map_err(|e| format!("{file} is not JSON: {e}."))?;
    if let Some((name, language)) = language_of(desk, &value) {
        learned(&language).map_err(|e| format!("{name}: {e}"))?;
    }
    Ok(Model::load(&value).map_err(|e| format!("{file}: {e}"))?)
}

/// Whether no name is written twice in a text: of two values one would be lost
/// without a word.
pub(super) fn once(text: &str) -> Outcome {
    let doubled = doubled(&mut serde_json::Deserializer::from_str(text))?;
    if doubled.is_empty() {
        return Ok(());
    }
    let told: Vec<_> = doubled.iter().map(ToString::to_string).collect();
    Err(told.join("\n").into())
}

fn learned(language: &str) -> Result<(), String> {
    let words: Value = serde_json::from_str(language).map_err(|e| e.to_string())?;
    learn(&words).map_err(|e| e.to_string())
}

/// The language of a document where the package has a file of it: its name and
/// its text.
pub(super) fn language_of(desk: &dyn Desk, document: &Value) -> Option<(String, String)> {
    let Some(Value::Text(tag)) = document.get("language") else { return None };
    let primary = tag.split('-').next().unwrap_or_default();
    [tag, primary].into_iter().find_map(|tag| {
        let sound = tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let name = language_file(tag);
        let text = sound.then(|| desk.carried(&name)).flatten()?;
        Some((name, text))
    })
}

/// The name in the package of a language’s file.
pub(super) fn language_file(tag: &str) -> String {
    format!("languages/{tag}.json")
}

fn with_preset(model: &Model, scenario: &Scenario, id: &str) -> Outcome<Scenario> {
    let presets = &model.document().presets;
    let Some(at) = model.preset(id) else {
        return Err(unknown("preset", id, presets.iter().map(|p| p.id.as_str())));
    };
    match model.apply(scenario, at) {
        (scenario, complaints) if complaints.is_empty() => Ok(scenario),
        (_, complaints) => {
            let told = complaints.join(" ");
            Err(format!("The preset “{id}” does not fit: {told}").into())
        }
    }
}

fn period_named(model: &Model, name: &str) -> Outcome<usize> {
    let periods = &model.document().periods;
    model
        .document()
        .period(name)
        .ok_or_else(|| unknown("period", name, periods.iter().map(String::as_str)))
}

/// Sets one input as `ID=VALUE` says: a plain number in the unit of the input,
/// a number as people write it (`37%`, `£1.8m`), a range (`25% to 40%`), or the
/// id of an option.
fn set(model: &Model, scenario: &mut Scenario, setting: &str) -> Outcome {
    let Some((id, text)) = setting.split_once('=') else {
        return Err(Failure::usage(format!("--set {setting}: write it as ID=VALUE.")));
    };
    let (id, text) = (id.trim(), text.trim());
    let inputs = &model.document().inputs;
    let Some((at, input)) = inputs.iter().enumerate().find(|(_, i)| i.id == id) else {
        return Err(unknown("input", id, inputs.iter().map(|i| i.id.as_str())));
    };
    if input.is_choice() {
        let option = input.options.iter().position(|o| o.id == text);
        let options = input.options.iter().map(|o| o.id.as_str());
        let option =
            option.ok_or_else(|| unknown(&format!("option of “{id}”"), text, options))?;
        #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
        scenario.put(at, Some(option as f64));
        return Ok(());
    }
    let entry = match text.parse() {
        Ok(number) => Entry::Value(number),
        Err(_) => model.typed_format(model.input_slot(at)).read(text).map_err(|_| {
            let told = format!("--set {setting}: “{text}” is not a number.");
            Failure::usage(told)
        })?,
    };
    let range = model.range_in(at, scenario);
    let within = |value| within(model, at, &range, value);
    match entry {
        Entry::Value(value) => {
            within(value)?;
            model.set(scenario, at, value);
        }
        Entry::Range(low, high) => {
            within(low)?;
            within(high)?;
            scenario.put_spread(at, Spread::Interval(low, high));
        }
    }
    Ok(())
}

fn within(model: &Model, at: usize, range: &Range, value: f64) -> Outcome {
    if range.holds(value) {
        return Ok(());
    }
    let text = |v: f64| model.text(model.input_slot(at), v, Fill::Exact);
    Err(Failure::usage(format!(
        "“{}” may be from {} to {}, in plain numbers from {} to {}: {} is outside.",
        model.id(model.input_slot(at)),
        text(range.min),
        text(range.max),
        model.plain(model.input_slot(at), range.min),
        model.plain(model.input_slot(at), range.max),
        model.plain(model.input_slot(at), value)
    )))
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    let known: Vec<&str> = known.collect();
    let near = did_you_mean(name, &known);
    let list =
        if near.is_empty() { format!(" There are: {}.", known.join(", ")) } else { near };
    Failure::usage(format!("The document has no {what} “{name}”.{list}"))
}
