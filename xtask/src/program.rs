//! Other programs: found, run, listened to.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::{Trouble, tools, workspace};

/// A command that runs `program` in the project's top folder, with our own tools first in `PATH`.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    let known = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(tools::folder()).chain(env::split_paths(&known));
    if let Ok(path) = env::join_paths(folders) {
        command.env("PATH", path);
    }
    command
}

/// Cargo, as it was called for ourselves.
pub(crate) fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs `command` to its end, its output going where ours goes.
///
/// # Errors
/// When it does not start or does not succeed; the sentence holds the command as typed.
pub(crate) fn run(command: &mut Command) -> Result<(), Trouble> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` 未成功 · did not succeed ({status})", typed(command)))
    }
}

/// Runs `command` to its end and gives each line it prints to `heard`, which also still appears.
///
/// # Errors
/// As [`run`].
pub(crate) fn run_and_hear(
    command: &mut Command,
    mut heard: impl FnMut(&str),
) -> Result<(), Trouble> {
    let started = command.stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| not_started(command, &error))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(|error| format!("`{}`: {error}", typed(command)))?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            heard(&line);
        }
    }
    let status = child.wait().map_err(|error| format!("`{}`: {error}", typed(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` 未成功 · did not succeed ({status})", typed(command)))
    }
}

/// What `command` prints, or nothing when it cannot be run or does not succeed.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Where the first program of these names is, when there is one in `PATH`.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            .find(|file| file.is_file())
    })
}

fn typed(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> Trouble {
    let program = command.get_program().to_string_lossy();
    format!("`{program}` 无法启动 · cannot be started: {error}")
}
