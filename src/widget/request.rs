//! What the page's script asks of a calculator.

use super::action::at_period;
use super::part::figure::TEXT;
use super::{Inner, State};
use crate::chart::{self, Frame, TableMeasure};
use crate::document::{Format, Input};
use crate::error::Error;
use crate::format::from_iso;
use crate::lean::gather::Gather as _;
use crate::link;
use crate::model::{Model, Scenario};

impl Inner {
    /// A chart as SVG, as it is now.
    ///
    /// # Errors
    /// If the document has no such chart.
    #[inline(never)]
    pub(crate) fn svg(&self, id: &str, width: f64) -> Result<String, Error> {
        let d = self.model.document();
        let at = d.charts.iter().position(|c| c.id == id);
        let unknown = || Error::request(format!("The document has no chart “{id}”."));
        self.attend(at);
        let state = self.state.try_borrow().map_err(|_| unknown())?;
        let subject = at.and_then(|at| state.subject(&self.model, at));
        let subject = subject.ok_or_else(unknown)?;
        let width = if width.is_finite() && width > 0.0 { width } else { 640.0 };
        let frame = Frame { width, text: TEXT, measure: &TableMeasure };
        self.titled(&chart::scene(&subject, &frame), &state.evaluation)
            .to_svg(&self.parts.charts.palette())
    }

    /// The present state as a link holds it.
    pub(crate) fn link(&self, state: &State) -> String {
        let link = link::write(&self.model, &self.base, &state.evaluation);
        link::with_own(&self.model, &link, &state.typed)
    }

    /// Keeps the present scenario to compare with, or lets it go.
    pub(crate) fn toggle_compare(&self) {
        self.arrange(|state| {
            state.kept = match state.kept {
                Some(_) => None,
                None => Some(state.evaluation.clone()),
            };
        });
    }
}

/// Sets an input or the period in a scenario, by id: a number in the
/// input's unit, or the id of an option.
///
/// # Errors
/// For what the document does not know, or a value outside its range.
#[inline(never)]
pub(crate) fn set_by_id(
    model: &Model,
    scenario: &mut Scenario,
    id: &str,
    number: Option<f64>,
    text: Option<&str>,
) -> Result<(), Error> {
    let d = model.document();
    let own = model.input(id).and_then(|i| d.inputs.get(i));
    let period = text.and_then(|t| d.period(t));
    // An input may have that name too: a number or its option is meant for it.
    let is_option = |input: &Input| input.options.iter().any(|o| Some(&*o.id) == text);
    if id == "period" && own.is_none_or(|input| period.is_some() && !is_option(input)) {
        let period = period.ok_or_else(|| {
            Error::request(format!(
                "The document has no period “{}”.",
                text.unwrap_or("")
            ))
        })?;
        if period != scenario.period {
            *scenario = at_period(model, scenario, period);
        }
        return Ok(());
    }
    let known = model.input(id).and_then(|i| Some((i, d.inputs.get(i)?)));
    let (i, input) = known
        .ok_or_else(|| Error::request(format!("The document has no input “{id}”.")))?;
    let option = || {
        let at = input.options.iter().position(|o| Some(o.id.as_str()) == text)?;
        #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
        Some(at as f64)
    };
    let span = model.range_in(i, scenario);
    let date = input.writing.format == Format::Date;
    let value = if input.is_choice() {
        option()
    } else {
        let day = text.filter(|_| date).and_then(from_iso);
        number.or(day).filter(|v| span.holds(*v))
    };
    let value = value.ok_or_else(|| {
        let range = if input.is_choice() {
            let ids: Vec<&str> = input.options.iter().map(|o| o.id.as_str()).gather();
            format!("one of {}", ids.join(", "))
        } else {
            let ends = [span.min, span.max];
            let [min, max] = ends.map(|v| model.plain(model.input_slot(i), v));
            let what = if date { "a date, as “2026-03-01”," } else { "a number" };
            format!("{what} from {min} to {max}")
        };
        Error::request(format!("“{id}” must be {range}."))
    })?;
    model.set(scenario, i, value);
    Ok(())
}
