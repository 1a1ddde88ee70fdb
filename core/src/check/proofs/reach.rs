//! Ratings and gates: whether they can be reached, missed, met and not met.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::check::proofs::possible::{Holds, Possible};
use crate::check::proofs::{Ledger, applies};
use crate::check::ratings::{Ladder, place_of_cut, scales};
use crate::diagnostic::{Diagnostic, Fault};
use crate::model::rating::{AdjustRule, Judged, RatingLevel};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::parse::shape::At;
use crate::plan::node::NodeId;
use crate::plan::{Adjustment, Dimension, Plan, Rung, Scale};
use crate::report::v1::{Bonus, Side, Verdict};
use crate::span::Span;

/// R150, R151, R152, R169, R170: every rating and every level of a grade can be reached, and missed;
/// every step can apply, and changes something.
pub(crate) fn ratings(rubric: &Rubric, possible: &Possible<'_>, ledger: &mut Ledger) {
    for ladder in scales(rubric, possible.plan) {
        levels(&ladder, possible, ledger);
        for (rule, step) in ladder.adjust.iter().zip(&ladder.scale.steps) {
            moves(rule, step, ladder.scale, possible, ledger);
        }
    }
}

fn levels(ladder: &Ladder<'_>, possible: &Possible<'_>, ledger: &mut Ledger) {
    let mut is_below_a_certain_one = false;
    for (level, rung) in ladder.levels.iter().zip(&ladder.scale.rungs) {
        out_of_reach(level, rung, ladder.scale, possible, ledger);
        let conditions = rung.that.iter().chain(&rung.conditions);
        let by_score = rung.cuts.iter().map(|cut| cut.verdict);
        let mut by_score = by_score.chain(rung.minima.iter().map(|(_, node)| *node));
        let certain = by_score.all(|node| possible.verdict(node) == Verdict::Met)
            && conditions.map(|each| possible.holds(each.open)).all(|holds| holds == Holds::Always);
        let fault = Fault::RatingNeverMissed { rating: level.id.to_string() };
        ledger.see(level.id.at, "R152", (certain && !is_below_a_certain_one).then_some(fault));
        is_below_a_certain_one |= certain;
    }
}

/// Whether a step has somebody to move, and somewhere to.
fn moves(
    rule: &AdjustRule,
    step: &Adjustment,
    scale: &Scale,
    possible: &Possible<'_>,
    ledger: &mut Ledger,
) {
    let holds = possible.holds(step.when.open);
    let named = || rule.id.to_string();
    let never = holds == Holds::Never;
    ledger.see(rule.when.at, "R169", never.then(|| Fault::StepNeverApplies { step: named() }));
    let always = holds == Holds::Always;
    let fault = Fault::ConditionConstant { always: true };
    ledger.see(rule.when.at, "R155", always.then_some(fault));
    let top = scale.rungs.len();
    let place = |bound: Option<Number>| bound.and_then(|bound| bound.to_count());
    let before = possible.range(step.before).map(|range| (place(range.low), place(range.high)));
    let is_idle = match before {
        Some((Some(low), Some(high))) => {
            !never && (low..=high).all(|place| step.change.of(place, top) == place)
        }
        Some(_) | None => false,
    };
    ledger.see(rule.id.at, "R170", is_idle.then(|| Fault::StepChangesNothing { step: named() }));
}

fn out_of_reach(
    level: &RatingLevel,
    rung: &Rung,
    scale: &Scale,
    possible: &Possible<'_>,
    ledger: &mut Ledger,
) {
    let plan = possible.plan;
    let most = |node| possible.range(node).and_then(|range| range.high);
    let fault = |needs: &str, most: Option<Number>| Fault::RatingOutOfReach {
        rating: level.id.to_string(),
        needs: needs.to_string(),
        most,
    };
    let is_short = |node: NodeId| possible.verdict(node) == Verdict::NotMet;
    let short = rung.minima.iter().find(|(_, node)| is_short(*node));
    let short = short.and_then(|(place, _)| plan.dimensions.get(*place));
    // Where a dimension falls short, the total that does so too only follows.
    let missed = rung.cuts.iter().any(|cut| is_short(cut.verdict)) && short.is_none();
    if let (Some(at), Some(of)) = (place_of_cut(level), scale.of) {
        let judged =
            if scale.of_expression.is_empty() { "total" } else { scale.of_expression.as_str() };
        ledger.see(at, "R150", missed.then(|| fault(judged, most(of))));
    }
    if let Some(minimum) = &level.each_dimension {
        let by_dimension = short.map(|short| fault(&short.id, most(short.judged)));
        ledger.see(minimum.at, "R150", by_dimension);
    }
    for (required, condition) in level.require.iter().zip(&rung.conditions) {
        let never = possible.holds(condition.open) == Holds::Never;
        ledger.see(required.that.at, "R150", never.then(|| fault(&required.id, None)));
    }
    if let (Some(text), Some(condition)) = (&level.that, &rung.that) {
        let never = possible.holds(condition.open) == Holds::Never;
        ledger.see(text.at, "R150", never.then(|| fault(&text.it, None)));
    }
}

