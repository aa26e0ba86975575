//! Where a cell stands.

/// A cell of a sheet, counted from nought.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) sheet: String,
    pub(super) row: u32,
    pub(super) column: u32,
}

impl At {
    /// Reads `B2` or `$B$2`.
    pub(super) fn parse(sheet: &str, text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
        let (name, number) = text.split_at_checked(letters)?;
        if name.is_empty() || name.len() > 3 {
            return None;
        }
        let digit = |c: char| u32::from(c.to_ascii_uppercase()) - u32::from('A') + 1;
        let column = name.chars().fold(0, |sum, c| sum * 26 + digit(c));
        let row: u32 = number.parse().ok()?;
        let (row, column) = (row.checked_sub(1)?, column.checked_sub(1)?);
        Some(Self { sheet: sheet.to_owned(), row, column })
    }

    /// As people name it: `Prices!B2`.
    pub(super) fn shown(&self) -> String {
        format!("{}!{}{}", self.sheet, column(self.column), self.row + 1)
    }
}

/// The letters of a column.
pub(super) fn column(number: u32) -> String {
    let mut name = String::new();
    let mut left = number + 1;
    while left > 0 {
        left -= 1;
        let letter = char::from(b'A' + u8::try_from(left % 26).unwrap_or_default());
        name.insert(0, letter);
        left /= 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_people_name_them() {
        for name in ["A1", "Z9", "AA10", "AZ1", "BA700"] {
            let at = At::parse("S", name).unwrap();
            assert_eq!(at.shown(), format!("S!{name}"));
        }
        assert_eq!(At::parse("S", "A0"), None);
        assert_eq!(At::parse("S", "rate"), None);
    }
}
