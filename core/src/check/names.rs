//! R01x names: ids are unique, categories exist, every label speaks every language, and every rule
//! says where it comes from.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Fault};
use crate::label::Label;
use crate::model::ask::Ask;
use crate::model::criterion::{Clause, Criterion, Selector};
use crate::model::rubric::Rubric;
use crate::named::ByName;
use crate::parse::shape::{At, Id};
use crate::parse::suggest::nearest;
use crate::span::Span;

/// Every criterion and every variant of one.
pub(crate) fn criteria(rubric: &Rubric) -> impl Iterator<Item = &Criterion> {
    rubric.criterion.iter().flat_map(|entry| entry.all())
}

/// R010: an id stands for one thing. Variants of one criterion may repeat its asks.
pub(crate) fn ids_are_unique(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    let mut seen: ByName<Span> = ByName::new();
    let mut take = |id: &At<Id>| {
        let Some(first) = seen.get(&id.it.0) else {
            seen.insert(id.it.0.clone(), id.at);
            return;
        };
        if *first != id.at {
            let fault = Fault::DuplicateId { id: id.to_string() };
            out.push(Diagnostic { fault, at: id.at, related: [*first].into() });
        }
    };
    rubric.dimension.iter().for_each(|dimension| take(&dimension.id));
    take(&rubric.rating.lowest.id);
    rubric.rating.levels.iter().for_each(|level| take(&level.id));
    rubric.quantity.iter().for_each(|entry| take(&entry.base.id));
    rubric.table.iter().for_each(|entry| take(&entry.base.id));
    rubric.rating.adjust.iter().for_each(|step| take(&step.id));
    rubric.grade.iter().for_each(|grade| take(&grade.id));
    let owners = rubric.fact.iter().map(|fact| (&fact.id, &fact.ask));
    let owners = owners.chain(rubric.gate.iter().map(|gate| (&gate.id, &gate.ask)));
    let owners =
        owners.chain(rubric.criterion.iter().map(|entry| (&entry.base.id, &entry.base.ask)));
    for (id, asks) in owners {
        take(id);
        asks.iter().filter_map(|ask| own_id(ask, id)).for_each(&mut take);
    }
    let lists = [
        rubric.source.iter().map(|each| &each.id).collect::<Vec<_>>(),
        rubric.unit.iter().map(|each| &each.id).collect(),
        rubric.scale.iter().map(|each| &each.id).collect(),
        rubric.category.iter().map(|each| &each.id).collect(),
    ];
    lists.iter().for_each(|list| list_is_unique(list, out));
    for grade in &rubric.grade {
        let levels = grade.levels.iter().map(|level| &level.id);
        let steps = grade.adjust.iter().map(|step| &step.id);
        list_is_unique(&[&grade.lowest.id].into_iter().chain(levels).collect::<Vec<_>>(), out);
        list_is_unique(&steps.collect::<Vec<_>>(), out);
    }
    for category in &rubric.category {
        list_is_unique(&category.options.iter().map(|option| &option.id).collect::<Vec<_>>(), out);
    }
    for scale in &rubric.scale {
        list_is_unique(&scale.levels.iter().map(|level| &level.id).collect::<Vec<_>>(), out);
    }
}

/// The ask's own id, unless it repeats its owner's.
fn own_id<'a>(ask: &'a At<Ask>, owner: &At<Id>) -> Option<&'a At<Id>> {
    ask.it.0.id.as_ref().filter(|id| id.it != owner.it)
}

pub(crate) fn list_is_unique(ids: &[&At<Id>], out: &mut Vec<Diagnostic>) {
    let mut seen: ByName<Span> = ByName::new();
    for id in ids {
        match seen.get(id) {
            Some(first) => {
                let fault = Fault::DuplicateId { id: id.to_string() };
                out.push(Diagnostic { fault, at: id.at, related: [*first].into() });
            }
            None => seen.insert(id.to_string(), id.at),
        }
    }
}

