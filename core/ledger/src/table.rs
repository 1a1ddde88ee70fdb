//! A sheet as it was read: cells as characters, with their places and kinds. Nothing is understood yet.

use jiangxing::ledger::doubt::{Doubt, DoubtKind};
use jiangxing::ledger::{Place, day_from_parts};

/// A sheet as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The sheet's name; empty for a text file.
    pub sheet: String,
    /// Rows with anything in them, in their order.
    pub rows: Vec<TableRow>,
    /// What happened while it was read.
    pub notes: Vec<Note>,
    /// Whether its program shows it.
    pub is_hidden: bool,
    /// Whether days are counted from 1904.
    pub since_1904: bool,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRow {
    /// As its program numbers it, from 1; of a text file, the line.
    pub number: u32,
    /// Cells with anything in them, by column from 0, in their order.
    pub cells: Vec<(u32, Raw)>,
}

impl TableRow {
    /// What stands in a column.
    pub fn cell(&self, column: u32) -> Option<&Raw> {
        let found = self.cells.binary_search_by_key(&column, |(own, _)| *own).ok()?;
        self.cells.get(found).map(|(_, raw)| raw)
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw {
    /// The characters. A number that its file keeps as a binary fraction is written with the fewest
    /// digits that name it, at most fifteen: as its program shows it.
    pub text: String,
    /// What its file says it is.
    pub kind: RawKind,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a file says a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawKind {
    /// Characters.
    Text,
    /// A number.
    Number,
    /// A number that has more digits than a spreadsheet shows.
    LongNumber,
    /// A day, counted from the first of January 1970.
    Day(i64),
    /// A day with an hour.
    Time(i64),
    /// Yes or no.
    Flag(bool),
    /// A formula that came to no value.
    Error,
}

/// Where a cell's characters come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// They were typed.
    #[default]
    Typed,
    /// A formula's value, as it was kept.
    Formula,
    /// The first of the merged cells that this one is part of.
    Merged,
}

/// Something that happened while a sheet was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The row, or 0 for the sheet.
    pub row: u32,
    /// The column, where it is about one cell.
    pub column: Option<u32>,
    /// What.
    pub kind: DoubtKind,
}

impl Note {
    /// As a doubt about sheet number `sheet`.
    pub(crate) fn doubt(&self, sheet: u32) -> Doubt {
        let place = Place { sheet, row: self.row };
        let (column, kind) = (self.column, self.kind.clone());
        Doubt { place, column, field: None, text: String::new(), kind }
    }
}

/// Several cells in one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Merge {
    /// First and last row, from 1.
    pub(crate) rows: (u32, u32),
    /// First and last column, from 0.
    pub(crate) columns: (u32, u32),
}

/// How much is read of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of the file.
    pub bytes: u64,
    /// What they come to when unpacked.
    pub unpacked: u64,
    /// Cells with anything in them, of all sheets together.
    pub cells: usize,
    /// Bytes of their characters.
    pub characters: usize,
    /// Columns of a sheet.
    pub columns: u32,
    /// Sheets.
    pub sheets: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            unpacked: 768 << 20,
            cells: 5_000_000,
            characters: 256 << 20,
            columns: 512,
            sheets: 200,
        }
    }
}

/// What is left of the limits while a file is read, and what was made so far.
pub(crate) struct Builder {
    pub(crate) limits: Limits,
    cells: usize,
    characters: usize,
    pub(crate) tables: Vec<Table>,
}

