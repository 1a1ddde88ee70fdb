//! Lines to where they go: standard output, or files that are whole when they have their names.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiangxing_text::Language;

use crate::batch::data::Mark;
use crate::batch::filling::{Done, Fault, Tally};
use crate::batch::journal::{Journal, Progress, with_ending};
use crate::batch::lines;
use crate::batch::{Stop, say};

/// Where results go.
pub(crate) struct Output {
    to: To,
    errors: Option<Part>,
    /// What rows are counted in, for the titles of the errors.
    counted: &'static str,
    pub(crate) tally: Tally,
    /// Rows that something was told of.
    pub(crate) told: u64,
    /// The first faults, for the screen.
    pub(crate) first: Vec<Fault>,
    pub(crate) unknown: Vec<String>,
    language: Language,
}

enum To {
    Screen(BufWriter<io::Stdout>),
    File { part: Part, journal: Journal, request: String, numbers: Option<Vec<bool>> },
}

/// A file that has its name once it is whole.
struct Part {
    file: File,
    path: PathBuf,
    length: u64,
}

/// The titles of the errors behind the first.
const ERRORS: &str = ",column,severity,code,what,help\n";

/// So many faults are kept for the screen.
const FIRST: usize = 20;

impl Part {
    fn name(path: &Path) -> PathBuf {
        with_ending(path, ".part")
    }

    fn create(path: &Path) -> io::Result<Self> {
        let file = File::create(Self::name(path))?;
        Ok(Self { file, path: path.to_owned(), length: 0 })
    }

    /// Goes on behind the first `length` bytes.
    fn resume(path: &Path, length: u64) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).open(Self::name(path))?;
        if file.metadata()?.len() < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self { file, path: path.to_owned(), length })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.length = self.length.saturating_add(bytes.len() as u64);
        Ok(())
    }

    /// Gives the file its name; as Parquet, if it is told which columns are numbers.
    fn finish(self, numbers: Option<&[bool]>) -> io::Result<()> {
        self.file.sync_all()?;
        let part = Self::name(&self.path);
        let Some(numbers) = numbers else { return fs::rename(part, &self.path) };
        let next = with_ending(&self.path, ".new");
        convert(&part, &next, numbers)?;
        fs::rename(next, &self.path)?;
        fs::remove_file(part)
    }
}

#[cfg(feature = "parquet")]
use crate::batch::parquet::convert;

#[cfg(not(feature = "parquet"))]
fn convert(_: &Path, _: &Path, _: &[bool]) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Where an output and what stands beside it is.
pub(crate) struct Paths {
    pub(crate) output: PathBuf,
    pub(crate) errors: PathBuf,
    /// Of Parquet, which columns are numbers.
    pub(crate) numbers: Option<Vec<bool>>,
}

impl Paths {
    /// The file that says how far a run has come.
    pub(crate) fn journal(&self) -> PathBuf {
        with_ending(&self.output, ".progress")
    }

    /// The results while they are not whole.
    pub(crate) fn part(&self) -> PathBuf {
        Part::name(&self.output)
    }
}

impl Output {
    /// To standard output; faults to `errors` if there is such a file.
    pub(crate) fn screen(
        errors: Option<&Path>,
        counted: &'static str,
        language: Language,
    ) -> Result<Self, Stop> {
        let errors = errors
            .map(|path| Part::create(path).map_err(|error| unwritable(path, &error, language)));
        let to = To::Screen(BufWriter::new(io::stdout()));
        Ok(Self::new(to, errors.transpose()?, counted, language))
    }

    /// To files, from the beginning.
    pub(crate) fn files(
        paths: &Paths,
        request: String,
        counted: &'static str,
        language: Language,
    ) -> Result<Self, Stop> {
        let part =
            |path: &Path| Part::create(path).map_err(|error| unwritable(path, &error, language));
        let errors = part(&paths.errors)?;
        let journal = Journal::new(paths.journal());
        let numbers = paths.numbers.clone();
        let to = To::File { part: part(&paths.output)?, journal, request, numbers };
        Ok(Self::new(to, Some(errors), counted, language))
    }

    /// To files that another run began.
    pub(crate) fn resume(
        paths: &Paths,
        progress: Progress,
        counted: &'static str,
        language: Language,
    ) -> Result<Self, Stop> {
        let part = |path: &Path, length: u64| {
            Part::resume(path, length).map_err(|error| unwritable(path, &error, language))
        };
        let errors = part(&paths.errors, progress.errors)?;
        let part = part(&paths.output, progress.output)?;
        let tally = progress.tally();
        let (journal, request) = (Journal::new(paths.journal()), progress.request);
        let to = To::File { part, journal, request, numbers: paths.numbers.clone() };
        let mut output = Self::new(to, Some(errors), counted, language);
        output.tally = tally;
        Ok(output)
    }

    fn new(to: To, errors: Option<Part>, counted: &'static str, language: Language) -> Self {
        Self {
            to,
            errors,
            counted,
            tally: Tally::default(),
            told: 0,
            first: Vec::new(),
            unknown: Vec::new(),
            language,
        }
    }

    /// Writes what comes before the first row.
    pub(crate) fn begin(&mut self, head: &[u8], mark: Mark) -> Result<(), Stop> {
        self.write(head)?;
        let titles = format!("{}{ERRORS}", self.counted);
        if let Some(errors) = &mut self.errors {
            let written = errors.write(titles.as_bytes());
            written.map_err(|error| unwritable(&errors.path, &error, self.language))?;
        }
        self.note(mark)
    }

