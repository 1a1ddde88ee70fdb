//! Answers nobody gave, from what the second engine reads in a rubric: every kind of ask, edges,
//! silence and nonsense.

use std::collections::BTreeMap;

use fastrand::Rng;
use jiangxing_reference::asks::{Ask, Bounds, Kind};
use jiangxing_reference::{Fraction, Question};
use serde_json::{Map, Value, json};

use crate::generate::Mood;

/// One option for each category; now and then none is stated.
pub fn categories(categories: &[(String, Vec<String>)], rng: &mut Rng) -> BTreeMap<String, String> {
    let mut chosen = BTreeMap::new();
    for (id, options) in categories {
        if rng.u8(0..30) != 0 {
            chosen.insert(id.clone(), options[rng.usize(0..options.len())].clone());
        }
    }
    chosen
}

/// An assessment file in this mood.
pub fn assessment(
    questions: &[Question],
    chosen: &BTreeMap<String, String>,
    mood: Mood,
    rng: &mut Rng,
) -> Value {
    let mut numbers = BTreeMap::new();
    let mut responses = Map::new();
    for question in questions {
        if question.asks.is_empty() {
            continue;
        }
        let roll = rng.u32(0..100);
        let mark = if question.may_not_apply && roll < mood.not_applicable / 2 {
            Some(json!({ "not-applicable": "经核实不适用" }))
        } else if question.asks.len() > 1 && roll >= 100 - mood.pending {
            Some(json!({ "pending": "待补材料" }))
        } else if question.asks.len() > 1 && roll >= 100 - mood.pending - mood.declined {
            Some(json!({ "declined": "拒绝提供" }))
        } else {
            None
        };
        if let Some(mark) = mark {
            responses.insert(question.id.clone(), mark);
            continue;
        }
        // Wholes before their parts.
        let mut asks: Vec<&Ask> = question.asks.iter().collect();
        asks.sort_by_key(|ask| within(ask).is_some());
        for ask in asks {
            if let Some(response) = response(ask, mood, &mut numbers, rng) {
                responses.insert(ask.id.clone(), response);
            }
        }
    }
    json!({
        "format": 1,
        "rubric": { "id": "generated", "edition": "1" },
        "subject": { "name": "虚构示例", "code": "", "region": "", "categories": chosen },
        "cycle": "2026",
        "state": if mood.draft { "draft" } else { "final" },
        "assessors": [{ "name": "甲" }],
        "responses": responses,
    })
}

fn within(ask: &Ask) -> Option<&String> {
    match &ask.kind {
        Kind::Number(bounds) => bounds.within.as_ref(),
        _ => None,
    }
}

fn response(
    ask: &Ask,
    mood: Mood,
    numbers: &mut BTreeMap<String, i64>,
    rng: &mut Rng,
) -> Option<Value> {
    let mut roll = rng.u32(0..100);
    let mut falls = |share: u32| {
        let hit = roll < share;
        roll = if hit { 1000 } else { roll - share };
        hit
    };
    if falls(mood.silent) {
        return rng.bool().then(|| json!({}));
    }
    if falls(mood.wrong) {
        return Some(wrong(&ask.kind, rng));
    }
    if falls(mood.pending) {
        return Some(json!({ "pending": "待核" }));
    }
    if falls(mood.declined) {
        return Some(json!({ "declined": "拒绝提供" }));
    }
    let is_best = rng.u32(0..100) < mood.best;
    let is_partial = mood.silent > 0 && rng.u8(0..6) == 0;
    let value = fitting(ask, is_best, is_partial, numbers, rng);
    Some(json!({ "value": value, "note": "据实填写" }))
}

/// An answer that fits what is asked.
fn fitting(
    ask: &Ask,
    is_best: bool,
    is_partial: bool,
    numbers: &mut BTreeMap<String, i64>,
    rng: &mut Rng,
) -> Value {
    match &ask.kind {
        Kind::OneOf(options) => {
            let last = options.len() - 1;
            json!(options[if is_best { last } else { rng.usize(0..=last) }].0)
        }
        Kind::YesNo => json!(is_best || rng.bool()),
        Kind::Checklist(parts) => {
            let tick = |na: bool, rng: &mut Rng| match rng.u8(0..4) {
                0 if na => json!("na"),
                _ => json!(is_best || rng.bool()),
            };
            let mut said = Map::new();
            for (id, na) in parts {
                if !is_partial || rng.bool() {
                    said.insert(id.clone(), tick(*na, rng));
                }
            }
            said.into()
        }
        Kind::Number(bounds) => {
            let most = within(ask).and_then(|whole| numbers.get(whole)).copied();
            let number = number(bounds, is_best, most, rng);
            numbers.insert(ask.id.clone(), number);
            spelt(number, rng)
        }
        Kind::Score(bands, bounds) => {
            let last = bands.len() - 1;
            let (from, to) = &bands[if is_best { last } else { rng.usize(0..=last) }];
            let (least, most) = (Some(from.clone()), Some(to.clone()));
            let inside = Bounds { least, most, ..bounds.clone() };
            spelt(number(&inside, is_best, None, rng), rng)
        }
        Kind::Date(span) => {
            let (first, last) = (span.least.expect("a first"), span.most.expect("a last"));
            json!(day(if is_best { last } else { any_day(first, last, rng) }))
        }
        Kind::Period(span) => {
            let (first, last) = (span.least.expect("a first"), span.most.expect("a last"));
            let (a, b) = (any_day(first, last, rng), any_day(first, last, rng));
            json!({ "from": day(a.min(b)), "to": day(a.max(b)) })
        }
        Kind::Distribution(options) => {
            let nobody = rng.u8(0..8) == 0;
            let mut said = Map::new();
            for (index, (id, _)) in options.iter().enumerate() {
                let is_last = index + 1 == options.len();
                let count = match (nobody, is_best && !is_last) {
                    (false, false) => rng.u32(0..40),
                    _ => 0,
                };
                if !is_partial || rng.bool() {
                    said.insert(id.clone(), json!(count));
                }
            }
            said.into()
        }
        Kind::Series(periods, bounds) => {
            let mut said = Map::new();
            for id in periods {
                let number = number(bounds, is_best, None, rng);
                if !is_partial || rng.bool() {
                    said.insert(id.clone(), spelt(number, rng));
                }
            }
            said.into()
        }
    }
}

