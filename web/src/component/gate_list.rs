//! Gates and requirements: how each stands, on what, and what follows.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::clause_list::clause_list;
use super::tag::tag;
use crate::view::gate::GateView;

/// Gates one below the other.
pub fn gate_list(gates: &[GateView], language: Language) -> Html {
    html! {
        <ul class="gates">
            { for gates.iter().map(|gate| html! {
                <li class="gate" key={gate.id.clone()}>
                    <details class="gate__more">
                        <summary class="gate__summary">
                            { tag(gate.tone, gate.verdict) }
                            <span class="gate__name">{ &gate.name }</span>
                            <span class="gate__figures number">
                                { gate.figures.iter().map(|(_, figure)| figure.as_str()).collect::<Vec<_>>().join(" · ") }
                            </span>
                        </summary>
                        <div class="gate__body">
                            if !gate.condition.is_empty() { <p>{ &gate.condition }</p> }
                            if !gate.figures.is_empty() {
                                <dl class="figures">
                                    { for gate.figures.iter().map(|(name, figure)| html! {
                                        <div class="figures__one"><dt>{ name }</dt><dd class="number">{ figure }</dd></div>
                                    }) }
                                </dl>
                            }
                            if !gate.response.is_empty() { <p>{ &gate.response }</p> }
                            <p class="quiet">{ &gate.effect }</p>
                            { clause_list(&gate.clauses) }
                        </div>
                    </details>
                </li>
            }) }
            if gates.is_empty() { <li class="quiet">{ words::none(language) }</li> }
        </ul>
    }
}
