//! R061–R063: a panel can decide.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::check::names::list_is_unique;
use crate::diagnostic::{Diagnostic, Fault};
use crate::model::criterion::Clause;
use crate::model::panel_policy::{Combining, PanelRule, SpreadRule};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::parse::shape::{At, Id};
use crate::parse::suggest::nearest;
use crate::span::Span;

/// The most assessors that a panel may have.
const MOST_ASSESSORS: usize = 100;

/// R003, R004, R010, R011, R015, R019, R053, R061–R063: counts are whole and in order, what is
/// dropped leaves something, every key has its use, exceptions are from criteria that there are, and
/// the rules say where they come from.
pub(crate) fn can_decide(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    let Some(panel) = &rubric.panel else { return };
    sizes_are_in_order(panel, out);
    dropping_leaves_something(panel, out);
    let of_exceptions = panel.except.iter().filter_map(|except| except.spread.as_ref());
    panel.spread.iter().chain(of_exceptions).for_each(|spread| spread_is_a_distance(spread, out));
    exceptions_lead_somewhere(rubric, panel, out);
    if panel.clauses.is_empty() {
        report(out, panel.at, Fault::ClauseMissing { id: "panel".into() });
    }
    let of_exceptions = panel.except.iter().flat_map(|except| &except.clauses);
    panel
        .clauses
        .iter()
        .chain(of_exceptions)
        .for_each(|clause| source_is_there(rubric, clause, out));
}

fn report(out: &mut Vec<Diagnostic>, at: Span, fault: Fault) {
    out.push(Diagnostic { fault, at, related: Vec::new() });
}

/// The count, told when it is none.
fn count(key: &str, number: &At<Number>, out: &mut Vec<Diagnostic>) -> Option<usize> {
    let found = number.to_count().filter(|count| (1..=MOST_ASSESSORS).contains(count));
    if found.is_none() {
        let expected = alloc::format!("a whole number from 1 to {MOST_ASSESSORS}");
        let (key, found) = (key.into(), number.it.to_string());
        report(out, number.at, Fault::WrongShape { key, expected, found });
    }
    found
}

fn sizes_are_in_order(panel: &PanelRule, out: &mut Vec<Diagnostic>) {
    let mut counted = |key: &str, number: &Option<At<Number>>| {
        number.as_ref().and_then(|number| Some((count(key, number, out)?, number.at)))
    };
    let least = counted("at-least", &panel.at_least);
    let most = counted("at-most", &panel.at_most);
    let each = counted("each", &panel.each);
    let Some((most, at)) = most else { return };
    for (fewest, other) in [least.unwrap_or((2, at)), each.unwrap_or((2, at))] {
        if fewest > most {
            let (low, high) = (Number::from_count(fewest), Number::from_count(most));
            let fault = Fault::EmptyRange { low, high };
            out.push(Diagnostic { fault, at, related: [other].into() });
            return;
        }
    }
}

fn word(combine: Combining) -> &'static str {
    match combine {
        Combining::Mean => "mean",
        Combining::Median => "median",
        Combining::Trimmed => "trimmed",
        Combining::DropExtremes => "drop-extremes",
        Combining::Lead => "lead",
    }
}

/// Every way of combining that the panel uses.
fn ways(panel: &PanelRule) -> impl Iterator<Item = &At<Combining>> {
    let of_exceptions = panel.except.iter().filter_map(|except| except.combine.as_ref());
    [&panel.combine].into_iter().chain(of_exceptions)
}

