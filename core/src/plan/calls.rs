//! Operators and functions of expressions → nodes.

use alloc::string::String;
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::label::Label;
use crate::parse::expression::{Comparison, Expression, ExpressionKind, Operator};
use crate::parse::suggest::nearest;
use crate::plan::AskKind;
use crate::plan::node::{Extreme, Kind, NodeId, Operation, Pairing, Units};
use crate::span::Span;

use crate::plan::names::{Builder, Typed};

/// The functions of the language, with how many arguments each takes.
pub(crate) const FUNCTIONS: &[(&str, &str)] = &[
    ("abs", "1"),
    ("clamp", "3"),
    ("earned", "1"),
    ("given", "1"),
    ("growth", "2"),
    ("if", "3"),
    ("max", "1 or more"),
    ("min", "1 or more"),
    ("share", "2"),
    ("sum", "1 or more"),
    ("ticked", "1"),
];

impl Builder<'_> {
    pub(crate) fn binary(
        &mut self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
    ) -> Option<Typed> {
        let at = Span { start: left.at.start, end: right.at.end };
        match operator {
            Operator::And => {
                let (left, right) = both(self.truth(left), self.truth(right))?;
                Some(self.as_truth(Operation::And(left, right)))
            }
            Operator::Or => {
                let (left, right) = both(self.truth(left), self.truth(right))?;
                Some(self.as_truth(Operation::Or(left, right)))
            }
            Operator::Is(comparison) => self.comparison(comparison, left, right, at),
            Operator::Plus => self.sum_of_two(Pairing::Plus, left, right, at),
            Operator::Minus => self.sum_of_two(Pairing::Minus, left, right, at),
            Operator::Times => self.product(left, right, 1, Pairing::Times),
            Operator::Over => self.product(left, right, -1, Pairing::Over),
        }
    }

    pub(crate) fn sum_of_two(
        &mut self,
        pairing: Pairing,
        left: &Expression,
        right: &Expression,
        at: Span,
    ) -> Option<Typed> {
        let (left, right) = both(self.number(left), self.number(right))?;
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
        let percent = units.is_empty()
            && sign > 0
            && (percent || also)
            && (percent && also || left.bare || right.bare);
        let label = self.single_unit(&units);
        let kind = Kind::Quantity { unit: units, percent };
        let node = self.push(Operation::Pair(pairing, left.node, right.node), kind, label);
        Some(Typed { node, bare: left.bare && right.bare })
    }

    /// The words of a unit that stands alone; none for compound units.
    pub(crate) fn single_unit(&self, units: &Units) -> Label {
        let mut powers = units.iter();
        match (powers.next(), powers.next()) {
            (Some((id, 1)), None) => {
                let known = self.rubric.unit.iter().find(|unit| unit.id.as_str() == id);
                known.map(|unit| unit.name.it.clone()).unwrap_or_default()
            }
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
        let (left, right) = both(self.number(left), self.number(right))?;
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
            let known = FUNCTIONS.iter().map(|(name, _)| *name);
            let fault =
                Fault::NoSuchFunction { name: function.into(), nearest: nearest(function, known) };
            self.report(at, fault);
            return None;
        };
        let fits = match takes.parse::<usize>() {
            Ok(exactly) => arguments.len() == exactly,
            Err(_) => !arguments.is_empty(),
        };
        if !fits {
            let fault = Fault::WrongArity {
                function: function.into(),
                takes: (*takes).into(),
                given: arguments.len(),
            };
            self.report(at, fault);
            return None;
        }
        match (function, arguments) {
            ("earned", [criterion]) => self.earned(criterion),
            ("given", [ask]) => {
                let ask = self.named_ask(ask)?;
                Some(self.as_truth(Operation::Given(ask)))
            }
            ("ticked", [ask]) => self.ticked(ask),
            ("abs", [inner]) => {
                let inner = self.number(inner)?;
                Some(self.same_kind(Operation::Magnitude(inner.node), inner))
            }
            ("share", [part, whole]) => self.share(part, whole, at),
            ("growth", [now, before]) => self.ratio(Pairing::Growth, now, before, at),
            ("if", [condition, yes, no]) => self.choice(condition, yes, no, at),
            ("clamp", [inner, low, high]) => {
                let (all, like) = self.alike(&[inner.clone(), low.clone(), high.clone()], at)?;
                let [inner, low, high] = all.as_slice() else {
                    return None;
                };
                Some(self.same_kind(Operation::Clamp(*inner, *low, *high), like))
            }
            ("min", all) => {
                let (all, like) = self.alike(all, at)?;
                Some(self.same_kind(Operation::Extreme(Extreme::Least, all), like))
            }
            ("max", all) => {
                let (all, like) = self.alike(all, at)?;
                Some(self.same_kind(Operation::Extreme(Extreme::Most, all), like))
            }
            (_, all) => self.sum(all, at),
        }
    }

    pub(crate) fn sum(&mut self, all: &[Expression], at: Span) -> Option<Typed> {
        let (all, like) = self.alike(all, at)?;
        let mut terms = all.into_iter();
        let first = terms.next()?;
        let total = terms.fold(Typed { node: first, bare: like.bare }, |total, term| {
            self.same_kind(Operation::Pair(Pairing::Plus, total.node, term), like)
        });
        Some(total)
    }

    /// The nodes of expressions that must all have one unit.
    pub(crate) fn alike(&mut self, all: &[Expression], at: Span) -> Option<(Vec<NodeId>, Typed)> {
        let typed: Vec<Option<Typed>> = all.iter().map(|each| self.number(each)).collect();
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
        let (yes, no) = both(self.number(yes), self.number(no))?;
        let like = self.unified(yes, no, at)?;
        Some(self.same_kind(Operation::If(condition?, yes.node, no.node), like))
    }

    pub(crate) fn named_ask(&mut self, expression: &Expression) -> Option<usize> {
        let name = match &expression.kind {
            ExpressionKind::Name(name) => name.as_str(),
            ExpressionKind::Literal { .. }
            | ExpressionKind::Call { .. }
            | ExpressionKind::Negate(_)
            | ExpressionKind::Not(_)
            | ExpressionKind::Binary { .. } => "",
        };
        let found = self.ask_by_id.get(name).copied();
        if found.is_none() {
            let fault = Fault::NoSuchName {
                name: name.into(),
                wanted: "the id of an ask".into(),
                nearest: nearest(name, self.ask_by_id.names()),
            };
            self.report(expression.at, fault);
        }
        found
    }

    pub(crate) fn ticked(&mut self, expression: &Expression) -> Option<Typed> {
        let ask = self.named_ask(expression)?;
        if matches!(self.asks.get(ask).map(|ask| &ask.kind), Some(AskKind::Checklist { .. })) {
            return Some(Typed { node: self.plain(Operation::Ticked(ask)), bare: false });
        }
        let fault = Fault::WrongType {
            expected: "a checklist".into(),
            found: "another kind of ask".into(),
        };
        self.report(expression.at, fault);
        None
    }

    pub(crate) fn earned(&mut self, expression: &Expression) -> Option<Typed> {
        let ExpressionKind::Name(name) = &expression.kind else {
            let fault = Fault::WrongType {
                expected: "the id of a criterion".into(),
                found: "an expression".into(),
            };
            self.report(expression.at, fault);
            return None;
        };
        let Some(index) = self.criteria.iter().position(|rule| rule.id.as_str() == name) else {
            let fault = Fault::NoSuchName {
                name: name.clone(),
                wanted: "a criterion that this kind of subject is asked".into(),
                nearest: nearest(name, self.criteria.iter().map(|rule| rule.id.as_str())),
            };
            self.report(expression.at, fault);
            return None;
        };
        self.counted(index, expression.at)
    }
}

fn both<T>(left: Option<T>, right: Option<T>) -> Option<(T, T)> {
    Some((left?, right?))
}

/// Multiplies by a unit, so many times.
fn raise(units: &mut Units, name: String, power: i32) {
    match units.binary_search_by(|(known, _)| known.cmp(&name)) {
        Ok(place) => {
            if let Some((_, sum)) = units.get_mut(place) {
                *sum = sum.saturating_add(power);
            }
        }
        Err(place) => units.insert(place, (name, power)),
    }
}
