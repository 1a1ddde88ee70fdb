//! XLSX and XLS, through calamine, a cell at a time where that is possible.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Dimensions, Reader, SheetVisible, Xls, Xlsx};
use jiangxing::ledger::doubt::{DoubtKind, Refusal};

use crate::table::{Builder, Limits, Merge, Note, Origin, Raw, RawKind, Table, day_of_serial};

/// Reads a workbook that is a zip of XML.
pub(crate) fn read_xlsx(bytes: &[u8], builder: &mut Builder) -> Result<(), Refusal> {
    let is_active = measure(bytes, builder.limits)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let since_1904 = book.has_1904_epoch();
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    for sheet in sheets.into_iter().take(builder.limits.sheets) {
        let mut table = Table {
            sheet: sheet.name.clone(),
            is_hidden: sheet.visible != SheetVisible::Visible,
            since_1904,
            ..Table::default()
        };
        let told = read_xlsx_sheet(&mut book, &sheet.name, &mut table, builder);
        if told.is_err() {
            table.notes.push(Note { row: 0, column: None, kind: DoubtKind::BadCharacters });
        }
        Builder::order(&mut table);
        if let Ok(merges) = book.merge_cells_by_sheet_name(&sheet.name) {
            let merges: Vec<Merge> = merges.iter().map(merge_of).collect();
            builder.merge(&mut table, &merges);
        }
        if is_active && builder.tables.is_empty() {
            table.notes.push(Note { row: 0, column: None, kind: DoubtKind::Active });
        }
        builder.tables.push(table);
    }
    Ok(())
}

fn read_xlsx_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    table: &mut Table,
    builder: &mut Builder,
) -> Result<(), calamine::XlsxError> {
    let since_1904 = table.since_1904;
    let mut cells = book.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = cell.pos;
        let origin = if cell.formula.is_some() { Origin::Formula } else { Origin::Typed };
        let raw = match cell.value {
            DataRef::Int(whole) => raw(whole.to_string(), RawKind::Number),
            DataRef::Float(float) => number(float),
            DataRef::String(text) => raw(text, RawKind::Text),
            DataRef::SharedString(text) => raw(text.to_owned(), RawKind::Text),
            DataRef::Bool(flag) => raw(flag.to_string(), RawKind::Flag(flag)),
            DataRef::DateTime(serial) => moment(serial.as_f64(), since_1904),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => raw(text, RawKind::Text),
            DataRef::Error(error) => raw(error.to_string(), RawKind::Error),
            DataRef::Empty => raw(String::new(), RawKind::Text),
        };
        let raw = Raw { origin, ..raw };
        if !builder.put(table, (row.saturating_add(1), column), raw) {
            break;
        }
    }
    Ok(())
}

/// Reads a workbook of the older kind.
pub(crate) fn read_xls(bytes: &[u8], builder: &mut Builder) -> Result<(), Refusal> {
    extent(bytes, builder.limits)?;
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let since_1904 = book.has_1904_epoch();
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    for sheet in sheets.into_iter().take(builder.limits.sheets) {
        let mut table = Table {
            sheet: sheet.name.clone(),
            is_hidden: sheet.visible != SheetVisible::Visible,
            since_1904,
            ..Table::default()
        };
        let Ok(range) = book.worksheet_range(&sheet.name) else { continue };
        let formulas = book.worksheet_formula(&sheet.name).unwrap_or_default();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let row = top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
            let column = left.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
            let is_formula = formulas.get_value((row, column)).is_some_and(|text| !text.is_empty());
            let origin = if is_formula { Origin::Formula } else { Origin::Typed };
            let raw = Raw { origin, ..cell(data, since_1904) };
            if !builder.put(&mut table, (row.saturating_add(1), column), raw) {
                break;
            }
        }
        Builder::order(&mut table);
        let merges = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let merges: Vec<Merge> = merges.iter().map(merge_of).collect();
        builder.merge(&mut table, &merges);
        builder.tables.push(table);
    }
    Ok(())
}

