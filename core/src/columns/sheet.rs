//! Answers on many subjects, a column for each thing that is asked.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given, Mark, PartAnswer};
use crate::assessment::{Assessment, Subject};
use crate::columns::lanes::LANES;
use crate::number::Number;
use crate::plan::{AskKind, Measured, Plan};
use crate::report::v1::State;

/// The largest number that a column holds; a larger one is looked at exactly.
pub(crate) const LARGEST: i64 = 1 << 40;

/// The decimals that a column holds where the rubric names no number of them.
const PLACES: u32 = 4;

/// The most parts of a checklist whose tally fits into a column.
const MOST_PARTS: usize = 20;

/// One bit for each row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    fn set(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / LANES) {
            *word |= 1 << (row % LANES);
        }
    }

    fn clear(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / LANES) {
            *word &= !(1 << (row % LANES));
        }
    }

    pub(crate) fn has(&self, row: usize) -> bool {
        self.block(row / LANES) >> (row % LANES) & 1 == 1
    }

    pub(crate) fn block(&self, block: usize) -> u64 {
        self.0.get(block).copied().unwrap_or_default()
    }

    fn reach(&mut self, row: usize) {
        self.0.resize(row / LANES + 1, 0);
    }
}

/// The values of one ask, and in which rows there are any.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) cells: Cells,
    pub(crate) given: Bits,
}

/// The values of one ask.
#[derive(Clone, Debug)]
pub(crate) enum Cells {
    /// The place of a level or option; yes as 1; the tally of a checklist.
    Codes(Vec<u8>),
    Numbers(Decimals),
    /// Looked at exactly, all of them.
    Apart,
}

/// Decimals as typed, times ten to the power of `places`.
#[derive(Clone, Debug)]
pub(crate) struct Decimals {
    pub(crate) places: u32,
    pub(crate) held: Held,
}

/// Most columns need half of the room.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    Small(Vec<i32>),
    Large(Vec<i64>),
}

impl Decimals {
    fn new(places: u32) -> Self {
        Self { places, held: Held::Small(Vec::new()) }
    }

    fn push(&mut self) {
        match &mut self.held {
            Held::Small(numbers) => numbers.push(0),
            Held::Large(numbers) => numbers.push(0),
        }
    }

    fn truncate(&mut self, rows: usize) {
        match &mut self.held {
            Held::Small(numbers) => numbers.truncate(rows),
            Held::Large(numbers) => numbers.truncate(rows),
        }
    }

    fn put(&mut self, row: usize, number: i64) -> bool {
        match (&mut self.held, i32::try_from(number)) {
            (Held::Small(numbers), Ok(small)) => put(numbers, row, small),
            (Held::Large(numbers), _) => put(numbers, row, number),
            (Held::Small(numbers), Err(_)) => {
                let mut numbers: Vec<i64> = numbers.iter().copied().map(i64::from).collect();
                let is_in = put(&mut numbers, row, number);
                self.held = Held::Large(numbers);
                is_in
            }
        }
    }

    pub(crate) fn get(&self, row: usize) -> Option<i64> {
        match &self.held {
            Held::Small(numbers) => numbers.get(row).copied().map(i64::from),
            Held::Large(numbers) => numbers.get(row).copied(),
        }
    }
}

/// What is asked, for whoever fills a sheet.
#[derive(Clone, Debug)]
pub struct Field {
    /// The id of the ask.
    pub id: String,
    /// The id of the criterion, gate or fact that asks it.
    pub item: String,
    /// What a cell takes.
    pub takes: Takes,
}

/// What a cell takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// 0 or 1.
    YesNo,
    /// The place of one of these, counted from 0.
    OneOf(Vec<String>),
    /// A decimal.
    Decimal,
    /// Nothing simple: only [`Sheet::push`] fills it.
    Other,
}

/// The least and the most that a cell takes, as it is stored; nothing where a cell is never plain.
#[derive(Clone, Copy, Debug)]
struct Ends {
    least: i64,
    most: i64,
}

