//! One criterion as scored: its points in front; how they came about, down to the clause, at hand.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::clause_list::ClauseList;
use super::icon::{Drawing, Icon};
use super::score_bar::ScoreBar;
use super::tag::{Tag, Tone};
use crate::view::scorecard::CriterionView;

/// Props of [`CriterionRow`].
#[derive(Properties, PartialEq)]
pub struct CriterionRowProps {
    /// The criterion.
    pub criterion: CriterionView,
    /// What the assessor noted.
    pub note: AttrValue,
    /// The reader's language.
    pub language: Language,
    /// Leads to the question.
    pub on_go: Callback<String>,
}

/// A criterion.
#[component]
pub fn CriterionRow(props: &CriterionRowProps) -> Html {
    let CriterionRowProps { criterion, note, language, on_go } = props;
    let language = *language;
    let (on_go, id) = (on_go.clone(), criterion.id.clone());
    html! {
        <details class="criterion" id={format!("c-{}", criterion.id)}>
            <summary class="criterion__summary">
                <span class="criterion__name"><span class="criterion__code">{ &criterion.code }</span>{ &criterion.name }</span>
                if criterion.tone != Tone::Even { <Tag tone={criterion.tone} words={criterion.response.clone()} /> }
                <span class="criterion__score number">{ &criterion.score }</span>
                <span class="criterion__bar"><ScoreBar bar={criterion.bar.clone()} /></span>
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
                    <p class="hint"><Icon drawing={Drawing::Heed} class="hint__icon" />{ hint }</p>
                }) }
                if !note.is_empty() {
                    <h4 class="criterion__heading">{ words::note(language) }</h4>
                    <p class="kept">{ note }</p>
                }
                <h4 class="criterion__heading">{ words::clause(language) }</h4>
                <ClauseList clauses={criterion.clauses.clone()} />
                <button type="button" class="button" onclick={move |_| on_go.emit(id.clone())}>
                    <Icon drawing={Drawing::Pencil} />{ words::to_item(language) }
                </button>
            </div>
        </details>
    }
}
