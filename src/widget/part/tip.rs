//! What is told of a point of a chart.
//!
//! The picture is not drawn again for this: a ring and a tip lie above it.

use crate::chart::Hit;
use crate::formula::Slot;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, clear, flag, set_text, show, style, tell, width};
use crate::words::Words;
use std::cell::Cell;
use web_sys::Element;

/// The ring around the point in question, and what is said of it.
#[derive(Debug)]
pub(crate) struct Tip {
    ring: Element,
    frame: Element,
    label: Element,
    value: Element,
    detail: Element,
    standing: Element,
    why: Element,
    close: Element,
    /// The point shown, by position.
    pub(crate) point: Cell<Option<usize>>,
    /// Whether it stays when the pointer leaves.
    pub(crate) held: Cell<bool>,
}

/// Pixels between a point and its tip, and between a tip and the edge.
const GAP: f64 = 8.0;

impl Tip {
    pub(crate) fn new(dom: &Dom, plot: &Element, chart: usize, words: &Words) -> Self {
        let ring = dom.add(plot, "div", "ring");
        attr(&ring, "aria-hidden", "true");
        let frame = dom.add(plot, "div", "tip");
        let label = dom.add(&frame, "p", "tip-label");
        let value = dom.add(&frame, "p", "tip-value");
        let detail = dom.add(&frame, "p", "muted");
        let standing = dom.add(&frame, "p", "standing");
        let foot = dom.add(&frame, "p", "tip-foot");
        let why = dom.button(&foot, "link", words.working);
        let close = dom.button(&foot, "link", words.close);
        act(&close, Act::Unpin, chart);
        let tip = Self {
            ring,
            frame,
            label,
            value,
            detail,
            standing,
            why,
            close,
            point: Cell::default(),
            held: Cell::default(),
        };
        tip.hide();
        tip
    }

    /// Takes it away.
    pub(crate) fn hide(&self) {
        self.point.set(None);
        self.held.set(false);
        show(&self.ring, false);
        show(&self.frame, false);
    }

    /// Tells of a point in a plot so many pixels wide, and how far it can be
    /// trusted.
    #[inline(never)]
    pub(crate) fn say(
        &self,
        room: f64,
        point: usize,
        hit: &Hit,
        held: bool,
        mark: &dyn Fn(&Element),
    ) {
        self.point.set(Some(point));
        self.held.set(held);
        set_text(&self.label, &hit.label);
        set_text(&self.value, &hit.value);
        tell(&self.detail, &hit.detail);
        clear(&self.standing);
        mark(&self.standing);
        show(&self.close, held);
        show(&self.why, held && hit.slot.is_some());
        if let Some(Slot(slot)) = hit.slot {
            act(&self.why, Act::Why, usize::from(slot));
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
        let wide = width(&self.frame);
        let middle = hit.x + 0.5 * hit.width - 0.5 * wide;
        style(&self.frame, "left", &px(middle.min(room - wide).max(0.0)));
        style(&self.frame, "top", &px(hit.y + hit.height + GAP));
    }
}
