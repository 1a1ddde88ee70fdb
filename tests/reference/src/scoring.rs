//! Answers → states → scores → award, each step as the prose has it.

use crate::answers::{Assessment, Said};
use crate::expression::{Expression, Seen};
use crate::fraction::{Fraction, fraction, from_float, huge, limit, rounded, whole};
use crate::rubric::{Ask, Criterion, Gate, Kind, Level, Points, Rubric};
use num_traits::Zero;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// All that an assessment comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The total in points, bonus included.
    pub total: Score,
    /// Each criterion's share of its full points.
    pub criteria: BTreeMap<String, Score>,
    /// Each dimension's share of its full points; a bonus dimension's points.
    pub dimensions: BTreeMap<String, Score>,
    /// Each gate's verdict.
    pub gates: BTreeMap<String, Verdict>,
    /// The rating.
    pub award: Award,
}

/// A number or what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Score {
    /// Known.
    Settled(Fraction),
    /// From the least to the most still possible.
    Open(Fraction, Fraction),
    /// Does not count here.
    LeftOut,
    /// There is none.
    Withheld,
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Met,
    /// It does not.
    NotMet,
    /// Nobody knows yet.
    Pending,
}

/// The rating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Award {
    /// There is one.
    Rated(String),
    /// There is none.
    Withheld,
    /// The worst that can come, `None` when that is no rating, and the best.
    Open {
        /// Certain already.
        locked: Option<String>,
        /// Still possible.
        best: Option<String>,
    },
}

/// What is known of one ask.
#[derive(Clone, Debug, PartialEq)]
enum State {
    Given(Seen),
    Unanswered,
    Pending,
    Declined,
    NotApplicable,
}

type Assignment = BTreeMap<String, Seen>;

pub(crate) fn score(rubric: &Rubric, assessment: &Assessment) -> Outcome {
    let world = World::new(rubric, assessment);
    let criteria: BTreeMap<String, Judged> = rubric
        .criteria
        .iter()
        .map(|criterion| (criterion.id.clone(), world.judge(criterion)))
        .collect();
    let gates: Vec<(&Gate, Verdict)> =
        rubric.gates.iter().map(|gate| (gate, world.gate(gate))).collect();
    let ends = ends(rubric, &criteria);
    Outcome {
        total: ends.total.clone(),
        dimensions: ends.dimensions.clone(),
        award: world.award(&criteria, &gates, &ends),
        criteria: criteria.into_iter().map(|(id, judged)| (id, judged.score)).collect(),
        gates: gates.into_iter().map(|(gate, verdict)| (gate.id.clone(), verdict)).collect(),
    }
}

/// A criterion's share, and how it came to have none.
struct Judged {
    score: Score,
    /// Somebody said that it does not apply; a rule does not count as that.
    by_assessor: bool,
    /// Whether a rule or an assessor may still leave it out.
    may_leave_out: bool,
}

struct World<'a> {
    rubric: &'a Rubric,
    is_final: bool,
    asks: BTreeMap<String, &'a Ask>,
    states: BTreeMap<String, State>,
    /// What was said about criteria as a whole.
    marks: BTreeMap<String, State>,
    ticked: BTreeMap<String, i64>,
    /// What was said to each part of each checklist.
    ticks: BTreeMap<String, Vec<Option<Tick>>>,
}

impl<'a> World<'a> {
    fn new(rubric: &'a Rubric, assessment: &Assessment) -> Self {
        let mut world = World {
            rubric,
            is_final: assessment.is_final,
            asks: BTreeMap::new(),
            states: BTreeMap::new(),
            marks: BTreeMap::new(),
            ticked: BTreeMap::new(),
            ticks: BTreeMap::new(),
        };
        for criterion in &rubric.criteria {
            world.admit(assessment, &criterion.id, &criterion.asks, criterion.may_not_apply);
        }
        for gate in &rubric.gates {
            world.admit(assessment, &gate.id, &gate.asks, gate.may_not_apply);
        }
        for fact in &rubric.facts {
            world.admit(assessment, &fact.id, std::slice::from_ref(fact), false);
        }
        world.refuse_parts_above_their_whole();
        world
    }