/// Numbers are kept in thousandths here: enough for the places that generated answers have.
const SCALE: i64 = 1000;

/// Numbers around which rubrics like to change their mind.
const TELLING: &[i64] =
    &[0, 1, 2, 3, 4, 5, 8, 9, 10, 20, 30, 40, 50, 60, 85, 90, 95, 100, 150, 200, 500, 1000, 1500];

fn thousandths(number: &Fraction) -> i64 {
    let scaled = number * Fraction::from_integer(SCALE.into());
    scaled.to_integer().try_into().expect("a bound is no larger than that")
}

fn number(bounds: &Bounds, is_best: bool, of: Option<i64>, rng: &mut Rng) -> i64 {
    let low = bounds.least.as_ref().map_or(0, thousandths);
    let high = bounds.most.as_ref().map_or(3000 * SCALE, thousandths);
    let high = of.map_or(high, |of| of.min(high)).max(low);
    let step = match bounds.places {
        _ if bounds.whole => SCALE,
        Some(0) => SCALE,
        Some(1) => SCALE / 10,
        Some(2) => SCALE / 100,
        _ => 1,
    };
    let wanted = match (is_best, rng.u8(0..4)) {
        (true, _) => high,
        (false, 0) => TELLING[rng.usize(0..TELLING.len())] * SCALE,
        (false, 1) => rng.choice([low, high, 0]).expect("there are three"),
        (false, _) => rng.i64(low..=high),
    };
    let inside = wanted.clamp(low, high);
    let stepped = inside.div_euclid(step) * step;
    if stepped < low { stepped + step } else { stepped }
}

fn spelt(thousandths: i64, rng: &mut Rng) -> Value {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.abs() / SCALE, thousandths.abs() % SCALE);
    if rest == 0 {
        let text = format!("{sign}{whole}");
        return match rng.u8(0..5) {
            0 => json!(text),
            _ => json!(thousandths / SCALE),
        };
    }
    let text = format!("{sign}{whole}.{rest:03}");
    json!(text.trim_end_matches('0'))
}

fn any_day(first: i64, last: i64, rng: &mut Rng) -> i64 {
    match rng.u8(0..6) {
        0 => first,
        1 => last,
        _ => rng.i64(first..=last),
    }
}

/// The day with this number, spelt.
fn day(number: i64) -> String {
    jiangxing_reference::asks::day(number)
}

/// A response that does not fit, one way or another.
fn wrong(kind: &Kind, rng: &mut Rng) -> Value {
    let mut ways = vec![
        json!({ "not-applicable": "" }),
        json!({ "value": [1, 2] }),
        json!({ "value": { "no-such-part": true } }),
        json!({ "value": "1e3" }),
        json!({ "value": "约三百" }),
        json!({ "value": "" }),
    ];
    match kind {
        Kind::Date(_) => ways.extend([
            json!({ "value": "2025-02-29" }),
            json!({ "value": "1999-01-01" }),
            json!({ "value": "2025-2-3" }),
        ]),
        Kind::Period(_) => ways.extend([
            json!({ "value": { "from": "2026-03-01", "to": "2026-02-01" } }),
            json!({ "value": { "from": "2026-03-01" } }),
        ]),
        Kind::Score(..) => ways.extend([json!({ "value": 4 }), json!({ "value": 11 })]),
        Kind::Distribution(_) => ways.push(json!({ "value": { "poor": -1, "fair": 0.5 } })),
        Kind::Series(..) => ways.push(json!({ "value": { "y2023": "many", "y2024": 1000 } })),
        Kind::OneOf(_) => ways.push(json!({ "value": "no-such-option" })),
        Kind::YesNo => ways.push(json!({ "value": "是" })),
        Kind::Number(_) => ways.push(json!({ "value": -1000 })),
        Kind::Checklist(_) => ways.push(json!({ "value": true })),
    }
    ways.swap_remove(rng.usize(0..ways.len()))
}
