//! Two trees → what changed, by construct.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use crate::label::Label;
use crate::number::Number;
use crate::parse::canonical::canonical;
use crate::parse::node::{Node, NodeKind};
use crate::parse::tree;

/// One thing that differs between two editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Change {
    /// The things with an id that it is in, from the outside in; none for the head of the rubric.
    pub within: Vec<Place>,
    /// The keys below the innermost of them.
    pub keys: Vec<String>,
    /// What became of it.
    #[serde(flatten)]
    pub turned: Turned,
    /// What it can move.
    pub effect: Effect,
}

/// A thing with an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Place {
    /// The keys under which it is listed, from the one around it.
    pub keys: Vec<String>,
    /// Its id; for a variant the subjects it is for.
    pub id: String,
    /// Its name, if it has one.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub name: Label,
}

/// What became of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "turned")]
pub enum Turned {
    /// It is new.
    Added {
        /// What it says now.
        after: Written,
    },
    /// It is gone.
    Removed {
        /// What it said.
        before: Written,
    },
    /// It says something else.
    Changed {
        /// What it said.
        before: Written,
        /// What it says now.
        after: Written,
    },
    /// What is in it stands in another order.
    Reordered {
        /// The ids as they stood, of what is in both.
        before: Vec<String>,
        /// The ids as they stand now.
        after: Vec<String>,
    },
}

/// What something says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", untagged)]
pub enum Written {
    /// Words for people.
    Words(Label),
    /// A text, number or truth, as written.
    Plain(String),
    /// A list or table, as it could be written on one line.
    Whole(Spelling),
}

/// A list or table on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spelling {
    /// As it could be written in a rubric.
    pub spelling: String,
}

/// What a change can move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Points, conditions or ratings.
    Rules,
    /// Words alone: no rating moves.
    Words,
    /// Which rubric it is, and how binding.
    Identity,
}

/// Keys with words, sources and marks that no rating depends on, at whatever depth.
pub(crate) const WORDS: &[&str] = &[
    "absent-reason",
    "anchor",
    "anchors",
    "clauses",
    "evidence",
    "figures",
    "flags",
    "group",
    "guidance",
    "leave-out-reason",
    "methods",
    "name",
    "note",
    "notice",
    "publisher",
    "say",
    "short",
    "source",
    "title",
    "verify",
];

/// Keys of the head that say which rubric it is.
const IDENTITY: &[&str] =
    &["format", "id", "edition", "status", "predecessor", "in-force", "languages", "period"];

/// What differs between the rubrics in two texts, in the order of the later one; nothing for a text
/// that cannot be read.
pub fn changes(before: &str, after: &str) -> Vec<Change> {
    let ((before, _), (after, _)) = (tree(before), tree(after));
    let languages = [&before, &after].into_iter().filter_map(|root| root.get("languages"));
    let languages = languages.flat_map(elements).filter_map(text).map(ToOwned::to_owned).collect();
    let mut search = Search { languages, found: Vec::new() };
    search.tables(&before, &after, &Here::default());
    search.found
}

/// Where one is in the two trees.
#[derive(Clone, Default)]
struct Here {
    within: Vec<Place>,
    keys: Vec<String>,
}

impl Here {
    fn below(&self, key: &str) -> Self {
        let mut next = self.clone();
        next.keys.push(key.to_owned());
        next
    }

    fn inside(&self, id: &str, node: &Node) -> Self {
        let mut within = self.within.clone();
        let name = ["name", "title"].iter().find_map(|key| node.get(key)).and_then(label);
        let name = name.unwrap_or_default();
        within.push(Place { keys: self.keys.clone(), id: id.to_owned(), name });
        Self { within, keys: Vec::new() }
    }

    fn effect(&self) -> Effect {
        let listed = self.within.iter().flat_map(|place| &place.keys);
        let mut keys = listed.chain(&self.keys).map(String::as_str);
        if keys.clone().any(|key| WORDS.contains(&key)) {
            return Effect::Words;
        }
        match keys.next() {
            Some(key) if IDENTITY.contains(&key) => Effect::Identity,
            Some(_) | None => Effect::Rules,
        }
    }
}

