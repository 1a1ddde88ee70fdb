//! Which variant of each criterion holds for one kind of subject.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::label::Label;
use crate::model::criterion::{Criterion, CriterionEntry, Selector, Standing};
use crate::model::rubric::Rubric;
use crate::model::varied::Varied;
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

/// Every complete choice of categories.
pub(crate) fn all(rubric: &Rubric) -> Vec<BTreeMap<String, String>> {
    let mut profiles = Vec::from([BTreeMap::new()]);
    for category in &rubric.category {
        profiles = profiles
            .iter()
            .flat_map(|profile| {
                category.options.iter().map(|option| {
                    let mut next: BTreeMap<String, String> = profile.clone();
                    next.insert(category.id.to_string(), option.id.to_string());
                    next
                })
            })
            .collect();
    }
    profiles
}

/// How many complete choices there are.
pub(crate) fn count(rubric: &Rubric) -> usize {
    rubric
        .category
        .iter()
        .fold(1, |count: usize, category| count.saturating_mul(category.options.len().max(1)))
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
