//! Laws of panels, tried on sheets nobody filled in.

use fastrand::Rng;
use jiangxing::number::Number;
use jiangxing::report::panel::v1::{PanelItem, PanelItemStanding, PanelReport, PanelStanding};
use jiangxing::{CheckedRubric, panel_report};
use jiangxing_tests::{read, run};
use serde_json::{Value, json};

/// What one assessor says.
#[derive(Clone, Debug)]
struct Said {
    by: usize,
    craft: Option<u8>,
    show: u8,
    length: u8,
    safe: bool,
}

impl Said {
    fn any(by: usize, rng: &mut Rng) -> Self {
        Self {
            by,
            craft: (rng.u8(0..8) > 0).then(|| rng.u8(0..=5)),
            show: rng.u8(55..=100),
            length: rng.u8(40..=42),
            safe: rng.u8(0..10) > 0,
        }
    }

    fn file(&self, rubric: &CheckedRubric) -> Value {
        let mut responses = json!({
            "show": { "value": self.show },
            "length": { "value": self.length },
            "safe": { "value": self.safe },
        });
        if let Some(level) = self.craft {
            responses["craft"] = json!({ "value": level.to_string() });
        }
        let role = if self.by == 0 { "lead" } else { "member" };
        json!({
            "format": 1,
            "rubric": { "id": rubric.identity().id, "edition": "1" },
            "state": "final",
            "assessors": [{ "id": format!("a{}", self.by), "role": role }],
            "responses": responses,
        })
    }
}

fn report(rubric: &CheckedRubric, sheets: &[Value], consensus: Option<&Value>) -> PanelReport {
    let texts: Vec<String> = sheets.iter().map(Value::to_string).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    panel_report(rubric, &texts, consensus.map(Value::to_string).as_deref())
}

fn files(rubric: &CheckedRubric, said: &[Said]) -> Vec<Value> {
    said.iter().map(|one| one.file(rubric)).collect()
}

fn number(text: &str) -> Number {
    text.parse().unwrap_or_else(|why| panic!("{text}: {why:?}"))
}

fn item<'a>(report: &'a PanelReport, id: &str) -> &'a PanelItem {
    report.items.iter().find(|item| item.id == id).unwrap()
}

/// Tries `law` on many panels under every rubric with rules for them.
fn for_many(mut law: impl FnMut(&str, &CheckedRubric, &[Said], &mut Rng)) {
    for name in ["panel", "panel-mean", "panel-trimmed"] {
        let rubric = run::rubric(&read(&format!("tests/corpus/rubrics/good/{name}.toml")));
        for seed in 0..120 {
            let mut rng = Rng::with_seed(seed);
            let count = rng.usize(2..=5);
            let said: Vec<Said> = (0..count).map(|by| Said::any(by, &mut rng)).collect();
            law(name, &rubric, &said, &mut rng);
        }
    }
}

#[test]
fn what_comes_together_lies_between_the_least_and_the_most() {
    let mut combined = 0;
    for_many(|name, rubric, said, _| {
        let report = report(rubric, &files(rubric, said), None);
        for item in report.items.iter().filter(|one| one.standing == PanelItemStanding::Combined) {
            let Some(points) = item.points.as_ref() else { continue };
            let points = number(&points.exact);
            let said = item.said.iter().filter_map(|said| said.points.as_ref());
            let said: Vec<Number> = said.map(|points| number(&points.exact)).collect();
            let (least, most) = (said.iter().min().unwrap(), said.iter().max().unwrap());
            assert!(*least <= points && points <= *most, "{name} {}: {said:?} {points}", item.id);
            combined += 1;
        }
    });
    assert!(combined > 200, "{combined}");
}

/// Where whole sheets are dropped by their totals, a better score in one item may drop another sheet.
#[test]
fn a_better_score_never_lowers_what_scores_come_to() {
    let mut compared = 0;
    for_many(|name, rubric, said, rng| {
        if name == "panel-trimmed" {
            return;
        }
        let before = report(rubric, &files(rubric, said), None);
        let mut better = said.to_vec();
        let place = rng.usize(0..better.len());
        better[place].show = (better[place].show + rng.u8(1..10)).min(100);
        let after = report(rubric, &files(rubric, &better), None);
        let both = [&before, &after].map(|report| item(report, "show"));
        let settled = |item: &&PanelItem| item.standing != PanelItemStanding::TalkOver;
        if !both.iter().all(settled) {
            return;
        }
        let points = both.map(|item| item.points.as_ref().map(|points| number(&points.exact)));
        assert!(points[0] <= points[1], "{name}: {said:?} {better:?}");
        compared += usize::from(points[0].is_some());
    });
    assert!(compared > 100, "{compared}");
}

