//! One criterion, gate or fact as asked: what is to be answered, what was said, what came of it.

mod answer;
mod progress;

use jiangxing::report::form::{AnswerKind, NotApplicableCounts, Question};
use jiangxing::report::v1::{Criterion, Gate, Report, Response, Score, Step};
use jiangxing_text::{Language, Names, expression, figure, name, words};

pub use self::answer::{
    AnswerView, AskView, BandView, FieldView, OptionView, PartView, Typing, holds,
};
use self::answer::{ask_view, chosen_wants_note};
pub use self::progress::{Progress, is_needed, progress};
use super::clause::{ClauseView, clause_views};
use super::gate::effect;
use super::rating;
use super::reason::{FindingView, tone};
use crate::component::tag::Tone;
use crate::format;
use crate::state::assessment::{AssessmentFile, Evidence, Said};

/// One question, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionView {
    /// Its id.
    pub id: String,
    /// Its id as people cite it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is worth, or what follows when it is not met.
    pub stake: String,
    /// The points so far, or the verdict; empty while there is nothing to say.
    pub outcome: String,
    /// How that is marked.
    pub outcome_tone: Tone,
    /// How it stands.
    pub progress: Progress,
    /// That it counts in a later edition only; empty for most.
    pub future: &'static str,
    /// The rubric's own reason for leaving it out; empty unless it does.
    pub left_out_why: String,
    /// What is to be answered.
    pub asks: Vec<AskView>,
    /// What was said instead of an answer.
    pub exception: Said,
    /// Whether it may be marked not applicable.
    pub may_not_apply: bool,
    /// What it counts when it is marked so.
    pub not_applicable_counts: NotApplicableCounts,
    /// What it means.
    pub guidance: String,
    /// The condition of a requirement, in words.
    pub condition: String,
    /// Where the rule comes from.
    pub clauses: Vec<ClauseView>,
    /// What is wanted as evidence.
    pub evidence_wanted: Vec<String>,
    /// How to check it on site.
    pub verify: String,
    /// Ways of checking.
    pub methods: Vec<&'static str>,
    /// The note.
    pub note: String,
    /// Whether a note is wanted and not there yet.
    pub wants_note: bool,
    /// What was shown.
    pub evidence: Vec<Evidence>,
    /// What does not fit, about the question as a whole.
    pub findings: Vec<FindingView>,
    /// Questions for a person.
    pub hints: Vec<String>,
    /// What was measured and what stands beside it: name and figure.
    pub figures: Vec<(String, String)>,
}

/// What is known about an assessment when its questions are shown.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The answers.
    pub file: &'a AssessmentFile,
    /// What the engine made of them; `None` while it has said nothing yet.
    pub report: Option<&'a Report>,
    /// Everything that does not fit.
    pub findings: &'a [FindingView],
    /// What ids are called.
    pub names: &'a Names,
    /// The reader's language.
    pub language: Language,
}

impl<'a> Known<'a> {
    fn criterion(self, id: &str) -> Option<&'a Criterion> {
        let dimensions = &self.report?.dimensions;
        let mut criteria = dimensions.iter().flat_map(|dimension| &dimension.criteria);
        criteria.find(|criterion| criterion.id == id)
    }

    fn gate(self, id: &str) -> Option<&'a Gate> {
        self.report?.gates.iter().find(|gate| gate.id == id)
    }

    fn findings_about(self, id: &str) -> Vec<FindingView> {
        let about = |finding: &&FindingView| finding.about.as_deref() == Some(id);
        self.findings.iter().filter(about).cloned().collect()
    }
}

