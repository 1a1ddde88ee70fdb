//! One operation on the slots before it.

use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::assessment::answer::{Answer, Given, PartAnswer};
use crate::evaluate::interval::Interval;
use crate::evaluate::mean;
use crate::evaluate::slot::{Absence, Doubts, Open, Quantity, Slot, Undefined};
use crate::number::Number;
use crate::parse::expression::Comparison;
use crate::plan::node::{NodeId, Operation, Step};
use crate::plan::{Ask, AskKind, Level, Measured};
use crate::report::v1::{State, Verdict};
use crate::rounding::Rounding;

/// What was said, ask by ask.
#[derive(Clone, Copy)]
pub(crate) struct Answers<'a> {
    pub(crate) asks: &'a [Ask],
    pub(crate) given: &'a [Answer],
    pub(crate) state: State,
}

impl Answers<'_> {
    fn of(&self, ask: usize) -> &Answer {
        self.given.get(ask).unwrap_or(&Answer::Unanswered)
    }
}

/// The slot that `operation` leaves.
pub(crate) fn slot(
    operation: &Operation,
    slots: &[Slot],
    answers: Answers<'_>,
    rounding: Rounding,
) -> Slot {
    let at = |id: &NodeId| slots.get(id.0).unwrap_or(&Slot::NOTHING);
    let number = |id: &NodeId| at(id).quantity();
    let truth = |id: &NodeId| at(id).verdict();
    let quantity = match operation {
        Operation::AskTruth(ask) => return Slot::Truth(yes_or_no(answers.of(*ask))),
        Operation::Given(ask) => return Slot::Truth(given(answers.of(*ask), answers.state)),
        Operation::Compare(comparison, a, b) => {
            return Slot::Truth(compared(*comparison, number(a), number(b)));
        }
        Operation::And(a, b) => return Slot::Truth(and(truth(a), truth(b))),
        Operation::Or(a, b) => return Slot::Truth(not(and(not(truth(a)), not(truth(b))))),
        Operation::Not(a) => return Slot::Truth(not(truth(a))),
        Operation::Constant(constant) => Quantity::Known(constant.clone()),
        Operation::Ask(ask) => asked(answers.asks.get(*ask), answers.of(*ask)),
        Operation::Ticked(ask) => ticked(answers.asks.get(*ask), answers.of(*ask)),
        Operation::Plus(a, b) => exactly(
            number(a),
            number(b),
            |x, y| Ok(x.plus(y)),
            |x, y| (x.plus(y), None),
        ),
        Operation::Minus(a, b) => exactly(
            number(a),
            number(b),
            |x, y| Ok(x.minus(y)),
            |x, y| (x.plus(&y.negated()), None),
        ),
        Operation::Times(a, b) => exactly(
            number(a),
            number(b),
            |x, y| Ok(x.times(y)),
            |x, y| (x.times(y), None),
        ),
        Operation::Over(a, b) => exactly(
            number(a),
            number(b),
            |x, y| x.over(y).ok_or(Undefined::OverNothing),
            |x, y| {
                (
                    x.times(&y.inverted()),
                    nothing_in(y, Undefined::OverNothing),
                )
            },
        ),
        Operation::Share(a, b) => exactly(number(a), number(b), share, share_range),
        Operation::Growth(a, b) => exactly(number(a), number(b), growth, growth_range),
        Operation::Negate(a) => mapped(number(a), |x| x.negated(), Interval::negated),
        Operation::Magnitude(a) => mapped(number(a), |x| x.magnitude(), Interval::magnitude),
        Operation::Least(all) => chosen(
            all.iter().map(number),
            |x, y| x.min(y).clone(),
            Interval::least,
        ),
        Operation::Most(all) => chosen(
            all.iter().map(number),
            |x, y| x.max(y).clone(),
            Interval::most,
        ),
        Operation::Clamp(a, low, high) => {
            let raised = chosen(
                [number(a), number(low)],
                |x, y| x.max(y).clone(),
                Interval::most,
            );
            chosen(
                [&raised, number(high)],
                |x, y| x.min(y).clone(),
                Interval::least,
            )
        }
        Operation::If(condition, yes, no) => match truth(condition) {
            Verdict::Met => number(yes).clone(),
            Verdict::NotMet => number(no).clone(),
            Verdict::Pending => either(number(yes), number(no)),
        },
        Operation::AsShare(a) => match truth(a) {
            Verdict::Met => Quantity::Known(Number::one()),
            Verdict::NotMet => Quantity::Known(Number::zero()),
            Verdict::Pending => {
                Quantity::from_range(Some(Number::zero()), Some(Number::one()), Doubts::default())
            }
        },
        Operation::Curve(a, points) => curved(number(a), points),
        Operation::Steps(a, rows) => stepped(number(a), rows),
        Operation::Mean(terms) => {
            mean::mean(terms.iter().map(|(weight, node)| (weight, number(node))))
        }
        Operation::Capped(terms, cap) => mean::capped(
            terms.iter().map(|(weight, node)| (weight, number(node))),
            cap,
        ),
        Operation::Published(a, extra) => {
            let rounding = Rounding {
                places: rounding.places.saturating_add(*extra),
                ..rounding
            };
            let publish = |x: &Number| rounding.publish(x.clone()).published;
            mapped(number(a), publish, |range| Interval {
                low: range.low.as_ref().map(publish),
                high: range.high.as_ref().map(publish),
            })
        }
        Operation::Counted(_) => Quantity::Absent(Absence::Withheld),
    };
    Slot::Quantity(quantity)
}

