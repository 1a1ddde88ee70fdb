//! A criterion's nodes: its measure, the share of full points it earns, and what counts of it.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::model::criterion::Points;
use crate::number::Number;
use crate::parse::shape::At;
use crate::plan::AskKind;
use crate::plan::names::{Aspect, Builder, Typed};
use crate::plan::node::{Aggregate, Kind, NodeId, Operation, Pairing, Step};
use crate::span::Span;

impl<'a> Builder<'a> {
    /// The quantity (or condition) that the criterion judges.
    pub(crate) fn measure(&mut self, index: usize) -> Option<Typed> {
        let rule = *self.criteria.get(index)?;
        if let Some(text) = &rule.measure {
            return self.expression(text);
        }
        let asks = self.asks_of(&rule.id);
        match asks.as_slice() {
            [only] => self.ask(*only),
            _ => {
                self.report(rule.id.at, Fault::MissingKey { key: "measure".into() });
                None
            }
        }
    }

    pub(crate) fn asks_of(&self, item: &str) -> Vec<usize> {
        let found = self.items.iter().find(|known| known.id == *item);
        found.map(|item| item.asks.clone()).unwrap_or_default()
    }

    /// The criterion's measure as a node, built once.
    pub(crate) fn measure_of(&mut self, index: usize, at: Span) -> Option<Typed> {
        let name = self.criteria.get(index)?.id.to_string();
        let single = self.ask_by_id.get(&name).copied();
        self.guarded(Aspect::Measure, &name, at, |builder| match single {
            Some(ask) if builder.criteria.get(index).is_some_and(|rule| rule.measure.is_none()) => {
                builder.ask(ask)
            }
            _ => builder.measure(index),
        })
    }

    /// The share of full points, before the rubric has its say about what is missing.
    pub(crate) fn raw_share(&mut self, index: usize, at: Span) -> Option<Typed> {
        let name = self.criteria.get(index)?.id.to_string();
        self.guarded(Aspect::RawShare, &name, at, |builder| {
            let rule = *builder.criteria.get(index)?;
            let measure = builder.measure_of(index, at)?.node;
            let share = match &rule.points {
                Some(points) => builder.share_from_points(measure, points)?,
                None => builder.by_default(measure),
            };
            Some(Typed { node: share, bare: false })
        })
    }

    /// The share that counts.
    pub(crate) fn counted(&mut self, index: usize, at: Span) -> Option<Typed> {
        let name = self.criteria.get(index)?.id.to_string();
        self.guarded(Aspect::Counted, &name, at, |builder| {
            builder.raw_share(index, at)?;
            builder.leave_out(index, at);
            Some(Typed { node: builder.percent(Operation::Counted(index)), bare: false })
        })
    }

    /// The condition under which the criterion is left out, as a node, built once.
    pub(crate) fn leave_out(&mut self, index: usize, at: Span) -> Option<Typed> {
        let rule = *self.criteria.get(index)?;
        let text = rule.leave_out_when.as_ref()?;
        self.guarded(Aspect::LeaveOut, &rule.id, at, |builder| {
            builder.condition(text).map(|node| Typed { node, bare: false })
        })
    }

    fn by_default(&mut self, measure: NodeId) -> NodeId {
        if self.kind(measure) == Kind::Truth {
            return self.percent(Operation::AsShare(measure));
        }
        match self.highest_worth(measure) {
            Some(highest) => {
                let highest = self.plain(Operation::Constant(highest));
                self.percent(Operation::Pair(Pairing::Over, measure, highest))
            }
            None => measure,
        }
    }

    /// The worth of the best level, when the measure is the answer on a scale of levels.
    fn highest_worth(&self, measure: NodeId) -> Option<Number> {
        let Operation::Ask(ask) = self.nodes.get(measure.0)?.operation else {
            return None;
        };
        let levels = match &self.asks.get(ask)?.kind {
            AskKind::Level { levels } | AskKind::Choice { options: levels } => levels,
            AskKind::Distribution { options } => options,
            AskKind::YesNo
            | AskKind::Checklist { .. }
            | AskKind::Number(_)
            | AskKind::Date(_)
            | AskKind::Period(_)
            | AskKind::Series { .. } => return None,
        };
        let highest = levels.iter().filter_map(|level| level.worth.as_ref()).max();
        highest.filter(|worth| !worth.is_zero()).cloned()
    }

    fn share_from_points(&mut self, measure: NodeId, points: &At<Points>) -> Option<NodeId> {
        let typed = Typed { node: measure, bare: false };
        self.expect_quantity(typed, points.at)?;
        match (&points.curve, &points.steps, &points.table, &points.of) {
            (Some(curve), None, None, None) => {
                let pairs: Vec<(Number, Number)> =
                    curve.iter().map(|pair| (pair.x.it.clone(), pair.share.it.clone())).collect();
                pairs.iter().for_each(|(at, _)| self.bound(measure, at));
                Some(self.percent(Operation::Curve(measure, pairs)))
            }
            (None, Some(steps), None, None) => {
                let rows: Vec<Step> = steps.iter().filter_map(|row| step(row)).collect();
                rows.iter().for_each(|row| self.bound(measure, &row.bound));
                Some(self.percent(Operation::Steps(measure, rows)))
            }
            (None, None, Some(table), None) => self.share_by_table(measure, table),
            (None, None, None, Some(of)) => self.share_of_points(measure, points, of),
            // What is missing or too much was reported when the shape was checked.
            _ => None,
        }
    }

    /// A measure in points, held between floor and cap, out of so many.
    fn share_of_points(
        &mut self,
        measure: NodeId,
        points: &Points,
        of: &At<Number>,
    ) -> Option<NodeId> {
        let mut end = |end: &Option<At<Number>>| {
            end.as_ref().map(|end| {
                self.bound(measure, &end.it);
                self.plain(Operation::Constant(end.it.clone()))
            })
        };
        let (floor, cap) = (end(&points.floor), end(&points.cap));
        // An end that is not stated lies at the measure, or at the other end where that is further.
        let mut beyond = |aggregate, end: Option<NodeId>| match end {
            Some(end) => self.plain(Operation::Aggregate(aggregate, alloc::vec![measure, end])),
            None => measure,
        };
        let low = floor.unwrap_or_else(|| beyond(Aggregate::LEAST, cap));
        let high = cap.unwrap_or_else(|| beyond(Aggregate::MOST, floor));
        let held = self.plain(Operation::Clamp(measure, low, high));
        let of = self.plain(Operation::Constant(of.it.clone()));
        Some(self.percent(Operation::Pair(Pairing::Over, held, of)))
    }
}

fn step(row: &crate::model::criterion::StepRow) -> Option<Step> {
    let (bound, included) = match (&row.from, &row.above) {
        (Some(from), None) => (from.it.clone(), true),
        (None, Some(above)) => (above.it.clone(), false),
        _ => return None,
    };
    Some(Step { bound, included, share: row.share.it.clone() })
}
