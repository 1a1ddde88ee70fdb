//! A plan laid open: every operation in its order, what it gives, and the range it can take while
//! nothing is answered. For an author who wants to see how his rubric is understood.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use crate::assessment::admit::admit;
use crate::check::CheckedRubric;
use crate::evaluate::evaluate;
use crate::evaluate::slot::{Quantity, Slot};
use crate::label::Label;
use crate::number::Number;
use crate::parse::expression::Comparison;
use crate::plan::node::{
    Aggregate, CalendarPart, Change, Combining, Kind, NodeId, Operation, Pairing,
};
use crate::plan::{Plan, compile};
use crate::real::RealFunction;
use crate::report::figure;
use crate::report::v1::{Figure, RubricIdentity, Side, Verdict};
use crate::rounding::{Rounder, RoundingMode};

/// A plan laid open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outline {
    /// The rubric.
    pub rubric: RubricIdentity,
    /// The kind of subject: category id to option id.
    pub categories: BTreeMap<String, String>,
    /// The operations, each after those it looks at.
    pub nodes: Vec<OutlineNode>,
    /// What one evaluation costs, known before it runs: an operation and each thing it looks at
    /// count one.
    pub cost: usize,
}

/// One operation of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct OutlineNode {
    /// What it does, in a word.
    pub operation: String,
    /// Its constants: a number, the points of a curve, the rows of a table, weights.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The places of the operations it looks at.
    pub operands: Vec<usize>,
    /// What it gives.
    pub gives: Gives,
    /// The unit of a quantity that has one.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub unit: Label,
    /// The least it can be; `None` where there is no least.
    pub low: Option<Figure>,
    /// The most it can be; `None` where there is no most.
    pub high: Option<Figure>,
    /// What can stand there instead of a number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<String>,
    /// What it costs.
    pub cost: usize,
    /// What the rubric calls it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub known_as: Vec<KnownAs>,
}

/// What an operation gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gives {
    /// A number.
    Number,
    /// A share, shown in percent.
    Percent,
    /// A day.
    Date,
    /// A condition: met, not met or pending.
    Condition,
    /// An answer that only functions read.
    Answer,
}

/// What an operation is to the rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct KnownAs {
    /// What it is to the thing.
    pub role: Role,
    /// The id of the thing; empty for the totals.
    pub id: String,
    /// Its name.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub name: Label,
}

/// What an operation is to a thing of the rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// An answer.
    Answer,
    /// A quantity of the rubric.
    Quantity,
    /// The quantity that a criterion judges.
    Measure,
    /// The share of full points that the measure earns.
    Earned,
    /// The share of full points that counts.
    Counted,
    /// The condition under which a criterion is left out.
    LeftOutWhen,
    /// A figure beside a criterion.
    Figure,
    /// When a question for a person arises.
    Flag,
    /// The score of a dimension.
    Score,
    /// The condition of a gate.
    Gate,
    /// A further condition of a rating.
    Condition,
    /// When a step moves a rating.
    Step,
    /// The place that a grade comes to, its lowest as 0.
    Grade,
    /// The place that the rating comes to, its lowest as 0.
    Rating,
    /// The total without bonus.
    Base,
    /// The total.
    Total,
}

/// The plan of `rubric` for the subject that `chosen` describes, laid open.
pub fn outline(rubric: &CheckedRubric, chosen: &BTreeMap<String, String>) -> Outline {
    let plan = compile(rubric, chosen);
    let possible = possible(rubric, plan);
    let known = known(plan);
    let node = |(place, node): (usize, &crate::plan::node::Node)| {
        let operands = operands(plan, &node.operation);
        let slot = possible.get(place).unwrap_or(&Slot::NOTHING);
        let (low, high, or) = range(plan, NodeId(place), slot);
        OutlineNode {
            operation: word(&node.operation),
            detail: detail(plan, &node.operation),
            cost: operands.len().saturating_add(1),
            operands,
            gives: gives(&node.kind),
            unit: node.unit.clone(),
            low,
            high,
            or,
            known_as: known.get(&place).cloned().unwrap_or_default(),
        }
    };
    let nodes: Vec<OutlineNode> = plan.nodes.iter().enumerate().map(node).collect();
    let cost = nodes.iter().fold(0, |sum: usize, node| sum.saturating_add(node.cost));
    Outline { rubric: rubric.identity().clone(), categories: plan.profile.clone(), nodes, cost }
}

