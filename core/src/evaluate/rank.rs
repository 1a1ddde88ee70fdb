//! Places on a scale of ratings: where conditions put them, and where steps move them.

use alloc::vec::Vec;

use crate::evaluate::slot::{Absence, Doubts, Open, Quantity};
use crate::evaluate::truth::not;
use crate::number::Number;
use crate::plan::node::Move;
use crate::report::v1::{Side, State, Verdict};

/// Whether a score stands on the right side of `bound`, whatever is still open. What is left out
/// need not.
pub(crate) fn reaches(score: &Quantity, side: Side, bound: &Number) -> Verdict {
    match side {
        Side::From => from(score, bound, |x, bound| x >= bound),
        Side::Above => from(score, bound, |x, bound| x > bound),
        Side::AtMost => upside_down(score, bound, |x, bound| x > bound),
        Side::Below => upside_down(score, bound, |x, bound| x >= bound),
    }
}

/// The contrary of `from`, except for what is left out.
fn upside_down(
    score: &Quantity,
    bound: &Number,
    is_beyond: impl Fn(&Number, &Number) -> bool,
) -> Verdict {
    if *score == Quantity::Absent(Absence::LeftOut) {
        return Verdict::Met;
    }
    let beyond = from(score, bound, is_beyond);
    match (beyond, score) {
        // It may yet be left out, and then it holds.
        (Verdict::Met, Quantity::Open(open)) if open.doubts.left_out => Verdict::Pending,
        (beyond, _) => not(beyond),
    }
}

fn from(score: &Quantity, bound: &Number, is_met: impl Fn(&Number, &Number) -> bool) -> Verdict {
    match score {
        Quantity::Known(number) if is_met(number, bound) => Verdict::Met,
        Quantity::Known(_) => Verdict::NotMet,
        Quantity::Open(Open { low, high, doubts }) => {
            if low.as_ref().is_some_and(|low| is_met(low, bound)) {
                Verdict::Met
            } else if high.as_ref().is_some_and(|high| !is_met(high, bound)) && !doubts.left_out {
                Verdict::NotMet
            } else {
                Verdict::Pending
            }
        }
        Quantity::Absent(Absence::LeftOut) => Verdict::Met,
        Quantity::Absent(Absence::Withheld | Absence::Undefined(_)) => Verdict::Pending,
    }
}

/// What is pending at finalisation does not hold.
pub(crate) fn held(verdict: Verdict, state: State) -> Verdict {
    match (verdict, state) {
        (Verdict::Pending, State::Final) => Verdict::NotMet,
        (verdict, _) => verdict,
    }
}

/// The place that `rungs` give, highest first: the highest that holds, or as many as hold in a row
/// from the lowest on.
pub(crate) fn ranked(rungs: &[Verdict], cumulative: bool) -> Quantity {
    let place = |holds: fn(Verdict) -> bool| {
        if cumulative {
            return rungs.iter().rev().take_while(|rung| holds(**rung)).count();
        }
        let highest = rungs.iter().position(|rung| holds(*rung));
        highest.map_or(0, |highest| rungs.len().saturating_sub(highest))
    };
    let certain = place(|rung| rung == Verdict::Met);
    let possible = place(|rung| rung != Verdict::NotMet);
    between(certain, possible, Doubts::default())
}

/// `place`, as far as there is one: it stands and falls with what it is judged by, where that may
/// stay unknown.
pub(crate) fn unless_absent(
    place: Quantity,
    of: Option<&Quantity>,
    may_stay_unknown: bool,
    absent_when: Option<Verdict>,
    state: State,
) -> Quantity {
    let mut doubts = Doubts::default();
    match of {
        Some(Quantity::Absent(absence)) => return Quantity::Absent(*absence),
        Some(Quantity::Open(_)) if state == State::Final => {
            return Quantity::Absent(Absence::Withheld);
        }
        Some(Quantity::Open(open)) => {
            doubts = open.doubts;
            doubts.withheld |= may_stay_unknown;
        }
        Some(Quantity::Known(_)) | None => (),
    }
    match absent_when {
        // What may yet be left out is not graded at all then.
        Some(Verdict::Met) if doubts.left_out => doubts.withheld = true,
        Some(Verdict::Met) => return Quantity::Absent(Absence::Withheld),
        Some(Verdict::Pending) if state == State::Draft => doubts.withheld = true,
        Some(Verdict::Pending | Verdict::NotMet) | None => (),
    }
    let (low, high) = ends(&place);
    between(low, high, doubts)
}

/// The lowest and the highest place still possible; the lowest of all where there is none.
pub(crate) fn ends(place: &Quantity) -> (usize, usize) {
    let count = |number: Option<Number>| number.and_then(|number| number.to_count());
    let open = place.open();
    let (low, high) = open.map(|open| (open.low, open.high)).unwrap_or_default();
    (count(low).unwrap_or_default(), count(high).unwrap_or_default())
}

