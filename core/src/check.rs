//! Draft → checked rubric; runs every rule, in order.

mod follow_on;
mod identity;
mod names;
mod numbers;
#[cfg(feature = "proofs")]
mod proofs;
mod ratings;
mod scales;
mod tables;
mod weights;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Fault, Severity};
use crate::model::rubric::{Rubric, Status};
use crate::named::sorted;
use crate::parse::Draft;
use crate::plan::{Plan, build, profile};
use crate::report::v1::{self, RubricIdentity};
use crate::span::Span;

/// A rubric without errors. Only [`check`] makes one, so its holder need not look again.
#[derive(Clone, Debug)]
pub struct CheckedRubric {
    pub(crate) rubric: Rubric,
    identity: RubricIdentity,
    /// Invariant: one plan for each complete choice of categories.
    plans: Vec<(BTreeMap<String, String>, Plan)>,
}

impl CheckedRubric {
    /// Which rubric this is, exactly.
    pub fn identity(&self) -> &RubricIdentity {
        &self.identity
    }

    /// Every complete choice of categories: category id to option id.
    pub fn profiles(&self) -> impl Iterator<Item = &BTreeMap<String, String>> {
        self.plans.iter().map(|(profile, _)| profile)
    }

    /// The plan for a complete choice of categories.
    pub(crate) fn plan(&self, chosen: &BTreeMap<String, String>) -> Option<&Plan> {
        self.plans.iter().find(|(profile, _)| profile == chosen).map(|(_, plan)| plan)
    }
}

/// What a check found: the rubric, unless something in it is an error, and every diagnostic in
/// the order of the text.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The rubric, if it can be used.
    pub rubric: Option<CheckedRubric>,
    /// Everything that is the case.
    pub diagnostics: Vec<Diagnostic>,
}

/// The most kinds of subject a rubric may tell apart.
const MOST_PROFILES: usize = 64;

/// The most diagnostics that are told; one more says how many there are.
const MOST_DIAGNOSTICS: usize = 1_000;

/// The most criteria, gates and facts together.
const MOST_ITEMS: usize = 10_000;

/// The most that a plan of each kind of subject holds, all of them together.
const MOST_PARTS: usize = 200_000;

/// What `draft` comes to.
pub fn check(draft: Draft) -> Checked {
    let mut diagnostics = draft.diagnostics;
    let Some(rubric) = draft.rubric else {
        in_order(&mut diagnostics);
        return Checked { rubric: None, diagnostics };
    };
    if is_too_large(&rubric, &mut diagnostics) {
        return Checked { rubric: None, diagnostics };
    }
    numbers::are_whole(&rubric, &mut diagnostics);
    names::ids_are_unique(&rubric, &mut diagnostics);
    names::every_label_has_every_language(&rubric, &mut diagnostics);
    names::categories_and_clauses_are_known(&rubric, &mut diagnostics);
    scales::levels_rise(&rubric, &mut diagnostics);
    scales::parts_are_several(&rubric, &mut diagnostics);
    scales::tables_rise_within_shares(&rubric, &mut diagnostics);
    tables::are_whole(&rubric, &mut diagnostics);
    weights::are_not_negative(&rubric, &mut diagnostics);
    ratings::minima_fall(&rubric, &mut diagnostics);
    identity::dates_are_dates(&rubric, &mut diagnostics);
    identity::predecessor_is_another(&rubric, &mut diagnostics);
    let profiles = profile::all(&rubric);
    identity::variants_are_told_apart(&rubric, &profiles, &mut diagnostics);
    let mut plans = Vec::new();
    for chosen in profiles {
        let plan = build::plan(&rubric, &chosen, &mut diagnostics);
        weights::reach_their_total(&rubric, &plan, &mut diagnostics);
        weights::reach_the_full_points(&rubric, &plan, &mut diagnostics);
        ratings::cut_offs_fall(&rubric, &plan, &mut diagnostics);
        ratings::can_be_reached(&rubric, &plan, &mut diagnostics);
        ratings::caps_bite(&rubric, &plan, &mut diagnostics);
        plans.push((chosen, plan));
    }
    follow_on::are_left_out(&mut diagnostics, &draft.broken);
    #[cfg(feature = "proofs")]
    if is_usable(&diagnostics) {
        proofs::all(&rubric, plans.iter().map(|(_, plan)| plan), &mut diagnostics);
    }
    in_order(&mut diagnostics);
    let identity = identity(&rubric, draft.digest);
    let rubric = is_usable(&diagnostics).then_some(CheckedRubric { rubric, identity, plans });
    Checked { rubric, diagnostics }
}

fn is_usable(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|found| found.fault.severity() < Severity::Error)
}

/// In the order of the text; what several kinds of subject have in common is said once; and no
/// more than a person could look at.
fn in_order(diagnostics: &mut Vec<Diagnostic>) {
    let found = core::mem::take(diagnostics);
    *diagnostics =
        sorted(found, |a, b| a.at.cmp(&b.at).then_with(|| a.fault.code().cmp(b.fault.code())));
    diagnostics.dedup();
    let found = diagnostics.len();
    if found > MOST_DIAGNOSTICS {
        diagnostics.truncate(MOST_DIAGNOSTICS);
        let (found, most) = (found.to_string(), MOST_DIAGNOSTICS.to_string());
        let fault = Fault::TooLarge { what: "the number of diagnostics".into(), found, most };
        diagnostics.push(Diagnostic { fault, at: Span::default(), related: Vec::new() });
    }
}

fn is_too_large(rubric: &Rubric, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let items =
        rubric.criterion.len().saturating_add(rubric.gate.len()).saturating_add(rubric.fact.len());
    let profiles = profile::count(rubric);
    let parts = scales::parts(rubric).saturating_mul(profiles);
    let mut too_large = false;
    for (what, found, most) in [
        ("kinds of subject", profiles, MOST_PROFILES),
        ("criteria, gates and facts", items, MOST_ITEMS),
        ("levels, parts, figures and flags, times the kinds of subject", parts, MOST_PARTS),
    ] {
        if found > most {
            let (found, most) = (found.to_string(), most.to_string());
            let fault = Fault::TooLarge { what: what.into(), found, most };
            diagnostics.push(Diagnostic { fault, at: Span::default(), related: Vec::new() });
            too_large = true;
        }
    }
    too_large
}

fn identity(rubric: &Rubric, digest: String) -> RubricIdentity {
    RubricIdentity {
        id: rubric.id.to_string(),
        edition: rubric.edition.it.clone(),
        digest,
        title: rubric.title.it.clone(),
        notice: rubric.notice.it.clone(),
        official: rubric.status.it == Status::Official,
        predecessor: rubric.predecessor.as_ref().map(|before| v1::Predecessor {
            id: before.id.to_string(),
            edition: before.edition.it.clone(),
            digest: before.digest.as_ref().map(|digest| digest.it.clone()).unwrap_or_default(),
        }),
        in_force: rubric.in_force.as_ref().map(|period| v1::InForce {
            from: period.from.as_ref().map(|day| day.it.clone()).unwrap_or_default(),
            to: period.to.as_ref().map(|day| day.it.clone()).unwrap_or_default(),
        }),
    }
}

/// The kind of subject a diagnostic is about, as `site-type = enterprise`.
fn written(profile: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> =
        profile.iter().map(|(category, option)| alloc::format!("{category} = {option}")).collect();
    pairs.join(", ")
}
