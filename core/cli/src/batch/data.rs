//! The data as blocks of whole records, in UTF-8 whatever it was written in.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, GB18030, UTF_16BE, UTF_16LE};
use jiangxing_text::Language;

use crate::arguments::{Encoding, Form};
use crate::batch::cells;
use crate::batch::{Stop, say};

/// About so many bytes make a block.
const BLOCK: usize = 128 * 1024;

/// A longer record is none: somewhere a quotation mark is not closed.
const LONGEST_RECORD: usize = 16 * 1024 * 1024;

/// How far the data has been read, and a checksum of all up to there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// In bytes of UTF-8.
    pub(crate) at: u64,
    /// The line, counted from 1, in which what follows begins; of a table without lines the row.
    pub(crate) line: u64,
    pub(crate) checksum: u32,
}

/// Whole records, and where they stand.
pub(crate) struct Block {
    pub(crate) text: Vec<u8>,
    /// Which block of the run, from 0.
    pub(crate) number: usize,
    /// Where its first record begins.
    pub(crate) line: u64,
    /// How far the data has been read with it.
    pub(crate) end: Mark,
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    /// Cells between delimiters; `counts_rows` where there are no lines to speak of.
    Csv { delimiter: u8, counts_rows: bool },
    /// A JSON object on each line.
    Ndjson,
}

/// A table that is being read.
pub(crate) struct Data {
    bytes: Box<dyn Read>,
    /// What the file is called.
    pub(crate) name: String,
    pub(crate) notation: Notation,
    /// The titles of the columns; of objects, the keys of the first.
    pub(crate) titles: Vec<String>,
    /// The titles of columns of floats, of which only whole numbers are taken.
    pub(crate) floats: Vec<String>,
    /// The size of the file in bytes, where it is known and means what is read.
    pub(crate) size: Option<u64>,
    /// Texts of blocks that are done with.
    spare: Vec<Vec<u8>>,
    /// Read, and not yet part of a block.
    rest: Vec<u8>,
    is_at_end: bool,
    blocks: usize,
    mark: Mark,
    hasher: crc32fast::Hasher,
    language: Language,
}

impl Data {
    /// Opens the table at `path`, or standard input for `-`, and reads its titles.
    pub(crate) fn open(
        path: &OsString,
        form: Form,
        encoding: Encoding,
        language: Language,
    ) -> Result<Self, Stop> {
        let name = crate::source::called(path, language);
        let unreadable =
            |error: &io::Error| Stop::unreadable(crate::source::unreadable(&name, error, language));
        let (bytes, size): (Box<dyn Read>, Option<u64>) = if path == "-" {
            (Box::new(io::stdin()), None)
        } else {
            let file = File::open(path).map_err(|error| unreadable(&error))?;
            let about = file.metadata().map_err(|error| unreadable(&error))?;
            if about.is_dir() {
                return Err(unreadable(&io::ErrorKind::IsADirectory.into()));
            }
            (Box::new(file), about.is_file().then_some(about.len()))
        };
        let mut data = Self {
            bytes,
            name,
            notation: Notation::Ndjson,
            titles: Vec::new(),
            floats: Vec::new(),
            size: size.filter(|_| encoding == Encoding::Utf8),
            spare: Vec::new(),
            rest: Vec::new(),
            is_at_end: false,
            blocks: 0,
            mark: Mark { at: 0, line: 1, checksum: 0 },
            hasher: crc32fast::Hasher::new(),
            language,
        };
        match form {
            Form::Csv => {
                data.decode(encoding)?;
                data.read_titles(None)?;
            }
            Form::Ndjson => {
                data.decode(encoding)?;
                data.read_keys()?;
            }
            Form::Parquet => data.read_parquet(path)?,
        }
        Ok(data)
    }

    /// The next records; nothing after the last.
    pub(crate) fn next(&mut self) -> Result<Option<Block>, Stop> {
        let cut = self.reach(BLOCK)?;
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut rest = self.spare.pop().unwrap_or_default();
        rest.clear();
        rest.extend_from_slice(self.rest.get(cut..).unwrap_or_default());
        let mut text = std::mem::replace(&mut self.rest, rest);
        text.truncate(cut);
        let line = self.mark.line;
        self.pass(&text);
        if text.last() != Some(&b'\n') {
            text.push(b'\n');
        }
        let number = self.blocks;
        self.blocks = number.saturating_add(1);
        Ok(Some(Block { text, number, line, end: self.mark }))
    }

    /// Takes the text of a block that is done with, to be written over.
    pub(crate) fn give_back(&mut self, text: Vec<u8>) {
        self.spare.push(text);
    }

    /// How far the data has been read.
    pub(crate) fn mark(&self) -> Mark {
        self.mark
    }

