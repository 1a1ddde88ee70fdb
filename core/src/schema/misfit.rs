//! What goes wrong with a piece of the language whatever the rubric, and rubrics in which it does.
//!
//! Some mistakes need no story: a value of another type, a key left out, a word misspelt, a name that
//! leads nowhere, an argument too many. Which there are, and under which code they are told, follows
//! from the language ([`misfits`]); [`spoilt`] makes one of them in a rubric that uses the piece, and
//! that rubric is then the nearest one without it.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use crate::parse::node::{Entry, Node, NodeKind};
use crate::parse::tree;
use crate::schema::language::{Function, Key, Language, Takes};
use crate::schema::uses::Use;
use crate::span::Span;

/// A mistake in one piece of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The code under which it is told.
    pub code: &'static str,
    change: Change,
}

/// What is done to the piece.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
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

/// A rubric with a mistake, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoilt {
    /// The rubric.
    pub text: String,
    /// Where the mistake is: the value, the key beside it, or the table from which a key is missing.
    pub at: Span,
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
    ("RatingLevel", "each-dimension", "R019", "2"),
    ("StepRow", "share", "R019", "2"),
    ("Points", "of", "R004", "0"),
    ("", "applies", "R011", "{\"no-such-name\": [\"a\"]}"),
    ("Criterion", "reason-at", "R011", "[\"no-such-name\"]"),
];

/// Whether an expression stands under a key.
fn is_expression(construct: &str, key: &Key) -> bool {
    const ANYWHERE: &[&str] = &["measure", "that", "when", "leave-out-when", "absent-when"];
    const CUT_OFFS: &[&str] = &["total", "from", "above", "at-most", "below"];
    let name = key.key.as_str();
    ANYWHERE.contains(&name)
        || (name == "of" && key.takes == Takes::Text)
        || (construct == "RatingLevel" && CUT_OFFS.contains(&name))
}

/// The rubric in `text` with `misfit` in the first place in which it uses `used`; `None` where it
/// does not.
pub fn spoilt(text: &str, language: &Language, used: &Use, misfit: &Misfit) -> Option<Spoilt> {
    let (root, _) = tree(text);
    let change = &misfit.change;
    let mut writer = Writer { language, used, change, text: String::new(), at: None };
    writer.table(root.entries(), Some(&language.root));
    let Writer { text, at, .. } = writer;
    Some(Spoilt { text, at: at? })
}

struct Writer<'a> {
    language: &'a Language,
    used: &'a Use,
    change: &'a Change,
    text: String,
    /// Where the mistake is, once it is made.
    at: Option<Span>,
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Under<'a> {
    construct: &'a str,
    key: &'a Key,
    takes: &'a Takes,
}

impl<'a> Writer<'a> {
    fn table(&mut self, entries: &[Entry], construct: Option<&'a str>) {
        let start = self.text.len();
        let was_made = self.at.is_some();
        let mut is_left_out = false;
        let mut separator = "{";
        for entry in entries {
            let under = construct.and_then(|construct| {
                let key = self.language.construct(construct)?.key(&entry.key)?;
                let construct = self.language.base(construct);
                Some(Under { construct, key, takes: &key.takes })
            });
            let is_here = self.at.is_none() && under.is_some_and(|under| self.is_at_key(under));
            if is_here && *self.change == Change::LeftOut {
                is_left_out = true;
                self.at = Some(Span::default());
                continue;
            }
            self.text.push_str(separator);
            separator = ",";
            self.name(&entry.key);
            match (is_here, self.change) {
                (true, Change::Value(json)) => self.mistake(json),
                (true, Change::Beside(key)) => {
                    self.value(&entry.node, under);
                    self.text.push(',');
                    self.mistake(&Value::from(*key).to_string());
                    self.text.push_str(":1");
                }
                _ => self.value(&entry.node, under),
            }
        }
        if separator == "{" {
            self.text.push('{');
        }
        self.text.push('}');
        if is_left_out && !was_made {
            self.at = Some(Span { start, end: self.text.len() });
        }
    }

    fn name(&mut self, key: &str) {
        self.text.push_str(&Value::from(key).to_string());
        self.text.push(':');
    }

    /// Writes `json`, which is where the mistake is.
    fn mistake(&mut self, json: &str) {
        let start = self.text.len();
        self.text.push_str(json);
        self.at = Some(Span { start, end: self.text.len() });
    }

