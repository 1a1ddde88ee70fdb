//! R03x, R134 and R042: cut-offs fall in order, every rating can be reached, every cap bites.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Fault};
use crate::model::gate::Unmet;
use crate::model::rating::{AdjustRule, RatingLevel};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::parse::shape::At;
use crate::plan::{Cut, Plan, Rung, Scale};
use crate::report::v1::{self, Side};
use crate::span::Span;

fn report(out: &mut Vec<Diagnostic>, at: Span, fault: Fault) {
    out.push(Diagnostic { fault, at, related: Vec::new() });
}

/// A scale as the rubric says it, and as it is for one kind of subject.
pub(crate) struct Ladder<'a> {
    pub(crate) levels: &'a [At<RatingLevel>],
    #[cfg_attr(not(feature = "proofs"), expect(dead_code, reason = "only proofs look at steps"))]
    pub(crate) adjust: &'a [At<AdjustRule>],
    pub(crate) scale: &'a Scale,
}

/// The scale of the rating, and those of grades.
pub(crate) fn scales<'a>(rubric: &'a Rubric, plan: &'a Plan) -> Vec<Ladder<'a>> {
    let rating = &rubric.rating;
    let (levels, adjust, scale) = (&rating.levels, &rating.adjust, &plan.scale);
    let mut scales = Vec::from([Ladder { levels, adjust, scale }]);
    for grade in &plan.grades {
        if let Some(rule) = rubric.grade.iter().find(|rule| rule.id.as_str() == grade.id) {
            let (levels, adjust, scale) = (&rule.levels, &rule.adjust, &grade.scale);
            scales.push(Ladder { levels, adjust, scale });
        }
    }
    scales
}

/// R032, R034: a scale has ratings, and from the highest down minima do not rise.
pub(crate) fn minima_fall(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    if rubric.rating.levels.is_empty() {
        report(out, rubric.rating.name.at, Fault::NoRatings {});
    }
    for grade in rubric.grade.iter().filter(|grade| grade.levels.is_empty()) {
        report(out, grade.id.at, Fault::NoRatings {});
    }
    let of_grades = rubric.grade.iter().map(|grade| &grade.levels);
    for levels in [&rubric.rating.levels].into_iter().chain(of_grades) {
        for pair in levels.windows(2) {
            let [above, level] = pair else { continue };
            let minimum = level.each_dimension.as_ref();
            let minimum_above =
                above.each_dimension.as_ref().map_or_else(Number::zero, |share| share.it.clone());
            if let Some(minimum) = minimum.filter(|minimum| minimum.it > minimum_above) {
                let fault = Fault::MinimumsNotFalling {
                    rating: level.id.to_string(),
                    minimum: minimum.it.clone(),
                    above: minimum_above,
                };
                report(out, minimum.at, fault);
            }
        }
    }
}

/// The one cut-off of a rating, and whether higher is better.
fn only_cut(rung: &Rung) -> Option<(&Cut, bool)> {
    match rung.cuts.as_slice() {
        [cut] => Some((cut, matches!(cut.side, Side::From | Side::Above))),
        _ => None,
    }
}

/// R031, R134: from the highest rating down, cut-offs fall, or rise where lower is better. A
/// condition may tell apart two ratings with one cut-off.
pub(crate) fn cut_offs_fall(rubric: &Rubric, plan: &Plan, out: &mut Vec<Diagnostic>) {
    for Ladder { levels, scale, .. } in scales(rubric, plan) {
        let rungs: Vec<(&At<RatingLevel>, &Rung)> = levels.iter().zip(&scale.rungs).collect();
        for pair in rungs.windows(2) {
            let [(_, above), (level, rung)] = pair else { continue };
            if above.that.is_some() || rung.that.is_some() {
                continue;
            }
            if let Some(fault) = out_of_order(above, level, rung) {
                report(out, place_of(level), fault);
            }
        }
    }
}

/// What is wrong with the cut-off of a level after that of the level above it.
fn out_of_order(above: &Rung, level: &RatingLevel, rung: &Rung) -> Option<Fault> {
    let ((higher, from_below), (cut, rising)) = (only_cut(above)?, only_cut(rung)?);
    let rating = level.id.to_string();
    let (cut_off, above) = (cut.bound.clone(), higher.bound.clone());
    let strict = |cut: &Cut| matches!(cut.side, Side::Above | Side::AtMost);
    let (bound, past) = ((&cut.bound, strict(cut)), (&higher.bound, strict(higher)));
    match (from_below, rising) {
        (true, true) if bound >= past => Some(Fault::CutOffsNotFalling { rating, cut_off, above }),
        (false, false) if bound <= past => Some(Fault::CutOffsNotRising { rating, cut_off, above }),
        _ => None,
    }
}

/// Where a level says its cut-off.
pub(crate) fn place_of_cut(level: &RatingLevel) -> Option<Span> {
    let cuts = [&level.total, &level.from, &level.above, &level.at_most, &level.below];
    cuts.into_iter().flatten().next().map(|cut| cut.at)
}

fn place_of(level: &RatingLevel) -> Span {
    place_of_cut(level).unwrap_or(level.id.at)
}

/// R033: no cut-off lies above the highest total possible.
pub(crate) fn can_be_reached(rubric: &Rubric, plan: &Plan, out: &mut Vec<Diagnostic>) {
    if plan.of.is_some() {
        return;
    }
    let counted = plan.dimensions.iter().filter(|dimension| dimension.bonus == v1::Bonus::Counted);
    let most = counted.fold(plan.full.clone(), |most, bonus| most.plus(&bonus.weight));
    for (level, rung) in rubric.rating.levels.iter().zip(&plan.scale.rungs) {
        let beyond = rung.cuts.iter().find(|cut| match cut.side {
            Side::From => cut.bound > most,
            Side::Above => cut.bound >= most,
            Side::AtMost | Side::Below => false,
        });
        if let Some(cut) = beyond {
            let fault = Fault::UnreachableRating {
                rating: level.id.to_string(),
                cut_off: cut.bound.clone(),
                most: most.clone(),
            };
            report(out, place_of(level), fault);
        }
    }
}

/// R042: a cap at the highest rating changes nothing.
pub(crate) fn caps_bite(rubric: &Rubric, plan: &Plan, out: &mut Vec<Diagnostic>) {
    let top = plan.scale.rungs.len();
    for rule in &rubric.gate {
        let Unmet::Cap(rating, at) = &rule.unmet.it else {
            continue;
        };
        if plan.rating(top).id == **rating && top > 0 {
            let fault = Fault::CapAtTop { gate: rule.id.to_string(), rating: rating.to_string() };
            report(out, *at, fault);
        }
    }
}
