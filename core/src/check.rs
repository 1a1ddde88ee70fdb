//! Draft → checked rubric; runs every rule, in order.

mod bytes;
mod follow_on;
mod identity;
mod names;
mod numbers;
mod panels;
#[cfg(feature = "proofs")]
mod proofs;
mod ratings;
mod scales;
mod tables;
mod weights;

pub use bytes::NotARubric;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Fault, Severity};
use crate::label::Label;
use crate::model;
use crate::model::rubric::{CategoryOption, Rubric, Status};
use crate::model::table::TableRule;
use crate::model::varied::Varied;
use crate::named::sorted;
use crate::parse::Draft;
use crate::parse::shape::At;
#[cfg(feature = "panel")]
use crate::plan::panel_policy::PanelPolicy;
use crate::plan::profile::{self, Alike, ToldApart};
use crate::plan::{Plan, build};
use crate::report::form::{Category, Choice, Term};
use crate::report::v1::{self, RubricIdentity};
use crate::span::Span;

/// A rubric without errors. Only [`check`] makes one, so its holder need not look again.
#[derive(Clone, Debug)]
pub struct CheckedRubric {
    pub(crate) head: Head,
    identity: RubricIdentity,
    /// Invariant: with `others`, one plan for each complete choice of categories that the rules tell
    /// apart, of which there is at least one.
    first: Plan,
    others: Vec<Plan>,
    #[cfg(feature = "panel")]
    panel: Option<PanelPolicy>,
}

/// What is needed of a rubric beside its plans: the rest of its text is of no account any more.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) publisher: Label,
    pub(crate) languages: Vec<String>,
    pub(crate) categories: Vec<Category>,
    pub(crate) alike: Vec<Alike>,
    /// The tables with names, which expressions speak of.
    pub(crate) tables: Vec<Term>,
}

impl CheckedRubric {
    /// Which rubric this is, exactly.
    pub fn identity(&self) -> &RubricIdentity {
        &self.identity
    }

    /// Every complete choice of categories that the rules tell apart: category id to option id, the
    /// first of those that are alike.
    pub fn profiles(&self) -> impl Iterator<Item = &BTreeMap<String, String>> {
        self.plans().map(|plan| &plan.profile)
    }

    /// The plan for a complete choice of categories.
    pub(crate) fn plan(&self, chosen: &BTreeMap<String, String>) -> &Plan {
        let standing = profile::standing(&self.head.alike, chosen);
        self.plans().find(|plan| plan.profile == standing).unwrap_or(&self.first)
    }

    /// The plan at this place among them all.
    #[cfg(feature = "live")]
    pub(crate) fn plan_at(&self, place: usize) -> &Plan {
        place.checked_sub(1).and_then(|place| self.others.get(place)).unwrap_or(&self.first)
    }

    /// The place of a plan of this rubric.
    #[cfg(feature = "live")]
    pub(crate) fn place_of(&self, plan: &Plan) -> usize {
        self.plans().position(|own| own.profile == plan.profile).unwrap_or_default()
    }

    /// The rules for several assessors.
    #[cfg(feature = "panel")]
    pub(crate) fn panel(&self) -> Option<&PanelPolicy> {
        self.panel.as_ref()
    }