struct Search {
    languages: Vec<String>,
    found: Vec<Change>,
}

impl Search {
    fn say(&mut self, here: &Here, turned: Turned) {
        let effect = here.effect();
        let Here { within, keys } = here.clone();
        self.found.push(Change { within, keys, turned, effect });
    }

    fn tables(&mut self, before: &Node, after: &Node, here: &Here) {
        for entry in after.entries() {
            let below = here.below(&entry.key);
            match before.get(&entry.key) {
                Some(old) => self.nodes(old, &entry.node, &below),
                None => self.only(&entry.node, &below, true),
            }
        }
        for entry in before.entries().iter().filter(|entry| after.get(&entry.key).is_none()) {
            self.only(&entry.node, &here.below(&entry.key), false);
        }
    }

    /// What is in one of the two alone; of a list of things with ids, each for itself.
    fn only(&mut self, node: &Node, here: &Here, is_new: bool) {
        if let Some(members) = members(node) {
            for (id, member) in members {
                self.whole(member, &here.inside(&id, member), is_new);
            }
            return;
        }
        self.whole(node, here, is_new);
    }

    fn whole(&mut self, node: &Node, here: &Here, is_new: bool) {
        let written = self.written(node);
        self.say(
            here,
            if is_new {
                Turned::Added { after: written }
            } else {
                Turned::Removed { before: written }
            },
        );
    }

    fn nodes(&mut self, before: &Node, after: &Node, here: &Here) {
        if is_same(before, after) {
            return;
        }
        if let (Some(old), Some(new)) = (members(before), members(after)) {
            return self.members(&old, &new, here);
        }
        let is_table =
            |node: &Node| matches!(node.kind, NodeKind::Table(_)) && !self.is_label(node);
        if is_table(before) && is_table(after) {
            return self.tables(before, after, here);
        }
        let are_tables = |node: &Node| {
            let all = elements(node);
            !all.is_empty() && all.iter().all(|each| matches!(each.kind, NodeKind::Table(_)))
        };
        if are_tables(before) && are_tables(after) {
            return self.rows(elements(before), elements(after), here);
        }
        let (before, after) = (self.written(before), self.written(after));
        self.say(here, Turned::Changed { before, after });
    }

    /// Things with ids: those in both are compared, whatever their order.
    fn members(&mut self, before: &[(String, &Node)], after: &[(String, &Node)], here: &Here) {
        let find = |all: &[(String, &Node)], id: &str| all.iter().any(|(known, _)| known == id);
        for (id, member) in after {
            let inside = here.inside(id, member);
            match before.iter().find(|(known, _)| known == id) {
                Some((_, old)) => self.nodes(old, member, &inside),
                None => self.whole(member, &inside, true),
            }
        }
        for (id, member) in before.iter().filter(|(id, _)| !find(after, id)) {
            self.whole(member, &here.inside(id, member), false);
        }
        let common = |all: &[(String, &Node)], others: &[(String, &Node)]| -> Vec<String> {
            all.iter().map(|(id, _)| id.clone()).filter(|id| find(others, id)).collect()
        };
        let (before, after) = (common(before, after), common(after, before));
        if before != after {
            self.say(here, Turned::Reordered { before, after });
        }
    }

    /// Tables without ids: what is equal goes together, the rest in its order.
    fn rows(&mut self, before: &[Node], after: &[Node], here: &Here) {
        let mut new: Vec<&Node> = after.iter().collect();
        let mut old: Vec<&Node> = Vec::new();
        for row in before {
            match new.iter().position(|other| is_same(row, other)) {
                Some(place) => {
                    new.remove(place);
                }
                None => old.push(row),
            }
        }
        if old.is_empty() && new.is_empty() {
            let ids = |all: &[Node]| all.iter().map(spelling).collect();
            return self.say(here, Turned::Reordered { before: ids(before), after: ids(after) });
        }
        let pairs = old.len().min(new.len());
        for (old, new) in old.iter().zip(&new) {
            self.nodes(old, new, here);
        }
        for row in old.iter().skip(pairs) {
            self.whole(row, here, false);
        }
        for row in new.iter().skip(pairs) {
            self.whole(row, here, true);
        }
    }

