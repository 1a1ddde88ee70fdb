//! Who was assessed, by whom, and what was said.

pub(crate) mod admit;
pub(crate) mod answer;
pub(crate) mod code;
pub(crate) mod file;
pub(crate) mod fitting;
#[cfg(feature = "panel")]
pub(crate) mod merge;
#[cfg(feature = "panel")]
pub(crate) mod sheet;
pub(crate) mod value;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Mark};
use crate::label::Label;
use crate::report::v1::State;

/// The answers on one subject, fitted to one plan.
#[derive(Clone, Debug)]
pub struct Assessment {
    pub(crate) digest: String,
    pub(crate) subject: Subject,
    pub(crate) state: State,
    /// Whether the answers name another rubric or edition than the plan's.
    pub(crate) is_of_other_rubric: bool,
    /// Categories of the rubric that are not stated: the plan for them is a guess.
    pub(crate) unstated: Vec<(String, Label)>,
    /// One for each ask of the plan.
    pub(crate) answers: Vec<Answer>,
    /// One for each item of the plan.
    pub(crate) marks: Vec<Mark>,
}

/// Who was assessed, as given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subject {
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) region: String,
    pub(crate) cycle: String,
    pub(crate) categories: BTreeMap<String, String>,
}
