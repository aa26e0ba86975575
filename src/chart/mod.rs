//! From a document and its values to pictures.
//!
//! [`scene`] resolves a chart into a [`Scene`]: marks with coordinates, the
//! words of the chart, what can be pointed at, and the table of its data. A
//! scene is then painted on any of plotters' backends ([`Scene::paint`]),
//! written as a picture ([`Scene::to_svg`]) or as a table
//! ([`Scene::to_csv`]). No chart computes a metric; values come from the
//! evaluation.

mod annotations;
mod axis;
mod bars;
mod between;
mod card;
mod chances;
mod clip;
mod cloud;
mod columns;
mod compared;
mod contour;
mod damage;
mod decollide;
mod dumbbells;
mod ends;
mod information;
mod key;
mod kind;
mod leftwards;
mod lines;
mod mark;
mod measure;
mod metrics;
mod over_periods;
mod palette;
mod perspectives;
mod places;
mod provenance;
mod scale;
mod scene;
mod series;
mod shapes;
mod sheet;
mod spark;
mod stacks;
mod steps;
mod strip;
mod subject;
mod surface;
mod svg;
mod table;
mod titled;
mod view;
mod worlds;

pub use card::card;
pub use damage::Region;
pub use kind::{draws, scene};
pub use mark::{Anchor, Ink, Mark};
pub use measure::{Measure, TableMeasure};
pub use palette::{Palette, Rgb};
pub use scale::{Domain, Scale};
pub use scene::{Grip, Hit, Scene};
pub use spark::spark;
pub use subject::{Frame, Subject};
pub use svg::escaped;
pub use table::Table;
pub use view::{Choice, View, ViewOption};
