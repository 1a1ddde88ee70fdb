//! Do these responses fit this rubric? What does not is left out and reported; nothing is lost,
//! because the file itself is never rewritten here.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given, Mark, PartAnswer};
use crate::assessment::file::{AssessmentFile, ResponseFile, StateWord, SubjectFile, canonical};
use crate::assessment::{Assessment, Subject, code};
use crate::check::CheckedRubric;
use crate::diagnostic::Fault;
use crate::finding::Finding;
use crate::number::{NotANumber, Number};
use crate::parse::json;
use crate::parse::node::{Node, NodeKind, shortened};
use crate::parse::shape::{At, ReadFault, Reader, Shape};
use crate::parse::suggest::nearest;
use crate::plan::{Ask, AskKind, Item, Level, Measured, Part, Plan, Role, compile, profile};
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
    pub plan: Cow<'a, Plan>,
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
    let node = tree(text)?;
    if let Some(finding) = too_new(&node) {
        return Err([finding].into());
    }
    let mut reader = Reader::default();
    let file = AssessmentFile::read(&node, &mut reader);
    let mut findings: Vec<Finding> = reader.faults.into_iter().filter_map(from_read).collect();
    let Some(file) = file else {
        return Err(findings);
    };
    let is_of_other_rubric = names_another(rubric, &file, &mut findings);
    let subject = subject(
        file.subject.as_ref().map(|subject| &subject.it),
        &file,
        rubric,
        &mut findings,
    );
    let completed = profile::complete(&rubric.rubric, &subject.categories);
    let plan = compile(rubric, &completed.chosen);
    let mut fitting = Fitting {
        plan: &plan,
        responses: &file.responses.it,
        findings,
    };
    let marks = fitting.marks();
    let mut answers = fitting.answers(&marks);
    fitting.refuse_parts_beyond_wholes(&mut answers);
    fitting.report_strangers();
    let findings = fitting.findings;
    let state = match file.state.as_ref().map(|state| state.it) {
        Some(StateWord::Final) => State::Final,
        Some(StateWord::Draft) | None => State::Draft,
    };
    let digest = digest(&canonical(&node));
    let assessment = Assessment {
        unstated: completed.unstated,
        digest,
        subject,
        state,
        is_of_other_rubric,
        answers,
        marks,
    };
    Ok(Admitted {
        plan,
        assessment,
        findings,
    })
}

fn tree(text: &str) -> Result<Node, Vec<Finding>> {
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
        [Finding::Unreadable {
            detail: fault.detail,
            line: place.line,
            column: place.column,
        }]
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
fn from_read(found: ReadFault) -> Option<Finding> {
    let path = found.path;
    let below = |key: &str| {
        if path.is_empty() {
            key.to_string()
        } else {
            alloc::format!("{path}/{key}")
        }
    };
    let misfit = |expected: String, found: String| Finding::WrongShape {
        path: path.clone(),
        expected,
        found,
    };
    Some(match found.fault {
        Fault::UnknownKey { key, nearest } => Finding::UnknownKey {
            path: below(&key),
            nearest,
        },
        Fault::MissingKey { key } => Finding::MissingKey { path: below(&key) },
        Fault::DuplicateId { id } => Finding::DuplicateKey { path: below(&id) },
        Fault::WrongShape {
            expected, found, ..
        } => misfit(expected, found),
        Fault::UnknownWord { word, allowed, .. } => misfit(allowed.join(" | "), word),
        Fault::NotANumber { text } => misfit("a number".into(), text),
        Fault::NotAnId { text } => {
            misfit("an id: lower-case letters, digits, hyphens".into(), text)
        }
        other => misfit("an assessment".into(), other.code().into()),
    })
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
    let pinned = file
        .rubric
        .digest
        .as_ref()
        .filter(|pinned| pinned.it != identity.digest);
    if let Some(pinned) = pinned {
        let (found, expected) = (shortened(&pinned.it), identity.digest.clone());
        findings.push(Finding::OtherDigest { found, expected });
    }
    pinned.is_some()
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
        findings.push(Finding::CodeDoubtful {
            code: shortened(&code),
        });
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
    for category in &rubric.rubric.category {
        let Some(option) = stated.and_then(|stated| stated.get(category.id.as_str())) else {
            findings.push(Finding::CategoryMissing {
                category: category.id.to_string(),
            });
            continue;
        };
        let known: Vec<&str> = category
            .options
            .iter()
            .map(|known| known.id.as_str())
            .collect();
        if known.contains(&option.it.as_str()) {
            categories.insert(category.id.to_string(), option.it.clone());
            continue;
        }
        findings.push(Finding::NoSuchOption {
            category: category.id.to_string(),
            option: shortened(&option.it),
            options: known.iter().map(ToString::to_string).collect(),
            nearest: nearest(&option.it, known.iter().copied()),
        });
    }
    for written in stated.map(|stated| stated.it.keys()).into_iter().flatten() {
        let known = rubric.rubric.category.iter().map(|known| known.id.as_str());
        if !known.clone().any(|id| id == written) {
            let near = nearest(written, known);
            findings.push(Finding::UnknownCategory {
                category: shortened(written),
                nearest: near,
            });
        }
    }
    categories
}

/// Responses on their way into a plan.
struct Fitting<'a> {
    plan: &'a Plan,
    responses: &'a BTreeMap<String, At<ResponseFile>>,
    findings: Vec<Finding>,
}

