//! Contents → file.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::archive;
use crate::digest::{digest, short_digest};
use crate::fault::Fault;
use crate::fields::fields;
use crate::manifest::{
    Kind, MANIFEST, Manifest, PACKAGE_FORMAT, Role, Row, RubricName, may_be_an_archive, media_type,
    path_in_a_folder,
};

/// What is to be packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// What the package is for.
    pub kind: Kind,
    /// The identity of the package that it comes after, if it does.
    pub follows: Option<String>,
    /// What it holds, in any order.
    pub parts: Vec<Part>,
}

/// One thing that is packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it is to be: in the folder of a [`Role`], in small letters, digits, `-`, `_` and `.`.
    pub path: String,
    /// What people call it; may be empty.
    pub name: String,
    /// Which rubric it is; of rubrics alone.
    pub rubric: Option<RubricName>,
    /// The bytes.
    pub content: Vec<u8>,
}

/// The package of `contents`: the same contents, the same bytes.
///
/// # Errors
/// Paths that a package cannot have, two parts of one path, archives among the parts, a rubric
/// without its name, or more than the limits admit.
pub fn pack(contents: &Contents) -> Result<Vec<u8>, Vec<Fault>> {
    let mut parts: Vec<&Part> = contents.parts.iter().collect();
    parts.sort_by(|one, other| one.path.cmp(&other.path));
    let entries = parts.iter().map(|part| row(part)).collect();
    let follows = contents.follows.clone();
    let manifest = Manifest { format: PACKAGE_FORMAT, kind: contents.kind, follows, entries };
    let text = manifest.to_text();
    let (_, mut faults) = Manifest::read(text.as_bytes());
    let archives = parts.iter().filter(|part| is_archive(&part.path, &part.content));
    faults.extend(archives.map(|part| Fault::ArchiveInside { path: part.path.clone() }));
    if !faults.is_empty() {
        return Err(faults);
    }
    let parts = parts.iter().map(|part| (part.path.as_str(), part.content.as_slice()));
    let entries: Vec<(&str, &[u8])> =
        [(MANIFEST, text.as_bytes())].into_iter().chain(parts).collect();
    archive::write(&entries).map_err(|fault| [fault].into())
}

/// Where a file called `file` goes in the folder of `role`: under its own name where a path can have
/// it (in small letters), else under the first digits of its digest with its ending.
pub fn path_for(role: Role, file: &str, content: &[u8]) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    let own = format!("{}/{name}", role.folder());
    if path_in_a_folder(&own).is_ok() {
        return own;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let path = format!("{}/{}.{ending}", role.folder(), short_digest(content));
    if path_in_a_folder(&path).is_ok() { path } else { path_by_digest(role, content) }
}

/// The path of `content` by its digest alone.
pub fn path_by_digest(role: Role, content: &[u8]) -> String {
    format!("{}/{}", role.folder(), short_digest(content))
}

fn row(part: &Part) -> Row {
    let is_assessment = Role::of(&part.path) == Some(Role::Assessment);
    Row {
        path: part.path.clone(),
        name: part.name.clone(),
        media_type: media_type(&part.path).into(),
        length: part.content.len().try_into().unwrap_or(u64::MAX),
        digest: digest(&part.content),
        rubric: part.rubric.clone(),
        fields: if is_assessment { fields(&part.content) } else { Default::default() },
    }
}

/// Whether it is an archive, and not of a kind that is one by its nature.
pub(crate) fn is_archive(path: &str, content: &[u8]) -> bool {
    content.starts_with(b"PK\x03\x04") && !may_be_an_archive(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_name_where_a_path_can_have_it() {
        let path = |name| path_for(Role::Evidence, name, b"a");
        assert_eq!(path("IMG_0001.JPG"), "evidence/img_0001.jpg");
        assert_eq!(path("/home/a/../photo.png"), "evidence/photo.png");
        assert_eq!(path("照片.JPG"), "evidence/ca978112ca1bbdca.jpg");
        assert_eq!(path("con.txt"), "evidence/ca978112ca1bbdca.txt");
        assert_eq!(path("a.照片"), "evidence/ca978112ca1bbdca");
        assert_eq!(path(".."), "evidence/ca978112ca1bbdca");
    }
}
