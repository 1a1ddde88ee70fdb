//! Do these responses fit this rubric? What does not is left out and reported; nothing is lost,
//! because the file itself is never rewritten here.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::file::{AssessmentFile, StateWord, SubjectFile};
use crate::assessment::fitting::Fitting;
use crate::assessment::{Assessment, Subject, code};
use crate::calendar::Day;
use crate::check::CheckedRubric;
use crate::diagnostic::Fault;
use crate::finding::Finding;
use crate::number::Number;
use crate::parse::canonical::canonical;
use crate::parse::json;
use crate::parse::node::{Node, NodeKind, shortened};
use crate::parse::shape::{At, ReadFault, Reader, Shape};
use crate::parse::suggest::nearest;
use crate::plan::{Plan, compile, profile};
use crate::report::canonical::digest;
use crate::report::v1::State;

/// The newest version of the assessment file format that is understood.
pub const ASSESSMENT_FORMAT: i64 = 1;

/// The longest assessment text that is read, in bytes.
pub const LONGEST_ASSESSMENT: usize = 16 * 1024 * 1024;

/// Responses fitted to a plan, and everything about them that does not fit.
#[derive(Clone, Debug)]
pub struct Admitted<'a> {
    /// The plan for the kind of subject that the responses name.
    pub plan: &'a Plan,
    /// What fits.
    pub assessment: Assessment,
    /// What does not, in the order of the file.
    pub findings: Vec<Finding>,
}

/// The responses in `text` (JSON), fitted to `rubric`.
///
/// # Errors
/// The findings, when the text is not an assessment file at all: not JSON, of a newer format, or
/// without its rubric or its responses.
pub fn admit<'a>(rubric: &'a CheckedRubric, text: &str) -> Result<Admitted<'a>, Vec<Finding>> {
    let (node, file, findings) = read_file(text)?;
    Ok(fitted(rubric, &node, &file, findings))
}

/// The same of a file that is read, with what does not fit in its shape.
pub(crate) fn fitted<'a>(
    rubric: &'a CheckedRubric,
    node: &Node,
    file: &AssessmentFile,
    mut findings: Vec<Finding>,
) -> Admitted<'a> {
    let is_of_other_rubric = names_another(rubric, file, &mut findings);
    findings.extend(outside_its_time(rubric, file.cycle.as_ref()));
    let subject =
        subject(file.subject.as_ref().map(|subject| &subject.it), file, rubric, &mut findings);
    let completed = profile::complete(&rubric.head.categories, &subject.categories);
    let plan = compile(rubric, &completed.chosen);
    let mut fitting = Fitting { plan, responses: &file.responses.it, findings };
    let marks = fitting.marks();
    let mut answers = fitting.answers(&marks);
    fitting.refuse_parts_beyond_wholes(&mut answers);
    fitting.report_strangers();
    let findings = no_more_than_can_be_read(fitting.findings);
    let state = match file.state.as_ref().map(|state| state.it) {
        Some(StateWord::Final) => State::Final,
        Some(StateWord::Draft) | None => State::Draft,
    };
    let digest = digest(&canonical(node));
    let assessment = Assessment {
        unstated: completed.unstated,
        digest,
        subject,
        state,
        is_of_other_rubric,
        answers,
        marks,
    };
    Admitted { plan, assessment, findings }
}

/// An assessment file, as a tree and key for key, and what does not fit in it.
pub(crate) fn read_file(text: &str) -> Result<(Node, AssessmentFile, Vec<Finding>), Vec<Finding>> {
    let node = tree(text)?;
    if let Some(finding) = too_new(&node) {
        return Err([finding].into());
    }
    let mut reader = Reader::default();
    let file = AssessmentFile::read(&node, &mut reader);
    let findings: Vec<Finding> = reader.faults.into_iter().map(from_read).collect();
    match file {
        Some(file) => Ok((node, file, findings)),
        None => Err(findings),
    }
}

pub(crate) fn tree(text: &str) -> Result<Node, Vec<Finding>> {
    if text.len() > LONGEST_ASSESSMENT {
        let finding = Finding::TooLarge {
            what: "the assessment, in bytes".into(),
            found: text.len().to_string(),
            most: LONGEST_ASSESSMENT.to_string(),
        };
        return Err([finding].into());
    }
    json::read(text).map_err(|fault| {
        let place = fault.at.place_in(text);
        [Finding::Unreadable { detail: fault.detail, line: place.line, column: place.column }]
            .into()
    })
}

fn too_new(root: &Node) -> Option<Finding> {
    let NodeKind::Number(text) = &root.get("format")?.kind else {
        return None;
    };
    let format = text.parse::<Number>().ok()?;
    (format > Number::from_whole(ASSESSMENT_FORMAT)).then(|| Finding::TooNew {
        format: format.to_string(),
        known: ASSESSMENT_FORMAT.to_string(),
    })
}