/// Answers on many subjects of one kind.
#[derive(Clone, Debug)]
pub struct Sheet<'p> {
    pub(crate) plan: &'p Plan,
    rows: usize,
    ends: Vec<Option<Ends>>,
    pub(crate) asks: Vec<Column>,
    /// By item: the rows in which it is marked not applicable.
    pub(crate) not_applicable: Vec<Bits>,
    /// Rows that hold something a column cannot.
    pub(crate) apart: Bits,
    answers: BTreeMap<(usize, usize), Answer>,
    marks: BTreeMap<(usize, usize), Mark>,
    /// Those that are not simply final answers.
    whole: BTreeMap<usize, Assessment>,
}

impl<'p> Sheet<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let column = |ask: &crate::plan::Ask| Column {
            cells: match &ask.kind {
                AskKind::Level { levels: options } | AskKind::Choice { options }
                    if options.len() < 256 =>
                {
                    Cells::Codes(Vec::new())
                }
                AskKind::YesNo => Cells::Codes(Vec::new()),
                AskKind::Checklist { parts } if parts.len() <= MOST_PARTS => {
                    Cells::Codes(Vec::new())
                }
                AskKind::Number(measured) => Cells::Numbers(Decimals::new(places_of(measured))),
                AskKind::Date(_) => Cells::Numbers(Decimals::new(0)),
                AskKind::Level { .. }
                | AskKind::Choice { .. }
                | AskKind::Checklist { .. }
                | AskKind::Period(_)
                | AskKind::Distribution { .. }
                | AskKind::Series { .. } => Cells::Apart,
            },
            given: Bits::default(),
        };
        Self {
            plan,
            rows: 0,
            ends: plan.asks.iter().map(|ask| ends(&ask.kind)).collect(),
            asks: plan.asks.iter().map(column).collect(),
            not_applicable: alloc::vec![Bits::default(); plan.items.len()],
            apart: Bits::default(),
            answers: BTreeMap::new(),
            marks: BTreeMap::new(),
            whole: BTreeMap::new(),
        }
    }

    /// How many subjects there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// What is asked, in the order of the cells.
    pub(crate) fn fields(plan: &Plan) -> Vec<Field> {
        let takes = |kind: &AskKind| match kind {
            AskKind::YesNo => Takes::YesNo,
            AskKind::Level { levels: options } | AskKind::Choice { options }
                if !options.iter().any(|option| option.wants_note) =>
            {
                Takes::OneOf(options.iter().map(|option| option.id.clone()).collect())
            }
            AskKind::Number(measured) if measured.bands.is_empty() => Takes::Decimal,
            AskKind::Level { .. }
            | AskKind::Choice { .. }
            | AskKind::Number(_)
            | AskKind::Checklist { .. }
            | AskKind::Date(_)
            | AskKind::Period(_)
            | AskKind::Distribution { .. }
            | AskKind::Series { .. } => Takes::Other,
        };
        let field = |ask: &crate::plan::Ask| Field {
            id: ask.id.clone(),
            item: plan.items.get(ask.item).map(|item| item.id.clone()).unwrap_or_default(),
            takes: takes(&ask.kind),
        };
        plan.asks.iter().map(field).collect()
    }

    /// One more subject, with nothing answered, for [`Sheet::code`], [`Sheet::decimal`] and
    /// [`Sheet::not_applicable`]; [`Sheet::fits`] has the last word.
    pub fn start(&mut self) {
        self.begin_row();
    }

    /// Fills the cell of field `ask` in the last row; whether it is plainly admitted.
    pub fn code(&mut self, ask: usize, code: u8) -> bool {
        let known = match self.plan.asks.get(ask).map(|ask| &ask.kind) {
            Some(AskKind::YesNo) => 2,
            Some(AskKind::Level { levels: options } | AskKind::Choice { options }) => options.len(),
            Some(_) | None => 0,
        };
        let row = self.rows.saturating_sub(1);
        if self.is_marked(row, ask) {
            return false;
        }
        let Some(column) = self.asks.get_mut(ask) else { return false };
        let Cells::Codes(codes) = &mut column.cells else { return false };
        let is_in = usize::from(code) < known && put(codes, row, code);
        if is_in {
            column.given.set(row);
        }
        is_in
    }

    /// Fills the cell of field `ask` in the last row with `digits` over ten to the power of `places`;
    /// whether it is plainly admitted.
    pub fn decimal(&mut self, ask: usize, digits: i64, places: u32) -> bool {
        let row = self.rows.saturating_sub(1);
        if self.is_marked(row, ask) {
            return false;
        }
        let ends = self.ends.get(ask).copied().flatten();
        let (Some(column), Some(ends)) = (self.asks.get_mut(ask), ends) else { return false };
        let Cells::Numbers(numbers) = &mut column.cells else { return false };
        let Some(missing) = numbers.places.checked_sub(places) else { return false };
        let Some(stored) = 10_i64.checked_pow(missing).and_then(|by| digits.checked_mul(by)) else {
            return false;
        };
        let is_in = (ends.least..=ends.most).contains(&stored) && numbers.put(row, stored);
        if is_in {
            column.given.set(row);
        }
        is_in
    }

    /// Marks what field `ask` belongs to as not applicable in the last row; whether that is admitted,
    /// nothing of it being answered.
    pub fn not_applicable(&mut self, ask: usize) -> bool {
        let row = self.rows.saturating_sub(1);
        let Some(item) = self.plan.asks.get(ask).map(|ask| ask.item) else { return false };
        let given = |ask: &usize| self.asks.get(*ask).is_some_and(|column| column.given.has(row));
        let known = self.plan.items.get(item).filter(|item| item.may_not_apply);
        let may = known.is_some_and(|item| !item.asks.iter().any(given));
        if let Some(bits) = self.not_applicable.get_mut(item).filter(|_| may) {
            bits.set(row);
        }
        may
    }

    /// Whether what the ask belongs to is marked not applicable.
    pub(crate) fn is_marked(&self, row: usize, ask: usize) -> bool {
        let item = self.plan.asks.get(ask).and_then(|ask| self.not_applicable.get(ask.item));
        item.is_some_and(|bits| bits.has(row))
    }

    /// Whether the cells of the last row can stand together: no part is more than its whole. A row
    /// that does not fit is to be taken back.
    pub fn fits(&self) -> bool {
        let row = self.rows.saturating_sub(1);
        let number = |ask: usize| match self.asks.get(ask) {
            Some(Column { cells: Cells::Numbers(numbers), given }) if given.has(row) => {
                Some((numbers.get(row)?, numbers.places))
            }
            Some(_) | None => None,
        };
        let asks = self.plan.asks.iter().enumerate();
        let mut wrong = asks.filter(|(place, ask)| {
            let within =
                if let AskKind::Number(measured) = &ask.kind { measured.within } else { None };
            let pair = within.and_then(|whole| Some((number(*place)?, number(whole)?)));
            pair.is_some_and(|((part, places), (whole, others))| places != others || part > whole)
        });
        wrong.next().is_none()
    }

    /// Takes the last row away again.
    pub fn take_back(&mut self) {
        let Some(row) = self.rows.checked_sub(1) else { return };
        self.rows = row;
        for column in &mut self.asks {
            match &mut column.cells {
                Cells::Codes(codes) => codes.truncate(row),
                Cells::Numbers(numbers) => numbers.truncate(row),
                Cells::Apart => (),
            }
            column.given.clear(row);
        }
        for bits in self.not_applicable.iter_mut().chain([&mut self.apart]) {
            bits.clear(row);
        }
        self.answers.retain(|(other, _), _| *other != row);
        self.marks.retain(|(other, _), _| *other != row);
        self.whole.remove(&row);
    }

    /// No rows any more, and room for as many as before.
    pub fn clear(&mut self) {
        self.rows = 0;
        for column in &mut self.asks {
            match &mut column.cells {
                Cells::Codes(codes) => codes.clear(),
                Cells::Numbers(numbers) => numbers.truncate(0),
                Cells::Apart => (),
            }
            column.given.0.clear();
        }
        for bits in self.not_applicable.iter_mut().chain([&mut self.apart]) {
            bits.0.clear();
        }
        self.answers.clear();
        self.marks.clear();
        self.whole.clear();
    }

    /// One more subject, with these answers, which were admitted for the same plan.
    pub fn push(&mut self, assessment: &Assessment) {
        let row = self.begin_row();
        if assessment.state == State::Draft
            || assessment.is_of_other_rubric
            || !assessment.unstated.is_empty()
        {
            self.apart.set(row);
            self.whole.insert(row, assessment.clone());
        }
        for (item, mark) in assessment.marks.iter().enumerate() {
            self.mark(row, item, mark);
        }
        for (ask, answer) in assessment.answers.iter().enumerate() {
            self.answer(row, ask, answer);
        }
    }

    /// A row without an answer.
    fn begin_row(&mut self) -> usize {
        let row = self.rows;
        self.rows += 1;
        for column in &mut self.asks {
            match &mut column.cells {
                Cells::Codes(codes) => codes.push(0),
                Cells::Numbers(numbers) => numbers.push(),
                Cells::Apart => (),
            }
            column.given.reach(row);
        }
        for bits in &mut self.not_applicable {
            bits.reach(row);
        }
        self.apart.reach(row);
        row
    }

    fn mark(&mut self, row: usize, item: usize, mark: &Mark) {
        match mark {
            Mark::None => return,
            Mark::NotApplicable(_) => {
                if let Some(bits) = self.not_applicable.get_mut(item) {
                    bits.set(row);
                }
                return;
            }
            Mark::Pending(_) | Mark::Declined(_) => (),
        }
        self.marks.insert((row, item), mark.clone());
        self.apart.set(row);
    }

    fn answer(&mut self, row: usize, ask: usize, answer: &Answer) {
        let Some(column) = self.asks.get_mut(ask) else { return };
        let is_in = match (&mut column.cells, answer) {
            (_, Answer::Unanswered | Answer::NotApplicable) => return,
            (Cells::Codes(codes), Answer::Given(given)) => {
                code_of(given).is_some_and(|code| put(codes, row, code))
            }
            (Cells::Numbers(numbers), Answer::Given(Given::Number(number))) => {
                let scaled = number.scaled_by_ten(numbers.places).to_whole();
                let held = scaled.filter(|scaled| scaled.abs() <= LARGEST);
                held.is_some_and(|scaled| numbers.put(row, scaled))
            }
            (Cells::Numbers(_) | Cells::Apart | Cells::Codes(_), _) => false,
        };
        if is_in {
            column.given.set(row);
        } else {
            self.answers.insert((row, ask), answer.clone());
            self.apart.set(row);
        }
    }

    /// The answers of one row as they were given.
    pub(crate) fn assessment(&self, row: usize) -> Assessment {
        if let Some(whole) = self.whole.get(&row) {
            return whole.clone();
        }
        let marks: Vec<Mark> =
            (0..self.plan.items.len()).map(|item| self.mark_of(row, item)).collect();
        let answer = |ask: usize| self.given(row, ask, &marks);
        Assessment {
            digest: String::new(),
            subject: Subject::default(),
            state: State::Final,
            is_of_other_rubric: false,
            unstated: Vec::new(),
            answers: (0..self.asks.len()).map(answer).collect(),
            marks,
        }
    }

    pub(crate) fn mark_of(&self, row: usize, item: usize) -> Mark {
        if self.not_applicable.get(item).is_some_and(|bits| bits.has(row)) {
            return Mark::NotApplicable(String::new());
        }
        self.marks.get(&(row, item)).cloned().unwrap_or(Mark::None)
    }

    pub(crate) fn given(&self, row: usize, ask: usize, marks: &[Mark]) -> Answer {
        let item = self.plan.asks.get(ask).map_or(usize::MAX, |ask| ask.item);
        if matches!(marks.get(item), Some(Mark::NotApplicable(_))) {
            return Answer::NotApplicable;
        }
        if let Some(answer) = self.answers.get(&(row, ask)) {
            return answer.clone();
        }
        let column = self.asks.get(ask).filter(|column| column.given.has(row));
        let given = column.and_then(|column| match &column.cells {
            Cells::Codes(codes) => {
                let kind = &self.plan.asks.get(ask)?.kind;
                Some(given_of(kind, *codes.get(row)?))
            }
            Cells::Numbers(numbers) => {
                let scaled = Number::from_whole(numbers.get(row)?);
                Some(Given::Number(scaled.over_ten(numbers.places)))
            }
            Cells::Apart => None,
        });
        given.map_or(Answer::Unanswered, Answer::Given)
    }
}

