//! The grammar of paths inside a package.
//!
//! Small letters, digits, `-`, `_` and `.` in at most three parts. What such a path names is the same
//! on every system: there are no two spellings of one name, by case or by Unicode, and no way out of
//! the folder that a package is unpacked into.

use crate::fault::PathFault;
use crate::limit::{DEEPEST_PATH, LONGEST_PATH};

/// Names that are no files on some systems, with or without an ending.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// `bytes` as a path.
pub(crate) fn read(bytes: &[u8]) -> Result<&str, PathFault> {
    let path = core::str::from_utf8(bytes).map_err(|_| PathFault::NotText)?;
    if path.is_empty() {
        return Err(PathFault::Empty);
    }
    if path.len() > LONGEST_PATH {
        return Err(PathFault::TooLong);
    }
    characters(path)?;
    if path.starts_with('/') {
        return Err(PathFault::Absolute);
    }
    if path.ends_with('/') {
        return Err(PathFault::Folder);
    }
    if path.split('/').count() > DEEPEST_PATH {
        return Err(PathFault::TooDeep);
    }
    path.split('/').try_for_each(part)?;
    Ok(path)
}

fn characters(path: &str) -> Result<(), PathFault> {
    match path.chars().find(|each| !is_plain(*each)) {
        None => Ok(()),
        Some('\0') => Err(PathFault::Nul),
        Some('\\') => Err(PathFault::Backslash),
        Some(':') => Err(PathFault::Drive),
        Some('A'..='Z') => Err(PathFault::UpperCase),
        Some(_) => Err(PathFault::NotPlain),
    }
}

fn is_plain(each: char) -> bool {
    matches!(each, 'a'..='z' | '0'..='9' | '-' | '_' | '.' | '/')
}

fn part(part: &str) -> Result<(), PathFault> {
    let stem = part.split('.').next().unwrap_or_default();
    let device = stem.trim_end_matches(|each: char| each.is_ascii_digit());
    let digits = stem.len().saturating_sub(device.len());
    let is_numbered = matches!(device, "com" | "lpt");
    match part {
        "" => Err(PathFault::EmptyPart),
        "." | ".." => Err(PathFault::Parent),
        _ if part.starts_with('.') || part.ends_with('.') => Err(PathFault::Dot),
        _ if RESERVED.contains(&device) && (digits == usize::from(is_numbered)) => {
            Err(PathFault::Reserved)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_spelling_of_a_path_inside_is_a_path() {
        for (path, fault) in [
            ("assessments/a-1_b.json", None),
            ("command/lpt.txt/com", None),
            ("", Some(PathFault::Empty)),
            ("/etc/passwd", Some(PathFault::Absolute)),
            ("../a", Some(PathFault::Parent)),
            ("a/../b", Some(PathFault::Parent)),
            ("a/./b", Some(PathFault::Parent)),
            ("a//b", Some(PathFault::EmptyPart)),
            ("a/b/c/d", Some(PathFault::TooDeep)),
            ("a\\b", Some(PathFault::Backslash)),
            ("c:/a", Some(PathFault::Drive)),
            ("a\0.json", Some(PathFault::Nul)),
            ("a/", Some(PathFault::Folder)),
            ("A.json", Some(PathFault::UpperCase)),
            ("照片.jpg", Some(PathFault::NotPlain)),
            ("a b", Some(PathFault::NotPlain)),
            (".ssh/a", Some(PathFault::Dot)),
            ("a.", Some(PathFault::Dot)),
            ("a/con", Some(PathFault::Reserved)),
            ("nul.txt", Some(PathFault::Reserved)),
            ("com1.json", Some(PathFault::Reserved)),
        ] {
            assert_eq!(read(path.as_bytes()).err(), fault, "{path:?}");
        }
        let long = "a".repeat(LONGEST_PATH);
        assert_eq!(read(long.as_bytes()), Ok(long.as_str()));
        assert_eq!(read((long + "a").as_bytes()), Err(PathFault::TooLong));
        assert_eq!(read(&[b'a', 0xff]), Err(PathFault::NotText));
    }
}
