//! Pointing at a chart, and walking it with the arrow keys.
//!
//! The picture is not drawn again for this: a ring and a tip lie above it.

use super::Inner;
use super::dom::{Dom, act, attr, flag, set_text, show, style, tell};
use super::part::figure::{Figure, corner, width};
use crate::chart::Hit;
use crate::formula::Slot;
use crate::words::Words;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent, PointerEvent};

/// The ring around the point in question, and what is said of it.
#[derive(Debug)]
pub(crate) struct Tip {
    ring: Element,
    frame: Element,
    label: Element,
    value: Element,
    detail: Element,
    why: Element,
    close: Element,
    /// The point shown, by position.
    point: Cell<Option<usize>>,
    /// Whether it stays when the pointer leaves.
    held: Cell<bool>,
}

/// Pixels between a point and its tip, and between a tip and the edge.
const GAP: f64 = 8.0;

impl Tip {
    pub(super) fn new(dom: &Dom, plot: &Element, chart: usize, words: &Words) -> Self {
        let ring = dom.add(plot, "div", "ring");
        attr(&ring, "aria-hidden", "true");
        let frame = dom.add(plot, "div", "tip");
        let label = dom.add(&frame, "p", "tip-label");
        let value = dom.add(&frame, "p", "tip-value");
        let detail = dom.add(&frame, "p", "muted");
        let foot = dom.add(&frame, "p", "tip-foot");
        let why = dom.button(&foot, "link", words.working);
        let close = dom.button(&foot, "link", words.close);
        act(&close, "unpin", chart);
        let tip = Self {
            ring,
            frame,
            label,
            value,
            detail,
            why,
            close,
            point: Cell::default(),
            held: Cell::default(),
        };
        tip.hide();
        tip
    }

    /// Takes it away.
    pub(super) fn hide(&self) {
        self.point.set(None);
        self.held.set(false);
        show(&self.ring, false);
        show(&self.frame, false);
    }

    fn say(&self, figure: &Figure, point: usize, hit: &Hit, held: bool) {
        self.point.set(Some(point));
        self.held.set(held);
        set_text(&self.label, &hit.label);
        set_text(&self.value, &hit.value);
        tell(&self.detail, &hit.detail);
        show(&self.close, held);
        show(&self.why, held && hit.slot.is_some());
        if let Some(Slot(slot)) = hit.slot {
            act(&self.why, "why", usize::from(slot));
        }
        flag(&self.frame, "data-held", held);
        show(&self.ring, true);
        show(&self.frame, true);
        let px = |v: f64| format!("{}px", libm::round(v * 10.0) / 10.0);
        for (name, v) in [
            ("left", hit.x),
            ("top", hit.y),
            ("width", hit.width),
            ("height", hit.height),
        ] {
            style(&self.ring, name, &px(v));
        }
        let (wide, room) = (width(&self.frame), width(&figure.plot));
        let middle = hit.x + 0.5 * hit.width - 0.5 * wide;
        style(&self.frame, "left", &px(middle.min(room - wide).max(0.0)));
        style(&self.frame, "top", &px(hit.y + hit.height + GAP));
    }
}

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
                Some((point, hit)) => figure.tip.say(figure, point, &hit, false),
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
pub(crate) fn click(inner: &Inner, chart: usize, event: &Event) {
    let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    inner.parts.charts.with(chart, |figure| match near(figure, at) {
        Some((point, _))
            if figure.tip.held.get() && figure.tip.point.get() == Some(point) =>
        {
            figure.tip.hide();
        }
        Some((point, hit)) => figure.tip.say(figure, point, &hit, true),
        None => figure.tip.hide(),
    });
}

/// Lets go of the point of a chart.
pub(crate) fn unpin(inner: &Inner, chart: usize) {
    inner.parts.charts.with(chart, |figure| {
        figure.tip.hide();
        super::dom::focus(&figure.plot);
    });
}

/// Lets go of every point, when the reader turns to something else.
pub(crate) fn let_go(inner: &Inner, event: &Event) {
    let target: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
    inner.parts.charts.each(|figure| {
        let inside = target.as_ref().is_some_and(|t| figure.plot.contains(Some(t)));
        if !inside && figure.tip.held.get() {
            figure.tip.hide();
        }
    });
}

/// Arrow keys walk the points and the series, Enter holds one, Escape lets go.
pub(crate) fn key(inner: &Inner, chart: usize, event: &KeyboardEvent) {
    let said = inner.parts.charts.with(chart, |figure| {
        let drawn = figure.drawn.try_borrow().ok()?;
        let points = &drawn.scene.as_ref()?.points;
        let present = figure.tip.point.get();
        let name = event.key();
        if name == "Escape" {
            figure.tip.hide();
            event.prevent_default();
            return None;
        }
        if name == "Enter" || name == " " {
            let point = present?;
            // On a button of the tip the key is the button's.
            let target: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
            if target.is_some_and(|t| t.tag_name() == "BUTTON") {
                return None;
            }
            event.prevent_default();
            let held = !figure.tip.held.get();
            figure.tip.say(figure, point, points.get(point)?, held);
            return None;
        }
        let next = walk(points, present, &name)?;
        event.prevent_default();
        let hit = points.get(next)?;
        figure.tip.say(figure, next, hit, figure.tip.held.get());
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
    let (what, of, _) = super::dom::acted(event.target())?;
    (what == "plot").then_some(of)
}

/// The point nearest to a place in the window.
fn near(figure: &Figure, at: (f64, f64)) -> Option<(usize, Hit)> {
    let drawn = figure.drawn.try_borrow().ok()?;
    let scene = drawn.scene.as_ref()?;
    let (left, top) = corner(&figure.plot);
    let point = scene.nearest(at.0 - left, at.1 - top)?;
    Some((point, scene.points.get(point)?.clone()))
}
