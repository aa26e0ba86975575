//! The static form as it stands in a page, at the document's own values.

use crate::chart::Palette;
use crate::error::Error;
use crate::model::Model;
use crate::statics::{self, Form, WIDTH};

/// The content of a calculator that has not come alive, as HTML without
/// scripts and styles.
///
/// # Errors
/// If a chart cannot be drawn.
pub fn plain(model: &Model) -> Result<String, Error> {
    let form = Form { width: WIDTH, palette: Palette::light(), pictures: "", home: "" };
    statics::html(model, &model.evaluate(&model.scenario()), &form)
}
