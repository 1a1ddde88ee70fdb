//! Which answers something looks at beside the score of their own criterion.

use alloc::vec::Vec;

use crate::plan::node::NodeId;
use crate::plan::{Plan, Role};

/// The asks that reach beyond their own score: gates, other criteria, grades, conditions of ratings.
pub(crate) struct Reach {
    is_beyond: Vec<bool>,
}

impl Reach {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut is_beyond = alloc::vec![false; plan.asks.len()];
        let rest = asks_behind(plan, roots(plan));
        let mut mark = |ask: usize| {
            if let Some(mark) = is_beyond.get_mut(ask) {
                *mark = true;
            }
        };
        rest.into_iter().for_each(&mut mark);
        for rule in &plan.criteria {
            let of_others = |ask: &usize| {
                let item = plan.asks.get(*ask).and_then(|ask| plan.items.get(ask.item));
                let role = item.map(|item| item.role);
                let own = plan.items.get(rule.item).map(|item| item.role);
                role != own || matches!(role, Some(Role::Gate(_) | Role::Fact))
            };
            let behind = asks_behind(plan, [rule.raw_share].into());
            behind.into_iter().filter(of_others).for_each(&mut mark);
        }
        Self { is_beyond }
    }

    /// Whether something beside the score of its own criterion looks at the ask.
    pub(crate) fn is_beyond(&self, ask: usize) -> bool {
        self.is_beyond.get(ask).copied().unwrap_or_default()
    }
}

/// Everything that decides, but for the shares of criteria.
fn roots(plan: &Plan) -> Vec<NodeId> {
    let mut roots = Vec::from([plan.base, plan.total, plan.judged_total]);
    let scales = plan.grades.iter().map(|grade| &grade.scale).chain([&plan.scale]);
    for scale in scales {
        roots.extend([scale.earned, scale.before, scale.outcome]);
        roots.extend(scale.of);
    }
    roots.extend(plan.grades.iter().filter_map(|grade| grade.absent_when));
    roots.extend(plan.gates.iter().map(|gate| gate.verdict));
    roots.extend(plan.dimensions.iter().flat_map(|one| [one.score, one.judged]));
    roots.extend(plan.criteria.iter().filter_map(|rule| rule.leave_out));
    roots
}

/// The asks that nodes look at, through whatever lies between; what a criterion counts is not looked
/// behind.
fn asks_behind(plan: &Plan, roots: Vec<NodeId>) -> Vec<usize> {
    let mut seen = alloc::vec![false; plan.nodes.len()];
    let mut open = roots;
    let mut asks = Vec::new();
    while let Some(node) = open.pop() {
        let Some(mark) = seen.get_mut(node.0).filter(|mark| !**mark) else { continue };
        *mark = true;
        let Some(planned) = plan.node(node) else { continue };
        asks.extend(planned.operation.ask());
        open.extend(planned.operation.operands());
    }
    asks
}
