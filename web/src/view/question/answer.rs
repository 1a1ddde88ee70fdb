//! What is to be answered, and the answer that was given.

use jiangxing::number::Number;
use jiangxing::report::form::{AnswerKind, Ask, Band, Choice, Question};
use jiangxing_text::{Language, words};

use super::Known;
use crate::format;
use crate::state::assessment::{Answer, Part, Said};
use crate::view::reason::FindingView;

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
    /// Whether anything was answered.
    pub is_given: bool,
    /// The kind of answer, with what was said.
    pub answer: AnswerView,
    /// An answer of another kind, as it stands in the file; empty unless there is one.
    pub otherwise: String,
    /// What does not fit in the answer as a whole.
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
    /// A number or a day.
    One(FieldView),
    /// A number for each reply or period, or the first and the last day; and what is admitted in
    /// each, in words.
    Several(Vec<FieldView>, String),
    /// A number inside one of several bands, lowest first.
    InBand(Vec<BandView>, FieldView),
}

/// Something to type: a number or a day, in the characters typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldView {
    /// The part it stands for; empty when it is the whole answer.
    pub part: String,
    /// What the part is called.
    pub name: String,
    /// The characters.
    pub text: String,
    /// What is typed.
    pub typing: Typing,
    /// The unit, or the sign of percent.
    pub unit: String,
    /// What is admitted, in words.
    pub admitted: String,
    /// What does not fit.
    pub findings: Vec<FindingView>,
}

/// What is typed into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typing {
    /// A number, and the keys a tablet should offer for it.
    Digits(&'static str),
    /// A day, from the first to the last admitted.
    Day {
        /// The first; empty where there is none.
        from: String,
        /// The last.
        to: String,
    },
}

/// A band inside which a number is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandView {
    /// As an answer to choose: its id, its name with its bounds, what one sees.
    pub option: OptionView,
    /// What is admitted inside it, in words.
    pub admitted: String,
    /// The one number in it; empty where there are several.
    pub only: String,
    /// Whether it holds the number typed.
    pub is_chosen: bool,
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

pub(super) fn chosen_wants_note(ask: &AskView) -> bool {
    match &ask.answer {
        AnswerView::OneOf { options, chosen: Some(chosen), .. } => {
            options.iter().any(|option| option.wants_note && option.id == *chosen)
        }
        AnswerView::OneOf { .. }
        | AnswerView::YesNo(_)
        | AnswerView::Checklist(_)
        | AnswerView::One(_)
        | AnswerView::Several(..)
        | AnswerView::InBand(..) => false,
    }
}

pub(super) fn ask_view(ask: &Ask, question: &Question, known: Known<'_>) -> AskView {
    let language = known.language;
    let name = ask.name.in_language(language.code());
    let question_name = question.name.in_language(language.code());
    let given = match known.file.entry(&ask.id).said {
        Said::Given(answer) => Some(answer),
        Said::Unanswered | Said::NotApplicable(_) | Said::Pending(_) | Said::Declined(_) => None,
    };
    let mut findings = known.findings_about(&ask.id);
    let answer = answer_view(&ask.answer, given.as_ref(), &mut findings, known);
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
        is_given: given.is_some(),
        otherwise: given.as_ref().map(|given| otherwise(&answer, given)).unwrap_or_default(),
        answer,
        findings,
    }
}

/// An answer that the field for it cannot show; empty where it can.
fn otherwise(shown: &AnswerView, given: &Answer) -> String {
    let is_shown = match (shown, given) {
        (AnswerView::One(_) | AnswerView::InBand(..), Answer::Text(_))
        | (AnswerView::Several(..), Answer::Parts(_))
        // Of these the finding says what stands there.
        | (AnswerView::OneOf { .. } | AnswerView::YesNo(_) | AnswerView::Checklist(_), _) => true,
        (AnswerView::One(_) | AnswerView::InBand(..) | AnswerView::Several(..), _) => false,
    };
    if is_shown { String::new() } else { given.written() }
}

