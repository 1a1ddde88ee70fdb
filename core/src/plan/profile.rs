//! Which variant of each criterion holds for one kind of subject.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::label::Label;
use crate::model::criterion::{Criterion, CriterionEntry, Selector, Standing};
use crate::model::rubric::Rubric;
use crate::model::varied::Varied;
use crate::parse::shape::At;
use crate::report::form::Category;

/// A complete choice of categories, and which of them had to be guessed.
pub(crate) struct Profile {
    pub(crate) chosen: BTreeMap<String, String>,
    pub(crate) unstated: Vec<(String, Label)>,
}

/// `chosen`, completed by the first option of each category that it leaves open.
pub(crate) fn complete(categories: &[Category], chosen: &BTreeMap<String, String>) -> Profile {
    let mut profile = Profile { chosen: BTreeMap::new(), unstated: Vec::new() };
    for category in categories {
        let stated = chosen
            .get(&category.id)
            .filter(|option| category.options.iter().any(|known| known.id == **option));
        let option = match stated {
            Some(option) => option.clone(),
            None => {
                profile.unstated.push((category.id.clone(), category.name.clone()));
                category.options.first().map(|first| first.id.clone()).unwrap_or_default()
            }
        };
        profile.chosen.insert(category.id.clone(), option);
    }
    profile
}

/// An option that no rule tells from an earlier one of its category, which stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alike {
    pub(crate) category: String,
    pub(crate) option: String,
    pub(crate) stands: String,
}

/// What the rules of a rubric tell apart: sets of options, each with its category, such that a rule
/// goes by whether the subject is of one of them.
#[derive(Debug, Default)]
pub(crate) struct ToldApart(BTreeSet<(String, Vec<String>)>);

impl ToldApart {
    /// What variants go by, and whom a rule applies to.
    pub(crate) fn by_selectors(rubric: &Rubric) -> Self {
        let mut told = Self::default();
        let rules = rubric.criterion.iter().flat_map(|entry| entry.all());
        let applies = rules.filter_map(|rule| rule.applies.as_ref());
        let applies = applies.chain(rubric.gate.iter().filter_map(|gate| gate.applies.as_ref()));
        let applies = applies.chain(rubric.fact.iter().filter_map(|fact| fact.applies.as_ref()));
        let variants = rubric.criterion.iter().flat_map(|entry| heads(entry));
        let variants = variants.chain(rubric.quantity.iter().flat_map(|entry| heads(entry)));
        let variants = variants.chain(rubric.table.iter().flat_map(|entry| heads(entry)));
        for selector in applies.chain(variants) {
            for (category, options) in selector.iter() {
                let options = options.iter().map(|option| option.it.clone()).collect();
                told.add(category, options);
            }
        }
        told
    }

    /// A rule goes by whether the subject is of one of `options`.
    pub(crate) fn add(&mut self, category: &str, options: Vec<String>) {
        self.0.insert((category.to_string(), options));
    }

    /// Options that no rule tells from an earlier one.
    pub(crate) fn alike(&self, rubric: &Rubric) -> Vec<Alike> {
        let mut sets: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (place, (category, options)) in self.0.iter().enumerate() {
            for option in options {
                sets.entry((category, option)).or_default().push(place);
            }
        }
        let mut firsts: BTreeMap<(&str, Option<&Vec<usize>>), &str> = BTreeMap::new();
        let options = rubric.category.iter().flat_map(|category| {
            let ids = category.options.iter().map(|option| option.id.as_str());
            ids.map(|option| (category.id.as_str(), option))
        });
        let stands_for = options.map(|(category, option)| {
            let kind = (category, sets.get(&(category, option)));
            let first = firsts.entry(kind).or_insert(option);
            (category, option, *first)
        });
        let others = stands_for.filter(|(_, option, first)| option != first);
        others
            .map(|(category, option, first)| Alike {
                category: category.to_string(),
                option: option.to_string(),
                stands: first.to_string(),
            })
            .collect()
    }
}

fn heads<T>(entry: &Varied<T>) -> impl Iterator<Item = &At<Selector>> {
    entry.variants.iter().map(|variant| &variant.for_)
}

/// `chosen`, each option that no rule tells from an earlier one replaced by that.
pub(crate) fn standing(
    alike: &[Alike],
    chosen: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let stands = |(category, option): (&String, &String)| {
        let found = alike.iter().find(|one| one.category == *category && one.option == *option);
        (category.clone(), found.map_or(option, |one| &one.stands).clone())
    };
    chosen.iter().map(stands).collect()
}

/// Every complete choice of categories that the rules tell apart.
pub(crate) fn all(rubric: &Rubric, alike: &[Alike]) -> Vec<BTreeMap<String, String>> {
    let mut profiles = Vec::from([BTreeMap::new()]);
    for (category, options) in standing_options(rubric, alike) {
        let with = |profile: &BTreeMap<String, String>, option: &str| {
            let mut next = profile.clone();
            next.insert(category.to_string(), option.to_string());
            next
        };
        let each = profiles.iter().flat_map(|profile| options.iter().map(|one| with(profile, one)));
        profiles = each.collect();
    }
    profiles
}

/// How many of them there are.
pub(crate) fn count(rubric: &Rubric, alike: &[Alike]) -> usize {
    standing_options(rubric, alike)
        .fold(1, |count: usize, (_, options)| count.saturating_mul(options.len().max(1)))
}

/// The categories, each with the options that stand for themselves.
fn standing_options<'a>(
    rubric: &'a Rubric,
    alike: &[Alike],
) -> impl Iterator<Item = (&'a str, Vec<&'a str>)> {
    let others: BTreeSet<(&str, &str)> =
        alike.iter().map(|one| (one.category.as_str(), one.option.as_str())).collect();
    rubric.category.iter().map(move |category| {
        let options = category.options.iter().map(|option| option.id.as_str());
        let stands = |option: &&str| !others.contains(&(category.id.as_str(), *option));
        (category.id.as_str(), options.filter(stands).collect())
    })
}

/// Whether `selector` holds for `chosen`.
pub(crate) fn holds(selector: &Selector, chosen: &BTreeMap<String, String>) -> bool {
    selector.iter().all(|(category, options)| {
        chosen.get(category).is_some_and(|stated| options.iter().any(|option| option.it == *stated))
    })
}

/// The rule as it is for `chosen`: the variant with the most categories that holds, the earlier of
/// equally narrow ones (which is an error).
pub(crate) fn variant<'a, T>(entry: &'a Varied<T>, chosen: &BTreeMap<String, String>) -> &'a T {
    let mut best: (usize, &T) = (0, &entry.base);
    for variant in &entry.variants {
        let width = variant.for_.len();
        if width > best.0 && holds(&variant.for_, chosen) {
            best = (width, &variant.rule);
        }
    }
    best.1
}

/// The criterion as it is for `chosen`; `None` when the subject is not asked, or nobody is any more.
pub(crate) fn criterion<'a>(
    entry: &'a CriterionEntry,
    chosen: &BTreeMap<String, String>,
) -> Option<&'a Criterion> {
    let rule = variant(entry, chosen);
    let asked = rule.applies.as_ref().is_none_or(|applies| holds(applies, chosen));
    let is_obsolete =
        rule.standing.as_ref().is_some_and(|standing| standing.it == Standing::Obsolete);
    (asked && !is_obsolete).then_some(rule)
}