/// R011: selectors name categories and options that exist. R053: every rule has a clause.
pub(crate) fn categories_and_clauses_are_known(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    for category in rubric.category.iter().filter(|category| category.options.is_empty()) {
        let fault = Fault::MissingKey { key: "options".into() };
        out.push(Diagnostic { fault, at: category.id.at, related: Vec::new() });
    }
    let of_criteria = criteria(rubric).filter_map(|criterion| criterion.applies.as_ref());
    let of_variants = rubric
        .criterion
        .iter()
        .flat_map(|entry| entry.variants.iter().map(|variant| &variant.for_));
    let of_quantities =
        rubric.quantity.iter().flat_map(|entry| entry.variants.iter().map(|variant| &variant.for_));
    let of_tables =
        rubric.table.iter().flat_map(|entry| entry.variants.iter().map(|variant| &variant.for_));
    let of_gates = rubric.gate.iter().filter_map(|gate| gate.applies.as_ref());
    let of_facts = rubric.fact.iter().filter_map(|fact| fact.applies.as_ref());
    for selector in of_criteria
        .chain(of_variants)
        .chain(of_quantities)
        .chain(of_tables)
        .chain(of_gates)
        .chain(of_facts)
    {
        selector_is_known(rubric, selector, out);
    }
    let mut wants = |id: &At<Id>, clauses: &[At<Clause>]| {
        if clauses.is_empty() {
            let fault = Fault::ClauseMissing { id: id.to_string() };
            out.push(Diagnostic { fault, at: id.at, related: Vec::new() });
        }
    };
    criteria(rubric).for_each(|criterion| wants(&criterion.id, &criterion.clauses));
    rubric.gate.iter().for_each(|gate| wants(&gate.id, &gate.clauses));
    for criterion in criteria(rubric) {
        if criterion.leave_out_when.is_some() && criterion.leave_out_reason.is_none() {
            let fault = Fault::LeaveOutUnexplained { criterion: criterion.id.to_string() };
            out.push(Diagnostic { fault, at: criterion.id.at, related: Vec::new() });
        }
    }
}

fn selector_is_known(rubric: &Rubric, selector: &At<Selector>, out: &mut Vec<Diagnostic>) {
    let mut unknown = |at: Span, name: &str, wanted: &str, near: Option<String>| {
        let fault = Fault::NoSuchName { name: name.into(), wanted: wanted.into(), nearest: near };
        out.push(Diagnostic { fault, at, related: Vec::new() });
    };
    for (written, options) in selector.iter() {
        let Some(category) = rubric.category.iter().find(|known| known.id.as_str() == written)
        else {
            let known = rubric.category.iter().map(|known| known.id.as_str());
            unknown(selector.at, written, "a category", nearest(written, known));
            continue;
        };
        for option in &options.it {
            if !category.options.iter().any(|known| known.id.as_str() == option.it) {
                let known = category.options.iter().map(|known| known.id.as_str());
                unknown(
                    option.at,
                    &option.it,
                    "an option of the category",
                    nearest(&option.it, known),
                );
            }
        }
    }
}

