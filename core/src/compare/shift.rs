//! One assessment under two editions: the two reports, and why their ratings differ.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use crate::check::CheckedRubric;
use crate::finding::Finding;
use crate::label::Label;
use crate::number::Number;
use crate::parse::canonical::canonical;
use crate::parse::json;
use crate::parse::node::{Entry, Node, NodeKind};
use crate::plan::compile;
use crate::report::report;
use crate::report::v1::{
    Award, Criterion, Fact, Figure, Notation, Rating, Reason, Report, Standing, Verdict,
};
use crate::span::Span;

/// One assessment under two editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Shift {
    /// Which way the rating went.
    pub turn: Turn,
    /// The report under the earlier edition.
    pub before: Report,
    /// The report under the later edition.
    pub after: Report,
    /// What stands in the way of the higher of the two ratings, under the edition that gives the
    /// lower one.
    pub because: Vec<SidedReason>,
    /// The criteria whose points differ, the largest difference first.
    pub points: Vec<PointsShift>,
}

/// Which way a rating went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// The later edition gives a lower rating, or none.
    Lost,
    /// The later edition gives a higher rating, or one at all.
    Gained,
    /// Neither is higher: the ladders differ, or the answers are not complete.
    Other,
    /// It is the same.
    Same,
}

/// One of the two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The earlier one.
    Before,
    /// The later one.
    After,
}

/// A reason of one of the two reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SidedReason {
    /// Of which edition.
    pub side: Side,
    /// The reason.
    pub reason: Reason,
}

/// The points of one criterion under two editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PointsShift {
    /// The criterion.
    pub criterion: String,
    /// Its name.
    pub name: Label,
    /// Its points before; `None` while they are not settled, or when there is no such criterion.
    pub before: Option<Figure>,
    /// Its points after, likewise.
    pub after: Option<Figure>,
    /// By how much they rise or fall.
    pub change: Figure,
}

/// The assessment in `text` under both editions, each as if it had been answered under it.
///
/// The edition that an assessment names is passed over: for the comparison it is taken as given
/// under each of the two. What else does not fit is reported as ever.
///
/// # Errors
/// The findings, when the text is not an assessment file at all.
pub fn shift(
    before: &CheckedRubric,
    after: &CheckedRubric,
    text: &str,
) -> Result<Shift, Vec<Finding>> {
    let old = report(before, &named(text, before))?;
    let new = report(after, &named(text, after))?;
    let turn = turn(&old.award, &new.award);
    let because = because(turn, &old.award, &new.award);
    let points = points(after, &old, &new);
    Ok(Shift { turn, before: old, after: new, because, points })
}

/// The assessment in `text` with the name of `rubric`; the text itself when it is no table.
fn named(text: &str, rubric: &CheckedRubric) -> String {
    let Ok(Node { at, kind: NodeKind::Table(mut entries) }) = json::read(text) else {
        return text.to_string();
    };
    let (here, identity) = (Span::default(), rubric.identity());
    let entry = |key: &str, kind: NodeKind| Entry {
        key: key.to_string(),
        key_at: here,
        node: Node { at: here, kind },
    };
    for known in entries.iter_mut().filter(|entry| entry.key == "rubric") {
        known.node.kind = NodeKind::Table(Vec::from([
            entry("id", NodeKind::Text(identity.id.clone())),
            entry("edition", NodeKind::Text(identity.edition.clone())),
        ]));
    }
    canonical(&Node { at, kind: NodeKind::Table(entries) })
}

/// The places of ratings, counted from the lowest.
fn ranks(award: &Award) -> Vec<&str> {
    award.ladder.iter().rev().map(|rung| rung.rating.id.as_str()).collect()
}

/// How high a rating is: 0 for the lowest, which stands on no rung; none without a rating.
fn rank(award: &Award, rating: Option<&Rating>) -> Option<usize> {
    let id = &rating?.id;
    let place = ranks(award).iter().position(|known| known == id);
    Some(place.map_or(0, |place| place.saturating_add(1)))
}