fn gives(kind: &Kind) -> Gives {
    match kind {
        Kind::Quantity { percent: true, .. } => Gives::Percent,
        Kind::Quantity { percent: false, .. } => Gives::Number,
        Kind::Date => Gives::Date,
        Kind::Truth => Gives::Condition,
        Kind::Answer => Gives::Answer,
    }
}

/// What every node can be: its slot under a draft in which nothing is answered.
fn possible(rubric: &CheckedRubric, plan: &Plan) -> Vec<Slot> {
    let identity = rubric.identity();
    let draft = serde_json::json!({
        "format": 1,
        "rubric": { "id": identity.id, "edition": identity.edition },
        "subject": { "categories": plan.profile },
        "state": "draft",
        "responses": {},
    });
    // The text is an assessment whatever the rubric, so there is always one to evaluate.
    let Ok(admitted) = admit(rubric, &draft.to_string()) else { return Vec::new() };
    let scorecard = evaluate(plan, &admitted.assessment);
    (0..plan.nodes.len()).map(|place| scorecard.slot(NodeId(place)).clone()).collect()
}

type Range = (Option<Figure>, Option<Figure>, Vec<String>);

fn range(plan: &Plan, id: NodeId, slot: &Slot) -> Range {
    let figure = |number: &Number| figure::of_node(plan, id, number);
    match slot {
        Slot::Truth(verdict) => {
            let settled = match verdict {
                Verdict::Met => Some("met".to_string()),
                Verdict::NotMet => Some("not-met".to_string()),
                Verdict::Pending => None,
            };
            (None, None, settled.into_iter().collect())
        }
        Slot::Quantity(Quantity::Absent(_)) => (None, None, Vec::from(["nothing".to_string()])),
        Slot::Quantity(quantity) => {
            let Some(open) = quantity.open() else { return (None, None, Vec::new()) };
            let undefined = open.doubts.undefined.map(|why| why.word().to_string());
            let left_out = open.doubts.left_out.then(|| "left-out".to_string());
            let withheld = open.doubts.withheld.then(|| "withheld".to_string());
            let or = [undefined, left_out, withheld].into_iter().flatten().collect();
            (open.low.as_ref().map(figure), open.high.as_ref().map(figure), or)
        }
    }
}

/// The places an operation looks at; a criterion's share looks at what its rules look at.
fn operands(plan: &Plan, operation: &Operation) -> Vec<usize> {
    let mut all = operation.operands();
    if let Operation::Counted(criterion) = operation
        && let Some(rule) = plan.criteria.get(*criterion)
    {
        all.extend([Some(rule.raw_share), rule.leave_out].into_iter().flatten());
    }
    all.into_iter().map(|node| node.0).collect()
}

