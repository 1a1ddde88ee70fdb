//! People, classes, certificates: what is counted, and the rows that made it.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec;
use alloc::vec::Vec;

use crate::ledger::condition::Judged;
use crate::ledger::duplicate::People;
use crate::ledger::period::Period;
use crate::ledger::row::{Cell, Ledger, Place, Row};
use crate::ledger::rules::{Base, Counting, IndicatorRule, Rules};
use crate::number::Number;

/// A number, and the rows it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// How many.
    pub number: Number,
    /// Where the rows stand that made it: for people all rows of each.
    pub rows: Vec<Place>,
    /// The rows it began with and does not count, by reason. What an indicator that it narrows has
    /// left out already is not repeated.
    pub left_out: Vec<LeftOut>,
    /// Rows that count because a blank field is taken to say so.
    pub assumed: Vec<Assumed>,
}

impl Count {
    /// Whether it says anything: nothing counted, while of some rows nobody knows, is no zero.
    pub fn is_known(&self) -> bool {
        !self.rows.is_empty() || !self.left_out.iter().any(|left_out| left_out.why.is_unknown())
    }
}

/// Rows that do not count.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Why.
    pub why: LeftOutWhy,
    /// Which.
    pub rows: Vec<Place>,
}

/// Why rows do not count. Fields are named by their place in the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOutWhy {
    /// The day is in another period.
    OtherPeriod,
    /// There is no day that places the row in a period.
    NoDay,
    /// The field says so.
    NotMet(usize),
    /// The field is blank, and nobody knows.
    Blank(usize),
    /// The field could not be read, and nobody knows.
    Unread(usize),
    /// Neither a number nor a name says who it is.
    Nobody,
    /// The class stands in the list before.
    ListedBefore,
}

impl LeftOutWhy {
    /// Whether the row might have counted, had more been written.
    fn is_unknown(self) -> bool {
        match self {
            Self::NoDay | Self::Blank(_) | Self::Unread(_) | Self::Nobody => true,
            Self::OtherPeriod | Self::NotMet(_) | Self::ListedBefore => false,
        }
    }
}

/// Rows that count because a blank field is taken to say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumed {
    /// The field.
    pub field: usize,
    /// Which rows.
    pub rows: Vec<Place>,
}

/// A row with what its class says.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    pub(crate) row: &'a Row,
    /// Rows that speak where this one is blank, first the first: the class of a roster's row, the
    /// other rows of a class that no list holds.
    pub(crate) behind: Vec<&'a Row>,
}

impl Record<'_> {
    /// What stands in a field, here or behind; `None` when it is blank.
    pub(crate) fn cell(&self, field: usize) -> Option<&Cell> {
        self.row.cell(field).or_else(|| self.behind.iter().find_map(|row| row.cell(field)))
    }

    pub(crate) fn day(&self, field: usize) -> Option<i64> {
        match self.cell(field) {
            Some(Cell::Day(day)) => Some(*day),
            Some(
                Cell::Unread | Cell::Text(_) | Cell::Number(_) | Cell::Choice(_) | Cell::Flag(_),
            )
            | None => None,
        }
    }

    /// The first of several fields that holds words.
    pub(crate) fn first_text(&self, fields: &[usize]) -> Option<&str> {
        fields.iter().find_map(|field| match self.cell(*field) {
            Some(Cell::Text(text)) => Some(text.as_str()),
            Some(
                Cell::Unread | Cell::Day(_) | Cell::Number(_) | Cell::Choice(_) | Cell::Flag(_),
            )
            | None => None,
        })
    }
}

/// The records of a ledger, each with its class.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    pub(crate) roster: Vec<Record<'a>>,
    pub(crate) classes: Vec<Record<'a>>,
    /// Rows of the list of classes that repeat one before.
    pub(crate) repeated: Vec<Place>,
    /// Whether the classes are from a list of their own.
    pub(crate) are_listed: bool,
}