    /// What is known of the asks of one criterion, gate or fact. A mark on the whole counts for
    /// each of its asks, whatever else was said to them; not applicable stands on the whole only.
    fn admit(&mut self, assessment: &Assessment, id: &str, asks: &'a [Ask], may_not_apply: bool) {
        let of_the_whole = match assessment.said.get(id) {
            Some(Said::NotApplicable) if may_not_apply => Some(State::NotApplicable),
            Some(Said::Pending) => Some(State::Pending),
            Some(Said::Declined) => Some(State::Declined),
            Some(Said::NotApplicable | Said::Given(_)) | None => None,
        };
        if let Some(mark) = &of_the_whole {
            self.marks.insert(id.to_owned(), mark.clone());
        }
        for ask in asks {
            let of_its_own = match assessment.said.get(&ask.id) {
                None | Some(Said::NotApplicable) => State::Unanswered,
                Some(Said::Given(value)) => given(ask, value),
                Some(Said::Pending) => State::Pending,
                Some(Said::Declined) => State::Declined,
            };
            let state = of_the_whole.clone().unwrap_or(of_its_own);
            if let (Kind::Checklist(parts), Some(Said::Given(value))) =
                (&ask.kind, assessment.said.get(&ask.id))
            {
                let ticks = ticks(parts, value);
                let ticked = ticks.iter().filter(|tick| **tick == Some(Tick::Yes)).count();
                self.ticked.insert(ask.id.clone(), ticked as i64);
                self.ticks.insert(ask.id.clone(), ticks);
            }
            self.asks.insert(ask.id.clone(), ask);
            self.states.insert(ask.id.clone(), state);
        }
    }

    /// A part above its whole is a mistake in one of the two, nobody knows which: neither counts.
    fn refuse_parts_above_their_whole(&mut self) {
        let number = |world: &Self, id: &str| match world.states.get(id) {
            Some(State::Given(Seen::Number(number))) => Some(number.clone()),
            _ => None,
        };
        let mut refused = Vec::new();
        for ask in self.asks.values() {
            let Kind::Number { within: Some(whole), .. } = &ask.kind else {
                continue;
            };
            if let (Some(part), Some(of)) = (number(self, &ask.id), number(self, whole))
                && part > of
            {
                refused.extend([ask.id.clone(), whole.clone()]);
            }
        }
        for id in refused {
            self.states.insert(id, State::Unanswered);
        }
    }

