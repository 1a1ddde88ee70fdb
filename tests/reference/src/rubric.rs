//! A rubric file, read as one kind of subject meets it: variants applied, what is not asked gone.

use crate::expression::{Expression, parse};
use crate::fraction::{Fraction, fraction, from_float, whole};
use std::collections::BTreeMap;
use toml::{Table, Value};

pub(crate) struct Rubric {
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) gates: Vec<Gate>,
    /// Asks about the subject, without points.
    pub(crate) facts: Vec<Ask>,
    pub(crate) not_applicable_limit: Option<Fraction>,
    pub(crate) rating: Rating,
    /// Whether every category is stated.
    pub(crate) is_complete: bool,
}

pub(crate) struct Dimension {
    pub(crate) id: String,
    /// Points when full; a bonus has none.
    pub(crate) weight: Fraction,
    pub(crate) bonus: Option<Bonus>,
}

pub(crate) struct Bonus {
    pub(crate) cap: Fraction,
    pub(crate) lifts: usize,
    pub(crate) active: bool,
}

pub(crate) struct Criterion {
    pub(crate) id: String,
    pub(crate) dimension: String,
    pub(crate) weight: Fraction,
    pub(crate) asks: Vec<Ask>,
    pub(crate) measure: Expression,
    pub(crate) points: Points,
    pub(crate) may_not_apply: bool,
    pub(crate) leave_out_when: Option<Expression>,
    pub(crate) undefined: String,
    pub(crate) missing: String,
}

pub(crate) enum Points {
    /// The measure is the share already; a truth is all or nothing.
    AsMeasured,
    /// The measure over the highest worth.
    OverHighest(Fraction),
    Curve(Vec<(Fraction, Fraction)>),
    /// Bound, whether it belongs to the row, share.
    Steps(Vec<(Fraction, bool, Fraction)>),
}

pub(crate) struct Gate {
    pub(crate) id: String,
    pub(crate) asks: Vec<Ask>,
    pub(crate) that: Expression,
    /// The rating it caps at; `None` withholds.
    pub(crate) cap: Option<String>,
    pub(crate) undecided_withholds: bool,
    pub(crate) may_not_apply: bool,
}

#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) id: String,
    pub(crate) optional: bool,
    pub(crate) kind: Kind,
}

#[derive(Clone)]
pub(crate) enum Kind {
    /// One of several words, each with its worth.
    OneOf(Vec<(String, Fraction)>),
    YesNo,
    /// Parts, and whether each may not apply.
    Checklist(Vec<(String, bool)>),
    Number {
        least: Option<Fraction>,
        most: Option<Fraction>,
        whole: bool,
        percent: bool,
        places: Option<usize>,
        within: Option<String>,
    },
}

pub(crate) struct Rating {
    pub(crate) published: bool,
    pub(crate) places: u32,
    pub(crate) rounding: String,
    pub(crate) lowest: String,
    /// Lowest first here, so that a rank is a place in the list.
    pub(crate) levels: Vec<Level>,
}

pub(crate) struct Level {
    pub(crate) id: String,
    pub(crate) total: Fraction,
    pub(crate) each_dimension: Option<Fraction>,
    pub(crate) require: Vec<Expression>,
}

type Chosen = BTreeMap<String, String>;

/// A category that is not stated is taken as its first option, so that there is something to show;
/// the rating is withheld.
pub(crate) fn read(text: &str, stated: &Chosen) -> Rubric {
    let file: Table = text.parse().expect("the rubric is TOML");
    let chosen = &completed(&file, stated);
    let units = whole_units(&file);
    let scales = scales(&file);
    let missing = file
        .get("missing")
        .and_then(|table| table.get("final"))
        .map_or("lowest", |policy| policy.as_str().unwrap())
        .to_owned();
    let reader = Reader { units, scales, missing };
    let is_obsolete = |table: &Table| standing(table) == "obsolete";
    let present = |table: &Table| applies(table.get("applies"), chosen) && !is_obsolete(table);
    let merged = |table: &Table| with_variants(table, chosen);
    let criteria: Vec<Criterion> = tables(&file, "criterion")
        .iter()
        .map(merged)
        .filter(present)
        .map(|table| reader.criterion(&table))
        .collect();
    let gates = tables(&file, "gate")
        .iter()
        .map(merged)
        .filter(present)
        .map(|table| reader.gate(&table))
        .collect();
    let facts = tables(&file, "fact")
        .iter()
        .map(merged)
        .filter(present)
        .flat_map(|table| reader.asks(&table))
        .collect();
    let is_complete = chosen == stated;
    Rubric {
        dimensions: tables(&file, "dimension").iter().map(dimension).collect(),
        criteria,
        gates,
        facts,
        not_applicable_limit: file
            .get("not-applicable")
            .and_then(|table| table.get("limit"))
            .map(number),
        rating: rating(file["rating"].as_table().unwrap()),
        is_complete,
    }
}