    /// Writes what came of a block.
    pub(crate) fn take(&mut self, done: Done) -> Result<(), Stop> {
        self.write(&done.output)?;
        self.tell(done.faults)?;
        for key in done.unknown {
            if !self.unknown.contains(&key) {
                self.unknown.push(key);
            }
        }
        let (sum, more) = (&mut self.tally, done.tally);
        sum.rows = sum.rows.saturating_add(more.rows);
        sum.withheld = sum.withheld.saturating_add(more.withheld);
        sum.open = sum.open.saturating_add(more.open);
        sum.faulty = sum.faulty.saturating_add(more.faulty);
        if let To::File { journal, .. } = &self.to
            && journal.is_due()
        {
            self.note(done.end)?;
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        match &mut self.to {
            To::Screen(out) => out.write_all(bytes).map_err(|error| screen(&error, self.language)),
            To::File { part, .. } => {
                let written = part.write(bytes);
                written.map_err(|error| unwritable(&part.path, &error, self.language))
            }
        }
    }

    fn tell(&mut self, faults: Vec<Fault>) -> Result<(), Stop> {
        let mut text = Vec::new();
        for fault in &faults {
            lines::decimal(i64::try_from(fault.line).unwrap_or(i64::MAX), 0, &mut text);
            let severity = fault.severity(self.language);
            for cell in [&fault.column, severity, &fault.code, &fault.what, &fault.help] {
                text.push(b',');
                lines::text(cell.as_bytes(), &mut text);
            }
            text.push(b'\n');
        }
        if let Some(errors) = &mut self.errors {
            let written = errors.write(&text);
            written.map_err(|error| unwritable(&errors.path, &error, self.language))?;
        }
        self.told = self.told.saturating_add(faults.len() as u64);
        let room = FIRST.saturating_sub(self.first.len());
        self.first.extend(faults.into_iter().take(room));
        Ok(())
    }

    /// Notes how far things have come.
    fn note(&mut self, mark: Mark) -> Result<(), Stop> {
        let To::File { part, journal, request, .. } = &mut self.to else { return Ok(()) };
        let errors = self.errors.as_ref();
        let lengths = (part.length, errors.map_or(0, |errors| errors.length));
        let progress = Progress::new(request, mark, lengths, self.tally);
        let files = [Some(&part.file), errors.map(|errors| &errors.file)];
        let files: Vec<&File> = files.into_iter().flatten().collect();
        let written = journal.write(&progress, &files);
        written.map_err(|error| unwritable(&part.path, &error, self.language))
    }

    /// Gives the files their names, the results first: they are whole from then on. Gives where
    /// faults are told, if any are.
    pub(crate) fn finish(mut self, mark: Mark) -> Result<Option<PathBuf>, Stop> {
        self.note(mark)?;
        let l = self.language;
        let journal = match self.to {
            To::Screen(mut out) => {
                out.flush().map_err(|error| screen(&error, l))?;
                None
            }
            To::File { part, journal, numbers, .. } => {
                let path = part.path.clone();
                part.finish(numbers.as_deref()).map_err(|error| unwritable(&path, &error, l))?;
                Some(journal)
            }
        };
        let path = self.errors.as_ref().map(|errors| errors.path.clone());
        drop(self.errors);
        let told = path.map(|path| {
            let ended = name_errors(&path, self.counted);
            ended.map(|is_told| is_told.then(|| path.clone())).map_err(|error| (path, error))
        });
        let told = told.transpose().map_err(|(path, error)| unwritable(&path, &error, l))?;
        if let Some(journal) = journal {
            let path = journal.path().to_owned();
            journal.remove().map_err(|error| unwritable(&path, &error, l))?;
        }
        Ok(told.flatten())
    }

    /// Does what is left to do when a run ended between giving one file its name and the next.
    pub(crate) fn tidy(
        paths: &Paths,
        counted: &'static str,
        language: Language,
    ) -> Result<Option<PathBuf>, Stop> {
        let is_left = Part::name(&paths.errors).exists();
        let told = if is_left { name_errors(&paths.errors, counted) } else { Ok(false) };
        let told = told.and_then(|told| Journal::new(paths.journal()).remove().map(|()| told));
        let told = told.map_err(|error| unwritable(&paths.errors, &error, language))?;
        Ok((told || paths.errors.exists()).then(|| paths.errors.clone()))
    }
}

/// Gives the file of errors its name, if it tells any; whether it does. Nor does what an earlier run
/// had to tell stay.
fn name_errors(path: &Path, counted: &str) -> io::Result<bool> {
    let part = Part::name(path);
    let titles = counted.len().saturating_add(ERRORS.len());
    if fs::metadata(&part)?.len() > titles as u64 {
        fs::rename(part, path)?;
        return Ok(true);
    }
    fs::remove_file(part)?;
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(false),
    }
}

fn screen(error: &io::Error, language: Language) -> Stop {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Stop::reader_gone();
    }
    Stop::unreadable(say!(
        language,
        "结果没有写完：输出写不进去",
        "the result is not complete: the output cannot be written"
    ))
}

fn unwritable(path: &Path, error: &io::Error, language: Language) -> Stop {
    let path = path.display();
    Stop::unreadable(say!(
        language,
        "写不了“{path}”：{error}",
        "`{path}` cannot be written: {error}"
    ))
}
