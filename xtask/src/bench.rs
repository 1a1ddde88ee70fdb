//! How fast the engine is beside others, measured in one run.

use crate::{Trouble, program};

/// Builds the benchmark for speed and runs it.
pub(crate) fn run() -> Result<(), Trouble> {
    program::run(program::cargo().args(["run", "--profile", "native", "-p", "jiangxing-bench"]))
}
