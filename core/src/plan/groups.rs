//! Dimensions and the total, with their nodes.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::model::criterion::{Combine, Counts, Dimension as DimensionRule};
use crate::model::rating::Judged;
use crate::named::sorted;
use crate::number::Number;
use crate::parse::shape::{At, Id};
use crate::parse::suggest::nearest;
use crate::plan::build::{Totals, label};
use crate::plan::criteria::is_future;
use crate::plan::names::{Aspect, Builder, Typed};
use crate::plan::node::{Combining, NodeId, Operation, Pairing};
use crate::plan::{Criterion, Dimension};
use crate::report::v1::Bonus;

/// A dimension's nodes.
#[derive(Clone, Debug)]
pub(crate) struct Scored {
    pub(crate) weight: Number,
    pub(crate) score: NodeId,
    pub(crate) judged: NodeId,
}

/// What a dimension is to the total.
fn bonus_of(rule: &DimensionRule) -> Bonus {
    match (&rule.bonus, &rule.demerit) {
        (Some(bonus), _) if bonus.active.it => Bonus::Counted,
        (Some(_), _) => Bonus::Recorded,
        (None, Some(demerit)) if demerit.active.as_ref().is_none_or(|active| active.it) => {
            Bonus::Demerit
        }
        (None, Some(_)) => Bonus::DemeritRecorded,
        (None, None) => Bonus::No,
    }
}

fn is_weighted(rule: &DimensionRule) -> bool {
    let combine = rule.combine.as_ref().map(|word| word.it);
    matches!(combine, None | Some(Combine::Mean | Combine::ShareMet))
}

impl<'a> Builder<'a> {
    /// The dimensions in the rubric's order; each criterion learns its part of the full points.
    pub(crate) fn all_dimensions(&mut self, criteria: &mut [Criterion]) -> Vec<Dimension> {
        let rubric = self.rubric;
        let mut own: Vec<Vec<usize>> = alloc::vec![Vec::new(); rubric.dimension.len()];
        for (place, criterion) in criteria.iter().enumerate() {
            own.get_mut(criterion.dimension).into_iter().for_each(|own| own.push(place));
        }
        let all = rubric.dimension.iter().enumerate().zip(own);
        let mut dimensions: Vec<Dimension> =
            all.map(|((place, rule), own)| self.dimension(place, rule, own)).collect();
        for place in 0..dimensions.len() {
            if dimensions.get(place).is_some_and(|dimension| dimension.within.is_none()) {
                share_out(place, &mut dimensions, criteria);
            }
        }
        dimensions
    }

    fn dimension(
        &mut self,
        place: usize,
        rule: &'a DimensionRule,
        criteria: Vec<usize>,
    ) -> Dimension {
        let within = rule.in_.as_ref().and_then(|parent| self.dimension_place(parent));
        let nothing = self.nothing().node;
        // What could not be built is reported already, and its weight taken as it is declared.
        let weight = rule.weight.as_ref().map_or_else(Number::one, |weight| weight.it.clone());
        let nothing = Scored { weight, score: nothing, judged: nothing };
        let built = self.scored(place);
        let scored = built.and(self.scored.get(place).cloned().flatten()).unwrap_or(nothing);
        for clause in &rule.clauses {
            self.clause(clause);
        }
        let rungs = &self.rubric.rating.levels;
        let minima: Vec<Number> = rungs
            .iter()
            .filter_map(|level| level.each_dimension.as_ref().map(|minimum| minimum.it.clone()))
            .collect();
        minima.iter().for_each(|minimum| self.bound(scored.score, minimum));
        Dimension {
            id: rule.id.to_string(),
            name: rule.name.it.clone(),
            guidance: label(rule.guidance.as_ref()),
            within,
            part: scored.weight.clone(),
            weight: scored.weight,
            bonus: bonus_of(rule),
            is_weighted: is_weighted(rule),
            criteria,
            score: scored.score,
            judged: scored.judged,
            not_applicable_limit: rule.na_limit.as_ref().map(|limit| limit.it.clone()),
            answered: rule.answered.as_ref().map(|share| share.it.clone()),
        }
    }

    fn dimension_place(&mut self, id: &At<Id>) -> Option<usize> {
        let all = &self.rubric.dimension;
        let place = self.dimension_by_id.get(id).copied();
        if place.is_none() {
            let fault = Fault::NoSuchName {
                name: id.to_string(),
                wanted: "a dimension".into(),
                nearest: nearest(&id.it, all.iter().map(|known| known.id.as_str())),
            };
            self.report(id.at, fault);
        }
        place
    }

    /// The share (or the points, of a bonus) of the dimension at `place`, built once.
    pub(crate) fn scored(&mut self, place: usize) -> Option<Typed> {
        let rule = self.rubric.dimension.get(place)?;
        self.guarded(Aspect::Score, &rule.id, rule.id.at, |builder| {
            let scored = builder.score(place, rule)?;
            let score = scored.score;
            if builder.scored.len() <= place {
                builder.scored.resize(place.saturating_add(1), None);
            }
            if let Some(slot) = builder.scored.get_mut(place) {
                *slot = Some(scored);
            }
            Some(Typed { node: score, bare: false })
        })
    }

