//! One thing to be answered: its kind, its range, its words.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::calendar::Day;
use crate::diagnostic::Fault;
use crate::label::Label;
use crate::named::ByName;
use crate::number::Number;
use crate::parse::node::{Node, NodeKind, shortened};
use crate::parse::shape::{At, Id, Reader, Shape, shapes, word_shapes};
use crate::parse::suggest::nearest;

word_shapes! {
    /// The kinds of answer.
    AskKind {
        /// One of the levels of a scale.
        Level = "level",
        /// Yes or no.
        YesNo = "yes-no",
        /// Each part ticked or not.
        Checklist = "checklist",
        /// How many.
        Count = "count",
        /// A quantity.
        Number = "number",
        /// A share, typed from 0 to 100.
        Percent = "percent",
        /// One of several options.
        Choice = "choice",
        /// An amount of money.
        Money = "money",
        /// A day.
        Date = "date",
        /// From one day to another.
        Period = "period",
        /// A number that the assessor chooses inside a band.
        Score = "score",
        /// How many of each option.
        Distribution = "distribution",
        /// The same quantity for several periods.
        Series = "series",
    }
}

shapes! {
    /// One thing to be answered. Which further keys there are depends on the kind.
    AskKeys {
        /// Its id; that of the criterion or gate when it is the only ask.
        opt id: Id,
        /// The kind of answer.
        req kind: AskKind,
        /// Its name; that of the criterion or gate when it is the only ask.
        opt name: Label,
        /// What it means.
        opt guidance: Label,
        /// Whether it may be left open without effect.
        opt optional: bool,
        /// (level) The scale.
        opt scale: Id,
        /// (level) What one sees at each level.
        opt anchors: ByName<At<Label>>,
        /// (checklist) The parts.
        opt parts: Vec<At<Part>>,
        /// (choice, distribution) The options, lowest first.
        opt options: Vec<At<AskOption>>,
        /// (series) The periods, oldest first.
        opt periods: Vec<At<SeriesPeriod>>,
        /// (score) The bands, lowest first.
        opt bands: Vec<At<BandRule>>,
        /// (count, number, money, score, series) The unit; a number without one is a plain number.
        opt unit: Id,
        /// (count, number, percent, money, series) The lowest answer admitted; (date, period) the
        /// first day.
        opt at_least: Limit,
        /// (count, number, percent, money, series) The highest answer admitted; (date, period) the
        /// last day.
        opt at_most: Limit,
        /// (number, percent, money, score, series) The most decimal places.
        opt places: Number,
        /// (series) Whether only whole numbers are admitted.
        opt whole: bool,
        /// (count, number, money) Another ask that this one is a part of.
        opt within: Id,
    }

    /// One part of a checklist.
    Part {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// Whether it may be marked not applicable by itself.
        opt na: bool,
    }

    /// One period of a series.
    SeriesPeriod {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
    }

    /// A band inside which the assessor chooses.
    BandRule {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// The lowest number of the band.
        req from: Number,
        /// The highest.
        req to: Number,
        /// What one sees.
        opt anchor: Label,
    }

    /// One option of a choice or distribution.
    AskOption {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// What it is worth; without it on all options, the choice has no number.
        opt worth: Number,
    }
}

/// The end of a range of answers: a number, or a day in days since the first of January 1970.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Limit {
    pub(crate) number: Number,
    pub(crate) is_day: bool,
}

impl Shape for Limit {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let day = match &node.kind {
            NodeKind::Text(text) => Day::read(text),
            NodeKind::Nothing
            | NodeKind::Bool(_)
            | NodeKind::Number(_)
            | NodeKind::List(_)
            | NodeKind::Table(_) => None,
        };
        match day {
            Some(day) => Some(Self { number: Number::from_whole(day.days()), is_day: true }),
            None => Some(Self { number: Number::read(node, reader)?, is_day: false }),
        }
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        let day = serde_json::json!({ "type": "string", "format": "date" });
        serde_json::json!({ "anyOf": [Number::schema(), day] })
    }
}

