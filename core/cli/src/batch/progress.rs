//! How far a run has come, for somebody who waits at a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use jiangxing_text::Language;

use crate::batch::say;

/// A line that is written over again and again; nothing where nobody watches.
pub(crate) struct Watch {
    is_watched: bool,
    started: Instant,
    shown: Instant,
    rows: u64,
    /// The data's size, and how far it had been read at the start.
    size: Option<u64>,
    begin: u64,
    has_shown: bool,
    language: Language,
}

const PAUSE: Duration = Duration::from_millis(200);

impl Watch {
    pub(crate) fn new(size: Option<u64>, begin: u64, language: Language) -> Self {
        let now = Instant::now();
        let is_watched = io::stderr().is_terminal();
        Self {
            is_watched,
            started: now,
            shown: now,
            rows: 0,
            size,
            begin,
            has_shown: false,
            language,
        }
    }

    /// So many more rows are done, and the data is read up to `at`.
    pub(crate) fn see(&mut self, rows: u64, at: u64) {
        self.rows = self.rows.saturating_add(rows);
        if !self.is_watched || self.shown.elapsed() < PAUSE {
            return;
        }
        self.shown = Instant::now();
        self.has_shown = true;
        let line = self.line(at);
        // Nobody is told when even this cannot be written.
        let _written = write!(io::stderr(), "\r\u{1b}[K{line}");
    }

    fn line(&self, at: u64) -> String {
        let millis = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let (rows, rate) = (self.rows, self.rows.saturating_mul(1_000) / millis);
        let l = self.language;
        let done = at.saturating_sub(self.begin).max(1);
        match self.size.map(|size| size.saturating_sub(at)) {
            Some(left) => {
                let seconds = (millis / 1_000).saturating_add(1).saturating_mul(left) / done;
                let (minutes, seconds) = (seconds / 60, seconds % 60);
                say!(
                    l,
                    "{rows} 行，每秒 {rate} 行，约剩 {minutes}:{seconds:02}",
                    "{rows} rows, {rate} a second, about {minutes}:{seconds:02} left"
                )
            }
            None => say!(l, "{rows} 行，每秒 {rate} 行", "{rows} rows, {rate} a second"),
        }
    }

    /// Takes the line away.
    pub(crate) fn end(&self) {
        if self.has_shown {
            let _written = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
