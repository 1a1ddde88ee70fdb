//! The words of Jiangxing: codes and facts in, sentences in a reader's language out.
//!
//! No browser, no files and no numbers of its own: a figure is written as the engine gave it.
//! A sentence that is missing in a language does not compile.
//!
//! ```
//! use jiangxing::report::v1::{Fact, Verdict};
//! use jiangxing_text::{Language, Names, sentence};
//!
//! let fact = Fact::Pending { why: "待补截图".into() };
//! let said = sentence::fact(&fact, Verdict::Pending, &Names::none(), Language::Chinese);
//! assert_eq!(said, "待核：待补截图");
//! ```
//!
//! Reports speak in ids; [`Names`] knows what readers call them, from the report or the form.
#![no_std]
#![deny(missing_docs)]

extern crate alloc;

/// The same sentence in both languages, written side by side; facts are named in the text.
macro_rules! say {
    ($language:expr, $chinese:literal, $english:literal $(,)?) => {
        match $language {
            $crate::Language::Chinese => ::alloc::format!($chinese),
            $crate::Language::English => ::alloc::format!($english),
        }
    };
}

mod clause;
mod explain;
mod expression;
mod figure;
mod function;
mod key;
mod language;
mod list;
pub mod name;
mod names;
mod operation;
#[cfg(feature = "package")]
pub mod package;
#[cfg(feature = "panel")]
pub mod panel;
mod parted;
pub mod sentence;
mod vocabulary;
pub mod words;

pub use clause::{basis, clause};
pub use explain::{Line, explain, headline};
pub use expression::expression;
pub use figure::{figure, range, score, stated};
pub use function::function;
pub use key::key;
pub use language::Language;
pub use names::Names;
pub use operation::{absence, operation, role};
pub use parted::parted;
