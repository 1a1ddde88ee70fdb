//! A printed page, read back.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Failure, Outcome};

/// A PDF file and the text on its pages.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// Where it is kept.
    pub file: PathBuf,
    /// The text of each page, laid out as printed.
    pub pages: Vec<String>,
}

impl Pdf {
    /// Reads `file` with pdftotext.
    pub fn read(file: &Path) -> Outcome<Pdf> {
        let mut command = Command::new("pdftotext");
        let output = command.args(["-layout", "-enc", "UTF-8"]).arg(file).arg("-").output();
        let output = output.map_err(|error| {
            Failure(format!("pdftotext cannot be started ({error}): run `cargo xtask setup`"))
        })?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(Failure(format!("{}: {said}", file.display())));
        }
        let text = String::from_utf8(output.stdout)?;
        // Each page, the last too, ends with a form feed.
        let pages = text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect();
        Ok(Pdf { file: file.into(), pages })
    }

    /// The text of all pages.
    #[must_use]
    pub fn text(&self) -> String {
        self.pages.join("\n")
    }
}
