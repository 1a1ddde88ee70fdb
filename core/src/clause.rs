//! Where in a published document a rule comes from, or that it is our own proposal.

use alloc::string::String;
use serde::{Deserialize, Serialize};

use crate::label::Label;

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// 〔文件规定〕 A published document decrees it.
    Decreed,
    /// 〔工具建议〕 The rubric's authors propose it.
    Proposed,
}

/// The place a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct ClauseRef {
    /// Decreed or proposed.
    pub basis: Basis,
    /// The document, as readers call it; empty for a proposal without one.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub document: Label,
    /// Where in the document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// The document's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    /// What the rubric's authors add.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub note: Label,
}
