//! Several assessors, one result.
//!
//! ```text
//! sheets ──▶ which of them count ──▶ item by item ──────────▶ one assessment ──▶ scorecard, award
//!            conflicts of interest    alike: that answer           │
//!            left out, visibly        apart: talked over           └─▶ beside the subject's own
//!                                     else: scores combined
//! ```
//!
//! Scores come together, answers do not: the mean of two levels is no level, but the mean of the
//! shares of full points that they earn is a share, and exact. So each sheet is evaluated by itself,
//! and where answers differ the criterion counts the mean, the median, or what is left of its scores.
//! What something else looks at (a gate, a condition of a rating, another criterion) must be one
//! answer, and is talked over when it is not, unless the lead decides. What was talked over stands in
//! a consensus sheet: an answer with the reason in its note, or a note alone where no agreement was
//! reached; then the rubric says what counts.
//!
//! Until everything is talked over the result is open like any draft: it shows what is certain and
//! what is possible. Original sheets are never changed.

pub mod agreement;
pub(crate) mod combine;
pub(crate) mod deviation;
pub(crate) mod items;
pub(crate) mod joint;
pub(crate) mod reach;
pub(crate) mod sheets;
pub(crate) mod spread;

use alloc::vec::Vec;

use crate::check::CheckedRubric;
use crate::panel::items::{Outcome, Table, outcomes, weights_by_total};
use crate::panel::joint::{Joint, joint};
use crate::panel::reach::Reach;
use crate::panel::sheets::{Obstacle, Sheet, Sheets, sheets};

/// What several sheets come to.
pub(crate) struct Panel<'a> {
    pub(crate) sheets: Sheets<'a>,
    pub(crate) consensus: Option<Sheet<'a>>,
    /// What becomes of each item that is asked; nothing without a sheet that counts.
    pub(crate) outcomes: Vec<Outcome>,
    /// `None` while something stands in the way.
    pub(crate) joint: Option<Joint>,
}

/// The panel of the sheets in `texts`, with what it agreed on in `consensus`.
pub(crate) fn panel<'a>(
    rubric: &'a CheckedRubric,
    texts: &[&str],
    consensus: Option<&str>,
) -> Panel<'a> {
    let mut sheets = sheets(rubric, texts);
    let consensus = consensus.and_then(|text| match Sheet::read(rubric, texts.len(), text) {
        Ok(sheet) => Some(sheet),
        Err(obstacle) => {
            sheets.obstacles.push(obstacle);
            None
        }
    });
    let is_strange = |sheet: &Sheet<'_>| {
        let first = sheets.counted.first();
        sheet.assessment.is_of_other_rubric
            || first.is_some_and(|first| first.plan.profile != sheet.plan.profile)
    };
    if consensus.as_ref().is_some_and(is_strange) {
        sheets.obstacles.push(Obstacle::OtherSubject(texts.len()));
    }
    let Some(first) = sheets.counted.first() else {
        return Panel { sheets, consensus, outcomes: Vec::new(), joint: None };
    };
    let plan = first.plan;
    // Where sheets are of several plans, what is asked of one is not what is asked of another.
    let is_alike = |sheet: &&Sheet<'a>| core::ptr::eq(sheet.plan, plan);
    if !sheets.counted.iter().all(|sheet| is_alike(&sheet)) {
        return Panel { sheets, consensus, outcomes: Vec::new(), joint: None };
    }
    let by_total = weights_by_total(plan, rubric.panel(), &sheets.counted);
    let by_total = by_total.unwrap_or_else(|file| {
        sheets.obstacles.push(Obstacle::WithoutTotal(file));
        None
    });
    let table = Table {
        plan,
        policy: rubric.panel(),
        sheets: &sheets.counted,
        consensus: consensus.as_ref().filter(is_alike),
        reach: Reach::new(plan),
        by_total,
    };
    let outcomes = outcomes(&table);
    let joint = joint(&table, &outcomes).filter(|_| sheets.obstacles.is_empty());
    Panel { sheets, consensus, outcomes, joint }
}
