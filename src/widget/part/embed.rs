//! The forms in which another page can hold the present state, each to be copied
//! with what it needs.

use crate::chart::escaped;
use crate::link::{encoded, fragment};
use crate::model::Model;
use crate::statics;
use crate::widget::act::{Act, act};
use crate::widget::dom::Dom;
use crate::widget::{Inner, State};
use crate::words::fill;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};

/// The script that every living form loads.
const SCRIPT: &str = "cost-calculator.js";

/// Builds the list.
pub(super) fn build(dom: &Dom, parent: &Element, model: &Model, host: &HtmlElement) {
    let words = model.words();
    let details = dom.add(parent, "details", "note-section embed");
    dom.text(&details, "summary", "", words.embed);
    let body = dom.add(&details, "div", "body");
    let document = own_document(host, model);
    let file = format!("{}.html", model.document().id);
    let needs = |files: &[&str]| {
        let mut files = files.join(", ");
        for more in [&document, &language(model)].into_iter().flatten() {
            files.push_str(", ");
            files.push_str(more);
        }
        fill(words.embed_needs, &[("files", &files)])
    };
    let forms = [
        (words.embed_script, needs(&[SCRIPT])),
        (words.embed_frame, needs(&["calculator.html", "embed.js", SCRIPT])),
        (words.embed_file, fill(words.embed_needs, &[("files", &file)])),
        (words.embed_static, words.embed_fixed.to_owned()),
    ];
    for (form, (label, needs)) in forms.into_iter().enumerate() {
        // Only the document that comes with the calculator comes as one file.
        if form == FILE && document.is_some() {
            continue;
        }
        let line = dom.add(&body, "p", "");
        act(&dom.button(&line, "link", label), Act::Embed, form);
        dom.words(&line, " ");
        dom.text(&line, "span", "muted", &needs);
    }
}

/// The places of forms in the list.
const TAG: usize = 0;
const FRAME: usize = 1;
const FILE: usize = 2;

/// The file of a document that is not the one that comes with the calculator:
/// what `src` names, or for one that stands in the page a name to save it by.
fn own_document(host: &HtmlElement, model: &Model) -> Option<String> {
    let named = host.get_attribute("src").filter(|src| !src.is_empty());
    let figures = Reflect::get(host, &JsValue::from_str("figures"));
    let inside = figures.is_ok_and(|f| f.is_object())
        || host.query_selector("script:not([src])").is_ok_and(|s| s.is_some());
    named.or_else(|| inside.then(|| format!("{}.json", model.document().id)))
}

/// The file of a language that is not built in.
fn language(model: &Model) -> Option<String> {
    let tag = model.words().language;
    (!tag.starts_with("en")).then(|| format!("languages/{tag}.json"))
}

impl Inner {
    /// Copies one of the forms.
    pub(crate) fn embed(&self, form: usize) {
        let Ok(state) = self.state.try_borrow() else { return };
        let code = self.form(form, &state);
        drop(state);
        self.parts.takeaway.copy(self, &code);
    }

    /// The present state as HTML that lives without scripts.
    fn static_form(&self, state: &State) -> String {
        let address = self.address(&self.link(state));
        // A disk's address leads no reader anywhere, and tells of whose disk it is.
        let home = if address.starts_with("file:") { "" } else { &address };
        statics::plain(&self.model, &state.evaluation, home)
    }

    #[inline(never)]
    fn form(&self, form: usize, state: &State) -> String {
        let link = self.link(state);
        let d = self.model.document();
        let title = escaped(&d.title);
        let document = own_document(&self.host, &self.model);
        let attribute = |name: &str, value: Option<String>| {
            value.map_or_else(String::new, |v| format!(" {name}=\"{}\"", escaped(&v)))
        };
        let preset = self.host.get_attribute("preset").filter(|p| !p.is_empty());
        // The other page knows this calculator by its document's name.
        let end = fragment::with("", &d.id, &link).unwrap_or_default();
        let address = |page: &str| {
            let mut address = format!("{page}.html");
            for (name, value) in [("src", &document), ("preset", &preset)] {
                if let Some(value) = value {
                    let mark = if address.contains('?') { '&' } else { '?' };
                    address.push_str(&format!("{mark}{name}={}", encoded(value)));
                }
            }
            escaped(&(address + &end))
        };
        match form {
            TAG => format!(
                "<script src=\"{SCRIPT}\" defer></script>\n\
                 <cost-calculator{}{}{}{}>\n{}</cost-calculator>\n",
                attribute("src", document.clone()),
                attribute("preset", preset.clone()),
                attribute("state", Some(link)),
                attribute("locale", self.host.get_attribute("locale")),
                self.static_form(state),
            ),
            FRAME => format!(
                "<iframe class=\"cost-calculator\" src=\"{}\" title=\"{title}\" width=\"100%\" \
                     height=\"900\" loading=\"lazy\" style=\"border: 0\"></iframe>\n\
                     <script src=\"embed.js\" defer></script>\n",
                address("calculator"),
            ),
            FILE => format!("<a href=\"{}\">{title}</a>\n", address(&d.id)),
            _ => self.static_form(state),
        }
    }
}
