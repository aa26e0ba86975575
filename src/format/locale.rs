//! How a language writes numbers.

use crate::lean::letters::is_letter;
use std::cell::RefCell;

/// The customs of one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Locale {
    /// The language tag.
    pub language: &'static str,
    /// Between whole and fraction.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
    /// What stands for large units, largest first.
    pub scales: &'static [(&'static str, f64)],
    /// A percentage, with `{}` for the number.
    pub percent: &'static str,
    /// So many in a hundred, with `{}` for the number.
    pub per_hundred: &'static str,
    /// Whether a currency symbol follows its amount.
    pub symbol_after: bool,
    /// Words that join the ends of a range somebody types.
    pub to: &'static [&'static str],
    /// Words between a number and what it is counted of, longer ones before
    /// those they contain.
    pub of: &'static [&'static str],
    /// What may follow a typed number, and by how much it multiplies.
    pub multiples: &'static [(&'static str, f64)],
    /// Its plural forms but the last, each with the rule of Unicode for it.
    pub plurals: &'static [(&'static str, &'static str)],
    /// A day, with `{d}`, `{month}` and `{y}` for its parts.
    pub date: &'static str,
    /// A month, with `{month}` and `{y}` for its parts.
    pub month: &'static str,
    /// The names of the months.
    pub months: &'static [&'static str],
    /// The first day of a month, if it is not written as a plain number.
    pub first_day: &'static str,
    /// Whether the month stands before the day where both are numbers.
    pub month_first: bool,
}

/// How English writes days.
pub(crate) const DATE: &str = "{d} {month} {y}";
/// How English writes months.
pub(crate) const MONTH: &str = "{month} {y}";
/// The months in English.
pub(crate) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// One thing is one; of all else there are many.
pub(crate) const PLURALS: &[(&str, &str)] = &[("one", "i = 1 and v = 0")];

static ENGLISH: Locale = Locale {
    language: "en",
    decimal: '.',
    group: ',',
    scales: &[("bn", 1e9), ("m", 1e6)],
    percent: "{}%",
    per_hundred: "{} in 100",
    symbol_after: false,
    to: &["to", "..", "–", "—"],
    of: &["out of", "in", "of"],
    multiples: &[
        ("k", 1e3),
        ("thousand", 1e3),
        ("m", 1e6),
        ("mn", 1e6),
        ("million", 1e6),
        ("bn", 1e9),
        ("b", 1e9),
        ("billion", 1e9),
    ],
    plurals: PLURALS,
    date: DATE,
    month: MONTH,
    months: MONTHS,
    first_day: "",
    month_first: false,
};

impl Locale {
    /// The customs of a language tag; English where they were not learned.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        let known = LEARNED.with_borrow(|all| {
            let of = |tag: &str| all.iter().copied().find(|l| l.language == tag);
            of(language).or_else(|| of(language.split('-').next().unwrap_or_default()))
        });
        known.unwrap_or(&ENGLISH)
    }

    /// Keeps the customs of another language.
    pub fn learn(locale: Self) {
        LEARNED.with_borrow_mut(|all| {
            if all.iter().all(|l| l.language != locale.language) {
                all.push(Box::leak(Box::new(locale)));
            }
        });
    }

    /// A number with its digits in groups of three.
    #[must_use]
    pub fn group(&self, value: f64, decimals: u8) -> String {
        let plain = format!("{value:.*}", usize::from(decimals));
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let (sign, digits) = match whole.strip_prefix('-') {
            Some(digits) => ("−", digits),
            None => ("", whole),
        };
        let mut text = sign.to_owned();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i) % 3 == 0 {
                text.push(self.group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(self.decimal);
            text.push_str(fraction);
        }
        text
    }

    /// The same without zeros at the end of the fraction.
    pub(super) fn trimmed(&self, value: f64, decimals: u8) -> String {
        let text = self.group(value, decimals);
        if decimals == 0 {
            return text;
        }
        text.trim_end_matches('0').trim_end_matches(self.decimal).to_owned()
    }

    /// An amount with a currency symbol where this language puts it.
    pub(super) fn with_symbol(&self, amount: &str, symbol: &str) -> String {
        if !self.symbol_after {
            return format!("{symbol}{amount}");
        }
        // 900 M€, but 2 830 €.
        let scaled = amount.ends_with(is_letter);
        format!("{amount}{}{symbol}", if scaled { "" } else { "\u{a0}" })
    }
}

thread_local! {
    /// The languages learned, as their words are.
    static LEARNED: RefCell<Vec<&'static Locale>> = const { RefCell::new(Vec::new()) };
}
