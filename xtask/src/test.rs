//! `cargo xtask test`: everything that can be checked, one stage after the other.
//!
//! A stage that fails does not keep the later ones from running, so that one run tells all; only
//! what needs a thing that could not be set up is left out, and counts as failed.
//! The last line counts tests. A stage without tests of its own (format, lints, build) counts
//! only when it fails: then as one failure.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::arguments::TestKinds;
use crate::rust::WASM_TARGET;
use crate::tally::Tally;
use crate::{Trouble, program, setup, site, workspace};

/// The packages that are compiled for the browser, by folder and by name.
const WASM_PACKAGES: [(&str, &str); 2] =
    [("web", "jiangxing-web"), ("web/element", "jiangxing-element")];

/// The package whose tests need the finished site and a browser.
const JOURNEYS: &str = "jiangxing-journeys";

/// The build helper's own packages. They are tested by themselves, with just the features that they
/// were compiled with to run this: their many dependencies need not be compiled a second time.
const HELPERS: [&str; 2] = ["xtask", "jiangxing-server"];

/// How many journeys run side by side.
const JOURNEYS_AT_ONCE: &str = "--test-threads=2";

/// What has been run so far.
#[derive(Default)]
struct Run {
    tally: Tally,
    stages: Vec<(String, Duration, Option<Trouble>)>,
}

/// Runs the tests of `kinds`; the exit code says whether all is well.
pub(crate) fn test(kinds: TestKinds) -> ExitCode {
    let mut run = Run::default();
    if kinds.native {
        native(&mut run);
    }
    if kinds.wasm {
        wasm(&mut run);
    }
    if kinds.browser {
        browser(&mut run);
    }
    run.summary()
}

fn native(run: &mut Run) {
    run.stage("准备：工具 · set-up: tools", |_| {
        setup::for_building()?;
        setup::for_checking()
    });
    run.stage("格式 · format", |_| {
        program::run(program::cargo().args(["fmt", "--all", "--", "--check"]))
    });
    run.stage("静态检查（原生）· lints (native)", |_| {
        let mut command = program::cargo();
        command.args(["clippy", "--workspace", "--all-targets", "--keep-going"]);
        command.args(["--", "-D", "warnings"]);
        program::run(&mut command)
    });
    run.stage("原生测试和文档示例 · native tests and the examples in the docs", |tally| {
        let mut command = program::cargo();
        command.args(["test", "--workspace", "--no-fail-fast", "--exclude", JOURNEYS]);
        command.args(HELPERS.iter().flat_map(|name| ["--exclude", name]));
        program::run_and_hear(&mut command, |line| tally.hear(line))
    });
    run.stage("构建工具自身的测试 · tests of the build helper itself", |tally| {
        let mut command = program::cargo();
        command.args(["test", "--no-fail-fast"]);
        command.args(HELPERS.iter().flat_map(|name| ["--package", name]));
        program::run_and_hear(&mut command, |line| tally.hear(line))
    });
}

fn wasm(run: &mut Run) {
    let is_ready =
        run.stage("准备：WASM 目标、浏览器 · set-up: WASM target, browser", |_| {
            setup::for_building()?;
            setup::for_checking()?;
            setup::for_browsing()
        });
    run.stage("静态检查（WASM）· lints (WASM)", |_| {
        let mut command = program::cargo();
        command.args(["clippy", "--all-targets", "--keep-going", "--target", WASM_TARGET]);
        command.args(WASM_PACKAGES.iter().flat_map(|(_, name)| ["--package", name]));
        program::run(command.args(["--", "-D", "warnings"]))
    });
    for (folder, name) in WASM_PACKAGES {
        if !has_wasm_tests(&workspace::root().join(folder).join("tests")) {
            continue;
        }
        run.stage(&format!("WASM 测试 · WASM tests: {name}"), |tally| {
            only_if(is_ready)?;
            program::run_and_hear(&mut wasm_tests(folder), |line| tally.hear(line))
        });
    }
}

/// The tests of the package in `folder`, compiled to WASM and run in a browser without a window.
fn wasm_tests(folder: &str) -> Command {
    let mut command = program::command("wasm-pack");
    command.args(["--log-level", "warn", "test", "--headless", "--chrome"]);
    command.args(["--mode", "no-install", folder]);
    // On a busy machine a browser may take longer than the runner's 20 and 5 seconds.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    command
}

/// Whether `folder` holds a test that is meant for the browser.
fn has_wasm_tests(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| {
        fs::read_to_string(entry.path()).is_ok_and(|text| text.contains("wasm_bindgen_test"))
    })
}

fn browser(run: &mut Run) {
    let is_ready = run.stage("准备：浏览器 · set-up: browser", |_| setup::for_browsing());
    // The app as it ships comes last: what is compiled for it stays in the target folder.
    let is_built = run.stage("构建应用 · build the app", |_| {
        let rubric = workspace::rubric_of_every_kind();
        site::build_for(Some(&rubric), workspace::site_of_every_kind())?;
        site::build_for(None, workspace::site()).map(|_| ())
    });
    run.stage("浏览器旅程 · journeys in a real browser", |tally| {
        only_if(is_ready && is_built)?;
        let mut command = program::cargo();
        command.args(["test", "--package", JOURNEYS, "--no-fail-fast", "--", JOURNEYS_AT_ONCE]);
        command.env("JIANGXING_TARGET", workspace::target());
        program::run_and_hear(&mut command, |line| tally.hear(line))
    });
}

fn only_if(is_ready: bool) -> Result<(), Trouble> {
    if is_ready {
        Ok(())
    } else {
        Err("前面的准备未成功，没有运行 · not run: what it needs could not be prepared".into())
    }
}

impl Run {
    /// Runs one stage and notes how it went; `true` when it went well.
    fn stage(
        &mut self,
        heading: &str,
        work: impl FnOnce(&mut Tally) -> Result<(), Trouble>,
    ) -> bool {
        println!("\n################ {heading}");
        let begun = Instant::now();
        let mut tally = Tally::default();
        let trouble = work(&mut tally).err();
        if trouble.is_some() && tally.failed == 0 {
            tally.failed = 1;
        }
        let took = begun.elapsed();
        println!("---------------- {:.1} s", took.as_secs_f32());
        if let Some(trouble) = &trouble {
            println!("未通过 · failed: {trouble}");
        }
        self.tally += tally;
        let is_well = trouble.is_none();
        self.stages.push((heading.to_owned(), took, trouble));
        is_well
    }

    fn summary(&self) -> ExitCode {
        println!("\n################ 小结 · summary");
        for (heading, took, trouble) in &self.stages {
            let mark = if trouble.is_none() { "通过 ok  " } else { "未过 FAIL" };
            println!("{mark} {:>7.1} s  {heading}", took.as_secs_f32());
        }
        let took: Duration = self.stages.iter().map(|(_, took, _)| *took).sum();
        println!("合计 · in all {:.1} s\n\n{}", took.as_secs_f32(), self.tally);
        if self.tally.failed == 0 && self.stages.iter().all(|(_, _, trouble)| trouble.is_none()) {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}
