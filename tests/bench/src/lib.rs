//! The reference task: its rubric, its sites from a seed, exactly by hand, and what a run comes to.
//!
//! The programs beside it measure; WebAssembly builds this part too, so that both sides rate the same.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "for programs in the terminal and tests, which stop at the first surprise"
)]

pub mod exact;
pub mod fingerprint;
pub mod grown;
pub mod rivals;
pub mod site;
pub mod table;

/// The rubric of the reference task, as it is read from its file.
pub const REF_1: &str = include_str!("../ref-1.toml");
