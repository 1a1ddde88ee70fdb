//! From a training ledger to measured quantities, each with its working.
//!
//! ```text
//! rows of a roster ──┐                       ┌─▶ counts: which rows made them, which were left out, why
//! rows of classes  ──┼─▶ who is who ─▶ measure ─▶ shares, each with its part and its whole
//! rules (data)     ──┘   a person decides    ├─▶ growth against the period before
//!                        what may be the same└─▶ questions: what looks odd, never a verdict
//! ```
//!
//! Rows come in as records that were read and cleaned elsewhere: a cell is blank, unread, or of the
//! kind its field says. What is counted, under which conditions, is in [`Rules`]: data that stand
//! beside a rubric. Nothing here knows a spreadsheet, and nothing is filled in: what an ask might be
//! answered with is a proposal for a person to accept.

mod condition;
mod count;
pub mod doubt;
mod duplicate;
mod growth;
mod period;
mod question;
mod rate;
mod row;
mod rules;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

pub use condition::{Condition, Judged, Test, WhenBlank};
use count::Records;
pub use count::{Assumed, Count, LeftOut, LeftOutWhy};
pub use duplicate::{Decision, People, Suspect, SuspectWhy, key_of};
pub use growth::{Growth, GrowthWhy};
pub use period::{Period, YearlyPeriod, day_from_parts, day_from_text, day_text};
pub use question::{Question, QuestionFacts};
pub use rate::Share;
pub use row::{Cell, Ledger, Place, Row};
pub use rules::{
    Base, Choice, Counting, Field, FieldKind, GrowthRule, IndicatorRule, Keys, QuestionKind,
    QuestionRule, Rules, ShareRule,
};

/// What a ledger comes to under its rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The period that counts and the one before it.
    pub periods: (Period, Period),
    /// One for each indicator of the rules, in their order, in the period that counts.
    pub now: Vec<Count>,
    /// The same in the period before; `None` when no row of the ledger falls in it.
    pub before: Option<Vec<Count>>,
    /// One for each share of the rules, in their order.
    pub shares: Vec<Share>,
    /// One for each growth of the rules, in their order.
    pub growths: Vec<Growth>,
    /// Which rows are of one person, and who may be.
    pub people: People,
    /// What looks odd.
    pub questions: Vec<Question>,
}

/// The year in which the period ends that most records are of, a roster's with the day of its class
/// where they have none; of several the latest. `None` when no record has a day of such a period.
pub fn commonest_year(rules: &Rules, ledger: &Ledger, period: YearlyPeriod) -> Option<i64> {
    let records = Records::of(rules, ledger);
    let mut years: BTreeMap<i64, usize> = BTreeMap::new();
    for record in records.roster.iter().chain(&records.classes) {
        let day = record.day(rules.keys.attributed);
        if let Some(year) = day.and_then(|day| period.year_of(day)) {
            let count = years.entry(year).or_default();
            *count = count.saturating_add(1);
        }
    }
    years.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
}

/// What `ledger` comes to under `rules`, with what was decided about people, in `period`.
///
/// The period before is the one of the same length in years that ends where this one begins; see
/// [`YearlyPeriod::and_before`]. `seats` is how many people can be taught at once, where that is known.
pub fn measure(
    rules: &Rules,
    ledger: &Ledger,
    decisions: &[Decision],
    periods: (Period, Period),
    seats: Option<usize>,
) -> Measured {
    let people = duplicate::people(rules, ledger, decisions);
    let records = Records::of(rules, ledger);
    let now = count::counts(rules, &records, &people, periods.0);
    let before = records
        .has_any_in(rules, periods.1)
        .then(|| count::counts(rules, &records, &people, periods.1));
    let shares = rate::shares(rules, &now);
    let growths = growth::growths(rules, &now, before.as_deref());
    let questions = question::questions(rules, &records, &people, &now, periods.0, seats);
    Measured { periods, now, before, shares, growths, people, questions }
}