fn dropping_leaves_something(panel: &PanelRule, out: &mut Vec<Diagnostic>) {
    let uses = |way: Combining| ways(panel).find(|found| found.it == way);
    let (trimmed, extremes) = (uses(Combining::Trimmed), uses(Combining::DropExtremes));
    let mut without_use = |key: &str, at: Span| {
        let (key, combine) = (key.into(), word(panel.combine.it).into());
        report(out, at, Fault::PanelKeyWithoutUse { key, combine });
    };
    if let (Some(trim), None) = (&panel.trim, trimmed) {
        without_use("trim", trim.at);
    }
    if let (Some(from), None, None) = (&panel.drop_from, trimmed, extremes) {
        without_use("drop-from", from.at);
    }
    if let Some(rank) = panel.rank_by.as_ref().filter(|_| ways(panel).all(is_unranked)) {
        without_use("rank-by", rank.at);
    }
    let from =
        panel.drop_from.as_ref().and_then(|from| Some((count("drop-from", from, out)?, from.at)));
    if extremes.is_some()
        && let Some((from, at)) = from.filter(|(from, _)| *from < 3)
    {
        report(out, at, Fault::NothingLeft { combine: "drop-extremes".into(), from });
    }
    if let Some(trimmed) = trimmed {
        trim_leaves_something(panel, trimmed.at, out);
    }
    let most = panel.at_most.as_ref().and_then(|most| most.to_count());
    if let (Some(most), Some((from, at))) = (most, from)
        && from > most
    {
        report(out, at, Fault::NeverDropped { from, most });
    }
}

/// Whether it is all the same what is put in order.
fn is_unranked(combine: &At<Combining>) -> bool {
    matches!(combine.it, Combining::Mean | Combining::Lead)
}

fn trim_leaves_something(panel: &PanelRule, at: Span, out: &mut Vec<Diagnostic>) {
    let Some(trim) = &panel.trim else {
        return report(out, at, Fault::MissingKey { key: "trim".into() });
    };
    let share = trim.it.clone();
    if share.is_negative() || share > Number::one() {
        return report(out, trim.at, Fault::ShareOutOfRange { share });
    }
    if trim.plus(&trim.it) >= Number::one() {
        let from = panel.drop_from.as_ref().and_then(|from| from.to_count()).unwrap_or(5);
        return report(out, trim.at, Fault::NothingLeft { combine: "trimmed".into(), from });
    }
    let most = panel.at_most.as_ref().and_then(|most| most.to_count());
    if let Some(most) = most.filter(|most| trim.times(&Number::from_count(*most)) < Number::one()) {
        let from = Number::one().over(&trim.it).map(|needed| needed.negated().floored().negated());
        let from = from.and_then(|needed| needed.to_count()).unwrap_or(usize::MAX);
        report(out, trim.at, Fault::NeverDropped { from, most });
    }
}

fn spread_is_a_distance(spread: &SpreadRule, out: &mut Vec<Diagnostic>) {
    if let Some(levels) = spread.levels.as_ref().filter(|levels| levels.to_count().is_none()) {
        let expected = "a whole number from 0 to 100".into();
        let (key, found) = ("levels".into(), levels.it.to_string());
        report(out, levels.at, Fault::WrongShape { key, expected, found });
    }
    if let Some(share) = spread.relative.as_ref()
        && (share.is_negative() || share.it > Number::one())
    {
        report(out, share.at, Fault::ShareOutOfRange { share: share.it.clone() });
    }
    if let Some(distance) = spread.absolute.as_ref().filter(|distance| distance.is_negative()) {
        report(out, distance.at, Fault::NegativeWeight { weight: distance.it.clone() });
    }
}

fn exceptions_lead_somewhere(rubric: &Rubric, panel: &PanelRule, out: &mut Vec<Diagnostic>) {
    let known = || rubric.criterion.iter().map(|entry| entry.base.id.as_str());
    let named: Vec<&At<Id>> = panel.except.iter().flat_map(|except| &except.criteria).collect();
    for id in &named {
        if !known().any(|known| known == id.as_str()) {
            let fault = Fault::NoSuchName {
                name: id.to_string(),
                wanted: "a criterion".into(),
                nearest: nearest(id, known()),
            };
            report(out, id.at, fault);
        }
    }
    list_is_unique(&named, out);
}

fn source_is_there(rubric: &Rubric, clause: &At<Clause>, out: &mut Vec<Diagnostic>) {
    let Some(source) = &clause.source else { return };
    let known = || rubric.source.iter().map(|each| each.id.as_str());
    if !known().any(|known| known == source.as_str()) {
        let fault = Fault::NoSuchName {
            name: source.to_string(),
            wanted: "a source".into(),
            nearest: nearest(source, known()),
        };
        report(out, source.at, fault);
    }
}
