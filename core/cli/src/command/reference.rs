//! `schema reference`: the language of rubric files in prose, from the types that read them.

use std::ffi::OsString;
use std::path::PathBuf;

use jiangxing::schema::language::language;
use jiangxing_text::Language;

use super::{Outcome, readable};
use crate::arguments::Request;
use crate::screen::Screen;
use crate::show::{self, Case};

/// Writes the reference, with the cases of the folders that are given.
pub(crate) fn reference(folders: &[OsString], request: &Request, screen: &mut Screen) -> Outcome {
    let language = language();
    let mut written = show::reference(&language);
    let mut paths = Vec::new();
    for folder in folders {
        if let Err(error) = rubrics(PathBuf::from(folder), &mut paths) {
            let folder = folder.to_string_lossy();
            screen.complain(&match request.language {
                Language::Chinese => format!("文件夹“{folder}”读不了：{error}"),
                Language::English => format!("the folder `{folder}` cannot be read: {error}"),
            });
            return Outcome::Unreadable;
        }
    }
    if !folders.is_empty() {
        let mut found = Vec::new();
        for path in paths {
            match readable(&path.into_os_string(), request.language, screen) {
                Ok(source) => found.extend(Case::of(&source, &language)),
                Err(outcome) => return outcome,
            }
        }
        written.push_str(&show::cases(&language, &found));
    }
    screen.exactly(&written);
    Outcome::Done
}

/// Every `.toml` below `folder`, in the order of their paths.
fn rubrics(folder: PathBuf, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let entries = std::fs::read_dir(folder)?;
    let mut paths =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            rubrics(path, found)?;
        } else if path.extension().is_some_and(|end| end == "toml") {
            found.push(path);
        }
    }
    Ok(())
}
