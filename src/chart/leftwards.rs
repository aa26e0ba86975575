//! Scenes in a language that is written from right to left. The axes of a chart
//! run to the right there too; cards and effect curves are mirrored.

use super::Scene;
use super::mark::{Anchor, Mark};
use crate::model::Model;
use crate::words::Direction;

impl Scene {
    /// The scene, its words in the direction of the document's language.
    pub(super) fn written_in(mut self, model: &Model) -> Self {
        let direction = Direction::of(&model.document().language);
        self.leftwards = direction == Direction::Leftwards;
        self.isolated()
    }

    /// Each text in its own direction, whatever that of the canvas or picture is:
    /// numbers and stops at its ends stand where they belong.
    pub(super) fn isolated(mut self) -> Self {
        for mark in self.marks.iter_mut().filter(|_| self.leftwards) {
            if let Mark::Text { text, .. } = mark {
                *text = format!("\u{2067}{text}\u{2069}");
            }
        }
        self
    }

    /// The drawing from the other side too, where the words are: for what stands
    /// beside words or a slider.
    pub(super) fn mirrored(mut self) -> Self {
        let across = self.width;
        for mark in self.marks.iter_mut().filter(|_| self.leftwards) {
            match mark {
                Mark::Rect { x, width, .. } => *x = across - *x - *width,
                Mark::Circle { x, .. } => *x = across - *x,
                Mark::Rule { from, to, .. } => {
                    (from.0, to.0) = (across - from.0, across - to.0);
                }
                Mark::Path { points, .. } | Mark::Area { points, .. } => {
                    points.iter_mut().for_each(|p| p.0 = across - p.0);
                }
                Mark::Text { x, anchor, .. } => {
                    *x = across - *x;
                    *anchor = match anchor {
                        Anchor::Start => Anchor::End,
                        Anchor::Middle => Anchor::Middle,
                        Anchor::End => Anchor::Start,
                    };
                }
            }
        }
        self
    }
}
