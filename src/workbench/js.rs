//! What the workbench's script can call. Texts in, texts out: a document is
//! handed over as it is written.

use super::{Outlook, check, outlook, remarks, spreadsheet};
use crate::document::{Value, learn};
use crate::formula::FUNCTIONS;
use crate::model::Model;
use crate::publish::{Form, plain};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// Everything that is to be said of a text, as JSON.
#[wasm_bindgen(js_name = check)]
pub fn check_text(text: &str) -> String {
    remarks(&check(text).1)
}

/// What a formula may call, as a JSON list.
#[wasm_bindgen]
pub fn functions() -> String {
    serde_json::Value::from_iter(FUNCTIONS.map(|(name, _)| name)).to_string()
}

/// How likely the values of an input are, as JSON.
///
/// # Errors
/// If there is nothing to say of it.
#[wasm_bindgen(js_name = outlook)]
pub fn outlook_of(text: &str, id: &str) -> Result<String, JsError> {
    let seen = outlook(text, id).as_ref().map(Outlook::json);
    seen.ok_or_else(|| told("There is nothing to say of it.".to_owned()))
}

/// A first document from a spreadsheet, and what was left out, as JSON.
///
/// # Errors
/// If it cannot be read.
#[wasm_bindgen(js_name = spreadsheet)]
pub fn spreadsheet_of(bytes: &[u8], name: &str) -> Result<String, JsError> {
    spreadsheet(bytes, name).map(|draft| draft.json()).map_err(told)
}

/// The page that needs nothing else.
///
/// # Errors
/// If the document has problems, or a chart cannot be drawn.
#[wasm_bindgen]
pub fn sealed(
    text: &str,
    language: &str,
    script: &str,
    page: &str,
) -> Result<String, JsError> {
    Form { script, page }.sealed(&sound(text, language)?, text, language).map_err(told)
}

/// The one script with the document inside.
///
/// # Errors
/// If the document has problems.
#[wasm_bindgen]
pub fn script(text: &str, language: &str, script: &str) -> Result<String, JsError> {
    sound(text, language)?;
    Form { script, page: "" }.script(text, language).map_err(told)
}

/// The sentence, its table and the front charts, as HTML without scripts.
///
/// # Errors
/// If the document has problems, or a chart cannot be drawn.
#[wasm_bindgen(js_name = plain)]
pub fn plain_form(text: &str, language: &str) -> Result<String, JsError> {
    plain(&sound(text, language)?).map_err(|e| told(e.to_string()))
}

fn sound(text: &str, language: &str) -> Result<Model, JsError> {
    if !language.is_empty() {
        let words: Value =
            serde_json::from_str(language).map_err(|e| told(e.to_string()))?;
        learn(&words).map_err(|e| told(e.to_string()))?;
    }
    let (model, remarks) = check(text);
    let first = remarks.first().map(|r| r.problem.to_string());
    model.ok_or_else(|| told(first.unwrap_or_default()))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
fn told(message: String) -> JsError {
    JsError::new(&message)
}
