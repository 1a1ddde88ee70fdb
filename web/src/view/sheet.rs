//! The printed form: every item with its standard, its points, what was filled in, where the rule
//! comes from, and the reasons given.

use jiangxing::clause::{Basis, ClauseRef};
use jiangxing::label::Label;
use jiangxing::report::form::{AnswerKind, Ask, Band, Choice, Question, Section, SectionKind};
use jiangxing::report::v1::{Report, Response};
use jiangxing_text::{Language, Names, basis, expression, name, sentence, words};

use super::gate::effect;
use super::question::holds;
use super::rating::{of_full, plain, range, share};
use crate::component::checklist::part_words;
use crate::format;
use crate::state::assessment::{Answer, AssessmentFile, Entry, Said};

/// A part of the sheet: a dimension, the gates, or the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartView {
    /// Its name.
    pub name: String,
    /// What kind of rows it has.
    pub kind: PartKind,
    /// Its points of the full points; empty without points.
    pub score: String,
    /// Its share in percent; empty unless settled.
    pub share: String,
    /// Its rows.
    pub rows: Vec<RowView>,
}

/// What kind of rows a part has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Facts: what was filled in.
    Facts,
    /// Gates: with a verdict.
    Gates,
    /// Criteria: with points.
    Criteria,
}

/// A row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// Its id as people cite it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What is asked: the document's words, else the condition, else the meaning.
    pub standard: String,
    /// The full points, or what follows when a gate is not met.
    pub stake: String,
    /// What was filled in, a line for each thing asked.
    pub answers: Vec<String>,
    /// The points, or the verdict.
    pub outcome: String,
    /// Where the rule comes from, a line for each.
    pub bases: Vec<String>,
    /// The reasons and notes given.
    pub reasons: Vec<String>,
    /// What was shown.
    pub evidence: Vec<String>,
}

/// What the sheet is made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The answers.
    pub file: &'a AssessmentFile,
    /// What came of them.
    pub report: &'a Report,
    /// What ids are called.
    pub names: &'a Names,
    /// The reader's language.
    pub language: Language,
}

/// A section of the form as a part of the sheet.
pub fn part_view(section: &Section, source: Source<'_>) -> PartView {
    let language = source.language;
    let dimension = source.report.dimensions.iter().find(|dimension| dimension.id == section.id);
    let named = section.name.in_language(language.code());
    PartView {
        name: if named.is_empty() {
            name::section_kind(section.kind, language).into()
        } else {
            named.into()
        },
        kind: match section.kind {
            SectionKind::Facts => PartKind::Facts,
            SectionKind::Gates => PartKind::Gates,
            SectionKind::Dimension
            | SectionKind::Bonus
            | SectionKind::BonusRecorded
            | SectionKind::Demerit
            | SectionKind::DemeritRecorded => PartKind::Criteria,
        },
        score: dimension.map_or_else(String::new, |dimension| of_full(&dimension.score, language)),
        share: dimension.map_or_else(String::new, |dimension| share(&dimension.score, language)),
        rows: section.questions.iter().map(|question| row_view(question, source)).collect(),
    }
}

fn row_view(question: &Question, source: Source<'_>) -> RowView {
    let language = source.language;
    let entry = source.file.entry(&question.id);
    let (stake, outcome, response) = stake_and_outcome(question, source);
    RowView {
        code: format::code(&question.id),
        name: question.name.in_language(language.code()).into(),
        standard: standard(question, source),
        stake,
        outcome,
        answers: answers(question, &entry, source),
        bases: bases(&question.clauses, language),
        reasons: reasons(question, response, source),
        evidence: evidence(question, source),
    }
}

