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
    let template = template.replace("\r\n", "\n");
    let lacks =
        |(name, _): &&(&str, &str)| !template.contains(&format!("{{{{{name}}}}}"));
    if let Some((name, _)) = places.iter().find(lacks) {
        return Err(format!("The template has no {{{{{name}}}}}."));
    }
    let mut filled = String::with_capacity(template.len());
    let mut rest = &*template;
    // One pass, so that a title with braces in it is not filled again.
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let place = after.split_once("}}").and_then(|(name, after)| {
            Some((places.iter().find(|(known, _)| *known == name)?.1, after))
        });
        let (text, after) = place.unwrap_or(("{{", after));
        filled.push_str(text);
        rest = after;
    }
    filled.push_str(rest);
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
    fn what_is_filled_in_has_no_places_of_its_own() {
        let places = [("title", "How {{text}} works"), ("text", "It {{does}}.")];
        let filled = fill("<h1>{{title}}</h1>{{text}} {{{title}} {{", &places);
        let wanted = "<h1>How {{text}} works</h1>It {{does}}. {{{title}} {{";
        assert_eq!(filled.as_deref(), Ok(wanted));
    }

    #[test]
    fn a_script_cannot_end_the_page_it_stands_in() {
        assert!(fits_a_page("if (a < b) c()").is_ok());
        assert!(fits_a_page("a = '</SCRIPT>'").is_err());
    }
}
