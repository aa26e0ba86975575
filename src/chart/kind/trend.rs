//! Lines over the periods.

use super::Kind;
use crate::chart::over_periods::{self, Spec};
use crate::chart::sheet::Sheet;
use crate::chart::{Scene, Subject};
use crate::document::Trend;

impl Kind for Trend {
    fn scene<'a>(&'a self, subject: &Subject<'a>, sheet: Sheet<'a>) -> Scene {
        let index = self.index.as_deref();
        let spec =
            Spec { lines: &self.lines, index, writing: Some(self.writing), main: None };
        over_periods::scene(sheet, &spec, subject.view)
    }
}