/// `question`, ready to be shown.
pub fn question_view(question: &Question, known: Known<'_>) -> QuestionView {
    let language = known.language;
    let words_of = |label: &jiangxing::label::Label| label.in_language(language.code()).to_owned();
    let entry = known.file.entry(&question.id);
    let criterion = known.criterion(&question.id);
    let gate = known.gate(&question.id);
    let progress = progress(question, known);
    let asks: Vec<_> = question.asks.iter().map(|ask| ask_view(ask, question, known)).collect();
    let findings = if asks.iter().any(|ask| ask.id == question.id) {
        Vec::new()
    } else {
        known.findings_about(&question.id)
    };
    let counting = criterion.filter(|_| !question.future);
    let (outcome, outcome_tone) = outcome(counting, gate, language);
    QuestionView {
        code: format::code(&question.id),
        name: words_of(&question.name),
        stake: stake(question, gate, language),
        outcome,
        outcome_tone,
        left_out_why: match criterion.map(|criterion| &criterion.response) {
            Some(Response::LeftOut { why }) => words_of(why),
            Some(
                Response::Given {}
                | Response::Partly {}
                | Response::Unanswered {}
                | Response::NotApplicable { .. }
                | Response::Pending { .. }
                | Response::Declined { .. },
            )
            | None => String::new(),
        },
        future: if question.future { words::future(language) } else { "" },
        wants_note: entry.note.trim().is_empty() && asks.iter().any(chosen_wants_note),
        exception: match entry.said {
            Said::Given(_) => Said::Unanswered,
            said @ (Said::Unanswered
            | Said::NotApplicable(_)
            | Said::Pending(_)
            | Said::Declined(_)) => said,
        },
        may_not_apply: question.may_not_apply,
        not_applicable_counts: question.not_applicable_counts,
        guidance: words_of(&question.guidance),
        condition: if question.condition == question.id {
            String::new()
        } else {
            expression(&question.condition, known.names, language)
        },
        clauses: clause_views(&question.clauses, language),
        evidence_wanted: question.evidence.iter().map(words_of).collect(),
        verify: words_of(&question.verify),
        methods: question.methods.iter().map(|each| name::method(*each, language)).collect(),
        note: entry.note,
        evidence: entry.evidence,
        findings,
        hints: hints(&question.id, known),
        figures: figures(question, criterion, gate, language),
        id: question.id.clone(),
        progress,
        asks,
    }
}

fn stake(question: &Question, gate: Option<&Gate>, language: Language) -> String {
    match (&question.weight, gate) {
        (Some(_), _) if question.future => String::new(),
        (Some(weight), _) if weight.exact == "0" => words::not_scored(language).into(),
        (Some(weight), _) => {
            words::weight_points(language, words::points_in_short(language, rating::plain(weight)))
        }
        (None, Some(gate)) => effect(&gate.effect, language),
        (None, None) => String::new(),
    }
}

fn outcome(
    criterion: Option<&Criterion>,
    gate: Option<&Gate>,
    language: Language,
) -> (String, Tone) {
    match (criterion, gate) {
        (Some(criterion), _) => (points(&criterion.score, language), Tone::Even),
        (None, Some(gate)) => (name::verdict(gate.verdict, language).into(), tone(gate.verdict)),
        (None, None) => (String::new(), Tone::Even),
    }
}

fn points(score: &Score, language: Language) -> String {
    words::scored(language, rating::of_full(score, language))
}

fn hints(id: &str, known: Known<'_>) -> Vec<String> {
    let hints = known.report.map_or(&[][..], |report| &report.hints);
    hints
        .iter()
        .filter(|hint| hint.criterion == id)
        .map(|hint| hint.say.in_language(known.language.code()).to_owned())
        .collect()
}

/// What was measured, unless it is the answer itself, and what stands beside it.
fn figures(
    question: &Question,
    criterion: Option<&Criterion>,
    gate: Option<&Gate>,
    language: Language,
) -> Vec<(String, String)> {
    let is_computed = |criterion: &&Criterion| match question.asks.as_slice() {
        [only] => match only.answer {
            AnswerKind::Checklist { .. } | AnswerKind::Distribution { .. } => true,
            AnswerKind::Level { .. }
            | AnswerKind::YesNo {}
            | AnswerKind::Choice { .. }
            | AnswerKind::Number { .. }
            | AnswerKind::Date { .. }
            | AnswerKind::Period { .. }
            | AnswerKind::Series { .. } => {
                criterion.working.iter().any(|step| matches!(step, Step::Measured { .. }))
            }
        },
        [] | [_, _, ..] => true,
    };
    let measure = criterion
        .filter(is_computed)
        .and_then(|criterion| criterion.measure.as_ref())
        .map(|measure| (words::measure(language).to_owned(), figure(measure, language)));
    let named = criterion
        .map(|criterion| criterion.figures.as_slice())
        .or_else(|| gate.map(|gate| gate.figures.as_slice()))
        .unwrap_or_default();
    let beside = named.iter().filter_map(|each| {
        let shown = figure(each.figure.as_ref()?, language);
        Some((each.name.in_language(language.code()).to_owned(), shown))
    });
    measure.into_iter().chain(beside).collect()
}
