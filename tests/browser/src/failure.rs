//! Why a journey did not come to its end.

use std::error::Error;
use std::fmt;

/// What a step of a journey gives: `T`, or why it did not go on.
pub type Outcome<T = ()> = Result<T, Failure>;

/// What is not as it should be, as a sentence.
pub struct Failure(pub String);

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: Error> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure(error.to_string())
    }
}

/// Fails with `sentence` unless `holds`.
pub(crate) fn ensure(holds: bool, sentence: impl FnOnce() -> String) -> Outcome {
    if holds { Ok(()) } else { Err(Failure(sentence())) }
}