fn cell(data: &Data, since_1904: bool) -> Raw {
    match data {
        Data::Int(whole) => raw(whole.to_string(), RawKind::Number),
        Data::Float(float) => number(*float),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            raw(text.clone(), RawKind::Text)
        }
        Data::Bool(flag) => raw(flag.to_string(), RawKind::Flag(*flag)),
        Data::DateTime(serial) => moment(serial.as_f64(), since_1904),
        Data::Error(error) => raw(error.to_string(), RawKind::Error),
        Data::Empty => raw(String::new(), RawKind::Text),
    }
}

fn merge_of(found: &Dimensions) -> Merge {
    let (top, left) = found.start;
    let (bottom, right) = found.end;
    Merge { rows: (top.saturating_add(1), bottom.saturating_add(1)), columns: (left, right) }
}

fn raw(text: String, kind: RawKind) -> Raw {
    Raw { text, kind, origin: Origin::Typed }
}

/// A number as its program shows it: the fewest digits that name the binary fraction, and where
/// these are more than fifteen, the nearest with fifteen.
///
/// So 0.1, which no binary fraction is, reads 0.1; and so does what a formula made of three tenths
/// less two, which is kept as 0.09999999999999998.
pub(crate) fn number(float: f64) -> Raw {
    let shortest = format!("{float:e}");
    let digits =
        shortest.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let is_whole = float.fract().abs() <= 0.0 && float.abs() < 1e15;
    if is_whole || digits <= 15 {
        return raw(plain(&shortest).unwrap_or(shortest), RawKind::Number);
    }
    let fifteen = format!("{float:.14e}");
    raw(plain(&fifteen).unwrap_or(fifteen), RawKind::LongNumber)
}

/// A number with an exponent, written out; `None` when that is long.
fn plain(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok().filter(|each| (-30..=30).contains(each))?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{part}");
    let point = i32::try_from(whole.len()).ok()?.saturating_add(exponent);
    let written = match usize::try_from(point) {
        Ok(point) if 0 < point && point < digits.len() => {
            let (before, after) = digits.split_at_checked(point)?;
            format!("{before}.{after}")
        }
        Ok(point) if 0 < point => format!("{digits:0<point$}"),
        Ok(_) | Err(_) => {
            let zeros = usize::try_from(point.unsigned_abs()).ok()?;
            format!("0.{}{digits}", "0".repeat(zeros))
        }
    };
    let written = match written.contains('.') {
        true => written.trim_end_matches('0').trim_end_matches('.'),
        false => &written,
    };
    Some(format!("{sign}{written}"))
}

/// A serial number as a day, with or without an hour.
fn moment(serial: f64, since_1904: bool) -> Raw {
    let whole = serial.floor();
    #[expect(clippy::cast_possible_truncation, reason = "a float beyond is brought to the ends")]
    let day = day_of_serial(whole as i64, since_1904);
    let text = number(serial).text;
    match day {
        Some(day) if serial > whole => raw(text, RawKind::Time(day)),
        Some(day) => raw(text, RawKind::Day(day)),
        None => raw(text, RawKind::Number),
    }
}

pub(crate) fn broken(error: &dyn std::fmt::Display) -> Refusal {
    Refusal::Broken(error.to_string().chars().take(200).collect())
}

/// The most files in a zip.
const MOST_FILES: usize = 5_000;

/// Unpacks a zip once without keeping anything, so that what is read afterwards is known to be of a
/// size that can be read, whatever its directory says. Whether it holds macros or links to others.
pub(crate) fn measure(bytes: &[u8], limits: Limits) -> Result<bool, Refusal> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if zip.len() > MOST_FILES {
        let found = u64::try_from(zip.len()).unwrap_or(u64::MAX);
        return Err(Refusal::TooLarge { found, most: 5_000 });
    }
    let mut is_active = false;
    let mut unpacked = 0_u64;
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(|error| broken(&error))?;
        let name = file.name().map_err(|error| broken(&error))?.to_ascii_lowercase();
        is_active |= name.ends_with("vbaproject.bin") || name.contains("externallink");
        let left = limits.unpacked.saturating_sub(unpacked);
        let taken = std::io::copy(&mut file.take(left.saturating_add(1)), &mut std::io::sink());
        unpacked = unpacked.saturating_add(taken.map_err(|error| broken(&error))?);
        if unpacked > limits.unpacked {
            return Err(Refusal::TooLarge { found: unpacked, most: limits.unpacked });
        }
    }
    Ok(is_active)
}

