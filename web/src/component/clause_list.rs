//! Where a rule comes from: what a document decrees and what this tool proposes, told apart.

use yew::prelude::*;

use crate::view::clause::ClauseView;

/// Clauses one below the other, the document's own words set apart.
pub fn clause_list(clauses: &[ClauseView]) -> Html {
    html! {
        <ul class="clauses">
            { for clauses.iter().map(|clause| html! {
                <li class={classes!("clause", clause.is_decreed.then_some("clause--decreed"))}>
                    <p class="clause__basis">{ clause.basis }<span class="clause__place">{ &clause.place }</span></p>
                    if !clause.quote.is_empty() {
                        <blockquote class="clause__quote" lang="zh">{ &clause.quote }</blockquote>
                    }
                    if !clause.note.is_empty() { <p>{ &clause.note }</p> }
                </li>
            }) }
        </ul>
    }
}
