//! How fast the engine is beside others, measured in one run.

use crate::{Trouble, program};

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
    program::run(&mut batch)
}