    fn criterion(&self, id: &str) -> Option<&'a Criterion> {
        self.rubric.criteria.iter().find(|criterion| criterion.id == id)
    }

    fn needed(&self, criterion: &Criterion) -> Vec<String> {
        let asks = criterion.asks.iter().filter(|ask| !ask.optional);
        asks.map(|ask| ask.id.clone()).collect()
    }

    fn is_not_applicable(&self, criterion: &Criterion) -> bool {
        self.marks.get(&criterion.id) == Some(&State::NotApplicable)
    }

    fn is_left_out_by_rule(&self, criterion: &Criterion) -> Verdict {
        match &criterion.leave_out_when {
            Some(condition) => self.verdict(condition),
            None => Verdict::NotMet,
        }
    }

    // ── what can still come ──

    /// Every ask an expression looks at, through the measures of the criteria it names.
    fn asks_in(&self, expression: &Expression, into: &mut BTreeSet<String>) {
        let mut names = Vec::new();
        expression.names(&mut names);
        for name in names {
            if self.asks.contains_key(&name) {
                into.insert(name);
            } else if let Some(criterion) = self.criterion(&name) {
                self.asks_in(&criterion.measure, into);
            }
        }
    }

    /// Every way of answering the asks in `ids`: each with each of its telling candidates.
    fn completions(&self, ids: &[String], telling: &[Fraction]) -> Vec<Assignment> {
        let mut all = vec![Assignment::new()];
        for id in ids {
            let candidates = match (&self.asks[id].kind, self.ticks.get(id)) {
                (Kind::Checklist(parts), ticks) => shares_to_come(parts, ticks),
                (kind, _) => candidates(kind, telling),
            };
            all = all
                .iter()
                .flat_map(|so_far| {
                    candidates.iter().map(|candidate| {
                        let mut more = so_far.clone();
                        more.insert(id.clone(), candidate.clone());
                        more
                    })
                })
                .collect();
        }
        all
    }

    fn look(&self, name: &str, assignment: &Assignment) -> Seen {
        if let Some(inside) = name.strip_prefix("given(") {
            let id = inside.trim_end_matches(')');
            return Seen::Truth(self.is_given(id));
        }
        if let Some(inside) = name.strip_prefix("ticked(") {
            let id = inside.trim_end_matches(')');
            return match self.ticked.get(id) {
                Some(count) => Seen::Number(whole(*count)),
                None => Seen::Nowhere,
            };
        }
        if let Some(seen) = assignment.get(name) {
            return seen.clone();
        }
        match self.states.get(name) {
            Some(State::Given(seen)) => return seen.clone(),
            Some(_) => return Seen::Nowhere,
            None => (),
        }
        match self.criterion(name) {
            Some(criterion) => criterion.measure.comes_to(&|name| self.look(name, assignment)),
            None => Seen::Nowhere,
        }
    }

    fn is_given(&self, id: &str) -> bool {
        match self.criterion(id) {
            Some(criterion) => {
                let needed = self.needed(criterion);
                needed.iter().all(|ask| matches!(self.states[ask], State::Given(_)))
            }
            None => matches!(self.states.get(id), Some(State::Given(_))),
        }
    }

    /// The asks among `ids` in one of `states`.
    fn among(&self, ids: &BTreeSet<String>, states: &[State]) -> Vec<String> {
        ids.iter().filter(|id| states.contains(&self.states[*id])).cloned().collect()
    }

    // ── conditions ──

    /// And, or and not over three values; anything smaller by trying out.
    fn verdict(&self, condition: &Expression) -> Verdict {
        use Verdict::{Met, NotMet, Pending};
        match condition {
            Expression::Not(inside) => match self.verdict(inside) {
                Met => NotMet,
                NotMet => Met,
                Pending => Pending,
            },
            Expression::Pair(and, left, right) if and == "and" => {
                match (self.verdict(left), self.verdict(right)) {
                    (NotMet, _) | (_, NotMet) => NotMet,
                    (Met, Met) => Met,
                    _ => Pending,
                }
            }
            Expression::Pair(or, left, right) if or == "or" => {
                match (self.verdict(left), self.verdict(right)) {
                    (Met, _) | (_, Met) => Met,
                    (NotMet, NotMet) => NotMet,
                    _ => Pending,
                }
            }
            Expression::Call(given, arguments) if given == "given" => {
                let Expression::Name(name) = &arguments[0] else { panic!("given takes a name") };
                let asks = match self.criterion(name) {
                    Some(criterion) => self.needed(criterion),
                    None => vec![name.clone()],
                };
                let may_come = |id: &String| {
                    matches!(self.states.get(id), Some(State::Unanswered | State::Pending))
                };
                if self.is_given(name) {
                    Met
                } else if !self.is_final && asks.iter().any(may_come) {
                    Pending
                } else {
                    NotMet
                }
            }
            smaller => self.try_out(smaller),
        }
    }

    fn try_out(&self, condition: &Expression) -> Verdict {
        let mut asks = BTreeSet::new();
        self.asks_in(condition, &mut asks);
        let missing = [State::Unanswered, State::Pending, State::Declined, State::NotApplicable];
        let open = self.among(&asks, &missing);
        let outcomes: Vec<Seen> = self
            .completions(&open, &self.telling(condition, &asks))
            .into_iter()
            .map(|assignment| condition.comes_to(&|name| self.look(name, &assignment)))
            .filter(|seen| *seen != Seen::Impossible)
            .collect();
        if outcomes.is_empty() {
            Verdict::Pending
        } else if outcomes.iter().all(|seen| *seen == Seen::Truth(true)) {
            Verdict::Met
        } else if outcomes.iter().all(|seen| *seen == Seen::Truth(false)) {
            Verdict::NotMet
        } else {
            Verdict::Pending
        }
    }

    /// Numbers around which something may change: those written down and those given.
    fn telling(&self, expression: &Expression, asks: &BTreeSet<String>) -> Vec<Fraction> {
        let mut telling = vec![whole(0), whole(1)];
        expression.literals(&mut telling);
        for id in asks {
            if let State::Given(Seen::Number(number)) = &self.states[id] {
                telling.push(number.clone());
            }
        }
        telling
    }

    fn gate(&self, gate: &Gate) -> Verdict {
        if gate.asks.iter().any(|ask| self.states[&ask.id] == State::NotApplicable) {
            return Verdict::Met;
        }
        match self.verdict(&gate.that) {
            Verdict::Pending if self.is_final && !gate.undecided_withholds => Verdict::NotMet,
            verdict => verdict,
        }
    }

    // ── criteria ──

    fn judge(&self, criterion: &Criterion) -> Judged {
        let by_rule = self.is_left_out_by_rule(criterion);
        let by_assessor = by_rule != Verdict::Met && self.is_not_applicable(criterion);
        let score = if by_rule == Verdict::Met || by_assessor {
            Score::LeftOut
        } else {
            self.share(criterion)
        };
        let by_rule_yet = by_rule == Verdict::Pending && self.may_yet_be_left_out(criterion);
        let by_assessor_yet =
            criterion.may_not_apply && matches!(score, Score::Open(..)) && !self.waits(criterion);
        Judged {
            may_leave_out: !self.is_final && !by_assessor && (by_rule_yet || by_assessor_yet),
            score,
            by_assessor,
        }
    }

    /// Whether the condition that leaves it out waits for an answer that may come.
    fn may_yet_be_left_out(&self, criterion: &Criterion) -> bool {
        let mut asks = BTreeSet::new();
        if let Some(condition) = &criterion.leave_out_when {
            self.asks_in(condition, &mut asks);
        }
        !self.among(&asks, &[State::Unanswered, State::Pending]).is_empty()
    }

    /// Whether it or something it depends on is pending.
    fn waits(&self, criterion: &Criterion) -> bool {
        let mut asks = BTreeSet::new();
        self.asks_in(&criterion.measure, &mut asks);
        if let Some(condition) = &criterion.leave_out_when {
            self.asks_in(condition, &mut asks);
        }
        self.marks.get(&criterion.id) == Some(&State::Pending)
            || !self.among(&asks, &[State::Pending]).is_empty()
    }

    /// A refusal of the whole counts the least at once (every rubric tried here begins at nothing),
    /// and what is pending as a whole may still be anything.
    fn share(&self, criterion: &Criterion) -> Score {
        match self.marks.get(&criterion.id) {
            Some(State::Declined) => return Score::Settled(whole(0)),
            Some(State::Pending) if self.is_final => return Score::Withheld,
            Some(State::Pending) => return Score::Open(whole(0), whole(1)),
            _ => (),
        }
        let mut asks = BTreeSet::new();
        self.asks_in(&criterion.measure, &mut asks);
        let mut telling = self.telling(&criterion.measure, &asks);
        telling.extend(criterion.points.bounds());
        let mut decisive = asks.clone();
        if let Some(condition) = &criterion.leave_out_when {
            self.asks_in(condition, &mut decisive);
        }
        // A refusal beside an answer that may still come is one more answer that is not there.
        // What is not applicable to another criterion is not there for this one.
        let missing = [State::Unanswered, State::Pending, State::NotApplicable];
        let mut open = self.among(&asks, &missing);
        let mut declined = self.among(&asks, &[State::Declined]);
        if !self.among(&decisive, &missing).is_empty() {
            open.append(&mut declined);
        }
        let mut lows = Vec::new();
        for answers in self.completions(&open, &telling) {
            let mut shares = Vec::new();
            for refusals in self.completions(&declined, &telling) {
                let mut assignment = answers.clone();
                assignment.extend(refusals);
                shares.extend(self.share_when(criterion, &assignment));
            }
            lows.extend(least(shares));
        }
        if lows.contains(&Worth::Withheld) {
            if lows.iter().all(|worth| *worth == Worth::Withheld) {
                return Score::Withheld;
            }
            lows.retain(|worth| *worth != Worth::Withheld);
        }
        if lows.iter().all(|worth| *worth == Worth::LeftOut) {
            return Score::LeftOut;
        }
        let shares = lows.into_iter().filter_map(|worth| match worth {
            Worth::Share(share) => Some(limit(&share)),
            Worth::LeftOut | Worth::Withheld => None,
        });
        let shares: Vec<Fraction> = shares.collect();
        let low = shares.iter().min().expect("some completion gives a share").clone();
        let high = shares.iter().max().expect("some completion gives a share").clone();
        if low == high {
            return Score::Settled(low);
        }
        let is_pending = self.waits(criterion);
        if !self.is_final {
            Score::Open(low, high)
        } else if is_pending || criterion.missing == "withhold" {
            Score::Withheld
        } else {
            Score::Settled(low)
        }
    }

    /// What the criterion is worth with every answer there; `None` when they cannot stand together.
    fn share_when(&self, criterion: &Criterion, assignment: &Assignment) -> Option<Worth> {
        match criterion.measure.comes_to(&|name| self.look_inside(name, assignment)) {
            Seen::Number(number) => Some(Worth::Share(criterion.points.share(&number))),
            Seen::Truth(truth) => Some(Worth::Share(criterion.points.share(&whole(truth.into())))),
            Seen::Impossible => None,
            Seen::Undefined | Seen::Nowhere => Some(match criterion.undefined.as_str() {
                "lowest" => Worth::Share(whole(0)),
                "leave-out" => Worth::LeftOut,
                "withhold" => Worth::Withheld,
                other => panic!("no such policy: {other}"),
            }),
        }
    }

    /// The same as `look`, for a criterion's own measure: it is not out.
    fn look_inside(&self, name: &str, assignment: &Assignment) -> Seen {
        match (assignment.get(name), self.states.get(name)) {
            (Some(seen), _) | (None, Some(State::Given(seen))) => seen.clone(),
            _ => self.look(name, assignment),
        }
    }

    // ── the award ──

    fn award(
        &self,
        criteria: &BTreeMap<String, Judged>,
        gates: &[(&Gate, Verdict)],
        ends: &Ends,
    ) -> Award {
        let rubric = self.rubric;
        if !rubric.is_complete || self.is_beyond_limit(criteria) {
            return Award::Withheld;
        }
        if criteria
            .values()
            .any(|judged| judged.score == Score::Withheld && self.counts(judged, criteria))
        {
            return Award::Withheld;
        }
        let withholding = |verdict: Verdict| {
            gates.iter().any(|(gate, found)| gate.cap.is_none() && *found == verdict)
        };
        if withholding(Verdict::NotMet) {
            return Award::Withheld;
        }
        let undecided = |(gate, verdict): &(&Gate, Verdict)| {
            *verdict == Verdict::Pending && (gate.undecided_withholds || gate.cap.is_none())
        };
        if self.is_final && gates.iter().any(undecided) {
            return Award::Withheld;
        }
        let worst = self.rank(ends, gates, End::Worst);
        let best = self.rank(ends, gates, End::Best);
        let name = |rank: Option<usize>| rank.map(|rank| self.rating_at(rank));
        let may_be_withheld = withholding(Verdict::Pending);
        if self.is_final {
            return match worst {
                Some(rank) => Award::Rated(self.rating_at(rank)),
                None => Award::Withheld,
            };
        }
        let is_open = may_be_withheld
            || !ends.total.is_settled()
            || gates.iter().any(|(_, verdict)| *verdict == Verdict::Pending);
        match (worst, best) {
            (Some(worst), Some(best)) if worst == best && !is_open => {
                Award::Rated(self.rating_at(worst))
            }
            (None, None) => Award::Withheld,
            _ => Award::Open { locked: name(worst).filter(|_| !may_be_withheld), best: name(best) },
        }
    }

    /// Whether a criterion without a score withholds: one of a bonus or without weight does not.
    fn counts(&self, judged: &Judged, criteria: &BTreeMap<String, Judged>) -> bool {
        self.rubric.criteria.iter().any(|criterion| {
            let is_it = std::ptr::eq(&criteria[&criterion.id], judged);
            let dimension = self.rubric.dimensions.iter().find(|d| d.id == criterion.dimension);
            let in_base = dimension.is_some_and(|dimension| dimension.bonus.is_none());
            is_it && in_base && !criterion.weight.is_zero()
        })
    }

    fn is_beyond_limit(&self, criteria: &BTreeMap<String, Judged>) -> bool {
        let Some(limit) = &self.rubric.not_applicable_limit else {
            return false;
        };
        let (mut all, mut out) = (whole(0), whole(0));
        for criterion in &self.rubric.criteria {
            let dimension = self.rubric.dimensions.iter().find(|d| d.id == criterion.dimension);
            if dimension.is_some_and(|dimension| dimension.bonus.is_some()) {
                continue;
            }
            all += &criterion.weight;
            if criteria[&criterion.id].by_assessor {
                out += &criterion.weight;
            }
        }
        !all.is_zero() && out / all > *limit
    }

    fn rating_at(&self, rank: usize) -> String {
        match rank.checked_sub(1) {
            Some(place) => self.rubric.rating.levels[place].id.clone(),
            None => self.rubric.rating.lowest.clone(),
        }
    }

    /// The rank at one end, gates' caps applied; `None` when there is no total.
    fn rank(&self, ends: &Ends, gates: &[(&Gate, Verdict)], end: End) -> Option<usize> {
        let (total, base) = (ends.total.at(end)?, ends.base.at(end)?);
        let with_bonus = self.highest(ends, &total, end);
        let without = self.highest(ends, &base, end);
        let lifts = self.rubric.dimensions.iter().filter_map(|d| d.bonus.as_ref()).map(|b| b.lifts);
        let lifted = without.saturating_add(lifts.max().unwrap_or(0));
        let mut rank = with_bonus.min(lifted);
        for (gate, verdict) in gates {
            let Some(cap) = &gate.cap else { continue };
            let holds = match (verdict, end) {
                (Verdict::Met, _) => true,
                (Verdict::NotMet, _) => false,
                (Verdict::Pending, End::Best) => !self.is_final,
                (Verdict::Pending, End::Worst) => false,
            };
            if !holds {
                let place = self.rubric.rating.levels.iter().position(|level| level.id == *cap);
                rank = rank.min(place.map_or(0, |place| place + 1));
            }
        }
        Some(rank)
    }

    /// The highest rank whose every condition holds.
    fn highest(&self, ends: &Ends, total: &Fraction, end: End) -> usize {
        let rating = &self.rubric.rating;
        // A share is published in percent, hence two more places.
        let judged = |number: &Fraction, more: u32| {
            if rating.published {
                rounded(number, rating.places + more, &rating.rounding)
            } else {
                number.clone()
            }
        };
        let total = judged(total, 0);
        let holds = |level: &Level| {
            level.total <= total
                && level.each_dimension.as_ref().is_none_or(|minimum| {
                    self.rubric.dimensions.iter().filter(|d| d.bonus.is_none()).all(|dimension| {
                        let share = ends.dimensions[&dimension.id].at(end);
                        share.is_none_or(|share| *minimum <= judged(&share, 2))
                    })
                })
                && level.require.iter().all(|condition| match (self.verdict(condition), end) {
                    (Verdict::Met, _) => true,
                    (Verdict::NotMet, _) => false,
                    (Verdict::Pending, End::Best) => !self.is_final,
                    (Verdict::Pending, End::Worst) => false,
                })
        };
        (1..=rating.levels.len()).rev().find(|rank| holds(&rating.levels[rank - 1])).unwrap_or(0)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Worst,
    Best,
}

