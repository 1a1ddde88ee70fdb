//! Every construct of the language, once: the reader refuses what is not listed here, and what is
//! listed must have been met, and have had an effect, in a run that claims to use everything.

use std::cell::RefCell;
use std::collections::BTreeMap;

use toml::Table;

/// Kinds of asks.
pub const KINDS: &[&str] = &[
    "level",
    "yes-no",
    "checklist",
    "count",
    "number",
    "percent",
    "choice",
    "money",
    "date",
    "period",
    "score",
    "distribution",
    "series",
];

/// Functions of expressions that take values.
pub const FUNCTIONS: &[&str] = &[
    "min",
    "max",
    "sum",
    "abs",
    "clamp",
    "if",
    "share",
    "growth",
    "round",
    "round-even",
    "round-down",
    "round-up",
    "floor",
    "ceiling",
    "mean",
    "weighted-mean",
    "best",
    "worst",
    "median",
    "product",
    "count",
    "at-least",
    "all",
    "any",
    "or-else",
    "has-value",
    "power",
    "ln",
    "log10",
    "exp",
    "square-root",
    "normal-cdf",
    "erf",
    "year",
    "month",
    "months-between",
    "years-between",
];

/// Functions of expressions that take names.
pub const NAMING: &[&str] = &[
    "given",
    "ticked",
    "days",
    "first-day",
    "last-day",
    "replies",
    "share-of",
    "mean-of",
    "at",
    "latest",
    "sum-of",
    "lowest-of",
    "highest-of",
    "rises",
    "chosen",
    "is",
    "score",
    "points",
    "earned",
    "reached",
];

/// Signs of expressions.
pub const OPERATORS: &[&str] =
    &["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "and", "or", "not"];

/// Keys by the table they stand in: those that can move a result, and those that are words.
pub const KEYS: &[(&str, &[&str], &[&str])] = &[
    (
        "rubric",
        &[
            "category",
            "unit",
            "scale",
            "dimension",
            "criterion",
            "gate",
            "fact",
            "missing",
            "not-applicable",
            "rating",
            "quantity",
            "table",
            "grade",
        ],
        &[
            "format",
            "id",
            "edition",
            "status",
            "languages",
            "title",
            "publisher",
            "notice",
            "period",
            "source",
            "predecessor",
            "in-force",
        ],
    ),
    ("category", &["options"], &["id", "name", "guidance"]),
    ("unit", &["whole"], &["id", "name", "places"]),
    ("scale", &["levels"], &["id", "name"]),
    (
        "dimension",
        &[
            "weight",
            "bonus",
            "in",
            "combine",
            "missing",
            "answered",
            "na-limit",
            "na-counts",
            "counts",
            "grade",
            "demerit",
        ],
        &["id", "name", "guidance", "clauses"],
    ),
    ("bonus", &["cap", "lifts", "active"], &[]),
    ("demerit", &["cap", "active"], &[]),
    (
        "criterion",
        &[
            "in",
            "weight",
            "applies",
            "na",
            "na-counts",
            "leave-out-when",
            "measure",
            "undefined",
            "missing",
            "points",
            "ask",
            "variant",
            "standing",
        ],
        &[
            "id",
            "name",
            "guidance",
            "clauses",
            "evidence",
            "verify",
            "methods",
            "reason-at",
            "figures",
            "flags",
            "leave-out-reason",
            "better",
        ],
    ),
    ("points", &["curve", "steps", "of", "floor", "cap", "table"], &[]),
    (
        "gate",
        &["applies", "ask", "that", "unmet", "undecided", "na"],
        &[
            "id", "group", "name", "clauses", "guidance", "evidence", "verify", "methods",
            "figures", "flags",
        ],
    ),
    ("unmet", &["cap", "set"], &[]),
    (
        "fact",
        &["applies", "ask"],
        &["id", "name", "clauses", "guidance", "evidence", "verify", "methods"],
    ),
    ("ask", ASK_KEYS, &["name", "guidance", "anchors"]),
    ("quantity", &["of", "variant"], &["id", "name", "unit", "clauses", "guidance"]),
    (
        "table",
        &["steps", "curve", "rows", "columns", "cells", "options", "variant"],
        &["id", "name", "clauses", "unit", "gives", "guidance", "column-unit"],
    ),
    ("missing", &["final"], &[]),
    ("not-applicable", &["limit", "counts"], &[]),
    (
        "rating",
        &["of", "judged", "places", "rounding", "lowest", "levels", "cumulative", "adjust"],
        &["name", "clauses", "guidance", "full"],
    ),
    (
        "grade",
        &["of", "judged", "cumulative", "lowest", "levels", "adjust", "absent-when"],
        &["id", "name", "clauses", "absent-reason", "guidance"],
    ),
    (
        "level",
        &[
            "total",
            "from",
            "above",
            "at-most",
            "below",
            "that",
            "each-dimension",
            "require",
            "worth",
            "stars",
        ],
        &["id", "name", "clauses", "guidance"],
    ),
    (
        "adjust",
        &["when", "by", "to", "at-most", "at-least"],
        &["id", "name", "clauses", "guidance"],
    ),
];

const ASK_KEYS: &[&str] = &[
    "id", "kind", "optional", "scale", "parts", "unit", "at-least", "at-most", "within", "places",
    "options", "bands", "periods", "whole",
];

/// Words that a key chooses among, as `key: word`.
pub const WORDS: &[&str] = &[
    "missing: lowest",
    "missing: withhold",
    "missing: full",
    "missing: leave-out",
    "undefined: lowest",
    "undefined: leave-out",
    "undefined: withhold",
    "combine: mean",
    "combine: lowest",
    "combine: highest",
    "combine: product",
    "combine: share-met",
    "judged: exact",
    "judged: published",
    "rounding: half-up",
    "rounding: half-even",
    "rounding: down",
    "rounding: up",
    "standing: current",
    "standing: future",
    "standing: obsolete",
    "undecided: withhold",
    "undecided: unmet",
];

/// What may come of constructs and must have come of them.
pub const EFFECTS: &[&str] = &[
    "a criterion left out by an assessor",
    "a criterion at its least because it is not applicable",
    "a criterion full because it is not applicable",
    "a criterion withheld because it is not applicable",
    "a criterion left out by a rule",
    "a criterion left out because it is unanswered",
    "a criterion withheld because it is unanswered",
    "a criterion full because it is unanswered",
    "a criterion at its least because it is unanswered",
    "a criterion at its least because it was declined",
    "a criterion withheld because it is pending",
    "a dimension combined by its mean",
    "a dimension combined by its lowest",
    "a dimension combined by its highest",
    "a dimension combined by its product",
    "a dimension combined by the share met",
    "a dimension inside another",
    "a dimension counted by its grade",
    "a dimension half answered",
    "a dimension too little answered",
    "a dimension beyond its limit",
    "a bonus that counts",
    "a bonus held back",
    "a demerit",
    "a grade given",
    "a grade not given",
    "a grade changed",
    "a rating of an expression",
    "a rating of the total",
    "a rating where every lower level must hold",
    "a level missed by a dimension",
    "a level missed by a requirement",
    "a level missed by a condition",
    "a rating changed by ranks",
    "a rating changed to a level",
    "a rating lowered to a level",
    "a rating raised to a level",
    "a rating capped by a gate",
    "a rating set by a gate",
    "a rating withheld by a gate",
    "a rating withheld by the limit",
    "a variant of a criterion",
    "a variant of a table",
    "a variant of a quantity",
    "a more specific variant",
    "a criterion not asked of a subject",
    "points of a measure held at its floor",
    "points of a measure held at its cap",
    "points by a table",
    "points by steps",
    "points by a curve",
    "a table of steps",
    "a table of lines",
    "a table of two ways",
    "a table of options",
    "a table below its first row",
    "a rate of nothing",
];

/// How often each construct was met with effect.
#[derive(Clone, Debug, Default)]
pub struct Tally(BTreeMap<String, u64>);

impl Tally {
    fn add(&mut self, construct: &str) {
        match self.0.get_mut(construct) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(construct.to_owned(), 1);
            }
        }
    }

    /// Both together.
    pub fn and(&mut self, other: &Self) {
        for (construct, count) in &other.0 {
            *self.0.entry(construct.clone()).or_default() += count;
        }
    }

    /// Each construct of the language that was met with effect fewer than `least` times.
    pub fn rarer_than(&self, least: u64) -> Vec<String> {
        everything()
            .into_iter()
            .filter(|construct| self.0.get(construct).copied().unwrap_or(0) < least)
            .map(|construct| {
                let count = self.0.get(&construct).copied().unwrap_or(0);
                format!("{construct}: {count}")
            })
            .collect()
    }

    /// How often each was met.
    pub fn counts(&self) -> impl Iterator<Item = (&String, &u64)> {
        self.0.iter()
    }
}

