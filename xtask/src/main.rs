//! Build helper.
use clap as _;
fn main() {}
