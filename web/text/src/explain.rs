//! The whole reasoning of a report as an indented list: from the rating down to the clause.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jiangxing::clause::ClauseRef;
use jiangxing::report::form::SectionKind;
use jiangxing::report::v1::{
    Adjustment, Award, Bonus, Criterion, Dimension, Fact, Gate, GateEffect, Grade, Rating, Reason,
    Report, Response, Rung, Score, Standing, Step, Verdict,
};

use crate::figure::{figure, score};
use crate::sentence::{self, fact, named_figure, response, step};
use crate::{Language, Names, clause, name, words};

/// One line of the reasoning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How far in it stands: 0 for what is explained, one more for each reason below.
    pub depth: usize,
    /// The line in the reader's language.
    pub text: String,
    /// Whether what it says holds, where that is the question.
    pub verdict: Option<Verdict>,
}

/// Why the report says what it says.
///
/// `focus` is the id of a rating, a dimension, a criterion or a gate; without one everything is
/// explained: the rating, the conditions of the rating awarded and of the next higher one, the
/// gates, then each dimension with its criteria, those with the most points to win first. Under a
/// criterion stand its answers, its working and its clauses. Empty when nothing has the id `focus`.
pub fn explain(report: &Report, focus: Option<&str>, language: Language) -> Vec<Line> {
    let mut telling = Telling { names: Names::of_report(report), language, lines: Vec::new() };
    match focus {
        None => telling.everything(report),
        Some(id) => telling.one(report, id),
    }
    telling.lines
}

/// The rating in a few words: its name, or that there is none, or what is still possible.
pub fn headline(award: &Award, language: Language) -> String {
    let l = language;
    let words = |rating: &Rating| rating.name.in_language(l.code()).to_string();
    match (award.standing, &award.awarded) {
        (Standing::Settled | Standing::LeftOut, Some(rating)) => words(rating),
        (Standing::Withheld, _) => withheld(award, l).to_string(),
        (Standing::Open | Standing::Settled | Standing::LeftOut, _) => {
            match (&award.locked, &award.best) {
                (Some(locked), Some(best)) if locked.id == best.id => words(best),
                (Some(locked), Some(best)) if locked.stars > 0 => {
                    let (locked, best) = (words(locked), words(best));
                    say!(
                        l,
                        "尚未评定：已锁定{locked}，最高{best}",
                        "still open: {locked} for certain, {best} at best"
                    )
                }
                (_, Some(best)) => {
                    let best = words(best);
                    say!(l, "尚未评定：最高{best}", "still open: {best} at best")
                }
                (_, None) => withheld(award, l).to_string(),
            }
        }
    }
}

/// That there is no rating: because of what is the case, or until what is open is settled.
fn withheld(award: &Award, language: Language) -> &'static str {
    let is_of_the_case = |reason: &Reason| {
        reason.verdict == Verdict::NotMet
            && matches!(reason.fact, Fact::Gate { .. } | Fact::NotApplicableBeyond { .. })
    };
    if award.because.iter().any(is_of_the_case) {
        language.pick("不予定星", "no rating")
    } else {
        language.pick("暂不定星", "no rating yet")
    }
}

struct Telling {
    names: Names,
    language: Language,
    lines: Vec<Line>,
}

impl Telling {
    fn line(&mut self, depth: usize, text: String, verdict: Option<Verdict>) {
        self.lines.push(Line { depth, text, verdict });
    }

    fn everything(&mut self, report: &Report) {
        self.rating(report, 0);
        if !report.gates.is_empty() {
            let heading = name::section_kind(SectionKind::Gates, self.language);
            self.line(1, heading.to_string(), None);
        }
        for gate in &report.gates {
            self.gate(gate, 2);
        }
        for grade in &report.grades {
            self.grade(grade, 1);
        }
        for dimension in &report.dimensions {
            self.dimension(report, dimension, 1);
        }
    }

    fn grade(&mut self, grade: &Grade, depth: usize) {
        self.line(depth, sentence::grade(grade, &self.names, self.language), None);
        let below = depth.saturating_add(1);
        let shown = grade.awarded.as_ref().or(grade.best.as_ref());
        let is_shown = |rung: &&Rung| shown.is_some_and(|rating| rating.id == rung.rating.id);
        for rung in grade.ladder.iter().filter(is_shown) {
            self.rung(rung, below);
        }
        self.adjustments(&grade.adjustments, below);
        self.clauses(&grade.clauses, below);
    }