/// One thing to be answered, without keys that its kind does not have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ask(pub(crate) AskKeys);

const COMMON: &[&str] = &["id", "kind", "name", "guidance", "optional"];

fn keys_of(kind: AskKind) -> &'static [&'static str] {
    match kind {
        AskKind::Level => &["scale", "anchors"],
        AskKind::YesNo => &[],
        AskKind::Checklist => &["parts"],
        AskKind::Count => &["unit", "at-least", "at-most", "within"],
        AskKind::Number => &["unit", "at-least", "at-most", "places", "within"],
        AskKind::Percent => &["at-least", "at-most", "places"],
        AskKind::Choice | AskKind::Distribution => &["options"],
        AskKind::Money => &["unit", "at-least", "at-most", "places", "within"],
        AskKind::Date | AskKind::Period => &["at-least", "at-most"],
        AskKind::Score => &["bands", "unit", "places"],
        AskKind::Series => &["periods", "unit", "at-least", "at-most", "places", "whole"],
    }
}

/// The key without which an ask of its kind makes no sense.
fn needed_by(kind: AskKind) -> Option<&'static str> {
    match kind {
        AskKind::Level => Some("scale"),
        AskKind::Checklist => Some("parts"),
        AskKind::Count | AskKind::Money => Some("unit"),
        AskKind::Choice | AskKind::Distribution => Some("options"),
        AskKind::Score => Some("bands"),
        AskKind::Series => Some("periods"),
        AskKind::Number | AskKind::YesNo | AskKind::Percent | AskKind::Date | AskKind::Period => {
            None
        }
    }
}

impl Shape for Ask {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let keys = AskKeys::read(node, reader)?;
        let own = keys_of(keys.kind.it);
        for entry in node.entries() {
            let key = entry.key.as_str();
            let is_ask_key = AskKeys::KEYS.contains(&key);
            if is_ask_key && !COMMON.contains(&key) && !own.contains(&key) {
                let nearest = nearest(key, own.iter().copied());
                reader.report(entry.key_at, Fault::UnknownKey { key: shortened(key), nearest });
            }
        }
        if let Some(key) = needed_by(keys.kind.it).filter(|key| node.get(key).is_none()) {
            reader.report(keys.kind.at, Fault::MissingKey { key: key.into() });
            return None;
        }
        let wants_days = matches!(keys.kind.it, AskKind::Date | AskKind::Period);
        for (key, end) in [("at-least", &keys.at_least), ("at-most", &keys.at_most)] {
            let Some(end) = end.as_ref().filter(|end| end.is_day != wants_days) else { continue };
            let expected = if wants_days { "a day such as 2024-04-28" } else { "a number" };
            let (key, expected, found) = (key.into(), expected.into(), end.number.to_string());
            reader.report(end.at, Fault::WrongShape { key, expected, found });
            return None;
        }
        Some(Self(keys))
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        let mut schema = AskKeys::schema();
        if let Some(object) = schema.as_object_mut() {
            object.insert("x-kinds".into(), kinds());
        }
        schema
    }
}

/// What each kind of ask has of its own, for whoever writes the schema: its keys, the one that is
/// needed, and whether its limits are days.
#[cfg(feature = "schema")]
fn kinds() -> serde_json::Value {
    let of = |kind: &AskKind| {
        let is_of_days = matches!(kind, AskKind::Date | AskKind::Period);
        serde_json::json!({
            "kind": kind.word(),
            "own": keys_of(*kind),
            "needed": needed_by(*kind),
            "days": is_of_days,
        })
    };
    AskKind::ALL.iter().map(of).collect()
}

impl AskKeys {
    const KEYS: &[&str] = &[
        "id", "kind", "name", "guidance", "optional", "scale", "anchors", "parts", "options",
        "periods", "bands", "unit", "at-least", "at-most", "places", "whole", "within",
    ];
}
