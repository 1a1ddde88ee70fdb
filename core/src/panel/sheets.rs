//! Sheets as they come in: whose they are, and which of them count.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::assessment::admit::{admit, from_read, read_file};
use crate::assessment::file::{LayerWord, RoleWord};
use crate::assessment::sheet::{Assessor, Sheet as Head};
use crate::check::CheckedRubric;
use crate::evaluate::{Scorecard, evaluate};
use crate::finding::Finding;
use crate::named::sorted;
use crate::parse::canonical::canonical;
use crate::plan::Plan;
use crate::report::v1::State;

/// One file, as it was given.
#[derive(Clone, Debug)]
pub(crate) struct Sheet<'a> {
    /// Its place among the files.
    pub(crate) file: usize,
    pub(crate) head: Head,
    pub(crate) plan: &'a Plan,
    /// As it says of itself.
    pub(crate) assessment: Assessment,
    /// As a draft: what it leaves open is not filled in.
    pub(crate) draft: Assessment,
    pub(crate) scorecard: Scorecard,
    /// What stands under each id: the response, word for word (JSON), and its note.
    pub(crate) responses: BTreeMap<String, Response>,
    pub(crate) findings: Vec<Finding>,
}

/// A response, word for word.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) verbatim: String,
    pub(crate) note: String,
    /// Whether it says anything beside its note.
    pub(crate) answers: bool,
}

/// Why there is no result of a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// The file is no assessment.
    Unreadable(usize, Vec<Finding>),
    /// The sheet is of another rubric or edition.
    OtherRubric(usize),
    /// The sheet is on another subject, or another kind of subject, than the first.
    OtherSubject(usize),
    /// The sheet is not one assessor's.
    NotOneAssessor(usize),
    /// Two sheets are by one assessor: they are copies to be merged first.
    SameAssessor(usize, usize),
    /// The rubric has no rules for several assessors.
    NoRules,
    /// Fewer assessors than it takes: how many, and the fewest.
    TooFew(usize, usize),
    /// More assessors than there may be: how many, and the most.
    TooMany(usize, usize),
    /// More than one sheet is the lead's.
    SeveralLeads(usize, usize),
    /// Sheets are dropped by their totals, and this one has none yet.
    WithoutTotal(usize),
}

impl<'a> Sheet<'a> {
    pub(crate) fn read(
        rubric: &'a CheckedRubric,
        file: usize,
        text: &str,
    ) -> Result<Self, Obstacle> {
        let unreadable = |found| Obstacle::Unreadable(file, found);
        let (node, keys, _) = read_file(text).map_err(unreadable)?;
        let admitted = admit(rubric, text).map_err(unreadable)?;
        let (head, faults) = Head::read(&node);
        let mut findings = admitted.findings;
        findings.extend(faults.into_iter().map(from_read));
        let draft = Assessment { state: State::Draft, ..admitted.assessment.clone() };
        let scorecard = evaluate(admitted.plan, &draft);
        let mut responses = BTreeMap::new();
        for entry in node.get("responses").into_iter().flat_map(|all| all.entries()) {
            let said = keys.responses.it.get(&entry.key).map(|response| &response.it);
            let note = said.and_then(|said| said.note.as_ref()).map(|note| note.it.clone());
            let answers = said.is_some_and(|said| {
                said.value.is_some()
                    || said.not_applicable.is_some()
                    || said.pending.is_some()
                    || said.declined.is_some()
            });
            let note = note.unwrap_or_default();
            let verbatim = canonical(&entry.node);
            // Of a key that occurs twice the first counts.
            responses.entry(entry.key.clone()).or_insert(Response { verbatim, note, answers });
        }
        let (plan, assessment) = (admitted.plan, admitted.assessment);
        Ok(Self { file, head, plan, assessment, draft, scorecard, responses, findings })
    }

    /// Who it is by; `None` for none or several.
    pub(crate) fn assessor(&self) -> Option<&Assessor> {
        self.head.assessor()
    }

    pub(crate) fn name(&self) -> String {
        self.assessor().map(|one| one.id.clone()).unwrap_or_default()
    }

    pub(crate) fn is_lead(&self) -> bool {
        self.assessor().is_some_and(|one| one.role == RoleWord::Lead)
    }

    /// Whether an interest was declared: the sheet is shown, and does not count.
    pub(crate) fn is_excluded(&self) -> bool {
        self.head.assessors.iter().any(|one| one.conflict.is_some())
    }

    /// What was noted with the item and what it asks, blanks aside.
    pub(crate) fn note(&self, plan: &Plan, item: usize) -> String {
        let notes = ids_of(plan, item).filter_map(|id| self.responses.get(id));
        let notes: Vec<&str> = notes.map(|said| said.note.trim()).collect();
        let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
        notes.join("；")
    }

    /// Whether the item, or anything it asks, has an answer or a mark.
    pub(crate) fn answers(&self, plan: &Plan, item: usize) -> bool {
        ids_of(plan, item).filter_map(|id| self.responses.get(id)).any(|said| said.answers)
    }
}

