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

/// Where the answers to one ask stand in a block.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cells {
    /// The place of a level or option; yes as 1; the tally of a checklist.
    Codes(usize),
    /// As typed, times ten to the power of the second number.
    Small(usize, u32),
    /// The same, where larger numbers may be.
    Large(usize, u32),
    /// Looked at exactly, all of them.
    Apart,
}

/// The answers on sixty-four subjects, side by side: nothing where nothing is given.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    codes: Vec<[u8; LANES]>,
    small: Vec<[i32; LANES]>,
    large: Vec<[i64; LANES]>,
    /// By ask: where an answer is given that stands in the block.
    given: Vec<u64>,
    /// By item: where it is marked not applicable.
    marked: Vec<u64>,
    /// Where there is something that has no place in a block.
    pub(crate) apart: u64,
}

/// A block, and what stands where in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows<'a> {
    cells: &'a [Cells],
    pub(crate) block: &'a Block,
}

impl<'a> Rows<'a> {
    pub(crate) fn cells(self, ask: usize) -> Cells {
        self.cells.get(ask).copied().unwrap_or(Cells::Apart)
    }

    pub(crate) fn codes(self, ask: usize) -> Option<&'a [u8; LANES]> {
        match self.cells(ask) {
            Cells::Codes(place) => self.block.codes.get(place),
            Cells::Small(..) | Cells::Large(..) | Cells::Apart => None,
        }
    }

    pub(crate) fn small(self, place: usize) -> Option<&'a [i32; LANES]> {
        self.block.small.get(place)
    }

    pub(crate) fn large(self, place: usize) -> Option<&'a [i64; LANES]> {
        self.block.large.get(place)
    }

    pub(crate) fn given(self, ask: usize) -> u64 {
        self.block.given.get(ask).copied().unwrap_or_default()
    }

    pub(crate) fn marked(self, item: usize) -> u64 {
        self.block.marked.get(item).copied().unwrap_or_default()
    }

    /// What is stored of one answer, whether it is given or not.
    pub(crate) fn stored(self, ask: usize, lane: usize) -> Option<i64> {
        match self.cells(ask) {
            Cells::Codes(place) => self.block.codes.get(place)?.get(lane).copied().map(i64::from),
            Cells::Small(place, _) => {
                self.block.small.get(place)?.get(lane).copied().map(i64::from)
            }
            Cells::Large(place, _) => self.block.large.get(place)?.get(lane).copied(),
            Cells::Apart => None,
        }
    }
}

impl Block {
    /// Stores an answer; whether there is room for it.
    fn put(&mut self, cells: Cells, lane: usize, value: i64) -> bool {
        fn into<T: TryFrom<i64>>(all: &mut [[T; LANES]], at: (usize, usize), value: i64) -> bool {
            let cell = all.get_mut(at.0).and_then(|cells| cells.get_mut(at.1));
            cell.zip(T::try_from(value).ok()).map(|(cell, value)| *cell = value).is_some()
        }
        match cells {
            Cells::Codes(place) => into(&mut self.codes, (place, lane), value),
            Cells::Small(place, _) => into(&mut self.small, (place, lane), value),
            Cells::Large(place, _) => into(&mut self.large, (place, lane), value),
            Cells::Apart => false,
        }
    }

    /// Nothing stands in this lane any more.
    fn empty(&mut self, lane: usize) {
        self.codes.iter_mut().filter_map(|cells| cells.get_mut(lane)).for_each(|cell| *cell = 0);
        self.small.iter_mut().filter_map(|cells| cells.get_mut(lane)).for_each(|cell| *cell = 0);
        self.large.iter_mut().filter_map(|cells| cells.get_mut(lane)).for_each(|cell| *cell = 0);
        let bits = self.given.iter_mut().chain(&mut self.marked).chain([&mut self.apart]);
        bits.for_each(|bits| *bits &= !(1 << lane));
    }

