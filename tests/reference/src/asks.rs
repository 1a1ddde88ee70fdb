//! What is asked, what fits it, and what may still be answered.

use num_bigint::BigInt;
use num_traits::Zero;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use toml::Table;

use crate::date;
use crate::fraction::{Fraction, fraction, from_float, huge, whole};
use crate::rubric::{number, tables, text_at, word};
use crate::seen::Seen;

/// One thing to be answered.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Its id.
    pub id: String,
    /// Whether it may be left open without effect.
    pub optional: bool,
    /// The word for its kind.
    pub word: String,
    /// What kind of answer it takes.
    pub kind: Kind,
}

/// What kind of answer is taken.
#[derive(Clone, Debug)]
pub enum Kind {
    /// One of several words, each with its worth, if it has one.
    OneOf(Vec<(String, Option<Fraction>)>),
    /// Yes or no.
    YesNo,
    /// Parts, and whether each may not apply.
    Checklist(Vec<(String, bool)>),
    /// A number.
    Number(Bounds),
    /// A number inside one of the bands.
    Score(Vec<(Fraction, Fraction)>, Bounds),
    /// A date between two, by their numbers.
    Date(Span),
    /// Two dates between two.
    Period(Span),
    /// How many for each option, and the option's worth.
    Distribution(Vec<(String, Option<Fraction>)>),
    /// A number for each period.
    Series(Vec<String>, Bounds),
}

/// Which numbers are admitted.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// The least, included.
    pub least: Option<Fraction>,
    /// The most, included.
    pub most: Option<Fraction>,
    /// Only whole numbers.
    pub whole: bool,
    /// Typed in percent, read as a share.
    pub percent: bool,
    /// The most decimal places.
    pub places: Option<u32>,
    /// The ask that it is a part of.
    pub within: Option<String>,
}

/// Which dates are admitted, both ends included.
#[derive(Clone, Debug)]
pub struct Span {
    /// The first.
    pub least: Option<i64>,
    /// The last.
    pub most: Option<i64>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    Number(Fraction),
    /// The option, and its worth, if it has one.
    Chosen(String, Option<Fraction>),
    Truth(bool),
    /// How many parts are ticked, of how many that apply.
    Ticks(i64, i64),
    Date(i64),
    Period(i64, i64),
    /// One for each option.
    Counts(Vec<Fraction>),
    /// One for each period.
    Series(Vec<Fraction>),
}

impl Answer {
    /// The quantity it gives by itself.
    pub(crate) fn seen(&self, kind: &Kind) -> Seen {
        match self {
            Self::Number(number) => Seen::Number(number.clone()),
            Self::Chosen(_, Some(worth)) => Seen::Number(worth.clone()),
            Self::Truth(truth) => Seen::Truth(*truth),
            Self::Ticks(_, 0) => Seen::Undefined,
            Self::Ticks(ticked, apply) => Seen::Number(whole(*ticked) / whole(*apply)),
            Self::Date(number) => Seen::Date(*number),
            Self::Counts(counts) => {
                let Kind::Distribution(options) = kind else { panic!("counts of {kind:?}") };
                mean_worth(options, counts)
            }
            Self::Chosen(_, None) | Self::Period(..) | Self::Series(_) => {
                panic!("{self:?} is no quantity by itself")
            }
        }
    }
}

/// The mean worth of the replies; there is none when nobody replied.
pub(crate) fn mean_worth(options: &[(String, Option<Fraction>)], counts: &[Fraction]) -> Seen {
    let replies: Fraction = counts.iter().sum();
    if replies.is_zero() {
        return Seen::Undefined;
    }
    let worths = options.iter().zip(counts).map(|((_, worth), count)| {
        worth.as_ref().expect("an option of a distribution has a worth") * count
    });
    Seen::Number(worths.sum::<Fraction>() / replies)
}

/// An answer of parts of which some are not there.
#[derive(Clone, Debug)]
pub(crate) enum Partial {
    Ticks(Vec<Option<Tick>>),
    Numbers(Vec<Option<Fraction>>),
}

/// What was said to one part of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tick {
    Yes,
    No,
    NotApplicable,
}