impl Fitting<'_> {
    /// What was said about each item as a whole.
    fn marks(&mut self) -> Vec<Mark> {
        let plan = self.plan;
        plan.items.iter().map(|item| self.mark(item)).collect()
    }

    fn mark(&mut self, item: &Item) -> Mark {
        let Some(response) = self.responses.get(&item.id) else {
            return Mark::None;
        };
        let mark = self.said(&item.id, &response.it);
        let Mark::NotApplicable(why) = &mark else {
            return mark;
        };
        if !item.may_not_apply {
            self.findings.push(Finding::NotApplicableNotAllowed {
                id: item.id.clone(),
            });
            return Mark::None;
        }
        if why.trim().is_empty() {
            self.findings.push(Finding::JustificationMissing {
                id: item.id.clone(),
            });
            return Mark::None;
        }
        mark
    }

    /// The one thing a response says instead of a value; contradictions say nothing.
    fn said(&mut self, id: &str, response: &ResponseFile) -> Mark {
        let given = [
            ("value", response.value.is_some()),
            ("not-applicable", response.not_applicable.is_some()),
            ("pending", response.pending.is_some()),
            ("declined", response.declined.is_some()),
        ];
        let keys: Vec<String> = given
            .iter()
            .filter(|(_, is_given)| *is_given)
            .map(|(key, _)| (*key).into())
            .collect();
        if keys.len() > 1 {
            self.findings.push(Finding::Contradictory {
                id: id.into(),
                keys,
            });
            return Mark::None;
        }
        let why = |found: &Option<At<String>>| found.as_ref().map(|why| why.it.clone());
        why(&response.not_applicable)
            .map(Mark::NotApplicable)
            .or_else(|| why(&response.pending).map(Mark::Pending))
            .or_else(|| why(&response.declined).map(Mark::Declined))
            .unwrap_or(Mark::None)
    }

    fn answers(&mut self, marks: &[Mark]) -> Vec<Answer> {
        let plan = self.plan;
        plan.asks
            .iter()
            .map(|ask| self.answer(ask, marks.get(ask.item)))
            .collect()
    }

    fn answer(&mut self, ask: &Ask, mark: Option<&Mark>) -> Answer {
        let response = self.responses.get(&ask.id).map(|response| &response.it);
        let has_value = response.is_some_and(|response| response.value.is_some());
        let from_item = match mark {
            Some(Mark::NotApplicable(_)) => Some(Answer::NotApplicable),
            Some(Mark::Pending(_)) => Some(Answer::Pending),
            Some(Mark::Declined(_)) => Some(Answer::Declined),
            Some(Mark::None) | None => None,
        };
        if let Some(answer) = from_item {
            if has_value {
                let keys = ["value".into(), word_of(&answer).into()].into();
                self.findings.push(Finding::Contradictory {
                    id: ask.id.clone(),
                    keys,
                });
            }
            return answer;
        }
        let Some(response) = response else {
            return Answer::Unanswered;
        };
        let is_item = self
            .plan
            .items
            .get(ask.item)
            .is_some_and(|item| item.id == ask.id);
        let said = if is_item {
            Mark::None
        } else {
            self.said(&ask.id, response)
        };
        match said {
            Mark::NotApplicable(_) => {
                self.findings
                    .push(Finding::NotApplicableNotAllowed { id: ask.id.clone() });
                Answer::Unanswered
            }
            Mark::Pending(_) => Answer::Pending,
            Mark::Declined(_) => Answer::Declined,
            Mark::None => self.value(ask, response),
        }
    }

    fn value(&mut self, ask: &Ask, response: &ResponseFile) -> Answer {
        let excluded = response.not_applicable.is_some()
            || response.pending.is_some()
            || response.declined.is_some();
        let Some(value) = response.value.as_ref().filter(|_| !excluded) else {
            return Answer::Unanswered;
        };
        let given = match &ask.kind {
            AskKind::Level { levels } => self.level(ask, levels, &value.it.0, response),
            AskKind::Choice { options } => self.level(ask, options, &value.it.0, response),
            AskKind::YesNo => self.yes_no(ask, &value.it.0),
            AskKind::Checklist { parts } => self.parts(ask, parts, &value.it.0),
            AskKind::Number(measured) => self.number(ask, measured, &value.it.0),
        };
        given.map_or(Answer::Unanswered, Answer::Given)
    }

    fn wrong_kind<T>(&mut self, ask: &Ask, expected: &str, node: &Node) -> Option<T> {
        let found = node.describe();
        self.findings.push(Finding::WrongAnswerKind {
            id: ask.id.clone(),
            expected: expected.into(),
            found,
        });
        None
    }

    fn level(
        &mut self,
        ask: &Ask,
        levels: &[Level],
        node: &Node,
        response: &ResponseFile,
    ) -> Option<Given> {
        let written = match &node.kind {
            NodeKind::Text(text) | NodeKind::Number(text) => text,
            NodeKind::Nothing | NodeKind::Bool(_) | NodeKind::List(_) | NodeKind::Table(_) => {
                return self.wrong_kind(ask, "level", node);
            }
        };
        let Some(place) = levels.iter().position(|level| level.id == *written) else {
            self.findings.push(Finding::NoSuchLevel {
                id: ask.id.clone(),
                level: shortened(written),
                levels: levels.iter().map(|level| level.id.clone()).collect(),
            });
            return None;
        };
        let has_note = response
            .note
            .as_ref()
            .is_some_and(|note| !note.it.trim().is_empty());
        let wants_note = levels.get(place).is_some_and(|level| level.wants_note);
        if wants_note && !has_note {
            self.findings.push(Finding::NoteMissing {
                id: ask.id.clone(),
                level: written.clone(),
            });
        }
        Some(Given::Level(place))
    }

    fn yes_no(&mut self, ask: &Ask, node: &Node) -> Option<Given> {
        match node.kind {
            NodeKind::Bool(true) => Some(Given::Yes),
            NodeKind::Bool(false) => Some(Given::No),
            NodeKind::Nothing
            | NodeKind::Number(_)
            | NodeKind::Text(_)
            | NodeKind::List(_)
            | NodeKind::Table(_) => self.wrong_kind(ask, "yes-no", node),
        }
    }

    fn parts(&mut self, ask: &Ask, parts: &[Part], node: &Node) -> Option<Given> {
        if !matches!(node.kind, NodeKind::Table(_)) {
            return self.wrong_kind(ask, "checklist", node);
        }
        let known = || parts.iter().map(|part| part.id.as_str());
        for entry in node.entries() {
            if !known().any(|id| id == entry.key) {
                let (part, nearest) = (shortened(&entry.key), nearest(&entry.key, known()));
                self.findings.push(Finding::NoSuchPart {
                    id: ask.id.clone(),
                    part,
                    nearest,
                });
            }
        }
        let said: Vec<PartAnswer> = parts
            .iter()
            .map(|part| self.part(ask, part, node.get(&part.id)))
            .collect();
        let open = parts
            .iter()
            .zip(&said)
            .filter(|(_, said)| **said == PartAnswer::Unanswered);
        let missing: Vec<String> = open.map(|(part, _)| part.id.clone()).collect();
        if missing.len() == parts.len() {
            return None;
        }
        if !missing.is_empty() {
            self.findings.push(Finding::PartsMissing {
                id: ask.id.clone(),
                parts: missing,
            });
        }
        Some(Given::Parts(said))
    }

    fn part(&mut self, ask: &Ask, part: &Part, node: Option<&Node>) -> PartAnswer {
        let Some(node) = node else {
            return PartAnswer::Unanswered;
        };
        match &node.kind {
            NodeKind::Bool(true) => PartAnswer::Ticked,
            NodeKind::Bool(false) => PartAnswer::NotTicked,
            NodeKind::Text(word) if word == "na" && part.may_not_apply => PartAnswer::NotApplicable,
            NodeKind::Text(word) if word == "na" => {
                let id = alloc::format!("{}/{}", ask.id, part.id);
                self.findings.push(Finding::NotApplicableNotAllowed { id });
                PartAnswer::Unanswered
            }
            NodeKind::Nothing => PartAnswer::Unanswered,
            NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::List(_) | NodeKind::Table(_) => {
                let _: Option<()> = self.wrong_kind(ask, "part", node);
                PartAnswer::Unanswered
            }
        }
    }

    fn number(&mut self, ask: &Ask, measured: &Measured, node: &Node) -> Option<Given> {
        let (NodeKind::Number(text) | NodeKind::Text(text)) = &node.kind else {
            return self.wrong_kind(ask, "number", node);
        };
        let (id, written) = (ask.id.clone(), shortened(text));
        let number = match plain_number(text) {
            Ok(number) => number,
            Err(NotANumber::TooLong) => {
                let most = crate::number::LONGEST_NUMBER.to_string();
                let found = text.len().to_string();
                self.findings.push(Finding::TooLarge {
                    what: id,
                    found,
                    most,
                });
                return None;
            }
            Err(NotANumber::Shape | NotANumber::Exponent | NotANumber::OverNothing) => {
                self.findings
                    .push(Finding::NotANumber { id, text: written });
                return None;
            }
        };
        let fault = if measured.whole && !number.is_whole() {
            Some(Finding::NotWhole { id, text: written })
        } else if let Some(least) = measured.least.as_ref().filter(|least| number < **least) {
            Some(Finding::TooLow {
                id,
                text: written,
                least: least.to_string(),
            })
        } else if let Some(most) = measured.most.as_ref().filter(|most| number > **most) {
            Some(Finding::TooHigh {
                id,
                text: written,
                most: most.to_string(),
            })
        } else {
            let places = measured
                .places
                .filter(|places| number.places().is_none_or(|given| given > *places));
            places.map(|places| Finding::TooManyPlaces {
                id,
                text: written,
                places,
            })
        };
        match fault {
            Some(finding) => {
                self.findings.push(finding);
                None
            }
            None => Some(Given::Number(number)),
        }
    }

    /// A part larger than its whole is a mistake in one of the two: neither counts.
    fn refuse_parts_beyond_wholes(&mut self, answers: &mut [Answer]) {
        let mut refused = BTreeSet::new();
        for (index, ask) in self.plan.asks.iter().enumerate() {
            let AskKind::Number(Measured {
                within: Some(within),
                ..
            }) = &ask.kind
            else {
                continue;
            };
            let numbers = (
                number_of(answers.get(index)),
                number_of(answers.get(*within)),
            );
            let (Some(part_number), Some(whole_number)) = numbers else {
                continue;
            };
            if part_number > whole_number {
                self.findings.push(Finding::PartExceedsWhole {
                    part: ask.id.clone(),
                    part_number: part_number.to_string(),
                    whole: self
                        .plan
                        .asks
                        .get(*within)
                        .map(|whole| whole.id.clone())
                        .unwrap_or_default(),
                    whole_number: whole_number.to_string(),
                });
                refused.extend([index, *within]);
            }
        }
        for index in refused {
            if let Some(answer) = answers.get_mut(index) {
                *answer = Answer::Unanswered;
            }
        }
    }

    /// Responses to what the rubric does not have, or does not ask of this kind of subject.
    fn report_strangers(&mut self) {
        let asks = self.plan.asks.iter().map(|ask| ask.id.as_str());
        let items = self.plan.items.iter().map(|item| item.id.as_str());
        let known: BTreeSet<&str> = asks.chain(items).collect();
        for (id, response) in self.responses {
            if known.contains(id.as_str()) {
                self.report_value_on_item(id, &response.it);
                continue;
            }
            let finding = if self.plan.not_asked.contains(id) {
                Finding::NotAsked { id: id.clone() }
            } else {
                let near = nearest(id, known.iter().copied());
                Finding::UnknownResponse {
                    id: shortened(id),
                    nearest: near,
                }
            };
            self.findings.push(finding);
        }
    }

    /// A value under an item that has asks of its own answers nothing.
    fn report_value_on_item(&mut self, id: &str, response: &ResponseFile) {
        let is_ask = self.plan.asks.iter().any(|ask| ask.id == id);
        if is_ask || response.value.is_none() {
            return;
        }
        let item = self.plan.items.iter().find(|item| item.id == id);
        let is_derived = item.is_some_and(|item| item.asks.is_empty() && item.role != Role::Fact);
        let near = item
            .and_then(|item| item.asks.first())
            .and_then(|ask| self.plan.asks.get(*ask));
        let finding = if is_derived {
            Finding::NotAsked { id: id.into() }
        } else {
            Finding::UnknownResponse {
                id: id.into(),
                nearest: near.map(|ask| ask.id.clone()),
            }
        };
        self.findings.push(finding);
    }
}

fn word_of(answer: &Answer) -> &'static str {
    match answer {
        Answer::NotApplicable => "not-applicable",
        Answer::Pending => "pending",
        Answer::Declined => "declined",
        Answer::Given(_) | Answer::Unanswered => "value",
    }
}

fn number_of(answer: Option<&Answer>) -> Option<Number> {
    match answer {
        Some(Answer::Given(Given::Number(number))) => Some(number.clone()),
        Some(
            Answer::Given(Given::Level(_) | Given::Yes | Given::No | Given::Parts(_))
            | Answer::NotApplicable
            | Answer::Pending
            | Answer::Declined
            | Answer::Unanswered,
        )
        | None => None,
    }
}

/// A number as an answer: neither a fraction nor with a percent sign, which leave open what is
/// meant.
fn plain_number(text: &str) -> Result<Number, NotANumber> {
    if text.contains(['%', '/']) {
        return Err(NotANumber::Shape);
    }
    text.trim().parse()
}
