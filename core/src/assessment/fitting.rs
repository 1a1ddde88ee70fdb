//! Responses, one by one, into the places a plan has for them.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given, Mark};
use crate::assessment::file::ResponseFile;
use crate::finding::Finding;
use crate::named::{ByName, sorted};
use crate::number::Number;
use crate::parse::node::shortened;
use crate::parse::shape::At;
use crate::parse::suggest::nearest;
use crate::plan::{Ask, AskKind, Item, Measured, Plan, Role};

/// After so many findings no nearest names are looked for: the file is of another rubric.
const MOST_SUGGESTIONS: usize = 100;

/// Responses on their way into a plan.
pub(crate) struct Fitting<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) responses: &'a ByName<At<ResponseFile>>,
    pub(crate) findings: Vec<Finding>,
}

impl Fitting<'_> {
    /// What was said about each item as a whole.
    pub(crate) fn marks(&mut self) -> Vec<Mark> {
        let plan = self.plan;
        plan.items.iter().map(|item| self.mark(item)).collect()
    }

    pub(crate) fn mark(&mut self, item: &Item) -> Mark {
        let Some(response) = self.responses.get(&item.id) else {
            return Mark::None;
        };
        let mark = self.said(&item.id, &response.it);
        let Mark::NotApplicable(why) = &mark else {
            return mark;
        };
        if !item.may_not_apply {
            self.findings.push(Finding::NotApplicableNotAllowed { id: item.id.clone() });
            return Mark::None;
        }
        if why.trim().is_empty() {
            self.findings.push(Finding::JustificationMissing { id: item.id.clone() });
            return Mark::None;
        }
        mark
    }

    /// The one thing a response says instead of a value; contradictions say nothing.
    pub(crate) fn said(&mut self, id: &str, response: &ResponseFile) -> Mark {
        let given = [
            ("value", response.value.is_some()),
            ("not-applicable", response.not_applicable.is_some()),
            ("pending", response.pending.is_some()),
            ("declined", response.declined.is_some()),
        ];
        let keys: Vec<String> =
            given.iter().filter(|(_, is_given)| *is_given).map(|(key, _)| (*key).into()).collect();
        if keys.len() > 1 {
            self.findings.push(Finding::Contradictory { id: id.into(), keys });
            return Mark::None;
        }
        let why = |found: &Option<At<String>>| found.as_ref().map(|why| why.it.clone());
        why(&response.not_applicable)
            .map(Mark::NotApplicable)
            .or_else(|| why(&response.pending).map(Mark::Pending))
            .or_else(|| why(&response.declined).map(Mark::Declined))
            .unwrap_or(Mark::None)
    }

    pub(crate) fn answers(&mut self, marks: &[Mark]) -> Vec<Answer> {
        let plan = self.plan;
        plan.asks.iter().map(|ask| self.answer(ask, marks.get(ask.item))).collect()
    }

    pub(crate) fn answer(&mut self, ask: &Ask, mark: Option<&Mark>) -> Answer {
        let response = self.responses.get(&ask.id).map(|response| &response.it);
        let has_value = response.is_some_and(|response| response.value.is_some());
        let from_item = match mark {
            Some(Mark::NotApplicable(_)) => Some(Answer::NotApplicable),
            Some(Mark::Pending(_)) => Some(Answer::Pending),
            Some(Mark::Declined(_)) => Some(Answer::Declined),
            Some(Mark::None) | None => None,
        };
        if let Some(answer) = from_item {
            if has_value {
                let keys = ["value".into(), word_of(&answer).into()].into();
                self.findings.push(Finding::Contradictory { id: ask.id.clone(), keys });
            }
            return answer;
        }
        let Some(response) = response else {
            return Answer::Unanswered;
        };
        let is_item = self.plan.items.get(ask.item).is_some_and(|item| item.id == ask.id);
        let said = if is_item { Mark::None } else { self.said(&ask.id, response) };
        match said {
            Mark::NotApplicable(_) => {
                self.findings.push(Finding::NotApplicableNotAllowed { id: ask.id.clone() });
                Answer::Unanswered
            }
            Mark::Pending(_) => Answer::Pending,
            Mark::Declined(_) => Answer::Declined,
            Mark::None => self.value(ask, response),
        }
    }

    pub(crate) fn value(&mut self, ask: &Ask, response: &ResponseFile) -> Answer {
        let excluded = response.not_applicable.is_some()
            || response.pending.is_some()
            || response.declined.is_some();
        let Some(value) = response.value.as_ref().filter(|_| !excluded) else {
            return Answer::Unanswered;
        };
        let given = match &ask.kind {
            AskKind::Level { levels } => self.level(ask, levels, &value.it.0, response),
            AskKind::Choice { options } => self.level(ask, options, &value.it.0, response),
            AskKind::YesNo => self.yes_no(ask, &value.it.0),
            AskKind::Checklist { parts } => self.parts(ask, parts, &value.it.0),
            AskKind::Number(measured) => self.number(&ask.id, measured, &value.it.0),
            AskKind::Date(range) => self.day(&ask.id, range, &value.it.0).map(Given::Number),
            AskKind::Period(range) => self.period(ask, range, &value.it.0),
            AskKind::Distribution { options } => {
                let ids = options.iter().map(|option| option.id.as_str()).collect();
                self.several(ask, ids, &Measured::replies(), &value.it.0)
            }
            AskKind::Series { periods, measured } => {
                let ids = periods.iter().map(|period| period.id.as_str()).collect();
                self.several(ask, ids, measured, &value.it.0)
            }
        };
        given.map_or(Answer::Unanswered, Answer::Given)
    }

    /// A part larger than its whole is a mistake in one of the two: neither counts.
    pub(crate) fn refuse_parts_beyond_wholes(&mut self, answers: &mut [Answer]) {
        let mut refused = Vec::new();
        for (index, ask) in self.plan.asks.iter().enumerate() {
            let AskKind::Number(Measured { within: Some(within), .. }) = &ask.kind else {
                continue;
            };
            let numbers = (number_of(answers.get(index)), number_of(answers.get(*within)));
            let (Some(part_number), Some(whole_number)) = numbers else {
                continue;
            };
            if part_number > whole_number {
                self.findings.push(Finding::PartExceedsWhole {
                    part: ask.id.clone(),
                    part_number: part_number.to_string(),
                    whole: self
                        .plan
                        .asks
                        .get(*within)
                        .map(|whole| whole.id.clone())
                        .unwrap_or_default(),
                    whole_number: whole_number.to_string(),
                });
                refused.extend([index, *within]);
            }
        }
        for index in refused {
            if let Some(answer) = answers.get_mut(index) {
                *answer = Answer::Unanswered;
            }
        }
    }

    /// Responses to what the rubric does not have, or does not ask of this kind of subject.
    pub(crate) fn report_strangers(&mut self) {
        let asks = self.plan.asks.iter().map(|ask| ask.id.as_str());
        let items = self.plan.items.iter().map(|item| item.id.as_str());
        let known = sorted(asks.chain(items).collect(), <&str>::cmp);
        for (id, response) in self.responses.iter() {
            if known.binary_search(&id).is_ok() {
                self.report_value_on_item(id, &response.it);
                continue;
            }
            let finding = if self.plan.not_asked.iter().any(|other| other == id) {
                Finding::NotAsked { id: id.into() }
            } else {
                let is_worth_it = self.findings.len() < MOST_SUGGESTIONS;
                let near = is_worth_it.then(|| nearest(id, known.iter().copied())).flatten();
                Finding::UnknownResponse { id: shortened(id), nearest: near }
            };
            self.findings.push(finding);
        }
    }

    /// A value under an item that has asks of its own answers nothing.
    pub(crate) fn report_value_on_item(&mut self, id: &str, response: &ResponseFile) {
        let is_ask = self.plan.asks.iter().any(|ask| ask.id == id);
        if is_ask || response.value.is_none() {
            return;
        }
        let item = self.plan.items.iter().find(|item| item.id == id);
        let is_derived = item.is_some_and(|item| item.asks.is_empty() && item.role != Role::Fact);
        let near = item.and_then(|item| item.asks.first()).and_then(|ask| self.plan.asks.get(*ask));
        let finding = if is_derived {
            Finding::NotAsked { id: id.into() }
        } else {
            Finding::UnknownResponse { id: id.into(), nearest: near.map(|ask| ask.id.clone()) }
        };
        self.findings.push(finding);
    }
}

fn word_of(answer: &Answer) -> &'static str {
    match answer {
        Answer::NotApplicable => "not-applicable",
        Answer::Pending => "pending",
        Answer::Declined => "declined",
        Answer::Given(_) | Answer::Unanswered => "value",
    }
}

fn number_of(answer: Option<&Answer>) -> Option<Number> {
    match answer {
        Some(Answer::Given(Given::Number(number))) => Some(number.clone()),
        Some(
            Answer::Given(
                Given::Level(_) | Given::Yes | Given::No | Given::Parts(_) | Given::Several(_),
            )
            | Answer::NotApplicable
            | Answer::Pending
            | Answer::Declined
            | Answer::Unanswered,
        )
        | None => None,
    }
}
