//! What a plan can come to, whatever is answered: the plan evaluated on no answers at all.
//!
//! An empty draft holds every way of finishing it, so a range here is a proof about all of them.
//! Where ranges are too wide, because one answer stands in a condition twice, the answer's own
//! range is cut where the condition looks, and every piece is tried: still all of them.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "an operation that is not named here is taken as it is: nothing more is claimed of it"
)]

use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use crate::assessment::answer::{Answer, Given, Mark, PartAnswer};
use crate::assessment::{Assessment, Subject};
use crate::check::proofs::complete::{Complete, Readers};
use crate::evaluate::node::{Answers, slot};
use crate::evaluate::slot::{Absence, Doubts, Quantity, Slot};
use crate::evaluate::{evaluate, said};
use crate::number::Number;
use crate::parse::expression::Comparison;
use crate::plan::node::{NodeId, Operation, Walk};
use crate::plan::{AskKind, Level, Plan};
use crate::report::v1::{State, Verdict};

/// The most pieces into which the answers behind a condition are cut.
const MOST_PIECES: usize = 256;

/// The most nodes behind a condition that is tried piece by piece.
const MOST_BEHIND: usize = 200;

/// How often the nodes of a plan are computed again, on average, for conditions tried piece by
/// piece: what is over is not tried, so that a check stays quick.
const TRIES_EACH: usize = 16;

/// What a small plan may spend however small it is.
const TRIES_AT_LEAST: usize = 200_000;

/// A plan on no answers.
pub(crate) struct Possible<'a> {
    pub(crate) plan: &'a Plan,
    slots: Vec<Slot>,
    /// The slots again, for trying; whoever tries puts them back.
    trial: RefCell<Vec<Slot>>,
    /// The answers again, likewise.
    said: RefCell<Vec<Answer>>,
    walk: RefCell<Walk>,
    /// How many nodes may still be computed again.
    left: Cell<usize>,
}

/// Numbers from one to the other; `None` is no bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) low: Option<Number>,
    pub(crate) high: Option<Number>,
    /// Whether it may turn out without a number at all.
    pub(crate) may_be_nothing: bool,
}

/// What a condition comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Always,
    Never,
    Sometimes,
}

/// One piece of what may be said to an ask: an answer, or answers that nothing tells apart.
#[derive(Clone, Debug)]
enum Piece {
    Answer(Answer),
    /// Any number of a range; its bounds are left outside where they are told apart.
    Numbers {
        value: Quantity,
        bounds: Bounds,
    },
    /// None, and none comes any more.
    Silence,
}

/// What is said to each of some asks.
type Said = Vec<(usize, Piece)>;

type Bounds = Option<(Option<Number>, Option<Number>)>;

impl<'a> Possible<'a> {
    pub(crate) fn of(plan: &'a Plan) -> Self {
        let assessment = nothing_said(plan);
        let slots = evaluate(plan, &assessment).into_slots();
        let trial = RefCell::new(slots.clone());
        let left = slots.len().saturating_mul(TRIES_EACH).saturating_add(TRIES_AT_LEAST);
        let (said, left) = (RefCell::new(assessment.answers), Cell::new(left));
        Self { plan, slots, trial, said, walk: RefCell::default(), left }
    }

    /// The numbers that a node may come to; `None` when it never has one.
    pub(crate) fn range(&self, node: NodeId) -> Option<Range> {
        range(self.slots.get(node.0)?)
    }

    /// What is certain of the condition `node` as a whole, without trying pieces.
    pub(crate) fn verdict(&self, node: NodeId) -> Verdict {
        self.slots.get(node.0).map_or(Verdict::Pending, Slot::verdict)
    }

    /// What the condition `node` comes to.
    pub(crate) fn holds(&self, node: NodeId) -> Holds {
        match self.slots.get(node.0).map(Slot::verdict) {
            Some(Verdict::Met) => Holds::Always,
            Some(Verdict::NotMet) if !self.may_not_apply(node) => Holds::Never,
            Some(Verdict::Pending) => self.by_pieces(node),
            Some(Verdict::NotMet) | None => Holds::Sometimes,
        }
    }

    /// The nodes behind `node`, itself included, in the order in which they are computed; `None`
    /// when they are too many, or go through what a rubric has its say about.
    fn behind(&self, node: NodeId) -> Option<Vec<NodeId>> {
        let mut walk = self.walk.borrow_mut();
        walk.begin();
        walk.comes_to(node);
        let mut found = Vec::from([node]);
        let mut next = 0;
        while let Some(id) = found.get(next).copied() {
            let operation = &self.plan.node(id)?.operation;
            if matches!(operation, Operation::Counted(_) | Operation::Enough(..))
                || found.len() > MOST_BEHIND
            {
                return None;
            }
            operation.each_operand(&mut |operand| {
                found.extend(walk.comes_to(operand).then_some(operand));
            });
            next = next.saturating_add(1);
        }
        found.sort_unstable();
        Some(found)
    }

