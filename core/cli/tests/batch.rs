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
        for (key, word) in
            [("not-applicable", "不适用"), ("pending", "待核"), ("declined", "declined")]
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
        let objects: Vec<String> =
            cells.iter().map(|row| serde_json::to_string(row).expect("an object") + "\n").collect();
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
            row.insert(
                id.to_owned(),
                format!("{:.places$}", f64::from(number) / 10_f64.powi(places as i32)),
            );
        }
    }
    row.insert("assessed".to_owned(), assessed.to_string());
    row.insert(
        "satisfaction".to_owned(),
        format!("{:.2}", 1.0 + f64::from(rng.u32(0..=400)) / 100.0),
    );
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
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(all.encode_utf16().flat_map(u16::to_le_bytes)).collect();
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

// ── tables as people keep them ──

/// Writes a table and rates it under the reference task; gives the results and what was complained of.
fn rated(folder: &Path, table: &[u8], options: &[&str]) -> (i32, String, String) {
    std::fs::write(folder.join("table.csv"), table).expect("it can be written");
    let mut arguments = vec!["table.csv", "--lang", "en"];
    arguments.extend(options);
    let output = run(REF_1, folder, &arguments);
    let code = output.status.code().expect("it ends by itself");
    (code, text(&output.stdout).to_owned(), text(&output.stderr).to_owned())
}

/// A table of three columns that earns nothing, with these rows.
fn little(rows: &str) -> Vec<u8> {
    format!("id,trained,cost\n{rows}").into_bytes()
}

const TITLES: &str = "id,rating,stars,total,standing,why\n";

#[test]
fn odd_tables_are_read_or_refused_with_a_word() {
    let folder = folder("odd");
    // 100 trained are 55 of a dimension of 15, a cost of 50 is 30 of one of 10.
    let plain = "a,none,0,45.00,settled,\n";
    for (what, table, code, expected, complaint) in [
        ("quotation marks", little("\"a\",100,\"50\"\n"), 0, plain, "1 rows: 1 rated"),
        ("spaces", little("a, 100 ,50 \n"), 0, plain, "1 rated"),
        ("full width", little("a,１００,50\n"), 0, plain, "1 rated"),
        ("an empty line", little("\na,100,50\n\n"), 0, plain, "1 rated"),
        ("surplus commas", little("a,100,50,,\n"), 0, plain, "1 rated"),
        ("titles alone", little(""), 0, "", "0 rows"),
        (
            "an unknown column",
            b"id,trained,cost,colour\na,100,50,red\n".to_vec(),
            0,
            plain,
            "colour",
        ),
        ("a missing column", little("a,100,50\n"), 0, plain, "unanswered in every row: assessed"),
        (
            "a line break inside",
            little("\"a\nb\",100,50\n"),
            0,
            "\"a\nb\",none,0,45.00,settled,\n",
            "1 rated",
        ),
        ("a formula", little("=a,100,50\n"), 0, "'=a,none,0,45.00,settled,\n", "1 rated"),
        ("too few cells", little("a,100\n"), 1, "a,,,,faulty,B001\n", "line 2  error[B001]"),
        ("too many", little("a,100,50,1\n"), 1, "a,,,,faulty,B001\n", "4 cells, and there are 3"),
        (
            "thousands",
            little("a,\"1,000\",50\n"),
            1,
            "a,,,,faulty,A025 trained\n",
            "line 2 trained error[A025]",
        ),
        (
            "half a person",
            little("x,1,1\na,0.5,50\n"),
            1,
            "x,none,0,40.48,settled,\na,,,,faulty,A026 trained\n",
            "line 3 trained error[A026]",
        ),
        ("a part of nothing", little("a,n/a,50\n"), 1, "a,,,,faulty,A032 trained\n", "A032"),
        ("no row is left over", little("a,100,\"50\"x\n"), 1, "a,,,,faulty,A025 cost\n", "A025"),
        ("an empty file", Vec::new(), 3, "", "has no titles"),
        ("nothing that is asked", b"id,colour\na,red\n".to_vec(), 2, "", "answers anything"),
        ("a title twice", b"id,trained,trained\na,1,2\n".to_vec(), 2, "", "stands there twice"),
        ("an open mark", little("a,100,\"50\n"), 3, "", "a quotation mark is not closed"),
        ("no text", b"id,trained\n\xd6\xd0,5\n".to_vec(), 3, "", "not UTF-8 text in line 2"),
    ] {
        let (found, results, complaints) = rated(&folder, &table, &[]);
        assert_eq!(found, code, "{what}: {complaints}");
        let results = results.strip_prefix(TITLES).unwrap_or(&results);
        assert_eq!(results, expected, "{what}");
        assert!(complaints.contains(complaint), "{what}: {complaints}");
    }
}

