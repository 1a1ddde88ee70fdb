//! What screens show: finished strings, positions and states, made from a report and a form. No
//! arithmetic on figures: whatever is a number here was written by the engine.

pub mod position;
pub mod rating;

pub mod clause;
pub mod gate;
pub mod question;
pub mod reason;
pub mod scorecard;
pub mod sections;
pub mod sheet;
