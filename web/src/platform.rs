//! The browser, named: every contact with it is below.

pub mod clock;
