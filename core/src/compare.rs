//! Two editions of a rubric side by side: what changed, and what it does to a rating.
//!
//! ```text
//! text, text ──▶ changes: by construct and id, each with what it can move
//! rubric, rubric, assessment ──▶ shift: the two ratings, and why they differ
//! ```
//!
//! Changes are found in the content, whatever the notation, order of keys and spacing of the texts.
//! Which of them are words alone is a matter of the key; whether one of the others moves a rating is
//! seen by rating.

mod cause;
mod change;
mod shift;

pub use cause::Editions;
pub use change::{Change, Effect, Place, Turned, Written, changes};
pub use shift::{PointsShift, Shift, Side, SidedReason, Turn, shift};
