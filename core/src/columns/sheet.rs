//! Answers on many subjects, a column for each thing that is asked.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given, Mark, PartAnswer};
use crate::assessment::{Assessment, Subject};
use crate::number::Number;
use crate::plan::{AskKind, Plan};
use crate::report::v1::State;

/// So many rows go through the steps together.
pub(crate) const LANES: usize = 64;

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

    fn has(&self, row: usize) -> bool {
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
    /// As typed, times a power of ten with this exponent.
    Numbers(Vec<f64>, u32),
    /// Looked at exactly, all of them.
    Apart,
}

/// Answers on many subjects of one kind.
#[derive(Clone, Debug)]
pub struct Sheet<'p> {
    plan: &'p Plan,
    rows: usize,
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
                AskKind::Number(measured) => {
                    let places = if measured.whole { Some(0) } else { measured.places };
                    Cells::Numbers(Vec::new(), places.unwrap_or(PLACES).min(PLACES))
                }
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
                Cells::Numbers(numbers, _) => numbers.push(0.0),
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