impl Score {
    fn at(&self, end: End) -> Option<Fraction> {
        match self {
            Self::Settled(number) => Some(number.clone()),
            Self::Open(low, high) => Some(if end == End::Worst { low } else { high }.clone()),
            Self::LeftOut | Self::Withheld => None,
        }
    }

    fn is_settled(&self) -> bool {
        matches!(self, Self::Settled(_) | Self::LeftOut)
    }
}

/// What a criterion comes to in one case.
#[derive(Clone, Debug, PartialEq)]
enum Worth {
    Share(Fraction),
    LeftOut,
    Withheld,
}

/// The least of what may be; a share counts as less than having none.
fn least(worths: Vec<Worth>) -> Option<Worth> {
    let share = |worth: &Worth| match worth {
        Worth::Share(share) => Some(share.clone()),
        Worth::LeftOut | Worth::Withheld => None,
    };
    match worths.iter().filter_map(share).min() {
        Some(least) => Some(Worth::Share(least)),
        None => worths.into_iter().next(),
    }
}

// ── answers ──

fn given(ask: &Ask, value: &Value) -> State {
    fits(&ask.kind, value).map_or(State::Unanswered, State::Given)
}

/// The value as a number or truth; `None` when it does not fit what is asked.
fn fits(kind: &Kind, value: &Value) -> Option<Seen> {
    match kind {
        Kind::OneOf(rows) => {
            let word = match value {
                Value::String(word) => word.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            rows.iter().find(|(id, _)| *id == word).map(|(_, worth)| Seen::Number(worth.clone()))
        }
        Kind::YesNo => value.as_bool().map(Seen::Truth),
        Kind::Checklist(parts) => {
            let all: Option<Vec<Tick>> = ticks(parts, value).into_iter().collect();
            Some(share_ticked(&all?))
        }
        Kind::Number { least, most, whole: only_whole, percent, places, .. } => {
            let number = match value {
                Value::Number(number) => match number.as_i64() {
                    Some(integer) => whole(integer),
                    None => from_float(number.as_f64()?),
                },
                Value::String(text) if text.contains(['%', '/']) => return None,
                Value::String(text) => fraction(text.trim())?,
                _ => return None,
            };
            let is_below = least.as_ref().is_some_and(|least| number < *least);
            let is_above = most.as_ref().is_some_and(|most| *most < number);
            let is_broken = *only_whole && !number.is_integer();
            let is_too_fine = places.is_some_and(|places| {
                !(number.clone()
                    * Fraction::from_integer(num_bigint::BigInt::from(10).pow(places as u32)))
                .is_integer()
            });
            if is_below || is_above || is_broken || is_too_fine {
                return None;
            }
            Some(Seen::Number(if *percent { number / whole(100) } else { number }))
        }
    }
}

/// What was said to one part of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tick {
    Yes,
    No,
    NotApplicable,
}

