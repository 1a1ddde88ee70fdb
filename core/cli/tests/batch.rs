//! A table in, a table out: the same ratings as one by one, whatever the table looks like, however
//! many threads there are, and wherever a run is killed.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use fastrand::Rng;
use jiangxing::CheckedRubric;
use jiangxing::columns::{Columns, NONE};
use jiangxing::diagnostic::Severity;
use jiangxing::report::form::{AnswerKind, Form};
use jiangxing::report::v1::{Bonus, Report, Standing};
use jiangxing_tests::generate::{self, Mood};
use jiangxing_tests::{DEFAULT_RUBRIC, examples, project_file, read};
use serde_json::Value;

const EVERY_KIND: &str = "tests/browser/fixture/every-kind/rubric.toml";
const REF_1: &str = "tests/bench/ref-1.toml";

/// A folder for one test, emptied.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch").join(name);
    let _was_there = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn jiangxing(rubric: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiangxing"));
    command.current_dir(folder).arg("batch").arg(project_file(rubric)).args(arguments);
    command.stdin(Stdio::null());
    for name in ["LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "TERM"] {
        command.env_remove(name);
    }
    command
}

fn run(rubric: &str, folder: &Path, arguments: &[&str]) -> Output {
    jiangxing(rubric, folder, arguments).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the output is UTF-8")
}

#[track_caller]
fn ends_with(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
}

fn open(rubric: &str) -> CheckedRubric {
    jiangxing::open(&read(rubric)).rubric.expect("the rubric is in order")
}

// ── the same as one by one ──

/// A row as it should come out: the subject, and everything about its rating.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    subject: String,
    standing: String,
    rating: String,
    total: String,
    parts: BTreeMap<String, String>,
}

/// What the engine says of one assessment, all its answers being final.
fn expected(rubric: &CheckedRubric, file: &Value, subject: &str) -> Row {
    let text = file.to_string();
    let report = jiangxing::report(rubric, &text).expect("it is an assessment");
    let admitted = jiangxing::admit(rubric, &text).expect("it is an assessment");
    let is_faulty = admitted.findings.iter().any(|one| one.severity() == Severity::Error);
    let word = match report.award.standing {
        _ if is_faulty => "faulty",
        Standing::Settled => "settled",
        Standing::Open => "open",
        Standing::Withheld | Standing::LeftOut => "withheld",
    };
    let rating = report.award.awarded.as_ref().filter(|_| !is_faulty);
    let total = report.total.points.as_ref().filter(|_| !is_faulty);
    let mut parts = if is_faulty { BTreeMap::new() } else { parts(&report) };
    if !is_faulty {
        parts.extend(points(&admitted));
    }
    Row {
        subject: subject.to_owned(),
        standing: word.to_owned(),
        rating: rating.map(|rating| rating.id.clone()).unwrap_or_default(),
        total: total.map(|total| total.shown.clone()).unwrap_or_default(),
        parts,
    }
}

/// The points of criteria, by their weights as written.
fn points(admitted: &jiangxing::Admitted<'_>) -> BTreeMap<String, String> {
    let columns = Columns::new(admitted.plan);
    let mut sheet = columns.sheet();
    sheet.push(&admitted.assessment);
    let ratings = columns.rate_exactly(&sheet);
    let places = usize::try_from(columns.places()).expect("a few places");
    let decimal = |units: i64| {
        let digits = format!("{:0>width$}", units.abs(), width = places + 1);
        let (whole, rest) = digits.split_at(digits.len() - places);
        let sign = if units < 0 { "-" } else { "" };
        trimmed(&format!("{sign}{whole}.{rest}"))
    };
    let points = columns.criteria().zip(&ratings.points).filter(|(_, points)| points[0] != NONE);
    points.map(|(id, points)| (id.to_owned(), decimal(points[0]))).collect()
}

