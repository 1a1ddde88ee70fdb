//! One thing to be answered: its kind, its range, its words.

use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::label::Label;
use crate::named::ByName;
use crate::number::Number;
use crate::parse::node::{Node, shortened};
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
        /// (choice) The options, lowest first.
        opt options: Vec<At<AskOption>>,
        /// (count, number) The unit.
        opt unit: Id,
        /// (count, number, percent) The lowest answer admitted.
        opt at_least: Number,
        /// (count, number, percent) The highest answer admitted.
        opt at_most: Number,
        /// (number, percent) The most decimal places.
        opt places: Number,
        /// (count, number) Another ask that this one is a part of.
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

    /// One option of a choice.
    AskOption {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// What it is worth; without it on all options, the choice has no number.
        opt worth: Number,
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
        AskKind::Choice => &["options"],
    }
}

/// The key without which an ask of its kind makes no sense.
fn needed_by(kind: AskKind) -> Option<&'static str> {
    match kind {
        AskKind::Level => Some("scale"),
        AskKind::Checklist => Some("parts"),
        AskKind::Count | AskKind::Number => Some("unit"),
        AskKind::Choice => Some("options"),
        AskKind::YesNo | AskKind::Percent => None,
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
        Some(Self(keys))
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        AskKeys::schema()
    }
}

impl AskKeys {
    const KEYS: &[&str] = &[
        "id", "kind", "name", "guidance", "optional", "scale", "anchors", "parts", "options",
        "unit", "at-least", "at-most", "places", "within",
    ];
}
