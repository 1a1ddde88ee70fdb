//! What a ledger came to, as JSON for programs; and rows as addresses for people.

use std::collections::BTreeMap;

use jiangxing::label::Label;
use jiangxing::ledger::doubt::DoubtWeight;
use jiangxing::ledger::{
    Count, GrowthWhy, LeftOutWhy, Measured, Period, Place, QuestionFacts, SuspectWhy, day_text,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::import::{Import, SheetKind, SheetRead};
use crate::mask::mask_name;
use crate::rules::LedgerRules;
use crate::table::column_letters;

/// What one indicator proposes for an ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// The ask.
    pub ask: String,
    /// What it may be answered with.
    pub number: String,
    /// The indicator, in words.
    pub indicator: Label,
    /// The first and the last day of the period it is counted in.
    pub period: (String, String),
    /// The rows behind it.
    pub rows: Vec<String>,
}

/// Everything that may be filled in, once a person accepts it; nothing of which nobody knows anything.
pub fn proposals(rules: &LedgerRules, measured: &Measured, sheets: &[SheetRead]) -> Vec<Proposal> {
    let propose = |ask: &str, name: &Label, count: &Count, period: Period| Proposal {
        ask: ask.to_owned(),
        number: count.number.to_string(),
        indicator: name.clone(),
        period: (day_text(period.first), day_text(period.last)),
        rows: addresses(&count.rows, sheets),
    };
    let (this, last) = measured.periods;
    let mut all = Vec::new();
    let now = rules.rules.indicators.iter().zip(&measured.now);
    for (rule, count) in now.filter(|(_, count)| count.is_known()) {
        all.extend(rule.feeds.iter().map(|ask| propose(ask, &rule.name, count, this)));
    }
    let before = measured.before.iter().flatten();
    let before = rules.rules.indicators.iter().zip(before);
    for (rule, count) in before.filter(|(_, count)| count.is_known()) {
        all.extend(rule.feeds_before.iter().map(|ask| propose(ask, &rule.name, count, last)));
    }
    all
}

/// Rows as addresses: `file[sheet]!4-17`, one for each run of rows.
pub fn addresses(rows: &[Place], sheets: &[SheetRead]) -> Vec<String> {
    let mut by_sheet: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for place in rows {
        by_sheet.entry(place.sheet).or_default().push(place.row);
    }
    let mut told = Vec::new();
    for (sheet, mut rows) in by_sheet {
        rows.sort_unstable();
        rows.dedup();
        let sheet = usize::try_from(sheet).ok().and_then(|sheet| sheets.get(sheet));
        let name = sheet.map(SheetRead::address).unwrap_or_default();
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for row in rows {
            match runs.last_mut() {
                Some((_, last)) if last.saturating_add(1) == row => *last = row,
                Some(_) | None => runs.push((row, row)),
            }
        }
        told.extend(runs.into_iter().map(|(first, last)| {
            if first == last { format!("{name}!{first}") } else { format!("{name}!{first}-{last}") }
        }));
    }
    told
}

/// A cell, a row or a sheet as an address.
pub fn address(place: Place, column: Option<u32>, sheets: &[SheetRead]) -> String {
    let sheet = usize::try_from(place.sheet).ok().and_then(|sheet| sheets.get(sheet));
    let name = sheet.map(SheetRead::address).unwrap_or_default();
    match (place.row, column) {
        (0, _) => name,
        (row, Some(column)) => format!("{name}!{}{row}", column_letters(column)),
        (row, None) => format!("{name}!{row}"),
    }
}

/// All of it as JSON. Numbers are exact, as text; names and numbers of persons are masked.
pub fn to_json(rules: &LedgerRules, import: &Import, measured: &Measured) -> String {
    let sheets = &import.sheets;
    let written = json!({
        "format": 1,
        "rubric": rules.rubric,
        "period": period(measured.periods.0),
        "before": period(measured.periods.1),
        "sheets": sheets.iter().map(|sheet| written_sheet(sheet, rules)).collect::<Vec<_>>(),
        "indicators": indicators(rules, measured, sheets),
        "shares": rules.rules.shares.iter().zip(&measured.shares).map(|(rule, share)| json!({
            "id": rule.id,
            "part": share.part.to_string(),
            "whole": share.whole.to_string(),
            "share": share.share.as_ref().map(ToString::to_string),
            "percent": share.shown,
        })).collect::<Vec<_>>(),
        "growths": rules.rules.growths.iter().zip(&measured.growths).map(|(rule, growth)| json!({
            "id": rule.id,
            "now": growth.now.to_string(),
            "before": growth.before.as_ref().map(ToString::to_string),
            "growth": growth.growth.as_ref().ok().map(ToString::to_string),
            "percent": growth.shown,
            "why": growth.growth.as_ref().err().map(|why| growth_word(*why)),
        })).collect::<Vec<_>>(),
        "people": people(measured, sheets),
        "questions": questions(rules, measured, sheets),
        "proposals": proposals(rules, measured, sheets),
        "doubts": doubts(rules, import),
    });
    format!("{written}\n")
}

fn period(period: Period) -> Value {
    json!({ "from": day_text(period.first), "to": day_text(period.last) })
}