/// R157, R158: neither the cut-off nor the minima of a rating follow from the other. With a single
/// dimension they are two ways of saying one thing, and nothing is said of them.
pub(crate) fn cut_offs_and_minima(rubric: &Rubric, plan: &Plan, ledger: &mut Ledger) {
    if plan.of.is_some() {
        return;
    }
    let is_base =
        |dimension: &&Dimension| dimension.bonus == Bonus::No && dimension.within.is_none();
    let base: Vec<&Dimension> = plan.dimensions.iter().filter(is_base).collect();
    // Points from outside, or other points than the score's, make neither follow from the other.
    let stands_apart =
        |dimension: &Dimension| matches!(dimension.bonus, Bonus::Counted | Bonus::Demerit);
    let has_bonus = plan.dimensions.iter().any(stands_apart);
    if rubric.dimension.iter().any(|rule| rule.counts.is_some() || rule.demerit.is_some()) {
        return;
    }
    for (level, rung) in rubric.rating.levels.iter().zip(&plan.scale.rungs) {
        let Some(minimum) = &level.each_dimension else { continue };
        let [cut] = rung.cuts.as_slice() else { continue };
        let (Side::From, Some(at)) = (cut.side, place_of_cut(level)) else { continue };
        let follows = minimum.it.times(&plan.full);
        // Published numbers are rounded apart: what follows must do so by more than that.
        let slack = match rubric.rating.judged.it {
            Judged::Exact => Number::zero(),
            Judged::Published => plan.full.plus(&Number::one()).over_ten(plan.rounding.places),
        };
        let implied = base.len() > 1 && !cut.bound.is_zero() && follows >= cut.bound.plus(&slack);
        let fault = Fault::CutOffFollows {
            rating: level.id.to_string(),
            cut_off: cut.bound.clone(),
            minimum: minimum.it.clone(),
            least: follows,
        };
        ledger.see(at, "R157", implied.then_some(fault));
        let implied = base.len() > 1
            && !has_bonus
            && !implied
            && !minimum.is_zero()
            && base.iter().all(|dimension| {
                least_share(dimension, &cut.bound, plan)
                    .is_some_and(|least| least.minus(&slack) >= minimum.it)
            });
        let fault = Fault::MinimumFollows {
            rating: level.id.to_string(),
            minimum: minimum.it.clone(),
            cut_off: cut.bound.clone(),
        };
        ledger.see(minimum.at, "R158", implied.then_some(fault));
    }
}

/// The least share of a dimension with which the others, all full, still reach the cut-off. A
/// dimension that is left out only raises it.
fn least_share(dimension: &Dimension, cut_off: &Number, plan: &Plan) -> Option<Number> {
    let others = plan.full.minus(&dimension.weight);
    cut_off.minus(&others).over(&dimension.weight)
}

/// R153, R154: every gate can be met, and not met.
pub(crate) fn gates(rubric: &Rubric, possible: &Possible<'_>, ledger: &mut Ledger) {
    let asked = rubric.gate.iter().filter(|rule| applies(rule.applies.as_ref(), possible.plan));
    for (rule, gate) in asked.zip(&possible.plan.gates) {
        let Some(item) = possible.plan.items.get(gate.item) else { continue };
        let at = rule.that.as_ref().map_or(rule.id.at, |that| that.at);
        let holds = possible.holds(gate.verdict);
        let id = || item.id.clone();
        let never = holds == Holds::Never && !item.may_not_apply;
        ledger.see(at, "R153", never.then(|| Fault::GateNeverMet { gate: id() }));
        let always = holds == Holds::Always;
        ledger.see(at, "R154", always.then(|| Fault::GateAlwaysMet { gate: id() }));
    }
}

/// R163: the full points are the same for every kind of subject, so that cut-offs mean the same.
pub(crate) fn totals_agree(rubric: &Rubric, fulls: &[(String, Number)], out: &mut Vec<Diagnostic>) {
    let Some((first, full)) = fulls.first() else { return };
    let Some((other, found)) = fulls.iter().find(|(_, found)| found != full) else { return };
    let fault = Fault::TotalsDiffer {
        profile: first.clone(),
        full: full.clone(),
        other: other.clone(),
        found: found.clone(),
    };
    out.push(Diagnostic { fault, at: place_of_totals(rubric), related: Vec::new() });
}

/// Where the weight is missing that would have shown it.
fn place_of_totals(rubric: &Rubric) -> Span {
    let unstated = rubric
        .dimension
        .iter()
        .find(|dimension| dimension.weight.is_none() && dimension.bonus.is_none());
    unstated.map_or(rubric.rating.name.at, |dimension: &At<_>| dimension.id.at)
}
