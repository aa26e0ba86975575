//! Scenes on the page's canvases.

use super::dom::style;
use super::lettering::Lettering;
use crate::chart::{Palette, Scene};
use crate::error::Error;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Paints a scene on a canvas of its size, at so many device pixels to a CSS
/// pixel.
pub(super) fn paint(
    canvas: &HtmlCanvasElement,
    scene: &Scene,
    palette: &Palette,
    ratio: f64,
) -> Result<(), Error> {
    clear(canvas, scene, ratio);
    style(canvas, "width", &format!("{}px", scene.width));
    style(canvas, "height", &format!("{}px", scene.height));
    let backend = CanvasBackend::with_canvas_object(canvas.clone());
    match backend.zip(context(canvas)) {
        Some((backend, context)) => {
            scene.paint(&mut Lettering::new(backend, context), palette, ratio)
        }
        None => Ok(()),
    }
}

/// Clears a canvas and gives it the size of a scene in device pixels. Giving it
/// the same size again would clear it too, but also take it new memory and make
/// it forget its type.
pub(super) fn clear(canvas: &HtmlCanvasElement, scene: &Scene, ratio: f64) {
    let (width, height) = (pixels(scene.width * ratio), pixels(scene.height * ratio));
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    } else if let Some(context) = context(canvas) {
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
    }
}

/// What a canvas is drawn on by; `None` if the browser gives nothing.
pub(super) fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

fn pixels(size: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what a canvas can be"
    )]
    let pixels = libm::round(size).clamp(1.0, 16_000.0) as u32;
    pixels
}
