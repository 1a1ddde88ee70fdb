//! The answers in a package, rated under the rubric in it.

use jiangxing_package::contents::{Inside, Rated, rated};
use jiangxing_package::manifest::RubricName;
use jiangxing_package::{Contents, Fault, Part, open};

use super::made::{answers, forged, packed, part, replaced, small};

fn of(package: &[u8]) -> Rated {
    rated(&open(package).unwrap_or_else(|faults| panic!("{faults:?}")))
}

fn codes(rated: &Rated) -> Vec<&'static str> {
    rated.faults.iter().map(Fault::code).collect()
}

/// The small package with these parts more, and without those of the same path.
fn with(parts: impl IntoIterator<Item = Part>) -> Vec<u8> {
    let mut contents = small();
    for part in parts {
        contents.parts.retain(|other| other.path != part.path);
        contents.parts.push(part);
    }
    packed(&contents)
}

#[test]
fn the_report_inside_is_what_the_answers_inside_come_to() {
    let found = of(&packed(&small()));
    assert_eq!(codes(&found), [""; 0]);
    assert_eq!(found.reports[0].inside, Inside::Same);
    let award = &found.reports[0].report.award;
    assert_eq!(award.awarded.as_ref().map(|rating| rating.stars), Some(1));
}

#[test]
fn a_better_report_than_the_answers_is_found() {
    let better = forged(&packed(&small()), "reports/site.json", |text| {
        let report = std::str::from_utf8(text).unwrap();
        let mut report = jiangxing::report::read(report).unwrap();
        report.award.awarded = report.award.earned.clone();
        jiangxing::report::to_json(&report).into_bytes()
    });
    let found = of(&better);
    assert_eq!(codes(&found), ["P056"]);
    assert_eq!(found.reports[0].inside, Inside::Differs);
    let other = forged(&packed(&small()), "assessments/site.json", replaced("1699", "100"));
    assert_eq!(codes(&of(&other)), ["P056"]);
}

#[test]
fn a_report_of_another_version_of_the_engine_is_held_to_its_outcome() {
    let by = |engine: &'static str| {
        forged(&packed(&small()), "reports/site.json", move |text| {
            let report = std::str::from_utf8(text).unwrap();
            let mut report = jiangxing::report::read(report).unwrap();
            report.engine = engine.into();
            report.coverage.settled += 1;
            jiangxing::report::to_json(&report).into_bytes()
        })
    };
    let found = of(&by("0.0.1"));
    assert_eq!((codes(&found), found.reports[0].inside), (Vec::new(), Inside::SameOutcome));
    // The same version would have written the same report.
    let engine: &'static str = found.reports[0].report.engine.clone().leak();
    assert_eq!(codes(&of(&by(engine))), ["P056"]);
}

#[test]
fn what_does_not_belong_together_is_named() {
    let report = part("reports/other.json", "{}");
    assert_eq!(codes(&of(&with([report]))), ["P057"]);
    assert_eq!(codes(&of(&with([part("reports/site.json", "{}")]))), ["P055"]);
    let stranger = String::from_utf8(answers()).unwrap().replace("\"2026\" }", "\"2025\" }");
    assert_eq!(codes(&of(&with([part("assessments/a.json", stranger)]))), ["P054"]);
    for odd in ["", "[]", "{}", "{\"rubric\":{}}"] {
        assert_eq!(codes(&of(&with([part("assessments/a.json", odd)]))), ["P053"], "{odd}");
    }
    let without_answers = r#"{"format":1,"rubric":{"id":"harbour","edition":"2026"}}"#;
    assert_eq!(codes(&of(&with([part("assessments/a.json", without_answers)]))), ["P053"]);
    let deep = format!("{{\"rubric\":{}", "[".repeat(1_000_000));
    assert_eq!(codes(&of(&with([part("assessments/a.json", deep)]))), ["P053"]);
}

#[test]
fn a_rubric_is_held_to_its_name() {
    let mut contents: Contents = small();
    let at = contents.parts.iter().position(|part| part.rubric.is_some()).unwrap();
    let name = contents.parts[at].rubric.clone().unwrap();
    contents.parts[at].rubric = Some(RubricName { edition: "2027".into(), ..name });
    assert_eq!(codes(&of(&packed(&contents))), ["P051", "P054"]);
    contents.parts[at].content = b"format = 1".to_vec();
    assert_eq!(codes(&of(&packed(&contents))), ["P050", "P054"]);
}
