//! Several assessors and what they must come to, as files in `corpus/panels`.

use std::collections::BTreeMap;

use jiangxing::report::panel::v1::{PanelItem, PanelReport};
use jiangxing::{CheckedRubric, panel_report};
use jiangxing_tests::{DEFAULT_RUBRIC, files, read, run};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A case as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    claim: String,
    rubric: Option<String>,
    /// A file that every sheet begins with.
    base: Option<String>,
    /// What every sheet says, but for what it says itself.
    #[serde(default)]
    answers: Map<String, Value>,
    sheet: Vec<Sheet>,
    consensus: Option<Map<String, Value>>,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Sheet {
    /// The assessor.
    by: Option<String>,
    role: Option<String>,
    conflict: Option<String>,
    blind: Option<bool>,
    layer: Option<String>,
    state: Option<String>,
    /// Other keys of the file.
    #[serde(default)]
    top: Map<String, Value>,
    #[serde(default)]
    answers: Map<String, Value>,
}

/// What must come out; what is not named is not compared.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Expect {
    standing: String,
    #[serde(default)]
    obstacles: Vec<String>,
    awarded: Option<String>,
    locked: Option<String>,
    best: Option<String>,
    award: Option<String>,
    state: Option<String>,
    total: Option<String>,
    /// The total of a range: the least and the most.
    range: Option<[String; 2]>,
    /// Each named item: its standing, and after it the points, exactly.
    #[serde(default)]
    items: BTreeMap<String, String>,
    /// How much each sheet counts, by its assessor.
    #[serde(default)]
    counts: BTreeMap<String, BTreeMap<String, String>>,
    /// How far answers are apart.
    #[serde(default)]
    apart: BTreeMap<String, Vec<String>>,
    /// Assessors who do not count, with why.
    excluded: Option<BTreeMap<String, String>>,
    /// Items, and the assessors who take points off without saying why.
    #[serde(default)]
    unexplained: BTreeMap<String, Vec<String>>,
    /// Deviations in points, exactly.
    deviation: Option<BTreeMap<String, String>>,
    overclaimed: Option<String>,
    underclaimed: Option<String>,
    /// Items that alone would turn the rating, and to what.
    turns: Option<BTreeMap<String, String>>,
    /// Whether each assessor says that they scored blind.
    blind: Option<BTreeMap<String, bool>>,
    /// Codes of findings of the sheets, in order.
    findings: Option<Vec<String>>,
}

/// A bare value, or a whole response.
fn response(said: &Value) -> Value {
    const KEYS: [&str; 5] = ["value", "note", "not-applicable", "pending", "declined"];
    match said.as_object() {
        Some(table) if table.keys().all(|key| KEYS.contains(&key.as_str())) => said.clone(),
        _ => json!({ "value": said }),
    }
}

impl Case {
    fn file(&self, rubric: &CheckedRubric, sheet: &Sheet) -> String {
        let mut file = match &self.base {
            Some(base) => serde_json::from_str(&read(base)).unwrap(),
            None => {
                let identity = rubric.identity();
                json!({
                    "format": 1,
                    "rubric": { "id": identity.id, "edition": identity.edition },
                    "subject": { "name": "虚构" },
                    "state": "final",
                    "responses": {},
                })
            }
        };
        for (id, said) in self.answers.iter().chain(&sheet.answers) {
            file["responses"][id] = response(said);
        }
        let mut assessor = Map::new();
        let by = sheet.by.iter().map(|by| ("id", json!(by)));
        let role = sheet.role.iter().map(|role| ("role", json!(role)));
        let conflict = sheet.conflict.iter().map(|why| ("conflict", json!(why)));
        let blind = sheet.blind.iter().map(|blind| ("blind", json!(blind)));
        for (key, value) in by.chain(role).chain(conflict).chain(blind) {
            assessor.insert(key.to_owned(), value);
        }
        file["assessors"] = if assessor.is_empty() { json!([]) } else { json!([assessor]) };
        for (key, word) in [("layer", &sheet.layer), ("state", &sheet.state)] {
            if let Some(word) = word {
                file[key] = json!(word);
            }
        }
        for (key, value) in &sheet.top {
            file[key] = value.clone();
        }
        file.to_string()
    }

