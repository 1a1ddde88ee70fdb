//! OpenDocument sheets: a zip with one XML of all sheets, read a cell at a time.

use std::io::{BufReader, Cursor, Read};

use jiangxing::ledger::day_from_text;
use jiangxing::ledger::doubt::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::table::{Builder, Merge, Origin, Raw, RawKind, Table};
use crate::workbook::{broken, measure};

/// The most rows of a sheet.
const MOST_ROWS: u32 = 1_048_576;

/// Reads an OpenDocument spreadsheet.
pub(crate) fn read(bytes: &[u8], builder: &mut Builder) -> Result<(), Refusal> {
    measure(bytes, builder.limits)?;
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if let Ok(mut manifest) = zip.by_name("META-INF/manifest.xml") {
        let mut text = Vec::new();
        manifest.read_to_end(&mut text).map_err(|error| broken(&error))?;
        if String::from_utf8_lossy(&text).contains("encryption-data") {
            return Err(Refusal::Locked);
        }
    }
    let content = zip.by_name("content.xml").map_err(|error| broken(&error))?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    let mut state = State::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(start) => state.start(&start, builder),
            Event::End(end) => {
                if !state.end(end.local_name().as_ref(), builder) {
                    break;
                }
            }
            Event::Text(text) => state.add(&text),
            Event::CData(text) => state.add(&text),
            Event::GeneralRef(reference) => state.refer(&reference),
            Event::Eof => break,
            Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Empty(_) => {}
        }
    }
    state.close(builder);
    Ok(())
}

/// Where the reading stands.
#[derive(Default)]
struct State {
    table: Option<Table>,
    merges: Vec<Merge>,
    /// The row from 1, and how often it is repeated.
    row: u32,
    row_repeats: u32,
    column: u32,
    cells: Vec<(u32, u32, Raw)>,
    cell: Option<Cell>,
    /// Whether characters belong to the cell: inside a paragraph and not inside a remark.
    paragraphs: u32,
    remarks: u32,
}

/// The cell that is being read.
struct Cell {
    repeats: u32,
    kind: String,
    value: String,
    is_formula: bool,
    spans: (u32, u32),
    text: String,
    has_paragraph: bool,
}

impl State {
    fn start(&mut self, start: &BytesStart<'_>, builder: &mut Builder) {
        match start.local_name().as_ref() {
            "table" => {
                self.close(builder);
                let sheet = attribute(start, "name").unwrap_or_default();
                self.table = Some(Table { sheet, ..Table::default() });
                (self.row, self.row_repeats) = (1, 1);
            }
            "table-row" => {
                self.row_repeats = count(start, "number-rows-repeated");
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                let kind = attribute(start, "value-type").unwrap_or_default();
                let value = ["date-value", "value", "boolean-value"]
                    .into_iter()
                    .find_map(|name| attribute(start, name));
                self.cell = Some(Cell {
                    repeats: count(start, "number-columns-repeated"),
                    kind,
                    value: value.unwrap_or_default(),
                    is_formula: attribute(start, "formula").is_some(),
                    spans: (
                        count(start, "number-rows-spanned"),
                        count(start, "number-columns-spanned"),
                    ),
                    text: String::new(),
                    has_paragraph: false,
                });
            }
            "annotation" => self.remarks = self.remarks.saturating_add(1),
            "p" => self.start_paragraph(),
            "s" => self.add(" "),
            "tab" => self.add("\t"),
            _ => (),
        }
    }

    fn start_paragraph(&mut self) {
        self.paragraphs = self.paragraphs.saturating_add(1);
        if let Some(cell) = self.cell.as_mut().filter(|_| self.remarks == 0) {
            if cell.has_paragraph {
                cell.text.push('\n');
            }
            cell.has_paragraph = true;
        }
    }

    fn add(&mut self, text: &str) {
        let is_in = self.paragraphs > 0 && self.remarks == 0;
        if let Some(cell) = self.cell.as_mut().filter(|_| is_in) {
            cell.text.push_str(text);
        }
    }

