//! What a rubric says, key for key as its file says it.
//!
//! ```text
//! Rubric ─┬─ sources, units, scales, categories        what the rest refers to
//!         ├─ dimensions ── criteria ── asks, points     what is scored
//!         ├─ gates                                      what must hold whatever the score
//!         ├─ facts                                      what is asked without points
//!         ├─ quantities, tables                         what expressions are made from, by name
//!         ├─ grades                                     ratings of parts
//!         ├─ panel                                      several assessors, one result
//!         └─ rating scale                               from scores to a rating
//! ```
//!
//! These are shapes, read without a look at one another. Whether names lead somewhere and weights
//! add up is the business of [`check`](crate::check); what follows from them for one kind of
//! subject is the business of [`plan`](crate::plan).

pub(crate) mod ask;
pub(crate) mod criterion;
pub(crate) mod gate;
pub(crate) mod grade;
pub(crate) mod panel_policy;
pub(crate) mod quantity;
pub(crate) mod rating;
pub(crate) mod rubric;
pub(crate) mod table;
pub(crate) mod varied;
