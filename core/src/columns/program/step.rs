//! The steps of a program: what is written, from what, and how.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::columns::half::Behind;
use crate::columns::numbers::{Curve, Division, Mean, Publishing, Row, Verge, Worth};
use crate::columns::truths::Test;

/// A register and what its numbers are multiplied by.
pub(crate) type Scaled = (usize, f64);

/// One step: what is written, and how.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Number(Target, NumberStep),
    Truth(usize, TruthStep),
    Place(usize, PlaceStep),
    /// A register of published numbers goes out.
    Write(Output, usize),
}

/// A register of numbers, and whether its lanes are exact unless they are marked as loose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) register: usize,
    pub(crate) is_exact: bool,
}

/// Where published numbers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    Total,
    Dimension(usize),
    Points(usize),
}

/// How numbers come about.
#[derive(Clone, Debug)]
pub(crate) enum NumberStep {
    Fill(f64),
    /// Nothing is there to count.
    LeftOut,
    /// The same, in another unit: nothing is written.
    Same(usize),
    Codes(usize, Worth),
    /// A number for each place.
    OfPlace(usize, Box<[f64; 256]>),
    /// How many of these hold.
    Count(Vec<usize>),
    /// What was typed, and the ends of what may be.
    Read(usize, (f64, f64)),
    Sum(Scaled, Scaled),
    Total(Vec<Scaled>),
    Product(usize, usize),
    Quotient(Scaled, Scaled, Division),
    Magnitude(usize),
    Extreme(Scaled, Scaled, (bool, f64)),
    ExtremeOf(Vec<Scaled>, (bool, f64)),
    Choice(usize, Scaled, Scaled),
    OrElse(Scaled, Scaled),
    OnCurve(usize, Curve),
    ByRows(usize, Option<f64>, Vec<Row>),
    AsShare(usize),
    Counted(Counting),
    Mean(Mean),
    Capped(Vec<Scaled>, f64),
    Publish(usize, Publishing),
}

/// How conditions come about.
#[derive(Clone, Debug)]
pub(crate) enum TruthStep {
    Fill(bool),
    IsCode(usize, u8),
    IsGiven(usize),
    Compare(usize, Test, Verge),
    Reaches(usize, Test, Verge),
    Not(usize),
    Both(usize, usize, bool),
    AtLeast(usize, Vec<usize>),
    HasValue(usize),
    Held(usize, bool),
    Changes(usize, usize, Box<[u8; 256]>),
}

/// How places on a scale come about.
#[derive(Clone, Debug)]
pub(crate) enum PlaceStep {
    Ranked(Rungs),
    /// A place that was reckoned with.
    OfNumber(usize),
    /// Where each place goes under a condition.
    Adjusted(usize, usize, Box<[u8; 256]>),
}

/// The conditions of places, highest first.
#[derive(Clone, Debug)]
pub(crate) struct Rungs {
    pub(crate) all: Vec<usize>,
    pub(crate) cumulative: bool,
    /// The number without which there is no place.
    pub(crate) of: Option<usize>,
    /// The condition under which there is none.
    pub(crate) absent_when: Option<usize>,
}

/// How a criterion's share comes to count.
#[derive(Clone, Debug)]
pub(crate) struct Counting {
    pub(crate) criterion: usize,
    pub(crate) raw: Scaled,
    pub(crate) leave_out: Option<usize>,
    pub(crate) item: usize,
    pub(crate) asks: Vec<usize>,
    pub(crate) not_applicable: Outcome,
    pub(crate) undefined: Outcome,
    /// When nothing of it is answered.
    pub(crate) unanswered: Outcome,
    /// What a true number is multiplied by to be stored.
    pub(crate) unit: f64,
    /// Whether what is not marked as loose is exact, and nothing is so marked.
    pub(crate) is_sure: bool,
    /// For what is answered in part.
    pub(crate) behind: Option<Box<Behind>>,
}

