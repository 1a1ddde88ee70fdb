//! Where a rule comes from, in one line.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jiangxing::clause::{Basis, ClauseRef};

use crate::Language;

/// 〔文件规定〕 or 〔工具建议〕.
pub fn basis(basis: Basis, language: Language) -> &'static str {
    match basis {
        Basis::Decreed => language.pick("〔文件规定〕", "[decreed]"),
        Basis::Proposed => language.pick("〔工具建议〕", "[proposed]"),
    }
}

/// A clause in one line: who says so, where, in which words, and what the rubric adds.
///
/// The document's own words stay in the language they were published in.
pub fn clause(clause: &ClauseRef, language: Language) -> String {
    let document = clause.document.in_language(language.code());
    let place: Vec<&str> =
        [document, clause.at.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    let quote = match clause.quote.as_str() {
        "" => String::new(),
        quote => format!("“{quote}”"),
    };
    let (colon, semicolon) = match language {
        Language::Chinese => ("：", "；"),
        Language::English => (": ", "; "),
    };
    let joined = |parts: [&str; 2], by: &str| {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(by)
    };
    let cited = joined([&place.join(" "), &quote], colon);
    let note = clause.note.in_language(language.code());
    let said = joined([&cited, note], semicolon);
    match language {
        Language::Chinese => format!("{}{said}", basis(clause.basis, language)),
        Language::English => format!("{} {said}", basis(clause.basis, language)),
    }
}
