//! Cells into sheets, sheets into ratings, ratings into lines: one block at a time.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;

use jiangxing::columns::{NONE, Ratings, Sheet, WITHHELD};
use jiangxing::diagnostic::Severity;
use jiangxing::finding::Finding;
use jiangxing::report::form::Category;
use jiangxing::{CheckedRubric, Plan};
use jiangxing_text::{Language, Names, name, sentence};

use crate::batch::cells::{self, Cells};
use crate::batch::data::{Block, Mark, Notation};
use crate::batch::kinds::{Kind, Kinds, Target};
use crate::batch::lines::{Line, Lines};
use crate::batch::odd::Common;
use crate::batch::records::{Objects, Odd};
use crate::batch::words::{self, Said};
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
    pub(crate) faults: Vec<Fault>,
    pub(crate) tally: Tally,
    /// Keys of objects that no column has.
    pub(crate) unknown: Vec<String>,
}

/// Rates blocks.
pub(crate) struct Worker<'a, 'r> {
    job: &'a Job<'r>,
    reader: Reader,
    filler: Filler<'a, 'r>,
}

impl<'a, 'r> Worker<'a, 'r> {
    pub(crate) fn new(job: &'a Job<'r>) -> Self {
        let sheets = (0..job.kinds.len()).map(|_| None).collect();
        Self {
            job,
            reader: Reader {
                notation: job.notation,
                columns: job.common.mapping.columns.len(),
                objects: Objects::new(job.common.mapping),
                scratch: Vec::new(),
                spans: Vec::new(),
            },
            filler: Filler {
                job,
                sheets,
                met: BTreeMap::new(),
                key: Vec::new(),
                kept: Vec::new(),
                rows: Vec::new(),
                faults: Vec::new(),
                tally: Tally::default(),
            },
        }
    }

    /// The lines of a block.
    pub(crate) fn rate(&mut self, block: Block) -> Result<Done, Stop> {
        self.is_text(&block)?;
        let (mut at, mut line) = (0, block.line);
        while let Some(rest) = block.text.get(at..).filter(|rest| !rest.is_empty()) {
            let record = self.reader.next(rest);
            let place = (at, at.saturating_add(record.length), line);
            at = place.1;
            line = line.saturating_add(record.lines);
            self.filler.row(&record.content, place);
        }
        let output = self.write(&block);
        let Filler { faults, tally, .. } = &mut self.filler;
        Ok(Done {
            number: block.number,
            end: block.end,
            output,
            faults: std::mem::take(faults),
            tally: std::mem::take(tally),
            unknown: std::mem::take(&mut self.reader.objects.unknown),
        })
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

    /// Rates the sheets, and writes a line for each row, in order.
    fn write(&mut self, block: &Block) -> Vec<u8> {
        let ratings = self.filler.rate();
        let rows = std::mem::take(&mut self.filler.rows);
        let kept = std::mem::take(&mut self.filler.kept);
        let mut out = Vec::with_capacity(kept.len().saturating_add(rows.len().saturating_mul(48)));
        let mut writer = Writer::new(self.job, &ratings);
        let mut begin = 0;
        for row in &rows {
            out.extend_from_slice(kept.get(begin..row.kept).unwrap_or_default());
            begin = row.kept;
            let is_told = match &row.what {
                What::Told(line) => {
                    writer.job.lines.told(line, &mut out);
                    self.filler.count(line);
                    true
                }
                What::Rated(place) => writer.write(*place, &mut out),
            };
            if !is_told {
                // Withheld, or beside a cut-off: the report has the words.
                let (from, to) = row.at;
                let record = self.reader.next(block.text.get(from..to).unwrap_or_default());
                let line = self.filler.told(&record.content);
                writer.job.lines.told(&line, &mut out);
                self.filler.count(&line);
            }
        }
        self.filler.tally.rows = rows.len() as u64;
        self.filler.clear(rows, kept);
        out
    }
}

// ── records ──

/// Reads one record after the other.
struct Reader {
    notation: Notation,
    columns: usize,
    objects: Objects,
    scratch: Vec<u8>,
    spans: Vec<(usize, usize)>,
}

/// One record: how long it is, how many lines it takes, and what it holds.
struct Record<'a> {
    length: usize,
    lines: u64,
    content: Content<'a>,
}

