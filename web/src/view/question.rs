//! One criterion, gate or fact as asked: what is to be answered, what was said, what came of it.

use std::collections::BTreeSet;

use jiangxing::report::form::{AnswerKind, Ask, Choice, Question};
use jiangxing::report::v1::{Criterion, Gate, Report, Response, Score};
use jiangxing_text::{Language, Names, expression, figure, name, words};

use super::clause::{ClauseView, clause_views};
use super::gate::effect;
use super::rating;
use super::reason::{FindingView, tone};
use crate::component::tag::Tone;
use crate::format;
use crate::state::assessment::{Answer, AssessmentFile, Evidence, Part, Said};

/// How a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nobody has answered.
    Unanswered,
    /// Something is missing.
    Partly,
    /// All that is needed is there.
    Done,
    /// Somebody said that it does not apply.
    NotApplicable,
    /// The rubric leaves it out here.
    LeftOut,
    /// It cannot be decided yet.
    Pending,
    /// The subject would not say.
    Declined,
    /// It follows from other answers.
    Follows,
}

impl Progress {
    /// How it stands, in a word.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Unanswered => words::unanswered(language),
            Self::Partly => words::partly_answered(language),
            Self::Done => words::answered(language),
            Self::NotApplicable => words::not_applicable(language),
            Self::LeftOut => words::left_out(language),
            Self::Pending => words::pending(language),
            Self::Declined => words::declined(language),
            Self::Follows => words::follows(language),
        }
    }

    /// How it is marked.
    pub fn tone(self) -> Tone {
        match self {
            Self::Unanswered | Self::NotApplicable | Self::LeftOut | Self::Follows => Tone::Even,
            Self::Partly | Self::Pending => Tone::Open,
            Self::Done => Tone::Met,
            Self::Declined => Tone::Heed,
        }
    }

    /// Whether somebody still has to come back to it.
    pub fn is_unfinished(self) -> bool {
        match self {
            Self::Unanswered | Self::Partly | Self::Pending => true,
            Self::Done | Self::NotApplicable | Self::LeftOut | Self::Declined | Self::Follows => {
                false
            }
        }
    }
}

/// One thing to be answered, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskView {
    /// Its id.
    pub id: String,
    /// Its name; empty when the question's own name stands for it.
    pub name: String,
    /// What it is called where it must stand alone.
    pub label: String,
    /// What it means.
    pub guidance: String,
    /// Whether it may be left open without effect.
    pub is_optional: bool,
    /// The kind of answer, with what was said.
    pub answer: AnswerView,
    /// What does not fit in the answer.
    pub findings: Vec<FindingView>,
}

/// The kind of answer, with what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerView {
    /// One of several: levels with their descriptors, or options.
    OneOf {
        /// What can be chosen, in order.
        options: Vec<OptionView>,
        /// What was chosen.
        chosen: Option<String>,
        /// Whether these are levels, reached by their digit.
        is_level: bool,
    },
    /// Yes or no.
    YesNo(Option<bool>),
    /// Parts, each there or not.
    Checklist(Vec<PartView>),
    /// A number, in the characters typed.
    Number {
        /// The characters.
        text: String,
        /// The unit, or the sign of percent.
        unit: String,
        /// Which keys a tablet should offer.
        keys: &'static str,
        /// What is admitted, in words.
        admitted: String,
    },
}

/// One of several answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The words that define it.
    pub descriptor: String,
    /// Whether a note is wanted with it.
    pub wants_note: bool,
}

/// A part of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What was said.
    pub said: Option<Part>,
    /// Whether it may be marked not applicable by itself.
    pub may_not_apply: bool,
}

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
    /// The rubric's own reason for leaving it out; empty unless it does.
    pub left_out_why: String,
    /// What is to be answered.
    pub asks: Vec<AskView>,
    /// What was said instead of an answer.
    pub exception: Said,
    /// Whether it may be marked not applicable.
    pub may_not_apply: bool,
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

/// How a question stands.
pub fn progress(question: &Question, known: Known<'_>) -> Progress {
    if question.asks.is_empty() {
        return Progress::Follows;
    }
    let response = known
        .criterion(&question.id)
        .map(|criterion| &criterion.response)
        .or_else(|| known.gate(&question.id).map(|gate| &gate.response));
    match response {
        Some(Response::Given {}) => Progress::Done,
        Some(Response::Partly {}) => Progress::Partly,
        Some(Response::Unanswered {}) => Progress::Unanswered,
        Some(Response::NotApplicable { .. }) => Progress::NotApplicable,
        Some(Response::LeftOut { .. }) => Progress::LeftOut,
        Some(Response::Pending { .. }) => Progress::Pending,
        Some(Response::Declined { .. }) => Progress::Declined,
        None => progress_of_fact(question, known),
    }
}

/// A fact has no place in a report: it stands as its answers do.
fn progress_of_fact(question: &Question, known: Known<'_>) -> Progress {
    match known.file.entry(&question.id).said {
        Said::NotApplicable(_) => return Progress::NotApplicable,
        Said::Pending(_) => return Progress::Pending,
        Said::Declined(_) => return Progress::Declined,
        Said::Given(_) | Said::Unanswered => (),
    }
    let needed = || question.asks.iter().filter(|ask| !ask.optional);
    let is_given = |ask: &&Ask| matches!(known.file.entry(&ask.id).said, Said::Given(_));
    let is_any = question.asks.iter().any(|ask| is_given(&ask));
    if needed().next().is_none() && !is_any {
        return Progress::Unanswered;
    }
    match (needed().all(|ask| is_given(&ask)), is_any) {
        (true, _) => Progress::Done,
        (false, true) => Progress::Partly,
        (false, false) => Progress::Unanswered,
    }
}