    fn clear(&mut self) {
        self.codes.fill([0; LANES]);
        self.small.fill([0; LANES]);
        self.large.fill([0; LANES]);
        self.given.fill(0);
        self.marked.fill(0);
        self.apart = 0;
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
    cells: Vec<Cells>,
    /// Without anything in it.
    blank: Block,
    /// As many as there ever were.
    blocks: Vec<Block>,
    answers: BTreeMap<(usize, usize), Answer>,
    marks: BTreeMap<(usize, usize), Mark>,
    /// Those that are not simply final answers.
    whole: BTreeMap<usize, Assessment>,
}

impl<'p> Sheet<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let (mut codes, mut small, mut large) = (0, 0, 0);
        let next = |count: &mut usize| {
            *count += 1;
            *count - 1
        };
        let ends: Vec<Option<Ends>> = plan.asks.iter().map(|ask| ends(&ask.kind)).collect();
        let mut cells = Vec::with_capacity(plan.asks.len());
        for (ask, ends) in plan.asks.iter().zip(&ends) {
            let is_small =
                |ends: &Ends| i32::try_from(ends.least).is_ok() && i32::try_from(ends.most).is_ok();
            cells.push(match &ask.kind {
                AskKind::Level { levels: options } | AskKind::Choice { options }
                    if options.len() < 256 =>
                {
                    Cells::Codes(next(&mut codes))
                }
                AskKind::YesNo => Cells::Codes(next(&mut codes)),
                AskKind::Checklist { parts } if parts.len() <= MOST_PARTS => {
                    Cells::Codes(next(&mut codes))
                }
                AskKind::Number(measured) if ends.as_ref().is_some_and(is_small) => {
                    Cells::Small(next(&mut small), places_of(measured))
                }
                AskKind::Number(measured) => Cells::Large(next(&mut large), places_of(measured)),
                AskKind::Date(_) => Cells::Small(next(&mut small), 0),
                AskKind::Level { .. }
                | AskKind::Choice { .. }
                | AskKind::Checklist { .. }
                | AskKind::Period(_)
                | AskKind::Distribution { .. }
                | AskKind::Series { .. } => Cells::Apart,
            });
        }
        let blank = Block {
            codes: alloc::vec![[0; LANES]; codes],
            small: alloc::vec![[0; LANES]; small],
            large: alloc::vec![[0; LANES]; large],
            given: alloc::vec![0; plan.asks.len()],
            marked: alloc::vec![0; plan.items.len()],
            apart: 0,
        };
        Self {
            plan,
            rows: 0,
            ends,
            cells,
            blank,
            blocks: Vec::new(),
            answers: BTreeMap::new(),
            marks: BTreeMap::new(),
            whole: BTreeMap::new(),
        }
    }

    pub(crate) fn block(&self, block: usize) -> Rows<'_> {
        Rows { cells: &self.cells, block: self.blocks.get(block).unwrap_or(&self.blank) }
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
        usize::from(code) < known && self.put_last(ask, i64::from(code))
    }

    /// Stores an answer of the last row, unless it is marked not applicable.
    fn put_last(&mut self, ask: usize, value: i64) -> bool {
        let row = self.rows.saturating_sub(1);
        !self.is_marked(row, ask) && self.put(row, ask, value)
    }

    fn put(&mut self, row: usize, ask: usize, value: i64) -> bool {
        let cells = self.cells.get(ask).copied().unwrap_or(Cells::Apart);
        let Some(block) = self.blocks.get_mut(row / LANES) else { return false };
        let is_in = block.put(cells, row % LANES, value);
        if let Some(given) = block.given.get_mut(ask).filter(|_| is_in) {
            *given |= 1 << (row % LANES);
        }
        is_in
    }

    /// Fills the cell of field `ask` in the last row with `digits` over ten to the power of `places`;
    /// whether it is plainly admitted.
    pub fn decimal(&mut self, ask: usize, digits: i64, places: u32) -> bool {
        let own = match self.cells.get(ask) {
            Some(Cells::Small(_, own) | Cells::Large(_, own)) => *own,
            Some(Cells::Codes(_) | Cells::Apart) | None => return false,
        };
        let by = own.checked_sub(places).and_then(|missing| 10_i64.checked_pow(missing));
        let stored = by.and_then(|by| digits.checked_mul(by));
        let ends = self.ends.get(ask).copied().flatten();
        let is_within = |(stored, ends): (i64, Ends)| (ends.least..=ends.most).contains(&stored);
        stored.zip(ends).is_some_and(is_within)
            && stored.is_some_and(|stored| self.put_last(ask, stored))
    }

    /// Marks what field `ask` belongs to as not applicable in the last row; whether that is admitted,
    /// nothing of it being answered.
    pub fn not_applicable(&mut self, ask: usize) -> bool {
        let row = self.rows.saturating_sub(1);
        let Some(item) = self.plan.asks.get(ask).map(|ask| ask.item) else { return false };
        let rows = self.block(row / LANES);
        let given = |ask: &usize| rows.given(*ask) >> (row % LANES) & 1 == 1;
        let known = self.plan.items.get(item).filter(|item| item.may_not_apply);
        let may = known.is_some_and(|item| !item.asks.iter().any(given));
        may && self.mark_not_applicable(row, item)
    }

    fn mark_not_applicable(&mut self, row: usize, item: usize) -> bool {
        let block = self.blocks.get_mut(row / LANES);
        let marked = block.and_then(|block| block.marked.get_mut(item));
        marked.map(|marked| *marked |= 1 << (row % LANES)).is_some()
    }

    /// Whether what the ask belongs to is marked not applicable.
    pub(crate) fn is_marked(&self, row: usize, ask: usize) -> bool {
        let item = self.plan.asks.get(ask).map_or(usize::MAX, |ask| ask.item);
        self.block(row / LANES).marked(item) >> (row % LANES) & 1 == 1
    }

    /// Whether the cells of the last row can stand together: no part is more than its whole. A row
    /// that does not fit is to be taken back.
    pub fn fits(&self) -> bool {
        let row = self.rows.saturating_sub(1);
        let rows = self.block(row / LANES);
        let number = |ask: usize| {
            let places = match rows.cells(ask) {
                Cells::Small(_, places) | Cells::Large(_, places) => places,
                Cells::Codes(_) | Cells::Apart => return None,
            };
            let is_given = rows.given(ask) >> (row % LANES) & 1 == 1;
            Some((rows.stored(ask, row % LANES).filter(|_| is_given)?, places))
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
        if let Some(block) = self.blocks.get_mut(row / LANES) {
            block.empty(row % LANES);
        }
        self.answers.retain(|(other, _), _| *other != row);
        self.marks.retain(|(other, _), _| *other != row);
        self.whole.remove(&row);
    }

    /// No rows any more, and room for as many as before.
    pub fn clear(&mut self) {
        let used = self.rows.div_ceil(LANES);
        self.blocks.iter_mut().take(used).for_each(Block::clear);
        self.rows = 0;
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
            self.set_apart(row);
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
        if row / LANES >= self.blocks.len() {
            self.blocks.push(self.blank.clone());
        }
        row
    }

    /// Something of this row has no place in a block.
    fn set_apart(&mut self, row: usize) {
        if let Some(block) = self.blocks.get_mut(row / LANES) {
            block.apart |= 1 << (row % LANES);
        }
    }

    fn mark(&mut self, row: usize, item: usize, mark: &Mark) {
        match mark {
            Mark::None => return,
            Mark::NotApplicable(_) => {
                self.mark_not_applicable(row, item);
                return;
            }
            Mark::Pending(_) | Mark::Declined(_) => (),
        }
        self.marks.insert((row, item), mark.clone());
        self.set_apart(row);
    }

    fn answer(&mut self, row: usize, ask: usize, answer: &Answer) {
        let cells = self.cells.get(ask).copied().unwrap_or(Cells::Apart);
        let value = match (cells, answer) {
            (_, Answer::Unanswered | Answer::NotApplicable) => return,
            (Cells::Codes(_), Answer::Given(given)) => code_of(given).map(i64::from),
            (
                Cells::Small(_, places) | Cells::Large(_, places),
                Answer::Given(Given::Number(number)),
            ) => {
                let scaled = number.scaled_by_ten(places).to_whole();
                scaled.filter(|scaled| scaled.abs() <= LARGEST)
            }
            (Cells::Small(..) | Cells::Large(..) | Cells::Codes(_) | Cells::Apart, _) => None,
        };
        if !value.is_some_and(|value| self.put(row, ask, value)) {
            self.answers.insert((row, ask), answer.clone());
            self.set_apart(row);
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
            answers: (0..self.cells.len()).map(answer).collect(),
            marks,
        }
    }

    pub(crate) fn mark_of(&self, row: usize, item: usize) -> Mark {
        if self.block(row / LANES).marked(item) >> (row % LANES) & 1 == 1 {
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
        let (rows, lane) = (self.block(row / LANES), row % LANES);
        if rows.given(ask) >> lane & 1 == 0 {
            return Answer::Unanswered;
        }
        let given = rows.stored(ask, lane).and_then(|stored| match rows.cells(ask) {
            Cells::Codes(_) => {
                let kind = &self.plan.asks.get(ask)?.kind;
                Some(given_of(kind, u8::try_from(stored).ok()?))
            }
            Cells::Small(_, places) | Cells::Large(_, places) => {
                Some(Given::Number(Number::from_whole(stored).over_ten(places)))
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
