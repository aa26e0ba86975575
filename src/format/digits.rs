//! The digits of a number: how many of them, what they are counted in, and what
//! says of what they are.

use super::{Length, NumberFormat, Style, whole};
use crate::words::fill;

impl NumberFormat {
    /// A size of 0 or more without its unit.
    pub(super) fn sized(&self, size: f64, length: Length) -> String {
        let text = if size == 0.0 || (LEAST..MOST).contains(&size) {
            self.digits(size, length)
        } else {
            self.dressed(&self.power(size))
        };
        // What is more than nothing never reads as nothing.
        if size > 0.0 && self.is_nothing(&text) {
            let shown = if self.is_percent() { size * 100.0 } else { size };
            return self.dressed(&self.significant(shown, 1));
        }
        text
    }

    fn digits(&self, size: f64, length: Length) -> String {
        match self.style {
            Style::Plain | Style::Date => self.amount(size, length, 4),
            // In full it has no fewer digits than in short.
            Style::Count if length == Length::Exact && size >= 10.0 => {
                self.locale.group(size, 0)
            }
            Style::Count if length == Length::Exact => self.significant(size, 3),
            Style::Count => self.amount(size, length, 3),
            Style::Percent | Style::PerHundred => {
                self.dressed(&self.hundredths(size, length))
            }
            Style::Money => self.money(size, length),
        }
    }

    /// Whether no digit of a text is more than 0. The hundred of "0 in 100" is
    /// none of its digits.
    pub(super) fn is_nothing(&self, text: &str) -> bool {
        let dress = self.dressed("");
        let text = text.strip_suffix(&*dress).unwrap_or(text);
        !text.contains(|c: char| ('1'..='9').contains(&c))
    }

    /// Digits with what says of what they are.
    fn dressed(&self, digits: &str) -> String {
        match self.style {
            Style::Plain | Style::Count | Style::Date => digits.to_owned(),
            Style::Percent => fill(self.locale.percent, &[("", digits)]),
            Style::PerHundred => fill(self.locale.per_hundred, &[("", digits)]),
            Style::Money => self.locale.with_symbol(digits, &self.symbol),
        }
    }

    /// A size beyond what has a name, or below what decimals show: as a
    /// multiple of a power of ten.
    fn power(&self, size: f64) -> String {
        // In two steps: the largest power has no inverse that is a number.
        let (near, shift) = match size {
            s if s >= 1e200 => (s / 1e200, 200.0),
            s if s < 1e-200 => (s * 1e200, -200.0),
            s => (s, 0.0),
        };
        let near = rounded(near, 3);
        let exponent = libm::floor(libm::log10(near) + 1e-12);
        let first = near / libm::pow(10.0, exponent);
        let hundredfold = if self.is_percent() { 2.0 } else { 0.0 };
        let raised: String = (exponent + shift + hundredfold).to_string();
        let raised = raised.chars().map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            c => c.to_digit(10).and_then(|d| char::from_u32(0x2070 + d)).unwrap_or(c),
        });
        let mut text = self.significant(first, 3);
        text.push_str(" × 10");
        text.extend(raised);
        text
    }

    fn hundredths(&self, share: f64, length: Length) -> String {
        let value = share * 100.0;
        let decimals = match (self.decimals, length) {
            (Some(d), Length::Short) => return self.locale.group(value, d),
            (_, Length::Short) if value >= 9.95 => 0,
            (_, Length::Short) => return self.significant(value, 2),
            (_, Length::Exact) if value >= 9.95 => 1,
            (_, Length::Exact) => 2,
        };
        self.locale.trimmed(value, decimals)
    }

    fn money(&self, size: f64, length: Length) -> String {
        let minor = rounded(size * 100.0, 3 + self.fine);
        let short = length == Length::Short || self.fine > 0;
        if size > 0.0 && minor < 99.5 && short && !self.minor.is_empty() {
            // Whole pence, unless steps are finer; less than one keeps its first digit.
            let least = if minor < 1.0 { decimals_for(minor, 1) } else { 0 };
            let text = self.locale.trimmed(minor, least.max(self.fine));
            return format!("{text}{}", self.minor);
        }
        let text = match (self.decimals, length) {
            (Some(d), Length::Short) if size < 1e6 => self.locale.group(size, d),
            (_, Length::Exact) if size < 1000.0 => self.pence(size),
            (_, Length::Exact) => self.locale.group(size, 0),
            (_, Length::Short) if size < 99.995 => self.pence(size),
            (_, Length::Short) => self.amount(size, length, 3),
        };
        self.locale.with_symbol(&text, &self.symbol)
    }

    /// Two decimals, or none where they would be zero; more where steps are finer.
    fn pence(&self, size: f64) -> String {
        let whole = whole(libm::round(size * 100.0) / 100.0).is_some();
        let plain = self.locale.group(size, if whole { 0 } else { 2 });
        let finer = self.locale.trimmed(size, 2 + self.fine);
        let two = self.locale.group(size, 2);
        if self.fine > 0 && finer.len() > two.len() { finer } else { plain }
    }

    /// A size with three significant digits, in thousands, millions or
    /// billions where that is shorter.
    fn amount(&self, size: f64, length: Length, exact_digits: u8) -> String {
        if length == Length::Exact {
            return if size >= 1000.0 {
                self.locale.group(size, 0)
            } else {
                self.significant(size, exact_digits)
            };
        }
        if let Some(d) = self.decimals
            && size < 1e6
        {
            return self.locale.group(size, d);
        }
        let whole = size;
        let size = rounded(size, 3);
        for (suffix, unit) in self.locale.scales {
            if size >= *unit {
                return format!("{}{suffix}", self.significant(size / unit, 3));
            }
        }
        if size >= 1000.0 {
            self.locale.group(size, 0)
        } else if self.style == Style::Count {
            // Nobody counts half a person; a mean of people may be small.
            if size >= 10.0 {
                // Rounded once: 79.45 is 79.
                self.locale.group(whole, 0)
            } else {
                self.significant(size, 2)
            }
        } else {
            self.significant(size, 3)
        }
    }

    fn significant(&self, value: f64, digits: u8) -> String {
        self.locale.trimmed(value, decimals_for(value, digits))
    }
}

