//! How fast the engine is beside others, measured in one run.

use crate::{Trouble, npm, program, workspace};

/// Builds the benchmarks for speed and runs them: the engine, and the command line beside others; or
/// the command line alone on a table of ten million rows.
pub(crate) fn run(is_large: bool) -> Result<(), Trouble> {
    let native = ["--profile", "native", "-p"];
    if !is_large {
        program::run(program::cargo().arg("run").args(native).arg("jiangxing-bench"))?;
    }
    program::run(program::cargo().arg("build").args(native).arg("jiangxing-cli"))?;
    let mut batch = program::cargo();
    batch.arg("run").args(native).args(["jiangxing-bench", "--bin", "batch"]);
    if is_large {
        batch.args(["--", "--large"]);
    }
    program::run(&mut batch)?;
    if is_large { Ok(()) } else { keystroke() }
}

/// One changed answer, in WebAssembly and through the npm package, beside the rivals that npm has.
fn keystroke() -> Result<(), Trouble> {
    let package = npm::build()?;
    let native = ["--profile", "native", "-p", "jiangxing-bench", "--bin", "keystroke"];
    program::run(program::cargo().arg("run").args(native))?;
    let rivals = workspace::root().join("tests/bench/keystroke");
    let mut install = program::command("npm");
    install.args(["install", "--no-audit", "--no-fund", "--no-package-lock"]).current_dir(rivals);
    // Without them the engine is measured alone.
    if let Err(trouble) = program::run(&mut install) {
        println!("{trouble}");
    }
    let mut measure = program::command("node");
    measure.arg("tests/bench/keystroke.mjs").arg(package);
    measure.args(["tests/bench/ref-1.toml", "rubrics/acftu-1p1pn-2024/rubric.toml"]);
    program::run(&mut measure)
}
