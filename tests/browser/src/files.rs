//! Folders that journeys read and write.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Outcome;

/// The folder for everything that is made, as `cargo xtask` uses it.
#[must_use]
pub fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    env::var_os("JIANGXING_TARGET")
        .or_else(|| env::var_os("CARGO_TARGET_DIR"))
        .map_or_else(|| root.join("target"), |told| root.join(told))
}

/// The file `name` in the folder `folder` of [`target`], its folder made.
pub(crate) fn file_to_write(folder: &str, name: &str) -> Outcome<PathBuf> {
    let file = target().join(folder).join(name);
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(file)
}

/// What a browser remembers between its starts: a folder of its own, removed when dropped.
pub struct Profile {
    folder: PathBuf,
}

impl Profile {
    /// A browser that remembers nothing yet.
    pub fn fresh() -> Outcome<Profile> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("jiangxing-profile-{}-{number}", process::id()));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Profile { folder })
    }

    /// Where it is kept.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The process that uses the profile: Chromium leaves its number there, in a link.
    pub(crate) fn user(&self) -> Option<u32> {
        let link = fs::read_link(self.folder.join("SingletonLock")).ok()?;
        link.to_str()?.rsplit_once('-')?.1.parse().ok()
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // What is left lies in the system's folder for temporary files, which is swept.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
