//! What a workbench for documents needs beside the calculator: everything that
//! is wrong with a text as it is typed, the files to publish, a first
//! document from a spreadsheet, and what an input may be.

mod book;
mod cell;
mod check;
#[cfg(target_arch = "wasm32")]
pub mod js;
mod outlook;
mod sheet;
mod tokens;
mod translate;

pub use book::Lost;
pub use check::{Level, Remark, check, remarks};
pub use outlook::{Outlook, outlook};
pub use sheet::{Draft, spreadsheet};
