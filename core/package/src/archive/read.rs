//! Bytes → entries, and every byte that is not where it belongs.
//!
//! The directory is read from the end record; of each row the header that belongs to it is written
//! anew and held against the one that is there. What is left over is a gap. Nothing is ever
//! unpacked, so the memory used follows from the size of the file.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{
    Archive, END, END_MARK, Entry, Fields, HEADER, HEADER_MARK, LARGE_MARK, ROW, ROW_MARK,
    field_at, header, row,
};
use crate::fault::{Fault, Field, Place};
use crate::limit::{MOST_BYTES, MOST_ENTRIES, MOST_ENTRY_BYTES, MOST_FAULTS};
use crate::path;

/// The archive in `bytes`.
pub(super) fn archive(bytes: &[u8]) -> Archive<'_> {
    let mut faults = Vec::new();
    if bytes.len() > MOST_BYTES {
        let (found, most) = (bytes.len(), MOST_BYTES);
        faults.push(Fault::TooLarge { path: String::new(), found, most });
        return Archive { faults, ..Archive::default() };
    }
    let Some(end) = end(bytes, &mut faults) else {
        return Archive { faults, ..Archive::default() };
    };
    let mut reading = Reading {
        bytes,
        directory: end.offset,
        next: 0,
        faults,
        entries: Vec::new(),
        unread: Vec::new(),
    };
    reading.rows(&end);
    reading.nothing_between();
    Archive { entries: reading.entries, unread: reading.unread, faults: reading.faults }
}

/// What the end record says.
struct End {
    at: usize,
    count: usize,
    offset: usize,
}

/// The end record, unless nothing can be read without it.
fn end(bytes: &[u8], faults: &mut Vec<Fault>) -> Option<End> {
    let Some(at) = end_at(bytes) else {
        let is_zip = bytes.starts_with(HEADER_MARK);
        faults.push(if is_zip { Fault::EndMissing {} } else { Fault::NotAPackage {} });
        return None;
    };
    nothing_after(bytes, at, faults);
    let short = |from: usize| usize::from(short_at(bytes, at.saturating_add(from)));
    let long = |from: usize| whole(long_at(bytes, at.saturating_add(from)));
    let (count, size, offset) = (short(10), long(12), long(16));
    let is_large = at.checked_sub(20).is_some_and(|at| mark_at(bytes, at) == Some(LARGE_MARK));
    if is_large || count == usize::from(u16::MAX) {
        faults.push(Fault::LargeFormat { place: Place::End });
        return None;
    }
    if count > MOST_ENTRIES {
        faults.push(Fault::TooManyEntries { found: count, most: MOST_ENTRIES });
        return None;
    }
    if short(4) != 0 || short(6) != 0 {
        faults.push(Fault::InSeveralFiles {});
    }
    if short(8) != count {
        faults.push(Fault::EndDiffers { field: Field::Count });
    }
    if offset.checked_add(size) == Some(at) {
        return Some(End { at, count, offset });
    }
    // Of two numbers that do not fit, the one that leads to a directory is right.
    let begins = |from: &usize| *from < at && mark_at(bytes, *from) == Some(ROW_MARK);
    let by_size = at.checked_sub(size).filter(begins);
    let field = if by_size.is_some() { Field::Offset } else { Field::Size };
    faults.push(Fault::EndDiffers { field });
    by_size.or(Some(offset).filter(begins)).map(|offset| End { at, count, offset })
}

/// Where the end record begins: the last one that fits, or that the file ends with.
fn end_at(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END)?;
    let is_end = |at: &usize| mark_at(bytes, *at) == Some(END_MARK);
    let long = |at: usize, from: usize| whole(long_at(bytes, at.saturating_add(from)));
    let fits = |at: &usize| long(*at, 12).checked_add(long(*at, 16)) == Some(*at);
    Some(last).filter(is_end).or_else(|| (0..=last).rev().filter(is_end).find(fits))
}

fn nothing_after(bytes: &[u8], at: usize, faults: &mut Vec<Fault>) {
    let length = usize::from(short_at(bytes, at.saturating_add(20)));
    let after = at.saturating_add(END);
    let rest = bytes.len().saturating_sub(after);
    if length == rest && length > 0 {
        faults.push(Fault::Comment { length });
    } else if rest > 0 {
        faults.push(Fault::BytesAfterEnd { at: after, count: rest });
    } else if length > 0 {
        faults.push(Fault::EndDiffers { field: Field::Lengths });
    }
}

struct Reading<'a> {
    bytes: &'a [u8],
    /// Where the directory begins, and the entries end.
    directory: usize,
    /// Where the next entry begins.
    next: usize,
    faults: Vec<Fault>,
    entries: Vec<Entry<'a>>,
    unread: Vec<&'a str>,
}

