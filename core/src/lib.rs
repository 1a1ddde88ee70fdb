//! The engine of Jiangxing: a rubric and answers in, a rating and its reasons out.
#![no_std]
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may fail loudly"
    )
)]

extern crate alloc;

pub mod clause;
pub mod diagnostic;
pub mod finding;
pub mod label;
pub mod number;
pub mod report;
pub mod rounding;
pub mod span;

mod model;
mod parse;

pub use crate::parse::{Draft, LONGEST_RUBRIC, RUBRIC_FORMAT, parse};
