//! Small documents made for a test: what they all begin with, and loading one.

use cost_calculator::Model;
use cost_calculator::document::Value;
use serde_json::{Value as Json, json};

/// A document of one period and one group with the rest of it.
pub(crate) fn document(rest: Json) -> Json {
    let mut document = json!({
        "format": 1, "version": "1", "units": {},
        "periods": ["now"], "default_period": "now",
        "groups": [{"id": "all", "label": "All"}]
    });
    let Json::Object(rest) = rest else { panic!("{rest} is no document") };
    document.as_object_mut().unwrap().extend(rest);
    document
}

/// A document ready to compute, or what is said of it.
pub(crate) fn load(document: &Json) -> Result<Model, String> {
    let value: Value = serde_json::from_value(document.clone()).unwrap();
    Model::load(&value).map_err(|e| e.to_string())
}
