//! Everything a reader may see, in one value.

pub mod form;
pub mod v1;
