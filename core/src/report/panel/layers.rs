//! The layers side by side, written.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::label::Label;
use crate::number::Number;
use crate::panel::Panel;
use crate::panel::deviation::{Beside, Turn, beside, turns};
use crate::panel::joint::Joint;
use crate::panel::sheets::Sheet;
use crate::plan::{Dimension, Plan};
use crate::report::figure;
use crate::report::panel::v1::{PanelBeside, PanelLayer, PanelLayers, PanelTurn};
use crate::report::v1::{Bonus, Figure, Standing};

pub(super) fn layers(found: &Panel<'_>, joint: &Joint) -> Option<PanelLayers> {
    let (own, recommended) = (found.sheets.own.as_ref(), found.sheets.recommended.as_ref());
    let other = own.or(recommended)?;
    let plan = other.plan;
    let is_comparable = |sheet: &&Sheet<'_>| core::ptr::eq(sheet.plan, plan);
    let first = found.sheets.counted.first().filter(is_comparable)?;
    let recommended = recommended.filter(is_comparable);
    let rows = beside(first.plan, own, recommended, joint);
    let sums = Sums::of(plan, &rows);
    let turn = |turn: Turn| {
        let item = plan.items.get(turn.item)?;
        let then = turn.award.best.map(|rank| plan.rating(rank).clone());
        let is_rated = turn.award.standing != Standing::Withheld;
        Some(PanelTurn {
            id: item.id.clone(),
            name: item.name.clone(),
            then: then.filter(|_| is_rated),
        })
    };
    Some(PanelLayers {
        compared: if own.is_some() { PanelLayer::Own } else { PanelLayer::Recommended },
        criteria: rows.iter().filter_map(|row| of_criterion(plan, row)).collect(),
        dimensions: dimensions(plan, own, recommended, joint),
        deviation: sums.share(plan, &sums.apart),
        overclaimed: sums.share(plan, &sums.over),
        underclaimed: sums.share(plan, &sums.under),
        turns: turns(plan, other, joint).into_iter().filter_map(turn).collect(),
    })
}

/// Deviations in points, added up.
struct Sums {
    apart: Number,
    over: Number,
    under: Number,
    full: Number,
}

impl Sums {
    /// Of the criteria that count toward the base score and are settled on both sides.
    fn of(plan: &Plan, rows: &[Beside]) -> Self {
        let zero = Number::zero;
        let mut sums = Self { apart: zero(), over: zero(), under: zero(), full: zero() };
        for row in rows {
            let rule = plan.criteria.get(row.criterion);
            let dimension = rule.and_then(|rule| plan.dimensions.get(rule.dimension));
            let counts = dimension.is_some_and(|one| one.bonus == Bonus::No);
            let other = row.own.as_ref().or(row.recommended.as_ref());
            let (Some(rule), Some(other), Some(verified), true) =
                (rule, other, row.verified.as_ref(), counts)
            else {
                continue;
            };
            let less = other.minus(verified).times(&rule.part);
            sums.apart = sums.apart.plus(&less.magnitude());
            let side = if less.is_negative() { &mut sums.under } else { &mut sums.over };
            *side = side.plus(&less.magnitude());
            sums.full = sums.full.plus(&rule.part);
        }
        sums
    }

    fn share(&self, plan: &Plan, points: &Number) -> Option<Figure> {
        Some(figure::percent(plan, &points.over(&self.full)?, &[]))
    }
}

fn of_criterion(plan: &Plan, row: &Beside) -> Option<PanelBeside> {
    let rule = plan.criteria.get(row.criterion)?;
    let item = plan.items.get(rule.item)?;
    let found = Shares {
        own: row.own.as_ref(),
        recommended: row.recommended.as_ref(),
        verified: row.verified.as_ref(),
    };
    found.written(plan, &item.id, &item.name, &rule.weight)
}

fn dimensions(
    plan: &Plan,
    own: Option<&Sheet<'_>>,
    recommended: Option<&Sheet<'_>>,
    joint: &Joint,
) -> Vec<PanelBeside> {
    let counted = plan.dimensions.iter().filter(|one| one.bonus == Bonus::No);
    let row = |one: &Dimension| {
        let of = |sheet: Option<&Sheet<'_>>| {
            sheet.and_then(|sheet| sheet.scorecard.slot(one.score).quantity().number().cloned())
        };
        let (own, recommended) = (of(own), of(recommended));
        let found = Shares {
            own: own.as_ref(),
            recommended: recommended.as_ref(),
            verified: joint.scorecard.slot(one.score).quantity().number(),
        };
        found.written(plan, &one.id, &one.name, &one.weight)
    };
    counted.filter_map(row).collect()
}

/// Shares of one thing in every layer, where they are settled.
struct Shares<'a> {
    own: Option<&'a Number>,
    recommended: Option<&'a Number>,
    verified: Option<&'a Number>,
}

impl Shares<'_> {
    /// In points; nothing where all layers say the same, or only one says anything.
    fn written(&self, plan: &Plan, id: &str, name: &Label, full: &Number) -> Option<PanelBeside> {
        let all = [self.own, self.recommended, self.verified];
        let mut said = all.iter().flatten();
        let first = said.next()?;
        if said.all(|other| other == first) {
            return None;
        }
        let points = |share: Option<&Number>| {
            share.map(|share| figure::points(plan, &share.times(full), &[]))
        };
        let other = self.own.or(self.recommended);
        let deviation = self.verified.zip(other).map(|(verified, other)| verified.minus(other));
        Some(PanelBeside {
            id: id.to_string(),
            name: name.clone(),
            own: points(self.own),
            recommended: points(self.recommended),
            verified: points(self.verified),
            deviation: points(deviation.as_ref()),
            full: figure::points(plan, full, &[]),
        })
    }
}
