//! A second engine, written from the prose of the rubric format and of the scoring rules, sharing
//! no code with the first.
//!
//! It is slow and obvious on purpose. What can still come is found by trying out: an open answer is
//! replaced by each of a handful of telling candidates, and the least and the most that come out
//! are the range. It reads well-formed rubrics only and panics on others: the first engine's checks
//! are tested elsewhere.
//!
//! Decimals in the files pass through floats here and are taken back from their shortest spelling,
//! which is exact for every number a person writes (fewer than sixteen digits).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a checker that stops at the first surprise is what is wanted here"
)]

mod answers;
mod expression;
mod fraction;
mod rubric;
mod scoring;

pub use fraction::{Fraction, fraction, spell};
pub use scoring::{Award, Outcome, Score, Verdict};

/// What `assessment_text` (JSON) comes to under `rubric_text` (TOML).
pub fn rate(rubric_text: &str, assessment_text: &str) -> Outcome {
    let assessment = answers::read(assessment_text);
    let rubric = rubric::read(rubric_text, &assessment.categories);
    scoring::score(&rubric, &assessment)
}
