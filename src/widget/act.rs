//! What an element does when it is used.
//!
//! It is written on the element itself, so that one listener on the whole
//! calculator can read it and parts can come and go. This is the only place
//! that writes and reads it.

use super::dom::{attr, target};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// What is done. Most acts are done with one of several things of a kind, which
/// a number tells: an input, a chart, a preset, a value.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// A step back.
    Undo,
    /// A step forward.
    Redo,
    /// Everything as it was at first.
    Reset,
    /// Keeps a scenario to compare with, or lets it go.
    Compare,
    /// Gives an input back to the document.
    Release,
    /// Takes an input as certain, or no longer.
    Certain,
    /// A number that is typed, stepped and dragged.
    Number,
    /// The slider of an input.
    Slide,
    /// The list of an input's options.
    Choice,
    /// The list of periods.
    Periods,
    /// The list of presets.
    Presets,
    /// Puts a preset on.
    Preset,
    /// Opens the working of a value.
    Why,
    /// Goes back to the working before.
    Back,
    /// Closes the working.
    Close,
    /// Explains a term.
    Term,
    /// Closes the explanation of a term.
    Explained,
    /// Goes to a step of the story.
    Story,
    /// Leaves the story.
    StoryEnd,
    /// Opens a tab.
    Tab,
    /// The plot of a chart, which is pointed at and walked.
    Plot,
    /// The point of a chart that sets two inputs.
    Grip,
    /// Lets go of the point that is held in a chart.
    Unpin,
    /// Opens the table of a chart.
    Table,
    /// A choice of what a chart shows.
    View,
    /// Gives a chart as SVG.
    Svg,
    /// Gives a chart as PNG.
    Png,
    /// Gives a chart's table.
    Csv,
    /// Opens a group of inputs.
    Group,
    /// Opens the place for a reader's own figures, or is one of them.
    Own,
    /// Works the published figures out again.
    SelfTest,
    /// Copies the link to the scenario.
    CopyLink,
    /// Copies the sentence.
    CopyWords,
    /// Gives the sentence and the answers as a picture.
    Picture,
    /// Copies that picture.
    CopyPicture,
    /// Gives all values as a table.
    ValuesCsv,
    /// Gives all values as JSON.
    ValuesJson,
    /// Prints.
    Print,
    /// Prints the calculator alone, on two pages.
    Report,
    /// Copies a form of the present state for a page.
    Embed,
}

const NAMES: [(Act, &str); 40] = [
    (Act::Undo, "undo"),
    (Act::Redo, "redo"),
    (Act::Reset, "reset"),
    (Act::Compare, "compare"),
    (Act::Release, "release"),
    (Act::Certain, "certain"),
    (Act::Number, "number"),
    (Act::Slide, "slide"),
    (Act::Choice, "choice"),
    (Act::Periods, "period"),
    (Act::Presets, "preset"),
    (Act::Preset, "preset-on"),
    (Act::Why, "why"),
    (Act::Back, "back"),
    (Act::Close, "close"),
    (Act::Term, "term"),
    (Act::Explained, "explained"),
    (Act::Story, "story"),
    (Act::StoryEnd, "story-end"),
    (Act::Tab, "tab"),
    (Act::Plot, "plot"),
    (Act::Grip, "grip"),
    (Act::Unpin, "unpin"),
    (Act::Table, "table"),
    (Act::View, "view"),
    (Act::Svg, "svg"),
    (Act::Png, "png"),
    (Act::Csv, "csv"),
    (Act::Group, "group"),
    (Act::Own, "own"),
    (Act::SelfTest, "self-test"),
    (Act::CopyLink, "copy-link"),
    (Act::CopyWords, "copy-words"),
    (Act::Picture, "picture"),
    (Act::CopyPicture, "copy-picture"),
    (Act::ValuesCsv, "values-csv"),
    (Act::ValuesJson, "values-json"),
    (Act::Print, "print"),
    (Act::Report, "report"),
    (Act::Embed, "embed"),
];

fn name(act: Act) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == act).map_or("", |(_, n)| n)
}

/// Says what an element does, and with which of its kind.
pub(crate) fn act(element: &Element, act: Act, of: usize) {
    attr(element, "data-act", name(act));
    attr(element, "data-of", &of.to_string());
}

/// The elements within another that do something with one of its kind.
#[inline(never)]
pub(crate) fn doers(within: &Element, act: Act, of: usize) -> Vec<Element> {
    let name = name(act);
    let wanted = format!("[data-act={name}][data-of=\"{of}\"]");
    let mut found = Vec::new();
    if let Ok(list) = within.query_selector_all(&wanted) {
        for i in 0..list.length() {
            found.extend(list.item(i).and_then(|node| node.dyn_into().ok()));
        }
    }
    found
}

/// What [`act`] said of what an event is for.
pub(crate) fn acted(event: &Event) -> Option<(Act, usize, Element)> {
    does(&target(event)?)
}

/// What [`act`] said of an element or the nearest one around it, and that
/// element.
pub(crate) fn does(element: &Element) -> Option<(Act, usize, Element)> {
    let element = element.closest("[data-act]").ok()??;
    let of = element.get_attribute("data-of")?.parse().ok()?;
    let name = element.get_attribute("data-act")?;
    let (act, _) = NAMES.iter().find(|(_, known)| *known == name)?;
    Some((*act, of, element))
}
