//! Bars one below the other that may begin anywhere and be made of several
//! parts: the label above at the left or, where there is room, beside; the value
//! at the right.

use super::axis::Events;
use super::mark::{Anchor, Ink, Mark};
use super::scale::{Domain, Scale};
use super::sheet::Sheet;
use crate::lean::gather::Gather as _;

/// One bar.
#[derive(Default)]
pub(super) struct Stack {
    /// What stands above it and those after it.
    pub(super) heading: String,
    pub(super) label: String,
    /// After the label, less loud.
    pub(super) aside: String,
    /// At the right.
    pub(super) value: String,
    /// From where to where it goes.
    pub(super) spans: Vec<Span>,
    /// Where it ends in all, if that is no end of what is drawn.
    pub(super) total: Option<f64>,
    /// From where to where it went in the scenario kept to compare.
    pub(super) before: Option<(f64, f64)>,
    /// From where the next one goes on.
    pub(super) link: Option<f64>,
    /// Why there is nothing to draw.
    pub(super) reason: String,
}

/// A part of a bar.
pub(super) struct Span {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) ink: Ink,
}

/// Left edge, upper edge, width and height.
pub(super) type Place = (f64, f64, f64, f64);

/// Draws bars below everything so far, and tells where their parts are; where a
/// bar has none, the place of its words.
pub(super) fn draw(
    sheet: &mut Sheet<'_>,
    stacks: &[Stack],
    held: &[(f64, String)],
) -> Vec<Vec<Place>> {
    let beside = sheet.width >= 34.0 * sheet.size;
    let gap = libm::round(if beside { 0.35 } else { 0.7 } * sheet.size);
    let columns = Columns::new(sheet, stacks, beside);
    let Some(scale) = columns.scale(stacks, held) else { return Vec::new() };
    noted(sheet, &scale, held);
    let mut links: Option<(f64, f64)> = None;
    let mut places = Vec::new();
    for (i, stack) in stacks.iter().enumerate() {
        if i > 0 {
            sheet.y += gap;
        }
        if !stack.heading.is_empty() {
            if i > 0 {
                sheet.y += gap;
            }
            sheet.heading(&stack.heading);
            links = None;
        }
        let top = sheet.y;
        let (body, bottom) = columns.words(sheet, stack);
        if let Some((from, y)) = links {
            let x = scale.at(from);
            let (from, to) = ((x, y), (x, body.0));
            // Beside each other only: else it would go through words.
            if beside {
                sheet.put(Mark::Rule { from, to, dashed: false, ink: Ink::Muted });
            }
        }
        let drawn = bar(sheet, stack, &scale, body, held);
        sheet.y = bottom;
        let none = vec![(0.0, top, sheet.width, bottom - top)];
        places.push(if drawn.is_empty() { none } else { drawn });
        links = stack.link.map(|at| (at, body.1));
    }
    // The outline of a kept value reaches beyond its bar.
    sheet.y += 2.0;
    places
}

/// Where words and bars stand.
struct Columns {
    beside: bool,
    label: f64,
    left: f64,
    right: f64,
}

impl Columns {
    fn new(sheet: &Sheet<'_>, stacks: &[Stack], beside: bool) -> Self {
        if !beside {
            return Self { beside, label: 0.0, left: 0.0, right: sheet.width };
        }
        let widest = |words: fn(&Stack) -> &str| {
            stacks.iter().map(|b| sheet.wide(words(b), false)).fold(0.0, f64::max)
        };
        let label = widest(|b| &b.label).min(0.34 * sheet.width);
        let value = widest(|b| &b.value).max(widest(|b| &b.aside));
        let gap = 0.8 * sheet.size;
        Self { beside, label, left: label + gap, right: sheet.width - value - gap }
    }

    /// Where values lie, with nothing among them.
    fn scale(&self, stacks: &[Stack], held: &[(f64, String)]) -> Option<Scale> {
        let spans = stacks.iter().flat_map(|s| &s.spans).flat_map(|s| [s.from, s.to]);
        let before = stacks.iter().filter_map(|s| s.before).flat_map(|b| [b.0, b.1]);
        let held = held.iter().map(|(value, _)| *value);
        let values: Vec<f64> = spans.chain(before).chain(held).chain([0.0]).gather();
        // Nothing but zeros lies at the left.
        let room = if values.iter().all(|v| *v == 0.0) { Some(1.0) } else { None };
        let domain = Domain::of(values.into_iter().chain(room))?;
        Some(Scale::new(domain, self.left, self.right, false))
    }

