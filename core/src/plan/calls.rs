//! Operators and functions of expressions → nodes.

use alloc::string::String;
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::label::Label;
use crate::number::Number;
use crate::parse::expression::{Comparison, Expression, ExpressionKind, Operator};
use crate::plan::AskKind;
use crate::plan::names::{Builder, Typed};
use crate::plan::node::{Kind, NodeId, Operation, Pairing, Units};
use crate::plan::roundings::{real_function, rounder};
use crate::span::Span;

/// The functions of the language, with how many arguments each takes.
pub(crate) const FUNCTIONS: &[(&str, &str)] = &[
    ("abs", "1"),
    ("all", "1 or more"),
    ("any", "1 or more"),
    ("at", "2"),
    ("at-least", "2 or more"),
    ("best", "2 or more"),
    ("ceiling", "1 or 2"),
    ("chosen", "2"),
    ("clamp", "3"),
    ("count", "1 or more"),
    ("days", "1"),
    ("earned", "1"),
    ("erf", "2"),
    ("exp", "2"),
    ("first-day", "1"),
    ("floor", "1 or 2"),
    ("given", "1"),
    ("growth", "2"),
    ("has-value", "1"),
    ("highest-of", "1"),
    ("if", "3"),
    ("is", "2"),
    ("last-day", "1"),
    ("latest", "1"),
    ("ln", "2"),
    ("log10", "2"),
    ("lowest-of", "1"),
    ("max", "1 or more"),
    ("mean", "1 or more"),
    ("mean-of", "1"),
    ("median", "1 or more"),
    ("min", "1 or more"),
    ("month", "1"),
    ("months-between", "2"),
    ("normal-cdf", "2"),
    ("or-else", "2"),
    ("points", "1"),
    ("power", "2 or 3"),
    ("product", "1 or more"),
    ("reached", "2"),
    ("replies", "1 or 2"),
    ("rises", "1"),
    ("round", "1 or 2"),
    ("round-down", "1 or 2"),
    ("round-even", "1 or 2"),
    ("round-up", "1 or 2"),
    ("score", "1"),
    ("share", "2"),
    ("share-of", "2 or more"),
    ("square-root", "2"),
    ("sum", "1 or more"),
    ("sum-of", "1"),
    ("ticked", "1"),
    ("weighted-mean", "2 or more"),
    ("worst", "2 or more"),
    ("year", "1"),
    ("years-between", "2"),
];

/// Whether a function that takes `takes` can be given so many.
fn fits(takes: &str, given: usize) -> bool {
    let mut words = takes.split(' ');
    let least: usize = words.next().and_then(|word| word.parse().ok()).unwrap_or_default();
    match words.nth(1) {
        None => given == least,
        Some("more") => given >= least,
        Some(most) => given >= least && most.parse().is_ok_and(|most: usize| given <= most),
    }
}

