//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The top folder of the project.
pub(crate) fn root() -> PathBuf {
    let manifest_folder = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest_folder.parent().map_or(manifest_folder.clone(), Path::to_path_buf)
}

/// The folder for everything that is made: `target`, unless cargo was told otherwise.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |told| root().join(told))
}

/// The finished app.
pub(crate) fn site() -> PathBuf {
    target().join("site")
}

/// The app for journeys through every kind of answer.
pub(crate) fn site_of_every_kind() -> PathBuf {
    target().join("site-every-kind")
}

/// The rubric that asks for every kind of answer.
pub(crate) fn rubric_of_every_kind() -> PathBuf {
    root().join("tests/browser/fixture/every-kind")
}

/// What wasm-pack makes of the app, with the names that a panic's stack is read by.
pub(crate) fn app_package() -> PathBuf {
    target().join("xtask").join("app")
}