/// An operation in a word.
#[expect(clippy::too_many_lines, reason = "a table: one word for each")]
fn word(operation: &Operation) -> String {
    let word = match operation {
        Operation::Constant(_) => "constant",
        Operation::Ask(_) | Operation::AskTruth(_) => "ask",
        Operation::Given(_) => "given",
        Operation::Ticked(_) => "ticked",
        Operation::Chosen(..) => "chosen",
        Operation::Part(..) => "part",
        Operation::Spread(..) => "mean-of",
        Operation::Calendar(part, _) => match part {
            CalendarPart::Year => "year",
            CalendarPart::Month => "month",
            CalendarPart::MonthsBetween => "months-between",
            CalendarPart::YearsBetween => "years-between",
        },
        Operation::Truth(_) => "truth",
        Operation::Pair(pairing, ..) => match pairing {
            Pairing::Plus => "plus",
            Pairing::Minus => "minus",
            Pairing::Times => "times",
            Pairing::Over => "over",
            Pairing::Share | Pairing::ShareOfWhole => "share",
            Pairing::Growth => "growth",
        },
        Operation::Negate(_) => "negate",
        Operation::Magnitude(_) => "abs",
        Operation::Aggregate(aggregate, _) => match *aggregate {
            Aggregate::SUM => "sum",
            Aggregate::LEAST => "min",
            Aggregate::MOST => "max",
            Aggregate::Highest(_) => "best",
            Aggregate::Lowest(_) => "worst",
            Aggregate::Mean => "mean",
            Aggregate::Median => "median",
        },
        Operation::WeightedMean(_) | Operation::Mean(_) => "weighted-mean",
        Operation::Product(_) | Operation::Combined(Combining::Product, _) => "product",
        Operation::Combined(Combining::Lowest, _) => "lowest",
        Operation::Combined(Combining::Highest, _) => "highest",
        Operation::Clamp(..) => "clamp",
        Operation::If(..) => "if",
        Operation::Compare(comparison, ..) => match comparison {
            Comparison::Equal => "=",
            Comparison::NotEqual => "!=",
            Comparison::Below => "<",
            Comparison::AtMost => "<=",
            Comparison::Above => ">",
            Comparison::AtLeast => ">=",
        },
        Operation::And(..) => "and",
        Operation::Or(..) => "or",
        Operation::Not(_) => "not",
        Operation::AtLeast(..) => "at-least",
        Operation::Count(_) => "count",
        Operation::HasValue(_) => "has-value",
        Operation::OrElse(..) => "or-else",
        Operation::Round(rounder, ..) => match rounder {
            Rounder::To(RoundingMode::HalfUp) => "round",
            Rounder::To(RoundingMode::HalfEven) => "round-even",
            Rounder::To(RoundingMode::Down) => "round-down",
            Rounder::To(RoundingMode::Up) => "round-up",
            Rounder::Floor => "floor",
            Rounder::Ceiling => "ceiling",
        },
        Operation::Power(..) | Operation::Real(RealFunction::Power, ..) => "power",
        Operation::Real(function, ..) => function_word(*function),
        Operation::Quantity(..) => "quantity",
        Operation::LookUp(..) => "look-up",
        Operation::ByOption(..) => "by-option",
        Operation::AsShare(_) => "as-share",
        Operation::Curve(..) => "curve",
        Operation::Steps(..) => "steps",
        Operation::Counted(_) => "counted",
        Operation::Capped(..) => "capped",
        Operation::Published(..) => "published",
        Operation::Full(_) => "full",
        Operation::Enough(..) => "enough",
        Operation::Reaches(..) => "reaches",
        Operation::Held(_) | Operation::Fulfilled(_) => "held",
        Operation::Ranked(ranking) if ranking.cumulative => "ranked-in-tiers",
        Operation::Ranked(_) => "ranked",
        Operation::Adjusted(_) => "adjusted",
        Operation::Changes(_) => "changes",
        Operation::Worth(..) => "worth",
    };
    word.to_string()
}

/// A function with a real value as it is written.
fn function_word(function: RealFunction) -> &'static str {
    match function {
        RealFunction::Power => "power",
        RealFunction::NaturalLogarithm => "ln",
        RealFunction::CommonLogarithm => "log10",
        RealFunction::Exponential => "exp",
        RealFunction::SquareRoot => "square-root",
        RealFunction::NormalDistribution => "normal-cdf",
        RealFunction::ErrorFunction => "erf",
    }
}