    fn plans(&self) -> impl Iterator<Item = &Plan> {
        core::iter::once(&self.first).chain(&self.others)
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
const MOST_PROFILES: usize = 256;

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
    identity::can_stand(&rubric, &mut diagnostics);
    panels::can_decide(&rubric, &mut diagnostics);
    let mut told_apart = ToldApart::by_selectors(&rubric);
    let mut alike = told_apart.alike(&rubric);
    if has_too_many_kinds(&rubric, &alike, &mut diagnostics) {
        return Checked { rubric: None, diagnostics };
    }
    let mut profiles = profile::all(&rubric, &alike);
    identity::variants_are_told_apart(&rubric, &profiles, &mut diagnostics);
    let mut plans: Vec<Plan> = Vec::new();
    // What expressions tell apart comes to light when they are built: then there are more kinds.
    while let Some(chosen) =
        profiles.iter().find(|chosen| plans.iter().all(|plan| plan.profile != **chosen))
    {
        let plan = build::plan(&rubric, chosen, &mut told_apart, &mut diagnostics);
        weights::reach_their_total(&rubric, &plan, &mut diagnostics);
        weights::reach_the_full_points(&rubric, &plan, &mut diagnostics);
        ratings::cut_offs_fall(&rubric, &plan, &mut diagnostics);
        ratings::can_be_reached(&rubric, &plan, &mut diagnostics);
        ratings::caps_bite(&rubric, &plan, &mut diagnostics);
        plans.push(plan);
        alike = told_apart.alike(&rubric);
        if has_too_many_kinds(&rubric, &alike, &mut diagnostics) {
            return Checked { rubric: None, diagnostics };
        }
        profiles = profile::all(&rubric, &alike);
    }
    follow_on::are_left_out(&mut diagnostics, &draft.broken);
    #[cfg(feature = "proofs")]
    if is_usable(&diagnostics) {
        proofs::all(&rubric, plans.iter(), &mut diagnostics);
    }
    in_order(&mut diagnostics);
    let mut plans = plans.into_iter();
    // Without a plan there is an error: a category without options.
    let rubric = plans.next().filter(|_| is_usable(&diagnostics)).map(|first| CheckedRubric {
        head: head(&rubric, alike),
        identity: identity(&rubric, draft.digest),
        first,
        others: plans.collect(),
        #[cfg(feature = "panel")]
        panel: rubric.panel.as_ref().map(|rule| PanelPolicy::new(&rule.it, &rubric.source)),
    });
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
    any_beyond(&[("criteria, gates and facts", items, MOST_ITEMS)], diagnostics)
}

fn has_too_many_kinds(rubric: &Rubric, alike: &[Alike], diagnostics: &mut Vec<Diagnostic>) -> bool {
    let kinds = profile::count(rubric, alike);
    let parts = scales::parts(rubric).saturating_mul(kinds);
    let counts = [
        ("kinds of subject", kinds, MOST_PROFILES),
        ("levels, parts, figures and flags, times the kinds of subject", parts, MOST_PARTS),
    ];
    any_beyond(&counts, diagnostics)
}

/// Reports what is found more often than the most there may be: what, found, most.
fn any_beyond(counts: &[(&str, usize, usize)], diagnostics: &mut Vec<Diagnostic>) -> bool {
    let beyond = counts.iter().filter(|(_, found, most)| found > most);
    let told = beyond.map(|(what, found, most)| {
        let (found, most) = (found.to_string(), most.to_string());
        let fault = Fault::TooLarge { what: (*what).into(), found, most };
        Diagnostic { fault, at: Span::default(), related: Vec::new() }
    });
    let before = diagnostics.len();
    diagnostics.extend(told);
    diagnostics.len() > before
}

fn head(rubric: &Rubric, alike: Vec<Alike>) -> Head {
    let option = |option: &At<CategoryOption>| Choice {
        id: option.id.to_string(),
        name: option.name.it.clone(),
        descriptor: option.guidance.as_ref().map(|words| words.it.clone()).unwrap_or_default(),
        wants_note: false,
        may_not_apply: false,
    };
    let category = |category: &At<model::rubric::Category>| Category {
        id: category.id.to_string(),
        name: category.name.it.clone(),
        options: category.options.iter().map(option).collect(),
    };
    let table = |table: &At<Varied<TableRule>>| Term {
        id: table.base.id.to_string(),
        name: table.base.name.it.clone(),
    };
    Head {
        publisher: rubric.publisher.it.clone(),
        languages: rubric.languages.iter().map(|language| language.it.clone()).collect(),
        categories: rubric.category.iter().map(category).collect(),
        alike,
        tables: rubric.table.iter().map(table).collect(),
    }
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
