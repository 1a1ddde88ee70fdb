//! The words of Jiangxing: codes and facts in, sentences in a reader's language out.
//!
//! No browser, no files and no numbers of its own: a figure is written as the engine gave it.
//! A sentence that is missing in a language does not compile.
#![no_std]
#![deny(missing_docs)]

extern crate alloc;

mod language;
pub mod words;

pub use language::Language;
