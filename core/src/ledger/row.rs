//! One record as it was read.

use alloc::string::String;
use alloc::vec::Vec;

use crate::number::Number;

/// Where a record stands in what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which sheet, of the list that whoever read them keeps; from 0.
    pub sheet: u32,
    /// Which row of the sheet, as its program numbers them; from 1.
    pub row: u32,
}

/// What stands in one field of a record. A blank field has no cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Something stands there and could not be read; it counts as nothing, and is listed.
    Unread,
    /// Words, a name, an identity number.
    Text(String),
    /// An exact number.
    Number(Number),
    /// A day, counted from the first of January 1970.
    Day(i64),
    /// One of the field's choices, from 0.
    Choice(u16),
    /// Yes or no.
    Flag(bool),
}

/// One record: where it stands and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where it was read.
    pub place: Place,
    /// The cells that are not blank, by the place of their field in the rules. Invariant: a field
    /// has at most one.
    pub cells: Vec<(u16, Cell)>,
}

impl Row {
    /// What stands in a field, unless it is blank.
    pub fn cell(&self, field: usize) -> Option<&Cell> {
        self.cells.iter().find(|(own, _)| usize::from(*own) == field).map(|(_, cell)| cell)
    }

    /// The words in a field; `None` when it is blank or holds anything else.
    pub fn text(&self, field: usize) -> Option<&str> {
        match self.cell(field) {
            Some(Cell::Text(text)) => Some(text),
            Some(
                Cell::Unread | Cell::Number(_) | Cell::Day(_) | Cell::Choice(_) | Cell::Flag(_),
            )
            | None => None,
        }
    }
}

/// The records of a ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// One row for each person in each class.
    pub roster: Vec<Row>,
    /// One row for each class; none when no list of classes was read, and then the classes are
    /// those that the roster names.
    pub classes: Vec<Row>,
}
