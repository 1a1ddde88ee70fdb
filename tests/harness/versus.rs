//! The two engines side by side.

use jiangxing::report::v1::{self, Report, Standing};
use jiangxing_reference::{Amount, Finished, Fraction, Outcome, Score, Verdict, fraction, spell};

/// How exactly ranges must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ranges {
    /// What a draft shows holds every way of finishing it that is tried.
    Hold,
    /// Its ends are reached as well.
    Same,
}

/// Each difference between the engine's report and the reference's outcome; none when they agree.
pub fn differences(report: &Report, outcome: &Outcome, ranges: Ranges) -> Vec<String> {
    let mut out = Vec::new();
    match outcome {
        Outcome::Final(finished) => {
            compare(report, finished, &mut out);
            if report.award.standing == Standing::Open {
                out.push("award: open, although the assessment is final".into());
            }
        }
        Outcome::Draft(ways) => {
            for way in ways {
                compare(report, way, &mut out);
                if !out.is_empty() {
                    out.push(format!(
                        "when finished so that it is {:?}, {:?}",
                        way.award, way.criteria
                    ));
                    break;
                }
            }
            if ranges == Ranges::Same {
                ends_are_reached(report, ways, &mut out);
            }
        }
    }
    out
}

/// What the report shows must hold what the finished assessment comes to.
fn compare(report: &Report, finished: &Finished, out: &mut Vec<String>) {
    let mut criteria = 0;
    for dimension in &report.dimensions {
        for criterion in &dimension.criteria {
            criteria += 1;
            let Some(wanted) = finished.criteria.get(&criterion.id) else {
                out.push(format!("criterion {} is not in the reference", criterion.id));
                continue;
            };
            if !is_weightless(criterion) {
                let shown = shown(&criterion.score, Of::Share);
                holds(&format!("criterion {}", criterion.id), &shown, wanted, out);
            }
        }
        if dimension.bonus == v1::Bonus::No {
            let shown = shown(&dimension.score, Of::Share);
            let wanted = &finished.dimensions[&dimension.id];
            holds(&format!("dimension {}", dimension.id), &shown, wanted, out);
        }
    }
    for (name, score, wanted) in
        [("total", &report.total, &finished.total), ("base", &report.base, &finished.base)]
    {
        // Nothing applies at all: to the reference there is no total then.
        let shown = match shown(score, Of::Points) {
            Shown::LeftOut => Shown::Withheld,
            other => other,
        };
        holds(name, &shown, wanted, out);
    }
    for gate in &report.gates {
        let wanted = finished.gates.get(&gate.id).copied();
        let agrees = match (gate.verdict, wanted) {
            (v1::Verdict::Met, Some(Verdict::Met))
            | (v1::Verdict::NotMet, Some(Verdict::NotMet)) => true,
            (v1::Verdict::Pending, Some(wanted)) => {
                report.assessment.state == v1::State::Draft || wanted == Verdict::Pending
            }
            _ => false,
        };
        if !agrees {
            out.push(format!("gate {}: {:?}, reference {wanted:?}", gate.id, gate.verdict));
        }
    }
    for quantity in &report.quantities {
        let shown = quantity.figure.as_ref().map(|figure| amount(&figure.exact));
        let wanted = finished.quantities.get(&quantity.id).cloned().flatten();
        // In a draft only what is certain is shown.
        let is_draft = report.assessment.state == v1::State::Draft;
        if shown != wanted && !(is_draft && shown.is_none()) {
            out.push(format!("quantity {}: {shown:?}, reference {wanted:?}", quantity.id));
        }
    }
    if report.gates.len() != finished.gates.len() || criteria != finished.criteria.len() {
        out.push("one engine has criteria or gates that the other has not".into());
    }
    award(&report.award, finished, out);
}

/// A quantity as the engine writes it: a number, or else a date.
fn amount(text: &str) -> Amount {
    fraction(text).map_or_else(|| Amount::Date(text.to_owned()), Amount::Number)
}

fn number(text: &str) -> Fraction {
    fraction(text).unwrap_or_else(|| panic!("`{text}` is written by the engine as a number"))
}

/// What a score shows.
#[derive(Debug)]
enum Shown {
    Settled(Fraction),
    Open(Fraction, Fraction),
    LeftOut,
    Withheld,
}

#[derive(Clone, Copy, PartialEq)]
enum Of {
    Points,
    Share,
}