fn stake_and_outcome<'a>(
    question: &Question,
    source: Source<'a>,
) -> (String, String, Option<&'a Response>) {
    let language = source.language;
    let mut criteria = source.report.dimensions.iter().flat_map(|dimension| &dimension.criteria);
    if let Some(criterion) = criteria.find(|criterion| criterion.id == question.id) {
        let outcome = match &criterion.response {
            Response::NotApplicable { .. } => words::not_applicable(language).into(),
            Response::LeftOut { .. } => words::left_out(language).into(),
            Response::Given {}
            | Response::Partly {}
            | Response::Unanswered {}
            | Response::Pending { .. }
            | Response::Declined { .. } => range(&criterion.score),
        };
        return (plain(&criterion.weight), outcome, Some(&criterion.response));
    }
    match source.report.gates.iter().find(|gate| gate.id == question.id) {
        Some(gate) => (
            effect(&gate.effect, language),
            name::verdict(gate.verdict, language).into(),
            Some(&gate.response),
        ),
        None => (String::new(), String::new(), None),
    }
}

/// The document's own words; else the condition; else what the item means.
fn standard(question: &Question, source: Source<'_>) -> String {
    let language = source.language;
    let decreed = question.clauses.iter().filter(|clause| clause.basis == Basis::Decreed);
    let quotes: Vec<&str> = decreed.map(|clause| clause.quote.as_str()).collect();
    if !quotes.is_empty() {
        return quotes.join("\n");
    }
    if !question.condition.is_empty() && question.condition != question.id {
        return expression(&question.condition, source.names, language);
    }
    question.guidance.in_language(language.code()).into()
}

/// Where the rule comes from; the same place is named once.
fn bases(clauses: &[ClauseRef], language: Language) -> Vec<String> {
    let mut bases: Vec<String> = clauses.iter().map(|clause| place(clause, language)).collect();
    bases.dedup();
    bases
}

fn place(clause: &ClauseRef, language: Language) -> String {
    let document = clause.document.in_language(language.code());
    format!("{}{document} {}", basis(clause.basis, language), clause.at).trim().into()
}

fn answers(question: &Question, entry: &Entry, source: Source<'_>) -> Vec<String> {
    let language = source.language;
    match &entry.said {
        Said::NotApplicable(_) => return vec![words::not_applicable(language).into()],
        Said::Pending(_) => return vec![words::pending(language).into()],
        Said::Declined(_) => return vec![words::declined(language).into()],
        Said::Given(_) | Said::Unanswered => (),
    }
    if question.asks.is_empty() {
        return measured(question, source);
    }
    let is_alone = question.asks.len() == 1;
    question
        .asks
        .iter()
        .map(|ask| {
            let answer = answer_words(ask, source);
            if is_alone {
                answer
            } else {
                let name = ask.name.in_language(language.code());
                format!("{name}{}{answer}", format::colon(language))
            }
        })
        .collect()
}

/// What a requirement looks at, as it is: it follows from other answers.
fn measured(question: &Question, source: Source<'_>) -> Vec<String> {
    let gates = source.report.gates.iter();
    gates
        .filter(|gate| gate.id == question.id)
        .flat_map(|gate| &gate.figures)
        .map(|figure| sentence::named_figure(figure, source.language))
        .collect()
}

