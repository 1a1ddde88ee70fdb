//! Scales of ratings with their nodes: the ladder, and the steps that move a rating afterwards.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::label::Label;
use crate::model::criterion::Clause;
use crate::model::rating::{AdjustRule, CutOff, LowestRating, RatingLevel};
use crate::number::Number;
use crate::parse::expression::Comparison;
use crate::parse::shape::{At, Id};
use crate::parse::suggest::nearest;
use crate::plan::names::{Builder, Typed};
use crate::plan::node::{Aggregate, Change, Kind, Move, NodeId, Operation, Pairing, Ranking};
use crate::plan::{Adjustment, Clauses, Condition, Cut, Rung, Scale};
use crate::report::v1::{self, Side};
use crate::span::Span;

/// What a rubric says of a scale.
pub(crate) struct ScaleRules<'a> {
    pub(crate) lowest: &'a LowestRating,
    pub(crate) levels: &'a [At<RatingLevel>],
    pub(crate) adjust: &'a [At<AdjustRule>],
    pub(crate) clauses: &'a [At<Clause>],
    pub(crate) is_cumulative: bool,
}

/// What a scale is judged by.
#[derive(Default)]
pub(crate) struct JudgedBy {
    /// What is held against the cut-offs.
    pub(crate) of: Option<NodeId>,
    pub(crate) name: Label,
    pub(crate) expression: String,
    /// Whether there is no place without it.
    pub(crate) stands_by_it: bool,
    pub(crate) absent_when: Option<NodeId>,
    /// The total without bonus, and by how many ratings bonus lifts.
    pub(crate) without_bonus: Option<(NodeId, usize)>,
    /// The dimensions that minima are asked of, as they are judged.
    pub(crate) dimensions: Vec<(usize, NodeId)>,
}