impl Builder {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, cells: 0, characters: 0, tables: Vec::new() }
    }

    /// Whether another cell may come; it is counted, and noted when none may.
    fn takes(&mut self, table: &mut Table, bytes: usize) -> bool {
        self.cells = self.cells.saturating_add(1);
        self.characters = self.characters.saturating_add(bytes);
        if self.cells <= self.limits.cells && self.characters <= self.limits.characters {
            return true;
        }
        let kind = DoubtKind::BeyondLimit(self.limits.cells);
        if table.notes.iter().all(|note| note.kind != kind) {
            table.notes.push(Note { row: 0, column: None, kind });
        }
        false
    }

    /// Adds a cell in row `row`, from 1; false when no more are taken.
    pub(crate) fn put(&mut self, table: &mut Table, (row, column): (u32, u32), raw: Raw) -> bool {
        let is_blank = raw.text.is_empty() && raw.origin == Origin::Typed;
        if is_blank {
            return true;
        }
        if column >= self.limits.columns {
            let kind = DoubtKind::BeyondLimit(usize::try_from(self.limits.columns).unwrap_or(0));
            if table.notes.iter().all(|note| note.kind != kind) {
                table.notes.push(Note { row, column: Some(column), kind });
            }
            return true;
        }
        if !self.takes(table, raw.text.len()) {
            return false;
        }
        match table.rows.last_mut() {
            Some(last) if last.number == row => last.cells.push((column, raw)),
            Some(_) | None => {
                table.rows.push(TableRow { number: row, cells: vec![(column, raw)] });
            }
        }
        true
    }

    /// Puts rows and cells in order, whatever the order they came in; of two cells in one place the
    /// first stands.
    pub(crate) fn order(table: &mut Table) {
        table.rows.sort_by_key(|row| row.number);
        let mut rows: Vec<TableRow> = Vec::with_capacity(table.rows.len());
        for row in std::mem::take(&mut table.rows) {
            match rows.last_mut() {
                Some(last) if last.number == row.number => last.cells.extend(row.cells),
                Some(_) | None => rows.push(row),
            }
        }
        for row in &mut rows {
            row.cells.sort_by_key(|(column, _)| *column);
            row.cells.dedup_by_key(|(column, _)| *column);
        }
        table.rows = rows;
    }

    /// Gives the rows of merged cells what stands in the first of them, up to the limits.
    pub(crate) fn merge(&mut self, table: &mut Table, merges: &[Merge]) {
        for merge in merges {
            if !self.spread(table, merge) {
                return;
            }
        }
    }

    /// Gives what stands in the first of merged cells to all of them; whether the limits let it.
    fn spread(&mut self, table: &mut Table, merge: &Merge) -> bool {
        let Merge { rows: (top, bottom), columns: (left, right) } = merge;
        let first = table.rows.partition_point(|row| row.number < *top);
        let end = table.rows.partition_point(|row| row.number <= *bottom);
        let above = table.rows.get(first).filter(|row| row.number == *top);
        let Some(from) = above.and_then(|row| row.cell(*left)).cloned() else { return true };
        let raw = Raw { origin: Origin::Merged, ..from };
        let last = (*right).min(left.saturating_add(64));
        let places = (first..end).flat_map(|index| (*left..=last).map(move |each| (index, each)));
        for (index, column) in places {
            if !self.takes(table, raw.text.len()) {
                return false;
            }
            table.rows.get_mut(index).into_iter().for_each(|row| place(row, column, &raw));
        }
        true
    }
}

/// Puts a cell where there is none.
fn place(row: &mut TableRow, column: u32, raw: &Raw) {
    if let Err(at) = row.cells.binary_search_by_key(&column, |(own, _)| *own) {
        row.cells.insert(at, (column, raw.clone()));
    }
}

/// The day of a serial number; `None` before 1900 and after 9999.
///
/// Serial 60 of the 1900 calendar is the day that there was not: 29 February 1900. Numbers below it
/// are one day on.
pub(crate) fn day_of_serial(serial: i64, since_1904: bool) -> Option<i64> {
    let start = if since_1904 {
        day_from_parts(1904, 1, 1)?
    } else if serial == 60 || serial < 1 {
        return None;
    } else if serial < 60 {
        day_from_parts(1899, 12, 31)?
    } else {
        day_from_parts(1899, 12, 30)?
    };
    let day = start.checked_add(serial)?;
    (serial >= 0 && day <= day_from_parts(9999, 12, 31)?).then_some(day)
}

/// The column as spreadsheets call it: A, B … Z, AA.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column).saturating_add(1);
    while rest > 0 {
        rest = rest.saturating_sub(1);
        let letter = u8::try_from(rest % 26).unwrap_or(0).saturating_add(b'A');
        letters.push(char::from(letter));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use jiangxing::ledger::day_text;

    use super::*;

    #[test]
    fn serials_count_from_1900_or_1904() {
        for (serial, since_1904, day) in [
            (1, false, "1900-01-01"),
            (59, false, "1900-02-28"),
            (61, false, "1900-03-01"),
            (45_717, false, "2025-03-01"),
            (0, true, "1904-01-01"),
            (44_255, true, "2025-03-01"),
        ] {
            assert_eq!(
                day_of_serial(serial, since_1904).map(day_text),
                Some(day.into()),
                "{serial}"
            );
        }
        assert_eq!(day_of_serial(60, false), None);
        assert_eq!(day_of_serial(i64::MAX, false), None);
    }

    #[test]
    fn columns_have_letters() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(column), letters);
        }
    }
}
