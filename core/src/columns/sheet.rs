//! Answers on many subjects, a column for each thing that is asked.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given, Mark, PartAnswer};
use crate::assessment::{Assessment, Subject};
use crate::columns::lanes::{LANES, lanes};
use crate::number::Number;
use crate::plan::{AskKind, Measured, Plan};
use crate::report::v1::State;

/// So many rows make a block: they go through the steps together.
pub const ROWS: usize = LANES;

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

    /// Stores numbers in these lanes, and nothing in the others; whether there is room for them.
    fn put_all(&mut self, cells: Cells, numbers: &[i64; LANES], given: u64) -> bool {
        fn into<T: TryFrom<i64> + Default>(
            cells: Option<&mut [T; LANES]>,
            numbers: &[i64; LANES],
            given: u64,
        ) -> bool {
            let Some(cells) = cells else { return false };
            for (lane, (cell, number)) in cells.iter_mut().zip(numbers).enumerate() {
                let number = Some(*number).filter(|_| given >> lane & 1 == 1);
                *cell = T::try_from(number.unwrap_or_default()).unwrap_or_default();
            }
            true
        }
        match cells {
            Cells::Small(place, _) => into(self.small.get_mut(place), numbers, given),
            Cells::Large(place, _) => into(self.large.get_mut(place), numbers, given),
            Cells::Codes(_) | Cells::Apart => false,
        }
    }

    fn give(&mut self, ask: usize, given: u64) {
        if let Some(bits) = self.given.get_mut(ask) {
            *bits = given;
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
    pub(crate) plan: &'p Plan,
    rows: usize,
    ends: Vec<Option<Ends>>,
    /// The asks that are part of another, each with that one.
    parts: Vec<(usize, usize)>,
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
            parts: parts(plan),
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
        let mut wrong = self.parts.iter().filter(|(part, whole)| {
            let pair = number(*part).and_then(|part| Some((part, number(*whole)?)));
            pair.is_some_and(|((part, places), (whole, others))| places != others || part > whole)
        });
        wrong.next().is_none()
    }

    /// So many more subjects at once, at most [`ROWS`] and none after fewer, with nothing answered, for
    /// [`Sheet::codes`], [`Sheet::decimals`] and [`Sheet::all_not_applicable`]; [`Sheet::misfits`] has
    /// the last word. Gives the number of their block.
    ///
    /// A row that is refused by any of these is not to be rated from here.
    pub fn start_block(&mut self, rows: usize) -> usize {
        let block = self.rows / LANES;
        if block >= self.blocks.len() {
            self.blocks.push(self.blank.clone());
        }
        self.rows = block * LANES + rows.min(LANES);
        block
    }

    /// Fills the cells of field `ask` in the rows of `block` whose bits are set in `given`; gives the
    /// bits of the rows refused.
    pub fn codes(&mut self, block: usize, ask: usize, codes: &[u8; ROWS], given: u64) -> u64 {
        let known = self.plan.asks.get(ask).map_or(0, |ask| known_codes(&ask.kind));
        let Some(Cells::Codes(place)) = self.cells.get(ask).copied() else { return given };
        let Some(block) = self.blocks.get_mut(block) else { return given };
        let Some(cells) = block.codes.get_mut(place) else { return given };
        let highest = codes.iter().copied().max().unwrap_or_default();
        let refused = if usize::from(highest) < known {
            0
        } else {
            bits(codes.iter().map(|code| usize::from(*code) >= known)) & given
        };
        *cells = *codes;
        for lane in lanes(!given | refused) {
            if let Some(cell) = cells.get_mut(lane) {
                *cell = 0;
            }
        }
        block.give(ask, given & !refused);
        refused
    }

    /// The same with numbers, each over ten to the power of [`Sheet::places`].
    pub fn decimals(&mut self, block: usize, ask: usize, numbers: &[i64; ROWS], given: u64) -> u64 {
        let ends = self.ends.get(ask).copied().flatten();
        let (Some(ends), Some(cells)) = (ends, self.cells.get(ask).copied()) else { return given };
        let Some(block) = self.blocks.get_mut(block) else { return given };
        let is_in = |number: &i64| ends.least <= *number && *number <= ends.most;
        let refused = bits(numbers.iter().map(|number| !is_in(number))) & given;
        if !block.put_all(cells, numbers, given & !refused) {
            return given;
        }
        block.give(ask, given & !refused);
        refused
    }

    /// How many decimals the column of field `ask` holds; nothing where it holds no numbers.
    pub fn places(&self, ask: usize) -> Option<u32> {
        match self.cells.get(ask) {
            Some(Cells::Small(_, places) | Cells::Large(_, places)) => Some(*places),
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
        let rows = self.block(block);
        let answered = known.asks.iter().fold(0, |answered, ask| answered | rows.given(*ask));
        if let Some(bits) = self.blocks.get_mut(block).and_then(|block| block.marked.get_mut(item))
        {
            *bits |= marked & !answered;
        }
        marked & answered
    }

    /// The bits of the rows of `block` whose cells cannot stand together: a part is more than its
    /// whole.
    pub fn misfits(&self, block: usize) -> u64 {
        let rows = self.block(block);
        self.parts.iter().fold(0, |misfits, (part, whole)| {
            let places = |ask: usize| self.places(ask);
            let is_other = places(*part) != places(*whole);
            let stored = |ask: usize, lane: usize| rows.stored(ask, lane).unwrap_or_default();
            let is_more = |lane: usize| is_other || stored(*part, lane) > stored(*whole, lane);
            let both = rows.given(*part) & rows.given(*whole);
            misfits | (bits((0..LANES).map(is_more)) & both)
        })
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
    let pair = |(place, ask): (usize, &crate::plan::Ask)| {
        let AskKind::Number(measured) = &ask.kind else { return None };
        Some((place, measured.within?))
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