    fn adjustments(&mut self, steps: &[Adjustment], depth: usize) {
        for step in steps {
            let text = sentence::adjustment(step, &self.names, self.language);
            self.line(depth, text, Some(step.verdict));
            let below = depth.saturating_add(1);
            for each in &step.figures {
                self.line(below, named_figure(each, self.language), None);
            }
            self.clauses(&step.clauses, below);
        }
    }

    fn one(&mut self, report: &Report, id: &str) {
        if let Some(rung) = report.award.ladder.iter().find(|rung| rung.rating.id == id) {
            self.rung(rung, 0);
        }
        for gate in report.gates.iter().filter(|gate| gate.id == id) {
            self.gate(gate, 0);
        }
        for grade in report.grades.iter().filter(|grade| grade.id == id) {
            self.grade(grade, 0);
        }
        for dimension in &report.dimensions {
            if dimension.id == id {
                self.dimension(report, dimension, 0);
            }
            for criterion in dimension.criteria.iter().filter(|each| each.id == id) {
                self.criterion(criterion, 0);
            }
        }
    }

    fn rating(&mut self, report: &Report, depth: usize) {
        let l = self.language;
        let Award { awarded, because, ladder, next, adjustments, .. } = &report.award;
        let (rating, total) = (headline(&report.award, l), score(&report.total, &self.names, l));
        let result = match report.dimensions.is_empty() {
            // Where nothing is scored there is no total either.
            true => say!(l, "评定结果：{rating}", "result: {rating}"),
            false => say!(l, "评定结果：{rating}；总分 {total}", "result: {rating}; total {total}"),
        };
        self.line(depth, result, None);
        let below = depth.saturating_add(1);
        for reason in because {
            self.reason(reason, below);
        }
        let told = |id: &str| {
            awarded.as_ref().is_some_and(|rating| rating.id == id)
                || next.as_ref().is_some_and(|next| next.rating.id == id)
        };
        for rung in ladder.iter().filter(|rung| told(&rung.rating.id)) {
            self.rung(rung, below);
        }
        self.adjustments(adjustments, below);
    }

    fn rung(&mut self, rung: &Rung, depth: usize) {
        let rating = rung.rating.name.in_language(self.language.code());
        let text = say!(self.language, "{rating}的条件", "conditions of {rating}");
        self.line(depth, text, Some(rung.verdict));
        let below = depth.saturating_add(1);
        let mut clauses = rung.conditions.iter().map(|condition| &condition.clauses);
        let first = clauses.next();
        let common = first.filter(|first| clauses.all(|clauses| clauses == *first));
        for condition in &rung.conditions {
            match common {
                // What all conditions have in common is said once, below them.
                Some(_) => self.statement(condition, below),
                None => self.reason(condition, below),
            }
        }
        if let Some(common) = common {
            self.clauses(common, below);
        }
    }

    fn statement(&mut self, reason: &Reason, depth: usize) {
        let text = fact(&reason.fact, reason.verdict, &self.names, self.language);
        self.line(depth, text, Some(reason.verdict));
    }

    fn reason(&mut self, reason: &Reason, depth: usize) {
        self.statement(reason, depth);
        self.clauses(&reason.clauses, depth.saturating_add(1));
    }

    fn gate(&mut self, gate: &Gate, depth: usize) {
        let l = self.language;
        let group = name::gate_group(gate.group, l);
        let called = gate.name.in_language(l.code());
        let verdict = name::verdict(gate.verdict, l);
        let effect = match (&gate.effect, gate.verdict) {
            (_, Verdict::Met) => String::new(),
            (GateEffect::Withhold {}, Verdict::NotMet) => {
                l.pick("，不予定星", ", so no rating is given").to_string()
            }
            (GateEffect::Withhold {}, Verdict::Pending) => {
                l.pick("，暂不定星", ", so no rating is given yet").to_string()
            }
            (GateEffect::CapAt { rating }, Verdict::NotMet) => {
                let rating = rating.name.in_language(l.code());
                say!(l, "，最高评为{rating}", ", which caps the rating at {rating}")
            }
            (GateEffect::CapAt { rating }, Verdict::Pending) => {
                let rating = rating.name.in_language(l.code());
                say!(l, "，若不满足最高评为{rating}", "; if not met, the cap is {rating}")
            }
            (GateEffect::SetTo { rating }, Verdict::NotMet) => {
                let rating = rating.name.in_language(l.code());
                say!(l, "，直接评为{rating}", ", which makes the rating {rating}")
            }
            (GateEffect::SetTo { rating }, Verdict::Pending) => {
                let rating = rating.name.in_language(l.code());
                say!(l, "，若不满足直接评为{rating}", "; if not met, the rating is {rating}")
            }
        };
        let text = say!(
            l,
            "{group}“{called}”：{verdict}{effect}",
            "{group} “{called}”: {verdict}{effect}"
        );
        self.line(depth, text, Some(gate.verdict));
        let below = depth.saturating_add(1);
        if !matches!(gate.response, Response::Given {}) && gate.figures.is_empty() {
            self.line(below, response(&gate.response, l), None);
        }
        for each in &gate.figures {
            self.line(below, named_figure(each, l), None);
        }
        self.clauses(&gate.clauses, below);
    }

