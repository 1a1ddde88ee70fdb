//! Whole journeys through the app, as people make them.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a journey says so by failing"
)]

mod sheet;
mod walk;

mod files;
mod filling;
mod keeping;
mod kinds;
mod paper;
mod quiet;
mod reach;
