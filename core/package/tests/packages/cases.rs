//! The cases of practice that packages answer, by their numbers.

use std::collections::BTreeSet;

use jiangxing_package::contents::rated;
use jiangxing_package::fault::PACKAGE_CODES;
use jiangxing_package::key::Holder;
use jiangxing_package::{
    Contents, Difference, Fault, Key, Kind, Part, Statement, differences, kept, open, sign,
};

use super::made::{
    answers, codes, container, harbour, item, looked_at, packed, part, project_file, replaced,
    report, rubric, small, with_manifest,
};

fn faults(package: &[u8]) -> Vec<&'static str> {
    rated(&open(package).unwrap()).faults.iter().map(Fault::code).collect()
}

/// A rubric like the small one, of another edition or with other content.
fn harbour_with(from: &'static str, to: &'static str, path: &str) -> Part {
    Part { path: path.into(), ..rubric(replaced(from, to)(&harbour())) }
}

/// 71: answers are rated under the edition that they name, which travels with them; two editions
/// stand side by side, and none is recomputed under the other.
#[test]
fn case_071_each_assessment_is_rated_under_its_own_edition() {
    let mut contents = small();
    let later = harbour_with("edition = \"2026\"", "edition = \"2027\"", "rubrics/later.toml");
    let of_later = replaced("\"2026\" }", "\"2027\" }")(&answers());
    contents.parts.extend([later, part("assessments/later.json", of_later)]);
    let package = packed(&contents);
    let found = rated(&open(&package).unwrap());
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    let editions = found.reports.iter().map(|one| one.report.rubric.edition.as_str());
    assert_eq!(editions.collect::<Vec<_>>(), ["2027", "2026"]);
}

/// 72: the same id and edition with other content is told, and never taken for the same.
#[test]
fn case_072_one_edition_with_two_contents_is_told() {
    let mut contents = small();
    contents.parts.push(harbour_with("虚构示例", "虚构的例子", "rubrics/other.toml"));
    assert_eq!(faults(&packed(&contents)), ["P052"]);
    // Pinned to the content of the one, under the content of the other.
    let mut pinned = small();
    let pin = |text: &[u8]| {
        replaced("\"edition\": \"2026\" }", "\"edition\": \"2026\", \"digest\": \"sha256:0\" }")(
            text,
        )
    };
    let at = pinned.parts.iter().position(|part| part.path.starts_with("assess")).unwrap();
    pinned.parts[at].content = pin(&pinned.parts[at].content);
    pinned.parts.retain(|part| !part.path.starts_with("reports"));
    let package = packed(&pinned);
    let found = rated(&open(&package).unwrap());
    let findings: Vec<&str> =
        found.reports[0].report.findings.iter().map(|finding| finding.code()).collect();
    assert!(findings.contains(&"A012"), "{findings:?}");
}

/// 73: what a file holds beside what is known travels as it is, to the byte.
#[test]
fn case_073_unknown_items_travel_as_they_are() {
    let text = replaced(
        "\"responses\": {",
        "\"later\": [1e9999], \"responses\": { \"zz\": { \"value\": 1.50 },",
    )(&answers());
    let mut contents = small();
    contents.parts.push(part("assessments/odd.json", text.clone()));
    let package = packed(&contents);
    assert_eq!(open(&package).unwrap().entries["assessments/odd.json"], text);
}

/// 74: a package of a newer format is refused with that reason, and nothing of it is taken.
#[test]
fn case_074_a_newer_format_is_refused_whole() {
    let newer = with_manifest(&packed(&small()), |manifest| manifest.format = 2);
    let faults = looked_at(&newer).faults;
    assert_eq!(faults, [Fault::TooNew { format: 2, known: 1 }]);
    assert_eq!(open(&newer).unwrap_err(), faults);
    assert_eq!(faults[0].code(), "P032");
    let more = "{\"format\":2,\"what\":[\"is\",\"this\"]}";
    assert_eq!(codes(&container(&[item("manifest.json", more)])), ["P032"]);
}

