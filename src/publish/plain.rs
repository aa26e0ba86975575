//! The static form at the document's own values, and the page that it stands in.

use super::fill;
use crate::chart::{Palette, escaped};
use crate::error::Error;
use crate::model::Model;
use crate::statics::{self, Form, WIDTH};
use crate::words::Direction;

/// The content of a calculator that has not come alive, as HTML without
/// scripts and styles.
///
/// # Errors
/// If a chart cannot be drawn.
pub fn plain(model: &Model) -> Result<String, Error> {
    let form = Form { width: WIDTH, palette: Palette::light(), pictures: "", home: "" };
    statics::html(model, &model.evaluate(&model.scenario()), &form)
}

/// A page around a document: its title, its language and which way that runs, the
/// static form, and what `others` puts in further places.
///
/// # Errors
/// If the page lacks a place, or a chart cannot be drawn.
pub fn page(
    template: &str,
    model: &Model,
    others: &[(&str, &str)],
) -> Result<String, String> {
    let d = model.document();
    let fallback = plain(model).map_err(|e| e.to_string())?;
    let (title, language) = (escaped(&d.title), escaped(&d.language));
    let own = [
        ("title", &*title),
        ("language", &*language),
        ("direction", Direction::of(&d.language).attribute()),
        ("fallback", &*fallback),
    ];
    fill(template, &[&own, others].concat())
}
