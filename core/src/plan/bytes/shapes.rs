//! What plans are made of, field for field in the order in which it is written.

#[cfg(feature = "bytes")]
use super::Packer;
use super::Unpacker;
use super::{Packed, packed};
use crate::clause::{Basis, ClauseRef};
use crate::model::rubric::{Missing, WhenUndefined};
use crate::parse::expression::Comparison;
use crate::plan::node::{
    Aggregate, Bound, CalendarPart, Change, Combining, Kind, Move, Node, NodeId, Operation,
    Pairing, Ranking, Step, Table, TableShape,
};
use crate::plan::{
    Adjustment, Ask, AskKind, Band, Condition, Criterion, Cut, Dimension, Effect, Flag, Gate,
    Grade, Item, Level, Measured, NamedNode, Part, Plan, Range, Role, Rung, Scale,
};
use crate::real::RealFunction;
use crate::report::form::Method;
use crate::report::v1::{Bonus, GateGroup, Rating, Side};
use crate::rounding::{Rounder, Rounding, RoundingMode};
use crate::span::Span;

packed! {
    struct Plan {
        profile, asks, items, nodes, quantities, criteria, dimensions, gates, base, total,
        judged_total, full, scale, of, grades, lifts, not_applicable_limit, rounding, not_asked,
    }
    struct Ask { id, item, name, guidance, optional, kind }
    enum AskKind {
        Level { levels },
        YesNo,
        Checklist { parts },
        Number(measured),
        Choice { options },
        Date(range),
        Period(range),
        Distribution { options },
        Series { periods, measured },
    }
    struct Range { least, most }
    struct Band { id, name, anchor, from, to }
    struct Measured { unit_id, unit, percent, whole, least, most, places, within, bands }
    struct Level { id, worth, name, anchor, wants_note }
    struct Part { id, name, may_not_apply }
    struct Item {
        id, name, role, may_not_apply, asks, guidance, clauses, evidence, verify, methods,
    }
    enum Role { Criterion(place), Gate(place), Fact }
    struct Criterion {
        item, dimension, weight, is_future, measure, expression, raw_share, share, leave_out,
        leave_out_reason, undefined, missing, na_counts, part, lowest, needs, measured_by, leans, figures, flags,
    }
    struct NamedNode { id, name, node }
    struct Flag { id, when, say }
    struct Dimension {
        id, name, guidance, within, weight, part, bonus, is_weighted, criteria, score, judged,
        not_applicable_limit, answered,
    }
    struct Gate { item, verdict, condition, looks_at, effect, undecided_is_unmet, group }
    enum Effect { Withhold, Cap(place), Set(place) }
    struct Scale {
        rungs, lowest, worths, of, of_name, of_expression, earned, before, steps, outcome,
    }
    struct Grade { id, name, scale, worth, absent_when, absent_reason, clauses }
    struct Rung { rating, cuts, each_dimension, minima, that, conditions, verdict, clauses }
    struct Cut { side, bound, verdict }
    struct Condition { id, name, text, open, held, looks_at }
    struct Adjustment { when, change, before, after, clauses }
}

packed! {
    enum Kind { Quantity { unit, percent }, Date, Truth, Answer }
    enum Operation {
        Constant(number),
        Ask(ask),
        AskTruth(ask),
        Given(ask),
        Ticked(ask),
        Chosen(ask, option),
        Part(ask, part),
        Spread(ask, worths),
        Calendar(part, of),
        Truth(holds),
        Pair(pairing, a, b),
        Negate(a),
        Magnitude(a),
        Aggregate(aggregate, all),
        WeightedMean(pairs),
        Product(all),
        Clamp(a, low, high),
        If(condition, a, b),
        Compare(comparison, a, b),
        And(a, b),
        Or(a, b),
        Not(a),
        AtLeast(count, all),
        Count(all),
        HasValue(a),
        OrElse(a, b),
        Round(rounder, step, a),
        Power(a, exponent),
        Real(function, digits, all),
        Quantity(place, a),
        LookUp(table, all),
        ByOption(table, ask),
        AsShare(a),
        Curve(a, points),
        Steps(a, rows),
        Counted(criterion),
        Mean(terms),
        Capped(terms, cap),
        Published(a, places),
        Combined(combining, all),
        Full(a),
        Enough(a, dimension),
        Reaches(a, side, bound),
        Held(a),
        Fulfilled(a),
        Ranked(ranking),
        Adjusted(change),
        Changes(change),
        Worth(a, worths),
    }
    enum Combining { Lowest, Highest, Product }
    struct Ranking { rungs, cumulative, of, asks, absent_when }
    struct Move { from, when, change, top }
    enum Change { Up(by), Down(by), To(place), AtMost(place), AtLeast(place) }
    enum Pairing { Plus, Minus, Times, Over, Share, ShareOfWhole, Growth }
    enum CalendarPart { Year, Month, MonthsBetween, YearsBetween }
    enum Aggregate { Highest(count), Lowest(count), Mean, Median }
    struct Table { id, name, shape }
    enum TableShape { Grid { rows, columns, cells }, Curve(points), Options(entries) }
    struct Bound { at, included }
    struct Step { bound, included, share }
}

packed! {
    enum Basis { Decreed, Proposed }
    struct ClauseRef { basis, document, at, quote, note }
    enum Missing { Lowest, Withhold, Full, LeaveOut }
    enum WhenUndefined { Lowest, LeaveOut, Withhold }
    enum Comparison { Equal, NotEqual, Below, AtMost, Above, AtLeast }
    enum RealFunction {
        Power,
        NaturalLogarithm,
        CommonLogarithm,
        Exponential,
        SquareRoot,
        NormalDistribution,
        ErrorFunction,
    }
    enum Method { Documents, SiteVisit, Interview, Data }
    enum Bonus { No, Counted, Recorded, Demerit, DemeritRecorded }
    enum GateGroup { Gate, Requirement }
    struct Rating { id, stars, half, name }
    enum Side { From, Above, AtMost, Below }
    enum RoundingMode { HalfUp, HalfEven, Down, Up }
    enum Rounder { To(mode), Floor, Ceiling }
    struct Rounding { mode, places }
}

impl Packed for NodeId {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        to.node(self.0);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Self(from.node())
    }
}

/// Where in the text a node comes from is left behind with the text.
impl Packed for Node {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        let Self { operation, kind, unit, bounds, at: _ } = self;
        operation.pack(to);
        kind.pack(to);
        unit.pack(to);
        bounds.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let operation = Packed::unpack(from);
        let kind = Packed::unpack(from);
        let unit = Packed::unpack(from);
        let bounds = Packed::unpack(from);
        Self { operation, kind, unit, bounds, at: Span::default() }
    }
}