fn yes_or_no(answer: &Answer) -> Verdict {
    match answer {
        Answer::Given(Given::Yes) => Verdict::Met,
        Answer::Given(Given::No) => Verdict::NotMet,
        Answer::Given(Given::Level(_) | Given::Parts(_) | Given::Number(_))
        | Answer::NotApplicable
        | Answer::Pending
        | Answer::Declined
        | Answer::Unanswered => Verdict::Pending,
    }
}

fn given(answer: &Answer, state: State) -> Verdict {
    match (answer, state) {
        (Answer::Given(_), _) => Verdict::Met,
        (Answer::NotApplicable | Answer::Declined, _) | (Answer::Unanswered, State::Final) => {
            Verdict::NotMet
        }
        (Answer::Pending, _) | (Answer::Unanswered, State::Draft) => Verdict::Pending,
    }
}

fn asked(ask: Option<&Ask>, answer: &Answer) -> Quantity {
    let Some(ask) = ask else {
        return Quantity::Absent(Absence::Withheld);
    };
    if *answer == Answer::NotApplicable {
        return Quantity::Absent(Absence::LeftOut);
    }
    match (&ask.kind, answer) {
        (
            AskKind::Level { levels: all } | AskKind::Choice { options: all },
            Answer::Given(Given::Level(place)),
        ) => all.get(*place).map_or_else(
            || worth_range(all),
            |level| Quantity::Known(level.worth.clone()),
        ),
        (AskKind::Level { levels: all } | AskKind::Choice { options: all }, _) => worth_range(all),
        (AskKind::Number(measured), Answer::Given(Given::Number(number))) => {
            Quantity::Known(as_meant(measured, number))
        }
        (AskKind::Number(measured), _) => {
            let meant =
                |bound: &Option<Number>| bound.as_ref().map(|bound| as_meant(measured, bound));
            Quantity::from_range(
                meant(&measured.least),
                meant(&measured.most),
                Doubts::default(),
            )
        }
        (AskKind::Checklist { .. }, _) => checklist(ask, answer, checklist_share),
        (AskKind::YesNo, _) => Quantity::Absent(Absence::Withheld),
    }
}

/// A percent as typed is a share.
fn as_meant(measured: &Measured, typed: &Number) -> Number {
    if measured.percent {
        typed.scaled_by_hundredth()
    } else {
        typed.clone()
    }
}

fn worth_range(levels: &[Level]) -> Quantity {
    let low = levels.iter().map(|level| &level.worth).min().cloned();
    let high = levels.iter().map(|level| &level.worth).max().cloned();
    Quantity::from_range(low, high, Doubts::default())
}

fn ticked(ask: Option<&Ask>, answer: &Answer) -> Quantity {
    match (ask, answer) {
        (_, Answer::NotApplicable) | (None, _) => Quantity::Absent(Absence::LeftOut),
        (Some(ask), _) => checklist(ask, answer, |tally| {
            let low = Number::from_count(tally.ticked);
            let high = Number::from_count(tally.ticked.saturating_add(tally.open));
            Quantity::from_range(Some(low), Some(high), Doubts::default())
        }),
    }
}

