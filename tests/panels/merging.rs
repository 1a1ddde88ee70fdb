//! Two copies of one assessment: laws of merging them, tried on edits nobody made.

use fastrand::Rng;
use jiangxing::{NotMerged, merge};
use jiangxing_tests::{DEFAULT_RUBRIC, read, run};
use serde_json::{Map, Value, json};

/// A copy of the assessment on one device.
#[derive(Clone)]
struct Device {
    name: String,
    text: String,
}

fn file(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn merged(one: &str, other: &str) -> String {
    merge(one, other).unwrap_or_else(|why| panic!("{why:?}")).text
}

fn conflicts(text: &str) -> Vec<String> {
    let found = merge(text, text).unwrap_or_else(|why| panic!("{why:?}")).conflicts;
    found.iter().map(|conflict| conflict.path.join("/")).collect()
}

impl Device {
    /// What it takes in it makes its own.
    fn take(&mut self, text: &str) {
        let mut file = file(text);
        file["device"] = json!(self.name);
        self.text = file.to_string();
    }

    /// An edit, as the app makes one: recorded at once.
    fn say(&mut self, id: &str, response: Option<Value>) {
        let mut file = file(&self.text);
        let responses = file["responses"].as_object_mut().unwrap();
        match response {
            Some(response) => drop(responses.insert(id.to_owned(), response)),
            None => drop(responses.remove(id)),
        }
        let text = file.to_string();
        self.take(&merged(&text, &text));
    }
}

const IDS: [&str; 4] = ["a1-1", "a2-1", "trained", "certified"];

fn begun() -> String {
    json!({
        "format": 1,
        "rubric": { "id": "acftu-1p1pn-2024", "edition": "2026-trial-1" },
        "subject": { "name": "虚构示例", "categories": { "site-type": "enterprise" } },
        "state": "draft",
        "responses": {},
    })
    .to_string()
}

/// Three devices, after edits and exchanges in some order.
fn devices(rng: &mut Rng, edits: usize) -> Vec<Device> {
    let mut devices: Vec<Device> = ["甲", "乙", "丙"]
        .iter()
        .map(|name| {
            let mut device = Device { name: (*name).to_owned(), text: String::new() };
            device.take(&begun());
            device
        })
        .collect();
    for _ in 0..edits {
        let one = rng.usize(0..3);
        if rng.u8(0..4) == 0 {
            let other = devices[rng.usize(0..3)].text.clone();
            let both = merged(&devices[one].text, &other);
            devices[one].take(&both);
            continue;
        }
        let id = IDS[rng.usize(0..IDS.len())];
        let response = match rng.u8(0..6) {
            0 => None,
            1 => Some(json!({ "pending": "待补", "note": "a/b~c" })),
            _ => Some(json!({ "value": rng.u8(0..4) })),
        };
        devices[one].say(id, response);
    }
    devices
}

/// Tries `law` on devices after many edits.
fn for_many(mut law: impl FnMut(&[Device], &mut Rng)) {
    for seed in 0..150 {
        let mut rng = Rng::with_seed(seed);
        let edits = rng.usize(0..14);
        let devices = devices(&mut rng, edits);
        law(&devices, &mut rng);
    }
}

#[test]
fn it_is_the_same_whichever_comes_first() {
    for_many(|devices, _| {
        let (one, other) = (&devices[0].text, &devices[1].text);
        assert_eq!(merge(one, other), merge(other, one));
    });
}

#[test]
fn it_is_the_same_in_whatever_order_three_are_put_together() {
    for_many(|devices, _| {
        let [one, two, three] = [0, 1, 2].map(|place| devices[place].text.as_str());
        let left = merged(&merged(one, two), three);
        let right = merged(one, &merged(two, three));
        assert_eq!(left, right);
        assert_eq!(left, merged(&merged(three, one), two));
    });
}

#[test]
fn once_more_changes_nothing() {
    for_many(|devices, _| {
        let both = merged(&devices[0].text, &devices[1].text);
        assert_eq!(merged(&both, &both), both);
        assert_eq!(merged(&both, &devices[1].text), both);
    });
}

/// Every answer ever given stands in the merged file, in the histories.
#[test]
fn nothing_that_was_said_is_lost() {
    let mut kept = 0;
    for_many(|devices, _| {
        let both = merged(&devices[0].text, &devices[1].text);
        let all = file(&both)["revisions"].clone();
        for device in &devices[..2] {
            let own = file(&device.text)["revisions"].clone();
            for (field, revisions) in own.as_object().into_iter().flatten() {
                for revision in revisions.as_array().unwrap() {
                    assert!(
                        all[field].as_array().unwrap().contains(revision),
                        "{field}: {revision}"
                    );
                    kept += 1;
                }
            }
        }
    });
    assert!(kept > 1000, "{kept}");
}

#[test]
fn what_two_said_without_knowing_of_one_another_is_open_until_somebody_decides() {
    let mut seen = 0;
    for_many(|devices, rng| {
        let (mut one, mut other) = (devices[0].clone(), devices[1].clone());
        one.take(&merged(&one.text, &other.text));
        other.take(&one.text.clone());
        one.say("a1-1", Some(json!({ "value": "4" })));
        other.say("a1-1", Some(json!({ "value": "2" })));
        let both = merge(&one.text, &other.text).unwrap();
        let found = both.conflicts.iter().find(|found| found.path == ["responses", "a1-1"]);
        let says: Vec<_> = found.unwrap().sides.iter().map(|side| side.says.clone()).collect();
        assert_eq!(says.len(), 2);
        assert!(says.contains(&Some(r#"{"value":"4"}"#.to_owned())), "{says:?}");
        assert!(says.contains(&Some(r#"{"value":"2"}"#.to_owned())), "{says:?}");
        assert_eq!(file(&both.text)["responses"].get("a1-1"), None);

        // Whoever decides has seen both, and is not asked again, whoever merges what later.
        let mut decided = Device { name: "甲".to_owned(), text: String::new() };
        decided.take(&both.text);
        decided.say("a1-1", Some(json!({ "value": "3" })));
        let copies = [&one.text, &other.text, &both.text];
        let last = merged(&decided.text, copies[rng.usize(0..3)]);
        assert_eq!(file(&last)["responses"]["a1-1"], json!({ "value": "3" }));
        assert!(!conflicts(&last).contains(&"responses/a1-1".to_owned()));
        seen += 1;
    });
    assert_eq!(seen, 150);
}

#[test]
fn what_only_one_changed_is_not_in_conflict() {
    for_many(|devices, _| {
        let both = merged(&devices[0].text, &devices[1].text);
        let (mut one, mut other) = (devices[0].clone(), devices[1].clone());
        one.take(&both);
        other.take(&both);
        let before = conflicts(&both);
        one.say("a1-1", Some(json!({ "value": "5" })));
        other.say("a2-1", None);
        let after = conflicts(&merged(&one.text, &other.text));
        assert!(after.iter().all(|field| before.contains(field)), "{before:?} {after:?}");
    });
}

#[test]
fn a_merged_file_is_an_assessment_like_any_other() {
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    for_many(|devices, _| {
        let both = merge(&devices[0].text, &devices[1].text).unwrap();
        let report = run::report(&rubric, &both.text).unwrap_or_else(|found| panic!("{found:?}"));
        let open = |id: &str| report.coverage.open.iter().any(|open| open == id);
        for conflict in &both.conflicts {
            if conflict.path == ["responses", "a1-1"] || conflict.path == ["responses", "a2-1"] {
                assert!(open(&conflict.path[1]), "{conflict:?}");
            }
        }
        let known = |finding: &&jiangxing::finding::Finding| finding.code() == "A002";
        assert_eq!(report.findings.iter().filter(known).count(), 0, "{:?}", report.findings);
    });
}

/// Files from before there were histories, and from what keeps none.
#[test]
fn without_histories_only_what_differs_is_in_conflict() {
    let with = |device: &str, id: &str, value: &str| {
        let mut file = file(&begun());
        file["device"] = json!(device);
        file["responses"] = json!({ "g1": { "value": true }, id: { "value": value } });
        file["unheard-of"] = json!([1, 2.50]);
        file.to_string()
    };
    let both = merge(&with("甲", "a1-1", "4"), &with("乙", "a1-1", "2")).unwrap();
    let paths: Vec<String> = both.conflicts.iter().map(|one| one.path.join("/")).collect();
    assert_eq!(paths, ["responses/a1-1"]);
    let both = file(&both.text);
    assert_eq!(both["responses"]["g1"], json!({ "value": true }));
    assert_eq!(both["unheard-of"], json!([1, 2.5]));

    // Two that call themselves the same and say different things are told apart all the same.
    let both = merge(&with("", "a1-1", "4"), &with("", "a1-1", "2")).unwrap();
    assert_eq!(both.conflicts.len(), 1);
    let both = merge(&with("", "a1-1", "4"), &with("", "a2-1", "2")).unwrap();
    assert_eq!(both.conflicts.len(), 0);
    assert_eq!(file(&both.text)["responses"].as_object().map(Map::len), Some(3));
}

#[test]
fn what_are_no_copies_of_one_assessment_are_not_merged() {
    let with = |key: &str, value: Value| {
        let mut file = file(&begun());
        file[key] = value;
        file.to_string()
    };
    let one = begun();
    assert!(matches!(merge("[", &one), Err(NotMerged::Unreadable(0, _))));
    assert!(matches!(merge(&one, "{}"), Err(NotMerged::Unreadable(1, _))));
    let torn = with("revisions", json!({ "/responses/a1-1": [{ "device": "甲" }] }));
    assert!(matches!(merge(&one, &torn), Err(NotMerged::Unreadable(1, _))));
    let other = with("rubric", json!({ "id": "another", "edition": "1" }));
    assert!(matches!(merge(&one, &other), Err(NotMerged::OtherRubric(..))));
    let code = |code: &str| with("subject", json!({ "name": "x", "code": code }));
    assert!(matches!(merge(&code("1"), &code("2")), Err(NotMerged::OtherSubject(..))));
    let assessor = |id: &str| with("assessors", json!([{ "id": id, "name": id }]));
    let refused = merge(&assessor("wang"), &assessor("li"));
    assert_eq!(refused, Err(NotMerged::OtherAssessor("wang".into(), "li".into())));
}
