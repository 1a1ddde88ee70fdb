//! All that an assessment comes to.

use std::collections::BTreeMap;

use crate::answers::Assessment;
use crate::constructs::Notes;
use crate::date::with_number;
use crate::finish::{Dice, ways};
use crate::fraction::Fraction;
use crate::rubric::{Gate, Rubric};
use crate::score::{Group, Total, Worth};
use crate::seen::Seen;
use crate::world::{Known, Scope, State, Verdict, World, known};

/// What an assessment comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is final.
    Final(Box<Finished>),
    /// It is a draft: what it comes to when it is finished in this way or that.
    Draft(Vec<Finished>),
}

/// What a quantity comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// A number, or a truth as 1 or 0.
    Number(Fraction),
    /// A date, as written in an answer.
    Date(String),
}

/// All that a finished assessment comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// The total in points, bonus included.
    pub total: Score,
    /// The total without bonus and demerit.
    pub base: Score,
    /// Each criterion's share of its full points.
    pub criteria: BTreeMap<String, Score>,
    /// Each dimension's share of its full points; the points of a bonus or demerit.
    pub dimensions: BTreeMap<String, Score>,
    /// Each gate's verdict.
    pub gates: BTreeMap<String, Verdict>,
    /// The level of each grade; `None` when there is none.
    pub grades: BTreeMap<String, Option<String>>,
    /// Each quantity; `None` when it comes to nothing.
    pub quantities: BTreeMap<String, Option<Amount>>,
    /// The rating; `None` when it is withheld.
    pub award: Option<String>,
    /// Whether more was left out than the rubric allows.
    pub is_not_comparable: bool,
    /// Whether something was left out here that the draft left open.
    pub leaves_out_more: bool,
}

/// A number, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Score {
    /// There is one.
    Number(Fraction),
    /// Does not count here.
    LeftOut,
    /// There is none.
    Withheld,
}

pub(crate) fn outcome(
    rubric: &Rubric,
    assessment: &Assessment,
    text: &str,
    all: usize,
    notes: &Notes,
) -> Outcome {
    let known = known(rubric, assessment);
    if assessment.is_final {
        return Outcome::Final(Box::new(finished(rubric, known.clone(), &known, notes)));
    }
    let mut dice = Dice::new(text);
    let ways = ways(rubric, &known, all, &mut dice);
    let finished = |way: Known| finished(rubric, way, &known, notes);
    Outcome::Draft(ways.into_iter().map(finished).collect())
}

fn finished(rubric: &Rubric, known: Known, before: &Known, notes: &Notes) -> Finished {
    let left_out =
        |known: &Known| known.marks.values().filter(|mark| **mark == State::NotApplicable).count();
    let leaves_out_more = left_out(&known) > left_out(before);
    note_answers(rubric, &known, notes);
    let world = World::new(rubric, known, notes);
    let gates: Vec<(&Gate, Verdict)> =
        rubric.gates.iter().map(|gate| (gate, world.gate(gate))).collect();
    let Total { total, base, .. } = world.total();
    let award = world.rating(&gates);
    if award.is_some() {
        rubric.constructs.iter().for_each(|construct| notes.construct("", construct));
    }
    let quantity = |seen: Seen| match seen {
        Seen::Number(number) => Some(Amount::Number(number)),
        Seen::Truth(truth) => Some(Amount::Number(crate::fraction::whole(truth.into()))),
        Seen::Date(number) => Some(Amount::Date(with_number(number).to_string())),
        _ => None,
    };
    Finished {
        total: score(total),
        base: score(base),
        criteria: rubric
            .criteria
            .iter()
            .map(|criterion| (criterion.id.clone(), share(world.worth(&criterion.id))))
            .collect(),
        dimensions: rubric
            .dimensions
            .iter()
            .map(|dimension| (dimension.id.clone(), score(world.group(&dimension.id))))
            .collect(),
        gates: gates.into_iter().map(|(gate, verdict)| (gate.id.clone(), verdict)).collect(),
        grades: rubric
            .grades
            .iter()
            .map(|grade| (grade.id.clone(), world.level_of(grade)))
            .collect(),
        quantities: rubric
            .quantities
            .iter()
            .map(|one| (one.id.clone(), quantity(world.settled(&one.of, Scope::default()))))
            .collect(),
        is_not_comparable: world.is_not_comparable(),
        award,
        leaves_out_more,
    }
}

/// A kind of ask had an effect where one such was answered.
fn note_answers(rubric: &Rubric, known: &Known, notes: &Notes) {
    for ask in crate::world::asks_of(rubric).values() {
        if let Some(State::Given(_)) = known.states.get(&ask.id) {
            notes.construct("kind", &ask.word);
        }
    }
}

fn score(group: Group) -> Score {
    match group {
        Group::Number(number) => Score::Number(number),
        Group::LeftOut => Score::LeftOut,
        Group::Withheld => Score::Withheld,
    }
}

fn share(worth: Worth) -> Score {
    match worth {
        Worth::Share(share) => Score::Number(share),
        Worth::LeftOut { .. } => Score::LeftOut,
        Worth::Withheld => Score::Withheld,
    }
}
