//! What is kept, and how it is written: version 1.
//!
//! One assessment is a document (the file itself, the digest of its rubric, how often it was
//! changed), a card for the list, the place where the person was, and its changes in order. The
//! text of a rubric is kept under its digest for as long as the device keeps anything: what was
//! answered under it can be read with it, whatever ships by then.

use std::collections::BTreeMap;

use jiangxing::label::Label;
use jiangxing::report::v1::{Rating, Standing};

use super::reading::{Kept, kept, kept_words, object};
use super::{Batch, Shelf, StorageError, upgrade};
use crate::json::Json;

/// The version that is written.
pub const VERSION: u32 = 1;

/// Declares records: all are written and read alike. A field followed by `= value` has that value
/// where it was not written.
macro_rules! records {
    ($( $(#[$meta:meta])* pub struct $name:ident {
        $( $(#[$about:meta])* pub $field:ident: $kind:ty $(= $default:expr)?, )*
    } )*) => {
        $(
            #[derive(Clone, Debug, PartialEq)]
            $(#[$meta])*
            pub struct $name { $( $(#[$about])* pub $field: $kind, )* }

            kept! { $name { $($field $(= $default)?),* } }
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
        pub patches: Vec<PatchRecord> = Vec::new(),
    }

    /// One place of the file before and after a change.
    pub struct PatchRecord {
        /// The keys that lead to it.
        pub path: Vec<String>,
        /// What stood there, as JSON.
        pub before: Option<String>,
        /// What stands there now, as JSON.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Places of the file were changed.
    Changed,
    /// The last change was taken back.
    Undone,
    /// What had been taken back was brought about again.
    Redone,
}

kept_words! { ChangeKind { Changed = "changed", Undone = "undone", Redone = "redone" } }

/// The text of a record, with the version it is written in.
pub fn write<Record: Kept>(record: &Record) -> String {
    object(vec![("version", VERSION.to_json()), ("record", record.to_json())]).to_string()
}

/// The record of a text written by this version of the app or an earlier one.
///
/// # Errors
/// When a newer version wrote it, or it cannot be read.
pub fn read<Record: Kept>(text: &str) -> Result<Record, StorageError> {
    let json = Json::parse(text).map_err(|detail| StorageError::Damaged { detail })?;
    Record::from_json(upgrade::to_today(&json)?.get("record"), "record")
        .map_err(|key| StorageError::Damaged { detail: key.to_owned() })
}

/// The key of a change: in the order of the revisions, whatever their digits.
pub fn change_key(id: &str, revision: u64) -> String {
    format!("{id}/{revision:012}")
}

impl Batch {
    /// The same, and this record is written.
    #[must_use]
    pub fn put_record<Record: Kept>(self, shelf: Shelf, key: &str, record: &Record) -> Self {
        self.put(shelf, key, write(record))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::*;

    fn damaged<Record: Kept + std::fmt::Debug>(record: &str) -> StorageError {
        read::<Record>(&format!(r#"{{"version":1,"record":{record}}}"#)).unwrap_err()
    }

    #[test]
    fn every_field_is_read_as_it_was_written() {
        let title = Label::from_pairs([("zh".to_owned(), "检\"验\"\n\u{1}".to_owned())]);
        let rating =
            Rating { id: "one-star".to_owned(), stars: 1, half: true, name: title.clone() };
        let site = SiteRecord {
            name: "甲".to_owned(),
            categories: BTreeMap::from([("kind".to_owned(), "open".to_owned())]),
            cycle: "2026".to_owned(),
            is_final: true,
            rubric: RubricRecord {
                id: "a".to_owned(),
                edition: "1".to_owned(),
                digest: "b".to_owned(),
                title,
            },
            progress: Some(ProgressRecord {
                settled: 1,
                asked: u32::MAX,
                position: "0.5000".to_owned(),
                standing: Standing::LeftOut,
                awarded: None,
                locked: Some(rating.clone()),
                best: Some(rating),
                low: "5".to_owned(),
                high: "10".to_owned(),
            }),
            saved: "2026-02-28T23:59:59+08:00".to_owned(),
            deleted: Some("2026-03-01T00:00:00+08:00".to_owned()),
        };
        assert_eq!(read::<SiteRecord>(&write(&site)).unwrap(), site);
        for kind in [ChangeKind::Changed, ChangeKind::Undone, ChangeKind::Redone] {
            let (path, after) = (vec!["cycle".to_owned()], Some("\"2026\"".to_owned()));
            let patches = vec![PatchRecord { path, before: None, after }];
            for patches in [patches, Vec::new()] {
                let change = ChangeRecord { at: "b".to_owned(), kind, patches };
                assert_eq!(read::<ChangeRecord>(&write(&change)).unwrap(), change);
            }
        }
        for standing in [Standing::Settled, Standing::Open, Standing::Withheld, Standing::LeftOut] {
            let word = serde_json::to_string(&standing).unwrap();
            let json = Json::parse(&word).unwrap();
            assert_eq!(Standing::from_json(Some(&json), "standing"), Ok(standing));
        }
    }

    #[test]
    fn what_is_missing_or_of_another_kind_is_named() {
        for (record, key) in [
            ("[]", "revision"),
            (r#"{"revision":"3","rubric":"a","text":"b"}"#, "revision"),
            (r#"{"revision":3.5,"rubric":"a","text":"b"}"#, "revision"),
            (r#"{"revision":3,"rubric":null,"text":"b"}"#, "rubric"),
            (r#"{"revision":3,"rubric":"a"}"#, "text"),
        ] {
            let detail = key.to_owned();
            assert_eq!(damaged::<DocumentRecord>(record), StorageError::Damaged { detail });
        }
        let change = r#"{"at":"a","kind":"changed","patches":[{"after":"1"}]}"#;
        let detail = "path".to_owned();
        assert_eq!(damaged::<ChangeRecord>(change), StorageError::Damaged { detail });
    }
}
