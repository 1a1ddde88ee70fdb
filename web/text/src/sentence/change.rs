//! What changed between two editions.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jiangxing::compare::{Change, Place, Turn, Turned, Written};
use jiangxing::label::Label;

use crate::names::quoted_name;
use crate::{Language, key, list};

/// Text is told whole up to so many characters; of a longer one, what differs and a little around it.
const WHOLE: usize = 48;

/// How many characters around what differs.
const AROUND: usize = 12;

/// The longest list or table that is told.
const LONGEST: usize = 120;

/// What a change is about: the outermost thing with an id, else the rubric itself.
pub fn subject(change: &Change, language: Language) -> String {
    match change.within.first() {
        Some(place) => named(place, language),
        None => String::from(language.pick("标准本身", "the rubric itself")),
    }
}

/// What changed in it, in a few words.
pub fn change(change: &Change, language: Language) -> String {
    let l = language;
    let inner = change.within.iter().skip(1).map(|place| named(place, l));
    let keys = change.keys.iter().map(|each| called(each, l));
    let path: Vec<String> = inner.chain(keys).collect();
    let path = path.join(" · ");
    let is_thing = change.keys.is_empty();
    let said = match &change.turned {
        Turned::Added { .. } if is_thing => String::from(l.pick("新增", "added")),
        Turned::Removed { .. } if is_thing => String::from(l.pick("删除", "removed")),
        Turned::Added { after } => {
            let after = written(after, l);
            say!(l, "新增 {after}", "added: {after}")
        }
        Turned::Removed { before } => {
            let before = written(before, l);
            say!(l, "删除 {before}", "removed: {before}")
        }
        Turned::Changed { before, after } if change.keys == ["in"] => {
            let (before, after) = (written(before, l), written(after, l));
            return say!(l, "从 {before} 移到 {after}", "moved from {before} to {after}");
        }
        Turned::Changed { before, after } => turned(before, after, l),
        Turned::Reordered { before, after } => {
            let (before, after) = (list::some(before, 4, l), list::some(after, 4, l));
            say!(l, "次序 {before} → {after}", "order {before} → {after}")
        }
    };
    match (path.is_empty(), l) {
        (true, _) => said,
        (false, Language::Chinese) => format!("{path}：{said}"),
        (false, Language::English) => format!("{path}: {said}"),
    }
}

/// Which way a rating went.
pub fn turn(turn: Turn, language: Language) -> &'static str {
    match turn {
        Turn::Lost => language.pick("降低", "lower"),
        Turn::Gained => language.pick("升高", "higher"),
        Turn::Other => language.pick("有变化", "different"),
        Turn::Same => language.pick("不变", "the same"),
    }
}

fn named(place: &Place, language: Language) -> String {
    let kind = place.keys.last().map(|each| called(each, language)).unwrap_or_default();
    let name = place.name.in_language(language.code());
    let id = &place.id;
    match (name.is_empty(), language) {
        (true, _) => format!("{kind} {id}"),
        (false, Language::Chinese) => format!("{kind}{}（{id}）", quoted_name(name)),
        (false, Language::English) => format!("{kind} {} ({id})", quoted_name(name)),
    }
}

/// A key by its name; one of digits is a level or a place.
fn called(each: &str, language: Language) -> String {
    key(each, language)
}

fn turned(before: &Written, after: &Written, language: Language) -> String {
    let (Written::Words(before), Written::Words(after)) = (before, after) else {
        let (before, after) = (spelt(before, language), spelt(after, language));
        let (before, after) = apart(&before, &after);
        return format!("{before} → {after}");
    };
    let code = language.code();
    let codes = core::iter::once(code).chain(["zh", "en"]);
    let differing =
        codes.into_iter().find(|code| before.in_language(code) != after.in_language(code));
    let (before, after) = match differing {
        Some(code) => (before.in_language(code), after.in_language(code)),
        None => (before.in_language(code), after.in_language(code)),
    };
    let (before, after) = apart(before, after);
    format!("{} → {}", quoted_name(&before), quoted_name(&after))
}

fn spelt(written: &Written, language: Language) -> String {
    match written {
        Written::Words(label) => words(label, language),
        Written::Plain(text) => text.clone(),
        Written::Whole(whole) => whole.spelling.clone(),
    }
}

fn words(label: &Label, language: Language) -> String {
    quoted_name(label.in_language(language.code()))
}

fn written(it: &Written, language: Language) -> String {
    let spelt = spelt(it, language);
    match spelt.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", spelt.get(..end).unwrap_or_default()),
        None => spelt,
    }
}

/// Two texts as far as they differ, when they are long.
fn apart(before: &str, after: &str) -> (String, String) {
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    if old.len() <= WHOLE && new.len() <= WHOLE {
        return (before.to_string(), after.to_string());
    }
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()).saturating_sub(head);
    let tail =
        old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (skipped, kept) = (head.saturating_sub(AROUND), tail.saturating_sub(AROUND));
    let cut = |all: &[char]| {
        let end = all.len().saturating_sub(kept);
        let middle: String = all.get(skipped..end).unwrap_or_default().iter().collect();
        let before = if skipped > 0 { "…" } else { "" };
        let after = if kept > 0 { "…" } else { "" };
        format!("{before}{middle}{after}")
    };
    (cut(&old), cut(&new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_long_texts_what_differs_is_told() {
        assert_eq!(apart("short", "shorter"), ("short".into(), "shorter".into()));
        let long = |middle: &str| format!("{}{middle}{}", "a".repeat(40), "b".repeat(40));
        let (before, after) = apart(&long("X"), &long("YZ"));
        assert_eq!(before, format!("…{}X{}…", "a".repeat(12), "b".repeat(12)));
        assert_eq!(after, format!("…{}YZ{}…", "a".repeat(12), "b".repeat(12)));
    }
}
