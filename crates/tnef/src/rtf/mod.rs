//! Bodies in RTF: compressed (MS-OXRTFCP), and what they were before they became RTF (MS-OXRTFEX).

mod compressed;
mod fonts;
mod lexer;
mod reader;

pub use compressed::{RtfError, decompress};
pub use reader::{Origin, Rtf, open};
