//! What of the language a rubric uses, and what its faults are about.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::check::check;
use crate::diagnostic::Fault;
use crate::parse::node::{Entry, Node, NodeKind};
use crate::parse::{parse, tree};
use crate::schema::language::{Language, Takes};
use crate::span::Span;

/// A piece of the language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// A key of a construct.
    Key {
        /// The construct.
        construct: String,
        /// The key.
        key: String,
    },
    /// A word under a key.
    Word {
        /// The construct.
        construct: String,
        /// The key.
        key: String,
        /// The word.
        word: String,
    },
    /// A function of expressions.
    Function(String),
}

/// Everything of `language` that the rubric in `text` uses.
pub fn uses(text: &str, language: &Language) -> BTreeSet<Use> {
    placed(text, language).into_iter().map(|placed| placed.used).collect()
}

/// The codes of what is wrong with the rubric in `text`, each with what of `language` it is about:
/// the innermost key that its place lies in, and the functions that are named there.
pub fn faulted(text: &str, language: &Language) -> Vec<(&'static str, BTreeSet<Use>)> {
    let places = placed(text, language);
    let about = |at: Span, fault: &Fault| {
        let around = places.iter().filter(|placed| holds(placed.at, at));
        let innermost = around.clone().map(|placed| length(placed.at)).min();
        let mut about: BTreeSet<Use> = around
            .filter(|placed| Some(length(placed.at)) == innermost)
            .map(|placed| placed.used.clone())
            .collect();
        if let Fault::MissingKey { key } = fault {
            about = about.into_iter().filter_map(|used| beside(&used, key)).collect();
        }
        let slice = text.get(at.start..at.end).unwrap_or_default();
        about.extend(functions(slice, language));
        about
    };
    let diagnostics = check(parse(text)).diagnostics;
    diagnostics.iter().map(|found| (found.fault.code(), about(found.at, &found.fault))).collect()
}

/// The key `key` of the construct that `used` is in.
fn beside(used: &Use, key: &str) -> Option<Use> {
    match used {
        Use::Key { construct, .. } | Use::Word { construct, .. } => {
            Some(Use::Key { construct: construct.clone(), key: key.to_string() })
        }
        Use::Function(_) => None,
    }
}

/// A piece of the language, and where it is used.
struct Placed {
    at: Span,
    used: Use,
}

fn holds(around: Span, inside: Span) -> bool {
    around.start <= inside.start && inside.end <= around.end
}

fn length(span: Span) -> usize {
    span.end.saturating_sub(span.start)
}

fn placed(text: &str, language: &Language) -> Vec<Placed> {
    let (root, _) = tree(text);
    let mut found = Vec::new();
    table(&root, &language.root, language, &mut found);
    found
}

fn table(node: &Node, construct: &str, language: &Language, found: &mut Vec<Placed>) {
    for entry in node.entries() {
        let key = language.construct(construct).and_then(|known| known.key(&entry.key));
        let Some(key) = key else { continue };
        let at = Span { start: entry.key_at.start.min(entry.node.at.start), end: end(entry) };
        let construct = language.base(construct).to_string();
        let used = Use::Key { construct: construct.clone(), key: entry.key.clone() };
        found.push(Placed { at, used });
        let under = Under { construct: &construct, key: &entry.key, language };
        under.value(&entry.node, &key.takes, found);
    }
}

fn end(entry: &Entry) -> usize {
    entry.key_at.end.max(entry.node.at.end)
}

/// What stands under a key of a construct.
struct Under<'a> {
    construct: &'a str,
    key: &'a str,
    language: &'a Language,
}

impl Under<'_> {
    fn value(&self, node: &Node, takes: &Takes, found: &mut Vec<Placed>) {
        match (takes, &node.kind) {
            (Takes::Construct(name), NodeKind::Table(_)) => {
                table(node, name, self.language, found);
            }
            (Takes::List(inner), NodeKind::List(all)) => {
                for each in all {
                    self.value(each, inner, found);
                }
            }
            (Takes::ByName(inner), NodeKind::Table(entries)) => {
                for entry in entries {
                    self.value(&entry.node, inner, found);
                }
            }
            (Takes::OneOf(all), _) => {
                for each in all {
                    self.value(node, each, found);
                }
            }
            (Takes::Word(words), NodeKind::Text(text))
                if words.iter().any(|known| known.word == *text) =>
            {
                let used = Use::Word {
                    construct: self.construct.to_string(),
                    key: self.key.to_string(),
                    word: text.clone(),
                };
                found.push(Placed { at: node.at, used });
            }
            (Takes::Text, NodeKind::Text(text)) => {
                let calls = functions(text, self.language);
                found.extend(calls.into_iter().map(|used| Placed { at: node.at, used }));
            }
            _ => (),
        }
    }
}

/// The functions that are called in `text`.
fn functions(text: &str, language: &Language) -> BTreeSet<Use> {
    let is_name = |each: char| each.is_ascii_lowercase() || each.is_ascii_digit() || each == '-';
    let called = text.match_indices('(').filter_map(|(at, _)| {
        let before = text.get(..at)?;
        let start = before.rfind(|each| !is_name(each));
        let length = |start: usize| before.get(start..)?.chars().next().map(char::len_utf8);
        let begin = start.and_then(|start| Some(start.saturating_add(length(start)?)));
        before.get(begin.unwrap_or_default()..)
    });
    let known = |name: &&str| language.functions.iter().any(|function| function.name == *name);
    called.filter(known).map(|name| Use::Function(name.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::language::language;

    #[test]
    fn calls_are_found_in_expressions() {
        let language = language();
        let called = |text: &str| -> Vec<String> {
            let all = functions(text, &language).into_iter();
            all.map(|used| alloc::format!("{used:?}")).collect()
        };
        assert_eq!(called("max(a / 4 session, not-min (x))"), ["Function(\"max\")"]);
        assert_eq!(called("五min(1)"), ["Function(\"min\")"]);
        assert!(called("a > (b)").is_empty());
    }

    #[test]
    fn keys_words_and_faults_have_their_place() {
        let language = language();
        let text = "[rating]\njudged = \"exact\"\nrounding = \"odd\"\n";
        let key = |key: &str| Use::Key { construct: "RatingScale".into(), key: key.into() };
        let word = Use::Word {
            construct: "RatingScale".into(),
            key: "judged".into(),
            word: "exact".into(),
        };
        let used = uses(text, &language);
        assert!(used.contains(&key("judged")) && used.contains(&word));
        let faults = faulted(text, &language);
        let is_about = |code: &str, key: Use| {
            faults.iter().any(|(found, about)| *found == code && about.contains(&key))
        };
        assert!(is_about("R007", key("rounding")));
        assert!(is_about("R003", key("places")));
    }
}
