//! The answers of a question, each by its kind, and what each change says.

use jiangxing_text::words;
use yew::prelude::*;

use super::QuestionCard;
use crate::component::answer_field::AnswerField;
use crate::component::band_field::BandField;
use crate::component::checklist::{Checklist, checklist};
use crate::component::choice_row::{ChoiceRow, Size, choice_row};
use crate::component::level_picker::{LevelPicker, level_picker};
use crate::component::reason_list::finding_list;
use crate::state::assessment::{Action, Answer};
use crate::view::question::{AnswerView, AskView, FieldView};

pub(super) fn ask_part(props: &QuestionCard<'_>, ask: &AskView) -> Html {
    html! {
        <div class="ask" key={ask.id.clone()}>
            if !ask.name.is_empty() && !matches!(ask.answer, AnswerView::One(_)) {
                <p class="ask__name">
                    { &ask.name }
                    if ask.is_optional { <span class="field__aside">{ words::optional(props.language) }</span> }
                </p>
            }
            { answer(props, ask) }
            if !ask.guidance.is_empty() { <p class="field__help">{ &ask.guidance }</p> }
            if !ask.otherwise.is_empty() {
                <p class="field__help">{ words::kept_otherwise(props.language, &ask.otherwise) }</p>
            }
            if !ask.findings.is_empty() { { finding_list(&ask.findings, None) } }
        </div>
    }
}

pub(super) fn answer(props: &QuestionCard<'_>, ask: &AskView) -> Html {
    let language = props.language;
    match &ask.answer {
        AnswerView::OneOf { options, chosen, is_level } => level_picker(&LevelPicker {
            id: &ask.id,
            label: &ask.label,
            options,
            chosen: chosen.as_deref(),
            is_level: *is_level,
            wants_note: words::note_wanted(language),
            is_read_only: props.is_read_only,
            on_choose: sets(props, ask, Answer::Text),
        }),
        AnswerView::YesNo(said) => choice_row(&ChoiceRow {
            id: ask.id.clone(),
            label: &ask.label,
            options: &[("yes", words::yes(language)), ("no", words::no(language))],
            chosen: said.map(|yes| if yes { "yes" } else { "no" }),
            size: Size::Large,
            is_read_only: props.is_read_only,
            on_choose: sets(props, ask, |code: &'static str| Answer::YesNo(code == "yes")),
        }),
        AnswerView::Checklist(parts) => checklist(&Checklist {
            id: &ask.id,
            label: &ask.label,
            parts,
            language,
            is_read_only: props.is_read_only,
            on_answer: sets_part(props, ask),
        }),
        AnswerView::One(field) => html! {
            <AnswerField id={format!("a-{}", ask.id)} label={ask.label.clone()} shows_label={!ask.name.is_empty()}
                aside={if ask.is_optional { words::optional(language) } else { "" }} field={field.clone()}
                half={words::half_a_day(language)} is_read_only={props.is_read_only} on_change={sets_text(props, ask)} />
        },
        AnswerView::Several(fields, admitted) => html! {
            <fieldset class="rows">
                <legend class="said">{ &ask.label }</legend>
                { for fields.iter().map(|field| html! {
                    <AnswerField key={field.part.clone()} id={format!("a-{}-{}", ask.id, field.part)} label={field.name.clone()}
                        shows_label=true field={field.clone()} half={words::half_a_day(language)}
                        is_read_only={props.is_read_only} on_change={writes_part(props, ask, field)} />
                }) }
                if !admitted.is_empty() { <p class="field__help">{ admitted }</p> }
            </fieldset>
        },
        AnswerView::InBand(bands, field) => html! {
            <BandField id={ask.id.clone()} label={ask.label.clone()} bands={bands.clone()} field={field.clone()}
                band_first={words::band_first(language)} is_read_only={props.is_read_only} on_change={sets_text(props, ask)} />
        },
    }
}

pub(super) fn sets<Chosen: 'static>(
    props: &QuestionCard<'_>,
    ask: &AskView,
    answer: fn(Chosen) -> Answer,
) -> Callback<Chosen> {
    let (on_act, question, ask) = (props.on_act.clone(), props.question.id.clone(), ask.id.clone());
    Callback::from(move |chosen| {
        on_act.emit(Action::SetValue {
            question: question.clone(),
            ask: ask.clone(),
            answer: answer(chosen),
        });
    })
}

pub(super) fn sets_part(
    props: &QuestionCard<'_>,
    ask: &AskView,
) -> Callback<(String, crate::state::assessment::Part)> {
    let (on_act, question, ask) = (props.on_act.clone(), props.question.id.clone(), ask.id.clone());
    Callback::from(move |(part, said)| {
        on_act.emit(Action::SetPart {
            question: question.clone(),
            ask: ask.clone(),
            part,
            to: Some(said),
        });
    })
}

pub(super) fn sets_text(props: &QuestionCard<'_>, ask: &AskView) -> Callback<String> {
    let (on_act, question, ask) = (props.on_act.clone(), props.question.id.clone(), ask.id.clone());
    Callback::from(move |text: String| {
        on_act.emit(if text.is_empty() {
            Action::Clear { id: ask.clone() }
        } else {
            Action::SetValue {
                question: question.clone(),
                ask: ask.clone(),
                answer: Answer::Text(text),
            }
        });
    })
}

fn writes_part(props: &QuestionCard<'_>, ask: &AskView, field: &FieldView) -> Callback<String> {
    let (on_act, question, ask) = (props.on_act.clone(), props.question.id.clone(), ask.id.clone());
    let part = field.part.clone();
    Callback::from(move |text| {
        on_act.emit(Action::WritePart {
            question: question.clone(),
            ask: ask.clone(),
            part: part.clone(),
            text,
        });
    })
}
