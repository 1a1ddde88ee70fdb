//! The build helper: sets up, builds, serves, measures and tests the app.
//!
//! `cargo xtask serve` and `cargo xtask test` are all that a newcomer needs; `--help` lists the
//! rest. Each command is one file; `README.md` says why things are done this way.
//!
//! The program has other names too: run as `wasm-pack`, `wasm-bindgen` or
//! `wasm-bindgen-test-runner` it *is* that tool (see [`tools`]).

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its output is its purpose")]

mod arguments;
mod axe;
mod bench;
mod browser;
mod compress;
mod glue;
mod lan;
mod npm;
mod precache;
mod program;
mod progress;
mod rust;
mod serve;
mod setup;
mod site;
mod sizes;
mod sizes_by_crate;
mod style;
mod tally;
mod test;
mod tools;
mod wasm_sections;
mod workspace;

use std::env;
use std::process::ExitCode;

use arguments::Command;

/// What went wrong, as a sentence for the person at the terminal.
type Trouble = String;

fn main() -> ExitCode {
    if let Some(tool) = tools::named_by(env::args_os().next()) {
        return tools::become_tool(tool);
    }
    let ended = match arguments::parse(lexopt::Parser::from_env()) {
        Ok(Command::Help) => {
            print!("{}", arguments::HELP);
            Ok(ExitCode::SUCCESS)
        }
        Ok(Command::Setup) => setup::everything().map(|()| ExitCode::SUCCESS),
        Ok(Command::Build) => site::build().map(|_| ExitCode::SUCCESS),
        Ok(Command::Npm) => npm::build().map(|_| ExitCode::SUCCESS),
        Ok(Command::Sizes) => sizes::print().map(|()| ExitCode::SUCCESS),
        Ok(Command::Bench(options)) => bench::run(&options).map(|()| ExitCode::SUCCESS),
        Ok(Command::Serve(options)) => serve::serve(&options).map(|()| ExitCode::SUCCESS),
        Ok(Command::Test(kinds)) => Ok(test::test(kinds)),
        Err(trouble) => {
            eprintln!("{trouble}\n");
            eprint!("{}", arguments::HELP);
            return ExitCode::from(2);
        }
    };
    ended.unwrap_or_else(|trouble| {
        eprintln!("\n停在这里 · stopped: {trouble}");
        ExitCode::FAILURE
    })
}