/// What a step does to a place on a scale, the lowest being 0.
fn change(change: Change) -> String {
    match change {
        Change::Up(by) => format!("+{by}"),
        Change::Down(by) => format!("−{by}"),
        Change::To(there) => format!("→ {there}"),
        Change::AtMost(most) => format!("≤ {most}"),
        Change::AtLeast(least) => format!("≥ {least}"),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the rest has no constants")]
fn detail(plan: &Plan, operation: &Operation) -> String {
    let weights = |terms: &[(Number, NodeId)]| {
        let all: Vec<String> = terms.iter().map(|(weight, _)| weight.to_string()).collect();
        all.join(", ")
    };
    let ask = |place: usize| plan.asks.get(place).map(|ask| ask.id.clone()).unwrap_or_default();
    match operation {
        Operation::Constant(number) => number.to_string(),
        Operation::Ask(place)
        | Operation::AskTruth(place)
        | Operation::Given(place)
        | Operation::Ticked(place) => ask(*place),
        Operation::Curve(_, points) => {
            let point = |(x, share): &(Number, Number)| format!("{x} ↦ {share}");
            points.iter().map(point).collect::<Vec<_>>().join(", ")
        }
        Operation::Truth(holds) => holds.to_string(),
        Operation::Chosen(place, part) | Operation::Part(place, part) => {
            let parts = plan.asks.get(*place).map(|ask| ask.kind.part_ids()).unwrap_or_default();
            [ask(*place)].into_iter().chain(parts.get(*part).cloned()).collect::<Vec<_>>().join("/")
        }
        Operation::Spread(place, _) => ask(*place),
        Operation::Real(_, digits, _) => digits.to_string(),
        Operation::ByOption(table, place) => format!("{}({})", table.id, ask(*place)),
        Operation::LookUp(table, _) => table.id.clone(),
        Operation::Round(_, step, _) => step.to_string(),
        Operation::Power(_, exponent) => exponent.to_string(),
        Operation::AtLeast(most, _)
        | Operation::Aggregate(Aggregate::Highest(most) | Aggregate::Lowest(most), _)
            if *most > 1 && *most < usize::MAX =>
        {
            most.to_string()
        }
        Operation::Mean(terms) => weights(terms),
        Operation::Capped(terms, cap) => format!("{} ≤ {cap}", weights(terms)),
        Operation::Published(_, places) => places.to_string(),
        Operation::Reaches(_, side, bound) => match side {
            Side::From => format!("≥ {bound}"),
            Side::Above => format!("> {bound}"),
            Side::AtMost => format!("≤ {bound}"),
            Side::Below => format!("< {bound}"),
        },
        Operation::Adjusted(step) | Operation::Changes(step) => change(step.change),
        Operation::Worth(_, worths) => {
            worths.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}

fn known(plan: &Plan) -> BTreeMap<usize, Vec<KnownAs>> {
    let mut known = Known::default();
    for (place, node) in plan.nodes.iter().enumerate() {
        if let Operation::Ask(ask) | Operation::AskTruth(ask) = node.operation
            && let Some(ask) = plan.asks.get(ask)
        {
            known.add(NodeId(place), Role::Answer, &ask.id, &ask.name);
        }
    }
    for quantity in &plan.quantities {
        known.add(quantity.node, Role::Quantity, &quantity.id, &quantity.name);
    }
    for criterion in &plan.criteria {
        let Some(item) = plan.items.get(criterion.item) else { continue };
        let mut add = |node, role| known.add(node, role, &item.id, &item.name);
        add(criterion.measure, Role::Measure);
        add(criterion.raw_share, Role::Earned);
        add(criterion.share, Role::Counted);
        if let Some(node) = criterion.leave_out {
            add(node, Role::LeftOutWhen);
        }
        for figure in &criterion.figures {
            known.add(figure.node, Role::Figure, &figure.id, &figure.name);
        }
        for flag in &criterion.flags {
            known.add(flag.when, Role::Flag, &flag.id, &flag.say);
        }
    }
    for gate in &plan.gates {
        if let Some(item) = plan.items.get(gate.item) {
            known.add(gate.verdict, Role::Gate, &item.id, &item.name);
        }
    }
    for dimension in &plan.dimensions {
        known.add(dimension.score, Role::Score, &dimension.id, &dimension.name);
    }
    let scales = plan.grades.iter().map(|grade| &grade.scale).chain([&plan.scale]);
    for scale in scales {
        for rung in &scale.rungs {
            if let Some(that) = &rung.that {
                known.add(that.open, Role::Condition, &rung.rating.id, &rung.rating.name);
            }
            for condition in &rung.conditions {
                known.add(condition.open, Role::Condition, &condition.id, &condition.name);
            }
        }
        for step in &scale.steps {
            known.add(step.when.open, Role::Step, &step.when.id, &step.when.name);
        }
    }
    for grade in &plan.grades {
        known.add(grade.scale.outcome, Role::Grade, &grade.id, &grade.name);
    }
    known.add(plan.scale.outcome, Role::Rating, "", &Label::default());
    known.add(plan.base, Role::Base, "", &Label::default());
    known.add(plan.total, Role::Total, "", &Label::default());
    known.by_node
}

#[derive(Default)]
struct Known {
    by_node: BTreeMap<usize, Vec<KnownAs>>,
}

impl Known {
    fn add(&mut self, node: NodeId, role: Role, id: &str, name: &Label) {
        let known = KnownAs { role, id: id.to_string(), name: name.clone() };
        self.by_node.entry(node.0).or_default().push(known);
    }
}