    fn dimension(&mut self, report: &Report, dimension: &Dimension, depth: usize) {
        let l = self.language;
        let called = dimension.name.in_language(l.code());
        let total = with_share(&dimension.score, &self.names, l);
        let text = match dimension.bonus {
            Bonus::No => say!(l, "维度“{called}”：{total}", "dimension “{called}”: {total}"),
            Bonus::Counted => say!(l, "加分“{called}”：{total}", "bonus “{called}”: {total}"),
            Bonus::Recorded => say!(
                l,
                "加分“{called}”（只记录，不计分）：{total}",
                "bonus “{called}” (recorded, not counted): {total}"
            ),
            Bonus::Demerit => {
                say!(l, "扣分“{called}”：{total}", "demerits “{called}”: {total}")
            }
            Bonus::DemeritRecorded => say!(
                l,
                "扣分“{called}”（只记录，不扣分）：{total}",
                "demerits “{called}” (recorded, not counted): {total}"
            ),
        };
        self.line(depth, text, None);
        let below = depth.saturating_add(1);
        for criterion in most_to_win_first(report, dimension) {
            self.criterion(criterion, below);
        }
    }

    fn criterion(&mut self, criterion: &Criterion, depth: usize) {
        let l = self.language;
        let called = criterion.name.in_language(l.code());
        let (id, total) = (&criterion.id, score(&criterion.score, &self.names, l));
        self.line(depth, say!(l, "{id} {called}：{total}", "{id} {called}: {total}"), None);
        let below = depth.saturating_add(1);
        if criterion.future {
            self.line(below, words::future(l).to_string(), None);
        }
        let has_none = matches!(criterion.score.standing, Standing::LeftOut | Standing::Withheld);
        let takes_lowest = |step: &Step| matches!(step, Step::TakenAsLowest { .. });
        let is_said_already = matches!(criterion.response, Response::Given {})
            || (has_none && criterion.score.why.is_some())
            || criterion.working.iter().any(takes_lowest);
        if !is_said_already {
            self.line(below, response(&criterion.response, l), None);
        }
        for each in criterion.working.iter().filter(|each| !repeats(each, criterion)) {
            self.line(below, step(each, &self.names, l), None);
        }
        for each in criterion.figures.iter().filter(|each| !has_none || each.figure.is_some()) {
            let beside = named_figure(each, l);
            self.line(below, say!(l, "另：{beside}", "beside it: {beside}"), None);
        }
        self.clauses(&criterion.clauses, below);
    }

    fn clauses(&mut self, clauses: &[ClauseRef], depth: usize) {
        for each in clauses {
            self.line(depth, clause(each, self.language), None);
        }
    }
}

/// Whether a step says again what an answer said: a measure that is that answer.
fn repeats(step: &Step, criterion: &Criterion) -> bool {
    let Step::Measured { expression, .. } = step else {
        return false;
    };
    let is_it = |other: &Step| matches!(other, Step::Answered { ask, .. } if ask == expression);
    criterion.working.iter().any(is_it)
}

/// The score, and its share of the full points where it is settled.
fn with_share(scored: &Score, names: &Names, language: Language) -> String {
    let points = score(scored, names, language);
    match &scored.share {
        Some(share) => {
            let share = figure(share, language);
            say!(language, "{points}，得分率 {share}", "{points}, {share}")
        }
        None => points,
    }
}

/// The criteria in the order in which points can be won; then the rest, in the rubric's order.
fn most_to_win_first<'a>(report: &'a Report, dimension: &'a Dimension) -> Vec<&'a Criterion> {
    let openings = report.award.next.iter().flat_map(|next| &next.openings);
    let mut ordered: Vec<&Criterion> = Vec::with_capacity(dimension.criteria.len());
    for opening in openings {
        ordered.extend(dimension.criteria.iter().filter(|each| each.id == opening.criterion));
    }
    for criterion in &dimension.criteria {
        if !ordered.iter().any(|each| each.id == criterion.id) {
            ordered.push(criterion);
        }
    }
    ordered
}

/// The text with its indent: two spaces a step.
impl core::fmt::Display for Line {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let indent = self.depth.saturating_mul(2);
        write!(formatter, "{:indent$}{}", "", self.text)
    }
}
