//! Plan → the questions, for whoever draws them.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::calendar::Day;
use crate::check::CheckedRubric;
use crate::label::Label;
use crate::model::rubric::Missing;
use crate::number::Number;
use crate::plan::profile;
use crate::plan::{
    Ask, AskKind, Band, Criterion, Dimension, Item, Level, NamedNode, Part, Plan, Role, compile,
};
use crate::report::figure;
use crate::report::form::{
    AnswerKind, Ask as FormAsk, Band as FormBand, Choice, Form, NotApplicableCounts, Question,
    Section, SectionKind, Term,
};
use crate::report::v1::Bonus;

/// What `rubric` asks of the subject that `chosen` describes (category to option).
///
/// A category that is not stated is taken as its first option; `chosen` of the form says so.
pub fn form(rubric: &CheckedRubric, chosen: &BTreeMap<String, String>) -> Form {
    let plan = compile(rubric, chosen);
    let head = &rubric.head;
    let term = |named: &NamedNode| Term { id: named.id.clone(), name: named.name.clone() };
    let quantities = plan.quantities.iter().map(term);
    let ratings = plan.scale.rungs.iter().map(|rung| rung.rating.clone());
    Form {
        rubric: rubric.identity().clone(),
        publisher: head.publisher.clone(),
        languages: head.languages.clone(),
        categories: head.categories.clone(),
        chosen: profile::complete(&head.categories, chosen).chosen,
        sections: sections(plan),
        terms: quantities.chain(head.tables.iter().cloned()).collect(),
        ratings: ratings.chain([plan.scale.lowest.clone()]).collect(),
    }
}

fn sections(plan: &Plan) -> Vec<Section> {
    let of_role = |wanted: fn(Role) -> bool| -> Vec<Question> {
        plan.items
            .iter()
            .filter(|item| wanted(item.role))
            .map(|item| question(plan, item))
            .collect()
    };
    let unnamed = |id: &str, kind: SectionKind, questions: Vec<Question>| Section {
        id: id.into(),
        name: Label::default(),
        kind,
        weight: None,
        guidance: Label::default(),
        questions,
    };
    let mut sections = Vec::from([
        unnamed("facts", SectionKind::Facts, of_role(|role| role == Role::Fact)),
        unnamed("gates", SectionKind::Gates, of_role(|role| matches!(role, Role::Gate(_)))),
    ]);
    let (base, bonus): (Vec<&Dimension>, Vec<&Dimension>) =
        plan.dimensions.iter().partition(|dimension| dimension.bonus == Bonus::No);
    sections.extend(base.into_iter().chain(bonus).map(|dimension| section(plan, dimension)));
    sections.retain(|section| !section.questions.is_empty());
    sections
}

fn section(plan: &Plan, dimension: &Dimension) -> Section {
    let own = dimension.criteria.iter().filter_map(|place| plan.criteria.get(*place));
    let items = own.filter_map(|criterion| plan.items.get(criterion.item));
    Section {
        id: dimension.id.clone(),
        name: dimension.name.clone(),
        kind: match dimension.bonus {
            Bonus::No => SectionKind::Dimension,
            Bonus::Counted => SectionKind::Bonus,
            Bonus::Recorded => SectionKind::BonusRecorded,
            Bonus::Demerit => SectionKind::Demerit,
            Bonus::DemeritRecorded => SectionKind::DemeritRecorded,
        },
        weight: Some(figure::points(plan, &dimension.weight, &[])),
        guidance: dimension.guidance.clone(),
        questions: items.map(|item| question(plan, item)).collect(),
    }
}

