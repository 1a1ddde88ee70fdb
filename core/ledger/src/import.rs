//! Sheets → records, and everything a person should see about them.

use std::collections::{BTreeMap, BTreeSet};

use jiangxing::ledger::doubt::{Doubt, DoubtKind};
use jiangxing::ledger::{Cell, FieldKind, Ledger, Place, Row};

use crate::clean::{self, Cleaned};
use crate::header::{self, Matched, MatchedBy, MatchedColumn};
use crate::mapping::{Decisions, Mapping, SheetMapping};
use crate::mask::{mask_name, mask_number};
use crate::rules::{LedgerRules, header_key};
use crate::table::{Origin, Raw, RawKind, Table, TableRow, column_letters};

/// What was read of several files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// Every sheet, in order: places count in this list.
    pub sheets: Vec<SheetRead>,
    /// The records.
    pub ledger: Ledger,
    /// What a person should see, in the order of sheets and rows.
    pub doubts: Vec<Doubt>,
}

/// A sheet and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRead {
    /// The file it is from.
    pub file: String,
    /// Its name; empty for a text file.
    pub sheet: String,
    /// What it is.
    pub kind: SheetKind,
    /// Its header and columns, where it has some.
    pub matched: Option<Matched>,
    /// How many records it gave.
    pub records: usize,
}

/// What a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetKind {
    /// One row for each person in each class.
    Roster,
    /// One row for each class.
    Classes,
    /// Nothing that is read.
    Unused,
}

impl SheetRead {
    /// The sheet as it is called in addresses: `file[sheet]`, a text file by itself.
    pub fn address(&self) -> String {
        if self.sheet.is_empty() {
            self.file.clone()
        } else {
            format!("{}[{}]", self.file, self.sheet)
        }
    }
}

/// The records of some files' sheets.
///
/// A hidden sheet is left out unless the mapping names it.
pub fn import(
    files: &[(String, Vec<Table>)],
    rules: &LedgerRules,
    mapping: &Mapping,
    decisions: &Decisions,
) -> Import {
    let mut import = Import::default();
    let mut corrected: BTreeSet<&str> = BTreeSet::new();
    for (file, tables) in files {
        for table in tables {
            let number = u32::try_from(import.sheets.len()).unwrap_or(u32::MAX);
            let mapping = mapping.of(&table.sheet);
            let mut sheet = SheetRead {
                file: file.clone(),
                sheet: table.sheet.clone(),
                kind: SheetKind::Unused,
                matched: None,
                records: 0,
            };
            let address = sheet.address();
            let mut reading = Reading {
                rules,
                mapping,
                decisions,
                table,
                number,
                address,
                corrected: BTreeSet::new(),
                told: BTreeSet::new(),
                doubts: Vec::new(),
            };
            let rows = reading.read(&mut sheet);
            corrected.extend(reading.corrected.iter().copied());
            import.doubts.append(&mut reading.doubts);
            match sheet.kind {
                SheetKind::Roster => import.ledger.roster.extend(rows),
                SheetKind::Classes => import.ledger.classes.extend(rows),
                SheetKind::Unused => (),
            }
            import.sheets.push(sheet);
        }
    }
    let named = decisions.cells.keys().chain(&decisions.leave_out);
    for address in named.filter(|address| !corrected.contains(address.as_str())) {
        import.doubts.push(Doubt {
            place: Place { sheet: 0, row: 0 },
            column: None,
            field: None,
            text: address.clone(),
            kind: DoubtKind::NothingToCorrect,
        });
    }
    import
}

/// A sheet while it is read.
struct Reading<'a> {
    rules: &'a LedgerRules,
    mapping: Option<&'a SheetMapping>,
    decisions: &'a Decisions,
    table: &'a Table,
    number: u32,
    address: String,
    corrected: BTreeSet<&'a str>,
    /// Columns of which it was said once that they have formulas or merged cells.
    told: BTreeSet<(u32, bool)>,
    doubts: Vec<Doubt>,
}

impl<'a> Reading<'a> {
    fn doubt(&mut self, row: u32, column: Option<u32>, text: &str, kind: DoubtKind) {
        let place = Place { sheet: self.number, row };
        self.doubts.push(Doubt { place, column, field: None, text: text.to_owned(), kind });
    }

