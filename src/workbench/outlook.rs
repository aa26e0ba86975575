//! How likely each value of an input is, for a small picture beside its form.

use super::check;
use crate::model::Fill;
use serde_json::json;

/// So many bars.
const BARS: u8 = 48;
/// What lies beyond at either end, and is not drawn.
const BEYOND: f64 = 0.002;

/// How likely the values of an input are, from the least to the most, and the
/// words for their range; `None` if it is not uncertain or the text not sound.
///
/// ```
/// # let text = r#"{"format": 1, "id": "tea", "version": "1", "title": "Tea", "periods": ["now"],
/// #   "default_period": "now", "groups": [{"id": "all", "label": "All"}], "inputs": [{"id": "cups",
/// #   "label": "Cups", "unit": "number", "group": "all", "value": 10, "format": "number", "min": 0,
/// #   "max": 20, "step": 1, "uncertainty": {"family": "uniform", "min": 5, "max": 15}}]}"#;
/// use cost_calculator::workbench::outlook;
/// let seen = outlook(text, "cups").unwrap();
/// // All parts alike; a five-hundredth is beyond each end.
/// assert!(seen.heights.iter().all(|h| (h - 0.996 / 48.0).abs() < 1e-6));
/// assert_eq!(seen.range, "95% of what may be lies between 5.25 and 14.8; the mean is 10.");
/// ```
#[must_use]
pub fn outlook(text: &str, id: &str) -> Option<Outlook> {
    let model = check(text).0?;
    let input = model.input(id)?;
    let e = model.evaluate(&model.scenario());
    let known = model.distribution(input, &e);
    if known.is_fixed() {
        return None;
    }
    let (from, to) = (known.quantile(BEYOND), known.quantile(1.0 - BEYOND));
    let width = (to - from) / f64::from(BARS);
    // What stands just at the lower end belongs to the first bar.
    let until = |bar: u8| match bar {
        0 => known.cumulative(from - width * 1e-6),
        _ => known.cumulative(width.mul_add(f64::from(bar), from)),
    };
    let heights: Vec<f64> = (0..BARS).map(|bar| until(bar + 1) - until(bar)).collect();
    let said = |value| model.text(model.input_slot(input), value, Fill::Short);
    let (low, high) = known.interval95();
    let range = format!(
        "95% of what may be lies between {} and {}; the mean is {}.",
        said(low),
        said(high),
        said(known.mean())
    );
    heights.iter().all(|h| h.is_finite()).then_some(Outlook { heights, range })
}

/// What an input may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// How likely it is to lie in each of as many equal parts of the range.
    pub heights: Vec<f64>,
    /// Where most of it lies, in words.
    pub range: String,
}

impl Outlook {
    /// As the script of the workbench reads it.
    #[must_use]
    pub fn json(&self) -> String {
        json!({"heights": self.heights, "range": self.range}).to_string()
    }
}