    /// The plan with every answer at one end of its range. What has no end stays unanswered.
    pub(crate) fn complete<'c>(&self, readers: &'c Readers, highest: bool) -> Complete<'c>
    where
        'a: 'c,
    {
        let mut assessment = nothing_said(self.plan);
        assessment.state = State::Final;
        for (ask, answer) in assessment.answers.iter_mut().enumerate() {
            if let Some(Piece::Answer(given)) = self.at_end(ask, highest) {
                *answer = given;
            }
        }
        Complete::of(self.plan, readers, assessment)
    }

    /// Whether so many nodes may be computed again; if so, they are taken off.
    pub(crate) fn may_try(&self, nodes: usize) -> bool {
        let left = self.left.get().checked_sub(nodes);
        left.inspect(|left| self.left.set(*left)).is_some()
    }

    /// Whether what is asked behind `node` may be marked not applicable, which meets a condition.
    fn may_not_apply(&self, node: NodeId) -> bool {
        let Some(behind) = self.behind(node) else { return true };
        let mut asks = behind.iter().filter_map(|id| self.plan.node(*id)?.operation.ask());
        asks.any(|ask| {
            let item = self.plan.asks.get(ask).and_then(|ask| self.plan.items.get(ask.item));
            item.is_none_or(|item| item.may_not_apply)
        })
    }

    fn by_pieces(&self, node: NodeId) -> Holds {
        let Some(behind) = self.behind(node) else { return Holds::Sometimes };
        let asks = self.asks(&behind);
        let pieces: Vec<(usize, Vec<Piece>)> =
            asks.iter().map(|ask| (*ask, self.pieces(*ask, &behind))).collect();
        let count =
            pieces.iter().fold(1_usize, |count, (_, pieces)| count.saturating_mul(pieces.len()));
        if count == 0 || count > MOST_PIECES || !self.may_try(count.saturating_mul(behind.len())) {
            return Holds::Sometimes;
        }
        let mut seen: Option<Verdict> = None;
        for combination in 0..count {
            let mut rest = combination;
            let mut said: Vec<(usize, &Piece)> = Vec::with_capacity(pieces.len());
            for (ask, all) in &pieces {
                let place = rest.checked_rem(all.len()).unwrap_or_default();
                rest = rest.checked_div(all.len()).unwrap_or_default();
                said.extend(all.get(place).map(|piece| (*ask, piece)));
            }
            let found = self.tried(&behind, &said, &[node]);
            let verdict = found.first().map_or(Verdict::Pending, Slot::verdict);
            if verdict == Verdict::Pending || seen.is_some_and(|before| before != verdict) {
                return Holds::Sometimes;
            }
            seen = Some(verdict);
        }
        match seen {
            Some(Verdict::Met) => Holds::Always,
            Some(Verdict::NotMet) if !self.may_not_apply(node) => Holds::Never,
            Some(Verdict::NotMet | Verdict::Pending) | None => Holds::Sometimes,
        }
    }

    /// The slots of `wanted` with these pieces of the answers, through the nodes `behind` them.
    fn tried(&self, behind: &[NodeId], said: &[(usize, &Piece)], wanted: &[NodeId]) -> Vec<Slot> {
        let mut slots = self.trial.borrow_mut();
        let mut answers = self.said.borrow_mut();
        for (ask, piece) in said {
            if let (Piece::Answer(given), Some(place)) = (piece, answers.get_mut(*ask)) {
                place.clone_from(given);
            }
        }
        for id in behind {
            let Some(planned) = self.plan.node(*id) else { continue };
            let found = self.by_piece(&planned.operation, said).unwrap_or_else(|| {
                let Plan { items, asks, .. } = self.plan;
                let answers = Answers { items, asks, given: &answers, state: State::Draft };
                slot(&planned.operation, &slots, answers, self.plan.rounding)
            });
            if let Some(slot) = slots.get_mut(id.0) {
                *slot = found;
            }
        }
        let found = wanted.iter().map(|id| slots.get(id.0).unwrap_or(&Slot::NOTHING).clone());
        let found = found.collect();
        for id in behind {
            if let (Some(trial), Some(kept)) = (slots.get_mut(id.0), self.slots.get(id.0)) {
                trial.clone_from(kept);
            }
        }
        for (ask, _) in said {
            if let Some(place) = answers.get_mut(*ask) {
                *place = Answer::Unanswered;
            }
        }
        found
    }

    /// What a piece that is no answer comes to.
    fn by_piece(&self, operation: &Operation, said: &[(usize, &Piece)]) -> Option<Slot> {
        let piece = |ask: usize| said.iter().find(|(of, _)| *of == ask).map(|(_, piece)| *piece);
        match operation {
            Operation::Ask(ask) => match piece(*ask)? {
                Piece::Numbers { value, .. } => Some(Slot::Quantity(value.clone())),
                Piece::Answer(_) | Piece::Silence => None,
            },
            Operation::Given(ask) => match piece(*ask)? {
                Piece::Numbers { .. } => Some(Slot::Truth(Verdict::Met)),
                Piece::Silence => Some(Slot::Truth(Verdict::NotMet)),
                Piece::Answer(_) => None,
            },
            Operation::Compare(comparison, a, b) => {
                self.beside(*comparison, *a, *b, &piece).map(Slot::Truth)
            }
            _ => None,
        }
    }

    /// An answer that lies between two bounds, compared with a constant that does not.
    fn beside<'p>(
        &self,
        comparison: Comparison,
        a: NodeId,
        b: NodeId,
        piece: &impl Fn(usize) -> Option<&'p Piece>,
    ) -> Option<Verdict> {
        let operation = |id: NodeId| self.plan.node(id).map(|node| &node.operation);
        let (ask, bound, is_left) = match (operation(a)?, operation(b)?) {
            (Operation::Ask(ask), Operation::Constant(bound)) => (*ask, bound, true),
            (Operation::Constant(bound), Operation::Ask(ask)) => (*ask, bound, false),
            _ => return None,
        };
        let Piece::Numbers { bounds: Some((low, high)), .. } = piece(ask)? else { return None };
        let is_above = low.as_ref().is_some_and(|low| low >= bound);
        let is_below = high.as_ref().is_some_and(|high| high <= bound);
        if is_above == is_below {
            return None;
        }
        // As if the answer stood on the left.
        let holds = match comparison {
            Comparison::Equal => false,
            Comparison::NotEqual => true,
            Comparison::Above | Comparison::AtLeast => is_above == is_left,
            Comparison::Below | Comparison::AtMost => is_below == is_left,
        };
        Some(if holds { Verdict::Met } else { Verdict::NotMet })
    }

    /// Everything that may be said to an ask, in pieces that the nodes `behind` do not cut further.
    fn pieces(&self, ask: usize, behind: &[NodeId]) -> Vec<Piece> {
        let Some(rule) = self.plan.asks.get(ask) else { return Vec::new() };
        let said = |given: Given| Piece::Answer(Answer::Given(given));
        let mut pieces: Vec<Piece> = match &rule.kind {
            AskKind::Level { levels } | AskKind::Choice { options: levels } => {
                (0..levels.len()).map(|place| said(Given::Level(place))).collect()
            }
            AskKind::YesNo => [said(Given::Yes), said(Given::No)].into(),
            // What several numbers come to is read from their ranges.
            AskKind::Checklist { .. }
            | AskKind::Period(_)
            | AskKind::Distribution { .. }
            | AskKind::Series { .. } => {
                [whole(said::asked(Some(rule), &Answer::Unanswered))].into()
            }
            AskKind::Number(_) | AskKind::Date(_) => {
                let all = said::asked(Some(rule), &Answer::Unanswered);
                cut(&all, self.cuts(ask, behind), self.is_whole(ask))
            }
        };
        let operation = |id: &NodeId| self.plan.node(*id).map(|node| &node.operation);
        if behind.iter().any(|id| matches!(operation(id), Some(Operation::Given(of)) if *of == ask))
        {
            pieces.push(Piece::Silence);
        }
        pieces
    }

    fn is_whole(&self, ask: usize) -> bool {
        match self.plan.asks.get(ask).map(|ask| &ask.kind) {
            Some(AskKind::Number(measured)) => measured.whole && !measured.percent,
            Some(
                AskKind::Level { .. }
                | AskKind::YesNo
                | AskKind::Checklist { .. }
                | AskKind::Choice { .. }
                | AskKind::Date(_)
                | AskKind::Period(_)
                | AskKind::Distribution { .. }
                | AskKind::Series { .. },
            )
            | None => false,
        }
    }

    /// The constants that an ask is compared with among `behind`, rising.
    fn cuts(&self, ask: usize, behind: &[NodeId]) -> Vec<Number> {
        let operation = |id: &NodeId| self.plan.node(*id).map(|node| &node.operation);
        let constant = |one: &NodeId, other: &NodeId| match (operation(one)?, operation(other)?) {
            (Operation::Ask(of), Operation::Constant(bound)) if *of == ask => Some(bound.clone()),
            _ => None,
        };
        let mut cuts: Vec<Number> = behind
            .iter()
            .filter_map(|id| match operation(id)? {
                Operation::Compare(_, a, b) => constant(a, b).or_else(|| constant(b, a)),
                _ => None,
            })
            .collect();
        cuts.sort();
        cuts.dedup();
        cuts
    }

    /// The numbers of `nodes` with `ask` at each of so many levels, and every other answer at one end
    /// of its range; `None` for a level where there is no such number.
    pub(crate) fn with_levels(
        &self,
        ask: usize,
        levels: usize,
        highest: bool,
        nodes: &[NodeId],
    ) -> Vec<Option<Vec<Number>>> {
        let Some((behind, mut said)) = self.at_ends(ask, highest, nodes) else {
            return alloc::vec![None; levels];
        };
        let numbers = |place: usize| {
            if !self.may_try(behind.len()) {
                return None;
            }
            for (_, piece) in said.iter_mut().filter(|(other, _)| *other == ask) {
                *piece = Piece::Answer(Answer::Given(Given::Level(place)));
            }
            let pieces: Vec<_> = said.iter().map(|(ask, piece)| (*ask, piece)).collect();
            let found = self.tried(&behind, &pieces, nodes);
            found.iter().map(|slot| slot.quantity().number().cloned()).collect()
        };
        (0..levels).map(numbers).collect()
    }

    /// The nodes behind `nodes`, and what is said to the asks among them: each at one end of its
    /// range, but for `ask`, to which anything may be said.
    fn at_ends(&self, ask: usize, highest: bool, nodes: &[NodeId]) -> Option<(Vec<NodeId>, Said)> {
        let mut behind: Vec<NodeId> = Vec::new();
        for node in nodes {
            behind.extend(self.behind(*node)?);
        }
        behind.sort_unstable();
        behind.dedup();
        let said = self.asks(&behind).into_iter().map(|other| {
            let piece = if other == ask { Piece::Silence } else { self.at_end(other, highest)? };
            Some((other, piece))
        });
        let said = said.collect::<Option<_>>()?;
        Some((behind, said))
    }

    /// The asks that `behind` look at.
    fn asks(&self, behind: &[NodeId]) -> Vec<usize> {
        let mut asks: Vec<usize> =
            behind.iter().filter_map(|id| self.plan.node(*id)?.operation.ask()).collect();
        asks.sort_unstable();
        asks.dedup();
        asks
    }

    /// The lowest or highest answer to an ask.
    fn at_end(&self, ask: usize, highest: bool) -> Option<Piece> {
        let rule = self.plan.asks.get(ask)?;
        let last = |levels: &[Level]| if highest { levels.len().checked_sub(1) } else { Some(0) };
        let given = match &rule.kind {
            AskKind::Level { levels } | AskKind::Choice { options: levels } => {
                Given::Level(last(levels)?)
            }
            AskKind::YesNo => {
                if highest {
                    Given::Yes
                } else {
                    Given::No
                }
            }
            AskKind::Checklist { parts } => {
                let said = if highest { PartAnswer::Ticked } else { PartAnswer::NotTicked };
                Given::Parts(alloc::vec![said; parts.len()])
            }
            AskKind::Number(measured) => {
                let (one, other) = (&measured.least, &measured.most);
                Given::Number(if highest { other.clone()? } else { one.clone()? })
            }
            AskKind::Date(range) => {
                Given::Number(if highest { range.most.clone()? } else { range.least.clone()? })
            }
            AskKind::Period(_) | AskKind::Distribution { .. } | AskKind::Series { .. } => {
                return None;
            }
        };
        Some(Piece::Answer(Answer::Given(given)))
    }

    /// Every number that a node may come to, when they are few and known one by one.
    pub(crate) fn values(&self, node: NodeId) -> Option<Vec<Number>> {
        let planned = self.plan.node(node)?;
        let mut values: Vec<Number> = match &planned.operation {
            Operation::Constant(number) => [number.clone()].into(),
            Operation::Ask(ask) => match &self.plan.asks.get(*ask)?.kind {
                AskKind::Level { levels } | AskKind::Choice { options: levels } => {
                    levels.iter().map(|level| level.worth.clone()).collect::<Option<_>>()?
                }
                AskKind::Checklist { parts } => {
                    let may_not_apply = parts.iter().filter(|part| part.may_not_apply).count();
                    shares_of(parts.len(), may_not_apply)?
                }
                AskKind::YesNo
                | AskKind::Number(_)
                | AskKind::Date(_)
                | AskKind::Period(_)
                | AskKind::Distribution { .. }
                | AskKind::Series { .. } => return None,
            },
            Operation::Ticked(ask) => match &self.plan.asks.get(*ask)?.kind {
                AskKind::Checklist { parts } => (0..=parts.len()).map(Number::from_count).collect(),
                _ => return None,
            },
            _ => return None,
        };
        values.sort();
        values.dedup();
        Some(values)
    }

    /// Whether a node is a whole number whatever is answered.
    pub(crate) fn counts(&self, node: NodeId) -> bool {
        match self.plan.node(node).map(|node| &node.operation) {
            Some(Operation::Ask(ask)) => self.is_whole(*ask),
            Some(Operation::Ticked(_)) => true,
            Some(Operation::Constant(number)) => number.is_whole(),
            Some(_) | None => false,
        }
    }
}

