//! Reasons and findings, one sentence each, with how they stand.

use yew::prelude::*;

use super::clause_list::ClauseList;
use super::tag::{Tag, Tone};
use crate::view::reason::{FindingView, ReasonView};

/// Props of [`ReasonList`].
#[derive(Properties, PartialEq)]
pub struct ReasonListProps {
    /// The reasons, most weighty first.
    pub reasons: Vec<ReasonView>,
    /// The words that open the clauses of a reason.
    pub clause_words: AttrValue,
}

/// Reasons one below the other, the clauses of each at hand.
#[component]
pub fn ReasonList(ReasonListProps { reasons, clause_words }: &ReasonListProps) -> Html {
    html! {
        <ul class="reasons">
            { for reasons.iter().map(|reason| html! {
                <li class="reason">
                    <Tag tone={reason.tone} words={reason.verdict} />
                    <div class="reason__words">
                        <p>{ &reason.sentence }</p>
                        if !reason.clauses.is_empty() {
                            <details class="reason__clauses">
                                <summary class="quiet">{ clause_words }</summary>
                                <ClauseList clauses={reason.clauses.clone()} />
                            </details>
                        }
                    </div>
                </li>
            }) }
        </ul>
    }
}

/// Props of [`FindingList`].
#[derive(Properties, PartialEq)]
pub struct FindingListProps {
    /// The findings.
    pub findings: Vec<FindingView>,
    /// Leads to the question that a finding is about; without it, findings lead nowhere.
    #[prop_or_default]
    pub on_go: Option<Callback<String>>,
}

/// Findings one below the other, each leading to its place.
#[component]
pub fn FindingList(FindingListProps { findings, on_go }: &FindingListProps) -> Html {
    html! {
        <ul class="reasons">
            { for findings.iter().map(|finding| html! {
                <li class="reason">
                    <Tag tone={if finding.is_error { Tone::Amiss } else { Tone::Heed }} words={finding.code} />
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
