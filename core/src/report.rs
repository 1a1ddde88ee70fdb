//! Everything a reader may see, in one value.

pub mod canonical;
pub mod form;
pub mod v1;