/// One for each part; `None` where nothing was said, or nothing that fits.
fn ticks(parts: &[(String, bool)], value: &Value) -> Vec<Option<Tick>> {
    parts
        .iter()
        .map(|(id, may_not_apply)| match value.get(id) {
            Some(Value::Bool(true)) => Some(Tick::Yes),
            Some(Value::Bool(false)) => Some(Tick::No),
            Some(Value::String(word)) if word == "na" && *may_not_apply => {
                Some(Tick::NotApplicable)
            }
            _ => None,
        })
        .collect()
}

fn share_ticked(ticks: &[Tick]) -> Seen {
    let count = |wanted: &[Tick]| ticks.iter().filter(|tick| wanted.contains(tick)).count() as i64;
    match count(&[Tick::Yes, Tick::No]) {
        0 => Seen::Undefined,
        apply => Seen::Number(whole(count(&[Tick::Yes])) / whole(apply)),
    }
}

/// Every share that a checklist can still come to.
fn shares_to_come(parts: &[(String, bool)], said: Option<&Vec<Option<Tick>>>) -> Vec<Seen> {
    let mut ways: Vec<Vec<Tick>> = vec![Vec::new()];
    for (index, (_, may_not_apply)) in parts.iter().enumerate() {
        let options = match said.and_then(|said| said[index]) {
            Some(tick) => vec![tick],
            None if *may_not_apply => vec![Tick::Yes, Tick::No, Tick::NotApplicable],
            None => vec![Tick::Yes, Tick::No],
        };
        ways = ways
            .iter()
            .flat_map(|way| {
                options.iter().map(|option| {
                    let mut more = way.clone();
                    more.push(*option);
                    more
                })
            })
            .collect();
    }
    let mut shares: Vec<Seen> = Vec::new();
    for way in ways {
        let share = share_ticked(&way);
        if !shares.contains(&share) {
            shares.push(share);
        }
    }
    shares
}