/// Shares of dimensions, those that there are.
fn parts(report: &Report) -> BTreeMap<String, String> {
    let mut parts = BTreeMap::new();
    for dimension in &report.dimensions {
        let score = &dimension.score;
        let is_base = dimension.bonus == Bonus::No;
        let shown = if is_base { score.share.as_ref() } else { score.points.as_ref() };
        if let Some(shown) = shown {
            parts.insert(dimension.id.clone(), trimmed(&shown.shown));
        }
    }
    parts
}

/// A decimal without needless zeros.
fn trimmed(number: &str) -> String {
    if !number.contains('.') {
        return number.to_owned();
    }
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The rows of a table of results.
fn rows_of_csv(text: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text);
    let titles: Vec<String> =
        reader.headers().expect("there are titles").iter().map(str::to_owned).collect();
    assert_eq!(&titles[..6], ["subject", "rating", "stars", "total", "standing", "why"]);
    let row = |record: csv::Result<csv::StringRecord>| {
        let record = record.expect("a row");
        let parts = titles.iter().zip(&record).skip(6).filter(|(_, cell)| !cell.is_empty());
        Row {
            subject: record[0].to_owned(),
            rating: record[1].to_owned(),
            total: record[3].to_owned(),
            standing: record[4].to_owned(),
            parts: parts.map(|(title, cell)| (title.clone(), trimmed(cell))).collect(),
        }
    };
    reader.records().map(row).collect()
}

fn rows_of_ndjson(text: &str) -> Vec<Row> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let row = |line: &str| {
        let row: Value = serde_json::from_str(line).expect("a line of JSON");
        let of = |name: &str| row[name].as_object().cloned().unwrap_or_default();
        let parts = of("dimensions").into_iter().chain(of("points"));
        let parts = parts.filter(|(_, value)| !value.is_null());
        Row {
            subject: word(&row["subject"]),
            rating: word(&row["rating"]),
            total: word(&row["total"]),
            standing: word(&row["standing"]),
            parts: parts.map(|(id, value)| (id, trimmed(&word(&value)))).collect(),
        }
    };
    text.lines().map(row).collect()
}

/// The cells of an assessment, by title.
fn cells(form: &Form, file: &Value, subject: &str) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::from([("subject".to_owned(), subject.to_owned())]);
    let chosen = file["subject"]["categories"].as_object().expect("categories");
    for (category, option) in chosen {
        cells.insert(category.clone(), option.as_str().expect("an option").to_owned());
    }
    let responses = file["responses"].as_object().expect("responses");
    let whole_kinds: BTreeMap<&str, &AnswerKind> = form
        .sections
        .iter()
        .flat_map(|section| &section.questions)
        .flat_map(|question| &question.asks)
        .map(|ask| (ask.id.as_str(), &ask.answer))
        .collect();
    for (id, response) in responses {
        for (key, word) in [("not-applicable", "不适用"), ("pending", "待核"), ("declined", "declined")]
        {
            if let Some(why) = response[key].as_str() {
                cells.insert(id.clone(), format!("{word}: {why}"));
            }
        }
        if let Some(note) = response["note"].as_str() {
            cells.insert(format!("{id}/note"), note.to_owned());
        }
        if let Some(parts) = response["value"].as_object() {
            assert!(whole_kinds.contains_key(id.as_str()), "{id} is asked");
            for (part, value) in parts {
                cells.insert(format!("{id}/{part}"), typed(value));
            }
        } else {
            let typed = typed(&response["value"]);
            if !typed.is_empty() {
                cells.insert(id.clone(), typed);
            }
        }
    }
    cells
}

/// A value as one would type it.
fn typed(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "是".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(_) | Value::Object(_) => panic!("no cell holds {value}"),
    }
}

/// A table of these rows, a column for each title that occurs.
fn csv_of(rows: &[BTreeMap<String, String>]) -> String {
    let titles: std::collections::BTreeSet<&String> =
        rows.iter().flat_map(BTreeMap::keys).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(titles.iter()).expect("it can be written");
    for row in rows {
        let cell = |title: &&String| row.get(*title).cloned().unwrap_or_default();
        writer.write_record(titles.iter().map(cell)).expect("it can be written");
    }
    String::from_utf8(writer.into_inner().expect("it is whole")).expect("it is text")
}

