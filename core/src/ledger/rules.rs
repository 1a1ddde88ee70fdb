//! What is counted, as data: the fields of a ledger, and what each indicator asks of a row.

use alloc::string::String;
use alloc::vec::Vec;

use crate::label::Label;
use crate::ledger::condition::Condition;
use crate::number::Number;

/// What a ledger may hold and what is counted in it. Fields and indicators are named by their place
/// in these lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// The fields that a row may have.
    pub fields: Vec<Field>,
    /// The fields with a part of their own.
    pub keys: Keys,
    /// What is counted.
    pub indicators: Vec<IndicatorRule>,
    /// Parts of wholes.
    pub shares: Vec<ShareRule>,
    /// What is held against the period before.
    pub growths: Vec<GrowthRule>,
    /// What looks odd.
    pub questions: Vec<QuestionRule>,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name in files.
    pub id: String,
    /// What readers call it.
    pub name: Label,
    /// What it holds.
    pub kind: FieldKind,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// Words.
    Text,
    /// The name of a person: shown masked.
    Name,
    /// A number that stands for a person (identity card, staff number): shown masked.
    Identity,
    /// A number, not below zero.
    Number,
    /// A day.
    Day,
    /// Yes or no.
    YesNo,
    /// One of several; lowest first, where they have an order.
    Choice(Vec<Choice>),
}

/// One of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its name in files.
    pub id: String,
    /// What readers call it.
    pub name: Label,
}

/// The fields with a part of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Keys {
    /// A number that stands for a person.
    pub person: usize,
    /// The person's name.
    pub name: usize,
    /// With the name, what tells people apart who have no number.
    pub together: Vec<usize>,
    /// What a class is known by: the first of these that is not blank.
    pub class: Vec<usize>,
    /// The first day of a class.
    pub first_day: usize,
    /// The last day of a class.
    pub last_day: usize,
    /// The day that places a row in a period: one of the two.
    pub attributed: usize,
    /// How many people a class says it had, where such a field is.
    pub headcount: Option<usize>,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorRule {
    /// Its name in files.
    pub id: String,
    /// What readers call it.
    pub name: Label,
    /// The unit of the rubric it is counted in.
    pub unit: String,
    /// The rows it begins with.
    pub base: Base,
    /// What a row must meet; all of it. The first that a row does not meet says why it is left out.
    pub conditions: Vec<Condition>,
    /// What is counted among the rows that are left.
    pub counting: Counting,
    /// The ask that it may answer.
    pub feeds: Option<String>,
    /// The ask that its number in the period before may answer.
    pub feeds_before: Option<String>,
}

/// The rows an indicator begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The roster's rows of the period.
    Roster,
    /// The classes of the period.
    Classes,
    /// The rows that another indicator counts, which stands before this one.
    From(usize),
}

/// What is counted among rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Counting {
    /// The rows.
    Rows,
    /// People, each once.
    People,
    /// What is different in the first of these fields that is not blank.
    Distinct(Vec<usize>),
    /// The sum of a field over the rows.
    Sum(usize),
}

/// A part of a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareRule {
    /// Its name in files.
    pub id: String,
    /// What readers call it.
    pub name: Label,
    /// The indicator above the line.
    pub part: usize,
    /// The indicator below the line.
    pub whole: usize,
    /// Shares that the shown number must not seem to be on the other side of.
    pub bounds: Vec<Number>,
}

/// What is held against the period before.
#[derive(Clone, Debug, PartialEq)]
pub struct GrowthRule {
    /// Its name in files.
    pub id: String,
    /// What readers call it.
    pub name: Label,
    /// The indicator.
    pub of: usize,
    /// Shares that the shown number must not seem to be on the other side of.
    pub bounds: Vec<Number>,
}

/// What looks odd, and what to ask then.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionRule {
    /// Its name in files.
    pub id: String,
    /// When it is asked.
    pub kind: QuestionKind,
    /// What is asked.
    pub say: Label,
}

/// When something looks odd.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionKind {
    /// One indicator over another is below this.
    RatioBelow {
        /// Above the line.
        part: usize,
        /// Below the line.
        whole: usize,
        /// From here on nothing is asked.
        least: Number,
    },
    /// An indicator that is not zero is below this.
    CountBelow {
        /// The indicator.
        of: usize,
        /// From here on nothing is asked.
        least: Number,
    },
    /// An indicator that is not zero is a whole number of steps.
    Round {
        /// The indicator.
        of: usize,
        /// The step.
        step: Number,
    },
    /// Two classes of at least so many people have the same people.
    SameRoster {
        /// Fewer are not looked at.
        least: usize,
    },
    /// A person is in two classes on one day.
    TwoPlaces,
    /// A class has more people than there are seats.
    OverSeats,
    /// A class says it had another number of people than the roster has for it.
    HeadcountDiffers,
    /// A class of the roster is not among the listed classes.
    ClassNotListed,
    /// A class begins in one period and ends in another.
    CrossesEnd,
    /// A class ends before it begins.
    EndsBeforeItBegins,
    /// One code has two names.
    TwoNames {
        /// The field of the code.
        code: usize,
        /// The field of the name.
        name: usize,
    },
}