    /// Writes the words of a bar; tells the upper and lower edge of the bar itself
    /// and of all of it.
    fn words(&self, sheet: &mut Sheet<'_>, stack: &Stack) -> ((f64, f64), f64) {
        let (line, top) = (sheet.line(), sheet.y);
        if self.beside {
            for words in sheet.lines(&stack.label, self.label) {
                sheet.text(&words, 0.0, sheet.y + 0.5 * line, Anchor::Start, Ink::Text);
                sheet.y += line;
            }
            let mut y = top + 0.5 * line;
            let end = sheet.width;
            sheet.text(&stack.value, end, y, Anchor::End, Ink::Text);
            if !stack.aside.is_empty() {
                y += line;
                sheet.text(&stack.aside, end, y, Anchor::End, Ink::Muted);
            }
            let thick = libm::round(0.85 * line);
            let middle = top + 0.5 * line;
            let body = libm::round(middle - 0.5 * thick);
            return ((body, body + thick), sheet.y.max(top + line).max(y + 0.5 * line));
        }
        let gap = 0.8 * sheet.size;
        let room = sheet.width - sheet.wide(&stack.value, false) - gap;
        let longest =
            stack.label.split(' ').map(|w| sheet.wide(w, false)).fold(0.0, f64::max);
        // Where a word would have to be broken, the value gets its own line.
        let fits = room >= longest.min(0.5 * sheet.width);
        for words in sheet.lines(&stack.label, if fits { room } else { sheet.width }) {
            sheet.text(&words, 0.0, sheet.y + 0.5 * line, Anchor::Start, Ink::Text);
            sheet.y += line;
        }
        if stack.label.is_empty() || !fits {
            sheet.y += line;
        }
        let y = sheet.y - 0.5 * line;
        sheet.text(&stack.value, sheet.width, y, Anchor::End, Ink::Text);
        if !stack.aside.is_empty() {
            sheet.paragraph(&stack.aside, Ink::Muted);
        }
        if stack.spans.is_empty() && !stack.reason.is_empty() {
            sheet.paragraph(&stack.reason, Ink::Muted);
            return ((sheet.y, sheet.y), sheet.y);
        }
        sheet.y += libm::round(0.2 * sheet.size);
        let body = (sheet.y, sheet.y + libm::round(1.1 * sheet.size));
        (body, body.1)
    }
}

/// The parts of a bar, and where they are.
fn bar(
    sheet: &mut Sheet<'_>,
    stack: &Stack,
    scale: &Scale,
    (top, bottom): (f64, f64),
    held: &[(f64, String)],
) -> Vec<Place> {
    let thick = bottom - top;
    let domain = scale.domain();
    let (left, right) = (scale.at(domain.low()), scale.at(domain.high()));
    if stack.spans.is_empty() {
        // Narrow, it stands above already.
        if thick > 0.0 {
            let reason = sheet.fit(&stack.reason, right - left);
            let y = 0.5 * (top + bottom);
            sheet.text(&reason, left, y, Anchor::Start, Ink::Muted);
        }
        return Vec::new();
    }
    sheet.rect(left, top, right - left, thick, Ink::Track);
    let mut places = Vec::new();
    for span in &stack.spans {
        let (a, b) = (scale.at(span.from), scale.at(span.to));
        let (from, to) = (a.min(b), a.max(b));
        // A hair of ground between two parts; what is something is seen.
        let wide = if to - from > 3.0 && stack.spans.len() > 1 {
            to - from - 1.0
        } else if span.from.total_cmp(&span.to).is_eq() {
            0.0
        } else {
            (to - from).max(1.0)
        };
        if wide > 0.0 {
            sheet.rect(from, top, wide, thick, span.ink);
        }
        places.push((from, top, (to - from).max(1.0), thick));
    }
    if domain.low() < 0.0 {
        sheet.rect(scale.at(0.0) - 0.5, top - 1.0, 1.0, thick + 2.0, Ink::Text);
    }
    if let Some(total) = stack.total {
        let x = scale.at(total);
        sheet.rect(x - 1.0, top - 2.0, 2.0, thick + 4.0, Ink::Text);
    }
    for (value, _) in held {
        let x = scale.at(*value);
        let (from, to) = ((x, top - 2.0), (x, bottom + 2.0));
        sheet.put(Mark::Rule { from, to, dashed: true, ink: Ink::Text });
    }
    if let Some((from, to)) = stack.before {
        let (a, b) = (scale.at(from), scale.at(to).clamp(left + 1.0, right - 1.0));
        let (top, bottom) = (top - 1.0, bottom + 1.0);
        let points = vec![(a, top), (b, top), (b, bottom), (a, bottom), (a, top)];
        sheet.put(Mark::Path { points, width: 1.0, dashed: true, ink: Ink::Text });
    }
    places
}

/// The words of values that the bars are held against, above them.
fn noted(sheet: &mut Sheet<'_>, scale: &Scale, held: &[(f64, String)]) {
    if held.is_empty() {
        return;
    }
    let mut held: Vec<(f64, &String)> =
        held.iter().map(|(v, t)| (scale.at(*v), t)).gather();
    crate::lean::order::sort(&mut held, |(x, _)| *x);
    let events = Events::new(sheet, held.into_iter());
    let top = sheet.y;
    sheet.y += events.height(sheet) + libm::round(0.4 * sheet.size);
    let bottom = sheet.y;
    events.draw(sheet, top, bottom);
}
