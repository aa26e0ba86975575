//! What would have to be true: the sentence about an input's break-even.

use super::{BreakEven, break_even};
use crate::format::{Entry, Length};
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Model};
use crate::words::fill;

/// Where an answer turns as one input changes, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Turning {
    /// The values of the input at which it does, in rising order.
    pub at: Vec<f64>,
    /// The same as the sentence gives them.
    pub shown: Vec<String>,
    /// The document's sentence about them.
    pub text: String,
}

/// The document's sentence about the break-even value of an input, true at the
/// numbers that it shows: each is rounded away from the present value, so that
/// there the answer has turned. `None` where the document asks for none.
///
/// ```
/// use cost_calculator::sensitivity::turning;
/// # use cost_calculator::{Model, document::Value};
/// # let text = std::fs::read_to_string("www/maison.json")?;
/// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
/// # let e = model.evaluate(&model.scenario());
/// let found = turning(&model, &e, model.input("prix_lampe").unwrap()).unwrap();
/// assert!(found.text.contains("une saison ne suffit pas") && found.at.len() == 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn turning(model: &Model, e: &Evaluation, input: usize) -> Option<Turning> {
    let known = model.document().inputs.get(input)?.break_even.as_ref()?;
    let metric = model.slot(&known.metric)?;
    let found = break_even(model, e, input, metric, known.value);
    let at = match found {
        BreakEven::At(at) => at,
        // Met whatever the input is not met at a value of it.
        BreakEven::Idle | BreakEven::Always if e.value(metric).is_ok() => {
            let text = fill(model.words().idle, &[("label", model.label(metric, e))]);
            return Some(Turning { at: Vec::new(), shown: Vec::new(), text });
        }
        _ => {
            let text = known.never.clone();
            return Some(Turning { at: Vec::new(), shown: Vec::new(), text });
        }
    };
    let now = e.value(model.input_slot(input)).ok();
    let values: Vec<String> = at.iter().map(|v| told(model, input, *v, now)).gather();
    let value = match values.split_last() {
        Some((last, before)) if !before.is_empty() => {
            [before.join(", "), last.clone()].join(model.words().and)
        }
        _ => values.concat(),
    };
    Some(Turning { text: fill(&known.text, &[("value", &value)]), at, shown: values })
}

/// A value as short as it can be without lying on the near side of itself.
fn told(model: &Model, input: usize, value: f64, now: Option<f64>) -> String {
    let format = model.number_format(model.input_slot(input));
    let short = format.write(value, Length::Short);
    let Some(now) = now else { return short };
    let beyond = |text: &str| match format.read(text) {
        Ok(Entry::Value(shown)) => {
            if value >= now {
                shown >= value
            } else {
                shown <= value
            }
        }
        // What is not read again as a number is at least well rounded.
        _ => true,
    };
    if beyond(&short) {
        return short;
    }
    // One more of the last digit shown, in as few digits as there are.
    let shown = match format.read(&short) {
        Ok(Entry::Value(shown)) => shown,
        _ => return short,
    };
    let missing = value - shown;
    for more in [1.0, 2.0, 4.0, 8.0, 16.0, 64.0, 1024.0] {
        let next = format.write(value + more * missing, Length::Short);
        if beyond(&next) && next != short {
            return next;
        }
    }
    format.write(value, Length::Exact)
}
