//! Who is who: rows of one person by exact rules, and people who may be one; a person decides.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use sha2::{Digest, Sha256};

use crate::ledger::row::{Ledger, Place, Row};
use crate::ledger::rules::Rules;

/// Which rows of the roster are of one person.
///
/// Rows with one number are one person. A row without a number is of the person of its name and all
/// that tells people apart together with it (employer and trade, say). A row with neither is nobody's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// The person of each row of the roster, from 0.
    rows: Vec<Option<usize>>,
    /// How many persons there may be: each is below.
    most: usize,
    /// Persons who may be one.
    pub suspects: Vec<Suspect>,
    /// Numbers that stand with several names: the rows, one group for each number.
    pub renamed: Vec<Vec<Place>>,
    /// People who are known by name alone: how many.
    pub by_name_alone: usize,
}

/// Two persons who may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspect {
    /// What the pair is called in decisions: it holds no name and no number.
    pub key: String,
    /// Why they may be one.
    pub why: SuspectWhy,
    /// The first row of each.
    pub rows: (Place, Place),
    /// The name of each.
    pub names: (String, String),
    /// Whether they are one, where a person has decided.
    pub decided: Option<bool>,
}

/// Why two persons may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuspectWhy {
    /// One name, and one of them has no number.
    NumberMissing,
    /// One name and no numbers; what else tells them apart differs.
    SameName,
    /// One name, and numbers that differ in one place.
    NumbersAlmostAlike,
    /// All alike but one character of the name.
    NamesAlmostAlike,
}

/// What a person decided about a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The pair, as [`Suspect::key`] calls it.
    pub key: String,
    /// Whether they are one person.
    pub is_same: bool,
}

impl People {
    /// The person of a row of the roster.
    pub(crate) fn of_row(&self, index: usize) -> Option<usize> {
        self.rows.get(index).copied().flatten()
    }

    /// All persons are below this.
    pub(crate) fn len(&self) -> usize {
        self.most
    }
}

/// How a person is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    ByNumber(String),
    ByName(String, Vec<String>),
}

/// One person, as far as the rows go.
struct Person<'a> {
    known: Known,
    name: &'a str,
    first: Place,
    together: Vec<&'a str>,
}

impl Person<'_> {
    fn number(&self) -> Option<&str> {
        match &self.known {
            Known::ByNumber(number) => Some(number),
            Known::ByName(..) => None,
        }
    }
}

/// The persons of a roster, with what was decided about those who may be one.
pub(crate) fn people(rules: &Rules, ledger: &Ledger, decisions: &[Decision]) -> People {
    let mut by_key: BTreeMap<Known, usize> = BTreeMap::new();
    let mut persons: Vec<Person<'_>> = Vec::new();
    let mut rows = Vec::with_capacity(ledger.roster.len());
    let mut names: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for row in &ledger.roster {
        let Some(known) = known(rules, row) else {
            rows.push(None);
            continue;
        };
        let name = row.text(rules.keys.name).unwrap_or_default();
        let next = persons.len();
        let person = *by_key.entry(known.clone()).or_insert(next);
        rows.push(Some(person));
        match persons.get_mut(person) {
            Some(known) if known.name.is_empty() => known.name = name,
            Some(known) if !name.is_empty() && known.name != name => {
                let first = known.first;
                names.entry(person).or_insert_with(|| vec![first]).push(row.place);
            }
            Some(_) => (),
            None => persons.push(Person {
                known,
                name,
                first: row.place,
                together: together(rules, row),
            }),
        }
    }
    let suspects = suspects(&persons, decisions);
    let by_name_alone = persons.iter().filter(|person| person.number().is_none()).count();
    let most = persons.len();
    let pairs: Vec<(usize, usize)> = suspects
        .iter()
        .filter(|(_, suspect)| suspect.decided == Some(true))
        .map(|(pair, _)| *pair)
        .collect();
    let stands_for = joined(most, &pairs);
    for row in rows.iter_mut().flatten() {
        *row = stands_for.get(*row).copied().unwrap_or(*row);
    }
    People {
        rows,
        most,
        suspects: suspects.into_iter().map(|(_, suspect)| suspect).collect(),
        renamed: names.into_values().collect(),
        by_name_alone,
    }
}

fn known(rules: &Rules, row: &Row) -> Option<Known> {
    let text = |field: usize| row.text(field).filter(|text| !text.is_empty());
    if let Some(number) = text(rules.keys.person) {
        return Some(Known::ByNumber(number.into()));
    }
    let with = together(rules, row).into_iter().map(String::from).collect();
    text(rules.keys.name).map(|name| Known::ByName(name.into(), with))
}