    fn rubric(&self) -> CheckedRubric {
        run::rubric(&read(self.rubric.as_deref().unwrap_or("tests/corpus/rubrics/good/panel.toml")))
    }

    fn files(&self, rubric: &CheckedRubric) -> (Vec<String>, Option<String>) {
        let sheets = self.sheet.iter().map(|sheet| self.file(rubric, sheet)).collect();
        let consensus = self.consensus.as_ref().map(|answers| {
            let sheet = Sheet {
                by: None,
                role: None,
                conflict: None,
                blind: None,
                layer: None,
                state: None,
                top: Map::new(),
                answers: answers.clone(),
            };
            let bare = Case { answers: Map::new(), ..self.without_answers() };
            bare.file(rubric, &sheet)
        });
        (sheets, consensus)
    }

    /// The head of the case: its subject, without what anybody says.
    fn without_answers(&self) -> Self {
        Self {
            claim: String::new(),
            rubric: self.rubric.clone(),
            base: None,
            answers: Map::new(),
            sheet: Vec::new(),
            consensus: None,
            expect: Expect::nothing(),
        }
    }
}

impl Expect {
    fn nothing() -> Self {
        toml::from_str("standing = ''").unwrap()
    }
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

fn item<'a>(report: &'a PanelReport, id: &str) -> &'a PanelItem {
    report.items.iter().find(|item| item.id == id).unwrap_or_else(|| panic!("no item `{id}`"))
}

fn spelt(item: &PanelItem) -> String {
    let points = item.points.as_ref().map(|points| format!(" {}", points.exact));
    format!("{}{}", word(item.standing), points.unwrap_or_default())
}

fn check(path: &str, case: &Case, report: &PanelReport) {
    let expect = &case.expect;
    assert_eq!(word(report.standing), expect.standing, "{path}: {:?}", report.obstacles);
    let obstacles: Vec<String> = report
        .obstacles
        .iter()
        .map(|one| word(serde_json::to_value(one).unwrap()["obstacle"].clone()))
        .collect();
    assert_eq!(obstacles, expect.obstacles, "{path}");
    let rating = |rating: &Option<jiangxing::report::v1::Rating>| {
        rating.as_ref().map_or("nothing".to_owned(), |rating| rating.id.clone())
    };
    if let Some(result) = &report.result {
        let award = &result.award;
        for (name, expected, found) in [
            ("awarded", &expect.awarded, &award.awarded),
            ("locked", &expect.locked, &award.locked),
            ("best", &expect.best, &award.best),
        ] {
            if let Some(expected) = expected {
                assert_eq!(rating(found), *expected, "{path}: {name}: {award:#?}");
            }
        }
        if let Some(expected) = &expect.award {
            assert_eq!(word(award.standing), *expected, "{path}");
        }
        if let Some(expected) = &expect.state {
            assert_eq!(word(result.assessment.state), *expected, "{path}");
        }
        if let Some(expected) = &expect.total {
            let total = result.total.points.as_ref().map(|points| points.exact.clone());
            assert_eq!(total.as_ref(), Some(expected), "{path}");
        }
        if let Some([low, high]) = &expect.range {
            assert_eq!((&result.total.low.exact, &result.total.high.exact), (low, high), "{path}");
        }
    }
    for (id, expected) in &expect.items {
        assert_eq!(spelt(item(report, id)), *expected, "{path}: {id}");
    }
    for (id, expected) in &expect.counts {
        let said = item(report, id).said.iter();
        let found: BTreeMap<String, String> = said
            .filter_map(|said| Some((said.assessor.clone(), said.counts.as_ref()?.exact.clone())))
            .collect();
        assert_eq!(found, *expected, "{path}: {id}");
    }
    for (id, expected) in &expect.apart {
        let exact = |figure: &Option<jiangxing::report::v1::Figure>| {
            figure.as_ref().map_or("-".to_owned(), |figure| figure.exact.clone())
        };
        let found = item(report, id).apart.iter();
        let found: Vec<String> = found
            .map(|one| {
                let far = if one.too_far { "too-far" } else { "near" };
                format!("{} {} {} {far}", word(one.measure), exact(&one.found), exact(&one.limit))
            })
            .collect();
        assert_eq!(found, *expected, "{path}: {id}");
    }
    for (id, expected) in &expect.unexplained {
        let said = item(report, id).said.iter().filter(|said| said.unexplained);
        let found: Vec<String> = said.map(|said| said.assessor.clone()).collect();
        assert_eq!(found, *expected, "{path}: {id}");
    }
    check_sheets(path, expect, report);
    check_layers(path, expect, report);
}

