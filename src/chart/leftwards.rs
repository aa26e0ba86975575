//! Scenes in a language that is written from right to left. The drawing stays
//! as it is: axes run to the right there too.

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

    /// A scene of words alone, from the side on which their lines begin.
    pub(super) fn laid_out(mut self) -> Self {
        let across = self.width;
        for mark in self.marks.iter_mut().filter(|_| self.leftwards) {
            match mark {
                Mark::Rect { x, width, .. } => *x = across - *x - *width,
                Mark::Text { x, anchor, .. } => {
                    *x = across - *x;
                    *anchor = match anchor {
                        Anchor::Start => Anchor::End,
                        Anchor::Middle => Anchor::Middle,
                        Anchor::End => Anchor::Start,
                    };
                }
                _ => {}
            }
        }
        self
    }
}
