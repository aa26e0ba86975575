//! The page's colours, for what is painted rather than styled.
//!
//! A hidden element for each role takes its colour from the style sheet, so
//! that custom properties, dark schemes and forced colours reach the canvas
//! by the same rules as the words around it.

use super::dom::{Dom, attr};
use crate::chart::{Palette, Rgb};
use crate::lean::decimal;
use crate::lean::gather::Gather as _;
use web_sys::{Element, Window};

const ROLES: [&str; 13] = [
    "ground", "text", "muted", "faint", "track", "accent", "warm", "line-1", "line-2",
    "line-3", "line-4", "line-5", "line-6",
];

/// Where the colours are read.
#[derive(Debug)]
pub(crate) struct Theme {
    probes: Vec<Element>,
}

impl Theme {
    pub(crate) fn new(dom: &Dom, parent: &Element) -> Self {
        let frame = dom.add(parent, "div", "inks");
        attr(&frame, "aria-hidden", "true");
        let probe = |role| dom.add(&frame, "span", &format!("ink {role}"));
        Self { probes: ROLES.into_iter().map(probe).gather() }
    }

    /// The colours and the family of type as they are now. Where the ground is
    /// transparent, tints mix with white or near-black, as the text asks.
    pub(crate) fn palette(&self, window: &Window) -> Palette {
        let mut palette = Palette::light();
        let mut clear = false;
        let style = |e: &Element| window.get_computed_style(e).ok().flatten();
        for (role, probe) in ROLES.iter().zip(&self.probes) {
            let text = style(probe).and_then(|s| s.get_property_value("color").ok());
            let Some(colour) = text.as_deref().and_then(colour) else { continue };
            if *role == "ground" && text.is_some_and(|t| t.ends_with(", 0)")) {
                clear = true;
                continue;
            }
            let [l1, l2, l3, l4, l5, l6] = &mut palette.lines;
            *match *role {
                "ground" => &mut palette.ground,
                "text" => &mut palette.text,
                "muted" => &mut palette.muted,
                "faint" => &mut palette.faint,
                "track" => &mut palette.track,
                "accent" => &mut palette.accent,
                "warm" => &mut palette.warm,
                "line-1" => l1,
                "line-2" => l2,
                "line-3" => l3,
                "line-4" => l4,
                "line-5" => l5,
                _ => l6,
            } = colour;
        }
        if clear && palette.text.0 > 128 {
            palette.ground = (18, 23, 29);
        }
        let family = self.probes.first().and_then(style);
        let family = family.and_then(|s| s.get_property_value("font-family").ok());
        if let Some(family) = family.filter(|f| !f.is_empty()) {
            palette.family = family;
        }
        palette
    }
}

/// A computed colour: `rgb(1, 2, 3)`, `rgba(…)`, `color(srgb 0.1 0.2 0.3)`.
fn colour(text: &str) -> Option<Rgb> {
    let (name, rest) = text.split_once('(')?;
    let rest = rest.trim_end_matches(')');
    let rest = rest.strip_prefix("srgb ").unwrap_or(rest);
    let mut parts = rest.split([',', ' ', '/']).filter_map(|p| decimal::read(p.trim()));
    let unit = if name == "color" { 255.0 } else { 1.0 };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to a byte"
    )]
    let mut byte = || parts.next().map(|v| libm::round(v * unit).clamp(0.0, 255.0) as u8);
    Some((byte()?, byte()?, byte()?))
}
