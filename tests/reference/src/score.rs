//! Answers → criteria → dimensions → total, for an assessment that is final.

use std::collections::BTreeSet;

use num_traits::Zero;

use crate::fraction::{Fraction, limit, whole};
use crate::lookup;
use crate::rubric::{Criterion, Dimension, Points};
use crate::seen::Seen;
use crate::world::{Assignment, Scope, State, Verdict, World};

/// What a criterion is worth.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Worth {
    Share(Fraction),
    /// Left out, and whether an assessor said so.
    LeftOut {
        by_assessor: bool,
    },
    Withheld,
}

/// What a dimension or a total comes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Group {
    Number(Fraction),
    LeftOut,
    Withheld,
}

impl Worth {
    pub(crate) fn seen(&self) -> Seen {
        match self {
            Self::Share(share) => Seen::Number(share.clone()),
            Self::LeftOut { .. } => Seen::LeftOut,
            Self::Withheld => Seen::Withheld,
        }
    }

    fn group(&self) -> Group {
        match self {
            Self::Share(share) => Group::Number(share.clone()),
            Self::LeftOut { .. } => Group::LeftOut,
            Self::Withheld => Group::Withheld,
        }
    }
}

impl Group {
    pub(crate) fn seen(&self) -> Seen {
        match self {
            Self::Number(number) => Seen::Number(number.clone()),
            Self::LeftOut => Seen::LeftOut,
            Self::Withheld => Seen::Withheld,
        }
    }

    fn times(&self, by: &Fraction) -> Self {
        match self {
            Self::Number(number) => Self::Number(number * by),
            other => other.clone(),
        }
    }
}

/// The total, with what is put on top and taken off, and without.
pub(crate) struct Total {
    pub(crate) total: Group,
    /// The same without bonus.
    pub(crate) without: Group,
    /// Without bonus and demerit.
    pub(crate) base: Group,
}

/// A part of a dimension: its weight and what it comes to.
struct Part {
    weight: Fraction,
    group: Group,
}

/// What the answers to a criterion leave of it, before silence is judged.
enum Judged {
    Certain(Worth),
    /// Somebody may still say: the least and the most it can come to.
    Silent {
        least: Fraction,
        most: Fraction,
        is_pending: bool,
    },
}

