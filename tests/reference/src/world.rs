//! What is known: answers admitted, names looked up, conditions decided, what is missing tried out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use num_traits::Zero;

use crate::answers::{Assessment, Said};
use crate::asks::{Answer, Ask, Kind, Partial, candidates, fits, mean_worth, parts_that_fit};
use crate::constructs::Notes;
use crate::expression::Expression;
use crate::fraction::{Fraction, whole};
use crate::grade::Graded;
use crate::lookup;
use crate::rubric::{Criterion, Lookup, Rubric};
use crate::score::{Group, Worth};
use crate::seen::{Seen, call, two};

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

/// What is known of one ask.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum State {
    Given(Answer),
    Unanswered,
    Pending,
    Declined,
    NotApplicable,
}

/// What the asks of a criterion, gate or fact are known to be.
#[derive(Clone, Default)]
pub(crate) struct Known {
    pub(crate) states: BTreeMap<String, State>,
    pub(crate) partial: BTreeMap<String, Partial>,
    /// What was said about criteria and gates as a whole.
    pub(crate) marks: BTreeMap<String, State>,
}

pub(crate) type Assignment = BTreeMap<String, Answer>;

/// What holds only here: answers tried out, and how far a rating has come.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scope<'s> {
    pub(crate) tried: Option<&'s Assignment>,
    pub(crate) so_far: Option<&'s Fraction>,
    pub(crate) steps: Option<&'s BTreeMap<String, bool>>,
    /// Whether what nobody knows to be there is there, by how it is written.
    pub(crate) doubts: Option<&'s BTreeMap<String, bool>>,
}

pub(crate) struct World<'a> {
    pub(crate) rubric: &'a Rubric,
    pub(crate) notes: &'a Notes,
    pub(crate) asks: BTreeMap<&'a str, &'a Ask>,
    pub(crate) known: Known,
    pub(crate) worths: RefCell<BTreeMap<String, Worth>>,
    pub(crate) groups: RefCell<BTreeMap<String, Group>>,
    pub(crate) grades: RefCell<BTreeMap<String, Graded>>,
    /// The least that each criterion can come to, whatever was answered.
    pub(crate) leasts: RefCell<BTreeMap<String, Fraction>>,
}

/// Every ask of the rubric by its id.
pub(crate) fn asks_of(rubric: &Rubric) -> BTreeMap<&str, &Ask> {
    let of_criteria = rubric.criteria.iter().flat_map(|criterion| &criterion.asks);
    let of_gates = rubric.gates.iter().flat_map(|gate| &gate.asks);
    let of_facts = rubric.facts.iter().flat_map(|fact| &fact.asks);
    of_criteria.chain(of_gates).chain(of_facts).map(|ask| (ask.id.as_str(), ask)).collect()
}

/// What is known after reading an assessment.
pub(crate) fn known(rubric: &Rubric, assessment: &Assessment) -> Known {
    let mut known = Known::default();
    for criterion in &rubric.criteria {
        known.admit(assessment, &criterion.id, &criterion.asks, criterion.may_not_apply);
    }
    for gate in &rubric.gates {
        known.admit(assessment, &gate.id, &gate.asks, gate.may_not_apply);
    }
    for fact in &rubric.facts {
        known.admit(assessment, &fact.id, &fact.asks, false);
    }
    known.refuse_parts_above_their_whole(&asks_of(rubric));
    known
}

