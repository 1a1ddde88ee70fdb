//! Numbers that stand for a count, a share or points are just that.

use alloc::vec::Vec;

use crate::check::names::criteria;
use crate::diagnostic::{Diagnostic, Fault};
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
    count("stars", &rating.lowest.stars, 0, MOST_STARS, out);
    for level in &rating.levels {
        count("stars", &level.stars, 0, MOST_STARS, out);
        points(&level.total, out);
        level.each_dimension.iter().for_each(|share| of_one(share, out));
    }
    for bonus in rubric.dimension.iter().filter_map(|dimension| dimension.bonus.as_ref()) {
        count("lifts", &bonus.lifts, 0, MOST_STARS, out);
        points(&bonus.cap, out);
    }
    if let Some(rule) = &rubric.not_applicable {
        of_one(&rule.limit, out);
    }
    let asks = criteria(rubric).flat_map(|criterion| &criterion.ask);
    asks.filter_map(|ask| ask.it.0.places.as_ref())
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
