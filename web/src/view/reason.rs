//! Reasons and findings as sentences with their state.

use jiangxing::diagnostic::Severity;
use jiangxing::finding::Finding;
use jiangxing::report::v1::{Reason, Verdict};
use jiangxing_text::{Language, Names, name, sentence};

use super::clause::{ClauseView, clause_views};
use crate::component::tag::Tone;

/// A reason, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonView {
    /// The sentence.
    pub sentence: String,
    /// How it stands.
    pub tone: Tone,
    /// How it stands, in a word.
    pub verdict: &'static str,
    /// Where the rule comes from.
    pub clauses: Vec<ClauseView>,
}

/// `reasons`, ready to be shown.
pub fn reason_views(reasons: &[Reason], names: &Names, language: Language) -> Vec<ReasonView> {
    reasons
        .iter()
        .map(|reason| ReasonView {
            sentence: sentence::fact(&reason.fact, reason.verdict, names, language),
            tone: tone(reason.verdict),
            verdict: name::verdict(reason.verdict, language),
            clauses: clause_views(&reason.clauses, language),
        })
        .collect()
}

/// How a verdict is marked.
pub fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Met => Tone::Met,
        Verdict::NotMet => Tone::Amiss,
        Verdict::Pending => Tone::Open,
    }
}

/// A finding, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingView {
    /// Its stable code.
    pub code: &'static str,
    /// The sentence.
    pub sentence: String,
    /// What one can do; empty when there is nothing to add.
    pub help: String,
    /// Whether it keeps an answer out of the score.
    pub is_error: bool,
    /// The question or ask it belongs to, if to one.
    pub about: Option<String>,
    /// The part of that ask; empty when it is about the whole.
    pub part: String,
}

/// `findings`, ready to be shown.
pub fn finding_views(findings: &[Finding], names: &Names, language: Language) -> Vec<FindingView> {
    findings
        .iter()
        .map(|finding| {
            let told = sentence::finding(finding, names, language);
            // A part of an ask stands behind a stroke.
            let about = about(finding);
            let (id, part) = about.and_then(|id| id.split_once('/')).unzip();
            FindingView {
                code: finding.code(),
                sentence: told.sentence,
                help: told.help.unwrap_or_default(),
                is_error: finding.severity() == Severity::Error,
                about: id.or(about).map(String::from),
                part: part.unwrap_or_default().into(),
            }
        })
        .collect()
}

/// What a finding is about: the id it names.
fn about(finding: &Finding) -> Option<&str> {
    match finding {
        Finding::UnknownResponse { id, .. }
        | Finding::NotAsked { id }
        | Finding::WrongAnswerKind { id, .. }
        | Finding::NoSuchLevel { id, .. }
        | Finding::NotANumber { id, .. }
        | Finding::NotWhole { id, .. }
        | Finding::TooLow { id, .. }
        | Finding::TooHigh { id, .. }
        | Finding::TooManyPlaces { id, .. }
        | Finding::NoSuchPart { id, .. }
        | Finding::NotApplicableNotAllowed { id }
        | Finding::JustificationMissing { id }
        | Finding::Contradictory { id, .. }
        | Finding::NoteMissing { id, .. }
        | Finding::PartsMissing { id, .. }
        | Finding::CountedAsLowest { id }
        | Finding::CountedAsFull { id }
        | Finding::LeftOutUnanswered { id }
        | Finding::OutsideBands { id, .. }
        | Finding::NotADate { id, .. }
        | Finding::PeriodBackwards { id, .. }
        | Finding::StillUnknown { id } => Some(id),
        Finding::PartExceedsWhole { part, .. } => Some(part),
        Finding::Unreadable { .. }
        | Finding::WrongShape { .. }
        | Finding::UnknownKey { .. }
        | Finding::DuplicateKey { .. }
        | Finding::TooNew { .. }
        | Finding::TooLarge { .. }
        | Finding::MissingKey { .. }
        | Finding::OtherRubric { .. }
        | Finding::OtherDigest { .. }
        | Finding::CategoryMissing { .. }
        | Finding::NoSuchOption { .. }
        | Finding::UnknownCategory { .. }
        | Finding::CodeDoubtful { .. }
        | Finding::NotInForce { .. } => None,
    }
}
