//! What looks odd in a ledger: questions for a person, never verdicts.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::ledger::count::{Count, Record, Records};
use crate::ledger::duplicate::People;
use crate::ledger::period::{Period, day_text};
use crate::ledger::row::{Cell, Place};
use crate::ledger::rules::{QuestionKind, QuestionRule, Rules};
use crate::number::Number;

/// A question that a ledger raises.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The rule that asks, by its place.
    pub rule: usize,
    /// What it is about.
    pub facts: QuestionFacts,
    /// The rows it is about; none when it is about a number as a whole.
    pub rows: Vec<Place>,
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionFacts {
    /// A count.
    Count(Number),
    /// One count over another.
    Ratio {
        /// Above the line.
        part: Number,
        /// Below the line.
        whole: Number,
    },
    /// Classes, days or words.
    Names(Vec<String>),
    /// A class, and two numbers that are held beside one another.
    Class {
        /// The class.
        class: String,
        /// How many there are.
        found: Number,
        /// How many it says, or how many seats there are.
        beside: Number,
    },
}

/// Everything that the rules ask of these records.
pub(crate) fn questions(
    rules: &Rules,
    records: &Records<'_>,
    people: &People,
    counts: &[Count],
    period: Period,
    seats: Option<usize>,
) -> Vec<Question> {
    let look = Look { rules, records, people, counts, period, seats };
    let mut found = Vec::new();
    for (rule, QuestionRule { kind, .. }) in rules.questions.iter().enumerate() {
        let asked = look.ask(kind).into_iter();
        found.extend(asked.map(|(facts, rows)| Question { rule, facts, rows }));
    }
    found
}

type Asked = (QuestionFacts, Vec<Place>);

/// Everything a question may look at.
struct Look<'a> {
    rules: &'a Rules,
    records: &'a Records<'a>,
    people: &'a People,
    counts: &'a [Count],
    period: Period,
    seats: Option<usize>,
}

/// What the roster has of one class.
#[derive(Default)]
struct Class {
    people: BTreeSet<usize>,
    rows: Vec<Place>,
}