impl Known {
    /// What is known of the asks of one criterion, gate or fact. A mark on the whole counts for
    /// each of its asks, whatever else was said to them; not applicable stands on the whole only.
    fn admit(&mut self, assessment: &Assessment, id: &str, asks: &[Ask], may_not_apply: bool) {
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
                Some(Said::Given(value)) => {
                    if let Some(partial) = parts_that_fit(&ask.kind, value) {
                        self.partial.insert(ask.id.clone(), partial);
                    }
                    fits(&ask.kind, value).map_or(State::Unanswered, State::Given)
                }
                Some(Said::Pending) => State::Pending,
                Some(Said::Declined) => State::Declined,
            };
            let state = of_the_whole.clone().unwrap_or(of_its_own);
            self.states.insert(ask.id.clone(), state);
        }
    }

    pub(crate) fn number(&self, id: &str) -> Option<Fraction> {
        match self.states.get(id) {
            Some(State::Given(Answer::Number(number))) => Some(number.clone()),
            _ => None,
        }
    }

    /// A part above its whole is a mistake in one of the two, nobody knows which: neither counts.
    pub(crate) fn refuse_parts_above_their_whole(&mut self, asks: &BTreeMap<&str, &Ask>) -> bool {
        let mut refused = Vec::new();
        for ask in asks.values() {
            let Some(of) = whole_of(ask) else { continue };
            if let (Some(part), Some(whole)) = (self.number(&ask.id), self.number(of))
                && part > whole
            {
                refused.extend([ask.id.clone(), of.to_owned()]);
            }
        }
        let is_any = !refused.is_empty();
        for id in refused {
            self.states.insert(id, State::Unanswered);
        }
        is_any
    }
}

/// The ask that this one is a part of.
pub(crate) fn whole_of(ask: &Ask) -> Option<&str> {
    match &ask.kind {
        Kind::Number(bounds) => bounds.within.as_deref(),
        _ => None,
    }
}

impl<'a> World<'a> {
    pub(crate) fn new(rubric: &'a Rubric, known: Known, notes: &'a Notes) -> Self {
        World {
            rubric,
            notes,
            asks: asks_of(rubric),
            known,
            worths: RefCell::default(),
            groups: RefCell::default(),
            grades: RefCell::default(),
            leasts: RefCell::default(),
        }
    }

