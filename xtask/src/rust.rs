//! The parts of the Rust toolchain that the app and its checks need.

use crate::{Trouble, program};

/// What the app is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the WASM target when it is missing.
pub(crate) fn set_up_wasm_target() -> Result<(), Trouble> {
    let folder = program::output(program::command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        WASM_TARGET,
    ]));
    if folder.is_some_and(|folder| std::path::Path::new(folder.trim()).is_dir()) {
        println!("    {WASM_TARGET} 已就绪 · is there");
        return Ok(());
    }
    add(&["target", "add", WASM_TARGET])
}

/// Adds the formatter and the linter when they are missing.
pub(crate) fn set_up_components() -> Result<(), Trouble> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if program::output(program::cargo().args([subcommand, "--version"])).is_some() {
            println!("    {component} 已就绪 · is there");
        } else {
            add(&["component", "add", component])?;
        }
    }
    Ok(())
}

fn add(words: &[&str]) -> Result<(), Trouble> {
    program::run(program::command("rustup").args(words)).map_err(|trouble| {
        let line = words.join(" ");
        format!(
            "{trouble}\n请自行安装后重试；使用 rustup 时：rustup {line}\n\
             Install it by hand and try again; with rustup: rustup {line}"
        )
    })
}