fn question(plan: &Plan, item: &Item) -> Question {
    let criterion = match item.role {
        Role::Criterion(place) => plan.criteria.get(place),
        Role::Gate(_) | Role::Fact => None,
    };
    let gate = match item.role {
        Role::Gate(place) => plan.gates.get(place),
        Role::Criterion(_) | Role::Fact => None,
    };
    Question {
        id: item.id.clone(),
        name: item.name.clone(),
        weight: criterion.map(|criterion| figure::points(plan, &criterion.weight, &[])),
        group: gate.map(|gate| gate.group),
        asks: item
            .asks
            .iter()
            .filter_map(|ask| plan.asks.get(*ask))
            .map(|ask| form_ask(plan, ask))
            .collect(),
        may_not_apply: item.may_not_apply,
        not_applicable_counts: criterion.map(counts_when_not_applicable).unwrap_or_default(),
        future: criterion.is_some_and(|one| one.is_future),
        guidance: item.guidance.clone(),
        clauses: item.clauses.to_vec(),
        evidence: item.evidence.clone(),
        verify: item.verify.clone(),
        methods: item.methods.clone(),
        condition: gate.map(|gate| gate.condition.clone()).unwrap_or_default(),
    }
}

fn counts_when_not_applicable(criterion: &Criterion) -> NotApplicableCounts {
    match criterion.na_counts {
        Missing::LeaveOut => NotApplicableCounts::LeaveOut,
        Missing::Lowest => NotApplicableCounts::Lowest,
        Missing::Full => NotApplicableCounts::Full,
        Missing::Withhold => NotApplicableCounts::Withhold,
    }
}

fn form_ask(plan: &Plan, ask: &Ask) -> FormAsk {
    FormAsk {
        id: ask.id.clone(),
        name: ask.name.clone(),
        guidance: ask.guidance.clone(),
        optional: ask.optional,
        answer: match &ask.kind {
            AskKind::Level { levels } => {
                AnswerKind::Level { levels: levels.iter().map(choice).collect() }
            }
            AskKind::Choice { options } => {
                AnswerKind::Choice { options: options.iter().map(choice).collect() }
            }
            AskKind::YesNo => AnswerKind::YesNo {},
            AskKind::Checklist { parts } => {
                AnswerKind::Checklist { parts: parts.iter().map(part).collect() }
            }
            AskKind::Number(measured) => AnswerKind::Number {
                unit: measured.unit.clone(),
                percent: measured.percent,
                whole: measured.whole,
                least: measured.least.as_ref().map(ToString::to_string),
                most: measured.most.as_ref().map(ToString::to_string),
                places: measured.places,
                within: measured
                    .within
                    .and_then(|whole| plan.asks.get(whole))
                    .map(|whole| whole.id.clone()),
                bands: measured.bands.iter().map(band).collect(),
            },
            AskKind::Date(range) => AnswerKind::Date {
                least: day(range.least.as_ref()),
                most: day(range.most.as_ref()),
            },
            AskKind::Period(range) => AnswerKind::Period {
                least: day(range.least.as_ref()),
                most: day(range.most.as_ref()),
            },
            AskKind::Distribution { options } => {
                AnswerKind::Distribution { options: options.iter().map(choice).collect() }
            }
            AskKind::Series { periods, measured } => AnswerKind::Series {
                periods: periods.iter().map(part).collect(),
                unit: measured.unit.clone(),
                whole: measured.whole,
                least: measured.least.as_ref().map(ToString::to_string),
                most: measured.most.as_ref().map(ToString::to_string),
                places: measured.places,
            },
        },
    }
}

fn day(days: Option<&Number>) -> Option<String> {
    days.map(|days| Day::of(days).to_string())
}

fn band(band: &Band) -> FormBand {
    FormBand {
        id: band.id.clone(),
        name: band.name.clone(),
        descriptor: band.anchor.clone(),
        from: band.from.to_string(),
        to: band.to.to_string(),
    }
}

fn choice(level: &Level) -> Choice {
    Choice {
        id: level.id.clone(),
        name: level.name.clone(),
        descriptor: level.anchor.clone(),
        wants_note: level.wants_note,
        may_not_apply: false,
    }
}

fn part(part: &Part) -> Choice {
    Choice {
        id: part.id.clone(),
        name: part.name.clone(),
        descriptor: Label::default(),
        wants_note: false,
        may_not_apply: part.may_not_apply,
    }
}