/// What a number may be to be admitted without more ado.
fn ends(kind: &AskKind) -> Option<Ends> {
    let AskKind::Number(measured) = kind else { return None };
    if !measured.bands.is_empty() {
        return None;
    }
    let places = places_of(measured);
    let end = |end: &Number| end.scaled_by_ten(places);
    let least = measured.least.as_ref().map_or(Some(-LARGEST), |least| {
        // The next whole number above.
        end(least).negated().floored().negated().to_whole()
    });
    let most = measured.most.as_ref().map_or(Some(LARGEST), |most| end(most).floored().to_whole());
    Some(Ends { least: least?.max(-LARGEST), most: most?.min(LARGEST) })
}

/// The decimals that the column of a number holds.
pub(crate) fn places_of(measured: &Measured) -> u32 {
    let places = if measured.whole { Some(0) } else { measured.places };
    places.unwrap_or(PLACES).min(PLACES)
}

fn put<T>(cells: &mut [T], row: usize, value: T) -> bool {
    cells.get_mut(row).map(|cell| *cell = value).is_some()
}

/// An answer as one number; `None` when it has none.
fn code_of(given: &Given) -> Option<u8> {
    match given {
        Given::Level(place) => u8::try_from(*place).ok(),
        Given::Yes => Some(1),
        Given::No => Some(0),
        Given::Parts(parts) => {
            let count = |wanted: PartAnswer| parts.iter().filter(|part| **part == wanted).count();
            let ticked = count(PartAnswer::Ticked);
            let applying = ticked + count(PartAnswer::NotTicked);
            let is_whole = count(PartAnswer::Unanswered) == 0 && applying > 0;
            is_whole.then(|| tally_code(ticked, applying))?
        }
        Given::Number(_) | Given::Several(_) => None,
    }
}