    /// One of the five references that XML knows, or a character by its number; others are left out.
    fn refer(&mut self, name: &str) {
        let code = name.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
        let code = code.or_else(|| name.strip_prefix('#').map(str::parse));
        let character = match (name, code) {
            ("lt", _) => Some('<'),
            ("gt", _) => Some('>'),
            ("amp", _) => Some('&'),
            ("quot", _) => Some('"'),
            ("apos", _) => Some('\''),
            (_, Some(Ok(code))) => char::from_u32(code),
            (_, _) => None,
        };
        if let Some(character) = character {
            self.add(character.encode_utf8(&mut [0; 4]));
        }
    }

    /// Whether there is more to read.
    fn end(&mut self, name: &str, builder: &mut Builder) -> bool {
        match name {
            "annotation" => self.remarks = self.remarks.saturating_sub(1),
            "p" => self.paragraphs = self.paragraphs.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.end_cell(builder),
            "table-row" => return self.end_row(builder),
            "table" => self.close(builder),
            _ => (),
        }
        true
    }

    fn end_cell(&mut self, builder: &Builder) {
        let Some(cell) = self.cell.take() else { return };
        let repeats = cell.repeats.min(builder.limits.columns.saturating_add(1));
        let (down, across) = cell.spans;
        if down > 1 || across > 1 {
            let bottom = self.row.saturating_add(down).saturating_sub(1);
            let right = self.column.saturating_add(across).saturating_sub(1);
            self.merges.push(Merge { rows: (self.row, bottom), columns: (self.column, right) });
        }
        let raw = raw_of(&cell);
        if !raw.text.is_empty() || raw.origin == Origin::Formula {
            self.cells.push((self.column, repeats, raw));
        }
        self.column = self.column.saturating_add(cell.repeats);
    }

    fn end_row(&mut self, builder: &mut Builder) -> bool {
        let last = self.row.saturating_add(self.row_repeats.saturating_sub(1)).min(MOST_ROWS);
        let cells = std::mem::take(&mut self.cells);
        let first = self.row;
        self.row = last.saturating_add(1);
        let Some(table) = self.table.as_mut() else { return true };
        if cells.is_empty() {
            return true;
        }
        (first..=last).all(|row| {
            cells.iter().all(|(column, repeats, raw)| {
                let mut places = (*column..).take(usize::try_from(*repeats).unwrap_or(0));
                places.all(|place| builder.put(table, (row, place), raw.clone()))
            })
        })
    }

    fn close(&mut self, builder: &mut Builder) {
        self.cells.clear();
        let merges = std::mem::take(&mut self.merges);
        if let Some(mut table) = self.table.take()
            && builder.tables.len() < builder.limits.sheets
        {
            Builder::order(&mut table);
            builder.merge(&mut table, &merges);
            builder.tables.push(table);
        }
    }
}

fn raw_of(cell: &Cell) -> Raw {
    let origin = if cell.is_formula { Origin::Formula } else { Origin::Typed };
    let raw = |text: &str, kind| Raw { text: text.to_owned(), kind, origin };
    match cell.kind.as_str() {
        "float" | "currency" | "percentage" => match cell.value.parse::<f64>() {
            Ok(float) => Raw { origin, ..crate::workbook::number(float) },
            Err(_) => raw(&cell.value, RawKind::Text),
        },
        "date" => {
            let (day, hour) = cell.value.split_once('T').unwrap_or((&cell.value, ""));
            let has_hour = hour.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
            match day_from_text(day) {
                Some(day) if has_hour => raw(&cell.value, RawKind::Time(day)),
                Some(day) => raw(&cell.value, RawKind::Day(day)),
                None => raw(&cell.value, RawKind::Text),
            }
        }
        "boolean" => raw(&cell.value, RawKind::Flag(cell.value == "true")),
        _ if cell.is_formula && is_error(&cell.text) => raw(&cell.text, RawKind::Error),
        _ => raw(&cell.text, RawKind::Text),
    }
}

/// Whether a formula's text is one of the marks for no value.
fn is_error(text: &str) -> bool {
    let marks = ["#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#REF!", "#VALUE!", "#NULL!"];
    marks.contains(&text) || text.starts_with("Err:")
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|each| each.key.local_name().as_ref() == name)?;
    Some(unescaped(&found.value))
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

/// How often something is repeated or spans: 1 without the attribute.
fn count(start: &BytesStart<'_>, name: &str) -> u32 {
    let written = attribute(start, name).and_then(|text| text.parse().ok());
    written.unwrap_or(1).clamp(1, MOST_ROWS)
}
