//! Answers nobody wrote, from a seed: every kind of answer, edges, silence and nonsense.
//!
//! The same seed gives the same answers everywhere: there is no clock and no other chance in here.

use std::collections::BTreeMap;

use fastrand::Rng;
use jiangxing::report::form::{AnswerKind, Ask, Choice, Form, Question};
use serde_json::{Map, Value, json};

/// How answers are given in one assessment, each in percent of the asks.
#[derive(Clone, Copy, Debug)]
pub struct Mood {
    /// Given as the best answer there is.
    pub best: u32,
    /// Left open.
    pub silent: u32,
    /// Pending.
    pub pending: u32,
    /// Declined.
    pub declined: u32,
    /// Not applicable, where that is allowed.
    pub not_applicable: u32,
    /// Wrong in some way: what is wrong keeps the answer out of the score.
    pub wrong: u32,
    /// Draft or final.
    pub draft: bool,
}

impl Mood {
    /// Whether everything is answered in a way that fits.
    fn is_complete(self) -> bool {
        self.silent + self.pending + self.declined + self.wrong == 0
    }
}

/// An assessment nobody wrote.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The assessment file.
    pub file: Value,
    /// The asks that can still be answered.
    pub open: Vec<String>,
}

impl Generated {
    /// The assessment file as text.
    pub fn text(&self) -> String {
        self.file.to_string()
    }
}

/// A mood for the assessment with this number: careful ones, careless ones, and everything between.
pub fn mood(rng: &mut Rng) -> Mood {
    let complete = rng.u8(0..3) == 0;
    let some =
        |rng: &mut Rng, most: u32| if complete || rng.bool() { 0 } else { rng.u32(0..=most) };
    Mood {
        best: rng.choice([0, 30, 70, 95]).expect("there are four"),
        silent: some(rng, 15),
        pending: some(rng, 6),
        declined: some(rng, 6),
        not_applicable: if rng.bool() { 0 } else { rng.u32(0..=60) },
        wrong: some(rng, 8),
        draft: rng.bool(),
    }
}

/// One option for each category of `form`.
pub fn categories(form: &Form, rng: &mut Rng) -> BTreeMap<String, String> {
    form.categories
        .iter()
        .map(|category| {
            let option = &category.options[rng.usize(0..category.options.len())];
            (category.id.clone(), option.id.clone())
        })
        .collect()
}

/// An assessment under the rubric of `form`, in this mood.
pub fn assessment(form: &Form, mood: Mood, rng: &mut Rng) -> Generated {
    let mut given = Given::nothing(form);
    given.no_zero = !mood.is_complete();
    let mut responses = Map::new();
    let mut open = Vec::new();
    for question in in_order(form) {
        let marked = question.asks.len() > 1 && rng.u32(0..4) == 0;
        if marked && let Some(mark) = mark(question, mood, rng) {
            responses.insert(question.id.clone(), mark.0);
            if mark.1 {
                open.extend(question.asks.iter().map(|ask| ask.id.clone()));
            }
            continue;
        }
        for ask in &question.asks {
            let (response, is_open) = one(question, ask, mood, &mut given, rng);
            if is_open {
                open.push(ask.id.clone());
            }
            if let Some(response) = response {
                // Not applicable stands on the question as a whole.
                let on_the_whole = !is_open && response.get("not-applicable").is_some();
                let id = if on_the_whole { &question.id } else { &ask.id };
                responses.insert(id.clone(), response);
            }
        }
    }
    let file = json!({
        "format": 1,
        "rubric": { "id": form.rubric.id, "edition": form.rubric.edition },
        "subject": { "name": "虚构示例", "code": "", "region": "", "categories": form.chosen },
        "cycle": "2026",
        "state": if mood.draft { "draft" } else { "final" },
        "assessors": [{ "name": "甲" }],
        "responses": responses,
    });
    Generated { file, open }
}

/// The same assessment, finished: every open ask answered in a way that fits, and final.
///
/// `lean` says which way: the least, the most, or anything between.
pub fn finished(form: &Form, draft: &Generated, lean: Lean, rng: &mut Rng) -> Generated {
    let mut file = draft.file.clone();
    file["state"] = json!("final");
    let mut given = Given::nothing(form);
    for question in in_order(form) {
        for ask in question.asks.iter().filter(|ask| !draft.open.contains(&ask.id)) {
            given.keep(ask, &file["responses"][&ask.id]["value"]);
        }
    }
    let responses = file["responses"].as_object_mut().expect("responses are a table");
    for question in in_order(form) {
        for ask in question.asks.iter().filter(|ask| draft.open.contains(&ask.id)) {
            if question.id != ask.id {
                responses.remove(&question.id);
            }
            let mut value = fitting(ask, lean, &mut given, rng);
            keep_parts(ask, &draft.file["responses"][&ask.id]["value"], &mut value);
            responses.insert(ask.id.clone(), json!({ "value": value }));
        }
    }
    Generated { file, open: Vec::new() }
}

