//! What `batch` takes on the command line.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::num::NonZeroUsize;

use jiangxing_text::Language;

use super::{among, misread, text};

/// A whole file of subjects, and what to make of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batch {
    pub(crate) rubric: OsString,
    pub(crate) data: OsString,
    /// Where results go; standard output without it.
    pub(crate) output: Option<OsString>,
    /// Where rows with errors are told.
    pub(crate) errors: Option<OsString>,
    /// A file that says which column is which.
    pub(crate) columns: Option<OsString>,
    /// The form of the data; by its name without it.
    pub(crate) from: Option<Form>,
    /// The form of the results; by the output's name without it.
    pub(crate) to: Option<Form>,
    pub(crate) encoding: Encoding,
    pub(crate) threads: Option<NonZeroUsize>,
    /// Categories that hold for every row.
    pub(crate) chosen: BTreeMap<String, String>,
    /// Why what is marked not applicable without a reason of its own is so.
    pub(crate) reason: Option<String>,
    pub(crate) is_draft: bool,
    pub(crate) wants_dimensions: bool,
    pub(crate) wants_points: bool,
    /// Columns that answer nothing go through to the results.
    pub(crate) keeps: bool,
    pub(crate) wants_mark: bool,
    pub(crate) resumes: bool,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Csv,
    Ndjson,
    Parquet,
}

/// What bytes mean as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, and UTF-16 where a byte order mark says so.
    #[default]
    Utf8,
    Gb18030,
}

const FORMS: [(&str, Form); 3] =
    [("csv", Form::Csv), ("ndjson", Form::Ndjson), ("parquet", Form::Parquet)];

/// The options that only `batch` has.
const OPTIONS: [&str; 14] = [
    "output",
    "errors",
    "columns",
    "from",
    "to",
    "encoding",
    "threads",
    "reason",
    "draft",
    "dimensions",
    "points",
    "keep",
    "bom",
    "resume",
];

impl Form {
    /// As typed.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Parquet => "parquet",
        }
    }
}

impl Batch {
    /// Whether an option is one of these.
    pub(super) fn has(name: &str) -> bool {
        OPTIONS.contains(&name)
    }

    /// Takes one option with what follows it.
    pub(super) fn take(
        &mut self,
        name: &str,
        parser: &mut lexopt::Parser,
        l: Language,
    ) -> Result<(), String> {
        let mut value = || parser.value().map_err(|error| misread(&error, l));
        match name {
            "output" => self.output = Some(value()?),
            "errors" => self.errors = Some(value()?),
            "columns" => self.columns = Some(value()?),
            "from" => self.from = Some(among("--from", &text(value()?, l)?, &FORMS, l)?),
            "to" => self.to = Some(among("--to", &text(value()?, l)?, &FORMS, l)?),
            "encoding" => {
                let known = [("utf-8", Encoding::Utf8), ("gb18030", Encoding::Gb18030)];
                self.encoding = among("--encoding", &text(value()?, l)?, &known, l)?;
            }
            "threads" => self.threads = Some(count(&text(value()?, l)?, l)?),
            "reason" => self.reason = Some(text(value()?, l)?),
            "draft" => self.is_draft = true,
            "dimensions" => self.wants_dimensions = true,
            "points" => self.wants_points = true,
            "keep" => self.keeps = true,
            "bom" => self.wants_mark = true,
            "resume" => self.resumes = true,
            _ => (),
        }
        Ok(())
    }

    /// The first option given, if any.
    pub(super) fn any(&self) -> Option<&'static str> {
        [
            (self.output.is_some(), "--output"),
            (self.errors.is_some(), "--errors"),
            (self.columns.is_some(), "--columns"),
            (self.from.is_some(), "--from"),
            (self.to.is_some(), "--to"),
            (self.encoding != Encoding::Utf8, "--encoding"),
            (self.threads.is_some(), "--threads"),
            (self.reason.is_some(), "--reason"),
            (self.is_draft, "--draft"),
            (self.wants_dimensions, "--dimensions"),
            (self.wants_points, "--points"),
            (self.keeps, "--keep"),
            (self.wants_mark, "--bom"),
            (self.resumes, "--resume"),
        ]
        .into_iter()
        .find(|(is_given, _)| *is_given)
        .map(|(_, option)| option)
    }
}

fn count(text: &str, l: Language) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| match l {
        Language::Chinese => format!("--threads 后面应为 1 以上的整数，写的是“{text}”"),
        Language::English => {
            format!("--threads takes a whole number from 1 on, and here stands `{text}`")
        }
    })
}
