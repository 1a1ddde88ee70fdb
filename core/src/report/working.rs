//! How a criterion's points came about, step by step, from the slots of the evaluation.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::assessment::answer::{Answer, Given, Mark};
use crate::calendar::Day;
use crate::evaluate::Scorecard;
use crate::evaluate::criterion::{Gap, gap};
use crate::evaluate::slot::{Absence, Quantity};
use crate::evaluate::table::row_of;
use crate::label::Label;
use crate::model::rubric::Missing;
use crate::number::Number;
use crate::plan::node::{Kind, NodeId, Operation, Pairing};
use crate::plan::{Ask, AskKind, Criterion, Item, Plan};
use crate::report::v1::{CurvePoint, Fact, Figure, Response, State, Step, Verdict};
use crate::report::{derived, figure};

/// Everything a passage of the report is made from.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) assessment: &'a Assessment,
    pub(crate) scorecard: &'a Scorecard,
}

impl Source<'_> {
    pub(crate) fn quantity(&self, node: NodeId) -> &Quantity {
        self.scorecard.slot(node).quantity()
    }

    pub(crate) fn figure(&self, node: NodeId) -> Option<Figure> {
        let is_condition = self.plan.node(node).is_some_and(|node| node.kind == Kind::Truth);
        if is_condition {
            return match self.scorecard.slot(node).truth()? {
                Verdict::Met => Some(figure::yes_no(true)),
                Verdict::NotMet => Some(figure::yes_no(false)),
                Verdict::Pending => None,
            };
        }
        let number = self.quantity(node).number()?;
        Some(figure::of_node(self.plan, node, number))
    }
}

/// The steps from the answers to the points; `full` are the criterion's full points.
pub(crate) fn steps(source: Source<'_>, rule: &Criterion, full: &Number) -> Vec<Step> {
    let mut steps: Vec<Step> = rule.needs.iter().filter_map(|ask| answered(source, *ask)).collect();
    steps.extend(derived::steps(source, rule));
    if let (Some(expression), Some(gives)) = (&rule.expression, source.figure(rule.measure)) {
        steps.push(Step::Measured { expression: expression.clone(), gives });
    }
    steps.extend(from_table(source, rule));
    let Quantity::Known(share) = source.quantity(rule.share) else {
        return steps;
    };
    if let Some(why) = taken_as_lowest(source, rule) {
        let is_silence = matches!(why, Fact::NotProvided { .. });
        let is_not_applicable = matches!(why, Fact::NotApplicable { .. });
        let is_full = (is_silence && rule.missing == Missing::Full)
            || (is_not_applicable && rule.na_counts == Missing::Full);
        steps.push(if is_full { Step::TakenAsFull { why } } else { Step::TakenAsLowest { why } });
    }
    steps.push(Step::Weighted {
        share: figure::percent(source.plan, share, &[]),
        weight: figure::points(source.plan, full, &[]),
        gives: figure::points(source.plan, &share.times(full), &[]),
    });
    steps
}

pub(crate) fn answered(source: Source<'_>, index: usize) -> Option<Step> {
    let ask = source.plan.asks.get(index)?;
    let Answer::Given(given) = source.assessment.answers.get(index)? else {
        return None;
    };
    let (words, figure) = in_words(source, ask, index, given)?;
    Some(Step::Answered { ask: ask.id.clone(), name: ask.name.clone(), words, figure })
}

fn in_words(source: Source<'_>, ask: &Ask, index: usize, given: &Given) -> Option<(Label, Figure)> {
    let bare = |words: Label, figure: Figure| Some((words, figure));
    match (&ask.kind, given) {
        (
            AskKind::Level { levels: all } | AskKind::Choice { options: all },
            Given::Level(place),
        ) => {
            let level = all.get(*place)?;
            let worth = level.worth.as_ref().map(|worth| figure::bare(source.plan, worth));
            bare(level.name.clone(), worth.unwrap_or_else(|| figure::words(&level.id)))
        }
        (AskKind::YesNo, Given::Yes) => bare(Label::default(), figure::yes_no(true)),
        (AskKind::YesNo, Given::No) => bare(Label::default(), figure::yes_no(false)),
        (_, Given::Number(_) | Given::Parts(_)) => {
            let node = source
                .plan
                .nodes
                .iter()
                .position(|node| matches!(node.operation, Operation::Ask(at) if at == index))?;
            bare(Label::default(), source.figure(NodeId(node))?)
        }
        (_, Given::Several(numbers)) => Some(listed(ask, numbers)),
        (_, Given::Level(_) | Given::Yes | Given::No) => None,
    }
}

