//! The rules of a panel, ready to run: every default filled in.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::clause::ClauseRef;
use crate::model::criterion::Clause;
use crate::model::panel_policy::{
    Combining, NoConsensus, PanelExceptionRule, PanelRule, RankedBy, SpreadRule, TooFew,
};
use crate::model::rubric::Source;
use crate::number::Number;
use crate::parse::shape::At;
use crate::plan::items::clause_ref;

/// How many assessors, how their scores come together, when they must talk.
#[derive(Clone, Debug)]
pub(crate) struct PanelPolicy {
    pub(crate) at_least: usize,
    pub(crate) at_most: Option<usize>,
    pub(crate) each: usize,
    pub(crate) too_few: TooFew,
    pub(crate) ranked_by: RankedBy,
    /// The fewest scores of which any are dropped, when the rubric says so.
    pub(crate) drop_from: Option<usize>,
    /// What is cut off at either end when trimmed.
    pub(crate) trim: Number,
    pub(crate) clauses: Vec<ClauseRef>,
    general: ItemPolicy,
    exceptions: Vec<(Vec<String>, ItemPolicy)>,
}

/// What holds for one criterion.
#[derive(Clone, Debug)]
pub(crate) struct ItemPolicy {
    pub(crate) combine: Combining,
    pub(crate) spread: Spread,
    pub(crate) no_consensus: NoConsensus,
    /// Of the exception; none of its own: those of the panel hold.
    pub(crate) clauses: Vec<ClauseRef>,
}

/// How far apart answers may be; what is `None` has no limit of that kind.
#[derive(Clone, Debug)]
pub(crate) struct Spread {
    pub(crate) levels: usize,
    pub(crate) relative: Option<Number>,
    pub(crate) absolute: Option<Number>,
}

/// Levels that answers may be apart where the rubric does not say.
const LEVELS_APART: usize = 2;

impl PanelPolicy {
    pub(crate) fn new(rule: &PanelRule, sources: &[At<Source>]) -> Self {
        let count =
            |number: &Option<At<Number>>| number.as_ref().and_then(|found| found.to_count());
        let clauses = |all: &[At<Clause>]| -> Vec<ClauseRef> {
            all.iter().map(|clause| clause_ref(clause, sources)).collect()
        };
        let general = ItemPolicy {
            combine: rule.combine.it,
            spread: spread(rule.spread.as_ref()),
            no_consensus: rule.no_consensus.as_ref().map_or(NoConsensus::Combine, |found| found.it),
            clauses: Vec::new(),
        };
        let exception = |except: &At<PanelExceptionRule>| {
            let ids = except.criteria.iter().map(|id| id.to_string()).collect();
            let policy = ItemPolicy {
                combine: except.combine.as_ref().map_or(general.combine, |found| found.it),
                spread: match &except.spread {
                    Some(_) => spread(except.spread.as_ref()),
                    None => general.spread.clone(),
                },
                no_consensus: match &except.no_consensus {
                    Some(found) => found.it,
                    None => general.no_consensus,
                },
                clauses: clauses(&except.clauses),
            };
            (ids, policy)
        };
        let at_least = count(&rule.at_least).unwrap_or(2);
        Self {
            at_least,
            at_most: count(&rule.at_most),
            each: count(&rule.each).unwrap_or_else(|| at_least.min(2)),
            too_few: rule.too_few.as_ref().map_or(TooFew::Withhold, |found| found.it),
            ranked_by: rule.rank_by.as_ref().map_or(RankedBy::Criterion, |found| found.it),
            drop_from: count(&rule.drop_from),
            trim: rule.trim.as_ref().map_or_else(Number::zero, |trim| trim.it.clone()),
            clauses: clauses(&rule.clauses),
            exceptions: rule.except.iter().map(exception).collect(),
            general,
        }
    }

    /// What holds where there is no exception.
    pub(crate) fn general(&self) -> &ItemPolicy {
        &self.general
    }

    /// What holds for the criterion, gate or fact named `id`.
    pub(crate) fn of(&self, id: &str) -> &ItemPolicy {
        let own = self.exceptions.iter().find(|(ids, _)| ids.iter().any(|known| known == id));
        own.map_or(&self.general, |(_, policy)| policy)
    }
}

fn spread(rule: Option<&At<SpreadRule>>) -> Spread {
    let levels = rule.and_then(|rule| rule.levels.as_ref()).and_then(|levels| levels.to_count());
    let number = |found: Option<&At<Number>>| found.map(|number| number.it.clone());
    Spread {
        levels: levels.unwrap_or(LEVELS_APART),
        relative: number(rule.and_then(|rule| rule.relative.as_ref())),
        absolute: number(rule.and_then(|rule| rule.absolute.as_ref())),
    }
}
