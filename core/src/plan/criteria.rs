//! Criteria with their nodes, and the proofs by ranges that their shares are shares.

use crate::report::v1;
use crate::rounding::{Rounding, RoundingMode};
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::evaluate::node::Answers;
use crate::evaluate::slot::{Absence, Doubts, Quantity, Slot};
use crate::model::criterion::{Criterion as CriterionRule, Dimension as DimensionRule, Standing};
use crate::model::rubric::{Missing, WhenUndefined};
use crate::named::sorted;
use crate::number::Number;
use crate::parse::suggest::nearest;
use crate::plan::build::label;
use crate::plan::names::{Aspect, Builder, Typed};
use crate::plan::node::{NodeId, Operation};
use crate::plan::{Criterion, Flag, NamedNode, profile};

/// Whether the criterion counts in a later edition only.
pub(crate) fn is_future(rule: &CriterionRule) -> bool {
    rule.standing.as_ref().is_some_and(|word| word.it == Standing::Future)
}

impl Builder<'_> {
    pub(crate) fn all_criteria(&mut self) -> Vec<Criterion> {
        (0..self.criteria.len()).filter_map(|index| self.criterion(index)).collect()
    }

    pub(crate) fn criterion(&mut self, index: usize) -> Option<Criterion> {
        let rule = *self.criteria.get(index)?;
        let at = rule.id.at;
        let nothing = self.nothing();
        let measure = self.measure_of(index, at).unwrap_or(nothing).node;
        let raw_share = self.raw_share(index, at).unwrap_or(nothing).node;
        let leave_out = self.leave_out(index, at).map(|typed| typed.node);
        let share = self.counted(index, at).unwrap_or(nothing).node;
        let (lowest, undefined) = self.check_share(rule, raw_share);
        // Criteria are the last items, in a row.
        let item = self.items.len().checked_sub(self.criteria.len())?.checked_add(index)?;
        let measured_by = self.asks_behind(raw_share);
        let mut needs = measured_by.clone();
        needs.extend(leave_out.map(|node| self.asks_behind(node)).unwrap_or_default());
        let mut needs = sorted(needs, usize::cmp);
        needs.dedup();
        let dimensions = &self.rubric.dimension;
        let dimension = self.dimension_by_id.get(&rule.in_).copied();
        if dimension.is_none() {
            let fault = Fault::NoSuchName {
                name: rule.in_.to_string(),
                wanted: "a dimension".into(),
                nearest: nearest(&rule.in_, dimensions.iter().map(|known| known.id.as_str())),
            };
            self.report(rule.in_.at, fault);
        }
        let weight = if is_future(rule) { Number::zero() } else { rule.weight.it.clone() };
        Some(Criterion {
            item,
            dimension: dimension.unwrap_or_default(),
            part: weight.clone(),
            weight,
            is_future: is_future(rule),
            measure,
            expression: rule.measure.as_ref().map(|text| text.it.clone()),
            raw_share,
            share,
            leave_out,
            leave_out_reason: label(rule.leave_out_reason.as_ref()),
            undefined,
            missing: self.missing(rule),
            na_counts: self.na_counts(rule),
            lowest,
            needs,
            measured_by,
            leans: self.leans(raw_share),
            figures: self.figures(rule),
            flags: rule
                .flags
                .iter()
                .filter_map(|flag| {
                    let when = self.condition(&flag.when)?;
                    Some(Flag { id: flag.id.to_string(), when, say: flag.say.it.clone() })
                })
                .collect(),
        })
    }

    fn figures(&mut self, rule: &CriterionRule) -> Vec<NamedNode> {
        let figures = rule.figures.iter().filter_map(|figure| {
            let node = self.quantity(&figure.of)?;
            Some(NamedNode { id: figure.id.to_string(), name: figure.name.it.clone(), node })
        });
        figures.collect()
    }

    /// What the criterion counts that nobody answers: by its own rule, its dimension's, or the
    /// rubric's.
    fn missing(&self, rule: &CriterionRule) -> Missing {
        let by_default = self.rubric.missing.as_ref().map(|missing| missing.final_.it);
        let around = self.around(rule, |dimension| {
            // Where enough must be answered, what is not is left out.
            let by_half = dimension.answered.as_ref().map(|_| Missing::LeaveOut);
            by_half.or_else(|| dimension.missing.as_ref().map(|missing| missing.it))
        });
        let own = rule.missing.as_ref().map(|missing| missing.it);
        own.or(around).or(by_default).unwrap_or(Missing::Lowest)
    }

    /// What the criterion counts that is marked not applicable, likewise.
    fn na_counts(&self, rule: &CriterionRule) -> Missing {
        let by_default = self.rubric.not_applicable.as_ref().and_then(|rule| rule.counts.as_ref());
        let own = rule.na_counts.as_ref().map(|counts| counts.it);
        let around = |dimension: &DimensionRule| dimension.na_counts.as_ref().map(|word| word.it);
        own.or_else(|| self.around(rule, around))
            .or(by_default.map(|word| word.it))
            .unwrap_or(Missing::LeaveOut)
    }

    /// What the dimension of `rule` says, or else the nearest around it that says anything.
    fn around(
        &self,
        rule: &CriterionRule,
        says: impl Fn(&DimensionRule) -> Option<Missing>,
    ) -> Option<Missing> {
        let all = &self.rubric.dimension;
        let place = self.dimension_by_id.get(&rule.in_).copied();
        let around = |place: &usize| {
            let parent = all.get(*place)?.in_.as_ref()?;
            self.dimension_by_id.get(parent).copied()
        };
        let chain = core::iter::successors(place, around).take(all.len());
        chain.filter_map(|place| all.get(place)).find_map(|dimension| says(dimension))
    }

    /// A node that stands where something could not be built; the diagnostics say why.
    pub(crate) fn nothing(&mut self) -> Typed {
        Typed { node: self.percent(Operation::Constant(Number::zero())), bare: true }
    }

    /// Proves by ranges that the share is one, and says what happens when it has no result.
    pub(crate) fn check_share(
        &mut self,
        rule: &CriterionRule,
        raw_share: NodeId,
    ) -> (Number, WhenUndefined) {
        self.reckon_possible();
        let open = self.possible.get(raw_share.0).and_then(|slot| slot.quantity().open());
        let policy = rule.undefined.as_ref().map(|undefined| undefined.it);
        let undefined = policy.unwrap_or(WhenUndefined::Lowest);
        let Some(open) = open else {
            let always = self.possible.get(raw_share.0).map(Slot::quantity);
            if let (Some(Quantity::Absent(Absence::Undefined(why))), None) = (always, policy) {
                let (criterion, operation) = (rule.id.to_string(), why.word().to_string());
                self.report(rule.id.at, Fault::UndefinedUnhandled { criterion, operation });
            }
            return (Number::zero(), undefined);
        };
        let within = open.low.as_ref().is_some_and(|low| !low.is_negative())
            && open.high.as_ref().is_some_and(|high| *high <= Number::one());
        if !within {
            let at = rule.measure.as_ref().map_or(rule.id.at, |measure| measure.at);
            self.report(at, Fault::PointsMissing { criterion: rule.id.to_string() });
        }
        if let (Some(why), None) = (open.doubts.undefined, policy) {
            let at = rule.measure.as_ref().map_or(rule.id.at, |measure| measure.at);
            let (criterion, operation) = (rule.id.to_string(), why.word().to_string());
            self.report(at, Fault::UndefinedUnhandled { criterion, operation });
        }
        self.check_steps(rule);
        (open.low.unwrap_or_else(Number::zero), undefined)
    }

    /// Whether the first row of a step table reaches down to the lowest quantity possible.
    pub(crate) fn check_steps(&mut self, rule: &CriterionRule) {
        let Some(points) = &rule.points else { return };
        let Some(first) = points.steps.as_ref().and_then(|steps| steps.first()) else {
            return;
        };
        let Some(measure) = self.built_as(Aspect::Measure, &rule.id).flatten() else {
            return;
        };
        let lowest = self.possible.get(measure.node.0).and_then(|slot| slot.quantity().open()?.low);
        let bound = first.from.as_ref().or(first.above.as_ref());
        let Some(bound) = bound else { return };
        let reaches = |low: &Number| {
            if first.from.is_some() { *low >= bound.it } else { *low > bound.it }
        };
        if !lowest.as_ref().is_some_and(reaches) {
            let fault = Fault::StepsDoNotReachDown { first: bound.it.clone(), lowest };
            self.report(bound.at, fault);
        }
    }

    /// Brings the slots of everything possible up to the last node.
    pub(crate) fn reckon_possible(&mut self) {
        let rounding = Rounding { mode: RoundingMode::HalfUp, places: 2 };
        let state = v1::State::Draft;
        let answers = Answers { items: &self.items, asks: &self.asks, given: &[], state };
        for planned in self.nodes.iter().skip(self.possible.len()) {
            let slot = if matches!(planned.operation, Operation::Counted(_)) {
                let doubts = Doubts { left_out: true, withheld: true, undefined: None };
                let (nothing, full) = (Number::zero(), Number::one());
                Slot::Quantity(Quantity::from_range(Some(nothing), Some(full), doubts))
            } else {
                crate::evaluate::node::slot(&planned.operation, &self.possible, answers, rounding)
            };
            self.possible.push(slot);
        }
    }

    /// The asks on which a node depends.
    pub(crate) fn asks_behind(&self, node: NodeId) -> Vec<usize> {
        self.operations_behind(node).into_iter().filter_map(Operation::ask).collect()
    }

    /// Whether the scores of criteria or dimensions are behind `node`.
    fn leans(&self, node: NodeId) -> bool {
        let is_score = |operation: &Operation| {
            matches!(operation, Operation::Counted(_) | Operation::Enough(..))
        };
        self.operations_behind(node).into_iter().any(is_score)
    }

    fn operations_behind(&self, node: NodeId) -> Vec<&Operation> {
        let mut found = Vec::new();
        let mut open = Vec::from([node]);
        let mut walk = self.walk.borrow_mut();
        walk.begin();
        while let Some(next) = open.pop() {
            let Some(planned) = self.nodes.get(next.0).filter(|_| walk.comes_to(next)) else {
                continue;
            };
            found.push(&planned.operation);
            planned.operation.each_operand(&mut |operand| open.push(operand));
        }
        found
    }

    /// The quantities that a condition looks at: what its comparisons compare, constants aside.
    pub(crate) fn looks_at(&self, node: NodeId) -> Vec<NodeId> {
        let is_constant = |id: &NodeId| {
            let operation = self.nodes.get(id.0).map(|node| &node.operation);
            matches!(operation, Some(Operation::Constant(_)))
        };
        let mut walk = self.walk.borrow_mut();
        walk.begin();
        let (mut open, mut found) = (Vec::from([node]), Vec::new());
        while let Some(next) = open.pop() {
            let Some(planned) = self.nodes.get(next.0).filter(|_| walk.comes_to(next)) else {
                continue;
            };
            if let Operation::Compare(_, a, b) = &planned.operation {
                found.extend([*a, *b].into_iter().filter(|id| !is_constant(id)));
            } else {
                open.extend(planned.operation.operands().into_iter().rev());
            }
        }
        found
    }

    pub(crate) fn named(&self, node: NodeId) -> NamedNode {
        let ask = self.nodes.get(node.0).and_then(|node| node.operation.ask());
        if let Some(ask) = ask.and_then(|ask| self.asks.get(ask)) {
            return NamedNode { id: ask.id.clone(), name: ask.name.clone(), node };
        }
        if let Some(grade) = self.grades.iter().find(|grade| grade.worth == node) {
            return NamedNode { id: grade.id.clone(), name: grade.name.clone(), node };
        }
        let is_score = |scored: &Option<crate::plan::groups::Scored>| {
            scored.as_ref().is_some_and(|scored| scored.score == node)
        };
        let dimension = self.scored.iter().position(is_score);
        if let Some(rule) = dimension.and_then(|place| self.rubric.dimension.get(place)) {
            return NamedNode { id: rule.id.to_string(), name: rule.name.it.clone(), node };
        }
        if let Some(Operation::Quantity(place, _)) =
            self.nodes.get(node.0).map(|node| &node.operation)
            && let Some(entry) = self.rubric.quantity.get(*place)
        {
            let rule = profile::variant(&entry.it, self.profile);
            return NamedNode { id: rule.id.to_string(), name: rule.name.it.clone(), node };
        }
        let measures =
            self.built.get(Aspect::Measure as usize).into_iter().flat_map(|all| all.iter());
        let mut owners =
            measures.filter(|(_, typed)| typed.is_some_and(|typed| typed.node == node));
        let owner = owners.next().map(|(id, _)| id);
        let item = owner.and_then(|id| self.items.iter().find(|item| item.id == id));
        let (id, name) = item.map(|item| (item.id.clone(), item.name.clone())).unwrap_or_default();
        NamedNode { id, name, node }
    }
}