#[test]
fn other_encodings_are_read_when_they_are_named() {
    let folder = folder("encodings");
    // 名称,trained / 中,5 in GB18030.
    let table = b"\xc3\xfb\xb3\xc6,trained\n\xd6\xd0,5\n";
    let (code, results, _) = rated(&folder, table, &["--encoding", "gb18030", "--bom"]);
    assert_eq!(code, 0);
    assert!(results.starts_with("\u{feff}名称,rating"), "{results}");
    assert!(results.contains("\n中,"), "{results}");
}

#[test]
fn faults_stand_in_a_file_of_their_own() {
    let folder = folder("faults");
    let table = little("a,-1,50\nb,100,50\nc,100,约5\n");
    let (code, results, complaints) = rated(&folder, &table, &["-o", "out.csv"]);
    assert_eq!((code, results.as_str()), (1, ""));
    assert!(complaints.contains("out.csv.errors.csv"), "{complaints}");
    let errors = std::fs::read_to_string(folder.join("out.csv.errors.csv")).expect("it is there");
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 3, "{errors}");
    assert_eq!(lines[0], "line,column,severity,code,what,help");
    assert!(lines[1].starts_with("2,trained,error,A027,"), "{errors}");
    assert!(lines[2].starts_with("4,cost,error,A025,"), "{errors}");
    let names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 3, "nothing is left over: {names:?}");
    let (code, ..) = rated(&folder, &little("b,100,50\n"), &["-o", "out.csv"]);
    assert_eq!(code, 0);
    assert!(!folder.join("out.csv.errors.csv").exists(), "what an earlier run had to tell is gone");
}

#[test]
fn a_mapping_file_says_which_column_is_which() {
    let folder = folder("mapping");
    let write = |text: &str| std::fs::write(folder.join("columns.toml"), text).expect("written");
    let table = "单位,培训人数,成本,达标\n甲,100,50,达\n乙,100,50,未\n".as_bytes();
    write(
        "[columns]\n\"培训人数\" = \"trained\"\n\"成本\" = \"cost\"\n\
         \"达标\" = { is = \"g1\", words = { \"达\" = \"yes\" } }\n[words]\n\"未\" = \"否\"\n",
    );
    let options = ["--columns", "columns.toml", "--points"];
    let (code, results, complaints) = rated(&folder, table, &options);
    assert_eq!(code, 0, "{complaints}");
    let by_id = "单位,trained,cost,g1\n甲,100,50,yes\n乙,100,50,no\n".as_bytes();
    assert_eq!(results, rated(&folder, by_id, &["--points"]).1);
    for (text, complaint) in [
        ("[columns]\n\"培训人数\" = \"trainde\"\n", "line 2"),
        ("[columns]\n\"别的\" = \"trained\"\n", "which the data does not have"),
        ("[column]\n", "[columns] and [words]"),
        ("[columns\n", "not TOML in line 1"),
    ] {
        write(text);
        let (code, results, complaints) = rated(&folder, table, &options);
        assert_eq!((code, results.as_str()), (2, ""), "{complaints}");
        assert!(complaints.contains(complaint), "{complaints}");
    }
}

#[test]
fn what_is_not_applicable_wants_a_reason_from_somewhere() {
    let folder = folder("reason");
    let with = |cell: &str| format!("id,f1-1,f1-2,trained\na,{cell},3,100\n").into_bytes();
    let (code, results, _) = rated(&folder, &with("n/a"), &[]);
    assert_eq!((code, results.as_str()), (1, &*format!("{TITLES}a,,,,faulty,A033 f1-1\n")));
    let own = rated(&folder, &with("不适用：没有"), &["--points"]);
    assert_eq!(own.0, 0, "{}", own.2);
    assert_eq!(rated(&folder, &with("N/A"), &["--reason", "没有", "--points"]), own);
    let pending = rated(&folder, &with("待核"), &[]);
    assert_eq!(pending.0, 0);
    assert!(pending.1.contains(",withheld,") || pending.1.contains(",settled,"), "{}", pending.1);
}