/// What is put in the place of a share.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome {
    /// This, stored; whether it is exact.
    Known(f64, bool),
    LeftOut,
    /// The exact engine says.
    Exactly,
}

impl Step {
    /// The registers of numbers that it reads.
    pub(crate) fn reads(&mut self) -> Vec<&mut usize> {
        match self {
            Self::Number(_, step) => step.reads(),
            Self::Truth(_, TruthStep::Compare(a, ..) | TruthStep::Reaches(a, ..))
            | Self::Truth(_, TruthStep::HasValue(a))
            | Self::Place(_, PlaceStep::OfNumber(a))
            | Self::Write(_, a) => Vec::from([a]),
            Self::Place(_, PlaceStep::Ranked(rungs)) => rungs.of.iter_mut().collect(),
            Self::Truth(
                _,
                TruthStep::Fill(_)
                | TruthStep::IsCode(..)
                | TruthStep::IsGiven(_)
                | TruthStep::Not(_)
                | TruthStep::Both(..)
                | TruthStep::AtLeast(..)
                | TruthStep::Held(..)
                | TruthStep::Changes(..),
            )
            | Self::Place(_, PlaceStep::Adjusted(..)) => Vec::new(),
        }
    }
}

impl Step {
    /// The registers of conditions that it reads.
    pub(crate) fn conditions(&mut self) -> Vec<&mut usize> {
        match self {
            Self::Number(_, NumberStep::Choice(a, ..) | NumberStep::AsShare(a))
            | Self::Truth(_, TruthStep::Not(a) | TruthStep::Held(a, _))
            | Self::Truth(_, TruthStep::Changes(_, a, _))
            | Self::Place(_, PlaceStep::Adjusted(_, a, _)) => Vec::from([a]),
            Self::Number(_, NumberStep::Count(all))
            | Self::Truth(_, TruthStep::AtLeast(_, all)) => all.iter_mut().collect(),
            Self::Number(_, NumberStep::Counted(counting)) => {
                counting.leave_out.iter_mut().collect()
            }
            Self::Truth(_, TruthStep::Both(a, b, _)) => Vec::from([a, b]),
            Self::Place(_, PlaceStep::Ranked(rungs)) => {
                rungs.all.iter_mut().chain(&mut rungs.absent_when).collect()
            }
            Self::Number(..) | Self::Truth(..) | Self::Place(..) | Self::Write(..) => Vec::new(),
        }
    }
}

impl NumberStep {
    fn reads(&mut self) -> Vec<&mut usize> {
        match self {
            Self::Fill(_)
            | Self::LeftOut
            | Self::Codes(..)
            | Self::OfPlace(..)
            | Self::Count(_)
            | Self::Read(..)
            | Self::AsShare(_) => Vec::new(),
            Self::Same(a)
            | Self::Magnitude(a)
            | Self::OnCurve(a, _)
            | Self::ByRows(a, ..)
            | Self::Publish(a, _) => Vec::from([a]),
            Self::Product(a, b) => Vec::from([a, b]),
            Self::Sum((a, _), (b, _))
            | Self::Quotient((a, _), (b, _), _)
            | Self::Extreme((a, _), (b, _), _)
            | Self::Choice(_, (a, _), (b, _))
            | Self::OrElse((a, _), (b, _)) => Vec::from([a, b]),
            Self::Total(all) | Self::ExtremeOf(all, _) | Self::Capped(all, _) => {
                all.iter_mut().map(|(register, _)| register).collect()
            }
            Self::Counted(counting) => Vec::from([&mut counting.raw.0]),
            Self::Mean(mean) => mean.terms.iter_mut().map(|term| &mut term.register).collect(),
        }
    }

    /// Whether it is written once, before everything.
    pub(crate) fn is_fixed(&self) -> bool {
        matches!(self, Self::Fill(_) | Self::LeftOut)
    }
}
