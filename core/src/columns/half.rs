//! What a criterion comes to of which only some is answered, in one row, where that is clear.
//!
//! The exact engine works out the range that is still possible. So does this, in floats, step by step
//! over the same program, and where the two could differ in what follows it says nothing: then the
//! exact engine is asked.

use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::columns::filter::{Bound, from_whole};
use crate::columns::lanes::{higher, lower};
use crate::columns::numbers::{Curve, Division, Verge, Worth};
use crate::columns::program::step::{NumberStep, Scaled, Step, TruthStep};
use crate::columns::sheet::Rows;
use crate::columns::truths::Test;
use crate::model::rubric::{Missing, WhenUndefined};
use crate::plan::{AskKind, Plan};

/// What a step may still come to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Half {
    /// A number from here to there; whether it may have no result instead.
    Number { low: f64, high: f64, is_settled: bool, may_fail: Doubt },
    /// A condition; `None` while it is open.
    Truth(Option<bool>),
    /// No result.
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    No,
    Perhaps,
    Yes,
}

/// The steps behind a criterion's raw share, in order, each with what it reads among them.
#[derive(Clone, Debug)]
pub(crate) struct Behind {
    steps: Vec<(Step, Bound)>,
    /// Of the raw share.
    bound: Bound,
    missing: Missing,
    undefined: WhenUndefined,
}

/// What is clear of a criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Clear {
    LeftOut,
    /// Its raw share, as it is stored.
    At(f64),
}

impl Behind {
    /// What leads to the raw share in register `raw`; `None` where a step has no form here.
    pub(crate) fn new(
        steps: &[Step],
        bounds: &[Bound],
        raw: usize,
        (missing, undefined): (Missing, WhenUndefined),
    ) -> Option<Self> {
        let bound = *bounds.get(raw)?;
        let mut behind = Self { steps: Vec::new(), bound, missing, undefined };
        let mut places = Places::default();
        behind.number(steps, bounds, raw, &mut places)?;
        Some(behind)
    }

    fn number(
        &mut self,
        steps: &[Step],
        bounds: &[Bound],
        register: usize,
        places: &mut Places,
    ) -> Option<usize> {
        if let Some((_, place)) = places.numbers.iter().find(|(known, _)| *known == register) {
            return Some(*place);
        }
        let is_it =
            |step: &&Step| matches!(step, Step::Number(target, _) if target.register == register);
        let mut step = steps.iter().find(is_it)?.clone();
        if let Step::Number(_, NumberStep::Same(a)) = step {
            return self.number(steps, bounds, a, places);
        }
        let is_known = matches!(
            &step,
            Step::Number(
                _,
                NumberStep::Fill(_)
                    | NumberStep::Codes(..)
                    | NumberStep::Read(..)
                    | NumberStep::Sum(..)
                    | NumberStep::Quotient(..)
                    | NumberStep::Choice(..)
                    | NumberStep::OnCurve(..)
                    | NumberStep::AsShare(_)
            )
        );
        if !is_known {
            return None;
        }
        self.operands(steps, bounds, &mut step, places)?;
        places.numbers.push((register, self.steps.len()));
        self.steps.push((step, *bounds.get(register)?));
        Some(self.steps.len() - 1)
    }

    fn truth(
        &mut self,
        steps: &[Step],
        bounds: &[Bound],
        register: usize,
        places: &mut Places,
    ) -> Option<usize> {
        if let Some((_, place)) = places.truths.iter().find(|(known, _)| *known == register) {
            return Some(*place);
        }
        let is_it = |step: &&Step| matches!(step, Step::Truth(to, _) if *to == register);
        let mut step = steps.iter().find(is_it)?.clone();
        let bound = match &step {
            Step::Truth(_, TruthStep::Compare(a, ..)) => *bounds.get(*a)?,
            Step::Truth(
                _,
                TruthStep::Fill(_)
                | TruthStep::IsCode(..)
                | TruthStep::Not(_)
                | TruthStep::Both(..),
            ) => Bound::whole(1.0, 0.0, 1.0),
            Step::Truth(
                _,
                TruthStep::IsGiven(_)
                | TruthStep::Reaches(..)
                | TruthStep::AtLeast(..)
                | TruthStep::HasValue(_)
                | TruthStep::Held(..)
                | TruthStep::Changes(..),
            )
            | Step::Number(..)
            | Step::Place(..)
            | Step::Write(..) => return None,
        };
        self.operands(steps, bounds, &mut step, places)?;
        places.truths.push((register, self.steps.len()));
        self.steps.push((step, bound));
        Some(self.steps.len() - 1)
    }

