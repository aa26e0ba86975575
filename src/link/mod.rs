//! A scenario as a short piece of an address.
//!
//! Only what differs from the document's own values is written, with the
//! document's version, a fingerprint of its figures, and the answers as they
//! were. So a link that meets newer figures can say so, and show what it
//! showed when it was made.

pub mod fragment;

use crate::document::{Format, Input};
use crate::format::{from_iso, rounded, whole};
use crate::lean::decimal;
use crate::lean::gather::Gather as _;
use crate::lean::letters::part_at_last;
use crate::model::{Evaluation, Fill, Model, Scenario, Spread};
use crate::words::fill;

/// What a link says of itself: the document's version, its fingerprint, the
/// period, the answers, the question or chart that is open.
const OWN: [&str; 5] = ["v", "f", "p", "a", "w"];

/// The name of an input in a link: with a mark where the link has that name for
/// something else. No id begins with the mark.
fn written(id: &str) -> String {
    let mark = if OWN.contains(&id) { "_" } else { "" };
    format!("{mark}{id}")
}

/// Writes a scenario: `v=2026-11&f=1a2b3c4d&p=2021%2F22&spend=7.5e8`.
///
/// `start` is the scenario that the page itself begins with.
#[must_use]
pub fn write(model: &Model, start: &Scenario, e: &Evaluation) -> String {
    let d = model.document();
    let mut parts = vec![
        format!("v={}", encoded(&d.version)),
        format!("f={:08x}", fingerprint(model)),
        format!("p={}", encoded(model.period_name(e))),
    ];
    let same_period = start.period == e.scenario.period;
    for (i, input) in d.inputs.iter().enumerate() {
        let own = if same_period { start.value(i) } else { None };
        let id = written(&input.id);
        // What its range holds is at the end of that.
        let present = |v| e.value(model.input_slot(i)).unwrap_or(v);
        let held = model.has_moving_range(i);
        match e.scenario.value(i).map(|v| if held { present(v) } else { v }) {
            value if value == own => {}
            // Given back to the document, though the page's start sets it.
            None => parts.push(format!("{id}=")),
            Some(value) if input.is_choice() => {
                let option = whole(value).and_then(|at| input.options.get(at));
                if let Some(option) = option {
                    parts.push(format!("{id}={}", encoded(&option.id)));
                }
            }
            Some(value) => {
                let value = model.plain(model.input_slot(i), value);
                parts.push(format!("{id}={value}"));
            }
        }
        match e.scenario.spread(i) {
            Spread::Documented => {}
            Spread::Certain => parts.push(format!("{id}~=0")),
            Spread::Interval(low, high) => {
                let [low, high] =
                    [low, high].map(|v| model.plain(model.input_slot(i), v));
                parts.push(format!("{id}~={low}..{high}"));
            }
        }
    }
    let answer = |a: &crate::document::Answer| {
        let value = model.slot(&a.metric).and_then(|s| e.value(s).ok());
        value.map_or_else(String::new, |v| rounded(v, 5).to_string())
    };
    let answers: Vec<String> = d.answers.iter().map(answer).gather();
    parts.push(format!("a={}", answers.join(",")));
    parts.join("&")
}

/// A link that also says which question or chart is open.
///
/// ```
/// use cost_calculator::link::{view, with_view};
/// let link = with_view("p=2021&a=1", "how_sure");
/// assert_eq!(link, "p=2021&w=how_sure&a=1");
/// assert_eq!(view(&link).as_deref(), Some("how_sure"));
/// assert_eq!(view("p=2021"), None);
/// ```
#[must_use]
pub fn with_view(link: &str, id: &str) -> String {
    let (link, answers) = parted(link);
    format!("{link}&w={}{answers}", encoded(id))
}

/// Which question or chart a link opens, if it says.
#[must_use]
pub fn view(link: &str) -> Option<String> {
    link.split('&').find_map(|part| part.strip_prefix("w=")).map(decoded)
}

