//! What people type into a field: `31.9%`, `£1.8m`, `25 to 40%`, `3 in 10`.

use super::{NumberFormat, Style};
use crate::lean::decimal;
use crate::lean::letters::{is_letter, lower};

/// What somebody typed.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Entry {
    /// One value, in the unit of the field.
    Value(f64),
    /// A range that holds 95% of what is plausible, low end first.
    Range(f64, f64),
}

/// Why a text is no entry.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// Nothing was typed.
    Empty,
    /// It is not a number.
    NotANumber,
    /// It is a range whose ends are the wrong way round, or equal.
    Reversed,
}

pub(super) fn read(text: &str, format: &NumberFormat) -> Result<Entry, EntryError> {
    let text = lower(text.trim());
    if text.is_empty() {
        return Err(EntryError::Empty);
    }
    let locale = format.locale;
    for joint in locale.to {
        if let Some((low, high)) = split_at_word(&text, joint) {
            return range(low, high, format);
        }
    }
    // "25-40": a minus between two digits joins the ends of a range.
    if let Some((at, _)) = text.char_indices().find(|(i, c)| {
        let before = text.get(..*i).unwrap_or_default().trim_end();
        *c == '-' && before.ends_with(|c: char| c.is_ascii_digit() || c == '%')
    }) {
        let (low, high) = text.split_at_checked(at).unwrap_or((&text, ""));
        return range(low, high.trim_start_matches('-'), format);
    }
    for of in locale.of {
        if let Some((part, whole)) = split_at_word(&text, of) {
            let (part, whole) = (plain(part, format)?, plain(whole, format)?);
            if whole.0 <= 0.0 {
                return Err(EntryError::NotANumber);
            }
            return Ok(Entry::Value(part.0 / whole.0));
        }
    }
    let amount = plain(&text, format)?;
    Ok(Entry::Value(amount.value(format)))
}

fn range(low: &str, high: &str, format: &NumberFormat) -> Result<Entry, EntryError> {
    let (mut low, high) = (plain(low, format)?, plain(high, format)?);
    // "3 to 5m" means 3m to 5m; "25 to 40%" is a percentage at both ends.
    if low.1 == Mark::None && high.1 != Mark::None && low.0 <= high.0 {
        low.1 = high.1;
    }
    let (low, high) = (low.value(format), high.value(format));
    if low < high { Ok(Entry::Range(low, high)) } else { Err(EntryError::Reversed) }
}

/// Splits at a word that stands alone, or at a sign.
fn split_at_word<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let spaced = format!(" {word} ");
    let is_word = word.starts_with(is_letter);
    text.split_once(if is_word { &*spaced } else { word })
}

/// A number as typed, and what stood behind it.
#[derive(Copy, Clone, Debug)]
struct Amount(f64, Mark);

#[derive(Copy, Clone, Debug, PartialEq)]
enum Mark {
    None,
    Percent,
    Minor,
    Times(f64),
}

impl Amount {
    /// The value in the unit of a field: a plain number in a field of
    /// percentages is one.
    fn value(self, format: &NumberFormat) -> f64 {
        match self.1 {
            Mark::Percent | Mark::Minor => self.0 / 100.0,
            Mark::Times(k) => self.0 * k,
            Mark::None if format.is_percent() => self.0 / 100.0,
            Mark::None => self.0,
        }
    }
}

fn plain(text: &str, format: &NumberFormat) -> Result<Amount, EntryError> {
    let mut text = text.trim();
    if !format.symbol.is_empty() {
        let symbol = lower(&format.symbol);
        text = text.strip_suffix(symbol.as_str()).unwrap_or(text).trim_end();
        let (sign, rest) = sign(text);
        if let Some(rest) = rest.trim_start().strip_prefix(symbol.as_str()) {
            return unsigned(sign, rest, format);
        }
    }
    let (sign, rest) = sign(text);
    unsigned(sign, rest, format)
}

fn sign(text: &str) -> (f64, &str) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn unsigned(sign: f64, text: &str, format: &NumberFormat) -> Result<Amount, EntryError> {
    let (text, locale) = (text.trim(), format.locale);
    let number =
        |c: char| c.is_ascii_digit() || is_group(c, locale) || c == locale.decimal;
    let length = text.find(|c| !number(c)).unwrap_or(text.len());
    let (digits, mark) = text.split_at_checked(length).unwrap_or((text, ""));
    let digits: String = (digits.chars())
        .filter(|c| !is_group(*c, locale))
        .map(|c| if c == locale.decimal { '.' } else { c })
        .collect();
    let value = decimal::read(&digits).ok_or(EntryError::NotANumber)?;
    let mark = match mark.trim() {
        "" => Mark::None,
        "%" => Mark::Percent,
        m if format.style == Style::Money && m == format.minor && !m.is_empty() => {
            Mark::Minor
        }
        m => {
            let known = locale.multiples.iter().find(|(name, _)| *name == m);
            Mark::Times(known.ok_or(EntryError::NotANumber)?.1)
        }
    };
    if value.is_finite() {
        Ok(Amount(sign * value, mark))
    } else {
        Err(EntryError::NotANumber)
    }
}