/// A row of the directory, as it is.
struct Row<'a> {
    at: usize,
    name: &'a [u8],
    checksum: u32,
    size: u32,
    offset: usize,
}

impl<'a> Reading<'a> {
    fn rows(&mut self, end: &End) {
        let (mut at, mut count) = (end.offset, 0_usize);
        while at < end.at && self.faults.len() < MOST_FAULTS {
            count = count.saturating_add(1);
            if count > MOST_ENTRIES {
                self.faults.push(Fault::TooManyEntries { found: count, most: MOST_ENTRIES });
                break;
            }
            let Some((row, after)) = self.row(at, end.at) else {
                self.faults.push(Fault::DirectoryDiffers { at, row: count });
                break;
            };
            self.entry(&row);
            at = after;
        }
        if at < end.at {
            // Nothing more can be said of what is between the entries either.
            self.next = self.directory;
        } else if count != end.count {
            self.faults.push(Fault::EndDiffers { field: Field::Count });
        }
    }

    /// The row at `at`, and where the next one begins.
    fn row(&self, at: usize, end: usize) -> Option<(Row<'a>, usize)> {
        let fixed = at.checked_add(ROW).filter(|after| *after <= end)?;
        if mark_at(self.bytes, at) != Some(ROW_MARK) {
            return None;
        }
        let short = |from: usize| usize::from(short_at(self.bytes, at.saturating_add(from)));
        let name_end = fixed.checked_add(short(28))?;
        let after = name_end.checked_add(short(30))?.checked_add(short(32))?;
        let name = self.bytes.get(fixed..name_end)?;
        let long = |from: usize| long_at(self.bytes, at.saturating_add(from));
        let (packed, claimed, offset) = (long(20), long(24), whole(long(42)));
        // Of two sizes that differ, the header has the right one, or it does not matter.
        let in_header = long_at(self.bytes, offset.saturating_add(22));
        let size = if packed == claimed { packed } else { in_header };
        let row = Row { at, name, checksum: long(16), size, offset };
        (after <= end).then_some((row, after))
    }

    fn entry(&mut self, row: &Row<'a>) {
        let path = match path::read(row.name) {
            Ok(path) => path,
            Err(why) => {
                let path = String::from_utf8_lossy(row.name).into_owned();
                self.faults.push(Fault::PathRefused { path, why });
                self.pass(row);
                return;
            }
        };
        if self.is_unlike_any(row, path) {
            self.unread.push(path);
            self.pass(row);
            return;
        }
        self.in_order(path);
        let found = whole(row.size);
        if found > MOST_ENTRY_BYTES {
            let (path, most) = (path.to_string(), MOST_ENTRY_BYTES);
            self.faults.push(Fault::TooLarge { path, found, most });
        }
        let header = self.header_of(row, path);
        let Some((content, at)) = header.and_then(|at| Some((self.content(row, at, path)?, at)))
        else {
            self.unread.push(path);
            return;
        };
        let row = Row { offset: at, ..*row };
        let checksum = crc32fast::hash(content);
        self.row_is_as_written(&row, path, checksum);
        self.header_is_as_written(&row, path, checksum);
        let in_header = long_at(self.bytes, at.saturating_add(14));
        let is_whole = [row.checksum, in_header].contains(&checksum);
        self.entries.push(Entry { path, content, is_whole });
    }

    /// Leaves out an entry of which enough was said.
    fn pass(&mut self, row: &Row<'_>) {
        let size = whole(long_at(self.bytes, row.at.saturating_add(20)));
        let short =
            |from: usize| usize::from(short_at(self.bytes, row.offset.saturating_add(from)));
        let head = HEADER.saturating_add(short(26)).saturating_add(short(28));
        let after = row.offset.saturating_add(head).saturating_add(size);
        self.next = self.next.max(after.min(self.directory));
    }

    /// What no entry of a package is: said instead of the field in which it shows.
    fn is_unlike_any(&mut self, row: &Row<'_>, path: &str) -> bool {
        let short = |from: usize| short_at(self.bytes, row.at.saturating_add(from));
        let long = |from: usize| long_at(self.bytes, row.at.saturating_add(from));
        let (flags, method, extra, comment) = (short(8), short(10), short(30), short(32));
        let path = path.to_string();
        let is_link = long(38) >> 28 == 0xa;
        let is_large = [long(20), long(24), long(42)].contains(&u32::MAX);
        let fault = if flags & 1 != 0 {
            Fault::Encrypted { path }
        } else if is_link {
            Fault::Link { path }
        } else if is_large {
            Fault::LargeFormat { place: Place::Directory }
        } else if method != 0 {
            Fault::Compressed { path, method, packed: long(20), claimed: long(24) }
        } else if extra != 0 || comment != 0 {
            let length = usize::from(extra).saturating_add(usize::from(comment));
            Fault::ExtraBytes { path, place: Place::Directory, length }
        } else {
            return false;
        };
        self.faults.push(fault);
        true
    }

