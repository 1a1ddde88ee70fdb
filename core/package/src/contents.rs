//! What the entries say: the answers inside, rated under the rubric inside.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jiangxing::diagnostic::Severity;
use jiangxing::finding::Finding;
use jiangxing::report::v1::{Report, Standing};
use jiangxing::{CheckedRubric, report};

use crate::fault::Fault;
use crate::manifest::{Role, RubricName};
use crate::verify::Opened;

/// What the engine gives for the answers in a package.
#[derive(Clone, Debug, Default)]
pub struct Rated {
    /// The report on each assessment that could be rated, in the order of the paths.
    pub reports: Vec<OneRated>,
    /// What does not fit together.
    pub faults: Vec<Fault>,
}

/// An assessment, rated.
#[derive(Clone, Debug)]
pub struct OneRated {
    /// Where the assessment is.
    pub path: String,
    /// What the engine gives for it.
    pub report: Report,
    /// The report in the package, beside it.
    pub inside: Inside,
}

/// The report in a package beside the one that the engine gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    /// There is none.
    None,
    /// It is the same.
    Same,
    /// Another version of the engine wrote it; rating, total and digests are the same.
    SameOutcome,
    /// It says something else.
    Differs,
}

/// The answers in `package`, rated under the rubrics in it.
pub fn rated(package: &Opened<'_>) -> Rated {
    let mut rated = Rated::default();
    let rubrics = rubrics(package, &mut rated.faults);
    for (path, content) in of_role(package, Role::Assessment) {
        match one(path, content, &rubrics) {
            Ok(report) => {
                let (inside, fault) = beside(package, path, &report);
                rated.faults.extend(fault);
                rated.reports.push(OneRated { path: path.to_string(), report, inside });
            }
            Err(fault) => rated.faults.push(fault),
        }
    }
    for (path, _) in of_role(package, Role::Report) {
        let assessment = sibling(path, Role::Assessment);
        if !package.entries.contains_key(&assessment) {
            rated.faults.push(Fault::ReportAlone { path: path.to_string() });
        }
    }
    rated
}

fn of_role<'a>(package: &'a Opened<'_>, role: Role) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    let entries = package.entries.iter().map(|(path, content)| (path.as_str(), *content));
    entries.filter(move |(path, _)| Role::of(path) == Some(role))
}

/// The path of the same name in the folder of `role`.
fn sibling(path: &str, role: Role) -> String {
    let name = path.split_once('/').map_or(path, |(_, name)| name);
    format!("{}/{name}", role.folder())
}

/// The rubrics by id and edition.
type Rubrics = BTreeMap<(String, String), CheckedRubric>;

fn rubrics(package: &Opened<'_>, faults: &mut Vec<Fault>) -> Rubrics {
    let mut rubrics = Rubrics::new();
    for row in &package.manifest.entries {
        let (Some(name), Some(content)) = (&row.rubric, package.entries.get(&row.path)) else {
            continue;
        };
        match rubric(&row.path, name, content) {
            Ok(rubric) => {
                let key = (name.id.clone(), name.edition.clone());
                if rubrics.insert(key, rubric).is_some() {
                    faults.push(Fault::RubricTwice { name: called(&name.id, &name.edition) });
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    rubrics
}

fn rubric(path: &str, name: &RubricName, content: &[u8]) -> Result<CheckedRubric, Fault> {
    let path = path.to_string();
    let text = core::str::from_utf8(content).unwrap_or_default();
    let checked = jiangxing::open(text);
    let Some(rubric) = checked.rubric else {
        let errors = checked.diagnostics.iter();
        let errors = errors.filter(|one| one.fault.severity() == Severity::Error);
        let codes = errors.map(|one| one.fault.code().to_string()).take(5).collect();
        return Err(Fault::RubricUnusable { path, codes });
    };
    let identity = rubric.identity();
    let found = RubricName {
        id: identity.id.clone(),
        edition: identity.edition.clone(),
        digest: identity.digest.clone(),
    };
    if found == *name {
        return Ok(rubric);
    }
    let written = |name: &RubricName| format!("{} {} {}", name.id, name.edition, name.digest);
    Err(Fault::RubricDiffers { path, expected: written(name), found: written(&found) })
}

fn called(id: &str, edition: &str) -> String {
    format!("{id} {edition}")
}

fn one(path: &str, content: &[u8], rubrics: &Rubrics) -> Result<Report, Fault> {
    let path = path.to_string();
    let text = core::str::from_utf8(content).unwrap_or_default();
    let named = rubric_of(text);
    let Some((id, edition)) = named else {
        let codes = Vec::new();
        return Err(Fault::NotAnAssessment { path, codes });
    };
    let name = called(&id, &edition);
    let Some(rubric) = rubrics.get(&(id, edition)) else {
        return Err(Fault::RubricNotInside { path, name });
    };
    let codes =
        |findings: &[Finding]| findings.iter().map(|one| one.code().to_string()).take(5).collect();
    report(rubric, text).map_err(|found| Fault::NotAnAssessment { path, codes: codes(&found) })
}

/// The id and the edition of the rubric that the assessment in `text` was made under.
pub fn rubric_of(text: &str) -> Option<(String, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let json = nojson::RawJson::parse(text).ok()?;
    let under = |name: &str| -> Option<String> {
        let rubric = json.value().to_member("rubric").ok()?.optional()?;
        let value = rubric.to_member(name).ok()?.optional()?;
        Some(value.to_unquoted_string_str().ok()?.to_string())
    };
    Some((under("id")?, under("edition")?))
}

fn beside(package: &Opened<'_>, path: &str, gives: &Report) -> (Inside, Option<Fault>) {
    let path = sibling(path, Role::Report);
    let Some(content) = package.entries.get(&path) else { return (Inside::None, None) };
    let text = core::str::from_utf8(content).unwrap_or_default();
    let Ok(says) = report::read(text) else {
        return (Inside::Differs, Some(Fault::NotAReport { path }));
    };
    if says == *gives {
        return (Inside::Same, None);
    }
    let is_same_outcome = says.engine != gives.engine
        && says.rubric.digest == gives.rubric.digest
        && says.assessment.digest == gives.assessment.digest
        && outcome(&says) == outcome(gives);
    if is_same_outcome {
        return (Inside::SameOutcome, None);
    }
    let (says, gives) = (outcome(&says), outcome(gives));
    (Inside::Differs, Some(Fault::ReportDiffers { path, says, gives }))
}

/// The rating and the total, or the range that is open, exactly.
fn outcome(report: &Report) -> String {
    let rating = match (report.award.standing, &report.award.awarded) {
        (_, Some(rating)) => rating.id.as_str(),
        (Standing::Withheld | Standing::LeftOut, None) => "withheld",
        (Standing::Settled | Standing::Open, None) => "open",
    };
    let (low, high) = (&report.total.low.exact, &report.total.high.exact);
    match low == high {
        true => format!("{rating}, {low}"),
        false => format!("{rating}, {low}–{high}"),
    }
}
