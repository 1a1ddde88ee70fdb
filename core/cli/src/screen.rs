//! What is written where: results to standard output, complaints to standard error.
//!
//! Text from files may hold anything, so control characters are made visible here, once for all
//! that is written as text. A reader that goes away (`| head`) ends the writing, not the program
//! with a panic.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use crate::arguments::{Color, Surroundings};

/// How a piece of a line is to stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As everything else.
    Plain,
    /// Headings, ratings.
    Strong,
    /// What is beside the point.
    Faint,
    /// What holds.
    Good,
    /// What is open, warnings.
    Open,
    /// What does not hold, errors.
    Bad,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) style: Style,
    pub(crate) text: String,
}

/// A piece without style.
pub(crate) fn plain(text: impl Into<String>) -> Piece {
    styled(Style::Plain, text)
}

/// A piece with a style.
pub(crate) fn styled(style: Style, text: impl Into<String>) -> Piece {
    Piece { style, text: text.into() }
}

/// The two streams, and whether each is coloured.
pub(crate) struct Screen {
    out: Stream,
    complaints: Stream,
}

struct Stream {
    to: Box<dyn Write>,
    is_coloured: bool,
    state: State,
    has_written: bool,
}

/// Whether a stream still takes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    /// The reader went away of its own will.
    ReaderGone,
    /// Writing did not work: a full disk, for one.
    Failed,
}

impl Screen {
    /// The process's own streams.
    pub(crate) fn of_process(color: Color, surroundings: &Surroundings) -> Self {
        let is_coloured = |is_terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && surroundings.wants_colour,
        };
        let stream = |to: Box<dyn Write>, is_terminal| Stream {
            to,
            is_coloured: is_coloured(is_terminal),
            state: State::Open,
            has_written: false,
        };
        Self {
            out: stream(
                Box::new(io::BufWriter::new(io::stdout().lock())),
                io::stdout().is_terminal(),
            ),
            complaints: stream(Box::new(io::stderr().lock()), io::stderr().is_terminal()),
        }
    }

    /// One line of the result.
    pub(crate) fn line(&mut self, pieces: &[Piece]) {
        self.out.line(pieces);
    }

    /// One line of the result, without style.
    pub(crate) fn text(&mut self, text: &str) {
        self.out.line(&[plain(text)]);
    }

    /// Characters of the result exactly as they are, for machines.
    pub(crate) fn exactly(&mut self, text: &str) {
        self.out.write(text);
    }

    /// An empty line, if anything was written before.
    pub(crate) fn separate(&mut self) {
        if self.out.has_written {
            self.out.line(&[]);
        }
    }

    /// Lines to standard error.
    pub(crate) fn complain_in(&mut self, lines: &[Vec<Piece>]) {
        self.out.attempt(|to| to.flush());
        for line in lines {
            self.complaints.line(line);
        }
    }

    /// Sentences to standard error, one on each line.
    pub(crate) fn complain(&mut self, sentences: &str) {
        self.out.attempt(|to| to.flush());
        for sentence in sentences.lines() {
            self.complaints.line(&[plain(sentence)]);
        }
    }

    /// Writes out what is held back; whether that worked, or the reader went away of its own will.
    pub(crate) fn finish(&mut self) -> bool {
        self.out.attempt(|to| to.flush());
        self.out.state != State::Failed
    }
}

impl Stream {
    fn line(&mut self, pieces: &[Piece]) {
        let mut line = String::new();
        for Piece { style, text } in pieces {
            let text = visible(text);
            match (self.is_coloured, code(*style)) {
                (true, Some(code)) => {
                    line.push_str(&format!("\u{1b}[{code}m{text}\u{1b}[0m"));
                }
                (true, None) | (false, _) => line.push_str(&text),
            }
        }
        let end = line.trim_end().len();
        line.truncate(end);
        line.push('\n');
        self.write(&line);
    }

    fn write(&mut self, text: &str) {
        self.has_written = true;
        self.attempt(|to| to.write_all(text.as_bytes()));
    }

    fn attempt(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if self.state == State::Open {
            self.state = match write(self.to.as_mut()) {
                Ok(()) => State::Open,
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => State::ReaderGone,
                Err(_) => State::Failed,
            };
        }
    }
}

fn code(style: Style) -> Option<&'static str> {
    match style {
        Style::Plain => None,
        Style::Strong => Some("1"),
        Style::Faint => Some("2"),
        Style::Good => Some("32"),
        Style::Open => Some("33"),
        Style::Bad => Some("31"),
    }
}

/// `text` with control and direction characters replaced by a visible mark, so that nothing in a
/// file can steer a terminal.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let steers = |each: char| {
        each.is_control()
            || matches!(each, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.chars().any(steers) {
        Cow::Owned(text.replace(steers, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_steers_the_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\nc\u{202e}d"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}d");
        assert_eq!(visible("工匠学院"), "工匠学院");
    }
}
