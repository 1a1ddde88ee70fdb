//! A block of text as rows of cells.

use crate::batch::cells::{self, Cells};
use crate::batch::data::{Block, Notation};
use crate::batch::mapping::Mapping;
use crate::batch::records::{Objects, Odd};

/// The rows of a block.
pub(crate) struct Table {
    notation: Notation,
    columns: usize,
    pub(crate) objects: Objects,
    /// Cells that do not stand in the block as they are: without their quotation marks, or of objects.
    aside: Vec<u8>,
    spans: Vec<(u32, u32)>,
    pub(crate) rows: Vec<Row>,
    /// Room for one row.
    line: Vec<(u32, u32)>,
}

/// One row: where it stands, and what it holds.
pub(crate) struct Row {
    /// The line in which it begins, or its number.
    pub(crate) line: u64,
    /// Where its record begins and ends in the block.
    at: (usize, usize),
    is_aside: bool,
    /// Where its cells begin among all.
    first: usize,
    pub(crate) content: Content,
}

/// What a row holds.
pub(crate) enum Content {
    Cells,
    /// A whole assessment in its own form; the cells say who is assessed.
    Assessment,
    /// So many cells, where another number is expected.
    Ragged(usize),
    Odd(Odd),
}

impl Table {
    pub(crate) fn new(notation: Notation, mapping: &Mapping) -> Self {
        Self {
            notation,
            columns: mapping.columns.len(),
            objects: Objects::new(mapping),
            aside: Vec::new(),
            spans: Vec::new(),
            rows: Vec::new(),
            line: Vec::new(),
        }
    }

    /// Reads the rows of `block` in the place of those before.
    pub(crate) fn read(&mut self, block: &Block) {
        self.aside.clear();
        self.spans.clear();
        self.rows.clear();
        let (mut at, mut line) = (0, block.line);
        while let Some(rest) = block.text.get(at..).filter(|rest| !rest.is_empty()) {
            let (length, lines) = match self.notation {
                Notation::Csv { delimiter, .. } => self.record(rest, (at, line), delimiter),
                Notation::Ndjson => (self.object(rest, (at, line)), 1),
            };
            let counts_rows = matches!(self.notation, Notation::Csv { counts_rows: true, .. });
            let lines = if counts_rows { 1 } else { lines };
            at = at.saturating_add(length);
            line = line.saturating_add(lines);
        }
    }

    /// The cells of a row.
    pub(crate) fn cells<'a>(&'a self, row: &Row, block: &'a Block) -> Cells<'a> {
        let spans = self.spans.get(row.first..row.first.saturating_add(self.columns));
        Cells::new(self.source(row, block), spans.unwrap_or_default())
    }

    /// The record of a row as it stands.
    pub(crate) fn text<'a>(&self, row: &Row, block: &'a Block) -> &'a str {
        let text = block.text.get(row.at.0..row.at.1).unwrap_or_default();
        // The block has been seen to be text.
        std::str::from_utf8(text).unwrap_or_default().trim_end()
    }

    fn source<'a>(&'a self, row: &Row, block: &'a Block) -> &'a [u8] {
        if row.is_aside { &self.aside } else { &block.text }
    }

    /// One record of CSV; gives its length and how many lines it takes.
    fn record(&mut self, text: &[u8], place: (usize, u64), delimiter: u8) -> (usize, u64) {
        let end = memchr::memchr(b'\n', text).unwrap_or(text.len());
        let line = text.get(..end).unwrap_or_default();
        self.line.clear();
        if memchr::memchr(b'"', line).is_none() {
            let length = end.saturating_add(1).min(text.len());
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if !line.is_empty() {
                cells::split(line, delimiter, place.0, &mut self.line);
                self.push(place, length, false);
            }
            return (length, 1);
        }
        let length = cells::unquoted(text, delimiter, &mut self.aside, &mut self.line);
        let length = length.unwrap_or(text.len());
        self.push(place, length, true);
        let record = text.get(..length).unwrap_or_default();
        (length, memchr::memchr_iter(b'\n', record).count().max(1) as u64)
    }

    /// Keeps the cells in `line` as a row, one for each column.
    fn push(&mut self, (at, line): (usize, u64), length: usize, is_aside: bool) {
        let found = self.line.len();
        // What is empty behind the last column says nothing.
        let is_empty = |(from, to): &(u32, u32)| from == to;
        let surplus = self.line.iter().skip(self.columns).any(|span| !is_empty(span));
        let is_ragged = found < self.columns || surplus;
        let first = self.spans.len();
        self.line.resize(self.columns, (0, 0));
        self.spans.extend_from_slice(&self.line);
        let content = if is_ragged { Content::Ragged(found) } else { Content::Cells };
        let at = (at, at.saturating_add(length));
        self.rows.push(Row { line, at, is_aside, first, content });
    }

    /// One line of JSON; gives its length.
    fn object(&mut self, text: &[u8], (at, line): (usize, u64)) -> usize {
        let end = memchr::memchr(b'\n', text).unwrap_or(text.len());
        let length = end.saturating_add(1).min(text.len());
        let object = std::str::from_utf8(text.get(..end).unwrap_or_default()).unwrap_or_default();
        if object.trim().is_empty() {
            return length;
        }
        self.line.clear();
        let content = match self.objects.read(object, &mut self.aside, &mut self.line) {
            Ok(true) => Content::Assessment,
            Ok(false) => Content::Cells,
            Err(odd) => Content::Odd(odd),
        };
        let first = self.spans.len();
        self.line.resize(self.columns, (0, 0));
        self.spans.extend_from_slice(&self.line);
        let at = (at, at.saturating_add(length));
        self.rows.push(Row { line, at, is_aside: true, first, content });
        length
    }
}
