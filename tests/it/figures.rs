//! The figures of the bundled document.

use cost_calculator::{Model, document::Value};

/// The bundled document, as its file holds it.
pub(crate) fn value() -> Value {
    serde_json::from_str(include_str!("../../www/talking-therapies.json")).unwrap()
}

/// The bundled document, ready to compute.
pub(crate) fn model() -> Model {
    Model::load(&value()).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn the_bundled_document_is_sound() {
    let model = model();
    assert_eq!(model.document().id, "talking-therapies");
}
