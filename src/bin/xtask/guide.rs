//! The guide and the page of reference, as pages: from the same Markdown that
//! is read beside the sources.

use crate::{Outcome, root};
use cost_calculator::chart::escaped;
use cost_calculator::publish::fill;
use pulldown_cmark::{Options, Parser, html};
use std::path::Path;

const PAGES: [&str; 2] = ["guide", "reference"];

/// Writes both pages and their pictures into a folder.
pub(crate) fn write(folder: &Path) -> Outcome {
    let docs = root().join("docs");
    let template = std::fs::read_to_string(docs.join("page.html"))?;
    for name in PAGES {
        let markdown = std::fs::read_to_string(docs.join(format!("{name}.md")))?;
        let title = markdown.lines().next().unwrap_or_default().trim_start_matches("# ");
        let text = page(&markdown);
        let filled = fill(&template, &[("title", &escaped(title)), ("text", &text)])?;
        std::fs::write(folder.join(format!("{name}.html")), filled)?;
    }
    let pictures = folder.join("pictures");
    std::fs::create_dir_all(&pictures)?;
    for picture in std::fs::read_dir(docs.join("pictures"))? {
        let picture = picture?;
        std::fs::copy(picture.path(), pictures.join(picture.file_name()))?;
    }
    Ok(())
}

/// Markdown as HTML. Wide parts scroll by themselves, and by keyboard too.
fn page(markdown: &str) -> String {
    let mut text = String::new();
    html::push_html(&mut text, Parser::new_ext(markdown, Options::ENABLE_TABLES));
    let beside = PAGES.iter().fold(text, |text, name| {
        text.replace(&format!("href=\"{name}.md"), &format!("href=\"{name}.html"))
    });
    beside
        .replace("href=\"../www/authors.md", "href=\"README.md")
        .replace("<table>", "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>")
        .replace("</table>", "</table></div>")
        .replace("<pre>", "<pre tabindex=\"0\" role=\"region\" aria-label=\"JSON\">")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lead_to_pages() {
        let page = page("[a](reference.md#units)\n\n| a |\n|---|\n| b |\n");
        assert!(page.contains("href=\"reference.html#units\""));
        assert!(page.contains("<td>b</td>"));
    }
}
