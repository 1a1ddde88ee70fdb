//! Self-assessed, recommended and verified answers side by side: how far apart, and what of it moves
//! the rating.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::evaluate::evaluate_settled;
use crate::evaluate::slot::{Quantity, Slot};
use crate::number::Number;
use crate::panel::joint::{Joint, copy, shared_node};
use crate::panel::sheets::Sheet;
use crate::plan::node::NodeId;
use crate::plan::{Item, Plan, Role};
use crate::rate::{Award, rate};

/// How one criterion stands in each layer: shares of full points, where they are settled.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    pub(crate) criterion: usize,
    pub(crate) own: Option<Number>,
    pub(crate) recommended: Option<Number>,
    pub(crate) verified: Option<Number>,
}

/// An item of which the subject's own answer alone would move the rating.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub(crate) item: usize,
    /// What the rating would then be.
    pub(crate) award: Award,
}

/// Every criterion that is asked, in every layer.
pub(crate) fn beside(
    plan: &Plan,
    own: Option<&Sheet<'_>>,
    recommended: Option<&Sheet<'_>>,
    verified: &Joint,
) -> Vec<Beside> {
    let of_sheet = |sheet: Option<&Sheet<'_>>, share: NodeId| {
        sheet.and_then(|sheet| number(sheet.scorecard.slot(share).quantity()))
    };
    let criteria = plan.criteria.iter().enumerate();
    let row = |(criterion, rule): (usize, &crate::plan::Criterion)| Beside {
        criterion,
        own: of_sheet(own, rule.share),
        recommended: of_sheet(recommended, rule.share),
        verified: number(verified.scorecard.slot(rule.share).quantity()),
    };
    criteria.map(row).collect()
}

fn number(quantity: &Quantity) -> Option<Number> {
    quantity.number().cloned()
}

/// Where `other`'s answer to one item, and that alone, would make another rating of the result.
pub(crate) fn turns(plan: &Plan, other: &Sheet<'_>, verified: &Joint) -> Vec<Turn> {
    let items = plan.items.iter().enumerate();
    let asked = items.filter(|(place, item)| {
        !item.asks.is_empty()
            && other.answers(plan, *place)
            && differs(other, *place, item, verified)
    });
    let turn = |(place, item): (usize, &Item)| {
        let mut assessment = verified.assessment.clone();
        copy(other, place, &item.asks, &mut assessment);
        let settled = without(plan, place, item, &verified.settled);
        let scorecard = evaluate_settled(plan, &assessment, &settled);
        let award = rate(plan, &assessment, &scorecard);
        let is_same = award.best == verified.award.best && award.locked == verified.award.locked;
        (!is_same).then_some(Turn { item: place, award })
    };
    asked.filter_map(turn).collect()
}

fn differs(other: &Sheet<'_>, place: usize, item: &Item, verified: &Joint) -> bool {
    let joint = &verified.assessment;
    let is_combined = matches!(item.role, Role::Criterion(_))
        && shared_node(other.plan, place).is_some_and(|node| verified.settled.contains_key(&node));
    is_combined
        || other.draft.marks.get(place) != joint.marks.get(place)
        || item.asks.iter().any(|ask| other.draft.answers.get(*ask) != joint.answers.get(*ask))
}

/// What was settled, but for the item at `place`.
fn without(
    plan: &Plan,
    place: usize,
    item: &Item,
    settled: &BTreeMap<NodeId, Slot>,
) -> BTreeMap<NodeId, Slot> {
    let share = shared_node(plan, place);
    let is_own = |node: &NodeId| {
        let ask = plan.node(*node).and_then(|node| node.operation.ask());
        share == Some(*node) || ask.is_some_and(|ask| item.asks.contains(&ask))
    };
    let others = settled.iter().filter(|(node, _)| !is_own(node));
    others.map(|(node, slot)| (*node, slot.clone())).collect()
}
