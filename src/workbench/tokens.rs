//! The words and signs of a formula as spreadsheets write them: Excel’s
//! `Prices!$B$2`, OpenDocument’s `[.B2]`.

use super::cell::At;

/// Said of what is no formula.
pub(super) const UNREAD: &str = "its formula cannot be read";

/// A word or a sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    /// A cell, or two with a colon between them; perhaps of another sheet.
    Cells(Option<String>, String, Option<String>),
    Name(String),
    Sign(String),
}

impl Token {
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Number(n) => n.to_string(),
            Self::Text(t) | Self::Name(t) | Self::Sign(t) => t.clone(),
            Self::Cells(_, from, _) => from.clone(),
        }
    }
}

/// The tokens of a formula, in order.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '"' => quoted(rest, '"').map(|(t, r)| (Token::Text(t), r)),
            '[' => bracketed(rest),
            '\'' => {
                let (sheet, after) = quoted(rest, '\'').ok_or(UNREAD)?;
                let after = after.strip_prefix('!').ok_or(UNREAD)?;
                Some(cells_of(Some(sheet), after).ok_or(UNREAD)?)
            }
            c if c.is_ascii_digit() || c == '.' => number(rest),
            c if c.is_alphabetic() || matches!(c, '_' | '$' | '\\') => Some(word(rest)),
            _ => {
                let length = if rest.starts_with("<=")
                    || rest.starts_with(">=")
                    || rest.starts_with("<>")
                {
                    2
                } else {
                    first.len_utf8()
                };
                let (sign, after) = rest.split_at_checked(length).ok_or(UNREAD)?;
                Some((Token::Sign(sign.to_owned()), after))
            }
        }
        .ok_or(UNREAD)?;
        found.push(token);
        rest = after.trim_start();
    }
    Ok(found)
}

/// What stands between two quotes, each doubled where it is meant itself.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut rest = text.strip_prefix(quote)?;
    loop {
        let (part, after) = rest.split_once(quote)?;
        inside.push_str(part);
        match after.strip_prefix(quote) {
            Some(more) => {
                inside.push(quote);
                rest = more;
            }
            None => return Some((inside, after)),
        }
    }
}

fn number(text: &str) -> Option<(Token, &str)> {
    let digits =
        |t: &str| t.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(t.len());
    let mut end = digits(text);
    let tail = text.get(end..)?;
    if let Some(power) = tail.strip_prefix(['e', 'E']) {
        let sign = usize::from(power.starts_with(['+', '-']));
        let length = digits(power.get(sign..)?);
        if length > 0 {
            end += 1 + sign + length;
        }
    }
    let (number, after) = text.split_at_checked(end)?;
    Some((Token::Number(number.parse().ok()?), after))
}

/// `[.B2]`, `[$Prices.B2:.B5]`, as an `.ods` file writes cells.
fn bracketed(text: &str) -> Option<(Token, &str)> {
    let (inside, after) = text.strip_prefix('[')?.split_once(']')?;
    let (from, to) = match inside.split_once(':') {
        Some((from, to)) => (from, Some(to)),
        None => (inside, None),
    };
    let (sheet, from) = from.rsplit_once('.')?;
    let sheet = sheet.trim_start_matches('$').trim_matches('\'');
    let sheet = (!sheet.is_empty()).then(|| sheet.to_owned());
    let to = to.map(|t| t.rsplit_once('.').map_or(t, |(_, cell)| cell).to_owned());
    Some((Token::Cells(sheet, from.to_owned(), to), after))
}

/// A name, a function or a cell.
fn word(text: &str) -> (Token, &str) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '\\');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (word, after) = text.split_at_checked(end).unwrap_or((text, ""));
    if let Some(rest) = after.strip_prefix('!')
        && let Some(cells) = cells_of(Some(word.to_owned()), rest)
    {
        return cells;
    }
    if !after.starts_with('(')
        && let Some(cells) = cells_of(None, text)
    {
        return cells;
    }
    (Token::Name(word.to_owned()), after)
}

/// `B2`, `$B$2:$B$5`.
fn cells_of(sheet: Option<String>, text: &str) -> Option<(Token, &str)> {
    let one = |t: &str| {
        let end =
            t.find(|c: char| !c.is_ascii_alphanumeric() && c != '$').unwrap_or(t.len());
        let (cell, after) = t.split_at_checked(end)?;
        At::parse("", cell)?;
        Some((cell.to_owned(), end, after.starts_with(['_', '.'])))
    };
    let (from, end, longer) = one(text)?;
    if longer {
        return None;
    }
    let after = text.get(end..)?;
    if let Some(rest) = after.strip_prefix(':')
        && let Some((to, end, _)) = one(rest)
    {
        return Some((Token::Cells(sheet, from, Some(to)), rest.get(end..)?));
    }
    Some((Token::Cells(sheet, from, None), after))
}
