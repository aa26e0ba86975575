//! Places in a text, and texts in a page.

/// Fills the `{{name}}` places of a template, each of which must be there.
///
/// # Errors
/// If a place is missing.
///
/// ```
/// use cost_calculator::publish::fill;
/// assert_eq!(fill("a {{b}}", &[("b", "c")]).as_deref(), Ok("a c"));
/// assert!(fill("a", &[("b", "c")]).is_err());
/// ```
pub fn fill(template: &str, places: &[(&str, &str)]) -> Result<String, String> {
    let mut filled = template.replace("\r\n", "\n");
    for (name, text) in places {
        let place = format!("{{{{{name}}}}}");
        if !filled.contains(&place) {
            return Err(format!("The template has no {place}."));
        }
        filled = filled.replace(&place, text);
    }
    Ok(filled)
}

/// Whether a script can stand inside a page.
///
/// # Errors
/// Some texts would end it there: which.
pub fn fits_a_page(script: &str) -> Result<(), String> {
    let script = script.to_lowercase();
    match ["</script", "<!--"].iter().find(|end| script.contains(*end)) {
        None => Ok(()),
        Some(end) => Err(format!("A script may not contain {end}.")),
    }
}

/// What stands between two texts for the first time.
///
/// # Errors
/// If they are not there.
pub fn between<'a>(text: &'a str, open: &str, close: &str) -> Result<&'a str, String> {
    let found = text.split_once(open).and_then(|(_, rest)| rest.split_once(close));
    found
        .map(|(inside, _)| inside)
        .ok_or_else(|| format!("The template has no {open}…{close}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_cannot_end_the_page_it_stands_in() {
        assert!(fits_a_page("if (a < b) c()").is_ok());
        assert!(fits_a_page("a = '</SCRIPT>'").is_err());
    }
}
