//! Expressions → nodes: names resolved, kinds and units checked, dependence on oneself refused.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Fault};
use crate::evaluate::slot::Slot;
use crate::label::Label;
use crate::model::criterion::Criterion as CriterionRule;
use crate::model::gate::GateRule;
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::parse::expression::{self, Comparison, Expression, ExpressionKind, Operator};
use crate::parse::shape::At;
use crate::parse::suggest::nearest;
use crate::plan::node::{Kind, Node, NodeId, Operation, Units};
use crate::plan::{Ask, AskKind, Item};
use crate::span::Span;

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

/// A plan while it is being built.
pub(crate) struct Builder<'a> {
    pub(crate) rubric: &'a Rubric,
    pub(crate) diagnostics: &'a mut Vec<Diagnostic>,
    pub(crate) asks: Vec<Ask>,
    pub(crate) items: Vec<Item>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) ask_by_id: BTreeMap<String, usize>,
    /// The criteria this kind of subject is asked, in the rubric's order.
    pub(crate) criteria: Vec<&'a CriterionRule>,
    pub(crate) gates: BTreeMap<String, &'a GateRule>,
    /// What is known of a criterion's or gate's nodes.
    pub(crate) built: BTreeMap<(Aspect, String), Option<Typed>>,
    pub(crate) underway: Vec<String>,
    /// The slots of the first nodes when nothing is answered: the ranges of everything possible.
    pub(crate) possible: Vec<Slot>,
}

/// What of a criterion or gate a node gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Aspect {
    Measure,
    RawShare,
    Counted,
    Verdict,
}

/// A node, and whether it is a bare number that takes any unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Typed {
    pub(crate) node: NodeId,
    pub(crate) bare: bool,
}