/// The ids under which an item is answered: its own, and those of what it asks.
pub(crate) fn ids_of(plan: &Plan, item: usize) -> impl Iterator<Item = &str> {
    let own = plan.items.get(item);
    let asks = own.into_iter().flat_map(|own| &own.asks);
    let asks = asks.filter_map(|ask| plan.asks.get(*ask)).map(|ask| ask.id.as_str());
    let name = own.map(|own| own.id.as_str()).unwrap_or_default();
    core::iter::once(name).chain(asks.filter(move |id| *id != name))
}

/// The sheets that came in, and what stands in the way.
pub(crate) struct Sheets<'a> {
    /// Those that assess, the lead's first, the others by the names of their assessors: the result
    /// is the same whichever file comes first.
    pub(crate) counted: Vec<Sheet<'a>>,
    /// Those with a conflict of interest, in the order of the files.
    pub(crate) excluded: Vec<Sheet<'a>>,
    /// The subject's own and the recommending answers, at most one of each.
    pub(crate) own: Option<Sheet<'a>>,
    pub(crate) recommended: Option<Sheet<'a>>,
    pub(crate) obstacles: Vec<Obstacle>,
}

/// The sheets in `texts`, sorted out.
pub(crate) fn sheets<'a>(rubric: &'a CheckedRubric, texts: &[&str]) -> Sheets<'a> {
    let mut obstacles = Vec::new();
    let mut read: Vec<Sheet<'a>> = Vec::new();
    for (file, text) in texts.iter().enumerate() {
        match Sheet::read(rubric, file, text) {
            Ok(sheet) => read.push(sheet),
            Err(obstacle) => obstacles.push(obstacle),
        }
    }
    obstacles.extend(strangers(&read));
    let mut sheets = Sheets {
        counted: Vec::new(),
        excluded: Vec::new(),
        own: None,
        recommended: None,
        obstacles,
    };
    for sheet in read {
        let place = match sheet.head.layer {
            LayerWord::Self_ => &mut sheets.own,
            LayerWord::Recommended => &mut sheets.recommended,
            LayerWord::Verified if sheet.is_excluded() => {
                sheets.excluded.push(sheet);
                continue;
            }
            LayerWord::Verified => {
                sheets.counted.push(sheet);
                continue;
            }
        };
        match place {
            // Two of one layer: as if one assessor had handed in two sheets.
            Some(first) => {
                sheets.obstacles.push(Obstacle::SameAssessor(first.file, sheet.file));
            }
            None => *place = Some(sheet),
        }
    }
    sheets.counted = sorted(sheets.counted, |a, b| {
        b.is_lead()
            .cmp(&a.is_lead())
            .then_with(|| a.name().cmp(&b.name()))
            .then_with(|| a.assessment.digest.cmp(&b.assessment.digest))
    });
    let found = who_is_who(&sheets.counted);
    sheets.obstacles.extend(found);
    let found = numbers(rubric, sheets.counted.len());
    sheets.obstacles.extend(found);
    sheets
}

/// Sheets that cannot stand beside the first.
fn strangers(read: &[Sheet<'_>]) -> Vec<Obstacle> {
    let mut found = Vec::new();
    for sheet in read {
        if sheet.assessment.is_of_other_rubric {
            found.push(Obstacle::OtherRubric(sheet.file));
        }
    }
    let Some((first, others)) = read.split_first() else { return found };
    let subject = |sheet: &Sheet<'_>| sheet.assessment.subject.clone();
    let differs = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && one != other;
    for sheet in others {
        let (one, other) = (subject(first), subject(sheet));
        if one.categories != other.categories
            || differs(&one.code, &other.code)
            || differs(&one.cycle, &other.cycle)
        {
            found.push(Obstacle::OtherSubject(sheet.file));
        }
    }
    found
}

fn who_is_who(counted: &[Sheet<'_>]) -> Vec<Obstacle> {
    let mut found = Vec::new();
    // A single sheet is a panel of one, whoever signed it.
    if counted.len() < 2 {
        return found;
    }
    for (place, sheet) in counted.iter().enumerate() {
        if sheet.name().is_empty() {
            found.push(Obstacle::NotOneAssessor(sheet.file));
            continue;
        }
        let same = counted.iter().skip(place.saturating_add(1));
        for other in same.filter(|other| other.name() == sheet.name()) {
            found.push(Obstacle::SameAssessor(sheet.file, other.file));
        }
    }
    let mut leads = counted.iter().filter(|sheet| sheet.is_lead());
    if let (Some(first), Some(second)) = (leads.next(), leads.next()) {
        found.push(Obstacle::SeveralLeads(first.file, second.file));
    }
    found
}

fn numbers(rubric: &CheckedRubric, count: usize) -> Option<Obstacle> {
    match rubric.panel() {
        None if count == 1 => None,
        None => Some(Obstacle::NoRules),
        Some(policy) if count < policy.at_least => Some(Obstacle::TooFew(count, policy.at_least)),
        Some(policy) => {
            let most = policy.at_most.filter(|most| count > *most)?;
            Some(Obstacle::TooMany(count, most))
        }
    }
}

/// What identifies the sheets together, whatever their order.
pub(crate) fn digests(sheets: &[&Sheet<'_>]) -> String {
    let all = sheets.iter().map(|sheet| sheet.assessment.digest.to_string()).collect();
    sorted(all, String::cmp).join("\n")
}