/// Answers worth trying: everything a short list has; for numbers the ends and what lies at and
/// just beside each telling number.
fn candidates(kind: &Kind, telling: &[Fraction]) -> Vec<Seen> {
    match kind {
        Kind::OneOf(rows) => rows.iter().map(|(_, worth)| Seen::Number(worth.clone())).collect(),
        Kind::YesNo => vec![Seen::Truth(false), Seen::Truth(true)],
        Kind::Checklist(_) => panic!("the parts of a checklist are tried out one by one"),
        Kind::Number { least, most, whole: only_whole, percent, .. } => {
            let scale = whole(if *percent { 100 } else { 1 });
            let low = least.clone().map_or_else(|| -huge(), |least| least / &scale);
            let high = most.clone().map_or_else(huge, |most| most / &scale);
            let mut numbers: BTreeSet<Fraction> = [low.clone(), high.clone()].into();
            for number in telling {
                numbers.insert(number.clone());
                if *only_whole {
                    numbers.insert(number.ceil() - whole(1));
                    numbers.insert(number.floor());
                    numbers.insert(number.floor() + whole(1));
                }
            }
            numbers.retain(|number| low <= *number && *number <= high);
            numbers.retain(|number| !only_whole || number.is_integer());
            numbers.into_iter().map(Seen::Number).collect()
        }
    }
}

