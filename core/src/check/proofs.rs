//! R15x and R16x: what can be proven of a rubric whose shape is in order.
//!
//! Each rule looks at the plan of one kind of subject and writes down what it sees at which place.
//! Only what is so for every kind of subject is a fault of the rubric: a condition on the kind of
//! subject is constant for each of them and none the less of use.

mod complete;
mod constant;
mod direction;
mod effect;
mod possible;
mod reach;
mod rows;
mod tables;
mod worse;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::check::proofs::possible::Possible;
use crate::check::written;
use crate::diagnostic::{Diagnostic, Fault};
use crate::model::criterion::{Criterion as CriterionRule, Selector};
use crate::model::rubric::Rubric;
use crate::parse::shape::At;
use crate::plan::{Criterion, Plan, profile};
use crate::span::Span;

/// What was seen, place by place and kind of subject by kind of subject.
#[derive(Default)]
pub(crate) struct Ledger {
    seen: Vec<Seen>,
    /// The kinds of subject that were looked at.
    profiles: Vec<String>,
}

struct Seen {
    at: Span,
    rule: &'static str,
    /// How many kinds of subject had been looked at.
    profiles: usize,
    fault: Option<Box<Fault>>,
}

impl Seen {
    /// The fault of this kind of subject alone, if that is worth a word.
    fn for_some(&self, profiles: &[String]) -> Option<Fault> {
        let Some(Fault::RatingOutOfReach { rating, needs, most }) = self.fault.as_deref() else {
            return None;
        };
        Some(Fault::RatingOutOfReachForSome {
            rating: rating.clone(),
            needs: needs.clone(),
            most: most.clone(),
            profile: profiles.get(self.profiles.checked_sub(1)?)?.clone(),
        })
    }
}

impl Ledger {
    /// What a rule sees at a place: a fault, or that there is none.
    pub(crate) fn see(&mut self, at: Span, rule: &'static str, fault: Option<Fault>) {
        let (profiles, fault) = (self.profiles.len(), fault.map(Box::new));
        self.seen.push(Seen { at, rule, profiles, fault });
    }

    /// What holds for every kind of subject; of ratings, also what holds for some.
    pub(crate) fn close(mut self, out: &mut Vec<Diagnostic>) {
        self.seen.sort_by_key(|seen| (seen.at, seen.rule));
        for group in self.seen.chunk_by(|a, b| a.at == b.at && a.rule == b.rule) {
            let Some(Some(first)) =
                group.iter().map(|seen| &seen.fault).find(|fault| fault.is_some())
            else {
                continue;
            };
            let at = group.first().map(|seen| seen.at).unwrap_or_default();
            let mut report = |fault| out.push(Diagnostic { fault, at, related: Vec::new() });
            if group.iter().all(|seen| seen.fault.as_ref() == Some(first)) {
                report((**first).clone());
                continue;
            }
            group.iter().filter_map(|seen| seen.for_some(&self.profiles)).for_each(report);
        }
    }
}

/// Proves what can be proven of `rubric`; `plans` has one for each kind of subject.
pub(crate) fn all<'a>(
    rubric: &'a Rubric,
    plans: impl Iterator<Item = &'a Plan>,
    out: &mut Vec<Diagnostic>,
) {
    let mut ledger = Ledger::default();
    let mut fulls = Vec::new();
    for plan in plans {
        let profile = written(&plan.profile);
        ledger.profiles.push(profile.clone());
        let possible = Possible::of(plan);
        reach::ratings(rubric, &possible, &mut ledger);
        reach::cut_offs_and_minima(rubric, plan, &mut ledger);
        reach::gates(rubric, &possible, &mut ledger);
        constant::conditions(rubric, &possible, &mut ledger);
        rows::are_reached(rubric, &possible, &mut ledger);
        tables::are_reached(rubric, &possible, &mut ledger);
        effect::everything_counts(rubric, &possible, &mut ledger);
        let told = direction::better_scores_more(rubric, &possible, &mut ledger);
        worse::better_comes_out_no_worse(rubric, &possible, &told, &mut ledger);
        fulls.push((profile, plan.full.clone()));
    }
    ledger.close(out);
    reach::totals_agree(rubric, &fulls, out);
}

/// The criteria of a plan, each with the rule it was made from. Proofs are looked for where nothing
/// is an error, and there every criterion that is asked has been built, in the rubric's order.
pub(crate) fn criteria<'a>(
    rubric: &'a Rubric,
    plan: &'a Plan,
) -> impl Iterator<Item = (&'a CriterionRule, &'a Criterion)> {
    let asked = |entry| profile::criterion(entry, &plan.profile);
    rubric.criterion.iter().map(|entry| &entry.it).filter_map(asked).zip(&plan.criteria)
}

/// Whether a gate or fact is asked of this kind of subject.
pub(crate) fn applies(applies: Option<&At<Selector>>, plan: &Plan) -> bool {
    applies.is_none_or(|applies| profile::holds(applies, &plan.profile))
}
