//! The colours that a scene is painted in.

use super::Ink;

/// A colour: red, green, blue.
pub type Rgb = (u8, u8, u8);

/// A colour for every role, and the family of type.
///
/// ```
/// use cost_calculator::chart::{Ink, Palette};
/// let mut palette = Palette::light();
/// palette.accent = (0, 0, 0);
/// assert_eq!(palette.rgb(Ink::AccentTint(0)), palette.ground);
/// assert_eq!(palette.rgb(Ink::AccentTint(100)), (0, 0, 0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The page behind the chart.
    pub ground: Rgb,
    /// Words and values.
    pub text: Rgb,
    /// Words that explain.
    pub muted: Rgb,
    /// Rules and axes.
    pub faint: Rgb,
    /// The track behind a bar.
    pub track: Rgb,
    /// The main colour.
    pub accent: Rgb,
    /// The colour that asks for thought.
    pub warm: Rgb,
    /// The other lines. They differ in lightness as well as in hue, and each
    /// is legible as type on the ground. After them come the same nearer to text, which
    /// are legible too.
    pub lines: [Rgb; 6],
    /// The family of type, as CSS writes it.
    pub family: String,
}

impl Palette {
    /// Dark on white.
    #[must_use]
    pub fn light() -> Self {
        Self {
            ground: (255, 255, 255),
            text: (24, 33, 47),
            muted: (84, 97, 115),
            faint: (223, 228, 234),
            track: (244, 246, 249),
            accent: (11, 94, 168),
            warm: (177, 80, 26),
            lines: [
                (78, 91, 110),
                (14, 118, 108),
                (122, 79, 163),
                (102, 99, 0),
                (166, 53, 112),
                (32, 38, 52),
            ],
            family: FAMILY.to_owned(),
        }
    }

    /// Light on near black.
    #[must_use]
    pub fn dark() -> Self {
        Self {
            ground: (18, 23, 29),
            text: (233, 237, 242),
            muted: (160, 171, 185),
            faint: (46, 54, 64),
            track: (28, 34, 42),
            accent: (106, 180, 245),
            warm: (240, 160, 103),
            lines: [
                (160, 172, 190),
                (84, 200, 182),
                (195, 161, 232),
                (208, 202, 104),
                (236, 152, 200),
                (233, 237, 242),
            ],
            family: FAMILY.to_owned(),
        }
    }

    /// The colour of a role.
    #[must_use]
    pub fn rgb(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Ground => self.ground,
            Ink::Text => self.text,
            Ink::Muted => self.muted,
            Ink::Faint => self.faint,
            Ink::Track => self.track,
            Ink::Accent => self.accent,
            Ink::Warm => self.warm,
            Ink::AccentTint(share) => mix(self.ground, self.accent, share),
            Ink::WarmTint(share) => mix(self.ground, self.warm, share),
            Ink::Line(n) => {
                let own = self.lines.len();
                // The last is all but the colour of text itself.
                let at = usize::from(n) % (2 * own - 1);
                let of = |at: usize| self.lines.get(at).copied().unwrap_or(self.muted);
                at.checked_sub(own).map_or(of(at), |at| mix(self.text, of(at), 50))
            }
        }
    }
}

const FAMILY: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

fn mix(ground: Rgb, colour: Rgb, share: u8) -> Rgb {
    let share = u32::from(share.min(100));
    let one = |g: u8, c: u8| {
        let sum = u32::from(g) * (100 - share) + u32::from(c) * share;
        u8::try_from((sum + 50) / 100).unwrap_or(c)
    };
    (one(ground.0, colour.0), one(ground.1, colour.1), one(ground.2, colour.2))
}