#[test]
fn drafts_say_what_is_certain_and_what_is_possible() {
    let folder = folder("draft");
    let (code, results, _) = rated(&folder, &little("a,100,50\n"), &["--draft"]);
    assert_eq!(code, 0);
    let mut lines = results.lines();
    assert_eq!(lines.next(), Some("id,rating,stars,total,standing,why,locked,best"));
    assert_eq!(lines.next(), Some("a,,,,open,,none,s5"));
}

// ── Parquet ──

#[test]
fn parquet_comes_out_as_it_goes_in() {
    let folder = folder("parquet");
    let rows = sites(300, 11);
    std::fs::write(folder.join("sites.csv"), csv_of(&rows)).expect("it can be written");
    let csv = run(REF_1, &folder, &["sites.csv", "--dimensions", "--keep"]);
    // Results with everything kept are a table again, in Parquet too.
    let options = ["sites.csv", "--dimensions", "-o", "out.parquet"];
    ends_with(&run(REF_1, &folder, &options), 0);
    let file = std::fs::File::open(folder.join("out.parquet")).expect("it is there");
    let reader = parquet::file::reader::SerializedFileReader::new(file).expect("it is Parquet");
    use parquet::file::reader::FileReader;
    let found: Vec<Vec<String>> = reader
        .get_row_iter(None)
        .expect("rows")
        .map(|row| {
            let row = row.expect("a row");
            let plain = |text: String| text.trim_matches('"').replace("null", "");
            row.get_column_iter().map(|(_, field)| plain(field.to_string())).collect()
        })
        .collect();
    let mut expected = csv::Reader::from_reader(csv.stdout.as_slice());
    let expected: Vec<Vec<String>> = expected
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_table_in_parquet_is_rated_like_the_same_in_csv() {
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    let folder = folder("from-parquet");
    let schema = "message table { optional binary id (UTF8); optional int64 trained; \
                  optional int64 cost (DECIMAL(9,2)); optional boolean g1; optional double people; }";
    let schema = parquet::schema::parser::parse_message_type(schema).expect("a schema");
    let file = std::fs::File::create(folder.join("table.parquet")).expect("it can be written");
    let mut writer =
        SerializedFileWriter::new(file, schema.into(), Default::default()).expect("it");
    let mut group = writer.next_row_group().expect("a group");
    let all = [1_i16; 3];
    let names = ["甲, \"一\"", "乙", "丙"].map(ByteArray::from);
    let mut next = group.next_column().expect("a column").expect("id");
    next.typed::<ByteArrayType>().write_batch(&names, Some(&all), None).expect("id");
    next.close().expect("id");
    let mut next = group.next_column().expect("a column").expect("trained");
    next.typed::<Int64Type>().write_batch(&[100, 7], Some(&[1, 0, 1]), None).expect("trained");
    next.close().expect("trained");
    let mut next = group.next_column().expect("a column").expect("cost");
    next.typed::<Int64Type>().write_batch(&[5_025, 5, 100], Some(&all), None).expect("cost");
    next.close().expect("cost");
    let mut next = group.next_column().expect("a column").expect("g1");
    let truths = [true, false, true];
    next.typed::<parquet::data_type::BoolType>()
        .write_batch(&truths, Some(&all), None)
        .expect("g1");
    next.close().expect("g1");
    let mut next = group.next_column().expect("a column").expect("people");
    next.typed::<DoubleType>().write_batch(&[300.0, 12.5], Some(&[1, 0, 1]), None).expect("people");
    next.close().expect("people");
    group.close().expect("the group");
    writer.close().expect("the file");
    let csv = "id,trained,cost,g1,people\n\"甲, \"\"一\"\"\",100,50.25,true,300\n乙,,0.05,false,\n丙,7,1.00,true,12.5 (float)\n";
    let (code, expected, _) = rated(&folder, csv.as_bytes(), &["--points"]);
    let output = run(REF_1, &folder, &["table.parquet", "--points", "--lang", "en"]);
    assert_eq!((output.status.code(), code), (Some(1), 1), "half a person in a float is no answer");
    assert_eq!(text(&output.stdout), expected);
    let complaints = text(&output.stderr);
    assert!(
        complaints.contains("columns of floats") && complaints.contains("line 3 people"),
        "{complaints}"
    );
}

// ── killed and resumed ──

/// Kills `child` once the output has grown to `length`; whether it was still at work.
fn killed_at(mut child: Child, part: &Path, length: u64) -> bool {
    loop {
        if child.try_wait().expect("it can be asked").is_some() {
            return false;
        }
        let reached = std::fs::metadata(part).is_ok_and(|about| about.len() >= length);
        if reached {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            return true;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_with_the_same_bytes() {
    let folder = folder("killed");
    // Odd rows take the exact engine's time, so that there is something to interrupt.
    let mut rows = sites(16_000, 5);
    for row in rows.iter_mut().step_by(16) {
        row.insert("f1-1".to_owned(), "待核：看看".to_owned());
    }
    for row in rows.iter_mut().step_by(1_000) {
        row.insert("trained".to_owned(), "many".to_owned());
    }
    std::fs::write(folder.join("sites.csv"), csv_of(&rows)).expect("it can be written");
    ends_with(&run(REF_1, &folder, &["sites.csv", "-o", "whole.csv"]), 1);
    let read = |name: &str| std::fs::read(folder.join(name)).expect("it is there");
    let size = read("whole.csv").len() as u64;
    let mut rng = Rng::with_seed(9);
    let (part, journal) = (folder.join("out.csv.part"), folder.join("out.csv.progress"));
    let (mut kills, mut resumed) = (0, 0);
    for _ in 0..8 {
        let command = &mut jiangxing(REF_1, &folder, &["sites.csv", "-o", "out.csv", "--resume"]);
        let child = command.stderr(Stdio::null()).spawn().expect("it runs");
        let before = std::fs::metadata(&part).map_or(0, |about| about.len());
        if !killed_at(child, &part, before + rng.u64(1..size / 4)) {
            break;
        }
        kills += 1;
        let progress: Value = serde_json::from_slice(&std::fs::read(&journal).expect("a journal"))
            .expect("the journal is whole whenever the run is killed");
        resumed = progress["rows"].as_u64().expect("rows");
    }
    assert!(kills >= 2, "{kills} kills");
    assert!(resumed > 0, "nothing was ever noted");
    if !folder.join("out.csv").exists() {
        let refused = run(REF_1, &folder, &["sites.csv", "-o", "out.csv", "--lang", "en"]);
        ends_with(&refused, 2);
        assert!(text(&refused.stderr).contains("--resume goes on with it"));
        let other = ["sites.csv", "-o", "out.csv", "--resume", "--points"];
        ends_with(&run(REF_1, &folder, &other), 2);
        let last = run(REF_1, &folder, &["sites.csv", "-o", "out.csv", "--resume"]);
        ends_with(&last, 1);
    }
    assert!(read("out.csv") == read("whole.csv"), "the results differ");
    assert!(read("out.csv.errors.csv") == read("whole.csv.errors.csv"), "the errors differ");
    assert!(!part.exists() && !journal.exists(), "nothing is left over");
}

#[test]
fn a_run_is_not_resumed_over_other_data() {
    let folder = folder("other-data");
    let rows = csv_of(&sites(3_000, 6));
    std::fs::write(folder.join("sites.csv"), &rows).expect("it can be written");
    let options = ["sites.csv", "-o", "out.csv", "--lang", "en"];
    ends_with(&run(REF_1, &folder, &options), 0);
    let whole = std::fs::read(folder.join("out.csv")).expect("it is there");
    // As a run leaves it that was killed before its first entry.
    let child = jiangxing(REF_1, &folder, &["-", "-o", "out.csv", "--lang", "en"])
        .stdin(Stdio::piped())
        .spawn();
    let mut child = child.expect("it runs");
    use std::io::Write;
    let mut input = child.stdin.take().expect("it listens");
    input.write_all(rows.as_bytes()).expect("it takes everything");
    let journal = folder.join("out.csv.progress");
    while !journal.exists() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    let resume = ["sites.csv", "-o", "out.csv", "--lang", "en", "--resume"];
    let changed = rows.replacen("assessed", "assessed ", 1);
    std::fs::write(folder.join("sites.csv"), changed).expect("it can be written");
    let output = run(REF_1, &folder, &resume);
    ends_with(&output, 2);
    assert!(text(&output.stderr).contains("no longer the same"), "{}", text(&output.stderr));
    std::fs::write(folder.join("sites.csv"), &rows).expect("it can be written");
    ends_with(&run(REF_1, &folder, &resume), 0);
    assert!(std::fs::read(folder.join("out.csv")).expect("it is there") == whole);
}