fn between(low: usize, high: usize, doubts: Doubts) -> Quantity {
    let (low, high) = (Number::from_count(low), Number::from_count(high));
    Quantity::from_range(Some(low), Some(high), doubts)
}

/// Where a step takes `place`, its condition being `when`.
pub(crate) fn adjusted(place: &Quantity, when: Verdict, step: &Move) -> Quantity {
    let Some(open) = place.open() else {
        return place.clone();
    };
    let (low, high) = ends(place);
    let moved = |place: usize| step.change.of(place, step.top);
    match when {
        Verdict::NotMet => place.clone(),
        Verdict::Met => between(moved(low), moved(high), open.doubts),
        Verdict::Pending => between(low.min(moved(low)), high.max(moved(high)), open.doubts),
    }
}

/// Whether a step changes the place.
pub(crate) fn changes(place: &Quantity, when: Verdict, step: &Move) -> Verdict {
    if place.open().is_none() {
        return Verdict::NotMet;
    }
    let (low, high) = ends(place);
    let changed = |place: usize| step.change.of(place, step.top) != place;
    let outcomes: Vec<bool> = (low..=high).map(changed).collect();
    if when == Verdict::NotMet || outcomes.iter().all(|changed| !changed) {
        Verdict::NotMet
    } else if when == Verdict::Met && outcomes.iter().all(|changed| *changed) {
        Verdict::Met
    } else {
        Verdict::Pending
    }
}

/// The worth of a place, or the range of the worths of those still possible.
pub(crate) fn worth(place: &Quantity, worths: &[Number]) -> Quantity {
    let open = match place {
        Quantity::Absent(absence) => return Quantity::Absent(*absence),
        Quantity::Known(_) => Doubts::default(),
        Quantity::Open(open) => open.doubts,
    };
    let (low, high) = ends(place);
    let possible = worths.iter().skip(low).take(high.saturating_sub(low).saturating_add(1));
    let (least, most) = (possible.clone().min().cloned(), possible.max().cloned());
    Quantity::from_range(least, most, open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::node::{Change, NodeId};

    const MET: Verdict = Verdict::Met;
    const NOT: Verdict = Verdict::NotMet;
    const OPEN: Verdict = Verdict::Pending;

    #[test]
    fn a_place_is_the_highest_that_holds_or_the_first_gap() {
        assert_eq!(ends(&ranked(&[NOT, MET, NOT], false)), (2, 2));
        assert_eq!(ends(&ranked(&[OPEN, NOT, MET], false)), (1, 3));
        assert_eq!(ends(&ranked(&[MET, NOT, MET], true)), (1, 1));
        assert_eq!(ends(&ranked(&[MET, OPEN, MET], true)), (1, 3));
        assert_eq!(ends(&ranked(&[MET, MET, OPEN], true)), (0, 3));
    }

    #[test]
    fn a_step_moves_within_the_scale_and_says_whether_it_did() {
        let step = |change| Move { from: NodeId(0), when: NodeId(0), change, top: 4 };
        let known = |place: usize| Quantity::Known(Number::from_count(place));
        let up = step(Change::Up(1));
        assert_eq!(ends(&adjusted(&known(4), MET, &up)), (4, 4));
        assert_eq!(changes(&known(4), MET, &up), NOT);
        assert_eq!(ends(&adjusted(&known(2), OPEN, &up)), (2, 3));
        assert_eq!(changes(&known(2), OPEN, &up), OPEN);
        let cap = step(Change::AtMost(1));
        assert_eq!(ends(&adjusted(&between(0, 3, Doubts::default()), OPEN, &cap)), (0, 3));
        assert_eq!(ends(&adjusted(&between(2, 3, Doubts::default()), MET, &cap)), (1, 1));
        assert_eq!(changes(&between(2, 3, Doubts::default()), MET, &cap), MET);
    }

    #[test]
    fn lower_is_better_where_the_cut_off_is_from_above() {
        let ten = Number::from_count(10);
        let known = |place: usize| Quantity::Known(Number::from_count(place));
        for (side, at_ten, at_eleven) in [
            (Side::From, MET, MET),
            (Side::Above, NOT, MET),
            (Side::AtMost, MET, NOT),
            (Side::Below, NOT, NOT),
        ] {
            assert_eq!(reaches(&known(10), side, &ten), at_ten, "{side:?}");
            assert_eq!(reaches(&known(11), side, &ten), at_eleven, "{side:?}");
        }
        let open = between(8, 12, Doubts::default());
        assert_eq!(reaches(&open, Side::AtMost, &ten), OPEN);
        assert_eq!(reaches(&Quantity::Absent(Absence::LeftOut), Side::AtMost, &ten), MET);
    }
}