/// What reading found wrong, as a finding.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "faults of a rubric's content do not come from reading a shape"
)]
pub(crate) fn from_read(found: ReadFault) -> Finding {
    let path = found.path;
    let below = |key: &str| {
        if path.is_empty() { key.to_string() } else { alloc::format!("{path}/{key}") }
    };
    let misfit = |expected: String, found: String| Finding::WrongShape {
        path: path.clone(),
        expected,
        found,
    };
    match found.fault {
        Fault::UnknownKey { key, nearest } => Finding::UnknownKey { path: below(&key), nearest },
        Fault::MissingKey { key } => Finding::MissingKey { path: below(&key) },
        Fault::DuplicateId { id } => Finding::DuplicateKey { path: below(&id) },
        Fault::WrongShape { expected, found, .. } => misfit(expected, found),
        Fault::UnknownWord { word, allowed, .. } => misfit(allowed.join(" | "), word),
        Fault::NotANumber { text } => misfit("a number".into(), text),
        Fault::NotAnId { text } => {
            misfit("an id: lower-case letters, digits, hyphens".into(), text)
        }
        // Reading a shape reports nothing else.
        other => misfit("an assessment".into(), other.code().into()),
    }
}

/// The most findings that are told; one more says how many there are.
const MOST_FINDINGS: usize = 1_000;

fn no_more_than_can_be_read(mut findings: Vec<Finding>) -> Vec<Finding> {
    let found = findings.len();
    if found > MOST_FINDINGS {
        findings.truncate(MOST_FINDINGS);
        let (found, most) = (found.to_string(), MOST_FINDINGS.to_string());
        findings.push(Finding::TooLarge { what: "the number of findings".into(), found, most });
    }
    findings
}

fn names_another(
    rubric: &CheckedRubric,
    file: &AssessmentFile,
    findings: &mut Vec<Finding>,
) -> bool {
    let identity = rubric.identity();
    let written = |id: &str, edition: &str| alloc::format!("{id} {edition}");
    if *file.rubric.id.it != *identity.id || file.rubric.edition.it != identity.edition {
        findings.push(Finding::OtherRubric {
            found: written(&file.rubric.id, &file.rubric.edition.it),
            expected: written(&identity.id, &identity.edition),
        });
        return true;
    }
    let pinned = file.rubric.digest.as_ref().filter(|pinned| pinned.it != identity.digest);
    if let Some(pinned) = pinned {
        let (found, expected) = (shortened(&pinned.it), identity.digest.clone());
        findings.push(Finding::OtherDigest { found, expected });
    }
    pinned.is_some()
}

/// A finding, when the cycle begins with a year (or is a day) and the rubric is not in force in it.
fn outside_its_time(rubric: &CheckedRubric, cycle: Option<&At<String>>) -> Option<Finding> {
    let in_force = rubric.identity().in_force.as_ref()?;
    let cycle = cycle?.it.trim();
    let (first, last) = match Day::read(cycle) {
        Some(day) => (day, day),
        None => Day::of_year(leading_year(cycle)?)?,
    };
    let (from, to) = (Day::read(&in_force.from), Day::read(&in_force.to));
    let is_outside = from.is_some_and(|from| last < from) || to.is_some_and(|to| first > to);
    let written = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    is_outside.then(|| Finding::NotInForce {
        cycle: shortened(cycle),
        from: written(from),
        to: written(to),
    })
}

/// The year that a text begins with: four digits and no fifth.
fn leading_year(text: &str) -> Option<u16> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..digits).filter(|year| year.len() == 4)?.parse().ok()
}

fn subject(
    subject: Option<&SubjectFile>,
    file: &AssessmentFile,
    rubric: &CheckedRubric,
    findings: &mut Vec<Finding>,
) -> Subject {
    let text = |found: Option<&At<String>>| found.map(|text| text.it.clone()).unwrap_or_default();
    let code = text(subject.and_then(|subject| subject.code.as_ref()));
    if !code.is_empty() && !code::is_consistent(&code) {
        findings.push(Finding::CodeDoubtful { code: shortened(&code) });
    }
    Subject {
        name: text(subject.and_then(|subject| subject.name.as_ref())),
        region: text(subject.and_then(|subject| subject.region.as_ref())),
        cycle: text(file.cycle.as_ref()),
        categories: categories(subject, rubric, findings),
        code,
    }
}

fn categories(
    subject: Option<&SubjectFile>,
    rubric: &CheckedRubric,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let stated = subject.and_then(|subject| subject.categories.as_ref());
    let mut categories = BTreeMap::new();
    for category in &rubric.head.categories {
        let Some(option) = stated.and_then(|stated| stated.get(&category.id)) else {
            findings.push(Finding::CategoryMissing { category: category.id.clone() });
            continue;
        };
        let known: Vec<&str> = category.options.iter().map(|known| known.id.as_str()).collect();
        if known.contains(&option.it.as_str()) {
            categories.insert(category.id.clone(), option.it.clone());
            continue;
        }
        findings.push(Finding::NoSuchOption {
            category: category.id.clone(),
            option: shortened(&option.it),
            options: known.iter().map(ToString::to_string).collect(),
            nearest: nearest(&option.it, known.iter().copied()),
        });
    }
    for written in stated.into_iter().flat_map(|stated| stated.names()) {
        let known = rubric.head.categories.iter().map(|known| known.id.as_str());
        if !known.clone().any(|id| id == written) {
            let near = nearest(written, known);
            findings.push(Finding::UnknownCategory { category: shortened(written), nearest: near });
        }
    }
    categories
}
