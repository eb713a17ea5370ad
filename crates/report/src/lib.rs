#![doc = include_str!("../README.md")]

mod csv;
mod data;
mod html;
mod page;

pub use data::{Counts, Failed, LossMeaning, MailboxReport, Report};
