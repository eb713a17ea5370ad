#![doc = include_str!("../README.md")]

mod code;
mod converted;
mod pointer;

#[doc(hidden)]
pub use code::__trim;
pub use code::{LossCode, LossKind};
pub use converted::{Converted, Loss, Losses};
pub use pointer::{InvalidJsonPointer, JsonPointer, Place};