impl<'a> Records<'a> {
    /// The records of `ledger`.
    ///
    /// A roster's row goes with the listed class of its name; where several classes of different
    /// days have one name, with the one that ends on the row's own day, else with none. Without a
    /// list the rows of one name that are placed in one year after the other are one class each.
    pub(crate) fn of(rules: &Rules, ledger: &'a Ledger) -> Self {
        let alone = |row: &'a Row| Record { row, behind: Vec::new() };
        if ledger.classes.is_empty() {
            let roster = ledger.roster.iter().map(alone).collect();
            let classes = named_classes(rules, &ledger.roster);
            return Self { roster, classes, repeated: Vec::new(), are_listed: false };
        }
        let (classes, repeated) = listed_classes(rules, &ledger.classes);
        let mut by_name: BTreeMap<&str, Vec<&'a Row>> = BTreeMap::new();
        for class in &classes {
            if let Some(name) = name_of(rules, class.row) {
                by_name.entry(name).or_default().push(class.row);
            }
        }
        let with_class = |row: &'a Row| {
            let found = name_of(rules, row).and_then(|name| by_name.get(name));
            let class = found.and_then(|found| class_for(rules, row, found));
            Record { row, behind: class.into_iter().collect() }
        };
        let roster = ledger.roster.iter().map(with_class).collect();
        Self { roster, classes, repeated, are_listed: true }
    }

    /// Whether any record is placed in `period`.
    pub(crate) fn has_any_in(&self, rules: &Rules, period: Period) -> bool {
        let is_in = |record: &Record<'_>| {
            record.day(rules.keys.attributed).is_some_and(|day| period.contains(day))
        };
        self.roster.iter().chain(&self.classes).any(is_in)
    }
}

/// The class of a row among those of its name: the only one, or the one that ends on its day.
fn class_for<'a>(rules: &Rules, row: &Row, found: &[&'a Row]) -> Option<&'a Row> {
    if let [one] = found {
        return Some(one);
    }
    let day = row.cell(rules.keys.last_day)?;
    found.iter().find(|class| class.cell(rules.keys.last_day) == Some(day)).copied()
}

/// What a row's class is known by.
fn name_of<'a>(rules: &Rules, row: &'a Row) -> Option<&'a str> {
    rules.keys.class.iter().find_map(|field| row.text(*field))
}

fn listed_classes<'a>(rules: &Rules, rows: &'a [Row]) -> (Vec<Record<'a>>, Vec<Place>) {
    let mut seen = BTreeSet::new();
    let (mut classes, mut repeated) = (Vec::new(), Vec::new());
    for row in rows {
        let record = Record { row, behind: Vec::new() };
        let name = name_of(rules, row);
        let is_new = name.is_none_or(|name| seen.insert((name, record.day(rules.keys.last_day))));
        if is_new {
            classes.push(record);
        } else {
            repeated.push(row.place);
        }
    }
    (classes, repeated)
}

/// Half a year: rows of one name that are further apart are of different classes.
const APART: i64 = 183;

fn named_classes<'a>(rules: &Rules, rows: &'a [Row]) -> Vec<Record<'a>> {
    let mut by_name: BTreeMap<&str, Vec<Record<'a>>> = BTreeMap::new();
    for row in rows {
        let Some(name) = name_of(rules, row) else { continue };
        let record = Record { row, behind: Vec::new() };
        let classes = by_name.entry(name).or_default();
        let day = record.day(rules.keys.attributed);
        let near = |class: &&mut Record<'a>| match (class.day(rules.keys.attributed), day) {
            (Some(one), Some(other)) => one.abs_diff(other) <= APART.unsigned_abs(),
            (None, _) | (_, None) => true,
        };
        match classes.iter_mut().find(near) {
            Some(class) => class.behind.push(row),
            None => classes.push(record),
        }
    }
    let mut classes: Vec<Record<'a>> = by_name.into_values().flatten().collect();
    classes.sort_by_key(|class| class.row.place);
    classes
}

/// One count for each indicator, in the order of the rules.
pub(crate) fn counts(
    rules: &Rules,
    records: &Records<'_>,
    people: &People,
    period: Period,
) -> Vec<Count> {
    let mut all: Vec<Selected> = Vec::with_capacity(rules.indicators.len());
    for indicator in &rules.indicators {
        let begun = match indicator.base {
            Base::Roster => Selected::of_period(&records.roster, false, rules, period),
            Base::Classes => {
                let mut begun = Selected::of_period(&records.classes, true, rules, period);
                if !records.repeated.is_empty() {
                    begun.left_out.insert(LeftOutWhy::ListedBefore, records.repeated.clone());
                }
                begun
            }
            Base::From(other) => all.get(other).map(Selected::narrowed).unwrap_or_default(),
        };
        all.push(begun.count(indicator, records, people, period));
    }
    all.into_iter().map(Selected::into_count).collect()
}

/// The rows of an indicator on their way to a count.
#[derive(Default)]
struct Selected {
    /// Whether they are classes, or else rows of the roster.
    are_classes: bool,
    /// Their places among the records.
    rows: Vec<usize>,
    left_out: BTreeMap<LeftOutWhy, Vec<Place>>,
    assumed: BTreeMap<usize, Vec<Place>>,
    number: Option<Number>,
    places: Vec<Place>,
}

