//! Hand-over packages: answers with their whole history, the rubric, evidence, reports and
//! statements in one file, every byte of which is accounted for.
//!
//! [`pack`] makes a file of [`Contents`]; [`verify`] says what is the case with a file, and never
//! fails; [`open`] gives the contents of one that is in order, and nothing of any other. [`sign`]
//! adds an Ed25519 signature, [`frames`] passes a few kilobytes from screen to camera.
//!
//! No clock, no files, no chance: the bytes of a new key are the caller's. The same contents give
//! the same file. The README says what the file looks like and why.
#![no_std]
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may fail loudly"
    )
)]

extern crate alloc;

mod archive;
#[cfg(feature = "rating")]
pub mod contents;
mod digest;
pub mod fault;
mod fields;
pub mod frames;
pub mod kept;
pub mod key;
pub mod limit;
pub mod manifest;
mod package;
mod path;
mod signature;
mod verify;

pub use crate::digest::digest;
pub use crate::fault::Fault;
pub use crate::fields::changed_fields;
pub use crate::key::{Key, PublicKey};
pub use crate::manifest::{Kind, Manifest, Role};
pub use crate::package::{Contents, Part, pack, path_by_digest, path_for};
pub use crate::signature::{Signature, Signed, Standing, Statement, sign};
pub use crate::verify::{
    Difference, EntryState, Expected, Opened, Shown, Verification, differences, open, verify,
};