    fn is_label(&self, node: &Node) -> bool {
        let entries = node.entries();
        !entries.is_empty()
            && entries
                .iter()
                .all(|entry| self.languages.contains(&entry.key) && text(&entry.node).is_some())
    }

    fn written(&self, node: &Node) -> Written {
        if self.is_label(node)
            && let Some(label) = label(node)
        {
            return Written::Words(label);
        }
        match &node.kind {
            NodeKind::Text(text) | NodeKind::Number(text) => Written::Plain(text.clone()),
            NodeKind::Bool(_) => Written::Plain(node.describe()),
            NodeKind::Nothing | NodeKind::List(_) | NodeKind::Table(_) => {
                Written::Whole(Spelling { spelling: spelling(node) })
            }
        }
    }
}

/// The elements of a list of things with ids, or of variants, each with what it is known by.
fn members(node: &Node) -> Option<Vec<(String, &Node)>> {
    let all = elements(node);
    let known_by = |each: &Node| match (each.get("id"), each.get("for")) {
        (Some(id), _) => text(id).map(ToOwned::to_owned),
        (None, Some(subjects)) => Some(spelling(subjects)),
        (None, None) => None,
    };
    let named = all.iter().map(|each| known_by(each).map(|id| (id, each)));
    if all.is_empty() { None } else { named.collect() }
}

fn elements(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::List(all) => all,
        NodeKind::Nothing
        | NodeKind::Bool(_)
        | NodeKind::Number(_)
        | NodeKind::Text(_)
        | NodeKind::Table(_) => &[],
    }
}

pub(crate) fn text(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Text(text) => Some(text),
        NodeKind::Nothing
        | NodeKind::Bool(_)
        | NodeKind::Number(_)
        | NodeKind::List(_)
        | NodeKind::Table(_) => None,
    }
}

fn label(node: &Node) -> Option<Label> {
    let words = |entry: &crate::parse::node::Entry| {
        Some((entry.key.clone(), text(&entry.node)?.to_owned()))
    };
    node.entries().iter().map(words).collect::<Option<Vec<_>>>().map(Label::from_pairs)
}

/// Whether two nodes say the same: numbers by what they are, not by their characters.
fn is_same(before: &Node, after: &Node) -> bool {
    if canonical(before) == canonical(after) {
        return true;
    }
    let number = |node: &Node| match &node.kind {
        NodeKind::Number(text) => text.parse::<Number>().ok(),
        NodeKind::Nothing
        | NodeKind::Bool(_)
        | NodeKind::Text(_)
        | NodeKind::List(_)
        | NodeKind::Table(_) => None,
    };
    matches!((number(before), number(after)), (Some(old), Some(new)) if old == new)
}