enum Content<'a> {
    Nothing,
    Cells(Cells<'a>),
    /// A whole assessment in its own form, and who is assessed.
    Assessment(&'a str, Cells<'a>),
    /// So many cells, where another number is expected.
    Ragged(usize, Cells<'a>),
    Odd(Odd),
}

impl Reader {
    fn next<'a>(&'a mut self, text: &'a [u8]) -> Record<'a> {
        let end = memchr::memchr(b'\n', text).unwrap_or(text.len());
        let line = text.get(..end).unwrap_or_default();
        let length = end.saturating_add(1).min(text.len());
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match self.notation {
            Notation::Csv { delimiter, counts_rows } => {
                if memchr::memchr(b'"', line).is_none() {
                    cells::split(line, delimiter, &mut self.spans);
                    let content = self.checked(line, line.is_empty());
                    return Record { length, lines: 1, content };
                }
                let whole = cells::unquoted(text, delimiter, &mut self.scratch, &mut self.spans);
                let length = whole.unwrap_or(text.len());
                let record = text.get(..length).unwrap_or_default();
                let lines = memchr::memchr_iter(b'\n', record).count() as u64;
                let content = self.checked_scratch();
                Record { length, lines: if counts_rows { 1 } else { lines.max(1) }, content }
            }
            Notation::Ndjson => {
                // The block has been seen to be text.
                let line = std::str::from_utf8(line).unwrap_or_default();
                let content = if line.trim().is_empty() {
                    Content::Nothing
                } else {
                    match self.objects.read(line, &mut self.scratch, &mut self.spans) {
                        Ok(true) => {
                            Content::Assessment(line, Cells::new(&self.scratch, &self.spans))
                        }
                        Ok(false) => Content::Cells(Cells::new(&self.scratch, &self.spans)),
                        Err(odd) => Content::Odd(odd),
                    }
                };
                Record { length, lines: 1, content }
            }
        }
    }

    fn checked_scratch(&self) -> Content<'_> {
        self.checked(&self.scratch, false)
    }

    fn checked<'a>(&'a self, text: &'a [u8], is_empty: bool) -> Content<'a> {
        let cells = Cells::new(text, &self.spans);
        // What is empty behind the last column says nothing.
        let surplus = cells.iter().skip(self.columns).any(|cell| !cell.is_empty());
        if is_empty {
            Content::Nothing
        } else if cells.len() < self.columns || surplus {
            Content::Ragged(cells.len(), cells)
        } else {
            Content::Cells(cells)
        }
    }
}

// ── rows ──

/// The rows of one kind of subject: those of plain answers, and the others.
struct Sheets<'r> {
    plain: Sheet<'r>,
    odd: Sheet<'r>,
}

/// A row: where its record stands, where the end of what goes through, and what came of it.
struct Row {
    at: (usize, usize),
    kept: usize,
    what: What,
}

enum What {
    Rated(Place),
    Told(Box<Line>),
}

/// Where a row stands in the sheets.
#[derive(Clone, Copy)]
struct Place {
    kind: usize,
    is_odd: bool,
    row: usize,
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

/// Fills sheets.
struct Filler<'a, 'r> {
    job: &'a Job<'r>,
    sheets: Vec<Option<Sheets<'r>>>,
    /// By what stands in the columns of categories, with a line break behind each.
    met: BTreeMap<Vec<u8>, Rc<Met>>,
    key: Vec<u8>,
    kept: Vec<u8>,
    rows: Vec<Row>,
    faults: Vec<Fault>,
    tally: Tally,
}

impl Filler<'_, '_> {
    fn row(&mut self, content: &Content<'_>, (from, to, line): (usize, usize, u64)) {
        if let Content::Nothing = content {
            return;
        }
        self.keep(content, line);
        let what = match content {
            Content::Cells(cells) => self.cells(*cells, line),
            // It says itself whether it is final.
            Content::Assessment(text, _) => self.admit(text, line, true),
            Content::Ragged(found, _) => self.ragged(*found, line),
            Content::Odd(odd) => self.unreadable(odd, line),
            Content::Nothing => return,
        };
        self.rows.push(Row { at: (from, to), kept: self.kept.len(), what });
    }

    /// Writes the beginning of the line.
    fn keep(&mut self, content: &Content<'_>, line: u64) {
        let lines = &self.job.lines;
        if lines.form == crate::arguments::Form::Ndjson {
            self.kept.push(b'{');
        }
        lines.count(line, &mut self.kept);
        let cells = match content {
            Content::Cells(cells) | Content::Ragged(_, cells) | Content::Assessment(_, cells) => {
                Some(*cells)
            }
            Content::Nothing | Content::Odd(_) => None,
        };
        for (place, column) in self.job.kept.iter().enumerate() {
            let cell = cells.map(|cells| cells.get(*column)).unwrap_or_default();
            lines.keep(place, cell, &mut self.kept);
        }
    }