/// The most parts of a checklist whose shares are known one by one.
const MOST_PARTS: usize = 24;

/// The shares that a checklist may come to.
fn shares_of(parts: usize, may_not_apply: usize) -> Option<Vec<Number>> {
    if parts > MOST_PARTS {
        return None;
    }
    let applying = parts.saturating_sub(may_not_apply).max(1)..=parts;
    let of = |whole: usize| {
        let share = move |part: usize| Number::from_count(part).over(&Number::from_count(whole));
        (0..=whole).filter_map(share)
    };
    Some(applying.flat_map(of).collect())
}

fn whole(value: Quantity) -> Piece {
    Piece::Numbers { value, bounds: None }
}

/// A range in pieces: each of `cuts` by itself, and what lies between them.
fn cut(all: &Quantity, cuts: Vec<Number>, is_whole: bool) -> Vec<Piece> {
    let Some(open) = all.open() else { return Vec::new() };
    let inside = |number: &Number| {
        open.low.as_ref().is_none_or(|low| low <= number)
            && open.high.as_ref().is_none_or(|high| number <= high)
    };
    let known = |number: &Number| whole(Quantity::Known(number.clone()));
    let mut pieces = Vec::new();
    // The bounds of the range are pieces of their own, so that every other piece has none.
    let mut marks: Vec<Number> = cuts.into_iter().filter(inside).collect();
    marks.extend(open.low.iter().chain(&open.high).cloned());
    marks.sort();
    marks.dedup();
    pieces.extend(marks.iter().filter(|mark| !is_whole || mark.is_whole()).map(known));
    let mut before: Option<Number> = None;
    let ends = marks.iter().cloned().map(Some).chain([None]);
    for after in ends {
        let is_outside =
            (before.is_none() && open.low.is_some()) || (after.is_none() && open.high.is_some());
        if !is_outside {
            pieces.extend(between(before.clone(), after.clone(), is_whole));
        }
        before = after;
    }
    pieces
}

