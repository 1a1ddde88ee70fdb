//! What looks at what: from an answer or a node to the nodes that come out otherwise when it changes.

use alloc::string::String;
use alloc::vec::Vec;

use crate::plan::node::{NodeId, Operation};
use crate::plan::{AskKind, Plan, Scale};

/// The nodes that look at each thing, by its place.
#[derive(Clone, Debug)]
pub(crate) struct Wires {
    /// By node.
    after: Vec<Vec<usize>>,
    /// By ask.
    of_ask: Vec<Vec<usize>>,
    /// By item: those that look at its mark.
    of_item: Vec<Vec<usize>>,
    /// By ask: those it is a part or the whole of.
    bound_to: Vec<Vec<usize>>,
    /// By ask: the asks that may not exceed it, or that it may not exceed.
    wholes: Vec<Option<usize>>,
    /// By node: what is shown of it.
    shows: Vec<Vec<Shows>>,
    /// By node: whether the award looks at its value, and not only at whether there is one.
    is_weighed: Vec<bool>,
    /// The ids of the asks in their order, each with its place.
    fields: Vec<(String, usize)>,
}

/// What is shown of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    Total,
    Dimension(usize),
    Criterion(usize),
}

impl Wires {
    pub(crate) fn new(plan: &Plan) -> Self {
        let none = |count: usize| alloc::vec![Vec::new(); count];
        let mut wires = Self {
            after: none(plan.nodes.len()),
            of_ask: none(plan.asks.len()),
            of_item: none(plan.items.len()),
            bound_to: none(plan.asks.len()),
            wholes: alloc::vec![None; plan.asks.len()],
            shows: alloc::vec![Vec::new(); plan.nodes.len()],
            is_weighed: alloc::vec![false; plan.nodes.len()],
            fields: fields(plan),
        };
        for (index, node) in plan.nodes.iter().enumerate() {
            node.operation.each_operand(&mut |operand| add(&mut wires.after, operand.0, index));
            node.operation.ask().iter().for_each(|ask| add(&mut wires.of_ask, *ask, index));
            wires.by_the_plan(plan, &node.operation, index);
        }
        wires.bind(plan);
        wires.show(plan);
        wires.weigh(plan);
        wires
    }

    /// What an operation looks at through the plan and the marks, not the slots alone.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others look at slots and one answer")]
    fn by_the_plan(&mut self, plan: &Plan, operation: &Operation, index: usize) {
        match operation {
            Operation::Counted(place) => {
                let Some(rule) = plan.criteria.get(*place) else { return };
                let nodes = [Some(rule.raw_share), rule.leave_out];
                nodes.into_iter().flatten().for_each(|node| add(&mut self.after, node.0, index));
                let asks = rule.needs.iter().chain(&rule.measured_by);
                asks.for_each(|ask| add(&mut self.of_ask, *ask, index));
                add(&mut self.of_item, rule.item, index);
            }
            Operation::Enough(_, place) => {
                let inside = plan.criteria.iter();
                for rule in inside.filter(|rule| plan.is_inside(rule.dimension, *place)) {
                    let own = plan.items.get(rule.item).map_or(&[][..], |item| &item.asks);
                    let asks = own.iter().chain(&rule.measured_by);
                    asks.for_each(|ask| add(&mut self.of_ask, *ask, index));
                    rule.leave_out.iter().for_each(|node| add(&mut self.after, node.0, index));
                    add(&mut self.of_item, rule.item, index);
                }
            }
            Operation::Ranked(ranking) => {
                for ask in &ranking.asks {
                    let item = plan.asks.get(*ask).and_then(|ask| plan.items.get(ask.item));
                    let asks = item.into_iter().flat_map(|item| &item.asks).chain([ask]);
                    asks.for_each(|ask| add(&mut self.of_ask, *ask, index));
                }
            }
            _ => (),
        }
    }