fn together<'a>(rules: &Rules, row: &'a Row) -> Vec<&'a str> {
    rules.keys.together.iter().map(|field| row.text(*field).unwrap_or_default()).collect()
}

/// For each of so many, the first of those that it is one with.
fn joined(count: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
    let mut stands_for: Vec<usize> = (0..count).collect();
    let root = |of: &[usize], mut one: usize| {
        while let Some(next) = of.get(one).copied().filter(|next| *next != one) {
            one = next;
        }
        one
    };
    for (one, other) in pairs {
        let (one, other) = (root(&stands_for, *one), root(&stands_for, *other));
        if let Some(place) = stands_for.get_mut(one.max(other)) {
            *place = one.min(other);
        }
    }
    (0..count).map(|one| root(&stands_for, one)).collect()
}

/// Of a group that is larger, only neighbours are held beside one another.
const MOST_IN_FULL: usize = 40;

/// The pairs of a group that are looked at.
fn pairs_of(group: &[usize]) -> Vec<(usize, usize)> {
    let widest = if group.len() <= MOST_IN_FULL { group.len() } else { 2 };
    let mut pairs = Vec::new();
    for (index, one) in group.iter().enumerate() {
        let others = group.iter().skip(index.saturating_add(1)).take(widest.saturating_sub(1));
        pairs.extend(others.map(|other| (*one, *other)));
    }
    pairs
}

fn suspects(persons: &[Person<'_>], decisions: &[Decision]) -> Vec<((usize, usize), Suspect)> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_rest: BTreeMap<(usize, &[&str]), Vec<usize>> = BTreeMap::new();
    for (index, person) in persons.iter().enumerate() {
        if person.name.is_empty() {
            continue;
        }
        by_name.entry(person.name).or_default().push(index);
        let length = person.name.chars().count();
        if length >= 3 && person.together.iter().any(|text| !text.is_empty()) {
            by_rest.entry((length, &person.together)).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for (one, other) in by_name.values().flat_map(|group| pairs_of(group)) {
        let (Some(a), Some(b)) = (persons.get(one), persons.get(other)) else { continue };
        let why = match (a.number(), b.number()) {
            (None, None) => Some(SuspectWhy::SameName),
            (Some(x), Some(y)) => are_almost_alike(x, y).then_some(SuspectWhy::NumbersAlmostAlike),
            (Some(_), None) | (None, Some(_)) => {
                are_compatible(a, b).then_some(SuspectWhy::NumberMissing)
            }
        };
        found.extend(why.map(|why| (one, other, why)));
    }
    for (one, other) in by_rest.values().flat_map(|group| pairs_of(group)) {
        let (Some(a), Some(b)) = (persons.get(one), persons.get(other)) else { continue };
        let has_both = a.number().is_some() && b.number().is_some();
        if !has_both && a.name != b.name && are_almost_alike(a.name, b.name) {
            found.push((one, other, SuspectWhy::NamesAlmostAlike));
        }
    }
    found.sort();
    let told = |(one, other, why): (usize, usize, SuspectWhy)| {
        let (a, b) = (persons.get(one)?, persons.get(other)?);
        let key = key_of(&spelt(a), &spelt(b));
        let decided = decisions.iter().find(|each| each.key == key).map(|each| each.is_same);
        let names = (a.name.into(), b.name.into());
        Some(((one, other), Suspect { key, why, rows: (a.first, b.first), names, decided }))
    };
    found.into_iter().filter_map(told).collect()
}

/// Whether nothing that tells people apart differs: blank agrees with anything, and so does a name
/// that begins with the other (a company and one of its workshops).
fn are_compatible(one: &Person<'_>, other: &Person<'_>) -> bool {
    let agrees = |(a, b): (&&str, &&str)| a.starts_with(*b) || b.starts_with(*a);
    one.together.iter().zip(&other.together).all(agrees)
}

/// Whether two texts of one length differ in exactly one character.
fn are_almost_alike(one: &str, other: &str) -> bool {
    let apart = one.chars().zip(other.chars()).filter(|(a, b)| a != b).count();
    apart == 1 && one.chars().count() == other.chars().count()
}

fn spelt(person: &Person<'_>) -> String {
    match &person.known {
        Known::ByNumber(number) => number.clone(),
        Known::ByName(name, with) => {
            let mut spelt = name.clone();
            for each in with {
                spelt.push('\n');
                spelt.push_str(each);
            }
            spelt
        }
    }
}

/// What a pair is called in decisions: the same whichever comes first, and without names or numbers.
pub fn key_of(one: &str, other: &str) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    let mut digest = Sha256::new();
    digest.update(first.as_bytes());
    digest.update([0]);
    digest.update(second.as_bytes());
    digest.finalize().iter().take(6).map(|byte| alloc::format!("{byte:02x}")).collect()
}