/// Assessments nobody wrote, of every kind of subject by turns, every answer final.
fn generated(rubric: &CheckedRubric, count: usize, seed: u64, wrong: bool) -> Vec<(Form, Value)> {
    let mut rng = Rng::with_seed(seed);
    let forms: Vec<Form> = rubric.profiles().map(|one| jiangxing::form(rubric, one)).collect();
    (0..count)
        .map(|place| {
            let form = &forms[place % forms.len()];
            let mood = generate::mood(&mut rng);
            let wrong = if wrong { mood.wrong } else { 0 };
            let mood = Mood { draft: false, wrong, ..mood };
            (form.clone(), generate::assessment(form, mood, &mut rng).file)
        })
        .collect()
}

#[track_caller]
fn same(found: &[Row], expected: &[Row]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found, expected);
    }
}

#[test]
fn every_row_is_rated_as_it_is_alone() {
    let folder = folder("alone");
    for rubric_file in [DEFAULT_RUBRIC, EVERY_KIND] {
        let rubric = open(rubric_file);
        let all = generated(&rubric, 300, 7, false);
        let name = |place: usize| format!("虚构 {place}, \"甲\"");
        let cells: Vec<BTreeMap<String, String>> = all
            .iter()
            .enumerate()
            .map(|(place, (form, file))| cells(form, file, &name(place)))
            .collect();
        let expected: Vec<Row> = all
            .iter()
            .enumerate()
            .map(|(place, (_, file))| expected(&rubric, file, &name(place)))
            .collect();
        let words = ["settled", "withheld"];
        let has = |word: &str| expected.iter().any(|row| row.standing == word);
        assert!(words.into_iter().all(has), "{rubric_file}: not every kind of outcome occurs");
        std::fs::write(folder.join("data.csv"), csv_of(&cells)).expect("it can be written");
        let objects: Vec<String> = cells
            .iter()
            .map(|row| serde_json::to_string(row).expect("an object") + "\n")
            .collect();
        std::fs::write(folder.join("data.ndjson"), objects.concat()).expect("it can be written");
        for data in ["data.csv", "data.ndjson"] {
            let output = run(rubric_file, &folder, &[data, "--dimensions", "--points"]);
            same(&rows_of_csv(&output.stdout), &expected);
            let options = [data, "--dimensions", "--points", "--to", "ndjson"];
            let output = run(rubric_file, &folder, &options);
            same(&rows_of_ndjson(text(&output.stdout)), &expected);
        }
    }
}

#[test]
fn whole_assessments_a_line_each_are_rated_as_they_are() {
    let folder = folder("whole");
    let rubric = open(DEFAULT_RUBRIC);
    let mut files: Vec<Value> = examples()
        .iter()
        .map(|path| serde_json::from_str(&read(path)).expect("an example is JSON"))
        .collect();
    files.extend(generated(&rubric, 200, 8, true).into_iter().map(|(_, file)| file));
    let name = |file: &Value| file["subject"]["name"].as_str().expect("a name").to_owned();
    let expected: Vec<Row> =
        files.iter().map(|file| expected(&rubric, file, &name(file))).collect();
    assert!(expected.iter().any(|row| row.standing == "faulty"), "something is wrong somewhere");
    assert!(expected.iter().any(|row| row.standing == "open"), "one example is a draft");
    let lines: Vec<String> = files.iter().map(|file| file.to_string() + "\n").collect();
    std::fs::write(folder.join("all.jsonl"), lines.concat()).expect("it can be written");
    let output = run(DEFAULT_RUBRIC, &folder, &["all.jsonl", "--dimensions", "--points"]);
    ends_with(&output, 1);
    same(&rows_of_csv(&output.stdout), &expected);
}

