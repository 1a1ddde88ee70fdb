//! The container: a ZIP of stored entries in one layout, so that every byte has one value.
//!
//! Headers and contents one after the other, then the directory, then the end record, and nothing
//! between, before or after. Nothing is compressed, no field is free: times are the first moment of
//! 1980, extra fields and comments are empty. What reads ZIP reads this; what this reads is this.

mod read;

use alloc::vec::Vec;

use crate::fault::{Fault, Field, Place};

/// What a file holds, as far as it can be told, and what is wrong with its container.
#[derive(Debug, Default)]
pub(crate) struct Archive<'a> {
    /// The entries with a usable path, in their order.
    pub(crate) entries: Vec<Entry<'a>>,
    /// Paths of the directory whose entries cannot be read.
    pub(crate) unread: Vec<&'a str>,
    /// What is wrong; nothing, and every byte is accounted for but those of the contents.
    pub(crate) faults: Vec<Fault>,
}

/// One file in a container.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) path: &'a str,
    pub(crate) content: &'a [u8],
    /// Whether the checksum is that of the content.
    pub(crate) is_whole: bool,
}

impl<'a> Archive<'a> {
    /// The archive in `bytes`.
    pub(crate) fn read(bytes: &'a [u8]) -> Self {
        read::archive(bytes)
    }

    /// The entry at `path`.
    pub(crate) fn entry(&self, path: &str) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.path == path)
    }
}

const HEADER_MARK: &[u8; 4] = b"PK\x03\x04";
const ROW_MARK: &[u8; 4] = b"PK\x01\x02";
const END_MARK: &[u8; 4] = b"PK\x05\x06";
const LARGE_MARK: &[u8; 4] = b"PK\x06\x07";

/// The bytes of a header before its path.
const HEADER: usize = 30;

/// The bytes of a row of the directory before its path.
const ROW: usize = 46;

/// The bytes of the end record.
const END: usize = 22;

/// The version of the format that stored entries need: 1.0.
const NEEDS: u16 = 10;

/// The version of the format that is written: 2.0, on no system in particular.
const MADE: u16 = 20;

/// 1 January 1980, the first day there is.
const DAY: u16 = 0x21;

/// The container of `entries`, whose paths are usable and in order.
///
/// # Errors
/// When there are too many of them, or one or all are too large.
pub(crate) fn write(entries: &[(&str, &[u8])]) -> Result<Vec<u8>, Fault> {
    use crate::limit::{MOST_BYTES, MOST_ENTRIES, MOST_ENTRY_BYTES};
    if entries.len() > MOST_ENTRIES {
        return Err(Fault::TooManyEntries { found: entries.len(), most: MOST_ENTRIES });
    }
    let too_large = |path: &str, found, most| Fault::TooLarge { path: path.into(), found, most };
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (path, content) in entries {
        if content.len() > MOST_ENTRY_BYTES {
            return Err(too_large(path, content.len(), MOST_ENTRY_BYTES));
        }
        let fields = Fields { path, checksum: crc32fast::hash(content), size: content.len() };
        row(&fields, bytes.len(), &mut directory);
        header(&fields, &mut bytes);
        bytes.extend_from_slice(content);
        let found = bytes.len().saturating_add(directory.len()).saturating_add(END);
        if found > MOST_BYTES {
            return Err(too_large("", found, MOST_BYTES));
        }
    }
    let (offset, size) = (bytes.len(), directory.len());
    bytes.extend_from_slice(&directory);
    end(entries.len(), size, offset, &mut bytes);
    Ok(bytes)
}

/// What differs between the headers of two entries.
struct Fields<'a> {
    path: &'a str,
    checksum: u32,
    size: usize,
}

fn header(fields: &Fields<'_>, to: &mut Vec<u8>) {
    to.extend_from_slice(HEADER_MARK);
    common(fields, to);
    to.extend_from_slice(fields.path.as_bytes());
}

fn row(fields: &Fields<'_>, offset: usize, to: &mut Vec<u8>) {
    to.extend_from_slice(ROW_MARK);
    shorts(&[MADE], to);
    common(fields, to);
    // The comment, the disk, the attributes of the content.
    shorts(&[0, 0, 0], to);
    // The attributes of the file.
    long(0, to);
    long(offset, to);
    to.extend_from_slice(fields.path.as_bytes());
}

/// What a header and a row have both.
fn common(fields: &Fields<'_>, to: &mut Vec<u8>) {
    // Flags, method and time are 0.
    shorts(&[NEEDS, 0, 0, 0, DAY], to);
    to.extend_from_slice(&fields.checksum.to_le_bytes());
    long(fields.size, to);
    long(fields.size, to);
    shorts(&[short(fields.path.len()), 0], to);
}

fn end(count: usize, size: usize, offset: usize, to: &mut Vec<u8>) {
    to.extend_from_slice(END_MARK);
    shorts(&[0, 0, short(count), short(count)], to);
    long(size, to);
    long(offset, to);
    shorts(&[0], to);
}

/// What the limits leave fits; beyond them the field says that it does not, as ZIP has it.
fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn shorts(numbers: &[u16], to: &mut Vec<u8>) {
    numbers.iter().for_each(|number| to.extend_from_slice(&number.to_le_bytes()));
}

fn long(number: usize, to: &mut Vec<u8>) {
    to.extend_from_slice(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

/// Where the fields of a header and of a row begin, from the beginning of what both have.
const COMMON: &[(usize, Field)] = &[
    (0, Field::Version),
    (2, Field::Flags),
    (4, Field::Method),
    (6, Field::Time),
    (10, Field::Checksum),
    (14, Field::Size),
    (22, Field::Lengths),
];

/// Where the fields of a part begin.
fn layout(place: Place) -> Vec<(usize, Field)> {
    let common =
        |from: usize| COMMON.iter().map(move |(at, field)| (from.saturating_add(*at), *field));
    match place {
        Place::Header => {
            [(0, Field::Mark)].into_iter().chain(common(4)).chain([(HEADER, Field::Name)]).collect()
        }
        Place::Directory => [(0, Field::Mark), (4, Field::Version)]
            .into_iter()
            .chain(common(6))
            .chain([
                (32, Field::Lengths),
                (34, Field::Disk),
                (36, Field::Attributes),
                (42, Field::Offset),
                (ROW, Field::Name),
            ])
            .collect(),
        Place::End => Vec::from([
            (0, Field::Mark),
            (4, Field::Disk),
            (8, Field::Count),
            (12, Field::Size),
            (16, Field::Offset),
            (20, Field::Lengths),
        ]),
    }
}

/// The field that the byte at `index` of a part belongs to, and where it begins.
fn field_at(place: Place, index: usize) -> (usize, Field) {
    let layout = layout(place);
    layout.into_iter().rev().find(|(at, _)| *at <= index).unwrap_or((0, Field::Mark))
}