/// What lies strictly between two marks; nothing, when no whole number does where only those count.
fn between(low: Option<Number>, high: Option<Number>, is_whole: bool) -> Option<Piece> {
    let bounds = (low.clone(), high.clone());
    let one = Number::one();
    let (low, high) = if is_whole {
        let next = low.map(|low| low.floored().plus(&one));
        let last = high.map(|high| high.negated().floored().plus(&one).negated());
        if next.as_ref().zip(last.as_ref()).is_some_and(|(next, last)| next > last) {
            return None;
        }
        (next, last)
    } else {
        (low, high)
    };
    let value = Quantity::from_range(low, high, Doubts::default());
    Some(Piece::Numbers { value, bounds: Some(bounds) })
}

fn range(slot: &Slot) -> Option<Range> {
    let open = match slot.quantity() {
        Quantity::Absent(Absence::LeftOut | Absence::Undefined(_) | Absence::Withheld) => {
            return None;
        }
        known @ (Quantity::Known(_) | Quantity::Open(_)) => known.open()?,
    };
    Some(Range { low: open.low, high: open.high, may_be_nothing: open.doubts.any() })
}

fn nothing_said(plan: &Plan) -> Assessment {
    Assessment {
        digest: Default::default(),
        subject: Subject::default(),
        state: State::Draft,
        is_of_other_rubric: false,
        unstated: Vec::new(),
        answers: alloc::vec![Answer::Unanswered; plan.asks.len()],
        marks: alloc::vec![Mark::None; plan.items.len()],
    }
}