/// The day with this number as `YYYY-MM-DD`.
pub fn day(number: i64) -> String {
    let date = date::with_number(number);
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

// ── reading what is asked ──

/// What is needed of the file beside the ask itself.
pub(crate) struct Shared {
    pub(crate) whole_units: Vec<String>,
    pub(crate) scales: BTreeMap<String, Vec<(String, Option<Fraction>)>>,
}

pub(crate) fn worths(rows: &[Table]) -> Vec<(String, Option<Fraction>)> {
    rows.iter().map(|row| (text_at(row, "id").to_owned(), row.get("worth").map(number))).collect()
}

pub(crate) fn asks(table: &Table, shared: &Shared) -> Vec<Ask> {
    tables(table, "ask")
        .iter()
        .map(|ask| Ask {
            id: word(ask, "id", text_at(table, "id")),
            optional: is_true(ask, "optional"),
            word: text_at(ask, "kind").to_owned(),
            kind: kind(ask, shared),
        })
        .collect()
}

fn is_true(table: &Table, key: &str) -> bool {
    table.get(key).is_some_and(|value| value.as_bool() == Some(true))
}

fn kind(ask: &Table, shared: &Shared) -> Kind {
    let ids = |key: &str| -> Vec<String> {
        tables(ask, key).iter().map(|row| text_at(row, "id").to_owned()).collect()
    };
    match text_at(ask, "kind") {
        "level" => Kind::OneOf(shared.scales[text_at(ask, "scale")].clone()),
        "choice" => Kind::OneOf(worths(&tables(ask, "options"))),
        "yes-no" => Kind::YesNo,
        "checklist" => Kind::Checklist(
            tables(ask, "parts")
                .iter()
                .map(|part| (text_at(part, "id").to_owned(), is_true(part, "na")))
                .collect(),
        ),
        "count" | "number" | "percent" | "money" => Kind::Number(bounds(ask, shared)),
        "score" => Kind::Score(
            tables(ask, "bands")
                .iter()
                .map(|band| (number(&band["from"]), number(&band["to"])))
                .collect(),
            bounds(ask, shared),
        ),
        "date" => Kind::Date(span(ask)),
        "period" => Kind::Period(span(ask)),
        "distribution" => Kind::Distribution(worths(&tables(ask, "options"))),
        "series" => Kind::Series(ids("periods"), bounds(ask, shared)),
        other => panic!("no such kind: {other}"),
    }
}

fn bounds(ask: &Table, shared: &Shared) -> Bounds {
    let kind = text_at(ask, "kind");
    let unit = ask.get("unit").map(|unit| unit.as_str().unwrap().to_owned());
    let least = matches!(kind, "count" | "percent" | "money").then(|| whole(0));
    let most = (kind == "percent").then(|| whole(100));
    let places = match kind {
        "money" => Some(2),
        "score" => Some(0),
        _ => None,
    };
    Bounds {
        least: ask.get("at-least").map(number).or(least),
        most: ask.get("at-most").map(number).or(most),
        whole: kind == "count"
            || is_true(ask, "whole")
            || unit.is_some_and(|unit| shared.whole_units.contains(&unit)),
        percent: kind == "percent",
        places: ask.get("places").map(|places| places.as_integer().unwrap() as u32).or(places),
        within: ask.get("within").map(|other| other.as_str().unwrap().to_owned()),
    }
}

fn span(ask: &Table) -> Span {
    let end = |key: &str| {
        ask.get(key).map(|text| {
            let text = text.as_str().expect("a date is text");
            date::number_of(date::date(text).expect("a date of the calendar"))
        })
    };
    Span { least: end("at-least"), most: end("at-most") }
}

// ── what fits ──

/// The value as an answer; `None` when it does not fit what is asked, or is not all there.
pub(crate) fn fits(kind: &Kind, value: &Value) -> Option<Answer> {
    match kind {
        Kind::OneOf(rows) => {
            let word = match value {
                Value::String(word) => word.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            let (id, worth) = rows.iter().find(|(id, _)| *id == word)?;
            Some(Answer::Chosen(id.clone(), worth.clone()))
        }
        Kind::YesNo => value.as_bool().map(Answer::Truth),
        Kind::Number(bounds) => number_that_fits(bounds, value).map(Answer::Number),
        Kind::Score(bands, bounds) => {
            let number = number_that_fits(bounds, value)?;
            let is_inside = bands.iter().any(|(from, to)| *from <= number && number <= *to);
            is_inside.then_some(Answer::Number(number))
        }
        Kind::Date(span) => date_that_fits(span, value).map(Answer::Date),
        Kind::Period(span) => {
            let from = date_that_fits(span, value.get("from")?)?;
            let to = date_that_fits(span, value.get("to")?)?;
            (from <= to).then_some(Answer::Period(from, to))
        }
        Kind::Checklist(_) | Kind::Distribution(_) | Kind::Series(..) => {
            match parts_that_fit(kind, value)? {
                Partial::Ticks(ticks) => {
                    ticks.into_iter().collect::<Option<Vec<Tick>>>().map(|ticks| counted(&ticks))
                }
                Partial::Numbers(numbers) => {
                    let numbers: Option<Vec<Fraction>> = numbers.into_iter().collect();
                    numbers.map(|numbers| as_parts(kind, numbers))
                }
            }
        }
    }
}

fn as_parts(kind: &Kind, numbers: Vec<Fraction>) -> Answer {
    if let Kind::Distribution(_) = kind { Answer::Counts(numbers) } else { Answer::Series(numbers) }
}

fn counted(ticks: &[Tick]) -> Answer {
    let count = |wanted: &[Tick]| ticks.iter().filter(|tick| wanted.contains(tick)).count() as i64;
    Answer::Ticks(count(&[Tick::Yes]), count(&[Tick::Yes, Tick::No]))
}

/// What was said to each part, for an ask of parts.
pub(crate) fn parts_that_fit(kind: &Kind, value: &Value) -> Option<Partial> {
    if !value.is_object() {
        return None;
    }
    match kind {
        Kind::Checklist(parts) => Some(Partial::Ticks(
            parts
                .iter()
                .map(|(id, may_not_apply)| match value.get(id) {
                    Some(Value::Bool(true)) => Some(Tick::Yes),
                    Some(Value::Bool(false)) => Some(Tick::No),
                    Some(Value::String(word)) if word == "na" && *may_not_apply => {
                        Some(Tick::NotApplicable)
                    }
                    _ => None,
                })
                .collect(),
        )),
        Kind::Distribution(options) => {
            let bounds = counts();
            let one =
                |(id, _): &(String, Option<Fraction>)| number_that_fits(&bounds, value.get(id)?);
            Some(Partial::Numbers(options.iter().map(one).collect()))
        }
        Kind::Series(periods, bounds) => {
            let one = |id: &String| number_that_fits(bounds, value.get(id)?);
            Some(Partial::Numbers(periods.iter().map(one).collect()))
        }
        _ => None,
    }
}

/// How many replied: whole, not below nothing.
pub(crate) fn counts() -> Bounds {
    Bounds {
        least: Some(whole(0)),
        most: None,
        whole: true,
        percent: false,
        places: None,
        within: None,
    }
}

fn number_that_fits(bounds: &Bounds, value: &Value) -> Option<Fraction> {
    let number = match value {
        Value::Number(number) => match number.as_i64() {
            Some(integer) => whole(integer),
            None => from_float(number.as_f64()?),
        },
        Value::String(text) if text.contains(['%', '/']) => return None,
        Value::String(text) => fraction(text.trim())?,
        _ => return None,
    };
    let is_below = bounds.least.as_ref().is_some_and(|least| number < *least);
    let is_above = bounds.most.as_ref().is_some_and(|most| *most < number);
    let is_broken = bounds.whole && !number.is_integer();
    let is_too_fine = bounds.places.is_some_and(|places| {
        !(number.clone() * Fraction::from_integer(BigInt::from(10).pow(places))).is_integer()
    });
    if is_below || is_above || is_broken || is_too_fine {
        return None;
    }
    Some(if bounds.percent { number / whole(100) } else { number })
}

fn date_that_fits(span: &Span, value: &Value) -> Option<i64> {
    let number = date::number_of(date::date(value.as_str()?.trim())?);
    let is_inside = span.least.is_none_or(|least| least <= number)
        && span.most.is_none_or(|most| number <= most);
    is_inside.then_some(number)
}

// ── what may still be answered ──

/// Answers worth trying: everything a short list has; for numbers the ends and what lies at and
/// just beside each telling number.
pub(crate) fn candidates(
    kind: &Kind,
    partial: Option<&Partial>,
    telling: &[Fraction],
) -> Vec<Answer> {
    match kind {
        Kind::OneOf(rows) => {
            rows.iter().map(|(id, worth)| Answer::Chosen(id.clone(), worth.clone())).collect()
        }
        Kind::YesNo => vec![Answer::Truth(false), Answer::Truth(true)],
        Kind::Checklist(parts) => ticks_to_come(parts, partial),
        Kind::Number(bounds) => numbers(bounds, telling).into_iter().map(Answer::Number).collect(),
        Kind::Score(bands, bounds) => bands
            .iter()
            .flat_map(|(from, to)| {
                let (least, most) = (Some(from.clone()), Some(to.clone()));
                numbers(&Bounds { least, most, ..bounds.clone() }, telling)
            })
            .map(Answer::Number)
            .collect(),
        Kind::Date(span) => days(span, telling).into_iter().map(Answer::Date).collect(),
        Kind::Period(span) => {
            let days = days(span, telling);
            let to = |from: i64| days.iter().filter(move |to| from <= **to).copied();
            days.iter().flat_map(|from| to(*from).map(|to| Answer::Period(*from, to))).collect()
        }
        Kind::Distribution(options) => {
            // Nobody, one, or all the world: what lies between lies between.
            let few = [whole(0), whole(1), huge()];
            let known = |index: usize| match partial {
                Some(Partial::Numbers(known)) => known[index].clone(),
                _ => None,
            };
            let each = (0..options.len())
                .map(|index| known(index).map_or_else(|| few.to_vec(), |known| vec![known]));
            every_way(each.collect()).into_iter().map(Answer::Counts).collect()
        }
        Kind::Series(periods, bounds) => {
            let known = |index: usize| match partial {
                Some(Partial::Numbers(known)) => known[index].clone(),
                _ => None,
            };
            let open: Vec<Fraction> = numbers(bounds, telling).into_iter().collect();
            let few = |index: usize| match known(index) {
                Some(known) => vec![known],
                None => open.clone(),
            };
            every_way((0..periods.len()).map(few).collect())
                .into_iter()
                .map(Answer::Series)
                .collect()
        }
    }
}

fn numbers(bounds: &Bounds, telling: &[Fraction]) -> BTreeSet<Fraction> {
    let scale = whole(if bounds.percent { 100 } else { 1 });
    let low = bounds.least.clone().map_or_else(|| -huge(), |least| least / &scale);
    let high = bounds.most.clone().map_or_else(huge, |most| most / &scale);
    let is_whole = bounds.whole || bounds.places == Some(0) && !bounds.percent;
    let mut numbers: BTreeSet<Fraction> = [low.clone(), high.clone()].into();
    for number in telling {
        numbers.insert(number.clone());
        if is_whole {
            numbers.insert(number.ceil() - whole(1));
            numbers.insert(number.floor());
            numbers.insert(number.floor() + whole(1));
        }
    }
    numbers.retain(|number| low <= *number && *number <= high);
    numbers.retain(|number| !is_whole || number.is_integer());
    numbers
}

fn days(span: &Span, telling: &[Fraction]) -> Vec<i64> {
    let first = span.least.unwrap_or(0);
    let last = span.most.unwrap_or_else(|| {
        date::number_of(date::date("9999-12-31").expect("the last of the calendar"))
    });
    let mut days: BTreeSet<i64> = [first, last].into();
    // Years and months change here.
    let (from, to) = (date::with_number(first).year, date::with_number(last).year);
    for year in (from..=to).take(20) {
        days.insert(date::number_of(date::Date { year, month: 1, day: 1 }));
        days.insert(date::number_of(date::Date { year, month: 12, day: 31 }));
    }
    for number in telling {
        if let Ok(day) = i64::try_from(number.to_integer()) {
            days.extend([day - 1, day, day + 1]);
        }
    }
    days.retain(|day| first <= *day && *day <= last);
    days.into_iter().collect()
}

/// Every way of taking one of each.
fn every_way(each: Vec<Vec<Fraction>>) -> Vec<Vec<Fraction>> {
    let mut ways: Vec<Vec<Fraction>> = vec![Vec::new()];
    for options in each {
        ways = ways
            .iter()
            .flat_map(|way| {
                options.iter().map(|option| {
                    let mut more = way.clone();
                    more.push(option.clone());
                    more
                })
            })
            .collect();
    }
    ways
}

/// Everything that a checklist can still come to.
fn ticks_to_come(parts: &[(String, bool)], partial: Option<&Partial>) -> Vec<Answer> {
    let mut ways: BTreeSet<(i64, i64)> = [(0, 0)].into();
    for (index, (_, may_not_apply)) in parts.iter().enumerate() {
        let known = match partial {
            Some(Partial::Ticks(known)) => known[index],
            _ => None,
        };
        let options = match known {
            Some(tick) => vec![tick],
            None if *may_not_apply => vec![Tick::Yes, Tick::No, Tick::NotApplicable],
            None => vec![Tick::Yes, Tick::No],
        };
        ways = ways
            .iter()
            .flat_map(|(ticked, apply)| {
                options.iter().map(move |tick| match tick {
                    Tick::Yes => (ticked + 1, apply + 1),
                    Tick::No => (*ticked, apply + 1),
                    Tick::NotApplicable => (*ticked, *apply),
                })
            })
            .collect();
    }
    ways.into_iter().map(|(ticked, apply)| Answer::Ticks(ticked, apply)).collect()
}
