//! Gates with their nodes.

use crate::report::v1;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::label::Label;
use crate::model::gate::{GroupWord, Undecided, Unmet};
use crate::parse::expression::Comparison;
use crate::plan::names::{Aspect, Builder, Typed};
use crate::plan::node::{Kind, Operation};
use crate::plan::scale::ScaleRules;
use crate::plan::{Effect, Gate, Role};

impl Builder<'_> {
    /// Whether the gate is met, as a node.
    pub(crate) fn verdict(&mut self, gate: &str) -> Option<Typed> {
        let rule = *self.gates.get(gate)?;
        if let Some(text) = &rule.that {
            return self.condition(text).map(|node| Typed { node, bare: false });
        }
        let asks = self.asks_of(gate);
        let only = asks.first().copied().filter(|_| asks.len() == 1).and_then(|ask| self.ask(ask));
        let truth = only.filter(|typed| self.kind(typed.node) == Kind::Truth);
        if truth.is_none() {
            self.report(rule.id.at, Fault::GateWithoutCondition { gate: gate.to_string() });
        }
        truth
    }

    pub(crate) fn all_gates(&mut self) -> Vec<Gate> {
        let gates: Vec<(usize, String)> = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| matches!(item.role, Role::Gate(_)))
            .map(|(index, item)| (index, item.id.clone()))
            .collect();
        gates.into_iter().filter_map(|(item, id)| self.gate(item, &id)).collect()
    }

    pub(crate) fn gate(&mut self, item: usize, id: &str) -> Option<Gate> {
        let rule = *self.gates.get(id)?;
        let verdict = self.guarded(Aspect::Verdict, id, rule.id.at, |builder| builder.verdict(id));
        let verdict = match verdict {
            Some(typed) => typed.node,
            None => {
                let nothing = self.nothing().node;
                let is_itself = Operation::Compare(Comparison::Equal, nothing, nothing);
                self.push(is_itself, Kind::Truth, Label::default())
            }
        };
        let looks_at = self.looks_at(verdict).into_iter().map(|node| self.named(node)).collect();
        let rules = ScaleRules::of_rating(&self.rubric.rating);
        let effect = match &rule.unmet.it {
            Unmet::Withhold => Effect::Withhold,
            Unmet::Cap(rating, at) => {
                Effect::Cap(self.place_on(&rules, rating, *at).unwrap_or_default())
            }
            Unmet::Set(rating, at) => {
                Effect::Set(self.place_on(&rules, rating, *at).unwrap_or_default())
            }
        };
        Some(Gate {
            item,
            verdict,
            condition: rule
                .that
                .as_ref()
                .map(|text| text.it.clone())
                .unwrap_or_else(|| id.to_string()),
            looks_at,
            effect,
            undecided_is_unmet: rule
                .undecided
                .as_ref()
                .is_some_and(|word| word.it == Undecided::Unmet),
            group: match rule.group.as_ref().map(|word| word.it) {
                Some(GroupWord::Requirement) => v1::GateGroup::Requirement,
                Some(GroupWord::Gate) | None => v1::GateGroup::Gate,
            },
        })
    }
}
