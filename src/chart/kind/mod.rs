//! One file for each kind of chart that a document may have.

mod breakdown;
mod distribution;
mod funnel;
mod ladder;
mod map;
mod paired;
mod tornado;
mod trend;
mod worth;

use super::sheet::Sheet;
use super::subject::Subject;
use super::{Scene, View};
use crate::document::ChartKind;
use crate::formula::Slot;
use crate::model::Model;

/// A kind of chart: the document's type of that name, and how it is drawn.
pub(super) trait Kind {
    /// Draws what it shows of a subject on an empty sheet.
    fn scene<'a>(&'a self, subject: &Subject<'a>, sheet: Sheet<'a>) -> Scene;

    /// The values whose plausible worlds it shows.
    fn draws(&self, _: &Model, _: &View) -> Vec<Slot> {
        Vec::new()
    }
}

/// The only place that lists the kinds there are.
pub(super) fn of(kind: &ChartKind) -> &dyn Kind {
    match kind {
        ChartKind::Funnel(kind) => kind,
        ChartKind::Ladder(kind) => kind,
        ChartKind::Trend(kind) => kind,
        ChartKind::Paired(kind) => kind,
        ChartKind::Breakdown(kind) => kind,
        ChartKind::Tornado(kind) => kind,
        ChartKind::Distribution(kind) => kind,
        ChartKind::Map(kind) => kind,
        ChartKind::Worth(kind) => kind,
    }
}
