//! Where a rule comes from, ready to be shown.

use jiangxing::clause::{Basis, ClauseRef};
use jiangxing_text::{Language, basis};

/// A clause, taken apart for setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseView {
    /// 〔文件规定〕 or 〔工具建议〕.
    pub basis: &'static str,
    /// Whether a document decrees it.
    pub is_decreed: bool,
    /// The document and the place in it; empty for a proposal without one.
    pub place: String,
    /// The document's own words, in the language they were published in.
    pub quote: String,
    /// What the rubric's authors add.
    pub note: String,
}

/// `clauses`, ready to be shown.
pub fn clause_views(clauses: &[ClauseRef], language: Language) -> Vec<ClauseView> {
    clauses
        .iter()
        .map(|clause| ClauseView {
            basis: basis(clause.basis, language),
            is_decreed: clause.basis == Basis::Decreed,
            place: [clause.document.in_language(language.code()), clause.at.as_str()]
                .join(" ")
                .trim()
                .into(),
            quote: clause.quote.clone(),
            note: clause.note.in_language(language.code()).into(),
        })
        .collect()
}
