//! A language as a file: its words for the interface, and how it writes
//! numbers.

use super::{Problem, Value};
use crate::format::{DATE, Locale, MONTH, MONTHS, PLURALS};
use crate::lean::gather::Gather as _;
use crate::words::Words;

/// Learns a language from its file, `{"language": "fr", "numbers": {…}, "words":
/// {…}, "status": {…}}`, so that documents of that language speak it. What it
/// lacks stays English; a language known already stays as it is.
///
/// # Errors
/// If it does not say which language it is, or how that writes numbers.
///
/// ```
/// use cost_calculator::document::{Value, learn};
/// use cost_calculator::words::Words;
/// let file = r#"{"language": "cy", "words": {"undo": "Dadwneud"},
///   "numbers": {"decimal": ".", "group": ",", "scales": {"m": 1e6}, "percent": "{}%",
///     "per_hundred": "{} o bob 100", "symbol_after": false, "to": ["i"], "of": ["o bob"],
///     "multiples": {"m": 1e6}}}"#;
/// let value: Value = serde_json::from_str(file).unwrap();
/// learn(&value)?;
/// assert_eq!((Words::of("cy-GB").undo, Words::of("cy").redo), ("Dadwneud", "Redo"));
/// # Ok::<(), cost_calculator::document::Problem>(())
/// ```
pub fn learn(value: &Value) -> Result<(), Problem> {
    let lacks = |place: &str, message: &str| Problem {
        place: place.to_owned(),
        message: message.to_owned(),
        suggestion: None,
    };
    let language = text(value, "language").filter(|l| !l.is_empty());
    let language = language
        .ok_or_else(|| lacks("language", "the tag of the language is needed here."))?;
    if Words::of(language).language == language {
        return Ok(());
    }
    let locale = value.get("numbers").and_then(numbers).ok_or_else(|| {
        lacks("numbers", "how the language writes numbers is not all said here.")
    })?;
    let language = kept(language);
    let words = |name: &str| {
        let of = |part| value.get(part).and_then(|v| text(v, name));
        of("words").or_else(|| of("status")).map(kept)
    };
    Words::learn(Words::of("en").with(language, &words));
    Locale::learn(Locale { language, ..locale });
    Ok(())
}

/// How a language writes numbers.
fn numbers(value: &Value) -> Option<Locale> {
    let sign = |name| text(value, name).and_then(|t| t.chars().next());
    Some(Locale {
        language: "",
        decimal: sign("decimal")?,
        group: sign("group")?,
        scales: named(value, "scales")?.leak(),
        percent: kept(text(value, "percent")?),
        per_hundred: kept(text(value, "per_hundred")?),
        symbol_after: value.get("symbol_after") == Some(&Value::Bool(true)),
        to: listed(value, "to")?.leak(),
        of: listed(value, "of")?.leak(),
        multiples: named(value, "multiples")?.leak(),
        plurals: plurals(value).unwrap_or(PLURALS),
        date: text(value, "date").map_or(DATE, kept),
        month: text(value, "month").map_or(MONTH, kept),
        months: listed(value, "months")
            .filter(|m| m.len() == 12)
            .map_or(MONTHS, |m| m.leak()),
        first_day: text(value, "first_day").map_or("", kept),
        month_first: value.get("month_first") == Some(&Value::Bool(true)),
    })
}

/// The plural forms of the language, with the rule for each.
fn plurals(value: &Value) -> Option<&'static [(&'static str, &'static str)]> {
    let Some(Value::Map(members)) = value.get("plurals") else { return None };
    let rule = |(name, rule): &(String, Value)| match rule {
        Value::Text(rule) => Some((kept(name), kept(rule))),
        _ => None,
    };
    Some(members.iter().filter_map(rule).gather().leak())
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    match value.get(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// A text for as long as the page stands: a language is never forgotten.
fn kept(text: &str) -> &'static str {
    String::from(text).leak()
}

fn listed(value: &Value, name: &str) -> Option<Vec<&'static str>> {
    let Some(Value::List(items)) = value.get(name) else { return None };
    let item = |item: &Value| match item {
        Value::Text(text) => Some(kept(text)),
        _ => None,
    };
    Some(items.iter().filter_map(item).gather())
}

/// Numbers by what stands for them, the largest first.
fn named(value: &Value, name: &str) -> Option<Vec<(&'static str, f64)>> {
    let Some(Value::Map(members)) = value.get(name) else { return None };
    let member = |(name, value): &(String, Value)| match value {
        Value::Number(n) if *n > 0.0 => Some((kept(name), *n)),
        _ => None,
    };
    let mut numbers: Vec<(&'static str, f64)> =
        members.iter().filter_map(member).gather();
    crate::lean::order::sort(&mut numbers, |n| -n.1);
    Some(numbers)
}
