//! What is the case with a file that says it is a package.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::archive::{Archive, Entry};
use crate::digest::digest;
use crate::fault::Fault;
use crate::fields::{changed_fields, fields};
use crate::key::PublicKey;
use crate::limit::{MOST_FAULTS, MOST_MANIFEST_BYTES};
use crate::manifest::{MANIFEST, Manifest, Role, Row, SIGNATURES};
use crate::package::is_archive;
use crate::signature::{self, Signed};

/// What is known of a package beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expected<'a> {
    /// Its identity, from paper or another way.
    pub identity: Option<&'a str>,
    /// The keys that must have signed.
    pub keys: &'a [PublicKey],
}

/// Everything that is the case with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The digest of the manifest: another one for any other contents.
    pub identity: Option<String>,
    /// What the package says that it holds.
    pub manifest: Option<Manifest>,
    /// Every entry of the manifest and of the file, in the order of the paths; signatures aside.
    pub entries: Vec<Shown>,
    /// The signatures in the order of their paths.
    pub signatures: Vec<Signed>,
    /// What is wrong; nothing, when every byte is as it was written. At most a hundred.
    pub faults: Vec<Fault>,
}

/// An entry, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Where it is.
    pub path: String,
    /// How it stands.
    pub state: EntryState,
}

/// How an entry stands beside the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// It is as the manifest says.
    Intact,
    /// It is not.
    Changed,
    /// It is not there.
    Missing,
    /// The manifest does not have it.
    Added,
    /// It is there and cannot be read.
    Unread,
}

/// A package in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened<'a> {
    /// The digest of the manifest.
    pub identity: String,
    /// What it holds.
    pub manifest: Manifest,
    /// The contents by path; signatures aside.
    pub entries: BTreeMap<String, &'a [u8]>,
    /// The signatures.
    pub signatures: Vec<Signed>,
}

/// What is the case with the package in `bytes`; never fails, and never stops at the first fault.
pub fn verify(bytes: &[u8], expected: Expected<'_>) -> Verification {
    looked_at(&Archive::read(bytes), expected)
}

/// The contents of the package in `bytes`.
///
/// # Errors
/// Everything that is wrong with it, signatures aside: whoever has signed, the contents are as the
/// manifest says.
pub fn open(bytes: &[u8]) -> Result<Opened<'_>, Vec<Fault>> {
    let archive = Archive::read(bytes);
    let found = looked_at(&archive, Expected::default());
    let mut faults: Vec<Fault> = found.faults;
    faults.retain(|fault| !fault.is_of_signatures());
    let (Some(identity), Some(manifest), true) =
        (found.identity, found.manifest, faults.is_empty())
    else {
        return Err(faults);
    };
    let listed = archive.entries.iter().filter(|entry| is_content(entry.path));
    let entries = listed.map(|entry| (entry.path.to_string(), entry.content)).collect();
    Ok(Opened { identity, manifest, entries, signatures: found.signatures })
}

fn looked_at(archive: &Archive<'_>, expected: Expected<'_>) -> Verification {
    let mut faults = archive.faults.clone();
    let manifest = manifest(archive, &mut faults);
    let identity = archive.entry(MANIFEST).map(|entry| digest(entry.content));
    if let (Some(found), Some(expected)) = (&identity, expected.identity)
        && found != expected
    {
        let (expected, found) = (expected.to_string(), found.clone());
        faults.push(Fault::OtherPackage { expected, found });
    }
    let is_readable = !archive.entries.is_empty() || !archive.unread.is_empty();
    let rows = manifest.as_ref().filter(|_| is_readable).map(|all| all.entries.as_slice());
    let entries = rows.map(|rows| entries(rows, archive, &mut faults)).unwrap_or_default();
    let of_signatures = archive.entries.iter().filter(|entry| entry.path.starts_with(SIGNATURES));
    let of_signatures: Vec<&Entry<'_>> = of_signatures.collect();
    let sums = of_signatures.iter().filter(|entry| !entry.is_whole);
    faults.extend(sums.map(|entry| Fault::ChecksumDiffers { path: entry.path.to_string() }));
    let signatures =
        signature::all(&of_signatures, identity.as_deref(), expected.keys, &mut faults);
    faults.truncate(MOST_FAULTS);
    Verification { identity, manifest, entries, signatures, faults }
}

