//! The two engines side by side.

use jiangxing::report::v1::{self, Report, Standing};
use jiangxing_reference::{Award, Fraction, Outcome, Score, Verdict, fraction, spell};

/// How exactly ranges must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ranges {
    /// The engine's range holds the reference's: it may be wider, never narrower.
    Hold,
    /// Both are the same.
    Same,
}

/// Each difference between the engine's report and the reference's outcome; none when they agree.
pub fn differences(report: &Report, outcome: &Outcome, ranges: Ranges) -> Vec<String> {
    let mut out = Vec::new();
    let is_base = |dimension: &&v1::Dimension| dimension.bonus == v1::Bonus::No;
    for dimension in &report.dimensions {
        for criterion in &dimension.criteria {
            let name = format!("criterion {}", criterion.id);
            let wanted = &outcome.criteria[&criterion.id];
            if is_weightless(criterion) {
                continue;
            }
            compare(&name, &shares(&criterion.score), wanted, ranges, &mut out);
        }
    }
    for dimension in report.dimensions.iter().filter(is_base) {
        let name = format!("dimension {}", dimension.id);
        let wanted = &outcome.dimensions[&dimension.id];
        compare(&name, &shares(&dimension.score), wanted, ranges, &mut out);
    }
    // Nothing applies at all: to the reference there is no total then.
    let total = match points(&report.total) {
        Score::LeftOut => Score::Withheld,
        other => other,
    };
    compare("total", &total, &outcome.total, ranges, &mut out);
    for gate in &report.gates {
        let wanted = outcome.gates[&gate.id];
        if gate.verdict != verdict(wanted) {
            out.push(format!("gate {}: {:?}, reference {wanted:?}", gate.id, gate.verdict));
        }
    }
    if report.gates.len() != outcome.gates.len()
        || report_criteria(report) != outcome.criteria.len()
    {
        out.push("one engine has criteria or gates that the other has not".into());
    }
    let is_final = report.assessment.state == v1::State::Final;
    award(&report.award, &outcome.award, is_final, ranges, &mut out);
    out
}

fn report_criteria(report: &Report) -> usize {
    report.dimensions.iter().map(|dimension| dimension.criteria.len()).sum()
}

fn verdict(verdict: Verdict) -> v1::Verdict {
    match verdict {
        Verdict::Met => v1::Verdict::Met,
        Verdict::NotMet => v1::Verdict::NotMet,
        Verdict::Pending => v1::Verdict::Pending,
    }
}

fn number(text: &str) -> Fraction {
    fraction(text).unwrap_or_else(|| panic!("`{text}` is written by the engine as a number"))
}

fn points(score: &v1::Score) -> Score {
    match score.standing {
        Standing::Settled => {
            Score::Settled(number(&score.points.as_ref().expect("settled has points").exact))
        }
        Standing::Open => Score::Open(number(&score.low.exact), number(&score.high.exact)),
        Standing::LeftOut => Score::LeftOut,
        Standing::Withheld => Score::Withheld,
    }
}

/// The score as a share of its full points; nothing of nothing where there are none.
fn shares(score: &v1::Score) -> Score {
    let full = number(&score.full.exact);
    let of_full =
        |points: Fraction| if full == Fraction::default() { points } else { points / &full };
    match (&score.share, points(score)) {
        (Some(share), Score::Settled(_)) => Score::Settled(number(&share.exact)),
        (None, Score::Settled(points)) => Score::Settled(of_full(points)),
        (_, Score::Open(low, high)) => Score::Open(of_full(low), of_full(high)),
        (_, other) => other,
    }
}

/// Whether a criterion carries no weight and is not settled by full answers: its share is then
/// not in its points.
fn is_weightless(criterion: &v1::Criterion) -> bool {
    number(&criterion.weight.exact) == Fraction::default()
        && (criterion.score.standing == Standing::Open
            || !matches!(criterion.response, v1::Response::Given {}))
}

fn compare(name: &str, found: &Score, wanted: &Score, ranges: Ranges, out: &mut Vec<String>) {
    let agree = match (found, wanted) {
        (Score::Open(low, high), Score::Open(least, most)) => match ranges {
            Ranges::Same => low == least && high == most,
            Ranges::Hold => low <= least && most <= high,
        },
        (Score::Open(low, high), Score::Settled(only)) => {
            ranges == Ranges::Hold && low <= only && only <= high
        }
        (Score::Open(..), Score::LeftOut) => ranges == Ranges::Hold,
        (found, wanted) => found == wanted,
    };
    if !agree {
        out.push(format!("{name}: {}, reference {}", spelt(found), spelt(wanted)));
    }
}

fn spelt(score: &Score) -> String {
    match score {
        Score::Settled(number) => spell(number),
        Score::Open(low, high) => format!("{} to {}", spell(low), spell(high)),
        Score::LeftOut => "left out".into(),
        Score::Withheld => "withheld".into(),
    }
}

fn award(found: &v1::Award, wanted: &Award, is_final: bool, ranges: Ranges, out: &mut Vec<String>) {
    let id = |rating: &Option<v1::Rating>| rating.as_ref().map(|rating| rating.id.clone());
    // The place on the ladder, counted upwards; no rating at all is below the lowest.
    let rank = |id: &Option<String>| {
        let rungs = found.ladder.iter().rev().map(|rung| &rung.rating.id);
        match id {
            None => -1,
            Some(id) => {
                rungs.into_iter().position(|rung| rung == id).map_or(0, |place| place as i32 + 1)
            }
        }
    };
    // From the worst to the best that can come; both the same once it is settled.
    let engine = match found.standing {
        Standing::Settled => Some((rank(&id(&found.awarded)), rank(&id(&found.awarded)))),
        Standing::Open => Some((rank(&id(&found.locked)), rank(&id(&found.best)))),
        Standing::Withheld | Standing::LeftOut => None,
    };
    let reference = match wanted {
        Award::Rated(rating) => Some((rank(&Some(rating.clone())), rank(&Some(rating.clone())))),
        Award::Open { locked, best } => Some((rank(locked), rank(best))),
        Award::Withheld => None,
    };
    let agree = match (engine, reference) {
        (None, None) => true,
        (Some(engine), Some(reference)) if is_final || ranges == Ranges::Same => {
            engine == reference
        }
        (Some(engine), Some(reference)) => engine.0 <= reference.0 && reference.1 <= engine.1,
        _ => false,
    } && !(is_final && found.standing == Standing::Open);
    if !agree {
        out.push(format!(
            "award: {:?} {:?} (from {:?} to {:?}), reference {wanted:?}",
            found.standing,
            id(&found.awarded),
            id(&found.locked),
            id(&found.best)
        ));
    }
}