    fn cells(&mut self, cells: Cells<'_>, line: u64) -> What {
        let met = self.meet(cells);
        let Some(kind) = self.job.kind(met.kind) else { return self.told_faulty(Vec::new()) };
        if met.is_plain && !self.job.common.is_draft {
            let sheets = self.sheets.get_mut(met.kind);
            let sheets = sheets.map(|sheets| sheets.get_or_insert_with(|| Sheets::new(kind)));
            let row = sheets.and_then(|sheets| fill(self.job, cells, kind, &mut sheets.plain));
            if let Some(row) = row {
                return What::Rated(Place { kind: met.kind, is_odd: false, row });
            }
        }
        let text = self.job.common.assessment(cells, kind, &met.categories);
        self.admit(&text, line, self.job.common.is_draft)
    }

    /// What the categories in this row mean, remembered.
    fn meet(&mut self, cells: Cells<'_>) -> Rc<Met> {
        self.key.clear();
        for (place, _) in &self.job.categories {
            self.key.extend_from_slice(cells.get(*place));
            self.key.push(b'\n');
        }
        if let Some(met) = self.met.get(&self.key) {
            return Rc::clone(met);
        }
        if self.met.len() >= MOST_MET {
            self.met.clear();
        }
        let met = Rc::new(self.job.meet(cells));
        self.met.insert(self.key.clone(), Rc::clone(&met));
        met
    }

    /// A row as an assessment; `is_open` when answers may still come.
    fn admit(&mut self, text: &str, line: u64, is_open: bool) -> What {
        let (findings, admitted) = match jiangxing::admit(self.job.rubric, text) {
            Ok(admitted) => (admitted.findings, Some((admitted.plan, admitted.assessment))),
            Err(findings) => (findings, None),
        };
        let errors = findings.iter().filter(|one| one.severity() == Severity::Error);
        let errors: Vec<String> = errors.map(report::finding).collect();
        let faults = findings.iter().map(|finding| self.job.fault(finding, line));
        self.faults.extend(faults);
        let Some((plan, assessment)) = admitted.filter(|_| errors.is_empty()) else {
            return self.told_faulty(errors);
        };
        if is_open {
            return What::Told(Box::new(self.line_of(text, plan)));
        }
        let kind = self.job.kinds.place_of(plan);
        let sheets = self.sheets.get_mut(kind).zip(self.job.kind(kind));
        let sheets = sheets.map(|(sheets, ready)| sheets.get_or_insert_with(|| Sheets::new(ready)));
        let Some(Sheets { odd, .. }) = sheets else { return self.told_faulty(Vec::new()) };
        odd.push(&assessment);
        What::Rated(Place { kind, is_odd: true, row: odd.rows().saturating_sub(1) })
    }

    fn line_of(&self, text: &str, plan: &Plan) -> Line {
        let lines = &self.job.lines;
        let kind = self.job.kind(self.job.kinds.place_of(plan));
        let places = kind.map_or(0, |kind| kind.columns.places());
        match jiangxing::report(self.job.rubric, text) {
            Ok(report) => report::line(&report, &lines.which(), places),
            Err(findings) => {
                let why = findings.iter().map(report::finding).collect();
                Line::faulty(why, &lines.which())
            }
        }
    }

    /// The line of a row that columns have rated, in the words of its report.
    fn told(&mut self, content: &Content<'_>) -> Line {
        let faulty = || Line::faulty(Vec::new(), &self.job.lines.which());
        match content {
            Content::Cells(cells) => {
                let met = self.meet(*cells);
                let Some(kind) = self.job.kind(met.kind) else { return faulty() };
                let text = self.job.common.assessment(*cells, kind, &met.categories);
                let places = kind.columns.places();
                let report = jiangxing::report(self.job.rubric, &text);
                report.map_or_else(
                    |_| faulty(),
                    |report| report::line(&report, &self.job.lines.which(), places),
                )
            }
            Content::Nothing
            | Content::Assessment(..)
            | Content::Ragged(..)
            | Content::Odd(_) => faulty(),
        }
    }

    fn told_faulty(&self, why: Vec<String>) -> What {
        What::Told(Box::new(Line::faulty(why, &self.job.lines.which())))
    }