/// R012: every label has every language the rubric declares.
pub(crate) fn every_label_has_every_language(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    let mut labels: Vec<&At<Label>> = [&rubric.title, &rubric.publisher, &rubric.notice].into();
    labels.extend([&rubric.rating.name, &rubric.rating.lowest.name]);
    rubric.source.iter().for_each(|source| labels.extend([&source.title, &source.short]));
    rubric.unit.iter().for_each(|unit| labels.push(&unit.name));
    for category in &rubric.category {
        labels.push(&category.name);
        labels.extend(&category.guidance);
        for option in &category.options {
            labels.push(&option.name);
            labels.extend(&option.guidance);
        }
    }
    labels.extend(rubric.scale.iter().flat_map(|scale| &scale.levels).map(|level| &level.name));
    for dimension in &rubric.dimension {
        labels.push(&dimension.name);
        labels.extend(&dimension.guidance);
        labels.extend(notes(&dimension.clauses));
    }
    for rule in rubric.quantity.iter().flat_map(|entry| entry.all()) {
        labels.push(&rule.name);
        labels.extend(&rule.guidance);
        labels.extend(notes(&rule.clauses));
    }
    for rule in rubric.table.iter().flat_map(|entry| entry.all()) {
        labels.push(&rule.name);
        labels.extend(notes(&rule.clauses));
    }
    criteria(rubric).for_each(|criterion| of_criterion(criterion, &mut labels));
    for gate in &rubric.gate {
        labels.push(&gate.name);
        labels.extend(gate.guidance.iter().chain(&gate.verify).chain(&gate.evidence));
        labels.extend(notes(&gate.clauses));
        gate.ask.iter().for_each(|ask| of_ask(ask, &mut labels));
    }
    for fact in &rubric.fact {
        labels.push(&fact.name);
        labels.extend(fact.guidance.iter().chain(&fact.verify).chain(&fact.evidence));
        labels.extend(notes(&fact.clauses));
        fact.ask.iter().for_each(|ask| of_ask(ask, &mut labels));
    }
    of_ratings(rubric, &mut labels);
    for label in labels {
        for language in rubric.languages.iter() {
            if label.exactly_in(&language.it).is_none_or(|words| words.trim().is_empty()) {
                let fault = Fault::MissingLanguage { language: language.it.clone() };
                out.push(Diagnostic { fault, at: label.at, related: Vec::new() });
            }
        }
    }
}

fn of_ratings<'a>(rubric: &'a Rubric, labels: &mut Vec<&'a At<Label>>) {
    let scales = rubric.grade.iter().map(|grade| (&grade.levels, &grade.adjust));
    for (levels, steps) in scales.chain([(&rubric.rating.levels, &rubric.rating.adjust)]) {
        for level in levels {
            labels.push(&level.name);
            labels.extend(level.require.iter().map(|required| &required.name));
            labels.extend(notes(&level.clauses));
        }
        for step in steps {
            labels.push(&step.name);
            labels.extend(notes(&step.clauses));
        }
    }
    labels.extend(notes(&rubric.rating.clauses));
    if let Some(panel) = &rubric.panel {
        labels.extend(notes(&panel.clauses));
        labels.extend(panel.except.iter().flat_map(|except| notes(&except.clauses)));
    }
    for grade in &rubric.grade {
        labels.extend([&grade.name, &grade.lowest.name]);
        labels.extend(&grade.absent_reason);
        labels.extend(notes(&grade.clauses));
    }
}

fn notes(clauses: &[At<Clause>]) -> impl Iterator<Item = &At<Label>> {
    clauses.iter().filter_map(|clause| clause.it.note.as_ref())
}

fn of_criterion<'a>(criterion: &'a Criterion, labels: &mut Vec<&'a At<Label>>) {
    labels.push(&criterion.name);
    labels.extend(criterion.guidance.iter().chain(&criterion.verify).chain(&criterion.evidence));
    labels.extend(&criterion.leave_out_reason);
    labels.extend(notes(&criterion.clauses));
    labels.extend(criterion.figures.iter().map(|figure| &figure.name));
    labels.extend(criterion.flags.iter().map(|flag| &flag.say));
    criterion.ask.iter().for_each(|ask| of_ask(ask, labels));
}

fn of_ask<'a>(ask: &'a At<Ask>, labels: &mut Vec<&'a At<Label>>) {
    let keys = &ask.it.0;
    labels.extend(keys.name.iter().chain(&keys.guidance));
    labels.extend(keys.anchors.iter().flat_map(|anchors| anchors.iter()).map(|(_, anchor)| anchor));
    labels.extend(keys.parts.iter().flat_map(|parts| &parts.it).map(|part| &part.name));
    labels.extend(keys.periods.iter().flat_map(|periods| &periods.it).map(|period| &period.name));
    for band in keys.bands.iter().flat_map(|bands| &bands.it) {
        labels.push(&band.name);
        labels.extend(&band.anchor);
    }
    labels.extend(keys.options.iter().flat_map(|options| &options.it).map(|option| &option.name));
}
