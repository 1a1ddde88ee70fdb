//! Cells into sheets, sheets into ratings, ratings into lines: one block at a time.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;

use jiangxing::CheckedRubric;
use jiangxing::columns::{ROWS, Ratings, Sheet};
use jiangxing::diagnostic::Severity;
use jiangxing::finding::Finding;
use jiangxing::report::form::Category;
use jiangxing_text::{Language, Names, name, sentence};

use crate::batch::cells::Cells;
use crate::batch::columns;
use crate::batch::data::{Block, Mark, Notation};
use crate::batch::kinds::{Kind, Kinds};
use crate::batch::lines::{Line, Lines, Status};
use crate::batch::odd::Common;
use crate::batch::records::Odd;
use crate::batch::table::{Content, Row, Table};
use crate::batch::writing::Writer;
use crate::batch::{Stop, report, say};

/// What is the same for every block.
pub(crate) struct Job<'a> {
    pub(crate) rubric: &'a CheckedRubric,
    pub(crate) kinds: Kinds<'a>,
    pub(crate) common: Common<'a>,
    pub(crate) notation: Notation,
    /// What the file is called.
    pub(crate) name: String,
    /// The columns that name a category, with the words for its options.
    pub(crate) categories: Vec<(usize, Chooses)>,
    pub(crate) all_categories: Vec<Category>,
    /// The categories that hold for every row.
    pub(crate) chosen: BTreeMap<String, String>,
    /// The columns that go through to the results.
    pub(crate) kept: Vec<usize>,
    pub(crate) lines: Lines,
    /// Whether words in a column mean others.
    pub(crate) worded: Vec<bool>,
    /// Names for sentences, made when the first is told.
    pub(crate) names: OnceLock<Names>,
    pub(crate) language: Language,
}

/// The words for the options of a category.
pub(crate) struct Chooses {
    pub(crate) category: String,
    pub(crate) options: BTreeMap<String, String>,
}

impl Chooses {
    pub(crate) fn new(category: &Category) -> Self {
        let options = crate::batch::kinds::options_by_word(&category.options, &[]);
        Self { category: category.id.clone(), options }
    }
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) rows: u64,
    pub(crate) withheld: u64,
    pub(crate) open: u64,
    pub(crate) faulty: u64,
}

/// Something that does not fit in a row.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) line: u64,
    pub(crate) column: String,
    pub(crate) code: String,
    pub(crate) severity: Severity,
    pub(crate) what: String,
    pub(crate) help: String,
}

/// What came of a block.
pub(crate) struct Done {
    pub(crate) number: usize,
    pub(crate) end: Mark,
    pub(crate) output: Vec<u8>,
    /// The block's text, to be written over.
    pub(crate) spare: Vec<u8>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) tally: Tally,
    /// Keys of objects that no column has.
    pub(crate) unknown: Vec<String>,
}

/// Rates blocks.
pub(crate) struct Worker<'a, 'r> {
    job: &'a Job<'r>,
    table: Table,
    sheets: Vec<Option<Sheets<'r>>>,
    /// By what stands in the columns of categories, with a line break behind each.
    met: BTreeMap<Vec<u8>, Rc<Met>>,
    key: Vec<u8>,
    /// What came of each row so far.
    came: Vec<Came>,
    faults: Vec<Fault>,
}

/// The rows of one kind of subject.
struct Sheets<'r> {
    plain: Sheet<'r>,
    /// Those with more than plain answers.
    odd: Sheet<'r>,
    /// Rows that wait for their turn.
    waiting: Vec<usize>,
}

/// What came of a row.
enum Came {
    Nothing,
    Rated(Place),
    /// Nobody knows the rating from columns alone: the report has the words.
    Open(Place, String),
    Faulty(Vec<String>),
}

/// Where a row stands in the sheets.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) kind: usize,
    pub(crate) is_odd: bool,
    pub(crate) row: usize,
}

/// The kind of subject that the categories in a row mean.
struct Met {
    kind: usize,
    categories: BTreeMap<String, String>,
    /// Every one of them is an option that there is.
    is_plain: bool,
}

/// So many choices of categories are remembered at most.
const MOST_MET: usize = 4_096;