/// A row of the reference task: what is asked, as typed.
fn site(rng: &mut Rng, place: usize) -> BTreeMap<String, String> {
    let mut row = BTreeMap::from([("subject".to_owned(), format!("site {place}"))]);
    let skill = rng.u32(0..=5);
    for gate in 1..=6 {
        let word = if rng.u8(0..12) == 0 { "否" } else { "1" };
        row.insert(format!("g{gate}"), word.to_owned());
    }
    for item in 0..20 {
        if rng.u8(0..25) != 0 {
            let id = format!("f{}-{}", item / 4 + 1, item % 4 + 1);
            row.insert(id, rng.u32(0..=5).max(skill).to_string());
        }
    }
    let assessed = rng.u32(1..=2_000);
    for (id, most, places) in [
        ("trained", 600, 0),
        ("passed", assessed, 0),
        ("sessions", 8, 0),
        ("people", 400, 0),
        ("female", 1_000, 1),
        ("retention", 1_000, 1),
        ("cur", 3_000, 0),
        ("prev", 3_000, 0),
        ("cost", 20_000, 2),
        ("partners", 15, 0),
    ] {
        if rng.u8(0..50) != 0 {
            let number = rng.u32(0..=most);
            row.insert(id.to_owned(), format!("{:.places$}", f64::from(number) / 10_f64.powi(places as i32)));
        }
    }
    row.insert("assessed".to_owned(), assessed.to_string());
    row.insert("satisfaction".to_owned(), format!("{:.2}", 1.0 + f64::from(rng.u32(0..=400)) / 100.0));
    row
}

fn sites(count: usize, seed: u64) -> Vec<BTreeMap<String, String>> {
    let mut rng = Rng::with_seed(seed);
    (0..count).map(|place| site(&mut rng, place)).collect()
}

/// The same as an assessment.
fn assessment_of(rubric: &CheckedRubric, row: &BTreeMap<String, String>) -> Value {
    let value = |id: &str, cell: &str| match id.strip_prefix('g').filter(|rest| rest.len() == 1) {
        Some(_) => Value::Bool(cell == "1"),
        None => cell.into(),
    };
    let answers = row.iter().filter(|(id, _)| *id != "subject");
    let answers: serde_json::Map<String, Value> = answers
        .map(|(id, cell)| (id.clone(), serde_json::json!({ "value": value(id, cell) })))
        .collect();
    let identity = rubric.identity();
    serde_json::json!({
        "format": 1,
        "rubric": { "id": identity.id, "edition": identity.edition },
        "state": "final",
        "responses": answers,
    })
}

#[test]
fn plain_rows_are_rated_as_they_are_alone_and_threads_make_no_difference() {
    let folder = folder("plain");
    let rubric = open(REF_1);
    let rows = sites(1_500, 3);
    let expected: Vec<Row> = rows
        .iter()
        .map(|row| expected(&rubric, &assessment_of(&rubric, row), &row["subject"]))
        .collect();
    std::fs::write(folder.join("sites.csv"), csv_of(&rows)).expect("it can be written");
    let output = run(REF_1, &folder, &["sites.csv", "--dimensions", "--points", "--threads", "1"]);
    ends_with(&output, 0);
    same(&rows_of_csv(&output.stdout), &expected);
    for threads in ["2", "3", "7"] {
        let options = ["sites.csv", "--dimensions", "--points", "--threads", threads];
        let other = run(REF_1, &folder, &options);
        assert!(other.stdout == output.stdout, "{threads} threads write something else");
    }
    let all = csv_of(&rows);
    let windows = format!("\u{feff}{}", all.trim_end().replace('\n', "\r\n"));
    let tabs = all.replace(',', "\t");
    let quoted: String = all
        .lines()
        .map(|line| {
            let cells: Vec<String> = line.split(',').map(|cell| format!("\"{cell}\"")).collect();
            cells.join(",") + "\n"
        })
        .collect();
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(all.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (what, bytes) in [
        ("CRLF, a mark, no last line break", windows.into_bytes()),
        ("tabs", tabs.into_bytes()),
        ("quotation marks", quoted.into_bytes()),
        ("UTF-16", wide),
    ] {
        std::fs::write(folder.join("other.csv"), bytes).expect("it can be written");
        let other = run(REF_1, &folder, &["other.csv", "--dimensions", "--points"]);
        assert!(other.stdout == output.stdout, "{what}: {}", text(&other.stderr));
    }
}