impl World<'_> {
    // ── criteria ──

    /// A criterion's share of its full points.
    pub(crate) fn worth(&self, id: &str) -> Worth {
        if let Some(known) = self.worths.borrow().get(id) {
            return known.clone();
        }
        let worth = match self.criterion(id) {
            Some(criterion) => self.judge(criterion),
            // Not asked of this kind of subject.
            None => Worth::LeftOut { by_assessor: false },
        };
        self.worths.borrow_mut().insert(id.to_owned(), worth.clone());
        worth
    }

    fn judge(&self, criterion: &Criterion) -> Worth {
        let by_rule = match &criterion.leave_out_when {
            Some(condition) => self.verdict(condition, Scope::default()) == Verdict::Met,
            None => false,
        };
        if by_rule {
            self.notes.effect("a criterion left out by a rule");
            return Worth::LeftOut { by_assessor: false };
        }
        if self.known.marks.get(&criterion.id) == Some(&State::NotApplicable) {
            return self.not_applicable(criterion);
        }
        // What waits as a whole waits, whatever its asks say.
        if self.known.marks.get(&criterion.id) == Some(&State::Pending) {
            self.notes.effect("a criterion withheld because it is pending");
            return Worth::Withheld;
        }
        match self.judged(criterion) {
            Judged::Certain(worth) => worth,
            Judged::Silent { is_pending: true, .. } => {
                self.notes.effect("a criterion withheld because it is pending");
                Worth::Withheld
            }
            Judged::Silent { least, most, .. } => self.silence(criterion, least, most),
        }
    }

    /// What a criterion counts that an assessor marked not applicable.
    fn not_applicable(&self, criterion: &Criterion) -> Worth {
        match criterion.na_counts.as_str() {
            "leave-out" => {
                self.notes.effect("a criterion left out by an assessor");
                Worth::LeftOut { by_assessor: true }
            }
            "lowest" => {
                self.notes.effect("a criterion at its least because it is not applicable");
                Worth::Share(self.least_of_all(criterion))
            }
            "full" => {
                self.notes.effect("a criterion full because it is not applicable");
                Worth::Share(whole(1))
            }
            "withhold" => {
                self.notes.effect("a criterion withheld because it is not applicable");
                Worth::Withheld
            }
            other => panic!("no such policy: {other}"),
        }
    }

    /// What silence counts, as the rubric says.
    fn silence(&self, criterion: &Criterion, least: Fraction, most: Fraction) -> Worth {
        if self.is_half_scale(criterion) {
            return Worth::LeftOut { by_assessor: false };
        }
        match criterion.missing.as_str() {
            "lowest" => {
                self.notes.effect("a criterion at its least because it is unanswered");
                Worth::Share(least)
            }
            "full" => {
                self.notes.effect("a criterion full because it is unanswered");
                Worth::Share(most)
            }
            "leave-out" => {
                self.notes.effect("a criterion left out because it is unanswered");
                Worth::LeftOut { by_assessor: false }
            }
            "withhold" => {
                self.notes.effect("a criterion withheld because it is unanswered");
                Worth::Withheld
            }
            other => panic!("no such policy: {other}"),
        }
    }

    /// Whether its dimension counts the criteria that are answered, or the nearest around it that says
    /// anything about silence, and the criterion says nothing itself: silence is then left out, and the
    /// dimension withheld where there is too much of it.
    fn is_half_scale(&self, criterion: &Criterion) -> bool {
        let mut around = Some(self.dimension(&criterion.dimension));
        while let Some(dimension) = around.filter(|_| !criterion.says_missing) {
            if dimension.answered.is_some() || dimension.says_missing {
                return dimension.answered.is_some();
            }
            around = dimension.parent.as_ref().map(|parent| self.dimension(parent));
        }
        false
    }

    /// Whether fewer of the criteria in a dimension that have weight and apply are answered than it
    /// wants.
    pub(crate) fn is_too_little_answered(&self, dimension: &Dimension) -> bool {
        let Some(wanted) = &dimension.answered else { return false };
        let (mut all, mut answered) = (whole(0), whole(0));
        for criterion in self.criteria_inside(&dimension.id) {
            let is_out = criterion.weight.is_zero()
                || self.known.marks.get(&criterion.id) == Some(&State::NotApplicable)
                || criterion.leave_out_when.as_ref().is_some_and(|condition| {
                    self.verdict(condition, Scope::default()) == Verdict::Met
                });
            if is_out {
                continue;
            }
            all += whole(1);
            // One that asks nothing itself is answered by what its measure looks at.
            let mut asks: BTreeSet<String> =
                criterion.asks.iter().map(|ask| ask.id.clone()).collect();
            if asks.is_empty() {
                self.asks_in(&criterion.measure, &mut asks);
            }
            let is_answered = |id: &String| {
                self.asks[id.as_str()].optional
                    || matches!(self.state(id), State::Given(_) | State::Declined)
            };
            if asks.iter().all(is_answered) {
                answered += whole(1);
            }
        }
        !all.is_zero() && answered / all < *wanted
    }

    fn judged(&self, criterion: &Criterion) -> Judged {
        let mark = self.known.marks.get(&criterion.id);
        let mut asks = BTreeSet::new();
        self.asks_in(&criterion.measure, &mut asks);
        let mut decisive = asks.clone();
        if let Some(condition) = &criterion.leave_out_when {
            self.asks_in(condition, &mut decisive);
        }
        let is_pending =
            mark == Some(&State::Pending) || !self.among(&decisive, &[State::Pending]).is_empty();
        // A refusal beside an answer that may still come is one more answer that is not there.
        // What is not applicable to another criterion is not there for this one.
        let missing = [State::Unanswered, State::Pending, State::NotApplicable];
        let mut open = self.among(&asks, &missing);
        let mut declined = self.among(&asks, &[State::Declined]);
        if mark != Some(&State::Declined) && !open.is_empty() {
            open.append(&mut declined);
        }
        if mark == Some(&State::Declined) {
            declined.append(&mut open);
        }
        let mut telling = self.telling(&criterion.measure);
        telling.extend(self.bounds_of(&criterion.points));
        let mut worths = Vec::new();
        for answers in self.completions(&open, &telling) {
            let mut refused = Vec::new();
            for refusals in self.completions(&declined, &telling) {
                let mut tried = answers.clone();
                tried.extend(refusals);
                refused.extend(self.worth_when(criterion, &tried));
            }
            worths.extend(least(refused));
        }
        if !declined.is_empty() {
            self.notes.effect("a criterion at its least because it was declined");
        }
        spread(worths, is_pending)
    }

    fn bounds_of(&self, points: &Points) -> Vec<Fraction> {
        match points {
            Points::AsMeasured | Points::OverHighest(_) => Vec::new(),
            Points::Rows(rows) => rows.bounds(),
            Points::Of { floor, cap, .. } => floor.iter().chain(cap).cloned().collect(),
            Points::Table(id) => self.rubric.tables[id].bounds(),
        }
    }

    /// What the criterion is worth with every answer there; `None` when they cannot stand together.
    fn worth_when(&self, criterion: &Criterion, tried: &Assignment) -> Option<Worth> {
        let scope = Scope { tried: Some(tried), ..Scope::default() };
        let share = match self.look(&criterion.measure, scope) {
            Seen::Truth(truth) => self.share(&criterion.points, &whole(truth.into())),
            Seen::Idle => self.share(&criterion.points, &whole(0)),
            Seen::Number(number) => self.share(&criterion.points, &number),
            absent => absent,
        };
        match share {
            Seen::Number(share) => Some(Worth::Share(share)),
            Seen::Impossible => None,
            Seen::LeftOut => Some(Worth::LeftOut { by_assessor: false }),
            Seen::Undefined => {
                self.notes.effect("a rate of nothing");
                Some(match criterion.undefined.as_str() {
                    "lowest" => Worth::Share(self.least_of_all(criterion)),
                    "leave-out" => Worth::LeftOut { by_assessor: false },
                    "withhold" => Worth::Withheld,
                    other => panic!("no such policy: {other}"),
                })
            }
            Seen::Withheld | Seen::Unknown => Some(Worth::Withheld),
            other => panic!("{other:?} is a share"),
        }
    }

    /// The least share that any answers at all would give.
    fn least_of_all(&self, criterion: &Criterion) -> Fraction {
        if let Some(known) = self.leasts.borrow().get(&criterion.id) {
            return known.clone();
        }
        let mut asks = BTreeSet::new();
        self.asks_in(&criterion.measure, &mut asks);
        let mut telling = Vec::new();
        self.told_by(&criterion.measure, &mut telling);
        telling.extend(self.bounds_of(&criterion.points));
        let asks: Vec<String> = asks.into_iter().collect();
        let mut least: Option<Fraction> = None;
        for tried in self.anything(&asks, &telling) {
            let scope = Scope { tried: Some(&tried), ..Scope::default() };
            let share = match self.look(&criterion.measure, scope) {
                Seen::Number(number) => self.share(&criterion.points, &number),
                Seen::Truth(truth) => self.share(&criterion.points, &whole(truth.into())),
                Seen::Idle => self.share(&criterion.points, &whole(0)),
                absent => absent,
            };
            if let Seen::Number(share) = share {
                least = Some(least.map_or(share.clone(), |least| least.min(share)));
            }
        }
        let least = limit(&least.unwrap_or_else(|| whole(0)));
        self.leasts.borrow_mut().insert(criterion.id.clone(), least.clone());
        least
    }

    fn share(&self, points: &Points, quantity: &Fraction) -> Seen {
        let seen = Seen::Number(quantity.clone());
        match points {
            Points::AsMeasured => seen,
            Points::OverHighest(highest) => Seen::Number(quantity / highest),
            Points::Rows(rows) => {
                self.notes.effect(match rows {
                    crate::rubric::Lookup::Steps(_) => "points by steps",
                    _ => "points by a curve",
                });
                lookup::at(rows, &[seen], self.notes)
            }
            Points::Table(id) => {
                self.notes.effect("points by a table");
                lookup::at(&self.rubric.tables[id], &[seen], self.notes)
            }
            Points::Of { full, floor, cap } => {
                let mut points = quantity.clone();
                if let Some(floor) = floor.as_ref().filter(|floor| points < **floor) {
                    self.notes.effect("points of a measure held at its floor");
                    points = floor.clone();
                }
                if let Some(cap) = cap.as_ref().filter(|cap| **cap < points) {
                    self.notes.effect("points of a measure held at its cap");
                    points = cap.clone();
                }
                Seen::Number(points / full)
            }
        }
    }

    // ── dimensions ──

    pub(crate) fn dimension(&self, id: &str) -> &Dimension {
        let found = self.rubric.dimensions.iter().find(|dimension| dimension.id == id);
        found.unwrap_or_else(|| panic!("`{id}` is no dimension"))
    }

    /// The criteria that stand in a dimension itself and count.
    pub(crate) fn criteria_in(&self, dimension: &str) -> Vec<&Criterion> {
        let criteria = self.rubric.criteria.iter();
        criteria.filter(|one| one.dimension == dimension && one.standing == "current").collect()
    }

    /// The same with those of all dimensions in it.
    fn criteria_inside(&self, dimension: &str) -> Vec<&Criterion> {
        let inner = self.rubric.dimensions.iter();
        let inner = inner.filter(|one| one.parent.as_deref() == Some(dimension));
        let mut all = self.criteria_in(dimension);
        inner.for_each(|one| all.extend(self.criteria_inside(&one.id)));
        all
    }

    /// A dimension's share of its full points; points of a bonus or demerit.
    pub(crate) fn group(&self, id: &str) -> Group {
        if let Some(known) = self.groups.borrow().get(id) {
            return known.clone();
        }
        let group = self.combined(self.dimension(id));
        self.groups.borrow_mut().insert(id.to_owned(), group.clone());
        group
    }

    fn combined(&self, dimension: &Dimension) -> Group {
        let criteria = self.criteria_in(&dimension.id);
        let mut parts: Vec<Part> = criteria
            .iter()
            .map(|criterion| Part {
                weight: criterion.weight.clone(),
                group: self.worth(&criterion.id).group(),
            })
            .collect();
        let cap = match (&dimension.bonus, &dimension.demerit) {
            (Some(bonus), _) => Some(&bonus.cap),
            (None, Some(demerit)) => Some(&demerit.cap),
            (None, None) => None,
        };
        if let Some(cap) = cap {
            return Group::Number(points_on_top(&parts, cap));
        }
        if self.is_too_little_answered(dimension) {
            self.notes.effect("a dimension too little answered");
            return Group::Withheld;
        }
        if dimension.answered.is_some() {
            self.notes.effect("a dimension half answered");
        }
        let own = |child: &&Dimension| child.parent.as_deref() == Some(&dimension.id);
        for child in self.rubric.dimensions.iter().filter(own) {
            self.notes.effect("a dimension inside another");
            parts.push(Part { weight: child.weight.clone(), group: self.counted(child) });
        }
        let group = combine(&dimension.combine, parts);
        if let Group::Number(_) = group {
            self.notes.effect(match dimension.combine.as_str() {
                "mean" => "a dimension combined by its mean",
                "lowest" => "a dimension combined by its lowest",
                "highest" => "a dimension combined by its highest",
                "product" => "a dimension combined by its product",
                _ => "a dimension combined by the share met",
            });
        }
        group
    }

    /// What counts above: the score, or the worth of its grade over the highest.
    pub(crate) fn counted(&self, dimension: &Dimension) -> Group {
        let Some(id) = &dimension.grade else { return self.group(&dimension.id) };
        let grade = self.rubric.grades.iter().find(|grade| grade.id == *id).expect("a grade");
        let highest = grade.levels.iter().map(|level| &level.worth).max().expect("levels");
        match self.grade(id).seen(&self.rubric.grades) {
            Seen::Number(worth) => {
                self.notes.effect("a dimension counted by its grade");
                Group::Number(worth / highest)
            }
            Seen::LeftOut => Group::LeftOut,
            _ => Group::Withheld,
        }
    }

    /// The total.
    pub(crate) fn total(&self) -> Total {
        let in_base = |dimension: &&Dimension| {
            dimension.bonus.is_none() && dimension.demerit.is_none() && dimension.parent.is_none()
        };
        let base: Vec<&Dimension> = self.rubric.dimensions.iter().filter(in_base).collect();
        let full: Fraction = base.iter().map(|dimension| dimension.weight.clone()).sum();
        let parts = base.iter().map(|dimension| Part {
            weight: dimension.weight.clone(),
            group: self.counted(dimension),
        });
        let base = match combine("mean", parts.collect()).times(&full) {
            // Nothing applies at all: there is no total.
            Group::LeftOut => Group::Withheld,
            other => other,
        };
        let Group::Number(base) = base else {
            return Total { total: base.clone(), without: base.clone(), base };
        };
        let (mut bonus, mut demerit) = (whole(0), whole(0));
        for dimension in &self.rubric.dimensions {
            let Group::Number(points) = self.group(&dimension.id) else { continue };
            if dimension.bonus.as_ref().is_some_and(|bonus| bonus.active) {
                self.notes.effect("a bonus that counts");
                bonus += points;
            } else if dimension.demerit.as_ref().is_some_and(|demerit| demerit.active) {
                self.notes.effect("a demerit");
                demerit += points;
            }
        }
        let above = |number: Fraction| (number - &demerit).max(whole(0));
        let (total, without) = (above(&base + bonus), above(base.clone()));
        Total {
            total: Group::Number(total),
            without: Group::Number(without),
            base: Group::Number(base),
        }
    }

    /// `points(…)` of a criterion or dimension.
    pub(crate) fn points_of(&self, id: &str) -> Seen {
        if let Some(dimension) = self.rubric.dimensions.iter().find(|one| one.id == id) {
            let is_on_top = dimension.bonus.is_some() || dimension.demerit.is_some();
            let weight = if is_on_top { whole(1) } else { dimension.weight.clone() };
            return self.group(id).times(&weight).seen();
        }
        match self.criterion(id) {
            Some(criterion) => self.worth(id).group().times(&criterion.weight).seen(),
            None => Seen::LeftOut,
        }
    }

    /// Whether more of a dimension than its limit was left out by assessors, or of everything.
    pub(crate) fn is_beyond(&self, limit: Option<&Fraction>, criteria: &[&Criterion]) -> bool {
        let Some(limit) = limit else { return false };
        let all: Fraction = criteria.iter().map(|criterion| &criterion.weight).sum();
        let out: Fraction = criteria
            .iter()
            .filter(|one| self.worth(&one.id) == Worth::LeftOut { by_assessor: true })
            .map(|criterion| &criterion.weight)
            .sum();
        !all.is_zero() && out / all > *limit
    }
}

