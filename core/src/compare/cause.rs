//! Why the points of a criterion differ in which nothing changed: what its dimension counts, or what
//! it looks at, is another.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::compare::change::text;
use crate::compare::{Change, Effect, PointsShift, Shift, Turned};
use crate::parse::node::{Node, NodeKind};
use crate::parse::tree;
use crate::report::v1::{Criterion, Report};

/// Two editions as they are written.
#[derive(Clone, Debug)]
pub struct Editions {
    trees: [Node; 2],
}

impl Editions {
    /// The editions in two texts, the earlier one first.
    pub fn of(before: &str, after: &str) -> Self {
        Self { trees: [before, after].map(|text| tree(text).0) }
    }

    /// Which of `changes` the points of `row` follow from: those of the criterion itself, or else
    /// those of what shares its dimension, or of what it looks at. Nothing where none of it changed.
    pub fn causes<'a>(
        &self,
        shift: &Shift,
        row: &PointsShift,
        changes: &'a [Change],
    ) -> Vec<&'a Change> {
        let of = |change: &Change| change.within.first().map(|place| place.id.clone());
        let is_rule = |change: &&'a Change| change.effect == Effect::Rules;
        let all = || changes.iter().filter(is_rule);
        let is_own = |change: &&Change| of(change).as_ref() == Some(&row.criterion);
        let own: Vec<&Change> = all().filter(is_own).collect();
        if !own.is_empty() {
            return own;
        }
        if has_one_share(shift, &row.criterion) {
            // The same share of other points: weights moved around it.
            let beside = beside(&row.criterion, &[&shift.before, &shift.after], &self.trees);
            let is_beside = |change: &&Change| of(change).is_some_and(|id| beside.contains(&id));
            return all().filter(|change| moves_weight(change)).filter(is_beside).collect();
        }
        let looked_at = looked_at(&row.criterion, &self.trees);
        all().filter(|change| of(change).is_some_and(|id| looked_at.contains(&id))).collect()
    }
}

/// Whether the criterion earns the same share under both editions.
fn has_one_share(shift: &Shift, id: &str) -> bool {
    let share = |report: &Report| {
        let found = criteria(report).find(|criterion| criterion.id == id);
        found.and_then(|criterion| criterion.score.share.as_ref().map(|share| share.exact.clone()))
    };
    let before = share(&shift.before);
    before.is_some() && before == share(&shift.after)
}

fn criteria(report: &Report) -> impl Iterator<Item = &Criterion> {
    report.dimensions.iter().flat_map(|dimension| &dimension.criteria)
}

/// Whether a change can give weight to others, or take it from them.
fn moves_weight(change: &Change) -> bool {
    const MOVING: &[&str] = &[
        "weight",
        "in",
        "standing",
        "applies",
        "na",
        "na-counts",
        "leave-out-when",
        "missing",
        "combine",
    ];
    let is_whole = !matches!(change.turned, Turned::Changed { .. }) && change.keys.is_empty();
    is_whole || change.keys.iter().any(|key| MOVING.contains(&key.as_str()))
}

/// The ids of the dimensions that a criterion stands in, under either edition, and of what else
/// stands in them.
fn beside(id: &str, reports: &[&Report], texts: &[Node]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for report in reports {
        for dimension in &report.dimensions {
            if dimension.criteria.iter().any(|criterion| criterion.id == id) {
                found.insert(dimension.id.clone());
                found.extend(dimension.criteria.iter().map(|criterion| criterion.id.clone()));
            }
        }
    }
    // A dimension around them gives them its weight.
    for dimension in texts.iter().flat_map(|text| entries(text, "dimension")) {
        let (Some(own), Some(within)) = (word(dimension, "id"), word(dimension, "in")) else {
            continue;
        };
        if found.contains(own) {
            found.insert(within.to_string());
        }
    }
    found
}

/// The ids that a criterion names, and those that what it names does, and so on.
fn looked_at(id: &str, texts: &[Node]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = Vec::from([id.to_string()]);
    while let Some(next) = open.pop() {
        if !found.insert(next.clone()) {
            continue;
        }
        let is_called = |thing: &Node| word(thing, "id") == Some(next.as_str());
        let is_it = |thing: &&Node| is_called(thing) || entries(thing, "ask").any(is_called);
        let things =
            texts.iter().flat_map(|text| LISTS.iter().flat_map(|list| entries(text, list)));
        for thing in things.filter(is_it) {
            open.extend(word(thing, "id").map(str::to_string));
            names(thing, &mut open);
        }
    }
    found
}

/// Where things with ids are listed that points can depend on.
const LISTS: &[&str] = &["criterion", "fact", "quantity", "table", "scale", "unit", "grade"];

fn entries<'a>(table: &'a Node, key: &str) -> impl Iterator<Item = &'a Node> {
    let list = table.get(key).map(|node| match &node.kind {
        NodeKind::List(all) => all.as_slice(),
        NodeKind::Nothing
        | NodeKind::Bool(_)
        | NodeKind::Number(_)
        | NodeKind::Text(_)
        | NodeKind::Table(_) => &[],
    });
    list.into_iter().flatten()
}

fn word<'a>(table: &'a Node, key: &str) -> Option<&'a str> {
    text(table.get(key)?)
}

/// Every word in a thing that could be an id, but for the dimension that it stands in.
fn names(node: &Node, found: &mut Vec<String>) {
    match &node.kind {
        NodeKind::Text(text) => {
            let is_of_id = |each: char| each.is_ascii_alphanumeric() || each == '-';
            let words = text.split(|each: char| !is_of_id(each));
            found.extend(words.filter(|word| !word.is_empty()).map(str::to_string));
        }
        NodeKind::List(all) => all.iter().for_each(|each| names(each, found)),
        NodeKind::Table(entries) => {
            let telling = entries.iter().filter(|entry| !SILENT.contains(&entry.key.as_str()));
            telling.for_each(|entry| names(&entry.node, found));
        }
        NodeKind::Nothing | NodeKind::Bool(_) | NodeKind::Number(_) => (),
    }
}

/// Keys under which no name stands that points depend on.
const SILENT: &[&str] = &[
    "id", "in", "name", "guidance", "clauses", "evidence", "verify", "methods", "anchors", "flags",
    "figures", "kind",
];
