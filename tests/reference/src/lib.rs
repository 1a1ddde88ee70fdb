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

use std::collections::BTreeMap;

/// A rubric, read anew for each kind of subject and then remembered.
pub struct Reference {
    text: String,
    by_categories: BTreeMap<BTreeMap<String, String>, rubric::Rubric>,
}

impl Reference {
    /// The rubric that `text` (TOML) holds.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), by_categories: BTreeMap::new() }
    }

    /// What `assessment` (JSON) comes to.
    pub fn rate(&mut self, assessment: &str) -> Outcome {
        let assessment = answers::read(assessment);
        let rubric = self
            .by_categories
            .entry(assessment.categories.clone())
            .or_insert_with(|| rubric::read(&self.text, &assessment.categories));
        scoring::score(rubric, &assessment)
    }
}