/// Where the worths of all that may come lie.
///
/// What may come to a share and may come to none is not certain, even where there is one share.
fn spread(mut worths: Vec<Worth>, is_pending: bool) -> Judged {
    let is_mixed = !worths.iter().all(|worth| matches!(worth, Worth::Share(_)));
    if worths.contains(&Worth::Withheld) {
        if worths.iter().all(|worth| *worth == Worth::Withheld) {
            return Judged::Certain(Worth::Withheld);
        }
        worths.retain(|worth| *worth != Worth::Withheld);
    }
    let shares: Vec<Fraction> = worths
        .iter()
        .filter_map(|worth| match worth {
            Worth::Share(share) => Some(limit(share)),
            Worth::LeftOut { .. } | Worth::Withheld => None,
        })
        .collect();
    let (Some(least), Some(most)) = (shares.iter().min(), shares.iter().max()) else {
        return Judged::Certain(Worth::LeftOut { by_assessor: false });
    };
    if least == most && !is_mixed {
        return Judged::Certain(Worth::Share(least.clone()));
    }
    Judged::Silent { least: least.clone(), most: most.clone(), is_pending }
}

/// The least of what may be; a share counts as less than having none.
fn least(worths: Vec<Worth>) -> Option<Worth> {
    let share = |worth: &Worth| match worth {
        Worth::Share(share) => Some(share.clone()),
        Worth::LeftOut { .. } | Worth::Withheld => None,
    };
    match worths.iter().filter_map(share).min() {
        Some(least) => Some(Worth::Share(least)),
        None => worths.into_iter().next(),
    }
}

