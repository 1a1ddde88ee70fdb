//! The manifest: what a package holds, version 1. Its digest is the identity of the package.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::fault::{Fault, PathFault, RowFault};
use crate::{digest, path};

/// The version of the package format that is written, and the newest that is understood.
pub const PACKAGE_FORMAT: u32 = 1;

/// Where the manifest is.
pub const MANIFEST: &str = "manifest.json";

/// The folder of signatures, which the manifest does not list: they sign it.
pub(crate) const SIGNATURES: &str = "signatures/";

/// What a package holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Manifest {
    /// The version of this form: 1.
    pub format: u32,
    /// What the package is for.
    pub kind: Kind,
    /// The identity of the package that this one comes after: a result that was opened again
    /// names the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// Every entry but the manifest and the signatures, in the order of the paths.
    pub entries: Vec<Row>,
}

/// What a package is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// For an inspector: sites, rubric, self-assessments, last year's results.
    Assignment,
    /// From an inspector: what was seen and assessed.
    Visit,
    /// What a site says of itself.
    SelfAssessment,
    /// Everything of a device.
    Backup,
    /// Final answers and the report on them.
    Result,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Assignment, Self::Visit, Self::SelfAssessment, Self::Backup, Self::Result];

    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assignment => "assignment",
            Self::Visit => "visit",
            Self::SelfAssessment => "self-assessment",
            Self::Backup => "backup",
            Self::Result => "result",
        }
    }
}

/// What an entry is, by the folder it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// An assessment file, with the history of its answers.
    Assessment,
    /// Something that was shown: a photo, a document.
    Evidence,
    /// A text of a device's store, as it is kept there.
    Record,
    /// The report on the assessment of the same name.
    Report,
    /// A rubric.
    Rubric,
    /// What the site has to say (陈述意见).
    Statement,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [
        Self::Assessment,
        Self::Evidence,
        Self::Record,
        Self::Report,
        Self::Rubric,
        Self::Statement,
    ];

    /// The folder.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Assessment => "assessments",
            Self::Evidence => "evidence",
            Self::Record => "records",
            Self::Report => "reports",
            Self::Rubric => "rubrics",
            Self::Statement => "statements",
        }
    }

    /// The role of the entry at `path`.
    pub fn of(path: &str) -> Option<Self> {
        let (folder, _) = path.split_once('/')?;
        Self::ALL.into_iter().find(|role| role.folder() == folder)
    }
}

/// An entry, as the manifest has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Row {
    /// Where it is.
    pub path: String,
    /// What people call it, such as the name of the file it was; only ever text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub length: u64,
    /// The SHA-256 of its content.
    pub digest: String,
    /// Which rubric it is; of rubrics alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rubric: Option<RubricName>,
    /// The first digits of the digest of each field, by JSON pointer; of assessments alone. They
    /// tell which answers were changed where the digest tells that something was.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// Which rubric, exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RubricName {
    /// Its id.
    pub id: String,
    /// Its edition.
    pub edition: String,
    /// The digest of its content, whatever the notation of its text.
    pub digest: String,
}

/// Only the version of a manifest.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Manifest {
    /// The manifest as it is written: the same manifest, the same bytes.
    pub(crate) fn to_text(&self) -> String {
        // A manifest holds text, lists and maps with text keys: writing it cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The manifest that `text` holds, and what is wrong with it; `None` when it cannot be read.
    pub(crate) fn read(text: &[u8]) -> (Option<Self>, Vec<Fault>) {
        match read(text) {
            Ok(manifest) => {
                let faults = manifest.faults();
                (Some(manifest), faults)
            }
            Err(fault) => (None, [fault].into()),
        }
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut before = "";
        for row in &self.entries {
            let path = row.path.clone();
            if let Err(why) = path_in_a_folder(&row.path) {
                faults.push(Fault::RowPathRefused { path, why });
            } else if let Some(why) = row.fault(before) {
                faults.push(Fault::RowRefused { path, why });
            }
            before = &row.path;
        }
        faults
    }
}

impl Row {
    fn fault(&self, before: &str) -> Option<RowFault> {
        let is_rubric = Role::of(&self.path) == Some(Role::Rubric);
        if self.path.as_str() <= before {
            return Some(RowFault::OutOfOrder);
        }
        if !digest::is_digest(&self.digest) {
            return Some(RowFault::NotADigest);
        }
        if self.media_type != media_type(&self.path) {
            return Some(RowFault::OtherMediaType);
        }
        (is_rubric != self.rubric.is_some()).then_some(RowFault::RubricName)
    }
}

/// That `text` is a path of an entry in one of the folders.
pub(crate) fn path_in_a_folder(text: &str) -> Result<(), PathFault> {
    path::read(text.as_bytes())?;
    Role::of(text).map(|_| ()).ok_or(PathFault::NoSuchFolder)
}

fn read(text: &[u8]) -> Result<Manifest, Fault> {
    let unreadable = |error: serde_json::Error| Fault::ManifestUnreadable {
        detail: alloc::format!("{error}"),
        line: error.line(),
        column: error.column(),
    };
    let version: Version = serde_json::from_slice(text).map_err(unreadable)?;
    if version.format > PACKAGE_FORMAT {
        return Err(Fault::TooNew { format: version.format, known: PACKAGE_FORMAT });
    }
    serde_json::from_slice(text).map_err(unreadable)
}

/// The media type of a file by the ending of its name; of others, that of any bytes.
pub fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().find(|(known, ..)| *known == ending).map_or(ANY, |(_, media_type, _)| media_type)
}

/// Whether files of this ending are archives by their nature, as office documents are.
pub(crate) fn may_be_an_archive(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|(known, _, is_archive)| *known == ending && *is_archive)
}

const ANY: &str = "application/octet-stream";

/// Endings, their media types, and whether such files are ZIP archives inside.
const ENDINGS: &[(&str, &str, bool)] = &[
    ("csv", "text/csv", false),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true),
    ("heic", "image/heic", false),
    ("jpg", "image/jpeg", false),
    ("json", "application/json", false),
    ("mp4", "video/mp4", false),
    ("ofd", "application/ofd", true),
    ("pdf", "application/pdf", false),
    ("png", "image/png", false),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", true),
    ("toml", "application/toml", false),
    ("txt", "text/plain", false),
    ("webp", "image/webp", false),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true),
];
