//! What a row must meet to be counted, over three values: met, not met, not known.

use alloc::string::String;
use alloc::vec::Vec;

use crate::ledger::count::Record;
use crate::ledger::period::Period;
use crate::ledger::row::Cell;

/// What a row must meet.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A field is so.
    Field {
        /// The field.
        field: usize,
        /// What it must be.
        test: Test,
        /// What a blank field counts as.
        when_blank: WhenBlank,
    },
    /// One of these at least.
    Any(Vec<Condition>),
}

/// What a field must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Yes, or no.
    Flag(bool),
    /// One of these choices.
    Among(Vec<u16>),
    /// This choice, or one after it.
    AtLeast(u16),
    /// A choice after the one in another field.
    Above {
        /// The other field.
        other: usize,
        /// What it counts as when it is blank.
        when_blank: WhenBlank,
    },
    /// Not blank.
    Present,
    /// Blank.
    Absent,
    /// Words with these in them.
    Contains(String),
    /// A day of the period that is measured.
    InPeriod,
}

/// What a blank field counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenBlank {
    /// It is not known whether the condition is met: the row is left out, and listed.
    Unknown,
    /// The condition is met; the rows are listed as assumed.
    Meets,
    /// The condition is not met.
    Misses,
}

/// Whether a row meets a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// It does.
    Met,
    /// It is taken to: this field is blank.
    Assumed(usize),
    /// It does not, by this field.
    NotMet(usize),
    /// Nobody knows: this field is blank.
    Blank(usize),
    /// Nobody knows: this field could not be read.
    Unread(usize),
}

impl Condition {
    /// Whether `record` meets this in `period`.
    ///
    /// Of several ways one that is met settles it, then one that is assumed; then one that nobody
    /// knows, so that no row is dropped that might count.
    pub(crate) fn judge(&self, record: &Record<'_>, period: Period) -> Judged {
        match self {
            Self::Field { field, test, when_blank } => {
                judge_field(*field, test, *when_blank, record, period)
            }
            Self::Any(ways) => ways
                .iter()
                .map(|way| way.judge(record, period))
                .min_by_key(|judged| match judged {
                    Judged::Met => 0_u8,
                    Judged::Assumed(_) => 1,
                    Judged::Unread(_) => 2,
                    Judged::Blank(_) => 3,
                    Judged::NotMet(_) => 4,
                })
                .unwrap_or(Judged::Met),
        }
    }
}

fn judge_field(
    field: usize,
    test: &Test,
    when_blank: WhenBlank,
    record: &Record<'_>,
    period: Period,
) -> Judged {
    let settled = |holds: bool| if holds { Judged::Met } else { Judged::NotMet(field) };
    let cell = match (record.cell(field), test) {
        (None, Test::Absent) => return Judged::Met,
        (None, Test::Present) => return Judged::NotMet(field),
        (None, _) => return blank(field, when_blank),
        (Some(Cell::Unread), _) => return Judged::Unread(field),
        (Some(cell), _) => cell,
    };
    match (test, cell) {
        (Test::Present, _) => Judged::Met,
        (Test::Absent, _) => Judged::NotMet(field),
        (Test::Flag(wanted), Cell::Flag(found)) => settled(wanted == found),
        (Test::Among(choices), Cell::Choice(found)) => settled(choices.contains(found)),
        (Test::AtLeast(least), Cell::Choice(found)) => settled(found >= least),
        (Test::Contains(words), Cell::Text(found)) => settled(found.contains(words.as_str())),
        (Test::InPeriod, Cell::Day(day)) => settled(period.contains(*day)),
        (Test::Above { other, when_blank }, Cell::Choice(found)) => match record.cell(*other) {
            Some(Cell::Choice(low)) => settled(found > low),
            None => blank(*other, *when_blank),
            Some(_) => Judged::Unread(*other),
        },
        // A cell of another kind than its field's is one that was not read.
        (
            Test::Flag(_)
            | Test::Among(_)
            | Test::AtLeast(_)
            | Test::Contains(_)
            | Test::InPeriod
            | Test::Above { .. },
            _,
        ) => Judged::Unread(field),
    }
}

fn blank(field: usize, when_blank: WhenBlank) -> Judged {
    match when_blank {
        WhenBlank::Unknown => Judged::Blank(field),
        WhenBlank::Meets => Judged::Assumed(field),
        WhenBlank::Misses => Judged::NotMet(field),
    }
}