/// The records of a sheet that hold cells, with the row and the column in their first four bytes.
const CELL_RECORDS: [u16; 10] =
    [0x0006, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e];

/// Looks through a workbook of the older kind before it is read: locked or not, and how far its
/// sheets extend, because its reader makes room for all cells between the first and the last.
fn extent(bytes: &[u8], limits: Limits) -> Result<(), Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if file.exists("/EncryptedPackage") {
        return Err(Refusal::Locked);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or(Refusal::UnknownForm)?;
    let mut records = Vec::new();
    let stream = file.open_stream(name).map_err(|error| broken(&error))?;
    stream.take(limits.bytes).read_to_end(&mut records).map_err(|error| broken(&error))?;
    let mut rest = records.as_slice();
    let (mut area, mut sheet) = (0_u64, Extent::default());
    while let Some((head, after)) = rest.split_at_checked(4) {
        let (kind, length) = (word(head, 0), usize::from(word(head, 2)));
        let (record, next) = after.split_at_checked(length).unwrap_or((after, &[]));
        match kind {
            // A workbook that asks for a password.
            0x002f => return Err(Refusal::Locked),
            0x0809 => {
                area = area.saturating_add(sheet.area());
                sheet = Extent::default();
            }
            kind if CELL_RECORDS.contains(&kind) => {
                let last = if kind == 0x00bd || kind == 0x00be {
                    word(record, record.len().saturating_sub(2))
                } else {
                    word(record, 2)
                };
                sheet.reach(word(record, 0), word(record, 2), last);
            }
            _ => (),
        }
        rest = next;
    }
    let found = area.saturating_add(sheet.area());
    let most = u64::try_from(limits.cells).unwrap_or(u64::MAX);
    if found > most { Err(Refusal::TooLarge { found, most }) } else { Ok(()) }
}

fn word(bytes: &[u8], at: usize) -> u16 {
    let two = bytes.get(at..).and_then(|rest| rest.first_chunk::<2>());
    two.map_or(0, |two| u16::from_le_bytes(*two))
}

/// From which to which row and column.
#[derive(Default)]
struct Extent(Option<[u16; 4]>);

impl Extent {
    fn reach(&mut self, row: u16, first: u16, last: u16) {
        let [top, bottom, left, right] = self.0.unwrap_or([row, row, first, last]);
        let (left, right) = (left.min(first).min(last), right.max(first).max(last));
        self.0 = Some([top.min(row), bottom.max(row), left, right]);
    }

    fn area(&self) -> u64 {
        self.0.map_or(0, |[top, bottom, left, right]| {
            let rows = u64::from(bottom.abs_diff(top)).saturating_add(1);
            rows.saturating_mul(u64::from(right.abs_diff(left)).saturating_add(1))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_spreadsheets_show_them() {
        for (float, text, kind) in [
            (0.1, "0.1", RawKind::Number),
            (0.3 - 0.2, "0.1", RawKind::LongNumber),
            (1200.0, "1200", RawKind::Number),
            (-3.5, "-3.5", RawKind::Number),
            (0.000_25, "0.00025", RawKind::Number),
            (1e20, "100000000000000000000", RawKind::Number),
            (370_102_199_001_011_200.0, "370102199001011000", RawKind::LongNumber),
            (123_456_789_012_345_680.0, "123456789012346000", RawKind::LongNumber),
        ] {
            let found = number(float);
            assert_eq!((found.text.as_str(), found.kind), (text, kind), "{float}");
        }
    }
}