fn turn(old: &Award, new: &Award) -> Turn {
    let decided = |award: &Award| award.standing != Standing::Open;
    if !decided(old) || !decided(new) {
        let is_same =
            old.standing == new.standing && old.locked == new.locked && old.best == new.best;
        return if is_same { Turn::Same } else { Turn::Other };
    }
    let (low, high) = (rank(old, old.awarded.as_ref()), rank(new, new.awarded.as_ref()));
    let id = |rating: &Option<Rating>| rating.as_ref().map(|rating| rating.id.clone());
    if low.is_some() && high.is_some() && ranks(old) != ranks(new) {
        return if id(&old.awarded) == id(&new.awarded) { Turn::Same } else { Turn::Other };
    }
    match low.cmp(&high) {
        core::cmp::Ordering::Less => Turn::Gained,
        core::cmp::Ordering::Equal => Turn::Same,
        core::cmp::Ordering::Greater => Turn::Lost,
    }
}

fn because(turn: Turn, old: &Award, new: &Award) -> Vec<SidedReason> {
    let (side, lower, higher) = match turn {
        Turn::Lost | Turn::Other => (Side::After, new, old),
        Turn::Gained => (Side::Before, old, new),
        Turn::Same => return Vec::new(),
    };
    // A gate or a cap that both editions know of explains no difference.
    let binds = |reason: &&Reason| {
        reason.verdict != Verdict::Met
            && !higher.because.iter().any(|other| is_alike(&other.fact, &reason.fact))
            && !matches!(
                reason.fact,
                Fact::Total { .. } | Fact::Dimension { .. } | Fact::Condition { .. }
            )
    };
    let mut all: Vec<Reason> = lower.because.iter().filter(binds).cloned().collect();
    let rung = higher
        .awarded
        .as_ref()
        .and_then(|rating| lower.ladder.iter().find(|rung| rung.rating.id == rating.id));
    let conditions = rung.into_iter().flat_map(|rung| &rung.conditions);
    all.extend(conditions.filter(|reason| reason.verdict != Verdict::Met).cloned());
    all.into_iter().map(|reason| SidedReason { side, reason }).collect()
}

/// Whether two facts are of the same gate or circumstance, whatever its figures.
fn is_alike(one: &Fact, other: &Fact) -> bool {
    match (one, other) {
        (Fact::Gate { gate, .. }, Fact::Gate { gate: known, .. }) => gate == known,
        (Fact::Cap { gate, rating, .. }, Fact::Cap { gate: known, rating: cap, .. }) => {
            gate == known && rating.id == cap.id
        }
        (one, other) => one == other,
    }
}

fn points(after: &CheckedRubric, old: &Report, new: &Report) -> Vec<PointsShift> {
    let plan = compile(after, &new.assessment.categories);
    let (olds, news) = (by_id(old), by_id(new));
    let order =
        criteria(new).chain(criteria(old).filter(|one| !news.contains_key(one.id.as_str())));
    let mut found: Vec<(Number, PointsShift)> = order
        .filter_map(|one| {
            let side = |known: &BTreeMap<&str, &Criterion>| {
                known.get(one.id.as_str()).and_then(|known| known.score.points.clone())
            };
            let (before, after) = (side(&olds), side(&news));
            let number = |figure: &Option<Figure>| {
                figure.as_ref().map_or(Some(Number::zero()), |figure| figure.exact.parse().ok())
            };
            let change = number(&after)?.minus(&number(&before)?);
            if change.is_zero() {
                return None;
            }
            let figure = Figure {
                exact: change.to_string(),
                shown: plan.rounding.show(&change, &[]),
                notation: Notation::Points,
                unit: Label::default(),
            };
            let (criterion, name) = (one.id.clone(), one.name.clone());
            Some((change, PointsShift { criterion, name, before, after, change: figure }))
        })
        .collect();
    found.sort_by_key(|(change, _)| core::cmp::Reverse(change.magnitude()));
    found.into_iter().map(|(_, shift)| shift).collect()
}

fn criteria(report: &Report) -> impl Iterator<Item = &Criterion> {
    report.dimensions.iter().flat_map(|dimension| &dimension.criteria)
}

fn by_id(report: &Report) -> BTreeMap<&str, &Criterion> {
    criteria(report).map(|criterion| (criterion.id.as_str(), criterion)).collect()
}