    fn ragged(&mut self, found: usize, line: u64) -> What {
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

    fn unreadable(&mut self, odd: &Odd, line: u64) -> What {
        let l = self.job.language;
        let (code, column, what) = match odd {
            Odd::NotJson(at) => (
                "B002",
                String::new(),
                say!(l, "从第 {at} 个字符起不合 JSON 的写法", "no JSON from character {at} on"),
            ),
            Odd::NotAnObject => (
                "B002",
                String::new(),
                say!(l, "这一行应是一个 JSON 对象", "this line should be a JSON object"),
            ),
            Odd::Twice(key) => {
                ("B003", key.clone(), say!(l, "“{key}”出现了两次", "`{key}` stands there twice"))
            }
            Odd::List(key) => (
                "B004",
                key.clone(),
                say!(l, "“{key}”是一个列表，应是一个值", "`{key}` is a list, where one value is due"),
            ),
        };
        self.own(code, column, line, what, String::new())
    }

    fn own(&mut self, code: &str, column: String, line: u64, what: String, help: String) -> What {
        let why = if column.is_empty() { code.to_owned() } else { format!("{code} {column}") };
        let (code, severity) = (code.to_owned(), Severity::Error);
        self.faults.push(Fault { line, column, code, severity, what, help });
        self.told_faulty(vec![why])
    }

    fn count(&mut self, line: &Line) {
        use crate::batch::lines::Status;
        let Tally { withheld, open, faulty, .. } = &mut self.tally;
        let counted = match line.standing {
            Status::Settled => return,
            Status::Withheld => withheld,
            Status::Open => open,
            Status::Faulty => faulty,
        };
        *counted = counted.saturating_add(1);
    }

    /// The ratings of both sheets of each kind that was met.
    fn rate(&self) -> Vec<Option<[Ratings; 2]>> {
        let job = self.job;
        let rate = |(place, sheets): (usize, &Option<Sheets<'_>>)| {
            let kind = job.kind(place)?;
            let Sheets { plain, odd } = sheets.as_ref()?;
            Some([plain, odd].map(|sheet| kind.columns.rate(sheet)))
        };
        self.sheets.iter().enumerate().map(rate).collect()
    }

    fn clear(&mut self, mut rows: Vec<Row>, mut kept: Vec<u8>) {
        rows.clear();
        kept.clear();
        (self.rows, self.kept) = (rows, kept);
        for sheets in self.sheets.iter_mut().flatten() {
            sheets.plain.clear();
            sheets.odd.clear();
        }
    }
}

impl<'r> Sheets<'r> {
    fn new(kind: &Kind<'r>) -> Self {
        Self { plain: kind.columns.sheet(), odd: kind.columns.sheet() }
    }
}

impl<'r> Job<'r> {
    fn kind(&self, place: usize) -> Option<&Kind<'r>> {
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

/// Fills a row of the sheet; where it stands, if every answer is plainly admitted.
fn fill(job: &Job<'_>, cells: Cells<'_>, kind: &Kind<'_>, sheet: &mut Sheet<'_>) -> Option<usize> {
    sheet.start();
    let mut all = kind.targets.iter().zip(cells.iter()).enumerate();
    let is_in = all.all(|(place, (target, cell))| match target {
        Target::Aside => true,
        _ if cell.is_empty() => true,
        _ if job.worded.get(place) == Some(&true) => said(job, place, cell, target, sheet),
        _ => put(cell, target, sheet) || said(job, place, cell, target, sheet),
    });
    if is_in && sheet.fits() {
        return sheet.rows().checked_sub(1);
    }
    sheet.take_back();
    None
}

/// Puts a cell where it belongs; whether it is plainly admitted.
fn put(cell: &[u8], target: &Target, sheet: &mut Sheet<'_>) -> bool {
    match target {
        Target::Aside => true,
        Target::Code { ask, words } => words.of(cell).is_some_and(|code| sheet.code(*ask, code)),
        Target::Decimal { ask } => {
            digits(cell).is_some_and(|(digits, places)| sheet.decimal(*ask, digits, places))
        }
        Target::Odd => false,
    }
}

/// The same, with words that mean others, and with what stands in place of an answer.
fn said(job: &Job<'_>, place: usize, cell: &[u8], target: &Target, sheet: &mut Sheet<'_>) -> bool {
    let Some(column) = job.common.mapping.columns.get(place) else { return false };
    let text = column.said(cell);
    match (words::said(&text), target) {
        (Said::Nothing, _) => true,
        (Said::Value(word), _) => put(word.as_bytes(), target, sheet),
        (Said::NotApplicable(why), Target::Code { ask, .. } | Target::Decimal { ask }) => {
            let has_reason =
                !why.is_empty() || job.common.reason.is_some_and(|why| !why.trim().is_empty());
            has_reason && sheet.not_applicable(*ask)
        }
        (Said::NotApplicable(_) | Said::Pending(_) | Said::Declined(_), _) => false,
    }
}

/// A decimal of at most fifteen digits: the digits as one number, and how many are behind the point.
fn digits(cell: &[u8]) -> Option<(i64, u32)> {
    let (is_negative, rest) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    if rest.len() > 16 {
        return None;
    }
    let (mut number, mut places, mut is_behind, mut any) = (0_i64, 0_u32, false, false);
    for byte in rest {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + i64::from(byte & 15);
                places += u32::from(is_behind);
                any = true;
            }
            b'.' if !is_behind && any => {
                is_behind = true;
                any = false;
            }
            _ => return None,
        }
    }
    any.then_some((if is_negative { -number } else { number }, places))
}

// ── lines of rated rows ──

/// Writes the lines of rows that columns have rated.
struct Writer<'a, 'r> {
    job: &'a Job<'r>,
    ratings: &'a [Option<[Ratings; 2]>],
    /// By kind: how to write what it has.
    kinds: Vec<Option<Written>>,
    dimensions: Vec<Option<i64>>,
    points: Vec<Option<i64>>,
}

struct Written {
    places: u32,
    ratings: Vec<Vec<u8>>,
    /// Where each wanted dimension and criterion stands.
    dimensions: Vec<Option<usize>>,
    points: Vec<Option<usize>>,
}

impl<'a, 'r> Writer<'a, 'r> {
    fn new(job: &'a Job<'r>, ratings: &'a [Option<[Ratings; 2]>]) -> Self {
        let written = |(place, rated): (usize, &Option<[Ratings; 2]>)| {
            rated.as_ref()?;
            let columns = &job.kind(place)?.columns;
            let at = |wanted: &[String], all: Vec<&str>| -> Vec<Option<usize>> {
                wanted.iter().map(|id| all.iter().position(|one| one == id)).collect()
            };
            Some(Written {
                places: columns.places(),
                ratings: columns.ratings().into_iter().map(|one| job.lines.rating(one)).collect(),
                dimensions: at(&job.lines.dimensions, columns.dimensions().collect()),
                points: at(&job.lines.points, columns.criteria().collect()),
            })
        };
        let kinds = ratings.iter().enumerate().map(written).collect();
        Self { job, ratings, kinds, dimensions: Vec::new(), points: Vec::new() }
    }

