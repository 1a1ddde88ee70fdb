//! What becomes of each item: said alike, combined, talked over, left to the lead, or open.

use alloc::string::String;
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Mark};
use crate::evaluate::slot::{Absence, Quantity};
use crate::model::panel_policy::{Combining, NoConsensus, RankedBy, TooFew};
use crate::number::Number;
use crate::panel::combine;
use crate::panel::reach::Reach;
use crate::panel::sheets::Sheet;
use crate::panel::spread::{Apart, apart};
use crate::plan::panel_policy::{ItemPolicy, PanelPolicy};
use crate::plan::{Item, Plan, Role};

/// What a sheet says of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Nothing that settles it.
    Nothing,
    /// It is left out.
    LeftOut,
    /// Its share of full points, of a criterion.
    Scored(Number),
    /// An answer, of a gate or a fact.
    Answered,
}

/// How it stands with an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody said anything.
    Silent,
    /// All who said anything said the same.
    Same,
    /// The scores came together.
    Combined(Combined),
    /// The lead's answer counts.
    Lead,
    /// The panel agreed on an answer.
    Agreed,
    /// The answers are apart; they are talked over before the result stands.
    TalkOver,
    /// Too few have scored it.
    TooFew,
    /// It was talked over without agreement, and so waits.
    Waits,
    /// The answers differ, and nothing depends on them.
    Differs,
}

/// Scores that came together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Combined {
    pub(crate) way: Combining,
    /// How much each sheet counts; `None` for one that says nothing.
    pub(crate) weights: Vec<Option<Number>>,
    /// The share of full points.
    pub(crate) gives: Number,
}

/// What becomes of one item.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) item: usize,
    /// By each sheet that counts.
    pub(crate) said: Vec<Said>,
    pub(crate) apart: Vec<Apart>,
    pub(crate) standing: Standing,
    /// What the panel said of it when it was talked over.
    pub(crate) reason: String,
    /// Asks to which the answers differ.
    pub(crate) differing: Vec<usize>,
}

impl Outcome {
    /// How the scores came together, if they did.
    pub(crate) fn combined(&self) -> Option<&Combined> {
        match &self.standing {
            Standing::Combined(combined) => Some(combined),
            Standing::Silent
            | Standing::Same
            | Standing::Lead
            | Standing::Agreed
            | Standing::TalkOver
            | Standing::TooFew
            | Standing::Waits
            | Standing::Differs => None,
        }
    }

    /// Whether the result cannot stand before somebody has talked about it.
    pub(crate) fn is_unsettled(&self) -> bool {
        self.standing == Standing::TalkOver
    }
}

/// What all decisions look at.
pub(crate) struct Table<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) policy: Option<&'a PanelPolicy>,
    pub(crate) sheets: &'a [Sheet<'a>],
    pub(crate) consensus: Option<&'a Sheet<'a>>,
    pub(crate) reach: Reach,
    /// How much each sheet counts, where they are dropped as a whole.
    pub(crate) by_total: Option<Vec<Number>>,
}

/// What becomes of every item that is asked.
pub(crate) fn outcomes(table: &Table<'_>) -> Vec<Outcome> {
    let items = table.plan.items.iter().enumerate();
    let asked = items.filter(|(_, item)| !item.asks.is_empty());
    asked.map(|(place, item)| table.outcome(place, item)).collect()
}

