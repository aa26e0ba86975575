//! Days of the calendar as numbers, as people write them, and as they type them.
//!
//! A day is the number of days since the first of January 1970, in the Gregorian
//! calendar, which is taken to have held always.

use super::{Entry, EntryError, Locale};
use crate::lean::letters::{is_letter, lower};
use crate::words::fill;

/// A day of the calendar: the year, the month from 1, the day from 1.
pub(crate) type Day = (i64, i64, i64);

/// The years that have four digits.
const YEARS: std::ops::RangeInclusive<i64> = 1..=9999;

/// The day that a number stands for, the nearest if it is not whole; none beyond the
/// years that have four digits.
pub(crate) fn day(days: f64) -> Option<Day> {
    if !(days.abs() < 4e6) {
        return None;
    }
    // After H. Hinnant: years from March, so that the leap day is the last.
    #[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
    let days = libm::round(days) as i64 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    YEARS.contains(&year).then_some((year, month, day))
}

/// The number of a day, if there is such a day.
pub(crate) fn number((year, month, day): Day) -> Option<f64> {
    let sound = YEARS.contains(&year) && (1..=12).contains(&month);
    if !sound || day < 1 || day > length(year, month) {
        return None;
    }
    let (from, of) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = from.div_euclid(400);
    let of_era = from.rem_euclid(400);
    let of_year = (153 * of + 2) / 5 + day - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    #[expect(clippy::cast_precision_loss, reason = "a few million days")]
    let number = (era * 146_097 + days - 719_468) as f64;
    Some(number)
}

/// How many days a month has.
const fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whole months from one day to another, less than nothing if it is earlier. The end
/// of a month is a month after a later day of the one before: from 31 January to 28
/// February.
///
/// ```
/// use cost_calculator::format::months;
/// let leap = 59.0 + 2.0 * 365.0; // 1972-02-29
/// assert_eq!(months(leap, leap + 366.0), 12.0);
/// assert!(months(f64::NAN, 0.0).is_nan());
/// ```
#[must_use]
#[inline(never)]
pub fn months(from: f64, to: f64) -> f64 {
    let Some((from, to)) = day(from).zip(day(to)) else { return f64::NAN };
    if to < from {
        return -between(to, from);
    }
    between(from, to)
}

fn between(from: Day, to: Day) -> f64 {
    let last = to.2 == length(to.0, to.1);
    let short = i64::from(to.2 < from.2 && !last);
    #[expect(clippy::cast_precision_loss, reason = "a few thousand months")]
    let months = ((to.0 - from.0) * 12 + to.1 - from.1 - short) as f64;
    months
}

/// Whole years from one day to another, less than nothing if it is earlier.
#[must_use]
pub fn years(from: f64, to: f64) -> f64 {
    libm::trunc(months(from, to) / 12.0)
}

/// A day as documents and links have it: `2026-03-01`.
#[must_use]
pub fn iso(days: f64) -> String {
    day(days).map_or_else(|| "–".to_owned(), |(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

/// The number of a day that is written so; `None` for anything else, and for days
/// that are not in the calendar.
///
/// ```
/// use cost_calculator::format::{from_iso, iso};
/// assert_eq!(from_iso("1970-01-02"), Some(1.0));
/// assert_eq!(from_iso("2025-02-29"), None);
/// assert_eq!(iso(from_iso("2024-02-29").unwrap()), "2024-02-29");
/// ```
#[must_use]
#[inline(never)]
pub fn from_iso(text: &str) -> Option<f64> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let digits = |text: &str, n: usize| {
        let sound = text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
        sound.then(|| text.parse::<i64>().ok()).flatten()
    };
    number((digits(year, 4)?, digits(month, 2)?, digits(day, 2)?))
}

/// A day as a language writes it; a dash beyond the calendar.
#[inline(never)]
pub(super) fn write(days: f64, locale: &Locale) -> String {
    let Some((year, month, day)) = day(days) else { return "–".to_owned() };
    let name = usize::try_from(month - 1).ok().and_then(|m| locale.months.get(m));
    let first = if locale.first_day.is_empty() { "1" } else { locale.first_day };
    let day = if day == 1 { first.to_owned() } else { day.to_string() };
    let places = [
        ("d", day.as_str()),
        ("month", name.copied().unwrap_or_default()),
        ("y", &*year.to_string()),
    ];
    fill(locale.date, &places)
}

/// Reads a day, or the days between which one lies.
#[inline(never)]
pub(super) fn read(text: &str, locale: &Locale) -> Result<Entry, EntryError> {
    let text = lower(text.trim());
    if text.is_empty() {
        return Err(EntryError::Empty);
    }
    if let Some(day) = one(&text, locale) {
        return Ok(Entry::Value(day));
    }
    for joint in locale.to {
        // A dash of its own, or a word.
        let spaced = format!(" {joint} ");
        if let Some((low, high)) = text.split_once(&*spaced)
            && let Some((low, high)) = one(low, locale).zip(one(high, locale))
        {
            return if low < high {
                Ok(Entry::Range(low, high))
            } else {
                Err(EntryError::Reversed)
            };
        }
    }
    Err(EntryError::NotANumber)
}

/// One day: `2026-03-01`, `1 March 2026`, `March 1, 2026`, `1/3/26`.
fn one(text: &str, locale: &Locale) -> Option<f64> {
    let text = text.trim();
    if let Some(day) = from_iso(text) {
        return Some(day);
    }
    let parts = text.split(|c: char| !c.is_ascii_digit() && !is_letter(c));
    let mut numbers = Vec::new();
    let mut month = None;
    for part in parts.filter(|p| !p.is_empty()) {
        let digits = part.trim_end_matches(is_letter);
        // “1st”, “1er”: what hangs on a number says nothing.
        if let Ok(number) = digits.parse::<i64>() {
            numbers.push((number, digits.len()));
        } else if month.is_none() && named(part, locale).is_some() {
            month = named(part, locale);
        } else if !locale.date.contains(&*format!(" {part} ")) {
            // “de” in “1 de marzo de 2026”.
            return None;
        }
    }
    let full = |(year, length): (i64, usize)| match length {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    };
    match (month, numbers.as_slice()) {
        (Some(month), [year, day]) if year.1 == 4 => number((year.0, month, day.0)),
        (Some(month), [day, year]) => number((full(*year)?, month, day.0)),
        (None, [a, b, c]) => {
            if a.1 == 4 {
                return number((a.0, b.0, c.0));
            }
            let (day, month) = if locale.month_first { (b, a) } else { (a, b) };
            number((full(*c)?, month.0, day.0))
        }
        _ => None,
    }
}

/// The month that a word is, or begins as no other does.
fn named(word: &str, locale: &Locale) -> Option<i64> {
    let begins = |(_, name): &(i64, &&str)| lower(name).starts_with(word);
    let mut found = (1..).zip(locale.months).filter(begins);
    let (month, name) = found.next()?;
    let alone = found.next().is_none() || lower(name) == word;
    (alone && word.chars().count() >= 3).then_some(month)
}
