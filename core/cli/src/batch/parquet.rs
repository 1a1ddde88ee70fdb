//! Parquet to text that is read like any other, and results to Parquet.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Decimal, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use crate::batch::cells;

/// What stands between cells: no text that somebody typed has it.
pub(crate) const DELIMITER: u8 = 0x1f;

/// So many rows of results make a group.
const GROUP: usize = 64 * 1024;

/// A table in Parquet as lines of cells, the titles first.
///
/// Whole numbers, decimals, texts, truths and days stand as they would be typed. A float that is a
/// whole number stands as one, and any other with a word behind it, so that it is taken for no exact
/// answer.
pub(crate) struct Lines {
    rows: RowIter<'static>,
    text: Vec<u8>,
    given: usize,
}

/// The table in `file`, and the titles of its columns of floats.
pub(crate) fn open(file: File) -> io::Result<(Lines, Vec<String>)> {
    let reader = SerializedFileReader::new(file).map_err(odd)?;
    let schema = reader.metadata().file_metadata().schema_descr().root_schema().clone();
    let columns = schema.get_fields();
    let is_float = |column: &&Arc<Type>| {
        column.is_primitive()
            && matches!(column.get_physical_type(), Physical::FLOAT | Physical::DOUBLE)
    };
    let floats = columns.iter().filter(is_float).map(|column| column.name().to_owned());
    let floats = floats.collect();
    let mut text = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        put(column.name(), place == 0, &mut text);
    }
    text.push(b'\n');
    let rows = RowIter::from_file_into(Box::new(reader));
    Ok((Lines { rows, text, given: 0 }, floats))
}

fn odd(error: ParquetError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

impl Read for Lines {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            let Some(row) = self.rows.next() else { return Ok(0) };
            self.text.clear();
            self.given = 0;
            line(&row.map_err(odd)?, &mut self.text);
        }
        let mut left = self.text.get(self.given..).unwrap_or_default();
        let taken = left.read(into)?;
        self.given = self.given.saturating_add(taken);
        Ok(taken)
    }
}

fn line(row: &Row, out: &mut Vec<u8>) {
    for (place, (_, field)) in row.get_column_iter().enumerate() {
        put(&written(field), place == 0, out);
    }
    out.push(b'\n');
}

/// One cell, in quotation marks where it has to be. A line break is a space here: rows are lines.
fn put(cell: &str, is_first: bool, out: &mut Vec<u8>) {
    if !is_first {
        out.push(DELIMITER);
    }
    let delimiter = char::from(DELIMITER);
    if !cell.contains([delimiter, '"', '\n', '\r']) {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    let plain = cell.replace(['\n', '\r'], " ").replace('"', "\"\"");
    out.extend_from_slice(format!("\"{plain}\"").as_bytes());
}

/// A value as somebody would type it.
fn written(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Decimal(decimal) => decimal_text(decimal),
        Field::Float16(number) => float(f64::from(number.to_f32())),
        Field::Float(number) => float(f64::from(*number)),
        Field::Double(number) => float(*number),
        Field::Bool(_)
        | Field::Byte(_)
        | Field::Short(_)
        | Field::Int(_)
        | Field::Long(_)
        | Field::UByte(_)
        | Field::UShort(_)
        | Field::UInt(_)
        | Field::ULong(_)
        | Field::Date(_)
        | Field::TimeMillis(_)
        | Field::TimeMicros(_)
        | Field::TimestampMillis(_)
        | Field::TimestampMicros(_)
        | Field::Group(_)
        | Field::ListInternal(_)
        | Field::MapInternal(_) => field.to_string(),
    }
}

/// A float, if it is a whole number; else with a word that keeps it from being read as one. One that
/// is none is nothing: other programs have no better word for a gap.
fn float(number: f64) -> String {
    /// Floats count by ones up to here.
    const MOST: f64 = 9_007_199_254_740_992.0;
    if number.is_nan() {
        String::new()
    } else if number.abs() <= MOST && number.fract().abs() <= 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number} (float)")
    }
}

/// All the digits of a decimal.
fn decimal_text(decimal: &Decimal) -> String {
    let bytes = decimal.data();
    let Some(first) = bytes.first().filter(|_| bytes.len() <= 16) else {
        return "(decimal)".to_owned();
    };
    let begin = if *first >= 0x80 { -1_i128 } else { 0 };
    let units = bytes.iter().fold(begin, |units, byte| units << 8 | i128::from(*byte));
    let places = usize::try_from(decimal.scale()).unwrap_or_default();
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = places.saturating_add(1));
    let (whole, rest) = digits.split_at(digits.len().saturating_sub(places));
    let sign = if units < 0 { "-" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

// ── results ──

/// Writes the results in `lines` (CSV) to `path` as Parquet; the columns that are numbers as decimals
/// with as many places as any of theirs has.
pub(crate) fn convert(lines: &Path, path: &Path, is_number: &[bool]) -> io::Result<()> {
    let text = |take: &mut dyn FnMut(&[&str]) -> io::Result<()>| each(lines, take);
    let mut places = vec![0_usize; is_number.len()];
    let mut titles: Vec<String> = Vec::new();
    text(&mut |row| {
        if titles.is_empty() {
            titles = row.iter().map(ToString::to_string).collect();
            return Ok(());
        }
        for (most, cell) in places.iter_mut().zip(row) {
            *most = (*most).max(cell.split_once('.').map_or(0, |(_, rest)| rest.len()));
        }
        Ok(())
    })?;
    // A number with more digits than fit stays a text.
    let kinds: Vec<Option<usize>> = is_number
        .iter()
        .zip(&places)
        .map(|(is_number, places)| (*is_number && *places <= MOST_PLACES).then_some(*places))
        .collect();
    let columns = titles.iter().zip(&kinds).map(|(title, kind)| column(title, *kind).map(Arc::new));
    let columns = columns.collect::<Result<Vec<_>, _>>().map_err(odd)?;
    let schema = Type::group_type_builder("ratings").with_fields(columns).build().map_err(odd)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let file = File::create(path)?;
    let mut writer =
        SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties)).map_err(odd)?;
    let mut group: Vec<Vec<String>> = vec![Vec::new(); kinds.len()];
    let (mut is_title, mut rows) = (true, 0_usize);
    text(&mut |row| {
        if std::mem::take(&mut is_title) {
            return Ok(());
        }
        for (column, cell) in group.iter_mut().zip(row) {
            column.push((*cell).to_owned());
        }
        rows = rows.saturating_add(1);
        if rows.is_multiple_of(GROUP) {
            flush(&mut writer, &mut group, &kinds)?;
        }
        Ok(())
    })?;
    flush(&mut writer, &mut group, &kinds)?;
    let file = writer.into_inner().map_err(odd)?;
    file.sync_all()
}

