//! What people type into a field: `31.9%`, `£1.8m`, `25 to 40%`, `3 in 10`.

use super::amount::{Mark, as_typed, plain};
use super::{Entry, EntryError, NumberFormat};
use crate::lean::letters::is_letter;

/// Below this a number without a unit is one of the unit shown beside it: a
/// thousand of a unit has a name of its own.
const OF_UNIT: f64 = 1000.0;

/// Reads what was typed over a text: a number without a unit is in the unit
/// shown, if only that is within bounds, or if it looks like one of that unit.
pub(super) fn read_over(
    text: &str,
    shown: &str,
    (min, max): (f64, f64),
    format: &NumberFormat,
) -> Result<Entry, EntryError> {
    let full = read(text, format, 1.0)?;
    // In a field that shows pence, what cannot be pounds is pence.
    let minor = format.minor.as_str();
    if !full.is_within(min, max)
        && !minor.is_empty()
        && !text.contains(format.symbol.as_str())
        && format.without_unit(shown).trim_end().ends_with(minor)
        && let Ok(small) = read(&format!("{text}{minor}"), format, 1.0)
        && small.is_within(min, max)
    {
        return Ok(small);
    }
    let Ok(Entry::Value(now)) = read(shown, format, 1.0) else { return Ok(full) };
    let scales = format.locale.scales.iter().map(|(_, unit)| *unit);
    let unit = scales.filter(|unit| now.abs() >= *unit).fold(1.0, f64::max);
    let Ok(scaled) = read(text, format, unit) else { return Ok(full) };
    if scaled == full || !scaled.is_within(min, max) {
        return Ok(full);
    }
    let ((low, high), (least, most)) = (full.ends(), scaled.ends());
    let small = |v: f64, in_unit: f64| v.total_cmp(&in_unit).is_eq() || v.abs() < OF_UNIT;
    if !full.is_within(min, max) || small(low, least) && small(high, most) {
        return Ok(scaled);
    }
    Err(EntryError::Either(full, scaled))
}

/// Reads what was typed. What has no unit is in units of `bare`.
pub(super) fn read(
    text: &str,
    format: &NumberFormat,
    bare: f64,
) -> Result<Entry, EntryError> {
    let text = as_typed(text);
    let text = text.trim();
    if text.is_empty() {
        return Err(EntryError::Empty);
    }
    // Its unit may have hyphens and words of its own.
    let text = format.without_unit(text);
    let locale = format.locale;
    for joint in locale.to {
        if let Some((low, high)) = split_at_word(text, joint) {
            return range(low, high, format, bare);
        }
    }
    // "25-40": a dash joins the ends of a range where it cannot be a sign.
    if let Some((at, _)) = text.char_indices().find(|(i, c)| {
        let before = text.get(..*i).unwrap_or_default().trim_end();
        *c == '-' && !before.is_empty() && !before.ends_with('-')
    }) {
        let (low, high) = text.split_at_checked(at).unwrap_or((text, ""));
        return range(low, high.get(1..).unwrap_or_default(), format, bare);
    }
    // As many of a hundred as they are written, and as people type them.
    let written = locale.per_hundred.strip_prefix("{}");
    let written = written.and_then(|rest| rest.strip_suffix("100")).map(str::trim);
    if let Some(of) = written.filter(|of| !of.is_empty())
        && let Some(found) = part(text, of, format)
    {
        return found;
    }
    for of in locale.of {
        if let Some(found) = part(text, of, format) {
            return found;
        }
    }
    let amount = plain(text, format)?;
    Ok(Entry::Value(amount.value(format, bare)))
}

/// So many of so many.
fn part(
    text: &str,
    of: &str,
    format: &NumberFormat,
) -> Option<Result<Entry, EntryError>> {
    let (part, whole) = split_at_word(text, of)?;
    let amounts =
        plain(part, format).and_then(|part| Ok((part.0, plain(whole, format)?.0)));
    Some(match amounts {
        Ok((_, whole)) if whole <= 0.0 => Err(EntryError::NotANumber),
        Ok((part, whole)) => Ok(Entry::Value(part / whole)),
        Err(error) => Err(error),
    })
}

fn range(
    low: &str,
    high: &str,
    format: &NumberFormat,
    bare: f64,
) -> Result<Entry, EntryError> {
    let low = format.without_unit(low.trim());
    let (mut low, high) = (plain(low, format)?, plain(high, format)?);
    // "3 to 5m" means 3m to 5m; "25 to 40%" is a percentage at both ends.
    if low.1 == Mark::None && high.1 != Mark::None && low.0 <= high.0 {
        low.1 = high.1;
    }
    let (low, high) = (low.value(format, bare), high.value(format, bare));
    if low < high { Ok(Entry::Range(low, high)) } else { Err(EntryError::Reversed) }
}

/// Splits at a word that stands alone, or at a sign.
fn split_at_word<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let spaced = format!(" {word} ");
    let is_word = word.starts_with(is_letter);
    text.split_once(if is_word { &*spaced } else { word })
}

#[cfg(test)]
mod tests {
    use super::super::Length::Short;
    use super::super::Style;
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