/// Several numbers, each with the name of what it is for, and with its unit.
fn listed(ask: &Ask, numbers: &[Option<Number>]) -> (Label, Figure) {
    let named: Vec<(Label, String)> = match &ask.kind {
        AskKind::Distribution { options } => {
            let given = options.iter().zip(numbers);
            let given = given.filter_map(|(option, number)| Some((&option.name, number.as_ref()?)));
            given.map(|(name, number)| (name.clone(), number.to_string())).collect()
        }
        AskKind::Series { periods, .. } => {
            let given = periods.iter().zip(numbers);
            let given = given.filter_map(|(period, number)| Some((&period.name, number.as_ref()?)));
            given.map(|(name, number)| (name.clone(), number.to_string())).collect()
        }
        AskKind::Level { .. }
        | AskKind::YesNo
        | AskKind::Checklist { .. }
        | AskKind::Number(_)
        | AskKind::Choice { .. }
        | AskKind::Date(_)
        | AskKind::Period(_) => {
            let days = numbers.iter().flatten().map(|day| Day::of(day).to_string());
            days.map(|day| (Label::default(), day)).collect()
        }
    };
    let mut languages: Vec<&str> = Vec::new();
    for (code, _) in named.iter().flat_map(|(name, _)| name.pairs()) {
        if !languages.contains(&code) {
            languages.push(code);
        }
    }
    let unit = if let AskKind::Series { measured, .. } = &ask.kind {
        measured.unit.clone()
    } else {
        Label::default()
    };
    let in_language = |code: &str| {
        let unit = unit.in_language(code);
        let each = named.iter().map(|(name, number)| {
            let said = alloc::format!("{} {number} {unit}", name.in_language(code));
            said.trim_end().to_string()
        });
        (code.to_string(), each.collect::<Vec<String>>().join(" · "))
    };
    let words = Label::from_pairs(languages.into_iter().map(in_language));
    let bare: Vec<&str> = named.iter().map(|(_, number)| number.as_str()).collect();
    (words, figure::words(&bare.join(" – ")))
}

/// The line or row that turned the measure into a share.
fn from_table(source: Source<'_>, rule: &Criterion) -> Option<Step> {
    let quantity = source.quantity(rule.measure).number()?;
    let gives = figure::percent(source.plan, source.quantity(rule.raw_share).number()?, &[]);
    let at = figure::of_node(source.plan, rule.measure, quantity);
    let operation = &source.plan.node(rule.raw_share)?.operation;
    if let Operation::Curve(_, points) = operation {
        let after = points.iter().position(|(x, _)| quantity <= x);
        let last = points.len().saturating_sub(1);
        let right = after.unwrap_or(last).max(1).min(last);
        let point = |index: usize| {
            let (x, share) = points.get(index)?;
            Some(CurvePoint {
                at: figure::of_node(source.plan, rule.measure, x),
                share: figure::percent(source.plan, share, &[]),
            })
        };
        let (left, right) = (point(right.saturating_sub(1))?, point(right)?);
        return Some(Step::OnCurve { at, left, right, gives });
    }
    if let Operation::Pair(Pairing::Over, held, of) = operation {
        return derived::out_of(source, at, *held, *of, gives);
    }
    let Operation::Steps(_, rows) = operation else {
        return None;
    };
    let row = row_of(rows, quantity)?;
    let from = Some(figure::of_node(source.plan, rule.measure, &row.bound));
    Some(Step::InBand { at, from, included: row.included, gives })
}

