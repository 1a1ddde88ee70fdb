//! The engine of Jiangxing: a rubric and answers in, a rating and its reasons out.
#![no_std]
#![deny(missing_docs)]

extern crate alloc;

pub mod clause;
pub mod diagnostic;
pub mod finding;
pub mod label;
pub mod number;
pub mod report;
pub mod rounding;
pub mod span;