/// The range shown before a panel has talked holds whatever it may agree on.
#[test]
fn the_range_of_an_open_result_holds_every_consensus() {
    let mut tried = 0;
    for_many(|name, rubric, said, _| {
        let sheets = files(rubric, said);
        let before = report(rubric, &sheets, None);
        let open: Vec<&str> = before
            .items
            .iter()
            .filter(|item| item.standing == PanelItemStanding::TalkOver)
            .map(|item| item.id.as_str())
            .collect();
        let Some(result) = before.result.as_ref().filter(|_| open == ["craft"]) else { return };
        let (low, high) = (number(&result.total.low.exact), number(&result.total.high.exact));
        for level in 0..=5 {
            let mut consensus = said[0].file(rubric);
            consensus["responses"] =
                json!({ "craft": { "value": level.to_string(), "note": "合议" } });
            let after = report(rubric, &sheets, Some(&consensus));
            assert_eq!(after.standing, PanelStanding::Stands, "{name}");
            let total = after.result.unwrap().total.points;
            if let Some(total) = total.map(|points| number(&points.exact)) {
                assert!(low <= total && total <= high, "{name}: {low} {total} {high}");
                tried += 1;
            }
        }
    });
    assert!(tried > 50, "{tried}");
}

#[test]
fn who_has_a_conflict_of_interest_changes_nothing() {
    for_many(|name, rubric, said, rng| {
        let mut sheets = files(rubric, said);
        let before = report(rubric, &sheets, None);
        let mut other = Said::any(9, rng).file(rubric);
        other["assessors"][0]["conflict"] = json!("亲属任职");
        sheets.insert(rng.usize(0..=sheets.len()), other);
        let after = report(rubric, &sheets, None);
        assert_eq!(before.result, after.result, "{name}");
        assert_eq!(before.items, after.items, "{name}");
        assert_eq!(after.sheets.iter().filter(|sheet| sheet.conflict.is_some()).count(), 1);
    });
}

/// The rules of a panel come along when a rubric is opened from its bytes.
#[test]
fn a_rubric_from_bytes_has_the_rules_of_its_panel() {
    for name in ["panel", "panel-mean", "panel-trimmed"] {
        let text = read(&format!("tests/corpus/rubrics/good/{name}.toml"));
        let rubric = run::rubric(&text);
        let bytes = rubric.to_bytes(&text).unwrap();
        let (opened, _) = CheckedRubric::from_bytes(&bytes).unwrap();
        let mut rng = Rng::with_seed(7);
        let said: Vec<Said> = (0..3).map(|by| Said::any(by, &mut rng)).collect();
        let sheets = files(&rubric, &said);
        assert_eq!(report(&rubric, &sheets, None), report(&opened, &sheets, None), "{name}");
        assert!(report(&opened, &sheets, None).rules.is_some(), "{name}");
    }
}

/// Nothing panics, whatever stands in the files.
#[test]
fn no_byte_out_of_place_panics() {
    let rubric = run::rubric(&read("tests/corpus/rubrics/good/panel.toml"));
    let mut rng = Rng::with_seed(5);
    let said: Vec<Said> = (0..3).map(|by| Said::any(by, &mut rng)).collect();
    let sheets: Vec<String> = files(&rubric, &said).iter().map(Value::to_string).collect();
    let whole = jiangxing::merge(&sheets[1], &sheets[1]).unwrap().text;
    let mut read = 0;
    for _ in 0..600 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..rng.usize(1..4) {
            let place = rng.usize(0..bytes.len());
            match rng.u8(0..3) {
                0 => bytes[place] = rng.u8(32..127),
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, b"{}[]\",:0"[rng.usize(0..8)]),
            }
        }
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let report = panel_report(&rubric, &[&sheets[0], &text, &sheets[2]], Some(&text));
        let merged = jiangxing::merge(&text, &sheets[1]);
        read += usize::from(report.result.is_some()) + usize::from(merged.is_ok());
    }
    assert!(read > 20, "{read}");
}

#[test]
fn sheets_that_are_none_are_told() {
    let rubric = run::rubric(&read("tests/corpus/rubrics/good/panel.toml"));
    let good = Said::any(1, &mut Rng::with_seed(1)).file(&rubric).to_string();
    let odd = [
        "",
        "[",
        "{}",
        "null",
        r#"{"format":1,"rubric":{"id":"panel","edition":"1"},"responses":{}}"#,
        r#"{"format":1,"rubric":{"id":"panel","edition":"1"},"responses":{},"assessors":7}"#,
        r#"{"format":1,"rubric":{"id":"panel","edition":"1"},"responses":{},"layer":"x","assessors":[{"role":3}]}"#,
    ];
    for text in odd {
        let report = panel_report(&rubric, &[&good, text], Some(text));
        assert_eq!(report.standing, PanelStanding::None, "{text}");
        assert!(!report.obstacles.is_empty(), "{text}");
    }
    assert_eq!(panel_report(&rubric, &[], None).standing, PanelStanding::None);
}