fn written_sheet(sheet: &SheetRead, rules: &LedgerRules) -> Value {
    let kind = match sheet.kind {
        SheetKind::Roster => "roster",
        SheetKind::Classes => "classes",
        SheetKind::Unused => "unused",
    };
    let columns = sheet.matched.iter().flat_map(|matched| &matched.columns).map(|column| {
        json!({
            "column": column_letters(column.column),
            "header": column.header,
            "field": field(rules, column.field),
            "by": format!("{:?}", column.how).to_lowercase(),
        })
    });
    json!({
        "address": sheet.address(),
        "kind": kind,
        "header": sheet.matched.as_ref().map(|matched| matched.rows.0),
        "records": sheet.records,
        "columns": columns.collect::<Vec<_>>(),
    })
}

fn field(rules: &LedgerRules, place: usize) -> Option<&str> {
    rules.rules.fields.get(place).map(|field| field.id.as_str())
}

fn indicators(rules: &LedgerRules, measured: &Measured, sheets: &[SheetRead]) -> Vec<Value> {
    let before = |place: usize| {
        measured
            .before
            .as_ref()
            .and_then(|counts| counts.get(place))
            .map(|each| each.number.to_string())
    };
    let each = rules.rules.indicators.iter().zip(&measured.now).enumerate();
    each.map(|(place, (rule, count))| {
        json!({
            "id": rule.id,
            "unit": rule.unit,
            "number": count.number.to_string(),
            "before": before(place),
            "feeds": rule.feeds,
            "feeds-before": rule.feeds_before,
            "rows": addresses(&count.rows, sheets),
            "left-out": count.left_out.iter().map(|left| {
                let (why, field) = left_out_word(left.why, rules);
                json!({ "why": why, "field": field, "rows": addresses(&left.rows, sheets) })
            }).collect::<Vec<_>>(),
            "assumed": count.assumed.iter().map(|each| json!({
                "field": field(rules, each.field),
                "rows": addresses(&each.rows, sheets),
            })).collect::<Vec<_>>(),
        })
    })
    .collect()
}

fn left_out_word(why: LeftOutWhy, rules: &LedgerRules) -> (&'static str, Option<&str>) {
    match why {
        LeftOutWhy::OtherPeriod => ("other-period", None),
        LeftOutWhy::NoDay => ("no-day", None),
        LeftOutWhy::NotMet(place) => ("not-met", field(rules, place)),
        LeftOutWhy::Blank(place) => ("blank", field(rules, place)),
        LeftOutWhy::Unread(place) => ("unread", field(rules, place)),
        LeftOutWhy::Nobody => ("nobody", None),
        LeftOutWhy::ListedBefore => ("listed-before", None),
    }
}

fn growth_word(why: GrowthWhy) -> &'static str {
    match why {
        GrowthWhy::NoRowsBefore => "no-rows-before",
        GrowthWhy::FromZero => "from-zero",
        GrowthWhy::BothZero => "both-zero",
    }
}

fn people(measured: &Measured, sheets: &[SheetRead]) -> Value {
    let why = |why: SuspectWhy| match why {
        SuspectWhy::NumberMissing => "number-missing",
        SuspectWhy::SameName => "same-name",
        SuspectWhy::NumbersAlmostAlike => "numbers-almost-alike",
        SuspectWhy::NamesAlmostAlike => "names-almost-alike",
    };
    let suspects = measured.people.suspects.iter().map(|suspect| {
        json!({
            "key": suspect.key,
            "why": why(suspect.why),
            "names": [mask_name(&suspect.names.0), mask_name(&suspect.names.1)],
            "rows": [address(suspect.rows.0, None, sheets), address(suspect.rows.1, None, sheets)],
            "same": suspect.decided,
        })
    });
    let renamed = measured.people.renamed.iter().map(|rows| addresses(rows, sheets));
    json!({
        "by-name-alone": measured.people.by_name_alone,
        "suspects": suspects.collect::<Vec<_>>(),
        "several-names": renamed.collect::<Vec<_>>(),
    })
}

fn questions(rules: &LedgerRules, measured: &Measured, sheets: &[SheetRead]) -> Vec<Value> {
    let asked = measured.questions.iter().filter_map(|question| {
        let rule = rules.rules.questions.get(question.rule)?;
        let facts = match &question.facts {
            QuestionFacts::Count(number) => json!({ "count": number.to_string() }),
            QuestionFacts::Ratio { part, whole } => {
                json!({ "part": part.to_string(), "whole": whole.to_string() })
            }
            QuestionFacts::Names(names) => json!({ "names": names }),
            QuestionFacts::Class { class, found, beside } => json!({
                "class": class, "found": found.to_string(), "beside": beside.to_string(),
            }),
        };
        let rows = addresses(&question.rows, sheets);
        Some(json!({ "id": rule.id, "say": rule.say, "facts": facts, "rows": rows }))
    });
    asked.collect()
}

fn doubts(rules: &LedgerRules, import: &Import) -> Vec<Value> {
    let weight = |weight: DoubtWeight| match weight {
        DoubtWeight::Told => "told",
        DoubtWeight::Assumed => "assumed",
        DoubtWeight::LeftOut => "left-out",
    };
    let told = import.doubts.iter().map(|doubt| {
        json!({
            "at": address(doubt.place, doubt.column, &import.sheets),
            "field": doubt.field.and_then(|place| field(rules, place)),
            "text": doubt.text,
            "kind": format!("{:?}", doubt.kind),
            "weight": weight(doubt.kind.weight()),
        })
    });
    told.collect()
}
