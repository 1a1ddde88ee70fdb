//! How far apart answers to one ask are, and whether that is too far.

use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given};
use crate::number::Number;
use crate::panel::combine::ends;
use crate::plan::panel_policy::Spread;
use crate::plan::{Ask, AskKind, Band};

/// In what answers are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// In levels, options with a worth, or bands.
    Levels,
    /// As a share of the larger number.
    Relative,
    /// In the ask's own unit.
    Absolute,
    /// They are not the same, and nothing says how far they are apart.
    Otherwise,
}

/// How far the answers to one ask are apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Apart {
    pub(crate) ask: usize,
    pub(crate) measure: Measure,
    pub(crate) found: Option<Number>,
    /// `None`: no difference is admitted.
    pub(crate) limit: Option<Number>,
}

impl Apart {
    pub(crate) fn is_too_far(&self) -> bool {
        match (&self.found, &self.limit) {
            (Some(found), Some(limit)) => found > limit,
            (Some(_), None) | (None, _) => true,
        }
    }
}

/// In what ways `given`, which differ, are apart: those that have a limit; if none has, that they
/// differ.
pub(crate) fn apart(place: usize, ask: &Ask, given: &[&Answer], spread: &Spread) -> Vec<Apart> {
    let mut found = Vec::new();
    let mut add = |measure: Measure, how_far: Option<Number>, limit: Option<Number>| {
        if let (Some(how_far), Some(limit)) = (how_far, limit) {
            found.push(Apart { ask: place, measure, found: Some(how_far), limit: Some(limit) });
        }
    };
    let levels = given.iter().map(|answer| grade(&ask.kind, answer)).collect::<Option<Vec<_>>>();
    let numbers = given.iter().map(|answer| number(answer)).collect::<Option<Vec<_>>>();
    let distance = |numbers: Option<Vec<Number>>| {
        let (low, high) = ends(numbers?)?;
        Some(high.minus(&low))
    };
    let largest = numbers.iter().flatten().map(Number::magnitude).max();
    add(Measure::Levels, distance(levels), Some(Number::from_count(spread.levels)));
    let absolute = distance(numbers);
    let relative = absolute.as_ref().and_then(|far| far.over(&largest?));
    add(Measure::Relative, relative, spread.relative.clone());
    add(Measure::Absolute, absolute.clone(), spread.absolute.clone());
    if found.is_empty() {
        let measure = if absolute.is_some() { Measure::Absolute } else { Measure::Otherwise };
        found.push(Apart { ask: place, measure, found: absolute, limit: None });
    }
    found
}

/// The place of a level, of an option that is worth something, or of a score's band.
fn grade(kind: &AskKind, answer: &Answer) -> Option<Number> {
    match (kind, answer) {
        (AskKind::Level { .. }, Answer::Given(Given::Level(place))) => {
            Some(Number::from_count(*place))
        }
        (AskKind::Choice { .. }, Answer::Given(Given::Level(place))) => {
            kind.is_worth_something().then(|| Number::from_count(*place))
        }
        (AskKind::Number(measured), Answer::Given(Given::Number(number))) => {
            let place = measured.bands.iter().position(|band: &Band| band.holds(number))?;
            Some(Number::from_count(place))
        }
        (
            AskKind::Level { .. }
            | AskKind::Choice { .. }
            | AskKind::Number(_)
            | AskKind::YesNo
            | AskKind::Checklist { .. }
            | AskKind::Date(_)
            | AskKind::Period(_)
            | AskKind::Distribution { .. }
            | AskKind::Series { .. },
            _,
        ) => None,
    }
}

fn number(answer: &Answer) -> Option<Number> {
    match answer {
        Answer::Given(Given::Number(number)) => Some(number.clone()),
        Answer::Given(
            Given::Level(_) | Given::Yes | Given::No | Given::Parts(_) | Given::Several(_),
        )
        | Answer::NotApplicable
        | Answer::Pending
        | Answer::Declined
        | Answer::Unanswered => None,
    }
}
