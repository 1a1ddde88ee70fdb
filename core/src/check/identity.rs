//! R164–R168: which variant holds is never a matter of chance, dates are dates, and no rubric comes
//! before itself.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::calendar::Day;
use crate::check::written;
use crate::diagnostic::{Diagnostic, Fault};
use crate::model::criterion::Selector;
use crate::model::rubric::Rubric;
use crate::model::varied::Varied;
use crate::parse::shape::At;
use crate::plan::profile;
use crate::span::Span;

fn report(out: &mut Vec<Diagnostic>, at: Span, fault: Fault) {
    out.push(Diagnostic { fault, at, related: Vec::new() });
}

/// R164, R165: of the variants that hold for a kind of subject, one names the most categories; and
/// each is that one for some kind.
pub(crate) fn variants_are_told_apart(
    rubric: &Rubric,
    profiles: &[BTreeMap<String, String>],
    out: &mut Vec<Diagnostic>,
) {
    for entry in &rubric.criterion {
        one_at_a_time(&entry.base.id, &selectors(entry), profiles, out);
    }
    for entry in &rubric.quantity {
        one_at_a_time(&entry.base.id, &selectors(entry), profiles, out);
    }
    for entry in &rubric.table {
        one_at_a_time(&entry.base.id, &selectors(entry), profiles, out);
    }
}

fn selectors<T>(entry: &Varied<T>) -> Vec<&At<Selector>> {
    entry.variants.iter().map(|variant| &variant.for_).collect()
}

fn one_at_a_time(
    id: &str,
    selectors: &[&At<Selector>],
    profiles: &[BTreeMap<String, String>],
    out: &mut Vec<Diagnostic>,
) {
    let mut is_chosen = alloc::vec![false; selectors.len()];
    let mut is_tied = alloc::vec![false; selectors.len()];
    for chosen in profiles {
        let holding =
            || selectors.iter().enumerate().filter(|(_, one)| profile::holds(one, chosen));
        let Some(width) = holding().map(|(_, one)| one.len()).max() else { continue };
        let mut widest = holding().filter(|(_, one)| one.len() == width);
        let Some((first, selector)) = widest.next() else { continue };
        if let Some(mark) = is_chosen.get_mut(first) {
            *mark = true;
        }
        for (place, other) in widest {
            let Some(mark) = is_tied.get_mut(place).filter(|mark| !**mark) else { continue };
            *mark = true;
            let fault = Fault::VariantsTied { id: id.to_string(), profile: written(chosen) };
            out.push(Diagnostic { fault, at: other.at, related: [selector.at].into() });
        }
    }
    let marks = is_chosen.into_iter().zip(is_tied);
    for (selector, _) in selectors.iter().zip(marks).filter(|(_, (chosen, tied))| !chosen && !tied)
    {
        report(out, selector.at, Fault::VariantNeverChosen { id: id.to_string() });
    }
}

/// The day that is written, told when there is none.
fn a_day(text: &At<String>, out: &mut Vec<Diagnostic>) -> Option<Day> {
    let day = Day::read(&text.it);
    if day.is_none() {
        let written = crate::parse::node::shortened(&text.it);
        report(out, text.at, Fault::NotADate { text: written });
    }
    day
}

/// R166–R168: dates are dates, and no rubric comes before itself.
pub(crate) fn can_stand(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    dates_are_dates(rubric, out);
    predecessor_is_another(rubric, out);
}

/// R166, R167: the days between which a rubric is in force, the period that counts, and the dates of
/// its sources.
fn dates_are_dates(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    rubric.source.iter().filter_map(|source| source.date.as_ref()).for_each(|date| {
        a_day(date, out);
    });
    // In a leap year every day of a year is there.
    let of_a_year = |text: &At<String>| Day::read(&alloc::format!("2024-{}", text.it)).is_some();
    for end in rubric.period.iter().flat_map(|period| [&period.from, &period.to]) {
        if !of_a_year(end) {
            let text = crate::parse::node::shortened(&end.it);
            report(out, end.at, Fault::NotADate { text });
        }
    }
    let Some(in_force) = &rubric.in_force else { return };
    let from = in_force.from.as_ref().and_then(|from| a_day(from, out));
    let to = in_force.to.as_ref().and_then(|to| a_day(to, out));
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        let fault = Fault::EndsBeforeItBegins { from: from.to_string(), to: to.to_string() };
        report(out, in_force.at, fault);
    }
}

/// R168: a rubric comes after another one.
fn predecessor_is_another(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    let Some(before) = &rubric.predecessor else { return };
    if before.id.it == rubric.id.it && before.edition.it == rubric.edition.it {
        let fault =
            Fault::OwnPredecessor { id: rubric.id.to_string(), edition: rubric.edition.it.clone() };
        report(out, before.at, fault);
    }
}
