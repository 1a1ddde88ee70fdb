//! Rubric → plan: asks, items and nodes in the order in which they can be computed.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use crate::diagnostic::Diagnostic;
use crate::label::Label;
use crate::model::rating::{Judged, RatingScale};
use crate::model::rubric::Rubric;
use crate::named::ByName;
use crate::number::Number;
use crate::parse::shape::{At, Id};
use crate::plan::names::{ASPECTS, Builder};
use crate::plan::node::NodeId;
use crate::plan::profile::ToldApart;
use crate::plan::scale::{JudgedBy, ScaleRules};
use crate::plan::{Plan, Scale};
use crate::rounding::Rounding;
use crate::span::Span;

/// The plan of `rubric` for `chosen`, what its expressions tell apart, and what is wrong with the
/// rubric for that kind of subject.
pub(crate) fn plan(
    rubric: &Rubric,
    chosen: &BTreeMap<String, String>,
    told_apart: &mut ToldApart,
    diagnostics: &mut Vec<Diagnostic>,
) -> Plan {
    let mut builder = Builder {
        rubric,
        profile: chosen,
        told_apart,
        diagnostics,
        asks: Vec::new(),
        items: Vec::new(),
        nodes: Vec::new(),
        ask_by_id: ByName::new(),
        criteria: Vec::new(),
        criterion_by_id: ByName::new(),
        criteria_in: ByName::new(),
        dimension_by_id: places(rubric.dimension.iter().map(|rule| &rule.id.it)),
        quantity_by_id: places(rubric.quantity.iter().map(|entry| &entry.base.id.it)),
        gates: ByName::new(),
        built: [const { ByName::new() }; ASPECTS],
        tables: Vec::new(),
        underway: Vec::new(),
        parts_of: Vec::new(),
        possible: Vec::new(),
        walk: RefCell::default(),
        here: Span::default(),
        scored: Vec::new(),
        grades: Vec::new(),
        totals: None,
        locals: Vec::new(),
    };
    let not_asked = builder.collect_items(chosen);
    builder.link_parts();
    builder.all_tables();
    let quantities = builder.all_quantities();
    let mut criteria = builder.all_criteria();
    let gates = builder.all_gates();
    let dimensions = builder.all_dimensions(&mut criteria);
    builder.total();
    let totals = builder.totals.take().unwrap_or_else(|| builder.no_totals());
    let lifts = lifts(rubric);
    let scale = builder.rating(&totals, lifts);
    let grades = builder.all_grades();
    Plan {
        profile: chosen.clone(),
        asks: builder.asks,
        items: builder.items,
        nodes: builder.nodes,
        quantities,
        criteria,
        dimensions,
        gates,
        base: totals.base,
        total: totals.total,
        judged_total: totals.judged_total,
        full: totals.full,
        scale,
        of: rubric.rating.of.as_ref().map(|text| text.it.clone()),
        grades,
        lifts,
        not_applicable_limit: rubric.not_applicable.as_ref().map(|rule| rule.limit.it.clone()),
        rounding: rounding(rubric),
        not_asked,
    }
}

/// The nodes of the totals.
pub(crate) struct Totals {
    pub(crate) base: NodeId,
    pub(crate) total: NodeId,
    pub(crate) judged_without_bonus: NodeId,
    pub(crate) judged_total: NodeId,
    pub(crate) full: Number,
}

/// By how many ratings bonus may lift.
fn lifts(rubric: &Rubric) -> Option<usize> {
    let lifts = rubric.dimension.iter().filter_map(|dimension| {
        let bonus = dimension.bonus.as_ref().filter(|bonus| bonus.active.it)?;
        bonus.lifts.to_count()
    });
    lifts.max()
}

/// Where each id stands; the first of several.
pub(crate) fn places<'a>(ids: impl Iterator<Item = &'a Id>) -> ByName<usize> {
    ByName::from_entries(ids.enumerate().map(|(place, id)| (id.as_str().into(), place)).collect())
}

fn rounding(rubric: &Rubric) -> Rounding {
    let places = rubric.rating.places.to_count().and_then(|places| u32::try_from(places).ok());
    Rounding { mode: rubric.rating.rounding.mode(), places: places.unwrap_or(2).min(8) }
}

impl<'a> ScaleRules<'a> {
    pub(crate) fn of_rating(rating: &'a RatingScale) -> Self {
        Self {
            lowest: &rating.lowest.it,
            levels: &rating.levels,
            adjust: &rating.adjust,
            clauses: &rating.clauses,
            is_cumulative: rating.cumulative.as_ref().is_some_and(|yes| yes.it),
        }
    }
}

impl Builder<'_> {
    /// The rating's own scale: judged by the total, or by what the rubric says instead.
    fn rating(&mut self, totals: &Totals, lifts: Option<usize>) -> Scale {
        let rubric = self.rubric;
        let by = match &rubric.rating.of {
            Some(text) => {
                let of = self.quantity(text).unwrap_or_else(|| self.nothing().node);
                let is_published = rubric.rating.judged.it == Judged::Published;
                JudgedBy {
                    of: Some(if is_published { self.published(of) } else { of }),
                    expression: text.it.clone(),
                    dimensions: self.held_to_minima(),
                    ..JudgedBy::default()
                }
            }
            None => JudgedBy {
                of: Some(totals.judged_total),
                without_bonus: lifts.map(|lifts| (totals.judged_without_bonus, lifts)),
                dimensions: self.held_to_minima(),
                ..JudgedBy::default()
            },
        };
        self.scale(&ScaleRules::of_rating(&rubric.rating), &by)
    }

    /// Totals that stand where none could be built; the diagnostics say why.
    fn no_totals(&mut self) -> Totals {
        let nothing = self.nothing().node;
        let weights = self.rubric.dimension.iter().filter_map(|rule| rule.weight.as_ref());
        let full = weights.fold(Number::one(), |full, weight| full.plus(&weight.it));
        Totals {
            base: nothing,
            total: nothing,
            judged_without_bonus: nothing,
            judged_total: nothing,
            full,
        }
    }
}

pub(crate) fn label(found: Option<&At<Label>>) -> Label {
    found.map(|label| label.it.clone()).unwrap_or_default()
}