    /// Takes in what a step reads, and has it read from there.
    fn operands(
        &mut self,
        steps: &[Step],
        bounds: &[Bound],
        step: &mut Step,
        places: &mut Places,
    ) -> Option<()> {
        for read in step.reads() {
            *read = self.number(steps, bounds, *read, places)?;
        }
        for read in step.conditions() {
            *read = self.truth(steps, bounds, *read, places)?;
        }
        Some(())
    }

    /// What is clear of the criterion in this row; `None` where the exact engine has to say.
    pub(crate) fn look(
        &self,
        (plan, rows): (&Plan, Rows<'_>),
        lane: usize,
        room: &mut Vec<Half>,
    ) -> Option<Clear> {
        room.clear();
        for (step, bound) in &self.steps {
            let half = At { plan, rows, lane, room }.take(step, *bound)?;
            room.push(half);
        }
        let (low, high, may_fail) = match *room.last()? {
            Half::Number { low, is_settled: true, .. } => return Some(Clear::At(low)),
            Half::Number { low, high, is_settled: false, may_fail } => (low, high, may_fail),
            Half::Truth(_) | Half::Failed => return None,
        };
        let slack = 4.0 * self.bound.most_slack();
        let is_wide = high - low > slack;
        let fails_apart = may_fail == Doubt::Yes && self.undefined != WhenUndefined::Lowest;
        match self.missing {
            Missing::LeaveOut if is_wide || fails_apart => Some(Clear::LeftOut),
            Missing::Lowest if is_wide && may_fail == Doubt::No => finite(low),
            Missing::Full if is_wide => finite(high),
            Missing::LeaveOut | Missing::Lowest | Missing::Full | Missing::Withhold => None,
        }
    }
}

fn finite(end: f64) -> Option<Clear> {
    end.is_finite().then_some(Clear::At(end))
}

/// Where the registers' steps stand.
#[derive(Default)]
struct Places {
    numbers: Vec<(usize, usize)>,
    truths: Vec<(usize, usize)>,
}

/// One row, with what the steps before came to.
struct At<'a> {
    plan: &'a Plan,
    rows: Rows<'a>,
    lane: usize,
    room: &'a [Half],
}