/// The most decimals of a number that is written as one.
const MOST_PLACES: usize = 12;
/// The digits of such a number.
const DIGITS: i32 = 18;

fn column(title: &str, places: Option<usize>) -> Result<Type, ParquetError> {
    let physical = if places.is_some() { Physical::INT64 } else { Physical::BYTE_ARRAY };
    let column =
        Type::primitive_type_builder(title, physical).with_repetition(Repetition::OPTIONAL);
    match places {
        Some(0) => column.with_converted_type(ConvertedType::INT_64).build(),
        Some(places) => column
            .with_converted_type(ConvertedType::DECIMAL)
            .with_precision(DIGITS)
            .with_scale(i32::try_from(places).unwrap_or_default())
            .build(),
        None => column.with_converted_type(ConvertedType::UTF8).build(),
    }
}

fn flush(
    writer: &mut SerializedFileWriter<File>,
    group: &mut [Vec<String>],
    kinds: &[Option<usize>],
) -> io::Result<()> {
    if group.first().is_none_or(Vec::is_empty) {
        return Ok(());
    }
    let mut rows = writer.next_row_group().map_err(odd)?;
    for (column, kind) in group.iter_mut().zip(kinds) {
        write(&mut rows, column, *kind).map_err(odd)?;
        column.clear();
    }
    rows.close().map_err(odd)?;
    Ok(())
}

/// Writes one column; an empty cell is nothing.
fn write(
    rows: &mut SerializedRowGroupWriter<'_, File>,
    column: &[String],
    kind: Option<usize>,
) -> Result<(), ParquetError> {
    let Some(mut writer) = rows.next_column()? else { return Ok(()) };
    let there: Vec<i16> = column.iter().map(|cell| i16::from(!cell.is_empty())).collect();
    let cells = column.iter().filter(|cell| !cell.is_empty());
    match kind {
        Some(places) => {
            let units: Vec<i64> = cells.map(|cell| units(cell, places)).collect();
            writer.typed::<Int64Type>().write_batch(&units, Some(&there), None)?;
        }
        None => {
            let texts: Vec<ByteArray> = cells.map(|cell| ByteArray::from(cell.as_str())).collect();
            writer.typed::<ByteArrayType>().write_batch(&texts, Some(&there), None)?;
        }
    }
    writer.close()
}

/// A decimal of ours in units of the last of `places`.
fn units(cell: &str, places: usize) -> i64 {
    let (whole, rest) = cell.split_once('.').unwrap_or((cell, ""));
    format!("{whole}{rest:0<places$}").parse().unwrap_or_default()
}

/// Every row of a file of results, the titles first.
fn each(path: &Path, take: &mut dyn FnMut(&[&str]) -> io::Result<()>) -> io::Result<()> {
    let mut file = File::open(path)?;
    let (mut rest, mut is_at_end) = (Vec::new(), false);
    let (mut aside, mut spans) = (Vec::new(), Vec::new());
    while !is_at_end {
        let taken = file.by_ref().take(1024 * 1024).read_to_end(&mut rest)?;
        is_at_end = taken == 0;
        let mut at = 0;
        while let Some(text) = rest.get(at..).filter(|text| !text.is_empty()) {
            aside.clear();
            spans.clear();
            let length = cells::unquoted(text, b',', &mut aside, &mut spans);
            // Every record of ours ends with a line break.
            let whole = length.filter(|length| text.get(length.saturating_sub(1)) == Some(&b'\n'));
            let Some(length) = whole else { break };
            let cells = cells::Cells::new(&aside, &spans);
            let row: Result<Vec<&str>, _> = cells.iter().map(std::str::from_utf8).collect();
            take(&row.map_err(io::Error::other)?)?;
            at = at.saturating_add(length);
        }
        rest.drain(..at);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_is_read_only_where_it_is_whole() {
        for (number, expected) in [
            (3.0, "3"),
            (-2.0, "-2"),
            (0.0, "0"),
            (0.5, "0.5 (float)"),
            (f64::NAN, ""),
            (1e300, "1"),
        ] {
            let found = float(number);
            assert!(found == expected || (number > 1e299 && found.ends_with("(float)")), "{found}");
        }
    }

    #[test]
    fn a_decimal_has_all_its_digits() {
        for (units, places, expected) in
            [(-5_i32, 2, "-0.05"), (1_234, 2, "12.34"), (7, 0, "7"), (50, 2, "0.50")]
        {
            let decimal = Decimal::from_i32(units, 9, places);
            assert_eq!(decimal_text(&decimal), expected);
        }
    }
}