impl Builder<'_> {
    pub(crate) fn scale(&mut self, rules: &ScaleRules<'_>, by: &JudgedBy) -> Scale {
        let own: Clauses = rules.clauses.iter().map(|clause| self.clause(clause)).collect();
        let mut rungs = Vec::new();
        let mut without: Vec<NodeId> = Vec::new();
        for level in rules.levels {
            let (rung, without_bonus) = self.rung(level, by, &own);
            without.push(without_bonus);
            rungs.push(rung);
        }
        let of = by.of.filter(|_| by.stands_by_it);
        let asks = of.map(|of| self.asks_behind(of)).unwrap_or_default();
        let ranking = |rungs: Vec<NodeId>| {
            Operation::Ranked(Ranking {
                rungs,
                cumulative: rules.is_cumulative,
                of,
                asks: asks.clone(),
                absent_when: by.absent_when,
            })
        };
        let earned = self.plain(ranking(rungs.iter().map(|rung| rung.verdict).collect()));
        let before = match by.without_bonus {
            Some((_, lifts)) => {
                let without = self.plain(ranking(without));
                let lifts = self.plain(Operation::Constant(Number::from_count(lifts)));
                let most = self.plain(Operation::Pair(Pairing::Plus, without, lifts));
                self.plain(Operation::Aggregate(Aggregate::Lowest(1), [earned, most].into()))
            }
            None => earned,
        };
        let worths = worths(rules);
        let steps = self.steps(rules, before, &worths);
        Scale {
            rungs,
            lowest: rating(&rules.lowest.id, rules.lowest.stars.as_ref(), &rules.lowest.name),
            worths,
            of: by.of,
            of_name: by.name.clone(),
            of_expression: by.expression.clone(),
            earned,
            before,
            outcome: steps.last().map_or(before, |step: &Adjustment| step.after),
            steps,
        }
    }

    /// A rating with its conditions, and whether they hold without bonus.
    fn rung(
        &mut self,
        level: &At<RatingLevel>,
        by: &JudgedBy,
        clauses: &Clauses,
    ) -> (Rung, NodeId) {
        let bounds = self.cut_offs_of(level);
        if !bounds.is_empty() && by.of.is_none() {
            self.report(level.id.at, Fault::MissingKey { key: "of".into() });
        }
        let cuts: Vec<Cut> = match by.of {
            Some(of) => bounds.into_iter().map(|(side, bound)| self.cut(of, side, bound)).collect(),
            None => Vec::new(),
        };
        let minima: Vec<(usize, NodeId)> = match &level.each_dimension {
            Some(least) => {
                let least = &least.it;
                let reaches = |(place, judged): &(usize, NodeId)| {
                    let reaches = Operation::Reaches(*judged, Side::From, least.clone());
                    (*place, self.as_truth(reaches).node)
                };
                by.dimensions.iter().map(reaches).collect()
            }
            None => Vec::new(),
        };
        let that = level.that.as_ref();
        let that = that.and_then(|text| self.wanted("", &Label::default(), text));
        let required = level.require.iter();
        let conditions: Vec<Condition> = required
            .filter_map(|required| self.wanted(&required.id, &required.name.it, &required.that))
            .collect();
        if cuts.is_empty()
            && level.each_dimension.is_none()
            && level.that.is_none()
            && level.require.is_empty()
        {
            let rating = level.id.to_string();
            self.report(level.id.at, Fault::LevelWithoutCondition { rating });
        }
        let rest = minima.iter().map(|(_, node)| *node);
        let rest: Vec<NodeId> =
            rest.chain(that.iter().chain(&conditions).map(|each| each.held)).collect();
        let with_bonus = cuts.iter().map(|cut| cut.verdict).chain(rest.iter().copied()).collect();
        let verdict = self.all_of(with_bonus);
        let without = match by.without_bonus {
            Some((base, _)) => {
                let cuts: Vec<NodeId> = cuts
                    .iter()
                    .map(|cut| self.cut(base, cut.side, cut.bound.clone()).verdict)
                    .collect();
                self.all_of(cuts.into_iter().chain(rest).collect())
            }
            None => verdict,
        };
        let own: Clauses = level.clauses.iter().map(|clause| self.clause(clause)).collect();
        let rung = Rung {
            rating: rating(&level.id, level.stars.as_ref(), &level.name),
            cuts,
            each_dimension: level.each_dimension.as_ref().map(|minimum| minimum.it.clone()),
            minima,
            that,
            conditions,
            verdict,
            clauses: if own.is_empty() { clauses.clone() } else { own },
        };
        (rung, without)
    }

    fn cut(&mut self, of: NodeId, side: Side, bound: Number) -> Cut {
        self.bound(of, &bound);
        let verdict = self.as_truth(Operation::Reaches(of, side, bound.clone())).node;
        Cut { side, bound, verdict }
    }

    fn cut_offs_of(&mut self, level: &RatingLevel) -> Vec<(Side, Number)> {
        let lower =
            [(Side::From, &level.total), (Side::From, &level.from), (Side::Above, &level.above)];
        let upper = [(Side::AtMost, &level.at_most), (Side::Below, &level.below)];
        for (key, side) in [("from", lower.as_slice()), ("at-most", upper.as_slice())] {
            if side.iter().filter(|(_, cut)| cut.is_some()).count() > 1 {
                let (expected, found) = ("one cut-off on each side", "several");
                let (expected, found) = (expected.into(), found.into());
                let fault = Fault::WrongShape { key: key.into(), expected, found };
                self.report(level.id.at, fault);
            }
        }
        let all = lower.into_iter().chain(upper);
        all.filter_map(|(side, cut)| Some((side, self.bound_of(level, cut.as_ref()?)?))).collect()
    }

    /// The number that a cut-off comes to for this kind of subject.
    pub(crate) fn bound_of(&mut self, level: &RatingLevel, cut: &At<CutOff>) -> Option<Number> {
        let text = match &cut.it {
            CutOff::Number(number) => return Some(number.clone()),
            CutOff::Expression(text) => At { it: text.clone(), at: cut.at },
        };
        let node = self.quantity(&text)?;
        self.reckon_possible();
        let found = self.possible.get(node.0).and_then(|slot| slot.quantity().number()).cloned();
        if found.is_none() {
            let rating = level.id.to_string();
            self.report(cut.at, Fault::CutOffNotConstant { rating });
        }
        found
    }

    /// A requirement as it is, and as it counts at finalisation.
    fn wanted(&mut self, id: &str, name: &Label, text: &At<String>) -> Option<Condition> {
        self.held(id, name, text, Operation::Fulfilled)
    }

    /// A condition as it is, and as it counts at finalisation.
    fn held(
        &mut self,
        id: &str,
        name: &Label,
        text: &At<String>,
        counts: fn(NodeId) -> Operation,
    ) -> Option<Condition> {
        let open = self.condition(text)?;
        // What has no name is said by the condition itself.
        let looks_at = self.looks_at(open).into_iter().map(|node| self.named(node));
        let looks_at = looks_at.filter(|named| !named.id.is_empty()).collect();
        Some(Condition {
            id: id.to_string(),
            name: name.clone(),
            text: text.it.clone(),
            open,
            held: self.as_truth(counts(open)).node,
            looks_at,
        })
    }

    pub(crate) fn all_of(&mut self, conditions: Vec<NodeId>) -> NodeId {
        let mut conditions = conditions.into_iter();
        let Some(first) = conditions.next() else {
            let nothing = self.nothing().node;
            let is_itself = Operation::Compare(Comparison::Equal, nothing, nothing);
            return self.push(is_itself, Kind::Truth, Label::default());
        };
        conditions.fold(first, |all, next| self.as_truth(Operation::And(all, next)).node)
    }

    /// The steps in their order, each seeing what was reached before it.
    fn steps(
        &mut self,
        rules: &ScaleRules<'_>,
        before: NodeId,
        worths: &[Number],
    ) -> Vec<Adjustment> {
        let outer = core::mem::take(&mut self.locals);
        let mut earlier: Vec<(String, Typed)> = Vec::new();
        let mut steps: Vec<Adjustment> = Vec::new();
        let mut place = before;
        for rule in rules.adjust {
            let Some(change) = self.change(rule, rules) else { continue };
            let so_far = self.plain(Operation::Worth(place, worths.to_vec()));
            self.locals.clone_from(&earlier);
            self.locals.push(("so-far".into(), Typed { node: so_far, bare: false }));
            let when = self.held(&rule.id, &rule.name.it, &rule.when, Operation::Held);
            self.locals.clear();
            let Some(when) = when else { continue };
            let step = Move { from: place, when: when.held, change, top: rules.levels.len() };
            let after = self.plain(Operation::Adjusted(step.clone()));
            earlier.push((rule.id.to_string(), self.as_truth(Operation::Changes(step))));
            let clauses = rule.clauses.iter().map(|clause| self.clause(clause)).collect();
            steps.push(Adjustment { when, change, before: place, after, clauses });
            place = after;
        }
        self.locals = outer;
        steps
    }

    fn change(&mut self, rule: &At<AdjustRule>, rules: &ScaleRules<'_>) -> Option<Change> {
        let to = |at: &Option<At<Id>>| at.as_ref().map(|id| (id.it.clone(), id.at));
        let places = [
            (to(&rule.to), Change::To as fn(usize) -> Change),
            (to(&rule.at_most), Change::AtMost),
            (to(&rule.at_least), Change::AtLeast),
        ];
        let count = places.iter().filter(|(id, _)| id.is_some()).count();
        if count.saturating_add(usize::from(rule.by.is_some())) != 1 {
            let expected = "one of `by`, `to`, `at-most` and `at-least`".into();
            let fault = Fault::WrongShape {
                key: "adjust".into(),
                expected,
                found: "none or several".into(),
            };
            self.report(rule.id.at, fault);
            return None;
        }
        if let Some(by) = &rule.by {
            let Some(ranks) = by.magnitude().to_count() else {
                let (expected, found) = ("a whole number".into(), by.it.to_string());
                self.report(by.at, Fault::WrongShape { key: "by".into(), expected, found });
                return None;
            };
            let change = if by.is_negative() { Change::Down } else { Change::Up };
            return Some(change(ranks));
        }
        let (id, change) = places.into_iter().find_map(|(id, change)| Some((id?, change)))?;
        self.place_on(rules, &id.0, id.1).map(change)
    }

    /// The place of a rating on its scale: 0 is the lowest, then upwards.
    pub(crate) fn place_on(
        &mut self,
        rules: &ScaleRules<'_>,
        rating: &str,
        at: Span,
    ) -> Option<usize> {
        let above = rules.levels.iter().rev().map(|level| level.id.as_str());
        let names: Vec<&str> = [rules.lowest.id.as_str()].into_iter().chain(above).collect();
        let found = names.iter().position(|name| *name == rating);
        if found.is_none() {
            let fault = Fault::NoSuchName {
                name: rating.to_string(),
                wanted: "a rating".into(),
                nearest: nearest(rating, names.iter().copied()),
            };
            self.report(at, fault);
        }
        found
    }
}

/// The number of each rating, from the lowest on: what it says, its stars, or its place.
fn worths(rules: &ScaleRules<'_>) -> Vec<Number> {
    let number = |place: usize, worth: Option<&At<Number>>, stars: Option<&At<Number>>| {
        let said = worth.or(stars).map(|number| number.it.clone());
        said.unwrap_or_else(|| Number::from_count(place))
    };
    let lowest = number(0, rules.lowest.worth.as_ref(), rules.lowest.stars.as_ref());
    let above = rules.levels.iter().rev().enumerate().map(|(place, level)| {
        number(place.saturating_add(1), level.worth.as_ref(), level.stars.as_ref())
    });
    [lowest].into_iter().chain(above).collect()
}

fn rating(id: &At<Id>, stars: Option<&At<Number>>, name: &At<Label>) -> v1::Rating {
    let stars = stars.map_or_else(Number::zero, |stars| stars.it.clone());
    let whole = stars.floored();
    v1::Rating {
        id: id.to_string(),
        stars: whole.to_count().and_then(|count| u32::try_from(count).ok()).unwrap_or_default(),
        half: whole != stars,
        name: name.it.clone(),
    }
}
