//! Scenes on the page's canvases.

use super::dom::style;
use super::lettering::Lettering;
use crate::chart::{Measure, Palette, Scene};
use crate::error::Error;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Paints a scene on a canvas of its size, at so many device pixels to a CSS
/// pixel.
#[inline(never)]
pub(super) fn paint(
    canvas: &HtmlCanvasElement,
    scene: &Scene,
    palette: &Palette,
    ratio: f64,
) -> Result<(), Error> {
    clear(canvas, scene, ratio);
    style(canvas, "width", &format!("{}px", scene.width));
    style(canvas, "height", &format!("{}px", scene.height));
    match backend(canvas) {
        Some(mut backend) => scene.paint(&mut backend, palette, ratio),
        None => Ok(()),
    }
}

/// Paints a scene on a canvas that shows another, or nothing that is known: only
/// what differs, where that is less.
pub(super) fn repaint(
    canvas: &HtmlCanvasElement,
    shown: Option<&Scene>,
    scene: &Scene,
    measure: &dyn Measure,
    palette: &Palette,
    ratio: f64,
) -> Result<(), Error> {
    let Some(regions) = shown.and_then(|shown| scene.damage(shown, measure, ratio))
    else {
        return paint(canvas, scene, palette, ratio);
    };
    let Some((mut backend, context)) = backend(canvas).zip(context(canvas)) else {
        return Ok(());
    };
    for region in regions {
        let (left, top) = (f64::from(region.left), f64::from(region.top));
        let width = f64::from(region.right) - left;
        let height = f64::from(region.bottom) - top;
        context.save();
        context.begin_path();
        context.rect(left, top, width, height);
        context.clip();
        context.clear_rect(left, top, width, height);
        let painted = scene.paint_within(region, measure, &mut backend, palette, ratio);
        context.restore();
        painted?;
    }
    Ok(())
}

fn backend(canvas: &HtmlCanvasElement) -> Option<Lettering> {
    let backend = CanvasBackend::with_canvas_object(canvas.clone())?;
    Some(Lettering::new(backend, context(canvas)?))
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
