//! A rubric file, read as one kind of subject meets it: variants applied, what is not asked gone.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::asks::{Ask, Kind, Shared, asks, worths};
use crate::constructs::keys_of;
use crate::expression::{Expression, parse};
use crate::fraction::{Fraction, fraction, from_float, whole};

pub(crate) struct Rubric {
    pub(crate) chosen: Chosen,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) gates: Vec<Gate>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) tables: BTreeMap<String, Lookup>,
    pub(crate) grades: Vec<Grade>,
    pub(crate) not_applicable_limit: Option<Fraction>,
    pub(crate) rating: Grade,
    /// Whether every category is stated.
    pub(crate) is_complete: bool,
    /// Every construct that was read.
    pub(crate) constructs: BTreeSet<String>,
}

/// Asks about the subject, without points.
pub(crate) struct Fact {
    pub(crate) id: String,
    pub(crate) asks: Vec<Ask>,
}

pub(crate) struct Quantity {
    pub(crate) id: String,
    pub(crate) of: Expression,
}

pub(crate) struct Dimension {
    pub(crate) id: String,
    pub(crate) parent: Option<String>,
    /// Points when full; a bonus has none.
    pub(crate) weight: Fraction,
    pub(crate) bonus: Option<Bonus>,
    pub(crate) demerit: Option<Demerit>,
    pub(crate) combine: String,
    /// The least share of its criteria that must be answered.
    pub(crate) answered: Option<Fraction>,
    pub(crate) na_limit: Option<Fraction>,
    /// The grade that counts in place of its score.
    pub(crate) grade: Option<String>,
    /// Whether it says what silence counts.
    pub(crate) says_missing: bool,
}

pub(crate) struct Bonus {
    pub(crate) cap: Fraction,
    pub(crate) lifts: usize,
    pub(crate) active: bool,
}

pub(crate) struct Demerit {
    pub(crate) cap: Fraction,
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
    /// What it counts when it is marked not applicable.
    pub(crate) na_counts: String,
    /// Whether it says itself what silence counts.
    pub(crate) says_missing: bool,
    pub(crate) standing: String,
}

pub(crate) enum Points {
    /// The measure is the share already; a truth is all or nothing.
    AsMeasured,
    /// The measure over the highest worth.
    OverHighest(Fraction),
    /// A row for each quantity, or a straight line.
    Rows(Lookup),
    /// The measure is in points, held between floor and cap.
    Of { full: Fraction, floor: Option<Fraction>, cap: Option<Fraction> },
    /// A named table.
    Table(String),
}

/// A quantity looked up.
#[derive(Clone)]
pub(crate) enum Lookup {
    Curve(Vec<(Fraction, Fraction)>),
    Steps(Vec<(Bound, Fraction)>),
    TwoWay { rows: Vec<Bound>, columns: Vec<Bound>, cells: Vec<Vec<Fraction>> },
    Options(BTreeMap<String, Fraction>),
}

/// Where a row begins, and whether that belongs to it.
#[derive(Clone)]
pub(crate) struct Bound {
    pub(crate) at: Fraction,
    pub(crate) is_included: bool,
}

pub(crate) struct Gate {
    pub(crate) id: String,
    pub(crate) asks: Vec<Ask>,
    pub(crate) that: Expression,
    pub(crate) unmet: Unmet,
    pub(crate) undecided_withholds: bool,
    pub(crate) may_not_apply: bool,
}

#[derive(PartialEq)]
pub(crate) enum Unmet {
    Withhold,
    Cap(String),
    Set(String),
}

/// A ladder and what is held against it: the rating itself, or the rating of a part.
pub(crate) struct Grade {
    pub(crate) id: String,
    pub(crate) of: Option<Expression>,
    pub(crate) published: bool,
    pub(crate) places: u32,
    pub(crate) rounding: String,
    pub(crate) is_cumulative: bool,
    /// Whether a dimension's score is held against the cut-offs, published in percent.
    pub(crate) is_share: bool,
    /// Lowest first, so that a rank is a place in the list; the first needs nothing.
    pub(crate) levels: Vec<Level>,
    pub(crate) adjust: Vec<Adjust>,
    pub(crate) absent_when: Option<Expression>,
}