fn completed(file: &Table, stated: &Chosen) -> Chosen {
    let mut chosen = Chosen::new();
    for category in tables(file, "category") {
        let id = text_at(&category, "id");
        let options = tables(&category, "options");
        let known =
            |option: &&Table| Some(text_at(option, "id")) == stated.get(id).map(String::as_str);
        let option = options.iter().find(known).unwrap_or(&options[0]);
        chosen.insert(id.to_owned(), text_at(option, "id").to_owned());
    }
    chosen
}

fn tables(table: &Table, key: &str) -> Vec<Table> {
    match table.get(key) {
        Some(Value::Array(rows)) => {
            rows.iter().map(|row| row.as_table().unwrap().clone()).collect()
        }
        _ => Vec::new(),
    }
}

fn text_at<'a>(table: &'a Table, key: &str) -> &'a str {
    table[key].as_str().unwrap_or_else(|| panic!("`{key}` is text"))
}

/// A number, whichever way it is written.
fn number(value: &Value) -> Fraction {
    match value {
        Value::Integer(integer) => whole(*integer),
        Value::Float(float) => from_float(*float),
        Value::String(text) => fraction(text).unwrap_or_else(|| panic!("`{text}` is a number")),
        other => panic!("{other:?} is a number"),
    }
}

/// Whether every category named has one of the options named.
fn applies(condition: Option<&Value>, chosen: &Chosen) -> bool {
    let Some(condition) = condition else {
        return true;
    };
    condition.as_table().unwrap().iter().all(|(category, options)| {
        let chosen = chosen.get(category).map(String::as_str);
        options.as_array().unwrap().iter().any(|option| option.as_str() == chosen)
    })
}

fn with_variants(table: &Table, chosen: &Chosen) -> Table {
    let mut merged = table.clone();
    for variant in tables(table, "variant") {
        if applies(variant.get("for"), chosen) {
            for (key, value) in variant {
                if key != "for" {
                    merged.insert(key, value);
                }
            }
        }
    }
    merged.remove("variant");
    merged
}

fn whole_units(file: &Table) -> Vec<String> {
    tables(file, "unit")
        .iter()
        .filter(|unit| unit.get("whole") == Some(&Value::Boolean(true)))
        .map(|unit| text_at(unit, "id").to_owned())
        .collect()
}

fn scales(file: &Table) -> BTreeMap<String, Vec<(String, Fraction)>> {
    tables(file, "scale")
        .iter()
        .map(|scale| (text_at(scale, "id").to_owned(), worths(&scale["levels"])))
        .collect()
}

fn worths(rows: &Value) -> Vec<(String, Fraction)> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| (row["id"].as_str().unwrap().to_owned(), number(&row["worth"])))
        .collect()
}

/// Whether a criterion counts in this edition, will, or did.
fn standing(table: &Table) -> &str {
    table.get("standing").map_or("current", |word| word.as_str().unwrap())
}

fn dimension(table: &Table) -> Dimension {
    let bonus = table.get("bonus").map(|bonus| Bonus {
        cap: number(&bonus["cap"]),
        lifts: bonus.get("lifts").map_or(usize::MAX, |lifts| lifts.as_integer().unwrap() as usize),
        active: bonus.get("active").is_none_or(|active| active.as_bool().unwrap()),
    });
    Dimension {
        id: text_at(table, "id").to_owned(),
        weight: table.get("weight").map_or_else(|| whole(0), number),
        bonus,
    }
}

fn rating(table: &Table) -> Rating {
    let word = |key: &str, default: &str| {
        table.get(key).map_or(default, |word| word.as_str().unwrap()).to_owned()
    };
    let mut levels: Vec<Level> = tables(table, "levels").iter().map(level).collect();
    levels.reverse();
    Rating {
        published: word("judged", "exact") == "published",
        places: table.get("places").map_or(2, |places| places.as_integer().unwrap() as u32),
        rounding: word("rounding", "half-up"),
        lowest: table["lowest"]["id"].as_str().unwrap().to_owned(),
        levels,
    }
}

fn level(table: &Table) -> Level {
    Level {
        id: text_at(table, "id").to_owned(),
        total: number(&table["total"]),
        each_dimension: table.get("each-dimension").map(number),
        require: tables(table, "require").iter().map(|one| parse(text_at(one, "that"))).collect(),
    }
}

struct Reader {
    units: Vec<String>,
    scales: BTreeMap<String, Vec<(String, Fraction)>>,
    missing: String,
}