/// A link that also holds a reader's own figures, by what may be typed: each
/// behind its name and a mark.
///
/// ```
/// # use cost_calculator::{Model, document::Value, link};
/// # let text = std::fs::read_to_string("www/talking-therapies.json")?;
/// let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
/// let typed = [Some(9.2e6), None, None, Some(2100.0)];
/// let held = link::with_own(&model, "p=2023&a=1", &typed);
/// assert_eq!(held, "p=2023&spend!=9200000&recovered!=2100&a=1");
/// assert_eq!(link::own(&model, &held), typed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn with_own(model: &Model, link: &str, typed: &[Option<f64>]) -> String {
    let (link, answers) = parted(link);
    let mut held = link.to_owned();
    for (figure, value) in model.asked().iter().zip(typed) {
        if let Some(value) = value {
            held.push_str(&format!("&{}!={value}", figure.id()));
        }
    }
    held.push_str(answers);
    held
}

/// A reader's own figures that a link holds, by what may be typed.
#[must_use]
pub fn own(model: &Model, link: &str) -> Vec<Option<f64>> {
    let held = |figure: &crate::document::OwnFigure| {
        let (min, max) = model.asked_bounds(figure);
        let mut pairs = link.split('&').filter_map(|p| p.split_once('='));
        let mine = |name: &str| decoded(name).strip_suffix('!') == Some(figure.id());
        let (_, value) = pairs.find(|(name, _)| mine(name))?;
        decimal::read(&decoded(value)).filter(|v| v.is_finite() && min <= *v && *v <= max)
    };
    model.asked().iter().map(held).gather()
}

/// Opens what [`write`] wrote. Also gives, as sentences, what could not be
/// taken over and what has changed since.
#[must_use]
#[inline(never)]
pub fn open(model: &Model, start: &Scenario, link: &str) -> (Scenario, Vec<String>) {
    let d = model.document();
    let words = model.words();
    let mut complaints = Vec::new();
    let pairs: Vec<(String, String)> = link
        .split('&')
        .filter_map(|p| p.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .gather();
    let given = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| &**v);
    let unknown = |id: &str| fill(words.link_unknown, &[("id", id)]);
    let mut scenario = start.clone();
    if let Some(period) = given("p") {
        match d.period(period) {
            Some(p) if p != start.period => scenario = model.scenario_at(p),
            Some(_) => {}
            None => complaints.push(unknown(period)),
        }
    }
    let whole = |part: &&str| !part.is_empty() && !part.contains('=');
    complaints.extend(link.split('&').filter(whole).map(|p| unknown(&decoded(p))));
    for (name, value) in &pairs {
        let figure = |id: &str| model.asked().iter().any(|f| f.id() == id);
        if OWN.contains(&name.as_str()) || name.strip_suffix('!').is_some_and(figure) {
            continue;
        }
        let (id, spread) =
            name.strip_suffix('~').map_or((&**name, false), |id| (id, true));
        let id = id.strip_prefix('_').unwrap_or(id);
        let Some(i) = model.input(id) else {
            complaints.push(unknown(id));
            continue;
        };
        let taken = if spread {
            read_spread(model, i, value).map(|s| scenario.put_spread(i, s))
        } else if value.is_empty() {
            scenario.put(i, None);
            Some(())
        } else {
            read_value(model, i, value).map(|v| scenario.put(i, Some(v)))
        };
        if taken.is_none() {
            complaints.push(unknown(&format!("{id} = {value}")));
        }
    }
    for id in beyond(model, &mut scenario) {
        complaints.push(unknown(&id));
    }
    let version = given("v").unwrap_or(&d.version);
    let fingerprint = format!("{:08x}", fingerprint(model));
    let older = version != d.version || given("f").is_some_and(|f| f != fingerprint);
    if older {
        let places = [("then", version), ("now", &*d.version)];
        complaints.push(fill(words.old_link, &places));
        complaints.extend(answers_then(model, &scenario, given("a").unwrap_or_default()));
    }
    (scenario, complaints)
}

