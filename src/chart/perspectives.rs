//! Whose costs are counted: the reader's choice, and what is said of it.

use super::sheet::Sheet;
use super::view::{Choice, View, ViewOption};
use crate::document::Perspective;
use crate::lean::gather::Gather as _;

/// The position of the perspective that is drawn.
pub(super) fn position(all: &[Perspective], view: &View) -> usize {
    view.choice.min(all.len().saturating_sub(1))
}

/// Whether the perspective that is drawn has this id.
pub(super) fn is_drawn(all: &[Perspective], view: &View, id: &str) -> bool {
    all.get(position(all, view)).is_some_and(|p| p.id == id)
}

/// Offers them where there are several; the one that is drawn.
#[inline(never)]
pub(super) fn offered<'a>(
    sheet: &mut Sheet<'_>,
    all: &'a [Perspective],
    view: &View,
) -> Option<&'a Perspective> {
    let chosen = position(all, view);
    if all.len() > 1 {
        let choice = |(i, p): (usize, &Perspective)| {
            Choice::new(&i.to_string(), &p.label, i == chosen)
        };
        let values = all.iter().enumerate().map(choice).gather();
        let label = sheet.words.chart_perspective;
        sheet.scene.options.push(ViewOption::one("choice", label, values));
    }
    all.get(chosen)
}

/// Names it before what is shown, and says what to mind of it.
#[inline(never)]
pub(super) fn named(sheet: &mut Sheet<'_>, perspective: &Perspective) {
    let subtitle = std::mem::take(&mut sheet.scene.subtitle);
    let parts = [perspective.label.as_str(), subtitle.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).gather();
    sheet.scene.subtitle = parts.join(" · ");
    sheet.note(&perspective.note);
}