    fn read(&mut self, sheet: &mut SheetRead) -> Vec<Row> {
        let notes = self.table.notes.iter().map(|note| note.doubt(self.number));
        self.doubts.extend(notes);
        if self.mapping.is_some_and(|mapping| mapping.skip) {
            self.doubt(0, None, "", DoubtKind::RowLeftOut);
            return Vec::new();
        }
        if self.table.rows.is_empty() {
            self.doubt(0, None, "", DoubtKind::SheetEmpty);
            return Vec::new();
        }
        if self.table.is_hidden && self.mapping.is_none_or(|mapping| mapping.name.is_none()) {
            self.doubt(0, None, "", DoubtKind::SheetHidden);
            return Vec::new();
        }
        let found = header::find(self.table, self.rules, self.mapping);
        let kind = found.as_ref().map_or(SheetKind::Unused, |found| kind_of(found, self.rules));
        let Some(matched) = found.filter(|_| kind != SheetKind::Unused) else {
            self.doubt(0, None, "", DoubtKind::SheetWithoutHeader);
            return Vec::new();
        };
        self.tell_columns(&matched);
        let rows = self.rows(&matched);
        (sheet.kind, sheet.records) = (kind, rows.len());
        sheet.matched = Some(matched);
        rows
    }

    fn tell_columns(&mut self, matched: &Matched) {
        let row = matched.rows.0;
        let is_guess = |column: &&MatchedColumn| {
            matches!(column.how, MatchedBy::PartOfName | MatchedBy::Contents)
        };
        for column in matched.columns.iter().filter(is_guess) {
            self.doubts.push(Doubt {
                place: Place { sheet: self.number, row },
                column: Some(column.column),
                field: Some(column.field),
                text: column.header.clone(),
                kind: DoubtKind::ColumnGuessed,
            });
        }
        for (column, header) in &matched.unused {
            self.doubt(row, Some(*column), header, DoubtKind::ColumnUnused);
        }
        for (column, header) in &matched.twice {
            self.doubt(row, Some(*column), header, DoubtKind::ColumnTwice);
        }
    }

    fn rows(&mut self, matched: &Matched) -> Vec<Row> {
        let headers: BTreeMap<u32, String> = matched
            .columns
            .iter()
            .map(|column| (column.column, header_key(&column.header)))
            .collect();
        let widths = self.widths(matched);
        let constants = self.constants(matched);
        let mut rows = Vec::new();
        let table = self.table;
        let below = table.rows.iter().filter(|row| row.number > matched.rows.1);
        for row in below {
            let address = format!("{}!{}", self.address, row.number);
            if let Some(named) = self.decisions.leave_out.iter().find(|each| **each == address) {
                self.corrected.insert(named);
                self.doubt(row.number, None, "", DoubtKind::RowLeftOut);
                continue;
            }
            match aside(row, matched, &headers) {
                Some(Aside::Nothing) => continue,
                Some(Aside::Because(kind, text)) => {
                    self.doubt(row.number, None, &text, kind);
                    continue;
                }
                None => (),
            }
            let cells = self.cells(row, matched, &widths, &constants);
            if !cells.is_empty() {
                rows.push(Row { place: Place { sheet: self.number, row: row.number }, cells });
            }
        }
        rows
    }

    /// For each column of numbers of persons that begin with a zero: how many digits they have.
    fn widths(&self, matched: &Matched) -> BTreeMap<u32, usize> {
        let is_identity = |column: &&MatchedColumn| {
            let field = self.rules.rules.fields.get(column.field);
            field.is_some_and(|field| field.kind == FieldKind::Identity)
        };
        let mut widths = BTreeMap::new();
        for column in matched.columns.iter().filter(is_identity) {
            let cells = self.table.rows.iter().filter_map(|row| row.cell(column.column));
            let digits = cells.map(|raw| clean::plain(&raw.text)).filter(|text| {
                text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
            });
            if let Some(width) = digits.map(|text| text.len()).max().filter(|width| *width <= 15) {
                widths.insert(column.column, width);
            }
        }
        widths
    }

    /// What holds for every row of a field that has no column.
    fn constants(&mut self, matched: &Matched) -> Vec<(u16, Cell)> {
        let Some(mapping) = self.mapping else { return Vec::new() };
        let mut cells = Vec::new();
        for (id, text) in &mapping.constants {
            let field = self
                .rules
                .field(id)
                .filter(|field| matched.columns.iter().all(|column| column.field != *field));
            let Some(field) = field else { continue };
            let raw = Raw { text: text.clone(), kind: RawKind::Text, origin: Origin::Typed };
            let cleaned = self.clean(&raw, field);
            self.tell(matched.rows.0, None, field, &raw.text, cleaned.doubts);
            let place = u16::try_from(field).ok();
            cells.extend(place.zip(cleaned.cell));
        }
        cells
    }