fn is_group(c: char, locale: &super::Locale) -> bool {
    c == locale.group || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::super::Length::Short;
    use super::*;
    use Entry::{Range, Value};

    fn read_as(style: Style, text: &str) -> Result<Entry, EntryError> {
        NumberFormat::new(style, None, "£", "p", "en-GB").read(text)
    }

    #[test]
    fn money_as_typed() {
        for (text, entry) in [
            ("£900m", Value(9e8)),
            ("900 million", Value(9e8)),
            ("1,829,202", Value(1_829_202.0)),
            ("-£5k", Value(-5e3)),
            ("50p", Value(0.5)),
            ("£3 to 5m", Range(3e6, 5e6)),
            ("3-5", Range(3.0, 5.0)),
            ("£3bn – £5bn", Range(3e9, 5e9)),
        ] {
            assert_eq!(read_as(Style::Money, text), Ok(entry), "{text}");
        }
    }

    #[test]
    fn shares_as_typed() {
        for (text, entry) in [
            ("37", Value(0.37)),
            ("37 %", Value(0.37)),
            ("-5%", Value(-0.05)),
            ("25%-40%", Range(0.25, 0.4)),
            ("25..40", Range(0.25, 0.4)),
            ("3 out of 10", Value(0.3)),
            ("1 in 4", Value(0.25)),
        ] {
            assert_eq!(read_as(Style::Percent, text), Ok(entry), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_told() {
        use EntryError::{Empty, NotANumber, Reversed};
        for (text, error) in [
            ("", Empty),
            ("  ", Empty),
            ("lots", NotANumber),
            ("5 apples", NotANumber),
            ("1.2.3", NotANumber),
            ("NaN", NotANumber),
            ("inf", NotANumber),
            ("1e400", NotANumber),
            ("3 in 0", NotANumber),
            ("40 to 25", Reversed),
            ("5 to 5", Reversed),
        ] {
            assert_eq!(read_as(Style::Percent, text), Err(error), "{text}");
        }
    }

    /// Learns French, which is a file.
    fn french() {
        let file = include_str!("../../www/languages/fr.json");
        crate::document::learn(&serde_json::from_str(file).unwrap()).unwrap();
    }

    #[test]
    fn french_as_typed() {
        french();
        let share = NumberFormat::new(Style::Percent, None, "", "", "fr");
        assert_eq!(share.read("31,9 %"), Ok(Value(0.319)));
        let money = NumberFormat::new(Style::Money, None, "€", "c", "fr");
        assert_eq!(money.read("2 830 €"), Ok(Value(2830.0)));
        assert_eq!(money.read("3 à 5 M€"), Ok(Range(3e6, 5e6)));
        assert_eq!(money.write(2830.0, Short), "2\u{202f}830\u{a0}€");
        assert_eq!(money.write(9e8, Short), "900\u{a0}M€");
        let share = NumberFormat::new(Style::Percent, None, "", "", "fr-CA");
        assert_eq!(share.write(0.016, Short), "1,6\u{a0}%");
    }

    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

        /// What is shown can be typed again, in every style and language.
        #[test]
        fn what_is_written_can_be_read(
            mantissa in -9999i32..9999,
            scale in -4i32..8,
            style in prop::sample::select(vec![
                Style::Plain, Style::Count, Style::Percent, Style::Money, Style::PerHundred,
            ]),
            language in prop::sample::select(vec!["en-GB", "fr"]),
            exact: bool,
        ) {
            french();
            let (symbol, minor) = if language == "fr" { ("€", "") } else { ("£", "p") };
            let format = NumberFormat::new(style, None, symbol, minor, language);
            let value = f64::from(mantissa) * libm::pow(10.0, f64::from(scale));
            let length = if exact { super::super::Length::Exact } else { Short };
            let text = format.write(value, length);
            let Ok(Value(read)) = format.read(&text) else {
                return Err(TestCaseError::fail(format!("{text} is not read")));
            };
            // Three digits that matter, or whole people and pence.
            let within = (value.abs() * 0.006).max(match style {
                Style::Count | Style::Plain => 0.5,
                _ => 0.006,
            });
            prop_assert!((read - value).abs() <= within, "{value} as {text} is read {read}");
        }

        /// Whatever is typed is taken or refused, never a crash.
        #[test]
        fn anything_may_be_typed(text in "\\PC{0,24}", more in "[-0-9.,%£€pmkbn to–]{0,16}") {
            french();
            for language in ["en-GB", "fr"] {
                let format = NumberFormat::new(Style::Money, None, "£", "p", language);
                for text in [&text, &more] {
                    if let Ok(Value(v)) = format.read(text) {
                        prop_assert!(v.is_finite());
                    }
                }
            }
        }
    }
}