/// One number for so many ticked of so many that apply.
pub(crate) fn tally_code(ticked: usize, applying: usize) -> Option<u8> {
    u8::try_from(applying * (applying + 1) / 2 + ticked).ok()
}

/// How many are ticked of how many that apply.
pub(crate) fn tally_of(code: u8) -> (usize, usize) {
    let code = usize::from(code);
    let applying =
        (0..=MOST_PARTS).rev().find(|all| all * (all + 1) / 2 <= code).unwrap_or_default();
    (code - applying * (applying + 1) / 2, applying)
}

fn given_of(kind: &AskKind, code: u8) -> Given {
    match kind {
        AskKind::YesNo if code == 0 => Given::No,
        AskKind::YesNo => Given::Yes,
        AskKind::Checklist { parts } => {
            let (ticked, applying) = tally_of(code);
            let said = |place: usize| match place {
                place if place < ticked => PartAnswer::Ticked,
                place if place < applying => PartAnswer::NotTicked,
                _ => PartAnswer::NotApplicable,
            };
            Given::Parts((0..parts.len()).map(said).collect())
        }
        AskKind::Level { .. }
        | AskKind::Choice { .. }
        | AskKind::Number(_)
        | AskKind::Date(_)
        | AskKind::Period(_)
        | AskKind::Distribution { .. }
        | AskKind::Series { .. } => Given::Level(usize::from(code)),
    }
}
