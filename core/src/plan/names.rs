//! Expressions → nodes: names resolved, kinds and units checked, dependence on oneself refused.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::RefCell;

use crate::diagnostic::{Diagnostic, Fault};
use crate::evaluate::slot::Slot;
use crate::label::Label;
use crate::model::criterion::Criterion as CriterionRule;
use crate::model::gate::GateRule;
use crate::model::rubric::Rubric;
use crate::model::table::TableRule;
use crate::named::ByName;
use crate::number::Number;
use crate::parse::expression::{self, Expression, ExpressionKind};
use crate::parse::shape::{At, Id};
use crate::parse::suggest::nearest;
use crate::plan::build::Totals;
use crate::plan::groups::Scored;
use crate::plan::node::{Kind, Node, NodeId, Operation, Table, Units, Walk};
use crate::plan::profile::ToldApart;
use crate::plan::{Ask, AskKind, Grade, Item};
use crate::span::Span;

/// The longest chain of names that depend on one another.
const DEEPEST_DEPENDENCE: usize = 60;

/// A plan while it is being built.
pub(crate) struct Builder<'a> {
    pub(crate) rubric: &'a Rubric,
    /// The choice of categories.
    pub(crate) profile: &'a BTreeMap<String, String>,
    pub(crate) told_apart: &'a mut ToldApart,
    pub(crate) diagnostics: &'a mut Vec<Diagnostic>,
    pub(crate) asks: Vec<Ask>,
    pub(crate) items: Vec<Item>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) ask_by_id: ByName<usize>,
    /// The criteria this kind of subject is asked, in the rubric's order.
    pub(crate) criteria: Vec<&'a CriterionRule>,
    pub(crate) criterion_by_id: ByName<usize>,
    /// The criteria that name each dimension.
    pub(crate) criteria_in: ByName<Vec<usize>>,
    pub(crate) dimension_by_id: ByName<usize>,
    pub(crate) quantity_by_id: ByName<usize>,
    pub(crate) gates: ByName<&'a GateRule>,
    /// The tables as they are for this kind of subject.
    pub(crate) tables: Vec<(Arc<Table>, &'a TableRule)>,
    /// What is known of the nodes of everything with an id.
    pub(crate) built: [ByName<Option<Typed>>; ASPECTS],
    pub(crate) underway: Vec<String>,
    /// Asks that are parts, and what they are parts of.
    pub(crate) parts_of: Vec<(usize, At<Id>)>,
    /// The slots of the first nodes when nothing is answered: the ranges of everything possible.
    pub(crate) possible: Vec<Slot>,
    /// For walks through the nodes.
    pub(crate) walk: RefCell<Walk>,
    /// The part of an expression that is being built; empty outside of them.
    pub(crate) here: Span,
    /// What is known of each dimension's nodes, by its place.
    pub(crate) scored: Vec<Option<Scored>>,
    pub(crate) grades: Vec<Grade>,
    pub(crate) totals: Option<Totals>,
    /// Names that hold in the condition at hand and nowhere else.
    pub(crate) locals: Vec<(String, Typed)>,
}

/// What of a criterion, gate or quantity a node gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Aspect {
    Measure,
    RawShare,
    LeaveOut,
    Counted,
    Verdict,
    Quantity,
    Score,
    Grade,
    Total,
}

/// How many aspects there are.
pub(crate) const ASPECTS: usize = 9;

/// A unit as it is known here.
pub(crate) struct KnownUnit {
    pub(crate) id: String,
    pub(crate) name: Label,
    pub(crate) whole: bool,
}

/// A node, and whether it is a bare number that takes any unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Typed {
    pub(crate) node: NodeId,
    pub(crate) bare: bool,
}