    fn clean(&self, raw: &Raw, field: usize) -> Cleaned {
        let kind = self.rules.rules.fields.get(field).map(|field| &field.kind);
        let words = self.rules.words.get(field);
        match (kind, words) {
            (Some(kind), Some(words)) => {
                let cleaned = clean::read(raw, kind, words, self.table.since_1904);
                let takes_first = self.rules.range_starts.contains(&Some(field));
                if takes_first { clean::first_of(cleaned) } else { cleaned }
            }
            (_, _) => Cleaned::default(),
        }
    }

    fn tell(
        &mut self,
        row: u32,
        column: Option<u32>,
        field: usize,
        text: &str,
        doubts: Vec<DoubtKind>,
    ) {
        for kind in doubts {
            let (place, kind) = (Place { sheet: self.number, row }, self.masked_kind(field, kind));
            let text = self.masked(field, text);
            self.doubts.push(Doubt { place, column, field: Some(field), text, kind });
        }
    }

    fn masked(&self, field: usize, text: &str) -> String {
        match self.rules.rules.fields.get(field).map(|field| &field.kind) {
            Some(FieldKind::Name) => mask_name(text),
            Some(FieldKind::Identity) => mask_number(text),
            Some(
                FieldKind::Text
                | FieldKind::Number
                | FieldKind::Day
                | FieldKind::YesNo
                | FieldKind::Choice(_),
            )
            | None => text.chars().take(80).collect(),
        }
    }

    fn masked_kind(&self, field: usize, kind: DoubtKind) -> DoubtKind {
        if let DoubtKind::ZerosLost(taken) = &kind {
            return DoubtKind::ZerosLost(self.masked(field, taken));
        }
        if let DoubtKind::Corrected(before) = &kind {
            return DoubtKind::Corrected(self.masked(field, before));
        }
        kind
    }

    fn cells(
        &mut self,
        row: &TableRow,
        matched: &Matched,
        widths: &BTreeMap<u32, usize>,
        constants: &[(u16, Cell)],
    ) -> Vec<(u16, Cell)> {
        let mut cells: Vec<(u16, Cell)> = Vec::with_capacity(matched.columns.len());
        let mut first_days = Vec::new();
        for column in &matched.columns {
            let Some(raw) = self.raw(row, column) else { continue };
            let mut cleaned = self.clean(&raw, column.field);
            if raw.text.is_empty() && raw.origin == Origin::Formula {
                cleaned.doubts.push(DoubtKind::FormulaWithoutValue);
                cleaned.cell = Some(Cell::Unread);
            }
            self.tell_origin(row.number, column, raw.origin);
            if let (Some(Cell::Text(text)), Some(width)) =
                (&mut cleaned.cell, widths.get(&column.column))
                && text.len() < *width
                && text.bytes().all(|byte| byte.is_ascii_digit())
            {
                *text = format!("{text:0>width$}");
                cleaned.doubts.push(DoubtKind::ZerosLost(text.clone()));
            }
            let field = u16::try_from(column.field).unwrap_or(u16::MAX);
            let start = self.rules.range_starts.get(column.field).copied().flatten();
            first_days.extend(start.zip(cleaned.first_day));
            self.tell(row.number, Some(column.column), column.field, &raw.text, cleaned.doubts);
            cells.extend(cleaned.cell.map(|cell| (field, cell)));
        }
        if cells.is_empty() {
            return cells;
        }
        for (field, day) in first_days {
            let field = u16::try_from(field).unwrap_or(u16::MAX);
            if cells.iter().all(|(own, _)| *own != field) {
                cells.push((field, Cell::Day(day)));
            }
        }
        cells.extend(constants.iter().cloned());
        self.complete_masked(&mut cells);
        cells.sort_by_key(|(field, _)| *field);
        cells
    }

    /// What stands in a cell, or what a person says should.
    fn raw(&mut self, row: &TableRow, column: &MatchedColumn) -> Option<Raw> {
        let stands = row.cell(column.column);
        if self.decisions.cells.is_empty() {
            return stands.cloned();
        }
        let address = format!("{}!{}{}", self.address, column_letters(column.column), row.number);
        let Some((named, text)) = self.decisions.cells.get_key_value(&address) else {
            return stands.cloned();
        };
        self.corrected.insert(named);
        let before = stands.map_or("", |raw| raw.text.as_str()).to_owned();
        let kind = vec![DoubtKind::Corrected(before)];
        self.tell(row.number, Some(column.column), column.field, text, kind);
        Some(Raw { text: text.clone(), kind: RawKind::Text, origin: Origin::Typed })
    }

