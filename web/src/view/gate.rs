//! Gates and requirements, ready to be shown.

use jiangxing::report::v1::{Gate, GateEffect, GateGroup, Report, Response, Verdict};
use jiangxing_text::{Language, Names, expression, figure, name, sentence, words};

use super::clause::{ClauseView, clause_views};
use super::reason::tone;
use crate::component::tag::Tone;
use crate::format;

/// A gate or requirement, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateView {
    /// Its id.
    pub id: String,
    /// Its id as people cite it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub tone: Tone,
    /// How it stands, in a word.
    pub verdict: &'static str,
    /// Whether it holds.
    pub is_met: bool,
    /// What follows when it is not met.
    pub effect: String,
    /// The condition in words; empty for a plain yes or no.
    pub condition: String,
    /// The quantities it looks at: name and figure.
    pub figures: Vec<(String, String)>,
    /// What was said instead of an answer; empty when it was answered.
    pub response: String,
    /// Where the rule comes from.
    pub clauses: Vec<ClauseView>,
}

/// The gates of `report` that are listed as `group`.
pub fn gate_views(
    report: &Report,
    group: GateGroup,
    names: &Names,
    language: Language,
) -> Vec<GateView> {
    report
        .gates
        .iter()
        .filter(|gate| gate.group == group)
        .map(|gate| gate_view(gate, names, language))
        .collect()
}

fn gate_view(gate: &Gate, names: &Names, language: Language) -> GateView {
    let figures: Vec<_> = gate
        .figures
        .iter()
        .map(|named| {
            let shown = named.figure.as_ref().map(|each| figure(each, language));
            (
                named.name.in_language(language.code()).to_owned(),
                shown.unwrap_or_else(|| words::unanswered(language).to_owned()),
            )
        })
        .collect();
    GateView {
        id: gate.id.clone(),
        code: format::code(&gate.id),
        name: gate.name.in_language(language.code()).into(),
        tone: tone(gate.verdict),
        verdict: name::verdict(gate.verdict, language),
        is_met: gate.verdict == Verdict::Met,
        effect: effect(&gate.effect, language),
        condition: if gate.condition == gate.id {
            String::new()
        } else {
            expression(&gate.condition, names, language)
        },
        figures,
        response: response(&gate.response, language),
        clauses: clause_views(&gate.clauses, language),
    }
}

/// What was said instead of an answer; an answer shows in the verdict.
fn response(response: &Response, language: Language) -> String {
    match response {
        Response::Given {} => String::new(),
        Response::Partly {}
        | Response::Unanswered {}
        | Response::NotApplicable { .. }
        | Response::LeftOut { .. }
        | Response::Pending { .. }
        | Response::Declined { .. } => sentence::response(response, language),
    }
}

/// What follows when a gate is not met.
pub fn effect(effect: &GateEffect, language: Language) -> String {
    match effect {
        GateEffect::Withhold {} => words::unmet_withholds(language).into(),
        GateEffect::CapAt { rating } => {
            words::unmet_caps(language, rating.name.in_language(language.code()))
        }
        GateEffect::SetTo { rating } => {
            words::unmet_sets(language, rating.name.in_language(language.code()))
        }
    }
}