/// From here on numbers are written with a power of ten: the largest has a
/// name of its own in no language that we write.
const MOST: f64 = 1e15;
/// Below this too: so many decimals nobody counts.
const LEAST: f64 = 1e-12;

/// Decimals that show so many significant digits of a value.
pub(super) fn decimals_for(value: f64, digits: u8) -> u8 {
    if value == 0.0 {
        return 0;
    }
    let places = f64::from(digits) - 1.0 - libm::floor(libm::log10(value.abs()) + 1e-12);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=12"
    )]
    let places = places.clamp(0.0, 12.0) as u8;
    places
}

/// A value rounded to so many significant digits.
pub(crate) fn rounded(value: f64, digits: u8) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let places = f64::from(digits) - 1.0 - libm::floor(libm::log10(value.abs()) + 1e-12);
    let scale = libm::pow(10.0, places.abs());
    if places >= 0.0 {
        libm::round(value * scale) / scale
    } else {
        libm::round(value / scale) * scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(style: Style, value: f64) -> String {
        NumberFormat::new(style, None, "£", "p", "en-GB").write(value, Length::Short)
    }

    fn exact(style: Style, value: f64) -> String {
        NumberFormat::new(style, None, "£", "p", "en-GB").write(value, Length::Exact)
    }

    #[test]
    fn money_in_a_sentence() {
        for (value, text) in [
            (0.0, "£0"),
            (0.004, "0.4p"),
            (0.0951, "10p"),
            (0.999, "£1"),
            (2.61, "£2.61"),
            (34.78, "£34.78"),
            (99.999, "£100"),
            (491.9, "£492"),
            (2830.07, "£2,830"),
            (16563.2, "£16,600"),
            (999_949.0, "£1m"),
            (4.88e8, "£488m"),
            (1.25e9, "£1.25bn"),
            (-7785.0, "−£7,790"),
            (f64::NAN, "–"),
            (f64::INFINITY, "–"),
        ] {
            assert_eq!(short(Style::Money, value), text, "{value}");
        }
    }

    #[test]
    fn exact_amounts() {
        assert_eq!(exact(Style::Money, 900_000_000.0), "£900,000,000");
        assert_eq!(exact(Style::Money, 34.78), "£34.78");
        assert_eq!(exact(Style::Money, 0.0951), "£0.10");
        assert_eq!(exact(Style::Money, 8632.0), "£8,632");
        assert_eq!(exact(Style::Count, 1_829_202.0), "1,829,202");
        assert_eq!(exact(Style::Percent, 0.501_215), "50.1%");
        assert_eq!(exact(Style::Percent, 0.016_2), "1.62%");
        assert_eq!(exact(Style::Plain, 0.648), "0.648");
    }

    #[test]
    fn shares_and_counts() {
        for (value, text) in [
            (0.5012, "50%"),
            (0.0999, "10%"),
            (0.0162, "1.6%"),
            (0.0, "0%"),
            (-0.03, "−3%"),
        ] {
            assert_eq!(short(Style::Percent, value), text);
        }
        assert_eq!(short(Style::PerHundred, 0.6363), "64 in 100");
        assert_eq!(short(Style::PerHundred, 0.0041), "0.41 in 100");
        assert_eq!(short(Style::Count, 1_829_202.0), "1.83m");
        assert_eq!(short(Style::Count, 671_648.0), "672,000");
        assert_eq!(short(Style::Count, 42.4), "42");
        assert_eq!(short(Style::Count, 79.45), "79");
        assert_eq!(short(Style::Plain, 5.4945), "5.49");
        assert_eq!(short(Style::Plain, -0.00001), "−0.00001");
    }

    #[test]
    fn what_is_more_than_nothing_never_reads_as_nothing() {
        for (style, value, text) in [
            (Style::Plain, 5e-324, "4.94 × 10⁻³²⁴"),
            (Style::Plain, f64::MAX, "1.8 × 10³⁰⁸"),
            (Style::Money, -1e300, "−£1 × 10³⁰⁰"),
            (Style::Percent, 1e307, "1 × 10³⁰⁹%"),
            (Style::PerHundred, 4e-15, "4 × 10⁻¹³ in 100"),
            (Style::Count, 9.999e14, "1,000,000bn"),
        ] {
            assert_eq!(short(style, value), text, "{value}");
        }
        assert_eq!(exact(Style::Count, 0.3), "0.3");
        assert_eq!(exact(Style::Count, 2.5), "2.5");
        assert_eq!(exact(Style::Count, 0.001_25), "0.00125");
        assert_eq!(exact(Style::Percent, 1e-6), "0.0001%");
        assert_eq!(exact(Style::Money, 0.0004), "£0.0004");
        let fixed = NumberFormat::new(Style::Percent, Some(1), "", "", "en-GB");
        assert_eq!(fixed.write(0.0003, Length::Short), "0.03%");
    }
}