/// How many parts of a checklist stand where.
struct Tally {
    ticked: usize,
    unticked: usize,
    open: usize,
    /// Open ones that may be marked not applicable.
    may_not_apply: usize,
}

fn checklist(ask: &Ask, answer: &Answer, outcome: impl Fn(&Tally) -> Quantity) -> Quantity {
    let AskKind::Checklist { parts } = &ask.kind else {
        return Quantity::Absent(Absence::Withheld);
    };
    let mut tally = Tally {
        ticked: 0,
        unticked: 0,
        open: 0,
        may_not_apply: 0,
    };
    for (index, part) in parts.iter().enumerate() {
        let said = match answer {
            Answer::Given(Given::Parts(said)) => said.get(index).copied(),
            Answer::Given(_)
            | Answer::NotApplicable
            | Answer::Pending
            | Answer::Declined
            | Answer::Unanswered => None,
        };
        let place = match said.unwrap_or(PartAnswer::Unanswered) {
            PartAnswer::Ticked => &mut tally.ticked,
            PartAnswer::NotTicked => &mut tally.unticked,
            PartAnswer::NotApplicable => continue,
            PartAnswer::Unanswered => {
                tally.may_not_apply = tally
                    .may_not_apply
                    .saturating_add(usize::from(part.may_not_apply));
                &mut tally.open
            }
        };
        *place = place.saturating_add(1);
    }
    outcome(&tally)
}

fn checklist_share(tally: &Tally) -> Quantity {
    let known = tally.ticked.saturating_add(tally.unticked);
    let applying = Number::from_count(known.saturating_add(tally.open));
    let may_be_empty = known == 0 && tally.may_not_apply == tally.open;
    let undefined = may_be_empty.then_some(Undefined::NoPartApplies);
    let of = |count: usize| Number::from_count(count).over(&applying);
    match (
        of(tally.ticked),
        of(tally.ticked.saturating_add(tally.open)),
    ) {
        (Some(low), Some(high)) => Quantity::from_range(
            Some(low),
            Some(high),
            Doubts {
                undefined,
                ..Doubts::default()
            },
        ),
        _ => Quantity::Absent(Absence::Undefined(Undefined::NoPartApplies)),
    }
}

type Ranged = (Interval, Option<Undefined>);

/// Two quantities into one: on numbers, and on ranges of numbers.
fn exactly(
    a: &Quantity,
    b: &Quantity,
    on_numbers: impl Fn(&Number, &Number) -> Result<Number, Undefined>,
    on_ranges: impl Fn(&Interval, &Interval) -> Ranged,
) -> Quantity {
    if let (Quantity::Known(x), Quantity::Known(y)) = (a, b) {
        return match on_numbers(x, y) {
            Ok(number) => Quantity::Known(number),
            Err(why) => Quantity::Absent(Absence::Undefined(why)),
        };
    }
    match (a.open(), b.open()) {
        (Some(x), Some(y)) => {
            let (range, undefined) = on_ranges(&interval(&x), &interval(&y));
            let mut doubts = x.doubts.or(y.doubts);
            doubts.undefined = doubts.undefined.or(undefined);
            Quantity::from_range(range.low, range.high, doubts)
        }
        _ => absent(a, b),
    }
}

/// Of two quantities of which at least one is absent, the absence that counts.
fn absent(a: &Quantity, b: &Quantity) -> Quantity {
    let absence = |quantity: &Quantity| match quantity {
        Quantity::Absent(absence) => Some(*absence),
        Quantity::Known(_) | Quantity::Open(_) => None,
    };
    Quantity::Absent(absence(a).or(absence(b)).unwrap_or(Absence::Withheld))
}

fn mapped(
    a: &Quantity,
    on_number: impl Fn(&Number) -> Number,
    on_range: impl Fn(&Interval) -> Interval,
) -> Quantity {
    match a {
        Quantity::Known(number) => Quantity::Known(on_number(number)),
        Quantity::Open(open) => {
            let range = on_range(&interval(open));
            Quantity::from_range(range.low, range.high, open.doubts)
        }
        Quantity::Absent(absence) => Quantity::Absent(*absence),
    }
}

