//! A derived number or condition with a name.

use alloc::string::String;
use alloc::vec::Vec;

use crate::label::Label;
use crate::model::criterion::Clause;
use crate::parse::shape::{Id, shapes};

shapes! {
    /// A derived number or condition with a name.
    QuantityRule {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// The expression that makes it.
        req of: String,
        /// The unit that it gives a bare number, or that its number must have.
        opt unit: Id,
        /// What it means.
        opt guidance: Label,
        /// Where it comes from.
        many clauses: Clause,
    }
}
