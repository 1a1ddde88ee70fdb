//! A table with a name: from one or two quantities, or an option, to a number.

use alloc::vec::Vec;

use crate::label::Label;
use crate::model::criterion::{Clause, Pair};
use crate::named::ByName;
use crate::number::Number;
use crate::parse::shape::{At, Id, shapes};

shapes! {
    /// A table with a name, of one of four shapes: steps; a curve; rows, columns and cells; options.
    TableRule {
        /// Its id: the function that looks something up in it.
        req id: Id,
        /// Its name.
        req name: Label,
        /// Where it comes from.
        many clauses: Clause,
        /// The unit of what is looked up; a plain number when it is missing.
        opt unit: Id,
        /// (rows and columns) The unit of what is looked up among the columns.
        opt column_unit: Id,
        /// The unit of the result; a plain number when it is missing.
        opt gives: Id,
        /// Rows, lowest first, each from its bound upwards.
        opt steps: Vec<At<GivesRow>>,
        /// Points of a curve, straight lines between, flat outside: quantity and result.
        opt curve: Vec<At<Pair>>,
        /// The rows of a table with two ways, lowest first.
        opt rows: Vec<At<BoundRow>>,
        /// Its columns, lowest first.
        opt columns: Vec<At<BoundRow>>,
        /// Its results, row by row.
        opt cells: Vec<At<Vec<At<Number>>>>,
        /// The result by the option or level of an ask.
        opt options: ByName<At<Number>>,
    }

    /// A row and what it gives.
    GivesRow {
        /// The bound, included.
        opt from: Number,
        /// The bound, not included.
        opt above: Number,
        /// The result.
        req gives: Number,
    }

    /// A row or column of a table with two ways.
    BoundRow {
        /// The bound, included.
        opt from: Number,
        /// The bound, not included.
        opt above: Number,
    }
}
