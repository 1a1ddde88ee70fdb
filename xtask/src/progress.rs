//! What the person at the terminal sees while a command works.

use std::time::Instant;

use crate::Trouble;

/// Does `work` under a heading, and says how long it took.
///
/// # Errors
/// Those of `work`, after saying that the step did not succeed.
pub(crate) fn step<T>(
    heading: &str,
    work: impl FnOnce() -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    println!("\n==> {heading}");
    let begun = Instant::now();
    let outcome = work();
    let seconds = begun.elapsed().as_secs_f32();
    match &outcome {
        Ok(_) => println!("    完成 · done  {seconds:.1} s"),
        Err(_) => println!("    未成功 · not done  {seconds:.1} s"),
    }
    outcome
}