fn manifest(archive: &Archive<'_>, faults: &mut Vec<Fault>) -> Option<Manifest> {
    let Some(entry) = archive.entry(MANIFEST) else {
        // Of a file of which nothing can be read it is of no account what it lacks.
        let is_readable = !archive.entries.is_empty() || archive.faults.is_empty();
        if is_readable && !archive.unread.contains(&MANIFEST) {
            faults.push(Fault::ManifestMissing {});
        }
        return None;
    };
    let found = entry.content.len();
    if found > MOST_MANIFEST_BYTES {
        let (path, most) = (MANIFEST.to_string(), MOST_MANIFEST_BYTES);
        faults.push(Fault::TooLarge { path, found, most });
        return None;
    }
    if !entry.is_whole {
        faults.push(Fault::ChecksumDiffers { path: MANIFEST.to_string() });
    }
    let (manifest, wrong) = Manifest::read(entry.content);
    faults.extend(wrong.into_iter().take(MOST_FAULTS));
    manifest
}

/// Whether the manifest has to list what is at `path`.
fn is_content(path: &str) -> bool {
    path != MANIFEST && !path.starts_with(SIGNATURES)
}

fn entries(rows: &[Row], archive: &Archive<'_>, faults: &mut Vec<Fault>) -> Vec<Shown> {
    let rows: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.path.as_str(), row)).collect();
    let found = archive.entries.iter().filter(|entry| is_content(entry.path));
    let found: BTreeMap<&str, &Entry<'_>> = found.map(|entry| (entry.path, entry)).collect();
    let unread: BTreeSet<&str> =
        archive.unread.iter().copied().filter(|path| is_content(path)).collect();
    let paths: BTreeSet<&str> = rows.keys().chain(found.keys()).chain(&unread).copied().collect();
    let mut shown = Vec::new();
    for path in paths {
        let state = match (rows.get(path), found.get(path)) {
            _ if unread.contains(path) => EntryState::Unread,
            (Some(row), Some(entry)) => held_against(row, entry, faults),
            (Some(_), None) => {
                faults.push(Fault::Missing { path: path.to_string() });
                EntryState::Missing
            }
            (None, _) => {
                faults.push(Fault::Added { path: path.to_string() });
                EntryState::Added
            }
        };
        shown.push(Shown { path: path.to_string(), state });
    }
    shown
}

/// An entry beside its row.
fn held_against(row: &Row, entry: &Entry<'_>, faults: &mut Vec<Fault>) -> EntryState {
    let path = row.path.clone();
    let found = u64::try_from(entry.content.len()).unwrap_or(u64::MAX);
    if row.length != found || row.digest != digest(entry.content) {
        let after = fields(entry.content);
        let traced = !row.fields.is_empty() && !after.is_empty();
        let fields = if traced { changed_fields(&row.fields, &after) } else { Vec::new() };
        let expected = row.length;
        faults.push(Fault::Changed { path, expected, found, fields, traced });
        return EntryState::Changed;
    }
    let is_assessment = Role::of(&path) == Some(Role::Assessment);
    if is_archive(&path, entry.content) {
        faults.push(Fault::ArchiveInside { path });
    } else if !entry.is_whole {
        faults.push(Fault::ChecksumDiffers { path });
        return EntryState::Changed;
    } else if is_assessment && row.fields != fields(entry.content) {
        let why = crate::fault::RowFault::OtherFields;
        faults.push(Fault::RowRefused { path, why });
    }
    EntryState::Intact
}

/// How one package differs from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It has another content here.
    Changed {
        /// The entry.
        path: String,
        /// For an assessment, the fields that differ, as JSON pointers.
        fields: Vec<String>,
    },
    /// It does not have this any more.
    Gone {
        /// The entry.
        path: String,
    },
    /// It has this in addition.
    New {
        /// The entry.
        path: String,
    },
}

/// What differs between two packages, in the order of the paths: what was changed since the one that
/// was signed, or that was handed over before.
pub fn differences(before: &Manifest, after: &Manifest) -> Vec<Difference> {
    let rows = |manifest: &Manifest| -> BTreeMap<String, Row> {
        manifest.entries.iter().map(|row| (row.path.clone(), row.clone())).collect()
    };
    let (before, after) = (rows(before), rows(after));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let difference = |path: &String| match (before.get(path), after.get(path)) {
        (Some(one), Some(other)) if one.digest == other.digest => None,
        (Some(one), Some(other)) => {
            let fields = changed_fields(&one.fields, &other.fields);
            Some(Difference::Changed { path: path.clone(), fields })
        }
        (Some(_), None) => Some(Difference::Gone { path: path.clone() }),
        (None, _) => Some(Difference::New { path: path.clone() }),
    };
    paths.into_iter().filter_map(difference).collect()
}