/// What was said to single parts of a checklist stays when the others are answered.
fn keep_parts(ask: &Ask, before: &Value, now: &mut Value) {
    let AnswerKind::Checklist { parts } = &ask.answer else { return };
    for part in parts {
        let said = &before[&part.id];
        if said.is_boolean() || (said == "na" && part.may_not_apply) {
            now[&part.id] = said.clone();
        }
    }
}

/// Which way to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// The least admitted.
    Least,
    /// The most admitted.
    Most,
    /// Anything.
    Any,
}

/// Numbers given so far, and which ask each must not exceed.
struct Given {
    numbers: BTreeMap<String, i64>,
    /// Part and whole, for every ask of the form that is a part.
    parts: Vec<(String, String)>,
    /// Whether nothing may be zero. A share of nothing whose other half is not there yet is a
    /// known gap (`a-share-of-nothing-is-undefined-whatever-the-part` among the scorecards).
    no_zero: bool,
}

/// Numbers are kept in thousandths here: enough for the places that generated answers have.
const SCALE: i64 = 1000;

impl Given {
    fn nothing(form: &Form) -> Self {
        let questions = form.sections.iter().flat_map(|section| &section.questions);
        let parts = questions
            .flat_map(|question| &question.asks)
            .filter_map(|ask| match &ask.answer {
                AnswerKind::Number { within: Some(whole), .. } => {
                    Some((ask.id.clone(), whole.clone()))
                }
                _ => None,
            })
            .collect();
        Self { numbers: BTreeMap::new(), parts, no_zero: false }
    }

    fn keep(&mut self, ask: &Ask, value: &Value) {
        let text = match value {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.clone(),
            _ => return,
        };
        if let Some(number) = thousandths(&text) {
            self.numbers.insert(ask.id.clone(), number);
        }
    }

    /// The number that `part` may not exceed: its whole's, or that of what its whole is a part of.
    fn bound(&self, part: &str) -> Option<i64> {
        let (_, whole) = self.parts.iter().find(|(own, _)| own == part)?;
        self.numbers.get(whole).copied().or_else(|| self.bound(whole))
    }

    /// The largest part given of `whole`, through parts of parts.
    fn largest_part(&self, whole: &str) -> i64 {
        let parts = self.parts.iter().filter(|(_, of)| of == whole);
        parts
            .map(|(part, _)| {
                let own = self.numbers.get(part).copied().unwrap_or(0);
                own.max(self.largest_part(part))
            })
            .max()
            .unwrap_or(0)
    }
}

fn thousandths(text: &str) -> Option<i64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let places = format!("{places:0<3}");
    let whole: i64 = whole.parse().ok()?;
    let rest: i64 = places.get(..3)?.parse().ok()?;
    Some(whole * SCALE + rest)
}

/// The questions, so that no part comes before its whole.
fn in_order(form: &Form) -> Vec<&Question> {
    let mut rest: Vec<&Question> =
        form.sections.iter().flat_map(|section| &section.questions).collect();
    let mut ordered: Vec<&Question> = Vec::new();
    while !rest.is_empty() {
        let waits = |question: &&Question| {
            question.asks.iter().any(|ask| match &ask.answer {
                AnswerKind::Number { within: Some(whole), .. } => rest.iter().any(|other| {
                    other.id != question.id && other.asks.iter().any(|a| a.id == *whole)
                }),
                _ => false,
            })
        };
        let (late, ready): (Vec<&Question>, Vec<&Question>) = rest.iter().copied().partition(waits);
        assert!(!ready.is_empty(), "no ask may be a part of itself");
        ordered.extend(ready);
        rest = late;
    }
    ordered
}

/// A mark on a whole question, and whether it leaves it open.
fn mark(question: &Question, mood: Mood, rng: &mut Rng) -> Option<(Value, bool)> {
    let roll = rng.u32(0..100);
    if question.may_not_apply && roll < mood.not_applicable {
        return Some((json!({ "not-applicable": "经核实不适用" }), false));
    }
    if roll < mood.pending {
        return Some((json!({ "pending": "待补材料" }), true));
    }
    if roll < mood.pending + mood.declined {
        return Some((json!({ "declined": "拒绝提供" }), false));
    }
    None
}