/// Every construct of the language.
pub fn everything() -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    all.extend(KINDS.iter().map(|kind| format!("kind {kind}")));
    all.extend(FUNCTIONS.iter().chain(NAMING).map(|function| format!("function {function}")));
    all.extend(OPERATORS.iter().map(|operator| format!("operator {operator}")));
    for (place, keys, _) in KEYS {
        all.extend(keys.iter().map(|key| format!("key {place}.{key}")));
    }
    all.extend(WORDS.iter().map(|word| format!("word {word}")));
    all.extend(EFFECTS.iter().map(|effect| format!("effect {effect}")));
    all
}

/// Notes of what was met while a rubric is read and answers are scored.
#[derive(Default)]
pub(crate) struct Notes {
    effects: RefCell<BTreeMap<&'static str, u64>>,
    /// By kind of construct, then by name.
    named: RefCell<BTreeMap<&'static str, Tally>>,
}

impl Notes {
    /// Notes that something had an effect; it must be listed.
    pub(crate) fn effect(&self, effect: &'static str) {
        debug_assert!(EFFECTS.contains(&effect), "`{effect}` is not listed");
        *self.effects.borrow_mut().entry(effect).or_default() += 1;
    }

    /// Notes a construct: a kind, a function, an operator; `""` for one by its full name.
    pub(crate) fn construct(&self, kind: &'static str, name: &str) {
        self.named.borrow_mut().entry(kind).or_default().add(name);
    }

    /// Everything noted so far, and nothing from now on.
    pub(crate) fn taken(&self) -> Tally {
        let mut tally = Tally::default();
        for (kind, named) in self.named.take() {
            for (name, count) in named.0 {
                let construct = if kind.is_empty() { name } else { format!("{kind} {name}") };
                *tally.0.entry(construct).or_default() += count;
            }
        }
        for (effect, count) in self.effects.take() {
            *tally.0.entry(format!("effect {effect}")).or_default() += count;
        }
        tally
    }
}

/// The keys of `table`, each as a construct; a key that is not listed is a mistake.
pub(crate) fn keys_of(place: &'static str, table: &Table, into: &mut Vec<String>) {
    let (_, keys, words) =
        KEYS.iter().find(|(listed, ..)| *listed == place).expect("every table is listed");
    for key in table.keys() {
        if keys.contains(&key.as_str()) {
            into.push(format!("key {place}.{key}"));
        } else {
            assert!(words.contains(&key.as_str()), "`{key}` is no key of a {place}");
        }
    }
}
