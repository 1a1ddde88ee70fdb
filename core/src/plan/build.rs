//! Rubric → plan: asks, items and nodes in the order in which they can be computed.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::Diagnostic;
use crate::label::Label;
use crate::model::rubric::Rubric;
use crate::named::ByName;
use crate::number::Number;
use crate::parse::shape::At;
use crate::plan::Plan;
use crate::plan::names::{ASPECTS, Builder};
use crate::plan::node::NodeId;
use crate::report::v1;
use crate::rounding::Rounding;
use crate::span::Span;

/// The plan of `rubric` for `chosen`, and what is wrong with the rubric for that kind of subject.
pub(crate) fn plan(
    rubric: &Rubric,
    chosen: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Plan {
    let mut builder = Builder {
        rubric,
        profile: chosen,
        diagnostics,
        asks: Vec::new(),
        items: Vec::new(),
        nodes: Vec::new(),
        ask_by_id: ByName::new(),
        criteria: Vec::new(),
        gates: ByName::new(),
        built: [const { ByName::new() }; ASPECTS],
        tables: Vec::new(),
        underway: Vec::new(),
        parts_of: Vec::new(),
        possible: Vec::new(),
        here: Span::default(),
    };
    let not_asked = builder.collect_items(chosen);
    builder.link_parts();
    builder.all_tables();
    let quantities = builder.all_quantities();
    let criteria = builder.all_criteria();
    let gates = builder.all_gates();
    let dimensions = builder.all_dimensions(&criteria);
    let rounding = rounding(rubric);
    let totals = builder.totals(&dimensions);
    let ladder = builder.ladder();
    let lifts = rubric.dimension.iter().filter_map(|dimension| {
        let bonus = dimension.bonus.as_ref().filter(|bonus| bonus.active.it)?;
        bonus.lifts.to_count()
    });
    let lifts = lifts.max();
    Plan {
        profile: chosen.clone(),
        lowest: rating_of_lowest(rubric),
        asks: builder.asks,
        items: builder.items,
        nodes: builder.nodes,
        quantities,
        criteria,
        dimensions,
        gates,
        base: totals.base,
        total: totals.total,
        judged_base: totals.judged_base,
        judged_total: totals.judged_total,
        full: totals.full,
        ladder,
        lifts,
        not_applicable_limit: rubric.not_applicable.as_ref().map(|rule| rule.limit.it.clone()),
        rounding,
        not_asked,
    }
}

/// The nodes of the totals.
pub(crate) struct Totals {
    pub(crate) base: NodeId,
    pub(crate) total: NodeId,
    pub(crate) judged_base: NodeId,
    pub(crate) judged_total: NodeId,
    pub(crate) full: Number,
}

fn rounding(rubric: &Rubric) -> Rounding {
    let places = rubric.rating.places.to_count().and_then(|places| u32::try_from(places).ok());
    Rounding { mode: rubric.rating.rounding.mode(), places: places.unwrap_or(2).min(8) }
}

fn rating_of_lowest(rubric: &Rubric) -> v1::Rating {
    let lowest = &rubric.rating.lowest;
    v1::Rating {
        id: lowest.id.to_string(),
        stars: stars(&lowest.stars),
        name: lowest.name.it.clone(),
    }
}

pub(crate) fn stars(number: &Number) -> u32 {
    number.to_count().and_then(|count| u32::try_from(count).ok()).unwrap_or_default()
}

pub(crate) fn label(found: Option<&At<Label>>) -> Label {
    found.map(|label| label.it.clone()).unwrap_or_default()
}