/// Gives back what lies beyond a range that goes by what else the link has; tells
/// what.
#[inline(never)]
fn beyond(model: &Model, scenario: &mut Scenario) -> Vec<String> {
    let mut told = Vec::new();
    for &i in model.moving_ranges() {
        let set = scenario.value(i);
        let spread = scenario.spread(i);
        if set.is_none() && spread == Spread::Documented {
            continue;
        }
        let range = model.range_in(i, scenario);
        let id = model.document().inputs.get(i).map_or("", |input| &input.id);
        if let Some(v) = set.filter(|v| !range.holds(*v)) {
            scenario.put(i, None);
            told.push(format!("{id} = {}", model.plain(model.input_slot(i), v)));
        }
        if let Spread::Interval(low, high) = spread
            && !(range.holds(low) && range.holds(high))
        {
            scenario.put_spread(i, Spread::Documented);
            told.push(format!("{id} = {low}..{high}"));
        }
    }
    told
}

/// The answers that a link held, beside those of today's figures.
#[inline(never)]
fn answers_then(model: &Model, scenario: &Scenario, then: &str) -> Vec<String> {
    let e = model.evaluate(scenario);
    let words = model.words();
    let answers = model.document().answers.iter().zip(then.split(','));
    let line = |(answer, then): (&crate::document::Answer, &str)| {
        let slot = model.slot(&answer.metric)?;
        let then = decimal::read(then).unwrap_or(f64::NAN);
        let before = model.text(slot, then, Fill::Short);
        let now = model.shown(slot, &e, Fill::Short);
        let label = model.answer_label(answer, &e);
        let places = [("label", &*label), ("value", &*now), ("before", &*before)];
        (before != now).then(|| format!("{}.", fill(words.moves, &places)))
    };
    answers.filter_map(line).gather()
}

fn read_value(model: &Model, i: usize, text: &str) -> Option<f64> {
    let input = model.document().inputs.get(i)?;
    if input.is_choice() {
        let at = input.options.iter().position(|o| o.id == text)?;
        #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
        return Some(at as f64);
    }
    let value = read_plain(input, text)?;
    may_be(input, value).then_some(value)
}

/// A spread as it can be typed: within the bounds of its input.
fn read_spread(model: &Model, i: usize, text: &str) -> Option<Spread> {
    let input = model.document().inputs.get(i)?;
    if text == "0" {
        return Some(Spread::Certain);
    }
    let (low, high) = text.split_once("..")?;
    let (low, high) = (read_plain(input, low)?, read_plain(input, high)?);
    let within = low < high && may_be(input, low) && may_be(input, high);
    within.then_some(Spread::Interval(low, high))
}

/// What [`Model::plain`] writes.
fn read_plain(input: &Input, text: &str) -> Option<f64> {
    let day = (input.writing.format == Format::Date).then(|| from_iso(text)).flatten();
    day.or_else(|| decimal::read(text))
}

/// Whether a value lies within what of a range is the same whatever is set.
fn may_be(input: &Input, value: f64) -> bool {
    let beyond = value < input.min.number() || value > input.max.number();
    !(input.is_choice() || beyond)
}

/// A number that changes when any figure or formula of the document gives
/// another value.
fn fingerprint(model: &Model) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for period in 0..model.document().periods.len() {
        for value in model.evaluate(&model.scenario_at(period)).values() {
            for byte in value.to_bits().to_le_bytes() {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
    }
    hash
}

/// A link ends with the answers: what hangs behind them is not its own.
fn parted(link: &str) -> (&str, &str) {
    part_at_last(link, "&a=").unwrap_or((link, ""))
}

pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn decoded(text: &str) -> String {
    // Most is written as it is.
    if text.contains('%') { unescaped(text) } else { text.to_owned() }
}

#[inline(never)]
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let code = after.get(..2).and_then(|h| u8::from_str_radix(h, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_survives(text in ".*") {
            prop_assert_eq!(decoded(&encoded(&text)), text);
        }

        #[test]
        fn no_address_breaks_it(text in "[%a-f0-9&=é]*") {
            let _ = decoded(&text);
        }
    }
}