fn answer_view(
    kind: &AnswerKind,
    given: Option<&Answer>,
    findings: &mut Vec<FindingView>,
    known: Known<'_>,
) -> AnswerView {
    let language = known.language;
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
        AnswerKind::Number { bands, .. } => {
            let text = typed().unwrap_or_default();
            let mut field = number_field(kind, text, known);
            field.findings = std::mem::take(findings);
            if bands.is_empty() {
                field.admitted = joined([reading(&field), field.admitted]);
                AnswerView::One(field)
            } else {
                let bands = bands.iter().map(|band| band_view(band, &field, language)).collect();
                AnswerView::InBand(bands, field)
            }
        }
        AnswerKind::Date { .. } => {
            let mut field = day_field(kind, typed().unwrap_or_default(), language);
            field.findings = std::mem::take(findings);
            AnswerView::One(field)
        }
        AnswerKind::Period { .. } => several(period(kind, given, findings, language)),
        AnswerKind::Distribution { options: parts } | AnswerKind::Series { periods: parts, .. } => {
            let parts = parts.iter().map(|part| FieldView {
                name: part.name.in_language(language.code()).into(),
                ..of_part(&part.id, given, findings, |text| number_field(kind, text, known))
            });
            several(parts.collect())
        }
    }
}

/// Several fields: what is admitted in each is said once, for all.
fn several(fields: Vec<FieldView>) -> AnswerView {
    let admitted = fields.first().map(|field| field.admitted.clone()).unwrap_or_default();
    let fields = fields.into_iter().map(|field| FieldView { admitted: reading(&field), ..field });
    AnswerView::Several(fields.collect(), admitted)
}

/// A long number with its thousands apart and its unit; empty for a short one.
fn reading(field: &FieldView) -> String {
    let read = format::apart(&field.text);
    read.map(|read| format!("{read} {}", field.unit).trim_end().to_owned()).unwrap_or_default()
}

/// The two days of a period; the last is not before the first.
fn period(
    kind: &AnswerKind,
    given: Option<&Answer>,
    findings: &mut Vec<FindingView>,
    language: Language,
) -> Vec<FieldView> {
    let day = |text| day_field(kind, text, language);
    let first = FieldView {
        name: words::first_day(language).into(),
        ..of_part("from", given, findings, day)
    };
    let mut last =
        FieldView { name: words::last_day(language).into(), ..of_part("to", given, findings, day) };
    if let Typing::Day { from, .. } = &mut last.typing
        && format::is_day(&first.text)
        && *from < first.text
    {
        from.clone_from(&first.text);
    }
    vec![first, last]
}

/// The field for one part of an answer, and what does not fit in it.
fn of_part(
    part: &str,
    given: Option<&Answer>,
    findings: &mut Vec<FindingView>,
    field: impl Fn(String) -> FieldView,
) -> FieldView {
    let text = given.map(|given| given.typed(part)).unwrap_or_default();
    let (own, others) = std::mem::take(findings).into_iter().partition(|each| each.part == part);
    *findings = others;
    FieldView { part: part.into(), findings: own, ..field(text.into()) }
}

fn number_field(kind: &AnswerKind, text: String, known: Known<'_>) -> FieldView {
    let language = known.language;
    let (unit, keys, admitted) = match kind {
        AnswerKind::Number { unit, percent, whole, least, most, places, within, .. } => (
            if *percent { "%" } else { unit.in_language(language.code()) },
            if *whole { "numeric" } else { "decimal" },
            admitted(least.as_deref(), most.as_deref(), *places, within.as_deref(), known),
        ),
        AnswerKind::Series { unit, whole, least, most, places, .. } => (
            unit.in_language(language.code()),
            if *whole { "numeric" } else { "decimal" },
            admitted(least.as_deref(), most.as_deref(), *places, None, known),
        ),
        AnswerKind::Distribution { .. } => ("", "numeric", String::new()),
        AnswerKind::Level { .. }
        | AnswerKind::YesNo {}
        | AnswerKind::Checklist { .. }
        | AnswerKind::Choice { .. }
        | AnswerKind::Date { .. }
        | AnswerKind::Period { .. } => ("", "text", String::new()),
    };
    FieldView {
        part: String::new(),
        name: String::new(),
        typing: Typing::Digits(keys),
        unit: unit.into(),
        admitted,
        findings: Vec::new(),
        text,
    }
}