impl Builder<'_> {
    pub(crate) fn report(&mut self, at: Span, fault: Fault) {
        self.diagnostics.push(Diagnostic { fault, at, related: Vec::new() });
    }

    pub(crate) fn push(&mut self, operation: Operation, kind: Kind, unit: Label) -> NodeId {
        self.nodes.push(Node { operation, kind, unit, bounds: Vec::new(), at: self.here });
        NodeId(self.nodes.len().saturating_sub(1))
    }

    pub(crate) fn plain(&mut self, operation: Operation) -> NodeId {
        self.push(operation, plain(false), Label::default())
    }

    pub(crate) fn percent(&mut self, operation: Operation) -> NodeId {
        self.push(operation, plain(true), Label::default())
    }

    pub(crate) fn kind(&self, id: NodeId) -> Kind {
        self.nodes.get(id.0).map_or(Kind::Truth, |node| node.kind.clone())
    }

    pub(crate) fn unit_label(&self, id: NodeId) -> Label {
        self.nodes.get(id.0).map(|node| node.unit.clone()).unwrap_or_default()
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
            Err(misread) => {
                let (at, fault) = *misread;
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

    pub(crate) fn typed(&mut self, expression: &Expression) -> Option<Typed> {
        let outside = core::mem::replace(&mut self.here, expression.at);
        let typed = self.typed_here(expression);
        self.here = outside;
        typed
    }

    fn typed_here(&mut self, expression: &Expression) -> Option<Typed> {
        match &expression.kind {
            ExpressionKind::Literal { number, percent, unit } => {
                self.literal(number, *percent, unit.as_deref(), expression.at)
            }
            ExpressionKind::Date(days) => {
                let day = Operation::Constant(Number::from_whole(*days));
                Some(Typed { node: self.push(day, Kind::Date, Label::default()), bare: false })
            }
            ExpressionKind::Name(name) => self.name(name, expression.at),
            ExpressionKind::Call { function, arguments } => {
                self.call(function, arguments, expression.at)
            }
            ExpressionKind::Negate(inner) => {
                let inner = self.number(inner)?;
                Some(self.same_kind(Operation::Negate(inner.node), inner))
            }
            ExpressionKind::Not(inner) => {
                let inner = self.truth(inner)?;
                Some(self.as_truth(match self.constant_truth(inner) {
                    Some(holds) => Operation::Truth(!holds),
                    None => Operation::Not(inner),
                }))
            }
            ExpressionKind::Binary { operator, left, right } => self.binary(*operator, left, right),
        }
    }

    pub(crate) fn literal(
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
        let known = self.unit(unit, at)?;
        let kind = Kind::Quantity { unit: Units::from([(known.id, 1)]), percent: false };
        Some(Typed { node: self.push(constant, kind, known.name), bare: false })
    }

    /// The unit that `id` names: one of the rubric's own, or the day.
    pub(crate) fn unit(&mut self, id: &str, at: Span) -> Option<KnownUnit> {
        let name = self.unit_name(id);
        if name.is_none() {
            let units = self.rubric.unit.iter().map(|known| &*known.id.it).chain([DAY]);
            let fault = Fault::NoSuchName {
                name: id.to_string(),
                wanted: "a unit".into(),
                nearest: nearest(id, units),
            };
            self.report(at, fault);
        }
        let known = self.rubric.unit.iter().find(|known| known.id.as_str() == id);
        let whole = known.and_then(|known| known.whole.as_ref()).is_some_and(|whole| whole.it);
        name.map(|name| KnownUnit { id: id.to_string(), name, whole })
    }

    /// The words of a unit.
    pub(crate) fn unit_name(&self, id: &str) -> Option<Label> {
        let known = self.rubric.unit.iter().find(|known| known.id.as_str() == id);
        let words = known.map(|known| known.name.it.clone());
        let day =
            || Label::from_pairs([("zh", "天"), ("en", "days")].map(|(a, b)| (a.into(), b.into())));
        words.or_else(|| (id == DAY).then(day))
    }

    pub(crate) fn name(&mut self, name: &str, at: Span) -> Option<Typed> {
        if let Some(ask) = self.ask_by_id.get(name).copied() {
            return self.ask(ask);
        }
        if let Some(index) = self.criterion_by_id.get(name).copied() {
            return self.guarded(Aspect::Measure, name, at, |builder| builder.measure(index));
        }
        if self.gates.contains(name) {
            return self.guarded(Aspect::Verdict, name, at, |builder| builder.verdict(name));
        }
        if let Some(index) = self.quantity_place(name) {
            return self.derived(index, at);
        }
        if let Some(outcome) = self.outcome(name, at) {
            return outcome;
        }
        let fault = Fault::NoSuchName {
            name: name.to_string(),
            wanted: "an ask, criterion, gate or fact that this kind of subject is asked".into(),
            nearest: self.nearest_name(name),
        };
        self.report(at, fault);
        None
    }

    pub(crate) fn nearest_name(&self, name: &str) -> Option<String> {
        let criteria = self.criteria.iter().map(|rule| rule.id.as_str());
        let gates = self.gates.names();
        let quantities = self.rubric.quantity.iter().map(|entry| entry.base.id.as_str());
        let grades = self.rubric.grade.iter().map(|rule| rule.id.as_str());
        let outcomes = quantities.chain(grades);
        nearest(name, self.ask_by_id.names().chain(criteria).chain(gates).chain(outcomes))
    }

    /// Builds once, and refuses what depends on itself.
    pub(crate) fn guarded(
        &mut self,
        aspect: Aspect,
        name: &str,
        at: Span,
        build: impl FnOnce(&mut Self) -> Option<Typed>,
    ) -> Option<Typed> {
        if let Some(built) = self.built_as(aspect, name) {
            return built;
        }
        let marker = alloc::format!("{aspect:?} {name}");
        if self.underway.contains(&marker) {
            let through = self.underway.iter().chain([&marker]);
            let names = through.filter_map(|each| each.split(' ').nth(1)).map(ToString::to_string);
            let fault = Fault::Circular { through: names.collect() };
            self.report(at, fault);
            return None;
        }
        if self.underway.len() > DEEPEST_DEPENDENCE {
            let (found, most) = (self.underway.len().to_string(), DEEPEST_DEPENDENCE.to_string());
            self.report(at, Fault::TooLarge { what: "the chain of names".into(), found, most });
            return None;
        }
        self.underway.push(marker);
        let locals = core::mem::take(&mut self.locals);
        let built = build(self);
        self.locals = locals;
        self.underway.pop();
        if let Some(known) = self.built.get_mut(aspect as usize) {
            known.insert(name.to_string(), built);
        }
        built
    }

    /// The node that was built, or `None` inside when it could not be; `None` when nobody tried.
    pub(crate) fn built_as(&self, aspect: Aspect, name: &str) -> Option<Option<Typed>> {
        self.built.get(aspect as usize)?.get(name).copied()
    }

    pub(crate) fn ask(&mut self, index: usize) -> Option<Typed> {
        let ask = self.asks.get(index)?;
        let (operation, kind, unit) = match &ask.kind {
            AskKind::YesNo => (Operation::AskTruth(index), Kind::Truth, Label::default()),
            AskKind::Date(_) => (Operation::Ask(index), Kind::Date, Label::default()),
            AskKind::Period(_) | AskKind::Series { .. } => {
                (Operation::Ask(index), Kind::Answer, Label::default())
            }
            AskKind::Choice { .. } | AskKind::Distribution { .. }
                if !ask.kind.is_worth_something() =>
            {
                (Operation::Ask(index), Kind::Answer, Label::default())
            }
            AskKind::Level { .. } | AskKind::Choice { .. } | AskKind::Distribution { .. } => {
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
                    Kind::Quantity { unit, percent: false },
                    measured.unit.clone(),
                )
            }
        };
        Some(Typed { node: self.push(operation, kind, unit), bare: false })
    }

    pub(crate) fn unit_of(&self, ask: usize) -> Units {
        match self.asks.get(ask).map(|ask| &ask.kind) {
            Some(AskKind::Number(measured) | AskKind::Series { measured, .. }) => {
                measured.unit_id.iter().map(|unit| (unit.clone(), 1)).collect()
            }
            Some(
                AskKind::Level { .. }
                | AskKind::YesNo
                | AskKind::Checklist { .. }
                | AskKind::Choice { .. }
                | AskKind::Date(_)
                | AskKind::Period(_)
                | AskKind::Distribution { .. },
            )
            | None => Units::new(),
        }
    }

    pub(crate) fn number(&mut self, expression: &Expression) -> Option<Typed> {
        let typed = self.typed(expression)?;
        self.expect_quantity(typed, expression.at)?;
        Some(typed)
    }

    /// A quantity or a day.
    pub(crate) fn value(&mut self, expression: &Expression) -> Option<Typed> {
        let typed = self.typed(expression)?;
        if self.kind(typed.node) != Kind::Date {
            self.expect_quantity(typed, expression.at)?;
        }
        Some(typed)
    }

    pub(crate) fn truth(&mut self, expression: &Expression) -> Option<NodeId> {
        let typed = self.typed(expression)?;
        self.expect_truth(typed, expression.at)
    }

    pub(crate) fn expect_quantity(&mut self, typed: Typed, at: Span) -> Option<Units> {
        match self.kind(typed.node) {
            Kind::Quantity { unit, .. } => Some(unit),
            other @ (Kind::Truth | Kind::Answer | Kind::Date) => {
                self.wrong_type("a quantity", word_of(&other), at)
            }
        }
    }

    pub(crate) fn expect_truth(&mut self, typed: Typed, at: Span) -> Option<NodeId> {
        match self.kind(typed.node) {
            Kind::Truth => Some(typed.node),
            other @ (Kind::Quantity { .. } | Kind::Answer | Kind::Date) => {
                self.wrong_type("a condition", word_of(&other), at)
            }
        }
    }

    pub(crate) fn wrong_type<T>(&mut self, expected: &str, found: &str, at: Span) -> Option<T> {
        self.report(at, Fault::WrongType { expected: expected.into(), found: found.into() });
        None
    }

    pub(crate) fn as_truth(&mut self, operation: Operation) -> Typed {
        Typed { node: self.push(operation, Kind::Truth, Label::default()), bare: false }
    }

    pub(crate) fn same_kind(&mut self, operation: Operation, like: Typed) -> Typed {
        let (kind, unit) = (self.kind(like.node), self.unit_label(like.node));
        Typed { node: self.push(operation, kind, unit), bare: like.bare }
    }

    /// The one whose unit both have, or a report that they differ.
    pub(crate) fn unified(&mut self, left: Typed, right: Typed, at: Span) -> Option<Typed> {
        if self.kind(left.node) == Kind::Date && self.kind(right.node) == Kind::Date {
            return Some(left);
        }
        let (of_left, of_right) =
            (self.expect_quantity(left, at)?, self.expect_quantity(right, at)?);
        if left.bare {
            return Some(if right.bare { left } else { right });
        }
        if right.bare || of_left == of_right {
            return Some(left);
        }
        let fault = Fault::UnitsDiffer { left: written(&of_left), right: written(&of_right) };
        self.report(at, fault);
        None
    }
}

/// The unit that is known without being declared.
pub(crate) const DAY: &str = "day";

/// A kind in words.
pub(crate) fn word_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Quantity { .. } => "a quantity",
        Kind::Truth => "a condition",
        Kind::Date => "a day",
        Kind::Answer => "an answer without a number",
    }
}

pub(crate) fn plain(percent: bool) -> Kind {
    Kind::Quantity { unit: Units::new(), percent }
}

/// Units as a reader writes them: `person`, `person/session`; `no unit` for none.
pub(crate) fn written(units: &Units) -> String {
    let side = |positive: bool| {
        let powers = units.iter().filter(|(_, power)| (*power > 0) == positive);
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