/// 76: what is hostile is refused with its reason; the cases are in `hostile.rs`, and each code has
/// one, there or in another of these files.
#[test]
fn case_076_every_fault_is_shown_by_a_test() {
    let files = ["cases", "flips", "hostile", "made", "passing", "ratings", "signing"]
        .map(|name| project_file(&format!("core/package/tests/packages/{name}.rs")));
    let key = project_file("core/package/src/key.rs");
    let texts: Vec<String> =
        files.into_iter().chain([key]).map(|text| String::from_utf8(text).unwrap()).collect();
    let is_shown = |code: &&&str| texts.iter().any(|text| text.contains(&format!("\"{code}\"")));
    let missing: Vec<&&str> = PACKAGE_CODES.iter().filter(|code| !is_shown(code)).collect();
    assert_eq!(missing, Vec::<&&str>::new());
    assert_eq!(PACKAGE_CODES.iter().collect::<BTreeSet<_>>().len(), PACKAGE_CODES.len());
}

/// 77: a signed result that is opened again becomes a new package that names the old one; the old
/// one and its signature stay as they were, and what was changed is told.
#[test]
fn case_077_a_signed_result_opened_again_is_a_new_package() {
    let key = Key::from_seed([1; 32], "王伟", Holder::Assessor);
    let signed = sign(&packed(&small()), &key, Statement::default()).unwrap();
    let old = open(&signed).unwrap();
    let mut contents = small();
    contents.follows = Some(old.identity.clone());
    let answers = replaced("1699", "1701")(&answers());
    contents
        .parts
        .retain(|part| !part.path.starts_with("assess") && !part.path.starts_with("reports"));
    contents.parts.push(part("reports/site.json", report(&harbour(), &answers)));
    contents.parts.push(part("assessments/site.json", answers));
    let package = packed(&contents);
    let new = open(&package).unwrap();
    assert_eq!(new.manifest.follows.as_ref(), Some(&old.identity));
    assert_ne!(new.identity, old.identity);
    assert!(new.signatures.is_empty() && old.signatures.len() == 1);
    let changed = |path: &str, fields: &[&str]| Difference::Changed {
        path: path.into(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
    };
    assert_eq!(
        differences(&old.manifest, &new.manifest),
        [
            changed("assessments/site.json", &["/responses/certified"]),
            changed("reports/site.json", &[]),
        ]
    );
    assert_eq!(differences(&old.manifest, &old.manifest), []);
}

/// 90: of two revisions of a result each keeps its own report: the history of stars has both.
#[test]
fn case_090_two_revisions_keep_their_reports() {
    let mut contents = Contents { kind: Kind::Assignment, ..small() };
    let answers = replaced("1699", "1999")(&answers());
    contents.parts.push(part("reports/appeal.json", report(&harbour(), &answers)));
    contents.parts.push(part("assessments/appeal.json", answers));
    let package = packed(&contents);
    let found = rated(&open(&package).unwrap());
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    let stars = found.reports.iter().map(|one| one.report.award.awarded.as_ref().unwrap().stars);
    let stars: Vec<u32> = stars.collect();
    assert!(stars[0] > stars[1], "{stars:?}");
}

/// 99: when a browser has lost its store, a backup gives everything back to the byte; one that is
/// not whole is refused before anything is taken of it.
#[test]
fn case_099_a_backup_gives_everything_back() {
    let record = project_file("tests/corpus/backups/as-kept-1.json");
    let parts = vec![
        rubric(harbour()),
        part("assessments/one.json", answers()),
        part("records/two.json", record.clone()),
    ];
    let mut backup = packed(&Contents { kind: Kind::Backup, follows: None, parts });
    let opened = open(&backup).unwrap();
    assert_eq!(opened.entries["records/two.json"], record);
    assert_eq!(opened.entries["assessments/one.json"], answers());
    backup.pop();
    assert!(open(&backup).is_err());
}

/// What the app of version 0.1 exported can be read, and packed, for ever.
#[test]
fn case_099_what_the_app_exported_before_there_were_packages_is_read() {
    let record = project_file("tests/corpus/backups/as-kept-1.json");
    let assessment = kept::assessment(std::str::from_utf8(&record).unwrap());
    let rubric = jiangxing::open(std::str::from_utf8(&harbour()).unwrap()).rubric.unwrap();
    let report = jiangxing::report(&rubric, &assessment).unwrap();
    assert_eq!(report.assessment.subject, "虚构示例·西湾客运港");
}

/// 100: a file that was being written when the power went is no package, wherever it was cut off
/// (`flips.rs` cuts at every byte), nor is one whose end was never reached by the disk.
#[test]
fn case_100_a_package_that_was_half_written_is_refused() {
    let package = packed(&small());
    for from in [0, 1, package.len() / 2, package.len() - 10] {
        let mut zeros = package.clone();
        zeros[from..].fill(0);
        assert!(!looked_at(&zeros).faults.is_empty(), "{from}");
    }
}