impl Look<'_> {
    fn ask(&self, kind: &QuestionKind) -> Vec<Asked> {
        match kind {
            QuestionKind::RatioBelow { part, whole, least } => self.ratio(*part, *whole, least),
            QuestionKind::CountBelow { of, least } => {
                self.count(*of, |number| !number.is_zero() && number < least)
            }
            QuestionKind::Round { of, step } => self.count(*of, |number| {
                !number.is_zero() && number.over(step).is_some_and(|steps| steps.is_whole())
            }),
            QuestionKind::SameRoster { least } => self.same_rosters(*least),
            QuestionKind::TwoPlaces => self.two_places(),
            QuestionKind::OverSeats => self.over_seats(),
            QuestionKind::HeadcountDiffers => self.headcounts(),
            QuestionKind::ClassNotListed => self.not_listed(),
            QuestionKind::CrossesEnd => self.classes_that(|first, last| {
                self.period.contains(first) != self.period.contains(last) && first <= last
            }),
            QuestionKind::EndsBeforeItBegins => self.classes_that(|first, last| last < first),
            QuestionKind::TwoNames { code, name } => self.two_names(*code, *name),
        }
    }

    fn number(&self, index: usize) -> Option<&Number> {
        self.counts.get(index).map(|count| &count.number)
    }

    fn ratio(&self, part: usize, whole: usize, least: &Number) -> Vec<Asked> {
        let (Some(part), Some(whole)) = (self.number(part), self.number(whole)) else {
            return Vec::new();
        };
        let is_odd = part.over(whole).is_some_and(|ratio| ratio < *least);
        let facts = QuestionFacts::Ratio { part: part.clone(), whole: whole.clone() };
        is_odd.then(|| (facts, Vec::new())).into_iter().collect()
    }

    fn count(&self, of: usize, is_odd: impl Fn(&Number) -> bool) -> Vec<Asked> {
        let odd = self.number(of).filter(|number| is_odd(number));
        odd.map(|number| (QuestionFacts::Count(number.clone()), Vec::new())).into_iter().collect()
    }

    fn is_in_period(&self, record: &Record<'_>) -> bool {
        record.day(self.rules.keys.attributed).is_some_and(|day| self.period.contains(day))
    }

    fn class<'b>(&self, record: &'b Record<'_>) -> Option<&'b str> {
        record.first_text(&self.rules.keys.class)
    }

    /// What the roster has of each class of the period.
    fn rosters(&self) -> BTreeMap<&str, Class> {
        let mut rosters: BTreeMap<&str, Class> = BTreeMap::new();
        for (index, record) in self.records.roster.iter().enumerate() {
            let person = self.people.of_row(index);
            if let (Some(class), Some(person), true) =
                (self.class(record), person, self.is_in_period(record))
            {
                let roster = rosters.entry(class).or_default();
                roster.people.insert(person);
                roster.rows.push(record.row.place);
            }
        }
        rosters
    }

    fn same_rosters(&self, least: usize) -> Vec<Asked> {
        let mut alike: BTreeMap<BTreeSet<usize>, Vec<(&str, Vec<Place>)>> = BTreeMap::new();
        for (class, Class { people, rows }) in self.rosters() {
            if people.len() >= least {
                alike.entry(people).or_default().push((class, rows));
            }
        }
        let several = alike.into_values().filter(|classes| classes.len() > 1);
        several
            .map(|classes| {
                let names = classes.iter().map(|(class, _)| (*class).to_string()).collect();
                let rows = classes.into_iter().flat_map(|(_, rows)| rows).collect();
                (QuestionFacts::Names(names), rows)
            })
            .collect()
    }

    fn two_places(&self) -> Vec<Asked> {
        let keys = &self.rules.keys;
        let mut by_person: BTreeMap<usize, Vec<(i64, i64, &str, Place)>> = BTreeMap::new();
        for (index, record) in self.records.roster.iter().enumerate() {
            let days = record.day(keys.first_day).zip(record.day(keys.last_day));
            let who = self.people.of_row(index).zip(self.class(record));
            if let (Some((first, last)), Some((person, class)), true) =
                (days, who, self.is_in_period(record))
            {
                let stays = by_person.entry(person).or_default();
                stays.push((first, last, class, record.row.place));
            }
        }
        let mut found: BTreeMap<(&str, &str), Vec<Place>> = BTreeMap::new();
        for stays in by_person.values_mut() {
            stays.sort_unstable();
            let pairs = stays.iter().zip(stays.iter().skip(1));
            let overlapping = pairs.filter(|((_, ends, class, _), (begins, _, next, _))| {
                begins <= ends && class != next
            });
            for ((_, _, class, one), (_, _, next, other)) in overlapping {
                found.entry((class, next)).or_default().extend([*one, *other]);
            }
        }
        let told = |((one, other), rows): ((&str, &str), Vec<Place>)| {
            (QuestionFacts::Names(alloc::vec![one.into(), other.into()]), rows)
        };
        found.into_iter().map(told).collect()
    }

    fn over_seats(&self) -> Vec<Asked> {
        let Some(seats) = self.seats else { return Vec::new() };
        let over = self.rosters().into_iter().filter(|(_, class)| class.people.len() > seats);
        over.map(|(class, Class { people, rows })| {
            let found = Number::from_count(people.len());
            let beside = Number::from_count(seats);
            (QuestionFacts::Class { class: class.into(), found, beside }, rows)
        })
        .collect()
    }

    fn headcounts(&self) -> Vec<Asked> {
        let Some(field) = self.rules.keys.headcount.filter(|_| self.records.are_listed) else {
            return Vec::new();
        };
        let rosters = self.rosters();
        let in_period = self.records.classes.iter().filter(|class| self.is_in_period(class));
        in_period
            .filter_map(|class| {
                let name = self.class(class)?;
                let roster = rosters.get(name)?;
                let (Some(Cell::Number(said)), found) =
                    (class.cell(field), Number::from_count(roster.rows.len()))
                else {
                    return None;
                };
                let beside = said.clone();
                (found != beside).then(|| {
                    let class_name = name.to_string();
                    let facts = QuestionFacts::Class { class: class_name, found, beside };
                    (facts, alloc::vec![class.row.place])
                })
            })
            .collect()
    }

    fn not_listed(&self) -> Vec<Asked> {
        if !self.records.are_listed {
            return Vec::new();
        }
        let mut missing: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
        for record in self.records.roster.iter().filter(|record| record.behind.is_empty()) {
            if let Some(class) = self.class(record) {
                missing.entry(class).or_default().push(record.row.place);
            }
        }
        let told = |(class, rows): (&str, Vec<Place>)| {
            (QuestionFacts::Names(alloc::vec![class.into()]), rows)
        };
        missing.into_iter().map(told).collect()
    }

    fn classes_that(&self, is_odd: impl Fn(i64, i64) -> bool) -> Vec<Asked> {
        let keys = &self.rules.keys;
        let odd = self.records.classes.iter().filter_map(|class| {
            let (first, last) = (class.day(keys.first_day)?, class.day(keys.last_day)?);
            is_odd(first, last).then(|| {
                let name = self.class(class).unwrap_or_default().to_string();
                let names = alloc::vec![name, day_text(first), day_text(last)];
                (QuestionFacts::Names(names), alloc::vec![class.row.place])
            })
        });
        odd.collect()
    }

    fn two_names(&self, code: usize, name: usize) -> Vec<Asked> {
        let mut names: BTreeMap<&str, BTreeMap<&str, Place>> = BTreeMap::new();
        for class in self.records.classes.iter().filter(|class| self.is_in_period(class)) {
            if let (Some(code), Some(name)) = (class.first_text(&[code]), class.first_text(&[name]))
            {
                names.entry(code).or_default().entry(name).or_insert(class.row.place);
            }
        }
        let several = names.into_iter().filter(|(_, names)| names.len() > 1);
        several
            .map(|(code, names)| {
                let told = [code].into_iter().chain(names.keys().copied());
                let told = told.map(String::from).collect();
                (QuestionFacts::Names(told), names.into_values().collect())
            })
            .collect()
    }
}