/// The score in points, or as a share of its full points; nothing of nothing where there are none.
fn shown(score: &v1::Score, of: Of) -> Shown {
    let full = number(&score.full.exact);
    let scaled = |points: Fraction| match of {
        Of::Share if full != Fraction::default() => points / &full,
        _ => points,
    };
    match score.standing {
        Standing::Settled => match (&score.share, of) {
            (Some(share), Of::Share) => Shown::Settled(number(&share.exact)),
            _ => {
                let points = score.points.as_ref().expect("settled has points");
                Shown::Settled(scaled(number(&points.exact)))
            }
        },
        Standing::Open => {
            Shown::Open(scaled(number(&score.low.exact)), scaled(number(&score.high.exact)))
        }
        Standing::LeftOut => Shown::LeftOut,
        Standing::Withheld => Shown::Withheld,
    }
}

/// Whether a criterion carries no weight and is not settled by full answers: its share is then
/// not in its points.
fn is_weightless(criterion: &v1::Criterion) -> bool {
    number(&criterion.weight.exact) == Fraction::default()
        && (criterion.score.standing == Standing::Open
            || !matches!(criterion.response, v1::Response::Given {}))
}

fn holds(name: &str, shown: &Shown, wanted: &Score, out: &mut Vec<String>) {
    let agree = match (shown, wanted) {
        (Shown::Settled(shown), Score::Number(wanted)) => shown == wanted,
        (Shown::Open(low, high), Score::Number(wanted)) => low <= wanted && wanted <= high,
        // What is open may still be left out or withheld.
        (Shown::Open(..), Score::LeftOut | Score::Withheld) => true,
        (Shown::LeftOut, Score::LeftOut) | (Shown::Withheld, Score::Withheld) => true,
        _ => false,
    };
    if !agree {
        let wanted = match wanted {
            Score::Number(number) => spell(number),
            other => format!("{other:?}"),
        };
        out.push(format!("{name}: {}, reference {wanted}", spelt(shown)));
    }
}

fn spelt(shown: &Shown) -> String {
    match shown {
        Shown::Settled(number) => spell(number),
        Shown::Open(low, high) => format!("{} to {}", spell(low), spell(high)),
        Shown::LeftOut => "left out".into(),
        Shown::Withheld => "withheld".into(),
    }
}

fn award(found: &v1::Award, finished: &Finished, out: &mut Vec<String>) {
    // Leaving out more than is allowed is nobody's way of finishing a draft.
    if finished.leaves_out_more && finished.is_not_comparable {
        return;
    }
    // The place on the ladder, counted upwards from 1.
    let rank = |id: &String| {
        let mut rungs = found.ladder.iter().rev().map(|rung| &rung.rating.id);
        rungs.position(|rung| rung == id).map_or(0, |place| place + 1)
    };
    let id = |rating: &Option<v1::Rating>| rating.as_ref().map(|rating| rating.id.clone());
    let (awarded, locked, best) = (id(&found.awarded), id(&found.locked), id(&found.best));
    let agree = match (found.standing, &finished.award) {
        (Standing::Settled, Some(rating)) => awarded.as_ref() == Some(rating),
        (Standing::Open, Some(rating)) => {
            locked.as_ref().is_none_or(|locked| rank(locked) <= rank(rating))
                && best.as_ref().is_some_and(|best| rank(rating) <= rank(best))
        }
        (Standing::Open, None) => locked.is_none(),
        (Standing::Withheld, None) => true,
        _ => false,
    };
    if !agree {
        let standing = found.standing;
        out.push(format!(
            "award: {standing:?} {awarded:?} (from {locked:?} to {best:?}), reference {:?}",
            finished.award
        ));
    }
}

/// The ends of what is shown are what the least and the most of the ways come to.
fn ends_are_reached(report: &Report, ways: &[Finished], out: &mut Vec<String>) {
    let Shown::Open(low, high) = shown(&report.total, Of::Points) else { return };
    let totals: Vec<&Fraction> = ways
        .iter()
        .filter_map(|way| match &way.total {
            Score::Number(number) => Some(number),
            Score::LeftOut | Score::Withheld => None,
        })
        .collect();
    if totals.iter().min() != Some(&&low) || totals.iter().max() != Some(&&high) {
        out.push(format!("total: {} to {} is wider than can be", spell(&low), spell(&high)));
    }
}