impl<'a, 'r> Worker<'a, 'r> {
    pub(crate) fn new(job: &'a Job<'r>) -> Self {
        Self {
            job,
            table: Table::new(job.notation, job.common.mapping),
            sheets: (0..job.kinds.len()).map(|_| None).collect(),
            met: BTreeMap::new(),
            key: Vec::new(),
            came: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// The lines of a block.
    pub(crate) fn rate(&mut self, block: Block) -> Result<Done, Stop> {
        self.is_text(&block)?;
        self.table.read(&block);
        // The rows are taken out for so long, so that all else can be changed while they are read.
        let rows = std::mem::take(&mut self.table.rows);
        self.came.clear();
        for (place, row) in rows.iter().enumerate() {
            let came = self.sort(place, row, &block);
            self.came.push(came);
        }
        self.fill(&rows, &block);
        let ratings = self.ratings();
        let mut tally = Tally { rows: rows.len() as u64, ..Tally::default() };
        let output = self.write(&rows, &block, &ratings, &mut tally);
        for sheets in self.sheets.iter_mut().flatten() {
            sheets.plain.clear();
            sheets.odd.clear();
        }
        self.table.rows = rows;
        let mut faults = std::mem::take(&mut self.faults);
        faults.sort_by_key(|fault| fault.line);
        let unknown = std::mem::take(&mut self.table.objects.unknown);
        let Block { text: spare, number, end, .. } = block;
        Ok(Done { number, end, output, spare, faults, tally, unknown })
    }

    fn is_text(&self, block: &Block) -> Result<(), Stop> {
        let Err(error) = std::str::from_utf8(&block.text) else { return Ok(()) };
        let before = block.text.get(..error.valid_up_to()).unwrap_or_default();
        let line = block.line.saturating_add(memchr::memchr_iter(b'\n', before).count() as u64);
        let name = &self.job.name;
        Err(Stop::unreadable(say!(
            self.job.language,
            "“{name}”第 {line} 行不是 UTF-8 文字：可另存为“CSV UTF-8”；若是 GB18030（GBK），加上 --encoding gb18030",
            "`{name}` is not UTF-8 text in line {line}: save it as “CSV UTF-8”, or say --encoding gb18030 if it is that"
        )))
    }

    /// Puts a row among those that wait for columns, or has it looked at by itself.
    fn sort(&mut self, place: usize, row: &Row, block: &Block) -> Came {
        match &row.content {
            Content::Cells => {
                let met = self.meet(row, block);
                let sheets = self.sheets.get_mut(met.kind).zip(self.job.kind(met.kind));
                let Some((sheets, kind)) = sheets else { return Came::Nothing };
                if !met.is_plain || self.job.common.is_draft {
                    return self.odd(row, block);
                }
                sheets.get_or_insert_with(|| Sheets::new(kind)).waiting.push(place);
                Came::Nothing
            }
            // It says itself whether it is final.
            Content::Assessment => {
                let text = self.table.text(row, block).to_owned();
                self.admit(text, row.line, true)
            }
            Content::Ragged(found) => self.ragged(*found, row.line),
            Content::Odd(odd) => self.unreadable(odd, row.line),
        }
    }

    /// What the categories in this row mean, remembered.
    fn meet(&mut self, row: &Row, block: &Block) -> Rc<Met> {
        let cells = self.table.cells(row, block);
        self.key.clear();
        for (place, _) in &self.job.categories {
            self.key.extend_from_slice(cells.get(*place));
            self.key.push(b'\n');
        }
        if let Some(met) = self.met.get(&self.key) {
            return Rc::clone(met);
        }
        let met = Rc::new(self.job.meet(cells));
        if self.met.len() >= MOST_MET {
            self.met.clear();
        }
        self.met.insert(self.key.clone(), Rc::clone(&met));
        met
    }

    /// Fills the sheets with all that waits, a block of rows at a time.
    fn fill(&mut self, rows: &[Row], block: &Block) {
        for kind in 0..self.sheets.len() {
            let Some(Some(sheets)) = self.sheets.get_mut(kind) else { continue };
            let mut waiting = std::mem::take(&mut sheets.waiting);
            for some in waiting.chunks(ROWS) {
                self.fill_some(kind, some, (rows, block));
            }
            waiting.clear();
            if let Some(Some(sheets)) = self.sheets.get_mut(kind) {
                sheets.waiting = waiting;
            }
        }
    }

    /// Fills a block of the sheet with these rows; those that it does not take are odd.
    fn fill_some(&mut self, kind: usize, some: &[usize], (rows, block): (&[Row], &Block)) {
        let Some(Some(Sheets { plain, .. })) = self.sheets.get_mut(kind) else { return };
        let Some(ready) = self.job.kind(kind) else { return };
        let all = some.iter().filter_map(|place| rows.get(*place));
        let all: Vec<Cells<'_>> = all.map(|row| self.table.cells(row, block)).collect();
        let first = plain.rows();
        let refused = columns::fill(self.job, ready, &all, plain);
        for (lane, place) in some.iter().enumerate() {
            let is_refused = refused >> lane & 1 == 1;
            let rated = Place { kind, is_odd: false, row: first.saturating_add(lane) };
            let came = match rows.get(*place).filter(|_| is_refused) {
                Some(row) => self.odd(row, block),
                None => Came::Rated(rated),
            };
            if let Some(found) = self.came.get_mut(*place) {
                *found = came;
            }
        }
    }

    /// A row with more than plain answers.
    fn odd(&mut self, row: &Row, block: &Block) -> Came {
        match self.assessment_of(row, block) {
            Some(text) => self.admit(text, row.line, self.job.common.is_draft),
            None => Came::Nothing,
        }
    }

    /// A row of cells as a file of one would have it.
    fn assessment_of(&mut self, row: &Row, block: &Block) -> Option<String> {
        let met = self.meet(row, block);
        let kind = self.job.kind(met.kind)?;
        let cells = self.table.cells(row, block);
        Some(self.job.common.assessment(cells, kind, &met.categories))
    }

    /// Admits a row as an assessment; `is_open` when answers may still come.
    fn admit(&mut self, text: String, line: u64, is_open: bool) -> Came {
        let (findings, admitted) = match jiangxing::admit(self.job.rubric, &text) {
            Ok(admitted) => (admitted.findings, Some((admitted.plan, admitted.assessment))),
            Err(findings) => (findings, None),
        };
        let errors = findings.iter().filter(|one| one.severity() == Severity::Error);
        let errors: Vec<String> = errors.map(report::finding).collect();
        self.faults.extend(findings.iter().map(|finding| self.job.fault(finding, line)));
        let Some((plan, assessment)) = admitted.filter(|_| errors.is_empty()) else {
            return Came::Faulty(errors);
        };
        let kind = self.job.kinds.place_of(plan);
        let sheets = self.sheets.get_mut(kind).zip(self.job.kind(kind));
        let sheets = sheets.map(|(sheets, ready)| sheets.get_or_insert_with(|| Sheets::new(ready)));
        let Some(Sheets { odd, .. }) = sheets else { return Came::Nothing };
        let place = Place { kind, is_odd: true, row: odd.rows() };
        odd.push(&assessment);
        if is_open { Came::Open(place, text) } else { Came::Rated(place) }
    }

    fn ragged(&mut self, found: usize, line: u64) -> Came {
        let expected = self.job.common.mapping.columns.len();
        let l = self.job.language;
        let what = say!(
            l,
            "这一行有 {found} 格，表头有 {expected} 格",
            "this row has {found} cells, and there are {expected} titles"
        );
        let help = say!(
            l,
            "含逗号的内容要用双引号括起",
            "what has a comma inside stands in quotation marks"
        );
        self.own("B001", String::new(), line, what, help)
    }

    fn unreadable(&mut self, odd: &Odd, line: u64) -> Came {
        let l = self.job.language;
        let nowhere = String::new;
        let (code, column, what) = match odd {
            Odd::NotJson(at) => (
                "B002",
                nowhere(),
                say!(l, "从第 {at} 个字符起不合 JSON 的写法", "no JSON from character {at} on"),
            ),
            Odd::NotAnObject => (
                "B002",
                nowhere(),
                say!(l, "这一行应是一个 JSON 对象", "this line should be a JSON object"),
            ),
            Odd::Twice(key) => {
                ("B003", key.clone(), say!(l, "“{key}”出现了两次", "`{key}` stands there twice"))
            }
            Odd::List(key) => (
                "B004",
                key.clone(),
                say!(
                    l,
                    "“{key}”是一个列表，应是一个值",
                    "`{key}` is a list, where one value is due"
                ),
            ),
        };
        self.own(code, column, line, what, nowhere())
    }

    fn own(&mut self, code: &str, column: String, line: u64, what: String, help: String) -> Came {
        let why = if column.is_empty() { code.to_owned() } else { format!("{code} {column}") };
        let (code, severity) = (code.to_owned(), Severity::Error);
        self.faults.push(Fault { line, column, code, severity, what, help });
        Came::Faulty(vec![why])
    }

    /// The ratings of both sheets of each kind that was met.
    fn ratings(&self) -> Vec<Option<[Ratings; 2]>> {
        let rate = |(place, sheets): (usize, &Option<Sheets<'_>>)| {
            let kind = self.job.kind(place)?;
            let Sheets { plain, odd, .. } = sheets.as_ref()?;
            Some([plain, odd].map(|sheet| kind.columns.rate(sheet)))
        };
        self.sheets.iter().enumerate().map(rate).collect()
    }

    /// Writes a line for each row, in order.
    fn write(
        &mut self,
        rows: &[Row],
        block: &Block,
        ratings: &[Option<[Ratings; 2]>],
        tally: &mut Tally,
    ) -> Vec<u8> {
        let mut out = Vec::with_capacity(rows.len().saturating_mul(64));
        let mut writer = Writer::new(self.job, ratings);
        let came = std::mem::take(&mut self.came);
        for (row, came) in rows.iter().zip(&came) {
            let cells = self.table.cells(row, block);
            writer.keep(cells, row.line, &mut out);
            let told = match came {
                Came::Rated(place) if writer.settled(*place, &mut out) == Some(true) => continue,
                Came::Rated(place) => {
                    let text = self.assessment_of(row, block);
                    text.and_then(|text| writer.told(*place, &text))
                }
                Came::Open(place, text) => writer.told(*place, text),
                Came::Faulty(why) => Some(Line::faulty(why.clone(), &self.job.lines.which())),
                Came::Nothing => None,
            };
            // Nothing is left without a line.
            let line = told.unwrap_or_else(|| Line::faulty(Vec::new(), &self.job.lines.which()));
            self.job.lines.told(&line, &mut out);
            tally.count(line.standing);
        }
        self.came = came;
        out
    }
}

impl Tally {
    fn count(&mut self, standing: Status) {
        let counted = match standing {
            Status::Settled => return,
            Status::Withheld => &mut self.withheld,
            Status::Open => &mut self.open,
            Status::Faulty => &mut self.faulty,
        };
        *counted = counted.saturating_add(1);
    }
}

impl<'r> Sheets<'r> {
    fn new(kind: &Kind<'r>) -> Self {
        let sheet = || kind.columns.sheet();
        Self { plain: sheet(), odd: sheet(), waiting: Vec::new() }
    }
}

impl<'r> Job<'r> {
    pub(crate) fn kind(&self, place: usize) -> Option<&Kind<'r>> {
        self.kinds.get(place, self.common.mapping)
    }

    fn meet(&self, cells: Cells<'_>) -> Met {
        let mut categories = self.chosen.clone();
        let mut is_plain = true;
        for (place, chooses) in &self.categories {
            let Some(column) = self.common.mapping.columns.get(*place) else { continue };
            let said = column.said(cells.get(*place));
            let word = said.trim();
            let option = chooses.options.get(word);
            is_plain = is_plain && option.is_some();
            if !word.is_empty() {
                let option = option.map_or(word, String::as_str);
                categories.insert(chooses.category.clone(), option.to_owned());
            }
        }
        let is_stated = |category: &Category| categories.contains_key(&category.id);
        is_plain = is_plain && self.all_categories.iter().all(is_stated);
        Met { kind: self.kinds.place(&categories), categories, is_plain }
    }

    fn fault(&self, finding: &Finding, line: u64) -> Fault {
        let l = self.language;
        let names = self.names.get_or_init(|| {
            let forms = self.rubric.profiles().map(|one| jiangxing::form(self.rubric, one));
            forms.fold(Names::none(), |names, form| names.and(Names::of_form(&form)))
        });
        let told = sentence::finding(finding, names, l);
        let detail = told.under_the_line.map(|detail| match l {
            Language::Chinese => format!("（{detail}）"),
            Language::English => format!(" ({detail})"),
        });
        let about = report::about(finding);
        Fault {
            line,
            column: self.common.mapping.title_of(&about).to_owned(),
            code: finding.code().to_owned(),
            severity: finding.severity(),
            what: format!("{}{}", told.sentence, detail.unwrap_or_default()),
            help: told.help.unwrap_or_default(),
        }
    }
}

impl Fault {
    /// The word for how grave it is.
    pub(crate) fn severity(&self, language: Language) -> &'static str {
        name::severity(self.severity, language)
    }
}
