//! How far a run has come, kept beside its output so that another run can go on from there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::batch::data::Mark;
use crate::batch::filling::Tally;

/// How far a run has come. Everything before it is on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Progress {
    /// What was asked for, in full: a run goes on only with the same.
    pub(crate) request: String,
    /// How far the data was read, the line in which it goes on, and a checksum of all before.
    pub(crate) at: u64,
    pub(crate) line: u64,
    pub(crate) checksum: u32,
    /// The length of what was written, in bytes.
    pub(crate) output: u64,
    pub(crate) errors: u64,
    pub(crate) rows: u64,
    pub(crate) withheld: u64,
    pub(crate) open: u64,
    pub(crate) faulty: u64,
}

impl Progress {
    pub(crate) fn new(request: &str, mark: Mark, lengths: (u64, u64), tally: Tally) -> Self {
        let Mark { at, line, checksum } = mark;
        let (output, errors) = lengths;
        let Tally { rows, withheld, open, faulty } = tally;
        let request = request.to_owned();
        Self { request, at, line, checksum, output, errors, rows, withheld, open, faulty }
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark { at: self.at, line: self.line, checksum: self.checksum }
    }

    pub(crate) fn tally(&self) -> Tally {
        let Self { rows, withheld, open, faulty, .. } = *self;
        Tally { rows, withheld, open, faulty }
    }
}

/// The file that says how far a run has come.
pub(crate) struct Journal {
    path: PathBuf,
    written: Instant,
    /// Writing takes at most a twentieth of the time.
    pause: Duration,
}

/// At least so long between two entries.
const PAUSE: Duration = Duration::from_millis(100);

impl Journal {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, written: Instant::now(), pause: PAUSE }
    }

    /// What the file at `path` says; nothing when there is none, or none that can be read.
    pub(crate) fn read(path: &Path) -> Option<Progress> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    pub(crate) fn is_due(&self) -> bool {
        self.written.elapsed() >= self.pause
    }

    /// Writes an entry in the place of the last, once `files` are on the disk.
    pub(crate) fn write(&mut self, progress: &Progress, files: &[&File]) -> io::Result<()> {
        let started = Instant::now();
        for file in files {
            file.sync_data()?;
        }
        let next = with_ending(&self.path, ".new");
        let mut file = File::create(&next)?;
        file.write_all(&serde_json::to_vec(progress).map_err(io::Error::other)?)?;
        file.sync_data()?;
        fs::rename(&next, &self.path)?;
        self.written = Instant::now();
        self.pause = PAUSE.max(started.elapsed().saturating_mul(20));
        Ok(())
    }
}

impl Journal {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the file away, once nothing is left to go on with.
    pub(crate) fn remove(self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// `path` with more behind its name.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