    fn score(&mut self, place: usize, rule: &'a DimensionRule) -> Option<Scored> {
        let inner = self.children(&rule.id);
        let stands_apart = bonus_of(rule) != Bonus::No;
        if stands_apart && (rule.in_.is_some() || !inner.is_empty()) {
            let dimension = rule.id.to_string();
            self.report(rule.id.at, Fault::BonusNested { dimension });
        }
        let members = self.members(rule, &inner)?;
        let sum = members.iter().fold(Number::zero(), |sum, (weight, _)| sum.plus(weight));
        let cap = rule.bonus.as_ref().map(|bonus| &bonus.cap);
        if let Some(cap) = cap.or(rule.demerit.as_ref().map(|demerit| &demerit.cap)) {
            let score = self.plain(Operation::Capped(members, cap.it.clone()));
            return Some(Scored { weight: cap.it.clone(), score, judged: score });
        }
        let combine = rule.combine.as_ref().map_or(Combine::Mean, |word| word.it);
        let score = self.combined(combine, members);
        let score = if rule.answered.is_some() {
            self.percent(Operation::Enough(score, place))
        } else {
            score
        };
        let weight = match (is_weighted(rule), &rule.weight) {
            (true, _) => sum,
            (false, Some(weight)) => weight.it.clone(),
            (false, None) => {
                self.report(rule.id.at, Fault::MissingKey { key: "weight".into() });
                Number::zero()
            }
        };
        let judged = self.judged(score, 2);
        Some(Scored { weight, score, judged })
    }

    fn combined(&mut self, combine: Combine, members: Vec<(Number, NodeId)>) -> NodeId {
        let nodes = |members: &[(Number, NodeId)]| members.iter().map(|(_, node)| *node).collect();
        let operation = match combine {
            Combine::Mean => Operation::Mean(members),
            Combine::Lowest => Operation::Combined(Combining::Lowest, nodes(&members)),
            Combine::Highest => Operation::Combined(Combining::Highest, nodes(&members)),
            Combine::Product => Operation::Combined(Combining::Product, nodes(&members)),
            Combine::ShareMet => {
                let met = members.into_iter();
                let met = met.map(|(weight, node)| (weight, self.percent(Operation::Full(node))));
                Operation::Mean(met.collect())
            }
        };
        self.percent(operation)
    }

    fn children(&self, id: &Id) -> Vec<usize> {
        let all = self.rubric.dimension.iter().enumerate();
        let is_inside = |rule: &DimensionRule| {
            bonus_of(rule) == Bonus::No && rule.in_.as_ref().is_some_and(|in_| in_.it == *id)
        };
        all.filter(|(_, rule)| is_inside(rule)).map(|(place, _)| place).collect()
    }

    /// What is scored in a dimension, with weights: its criteria, then the dimensions in it.
    fn members(&mut self, rule: &DimensionRule, inner: &[usize]) -> Option<Vec<(Number, NodeId)>> {
        let mut own = self.criteria_in.get(&rule.id).cloned().unwrap_or_default();
        let first = self.rubric.dimension.first();
        if first.is_some_and(|first| first.id.it == rule.id.it) {
            // Those that name no dimension, which is reported, stand in the first.
            let others = self.criteria_in.iter();
            let others = others.filter(|(id, _)| !self.dimension_by_id.contains(id));
            own.extend(others.flat_map(|(_, places)| places));
            own = sorted(own, usize::cmp);
        }
        let own: Vec<(usize, Number)> = own
            .into_iter()
            .filter_map(|index| Some((index, *self.criteria.get(index)?)))
            .filter(|(_, criterion)| !is_future(criterion))
            .map(|(index, criterion)| (index, criterion.weight.it.clone()))
            .collect();
        let mut members = Vec::new();
        for (index, weight) in own.into_iter().filter(|(_, weight)| !weight.is_zero()) {
            let at = self.criteria.get(index)?.id.at;
            let share = self.counted(index, at).map(|typed| typed.node);
            members.push((weight, share.unwrap_or_else(|| self.nothing().node)));
        }
        for place in inner {
            let (weight, node) = self.contribution(*place)?;
            if !weight.is_zero() {
                members.push((weight, node));
            }
        }
        Some(members)
    }

    /// What the dimension above, or the total, takes of the dimension at `place`, and its weight.
    fn contribution(&mut self, place: usize) -> Option<(Number, NodeId)> {
        let rule = self.rubric.dimension.get(place)?;
        self.scored(place)?;
        let scored = self.scored.get(place).cloned().flatten()?;
        if rule.counts.as_ref().map(|word| word.it) != Some(Counts::Grade) {
            return Some((scored.weight, scored.score));
        }
        let Some(grade) = &rule.grade else {
            self.report(rule.id.at, Fault::MissingKey { key: "grade".into() });
            return None;
        };
        let node = self.grade_share(&grade.it, grade.at)?;
        Some((scored.weight, node))
    }

