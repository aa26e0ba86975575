//! A formula's text as words and signs.

use super::FormulaError;
use crate::format::{from_iso, iso};
use crate::lean::decimal;

/// A word or sign, and the column where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) column: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Number(f64),
    /// `2026-03-01`, by its number.
    Date(f64),
    Name(String),
    /// `[2016/17]`, after the name of a series.
    Period(String),
    Sign(&'static str),
    End,
}

impl TokenKind {
    /// The token as it may stand in a message.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Number(n) => format!("“{n}”"),
            Self::Date(day) => format!("“{}”", iso(*day)),
            Self::Name(name) => format!("“{name}”"),
            Self::Period(period) => format!("“[{period}]”"),
            Self::Sign(sign) => format!("“{sign}”"),
            Self::End => "the end".to_owned(),
        }
    }
}

const SIGNS: [&str; 16] =
    ["==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",", "%", "="];

/// More words and signs than anybody writes; evaluation goes as deep as a sum
/// is long, and a page's stack is small.
const MOST: usize = 2000;

/// Takes a text apart. The last token is always [`TokenKind::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, FormulaError> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut column = 1;
    loop {
        let trimmed = rest.trim_start();
        let blank = rest.len() - trimmed.len();
        column += rest.get(..blank).unwrap_or_default().chars().count();
        rest = trimmed;
        let Some(first) = rest.chars().next() else { break };
        let (kind, length) = token(rest, first, column)?;
        if tokens.len() >= MOST {
            let message = format!(
                "this formula is too long: it has more than {MOST} words and signs. Make \
                 metrics or definitions of its parts, or a sum(t, 1, n, …) of what repeats."
            );
            return Err(FormulaError::new(column, message));
        }
        tokens.push(Token { kind, column });
        let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        column += taken.chars().count();
        rest = after;
    }
    tokens.push(Token { kind: TokenKind::End, column });
    Ok(tokens)
}

/// The token that begins a text, and its length in bytes.
fn token(
    rest: &str,
    first: char,
    column: usize,
) -> Result<(TokenKind, usize), FormulaError> {
    if first.is_ascii_digit() || first == '.' {
        return number(rest, column);
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = rest.find(|c| !name(c)).unwrap_or(rest.len());
        return Ok((
            TokenKind::Name(rest.get(..length).unwrap_or_default().to_owned()),
            length,
        ));
    }
    if first == '[' {
        let length = rest.find(']').ok_or_else(|| {
            FormulaError::new(column, "“[” opens here, but there is no “]” after it.")
        })?;
        let period = rest.get(1..length).unwrap_or_default().trim();
        return Ok((TokenKind::Period(period.to_owned()), length + 1));
    }
    match SIGNS.iter().find(|s| rest.starts_with(**s)) {
        Some(&"=") => Err(FormulaError::new(column, "to compare, write “==”.")),
        Some(sign) => Ok((TokenKind::Sign(sign), sign.len())),
        None => Err(FormulaError::new(
            column,
            format!("“{first}” has no meaning in a formula."),
        )),
    }
}

fn number(rest: &str, column: usize) -> Result<(TokenKind, usize), FormulaError> {
    // Four digits, two, and two, without a blank: nobody subtracts “03”.
    if let Some(text) = rest.get(..10)
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        })
        && !rest.as_bytes().get(10).is_some_and(|b| b.is_ascii_digit() || *b == b'.')
    {
        let day = from_iso(text).ok_or_else(|| {
            FormulaError::new(column, format!("“{text}” is no day of the calendar."))
        })?;
        return Ok((TokenKind::Date(day), 10));
    }
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    let mut length = rest.find(|c| !digit(c)).unwrap_or(rest.len());
    let exponent = rest.get(length..).unwrap_or_default();
    if let Some(after) = exponent.strip_prefix(['e', 'E']) {
        let unsigned = after.strip_prefix(['+', '-']).unwrap_or(after);
        let digits =
            unsigned.find(|c: char| !c.is_ascii_digit()).unwrap_or(unsigned.len());
        if digits > 0 {
            length += exponent.len() - unsigned.len() + digits;
        }
    }
    let text = rest.get(..length).unwrap_or_default();
    match decimal::read(text) {
        Some(value) if value.is_finite() => Ok((TokenKind::Number(value), length)),
        _ => Err(FormulaError::new(column, format!("“{text}” is not a number."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokens(text).unwrap().into_iter().map(|t| t.kind).collect()
    }

    #[test]
    fn words_signs_and_numbers() {
        let name = |s: &str| TokenKind::Name(s.to_owned());
        assert_eq!(
            kinds("spend[2016/17] >= 1.5e-3*x2"),
            [
                name("spend"),
                TokenKind::Period("2016/17".to_owned()),
                TokenKind::Sign(">="),
                TokenKind::Number(1.5e-3),
                TokenKind::Sign("*"),
                name("x2"),
                TokenKind::End,
            ]
        );
        // An e that begins a word is no exponent.
        assert_eq!(
            kinds("2 euros"),
            [TokenKind::Number(2.0), name("euros"), TokenKind::End]
        );
    }

    #[test]
    fn columns_count_characters() {
        let error = tokens("a + é").unwrap_err();
        assert_eq!(error.column, 5);
        assert!(tokens("a = b").unwrap_err().message.contains("=="));
        assert!(tokens("1.2.3").is_err());
        assert!(tokens("a[2016").is_err());
    }
}
