//! A range of a text, and the line and column a reader finds it at.

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

impl Span {
    /// Where the span begins in `text`. A span past the end is at the end.
    pub fn place_in(self, text: &str) -> Place {
        let mut place = Place { line: 1, column: 1 };
        for (index, character) in text.char_indices() {
            if index >= self.start {
                break;
            }
            if character == '\n' {
                place = Place { line: place.line.saturating_add(1), column: 1 };
            } else {
                place.column = place.column.saturating_add(1);
            }
        }
        place
    }

    /// The same span, `by` bytes further on.
    pub(crate) fn shifted(self, by: usize) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }
}