/// Whether anybody has to answer `question` at all.
pub fn is_needed(question: &Question) -> bool {
    question.asks.iter().any(|ask| !ask.optional)
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
    let own: BTreeSet<&str> = asks.iter().map(|ask| ask.id.as_str()).collect();
    let findings = if own.contains(question.id.as_str()) {
        Vec::new()
    } else {
        known.findings_about(&question.id)
    };
    let (outcome, outcome_tone) = outcome(criterion, gate, language);
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
        wants_note: entry.note.trim().is_empty() && asks.iter().any(chosen_wants_note),
        exception: match entry.said {
            Said::Given(_) => Said::Unanswered,
            said => said,
        },
        may_not_apply: question.may_not_apply,
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

fn chosen_wants_note(ask: &AskView) -> bool {
    match &ask.answer {
        AnswerView::OneOf { options, chosen: Some(chosen), .. } => {
            options.iter().any(|option| option.wants_note && option.id == *chosen)
        }
        AnswerView::OneOf { .. }
        | AnswerView::YesNo(_)
        | AnswerView::Checklist(_)
        | AnswerView::Number { .. } => false,
    }
}

fn stake(question: &Question, gate: Option<&Gate>, language: Language) -> String {
    match (&question.weight, gate) {
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
    let is_computed = match question.asks.as_slice() {
        [only] => matches!(only.answer, AnswerKind::Checklist { .. }),
        [] | [_, _, ..] => true,
    };
    let measure = criterion
        .filter(|_| is_computed)
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

fn ask_view(ask: &Ask, question: &Question, known: Known<'_>) -> AskView {
    let language = known.language;
    let name = ask.name.in_language(language.code());
    let question_name = question.name.in_language(language.code());
    let said = known.file.entry(&ask.id).said;
    AskView {
        id: ask.id.clone(),
        name: if question.asks.len() == 1 || name == question_name {
            String::new()
        } else {
            name.into()
        },
        label: if name.is_empty() { question_name.into() } else { name.into() },
        guidance: ask.guidance.in_language(language.code()).into(),
        is_optional: ask.optional,
        answer: answer_view(&ask.answer, &said, known),
        findings: known.findings_about(&ask.id),
    }
}

fn answer_view(kind: &AnswerKind, said: &Said, known: Known<'_>) -> AnswerView {
    let language = known.language;
    // An answer of another kind is kept in the file, shows as none here, and has its finding.
    let given = match said {
        Said::Given(answer) => Some(answer),
        Said::Unanswered | Said::NotApplicable(_) | Said::Pending(_) | Said::Declined(_) => None,
    };
    let typed = || match given {
        Some(Answer::Text(text)) => Some(text.clone()),
        Some(Answer::YesNo(_) | Answer::Parts(_) | Answer::Other(_)) | None => None,
    };
    match kind {
        AnswerKind::Level { levels } => AnswerView::OneOf {
            options: levels.iter().map(|level| option_view(level, language)).collect(),
            chosen: typed(),
            is_level: true,
        },
        AnswerKind::Choice { options } => AnswerView::OneOf {
            options: options.iter().map(|option| option_view(option, language)).collect(),
            chosen: typed(),
            is_level: false,
        },
        AnswerKind::YesNo {} => AnswerView::YesNo(match given {
            Some(Answer::YesNo(answer)) => Some(*answer),
            Some(Answer::Text(_) | Answer::Parts(_) | Answer::Other(_)) | None => None,
        }),
        AnswerKind::Checklist { parts } => AnswerView::Checklist(
            parts.iter().map(|part| part_view(part, given, language)).collect(),
        ),
        AnswerKind::Number { unit, percent, whole, least, most, within, .. } => {
            AnswerView::Number {
                text: typed().unwrap_or_default(),
                unit: if *percent { "%".into() } else { unit.in_language(language.code()).into() },
                keys: if *whole { "numeric" } else { "decimal" },
                admitted: admitted(least.as_deref(), most.as_deref(), within.as_deref(), known),
            }
        }
    }
}

fn admitted(
    least: Option<&str>,
    most: Option<&str>,
    within: Option<&str>,
    known: Known<'_>,
) -> String {
    let language = known.language;
    match (least, most, within) {
        (_, _, Some(within)) => words::not_more_than(language, known.names.name(within, language)),
        (Some(least), Some(most), None) => words::from_to(language, least, most),
        (Some("0") | None, None, None) => String::new(),
        (Some(least), None, None) => words::at_least(language, least),
        (None, Some(most), None) => words::at_most(language, most),
    }
}

fn option_view(choice: &Choice, language: Language) -> OptionView {
    OptionView {
        id: choice.id.clone(),
        name: choice.name.in_language(language.code()).into(),
        descriptor: choice.descriptor.in_language(language.code()).into(),
        wants_note: choice.wants_note,
    }
}

fn part_view(part: &Choice, given: Option<&Answer>, language: Language) -> PartView {
    PartView {
        id: part.id.clone(),
        name: part.name.in_language(language.code()).into(),
        said: match given {
            Some(Answer::Parts(parts)) => parts.get(&part.id).copied(),
            Some(Answer::Text(_) | Answer::YesNo(_) | Answer::Other(_)) | None => None,
        },
        may_not_apply: part.may_not_apply,
    }
}
