//! Derived numbers and conditions with names.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::plan::names::{Aspect, Builder, Typed, word_of, written};
use crate::plan::node::{Kind, Operation, Units};
use crate::plan::{NamedNode, profile};
use crate::span::Span;

impl Builder<'_> {
    /// Every quantity, whether something uses it or not.
    pub(crate) fn all_quantities(&mut self) -> Vec<NamedNode> {
        let rubric = self.rubric;
        let places = 0..rubric.quantity.len();
        let named = places.map(|place| {
            let rule = profile::variant(&rubric.quantity.get(place)?.it, self.profile);
            rule.clauses.iter().for_each(|clause| drop(self.clause(clause)));
            let nothing = self.nothing();
            let typed = self.derived(place, rule.id.at).unwrap_or(nothing);
            let name = rule.name.it.clone();
            Some(NamedNode { id: rule.id.to_string(), name, node: typed.node })
        });
        named.collect::<Option<_>>().unwrap_or_default()
    }

    /// The place of the quantity of this name.
    pub(crate) fn quantity_place(&self, name: &str) -> Option<usize> {
        self.quantity_by_id.get(name).copied()
    }

    /// The quantity at `place` of the rubric, built once.
    pub(crate) fn derived(&mut self, place: usize, at: Span) -> Option<Typed> {
        let rubric = self.rubric;
        let rule = profile::variant(&rubric.quantity.get(place)?.it, self.profile);
        self.guarded(Aspect::Quantity, &rule.id, at, |builder| {
            let typed = builder.expression(&rule.of)?;
            let (kind, label) = match &rule.unit {
                Some(unit) => {
                    let known = builder.unit(unit, unit.at)?;
                    let units = Units::from([(known.id, 1)]);
                    builder.in_unit(typed, &units, rule.of.at)?;
                    (Kind::Quantity { unit: units, percent: false }, known.name)
                }
                None => (builder.kind(typed.node), builder.unit_label(typed.node)),
            };
            if kind == Kind::Answer {
                return builder.wrong_type("a quantity", word_of(&kind), rule.of.at);
            }
            let node = builder.push(Operation::Quantity(place, typed.node), kind, label);
            Some(Typed { node, bare: typed.bare && rule.unit.is_none() })
        })
    }

    /// Whether `typed` has the unit, or none and so can take it.
    pub(crate) fn in_unit(&mut self, typed: Typed, units: &Units, at: Span) -> Option<()> {
        let own = self.expect_quantity(typed, at)?;
        if own.is_empty() || own == *units {
            return Some(());
        }
        self.report(at, Fault::UnitsDiffer { left: written(&own), right: written(units) });
        None
    }
}
