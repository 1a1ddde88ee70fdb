//! A second engine, written from the prose of the rubric format and of the scoring rules, sharing
//! no code with the first.
//!
//! It is slow and obvious on purpose. A final assessment is scored once. What is missing in it is
//! tried out: an open answer is replaced by each of a handful of telling candidates, and the least
//! and the most that come out are the range. A draft is finished in a number of telling ways, each
//! scored as if it had been final: what the first engine shows of the draft must hold them all.
//!
//! It reads well-formed rubrics only and panics on others: the first engine's checks are tested
//! elsewhere. Every construct that it reads is listed in one place, and it keeps count of those
//! that were met and had an effect.
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
pub mod asks;
pub mod constructs;
mod date;
mod expression;
mod finish;
mod fraction;
mod grade;
mod lookup;
mod outcome;
mod real;
mod rubric;
mod score;
mod seen;
mod world;

pub use asks::Ask;
pub use constructs::Tally;
pub use fraction::{Fraction, fraction, spell};
pub use outcome::{Amount, Finished, Outcome, Score};
pub use world::Verdict;

use std::collections::BTreeMap;

use constructs::Notes;

/// A rubric, read anew for each kind of subject and then remembered.
pub struct Reference {
    text: String,
    by_categories: BTreeMap<BTreeMap<String, String>, rubric::Rubric>,
    notes: Notes,
    /// How many ways of finishing a draft are tried one and all.
    all: usize,
}

/// What one criterion, gate or fact asks.
pub struct Question {
    /// Its id.
    pub id: String,
    /// Whether an assessor may mark it not applicable.
    pub may_not_apply: bool,
    /// What is asked.
    pub asks: Vec<Ask>,
}

impl Reference {
    /// The rubric that `text` (TOML) holds.
    pub fn new(text: &str) -> Self {
        let (by_categories, notes) = (BTreeMap::new(), Notes::default());
        Self { text: text.to_owned(), by_categories, notes, all: 60 }
    }

    /// The same, which tries every telling way of finishing a draft where there are not too many.
    pub fn thorough(text: &str) -> Self {
        Self { all: 40_000, ..Self::new(text) }
    }

    fn rubric(&mut self, categories: &BTreeMap<String, String>) -> &rubric::Rubric {
        self.by_categories
            .entry(categories.clone())
            .or_insert_with(|| rubric::read(&self.text, categories))
    }

    /// What `assessment` (JSON) comes to.
    pub fn rate(&mut self, assessment: &str) -> Outcome {
        let read = answers::read(assessment);
        let rubric = self
            .by_categories
            .entry(read.categories.clone())
            .or_insert_with(|| rubric::read(&self.text, &read.categories));
        outcome::outcome(rubric, &read, assessment, self.all, &self.notes)
    }

    /// What was met with effect since this was last asked.
    pub fn tally(&self) -> Tally {
        self.notes.taken()
    }

    /// The categories and their options.
    pub fn categories(&self) -> Vec<(String, Vec<String>)> {
        rubric::categories(&self.text)
    }

    /// What is asked of this kind of subject.
    pub fn questions(&mut self, categories: &BTreeMap<String, String>) -> Vec<Question> {
        let rubric = self.rubric(categories);
        let of_criteria = rubric.criteria.iter().map(|one| Question {
            id: one.id.clone(),
            may_not_apply: one.may_not_apply,
            asks: one.asks.clone(),
        });
        let of_gates = rubric.gates.iter().map(|one| Question {
            id: one.id.clone(),
            may_not_apply: one.may_not_apply,
            asks: one.asks.clone(),
        });
        let of_facts = rubric.facts.iter().map(|one| Question {
            id: one.id.clone(),
            may_not_apply: false,
            asks: one.asks.clone(),
        });
        of_criteria.chain(of_gates).chain(of_facts).collect()
    }
}