fn check_sheets(path: &str, expect: &Expect, report: &PanelReport) {
    if let Some(expected) = &expect.excluded {
        let sheets = report.sheets.iter();
        let found: BTreeMap<String, String> = sheets
            .filter_map(|sheet| Some((sheet.assessor.clone(), sheet.conflict.clone()?)))
            .collect();
        assert_eq!(found, *expected, "{path}");
    }
    if let Some(expected) = &expect.blind {
        let sheets = report.sheets.iter();
        let found: BTreeMap<String, bool> =
            sheets.filter_map(|sheet| Some((sheet.assessor.clone(), sheet.blind?))).collect();
        assert_eq!(found, *expected, "{path}");
    }
    if let Some(expected) = &expect.findings {
        let findings = report.sheets.iter().flat_map(|sheet| &sheet.findings);
        let found: Vec<String> = findings.map(|finding| finding.code().to_owned()).collect();
        assert_eq!(found, *expected, "{path}");
    }
}

fn check_layers(path: &str, expect: &Expect, report: &PanelReport) {
    let Some(layers) = &report.layers else {
        assert!(expect.deviation.is_none() && expect.turns.is_none(), "{path}: no layers");
        return;
    };
    if let Some(expected) = &expect.deviation {
        let rows = layers.criteria.iter().chain(&layers.dimensions);
        let found: BTreeMap<String, String> = rows
            .filter_map(|row| Some((row.id.clone(), row.deviation.as_ref()?.exact.clone())))
            .collect();
        assert_eq!(found, *expected, "{path}");
    }
    for (name, expected, found) in [
        ("overclaimed", &expect.overclaimed, &layers.overclaimed),
        ("underclaimed", &expect.underclaimed, &layers.underclaimed),
    ] {
        if let Some(expected) = expected {
            assert_eq!(found.as_ref().map(|share| &share.exact), Some(expected), "{path}: {name}");
        }
    }
    if let Some(expected) = &expect.turns {
        let then = |rating: &Option<jiangxing::report::v1::Rating>| {
            rating.as_ref().map_or("nothing".to_owned(), |rating| rating.id.clone())
        };
        let turns = layers.turns.iter();
        let found: BTreeMap<String, String> =
            turns.map(|turn| (turn.id.clone(), then(&turn.then))).collect();
        assert_eq!(found, *expected, "{path}");
    }
}

fn cases() -> Vec<(String, Case)> {
    let paths = files("tests/corpus/panels", ".toml").into_iter();
    paths
        .map(|path| {
            let case = toml::from_str(&read(&path)).unwrap_or_else(|why| panic!("{path}: {why}"));
            (path, case)
        })
        .collect()
}

fn reported(rubric: &CheckedRubric, sheets: &[String], consensus: Option<&String>) -> PanelReport {
    let texts: Vec<&str> = sheets.iter().map(String::as_str).collect();
    panel_report(rubric, &texts, consensus.map(String::as_str))
}

