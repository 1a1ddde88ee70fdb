//! Drafts: finished in a few telling ways, each as if it had been final.

use std::collections::BTreeMap;

use crate::asks::{Answer, Ask, Kind, Partial, Tick, candidates};
use crate::fraction::{Fraction, whole};
use crate::rubric::{Points, Rubric};
use crate::world::{Known, State, asks_of, whole_of};

/// Ways of finishing a draft that are tried beside the least and the most of everything.
const WAYS: usize = 5;

/// Chance without chance: the same seed gives the same numbers everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(text: &str) -> Self {
        let seed = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(seed | 1)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Lean {
    Least,
    Most,
    Any,
}

/// Numbers around which anything in the rubric may change.
pub(crate) fn telling(rubric: &Rubric) -> Vec<Fraction> {
    let mut telling = vec![whole(0), whole(1)];
    for criterion in &rubric.criteria {
        criterion.measure.literals(&mut telling);
        match &criterion.points {
            Points::Rows(rows) => telling.extend(rows.bounds()),
            Points::Of { full, .. } => telling.push(full.clone()),
            Points::AsMeasured | Points::OverHighest(_) | Points::Table(_) => (),
        }
    }
    rubric.quantities.iter().for_each(|one| one.of.literals(&mut telling));
    rubric.tables.values().for_each(|table| telling.extend(table.bounds()));
    rubric.gates.iter().for_each(|gate| gate.that.literals(&mut telling));
    telling.sort();
    telling.dedup();
    telling
}

/// What may be known once everything is answered; and whether something more was left out.
///
/// Up to `all` ways are tried one and all; above, some are drawn.
pub(crate) fn ways(rubric: &Rubric, draft: &Known, all: usize, dice: &mut Dice) -> Vec<Known> {
    let telling = telling(rubric);
    let is_open = draft
        .states
        .values()
        .chain(draft.marks.values())
        .any(|state| matches!(state, State::Unanswered | State::Pending));
    if !is_open {
        return vec![draft.clone()];
    }
    if let Some(every) = all_ways(rubric, draft, all, &telling) {
        return every;
    }
    let open = asks_of(rubric)
        .into_iter()
        .filter(|(id, _)| matches!(draft.states[*id], State::Unanswered | State::Pending))
        .map(|(id, ask)| (id, options(&ask.kind, &telling)))
        .collect();
    let leans = [Lean::Least, Lean::Most].into_iter().chain([Lean::Any; WAYS]);
    leans.filter_map(|lean| way(rubric, draft, &open, lean, dice)).collect()
}

/// Every way, where there are few and nothing is a part of something else.
fn all_ways(
    rubric: &Rubric,
    draft: &Known,
    all: usize,
    telling: &[Fraction],
) -> Option<Vec<Known>> {
    let mut first = draft.clone();
    first.marks.retain(|_, mark| *mark != State::Pending);
    let mut ways = vec![first];
    for (id, ask) in asks_of(rubric) {
        if !matches!(draft.states[id], State::Unanswered | State::Pending) {
            continue;
        }
        let (Kind::OneOf(_) | Kind::YesNo | Kind::Number(_)) = &ask.kind else { return None };
        if whole_of(ask).is_some() {
            return None;
        }
        let answers: Vec<Answer> = match &ask.kind {
            Kind::Number(_) => {
                admitted(&ask.kind, telling).into_iter().map(Answer::Number).collect()
            }
            kind => candidates(kind, None, telling),
        };
        if ways.len() * answers.len() > all {
            return None;
        }
        ways = ways
            .iter()
            .flat_map(|way| {
                answers.iter().map(|answer| {
                    let mut more = way.clone();
                    more.states.insert(id.to_owned(), State::Given(answer.clone()));
                    more
                })
            })
            .collect();
    }
    let asks = asks_of(rubric);
    Some(
        ways.into_iter().filter(|way| !way.clone().refuse_parts_above_their_whole(&asks)).collect(),
    )
}

fn way(
    rubric: &Rubric,
    draft: &Known,
    open: &BTreeMap<&str, Vec<Answer>>,
    lean: Lean,
    dice: &mut Dice,
) -> Option<Known> {
    let mut known = draft.clone();
    known.marks.retain(|_, mark| *mark != State::Pending);
    let asks = asks_of(rubric);
    let mut answered = Vec::new();
    for criterion in &rubric.criteria {
        // Of what is half said nobody says any more that it does not apply.
        let is_open = criterion.asks.iter().all(|ask| {
            matches!(known.states[&ask.id], State::Unanswered | State::Pending)
                && !known.partial.contains_key(&ask.id)
        });
        let is_marked = known.marks.contains_key(&criterion.id);
        if criterion.may_not_apply
            && is_open
            && !is_marked
            && lean == Lean::Any
            && dice.below(8) == 0
        {
            known.marks.insert(criterion.id.clone(), State::NotApplicable);
            for ask in &criterion.asks {
                known.states.insert(ask.id.clone(), State::NotApplicable);
            }
        }
    }
    for (id, ask) in &asks {
        if !matches!(known.states[*id], State::Unanswered | State::Pending) {
            continue;
        }
        let partial = known.partial.get(*id);
        let answer = any_answer(&ask.kind, partial, &open[id], lean, dice);
        known.states.insert((*id).to_owned(), State::Given(answer));
        answered.push((*id).to_owned());
    }
    // Parts are brought below their wholes, where that can still be chosen.
    for _ in 0..4 {
        for ask in asks.values() {
            let Some(of) = whole_of(ask) else { continue };
            let (Some(part), Some(whole)) = (known.number(&ask.id), known.number(of)) else {
                continue;
            };
            if part <= whole {
                continue;
            }
            let (id, number) = match (answered.contains(&ask.id), answered.iter().any(|a| a == of))
            {
                (true, _) => (ask.id.clone(), whole),
                (false, true) => (of.to_owned(), part),
                (false, false) => continue,
            };
            known.states.insert(id, State::Given(Answer::Number(number)));
        }
    }
    let all_fit = asks.iter().all(|(id, ask)| fits_still(ask, &known.states[*id]));
    (all_fit && !known.refuse_parts_above_their_whole(&asks)).then_some(known)
}

