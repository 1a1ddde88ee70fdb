//! R02x: weights reach their total, none is negative.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::check::names::criteria;
use crate::check::written;
use crate::diagnostic::{Diagnostic, Fault, WeightPart};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::plan::Plan;
use crate::report::v1;

/// R022: no weight is negative.
pub(crate) fn are_not_negative(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    let of_criteria = criteria(rubric).map(|criterion| &criterion.weight);
    let of_dimensions = rubric.dimension.iter().filter_map(|dimension| dimension.weight.as_ref());
    for weight in of_criteria.chain(of_dimensions) {
        if weight.it.is_negative() {
            let fault = Fault::NegativeWeight { weight: weight.it.clone() };
            out.push(Diagnostic { fault, at: weight.at, related: Vec::new() });
        }
    }
}

/// R130: the weights of the base score add up to the full points that the rating declares.
pub(crate) fn reach_the_full_points(rubric: &Rubric, plan: &Plan, out: &mut Vec<Diagnostic>) {
    let Some(expected) = rubric.rating.full.as_ref().filter(|full| full.it != plan.full) else {
        return;
    };
    let base = plan.dimensions.iter().filter(|dimension| dimension.bonus == v1::Bonus::No);
    let parts = base.map(|dimension| WeightPart {
        criterion: dimension.id.clone(),
        weight: dimension.weight.clone(),
    });
    let fault = Fault::FullOffTotal {
        expected: expected.it.clone(),
        found: plan.full.clone(),
        parts: parts.collect(),
        profile: written(&plan.profile),
    };
    out.push(Diagnostic { fault, at: expected.at, related: Vec::new() });
}

/// R021, R023: the weights of a dimension's criteria add up to its weight, and to something.
pub(crate) fn reach_their_total(rubric: &Rubric, plan: &Plan, out: &mut Vec<Diagnostic>) {
    let profile = written(&plan.profile);
    for (rule, dimension) in rubric.dimension.iter().zip(&plan.dimensions) {
        if dimension.bonus != v1::Bonus::No {
            continue;
        }
        if dimension.weight.is_zero() {
            let fault =
                Fault::NothingScored { dimension: dimension.id.clone(), profile: profile.clone() };
            out.push(Diagnostic { fault, at: rule.id.at, related: Vec::new() });
            continue;
        }
        let Some(expected) = &rule.weight else {
            continue;
        };
        if expected.it == dimension.weight {
            continue;
        }
        let own = dimension.criteria.iter().filter_map(|index| plan.criteria.get(*index));
        let parts = own.filter_map(|criterion| {
            let id = plan.items.get(criterion.item)?.id.to_string();
            Some(WeightPart { criterion: id, weight: criterion.weight.clone() })
        });
        let fault = Fault::WeightsOffTotal {
            dimension: dimension.id.clone(),
            expected: expected.it.clone(),
            found: dimension.weight.clone(),
            parts: parts.filter(|part| part.weight != Number::zero()).collect(),
            profile: profile.clone(),
        };
        out.push(Diagnostic { fault, at: expected.at, related: Vec::new() });
    }
}
