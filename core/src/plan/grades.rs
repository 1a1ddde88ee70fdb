//! Grades with their nodes, and what expressions may say of dimensions, grades and the total.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::model::grade::GradeRule;
use crate::model::rating::Judged;
use crate::number::Number;
use crate::parse::expression::{Comparison, Expression, ExpressionKind};
use crate::parse::suggest::nearest;
use crate::plan::Grade;
use crate::plan::build::label;
use crate::plan::names::{Aspect, Builder, Typed};
use crate::plan::node::{Kind, NodeId, Operation, Pairing};
use crate::plan::scale::{JudgedBy, ScaleRules};
use crate::span::Span;

impl<'a> ScaleRules<'a> {
    pub(crate) fn of_grade(rule: &'a GradeRule) -> Self {
        Self {
            lowest: &rule.lowest.it,
            levels: &rule.levels,
            adjust: &rule.adjust,
            clauses: &rule.clauses,
            is_cumulative: rule.cumulative.as_ref().is_some_and(|yes| yes.it),
        }
    }
}

impl<'a> Builder<'a> {
    pub(crate) fn all_grades(&mut self) -> Vec<Grade> {
        for rule in &self.rubric.grade {
            self.graded(&rule.id, rule.id.at);
        }
        let mut grades = core::mem::take(&mut self.grades);
        let place = |id: &str| self.rubric.grade.iter().position(|rule| rule.id.as_str() == id);
        grades.sort_by_key(|grade| place(&grade.id));
        grades
    }

    /// The worth of the level reached, built once.
    pub(crate) fn graded(&mut self, id: &str, at: Span) -> Option<Typed> {
        let rule = self.rubric.grade.iter().find(|rule| rule.id.as_str() == id);
        let Some(rule) = rule else {
            let known = self.rubric.grade.iter().map(|rule| rule.id.as_str());
            let fault = Fault::NoSuchName {
                name: id.to_string(),
                wanted: "a grade".into(),
                nearest: nearest(id, known),
            };
            self.report(at, fault);
            return None;
        };
        self.guarded(Aspect::Grade, id, at, |builder| {
            let grade = builder.grade(rule);
            let worth = grade.worth;
            builder.grades.push(grade);
            Some(Typed { node: worth, bare: false })
        })
    }

    fn grade(&mut self, rule: &'a GradeRule) -> Grade {
        let by = self.grade_judged_by(rule);
        let absent_when = by.absent_when;
        let scale = self.scale(&ScaleRules::of_grade(rule), &by);
        let worth = self.plain(Operation::Worth(scale.outcome, scale.worths.clone()));
        Grade {
            id: rule.id.to_string(),
            name: rule.name.it.clone(),
            scale,
            worth,
            absent_when,
            absent_reason: label(rule.absent_reason.as_ref()),
            clauses: rule.clauses.iter().map(|clause| self.clause(clause)).collect(),
        }
    }

    fn grade_judged_by(&mut self, rule: &'a GradeRule) -> JudgedBy {
        let absent_when = rule.absent_when.as_ref().and_then(|text| self.condition(text));
        let dimensions = if rule.levels.iter().any(|level| level.each_dimension.is_some()) {
            self.held_to_minima()
        } else {
            Vec::new()
        };
        let mut by =
            JudgedBy { absent_when, dimensions, stands_by_it: true, ..JudgedBy::default() };
        let Some(text) = &rule.of else { return by };
        let dimension = self.rubric.dimension.iter().position(|one| *one.id.it == *text.it);
        let of = match dimension {
            Some(place) => {
                by.name = self
                    .rubric
                    .dimension
                    .get(place)
                    .map(|one| one.name.it.clone())
                    .unwrap_or_default();
                self.scored(place).map(|typed| typed.node)
            }
            None => {
                by.expression.clone_from(&text.it);
                self.quantity(text)
            }
        };
        let is_published = rule.judged.as_ref().is_some_and(|word| word.it == Judged::Published);
        by.of = of.map(|node| if is_published { self.published(node) } else { node });
        // What could not be built is reported already; the cut-offs need something to stand by.
        by.of = by.of.or_else(|| Some(self.nothing().node));
        by
    }

    /// The number as published: a share in percent, hence with two more places.
    pub(crate) fn published(&mut self, node: NodeId) -> NodeId {
        let is_percent = matches!(self.kind(node), Kind::Quantity { percent: true, .. });
        let extra = if is_percent { 2 } else { 0 };
        let like = Typed { node, bare: false };
        self.same_kind(Operation::Published(node, extra), like).node
    }

    /// The dimensions that minima are asked of: those of the base score that are part of no other.
    pub(crate) fn held_to_minima(&mut self) -> Vec<(usize, NodeId)> {
        let rules = self.rubric.dimension.iter().enumerate();
        let held = rules.filter(|(_, rule)| {
            rule.in_.is_none() && rule.bonus.is_none() && rule.demerit.is_none()
        });
        let places: Vec<usize> = held.map(|(place, _)| place).collect();
        let judged = places.into_iter().filter_map(|place| {
            self.scored(place)?;
            Some((place, self.scored.get(place)?.as_ref()?.judged))
        });
        judged.collect()
    }

