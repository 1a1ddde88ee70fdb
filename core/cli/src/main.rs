//! The `jiangxing` command line: check a rubric, rate assessments, explain a rating, show the
//! questions, put a rubric's text in order, compare editions, print schemas and reference.
//!
//! A command reads files, asks the engine once, and writes what it said. Nothing is decided here:
//! what is the case comes from the engine, the words for it from `jiangxing-text`.

mod arguments;
mod batch;
mod command;
mod format;
mod help;
mod screen;
mod show;
mod source;

use std::process::ExitCode;

use crate::arguments::{Misuse, Surroundings};
use crate::command::Outcome;
use crate::screen::Screen;

fn main() -> ExitCode {
    let surroundings = Surroundings::of_process();
    let outcome = match arguments::read(std::env::args_os().skip(1), &surroundings) {
        Ok(request) => {
            let mut screen = Screen::of_process(request.color, &surroundings);
            command::run(&request, &mut screen)
        }
        Err(misuse) => {
            tell(&misuse, &surroundings);
            Outcome::Misused
        }
    };
    ExitCode::from(outcome.code())
}

fn tell(misuse: &Misuse, surroundings: &Surroundings) {
    let mut screen = Screen::of_process(arguments::Color::Auto, surroundings);
    screen.complain(&misuse.sentence);
    screen.complain(help::pointer(misuse.language));
}
