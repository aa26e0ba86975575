//! How a language writes numbers.

use crate::lean::letters::is_letter;

/// The customs of one language.
#[derive(Debug, PartialEq)]
pub struct Locale {
    /// Between whole and fraction.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
    /// Large units and what stands for them, largest first.
    pub scales: [(f64, &'static str); 2],
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
}

const ENGLISH: Locale = Locale {
    decimal: '.',
    group: ',',
    scales: [(1e9, "bn"), (1e6, "m")],
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
};

const FRENCH: Locale = Locale {
    decimal: ',',
    group: '\u{202f}',
    scales: [(1e9, "\u{a0}Md"), (1e6, "\u{a0}M")],
    percent: "{}\u{a0}%",
    per_hundred: "{} sur 100",
    symbol_after: true,
    to: &["à", "..", "–", "—"],
    of: &["sur"],
    multiples: &[
        ("k", 1e3),
        ("mille", 1e3),
        ("m", 1e6),
        ("million", 1e6),
        ("millions", 1e6),
        ("md", 1e9),
        ("milliard", 1e9),
        ("milliards", 1e9),
    ],
};

impl Locale {
    /// The customs of a language tag; English where they are not known.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        if language.split('-').next() == Some("fr") { &FRENCH } else { &ENGLISH }
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