/// Parts together, those left out passed over.
fn combine(how: &str, parts: Vec<Part>) -> Group {
    let counting: Vec<Part> = parts
        .into_iter()
        .filter(|part| !part.weight.is_zero() && part.group != Group::LeftOut)
        .collect();
    if counting.is_empty() {
        return Group::LeftOut;
    }
    let mut shares: Vec<(Fraction, Fraction)> = Vec::new();
    for part in counting {
        let Group::Number(share) = part.group else { return Group::Withheld };
        shares.push((part.weight, share));
    }
    let weights: Fraction = shares.iter().map(|(weight, _)| weight).sum();
    let all = shares.iter().map(|(_, share)| share);
    Group::Number(match how {
        "mean" => shares.iter().map(|(weight, share)| weight * share).sum::<Fraction>() / weights,
        "lowest" => all.min().unwrap().clone(),
        "highest" => all.max().unwrap().clone(),
        "product" => all.fold(whole(1), |product, share| product * share),
        "share-met" => {
            let met = shares.iter().filter(|(_, share)| *share >= whole(1));
            met.map(|(weight, _)| weight).sum::<Fraction>() / weights
        }
        other => panic!("no such way to combine: {other}"),
    })
}

fn points_on_top(parts: &[Part], cap: &Fraction) -> Fraction {
    let sum: Fraction = parts
        .iter()
        .map(|part| match &part.group {
            Group::Number(share) => &part.weight * share,
            Group::LeftOut | Group::Withheld => whole(0),
        })
        .sum();
    sum.min(cap.clone())
}
