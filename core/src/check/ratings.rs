//! R03x and R042: cut-offs fall in order, every rating can be reached, every cap bites.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Fault};
use crate::model::gate::Unmet;
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::plan::Plan;
use crate::report::v1;
use crate::span::Span;

fn report(out: &mut Vec<Diagnostic>, at: Span, fault: Fault) {
    out.push(Diagnostic { fault, at, related: Vec::new() });
}

/// R031, R032, R034: from the highest rating down, cut-offs fall and minima do not rise.
pub(crate) fn cut_offs_fall(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    let levels = &rubric.rating.levels;
    if levels.is_empty() {
        report(out, rubric.rating.name.at, Fault::NoRatings {});
    }
    for pair in levels.windows(2) {
        let [above, level] = pair else { continue };
        if level.total.it >= above.total.it {
            let fault = Fault::CutOffsNotFalling {
                rating: level.id.to_string(),
                cut_off: level.total.it.clone(),
                above: above.total.it.clone(),
            };
            report(out, level.total.at, fault);
        }
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

/// R033: no cut-off lies above the highest total possible.
pub(crate) fn can_be_reached(rubric: &Rubric, plan: &Plan, out: &mut Vec<Diagnostic>) {
    let counted = plan.dimensions.iter().filter(|dimension| dimension.bonus == v1::Bonus::Counted);
    let most = counted.fold(plan.full.clone(), |most, bonus| most.plus(&bonus.weight));
    for level in &rubric.rating.levels {
        if level.total.it > most {
            let fault = Fault::UnreachableRating {
                rating: level.id.to_string(),
                cut_off: level.total.it.clone(),
                most: most.clone(),
            };
            report(out, level.total.at, fault);
        }
    }
}

/// R042: a cap at the highest rating changes nothing.
pub(crate) fn caps_bite(rubric: &Rubric, plan: &Plan, out: &mut Vec<Diagnostic>) {
    let top = plan.ladder.len();
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