impl Selected {
    fn of_period(records: &[Record<'_>], are_classes: bool, rules: &Rules, period: Period) -> Self {
        let mut selected = Self { are_classes, ..Self::default() };
        for (index, record) in records.iter().enumerate() {
            match record.day(rules.keys.attributed) {
                Some(day) if period.contains(day) => selected.rows.push(index),
                Some(_) => selected.leave_out(LeftOutWhy::OtherPeriod, record.row.place),
                None => selected.leave_out(LeftOutWhy::NoDay, record.row.place),
            }
        }
        selected
    }

    fn narrowed(&self) -> Self {
        Self { are_classes: self.are_classes, rows: self.rows.clone(), ..Self::default() }
    }

    fn assume(&mut self, field: usize, place: Place) {
        self.assumed.entry(field).or_default().push(place);
    }

    fn leave_out(&mut self, why: LeftOutWhy, place: Place) {
        self.left_out.entry(why).or_default().push(place);
    }

    fn count(
        mut self,
        indicator: &IndicatorRule,
        records: &Records<'_>,
        people: &People,
        period: Period,
    ) -> Self {
        let of = if self.are_classes { &records.classes } else { &records.roster };
        for index in core::mem::take(&mut self.rows) {
            let Some(record) = of.get(index) else { continue };
            let place = record.row.place;
            match judged(indicator, record, period) {
                Err(why) => self.leave_out(why, place),
                Ok(assumed) => {
                    self.rows.push(index);
                    assumed.into_iter().for_each(|field| self.assume(field, place));
                }
            }
        }
        self.tell(&indicator.counting, of, people);
        self
    }

    /// Counts the rows that are left, and drops those that have nothing to count.
    fn tell(&mut self, counting: &Counting, of: &[Record<'_>], people: &People) {
        let mut persons = vec![false; people.len()];
        let mut kinds: BTreeSet<&str> = BTreeSet::new();
        let mut sum = Number::zero();
        for index in core::mem::take(&mut self.rows) {
            let Some(record) = of.get(index) else { continue };
            let obstacle = match counting {
                Counting::Rows => None,
                Counting::People => match people.of_row(index).and_then(|one| persons.get_mut(one))
                {
                    Some(mark) => {
                        *mark = true;
                        None
                    }
                    None => Some(LeftOutWhy::Nobody),
                },
                Counting::Distinct(fields) => match record.first_text(fields) {
                    Some(text) => {
                        kinds.insert(text);
                        None
                    }
                    None => fields.first().map(|field| LeftOutWhy::Blank(*field)),
                },
                Counting::Sum(field) => match record.cell(*field) {
                    Some(Cell::Number(number)) => {
                        sum = sum.plus(number);
                        None
                    }
                    Some(_) => Some(LeftOutWhy::Unread(*field)),
                    None => Some(LeftOutWhy::Blank(*field)),
                },
            };
            match obstacle {
                Some(why) => self.leave_out(why, record.row.place),
                None => {
                    self.rows.push(index);
                    self.places.push(record.row.place);
                }
            }
        }
        self.number = Some(match counting {
            Counting::Rows => Number::from_count(self.rows.len()),
            Counting::People => {
                Number::from_count(persons.into_iter().filter(|is_in| *is_in).count())
            }
            Counting::Distinct(_) => Number::from_count(kinds.len()),
            Counting::Sum(_) => sum,
        });
    }

    fn into_count(self) -> Count {
        let left_out = self.left_out.into_iter().map(|(why, rows)| LeftOut { why, rows }).collect();
        let assumed =
            self.assumed.into_iter().map(|(field, rows)| Assumed { field, rows }).collect();
        let number = self.number.unwrap_or_else(Number::zero);
        Count { number, rows: self.places, left_out, assumed }
    }
}

/// The blank fields that are taken to say that a record counts, or why it does not.
fn judged(
    indicator: &IndicatorRule,
    record: &Record<'_>,
    period: Period,
) -> Result<Vec<usize>, LeftOutWhy> {
    let mut assumed = Vec::new();
    for condition in &indicator.conditions {
        match condition.judge(record, period) {
            Judged::Met => (),
            Judged::Assumed(field) => assumed.push(field),
            Judged::NotMet(field) => return Err(LeftOutWhy::NotMet(field)),
            Judged::Blank(field) => return Err(LeftOutWhy::Blank(field)),
            Judged::Unread(field) => return Err(LeftOutWhy::Unread(field)),
        }
    }
    Ok(assumed)
}
