//! Answers on many subjects, a column for each thing that is asked.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given, Mark, PartAnswer};
use crate::assessment::{Assessment, Subject};
use crate::number::Number;
use crate::plan::{AskKind, Measured, Plan};
use crate::report::v1::State;

/// So many rows make a block: they go through the steps together.
pub const ROWS: usize = 64;
pub(crate) const LANES: usize = ROWS;

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

    fn has(&self, row: usize) -> bool {
        self.block(row / LANES) >> (row % LANES) & 1 == 1
    }

    pub(crate) fn block(&self, block: usize) -> u64 {
        self.0.get(block).copied().unwrap_or_default()
    }

    fn put(&mut self, block: usize, bits: u64) {
        if let Some(word) = self.0.get_mut(block) {
            *word = bits;
        }
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
    /// As typed, times a power of ten with this exponent.
    Numbers(Vec<f64>, u32),
    /// Looked at exactly, all of them.
    Apart,
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
    /// The worth of each level or option, in the order of [`Takes::OneOf`]; empty for all else.
    pub worths: Vec<Option<Number>>,
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
    plan: &'p Plan,
    rows: usize,
    ends: Vec<Option<Ends>>,
    /// The asks that are part of another, each with that one.
    parts: Vec<(usize, usize)>,
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
                AskKind::Number(measured) => Cells::Numbers(Vec::new(), places_of(measured)),
                AskKind::Date(_) => Cells::Numbers(Vec::new(), 0),
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
            parts: parts(plan),
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
            worths: ask.kind.options().iter().map(|option| option.worth.clone()).collect(),
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
        let known = self.plan.asks.get(ask).map_or(0, |ask| known_codes(&ask.kind));
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
        let Cells::Numbers(numbers, own) = &mut column.cells else { return false };
        let Some(missing) = own.checked_sub(places) else { return false };
        let Some(stored) = 10_i64.checked_pow(missing).and_then(|by| digits.checked_mul(by)) else {
            return false;
        };
        #[expect(clippy::cast_precision_loss, reason = "at most LARGEST")]
        let is_in = (ends.least..=ends.most).contains(&stored) && put(numbers, row, stored as f64);
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
    fn is_marked(&self, row: usize, ask: usize) -> bool {
        let item = self.plan.asks.get(ask).and_then(|ask| self.not_applicable.get(ask.item));
        item.is_some_and(|bits| bits.has(row))
    }

    /// So many more subjects at once, at most [`ROWS`] and none after fewer, with nothing answered, for
    /// [`Sheet::codes`], [`Sheet::decimals`] and [`Sheet::all_not_applicable`]; [`Sheet::misfits`] has
    /// the last word. Gives the number of their block.
    ///
    /// A row that is refused by any of these is not to be rated from here.
    pub fn start_block(&mut self, rows: usize) -> usize {
        let block = self.rows / LANES;
        self.begin_block(block * LANES);
        self.rows = block * LANES + rows.min(LANES);
        block
    }

    /// Fills the cells of field `ask` in the rows of `block` whose bits are set in `given`; gives the
    /// bits of the rows refused.
    pub fn codes(&mut self, block: usize, ask: usize, codes: &[u8; ROWS], given: u64) -> u64 {
        let known = self.plan.asks.get(ask).map_or(0, |ask| known_codes(&ask.kind));
        let Some(column) = self.asks.get_mut(ask) else { return given };
        let Cells::Codes(cells) = &mut column.cells else { return given };
        let from = block * LANES;
        let Some(cells) = cells.get_mut(from..from + LANES) else { return given };
        cells.copy_from_slice(codes);
        let highest = codes.iter().copied().max().unwrap_or_default();
        let refused = if usize::from(highest) < known {
            0
        } else {
            bits(codes.iter().map(|code| usize::from(*code) >= known)) & given
        };
        column.given.put(block, given & !refused);
        refused
    }

    /// The same with numbers, each over ten to the power of [`Sheet::places`].
    pub fn decimals(&mut self, block: usize, ask: usize, numbers: &[i64; ROWS], given: u64) -> u64 {
        let ends = self.ends.get(ask).copied().flatten();
        let (Some(column), Some(ends)) = (self.asks.get_mut(ask), ends) else { return given };
        let Cells::Numbers(cells, _) = &mut column.cells else { return given };
        let from = block * LANES;
        let Some(cells) = cells.get_mut(from..from + LANES) else { return given };
        let is_in = |number: &i64| ends.least <= *number && *number <= ends.most;
        let refused = bits(numbers.iter().map(|number| !is_in(number))) & given;
        for (lane, (cell, number)) in cells.iter_mut().zip(numbers).enumerate() {
            let is_put = (given & !refused) >> lane & 1 == 1;
            #[expect(clippy::cast_precision_loss, reason = "at most LARGEST where it is put")]
            let float = *number as f64;
            *cell = if is_put { float } else { 0.0 };
        }
        column.given.put(block, given & !refused);
        refused
    }

    /// How many decimals the column of field `ask` holds; nothing where it holds no numbers.
    pub fn places(&self, ask: usize) -> Option<u32> {
        match self.asks.get(ask).map(|column| &column.cells) {
            Some(Cells::Numbers(_, places)) => Some(*places),
            Some(Cells::Codes(_) | Cells::Apart) | None => None,
        }
    }

    /// Marks what field `ask` belongs to as not applicable in the rows of `block` whose bits are set in
    /// `marked`, once all that is answered there is filled in; gives the bits of the rows refused.
    pub fn all_not_applicable(&mut self, block: usize, ask: usize, marked: u64) -> u64 {
        let Some(item) = self.plan.asks.get(ask).map(|ask| ask.item) else { return marked };
        let Some(known) = self.plan.items.get(item).filter(|item| item.may_not_apply) else {
            return marked;
        };
        let given = |ask: &usize| self.asks.get(*ask).map_or(0, |column| column.given.block(block));
        let answered = known.asks.iter().fold(0, |answered, ask| answered | given(ask));
        if let Some(bits) = self.not_applicable.get_mut(item) {
            let before = bits.block(block);
            bits.put(block, before | (marked & !answered));
        }
        marked & answered
    }

    /// The bits of the rows of `block` whose cells cannot stand together: a part is more than its
    /// whole.
    pub fn misfits(&self, block: usize) -> u64 {
        let numbers = |ask: usize| match self.asks.get(ask) {
            Some(Column { cells: Cells::Numbers(numbers, places), given }) => {
                Some((numbers.get(block * LANES..)?, *places, given.block(block)))
            }
            Some(_) | None => None,
        };
        let pairs =
            self.parts.iter().filter_map(|(part, whole)| numbers(*part).zip(numbers(*whole)));
        pairs.fold(0, |misfits, ((part, places, given), (whole, others, also))| {
            let lanes = part.iter().zip(whole).take(LANES);
            let is_more = bits(lanes.map(|(part, whole)| places != others || part > whole));
            misfits | (is_more & given & also)
        })
    }

    /// Whether the cells of the last row can stand together: no part is more than its whole. A row
    /// that does not fit is to be taken back.
    pub fn fits(&self) -> bool {
        let row = self.rows.saturating_sub(1);
        let number = |ask: usize| match self.asks.get(ask) {
            Some(Column { cells: Cells::Numbers(numbers, places), given }) if given.has(row) => {
                Some((*numbers.get(row)?, *places))
            }
            Some(_) | None => None,
        };
        let mut wrong = self.parts.iter().filter(|(part, whole)| {
            let pair = number(*part).and_then(|part| Some((part, number(*whole)?)));
            pair.is_some_and(|((part, places), (whole, others))| places != others || part > whole)
        });
        wrong.next().is_none()
    }

    /// Takes the last row away again.
    pub fn take_back(&mut self) {
        let Some(row) = self.rows.checked_sub(1) else { return };
        self.rows = row;
        for column in &mut self.asks {
            let _emptied = match &mut column.cells {
                Cells::Codes(codes) => put(codes, row, 0),
                Cells::Numbers(numbers, _) => put(numbers, row, 0.0),
                Cells::Apart => true,
            };
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
                Cells::Numbers(numbers, _) => numbers.clear(),
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

    /// A row without an answer. Room is made for a block of rows at once.
    fn begin_row(&mut self) -> usize {
        let row = self.rows;
        self.rows += 1;
        if row.is_multiple_of(LANES) {
            self.begin_block(row);
        }
        row
    }

    fn begin_block(&mut self, row: usize) {
        for column in &mut self.asks {
            match &mut column.cells {
                Cells::Codes(codes) => codes.resize(row + LANES, 0),
                Cells::Numbers(numbers, _) => numbers.resize(row + LANES, 0.0),
                Cells::Apart => (),
            }
            column.given.reach(row);
        }
        for bits in self.not_applicable.iter_mut().chain([&mut self.apart]) {
            bits.reach(row);
        }
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
            (Cells::Numbers(numbers, places), Answer::Given(Given::Number(number))) => {
                let scaled = number.scaled_by_ten(*places).to_whole();
                let held = scaled.filter(|scaled| scaled.abs() <= LARGEST);
                #[expect(clippy::cast_precision_loss, reason = "at most LARGEST")]
                held.is_some_and(|scaled| put(numbers, row, scaled as f64))
            }
            (Cells::Numbers(..) | Cells::Apart | Cells::Codes(_), _) => false,
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
            Cells::Numbers(numbers, places) => {
                #[expect(clippy::cast_possible_truncation, reason = "a whole number")]
                let scaled = *numbers.get(row)? as i64;
                Some(Given::Number(Number::from_whole(scaled).over_ten(*places)))
            }
            Cells::Apart => None,
        });
        given.map_or(Answer::Unanswered, Answer::Given)
    }
}