/// What was answered to `ask`, in words.
fn answer_words(ask: &Ask, source: Source<'_>) -> String {
    let language = source.language;
    match (source.file.entry(&ask.id).said, &ask.answer) {
        (Said::Unanswered, _) => words::unanswered(language).into(),
        (Said::NotApplicable(_), _) => words::not_applicable(language).into(),
        (Said::Pending(_), _) => words::pending(language).into(),
        (Said::Declined(_), _) => words::declined(language).into(),
        (Said::Given(Answer::YesNo(true)), _) => words::yes(language).into(),
        (Said::Given(Answer::YesNo(false)), _) => words::no(language).into(),
        (Said::Given(Answer::Text(id)), AnswerKind::Level { levels }) => {
            chosen(levels, &id, true, language)
        }
        (Said::Given(Answer::Text(id)), AnswerKind::Choice { options }) => {
            chosen(options, &id, false, language)
        }
        (Said::Given(Answer::Text(text)), AnswerKind::Number { unit, percent, bands, .. }) => {
            let unit = if *percent { "%" } else { unit.in_language(language.code()) };
            let number = with_unit(&text, unit);
            match band_of(bands, &text) {
                Some(band) => format!("{number} · {}", band.in_language(language.code())),
                None => number,
            }
        }
        (Said::Given(Answer::Text(day)), AnswerKind::Date { .. }) => format::date(&day, language),
        (Said::Given(said @ Answer::Parts(_)), AnswerKind::Period { .. }) => {
            let day = |end| match said.typed(end) {
                "" => words::unanswered(language).into(),
                day => format::date(day, language),
            };
            words::from_to(language, day("from"), day("to"))
        }
        (Said::Given(said @ Answer::Parts(_)), AnswerKind::Checklist { parts }) => {
            let answer = |part: &Choice| {
                said.part(&part.id).map_or("", |part| part_words(part, language)).to_owned()
            };
            each_part(parts, answer, language)
        }
        (Said::Given(said @ Answer::Parts(_)), AnswerKind::Distribution { options: parts }) => {
            each_part(parts, |part| said.typed(&part.id).to_owned(), language)
        }
        (Said::Given(said @ Answer::Parts(_)), AnswerKind::Series { periods, unit, .. }) => {
            let unit = unit.in_language(language.code());
            each_part(periods, |part| with_unit(said.typed(&part.id), unit), language)
        }
        // An answer of another kind stands as it was given; the findings say that it does not count.
        (Said::Given(answer), _) => answer.written(),
    }
}

/// A line for each part: its name and its answer; one without an answer says so.
fn each_part(parts: &[Choice], answer: impl Fn(&Choice) -> String, language: Language) -> String {
    let line = |part: &Choice| {
        let name = part.name.in_language(language.code());
        let said = answer(part);
        let said = if said.is_empty() { words::unanswered(language) } else { &said };
        format!("{name}{}{said}", format::colon(language))
    };
    parts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A number as typed, with its unit; nothing where nothing was typed.
fn with_unit(text: &str, unit: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text} {unit}").trim_end().into() }
}

/// The name of the band that holds the number typed.
fn band_of<'a>(bands: &'a [Band], text: &str) -> Option<&'a Label> {
    bands.iter().find(|band| holds(band, text)).map(|band| &band.name)
}

fn chosen(choices: &[Choice], id: &str, is_level: bool, language: Language) -> String {
    let Some(choice) = choices.iter().find(|choice| choice.id == id) else {
        return id.into();
    };
    let name = choice.name.in_language(language.code());
    if is_level { format!("{id} {name}") } else { name.into() }
}

/// Why it does not apply, is pending or declined, what was noted, and how the points came about.
fn reasons(question: &Question, response: Option<&Response>, source: Source<'_>) -> Vec<String> {
    let language = source.language;
    let said = response.filter(|response| match response {
        Response::NotApplicable { .. }
        | Response::LeftOut { .. }
        | Response::Pending { .. }
        | Response::Declined { .. } => true,
        Response::Given {} | Response::Partly {} | Response::Unanswered {} => false,
    });
    let said = said.map(|response| sentence::response(response, language));
    let future = question.future.then(|| words::future(language).to_owned());
    future
        .into_iter()
        .chain(said)
        .chain(ids(question).map(|id| source.file.entry(id).note))
        .filter(|text| !text.is_empty())
        .collect()
}

fn evidence(question: &Question, source: Source<'_>) -> Vec<String> {
    let page = |page: &str| match page {
        "" => String::new(),
        page => words::on_page(source.language, page),
    };
    ids(question)
        .flat_map(|id| source.file.entry(id).evidence)
        .map(|piece| {
            [piece.title, piece.number, piece.date, page(&piece.page)]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect()
}

/// The ids under which something may stand for a question: its own, and those of its asks.
fn ids(question: &Question) -> impl Iterator<Item = &str> {
    let asks = question.asks.iter().map(|ask| ask.id.as_str()).filter(|id| *id != question.id);
    std::iter::once(question.id.as_str()).chain(asks)
}
