//! Functions of several quantities or conditions, whatever their order.

use alloc::vec::Vec;

use crate::parse::expression::Expression;
use crate::plan::calls::{both, raise};
use crate::plan::names::{Builder, Typed, plain};
use crate::plan::node::{Aggregate, Kind, NodeId, Operation, Units};
use crate::span::Span;

impl Builder<'_> {
    /// The call of a function whose arguments are all of one kind.
    pub(crate) fn aggregate(
        &mut self,
        function: &str,
        all: &[Expression],
        at: Span,
    ) -> Option<Typed> {
        let aggregate = match function {
            "sum" => Aggregate::SUM,
            "min" => Aggregate::LEAST,
            "max" => Aggregate::MOST,
            "mean" => Aggregate::Mean,
            "median" => Aggregate::Median,
            "best" => return self.of_so_many(Aggregate::Highest, function, all, at),
            "worst" => return self.of_so_many(Aggregate::Lowest, function, all, at),
            "product" => return self.product_of_all(all),
            "weighted-mean" => return self.weighted(function, all, at),
            _ => return self.of_conditions(function, all),
        };
        let (all, like) = self.alike(all, at)?;
        let is_of_days = self.kind(like.node) == Kind::Date;
        if is_of_days && aggregate != Aggregate::LEAST && aggregate != Aggregate::MOST {
            return self.wrong_type("a quantity", "a day", at);
        }
        Some(self.same_kind(Operation::Aggregate(aggregate, all), like))
    }

    /// Of the first argument, so many of the others.
    fn of_so_many(
        &mut self,
        aggregate: fn(usize) -> Aggregate,
        function: &str,
        all: &[Expression],
        at: Span,
    ) -> Option<Typed> {
        let (count, rest) = all.split_first()?;
        let count = self.whole_constant(function, count, 1, rest.len());
        let (all, like) = self.alike(rest, at)?;
        self.expect_quantity(like, at)?;
        Some(self.same_kind(Operation::Aggregate(aggregate(count?), all), like))
    }

    fn product_of_all(&mut self, all: &[Expression]) -> Option<Typed> {
        let typed: Vec<Option<Typed>> = all.iter().map(|each| self.number(each)).collect();
        let typed: Vec<Typed> = typed.into_iter().collect::<Option<_>>()?;
        let mut units = Units::new();
        let (mut is_percent, mut has_percent) = (true, false);
        for each in &typed {
            if let Kind::Quantity { unit, percent } = self.kind(each.node) {
                unit.into_iter().for_each(|(name, power)| raise(&mut units, name, power));
                is_percent &= percent || each.bare;
                has_percent |= percent;
            }
        }
        units.retain(|(_, power)| *power != 0);
        let percent = units.is_empty() && is_percent && has_percent;
        let label = self.single_unit(&units);
        let nodes = typed.iter().map(|each| each.node).collect();
        let kind = Kind::Quantity { unit: units, percent };
        let node = self.push(Operation::Product(nodes), kind, label);
        Some(Typed { node, bare: typed.iter().all(|each| each.bare) })
    }

    fn weighted(&mut self, function: &str, all: &[Expression], at: Span) -> Option<Typed> {
        if !all.len().is_multiple_of(2) {
            return self.wrong_arity(function, "pairs of weight and value", all.len(), at);
        }
        let of = |which: usize| -> Vec<Expression> {
            all.iter().skip(which).step_by(2).cloned().collect()
        };
        let (weights, values) = both(self.alike(&of(0), at), self.alike(&of(1), at))?;
        self.expect_quantity(weights.1, at)?;
        self.expect_quantity(values.1, at)?;
        let pairs = weights.0.into_iter().zip(values.0).collect();
        Some(self.same_kind(Operation::WeightedMean(pairs), values.1))
    }

    fn of_conditions(&mut self, function: &str, all: &[Expression]) -> Option<Typed> {
        let (least, conditions) = match (function, all.split_first()) {
            ("at-least", Some((least, rest))) => {
                (self.whole_constant(function, least, 1, rest.len()), rest)
            }
            _ => (Some(1), all),
        };
        let nodes: Vec<Option<NodeId>> = conditions.iter().map(|each| self.truth(each)).collect();
        let nodes: Vec<NodeId> = nodes.into_iter().collect::<Option<_>>()?;
        if function == "count" {
            let node = self.push(Operation::Count(nodes), plain(false), Default::default());
            return Some(Typed { node, bare: false });
        }
        if function == "all" {
            return Some(Typed { node: self.all_of(nodes), bare: false });
        }
        Some(self.as_truth(Operation::AtLeast(least?, nodes)))
    }
}