impl At<'_> {
    fn take(&self, step: &Step, bound: Bound) -> Option<Half> {
        match step {
            Step::Number(_, step) => self.number(step, bound),
            Step::Truth(_, step) => Some(Half::Truth(self.truth(step, bound)?)),
            Step::Place(..) | Step::Write(..) => None,
        }
    }

    fn number(&self, step: &NumberStep, bound: Bound) -> Option<Half> {
        match step {
            NumberStep::Fill(value) => Some(settled(*value)),
            NumberStep::Codes(ask, worth) => Some(match self.given(*ask)? {
                Some(code) => settled(worth.of(code)?),
                None if self.is_tally(*ask) => return None,
                None => open(bound.low, bound.high, Doubt::No),
            }),
            NumberStep::Read(ask, (low, high)) => Some(match self.given(*ask)? {
                Some(value) => settled(value),
                None => open(*low, *high, Doubt::No),
            }),
            NumberStep::Sum(a, b) => self.sum(*a, *b),
            NumberStep::Quotient(a, b, division) => self.quotient(*a, *b, *division),
            NumberStep::Choice(condition, yes, no) => self.choice(*condition, *yes, *no),
            NumberStep::OnCurve(a, curve) => match self.at((*a, 1.0))? {
                Half::Number { low, high, is_settled: false, may_fail } => {
                    let (low, high) = along(curve, low, high);
                    Some(open(low, high, may_fail))
                }
                Half::Number { low, .. } => Some(settled(curve.at(low))),
                Half::Failed => Some(Half::Failed),
                Half::Truth(_) => None,
            },
            NumberStep::AsShare(of) => Some(match self.holds(*of)? {
                Some(holds) => settled(f64::from(holds)),
                None => open(0.0, 1.0, Doubt::No),
            }),
            NumberStep::LeftOut
            | NumberStep::Same(_)
            | NumberStep::OfPlace(..)
            | NumberStep::Count(_)
            | NumberStep::Total(_)
            | NumberStep::Product(..)
            | NumberStep::Magnitude(_)
            | NumberStep::Extreme(..)
            | NumberStep::ExtremeOf(..)
            | NumberStep::OrElse(..)
            | NumberStep::ByRows(..)
            | NumberStep::Counted(_)
            | NumberStep::Mean(..)
            | NumberStep::Capped(..)
            | NumberStep::Publish(..) => None,
        }
    }

    /// The cell of an ask: outer `None` where it is none that is plainly looked at.
    fn given(&self, ask: usize) -> Option<Option<f64>> {
        let item = self.plan.asks.get(ask)?.item;
        if self.rows.marked(item) >> self.lane & 1 == 1 {
            return None;
        }
        let stored = from_whole(self.rows.stored(ask, self.lane)?);
        Some((self.rows.given(ask) >> self.lane & 1 == 1).then_some(stored))
    }

    /// Whether it is a checklist, of which no part may apply.
    fn is_tally(&self, ask: usize) -> bool {
        let kind = self.plan.asks.get(ask).map(|ask| &ask.kind);
        matches!(kind, Some(AskKind::Checklist { .. }))
    }

    fn at(&self, (place, factor): Scaled) -> Option<Half> {
        Some(match *self.room.get(place)? {
            Half::Number { low, high, is_settled, may_fail } => {
                let (a, b) = (low * factor, high * factor);
                Half::Number { low: lower(a, b), high: higher(a, b), is_settled, may_fail }
            }
            other @ (Half::Truth(_) | Half::Failed) => other,
        })
    }

    fn holds(&self, place: usize) -> Option<Option<bool>> {
        match self.room.get(place)? {
            Half::Truth(holds) => Some(*holds),
            Half::Number { .. } | Half::Failed => None,
        }
    }

    fn sum(&self, a: Scaled, b: Scaled) -> Option<Half> {
        match (self.at(a)?, self.at(b)?) {
            (
                Half::Number { low, high, is_settled, may_fail },
                Half::Number { low: least, high: most, is_settled: other, may_fail: fails },
            ) => Some(Half::Number {
                low: low + least,
                high: high + most,
                is_settled: is_settled & other,
                may_fail: may_fail.or(fails),
            }),
            _ => None,
        }
    }

    fn quotient(&self, a: Scaled, b: Scaled, division: Division) -> Option<Half> {
        let (
            Half::Number { low, high, is_settled, may_fail },
            Half::Number { low: least, high: most, is_settled: is_known, may_fail: fails },
        ) = (self.at(a)?, self.at(b)?)
        else {
            return None;
        };
        let has_nothing = least <= 0.0 && most >= 0.0;
        if is_settled && is_known {
            let is_beyond = division.is_share && (low > least || low < 0.0);
            let above = if division.less_one { low - least } else { low };
            let has_none = has_nothing || is_beyond;
            let value = above * division.unit / least;
            return Some(if has_none { Half::Failed } else { settled(value) });
        }
        if is_known && has_nothing {
            return (may_fail == Doubt::No).then_some(Half::Failed);
        }
        // One over what is below.
        let (down, up) = if least >= 0.0 && most > 0.0 {
            (1.0 / most, if least > 0.0 { 1.0 / least } else { f64::INFINITY })
        } else if most <= 0.0 && least < 0.0 {
            (if most < 0.0 { 1.0 / most } else { f64::NEG_INFINITY }, 1.0 / least)
        } else {
            (f64::NEG_INFINITY, f64::INFINITY)
        };
        let corners = [times(low, down), times(low, up), times(high, down), times(high, up)];
        let mut low = corners.into_iter().fold(f64::INFINITY, lower);
        let mut high = corners.into_iter().fold(f64::NEG_INFINITY, higher);
        let mut doubt = may_fail.or(fails).or(if has_nothing { Doubt::Yes } else { Doubt::No });
        if division.less_one {
            (low, high) = (low - 1.0, high - 1.0);
        }
        if division.is_share {
            (low, high) = (lower(higher(low, 0.0), 1.0), lower(higher(high, 0.0), 1.0));
            doubt = doubt.or(Doubt::Perhaps);
        }
        Some(open(low * division.unit, high * division.unit, doubt))
    }

    fn choice(&self, condition: usize, yes: Scaled, no: Scaled) -> Option<Half> {
        let (yes, no) = (self.at(yes)?, self.at(no)?);
        match self.holds(condition)? {
            Some(true) => Some(yes),
            Some(false) => Some(no),
            None => match (yes, no) {
                (
                    Half::Number { low, high, may_fail, .. },
                    Half::Number { low: least, high: most, may_fail: fails, .. },
                ) => Some(open(lower(low, least), higher(high, most), may_fail.or(fails))),
                (Half::Number { low, high, .. }, Half::Failed)
                | (Half::Failed, Half::Number { low, high, .. }) => {
                    Some(open(low, high, Doubt::Yes))
                }
                _ => None,
            },
        }
    }

    fn truth(&self, step: &TruthStep, bound: Bound) -> Option<Option<bool>> {
        match step {
            TruthStep::Fill(holds) => Some(Some(*holds)),
            TruthStep::IsCode(ask, code) => {
                let given = self.given(*ask)?;
                Some(given.map(|given| (given - f64::from(*code)).abs() < 0.5))
            }
            TruthStep::Compare(a, test, verge) => self.compare(*a, *test, *verge, bound),
            TruthStep::Not(a) => Some(self.holds(*a)?.map(|holds| !holds)),
            TruthStep::Both(a, b, one_is_enough) => {
                let (a, b) = (self.holds(*a)?, self.holds(*b)?);
                let decides = Some(*one_is_enough);
                Some(if a == decides || b == decides {
                    decides
                } else {
                    a.zip(b).map(|_| !*one_is_enough)
                })
            }
            TruthStep::IsGiven(_)
            | TruthStep::Reaches(..)
            | TruthStep::AtLeast(..)
            | TruthStep::HasValue(_)
            | TruthStep::Held(..)
            | TruthStep::Changes(..) => None,
        }
    }

    fn compare(&self, a: usize, test: Test, verge: Verge, bound: Bound) -> Option<Option<bool>> {
        let Half::Number { low, high, may_fail: Doubt::No, .. } = self.at((a, 1.0))? else {
            return None;
        };
        let is_near = |end: f64| (end - verge.at).abs() <= verge.slack;
        if !(bound.is_sure() && verge.is_sharp) && (is_near(low) || is_near(high)) {
            return None;
        }
        let reaches = |end: f64| if verge.included { end >= verge.at } else { end > verge.at };
        let reached = match (reaches(low), reaches(high)) {
            (true, _) => Some(true),
            (_, false) => Some(false),
            _ => None,
        };
        match test {
            Test::Reached => Some(reached),
            Test::Missed => Some(reached.map(|reached| !reached)),
            Test::Equal | Test::Unequal if high > low => match (low > verge.at, high < verge.at) {
                (false, false) => Some(None),
                _ => Some(Some(test == Test::Unequal)),
            },
            Test::Equal | Test::Unequal => {
                let is_equal = low.partial_cmp(&verge.at) == Some(Ordering::Equal);
                Some(Some(is_equal == (test == Test::Equal)))
            }
        }
    }
}