    /// Marks that only one reading makes sense of, in either language; what
    /// neither tells is asked.
    #[test]
    fn decimals_and_thousands() {
        for (text, value) in [
            ("3,5%", 0.035),
            ("3.5%", 0.035),
            ("0,5", 0.005),
            ("1.234,5", 12.345),
            ("1,234.5", 12.345),
            ("12,34,567", 12_345.67),
            ("1'234", 12.34),
            ("１２．５％", 0.125),
            ("٣٫٥", 0.035),
            ("–5", -0.05),
            ("−5", -0.05),
        ] {
            assert_eq!(read_as(Style::Percent, text), Ok(Value(value)), "{text}");
        }
        for (text, low, high) in [
            ("2,5 to 4,5%", 0.025, 0.045),
            ("-5--2%", -0.05, -0.02),
            ("−5 – −2 %", -0.05, -0.02),
        ] {
            assert_eq!(read_as(Style::Percent, text), Ok(Range(low, high)), "{text}");
        }
        assert_eq!(read_as(Style::Money, "£900m - £1.2bn"), Ok(Range(9e8, 1.2e9)));
        assert_eq!(read_as(Style::Money, "1,500"), Ok(Value(1500.0)));
        for text in ["1,23,4", "12 34", "1,2,3", "1.2.3", "1,,2", ","] {
            assert_eq!(
                read_as(Style::Plain, text),
                Err(EntryError::NotANumber),
                "{text}"
            );
        }
        french();
        let plain = NumberFormat::new(Style::Plain, None, "", "", "fr");
        assert_eq!(plain.read("1,5"), Ok(Value(1.5)));
        assert_eq!(plain.read("1.5"), Ok(Value(1.5)));
        assert_eq!(plain.read("1 500,25"), Ok(Value(1500.25)));
        assert_eq!(plain.read("1.500"), Err(EntryError::Ambiguous));
    }

    /// A number without a unit is one of the unit shown, where that can be
    /// meant; a full number stays one; what may be either is asked.
    #[test]
    fn a_number_in_the_unit_shown() {
        use EntryError::Either;
        let money = NumberFormat::new(Style::Money, None, "£", "p", "en-GB");
        let over = |text| money.read_over(text, "£900m", (0.0, 5e9));
        for (text, value) in [
            ("950", 9.5e8),
            ("£1.5", 1.5e6),
            ("950m", 9.5e8),
            ("5k", 5e3),
            ("50p", 0.5),
            ("1.2bn", 1.2e9),
            ("900000000", 9e8),
            ("1,200,000,000", 1.2e9),
            ("6,000", 6e3),
            ("0", 0.0),
        ] {
            assert_eq!(over(text), Ok(Value(value)), "{text}");
        }
        assert_eq!(over("800 to 950"), Ok(Range(8e8, 9.5e8)));
        assert_eq!(over("900 to 1.2bn"), Ok(Range(9e8, 1.2e9)));
        assert_eq!(over("1500"), Err(Either(Value(1500.0), Value(1.5e9))));
        let least = money.read_over("1500", "£900m", (1e8, 5e9));
        assert_eq!(least, Ok(Value(1.5e9)));
        assert_eq!(money.read_over("950", "£2,830", (0.0, 5e9)), Ok(Value(950.0)));
        let price = money.clone().stepping(0.005);
        let over = |text| price.read_over(text, "6.5p", (0.02, 0.3));
        assert_eq!(over("24.5"), Ok(Value(0.245)));
        assert_eq!(over("5 to 7.5"), Ok(Range(0.05, 0.075)));
        assert_eq!(over("0.07"), Ok(Value(0.07)));
        assert_eq!(over("£7"), Ok(Value(7.0)));
        assert_eq!(money.read_over("2", "50p", (0.0, 9.0)), Ok(Value(2.0)));
        let share = NumberFormat::new(Style::Percent, None, "£", "p", "en-GB");
        assert_eq!(share.read_over("45", "31.9%", (0.0, 1.0)), Ok(Value(0.45)));
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
        learn(include_str!("../../www/languages/fr.json"));
    }

    fn learn(file: &str) {
        crate::document::learn(&serde_json::from_str(file).unwrap()).unwrap();
    }

    /// Learns all languages that come with the page.
    fn all_languages() {
        french();
        learn(include_str!("../../www/languages/de.json"));
        learn(include_str!("../../www/languages/es.json"));
        learn(include_str!("../../www/languages/cy.json"));
        learn(include_str!("../../www/languages/en-US.json"));
    }

    #[test]
    fn german_and_spanish_as_typed() {
        all_languages();
        let money = NumberFormat::new(Style::Money, None, "€", "", "de");
        for text in
            ["1,2 Mio. €", "1,2 Mio.", "1,2 mio", "1,2 Millionen €", "1.200.000 €"]
        {
            assert_eq!(money.read(text), Ok(Value(1.2e6)), "{text}");
        }
        assert_eq!(money.read("3 bis 5 Mrd. €"), Ok(Range(3e9, 5e9)));
        assert_eq!(money.read("1,2 Mia. €"), Err(EntryError::NotANumber));
        let share = NumberFormat::new(Style::PerHundred, None, "", "", "es");
        assert_eq!(share.read("37 de cada 100"), Ok(Value(0.37)));
        assert_eq!(share.read("3 de 4"), Ok(Value(0.75)));
    }

    /// What nobody sees comes along with what is copied.
    #[test]
    fn what_is_not_seen_does_not_count() {
        for text in
            ["\u{2060}37%\u{2060}", "\u{200e}37\u{200b}%", "\u{feff}37 %", "٣٧\u{61c}٪"]
        {
            assert_eq!(read_as(Style::Percent, text), Ok(Value(0.37)), "{text:?}");
        }
        assert_eq!(read_as(Style::Percent, "\u{2060}"), Err(EntryError::Empty));
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
            language in prop::sample::select(vec!["en-GB", "en-US", "fr", "de", "es", "cy"]),
            exact: bool,
        ) {
            all_languages();
            let euros = matches!(language, "fr" | "de" | "es");
            let (symbol, minor) = if euros { ("€", "") } else { ("£", "p") };
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