fn chosen<'a>(
    all: impl IntoIterator<Item = &'a Quantity>,
    of_numbers: impl Fn(&Number, &Number) -> Number,
    of_ranges: impl Fn(&Interval, &Interval) -> Interval,
) -> Quantity {
    let mut all = all.into_iter();
    let Some(first) = all.next() else {
        return Quantity::Absent(Absence::Withheld);
    };
    all.fold(first.clone(), |so_far, next| {
        exactly(
            &so_far,
            next,
            |x, y| Ok(of_numbers(x, y)),
            |x, y| (of_ranges(x, y), None),
        )
    })
}

/// One of the two, nobody knows which.
fn either(yes: &Quantity, no: &Quantity) -> Quantity {
    let doubt = |quantity: &Quantity| match quantity {
        Quantity::Known(_) => Doubts::default(),
        Quantity::Open(open) => open.doubts,
        Quantity::Absent(Absence::LeftOut) => Doubts {
            left_out: true,
            ..Doubts::default()
        },
        Quantity::Absent(Absence::Withheld) => Doubts {
            withheld: true,
            ..Doubts::default()
        },
        Quantity::Absent(Absence::Undefined(why)) => Doubts {
            undefined: Some(*why),
            ..Doubts::default()
        },
    };
    let doubts = doubt(yes).or(doubt(no));
    match (yes.open(), no.open()) {
        (Some(x), Some(y)) => {
            let range = interval(&x).hull(&interval(&y));
            Quantity::from_range(range.low, range.high, doubts)
        }
        (Some(one), None) | (None, Some(one)) => Quantity::from_range(one.low, one.high, doubts),
        (None, None) => absent(yes, no),
    }
}

fn interval(open: &Open) -> Interval {
    Interval {
        low: open.low.clone(),
        high: open.high.clone(),
    }
}

fn nothing_in(range: &Interval, why: Undefined) -> Option<Undefined> {
    range.holds(&Number::zero()).then_some(why)
}

fn share(part: &Number, whole: &Number) -> Result<Number, Undefined> {
    let share = part.over(whole).ok_or(Undefined::ShareOfNothing)?;
    if share > Number::one() {
        Err(Undefined::PartBeyondWhole)
    } else {
        Ok(share)
    }
}

/// A share lies between 0 and 1, however little is known.
fn share_range(part: &Interval, whole: &Interval) -> Ranged {
    let unit = Interval {
        low: Some(Number::zero()),
        high: Some(Number::one()),
    };
    let ratio = part.times(&whole.inverted());
    let undefined = nothing_in(whole, Undefined::ShareOfNothing);
    (
        ratio
            .most(&Interval {
                low: unit.low.clone(),
                high: unit.low,
            })
            .least(&Interval {
                low: unit.high.clone(),
                high: unit.high,
            }),
        undefined,
    )
}

fn growth(now: &Number, before: &Number) -> Result<Number, Undefined> {
    now.minus(before)
        .over(before)
        .ok_or(Undefined::GrowthFromNothing)
}

/// Growth is the quotient less one.
fn growth_range(now: &Interval, before: &Interval) -> Ranged {
    let less_one = Interval {
        low: Some(Number::one().negated()),
        high: Some(Number::one().negated()),
    };
    let ratio = now.times(&before.inverted());
    (
        ratio.plus(&less_one),
        nothing_in(before, Undefined::GrowthFromNothing),
    )
}

/// The share at `x`: straight lines between the points, flat outside.
pub(crate) fn on_curve(points: &[(Number, Number)], x: &Number) -> Number {
    let after = points.iter().position(|(at, _)| x <= at);
    let (left, right) = match after {
        Some(0) => {
            return points
                .first()
                .map_or_else(Number::zero, |(_, share)| share.clone());
        }
        None => {
            return points
                .last()
                .map_or_else(Number::zero, |(_, share)| share.clone());
        }
        Some(index) => (points.get(index.saturating_sub(1)), points.get(index)),
    };
    let (Some((from, low)), Some((to, high))) = (left, right) else {
        return Number::zero();
    };
    let along = x
        .minus(from)
        .over(&to.minus(from))
        .unwrap_or_else(Number::zero);
    low.plus(&high.minus(low).times(&along))
}