impl Worth {
    fn of(&self, code: f64) -> Option<f64> {
        match self {
            Self::Even(start, each) => Some(start + each * code),
            Self::Listed(table) =>
            {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a code is a small whole number"
                )]
                table.get(code as usize).copied()
            }
        }
    }
}

impl Curve {
    fn at(&self, value: f64) -> f64 {
        self.lines.iter().fold(self.start, |sum, line| {
            sum + lower(higher(value - line.from, 0.0), line.length) * line.slope
        })
    }
}

/// The least and the most on a curve from here to there.
fn along(curve: &Curve, low: f64, high: f64) -> (f64, f64) {
    let (first, last) = (curve.at(low), curve.at(high));
    let ends = (lower(first, last), higher(first, last));
    if curve.is_one_way {
        return ends;
    }
    let knots = curve.lines.iter().flat_map(|line| [line.from, line.from + line.length]);
    let inside = knots.filter(|knot| low <= *knot && *knot <= high);
    inside
        .map(|at| curve.at(at))
        .fold(ends, |(least, most), value| (lower(value, least), higher(value, most)))
}

impl Doubt {
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::Perhaps, _) | (_, Self::Perhaps) => Self::Perhaps,
            (Self::No, Self::No) => Self::No,
        }
    }
}

fn settled(value: f64) -> Half {
    Half::Number { low: value, high: value, is_settled: true, may_fail: Doubt::No }
}

fn open(low: f64, high: f64, may_fail: Doubt) -> Half {
    Half::Number { low, high, is_settled: false, may_fail }
}

/// A product, in which nothing times what has no end is nothing.
fn times(a: f64, b: f64) -> f64 {
    let product = a * b;
    if product.is_nan() { 0.0 } else { product }
}
