//! The operators between two parts, and how tightly each binds.

use super::expression::Binary;
use super::lexer::TokenKind;

/// How tightly a minus binds that stands before one part.
pub(super) const TIGHTNESS_OF_MINUS: u8 = 6;

/// The operator that a token is, and how tightly it binds.
pub(super) fn operator(kind: &TokenKind) -> Option<(Binary, u8)> {
    let found = match kind {
        TokenKind::Name(name) if name == "or" => (Binary::Or, 1),
        TokenKind::Name(name) if name == "and" => (Binary::And, 2),
        TokenKind::Sign("==") => (Binary::Equal, 3),
        TokenKind::Sign("!=") => (Binary::Unequal, 3),
        TokenKind::Sign("<") => (Binary::Less, 3),
        TokenKind::Sign("<=") => (Binary::AtMost, 3),
        TokenKind::Sign(">") => (Binary::More, 3),
        TokenKind::Sign(">=") => (Binary::AtLeast, 3),
        TokenKind::Sign("+") => (Binary::Add, 4),
        TokenKind::Sign("-") => (Binary::Subtract, 4),
        TokenKind::Sign("*") => (Binary::Multiply, 5),
        TokenKind::Sign("/") => (Binary::Divide, 5),
        TokenKind::Sign("^") => (Binary::Power, 7),
        _ => return None,
    };
    Some(found)
}

/// Whether an operator asks how two values stand to each other.
pub(super) const fn is_comparison(binary: Binary) -> bool {
    matches!(
        binary,
        Binary::Equal
            | Binary::Unequal
            | Binary::Less
            | Binary::AtMost
            | Binary::More
            | Binary::AtLeast
    )
}
