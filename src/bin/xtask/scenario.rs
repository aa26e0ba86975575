//! A document and what the command line sets in it.

use crate::Outcome;
use crate::arguments::{Arguments, did_you_mean};
use cost_calculator::Model;
use cost_calculator::document::{Input, Value, learn};
use cost_calculator::format::Entry;
use cost_calculator::model::{Fill, Scenario, Spread};
use std::path::Path;

/// What the commands that work with a document understand.
pub(crate) const USAGE: &str =
    "FILE [--preset ID] [--period P] [--set ID=VALUE ...] [--json]";

/// A checked document and a scenario of it.
pub(crate) struct Subject {
    pub(crate) model: Model,
    pub(crate) scenario: Scenario,
    /// Whether JSON is asked for.
    pub(crate) json: bool,
}

impl Subject {
    /// Takes the common options and the file. Other options are taken before.
    pub(crate) fn take(mut arguments: Arguments) -> Outcome<Self> {
        let json = arguments.flag("--json");
        let preset = arguments.option::<String>("--preset")?;
        let period = arguments.option::<String>("--period")?;
        let settings = arguments.options("--set")?;
        let model = load(&arguments.file()?)?;
        let mut scenario = model.scenario();
        if let Some(name) = &period {
            scenario = model.scenario_at(period_named(&model, name)?);
        }
        if let Some(id) = preset {
            let at = scenario.period;
            scenario = with_preset(&model, &scenario, &id)?;
            if period.is_some() && scenario.period != at {
                return Err(format!(
                    "The preset “{id}” is of one period: leave --period out."
                )
                .into());
            }
        }
        for setting in settings {
            set(&model, &mut scenario, &setting)?;
        }
        Ok(Self { model, scenario, json })
    }
}

/// The text of a document.
pub(crate) fn read(file: &Path) -> Outcome<String> {
    let unread = |e| format!("{} cannot be read: {e}.", file.display()).into();
    std::fs::read_to_string(file).map_err(unread)
}

/// Reads and checks a document.
pub(crate) fn load(file: &Path) -> Outcome<Model> {
    let name = file.display();
    let text = read(file)?;
    let value: Value =
        serde_json::from_str(&text).map_err(|e| format!("{name} is not JSON: {e}."))?;
    language_of(&value)?;
    Ok(Model::load(&value).map_err(|e| format!("{name}: {e}"))?)
}

/// Learns the language of a document where there is a file of it.
fn language_of(document: &Value) -> Outcome {
    let Some(Value::Text(tag)) = document.get("language") else { return Ok(()) };
    let primary = tag.split('-').next().unwrap_or_default();
    let folder = crate::root().join("www").join("languages");
    for tag in [tag, primary] {
        let file = folder.join(format!("{tag}.json"));
        if tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && file.is_file() {
            let language: Value = serde_json::from_str(&read(&file)?)
                .map_err(|e| format!("{} is not JSON: {e}.", file.display()))?;
            return learn(&language)
                .map_err(|e| format!("{}: {e}", file.display()).into());
        }
    }
    Ok(())
}

fn with_preset(model: &Model, scenario: &Scenario, id: &str) -> Outcome<Scenario> {
    let presets = &model.document().presets;
    let Some(at) = model.preset(id) else {
        return Err(unknown("preset", id, presets.iter().map(|p| p.id.as_str())));
    };
    match model.apply(scenario, at) {
        (scenario, complaints) if complaints.is_empty() => Ok(scenario),
        (_, complaints) => {
            Err(format!("The preset “{id}” does not fit: {}", complaints.join(" "))
                .into())
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
        return Err(format!("--set {setting}: write it as ID=VALUE.").into());
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
        Err(_) => model
            .number_format(model.input_slot(at))
            .read(text)
            .map_err(|_| format!("--set {setting}: “{text}” is not a number."))?,
    };
    match entry {
        Entry::Value(value) => {
            within(model, at, input, value)?;
            model.set(scenario, at, value);
        }
        Entry::Range(low, high) => {
            within(model, at, input, low)?;
            within(model, at, input, high)?;
            scenario.put_spread(at, Spread::Interval(low, high));
        }
    }
    Ok(())
}

fn within(model: &Model, at: usize, input: &Input, value: f64) -> Outcome {
    if input.min <= value && value <= input.max {
        return Ok(());
    }
    let text = |v: f64| model.text(model.input_slot(at), v, Fill::Exact);
    Err(format!(
        "“{}” may be from {} to {}, in plain numbers from {} to {}: {value} is outside.",
        input.id,
        text(input.min),
        text(input.max),
        input.min,
        input.max
    )
    .into())
}

fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Box<dyn std::error::Error> {
    let known: Vec<&str> = known.collect();
    let near = did_you_mean(name, &known);
    let list =
        if near.is_empty() { format!(" There are: {}.", known.join(", ")) } else { near };
    format!("The document has no {what} “{name}”.{list}").into()
}