    /// Passes over all that comes before `mark`; whether it is the same as when the mark was made.
    pub(crate) fn skip_to(&mut self, mark: Mark) -> Result<bool, Stop> {
        while self.mark.at < mark.at {
            let wanted = usize::try_from(mark.at.saturating_sub(self.mark.at)).unwrap_or(BLOCK);
            self.fill(wanted.min(BLOCK))?;
            if self.rest.is_empty() {
                return Ok(false);
            }
            let rest = self.rest.split_off(wanted.min(self.rest.len()));
            let passed = std::mem::replace(&mut self.rest, rest);
            self.pass(&passed);
        }
        let is_same = self.mark.at == mark.at && self.mark.checksum == mark.checksum;
        self.mark.line = mark.line;
        Ok(is_same)
    }

    fn pass(&mut self, text: &[u8]) {
        self.hasher.update(text);
        let lines = memchr::memchr_iter(b'\n', text).count() as u64;
        self.mark = Mark {
            at: self.mark.at.saturating_add(text.len() as u64),
            line: self.mark.line.saturating_add(lines),
            checksum: self.hasher.clone().finalize(),
        };
    }

    /// Reads until at least `wanted` bytes hold a whole record, and gives where the last whole one
    /// ends.
    fn reach(&mut self, wanted: usize) -> Result<usize, Stop> {
        let mut wanted = wanted;
        loop {
            self.fill(wanted)?;
            if self.rest.is_empty() {
                return Ok(0);
            }
            let cut = self.last_end();
            if cut > 0 {
                return Ok(cut);
            }
            if self.is_at_end || self.rest.len() > LONGEST_RECORD {
                return Err(self.endless());
            }
            wanted = self.rest.len().saturating_mul(2);
        }
    }

    fn fill(&mut self, wanted: usize) -> Result<(), Stop> {
        let missing = wanted.saturating_sub(self.rest.len());
        if missing == 0 || self.is_at_end {
            return Ok(());
        }
        let mut some = self.bytes.by_ref().take(missing as u64);
        self.rest.reserve_exact(missing);
        let taken = some.read_to_end(&mut self.rest).map_err(|error| {
            Stop::unreadable(crate::source::unreadable(&self.name, &error, self.language))
        })?;
        self.is_at_end = taken < missing;
        Ok(())
    }

    /// Where the last whole record in what was read ends.
    fn last_end(&self) -> usize {
        let text = self.rest.as_slice();
        let last_break = memchr::memrchr(b'\n', text).map_or(0, |at| at.saturating_add(1));
        let Notation::Csv { delimiter, .. } = self.notation else {
            return if self.is_at_end { text.len() } else { last_break };
        };
        let Some(mark) = memchr::memchr(b'"', text) else {
            return if self.is_at_end { text.len() } else { last_break };
        };
        // The records before the first quotation mark are lines.
        let before = text.get(..mark).unwrap_or_default();
        let mut end = memchr::memrchr(b'\n', before).map_or(0, |at| at.saturating_add(1));
        while let Some(rest) = text.get(end..).filter(|rest| !rest.is_empty()) {
            let length = match memchr::memchr2(b'"', b'\n', rest) {
                Some(at) if rest.get(at) == Some(&b'\n') => Some(at.saturating_add(1)),
                Some(_) => cells::record(rest, delimiter, |_| ()),
                None => Some(rest.len()),
            };
            let Some(length) = length else { break };
            let next = end.saturating_add(length);
            let is_whole = text.get(next.saturating_sub(1)) == Some(&b'\n') || self.is_at_end;
            if !is_whole {
                break;
            }
            end = next;
        }
        end
    }

    fn endless(&self) -> Stop {
        let (name, line) = (&self.name, self.mark.line);
        if self.notation == Notation::Ndjson {
            return Stop::unreadable(say!(
                self.language,
                "“{name}”第 {line} 行超过 16 MB，不像是一个对象",
                "`{name}`, line {line}, is over 16 MB, which no subject is"
            ));
        }
        Stop::unreadable(say!(
            self.language,
            "“{name}”从第 {line} 行起读不下去：有一个双引号没有配对。单元格里的双引号要写两遍，整格再用双引号括起",
            "`{name}` cannot be read from line {line} on: a quotation mark is not closed. One inside a cell is written twice, and the cell put into marks"
        ))
    }
}

// ── titles ──