    fn bind(&mut self, plan: &Plan) {
        for (part, ask) in plan.asks.iter().enumerate() {
            let AskKind::Number(measured) = &ask.kind else { continue };
            let Some(whole) = measured.within else { continue };
            if let Some(place) = self.wholes.get_mut(part) {
                *place = Some(whole);
            }
            add(&mut self.bound_to, part, whole);
            add(&mut self.bound_to, whole, part);
        }
    }

    fn show(&mut self, plan: &Plan) {
        add(&mut self.shows, plan.total.0, Shows::Total);
        for (place, dimension) in plan.dimensions.iter().enumerate() {
            add(&mut self.shows, dimension.score.0, Shows::Dimension(place));
        }
        for (place, criterion) in plan.criteria.iter().enumerate() {
            add(&mut self.shows, criterion.share.0, Shows::Criterion(place));
        }
    }

    fn weigh(&mut self, plan: &Plan) {
        let Scale { rungs, earned, before, outcome, .. } = &plan.scale;
        let cuts = rungs.iter().flat_map(|rung| &rung.cuts).map(|cut| cut.verdict);
        let gates = plan.gates.iter().map(|gate| gate.verdict);
        let rules = plan.criteria.iter().filter_map(|rule| rule.leave_out);
        for NodeId(node) in
            [*earned, *before, *outcome].into_iter().chain(cuts).chain(gates).chain(rules)
        {
            if let Some(mark) = self.is_weighed.get_mut(node) {
                *mark = true;
            }
        }
    }

    /// The place of the ask with this id.
    pub(crate) fn field(&self, id: &str) -> Option<usize> {
        let found = self.fields.binary_search_by(|(own, _)| own.as_str().cmp(id)).ok()?;
        self.fields.get(found).map(|(_, ask)| *ask)
    }

    pub(crate) fn after(&self, node: usize) -> &[usize] {
        self.after.get(node).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn of_ask(&self, ask: usize) -> &[usize] {
        self.of_ask.get(ask).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn of_item(&self, item: usize) -> &[usize] {
        self.of_item.get(item).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn bound_to(&self, ask: usize) -> &[usize] {
        self.bound_to.get(ask).map_or(&[], Vec::as_slice)
    }

    /// The ask that this one may not exceed.
    pub(crate) fn whole_of(&self, part: usize) -> Option<usize> {
        self.wholes.get(part).copied().flatten()
    }

    pub(crate) fn shows(&self, node: usize) -> &[Shows] {
        self.shows.get(node).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn is_weighed(&self, node: usize) -> bool {
        self.is_weighed.get(node) == Some(&true)
    }
}

fn fields(plan: &Plan) -> Vec<(String, usize)> {
    let ids = plan.asks.iter().enumerate().map(|(place, ask)| (ask.id.clone(), place));
    crate::named::sorted(ids.collect(), |(a, _), (b, _)| a.cmp(b))
}

/// Puts `what` among those at `place`, once.
fn add<T: PartialEq>(all: &mut [Vec<T>], place: usize, what: T) {
    if let Some(list) = all.get_mut(place).filter(|list| list.last() != Some(&what)) {
        list.push(what);
    }
}

/// Nodes that wait, in the order in which they can be computed.
#[derive(Clone, Debug)]
pub(crate) struct Due {
    words: Vec<u64>,
    /// No word before this one has a bit.
    from: usize,
}

impl Due {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self { words: alloc::vec![0; plan.nodes.len().div_ceil(64)], from: 0 }
    }

    pub(crate) fn mark(&mut self, node: usize) {
        if let Some(word) = self.words.get_mut(node / 64) {
            *word |= 1 << (node % 64);
            self.from = self.from.min(node / 64);
        }
    }

    /// Takes the first.
    pub(crate) fn next(&mut self) -> Option<usize> {
        while let Some(word) = self.words.get_mut(self.from) {
            if *word == 0 {
                self.from = self.from.saturating_add(1);
                continue;
            }
            let bit = word.trailing_zeros();
            *word &= word.wrapping_sub(1);
            return Some(self.from.saturating_mul(64).saturating_add(usize::try_from(bit).ok()?));
        }
        None
    }
}