/// How much each sheet counts by its total; `None` for what does not drop whole sheets, or the sheet
/// that has no total yet.
pub(crate) fn weights_by_total(
    plan: &Plan,
    policy: Option<&PanelPolicy>,
    sheets: &[Sheet<'_>],
) -> Result<Option<Vec<Number>>, usize> {
    let Some(policy) = policy.filter(|policy| policy.ranked_by == RankedBy::Total) else {
        return Ok(None);
    };
    let mut totals = Vec::new();
    for sheet in sheets {
        match sheet.scorecard.slot(plan.total).quantity().number() {
            Some(total) => totals.push(total.clone()),
            None => return Err(sheet.file),
        }
    }
    let way = policy.general().combine;
    let from = from(policy, way);
    Ok(Some(combine::weights(way, &totals, from, &policy.trim)))
}

/// The fewest scores of which any are dropped: three leave one without the highest and the lowest;
/// a fifth of five is one.
pub(crate) fn from(policy: &PanelPolicy, way: Combining) -> usize {
    let fewest = if way == Combining::Trimmed { 5 } else { 3 };
    policy.drop_from.unwrap_or(fewest)
}

impl Table<'_> {
    fn outcome(&self, place: usize, item: &Item) -> Outcome {
        let said: Vec<Said> = self.sheets.iter().map(|sheet| said(sheet, place, item)).collect();
        let differing = self.differing(place, item, &said);
        let mut outcome = Outcome {
            item: place,
            apart: self.apart(item, &said, &differing),
            standing: Standing::Silent,
            reason: String::new(),
            differing,
            said,
        };
        outcome.standing = self.standing(item, &mut outcome);
        outcome
    }

    fn standing(&self, item: &Item, outcome: &mut Outcome) -> Standing {
        let place = outcome.item;
        let talked = self.consensus.map(|sheet| (sheet, sheet.note(self.plan, place)));
        let talked = talked.filter(|(_, reason)| !reason.is_empty());
        if let Some((sheet, reason)) = &talked {
            outcome.reason.clone_from(reason);
            if sheet.answers(self.plan, place) {
                return Standing::Agreed;
            }
        }
        let sayers = outcome.said.iter().filter(|said| **said != Said::Nothing).count();
        if sayers == 0 {
            return Standing::Silent;
        }
        let Some(policy) = self.policy else { return Standing::Same };
        let own = policy.of(&item.id);
        if sayers < policy.each && policy.too_few == TooFew::Withhold {
            return Standing::TooFew;
        }
        let are_kinds_mixed = outcome.said.contains(&Said::LeftOut)
            && outcome.said.iter().any(|said| !matches!(said, Said::LeftOut | Said::Nothing));
        if outcome.differing.is_empty() && !are_kinds_mixed {
            return Standing::Same;
        }
        if !are_kinds_mixed && outcome.differing.iter().all(|ask| !self.matters(*ask, item)) {
            return Standing::Differs;
        }
        let is_too_far = are_kinds_mixed || outcome.apart.iter().any(Apart::is_too_far);
        if is_too_far && talked.is_none() {
            return Standing::TalkOver;
        }
        match (is_too_far, own.no_consensus) {
            (true, NoConsensus::Withhold) => Standing::Waits,
            (true, NoConsensus::Lead) => self.by_lead(outcome),
            (true, NoConsensus::Combine) | (false, _) => self.combined(item, own, policy, outcome),
        }
    }

    /// The lead's answer, if there is one.
    fn by_lead(&self, outcome: &Outcome) -> Standing {
        let lead = self.sheets.iter().zip(&outcome.said).find(|(sheet, _)| sheet.is_lead());
        match lead {
            Some((_, said)) if *said != Said::Nothing => Standing::Lead,
            Some(_) | None => Standing::TalkOver,
        }
    }

    /// Scores come together; answers do not, and are talked over where something looks at them
    /// beside their own score.
    fn combined(
        &self,
        item: &Item,
        own: &ItemPolicy,
        policy: &PanelPolicy,
        outcome: &Outcome,
    ) -> Standing {
        if own.combine == Combining::Lead {
            return self.by_lead(outcome);
        }
        let Role::Criterion(_) = item.role else { return Standing::TalkOver };
        if outcome.differing.iter().any(|ask| self.reach.is_beyond(*ask)) {
            return Standing::TalkOver;
        }
        let share = |said: &Said| match said {
            Said::Scored(share) => Some(share.clone()),
            Said::Nothing | Said::LeftOut | Said::Answered => None,
        };
        let shares: Vec<Option<Number>> = outcome.said.iter().map(share).collect();
        let scores: Vec<Number> = shares.iter().flatten().cloned().collect();
        let whole = self.by_total.as_ref().filter(|_| own.combine == policy.general().combine);
        let mut weights = match whole {
            Some(weights) => {
                let said = weights.iter().zip(&shares).filter(|(_, share)| share.is_some());
                said.map(|(weight, _)| weight.clone()).collect()
            }
            None => combine::weights(own.combine, &scores, from(policy, own.combine), &policy.trim),
        };
        let Some(gives) = combine::mean(&scores, &weights) else { return Standing::TooFew };
        weights.reverse();
        let weights = shares.iter().map(|share| share.as_ref().and_then(|_| weights.pop()));
        Standing::Combined(Combined { way: own.combine, weights: weights.collect(), gives })
    }

    /// Asks of the item that those who settled it answered differently.
    fn differing(&self, place: usize, item: &Item, said: &[Said]) -> Vec<usize> {
        let sayers = || {
            let sheets = self.sheets.iter().zip(said);
            sheets.filter(|(_, said)| **said != Said::Nothing).map(|(sheet, _)| sheet)
        };
        let kind = |sheet: &Sheet<'_>| match sheet.draft.marks.get(place) {
            Some(Mark::NotApplicable(_)) => 1,
            Some(Mark::Declined(_)) => 2,
            Some(Mark::Pending(_)) => 3,
            Some(Mark::None) | None => 0,
        };
        let is_mixed = sayers().zip(sayers().skip(1)).any(|(one, other)| kind(one) != kind(other));
        let differs = |ask: &&usize| {
            let answers = || sayers().filter_map(|sheet| sheet.draft.answers.get(**ask));
            answers().zip(answers().skip(1)).any(|(one, other)| one != other)
        };
        item.asks.iter().filter(|ask| is_mixed || differs(ask)).copied().collect()
    }

    fn apart(&self, item: &Item, said: &[Said], differing: &[usize]) -> Vec<Apart> {
        let Some(policy) = self.policy else { return Vec::new() };
        let spread = &policy.of(&item.id).spread;
        let mut found = Vec::new();
        for ask in differing.iter().filter(|ask| self.matters(**ask, item)) {
            let sayers = self.sheets.iter().zip(said).filter(|(_, said)| **said != Said::Nothing);
            let given: Vec<&Answer> =
                sayers.filter_map(|(sheet, _)| sheet.draft.answers.get(*ask)).collect();
            if let Some(known) = self.plan.asks.get(*ask) {
                found.extend(apart(*ask, known, &given, spread));
            }
        }
        found
    }

    /// Whether anything depends on the ask: its own score, or something beyond.
    fn matters(&self, ask: usize, item: &Item) -> bool {
        let own = match item.role {
            Role::Criterion(place) => self.plan.criteria.get(place),
            Role::Gate(_) | Role::Fact => None,
        };
        self.reach.is_beyond(ask) || own.is_some_and(|own| own.needs.contains(&ask))
    }
}

