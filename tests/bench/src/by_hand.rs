//! The reference task as a programmer would write it: in floats row by row, and in columns.

pub(crate) mod columns;
pub(crate) mod floats;
