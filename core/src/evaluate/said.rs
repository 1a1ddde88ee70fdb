//! Answers → slots: what was said, as a number or a truth.

use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given, PartAnswer};
use crate::evaluate::slot::{Absence, Doubts, Quantity, Undefined};
use crate::number::Number;
use crate::plan::{Ask, AskKind, Level, Measured};
use crate::report::v1::{State, Verdict};

pub(crate) fn yes_or_no(answer: &Answer) -> Verdict {
    match answer {
        Answer::Given(Given::Yes) => Verdict::Met,
        Answer::Given(Given::No) => Verdict::NotMet,
        Answer::Given(Given::Level(_) | Given::Parts(_) | Given::Number(_) | Given::Several(_))
        | Answer::NotApplicable
        | Answer::Pending
        | Answer::Declined
        | Answer::Unanswered => Verdict::Pending,
    }
}

/// Whether the option or level at `place` was chosen.
pub(crate) fn chosen(answer: &Answer, place: usize) -> Verdict {
    match answer {
        Answer::Given(Given::Level(chosen)) if *chosen == place => Verdict::Met,
        Answer::Given(Given::Level(_)) => Verdict::NotMet,
        Answer::Given(_)
        | Answer::NotApplicable
        | Answer::Pending
        | Answer::Declined
        | Answer::Unanswered => Verdict::Pending,
    }
}

pub(crate) fn given(answer: &Answer, state: State) -> Verdict {
    match (answer, state) {
        (Answer::Given(_), _) => Verdict::Met,
        (Answer::NotApplicable | Answer::Declined, _) | (Answer::Unanswered, State::Final) => {
            Verdict::NotMet
        }
        (Answer::Pending, _) | (Answer::Unanswered, State::Draft) => Verdict::Pending,
    }
}

pub(crate) fn asked(ask: Option<&Ask>, answer: &Answer) -> Quantity {
    let Some(ask) = ask else {
        return Quantity::Absent(Absence::Withheld);
    };
    match (&ask.kind, answer) {
        (
            AskKind::Level { levels: all } | AskKind::Choice { options: all },
            Answer::Given(Given::Level(place)),
        ) => all
            .get(*place)
            .and_then(|level| level.worth.clone())
            .map_or_else(|| worth_range(all), Quantity::Known),
        (AskKind::Level { levels: all } | AskKind::Choice { options: all }, _) => worth_range(all),
        (AskKind::Number(measured), Answer::Given(Given::Number(number))) => {
            Quantity::Known(as_meant(measured, number))
        }
        (AskKind::Number(measured), _) => {
            let meant =
                |bound: &Option<Number>| bound.as_ref().map(|bound| as_meant(measured, bound));
            Quantity::from_range(meant(&measured.least), meant(&measured.most), Doubts::default())
        }
        (AskKind::Checklist { .. }, _) => checklist(ask, answer, checklist_share),
        (AskKind::Date(_), Answer::Given(Given::Number(day))) => Quantity::Known(day.clone()),
        (AskKind::Date(range), _) => {
            Quantity::from_range(range.least.clone(), range.most.clone(), Doubts::default())
        }
        (AskKind::Distribution { options }, _) => {
            let worths: Vec<Number> = options
                .iter()
                .map(|option| option.worth.clone().unwrap_or_else(Number::zero))
                .collect();
            spread(&worths, answer)
        }
        (AskKind::YesNo | AskKind::Period(_) | AskKind::Series { .. }, _) => {
            Quantity::Absent(Absence::Withheld)
        }
    }
}

/// The numbers of an answer with several of them; none while it is not given.
fn several(answer: &Answer) -> &[Option<Number>] {
    match answer {
        Answer::Given(Given::Several(numbers)) => numbers,
        Answer::Given(_)
        | Answer::NotApplicable
        | Answer::Pending
        | Answer::Declined
        | Answer::Unanswered => &[],
    }
}

/// One of several numbers: of an option, of a period, the first or the last day.
pub(crate) fn part(ask: Option<&Ask>, place: usize, answer: &Answer) -> Quantity {
    if let Some(Some(number)) = several(answer).get(place) {
        return Quantity::Known(number.clone());
    }
    let (least, most) = match ask.map(|ask| &ask.kind) {
        Some(AskKind::Series { measured, .. }) => (measured.least.clone(), measured.most.clone()),
        Some(AskKind::Period(range)) => (range.least.clone(), range.most.clone()),
        Some(AskKind::Distribution { .. }) => (Some(Number::zero()), None),
        Some(
            AskKind::Level { .. }
            | AskKind::YesNo
            | AskKind::Checklist { .. }
            | AskKind::Number(_)
            | AskKind::Choice { .. }
            | AskKind::Date(_),
        )
        | None => return Quantity::Absent(Absence::Withheld),
    };
    Quantity::from_range(least, most, Doubts::default())
}

/// The mean of `worths`, each counted by how many replied so. However many more reply in the
/// options that are open, the mean moves from what is known towards what those are worth.
pub(crate) fn spread(worths: &[Number], answer: &Answer) -> Quantity {
    let counts = several(answer);
    let nobody = Undefined::NobodyReplied;
    let (mut replies, mut sum) = (Number::zero(), Number::zero());
    let mut reachable: Vec<Number> = Vec::new();
    for (place, worth) in worths.iter().enumerate() {
        match counts.get(place) {
            Some(Some(count)) => {
                replies = replies.plus(count);
                sum = sum.plus(&count.times(worth));
            }
            Some(None) | None => reachable.push(worth.clone()),
        }
    }
    let known = sum.over(&replies);
    let undefined = known.is_none().then_some(nobody);
    reachable.extend(known);
    let (low, high) = (reachable.iter().min().cloned(), reachable.iter().max().cloned());
    match low {
        Some(_) => Quantity::from_range(low, high, Doubts { undefined, ..Doubts::default() }),
        None => Quantity::Absent(Absence::Undefined(nobody)),
    }
}

/// A percent as typed is a share.
pub(crate) fn as_meant(measured: &Measured, typed: &Number) -> Number {
    if measured.percent { typed.scaled_by_hundredth() } else { typed.clone() }
}

pub(crate) fn worth_range(levels: &[Level]) -> Quantity {
    let worths = || levels.iter().filter_map(|level| level.worth.as_ref());
    Quantity::from_range(worths().min().cloned(), worths().max().cloned(), Doubts::default())
}

pub(crate) fn ticked(ask: Option<&Ask>, answer: &Answer) -> Quantity {
    match ask {
        None => Quantity::Absent(Absence::Withheld),
        Some(ask) => checklist(ask, answer, |tally| {
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
    let mut tally = Tally { ticked: 0, unticked: 0, open: 0, may_not_apply: 0 };
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
                tally.may_not_apply =
                    tally.may_not_apply.saturating_add(usize::from(part.may_not_apply));
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
    match (of(tally.ticked), of(tally.ticked.saturating_add(tally.open))) {
        (Some(low), Some(high)) => {
            Quantity::from_range(Some(low), Some(high), Doubts { undefined, ..Doubts::default() })
        }
        _ => Quantity::Absent(Absence::Undefined(Undefined::NoPartApplies)),
    }
}