    /// Writes one row; whether it could be written from the numbers.
    fn write(&mut self, place: Place, out: &mut Vec<u8>) -> bool {
        self.line(place, out).unwrap_or(false)
    }

    fn line(&mut self, Place { kind, is_odd, row }: Place, out: &mut Vec<u8>) -> Option<bool> {
        let [plain, odd] = self.ratings.get(kind)?.as_ref()?;
        let ratings = if is_odd { odd } else { plain };
        let written = self.kinds.get(kind)?.as_ref()?;
        let ready = self.job.kind(kind)?;
        let (star, total) = (*ratings.places.get(row)?, *ratings.totals.get(row)?);
        if star == WITHHELD || ready.near_totals.binary_search(&total).is_ok() {
            return Some(false);
        }
        let number = |column: Option<&Vec<i64>>| {
            column.and_then(|column| column.get(row)).copied().filter(|number| *number != NONE)
        };
        self.dimensions.clear();
        for at in &written.dimensions {
            let share = at.and_then(|at| number(ratings.dimensions.get(at)));
            let near = at.and_then(|at| ready.near_shares.get(at));
            if share.zip(near).is_some_and(|(share, near)| near.binary_search(&share).is_ok()) {
                return Some(false);
            }
            self.dimensions.push(share);
        }
        self.points.clear();
        for at in &written.points {
            self.points.push(at.and_then(|at| number(ratings.points.get(at))));
        }
        self.job.lines.settled(
            written.ratings.get(usize::from(star))?,
            Some(total).filter(|total| *total != NONE),
            (&self.dimensions, &self.points),
            written.places,
            out,
        );
        Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_read_from_its_characters() {
        for (text, expected) in [
            ("0", Some((0, 0))),
            ("12.50", Some((1_250, 2))),
            ("-3.5", Some((-35, 1))),
            ("007", Some((7, 0))),
            ("999999999999.999", Some((999_999_999_999_999, 3))),
            ("", None),
            ("-", None),
            (".5", None),
            ("5.", None),
            ("1.2.3", None),
            ("1e3", None),
            ("+1", None),
            ("12345678901234567", None),
        ] {
            assert_eq!(digits(text.as_bytes()), expected, "{text:?}");
        }
    }
}
