//! Letters of Latin-1, which Western European languages write, and not the
//! tables of every script; and where a text parts.

/// The text in small letters.
pub(crate) fn lower(text: &str) -> String {
    let lower = |c: char| match c {
        'À'..='Þ' if c != '×' => shifted(c, 32),
        'Œ' => 'œ',
        _ => c.to_ascii_lowercase(),
    };
    text.chars().map(lower).collect()
}

/// The text with a capital letter in front.
pub(crate) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    let Some(first) = rest.next() else { return String::new() };
    let first = match first {
        'à'..='þ' if first != '÷' => shifted(first, -32),
        'œ' => 'Œ',
        _ => first.to_ascii_uppercase(),
    };
    let mut capital = String::from(first);
    capital.push_str(rest.as_str());
    capital
}

/// Whether it is one of these letters.
pub(crate) const fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, 'À'..='ÿ' | 'Œ' | 'œ') && !matches!(c, '×' | '÷')
}

/// A text parted before the last of such parts of it. By the search that everything
/// else uses: the one that begins at the end would be a second.
pub(crate) fn part_at_last<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    text.match_indices(part).last().map(|(at, _)| text.split_at(at))
}

fn shifted(c: char, by: i32) -> char {
    u32::from(c).checked_add_signed(by).and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_unicode_has_them() {
        let latin: String = (' '..='ÿ').chain(['Œ', 'œ']).collect();
        assert_eq!(lower(&latin), latin.to_lowercase());
        for c in latin.chars().filter(|c| !matches!(c, 'ß' | 'ÿ' | 'µ')) {
            let text = format!("{c}{c}");
            assert_eq!(capital(&text), format!("{}{c}", c.to_uppercase()));
        }
        assert_eq!(capital(""), "");
        for c in latin.chars().filter(|c| !matches!(c, 'ª' | 'µ' | 'º')) {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c}");
        }
    }
}
