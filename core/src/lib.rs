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
#[cfg(feature = "columns")]
pub mod columns;
pub mod compare;
pub mod diagnostic;
pub mod finding;
pub mod label;
#[cfg(feature = "ledger")]
pub mod ledger;
#[cfg(feature = "live")]
pub mod live;
pub mod number;
#[cfg(feature = "panel")]
pub mod panel;
pub mod report;
pub mod rounding;
pub mod span;

mod assessment;
mod calendar;
mod check;
mod evaluate;
mod model;
mod named;
mod parse;
mod plan;
mod rate;
mod real;
#[cfg(feature = "schema")]
pub mod schema;
mod whole;

pub use crate::assessment::Assessment;
pub use crate::assessment::admit::{ASSESSMENT_FORMAT, Admitted, LONGEST_ASSESSMENT, admit};
#[cfg(feature = "panel")]
pub use crate::assessment::merge::{Conflict, Merged, NotMerged, Side, merge};
pub use crate::check::{Checked, CheckedRubric, NotARubric, check};
pub use crate::evaluate::{Scorecard, evaluate, replay};
pub use crate::parse::{Draft, LONGEST_RUBRIC, RUBRIC_FORMAT, condensed, parse};
pub use crate::plan::{Plan, compile};
pub use crate::rate::{Award, rate};
pub use crate::report::outline::outline;
#[cfg(feature = "panel")]
pub use crate::report::panel::panel_report;
pub use crate::report::questions::form;
pub use crate::report::report;

/// The rubric that `text` holds (TOML or JSON), if it can be used, and everything that is the case with
/// it: [`parse`] and [`check`] in a row.
pub fn open(text: &str) -> Checked {
    check(parse(text))
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
