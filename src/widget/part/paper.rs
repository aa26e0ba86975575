//! A chart as paper shows it.

use crate::chart::{Palette, Scene};
use crate::widget::dom::clear;
use web_sys::Element;

/// The width that charts are drawn at for paper: half a page of A4 or Letter,
/// to which the style sheet fits them, is little less.
pub(crate) const WIDTH: f64 = 400.0;

/// Draws a scene in ink on white, whatever the page's colours are: a canvas
/// would keep the screen's width and colours. It stays empty where the page
/// lets nothing be read as markup: then the canvas is printed.
pub(crate) fn draw(paper: &Element, scene: &Scene, family: String) {
    clear(paper);
    if let Ok(svg) = scene.to_svg(&Palette { family, ..Palette::light() }) {
        let _ = paper.insert_adjacent_html("beforeend", &svg);
    }
}