impl Builder<'_> {
    pub(crate) fn report(&mut self, at: Span, fault: Fault) {
        self.diagnostics.push(Diagnostic {
            fault,
            at,
            related: Vec::new(),
        });
    }

    pub(crate) fn push(&mut self, operation: Operation, kind: Kind, unit: Label) -> NodeId {
        self.nodes.push(Node {
            operation,
            kind,
            unit,
            bounds: Vec::new(),
        });
        NodeId(self.nodes.len().saturating_sub(1))
    }

    pub(crate) fn plain(&mut self, operation: Operation) -> NodeId {
        self.push(operation, plain(false), Label::default())
    }

    pub(crate) fn percent(&mut self, operation: Operation) -> NodeId {
        self.push(operation, plain(true), Label::default())
    }

    pub(crate) fn kind(&self, id: NodeId) -> Kind {
        self.nodes
            .get(id.0)
            .map_or(Kind::Truth, |node| node.kind.clone())
    }

    pub(crate) fn unit_label(&self, id: NodeId) -> Label {
        self.nodes
            .get(id.0)
            .map(|node| node.unit.clone())
            .unwrap_or_default()
    }

    pub(crate) fn bound(&mut self, id: NodeId, bound: &Number) {
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.bounds.push(bound.clone());
        }
    }

    /// The node of the expression that `text` holds.
    pub(crate) fn expression(&mut self, text: &At<String>) -> Option<Typed> {
        match expression::read(text, text.at) {
            Ok(expression) => self.typed(&expression),
            Err((at, fault)) => {
                self.report(at, fault);
                None
            }
        }
    }

    /// The node of an expression that must be a condition.
    pub(crate) fn condition(&mut self, text: &At<String>) -> Option<NodeId> {
        let typed = self.expression(text)?;
        self.expect_truth(typed, text.at)
    }

    /// The node of an expression that must be a quantity.
    pub(crate) fn quantity(&mut self, text: &At<String>) -> Option<NodeId> {
        let typed = self.expression(text)?;
        self.expect_quantity(typed, text.at).map(|_| typed.node)
    }

    fn typed(&mut self, expression: &Expression) -> Option<Typed> {
        match &expression.kind {
            ExpressionKind::Literal {
                number,
                percent,
                unit,
            } => self.literal(number, *percent, unit.as_deref(), expression.at),
            ExpressionKind::Name(name) => self.name(name, expression.at),
            ExpressionKind::Call {
                function,
                arguments,
            } => self.call(function, arguments, expression.at),
            ExpressionKind::Negate(inner) => {
                let inner = self.number(inner)?;
                Some(self.same_kind(Operation::Negate(inner.node), inner))
            }
            ExpressionKind::Not(inner) => {
                let inner = self.truth(inner)?;
                Some(self.as_truth(Operation::Not(inner)))
            }
            ExpressionKind::Binary {
                operator,
                left,
                right,
            } => self.binary(*operator, left, right),
        }
    }

    fn literal(
        &mut self,
        number: &Number,
        percent: bool,
        unit: Option<&str>,
        at: Span,
    ) -> Option<Typed> {
        let constant = Operation::Constant(number.clone());
        let Some(unit) = unit else {
            return Some(Typed {
                node: self.push(constant, plain(percent), Label::default()),
                bare: true,
            });
        };
        let known = self
            .rubric
            .unit
            .iter()
            .find(|known| known.id.as_str() == unit);
        let Some(known) = known else {
            let units = self.rubric.unit.iter().map(|known| &*known.id.it);
            let fault = Fault::NoSuchName {
                name: unit.to_string(),
                wanted: "a unit".into(),
                nearest: nearest(unit, units),
            };
            self.report(at, fault);
            return None;
        };
        let kind = Kind::Quantity {
            unit: Units::from([(unit.to_string(), 1)]),
            percent: false,
        };
        Some(Typed {
            node: self.push(constant, kind, known.name.it.clone()),
            bare: false,
        })
    }

    fn name(&mut self, name: &str, at: Span) -> Option<Typed> {
        if let Some(ask) = self.ask_by_id.get(name).copied() {
            return self.ask(ask);
        }
        if let Some(index) = self
            .criteria
            .iter()
            .position(|rule| rule.id.as_str() == name)
        {
            return self.guarded(Aspect::Measure, name, at, |builder| builder.measure(index));
        }
        if self.gates.contains_key(name) {
            return self.guarded(Aspect::Verdict, name, at, |builder| builder.verdict(name));
        }
        let fault = Fault::NoSuchName {
            name: name.to_string(),
            wanted: "an ask, criterion, gate or fact that this kind of subject is asked".into(),
            nearest: self.nearest_name(name),
        };
        self.report(at, fault);
        None
    }

    fn nearest_name(&self, name: &str) -> Option<String> {
        let criteria = self.criteria.iter().map(|rule| rule.id.as_str());
        let gates = self.gates.keys().map(String::as_str);
        nearest(
            name,
            self.ask_by_id
                .keys()
                .map(String::as_str)
                .chain(criteria)
                .chain(gates),
        )
    }

    /// Builds once, and refuses what depends on itself.
    pub(crate) fn guarded(
        &mut self,
        aspect: Aspect,
        name: &str,
        at: Span,
        build: impl FnOnce(&mut Self) -> Option<Typed>,
    ) -> Option<Typed> {
        let key = (aspect, name.to_string());
        if let Some(built) = self.built.get(&key) {
            return *built;
        }
        let marker = alloc::format!("{aspect:?} {name}");
        if self.underway.contains(&marker) {
            let through = self.underway.iter().chain([&marker]);
            let names = through
                .filter_map(|each| each.split(' ').nth(1))
                .map(ToString::to_string);
            let fault = Fault::Circular {
                through: names.collect(),
            };
            self.report(at, fault);
            return None;
        }
        self.underway.push(marker);
        let built = build(self);
        self.underway.pop();
        self.built.insert(key, built);
        built
    }

    pub(crate) fn ask(&mut self, index: usize) -> Option<Typed> {
        let ask = self.asks.get(index)?;
        let (operation, kind, unit) = match &ask.kind {
            AskKind::YesNo => (Operation::AskTruth(index), Kind::Truth, Label::default()),
            AskKind::Level { .. } | AskKind::Choice { .. } => {
                (Operation::Ask(index), plain(false), Label::default())
            }
            AskKind::Checklist { .. } => (Operation::Ask(index), plain(true), Label::default()),
            AskKind::Number(measured) if measured.percent => {
                (Operation::Ask(index), plain(true), Label::default())
            }
            AskKind::Number(measured) => {
                let unit = self.unit_of(index);
                (
                    Operation::Ask(index),
                    Kind::Quantity {
                        unit,
                        percent: false,
                    },
                    measured.unit.clone(),
                )
            }
        };
        Some(Typed {
            node: self.push(operation, kind, unit),
            bare: false,
        })
    }

    fn unit_of(&self, ask: usize) -> Units {
        let label = self.asks.get(ask).and_then(|ask| match &ask.kind {
            AskKind::Number(measured) => Some(&measured.unit),
            AskKind::Level { .. }
            | AskKind::YesNo
            | AskKind::Checklist { .. }
            | AskKind::Choice { .. } => None,
        });
        let unit = self
            .rubric
            .unit
            .iter()
            .find(|unit| Some(&unit.name.it) == label);
        unit.map(|unit| Units::from([(unit.id.to_string(), 1)]))
            .unwrap_or_default()
    }

    fn number(&mut self, expression: &Expression) -> Option<Typed> {
        let typed = self.typed(expression)?;
        self.expect_quantity(typed, expression.at)?;
        Some(typed)
    }

    fn truth(&mut self, expression: &Expression) -> Option<NodeId> {
        let typed = self.typed(expression)?;
        self.expect_truth(typed, expression.at)
    }

    fn expect_quantity(&mut self, typed: Typed, at: Span) -> Option<Units> {
        match self.kind(typed.node) {
            Kind::Quantity { unit, .. } => Some(unit),
            Kind::Truth => {
                let fault = Fault::WrongType {
                    expected: "a quantity".into(),
                    found: "a condition".into(),
                };
                self.report(at, fault);
                None
            }
        }
    }

    fn expect_truth(&mut self, typed: Typed, at: Span) -> Option<NodeId> {
        match self.kind(typed.node) {
            Kind::Truth => Some(typed.node),
            Kind::Quantity { .. } => {
                let fault = Fault::WrongType {
                    expected: "a condition".into(),
                    found: "a quantity".into(),
                };
                self.report(at, fault);
                None
            }
        }
    }

    fn as_truth(&mut self, operation: Operation) -> Typed {
        Typed {
            node: self.push(operation, Kind::Truth, Label::default()),
            bare: false,
        }
    }

    fn same_kind(&mut self, operation: Operation, like: Typed) -> Typed {
        let (kind, unit) = (self.kind(like.node), self.unit_label(like.node));
        Typed {
            node: self.push(operation, kind, unit),
            bare: like.bare,
        }
    }

    /// The one whose unit both have, or a report that they differ.
    fn unified(&mut self, left: Typed, right: Typed, at: Span) -> Option<Typed> {
        let (of_left, of_right) = (
            self.expect_quantity(left, at)?,
            self.expect_quantity(right, at)?,
        );
        if left.bare {
            return Some(if right.bare { left } else { right });
        }
        if right.bare || of_left == of_right {
            return Some(left);
        }
        let fault = Fault::UnitsDiffer {
            left: written(&of_left),
            right: written(&of_right),
        };
        self.report(at, fault);
        None
    }

    fn binary(
        &mut self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
    ) -> Option<Typed> {
        let at = Span {
            start: left.at.start,
            end: right.at.end,
        };
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
            Operator::Plus => self.sum_of_two(Operation::Plus, left, right, at),
            Operator::Minus => self.sum_of_two(Operation::Minus, left, right, at),
            Operator::Times => self.product(left, right, 1, Operation::Times),
            Operator::Over => self.product(left, right, -1, Operation::Over),
        }
    }

    fn sum_of_two(
        &mut self,
        operation: fn(NodeId, NodeId) -> Operation,
        left: &Expression,
        right: &Expression,
        at: Span,
    ) -> Option<Typed> {
        let (left, right) = both(self.number(left), self.number(right))?;
        let like = self.unified(left, right, at)?;
        Some(self.same_kind(operation(left.node, right.node), like))
    }

    fn product(
        &mut self,
        left: &Expression,
        right: &Expression,
        sign: i32,
        operation: fn(NodeId, NodeId) -> Operation,
    ) -> Option<Typed> {
        let (left, right) = both(self.number(left), self.number(right))?;
        let (
            Kind::Quantity { unit, percent },
            Kind::Quantity {
                unit: other,
                percent: also,
            },
        ) = (self.kind(left.node), self.kind(right.node))
        else {
            return None;
        };
        let mut units = unit;
        for (name, power) in other {
            let entry = units.entry(name).or_default();
            *entry = entry.saturating_add(power.saturating_mul(sign));
        }
        units.retain(|_, power| *power != 0);
        let percent = units.is_empty()
            && sign > 0
            && (percent || also)
            && (percent && also || left.bare || right.bare);
        let label = self.single_unit(&units);
        let kind = Kind::Quantity {
            unit: units,
            percent,
        };
        let node = self.push(operation(left.node, right.node), kind, label);
        Some(Typed {
            node,
            bare: left.bare && right.bare,
        })
    }

    /// The words of a unit that stands alone; none for compound units.
    fn single_unit(&self, units: &Units) -> Label {
        let mut powers = units.iter();
        match (powers.next(), powers.next()) {
            (Some((id, 1)), None) => {
                let known = self.rubric.unit.iter().find(|unit| unit.id.as_str() == id);
                known.map(|unit| unit.name.it.clone()).unwrap_or_default()
            }
            _ => Label::default(),
        }
    }

    fn comparison(
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

    fn call(&mut self, function: &str, arguments: &[Expression], at: Span) -> Option<Typed> {
        let Some((_, takes)) = FUNCTIONS.iter().find(|(name, _)| *name == function) else {
            let known = FUNCTIONS.iter().map(|(name, _)| *name);
            let fault = Fault::NoSuchFunction {
                name: function.into(),
                nearest: nearest(function, known),
            };
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
            ("share", [part, whole]) => self.ratio(Operation::Share, part, whole, at),
            ("growth", [now, before]) => self.ratio(Operation::Growth, now, before, at),
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
                Some(self.same_kind(Operation::Least(all), like))
            }
            ("max", all) => {
                let (all, like) = self.alike(all, at)?;
                Some(self.same_kind(Operation::Most(all), like))
            }
            (_, all) => self.sum(all, at),
        }
    }

    fn sum(&mut self, all: &[Expression], at: Span) -> Option<Typed> {
        let (all, like) = self.alike(all, at)?;
        let mut terms = all.into_iter();
        let first = terms.next()?;
        let total = terms.fold(
            Typed {
                node: first,
                bare: like.bare,
            },
            |total, term| self.same_kind(Operation::Plus(total.node, term), like),
        );
        Some(total)
    }

    /// The nodes of expressions that must all have one unit.
    fn alike(&mut self, all: &[Expression], at: Span) -> Option<(Vec<NodeId>, Typed)> {
        let typed: Vec<Option<Typed>> = all.iter().map(|each| self.number(each)).collect();
        let typed: Vec<Typed> = typed.into_iter().collect::<Option<_>>()?;
        let mut like = *typed.first()?;
        for each in &typed {
            like = self.unified(like, *each, at)?;
        }
        Some((typed.iter().map(|each| each.node).collect(), like))
    }

    fn ratio(
        &mut self,
        operation: fn(NodeId, NodeId) -> Operation,
        above: &Expression,
        below: &Expression,
        at: Span,
    ) -> Option<Typed> {
        let (above, below) = both(self.number(above), self.number(below))?;
        self.unified(above, below, at)?;
        Some(Typed {
            node: self.percent(operation(above.node, below.node)),
            bare: false,
        })
    }

    fn choice(
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

    fn named_ask(&mut self, expression: &Expression) -> Option<usize> {
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
                nearest: nearest(name, self.ask_by_id.keys().map(String::as_str)),
            };
            self.report(expression.at, fault);
        }
        found
    }

    fn ticked(&mut self, expression: &Expression) -> Option<Typed> {
        let ask = self.named_ask(expression)?;
        if matches!(
            self.asks.get(ask).map(|ask| &ask.kind),
            Some(AskKind::Checklist { .. })
        ) {
            return Some(Typed {
                node: self.plain(Operation::Ticked(ask)),
                bare: false,
            });
        }
        let fault = Fault::WrongType {
            expected: "a checklist".into(),
            found: "another kind of ask".into(),
        };
        self.report(expression.at, fault);
        None
    }

    fn earned(&mut self, expression: &Expression) -> Option<Typed> {
        let ExpressionKind::Name(name) = &expression.kind else {
            let fault = Fault::WrongType {
                expected: "the id of a criterion".into(),
                found: "an expression".into(),
            };
            self.report(expression.at, fault);
            return None;
        };
        let Some(index) = self
            .criteria
            .iter()
            .position(|rule| rule.id.as_str() == name)
        else {
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

pub(crate) fn plain(percent: bool) -> Kind {
    Kind::Quantity {
        unit: Units::new(),
        percent,
    }
}

fn both<T>(left: Option<T>, right: Option<T>) -> Option<(T, T)> {
    Some((left?, right?))
}

/// Units as a reader writes them: `person`, `person/session`; `no unit` for none.
fn written(units: &Units) -> String {
    let side = |positive: bool| {
        let powers = units.iter().filter(|(_, power)| (**power > 0) == positive);
        let names: Vec<&str> = powers.map(|(name, _)| name.as_str()).collect();
        names.join("·")
    };
    match (side(true), side(false)) {
        (above, below) if above.is_empty() && below.is_empty() => "no unit".into(),
        (above, below) if below.is_empty() => above,
        (above, below) if above.is_empty() => alloc::format!("1/{below}"),
        (above, below) => alloc::format!("{above}/{below}"),
    }
}