/// A node on one line, as it could be written in a rubric.
fn spelling(node: &Node) -> String {
    match &node.kind {
        NodeKind::Nothing => String::new(),
        NodeKind::Bool(_) => node.describe(),
        NodeKind::Number(text) => text.clone(),
        NodeKind::Text(text) => alloc::format!("\"{text}\""),
        NodeKind::List(all) => {
            let all: Vec<String> = all.iter().map(spelling).collect();
            alloc::format!("[{}]", all.join(", "))
        }
        NodeKind::Table(entries) => {
            let pair = |entry: &crate::parse::node::Entry| {
                [entry.key.as_str(), &spelling(&entry.node)].join(" = ")
            };
            let all: Vec<String> = entries.iter().map(pair).collect();
            alloc::format!("{{ {} }}", all.join(", ")).to_string()
        }
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;

    fn found(before: &str, after: &str) -> Vec<(String, Turned, Effect)> {
        let spelt = |change: Change| {
            let within = change.within.iter().map(|place| place.id.clone());
            let path: Vec<String> = within.chain(change.keys).collect();
            (path.join("/"), change.turned, change.effect)
        };
        let head = "languages = [\"zh\"]\n";
        let with_head = |text: &str| [head, text].concat();
        changes(&with_head(before), &with_head(after)).into_iter().map(spelt).collect()
    }

    fn plain(text: &str) -> Written {
        Written::Plain(text.into())
    }

    #[test]
    fn notation_order_and_spacing_are_no_change() {
        let before = "[[criterion]]\nid = \"a\"\nweight = 6\n";
        assert_eq!(found(before, "criterion = [{ weight = 6.0, id = 'a' }] # as it was"), []);
    }

    #[test]
    fn a_change_is_named_by_construct_and_key() {
        let before =
            "[[criterion]]\nid = \"a\"\nin = \"x\"\nweight = 6\n[[criterion]]\nid = \"b\"\n";
        let after =
            "[[criterion]]\nid = \"c\"\n[[criterion]]\nid = \"a\"\nin = \"y\"\nweight = 5\n";
        let kinds: Vec<String> = found(before, after).into_iter().map(|(path, ..)| path).collect();
        assert_eq!(kinds, ["c", "a/in", "a/weight", "b"]);
        let (_, turned, effect) = found(before, after).swap_remove(2);
        assert_eq!(turned, Turned::Changed { before: plain("6"), after: plain("5") });
        assert_eq!(effect, Effect::Rules);
    }

    #[test]
    fn words_and_clauses_move_nothing_and_the_head_is_the_head() {
        let before = "edition = \"1\"\n[[gate]]\nid = \"g\"\nname = { zh = \"甲\" }\nclauses = [{ basis = \"decreed\", at = \"1\" }]\n";
        let after = "edition = \"2\"\n[[gate]]\nid = \"g\"\nname = { zh = \"乙\" }\nclauses = [{ basis = \"decreed\", at = \"2\" }]\n";
        let effects: Vec<(String, Effect)> =
            found(before, after).into_iter().map(|(path, _, effect)| (path, effect)).collect();
        assert_eq!(
            effects,
            [
                ("edition".to_owned(), Effect::Identity),
                ("g/name".to_owned(), Effect::Words),
                ("g/clauses/at".to_owned(), Effect::Words),
            ]
        );
    }

    #[test]
    fn another_order_is_said_once() {
        let level = |id: &str| alloc::format!("{{ id = \"{id}\" }}");
        let scale = |ids: [&str; 2]| {
            alloc::format!("[[scale]]\nid = \"s\"\nlevels = [{}]", ids.map(level).join(", "))
        };
        let [(path, turned, _)] = &found(&scale(["a", "b"]), &scale(["b", "a"]))[..] else {
            panic!("one change");
        };
        assert_eq!(path, "s/levels");
        let ids = |all: [&str; 2]| all.map(ToOwned::to_owned).to_vec();
        let reordered = Turned::Reordered { before: ids(["a", "b"]), after: ids(["b", "a"]) };
        assert_eq!(*turned, reordered);
    }

    #[cfg(feature = "schema")]
    #[test]
    fn every_key_with_words_is_known_as_such() {
        use crate::schema::language::{Takes, language};

        fn is_label(takes: &Takes) -> bool {
            match takes {
                Takes::Label => true,
                Takes::List(inner) | Takes::ByName(inner) => is_label(inner),
                Takes::Text
                | Takes::Number
                | Takes::Truth
                | Takes::Id
                | Takes::Word(_)
                | Takes::Construct(_)
                | Takes::OneOf(_)
                | Takes::Other => false,
            }
        }

        for (name, construct) in language().constructs {
            for key in construct.keys.iter().filter(|key| is_label(&key.takes)) {
                assert!(WORDS.contains(&key.key.as_str()), "{name}: {}", key.key);
            }
        }
    }
}
