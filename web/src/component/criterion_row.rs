//! One criterion as scored: its points in front; how they came about, down to the clause, at hand.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::clause_list::clause_list;
use super::icon::{Drawing, icon, icon_in};
use super::score_bar::{Marks, score_bar};
use super::tag::{Tone, tag};
use crate::view::scorecard::CriterionView;

/// What a criterion shows.
pub struct CriterionRow<'a> {
    /// The criterion.
    pub criterion: &'a CriterionView,
    /// What the assessor noted.
    pub note: &'a str,
    /// The reader's language.
    pub language: Language,
    /// Leads to the question.
    pub on_go: Callback<String>,
}

/// A criterion.
pub fn criterion_row(props: &CriterionRow<'_>) -> Html {
    let CriterionRow { criterion, note, language, on_go } = props;
    let language = *language;
    let (on_go, id) = (on_go.clone(), criterion.id.clone());
    html! {
        <details key={criterion.id.clone()} class="criterion" id={format!("c-{}", criterion.id)}>
            <summary class="criterion__summary">
                <span class="criterion__name">
                    <span class="criterion__code">{ &criterion.code }</span>{ &criterion.name }
                    if !criterion.future.is_empty() { { " " }{ tag(Tone::Heed, criterion.future) } }
                </span>
                if criterion.tone != Tone::Even { { tag(criterion.tone, &criterion.response) } }
                <span class="criterion__score number">{ &criterion.score }</span>
                <span class="criterion__bar">{ score_bar(&criterion.bar, Marks::Ticks) }</span>
            </summary>
            <div class="criterion__body">
                if criterion.tone == Tone::Even && criterion.working.is_empty() { <p>{ &criterion.response }</p> }
                <h4 class="criterion__heading">{ words::working(language) }</h4>
                <ol class="working">
                    { for criterion.working.iter().map(|step| html! { <li class="working__step">{ step }</li> }) }
                </ol>
                if !criterion.figures.is_empty() {
                    <dl class="figures">
                        { for criterion.figures.iter().map(|(name, figure)| html! {
                            <div class="figures__one"><dt>{ name }</dt><dd class="number">{ figure }</dd></div>
                        }) }
                    </dl>
                }
                { for criterion.hints.iter().map(|hint| html! {
                    <p class="hint">{ icon_in("hint__icon", Drawing::Heed) }{ hint }</p>
                }) }
                if !note.is_empty() {
                    <h4 class="criterion__heading">{ words::note(language) }</h4>
                    <p class="kept">{ note }</p>
                }
                <h4 class="criterion__heading">{ words::clause(language) }</h4>
                { clause_list(&criterion.clauses) }
                <button type="button" class="button" onclick={move |_| on_go.emit(id.clone())}>
                    { icon(Drawing::Pencil) }{ words::to_item(language) }
                </button>
            </div>
        </details>
    }
}