    /// Says of a column once that it has formulas, and once that it has merged cells.
    fn tell_origin(&mut self, row: u32, column: &MatchedColumn, origin: Origin) {
        let kind = match origin {
            Origin::Typed => return,
            Origin::Formula => DoubtKind::Formula,
            Origin::Merged => DoubtKind::Merged,
        };
        if self.told.insert((column.column, origin == Origin::Formula)) {
            self.tell(row, Some(column.column), column.field, "", vec![kind]);
        }
    }

    /// A number of a person that was masked before it came here tells people apart only together
    /// with the name.
    fn complete_masked(&self, cells: &mut [(u16, Cell)]) {
        let keys = &self.rules.rules.keys;
        let text = |cells: &[(u16, Cell)], wanted: usize| {
            let mut found = cells.iter().filter(|(field, _)| usize::from(*field) == wanted);
            match found.next() {
                Some((_, Cell::Text(text))) => Some(text.clone()),
                Some(_) | None => None,
            }
        };
        let name = text(cells, keys.name).unwrap_or_default();
        for (field, cell) in cells {
            if let Cell::Text(number) = cell
                && usize::from(*field) == keys.person
                && number.contains('*')
            {
                number.push_str(&name);
            }
        }
    }
}

/// A row that is no record.
enum Aside {
    /// It is blank.
    Nothing,
    Because(DoubtKind, String),
}

/// Words that begin a row of totals.
const TOTALS: [&str; 10] =
    ["合计", "总计", "小计", "共计", "累计", "总数", "平均", "本页合计", "total", "subtotal"];

/// Words that begin a remark.
const REMARKS: [&str; 9] =
    ["备注", "说明", "注：", "注:", "填表人", "制表人", "审核人", "单位盖章", "负责人"];

/// Why a row is no record, if it is none.
fn aside(row: &TableRow, matched: &Matched, headers: &BTreeMap<u32, String>) -> Option<Aside> {
    let own = row.cells.iter().filter(|(_, raw)| raw.origin != Origin::Merged);
    let texts: Vec<(u32, String)> = own
        .map(|(column, raw)| (*column, clean::plain(&raw.text)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let Some((_, first)) = texts.first() else { return Some(Aside::Nothing) };
    let begins = |words: &[&str], text: &str| {
        let text: String = text.chars().filter(|each| *each != ' ').collect();
        words.iter().any(|word| text.to_lowercase().starts_with(word))
    };
    let again = texts.iter().filter(|(column, text)| {
        headers.get(column).is_some_and(|header| *header == header_key(text))
    });
    let because = |kind: DoubtKind| Some(Aside::Because(kind, begun(first)));
    if again.count() >= 2 {
        return because(DoubtKind::HeaderAgain);
    }
    // A name may begin like a remark; a remark stands alone or nearly so.
    let is_sparse = texts.len() <= 2 && matched.columns.len() >= 3;
    let mut leading = texts.iter().take(2).map(|(_, text)| text);
    if leading.any(|text| begins(&TOTALS, text)) {
        return because(DoubtKind::TotalsRow);
    }
    if is_sparse && begins(&REMARKS, first) {
        return because(DoubtKind::Remark);
    }
    let is_read = |column: u32| matched.columns.iter().any(|each| each.column == column);
    let is_alone = texts.len() == 1 && matched.columns.len() >= 3;
    let is_long = first.chars().count() > 12;
    if is_alone && (is_long || !texts.iter().any(|(column, _)| is_read(*column))) {
        return because(DoubtKind::Remark);
    }
    None
}

/// How a row begins that is no record: its first word says what it is, and what follows may be the
/// name of a person.
fn begun(text: &str) -> String {
    let mut begun: String = text.chars().take(4).collect();
    if begun.len() < text.len() {
        begun.push('…');
    }
    begun
}

/// What a sheet with these columns is: a roster when it says who; a list of classes when it says
/// which, and when or how many.
fn kind_of(matched: &Matched, rules: &LedgerRules) -> SheetKind {
    let keys = &rules.rules.keys;
    let has = |field: usize| matched.columns.iter().any(|column| column.field == field);
    if has(keys.person) || has(keys.name) {
        return SheetKind::Roster;
    }
    let says_which = keys.class.iter().any(|field| has(*field));
    if says_which { SheetKind::Classes } else { SheetKind::Unused }
}
