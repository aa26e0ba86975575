//! Reading a decimal number, to the last bit.

/// The number that a text of digits, at most one point and perhaps an exponent
/// stands for, if it stands for one; infinite where it is too large.
pub(crate) fn read(text: &str) -> Option<f64> {
    let known = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
    if text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(known) {
        exact(text)
    } else {
        None
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn exact(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// Every browser reads numbers, and rounds them to the nearest as we do.
#[cfg(target_arch = "wasm32")]
fn exact(text: &str) -> Option<f64> {
    let text = wasm_bindgen::JsValue::from_str(text);
    f64::try_from(text).ok().filter(|v| !v.is_nan())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_a_number_and_what_is_none() {
        for (text, value) in [
            ("12", 12.0),
            ("-0.5", -0.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("+1e-3", 0.001),
            ("1E5", 1e5),
            ("1e400", f64::INFINITY),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in
            ["", ".", "1.2.3", "inf", "nan", "Infinity", "0x10", " 1", "1e", "--1"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
