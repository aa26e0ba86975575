//! Every word of the interface, in one table per language.
//!
//! A document brings its own words; these are the widget's. A language is
//! complete or does not compile: it is a value of [`Words`]. Places for
//! values are written `{name}` and filled by [`fill`]; those of formulas `{}`.

mod english;
mod french;

/// The words of the interface in one language.
#[derive(Debug)]
pub struct Words {
    /// The language tag.
    pub language: &'static str,

    // Formulas.
    /// The smaller of two: `{}` and `{}`.
    pub smaller_of: &'static str,
    /// The larger of two.
    pub larger_of: &'static str,
    /// The absolute value.
    pub size_of: &'static str,
    /// The square root.
    pub root_of: &'static str,
    /// The exponential.
    pub exponential_of: &'static str,
    /// The natural logarithm.
    pub logarithm_of: &'static str,
    /// `if`: the value when it holds, the condition, the value otherwise.
    pub if_then: &'static str,
    /// `==`
    pub equals: &'static str,
    /// `!=`
    pub differs: &'static str,
    /// `<`
    pub less: &'static str,
    /// `<=`
    pub at_most: &'static str,
    /// `>`
    pub more: &'static str,
    /// `>=`
    pub at_least: &'static str,
    /// `and`
    pub and: &'static str,
    /// `or`
    pub or: &'static str,

    // Why there is no value.
    /// A series lacks the period.
    pub no_figure: &'static str,
    /// Something it is worked out from has none.
    pub no_value_of: &'static str,
    /// A division by zero.
    pub divides_by_nothing: &'static str,
    /// A root or logarithm of which there is none.
    pub not_real: &'static str,
    /// Beyond all bounds.
    pub too_large: &'static str,
}

impl Words {
    /// The words of a language, by its tag; English where it is not known.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        match language.split('-').next() {
            Some("fr") => &french::FRENCH,
            _ => &english::ENGLISH,
        }
    }
}

/// Fills the `{name}` places of a text.
///
/// ```
/// use cost_calculator::words::fill;
/// assert_eq!(fill("from {a} to {b}", &[("a", "1"), ("b", "2")]), "from 1 to 2");
/// ```
#[must_use]
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // One pass, so that a value with braces in it is not filled again.
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        match places.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
