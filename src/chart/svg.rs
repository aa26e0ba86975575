//! A scene as a picture in SVG.

use super::surface::Surface;
use super::{Palette, Scene};
use crate::error::Error;
use crate::lean::decimal;
use plotters::backend::SVGBackend;

/// Units of the picture a CSS pixel: backends take whole numbers only.
const FINE: f64 = 4.0;

impl Scene {
    /// The scene as SVG, in CSS pixels, with its headline as the title and its
    /// summary as the description. It refers to nothing outside itself.
    ///
    /// # Errors
    /// What the backend reports.
    ///
    /// ```
    /// use cost_calculator::chart::{Palette, Scene};
    /// let scene = Scene { width: 300.0, height: 200.0, headline: "Tea < coffee".into(),
    ///     ..Scene::default() };
    /// let svg = scene.to_svg(&Palette::light())?;
    /// assert!(svg.starts_with("<svg xmlns"));
    /// assert!(svg.contains("<title>Tea &lt; coffee</title>"));
    /// # Ok::<(), cost_calculator::Error>(())
    /// ```
    pub fn to_svg(&self, palette: &Palette) -> Result<String, Error> {
        let (width, height) = (libm::ceil(self.width), libm::ceil(self.height));
        let mut body = String::new();
        {
            let mut backend = SVGBackend::with_string(&mut body, (0, 0));
            // The backend writes type 1.24 times smaller than it is told, and
            // lowers it by half an x-height.
            let (type_scale, drop) = (1.24, 0.09);
            // The family stands once, on the whole picture.
            let palette = &Palette { family: String::new(), ..palette.clone() };
            Surface { backend: &mut backend, palette, ratio: FINE, type_scale, drop }
                .draw(&mut self.marks.iter())?;
        }
        // Its own first line knows neither size nor words.
        let marks = body.split_once('\n').map_or("", |(_, rest)| rest);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 0 {} {}\" font-family=\"{}\" \
             direction=\"ltr\" role=\"img\">\n",
            width * FINE,
            height * FINE,
            escaped(&palette.family)
        );
        for (tag, words) in [("title", &self.headline), ("desc", &self.summary)] {
            if !words.is_empty() {
                svg.push_str(&format!("<{tag}>{}</{tag}>\n", escaped(words)));
            }
        }
        svg.push_str(&tidied(marks));
        Ok(svg)
    }
}

/// What is so anyway and need not be said.
const ANYWAY: [(&str, &str); 4] = [
    ("opacity=", "1"),
    ("font-family=", ""),
    ("stroke=", "none"),
    ("text-anchor=", "start"),
];

/// Takes out what goes without saying, the line breaks around a text, where
/// they would be spaces, and the digits of type sizes that only rounding made.
fn tidied(svg: &str) -> String {
    let mut lean = String::with_capacity(svg.len());
    for line in svg.lines() {
        if line == "</text>" && lean.ends_with('\n') {
            lean.pop();
        }
        // Names and values by turns: the quotes of words are escaped.
        let mut parts = line.split('"');
        while let Some(text) = parts.next() {
            let Some(value) = parts.next().map(str::trim_end) else {
                lean.push_str(text);
                break;
            };
            let (before, name) = text.rsplit_once(' ').unwrap_or_default();
            if ANYWAY.contains(&(name, value)) {
                lean.push_str(before);
                continue;
            }
            let size = decimal::read(value).filter(|_| name == "font-size=");
            let size = size.map(|s| (libm::round(s * 100.0) / 100.0).to_string());
            lean.extend([text, "\"", size.as_deref().unwrap_or(value), "\""]);
        }
        if !line.starts_with("<text") {
            lean.push('\n');
        }
    }
    lean
}

/// A text as it stands in SVG and HTML.
///
/// ```
/// assert_eq!(cost_calculator::chart::escaped("tea < \"milk\""), "tea &lt; &quot;milk&quot;");
/// ```
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '&' => escaped.push_str("&amp;"),
            c => escaped.push(c),
        }
    }
    escaped
}
