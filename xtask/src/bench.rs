//! How fast the engine is beside others, measured in one run.

use std::path::PathBuf;

use crate::arguments::BenchOptions;
use crate::rust::WASM_TARGET;
use crate::{Trouble, npm, program, rust, tools, workspace};

/// The engine for machines and not for pages.
const NATIVE: [&str; 3] = ["--profile", "native", "-p"];

/// Builds the benchmarks for speed and runs them: the engine in memory, natively and in WebAssembly,
/// and the command line, each beside others; or the command line alone on a table of ten million rows.
pub(crate) fn run(options: &BenchOptions) -> Result<(), Trouble> {
    if !options.is_large {
        let mut bench = program::cargo();
        bench.arg("run").args(NATIVE).args(["jiangxing-bench", "--"]);
        bench.args(options.is_quick.then_some("--quick"));
        if program::find(&["node"]).is_some() {
            rust::set_up_wasm_target()?;
            tools::set_up()?;
            for (name, flags) in [("WASM", ""), ("WASM+simd128", "-C target-feature=+simd128")] {
                let module = module(name, flags)?;
                bench.arg("--wasm").arg(format!("{name}={}", module.display()));
            }
        } else {
            println!("    略去 WASM：没有 Node · WebAssembly is left out: there is no Node");
        }
        program::run(&mut bench)?;
    }
    program::run(program::cargo().arg("build").args(NATIVE).arg("jiangxing-cli"))?;
    let mut batch = program::cargo();
    batch.arg("run").args(NATIVE).args(["jiangxing-bench", "--bin", "batch"]);
    if options.is_large {
        batch.args(["--", "--large"]);
    }
    program::run(&mut batch)?;
    if options.is_large { Ok(()) } else { keystroke() }
}

/// One changed answer, in WebAssembly and through the npm package, beside the rivals that npm has.
fn keystroke() -> Result<(), Trouble> {
    let package = npm::build()?;
    let mut inside = program::cargo();
    program::run(inside.arg("run").args(NATIVE).args(["jiangxing-bench", "--bin", "keystroke"]))?;
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

/// The engine for WebAssembly, built with these flags, as a module that Node loads.
fn module(name: &str, flags: &str) -> Result<PathBuf, Trouble> {
    let folder = workspace::target().join("bench").join(name);
    let mut build = program::cargo();
    build.arg("build").args(NATIVE).args(["jiangxing-parity", "--target", WASM_TARGET]);
    program::run(build.arg("--target-dir").arg(&folder).env("RUSTFLAGS", flags))?;
    let out = folder.join("module");
    let mut bindgen = program::command(tools::folder().join("wasm-bindgen"));
    bindgen.args(["--target", "nodejs", "--no-typescript", "--out-dir"]).arg(&out);
    let wasm = folder.join(WASM_TARGET).join("native/jiangxing_parity.wasm");
    program::run(bindgen.arg(wasm))?;
    Ok(out.join("jiangxing_parity.js"))
}
