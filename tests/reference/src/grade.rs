//! Ladders: the rating of a part, and the rating itself.

use std::collections::BTreeMap;

use num_traits::Zero;

use crate::fraction::{Fraction, rounded, whole};
use crate::rubric::{Change, Criterion, Dimension, Gate, Grade, Level, Unmet};
use crate::score::{Group, Worth};
use crate::seen::Seen;
use crate::world::{Scope, State, Verdict, World};

/// What a ladder came to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Graded {
    /// The grade and the place on its ladder.
    Rank(String, usize),
    LeftOut,
    Withheld,
}

impl Graded {
    /// The worth of the level reached.
    pub(crate) fn seen(&self, grades: &[Grade]) -> Seen {
        match self {
            Self::Rank(id, rank) => {
                let grade = grades.iter().find(|grade| grade.id == *id).expect("a grade");
                Seen::Number(grade.levels[*rank].worth.clone())
            }
            Self::LeftOut => Seen::LeftOut,
            Self::Withheld => Seen::Withheld,
        }
    }
}

impl World<'_> {
    // ── the rating of a part ──

    pub(crate) fn grade(&self, id: &str) -> Graded {
        if let Some(known) = self.grades.borrow().get(id) {
            return known.clone();
        }
        let grade = self.rubric.grades.iter().find(|grade| grade.id == id).expect("a grade");
        let graded = self.graded(grade);
        self.notes.effect(match graded {
            Graded::Rank(..) => "a grade given",
            Graded::LeftOut | Graded::Withheld => "a grade not given",
        });
        self.grades.borrow_mut().insert(id.to_owned(), graded.clone());
        graded
    }

    fn graded(&self, grade: &Grade) -> Graded {
        let value = match &grade.of {
            None => None,
            Some(of) => match self.settled(of, Scope::default()) {
                Seen::Number(number) => Some(number),
                Seen::Truth(truth) => Some(whole(truth.into())),
                // Where there is nothing to be graded, no condition is asked.
                Seen::LeftOut => return Graded::LeftOut,
                _ => return Graded::Withheld,
            },
        };
        if let Some(condition) = &grade.absent_when
            && self.verdict(condition, Scope::default()) == Verdict::Met
        {
            return Graded::Withheld;
        }
        let before = self.climbed(grade, value.as_ref());
        let rank = self.adjusted(grade, before);
        if rank != before {
            self.notes.effect("a grade changed");
        }
        Graded::Rank(grade.id.clone(), rank)
    }

    /// The level of a grade; `None` when there is none.
    pub(crate) fn level_of(&self, grade: &Grade) -> Option<String> {
        match self.grade(&grade.id) {
            Graded::Rank(_, rank) => Some(grade.levels[rank].id.clone()),
            Graded::LeftOut | Graded::Withheld => None,
        }
    }

    /// Whether a grade has at least this level.
    pub(crate) fn reached(&self, id: &str, level: &str) -> Seen {
        let grade = self.rubric.grades.iter().find(|grade| grade.id == id).expect("a grade");
        match self.grade(id) {
            Graded::Rank(_, rank) => Seen::Truth(place_of(grade, level) <= rank),
            Graded::LeftOut => Seen::Idle,
            Graded::Withheld => Seen::Withheld,
        }
    }

    // ── ladders ──

    /// The highest level that holds; with `cumulative`, all lower ones too.
    fn climbed(&self, grade: &Grade, value: Option<&Fraction>) -> usize {
        let holds: Vec<bool> = (0..grade.levels.len())
            .map(|rank| rank == 0 || self.holds(grade, &grade.levels[rank], value))
            .collect();
        if grade.is_cumulative {
            let reached = holds.iter().take_while(|holds| **holds).count() - 1;
            if holds[reached..].iter().skip(1).any(|holds| *holds) {
                self.notes.effect("a rating where every lower level must hold");
            }
            return reached;
        }
        holds.iter().rposition(|holds| *holds).expect("the lowest always holds")
    }

    fn holds(&self, grade: &Grade, level: &Level, value: Option<&Fraction>) -> bool {
        let scope = Scope::default();
        let judged = |number: &Fraction, more: u32| match grade.published {
            true => rounded(number, grade.places + more, &grade.rounding),
            false => number.clone(),
        };
        let is_within = level.bounds.iter().all(|(sign, bound)| {
            let more = if grade.is_share { 2 } else { 0 };
            let value = judged(value.expect("something is held against a bound"), more);
            let Seen::Number(bound) = self.settled(bound, scope) else { return false };
            match *sign {
                ">=" => value >= bound,
                ">" => value > bound,
                "<=" => value <= bound,
                _ => value < bound,
            }
        });
        if !is_within {
            return false;
        }
        let each = level.each_dimension.as_ref().is_none_or(|minimum| {
            let counts = |one: &&Dimension| {
                one.parent.is_none() && one.bonus.is_none() && one.demerit.is_none()
            };
            self.rubric.dimensions.iter().filter(counts).all(|one| match self.group(&one.id) {
                // A share is published in percent, hence two more places.
                Group::Number(share) => *minimum <= judged(&share, 2),
                Group::LeftOut | Group::Withheld => true,
            })
        });
        let required = level.require.iter().all(|one| self.fulfilled(one, scope) == Verdict::Met);
        let conditional =
            level.that.as_ref().is_none_or(|one| self.fulfilled(one, scope) == Verdict::Met);
        for (is_met, effect) in [
            (each, "a level missed by a dimension"),
            (required, "a level missed by a requirement"),
            (conditional, "a level missed by a condition"),
        ] {
            if !is_met {
                self.notes.effect(effect);
            }
        }
        each && required && conditional
    }

    /// One adjustment after another, each held inside the ladder.
    fn adjusted(&self, grade: &Grade, mut rank: usize) -> usize {
        let mut steps: BTreeMap<String, bool> =
            grade.adjust.iter().map(|step| (step.id.clone(), false)).collect();
        for step in &grade.adjust {
            let so_far = grade.levels[rank].worth.clone();
            let scope = Scope { so_far: Some(&so_far), steps: Some(&steps), ..Scope::default() };
            if self.verdict(&step.when, scope) != Verdict::Met {
                continue;
            }
            let highest = grade.levels.len() as i64 - 1;
            let (after, effect) = match &step.change {
                Change::By(by) => {
                    ((rank as i64 + by).clamp(0, highest) as usize, "a rating changed by ranks")
                }
                Change::To(level) => (place_of(grade, level), "a rating changed to a level"),
                Change::AtMost(level) => {
                    (rank.min(place_of(grade, level)), "a rating lowered to a level")
                }
                Change::AtLeast(level) => {
                    (rank.max(place_of(grade, level)), "a rating raised to a level")
                }
            };
            if after != rank {
                self.notes.effect(effect);
            }
            steps.insert(step.id.clone(), after != rank);
            rank = after;
        }
        rank
    }

    // ── the rating ──

    /// The rating awarded; `None` when it is withheld.
    pub(crate) fn rating(&self, gates: &[(&Gate, Verdict)]) -> Option<String> {
        let rubric = self.rubric;
        if !rubric.is_complete || self.is_not_comparable() {
            return None;
        }
        let withholds = |(gate, verdict): &(&Gate, Verdict)| match verdict {
            Verdict::Met => false,
            Verdict::NotMet => gate.unmet == Unmet::Withhold,
            Verdict::Pending => true,
        };
        if gates.iter().any(withholds) {
            self.notes.effect("a rating withheld by a gate");
            return None;
        }
        let grade = &rubric.rating;
        let mut rank = match &grade.of {
            Some(of) => match self.settled(of, Scope::default()) {
                Seen::Number(value) => {
                    self.notes.effect("a rating of an expression");
                    self.climbed(grade, Some(&value))
                }
                _ => return None,
            },
            None => self.rank_of_total()?,
        };
        rank = self.adjusted(grade, rank);
        let unmet = |(gate, verdict): &(&Gate, Verdict)| match (&gate.unmet, verdict) {
            (unmet, Verdict::NotMet) => Some((unmet_level(grade, unmet)?, unmet_sets(unmet))),
            _ => None,
        };
        let unmet: Vec<(usize, bool)> = gates.iter().filter_map(unmet).collect();
        for (cap, _) in unmet.iter().filter(|(_, sets)| !sets) {
            if *cap < rank {
                self.notes.effect("a rating capped by a gate");
            }
            rank = rank.min(*cap);
        }
        if let Some(set) = unmet.iter().filter(|(_, sets)| *sets).map(|(level, _)| level).min() {
            self.notes.effect("a rating set by a gate");
            rank = *set;
        }
        Some(grade.levels[rank].id.clone())
    }

    fn rank_of_total(&self) -> Option<usize> {
        let grade = &self.rubric.rating;
        // Ratings that ask for conditions alone stand without a total.
        let rests = |level: &Level| !level.bounds.is_empty() || level.each_dimension.is_some();
        if !grade.levels.iter().any(rests) {
            return Some(self.climbed(grade, None));
        }
        let is_withheld = self.rubric.criteria.iter().any(|criterion| {
            let dimension = self.dimension(&criterion.dimension);
            let in_base = dimension.bonus.is_none() && dimension.demerit.is_none();
            in_base
                && criterion.standing == "current"
                && !criterion.weight.is_zero()
                && self.worth(&criterion.id) == Worth::Withheld
        });
        let found = self.total();
        let (Group::Number(total), Group::Number(base)) = (found.total, found.without) else {
            return None;
        };
        if is_withheld {
            return None;
        }
        self.notes.effect("a rating of the total");
        let with_bonus = self.climbed(grade, Some(&total));
        let without = self.climbed(grade, Some(&base));
        let lifts = self.rubric.dimensions.iter().filter_map(|one| one.bonus.as_ref());
        let most = without.saturating_add(lifts.map(|bonus| bonus.lifts).max().unwrap_or(0));
        if most < with_bonus {
            self.notes.effect("a bonus held back");
        }
        Some(with_bonus.min(most))
    }

    /// Whether more was left out by assessors than the rubric or a dimension allows.
    pub(crate) fn is_not_comparable(&self) -> bool {
        let in_base = |one: &&Criterion| {
            let dimension = self.dimension(&one.dimension);
            one.standing == "current" && dimension.bonus.is_none() && dimension.demerit.is_none()
        };
        let all: Vec<&Criterion> = self.rubric.criteria.iter().filter(in_base).collect();
        if self.is_beyond(self.rubric.not_applicable_limit.as_ref(), &all) {
            self.notes.effect("a rating withheld by the limit");
            return true;
        }
        let beyond =
            |one: &&Dimension| self.is_beyond(one.na_limit.as_ref(), &self.criteria_below(&one.id));
        let is_beyond = self.rubric.dimensions.iter().any(|one| beyond(&one));
        if is_beyond {
            self.notes.effect("a dimension beyond its limit");
        }
        is_beyond
    }

    fn criteria_below(&self, dimension: &str) -> Vec<&Criterion> {
        let mut all = self.criteria_in(dimension);
        for child in &self.rubric.dimensions {
            if child.parent.as_deref() == Some(dimension) {
                all.extend(self.criteria_below(&child.id));
            }
        }
        all
    }

    /// Whether a gate holds, at finalisation.
    pub(crate) fn gate(&self, gate: &Gate) -> Verdict {
        if gate.asks.iter().any(|ask| *self.state(&ask.id) == State::NotApplicable) {
            return Verdict::Met;
        }
        match self.fulfilled(&gate.that, Scope::default()) {
            Verdict::Pending if !gate.undecided_withholds => Verdict::NotMet,
            verdict => verdict,
        }
    }
}

fn unmet_level(grade: &Grade, unmet: &Unmet) -> Option<usize> {
    match unmet {
        Unmet::Withhold => None,
        Unmet::Cap(level) | Unmet::Set(level) => Some(place_of(grade, level)),
    }
}

fn unmet_sets(unmet: &Unmet) -> bool {
    matches!(unmet, Unmet::Set(_))
}

fn place_of(grade: &Grade, level: &str) -> usize {
    let place = grade.levels.iter().position(|one| one.id == level);
    place.unwrap_or_else(|| panic!("`{level}` is no level of {}", grade.id))
}
