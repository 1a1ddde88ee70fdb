//! Given, not applicable, pending, declined, unanswered: different things, never a number.

use alloc::string::String;
use alloc::vec::Vec;

use crate::number::Number;

/// What was said to one ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Given(Given),
    /// Somebody looked, and it does not apply.
    NotApplicable,
    /// It cannot be decided yet.
    Pending,
    /// The subject would not say.
    Declined,
    /// Nobody has answered.
    Unanswered,
}

/// An answer, by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// The place of the level or option among its scale.
    Level(usize),
    Yes,
    No,
    /// One for each part.
    Parts(Vec<PartAnswer>),
    /// As typed; a day in days since the first of January 1970.
    Number(Number),
    /// One for each option or period, or the first and the last day; `None` for one without an
    /// answer.
    Several(Vec<Option<Number>>),
}

/// What was said to one part of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartAnswer {
    Ticked,
    NotTicked,
    NotApplicable,
    Unanswered,
}

/// What was said about an item as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    None,
    NotApplicable(String),
    Pending(String),
    Declined(String),
}
