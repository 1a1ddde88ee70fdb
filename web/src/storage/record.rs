//! What is kept, and how it is written: version 1.
//!
//! One assessment is a document (the file itself, the digest of its rubric, how often it was
//! changed), a card for the list, the place where the person was, and its changes in order. A rubric
//! is kept under the digest of its text for as long as the device keeps anything: an assessment
//! reopens under the edition it began with, whatever ships by then.

use std::collections::BTreeMap;

use jiangxing::label::Label;
use jiangxing::report::v1::{Rating, Standing};
use serde::{Deserialize, Serialize};

use super::{Batch, Shelf, StorageError, upgrade};

/// The version that is written.
pub const VERSION: u32 = 1;

/// Declares records: all are written alike.
macro_rules! records {
    ($( $(#[$meta:meta])* pub struct $name:ident { $($body:tt)* } )*) => {
        $(
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[serde(rename_all = "kebab-case")]
            $(#[$meta])*
            pub struct $name { $($body)* }
        )*
    };
}

records! {
    /// An assessment as it stands.
    pub struct DocumentRecord {
        /// How often it was changed.
        pub revision: u64,
        /// The digest of the rubric it stands under.
        pub rubric: String,
        /// The assessment file.
        pub text: String,
    }

    /// What a list shows of an assessment.
    pub struct SiteRecord {
        /// The subject's name.
        pub name: String,
        /// The option chosen for each category.
        pub categories: BTreeMap<String, String>,
        /// The cycle.
        pub cycle: String,
        /// Whether no more answers come.
        pub is_final: bool,
        /// The rubric.
        pub rubric: RubricRecord,
        /// How it stood when it was last looked at.
        pub progress: Option<ProgressRecord>,
        /// When it was last changed.
        pub saved: String,
        /// When it was deleted, if it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub deleted: Option<String>,
    }

    /// A rubric, named.
    pub struct RubricRecord {
        /// Its id.
        pub id: String,
        /// Its edition.
        pub edition: String,
        /// The digest of its text.
        pub digest: String,
        /// Its title.
        pub title: Label,
    }

    /// How an assessment stands.
    pub struct ProgressRecord {
        /// What is settled.
        pub settled: u32,
        /// What is asked.
        pub asked: u32,
        /// The one of the other, for drawing.
        pub position: String,
        /// Rated, still open, or withheld.
        pub standing: Standing,
        /// The rating awarded.
        pub awarded: Option<Rating>,
        /// The rating that is certain.
        pub locked: Option<Rating>,
        /// The best rating still possible.
        pub best: Option<Rating>,
        /// The least total still possible.
        pub low: String,
        /// The most total still possible.
        pub high: String,
    }

    /// One change.
    pub struct ChangeRecord {
        /// When.
        pub at: String,
        /// What was done.
        pub kind: ChangeKind,
        /// The places that differ; none when a change was taken back or brought about again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub patches: Vec<PatchRecord>,
    }

    /// One place of the file before and after a change.
    pub struct PatchRecord {
        /// The keys that lead to it.
        pub path: Vec<String>,
        /// What stood there, as JSON.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub before: Option<String>,
        /// What stands there now, as JSON.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<String>,
    }

    /// Where the person is in an assessment.
    pub struct PlaceRecord {
        /// The section.
        pub section: String,
        /// The question.
        pub question: String,
    }

    /// A rubric that assessments stand under.
    pub struct RubricTextRecord {
        /// Its id.
        pub id: String,
        /// Its edition.
        pub edition: String,
        /// Its text.
        pub text: String,
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Places of the file were changed.
    Changed,
    /// The last change was taken back.
    Undone,
    /// What had been taken back was brought about again.
    Redone,
}

/// A record with the version it is written in.
#[derive(Serialize, Deserialize)]
struct Versioned<Record> {
    version: u32,
    record: Record,
}

/// The text of a record.
///
/// # Errors
/// Never for the records of this file: they have no keys but texts.
pub fn write<Record: Serialize>(record: &Record) -> Result<String, StorageError> {
    serde_json::to_string(&Versioned { version: VERSION, record })
        .map_err(|error| StorageError::Damaged { detail: error.to_string() })
}

/// The record of a text written by this version of the app or an earlier one.
///
/// # Errors
/// When a newer version wrote it, or it cannot be read.
pub fn read<Record: for<'a> Deserialize<'a>>(text: &str) -> Result<Record, StorageError> {
    let text = upgrade::to_today(text)?;
    serde_json::from_str::<Versioned<Record>>(&text)
        .map(|versioned| versioned.record)
        .map_err(|error| StorageError::Damaged { detail: error.to_string() })
}

/// The key of a change: in the order of the revisions, whatever their digits.
pub fn change_key(id: &str, revision: u64) -> String {
    format!("{id}/{revision:012}")
}

impl Batch {
    /// The same, and this record is written.
    ///
    /// # Errors
    /// As [`write`].
    pub fn put_record<Record: Serialize>(
        self,
        shelf: Shelf,
        key: &str,
        record: &Record,
    ) -> Result<Self, StorageError> {
        Ok(self.put(shelf, key, write(record)?))
    }
}