impl Reader {
    fn criterion(&self, table: &Table) -> Criterion {
        let asks = self.asks(table);
        let word = |key: &str, default: &str| {
            table.get(key).map_or(default, |word| word.as_str().unwrap()).to_owned()
        };
        let measure = match table.get("measure") {
            Some(text) => parse(text.as_str().unwrap()),
            None => {
                let needed: Vec<&Ask> = asks.iter().filter(|ask| !ask.optional).collect();
                assert_eq!(needed.len(), 1, "a measure is needed when several things are asked");
                Expression::Name(needed[0].id.clone())
            }
        };
        Criterion {
            id: text_at(table, "id").to_owned(),
            dimension: text_at(table, "in").to_owned(),
            // What counts in a later edition counts nothing yet.
            weight: if standing(table) == "future" { whole(0) } else { number(&table["weight"]) },
            points: points(table, &asks, &measure),
            asks,
            measure,
            may_not_apply: word("na", "never") == "with-reason",
            leave_out_when: table.get("leave-out-when").map(|text| parse(text.as_str().unwrap())),
            undefined: word("undefined", "lowest"),
            missing: word("missing", &self.missing),
        }
    }

    fn gate(&self, table: &Table) -> Gate {
        let asks = self.asks(table);
        let that = match table.get("that") {
            Some(text) => parse(text.as_str().unwrap()),
            None => Expression::Name(asks[0].id.clone()),
        };
        Gate {
            id: text_at(table, "id").to_owned(),
            asks,
            that,
            cap: table["unmet"].get("cap").map(|rating| rating.as_str().unwrap().to_owned()),
            undecided_withholds: table
                .get("undecided")
                .is_none_or(|word| word.as_str() == Some("withhold")),
            may_not_apply: table.get("na").is_some_and(|word| word.as_str() == Some("with-reason")),
        }
    }

    fn asks(&self, table: &Table) -> Vec<Ask> {
        tables(table, "ask")
            .iter()
            .map(|ask| Ask {
                id: ask
                    .get("id")
                    .map_or(text_at(table, "id"), |id| id.as_str().unwrap())
                    .to_owned(),
                optional: ask.get("optional") == Some(&Value::Boolean(true)),
                kind: self.kind(ask),
            })
            .collect()
    }

    fn kind(&self, ask: &Table) -> Kind {
        let kind = text_at(ask, "kind");
        match kind {
            "level" => Kind::OneOf(self.scales[text_at(ask, "scale")].clone()),
            "choice" => Kind::OneOf(worths(&ask["options"])),
            "yes-no" => Kind::YesNo,
            "checklist" => Kind::Checklist(
                tables(ask, "parts")
                    .iter()
                    .map(|part| {
                        let na = part.get("na") == Some(&Value::Boolean(true));
                        (text_at(part, "id").to_owned(), na)
                    })
                    .collect(),
            ),
            "count" | "number" | "percent" => {
                let unit = ask.get("unit").map(|unit| unit.as_str().unwrap().to_owned());
                let least = match kind {
                    "count" | "percent" => Some(whole(0)),
                    _ => None,
                };
                let most = (kind == "percent").then(|| whole(100));
                Kind::Number {
                    least: ask.get("at-least").map(number).or(least),
                    most: ask.get("at-most").map(number).or(most),
                    whole: kind == "count" || unit.is_some_and(|unit| self.units.contains(&unit)),
                    percent: kind == "percent",
                    places: ask.get("places").map(|places| places.as_integer().unwrap() as usize),
                    within: ask.get("within").map(|other| other.as_str().unwrap().to_owned()),
                }
            }
            other => panic!("no such kind: {other}"),
        }
    }
}

fn points(table: &Table, asks: &[Ask], measure: &Expression) -> Points {
    let Some(points) = table.get("points") else {
        return match levels_of(asks, measure) {
            Some(rows) => {
                Points::OverHighest(rows.iter().map(|(_, worth)| worth.clone()).max().unwrap())
            }
            None => Points::AsMeasured,
        };
    };
    if let Some(curve) = points.get("curve") {
        let rows = curve.as_array().unwrap();
        return Points::Curve(rows.iter().map(|row| (number(&row[0]), number(&row[1]))).collect());
    }
    let rows = points["steps"].as_array().unwrap();
    Points::Steps(
        rows.iter()
            .map(|row| match row.get("from") {
                Some(bound) => (number(bound), true, number(&row["share"])),
                None => (number(&row["above"]), false, number(&row["share"])),
            })
            .collect(),
    )
}

/// The levels of the ask that the measure simply is, if it is one.
fn levels_of<'a>(asks: &'a [Ask], measure: &Expression) -> Option<&'a [(String, Fraction)]> {
    let Expression::Name(name) = measure else {
        return None;
    };
    match &asks.iter().find(|ask| ask.id == *name)?.kind {
        Kind::OneOf(rows) => Some(rows),
        _ => None,
    }
}
