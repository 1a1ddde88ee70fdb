//! Dimensions, the total and the ladder, with their nodes.

use crate::report::v1;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::clause::ClauseRef;
use crate::model::criterion::Dimension as DimensionRule;
use crate::model::rating::{Judged, RatingLevel};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::plan::build::{Totals, label, stars};
use crate::plan::names::Builder;
use crate::plan::node::{NodeId, Operation, Pairing};
use crate::plan::{Criterion, Dimension, NamedNode, Rung};

impl Builder<'_> {
    pub(crate) fn all_dimensions(&mut self, criteria: &[Criterion]) -> Vec<Dimension> {
        let rubric = self.rubric;
        let dimensions = rubric.dimension.iter().enumerate();
        dimensions.map(|(index, rule)| self.dimension(index, rule, criteria)).collect()
    }

    pub(crate) fn dimension(
        &mut self,
        index: usize,
        rule: &DimensionRule,
        criteria: &[Criterion],
    ) -> Dimension {
        let own: Vec<usize> = criteria
            .iter()
            .enumerate()
            .filter(|(_, criterion)| criterion.dimension == index)
            .map(|(place, _)| place)
            .collect();
        let scored = own.iter().filter_map(|place| criteria.get(*place));
        let terms: Vec<(Number, NodeId)> = scored
            .filter(|criterion| !criterion.weight.is_zero())
            .map(|criterion| (criterion.weight.clone(), criterion.share))
            .collect();
        let sum = terms.iter().fold(Number::zero(), |sum, (weight, _)| sum.plus(weight));
        let (bonus, weight, score) = match &rule.bonus {
            Some(rule) => {
                let cap = rule.cap.it.clone();
                let bonus = if rule.active.it { v1::Bonus::Counted } else { v1::Bonus::Recorded };
                let score = self.plain(Operation::Capped(terms, cap.clone()));
                (bonus, cap, score)
            }
            None => (v1::Bonus::No, sum, self.percent(Operation::Mean(terms))),
        };
        for clause in &rule.clauses {
            self.clause(clause);
        }
        let judged = self.judged(score, 2);
        for level in &rubric_levels(self.rubric) {
            if let Some(minimum) = &level.each_dimension {
                self.bound(score, &minimum.it);
            }
        }
        Dimension {
            id: rule.id.to_string(),
            name: rule.name.it.clone(),
            guidance: label(rule.guidance.as_ref()),
            weight,
            bonus,
            criteria: own,
            score,
            judged,
        }
    }

    /// The number that is held against cut-offs: the exact one or the published one. A share is
    /// published in percent, hence with two more places.
    pub(crate) fn judged(&mut self, node: NodeId, extra: u32) -> NodeId {
        match self.rubric.rating.judged.it {
            Judged::Exact => node,
            Judged::Published => self.percent(Operation::Published(node, extra)),
        }
    }

    pub(crate) fn totals(&mut self, dimensions: &[Dimension]) -> Totals {
        let base_dimensions =
            dimensions.iter().filter(|dimension| dimension.bonus == v1::Bonus::No);
        let terms: Vec<(Number, NodeId)> = base_dimensions
            .filter(|dimension| !dimension.weight.is_zero())
            .map(|dimension| (dimension.weight.clone(), dimension.score))
            .collect();
        let full = terms.iter().fold(Number::zero(), |sum, (weight, _)| sum.plus(weight));
        let share = self.percent(Operation::Mean(terms));
        let points = self.plain(Operation::Constant(full.clone()));
        let base = self.plain(Operation::Pair(Pairing::Times, share, points));
        let counted = dimensions.iter().filter(|dimension| dimension.bonus == v1::Bonus::Counted);
        let total = counted.fold(base, |total, bonus| {
            self.plain(Operation::Pair(Pairing::Plus, total, bonus.score))
        });
        for level in &rubric_levels(self.rubric) {
            self.bound(base, &level.total.it);
            self.bound(total, &level.total.it);
        }
        let (judged_base, judged_total) = (self.judged(base, 0), self.judged(total, 0));
        Totals { base, total, judged_base, judged_total, full }
    }

    pub(crate) fn ladder(&mut self) -> Vec<Rung> {
        let levels = rubric_levels(self.rubric);
        levels.into_iter().map(|level| self.rung(level)).collect()
    }

    pub(crate) fn rung(&mut self, level: &RatingLevel) -> Rung {
        let conditions = level.require.iter().filter_map(|required| {
            let node = self.condition(&required.that)?;
            Some(NamedNode { id: required.id.to_string(), name: required.name.it.clone(), node })
        });
        let conditions = conditions.collect();
        let own: Vec<ClauseRef> = level.clauses.iter().map(|clause| self.clause(clause)).collect();
        let clauses = if own.is_empty() {
            self.rubric.rating.clauses.iter().map(|clause| self.clause(clause)).collect()
        } else {
            own
        };
        Rung {
            rating: v1::Rating {
                id: level.id.to_string(),
                stars: stars(&level.stars),
                name: level.name.it.clone(),
            },
            total: level.total.it.clone(),
            each_dimension: level.each_dimension.as_ref().map(|minimum| minimum.it.clone()),
            conditions,
            clauses,
        }
    }
}

fn rubric_levels(rubric: &Rubric) -> Vec<&RatingLevel> {
    rubric.rating.levels.iter().map(|level| &level.it).collect()
}
