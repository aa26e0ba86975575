//! Pointing at a chart, and walking it with the arrow keys.

use super::Inner;
use super::act::{Act, acted};
use super::dom::{focus, target, width, within};
use super::part::figure::Figure;
use super::part::sources;
use crate::chart::Hit;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent, PointerEvent};

/// The pointer moves over a chart without a button.
pub(crate) fn hover(inner: &Inner, event: &PointerEvent) {
    let Some(chart) = plot_of(event) else { return };
    // A finger that moves scrolls the page; a tap comes as a click.
    if event.pointer_type() == "touch" {
        return;
    }
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    inner.parts.charts.with(chart, |figure| {
        if !figure.tip.held.get() {
            match near(figure, at) {
                Some(point) => say(inner, figure, point, false),
                None => figure.tip.hide(),
            }
        }
    });
}

/// The pointer leaves something.
pub(crate) fn leave(inner: &Inner, event: &Event) {
    let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
    let Some(chart) = plot_of(event) else { return };
    inner.parts.charts.with(chart, |figure| {
        let to: Option<Element> = event.related_target().and_then(|t| t.dyn_into().ok());
        let inside = to.is_some_and(|to| figure.plot.contains(Some(&to)));
        if !inside && !figure.tip.held.get() {
            figure.tip.hide();
        }
    });
}

/// A click or a tap holds a point, and another beside everything lets go.
#[inline(never)]
pub(crate) fn click(inner: &Inner, chart: usize, event: &Event) {
    let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    inner.parts.charts.with(chart, |figure| match near(figure, at) {
        Some(point) if figure.tip.held.get() && figure.tip.point.get() == Some(point) => {
            figure.tip.hide();
        }
        Some(point) => say(inner, figure, point, true),
        None => figure.tip.hide(),
    });
}

/// Lets go of the point of a chart.
pub(crate) fn unpin(inner: &Inner, chart: usize) {
    inner.parts.charts.with(chart, |figure| {
        figure.tip.hide();
        focus(&figure.plot);
    });
}

/// Lets go of every point, when the reader turns to something else.
pub(crate) fn let_go(inner: &Inner, event: &Event) {
    let target = target(event);
    inner.parts.charts.each(|figure| {
        let inside = target.as_ref().is_some_and(|t| figure.plot.contains(Some(t)));
        if !inside && figure.tip.held.get() {
            figure.tip.hide();
        }
    });
}

/// Arrow keys walk the points and the series, Enter holds one, Escape lets go.
#[inline(never)]
pub(crate) fn key(inner: &Inner, chart: usize, event: &KeyboardEvent) {
    let said = inner.parts.charts.with(chart, |figure| {
        let drawn = figure.drawn.try_borrow().ok()?;
        let points = &drawn.scene.as_ref()?.points;
        let present = figure.tip.point.get();
        let name = event.key();
        if name == "Escape" {
            if present.is_some() {
                figure.tip.hide();
                event.prevent_default();
            }
            return None;
        }
        if name == "Enter" || name == " " {
            let point = present?;
            // On a button of the tip the key is the button's.
            let target = target(event);
            if target.is_some_and(|t| t.tag_name() == "BUTTON") {
                return None;
            }
            event.prevent_default();
            say(inner, figure, point, !figure.tip.held.get());
            return None;
        }
        let next = walk(points, present, &name)?;
        event.prevent_default();
        let hit = points.get(next)?;
        say(inner, figure, next, figure.tip.held.get());
        let detail = if hit.detail.is_empty() {
            String::new()
        } else {
            format!(", {}", hit.detail)
        };
        Some(format!("{}: {}{detail}", hit.label, hit.value))
    });
    if let Some(Some(text)) = said {
        inner.say(&text);
    }
}

/// The point that a key leads to.
#[inline(never)]
fn walk(points: &[Hit], from: Option<usize>, key: &str) -> Option<usize> {
    let last = points.len().checked_sub(1)?;
    let Some(from) = from else {
        let arrow = key.starts_with("Arrow") || key == "Home";
        return if arrow { Some(0) } else { (key == "End").then_some(last) };
    };
    let here = points.get(from)?;
    let several = points.iter().any(|p| p.series != here.series);
    let beside = |step: i8| {
        let mut order: Box<dyn Iterator<Item = usize>> =
            if step > 0 { Box::new(from + 1..=last) } else { Box::new((0..from).rev()) };
        order.find(|&i| points.get(i).is_some_and(|p| p.series == here.series))
    };
    let across = |step: i8| {
        let wanted =
            if step > 0 { here.series + 1 } else { here.series.checked_sub(1)? };
        let candidates = points.iter().enumerate().filter(|(_, p)| p.series == wanted);
        candidates
            .min_by(|(_, a), (_, b)| {
                (a.x - here.x).abs().total_cmp(&(b.x - here.x).abs())
            })
            .map(|(i, _)| i)
    };
    match key {
        "ArrowRight" => beside(1),
        "ArrowLeft" => beside(-1),
        "ArrowDown" if several => across(1),
        "ArrowUp" if several => across(-1),
        "ArrowDown" => beside(1),
        "ArrowUp" => beside(-1),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

fn plot_of(event: &Event) -> Option<usize> {
    let (what, of, _) = acted(event)?;
    matches!(what, Act::Plot | Act::Grip).then_some(of)
}

/// The point nearest to a place in the window.
fn near(figure: &Figure, at: (f64, f64)) -> Option<usize> {
    let drawn = figure.drawn.try_borrow().ok()?;
    let scene = drawn.scene.as_ref()?;
    let (x, y) = within(&figure.plot, at.0, at.1);
    scene.nearest(x, y)
}

/// Tells of a point beside it.
#[inline(never)]
fn say(inner: &Inner, figure: &Figure, point: usize, held: bool) {
    let Ok(drawn) = figure.drawn.try_borrow() else { return };
    let Some(scene) = &drawn.scene else { return };
    let Some(hit) = scene.points.get(point) else { return };
    let mark = |parent: &Element| {
        let Ok(state) = inner.state.try_borrow() else { return };
        let e = &state.evaluation;
        for word in scene.standing(hit, &inner.model, e) {
            sources::mark(&inner.dom, parent, inner.words(), word);
        }
    };
    figure.tip.say(width(&figure.plot), point, hit, held, &mark);
}