fn one(
    question: &Question,
    ask: &Ask,
    mood: Mood,
    given: &mut Given,
    rng: &mut Rng,
) -> (Option<Value>, bool) {
    let is_alone = question.asks.len() == 1;
    let mut roll = rng.u32(0..100);
    let mut falls = |share: u32| {
        let hit = roll < share;
        roll = roll.saturating_sub(share);
        if hit {
            roll = 1000;
        }
        hit
    };
    if falls(mood.silent) {
        return (rng.bool().then(|| json!({})), true);
    }
    if falls(mood.wrong) {
        return (Some(wrong(question, ask, given, rng)), true);
    }
    if falls(mood.pending) {
        return (Some(json!({ "pending": "待核" })), true);
    }
    if falls(mood.declined) {
        return (Some(json!({ "declined": "拒绝提供" })), false);
    }
    if question.may_not_apply && is_alone && rng.u32(0..100) < mood.not_applicable {
        return (Some(json!({ "not-applicable": "经核实不适用" })), false);
    }
    let lean = if rng.u32(0..100) < mood.best { Lean::Most } else { Lean::Any };
    let value = fitting(ask, lean, given, rng);
    (Some(json!({ "value": value, "note": "据实填写" })), false)
}

/// An answer that fits what is asked.
fn fitting(ask: &Ask, lean: Lean, given: &mut Given, rng: &mut Rng) -> Value {
    let pick = |choices: &[Choice], rng: &mut Rng| {
        let index = match lean {
            Lean::Least => 0,
            Lean::Most => choices.len() - 1,
            Lean::Any => rng.usize(0..choices.len()),
        };
        json!(choices[index].id)
    };
    match &ask.answer {
        AnswerKind::Level { levels } => pick(levels, rng),
        AnswerKind::Choice { options } => pick(options, rng),
        AnswerKind::YesNo {} => json!(match lean {
            Lean::Least => false,
            Lean::Most => true,
            Lean::Any => rng.bool(),
        }),
        AnswerKind::Checklist { parts } => {
            let tick = |part: &Choice, rng: &mut Rng| match lean {
                Lean::Least => json!(false),
                Lean::Most => json!(true),
                Lean::Any if part.may_not_apply && rng.u8(0..4) == 0 => json!("na"),
                Lean::Any => json!(rng.bool()),
            };
            parts
                .iter()
                .map(|part| (part.id.clone(), tick(part, rng)))
                .collect::<Map<_, _>>()
                .into()
        }
        AnswerKind::Number { .. } => {
            let value = number(ask, lean, given, rng);
            given.keep(ask, &value);
            value
        }
        AnswerKind::Date { least, most } => json!(day(lean, least.as_deref(), most.as_deref())),
        AnswerKind::Period { least, most } => json!({
            "from": day(Lean::Least, least.as_deref(), most.as_deref()),
            "to": day(lean, least.as_deref(), most.as_deref()),
        }),
        AnswerKind::Distribution { options } => several(options, (0, 20), lean, rng),
        AnswerKind::Series { periods, least, most, .. } => {
            let whole = |bound: &Option<String>, other| {
                bound.as_deref().and_then(|bound| bound.parse().ok()).unwrap_or(other)
            };
            let low = whole(least, 0);
            several(periods, (low, whole(most, low + 100)), lean, rng)
        }
    }
}

/// A day among those admitted.
fn day<'a>(lean: Lean, least: Option<&'a str>, most: Option<&'a str>) -> &'a str {
    match lean {
        Lean::Least => least.unwrap_or("2020-02-29"),
        Lean::Most | Lean::Any => most.unwrap_or("2026-03-31"),
    }
}

/// A whole number for each of `choices`.
fn several(choices: &[Choice], (low, high): (i64, i64), lean: Lean, rng: &mut Rng) -> Value {
    let number = |rng: &mut Rng| match lean {
        Lean::Least => low,
        Lean::Most => high,
        Lean::Any => rng.i64(low..=high),
    };
    choices
        .iter()
        .map(|choice| (choice.id.clone(), json!(number(rng))))
        .collect::<Map<_, _>>()
        .into()
}

/// Numbers around which rubrics like to change their mind.
const TELLING: &[i64] = &[
    0, 1, 2, 3, 4, 5, 9, 10, 15, 20, 21, 25, 29, 30, 50, 60, 85, 90, 95, 100, 150, 199, 200, 201,
    300, 500, 850, 861, 999, 1000, 1001, 1050, 1200, 1499, 1500, 1699, 1700, 2000, 5000, 20000,
];

