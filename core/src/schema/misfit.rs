//! What goes wrong with a piece of the language whatever the rubric, and rubrics in which it does.
//!
//! Some mistakes need no story: a value of another type, a key left out, a word misspelt, a name that
//! leads nowhere, an argument too many. Which there are, and under which code they are told, follows
//! from the language ([`misfits`]); [`spoilt`](super::spoil::spoilt) makes one of them in a rubric that
//! uses the piece, and that rubric is then the nearest one without it.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use crate::schema::language::{Function, Key, Takes};

/// A mistake in one piece of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The code under which it is told.
    pub code: &'static str,
    pub(crate) change: Change,
}

/// What is done to the piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// This value, as JSON, in place of what stands there.
    Value(String),
    /// The key is left out.
    LeftOut,
    /// Another key beside it.
    Beside(&'static str),
    /// These arguments in place of those of a call.
    Arguments(String),
    /// More arguments behind those of a call.
    MoreArguments(&'static str),
}

/// A key that there is not, however many there come to be.
const NO_KEY: &str = "no-such-key";

/// What goes wrong with a construct by itself: a key that it does not have.
pub fn misfits_of_construct() -> Vec<Misfit> {
    Vec::from([Misfit { code: "R002", change: Change::Beside(NO_KEY) }])
}

/// What goes wrong with `key` of `construct`, whatever the rubric.
pub fn misfits(construct: &str, key: &Key) -> Vec<Misfit> {
    let mut all = Vec::new();
    let mut value = |code: &'static str, json: &str| {
        all.push(Misfit { code, change: Change::Value(json.to_owned()) });
    };
    let another = if key.takes == Takes::Truth { "\"yes\"" } else { "true" };
    value("R004", another);
    for (code, json) in of_a_kind(key) {
        value(code, json);
    }
    if is_expression(construct, key) {
        value("R101", "\"1 +\"");
    }
    for (of, name, code, json) in OF_A_KEY {
        if (of.is_empty() || *of == construct) && *name == key.key {
            value(code, json);
        }
    }
    if key.is_needed {
        all.push(Misfit { code: "R003", change: Change::LeftOut });
    }
    all
}

/// What goes wrong with a word: it is misspelt.
pub fn misfits_of_word(word: &str) -> Vec<Misfit> {
    let last = word.chars().last().unwrap_or_default();
    let json = Value::String(format!("{word}{last}")).to_string();
    Vec::from([Misfit { code: "R007", change: Change::Value(json) }])
}

/// What goes wrong with a function: too few arguments, too many, or of another kind.
pub fn misfits_of_function(function: &Function) -> Vec<Misfit> {
    let first = function.arguments.split(' ').next();
    let least: usize = first.and_then(|least| least.parse().ok()).unwrap_or(1);
    // Without any argument a call breaks off; with too few of several it is short.
    let (code, few) = if least > 1 { ("R103", "1") } else { ("R101", "") };
    let mut all = Vec::from([Misfit { code, change: Change::Arguments(few.to_owned()) }]);
    if !function.arguments.ends_with("more") {
        all.push(Misfit { code: "R103", change: Change::MoreArguments(", 1, 1, 1") });
    }
    let (code, wrong) = OF_ANOTHER_KIND
        .iter()
        .find(|(names, ..)| names.contains(&function.name.as_str()))
        .map_or(("R104", "1 = 1"), |(_, code, wrong)| (*code, *wrong));
    let arguments = alloc::vec![wrong; least].join(", ");
    all.push(Misfit { code, change: Change::Arguments(arguments) });
    all
}

/// Arguments of another kind than a function takes; those not named take quantities.
const OF_ANOTHER_KIND: &[(&[&str], &str, &str)] = &[
    (&["all", "any", "at-least", "count", "if"], "R104", "1"),
    (
        &[
            "at",
            "chosen",
            "days",
            "earned",
            "first-day",
            "given",
            "highest-of",
            "is",
            "last-day",
            "latest",
            "lowest-of",
            "mean-of",
            "points",
            "reached",
            "replies",
            "rises",
            "score",
            "share-of",
            "sum-of",
            "ticked",
        ],
        "R011",
        "no-such-name",
    ),
];

/// What goes wrong with every value of a kind.
fn of_a_kind(key: &Key) -> &'static [(&'static str, &'static str)] {
    match &key.takes {
        Takes::Label => &[("R012", "{}")],
        Takes::Number => &[("R005", "\"ten\"")],
        Takes::Id if key.key == "id" => &[("R006", "\"No Id\"")],
        Takes::Id => &[("R006", "\"No Id\""), ("R011", "\"no-such-name\"")],
        Takes::Word(_) => &[("R007", "\"no-such-word\"")],
        Takes::Text
        | Takes::Truth
        | Takes::Construct(_)
        | Takes::List(_)
        | Takes::ByName(_)
        | Takes::OneOf(_)
        | Takes::Other => &[],
    }
}

/// What goes wrong with a key beyond its kind: its construct (any, when empty), the key, the code and
/// the value.
const OF_A_KEY: &[(&str, &str, &str, &str)] = &[
    ("Rubric", "format", "R004", "0"),
    ("Rubric", "format", "R008", "99"),
    ("InForce", "from", "R166", "\"2026-02-30\""),
    ("InForce", "to", "R166", "\"2026-02-30\""),
    ("Period", "from", "R166", "\"02-30\""),
    ("Period", "to", "R166", "\"02-30\""),
    ("Source", "date", "R166", "\"2026-02-30\""),
    ("", "weight", "R022", "-1"),
    ("Bonus", "cap", "R022", "-1"),
    ("Demerit", "cap", "R022", "-1"),
    ("RatingScale", "full", "R022", "-1"),
    ("Bonus", "lifts", "R004", "0.5"),
    ("Adjust", "by", "R004", "0.5"),
    ("", "stars", "R004", "0.3"),
    ("", "places", "R004", "0.5"),
    ("Dimension", "answered", "R019", "2"),
    ("Dimension", "na-limit", "R019", "2"),
    ("NotApplicable", "limit", "R019", "2"),
    ("Panel", "at-least", "R004", "0.5"),
    ("Panel", "at-most", "R004", "0"),
    ("Panel", "drop-from", "R004", "0.5"),
    ("Panel", "each", "R004", "0.5"),
    ("Panel", "trim", "R019", "2"),
    ("PanelException", "criteria", "R011", "[\"no-such-name\"]"),
    ("Spread", "levels", "R004", "0.5"),
    ("Spread", "relative", "R019", "2"),
    ("Spread", "absolute", "R022", "-1"),
    ("RatingLevel", "each-dimension", "R019", "2"),
    ("StepRow", "share", "R019", "2"),
    ("Points", "of", "R004", "0"),
    ("", "applies", "R011", "{\"no-such-name\": [\"a\"]}"),
    ("Criterion", "reason-at", "R011", "[\"no-such-name\"]"),
];

/// Whether an expression stands under a key.
pub(crate) fn is_expression(construct: &str, key: &Key) -> bool {
    const ANYWHERE: &[&str] = &["measure", "that", "when", "leave-out-when", "absent-when"];
    const CUT_OFFS: &[&str] = &["total", "from", "above", "at-most", "below"];
    let name = key.key.as_str();
    ANYWHERE.contains(&name)
        || (name == "of" && key.takes == Takes::Text)
        || (construct == "RatingLevel" && CUT_OFFS.contains(&name))
}