/// The curve on a number or a range: between its points it is straight, so the range of its values
/// is that of the ends and of the points inside.
fn curved(a: &Quantity, points: &[(Number, Number)]) -> Quantity {
    mapped(
        a,
        |x| on_curve(points, x),
        |range| {
            let first = points.first().map(|(at, _)| at);
            let last = points.last().map(|(at, _)| at);
            let ends = [range.low.as_ref().or(first), range.high.as_ref().or(last)];
            let inside = points.iter().map(|(at, _)| at).filter(|at| range.holds(at));
            let values: Vec<Number> = inside
                .chain(ends.into_iter().flatten())
                .map(|at| on_curve(points, at))
                .collect();
            Interval {
                low: values.iter().min().cloned(),
                high: values.into_iter().max(),
            }
        },
    )
}

/// The share of the last row that `quantity` reaches; the first row's below all of them.
pub(crate) fn row_of<'a>(rows: &'a [Step], quantity: &Number) -> Option<&'a Step> {
    rows.iter()
        .rev()
        .find(|row| row.reaches(quantity))
        .or_else(|| rows.first())
}

fn stepped(a: &Quantity, rows: &[Step]) -> Quantity {
    let value = |x: &Number| row_of(rows, x).map_or_else(Number::zero, |row| row.share.clone());
    mapped(a, value, |range| {
        let ends = [range.low.as_ref(), range.high.as_ref()]
            .into_iter()
            .flatten()
            .map(value);
        let begins_inside = |row: &&Step| {
            range.low.as_ref().is_none_or(|low| row.bound >= *low)
                && range.high.as_ref().is_none_or(|high| row.reaches(high))
        };
        let inside = rows
            .iter()
            .filter(begins_inside)
            .map(|row| row.share.clone());
        let from_below = rows
            .first()
            .filter(|_| range.low.is_none())
            .map(|row| row.share.clone());
        let values: Vec<Number> = ends.chain(inside).chain(from_below).collect();
        Interval {
            low: values.iter().min().cloned(),
            high: values.into_iter().max(),
        }
    })
}

fn compared(comparison: Comparison, a: &Quantity, b: &Quantity) -> Verdict {
    let (Some(x), Some(y)) = (a.open(), b.open()) else {
        return Verdict::Pending;
    };
    if x.doubts.any() || y.doubts.any() {
        return Verdict::Pending;
    }
    match comparison {
        Comparison::AtLeast => at_least(&x, &y),
        Comparison::AtMost => at_least(&y, &x),
        Comparison::Above => not(at_least(&y, &x)),
        Comparison::Below => not(at_least(&x, &y)),
        Comparison::Equal => and(at_least(&x, &y), at_least(&y, &x)),
        Comparison::NotEqual => not(and(at_least(&x, &y), at_least(&y, &x))),
    }
}

/// Whether one is at least the other, whatever the numbers inside. Equal meets it.
pub(crate) fn at_least(x: &Open, y: &Open) -> Verdict {
    let order = |a: &Option<Number>, b: &Option<Number>| Some(a.as_ref()?.cmp(b.as_ref()?));
    if order(&x.low, &y.high).is_some_and(Ordering::is_ge) {
        return Verdict::Met;
    }
    if order(&x.high, &y.low).is_some_and(Ordering::is_lt) {
        return Verdict::NotMet;
    }
    Verdict::Pending
}

/// Both: not met as soon as one is not.
pub(crate) fn and(a: Verdict, b: Verdict) -> Verdict {
    match (a, b) {
        (Verdict::NotMet, _) | (_, Verdict::NotMet) => Verdict::NotMet,
        (Verdict::Pending, _) | (_, Verdict::Pending) => Verdict::Pending,
        (Verdict::Met, Verdict::Met) => Verdict::Met,
    }
}

/// The contrary; what is pending stays pending.
pub(crate) fn not(a: Verdict) -> Verdict {
    match a {
        Verdict::Met => Verdict::NotMet,
        Verdict::NotMet => Verdict::Met,
        Verdict::Pending => Verdict::Pending,
    }
}
