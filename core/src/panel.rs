//! Several assessors, one result.

pub mod agreement;