/// Why the least possible was taken, or the most where the rubric is kind to silence.
pub(crate) fn taken_as_lowest(source: Source<'_>, rule: &Criterion) -> Option<Fact> {
    let criterion = source.plan.items.get(rule.item)?.id.clone();
    if let Some(Mark::NotApplicable(why)) = source.assessment.marks.get(rule.item) {
        return Some(Fact::NotApplicable { why: why.clone() });
    }
    match source.quantity(rule.raw_share) {
        Quantity::Absent(Absence::Undefined(why)) => {
            Some(Fact::Undefined { criterion, operation: why.word().to_string() })
        }
        Quantity::Open(_) => match gap(source.assessment, rule) {
            Gap::Declined => Some(Fact::Declined { why: declined(source, rule.item) }),
            Gap::Unanswered if source.assessment.state == State::Final => {
                Some(Fact::NotProvided { criterion })
            }
            Gap::None | Gap::Pending | Gap::Unanswered => None,
        },
        Quantity::Known(_) | Quantity::Absent(Absence::LeftOut | Absence::Withheld) => None,
    }
}

fn declined(source: Source<'_>, item: usize) -> String {
    match source.assessment.marks.get(item) {
        Some(Mark::Declined(why)) => why.clone(),
        Some(Mark::None | Mark::NotApplicable(_) | Mark::Pending(_)) | None => String::new(),
    }
}

/// Why a criterion is left out or withheld, when it is.
pub(crate) fn why_absent(source: Source<'_>, rule: &Criterion) -> Option<Fact> {
    let Quantity::Absent(_) = source.quantity(rule.share) else {
        return None;
    };
    let criterion = source.plan.items.get(rule.item)?.id.clone();
    match (source.assessment.marks.get(rule.item)?, source.quantity(rule.raw_share)) {
        _ if is_left_out_by_rule(source, rule) => {
            Some(Fact::LeftOutByRule { why: rule.leave_out_reason.clone() })
        }
        (Mark::NotApplicable(why), _) => Some(Fact::NotApplicable { why: why.clone() }),
        (_, Quantity::Absent(Absence::Undefined(why))) => {
            Some(Fact::Undefined { criterion, operation: why.word().to_string() })
        }
        (Mark::Pending(why), _) => Some(Fact::Pending { why: why.clone() }),
        _ if gap(source.assessment, rule) == Gap::Pending => {
            Some(Fact::Pending { why: String::new() })
        }
        _ => Some(Fact::NotProvided { criterion }),
    }
}

fn is_left_out_by_rule(source: Source<'_>, rule: &Criterion) -> bool {
    rule.leave_out.is_some_and(|node| source.scorecard.slot(node).verdict() == Verdict::Met)
}

/// What was said about a criterion.
pub(crate) fn response(source: Source<'_>, rule: &Criterion) -> Response {
    if is_left_out_by_rule(source, rule) {
        return Response::LeftOut { why: rule.leave_out_reason.clone() };
    }
    source
        .plan
        .items
        .get(rule.item)
        .map_or(Response::Unanswered {}, |item| said(source, rule.item, item))
}

/// What was said about an item.
pub(crate) fn said(source: Source<'_>, index: usize, item: &Item) -> Response {
    match source.assessment.marks.get(index) {
        Some(Mark::NotApplicable(why)) => return Response::NotApplicable { why: why.clone() },
        Some(Mark::Pending(why)) => return Response::Pending { why: why.clone() },
        Some(Mark::Declined(why)) => return Response::Declined { why: why.clone() },
        Some(Mark::None) | None => (),
    }
    let wanted =
        item.asks.iter().filter(|ask| source.plan.asks.get(**ask).is_some_and(|ask| !ask.optional));
    let (mut given, mut missing) = (0_usize, 0_usize);
    for ask in wanted {
        let count = match source.assessment.answers.get(*ask) {
            Some(Answer::Given(Given::Parts(parts)))
                if parts.contains(&crate::assessment::answer::PartAnswer::Unanswered) =>
            {
                return Response::Partly {};
            }
            Some(Answer::Given(Given::Several(numbers))) if numbers.contains(&None) => {
                return Response::Partly {};
            }
            Some(Answer::Given(_)) => &mut given,
            Some(
                Answer::NotApplicable | Answer::Pending | Answer::Declined | Answer::Unanswered,
            )
            | None => &mut missing,
        };
        *count = count.saturating_add(1);
    }
    match (given, missing) {
        (_, 0) => Response::Given {},
        (0, _) => Response::Unanswered {},
        _ => Response::Partly {},
    }
}