/// How many codes an ask has.
fn known_codes(kind: &AskKind) -> usize {
    match kind {
        AskKind::YesNo => 2,
        AskKind::Level { levels: options } | AskKind::Choice { options } => options.len(),
        AskKind::Checklist { .. }
        | AskKind::Number(_)
        | AskKind::Date(_)
        | AskKind::Period(_)
        | AskKind::Distribution { .. }
        | AskKind::Series { .. } => 0,
    }
}

/// A bit for each, from the lowest up.
fn bits(all: impl Iterator<Item = bool>) -> u64 {
    all.enumerate().fold(0, |bits, (lane, is_so)| bits | u64::from(is_so) << lane)
}

/// The asks that may not exceed another, each with that one.
fn parts(plan: &Plan) -> Vec<(usize, usize)> {
    let asks = plan.asks.iter().enumerate();
    let pair = |(place, ask): (usize, &crate::plan::Ask)| match &ask.kind {
        AskKind::Number(measured) => Some((place, measured.within?)),
        AskKind::Level { .. }
        | AskKind::YesNo
        | AskKind::Checklist { .. }
        | AskKind::Choice { .. }
        | AskKind::Date(_)
        | AskKind::Period(_)
        | AskKind::Distribution { .. }
        | AskKind::Series { .. } => None,
    };
    asks.filter_map(pair).collect()
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
