//! A file's bytes → its sheets, by the form that its beginning shows.

use jiangxing::ledger::doubt::Refusal;

use crate::table::{Builder, Limits, Table};
use crate::{ods, text, workbook};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text with commas, tabs or semicolons.
    Text,
    /// A workbook of XML in a zip.
    Xlsx,
    /// A workbook of the older kind.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
}

/// What the bytes of a file are; `None` when they are none of what can be read.
///
/// The name of the file has no say: a workbook is known by how it begins. A web page or an XML file
/// that calls itself a workbook, as some systems export, is none.
pub fn form_of(bytes: &[u8]) -> Option<Form> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let begin = bytes.get(..4096.min(bytes.len())).unwrap_or_default();
        let marks = b"application/vnd.oasis.opendocument.spreadsheet";
        let is_ods = begin.windows(marks.len()).any(|window| window == marks);
        return Some(if is_ods || holds(bytes, "content.xml") { Form::Ods } else { Form::Xlsx });
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Some(Form::Xls);
    }
    let begin = bytes.get(..512.min(bytes.len())).unwrap_or_default();
    let is_page =
        String::from_utf8_lossy(begin).trim_start_matches('\u{feff}').trim_start().starts_with('<');
    // Signs that no text has, unless it is UTF-16.
    let is_odd = begin.iter().any(|byte| *byte < 9 || (13 < *byte && *byte < 32));
    (!is_page && (!is_odd || text::is_utf16(bytes))).then_some(Form::Text)
}

fn holds(bytes: &[u8], name: &str) -> bool {
    let zip = zip::ZipArchive::new(std::io::Cursor::new(bytes));
    zip.is_ok_and(|zip| zip.index_for_name(name).is_some())
}

/// The sheets of a file.
///
/// # Errors
///
/// Why the file is not read at all; what is wrong with a part of it is noted in its sheet.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Refusal> {
    read_within(bytes, Limits::default())
}

/// The sheets of a file, within limits.
///
/// # Errors
///
/// As [`read`].
pub fn read_within(bytes: &[u8], limits: Limits) -> Result<Vec<Table>, Refusal> {
    let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if found > limits.bytes {
        return Err(Refusal::TooLarge { found, most: limits.bytes });
    }
    let mut builder = Builder::new(limits);
    match form_of(bytes).ok_or(Refusal::UnknownForm)? {
        Form::Text => text::read(bytes, &mut builder)?,
        Form::Xlsx => workbook::read_xlsx(bytes, &mut builder)?,
        Form::Xls => workbook::read_xls(bytes, &mut builder)?,
        Form::Ods => ods::read(bytes, &mut builder)?,
    }
    if builder.tables.is_empty() { Err(Refusal::Empty) } else { Ok(builder.tables) }
}

/// A sheet of cells that were pasted.
pub fn paste(text: &str) -> Table {
    text::paste(text, &mut Builder::new(Limits::default()))
}