    fn in_order(&mut self, path: &str) {
        let Some(before) = self.entries.last().map(|entry| entry.path) else { return };
        if comes_after(path, before) {
            return;
        }
        let is_there = self.entries.iter().any(|entry| entry.path == path);
        let (path, after) = (path.to_string(), before.to_string());
        self.faults.push(match is_there {
            true => Fault::Duplicate { path },
            false => Fault::OutOfOrder { path, after },
        });
    }

    /// Where the header of `row` is. Entries stand one after the other: where the next one has the
    /// path of the row, it is the row that is not as it was.
    fn header_of(&mut self, row: &Row<'a>, path: &str) -> Option<usize> {
        let next = self.next;
        let name = next.saturating_add(HEADER);
        let is_next = mark_at(self.bytes, next) == Some(HEADER_MARK)
            && self.bytes.get(name..name.saturating_add(row.name.len())) == Some(row.name);
        if row.offset == next || is_next {
            return Some(next);
        }
        if row.offset < next || row.offset >= self.directory {
            self.faults.push(Fault::Overlap { path: path.to_string(), at: row.offset });
            return None;
        }
        self.faults.push(Fault::Gap { at: next, count: row.offset.saturating_sub(next) });
        Some(row.offset)
    }

    /// The content of the entry whose header is at `header`.
    fn content(&mut self, row: &Row<'_>, header: usize, path: &str) -> Option<&'a [u8]> {
        let begin = header.saturating_add(HEADER).saturating_add(row.name.len());
        let after = begin.saturating_add(whole(row.size));
        let content = self.bytes.get(begin..after).filter(|_| after <= self.directory);
        if content.is_none() {
            let path = path.to_string();
            self.faults.push(Fault::BeyondEnd { path, claimed: row.size });
        }
        self.next = if content.is_some() { after } else { self.directory };
        content
    }

    /// The row against the one that belongs to its path, size, checksum and offset.
    fn row_is_as_written(&mut self, found: &Row<'_>, path: &str, checksum: u32) {
        let (bytes, at) = (self.bytes, found.at);
        let header = found.offset;
        let fields = Fields { path, checksum: found.checksum, size: whole(found.size) };
        let mut expected = Vec::new();
        row(&fields, header, &mut expected);
        self.differs(bytes, at, &expected, Place::Directory, path);
        // Where the header agrees with the content, it is the row that was changed.
        let in_header = long_at(bytes, header.saturating_add(14));
        if found.checksum != checksum && in_header == checksum {
            self.tell(Place::Directory, path, (16, Field::Checksum), at);
        }
    }

    /// The header against the one that belongs to the row.
    fn header_is_as_written(&mut self, found: &Row<'_>, path: &str, checksum: u32) {
        let (bytes, at) = (self.bytes, found.offset);
        let in_header = long_at(bytes, at.saturating_add(14));
        let sum = if in_header == checksum { checksum } else { found.checksum };
        let fields = Fields { path, checksum: sum, size: whole(found.size) };
        let mut expected = Vec::new();
        header(&fields, &mut expected);
        self.differs(bytes, at, &expected, Place::Header, path);
    }

    /// The first field of each part that differs from what is expected, if any does.
    fn differs(&mut self, bytes: &[u8], at: usize, expected: &[u8], place: Place, path: &str) {
        let found = bytes.get(at..).unwrap_or_default();
        let other = |index: &usize| found.get(*index) != expected.get(*index);
        if let Some(index) = (0..expected.len()).find(other) {
            self.tell(place, path, field_at(place, index), at);
        }
    }

    fn tell(&mut self, place: Place, path: &str, (from, field): (usize, Field), part: usize) {
        let (path, at) = (path.to_string(), part.saturating_add(from));
        self.faults.push(Fault::HeaderDiffers { path, place, field, at });
    }

    fn nothing_between(&mut self) {
        if let Some(count) = self.directory.checked_sub(self.next).filter(|count| *count > 0) {
            self.faults.push(Fault::Gap { at: self.next, count });
        }
    }
}

/// The order of entries: the manifest, then by path.
pub(super) fn comes_after(path: &str, before: &str) -> bool {
    let place = |path: &str| path != crate::manifest::MANIFEST;
    (place(before), before) < (place(path), path)
}

fn whole(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn mark_at(bytes: &[u8], at: usize) -> Option<&[u8; 4]> {
    bytes.get(at..)?.first_chunk()
}

/// The number of two bytes at `at`; 0 beyond the end.
fn short_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |two| u16::from_le_bytes(*two))
}

/// The number of four bytes at `at`; 0 beyond the end.
fn long_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |four| u32::from_le_bytes(*four))
}