impl Builder<'_> {
    pub(crate) fn binary(
        &mut self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
    ) -> Option<Typed> {
        let at = Span { start: left.at.start, end: right.at.end };
        match operator {
            Operator::And => self.connected(left, right, false, Operation::And),
            Operator::Or => self.connected(left, right, true, Operation::Or),
            Operator::Is(comparison) => self.comparison(comparison, left, right, at),
            Operator::Plus => self.sum_of_two(Pairing::Plus, left, right, at),
            Operator::Minus => self.sum_of_two(Pairing::Minus, left, right, at),
            Operator::Times => self.product(left, right, 1, Pairing::Times),
            Operator::Over => self.product(left, right, -1, Pairing::Over),
        }
    }

    /// Two conditions as one. Where the kind of subject alone decides one of them, that one stands for
    /// both, or the other does.
    fn connected(
        &mut self,
        left: &Expression,
        right: &Expression,
        decisive: bool,
        operation: fn(NodeId, NodeId) -> Operation,
    ) -> Option<Typed> {
        let left = self.truth(left);
        if let Some(holds) = left.and_then(|node| self.constant_truth(node)) {
            let node = if holds == decisive { left } else { self.truth(right) };
            return node.map(|node| Typed { node, bare: false });
        }
        let (left, right) = both(left, self.truth(right))?;
        Some(match self.constant_truth(right) {
            Some(holds) => {
                Typed { node: if holds == decisive { right } else { left }, bare: false }
            }
            None => self.as_truth(operation(left, right)),
        })
    }

    /// Whether the condition holds for this kind of subject, whatever the answers.
    pub(crate) fn constant_truth(&self, node: NodeId) -> Option<bool> {
        match self.nodes.get(node.0).map(|node| &node.operation) {
            Some(Operation::Truth(holds)) => Some(*holds),
            Some(_) | None => None,
        }
    }

    pub(crate) fn sum_of_two(
        &mut self,
        pairing: Pairing,
        left: &Expression,
        right: &Expression,
        at: Span,
    ) -> Option<Typed> {
        let (left, right) = both(self.value(left), self.value(right))?;
        if self.kind(left.node) == Kind::Date || self.kind(right.node) == Kind::Date {
            return self.with_days(pairing, left, right, at);
        }
        let like = self.unified(left, right, at)?;
        Some(self.same_kind(Operation::Pair(pairing, left.node, right.node), like))
    }

    pub(crate) fn product(
        &mut self,
        left: &Expression,
        right: &Expression,
        sign: i32,
        pairing: Pairing,
    ) -> Option<Typed> {
        let (left, right) = both(self.number(left), self.number(right))?;
        let (Kind::Quantity { unit, percent }, Kind::Quantity { unit: other, percent: also }) =
            (self.kind(left.node), self.kind(right.node))
        else {
            return None;
        };
        let mut units = unit;
        for (name, power) in other {
            raise(&mut units, name, power.saturating_mul(sign));
        }
        units.retain(|(_, power)| *power != 0);
        // A part of a share is a share; so many times a share is a number of points.
        let is_part = |factor: Typed| factor.bare && !self.is_above_one(factor.node);
        let percent = units.is_empty()
            && sign > 0
            && (percent || also)
            && (percent && also || is_part(left) || is_part(right));
        let label = self.single_unit(&units);
        let kind = Kind::Quantity { unit: units, percent };
        let node = self.push(Operation::Pair(pairing, left.node, right.node), kind, label);
        Some(Typed { node, bare: left.bare && right.bare })
    }

    fn is_above_one(&self, node: NodeId) -> bool {
        let operation = self.nodes.get(node.0).map(|node| &node.operation);
        matches!(operation, Some(Operation::Constant(number)) if *number > Number::one())
    }

    /// The words of a unit that stands alone; none for compound units.
    pub(crate) fn single_unit(&self, units: &Units) -> Label {
        let mut powers = units.iter();
        match (powers.next(), powers.next()) {
            (Some((id, 1)), None) => self.unit_name(id).unwrap_or_default(),
            _ => Label::default(),
        }
    }

    pub(crate) fn comparison(
        &mut self,
        comparison: Comparison,
        left: &Expression,
        right: &Expression,
        at: Span,
    ) -> Option<Typed> {
        let (left, right) = both(self.value(left), self.value(right))?;
        self.unified(left, right, at)?;
        for (one, other) in [(left.node, right.node), (right.node, left.node)] {
            if let Some(Operation::Constant(bound)) =
                self.nodes.get(other.0).map(|node| node.operation.clone())
            {
                self.bound(one, &bound);
            }
        }
        Some(self.as_truth(Operation::Compare(comparison, left.node, right.node)))
    }

    pub(crate) fn call(
        &mut self,
        function: &str,
        arguments: &[Expression],
        at: Span,
    ) -> Option<Typed> {
        let Some((_, takes)) = FUNCTIONS.iter().find(|(name, _)| *name == function) else {
            return self.table_call(function, arguments, at);
        };
        if !fits(takes, arguments.len()) {
            return self.wrong_arity(function, takes, arguments.len(), at);
        }
        if let Some(built) = self.collection_call(function, arguments, at) {
            return built;
        }
        if let Some(built) = self.calendar_call(function, arguments) {
            return built;
        }
        match (function, arguments) {
            ("earned", [criterion]) => self.earned(criterion),
            ("given", [ask]) => {
                let ask = self.named_ask(ask)?;
                Some(self.as_truth(Operation::Given(ask)))
            }
            ("chosen", [ask, option]) => self.chosen(ask, option),
            ("is", [category, option]) => self.is_of(category, option),
            ("points", [of]) => self.points_of(of),
            ("reached", [grade, level]) => self.reached(grade, level),
            ("score", [dimension]) => self.score_of(dimension),
            ("ticked", [ask]) => self.ticked(ask),
            ("abs", [inner]) => {
                let inner = self.number(inner)?;
                Some(self.same_kind(Operation::Magnitude(inner.node), inner))
            }
            ("share", [part, whole]) => self.share(part, whole, at),
            ("growth", [now, before]) => self.ratio(Pairing::Growth, now, before, at),
            ("if", [condition, yes, no]) => self.choice(condition, yes, no, at),
            ("or-else", [first, second]) => {
                let (first, second) = both(self.value(first), self.value(second))?;
                let like = self.unified(first, second, at)?;
                Some(self.same_kind(Operation::OrElse(first.node, second.node), like))
            }
            ("has-value", [inner]) => {
                let inner = self.value(inner)?;
                Some(self.as_truth(Operation::HasValue(inner.node)))
            }
            ("power", [base, exponent]) => self.whole_power(base, exponent),
            ("clamp", [inner, low, high]) => {
                let (all, like) = self.alike(&[inner.clone(), low.clone(), high.clone()], at)?;
                let [inner, low, high] = all.as_slice() else {
                    return None;
                };
                Some(self.same_kind(Operation::Clamp(*inner, *low, *high), like))
            }
            (_, [arguments @ .., digits]) if real_function(function).is_some() => {
                self.real(function, arguments, digits)
            }
            (_, [inner, step @ ..]) if rounder(function).is_some() => {
                self.rounded(function, inner, step.first(), at)
            }
            (_, all) => self.aggregate(function, all, at),
        }
    }

    pub(crate) fn wrong_arity<T>(
        &mut self,
        function: &str,
        takes: &str,
        given: usize,
        at: Span,
    ) -> Option<T> {
        let (function, takes) = (function.into(), takes.into());
        self.report(at, Fault::WrongArity { function, takes, given });
        None
    }

    /// The nodes of expressions that must all have one unit.
    pub(crate) fn alike(&mut self, all: &[Expression], at: Span) -> Option<(Vec<NodeId>, Typed)> {
        let typed: Vec<Option<Typed>> = all.iter().map(|each| self.value(each)).collect();
        let typed: Vec<Typed> = typed.into_iter().collect::<Option<_>>()?;
        let mut like = *typed.first()?;
        for each in &typed {
            like = self.unified(like, *each, at)?;
        }
        Some((typed.iter().map(|each| each.node).collect(), like))
    }

    /// A share; a part that is asked of a whole that is asked may not exceed it.
    pub(crate) fn share(
        &mut self,
        part: &Expression,
        whole: &Expression,
        at: Span,
    ) -> Option<Typed> {
        let is_within = match (&part.kind, &whole.kind) {
            (ExpressionKind::Name(part), ExpressionKind::Name(whole)) => {
                self.is_within(part, whole)
            }
            _ => false,
        };
        let pairing = if is_within { Pairing::ShareOfWhole } else { Pairing::Share };
        self.ratio(pairing, part, whole, at)
    }

    fn is_within(&self, part: &str, whole: &str) -> bool {
        let ask = self.ask_by_id.get(part).and_then(|ask| self.asks.get(*ask));
        let Some(AskKind::Number(measured)) = ask.map(|ask| &ask.kind) else { return false };
        measured.within.is_some() && measured.within == self.ask_by_id.get(whole).copied()
    }

    pub(crate) fn ratio(
        &mut self,
        pairing: Pairing,
        above: &Expression,
        below: &Expression,
        at: Span,
    ) -> Option<Typed> {
        let (above, below) = both(self.number(above), self.number(below))?;
        self.unified(above, below, at)?;
        Some(Typed {
            node: self.percent(Operation::Pair(pairing, above.node, below.node)),
            bare: false,
        })
    }

    pub(crate) fn choice(
        &mut self,
        condition: &Expression,
        yes: &Expression,
        no: &Expression,
        at: Span,
    ) -> Option<Typed> {
        let condition = self.truth(condition);
        if let Some(holds) = condition.and_then(|node| self.constant_truth(node)) {
            // What is asked of other kinds of subject only is not looked for.
            return self.value(if holds { yes } else { no });
        }
        let (yes, no) = both(self.value(yes), self.value(no))?;
        let like = self.unified(yes, no, at)?;
        Some(self.same_kind(Operation::If(condition?, yes.node, no.node), like))
    }
}

pub(crate) fn both<T>(left: Option<T>, right: Option<T>) -> Option<(T, T)> {
    Some((left?, right?))
}

/// Multiplies by a unit, so many times.
pub(crate) fn raise(units: &mut Units, name: String, power: i32) {
    match units.binary_search_by(|(known, _)| known.cmp(&name)) {
        Ok(place) => {
            if let Some((_, sum)) = units.get_mut(place) {
                *sum = sum.saturating_add(power);
            }
        }
        Err(place) => units.insert(place, (name, power)),
    }
}
