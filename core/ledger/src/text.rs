//! Text as a sheet: commas, tabs or semicolons; UTF-8, UTF-16 or GB18030; what was pasted.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use jiangxing::ledger::doubt::{DoubtKind, Refusal};

use crate::table::{Builder, Note, Origin, Raw, RawKind, Table};

/// Reads a file of text.
pub(crate) fn read(bytes: &[u8], builder: &mut Builder) -> Result<(), Refusal> {
    let (encoding, bytes) = encoding_of(bytes);
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut table = paste(&text, builder);
    if had_errors {
        table.notes.push(Note { row: 0, column: None, kind: DoubtKind::BadCharacters });
    }
    builder.tables.push(table);
    Ok(())
}

/// The encoding of a text, and the text without its mark: what a byte order mark says; else UTF-16
/// by its zeros; else UTF-8 where all of it is; else GB18030.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, &[u8]) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, bytes.get(length..).unwrap_or_default());
    }
    let encoding = match wide(bytes) {
        Some(encoding) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    (encoding, bytes)
}

/// Whether a text is UTF-16, by its mark or by its zeros.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || wide(bytes).is_some()
}

/// UTF-16 without a mark: digits, commas and breaks are in every ledger, and have a zero byte, on
/// one side always. A few characters, such as 一, have one on the other.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros =
        |odd: usize| bytes.iter().take(400).skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd > even.saturating_mul(3) {
        Some(UTF_16LE)
    } else if even > odd.saturating_mul(3) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A sheet of what was pasted, or of a file's text.
pub(crate) fn paste(text: &str, builder: &mut Builder) -> Table {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let first = text.lines().next().unwrap_or_default();
    let named = match first.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => Some(*separator),
        Some(_) | None => None,
    };
    let separator = named.unwrap_or_else(|| separator_of(&text));
    let mut table = Table::default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).unwrap_or(false) {
        let row = record.position().map_or(0, |position| line(&text, position));
        if row == 1 && named.is_some() {
            continue;
        }
        let mut cells = record.iter().zip(0_u32..);
        let is_taken = cells.all(|(cell, column)| {
            let raw = Raw { text: cell.to_owned(), kind: RawKind::Text, origin: Origin::Typed };
            builder.put(&mut table, (row, column), raw)
        });
        if !is_taken {
            break;
        }
    }
    Builder::order(&mut table);
    table
}

/// The line on which a record begins: its reader begins before the blank lines that it passes over.
fn line(text: &str, position: &csv::Position) -> u32 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| **byte == b'\n').count();
    let line = position.line().saturating_add(u64::try_from(blank).unwrap_or(u64::MAX));
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// What stands between cells: of tab, comma, semicolon and bar the one that most lines of the
/// beginning have most of.
fn separator_of(text: &str) -> u8 {
    let count = |separator: u8| {
        let lines = text.lines().take(20);
        lines.map(|line| line.bytes().filter(|byte| *byte == separator).count()).sum::<usize>()
    };
    let most = [b'\t', b',', b';', b'|'].into_iter().rev().max_by_key(|each| count(*each));
    most.unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Limits;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut builder = Builder::new(Limits::default());
        read(bytes, &mut builder).unwrap();
        let table = builder.tables.pop().unwrap();
        let text = |(_, raw): (u32, Raw)| raw.text;
        table.rows.into_iter().map(|row| row.cells.into_iter().map(text).collect()).collect()
    }

    #[test]
    fn every_encoding_reads_alike() {
        let text = "姓名,人数\n张一,12\n";
        let expected = cells(text.as_bytes());
        assert_eq!(expected, [["姓名", "人数"], ["张一", "12"]]);
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [
            [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
            GB18030.encode(text).0.into_owned(),
            [&[0xff, 0xfe], little.as_slice()].concat(),
            [&[0xfe, 0xff], big.as_slice()].concat(),
            little,
            big,
        ] {
            assert_eq!(cells(&bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn the_separator_is_the_commonest() {
        for text in ["a\tb,c\n1\t2\n", "a;b,c\n1;2\n", "sep=;\na;b,c\n1;2"] {
            assert_eq!(cells(text.as_bytes()), [["a", "b,c"], ["1", "2"]], "{text}");
        }
        assert_eq!(cells("a,\"x\ny\"\n1,2".as_bytes()), [["a", "x\ny"], ["1", "2"]]);
    }

    #[test]
    fn rows_are_numbered_by_lines_blank_ones_too() {
        for text in ["a,b\n\n\n1,2\n3,4", "a,b\r\n\r\n\r\n1,2\r\n3,4\r\n"] {
            let table = paste(text, &mut Builder::new(Limits::default()));
            let numbers: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
            assert_eq!(numbers, [1, 4, 5], "{text:?}");
        }
    }
}
