//! Lines over the periods or a count.

use super::Kind;
use crate::chart::over_periods::{self, Spec};
use crate::chart::sheet::Sheet;
use crate::chart::{Scene, Subject, View};
use crate::document::Trend;
use crate::model::Model;

impl Kind for Trend {
    fn scene<'a>(&'a self, subject: &Subject<'a>, sheet: Sheet<'a>) -> Scene {
        let index = self.index.as_deref();
        let spec = Spec {
            lines: &self.lines,
            along: &self.along,
            annotations: &self.annotations,
            index,
            writing: Some(self.writing),
            main: None,
        };
        over_periods::scene(sheet, &spec, subject.view)
    }

    fn is_drawn(&self, _: &Model, view: &View, name: &str) -> bool {
        let shown =
            |l: &crate::document::Line| l.id == name && view.shows(&l.id, l.shown);
        let base = view.index.as_ref().or(self.index.as_ref());
        self.lines.iter().any(shown) || base.is_some_and(|b| b == name)
    }
}
