//! Files that are written: none that is there is written over, but for the one that is signed.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use jiangxing_package::Opened;
use jiangxing_text::Language;

use crate::source;

/// Writes a file that is not there yet.
pub(super) fn new_file(path: &OsString, bytes: &[u8], l: Language) -> Result<(), String> {
    let written = OpenOptions::new().write(true).create_new(true).open(path);
    written.and_then(|file| whole(file, bytes)).map_err(|error| unwritten(path, &error, l))
}

/// Writes a file that is not there yet, and that only its owner may read.
pub(super) fn secret_file(path: &OsString, bytes: &[u8], l: Language) -> Result<(), String> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path);
    written.and_then(|file| whole(file, bytes)).map_err(|error| unwritten(path, &error, l))
}

/// Puts a file in the place of another: the old one or the new one is there at every moment.
pub(super) fn replaced(path: &OsString, bytes: &[u8], l: Language) -> Result<(), String> {
    let mut beside = path.clone();
    beside.push(".new");
    new_file(&beside, bytes, l)?;
    fs::rename(&beside, path).map_err(|error| unwritten(path, &error, l))
}

/// Writes the contents of a package to a folder that is not there yet.
pub(super) fn unpacked(package: &Opened<'_>, folder: &OsString, l: Language) -> Result<(), String> {
    fs::create_dir(folder).map_err(|error| unwritten(folder, &error, l))?;
    for (path, content) in &package.entries {
        // Paths have been held to their grammar: none leads out of the folder.
        let file = Path::new(folder).join(path);
        let parent = file.parent().unwrap_or(Path::new(folder));
        fs::create_dir_all(parent).map_err(|error| unwritten(folder, &error, l))?;
        new_file(&file.into_os_string(), content, l)?;
    }
    Ok(())
}

fn whole(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

fn unwritten(path: &OsString, error: &io::Error, l: Language) -> String {
    let name = source::called(path, l);
    let is_there = error.kind() == io::ErrorKind::AlreadyExists;
    match (is_there, l) {
        (true, Language::Chinese) => format!("“{name}”已经存在，不覆盖；换一个名字"),
        (true, Language::English) => {
            format!("`{name}` is there already and is not written over: take another name")
        }
        (false, Language::Chinese) => format!("写不了“{name}”：{error}"),
        (false, Language::English) => format!("`{name}` cannot be written: {error}"),
    }
}
