//! Reasons and findings, one sentence each, with how they stand.

use yew::prelude::*;

use super::clause_list::clause_list;
use super::tag::{Tone, tag};
use crate::view::reason::{FindingView, ReasonView};

/// Reasons one below the other, the most weighty first; `clause_words` open the clauses of each.
pub fn reason_list(reasons: &[ReasonView], clause_words: &'static str) -> Html {
    html! {
        <ul class="reasons">
            { for reasons.iter().map(|reason| html! {
                <li class="reason">
                    { tag(reason.tone, reason.verdict) }
                    <div class="reason__words">
                        <p>{ &reason.sentence }</p>
                        if !reason.clauses.is_empty() {
                            <details class="reason__clauses">
                                <summary class="quiet">{ clause_words }</summary>
                                { clause_list(&reason.clauses) }
                            </details>
                        }
                    </div>
                </li>
            }) }
        </ul>
    }
}

/// Findings one below the other, each leading to its question; without `on_go` they lead nowhere.
pub fn finding_list(findings: &[FindingView], on_go: Option<&Callback<String>>) -> Html {
    html! {
        <ul class="reasons">
            { for findings.iter().map(|finding| html! {
                <li class="reason">
                    { tag(if finding.is_error { Tone::Amiss } else { Tone::Heed }, finding.code) }
                    <div class="reason__words">
                        { match (on_go, &finding.about) {
                            (Some(on_go), Some(about)) => {
                                let (on_go, about) = (on_go.clone(), about.clone());
                                html! {
                                    <button type="button" class="reason__go" onclick={move |_| on_go.emit(about.clone())}>
                                        { &finding.sentence }
                                    </button>
                                }
                            }
                            (Some(_) | None, _) => html! { <p>{ &finding.sentence }</p> },
                        } }
                        if !finding.help.is_empty() { <p class="quiet">{ &finding.help }</p> }
                    </div>
                </li>
            }) }
        </ul>
    }
}
