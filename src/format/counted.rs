//! A unit behind a value: “7 years”, “1 year”, “£0.27 a kWh”.

use super::Locale;
use crate::lean::decimal;
use crate::lean::letters::{is_letter, lower};

/// The words of a unit, by how many there are of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// One of it.
    pub one: String,
    /// Any number for which there is no other form.
    pub many: String,
    /// Other plural forms that a language has (`two`, `few`), with their words.
    pub forms: Vec<(String, String)>,
}

impl Counted {
    /// The same words however many there are.
    #[must_use]
    pub fn always(words: &str) -> Self {
        Self { one: words.to_owned(), many: words.to_owned(), forms: Vec::new() }
    }

    /// Each of its words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let forms = self.forms.iter().map(|(_, words)| words.as_str());
        [&*self.one, &*self.many].into_iter().chain(forms)
    }

    /// Puts the words behind a number as it is written, which does not part from
    /// them at the end of a line.
    #[inline(never)]
    pub(super) fn behind(&self, written: &str, size: f64, locale: &Locale) -> String {
        let form = locale.plural(written, size);
        let other = |form| self.forms.iter().find(|(name, _)| *name == form);
        let words = match form.and_then(other) {
            Some((_, words)) => words,
            None if form == Some("one") => &self.one,
            None => &self.many,
        };
        let gap = if words.starts_with('/') { "" } else { "\u{a0}" };
        [written, gap, words].concat()
    }
}

impl Locale {
    /// The plural form that a number takes as it is written, by the first rule
    /// that it fulfils.
    fn plural(&self, written: &str, size: f64) -> Option<&'static str> {
        let digits = |c: &char| c.is_ascii_digit() || *c == self.decimal;
        let digits: String = written.chars().filter(digits).collect();
        let plain = digits.replace(self.decimal, ".");
        // “1.23m” is no “1.23”.
        let scaled = written.contains(is_letter);
        let shown = decimal::read(&plain).filter(|_| !scaled);
        let fraction = plain.split_once('.').map_or("", |(_, fraction)| fraction);
        let number = Number {
            size: shown.unwrap_or(size),
            decimals: if shown.is_some() { fraction } else { "" },
        };
        let found = self.plurals.iter().find(|(_, rule)| number.fulfils(rule));
        found.map(|(name, _)| *name)
    }
}

/// A number as the rules of Unicode for plurals see it.
struct Number<'a> {
    size: f64,
    /// Its decimals as they are written.
    decimals: &'a str,
}

impl Number<'_> {
    /// Whether a rule holds: `i = 1 and v = 0`, `n % 10 = 2..4 and n % 100 != 12..14`.
    fn fulfils(&self, rule: &str) -> bool {
        rule.split(" or ").any(|all| all.split(" and ").all(|one| self.is(one)))
    }

    fn is(&self, relation: &str) -> bool {
        let (left, values) = relation.split_once('=').unwrap_or((relation, ""));
        let (left, wanted) = match left.trim().strip_suffix('!') {
            Some(left) => (left, false),
            None => (left, true),
        };
        let (operand, modulus) = left.split_once('%').unwrap_or((left, ""));
        let mut value = match operand.trim() {
            "i" => libm::trunc(self.size),
            #[expect(clippy::cast_precision_loss, reason = "a few digits")]
            "v" => self.decimals.len() as f64,
            "f" => decimal::read(self.decimals).unwrap_or(0.0),
            "t" => decimal::read(self.decimals.trim_end_matches('0')).unwrap_or(0.0),
            _ => self.size,
        };
        if let Some(modulus) = decimal::read(modulus.trim()) {
            value -= modulus * libm::floor(value / modulus);
        }
        let within = |range: &str| {
            let (low, high) = range.split_once("..").unwrap_or((range, range));
            let ends = decimal::read(low.trim()).zip(decimal::read(high.trim()));
            ends.is_some_and(|(low, high)| {
                low <= value && value <= high && (value - libm::trunc(value)).abs() <= 0.0
            })
        };
        values.split(',').any(within) == wanted
    }
}

/// A text without the unit that stands at its end, whichever of these words it is.
#[inline(never)]
pub(super) fn without<'a>(text: &'a str, words: &[String]) -> &'a str {
    for word in words {
        if let Some(rest) = text.strip_suffix(word.as_str())
            && (word.starts_with('/') || !rest.ends_with(is_letter))
            && rest.contains(|c: char| c.is_ascii_digit())
        {
            return rest.trim_end();
        }
    }
    text
}

/// Words as they are looked for in what is typed: in small letters, with plain
/// spaces, the longest first.
#[inline(never)]
pub(super) fn sought<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let plain = |word: &str| {
        let space = |c: char| if c.is_whitespace() { ' ' } else { c };
        lower(word).chars().map(space).collect::<String>()
    };
    let mut words: Vec<String> = words.map(plain).filter(|w| !w.is_empty()).collect();
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    crate::lean::order::sort(&mut words, |w| -(w.len() as f64));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(rule: &str, size: f64, decimals: &str) -> bool {
        Number { size, decimals }.fulfils(rule)
    }

    /// The samples that the rules of Unicode give themselves.
    #[test]
    fn rules_hold_for_their_samples() {
        // Polish, few.
        let few = "v = 0 and i % 10 = 2..4 and i % 100 != 12..14";
        for n in [2, 3, 4, 22, 23, 24, 102, 1002] {
            assert!(form(few, f64::from(n), ""), "{n}");
        }
        for n in [0, 1, 5, 11, 12, 13, 14, 15, 111, 112, 114] {
            assert!(!form(few, f64::from(n), ""), "{n}");
        }
        assert!(!form(few, 2.0, "0"));
        // French, one.
        assert!(form("i = 0,1", 1.5, "5") && form("i = 0,1", 0.0, ""));
        assert!(!form("i = 0,1", 2.0, ""));
        // Danish, one: 0.1 too.
        let one = "n = 1 or t != 0 and i = 0,1";
        assert!(form(one, 1.0, "") && !form(one, 2.0, ""));
    }
}