    /// The worth of a grade over its highest.
    pub(crate) fn grade_share(&mut self, id: &str, at: Span) -> Option<NodeId> {
        let worth = self.graded(id, at)?;
        let grade = self.grades.iter().find(|grade| grade.id == id)?;
        let highest = grade.scale.worths.iter().max()?.clone();
        if highest.is_zero() || highest.is_negative() {
            let (expected, found) = ("a highest worth above 0".into(), highest.to_string());
            self.report(at, Fault::WrongShape { key: "worth".into(), expected, found });
            return None;
        }
        let highest = self.plain(Operation::Constant(highest));
        Some(self.percent(Operation::Pair(Pairing::Over, worth.node, highest)))
    }

    /// What `name` stands for among the outcomes: the total, or a grade. `None` when it is neither.
    pub(crate) fn outcome(&mut self, name: &str, at: Span) -> Option<Option<Typed>> {
        if let Some((_, found)) = self.locals.iter().rev().find(|(known, _)| known == name) {
            return Some(Some(*found));
        }
        if self.rubric.grade.iter().any(|rule| rule.id.as_str() == name) {
            return Some(self.graded(name, at));
        }
        (name == "total").then(|| self.total())
    }

    /// `score(dimension)`: its share of the full points.
    pub(crate) fn score_of(&mut self, dimension: &Expression) -> Option<Typed> {
        let place = self.named_dimension(dimension)?;
        let score = self.scored(place)?;
        let (weight, stands_apart) = self.weight_of(place)?;
        if !stands_apart {
            return Some(score);
        }
        let cap = self.plain(Operation::Constant(weight));
        let node = self.percent(Operation::Pair(Pairing::Over, score.node, cap));
        Some(Typed { node, bare: false })
    }

    /// `points(criterion or dimension)`: the points earned.
    pub(crate) fn points_of(&mut self, of: &Expression) -> Option<Typed> {
        let name = named(of);
        let criterion = self.criteria.iter().position(|rule| Some(rule.id.as_str()) == name);
        let (share, weight) = match criterion {
            Some(index) => {
                let weight = self.criteria.get(index)?.weight.it.clone();
                (self.counted(index, of.at)?.node, weight)
            }
            None => {
                let place = self.named_dimension(of)?;
                let score = self.scored(place)?;
                let (weight, stands_apart) = self.weight_of(place)?;
                if stands_apart {
                    return Some(score);
                }
                (score.node, weight)
            }
        };
        let weight = self.plain(Operation::Constant(weight));
        let node = self.plain(Operation::Pair(Pairing::Times, share, weight));
        Some(Typed { node, bare: false })
    }

    /// `reached(grade, level)`: at least that level.
    pub(crate) fn reached(&mut self, grade: &Expression, level: &Expression) -> Option<Typed> {
        let id = named(grade).unwrap_or_default();
        self.graded(id, grade.at)?;
        let rule = self.rubric.grade.iter().find(|rule| rule.id.as_str() == id)?;
        let written = match &level.kind {
            ExpressionKind::Literal { number, percent: false, unit: None } => number.to_string(),
            ExpressionKind::Name(name) => name.clone(),
            ExpressionKind::Literal { .. }
            | ExpressionKind::Date(_)
            | ExpressionKind::Call { .. }
            | ExpressionKind::Negate(_)
            | ExpressionKind::Not(_)
            | ExpressionKind::Binary { .. } => alloc::string::String::new(),
        };
        let place = self.place_on(&ScaleRules::of_grade(rule), &written, level.at)?;
        let outcome = self.grades.iter().find(|grade| grade.id == id)?.scale.outcome;
        let place = self.plain(Operation::Constant(Number::from_count(place)));
        Some(self.as_truth(Operation::Compare(Comparison::AtLeast, outcome, place)))
    }

    fn named_dimension(&mut self, expression: &Expression) -> Option<usize> {
        let name = named(expression).unwrap_or_default();
        let all = &self.rubric.dimension;
        let place = all.iter().position(|rule| rule.id.as_str() == name);
        if place.is_none() {
            let fault = Fault::NoSuchName {
                name: name.to_string(),
                wanted: "a dimension".into(),
                nearest: nearest(name, all.iter().map(|rule| rule.id.as_str())),
            };
            self.report(expression.at, fault);
        }
        place
    }

    /// The full points of a dimension, and whether it stands apart from the base score.
    fn weight_of(&self, place: usize) -> Option<(Number, bool)> {
        let rule = self.rubric.dimension.get(place)?;
        let scored = self.scored.get(place)?.as_ref()?;
        Some((scored.weight.clone(), rule.bonus.is_some() || rule.demerit.is_some()))
    }
}

/// The name that an expression is.
pub(crate) fn named(expression: &Expression) -> Option<&str> {
    match &expression.kind {
        ExpressionKind::Name(name) => Some(name),
        ExpressionKind::Literal { .. }
        | ExpressionKind::Date(_)
        | ExpressionKind::Call { .. }
        | ExpressionKind::Negate(_)
        | ExpressionKind::Not(_)
        | ExpressionKind::Binary { .. } => None,
    }
}
