//! What a workbench for documents needs beside the calculator: everything that
//! is wrong with a text as it is typed, the files to publish, and a first
//! document from a spreadsheet.

mod cell;
mod check;
#[cfg(target_arch = "wasm32")]
pub mod js;
mod sheet;
mod translate;

pub use check::{Level, Remark, check, remarks};
pub use sheet::{Draft, Lost, spreadsheet};
