//! A calculator that a blog page can hold.

#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    reason = "`!(x > 0.0)` also holds for NaN, which is the point"
)]

pub mod chart;
#[cfg(feature = "command")]
pub mod command;
pub mod decision;
pub mod distribution;
pub mod document;
pub mod error;
pub mod export;
pub mod format;
pub mod formula;
#[cfg(target_arch = "wasm32")]
pub mod js;
mod lanes;
mod lean;
pub mod link;
pub mod model;
pub mod narrative;
#[cfg(feature = "publish")]
pub mod publish;
pub mod sensitivity;
pub mod simulation;
pub mod statics;
#[cfg(target_arch = "wasm32")]
mod widget;
pub mod words;
#[cfg(feature = "workbench")]
pub mod workbench;

pub use error::Error;
pub use model::Model;