    fn is_at_key(&self, under: Under<'_>) -> bool {
        matches!(self.used, Use::Key { construct, key } if construct == under.construct && *key == under.key.key)
    }

    fn is_at_word(&self, under: Under<'_>, written: &str) -> bool {
        matches!(self.used, Use::Word { construct, key, word }
            if construct == under.construct && *key == under.key.key && word == written)
    }

    fn value(&mut self, node: &Node, under: Option<Under<'a>>) {
        match &node.kind {
            NodeKind::Nothing => self.text.push_str("null"),
            NodeKind::Bool(yes) => self.text.push_str(if *yes { "true" } else { "false" }),
            NodeKind::Number(number) | NodeKind::Text(number) if is_plain(&node.kind) => {
                self.text.push_str(number);
            }
            NodeKind::Number(text) | NodeKind::Text(text) => self.words(text, under),
            NodeKind::List(all) => {
                self.text.push('[');
                for (place, each) in all.iter().enumerate() {
                    if place > 0 {
                        self.text.push(',');
                    }
                    self.value(each, under.map(|under| inside(under, node)));
                }
                self.text.push(']');
            }
            NodeKind::Table(entries) => self.inner(node, entries, under),
        }
    }

    fn inner(&mut self, node: &Node, entries: &[Entry], under: Option<Under<'a>>) {
        let Some(under) = under else { return self.table(entries, None) };
        if let Takes::ByName(takes) = under.takes {
            self.text.push('{');
            for (place, entry) in entries.iter().enumerate() {
                if place > 0 {
                    self.text.push(',');
                }
                self.name(&entry.key);
                self.value(&entry.node, Some(Under { takes, ..under }));
            }
            return self.text.push('}');
        }
        let known = |construct: &&str| {
            let known = self.language.construct(construct);
            known.is_some_and(|known| entries.iter().all(|entry| known.key(&entry.key).is_some()))
        };
        let construct = inside(under, node).takes.constructs().into_iter().find(known);
        self.table(entries, construct);
    }

    fn words(&mut self, text: &str, under: Option<Under<'a>>) {
        let is_open = self.at.is_none();
        if let (Some(under), true) = (under, is_open) {
            if let (Change::Value(json), true) = (self.change, self.is_at_word(under, text)) {
                return self.mistake(json);
            }
            if let Use::Function(name) = self.used
                && is_expression(under.construct, under.key)
                && let Some(changed) = self.called(text, name)
            {
                return self.mistake(&Value::from(changed).to_string());
            }
        }
        self.text.push_str(&Value::from(text).to_string());
    }

    /// `text` with other arguments in the first call of `function`; `None` where there is no call.
    fn called(&self, text: &str, function: &str) -> Option<String> {
        let is_name =
            |each: char| each.is_ascii_lowercase() || each.is_ascii_digit() || each == '-';
        let call = format!("{function}(");
        let is_call = |start: &usize| !text.get(..*start).unwrap_or_default().ends_with(is_name);
        let start = text.match_indices(&call).map(|(start, _)| start).find(is_call)?;
        let open = start.saturating_add(call.len());
        let mut depth = 1_usize;
        let close = text.get(open..)?.char_indices().find_map(|(place, each)| {
            match each {
                '(' => depth = depth.saturating_add(1),
                ')' => depth = depth.saturating_sub(1),
                _ => (),
            }
            (depth == 0).then(|| open.saturating_add(place))
        })?;
        let arguments = match self.change {
            Change::Arguments(arguments) => arguments.clone(),
            Change::MoreArguments(more) => format!("{}{more}", text.get(open..close)?),
            Change::Value(_) | Change::LeftOut | Change::Beside(_) => return None,
        };
        Some(format!("{}{arguments}{}", text.get(..open)?, text.get(close..)?))
    }
}

/// What stands in a list, or in one of several forms.
fn inside<'a>(under: Under<'a>, node: &Node) -> Under<'a> {
    let is_list = matches!(node.kind, NodeKind::List(_));
    match under.takes {
        Takes::List(takes) if is_list => Under { takes, ..under },
        _ => under,
    }
}

/// Whether a number is written as JSON has it.
fn is_plain(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::Number(number) if serde_json::from_str::<Value>(number).is_ok())
}