// ── points ──

impl Points {
    fn bounds(&self) -> Vec<Fraction> {
        match self {
            Self::AsMeasured | Self::OverHighest(_) => Vec::new(),
            Self::Curve(rows) => rows.iter().map(|(at, _)| at.clone()).collect(),
            Self::Steps(rows) => rows.iter().map(|(bound, ..)| bound.clone()).collect(),
        }
    }

    fn share(&self, quantity: &Fraction) -> Fraction {
        match self {
            Self::AsMeasured => quantity.clone(),
            Self::OverHighest(highest) => quantity / highest,
            Self::Curve(rows) => on_curve(rows, quantity),
            Self::Steps(rows) => {
                let reached = |(bound, included, _): &&(Fraction, bool, Fraction)| {
                    if *included { bound <= quantity } else { bound < quantity }
                };
                rows.iter().rfind(reached).expect("the steps reach down").2.clone()
            }
        }
    }
}

fn on_curve(rows: &[(Fraction, Fraction)], quantity: &Fraction) -> Fraction {
    let (first, last) = (rows.first().unwrap(), rows.last().unwrap());
    if *quantity <= first.0 {
        return first.1.clone();
    }
    if last.0 <= *quantity {
        return last.1.clone();
    }
    let left = rows.iter().rfind(|(at, _)| at <= quantity).unwrap();
    let right = rows.iter().find(|(at, _)| quantity < at).unwrap();
    &left.1 + (&right.1 - &left.1) * (quantity - &left.0) / (&right.0 - &left.0)
}

// ── from criteria to the total ──

/// Totals, each from the worst to the best that can come.
struct Ends {
    total: Score,
    base: Score,
    dimensions: BTreeMap<String, Score>,
}

/// A part of a mean: its weight, its score, whether it may yet be left out.
struct Part<'a> {
    weight: &'a Fraction,
    score: Score,
    may_leave_out: bool,
}

