//! Faults that only follow from others are not told: whoever mends the first has mended them all.
//!
//! What could not be read is missing from the rubric, and what is missing breaks sums and names
//! elsewhere. Of everything that is not in order with such an entry only the first cause stays.

use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Fault};
use crate::parse::Broken;

/// `diagnostics` without those that follow from what is `broken`, or from one another.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other fault stands for itself")]
pub(crate) fn are_left_out(diagnostics: &mut Vec<Diagnostic>, broken: &[Broken]) {
    let is_lost = |name: &str| broken.iter().any(|each| each.loses && each.has(name));
    let is_broken = |name: &str| broken.iter().any(|each| each.has(name));
    let in_doubt = |dimension: &str| {
        broken.iter().any(|each| {
            let of_it = each.dimension.as_deref().is_none_or(|of| of == dimension);
            each.loses && each.list == "criterion" && of_it
        })
    };
    let has = |wanted: fn(&Fault) -> bool| diagnostics.iter().any(|each| wanted(&each.fault));
    let is_astray =
        has(|fault| matches!(fault, Fault::NoSuchName { wanted, .. } if wanted == "a dimension"));
    let weights_are_off = is_astray
        || has(|fault| {
            matches!(
                fault,
                Fault::WeightsOffTotal { .. }
                    | Fault::NothingScored { .. }
                    | Fault::NegativeWeight { .. }
            )
        })
        || broken.iter().any(|each| each.loses && each.list == "criterion");
    let levels_are_lost = broken.iter().any(|each| each.loses && each.list == "rating");
    diagnostics.retain(|each| {
        let follows = match &each.fault {
            Fault::NoSuchName { name, .. } => is_lost(name),
            Fault::ClauseMissing { id } => is_broken(id),
            Fault::PointsMissing { criterion }
            | Fault::UndefinedUnhandled { criterion, .. }
            | Fault::LeaveOutUnexplained { criterion }
            | Fault::AnchorMissing { criterion, .. } => is_broken(criterion),
            Fault::GateWithoutCondition { gate } => is_broken(gate),
            Fault::WeightsOffTotal { dimension, parts, .. } => {
                is_astray
                    || in_doubt(dimension)
                    || parts.iter().any(|part| part.weight.is_negative())
            }
            Fault::NothingScored { dimension, .. } => is_astray || in_doubt(dimension),
            Fault::UnreachableRating { .. } | Fault::FullOffTotal { .. } => weights_are_off,
            Fault::NoRatings {} => levels_are_lost,
            _ => false,
        };
        !follows
    });
}
