//! An author's own files, made of the calculator and a document: the page that
//! needs nothing else, the one script, and the static form at the document's own
//! values.

mod plain;
mod sealed;
mod template;

pub use plain::{page, plain};
pub use sealed::{Form, packed, policy};
pub use template::{between, fill, fits_a_page};
