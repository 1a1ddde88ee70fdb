//! What could not be read, or was read by an assumption: as data, with its place.

use alloc::string::String;

use crate::ledger::row::Place;

/// Something about a cell, a row, a column or a sheet that a person should see.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The sheet and the row; row 0 is the sheet as a whole.
    pub place: Place,
    /// The column, from 0; `None` when it is about all of the row or the sheet.
    pub column: Option<u32>,
    /// The field that the column is read as, by its place in the rules.
    pub field: Option<usize>,
    /// What stands there, as it stands there; masked where the field is a name or a number of a
    /// person.
    pub text: String,
    /// What is the case.
    pub kind: DoubtKind,
}

/// How much a doubt weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtWeight {
    /// It was read, and it is said how.
    Told,
    /// It was read by an assumption that may be wrong.
    Assumed,
    /// It was not read, and counts as nothing.
    LeftOut,
}

/// What is the case. What was taken instead is written as it would be typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtKind {
    /// A number with a word for about: the number is taken.
    About(String),
    /// A number with a unit behind it: the number is taken.
    WithUnit(String),
    /// A number with more digits than its program shows: rounded as the program shows it.
    LongNumber(String),
    /// A number where a day should be, taken as days since 1900 or 1904.
    SerialDay(String, u16),
    /// A day with two digits for the year: taken as of this century.
    ShortYear(String),
    /// A day that could begin with month or day: taken as month first.
    MonthFirst(String),
    /// A day with the hour behind it: the day is taken.
    WithTime(String),
    /// Several days in one cell, taken as the first and the last.
    Range(String),
    /// A mark for nothing (`/`, `无`): taken as blank.
    NothingMark,
    /// A word that means nothing here; the nearest that does.
    UnknownWord(Option<String>),
    /// A word that is taken as another.
    Understood(String),
    /// No number.
    NotANumber,
    /// A number below zero.
    BelowZero,
    /// No day, or no such day.
    NotADay,
    /// A number that stands for a person, of which a spreadsheet kept the first digits only.
    NumberDamaged,
    /// A number that stands for a person and was kept as a number: zeros before it may be lost.
    ZerosLost(String),
    /// Its check digit does not fit: kept as it stands.
    CheckDigit,
    /// A formula whose value could not be worked out.
    FormulaError,
    /// A formula without a value: the program that wrote it did not work it out.
    FormulaWithoutValue,
    /// A formula: the value that was kept with it is taken.
    Formula,
    /// The cell is part of merged cells: taken from the first of them.
    Merged,
    /// A row of totals.
    TotalsRow,
    /// The header again.
    HeaderAgain,
    /// A remark below or between the rows.
    Remark,
    /// A row that a person left out.
    RowLeftOut,
    /// A cell that a person corrected: what stood there.
    Corrected(String),
    /// A correction for a cell that there is not.
    NothingToCorrect,
    /// A column that is read as a field by its name or by what it holds.
    ColumnGuessed,
    /// A column that no field goes with.
    ColumnUnused,
    /// A column for a field that another column has already.
    ColumnTwice,
    /// A sheet without a header that is known.
    SheetWithoutHeader,
    /// A sheet that its program does not show.
    SheetHidden,
    /// A sheet without rows.
    SheetEmpty,
    /// Characters that the encoding does not have.
    BadCharacters,
    /// Rows, columns or cells beyond what is read.
    BeyondLimit(usize),
    /// A table with macros or links to other files: not followed.
    Active,
}

impl DoubtKind {
    /// How much it weighs.
    pub fn weight(&self) -> DoubtWeight {
        match self {
            Self::Formula
            | Self::Merged
            | Self::WithTime(..)
            | Self::NothingMark
            | Self::TotalsRow
            | Self::HeaderAgain
            | Self::Remark
            | Self::RowLeftOut
            | Self::Corrected(..)
            | Self::ColumnUnused
            | Self::SheetHidden
            | Self::SheetEmpty
            | Self::Active => DoubtWeight::Told,
            Self::About(..)
            | Self::WithUnit(..)
            | Self::LongNumber(..)
            | Self::SerialDay(..)
            | Self::ShortYear(..)
            | Self::MonthFirst(..)
            | Self::Range(..)
            | Self::Understood(..)
            | Self::ZerosLost(..)
            | Self::CheckDigit
            | Self::ColumnGuessed => DoubtWeight::Assumed,
            Self::UnknownWord(..)
            | Self::NotANumber
            | Self::BelowZero
            | Self::NotADay
            | Self::NumberDamaged
            | Self::FormulaError
            | Self::FormulaWithoutValue
            | Self::NothingToCorrect
            | Self::ColumnTwice
            | Self::SheetWithoutHeader
            | Self::BadCharacters
            | Self::BeyondLimit(..) => DoubtWeight::LeftOut,
        }
    }
}

/// Why a file is not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is none of the forms that are known.
    UnknownForm,
    /// It is locked with a password.
    Locked,
    /// It is broken, or not what its beginning says: what the reader says.
    Broken(String),
    /// It has more of something than is read: bytes, bytes when unpacked, cells.
    TooLarge {
        /// How much.
        found: u64,
        /// How much is read.
        most: u64,
    },
    /// It holds no sheet.
    Empty,
}