    pub(crate) fn criterion(&self, id: &str) -> Option<&'a Criterion> {
        self.rubric.criteria.iter().find(|criterion| criterion.id == id)
    }

    fn quantity(&self, id: &str) -> Option<&'a Expression> {
        self.rubric.quantities.iter().find(|one| one.id == id).map(|one| &one.of)
    }

    pub(crate) fn state(&self, id: &str) -> &State {
        &self.known.states[id]
    }

    // ── what can still come ──

    /// Every ask an expression looks at, through quantities and the measures of criteria.
    pub(crate) fn asks_in(&self, expression: &Expression, into: &mut BTreeSet<String>) {
        let mut names = Vec::new();
        expression.names(&mut names);
        for name in names {
            if self.asks.contains_key(name.as_str()) {
                into.insert(name);
            } else if let Some(criterion) = self.criterion(&name) {
                self.asks_in(&criterion.measure, into);
            } else if let Some(of) = self.quantity(&name) {
                self.asks_in(of, into);
            }
        }
    }

    /// The asks among `ids` in one of `states`.
    pub(crate) fn among(&self, ids: &BTreeSet<String>, states: &[State]) -> Vec<String> {
        ids.iter().filter(|id| states.contains(self.state(id))).cloned().collect()
    }

    /// Every way of answering the asks in `ids`: each with each of its telling candidates.
    pub(crate) fn completions(&self, ids: &[String], telling: &[Fraction]) -> Vec<Assignment> {
        self.ways(ids, telling, &self.known.partial)
    }

    /// The same, had nothing been said yet.
    pub(crate) fn anything(&self, ids: &[String], telling: &[Fraction]) -> Vec<Assignment> {
        self.ways(ids, telling, &BTreeMap::new())
    }

    fn ways(
        &self,
        ids: &[String],
        telling: &[Fraction],
        partial: &BTreeMap<String, Partial>,
    ) -> Vec<Assignment> {
        let mut all = vec![Assignment::new()];
        for id in ids {
            let partial = partial.get(id);
            let candidates = candidates(&self.asks[id.as_str()].kind, partial, telling);
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

    /// Numbers around which something may change: those written down in it and in what it names,
    /// those given.
    pub(crate) fn telling(&self, expression: &Expression) -> Vec<Fraction> {
        let mut told = Vec::new();
        self.told_by(expression, &mut told);
        let mut telling: BTreeSet<Fraction> = told.into_iter().collect();
        let mut asks = BTreeSet::new();
        self.asks_in(expression, &mut asks);
        for id in asks {
            if let Some(number) = self.known.number(&id) {
                telling.insert(number);
            }
            if let Some(Partial::Numbers(numbers)) = self.known.partial.get(&id) {
                telling.extend(numbers.iter().flatten().cloned());
            }
        }
        telling.into_iter().collect()
    }

    /// The same without those given.
    pub(crate) fn told_by(&self, expression: &Expression, into: &mut Vec<Fraction>) {
        let mut telling = BTreeSet::from([whole(0), whole(1)]);
        self.telling_in(expression, &mut telling);
        into.extend(telling);
    }

    fn telling_in(&self, expression: &Expression, into: &mut BTreeSet<Fraction>) {
        let mut literals = Vec::new();
        expression.literals(&mut literals);
        into.extend(literals);
        let mut names = Vec::new();
        expression.names(&mut names);
        for name in names {
            if self.asks.contains_key(name.as_str()) {
                continue;
            }
            if let Some(table) = self.rubric.tables.get(&name) {
                into.extend(table.bounds());
            } else if let Some(criterion) = self.criterion(&name) {
                self.telling_in(&criterion.measure, into);
            } else if let Some(of) = self.quantity(&name) {
                self.telling_in(of, into);
            }
        }
    }

    /// Everything an expression may come to when what is missing is tried out.
    pub(crate) fn outcomes(&self, expression: &Expression, scope: Scope) -> Vec<Seen> {
        let mut asks = BTreeSet::new();
        self.asks_in(expression, &mut asks);
        let missing = [State::Unanswered, State::Pending, State::Declined, State::NotApplicable];
        let open = self.among(&asks, &missing);
        let ways = match open.is_empty() {
            true => vec![Assignment::new()],
            false => self.completions(&open, &self.telling(expression)),
        };
        let mut doubts = BTreeSet::new();
        self.doubts_in(expression, scope, &mut doubts);
        let mut outcomes: Vec<Seen> = Vec::new();
        for doubts in either_way(&doubts) {
            for assignment in &ways {
                let scope = Scope { tried: Some(assignment), doubts: Some(&doubts), ..scope };
                let seen = self.look(expression, scope);
                if seen != Seen::Impossible && !outcomes.contains(&seen) {
                    outcomes.push(seen);
                }
            }
        }
        outcomes
    }

    /// Every question in an expression whether something is there that nobody can answer yet.
    fn doubts_in(&self, expression: &Expression, scope: Scope, into: &mut BTreeSet<String>) {
        match expression {
            Expression::Literal(_) | Expression::Date(_) => (),
            Expression::Name(name) => {
                if let Some(of) = self.quantity(name) {
                    self.doubts_in(of, scope, into);
                }
            }
            Expression::Not(inside) => self.doubts_in(inside, scope, into),
            Expression::Pair(_, left, right) => {
                self.doubts_in(left, scope, into);
                self.doubts_in(right, scope, into);
            }
            Expression::Call(function, arguments) => {
                match self.is_there(function, arguments, scope) {
                    Some(Verdict::Pending) => {
                        into.insert(format!("{expression:?}"));
                    }
                    Some(_) => (),
                    None => arguments.iter().for_each(|one| self.doubts_in(one, scope, into)),
                }
            }
        }
    }

    /// The verdict of `given(…)` and `has-value(…)`; `None` for other functions.
    fn is_there(&self, function: &str, arguments: &[Expression], scope: Scope) -> Option<Verdict> {
        match function {
            "given" => Some(self.is_given(&arguments[0].name())),
            "has-value" => {
                Some(self.has_value(&arguments[0], Scope { tried: None, doubts: None, ..scope }))
            }
            _ => None,
        }
    }

    /// What an expression comes to; unknown when that depends on what is missing.
    pub(crate) fn settled(&self, expression: &Expression, scope: Scope) -> Seen {
        match &self.outcomes(expression, scope)[..] {
            [only] => only.clone(),
            _ => Seen::Unknown,
        }
    }

    // ── conditions ──

    /// Whether a condition has its effect: one that is idle has none.
    pub(crate) fn verdict(&self, condition: &Expression, scope: Scope) -> Verdict {
        self.applying(condition, scope).unwrap_or(Verdict::NotMet)
    }

    /// Whether a requirement is fulfilled: one that is idle is no obstacle.
    pub(crate) fn fulfilled(&self, condition: &Expression, scope: Scope) -> Verdict {
        self.applying(condition, scope).unwrap_or(Verdict::Met)
    }

    /// And, or, not and their likes over three values; anything smaller by trying out. `None` when
    /// the condition is idle.
    fn applying(&self, condition: &Expression, scope: Scope) -> Option<Verdict> {
        let verdict = self.decided(condition, scope);
        if verdict.is_some_and(|verdict| verdict != Verdict::Pending) {
            match condition {
                Expression::Not(_) => self.notes.construct("operator", "not"),
                Expression::Pair(sign, ..) => self.notes.construct("operator", sign),
                Expression::Call(function, _) if !self.rubric.tables.contains_key(function) => {
                    self.notes.construct("function", function);
                }
                _ => (),
            }
        }
        verdict
    }

    fn decided(&self, condition: &Expression, scope: Scope) -> Option<Verdict> {
        use Verdict::{Met, NotMet, Pending};
        Some(match condition {
            Expression::Not(inside) => match self.applying(inside, scope)? {
                Met => NotMet,
                NotMet => Met,
                Pending => Pending,
            },
            Expression::Pair(sign, left, right) if sign == "and" || sign == "or" => {
                let (decides, otherwise) = if sign == "or" { (Met, NotMet) } else { (NotMet, Met) };
                match (self.applying(left, scope), self.applying(right, scope)) {
                    (None, other) | (other, None) => other?,
                    (Some(a), Some(b)) if a == decides || b == decides => decides,
                    (Some(a), Some(b)) if a == otherwise && b == otherwise => otherwise,
                    _ => Pending,
                }
            }
            Expression::Call(function, arguments)
                if ["all", "any", "at-least"].contains(&function.as_str()) =>
            {
                self.some_of(function, arguments, scope)?
            }
            Expression::Call(function, arguments)
                if function == "has-value" || function == "given" =>
            {
                self.is_there(function, arguments, scope).expect("it is one of the two")
            }
            Expression::Name(name) if self.quantity(name).is_some() => {
                self.applying(self.quantity(name).expect("it was just found"), scope)?
            }
            smaller => self.try_out(smaller, scope)?,
        })
    }

    fn some_of(&self, function: &str, arguments: &[Expression], scope: Scope) -> Option<Verdict> {
        let (least, conditions) = match (function, arguments) {
            ("at-least", [Expression::Literal(least), rest @ ..]) => (Some(least.clone()), rest),
            (_, all) => (None, all),
        };
        let verdicts: Vec<Verdict> =
            conditions.iter().filter_map(|condition| self.applying(condition, scope)).collect();
        let count = |wanted: Verdict| {
            whole(verdicts.iter().filter(|verdict| **verdict == wanted).count() as i64)
        };
        let all = whole(verdicts.len() as i64);
        let wanted = least.unwrap_or(if function == "any" { whole(1) } else { all.clone() });
        let pending = count(Verdict::Pending);
        if verdicts.is_empty() {
            None
        } else if count(Verdict::Met) >= wanted {
            Some(Verdict::Met)
        } else if count(Verdict::Met) + &pending < wanted && pending < all {
            Some(Verdict::NotMet)
        } else {
            Some(Verdict::Pending)
        }
    }

    /// Whether something is a number: pending while it may be one or another.
    fn has_value(&self, of: &Expression, scope: Scope) -> Verdict {
        let outcomes = self.outcomes(of, scope);
        match &outcomes[..] {
            [only] if only.is_there() => Verdict::Met,
            all if all.iter().all(|seen| !seen.is_there() && *seen != Seen::Unknown) => {
                Verdict::NotMet
            }
            _ => Verdict::Pending,
        }
    }

    fn try_out(&self, condition: &Expression, scope: Scope) -> Option<Verdict> {
        let outcomes = self.outcomes(condition, scope);
        match &outcomes[..] {
            [Seen::Truth(true)] => Some(Verdict::Met),
            [Seen::Truth(false)] => Some(Verdict::NotMet),
            [Seen::Idle] => None,
            _ => Some(Verdict::Pending),
        }
    }

    // ── what an expression comes to ──

    /// What it comes to, with what is tried out in place of what is missing.
    pub(crate) fn look(&self, expression: &Expression, scope: Scope) -> Seen {
        match expression {
            Expression::Literal(number) => Seen::Number(number.clone()),
            Expression::Date(number) => Seen::Date(*number),
            Expression::Name(name) => self.look_name(name, scope),
            Expression::Not(inside) => self.noted(
                "operator",
                "not",
                match self.look(inside, scope) {
                    Seen::Truth(truth) => Seen::Truth(!truth),
                    other => other,
                },
            ),
            Expression::Pair(sign, left, right) => {
                let (left, right) = (self.look(left, scope), self.look(right, scope));
                self.noted("operator", sign, two(sign, left, right))
            }
            Expression::Call(function, arguments) => {
                let seen = if let Some(verdict) = self.is_there(function, arguments, scope) {
                    let doubt = || scope.doubts?.get(&format!("{expression:?}")).copied();
                    match verdict {
                        Verdict::Met => Seen::Truth(true),
                        Verdict::NotMet => Seen::Truth(false),
                        Verdict::Pending => doubt().map_or(Seen::Unknown, Seen::Truth),
                    }
                } else if self.rubric.tables.contains_key(function) {
                    return self.look_up(function, arguments, scope);
                } else if crate::constructs::NAMING.contains(&function.as_str()) {
                    self.of_names(function, arguments, scope)
                } else {
                    let seen = arguments.iter().map(|argument| self.look(argument, scope));
                    call(function, seen.collect())
                };
                self.noted("function", function, seen)
            }
        }
    }

    /// Notes a construct that came to something.
    fn noted(&self, kind: &'static str, name: &str, seen: Seen) -> Seen {
        if seen.is_there() {
            self.notes.construct(kind, name);
        }
        seen
    }

    pub(crate) fn answer(&self, id: &str, scope: Scope) -> Option<Answer> {
        if let Some(tried) = scope.tried.and_then(|tried| tried.get(id)) {
            return Some(tried.clone());
        }
        match self.known.states.get(id) {
            Some(State::Given(answer)) => Some(answer.clone()),
            _ => None,
        }
    }

    fn look_name(&self, name: &str, scope: Scope) -> Seen {
        if let Some(step) = scope.steps.and_then(|steps| steps.get(name)) {
            return Seen::Truth(*step);
        }
        if name == "so-far" {
            return Seen::Number(scope.so_far.expect("an adjustment is under way").clone());
        }
        if name == "total" {
            return self.total().total.seen();
        }
        if let Some(ask) = self.asks.get(name) {
            return self.answer(name, scope).map_or(Seen::Unknown, |given| given.seen(&ask.kind));
        }
        if let Some(criterion) = self.criterion(name) {
            return self.look(&criterion.measure, scope);
        }
        if let Some(of) = self.quantity(name) {
            return self.look(of, scope);
        }
        if self.rubric.grades.iter().any(|grade| grade.id == name) {
            return self.grade(name).seen(&self.rubric.grades);
        }
        // Not asked of this kind of subject.
        Seen::LeftOut
    }

    fn look_up(&self, table: &str, arguments: &[Expression], scope: Scope) -> Seen {
        let table = &self.rubric.tables[table];
        if let Lookup::Options(options) = table {
            return match self.answer(&arguments[0].name(), scope) {
                Some(Answer::Chosen(option, _)) => {
                    self.notes.effect("a table of options");
                    options.get(&option).cloned().map_or(Seen::Undefined, Seen::Number)
                }
                Some(other) => panic!("{other:?} is no option"),
                None => Seen::Unknown,
            };
        }
        let at: Vec<Seen> = arguments.iter().map(|argument| self.look(argument, scope)).collect();
        lookup::at(table, &at, self.notes)
    }

    fn kind(&self, id: &str) -> &'a Kind {
        &self.asks.get(id).unwrap_or_else(|| panic!("`{id}` is no ask")).kind
    }

    /// Functions whose arguments are names.
    fn of_names(&self, function: &str, arguments: &[Expression], scope: Scope) -> Seen {
        let names: Vec<String> = arguments.iter().map(Expression::name).collect();
        let first = names[0].as_str();
        match function {
            "is" => return Seen::Truth(self.rubric.chosen[first] == names[1]),
            "score" => return self.group(first).seen(),
            "points" => return self.points_of(first),
            "earned" => return self.worth(first).seen(),
            "reached" => return self.reached(first, &names[1]),
            _ => (),
        }
        if !self.asks.contains_key(first) {
            return Seen::LeftOut;
        }
        let Some(answer) = self.answer(first, scope) else { return Seen::Unknown };
        let number = |number: &Fraction| Seen::Number(number.clone());
        match (function, answer) {
            ("ticked", Answer::Ticks(ticked, _)) => Seen::Number(whole(ticked)),
            ("chosen", Answer::Chosen(option, _)) => Seen::Truth(option == names[1]),
            ("days", Answer::Period(from, to)) => Seen::Number(whole(to - from + 1)),
            ("first-day", Answer::Period(from, _)) => Seen::Date(from),
            ("last-day", Answer::Period(_, to)) => Seen::Date(to),
            ("replies" | "share-of" | "mean-of", Answer::Counts(counts)) => {
                let Kind::Distribution(options) = self.kind(first) else { panic!("{first}") };
                if function == "mean-of" {
                    return mean_worth(options, &counts);
                }
                let of = |name: &String| {
                    let place = options.iter().position(|(id, _)| id == name).expect("an option");
                    counts[place].clone()
                };
                let all: Fraction = counts.iter().sum();
                let named: Fraction = names[1..].iter().map(of).sum();
                match function {
                    "replies" if names.len() == 1 => Seen::Number(all),
                    "replies" => Seen::Number(named),
                    _ if all.is_zero() => Seen::Undefined,
                    _ => Seen::Number(named / all),
                }
            }
            (_, Answer::Series(numbers)) => {
                let Kind::Series(periods, _) = self.kind(first) else { panic!("{first}") };
                match function {
                    "at" => {
                        let place = periods.iter().position(|id| *id == names[1]);
                        number(&numbers[place.expect("a period of the series")])
                    }
                    "latest" => number(numbers.last().unwrap()),
                    "sum-of" => Seen::Number(numbers.iter().sum()),
                    "mean-of" => {
                        Seen::Number(numbers.iter().sum::<Fraction>() / whole(numbers.len() as i64))
                    }
                    "lowest-of" => number(numbers.iter().min().unwrap()),
                    "highest-of" => number(numbers.iter().max().unwrap()),
                    "rises" => Seen::Truth(numbers.windows(2).all(|pair| pair[0] <= pair[1])),
                    other => panic!("{other} of a series"),
                }
            }
            (function, answer) => panic!("{function} of {answer:?}"),
        }
    }

    /// Whether an ask, or all that a criterion needs, is answered with a value. What waits is
    /// neither there nor not.
    fn is_given(&self, id: &str) -> Verdict {
        let needed: Vec<&str> = match self.criterion(id) {
            Some(criterion) => {
                let needed = criterion.asks.iter().filter(|ask| !ask.optional);
                needed.map(|ask| ask.id.as_str()).collect()
            }
            None => vec![id],
        };
        let state = |id: &str| self.known.states.get(id);
        if needed.iter().all(|id| matches!(state(id), Some(State::Given(_)))) {
            Verdict::Met
        } else if needed.iter().any(|id| state(id) == Some(&State::Pending)) {
            Verdict::Pending
        } else {
            Verdict::NotMet
        }
    }
}

/// Every way of answering questions by yes and no.
fn either_way(questions: &BTreeSet<String>) -> Vec<BTreeMap<String, bool>> {
    let mut ways = vec![BTreeMap::new()];
    for question in questions {
        ways = ways
            .into_iter()
            .flat_map(|way| {
                [false, true].map(|answer| {
                    let mut more = way.clone();
                    more.insert(question.clone(), answer);
                    more
                })
            })
            .collect();
    }
    ways
}
