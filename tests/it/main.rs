//! Integration tests, one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test stops at the first surprise; helpers of tests are tests too"
)]

mod agreement;
mod allocations;
mod bands;
mod card;
mod cases;
mod charts;
mod clouds;
mod colours;
#[cfg(feature = "command")]
mod commands;
mod computed;
mod dates;
mod decision;
mod direction;
mod distributions;
mod documents;
mod draws;
mod examples;
mod figures;
#[cfg(feature = "command")]
mod following;
mod formulas;
mod fuzz;
mod going;
#[cfg(feature = "tool")]
mod guide;
mod house;
mod language;
mod large;
mod links;
mod mixtures;
#[cfg(feature = "tool")]
mod mutations;
mod names;
mod options;
mod own;
mod package;
mod published;
mod ranges;
mod shares;
mod simulation;
mod small;
#[cfg(feature = "tool")]
mod spreadsheets;
mod statics;
mod units;
mod validation;
mod walk;