fn said(sheet: &Sheet<'_>, place: usize, item: &Item) -> Said {
    let is_answered = || {
        let needed = |ask: &&usize| sheet.plan.asks.get(**ask).is_some_and(|ask| !ask.optional);
        let given = |ask: &usize| {
            matches!(sheet.draft.answers.get(*ask), Some(Answer::Given(_) | Answer::Declined))
        };
        item.asks.iter().filter(needed).all(given) && item.asks.iter().any(given)
    };
    match (item.role, sheet.draft.marks.get(place)) {
        (_, Some(Mark::NotApplicable(_))) => Said::LeftOut,
        (Role::Criterion(criterion), _) => {
            let share = sheet.plan.criteria.get(criterion).map(|rule| rule.share);
            match share.map(|share| sheet.scorecard.slot(share).quantity()) {
                Some(Quantity::Known(share)) if is_answered() => Said::Scored(share.clone()),
                Some(Quantity::Absent(Absence::LeftOut)) => Said::LeftOut,
                Some(Quantity::Known(_) | Quantity::Open(_) | Quantity::Absent(_)) | None => {
                    Said::Nothing
                }
            }
        }
        (Role::Gate(_) | Role::Fact, Some(Mark::Declined(_))) => Said::Answered,
        (Role::Gate(_) | Role::Fact, _) if is_answered() => Said::Answered,
        (Role::Gate(_) | Role::Fact, _) => Said::Nothing,
    }
}