    /// The number that is held against cut-offs: the exact one or the published one. A share is
    /// published in percent, hence with two more places.
    pub(crate) fn judged(&mut self, node: NodeId, extra: u32) -> NodeId {
        match self.rubric.rating.judged.it {
            Judged::Exact => node,
            Judged::Published => {
                let like = Typed { node, bare: false };
                self.same_kind(Operation::Published(node, extra), like).node
            }
        }
    }

    /// The total, built once.
    pub(crate) fn total(&mut self) -> Option<Typed> {
        let at = self.rubric.rating.name.at;
        self.guarded(Aspect::Total, "total", at, |builder| {
            let totals = builder.totals()?;
            let total = totals.total;
            builder.totals = Some(totals);
            Some(Typed { node: total, bare: false })
        })
    }

    fn totals(&mut self) -> Option<Totals> {
        let rules = self.rubric.dimension.iter().enumerate();
        let top = rules.filter(|(_, rule)| rule.in_.is_none());
        let (base, apart): (Vec<_>, Vec<_>) =
            top.partition(|(_, rule)| bonus_of(rule) == Bonus::No);
        let mut terms = Vec::new();
        for (place, _) in base {
            let (weight, node) = self.contribution(place)?;
            if !weight.is_zero() {
                terms.push((weight, node));
            }
        }
        let full = terms.iter().fold(Number::zero(), |sum, (weight, _)| sum.plus(weight));
        let share = self.percent(Operation::Mean(terms));
        let points = self.plain(Operation::Constant(full.clone()));
        let base = self.plain(Operation::Pair(Pairing::Times, share, points));
        let of = |wanted: Bonus| {
            let those = apart.iter().filter(move |(_, rule)| bonus_of(rule) == wanted);
            those.copied().collect::<Vec<(usize, &At<DimensionRule>)>>()
        };
        let (bonuses, demerits) = (of(Bonus::Counted), of(Bonus::Demerit));
        let mut total = base;
        for (place, _) in &bonuses {
            let score = self.scored(*place)?.node;
            total = self.plain(Operation::Pair(Pairing::Plus, total, score));
        }
        let caps = bonuses.iter().filter_map(|(_, rule)| rule.bonus.as_ref());
        let most = caps.fold(full.clone(), |most, bonus| most.plus(&bonus.cap.it));
        let total = self.without_demerits(total, &demerits, most)?;
        let without_bonus = match bonuses.as_slice() {
            [] => total,
            _ => self.without_demerits(base, &demerits, full.clone())?,
        };
        let judged_without_bonus = self.judged(without_bonus, 0);
        let judged_total = self.judged(total, 0);
        Some(Totals { base, total, judged_without_bonus, judged_total, full })
    }

    /// The total less what demerits take off, never below nothing; `most` is the most it comes to.
    fn without_demerits(
        &mut self,
        total: NodeId,
        demerits: &[(usize, &At<DimensionRule>)],
        most: Number,
    ) -> Option<NodeId> {
        if demerits.is_empty() {
            return Some(total);
        }
        let mut rest = total;
        for (place, _) in demerits {
            let score = self.scored(*place)?.node;
            rest = self.plain(Operation::Pair(Pairing::Minus, rest, score));
        }
        let nothing = self.plain(Operation::Constant(Number::zero()));
        let most = self.plain(Operation::Constant(most));
        Some(self.plain(Operation::Clamp(rest, nothing, most)))
    }
}

/// Shares the dimension's part of the full points out among what is in it, by weight.
fn share_out(place: usize, dimensions: &mut [Dimension], criteria: &mut [Criterion]) {
    let Some(dimension) = dimensions.get(place) else { return };
    let (part, own) = (dimension.part.clone(), dimension.criteria.clone());
    let inner = dimensions.iter().enumerate().filter(|(_, other)| other.within == Some(place));
    let inner: Vec<usize> = inner.map(|(place, _)| place).collect();
    let of_criteria = own.iter().filter_map(|index| criteria.get(*index)).map(|one| &one.weight);
    let of_inner = inner.iter().filter_map(|index| dimensions.get(*index)).map(|one| &one.weight);
    let sum = of_criteria.chain(of_inner).fold(Number::zero(), |sum, weight| sum.plus(weight));
    let share = |weight: &Number| part.times(weight).over(&sum).unwrap_or_else(Number::zero);
    for index in own {
        if let Some(criterion) = criteria.get_mut(index) {
            criterion.part = share(&criterion.weight);
        }
    }
    for index in inner {
        if let Some(dimension) = dimensions.get_mut(index) {
            dimension.part = share(&dimension.weight);
        }
        share_out(index, dimensions, criteria);
    }
}