fn number(ask: &Ask, lean: Lean, given: &Given, rng: &mut Rng) -> Value {
    let AnswerKind::Number { whole, least, most, places, .. } = &ask.answer else {
        panic!("{} is no number", ask.id)
    };
    let bound = |text: &Option<String>| text.as_deref().and_then(thousandths);
    let low = bound(least).unwrap_or(0).max(given.largest_part(&ask.id));
    let of = given.bound(&ask.id);
    let high = [bound(most), of].into_iter().flatten().min().unwrap_or(30_000 * SCALE).max(low);
    let step = match places {
        _ if *whole => SCALE,
        Some(0) => SCALE,
        Some(1) => SCALE / 10,
        Some(2) => SCALE / 100,
        _ => 1,
    };
    let wanted = match (lean, of) {
        (Lean::Least, _) => low,
        (Lean::Most, Some(_)) => high,
        (Lean::Most, None) => high.min((5 * SCALE).max(low + 1700 * SCALE)),
        (Lean::Any, Some(of)) if rng.bool() => {
            let percent = rng.choice([0, 5, 10, 30, 60, 84, 85, 86, 90, 95, 100]).expect("some");
            of / 100 * percent
        }
        (Lean::Any, _) if rng.bool() => rng.choice(TELLING).expect("some") * SCALE,
        (Lean::Any, _) => low + rng.i64(0..=(high - low).min(3000 * SCALE)),
    };
    let inside = wanted.clamp(low, high);
    let stepped = inside / step * step;
    let stepped = if given.no_zero && stepped == 0 { SCALE.min(high) } else { stepped };
    let fits = if stepped < low { (stepped + step).min(high) } else { stepped };
    spelt(fits, rng)
}

fn spelt(thousandths: i64, rng: &mut Rng) -> Value {
    let (whole, rest) = (thousandths / SCALE, thousandths % SCALE);
    if rest == 0 {
        return if rng.u8(0..5) == 0 { json!(whole.to_string()) } else { json!(whole) };
    }
    let text = format!("{whole}.{rest:03}");
    json!(text.trim_end_matches('0'))
}

/// A response that does not fit, one way or another.
fn wrong(question: &Question, ask: &Ask, given: &Given, rng: &mut Rng) -> Value {
    let general = [
        json!({ "not-applicable": "" }),
        json!({ "value": [1, 2] }),
        json!({ "value": { "no-such-part": true } }),
        json!({ "value": "1e3" }),
        json!({ "value": "约三百" }),
        json!({ "value": "<script>alert(1)</script>" }),
        json!({ "value": "" }),
    ];
    let mut ways: Vec<Value> = general.into();
    if !question.may_not_apply {
        ways.push(json!({ "not-applicable": "想当然" }));
    }
    match &ask.answer {
        AnswerKind::Level { levels } => {
            ways.push(json!({ "value": "6" }));
            ways.push(json!({ "value": true }));
            ways.push(json!({ "value": levels[0].id, "pending": "两样都说" }));
        }
        AnswerKind::Choice { .. } => ways.push(json!({ "value": "no-such-option" })),
        AnswerKind::YesNo {} => ways.push(json!({ "value": "是" })),
        AnswerKind::Checklist { parts } => {
            ways.push(json!({ "value": { &parts[0].id: "perhaps" } }));
            if parts.len() > 1 {
                ways.push(json!({ "value": { &parts[0].id: true } }));
            }
        }
        AnswerKind::Date { .. } => ways.push(json!({ "value": "2023-02-29" })),
        AnswerKind::Period { .. } => {
            ways.push(json!({ "value": { "from": "2026-03-31", "to": "2026-03-30" } }));
        }
        AnswerKind::Distribution { options: choices }
        | AnswerKind::Series { periods: choices, .. } => {
            ways.push(json!({ "value": { &choices[0].id: "some" } }));
        }
        AnswerKind::Number { whole, least, most, within, .. } => {
            if *whole {
                ways.push(json!({ "value": "999.5" }));
            }
            if least.is_some() {
                ways.push(json!({ "value": -1 }));
            }
            if most.is_some() {
                ways.push(json!({ "value": 1_000_000_000 }));
            }
            let of = within.as_ref().and_then(|whole| given.numbers.get(whole));
            if let Some(of) = of {
                ways.push(json!({ "value": of / SCALE + 1 }));
            }
        }
    }
    ways.swap_remove(rng.usize(0..ways.len()))
}