fn ends(rubric: &Rubric, criteria: &BTreeMap<String, Judged>) -> Ends {
    let full: Fraction = rubric.dimensions.iter().map(|dimension| dimension.weight.clone()).sum();
    let mut dimensions = BTreeMap::new();
    let (mut bonus_low, mut bonus_high) = (whole(0), whole(0));
    let mut terms = Vec::new();
    for dimension in &rubric.dimensions {
        let parts: Vec<Part> = rubric
            .criteria
            .iter()
            .filter(|criterion| criterion.dimension == dimension.id)
            .map(|criterion| Part {
                weight: &criterion.weight,
                score: criteria[&criterion.id].score.clone(),
                may_leave_out: criteria[&criterion.id].may_leave_out,
            })
            .collect();
        let score = match &dimension.bonus {
            Some(bonus) => {
                let sum = bonus_points(&parts, &bonus.cap);
                if bonus.active {
                    bonus_low += sum.at(End::Worst).unwrap_or_else(Fraction::zero);
                    bonus_high += sum.at(End::Best).unwrap_or_else(Fraction::zero);
                }
                sum
            }
            None => {
                let (share, may_leave_out) = mean(&parts);
                terms.push(Part { weight: &dimension.weight, score: share.clone(), may_leave_out });
                share
            }
        };
        dimensions.insert(dimension.id.clone(), score);
    }
    let base = match mean(&terms).0 {
        Score::Settled(share) => Score::Settled(share * &full),
        Score::Open(low, high) => Score::Open(low * &full, high * &full),
        // Nothing applies at all: there is no total.
        Score::LeftOut | Score::Withheld => Score::Withheld,
    };
    let on_top = |end: End, bonus: &Fraction| base.at(end).map(|base| base + bonus);
    let total = match (on_top(End::Worst, &bonus_low), on_top(End::Best, &bonus_high)) {
        (Some(low), Some(high)) => between(low, high),
        _ => base.clone(),
    };
    Ends { total, base, dimensions }
}

fn between(low: Fraction, high: Fraction) -> Score {
    if low == high { Score::Settled(low) } else { Score::Open(low, high) }
}

/// Σ weight × share over Σ weight of what counts, in every way of leaving out what may be left
/// out; and whether everything may be.
fn mean(parts: &[Part]) -> (Score, bool) {
    if parts.iter().any(|part| part.score == Score::Withheld && !part.weight.is_zero()) {
        return (Score::Withheld, false);
    }
    let counting: Vec<&Part> = parts
        .iter()
        .filter(|part| !part.weight.is_zero() && part.score != Score::LeftOut)
        .collect();
    let doubtful: Vec<usize> =
        (0..counting.len()).filter(|index| counting[*index].may_leave_out).collect();
    let (mut lows, mut highs, mut none) = (Vec::new(), Vec::new(), false);
    for way in 0..(1_u32 << doubtful.len()) {
        let is_out = |index: usize| {
            doubtful.iter().position(|doubt| *doubt == index).is_some_and(|bit| way >> bit & 1 == 1)
        };
        let (mut weights, mut low, mut high) = (whole(0), whole(0), whole(0));
        for (_, part) in counting.iter().enumerate().filter(|(index, _)| !is_out(*index)) {
            weights += part.weight;
            low += part.weight * part.score.at(End::Worst).unwrap();
            high += part.weight * part.score.at(End::Best).unwrap();
        }
        if weights.is_zero() {
            none = true;
        } else {
            lows.push(low / &weights);
            highs.push(high / &weights);
        }
    }
    match (lows.into_iter().min(), highs.into_iter().max()) {
        (Some(low), Some(high)) => (between(low, high), none),
        _ => (Score::LeftOut, false),
    }
}

fn bonus_points(parts: &[Part], cap: &Fraction) -> Score {
    let (mut low, mut high) = (whole(0), whole(0));
    for part in parts {
        if !part.may_leave_out {
            low += part.weight * part.score.at(End::Worst).unwrap_or_else(Fraction::zero);
        }
        high += part.weight * part.score.at(End::Best).unwrap_or_else(Fraction::zero);
    }
    between(low.min(cap.clone()), high.min(cap.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_on_a_point_of_a_curve_has_its_share() {
        let rows: Vec<(Fraction, Fraction)> =
            [(0, 0), (4, 1)].map(|(a, b)| (whole(a), whole(b))).into();
        assert_eq!(on_curve(&rows, &whole(4)), whole(1));
        assert_eq!(on_curve(&rows, &whole(1)), fraction("0.25").unwrap());
        assert_eq!(on_curve(&rows, &whole(9)), whole(1));
    }
}
