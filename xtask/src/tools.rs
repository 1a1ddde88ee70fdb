//! wasm-pack and its parts, at the versions of our own lock file.
//!
//! Both are libraries that this program is linked with. It gives itself their names in a folder
//! under the target folder, puts that folder first in `PATH`, and is the tool it is called by.
//! So nothing is downloaded or installed beyond what cargo fetches anyway, and the tools and the
//! app's `wasm-bindgen` can never be of different versions.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};

use clap::Parser as _;

use crate::{Trouble, workspace};

/// The other programs that this one can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Pack,
    Bindgen,
    TestRunner,
}

const TOOLS: [(Tool, &str); 3] = [
    (Tool::Pack, "wasm-pack"),
    (Tool::Bindgen, "wasm-bindgen"),
    (Tool::TestRunner, "wasm-bindgen-test-runner"),
];

/// The tool that a program called as `first_argument` is, if it is one.
pub(crate) fn named_by(first_argument: Option<OsString>) -> Option<Tool> {
    let called = PathBuf::from(first_argument?);
    let name = called.file_stem()?.to_str()?;
    TOOLS.iter().find(|(_, known)| *known == name).map(|(tool, _)| *tool)
}

/// Is `tool` until it ends.
pub(crate) fn become_tool(tool: Tool) -> ExitCode {
    let ended = match tool {
        Tool::Pack => {
            let command_line = wasm_pack::Cli::parse();
            wasm_pack::PBAR.set_log_level(command_line.log_level);
            wasm_pack::command::run_wasm_pack(command_line.cmd)
        }
        Tool::Bindgen => wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(env::args_os()),
        Tool::TestRunner => {
            wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(env::args_os())
        }
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Where this program stands under its other names.
pub(crate) fn folder() -> PathBuf {
    workspace::target().join("xtask").join("tools")
}

/// Gives this program its other names.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn set_up() -> Result<(), Trouble> {
    let trouble = |error: std::io::Error| format!("{}: {error}", folder().display());
    let this_program = env::current_exe().map_err(trouble)?;
    fs::create_dir_all(folder()).map_err(trouble)?;
    for (_, name) in TOOLS {
        let file = folder().join(format!("{name}{}", env::consts::EXE_SUFFIX));
        put_in_place(&this_program, &file).map_err(trouble)?;
    }
    Ok(())
}

/// Makes `file` another name of `program`, in one step for whoever is using it at the time.
fn put_in_place(program: &Path, file: &Path) -> std::io::Result<()> {
    let fresh = file.with_extension(format!("{}.new", process::id()));
    if fs::hard_link(program, &fresh).is_err() {
        fs::copy(program, &fresh)?;
    }
    fs::rename(&fresh, file)?;
    // Where both are already the same file, the rename leaves the fresh name behind.
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_known_by_the_name_it_is_called_by() {
        let named = |name: &str| named_by(Some(name.into()));
        assert_eq!(named("/somewhere/wasm-pack"), Some(Tool::Pack));
        assert_eq!(named("wasm-bindgen"), Some(Tool::Bindgen));
        assert_eq!(named("wasm-bindgen-test-runner"), Some(Tool::TestRunner));
        assert_eq!(named("xtask"), None);
        assert_eq!(named_by(None), None);
    }
}
