//! axe-core, which looks for barriers to people with disabilities; the journeys run it in the page.

use std::fs;

use crate::{Trouble, program, workspace};

/// The version that the journeys are written for.
const VERSION: &str = "4.14.1";

/// Fetches axe-core from the npm registry, unless it is there already.
///
/// # Errors
/// When npm is missing or cannot fetch it.
pub(crate) fn set_up() -> Result<(), Trouble> {
    let folder = workspace::target().join("xtask").join("npm");
    let package = folder.join("node_modules/axe-core/package.json");
    let is_there = fs::read_to_string(&package)
        .is_ok_and(|text| text.contains(&format!("\"version\": \"{VERSION}\"")));
    if is_there {
        println!("    axe-core {VERSION} 已就绪 · is there");
        return Ok(());
    }
    if program::find(&["npm"]).is_none() {
        return Err("浏览器测试用 npm 取得 axe-core，但这里没有 npm。\
             请安装 Node.js（Debian：apt-get install -y --no-install-recommends npm）后重试。\n\
             the browser tests fetch axe-core with npm, and there is no npm here. \
             Install Node.js (Debian: apt-get install -y --no-install-recommends npm) and try again."
            .into());
    }
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut command = program::command("npm");
    command.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]);
    command.args(["--loglevel=error", "--prefix"]).arg(&folder);
    program::run(command.arg(format!("axe-core@{VERSION}")))
}
