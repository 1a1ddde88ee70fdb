//! Packages as others meet them: changed by accident, made by somebody hostile, signed, passed on.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops at the first surprise and says which"
)]

mod packages {
    mod cases;
    mod flips;
    mod hostile;
    mod made;
    mod passing;
    mod ratings;
    mod signing;
}