/// Whether a number that was moved below its whole is still one that is admitted.
fn fits_still(ask: &Ask, state: &State) -> bool {
    let (Kind::Number(bounds), State::Given(Answer::Number(number))) = (&ask.kind, state) else {
        return true;
    };
    let scale = whole(if bounds.percent { 100 } else { 1 });
    let typed = number * scale;
    bounds.least.as_ref().is_none_or(|least| *least <= typed)
        && bounds.most.as_ref().is_none_or(|most| typed <= *most)
}

/// Answers to choose among; for an ask of parts, those to one part.
fn options(kind: &Kind, telling: &[Fraction]) -> Vec<Answer> {
    let numbers = |kind: &Kind| admitted(kind, telling).into_iter().map(Answer::Number).collect();
    match kind {
        Kind::Number(bounds) if bounds.least.is_none() || bounds.most.is_none() => numbers(kind),
        Kind::Series(_, bounds) => numbers(&Kind::Number(bounds.clone())),
        Kind::Period(span) => candidates(&Kind::Date(span.clone()), None, telling),
        Kind::Distribution(_) => [0, 1, 3, 20].map(|count| Answer::Number(whole(count))).into(),
        Kind::Checklist(_) => Vec::new(),
        Kind::OneOf(_) | Kind::YesNo | Kind::Number(_) | Kind::Score(..) | Kind::Date(_) => {
            candidates(kind, None, telling)
        }
    }
}

fn any_answer(
    kind: &Kind,
    partial: Option<&Partial>,
    options: &[Answer],
    lean: Lean,
    dice: &mut Dice,
) -> Answer {
    let known = |index: usize| match partial {
        Some(Partial::Numbers(known)) => known[index].clone(),
        _ => None,
    };
    let mut pick = || match lean {
        Lean::Least => options[0].clone(),
        Lean::Most => options[options.len() - 1].clone(),
        Lean::Any => options[dice.below(options.len())].clone(),
    };
    let number = |answer: Answer| match answer {
        Answer::Number(number) => number,
        other => panic!("{other:?} is a number"),
    };
    match kind {
        Kind::Distribution(options) => {
            let mut all: Vec<Fraction> = Vec::new();
            for index in 0..options.len() {
                all.push(known(index).unwrap_or_else(|| match lean {
                    // All replies in the first or in the last option.
                    Lean::Least if index == 0 => whole(20),
                    Lean::Least => whole(0),
                    Lean::Most if index + 1 < options.len() => whole(0),
                    _ => number(pick()),
                }));
            }
            Answer::Counts(all)
        }
        Kind::Series(periods, _) => {
            let each = 0..periods.len();
            let all = each.map(|index| known(index).unwrap_or_else(|| number(pick())));
            Answer::Series(all.collect())
        }
        Kind::Period(_) => {
            let mut day = || match options[dice.below(options.len())] {
                Answer::Date(day) => day,
                _ => panic!("a day of a period is a date"),
            };
            let (a, b) = (day(), day());
            Answer::Period(a.min(b), a.max(b))
        }
        Kind::Checklist(parts) => any_ticks(parts, partial, lean, dice),
        Kind::OneOf(_) | Kind::YesNo | Kind::Number(_) | Kind::Score(..) | Kind::Date(_) => pick(),
    }
}

fn any_ticks(
    parts: &[(String, bool)],
    partial: Option<&Partial>,
    lean: Lean,
    dice: &mut Dice,
) -> Answer {
    let mut counts = (0, 0);
    for (index, (_, may_not_apply)) in parts.iter().enumerate() {
        let said = match partial {
            Some(Partial::Ticks(known)) => known[index],
            _ => None,
        };
        let options: &[Tick] = match (lean, may_not_apply) {
            (Lean::Least, _) => &[Tick::No],
            (Lean::Most, _) => &[Tick::Yes],
            (Lean::Any, false) => &[Tick::No, Tick::Yes],
            (Lean::Any, true) => &[Tick::No, Tick::Yes, Tick::NotApplicable],
        };
        match said.unwrap_or_else(|| options[dice.below(options.len())]) {
            Tick::Yes => counts = (counts.0 + 1, counts.1 + 1),
            Tick::No => counts.1 += 1,
            Tick::NotApplicable => (),
        }
    }
    Answer::Ticks(counts.0, counts.1)
}

/// Numbers that are admitted, without the stand-in for numbers of any size.
fn admitted(kind: &Kind, telling: &[Fraction]) -> Vec<Fraction> {
    let Kind::Number(bounds) = kind else { panic!("numbers are admitted by bounds") };
    let highest = telling.iter().max().cloned().unwrap_or_else(|| whole(1)) * whole(2) + whole(7);
    let mut closed = bounds.clone();
    closed.most.get_or_insert_with(|| highest.ceil());
    closed.least.get_or_insert_with(|| -highest.ceil());
    let mut numbers: Vec<Fraction> = candidates(&Kind::Number(closed), None, telling)
        .into_iter()
        .map(|answer| match answer {
            Answer::Number(number) => number,
            other => panic!("{other:?} is a number"),
        })
        .collect();
    numbers.sort();
    numbers
}
