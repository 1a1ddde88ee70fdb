//! Why: what binds, the gates, what would change it, the ladder, what is to be looked into.

use jiangxing::report::v1::GateGroup;
use jiangxing_text::words;
use yew::prelude::*;

use super::Drawn;
use crate::component::fold::fold;
use crate::component::gate_list::gate_list;
use crate::component::ladder::rung_list;
use crate::component::reason_list::{finding_list, reason_list};
use crate::component::tag::{Tone, tag};
use crate::view::gate::gate_views;
use crate::view::reason::{FindingView, reason_views};
use crate::view::scorecard::{NextView, next_view, rung_views};

/// How many openings are shown before the rest is folded away.
pub(super) const FIRST: usize = 6;

pub(super) fn why(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    let reasons = reason_views(&report.award.because, names, *language);
    if reasons.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card">
            <h2 class="card__title">{ words::why_this(*language) }</h2>
            { reason_list(&reasons, words::clause(*language)) }
        </section>
    }
}

pub(super) fn gates(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    let of = |group| gate_views(report, group, names, *language);
    html! {
        <section class="card result__gates">
            <div>
                <h2 class="card__title">{ words::gates(*language) }</h2>
                { gate_list(&of(GateGroup::Gate), *language) }
            </div>
            <div>
                <h2 class="card__title">{ words::requirements(*language) }</h2>
                { gate_list(&of(GateGroup::Requirement), *language) }
            </div>
        </section>
    }
}

pub(super) fn next(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    let Some(NextView { rating, obstacles, openings }) = next_view(report, names, *language) else {
        return Html::default();
    };
    let on_go = drawn.goes();
    let row = |opening: &crate::view::scorecard::OpeningView| {
        let (on_go, id) = (on_go.clone(), opening.id.clone());
        html! {
            <li key={opening.id.clone()}>
                <button type="button" class="opening" onclick={move |_| on_go.emit(id.clone())}>
                    <span class="opening__name"><span class="criterion__code">{ &opening.code }</span>{ &opening.name }</span>
                    if opening.is_enough { { tag(Tone::Met, words::enough_alone(*language)) } }
                    <span class="opening__gain number">{ &opening.gain }</span>
                </button>
            </li>
        }
    };
    let (first, rest) = openings.split_at(openings.len().min(FIRST));
    html! {
        <section class="card">
            <h2 class="card__title">{ words::why_not_next(*language, &rating) }</h2>
            { reason_list(&obstacles, words::clause(*language)) }
            if !first.is_empty() {
                <h3 class="card__part">{ words::what_would_change(*language) }</h3>
                <ul class="openings">{ for first.iter().map(row) }</ul>
            }
            if !rest.is_empty() {
                { fold(words::more(*language), &rest.len().to_string(), html! { <ul class="openings">{ for rest.iter().map(row) }</ul> }) }
            }
        </section>
    }
}

pub(super) fn ladder(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    html! {
        <section class="card">
            <h2 class="card__title">{ words::ladder(*language) }</h2>
            { rung_list(&rung_views(report, names, *language), *language) }
        </section>
    }
}

pub(super) fn to_look_into(drawn: &Drawn<'_>, findings: Vec<FindingView>) -> Html {
    let Drawn { report, language, names, .. } = drawn;
    let hints = report.hints.iter().map(|hint| {
        let (on_go, id) = (drawn.goes(), hint.criterion.clone());
        html! {
            <li class="reason">
                { tag(Tone::Heed, &hint.criterion.to_ascii_uppercase()) }
                <div class="reason__words">
                    <button type="button" class="reason__go" onclick={move |_| on_go.emit(id.clone())}>{ hint.say.in_language(language.code()) }</button>
                    <p class="quiet">{ names.name(&hint.criterion, *language).to_owned() }</p>
                </div>
            </li>
        }
    });
    html! {
        <section class="card">
            <h2 class="card__title">{ words::findings(*language) }</h2>
            if findings.is_empty() {
                <p class="quiet">{ words::no_findings(*language) }</p>
            } else {
                { finding_list(&findings, Some(&drawn.goes())) }
            }
            if !report.hints.is_empty() {
                <h3 class="card__part">{ words::hints(*language) }</h3>
                <ul class="reasons">{ for hints }</ul>
            }
        </section>
    }
}
