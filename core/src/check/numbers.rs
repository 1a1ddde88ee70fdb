//! Numbers that stand for a count, a share or points are just that.

use alloc::vec::Vec;

use crate::check::scales::asks;
use crate::diagnostic::{Diagnostic, Fault};
use crate::model::rating::CutOff;
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::parse::RUBRIC_FORMAT;
use crate::parse::shape::At;

/// The most decimal places of a published number.
const MOST_PLACES: usize = 8;

/// The most stars that are drawn, and the most ratings that a bonus lifts by.
const MOST_STARS: usize = 100;

/// R004, R019, R022: formats, places, stars and lifts are whole; shares lie between 0 and 1; points
/// are not negative.
pub(crate) fn are_whole(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    let rating = &rubric.rating;
    let format = usize::try_from(RUBRIC_FORMAT).unwrap_or(1);
    count("format", &rubric.format, format, format, out);
    count("places", &rating.places, 0, MOST_PLACES, out);
    rating.full.iter().for_each(|full| points(full, out));
    let of_grades = rubric.grade.iter().map(|grade| (&grade.lowest.it, &grade.levels));
    for (lowest, levels) in [(&rating.lowest.it, &rating.levels)].into_iter().chain(of_grades) {
        lowest.stars.iter().for_each(|number| stars(number, out));
        for level in levels {
            level.stars.iter().for_each(|number| stars(number, out));
            level.each_dimension.iter().for_each(|share| of_one(share, out));
        }
    }
    for level in rating.levels.iter().filter(|_| rating.of.is_none()) {
        for cut in [&level.total, &level.from, &level.above].into_iter().flatten() {
            if let CutOff::Number(number) = &cut.it {
                points(&At { it: number.clone(), at: cut.at }, out);
            }
        }
    }
    for dimension in &rubric.dimension {
        if let Some(bonus) = &dimension.bonus {
            count("lifts", &bonus.lifts, 0, MOST_STARS, out);
            points(&bonus.cap, out);
        }
        dimension.demerit.iter().for_each(|demerit| points(&demerit.cap, out));
        dimension.answered.iter().chain(&dimension.na_limit).for_each(|share| of_one(share, out));
    }
    if let Some(rule) = &rubric.not_applicable {
        of_one(&rule.limit, out);
    }
    asks(rubric)
        .filter_map(|ask| ask.it.0.places.as_ref())
        .for_each(|places| count("places", places, 0, MOST_PLACES, out));
}

fn report(out: &mut Vec<Diagnostic>, number: &At<Number>, fault: Fault) {
    out.push(Diagnostic { fault, at: number.at, related: Vec::new() });
}

fn count(key: &str, number: &At<Number>, least: usize, most: usize, out: &mut Vec<Diagnostic>) {
    let is_fit = number.to_count().is_some_and(|count| least <= count && count <= most);
    if !is_fit {
        let expected = if least == most {
            alloc::format!("{least}")
        } else {
            alloc::format!("a whole number from {least} to {most}")
        };
        let found = alloc::format!("{}", number.it);
        report(out, number, Fault::WrongShape { key: key.into(), expected, found });
    }
}

/// A number of stars, or of half stars.
fn stars(number: &At<Number>, out: &mut Vec<Diagnostic>) {
    let doubled = number.plus(&number.it).to_count();
    if doubled.is_none_or(|halves| halves > MOST_STARS.saturating_mul(2)) {
        let expected = alloc::format!("a number of stars or half stars from 0 to {MOST_STARS}");
        let found = alloc::format!("{}", number.it);
        report(out, number, Fault::WrongShape { key: "stars".into(), expected, found });
    }
}

fn of_one(share: &At<Number>, out: &mut Vec<Diagnostic>) {
    if share.is_negative() || share.it > Number::one() {
        report(out, share, Fault::ShareOutOfRange { share: share.it.clone() });
    }
}

fn points(number: &At<Number>, out: &mut Vec<Diagnostic>) {
    if number.is_negative() {
        report(out, number, Fault::NegativeWeight { weight: number.it.clone() });
    }
}
