//! The files of the package that the program carries.

use std::borrow::Cow;

/// One of them, by its name in the package. What is built comes from `pkg/`, as
/// `cargo xtask release` wrote it.
pub(crate) fn text(name: &str) -> Option<Cow<'static, str>> {
    let text = match name {
        "command/calculator.js" => include_str!("../../../pkg/command/calculator.js"),
        "command/page.html" => include_str!("../../../www/offline.html"),
        "command/served.html" => include_str!("../../../www/command/served.html"),
        "languages/cy.json" => include_str!("../../../www/languages/cy.json"),
        "languages/de.json" => include_str!("../../../www/languages/de.json"),
        "languages/en-US.json" => include_str!("../../../www/languages/en-US.json"),
        "languages/es.json" => include_str!("../../../www/languages/es.json"),
        "languages/fr.json" => include_str!("../../../www/languages/fr.json"),
        _ => return None,
    };
    Some(text.into())
}
