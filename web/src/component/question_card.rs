//! One question with all that belongs to it: the answer in front, the rest at hand.

mod answer;

use jiangxing_text::{Language, words};
use yew::prelude::*;

use self::answer::ask_part;
use super::clause_list::clause_list;
use super::evidence_list::{EvidenceList, evidence_list};
use super::exception_picker::{ExceptionPicker, exception_picker};
use super::fold::fold;
use super::icon::{Drawing, icon_in};
use super::reason_list::finding_list;
use super::tag::{Tone, tag};
use super::text_field::{Lines, TextField};
use crate::format;
use crate::state::assessment::{Action, Evidence, Said};
use crate::view::question::{Progress, QuestionView};

/// What a question shows.
pub struct QuestionCard<'a> {
    /// The question.
    pub question: &'a QuestionView,
    /// Where it stands: its section, or its place in it.
    pub place: &'a str,
    /// The reader's language.
    pub language: Language,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// What was done.
    pub on_act: Callback<Action>,
}

/// A question.
pub fn question_card(props: &QuestionCard<'_>) -> Html {
    let QuestionCard { question, language, .. } = props;
    let language = *language;
    let heading = format!("q-{}", question.id);
    let is_excepted = question.exception != Said::Unanswered;
    html! {
        <article key={question.id.clone()} class="card question" aria-labelledby={heading.clone()}>
            { head(props, &heading) }
            if question.progress == Progress::LeftOut {
                <p class="question__left-out">{ words::left_out(language) }{ format::colon(language) }{ &question.left_out_why }</p>
            }
            if !question.condition.is_empty() && question.progress == Progress::Follows {
                <p class="question__condition">{ &question.condition }</p>
            }
            if !is_excepted && question.progress != Progress::LeftOut {
                { for question.asks.iter().map(|ask| ask_part(props, ask)) }
            }
            { beside(props) }
            if question.progress != Progress::Follows && question.progress != Progress::LeftOut {
                if !question.stake.is_empty() { { exceptions(props) } }
                { note(props) }
            }
            { folds(props) }
        </article>
    }
}

fn head(props: &QuestionCard<'_>, heading: &str) -> Html {
    let QuestionCard { question, place, language, .. } = props;
    html! {
        <header class="question__head">
            <p class="question__place">{ place }</p>
            <h2 class="question__name" id={heading.to_owned()} tabindex="-1">
                if !question.code.is_empty() { <span class="question__code">{ &question.code }</span> }
                { &question.name }
            </h2>
            <p class="question__stake">
                { tag(question.progress.tone(), question.progress.words(*language)) }
                if !question.future.is_empty() { { tag(Tone::Heed, question.future) } }
                if !question.outcome.is_empty() {
                    { tag(question.outcome_tone, &question.outcome) }
                }
                <span class="quiet">{ &question.stake }</span>
            </p>
        </header>
    }
}

/// What came of the answer: figures, questions for a person, what does not fit.
fn beside(props: &QuestionCard<'_>) -> Html {
    let QuestionCard { question, .. } = props;
    html! {
        <>
            if !question.figures.is_empty() {
                <dl class="figures">
                    { for question.figures.iter().map(|(name, figure)| html! {
                        <div class="figures__one"><dt>{ name }</dt><dd class="number">{ figure }</dd></div>
                    }) }
                </dl>
            }
            { for question.hints.iter().map(|hint| html! {
                <p class="hint">{ icon_in("hint__icon", Drawing::Heed) }{ hint }</p>
            }) }
            if !question.findings.is_empty() { { finding_list(&question.findings, None) } }
        </>
    }
}

fn exceptions(props: &QuestionCard<'_>) -> Html {
    let QuestionCard { question, language, is_read_only, on_act, .. } = props;
    let is_clearable = question.asks.iter().any(|ask| ask.is_given) && !is_read_only;
    let ids: Vec<String> = question.asks.iter().map(|ask| ask.id.clone()).collect();
    let act = on_act.clone();
    let clear = Callback::from(move |_: MouseEvent| {
        for id in &ids {
            act.emit(Action::Clear { id: id.clone() });
        }
    });
    let (act, id) = (on_act.clone(), question.id.clone());
    let on_say = Callback::from(move |said: Said| {
        let id = id.clone();
        act.emit(match said {
            Said::NotApplicable(why) => Action::MarkNotApplicable { id, why },
            Said::Pending(why) => Action::MarkPending { id, why },
            Said::Declined(why) => Action::MarkDeclined { id, why },
            Said::Unanswered | Said::Given(_) => Action::Clear { id },
        });
    });
    html! {
        <div class="question__exceptions">
            { exception_picker(&ExceptionPicker {
                id: &question.id, said: &question.exception, may_not_apply: question.may_not_apply,
                not_applicable_counts: question.not_applicable_counts,
                language: *language, is_read_only: *is_read_only, on_say,
            }) }
            if is_clearable && question.exception == Said::Unanswered {
                <button type="button" class="button button--plain" onclick={clear}>{ words::clear(*language) }</button>
            }
        </div>
    }
}

fn note(props: &QuestionCard<'_>) -> Html {
    let QuestionCard { question, language, is_read_only, on_act, .. } = props;
    let (act, id) = (on_act.clone(), question.id.clone());
    let on_change = Callback::from(move |note| act.emit(Action::SetNote { id: id.clone(), note }));
    let aside = if question.wants_note {
        tag(Tone::Heed, words::note_wanted(*language))
    } else {
        Html::default()
    };
    html! {
        <TextField id={format!("{}-note", question.id)} label={words::note(*language)} {aside} value={question.note.clone()}
            lines={Lines::Several} is_read_only={*is_read_only} {on_change} />
    }
}

fn folds(props: &QuestionCard<'_>) -> Html {
    let QuestionCard { question, language, .. } = props;
    let language = *language;
    html! {
        <div class="question__folds">
            if !question.guidance.is_empty() {
                { fold(words::guidance(language), "", html! { <p class="kept">{ &question.guidance }</p> }) }
            }
            if question.progress != Progress::Follows { { evidence(props) } }
            if !question.verify.is_empty() {
                { fold(words::on_site_check(language), &question.methods.join(format::comma(language)), html! { <p class="kept">{ &question.verify }</p> }) }
            }
            if !question.clauses.is_empty() {
                { fold(words::clause(language), "", clause_list(&question.clauses)) }
            }
        </div>
    }
}

fn evidence(props: &QuestionCard<'_>) -> Html {
    let QuestionCard { question, language, is_read_only, on_act, .. } = props;
    let on = |make: fn(String, (usize, Evidence)) -> Action| {
        let (act, id) = (on_act.clone(), question.id.clone());
        Callback::from(move |change| act.emit(make(id.clone(), change)))
    };
    let change = on(|id, (index, evidence)| Action::ChangeEvidence { id, index, evidence });
    let add = on(|id, (_, evidence)| Action::AddEvidence { id, evidence });
    let remove = on(|id, (index, _)| Action::RemoveEvidence { id, index });
    let count = question.evidence.len();
    let aside = if count == 0 { String::new() } else { count.to_string() };
    let inside = evidence_list(&EvidenceList {
        id: &question.id,
        wanted: &question.evidence_wanted,
        shown: &question.evidence,
        language: *language,
        is_read_only: *is_read_only,
        on_add: Callback::from(move |evidence| add.emit((0, evidence))),
        on_change: change,
        on_remove: Callback::from(move |index| remove.emit((index, Evidence::default()))),
    });
    fold(words::evidence(*language), &aside, inside)
}