pub(crate) struct Level {
    pub(crate) id: String,
    pub(crate) worth: Fraction,
    /// A sign and what stands right of it.
    pub(crate) bounds: Vec<(&'static str, Expression)>,
    pub(crate) that: Option<Expression>,
    pub(crate) each_dimension: Option<Fraction>,
    pub(crate) require: Vec<Expression>,
}

pub(crate) struct Adjust {
    pub(crate) id: String,
    pub(crate) when: Expression,
    pub(crate) change: Change,
}

pub(crate) enum Change {
    By(i64),
    To(String),
    AtMost(String),
    AtLeast(String),
}

pub(crate) type Chosen = BTreeMap<String, String>;

/// A category that is not stated is taken as its first option, so that there is something to show;
/// the rating is withheld.
pub(crate) fn read(text: &str, stated: &Chosen) -> Rubric {
    let file: Table = text.parse().expect("the rubric is TOML");
    let chosen = completed(&file, stated);
    let shared = Shared { whole_units: whole_units(&file), scales: scales(&file) };
    let missing = file
        .get("missing")
        .and_then(|table| table.get("final"))
        .map_or("lowest", |policy| policy.as_str().unwrap())
        .to_owned();
    let na_counts = file
        .get("not-applicable")
        .and_then(|table| table.get("counts"))
        .map_or("leave-out", |policy| policy.as_str().unwrap())
        .to_owned();
    let reader = Reader {
        chosen: &chosen,
        shared,
        missing,
        na_counts,
        dimensions: tables(&file, "dimension"),
        constructs: RefCell::default(),
    };
    let mut notes = Vec::new();
    keys_of("rubric", &file, &mut notes);
    for (place, list) in
        [("dimension", "dimension"), ("category", "category"), ("unit", "unit"), ("scale", "scale")]
    {
        tables(&file, list).iter().for_each(|table| keys_of(place, table, &mut notes));
    }
    for key in ["missing", "not-applicable"] {
        if let Some(Value::Table(table)) = file.get(key) {
            keys_of(if key == "missing" { "missing" } else { "not-applicable" }, table, &mut notes);
        }
    }
    let criteria: Vec<Criterion> = reader
        .present(&file, "criterion")
        .iter()
        .map(|table| reader.criterion(table))
        .filter(|criterion| criterion.standing != "obsolete")
        .collect();
    let gates = reader.present(&file, "gate").iter().map(|table| reader.gate(table)).collect();
    let facts = reader
        .present(&file, "fact")
        .iter()
        .map(|table| Fact { id: text_at(table, "id").to_owned(), asks: reader.asks("fact", table) })
        .collect();
    let quantities = reader
        .present(&file, "quantity")
        .iter()
        .map(|table| {
            reader.keys("quantity", table);
            Quantity { id: text_at(table, "id").to_owned(), of: reader.expression(&table["of"]) }
        })
        .collect();
    let lookups = reader
        .present(&file, "table")
        .iter()
        .map(|table| {
            reader.keys("table", table);
            (text_at(table, "id").to_owned(), lookup(table, "gives"))
        })
        .collect();
    let dimensions =
        reader.dimensions.iter().map(|table| reader.dimension(table)).collect::<Vec<_>>();
    let ids: Vec<&str> = reader.dimensions.iter().map(|table| text_at(table, "id")).collect();
    let grades: Vec<Grade> =
        tables(&file, "grade").iter().map(|table| reader.ladder("grade", table, &ids)).collect();
    let rating = reader.ladder("rating", file["rating"].as_table().unwrap(), &ids);
    let as_rating = |grade: Grade| Grade {
        // What is published is published in one way.
        places: rating.places,
        rounding: rating.rounding.clone(),
        ..grade
    };
    let grades = grades.into_iter().map(as_rating).collect();
    let mut constructs = reader.constructs.into_inner();
    constructs.extend(notes);
    let is_complete = chosen == *stated;
    Rubric {
        chosen,
        dimensions,
        criteria,
        gates,
        facts,
        quantities,
        tables: lookups,
        grades,
        not_applicable_limit: file
            .get("not-applicable")
            .and_then(|table| table.get("limit"))
            .map(number),
        rating,
        is_complete,
        constructs,
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

/// The categories of a rubric and their options, in its order.
pub(crate) fn categories(text: &str) -> Vec<(String, Vec<String>)> {
    let file: Table = text.parse().expect("the rubric is TOML");
    tables(&file, "category")
        .iter()
        .map(|category| {
            let options = tables(category, "options");
            let ids = options.iter().map(|option| text_at(option, "id").to_owned()).collect();
            (text_at(category, "id").to_owned(), ids)
        })
        .collect()
}

pub(crate) fn tables(table: &Table, key: &str) -> Vec<Table> {
    match table.get(key) {
        Some(Value::Array(rows)) => {
            rows.iter().map(|row| row.as_table().unwrap().clone()).collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn text_at<'a>(table: &'a Table, key: &str) -> &'a str {
    table[key].as_str().unwrap_or_else(|| panic!("`{key}` is text"))
}

/// The word under a key, or another.
pub(crate) fn word(table: &Table, key: &str, default: &str) -> String {
    table.get(key).map_or(default, |word| word.as_str().unwrap()).to_owned()
}

fn is_true(table: &Table, key: &str) -> bool {
    table.get(key).is_some_and(|value| value.as_bool() == Some(true))
}

/// A number, whichever way it is written.
pub(crate) fn number(value: &Value) -> Fraction {
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

fn whole_units(file: &Table) -> Vec<String> {
    tables(file, "unit")
        .iter()
        .filter(|unit| is_true(unit, "whole"))
        .map(|unit| text_at(unit, "id").to_owned())
        .collect()
}

fn scales(file: &Table) -> BTreeMap<String, Vec<(String, Option<Fraction>)>> {
    tables(file, "scale")
        .iter()
        .map(|scale| (text_at(scale, "id").to_owned(), worths(&tables(scale, "levels"))))
        .collect()
}

/// What is looked up: `gives` in a table of its own, `share` in points.
fn lookup(table: &Table, gives: &str) -> Lookup {
    let bound = |row: &Table| match row.get("from") {
        Some(at) => Bound { at: number(at), is_included: true },
        None => Bound { at: number(&row["above"]), is_included: false },
    };
    let numbers = |row: &Value| row.as_array().unwrap().iter().map(number).collect::<Vec<_>>();
    if let Some(curve) = table.get("curve") {
        let rows = curve.as_array().unwrap();
        return Lookup::Curve(rows.iter().map(|row| (number(&row[0]), number(&row[1]))).collect());
    }
    if table.contains_key("steps") {
        let rows = tables(table, "steps");
        return Lookup::Steps(rows.iter().map(|row| (bound(row), number(&row[gives]))).collect());
    }
    if let Some(cells) = table.get("cells") {
        return Lookup::TwoWay {
            rows: tables(table, "rows").iter().map(bound).collect(),
            columns: tables(table, "columns").iter().map(bound).collect(),
            cells: cells.as_array().unwrap().iter().map(numbers).collect(),
        };
    }
    let options = table["options"].as_table().unwrap();
    Lookup::Options(options.iter().map(|(id, worth)| (id.clone(), number(worth))).collect())
}

struct Reader<'a> {
    chosen: &'a Chosen,
    shared: Shared,
    missing: String,
    na_counts: String,
    dimensions: Vec<Table>,
    constructs: RefCell<BTreeSet<String>>,
}

impl Reader<'_> {
    fn note(&self, construct: String) {
        self.constructs.borrow_mut().insert(construct);
    }

    fn keys(&self, place: &'static str, table: &Table) {
        let mut found = Vec::new();
        keys_of(place, table, &mut found);
        found.into_iter().for_each(|construct| self.note(construct));
    }

    /// The tables of a list that this kind of subject meets, variants applied.
    fn present(&self, file: &Table, list: &'static str) -> Vec<Table> {
        let mut present = Vec::new();
        for table in tables(file, list) {
            let merged = self.with_variants(list, &table);
            if applies(merged.get("applies"), self.chosen) {
                present.push(merged);
            } else {
                self.note("effect a criterion not asked of a subject".into());
            }
        }
        present
    }

    /// Of several variants that hold the most specific one counts: the one whose `for` names the
    /// most categories.
    fn with_variants(&self, list: &str, table: &Table) -> Table {
        let mut merged = table.clone();
        let mut that_hold: Vec<Table> = tables(table, "variant")
            .into_iter()
            .filter(|variant| applies(variant.get("for"), self.chosen))
            .collect();
        that_hold.sort_by_key(|variant| variant["for"].as_table().unwrap().len());
        if !that_hold.is_empty() {
            self.note(format!("key {list}.variant"));
            self.note(format!("effect a variant of a {list}"));
        }
        if that_hold.len() > 1 {
            self.note("effect a more specific variant".into());
        }
        if let Some(variant) = that_hold.pop() {
            for (key, value) in variant {
                if key != "for" {
                    merged.insert(key, value);
                }
            }
        }
        merged.remove("variant");
        merged
    }

    fn expression(&self, value: &Value) -> Expression {
        parse(value.as_str().expect("an expression is text"))
    }

    fn asks(&self, place: &'static str, table: &Table) -> Vec<Ask> {
        self.keys(place, table);
        tables(table, "ask").iter().for_each(|ask| self.keys("ask", ask));
        asks(table, &self.shared)
    }

    /// A word that a key chooses, noted.
    fn choice(&self, table: &Table, key: &str, default: &str) -> String {
        let word = word(table, key, default);
        if table.contains_key(key) {
            self.note(format!("word {key}: {word}"));
        }
        word
    }

    fn dimension(&self, table: &Table) -> Dimension {
        let bonus = table.get("bonus").map(|bonus| {
            self.keys("bonus", bonus.as_table().unwrap());
            Bonus {
                cap: number(&bonus["cap"]),
                lifts: bonus
                    .get("lifts")
                    .map_or(usize::MAX, |lifts| lifts.as_integer().unwrap() as usize),
                active: bonus.get("active").is_none_or(|active| active.as_bool().unwrap()),
            }
        });
        let demerit = table.get("demerit").map(|demerit| {
            self.keys("demerit", demerit.as_table().unwrap());
            Demerit {
                cap: number(&demerit["cap"]),
                active: demerit.get("active").is_none_or(|active| active.as_bool().unwrap()),
            }
        });
        Dimension {
            id: text_at(table, "id").to_owned(),
            parent: table.get("in").map(|parent| parent.as_str().unwrap().to_owned()),
            weight: table.get("weight").map_or_else(|| whole(0), number),
            bonus,
            demerit,
            combine: self.choice(table, "combine", "mean"),
            answered: table.get("answered").map(number),
            na_limit: table.get("na-limit").map(number),
            says_missing: table.contains_key("missing"),
            grade: (word(table, "counts", "score") == "grade")
                .then(|| text_at(table, "grade").to_owned()),
        }
    }

    /// What a policy is in a criterion of this dimension: its own word, its parent's, the rubric's.
    fn policy_in(&self, dimension: &str, key: &str, otherwise: &str) -> String {
        let table = self.dimensions.iter().find(|table| text_at(table, "id") == dimension);
        match table {
            Some(table) if table.contains_key(key) => self.choice(table, key, ""),
            Some(table) => match table.get("in") {
                Some(parent) => self.policy_in(parent.as_str().unwrap(), key, otherwise),
                None => otherwise.to_owned(),
            },
            None => otherwise.to_owned(),
        }
    }

    fn criterion(&self, table: &Table) -> Criterion {
        let asks = self.asks("criterion", table);
        let measure = match table.get("measure") {
            Some(text) => self.expression(text),
            None => {
                let needed: Vec<&Ask> = asks.iter().filter(|ask| !ask.optional).collect();
                assert_eq!(needed.len(), 1, "a measure is needed when several things are asked");
                Expression::Name(needed[0].id.clone())
            }
        };
        let dimension = text_at(table, "in").to_owned();
        let policy = |key: &str, otherwise: &str| match table.contains_key(key) {
            true => self.choice(table, key, ""),
            false => self.policy_in(&dimension, key, otherwise),
        };
        let missing = policy("missing", &self.missing);
        let na_counts = policy("na-counts", &self.na_counts);
        Criterion {
            id: text_at(table, "id").to_owned(),
            dimension,
            weight: number(&table["weight"]),
            points: self.points(table, &asks, &measure),
            asks,
            measure,
            may_not_apply: word(table, "na", "never") == "with-reason",
            leave_out_when: table.get("leave-out-when").map(|text| self.expression(text)),
            undefined: self.choice(table, "undefined", "lowest"),
            missing,
            na_counts,
            says_missing: table.contains_key("missing"),
            standing: self.choice(table, "standing", "current"),
        }
    }

    fn gate(&self, table: &Table) -> Gate {
        let asks = self.asks("gate", table);
        let that = match table.get("that") {
            Some(text) => self.expression(text),
            None => Expression::Name(asks[0].id.clone()),
        };
        let level = |key: &str| table["unmet"].get(key).map(|id| id.as_str().unwrap().to_owned());
        if let Some(unmet) = table["unmet"].as_table() {
            self.keys("unmet", unmet);
        }
        let unmet = match (level("cap"), level("set")) {
            (Some(cap), _) => Unmet::Cap(cap),
            (None, Some(set)) => Unmet::Set(set),
            (None, None) => Unmet::Withhold,
        };
        Gate {
            id: text_at(table, "id").to_owned(),
            asks,
            that,
            unmet,
            undecided_withholds: self.choice(table, "undecided", "withhold") == "withhold",
            may_not_apply: word(table, "na", "never") == "with-reason",
        }
    }

    fn points(&self, table: &Table, asks: &[Ask], measure: &Expression) -> Points {
        let Some(points) = table.get("points") else {
            return match levels_of(asks, measure) {
                Some(rows) => Points::OverHighest(
                    rows.iter().filter_map(|(_, worth)| worth.clone()).max().unwrap(),
                ),
                None => Points::AsMeasured,
            };
        };
        let points = points.as_table().unwrap();
        self.keys("points", points);
        if let Some(full) = points.get("of") {
            return Points::Of {
                full: number(full),
                floor: points.get("floor").map(number),
                cap: points.get("cap").map(number),
            };
        }
        match points.get("table") {
            Some(id) => Points::Table(id.as_str().unwrap().to_owned()),
            None => Points::Rows(lookup(points, "share")),
        }
    }

    // ── ladders ──

    fn ladder(&self, place: &'static str, table: &Table, dimensions: &[&str]) -> Grade {
        self.keys(place, table);
        let lowest = table["lowest"].as_table().unwrap();
        let mut levels = vec![self.level(lowest, 0)];
        for (index, level) in tables(table, "levels").iter().rev().enumerate() {
            self.keys("level", level);
            levels.push(self.level(level, index + 1));
        }
        let of = table.get("of").map(|of| match of.as_str() {
            // The id of a dimension stands for its score.
            Some(id) if dimensions.contains(&id) => {
                Expression::Call("score".into(), vec![Expression::Name(id.to_owned())])
            }
            _ => self.expression(of),
        });
        let is_share = table
            .get("of")
            .is_some_and(|of| of.as_str().is_some_and(|of| dimensions.contains(&of)));
        Grade {
            id: word(table, "id", "rating"),
            of,
            is_share,
            published: self.choice(table, "judged", "exact") == "published",
            places: table.get("places").map_or(2, |places| places.as_integer().unwrap() as u32),
            rounding: self.choice(table, "rounding", "half-up"),
            is_cumulative: is_true(table, "cumulative"),
            levels,
            adjust: tables(table, "adjust").iter().map(|adjust| self.adjust(adjust)).collect(),
            absent_when: table.get("absent-when").map(|text| self.expression(text)),
        }
    }

    fn level(&self, table: &Table, place: usize) -> Level {
        let bound = |value: &Value| match value {
            Value::String(text) => match fraction(text) {
                Some(number) => Expression::Literal(number),
                None => parse(text),
            },
            other => Expression::Literal(number(other)),
        };
        let signs =
            [("total", ">="), ("from", ">="), ("above", ">"), ("at-most", "<="), ("below", "<")];
        Level {
            id: text_at(table, "id").to_owned(),
            worth: table
                .get("worth")
                .or_else(|| table.get("stars"))
                .map_or_else(|| whole(place as i64), number),
            bounds: signs
                .iter()
                .filter_map(|(key, sign)| Some((*sign, bound(table.get(*key)?))))
                .collect(),
            that: table.get("that").map(|text| self.expression(text)),
            each_dimension: table.get("each-dimension").map(number),
            require: tables(table, "require")
                .iter()
                .map(|one| self.expression(&one["that"]))
                .collect(),
        }
    }

    fn adjust(&self, table: &Table) -> Adjust {
        self.keys("adjust", table);
        let level = |key: &str| table.get(key).map(|id| id.as_str().unwrap().to_owned());
        let change = match table.get("by") {
            Some(by) => Change::By(by.as_integer().unwrap()),
            None => level("to")
                .map(Change::To)
                .or_else(|| level("at-most").map(Change::AtMost))
                .or_else(|| level("at-least").map(Change::AtLeast))
                .expect("an adjustment changes something"),
        };
        Adjust {
            id: text_at(table, "id").to_owned(),
            when: self.expression(&table["when"]),
            change,
        }
    }
}

/// The levels of the ask that the measure simply is, if it is one.
fn levels_of<'a>(
    asks: &'a [Ask],
    measure: &Expression,
) -> Option<&'a [(String, Option<Fraction>)]> {
    let Expression::Name(name) = measure else {
        return None;
    };
    match &asks.iter().find(|ask| ask.id == *name)?.kind {
        Kind::OneOf(rows) => Some(rows),
        _ => None,
    }
}