impl Data {
    /// Reads the titles; rows are counted where the delimiter is known beforehand.
    fn read_titles(&mut self, known: Option<u8>) -> Result<(), Stop> {
        self.fill(BLOCK)?;
        let first = memchr::memchr(b'\n', &self.rest).unwrap_or(self.rest.len());
        let first = self.rest.get(..first).unwrap_or_default();
        let delimiter = known.unwrap_or_else(|| delimiter_of(first));
        self.notation = Notation::Csv { delimiter, counts_rows: known.is_some() };
        self.reach(BLOCK)?;
        let (mut scratch, mut spans) = (Vec::new(), Vec::new());
        let Some(length) = cells::unquoted(&self.rest, delimiter, &mut scratch, &mut spans) else {
            return Err(self.endless());
        };
        self.titles = cells::Cells::new(&scratch, &spans).iter().map(title).collect();
        if self.rest.is_empty() || self.titles.iter().all(String::is_empty) {
            let name = &self.name;
            return Err(Stop::unreadable(say!(
                self.language,
                "“{name}”里没有表头：第一行应是各列的名称",
                "`{name}` has no titles: its first line should name the columns"
            )));
        }
        let rest = self.rest.split_off(length);
        let passed = std::mem::replace(&mut self.rest, rest);
        self.pass(&passed);
        Ok(())
    }

    #[cfg(feature = "parquet")]
    fn read_parquet(&mut self, path: &OsString) -> Result<(), Stop> {
        let unreadable = |error: &io::Error| {
            Stop::unreadable(crate::source::unreadable(&self.name, error, self.language))
        };
        let file = File::open(path).map_err(|error| unreadable(&error))?;
        let opened = crate::batch::parquet::open(file).map_err(|error| unreadable(&error));
        let (lines, floats) = opened?;
        (self.bytes, self.floats, self.size) = (Box::new(lines), floats, None);
        self.mark.line = 0;
        self.read_titles(Some(crate::batch::parquet::DELIMITER))
    }

    #[cfg(not(feature = "parquet"))]
    fn read_parquet(&mut self, _: &OsString) -> Result<(), Stop> {
        Err(crate::batch::without_parquet(self.language))
    }

    fn read_keys(&mut self) -> Result<(), Stop> {
        self.reach(BLOCK)?;
        let mut lines = self.rest.split(|byte| *byte == b'\n');
        let first = lines.find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
        let text = String::from_utf8_lossy(first);
        self.titles = crate::batch::records::keys(&text);
        Ok(())
    }
}

/// A title as it stands in the table, without what one does not see.
fn title(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}

/// The delimiter by the look of the titles: a comma, unless there is none and there are others.
fn delimiter_of(titles: &[u8]) -> u8 {
    [b',', b'\t', b';'].into_iter().find(|one| titles.contains(one)).unwrap_or(b',')
}

// ── encodings ──

impl Data {
    /// Looks at the first bytes, and has everything decoded that is not UTF-8.
    fn decode(&mut self, encoding: Encoding) -> Result<(), Stop> {
        self.fill(4)?;
        let decoder = match (encoding, self.rest.as_slice()) {
            (_, [0xff, 0xfe, ..]) => UTF_16LE.new_decoder(),
            (_, [0xfe, 0xff, ..]) => UTF_16BE.new_decoder(),
            (_, [0xef, 0xbb, 0xbf, ..]) => {
                self.rest.drain(..3);
                return Ok(());
            }
            (Encoding::Utf8, _) => return Ok(()),
            (Encoding::Gb18030, _) => GB18030.new_decoder(),
        };
        let before = io::Cursor::new(std::mem::take(&mut self.rest));
        let after = std::mem::replace(&mut self.bytes, Box::new(io::empty()));
        let bytes = Box::new(before.chain(after));
        self.bytes = Box::new(Decoded {
            bytes,
            decoder,
            raw: Vec::new(),
            text: Vec::new(),
            given: 0,
            is_at_end: false,
        });
        (self.size, self.is_at_end) = (None, false);
        Ok(())
    }
}

/// Bytes of another encoding, as UTF-8.
struct Decoded {
    bytes: Box<dyn Read>,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    is_at_end: bool,
}

impl Read for Decoded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.is_at_end {
            self.more()?;
        }
        let mut left = self.text.get(self.given..).unwrap_or_default();
        let taken = left.read(into)?;
        self.given = self.given.saturating_add(taken);
        Ok(taken)
    }
}

impl Decoded {
    fn more(&mut self) -> io::Result<()> {
        self.raw.clear();
        let taken = self.bytes.by_ref().take(BLOCK as u64).read_to_end(&mut self.raw)?;
        self.is_at_end = taken == 0;
        let most = self.decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(BLOCK * 4);
        self.text.resize(most, 0);
        let (result, _, written, had_errors) =
            self.decoder.decode_to_utf8(&self.raw, &mut self.text, self.is_at_end);
        self.text.truncate(written);
        self.given = 0;
        if had_errors || result == CoderResult::OutputFull {
            let name = self.decoder.encoding().name();
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("not {name}")));
        }
        Ok(())
    }
}
