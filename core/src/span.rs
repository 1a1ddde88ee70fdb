//! A range of a text, and the line and column a reader finds it at.

use alloc::vec::Vec;

use serde::Serialize;

/// A range of bytes in a text, end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A place for people: both count from one, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
}

/// A text ready to be asked for many places.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of `text`.
    pub fn new(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(end, _)| end.saturating_add(1));
        Self { text, starts: core::iter::once(0).chain(ends).collect() }
    }

    /// Where `span` begins. A span past the end is at the end.
    pub fn place(&self, span: Span) -> Place {
        let line = self.starts.partition_point(|start| *start <= span.start);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(start..).unwrap_or_default().char_indices();
        let width = span.start.saturating_sub(start);
        let column =
            before.take_while(|(index, character)| *index < width && *character != '\n').count();
        Place { line, column: column.saturating_add(1) }
    }
}

impl Span {
    /// Where the span begins in `text`. A span past the end is at the end.
    pub fn place_in(self, text: &str) -> Place {
        Lines::new(text).place(self)
    }

    /// The same span, `by` bytes further on.
    pub(crate) fn shifted(self, by: usize) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_lines_and_characters() {
        let text = "甲 = 1\n乙 = [\n]\n";
        let lines = Lines::new(text);
        let at = |part: &str| {
            let start = text.find(part).unwrap_or(text.len());
            let place = lines.place(Span { start, end: start });
            (place.line, place.column)
        };
        assert_eq!(at("甲"), (1, 1));
        assert_eq!(at("1"), (1, 5));
        assert_eq!(at("乙"), (2, 1));
        assert_eq!(at("["), (2, 5));
        assert_eq!(at("]"), (3, 1));
        assert_eq!(at("nowhere"), (4, 1));
        assert_eq!(Lines::new("").place(Span { start: 9, end: 9 }), Place { line: 1, column: 1 });
    }
}
