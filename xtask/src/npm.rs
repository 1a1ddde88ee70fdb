//! The npm package `jiangxing`: the engine as wasm-pack makes it, and the files around it.

use std::fs;
use std::path::PathBuf;

use crate::progress::step;
use crate::{Trouble, program, setup, workspace};

/// What stands beside the engine in the package.
const FILES: [&str; 5] = ["package.json", "index.js", "node.js", "index.d.ts", "README.md"];

/// Builds the package; gives its folder.
pub(crate) fn build() -> Result<PathBuf, Trouble> {
    setup::for_building()?;
    let folder = workspace::target().join("npm/jiangxing");
    step("编译 npm 包 · compile the npm package", || {
        let mut command = program::command("wasm-pack");
        // For callers that count microseconds: three times the bytes of the page's engine.
        command.args(["--log-level", "warn", "build", "web/element", "--target", "web"]);
        command.args(["--profile", "native", "--no-pack", "--no-opt", "--mode", "no-install"]);
        command.args(["--out-name", "engine", "--out-dir"]).arg(&folder);
        program::run(&mut command)
    })?;
    // The glue's own functions take whatever there is; nobody else calls them.
    let types = folder.join("engine.d.ts");
    let text = fs::read_to_string(&types).map_err(|error| format!("engine.d.ts: {error}"))?;
    fs::write(&types, text.replace(": any", ": unknown"))
        .map_err(|error| format!("engine.d.ts: {error}"))?;
    for name in FILES {
        let from = workspace::root().join("web/element/npm").join(name);
        fs::copy(from, folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    }
    println!("    {}", folder.display());
    Ok(folder)
}
