//! A number as it is typed: its sign and digits, and what multiplies it behind them.

use super::{EntryError, Locale, NumberFormat, Style};
use crate::lean::decimal;
use crate::lean::letters::lower;

/// A number as typed, and what stood behind it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Amount(pub(super) f64, pub(super) Mark);

#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) enum Mark {
    None,
    Percent,
    Minor,
    Times(f64),
}

impl Amount {
    /// The value in the unit of a field: a plain number in a field of
    /// percentages is one.
    pub(super) fn value(self, format: &NumberFormat, bare: f64) -> f64 {
        match self.1 {
            Mark::Percent | Mark::Minor => self.0 / 100.0,
            Mark::Times(k) => self.0 * k,
            Mark::None if format.is_percent() => self.0 / 100.0,
            Mark::None => self.0 * bare,
        }
    }
}

/// Reads one number.
pub(super) fn plain(text: &str, format: &NumberFormat) -> Result<Amount, EntryError> {
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
    match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn unsigned(sign: f64, text: &str, format: &NumberFormat) -> Result<Amount, EntryError> {
    let (text, locale) = (text.trim(), format.locale);
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'');
    let length = text.find(|c| !number(c)).unwrap_or(text.len());
    let (digits, mark) = text.split_at_checked(length).unwrap_or((text, ""));
    let digits = decimals(digits.trim_end(), locale)?;
    let value = decimal::read(&digits).ok_or(EntryError::NotANumber)?;
    let mark = match mark.trim() {
        "" => Mark::None,
        "%" => Mark::Percent,
        m if format.style == Style::Money && m == format.minor && !m.is_empty() => {
            Mark::Minor
        }
        m => {
            // Cut short with a full stop or without.
            let m = m.strip_suffix('.').unwrap_or(m);
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

/// A text in small letters and with the signs that are known here, without what
/// nobody sees in it: joiners, marks of direction and soft hyphens come along with
/// what is copied.
pub(super) fn as_typed(text: &str) -> String {
    let mut typed = String::new();
    for c in lower(text).chars() {
        if !is_hidden(c) {
            typed.push(as_typed_here(c));
        }
    }
    typed
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// A sign as it is known here: digits of other scripts, full-width
/// signs, and every kind of minus, space and apostrophe.
fn as_typed_here(c: char) -> char {
    const ZEROS: [char; 5] = ['٠', '۰', '०', '০', '０'];
    let digit = |zero: char| {
        let at = u32::from(c).checked_sub(u32::from(zero)).filter(|d| *d < 10)?;
        char::from_digit(at, 10)
    };
    if let Some(digit) = ZEROS.into_iter().find_map(digit) {
        return digit;
    }
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '－' => '-',
        '．' | '٫' => '.',
        '，' | '٬' => ',',
        '％' | '٪' => '%',
        '’' | 'ʼ' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Digits with one point before their decimals. Which mark that is follows
/// from the marks themselves where it can, from the language where it must, and
/// is asked where neither tells.
fn decimals(digits: &str, locale: &Locale) -> Result<String, EntryError> {
    let wrong = EntryError::NotANumber;
    let last = digits.rfind(['.', ',']);
    let mark = last.and_then(|at| digits.get(at..)?.chars().next());
    let (before, after) = match (last, mark) {
        (Some(at), Some(mark)) => {
            let before = digits.get(..at).unwrap_or_default();
            let after = digits.get(at + 1..).unwrap_or_default();
            let other = if mark == '.' { ',' } else { '.' };
            let three = after.len() == 3 && (1..=3).contains(&before.len());
            if before.contains(mark) {
                // Twice: it stands between thousands.
                if before.contains(other) || after.len() != 3 {
                    return Err(wrong);
                }
                (digits, "")
            } else if mark == locale.decimal
                || before.contains([other, ' ', '\''])
                || !three
                || before.starts_with('0')
            {
                (before, after)
            } else if mark == locale.group {
                (digits, "")
            } else {
                return Err(EntryError::Ambiguous);
            }
        }
        _ => (digits, ""),
    };
    if after.contains(|c: char| !c.is_ascii_digit()) {
        return Err(wrong);
    }
    // Thousands stand in threes; lakhs and crores in twos before the last three.
    let mut groups = before.split(['.', ',', ' ', '\'']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if let Some((end, inner)) = rest.split_last() {
        let all = |n: usize| inner.iter().all(|g| g.len() == n);
        let sized = end.len() == 3 && (all(3) || all(2) && first.len() <= 2);
        if !sized || !(1..=3).contains(&first.len()) {
            return Err(wrong);
        }
    }
    let mut plain: String = [first].into_iter().chain(rest).collect();
    if before.len() < digits.len() {
        plain.push('.');
        plain.push_str(after);
    }
    Ok(plain)
}