fn day_field(kind: &AnswerKind, text: String, language: Language) -> FieldView {
    let (least, most) = match kind {
        AnswerKind::Date { least, most } | AnswerKind::Period { least, most } => (least, most),
        AnswerKind::Level { .. }
        | AnswerKind::YesNo {}
        | AnswerKind::Checklist { .. }
        | AnswerKind::Choice { .. }
        | AnswerKind::Number { .. }
        | AnswerKind::Distribution { .. }
        | AnswerKind::Series { .. } => (&None, &None),
    };
    let spelt = |day: &String| format::date(day, language);
    FieldView {
        part: String::new(),
        name: String::new(),
        text,
        typing: Typing::Day {
            from: least.clone().unwrap_or_default(),
            // A year of more digits than the calendar takes cannot be typed then.
            to: most.clone().unwrap_or_else(|| "9999-12-31".into()),
        },
        unit: String::new(),
        admitted: match (least.as_ref().map(spelt), most.as_ref().map(spelt)) {
            (Some(least), Some(most)) => words::from_to(language, least, most),
            (Some(least), None) => words::not_before(language, least),
            (None, Some(most)) => words::not_after(language, most),
            (None, None) => String::new(),
        },
        findings: Vec::new(),
    }
}

/// Whether `band` holds the number that `text` writes.
pub fn holds(band: &Band, text: &str) -> bool {
    match (text.parse::<Number>(), band.from.parse::<Number>(), band.to.parse::<Number>()) {
        (Ok(typed), Ok(from), Ok(to)) => from <= typed && typed <= to,
        (_, _, _) => false,
    }
}

fn band_view(band: &Band, field: &FieldView, language: Language) -> BandView {
    let is_single = band.from == band.to;
    let name = band.name.in_language(language.code());
    let bounds = if is_single { band.from.clone() } else { format!("{}–{}", band.from, band.to) };
    BandView {
        option: OptionView {
            id: band.id.clone(),
            name: format!("{name} · {bounds} {}", field.unit).trim_end().into(),
            descriptor: band.descriptor.in_language(language.code()).into(),
            wants_note: false,
        },
        admitted: words::inside_band(language, &band.from, &band.to),
        only: if is_single { band.from.clone() } else { String::new() },
        is_chosen: holds(band, &field.text),
    }
}

fn admitted(
    least: Option<&str>,
    most: Option<&str>,
    places: Option<u32>,
    within: Option<&str>,
    known: Known<'_>,
) -> String {
    let language = known.language;
    let range = match (least, most, within) {
        (_, _, Some(within)) => words::not_more_than(language, known.names.name(within, language)),
        (Some(least), Some(most), None) => words::from_to(language, least, most),
        (Some("0") | None, None, None) => String::new(),
        (Some(least), None, None) => words::at_least(language, least),
        (None, Some(most), None) => words::at_most(language, most),
    };
    let places = places.filter(|places| *places != 0);
    let places = places.map(|places| words::up_to_places(language, places));
    joined([range, places.unwrap_or_default()])
}

fn joined(parts: [String; 2]) -> String {
    let [one, other] = parts;
    if one.is_empty() || other.is_empty() { one + &other } else { format!("{one} · {other}") }
}

pub(super) fn option_view(choice: &Choice, language: Language) -> OptionView {
    OptionView {
        id: choice.id.clone(),
        name: choice.name.in_language(language.code()).into(),
        descriptor: choice.descriptor.in_language(language.code()).into(),
        wants_note: choice.wants_note,
    }
}

pub(super) fn part_view(part: &Choice, given: Option<&Answer>, language: Language) -> PartView {
    PartView {
        id: part.id.clone(),
        name: part.name.in_language(language.code()).into(),
        said: given.and_then(|given| given.part(&part.id)),
        may_not_apply: part.may_not_apply,
    }
}