#[test]
fn every_case_comes_to_what_it_claims() {
    let cases = cases();
    assert!(cases.len() > 20, "{}", cases.len());
    let mut failed = Vec::new();
    for (path, case) in &cases {
        assert!(case.claim.ends_with('.') && case.claim.len() > 10, "{path}");
        let rubric = case.rubric();
        let (sheets, consensus) = case.files(&rubric);
        let report = reported(&rubric, &sheets, consensus.as_ref());
        let checked = std::panic::catch_unwind(|| check(path, case, &report));
        if checked.is_err() {
            failed.push(path);
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// The numbers of the domain's list of hard cases that are about panels, layers and editions.
#[test]
fn every_hard_case_of_panels_has_a_case_by_its_number() {
    let cases = cases();
    for number in [62, 63, 64, 65, 66, 68, 69, 70, 71, 72, 73] {
        let start = format!("/{number:03}-");
        assert!(cases.iter().any(|(path, _)| path.contains(&start)), "{number}");
    }
}

#[test]
fn the_order_of_sheets_changes_nothing() {
    for (path, case) in cases() {
        let rubric = case.rubric();
        let (mut sheets, consensus) = case.files(&rubric);
        let before = reported(&rubric, &sheets, consensus.as_ref());
        sheets.reverse();
        let after = reported(&rubric, &sheets, consensus.as_ref());
        assert_eq!(before.result, after.result, "{path}");
        assert_eq!(before.items, after.items, "{path}");
        assert_eq!(before.agreement, after.agreement, "{path}");
        assert_eq!(before.standing, after.standing, "{path}");
    }
}

/// Under the rubric that ships, which has no rules for panels, and under one that has.
#[test]
fn a_panel_of_one_is_that_one() {
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    let mut compared = 0;
    for path in files("rubrics/acftu-1p1pn-2024/examples", ".json") {
        let text = read(&path);
        let alone = run::report(&rubric, &text).unwrap();
        let panel = panel_report(&rubric, &[&text], None).result.unwrap();
        assert_eq!(panel.award.standing, alone.award.standing, "{path}");
        assert_eq!(panel.award.awarded, alone.award.awarded, "{path}");
        assert_eq!(panel.total, alone.total, "{path}");
        assert_eq!(panel.gates, alone.gates, "{path}");
        compared += 1;
    }
    assert!(compared > 10);
}

/// Two who say the same are one, under whatever rules.
#[test]
fn several_who_say_the_same_are_as_one() {
    for path in ["panel", "panel-trimmed"] {
        let text = read(&format!("tests/corpus/rubrics/good/{path}.toml"));
        let rubric = run::rubric(&text);
        let sheet = |by: &str| {
            json!({
                "format": 1,
                "rubric": { "id": rubric.identity().id, "edition": "1" },
                "state": "final",
                "assessors": [{ "id": by }],
                "responses": {
                    "craft": { "value": "4" },
                    "show": { "value": 80 },
                    "length": { "value": "12.5" },
                    "safe": { "value": true },
                },
            })
            .to_string()
        };
        let alone = run::report(&rubric, &sheet("a")).unwrap();
        let sheets: Vec<String> = ["a", "b", "c", "d", "e"].map(sheet).into();
        let panel = reported(&rubric, &sheets, None).result.unwrap();
        assert_eq!(panel.award, alone.award, "{path}");
        assert_eq!(panel.dimensions, alone.dimensions, "{path}");
    }
}

#[test]
fn a_written_panel_can_be_read_again() {
    for (path, case) in cases() {
        let rubric = case.rubric();
        let (sheets, consensus) = case.files(&rubric);
        let report = reported(&rubric, &sheets, consensus.as_ref());
        let written = serde_json::to_string(&report).unwrap();
        let read: PanelReport = serde_json::from_str(&written).unwrap();
        assert_eq!(read, report, "{path}");
    }
}
