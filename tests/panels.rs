//! Several assessors: what they agree on, what they come to together, and two copies of one sheet.

#![allow(
    clippy::wildcard_enum_match_arm,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

mod panels {
    mod agreement;
    mod cases;
    mod laws;
    mod merging;
}
