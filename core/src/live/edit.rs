//! Answers into a live assessment: simple ones straight into their places, all others as a file has
//! them.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::admit::{from_read, tree};
use crate::assessment::answer::{Answer, Given, Mark};
use crate::assessment::file::AssessmentFile;
use crate::assessment::fitting::Fitting;
use crate::assessment::value::misfit;
use crate::evaluate::criterion::gap_of;
use crate::finding::Finding;
use crate::live::Live;
use crate::number::Number;
use crate::parse::node::{Entry, Node, NodeKind};
use crate::parse::shape::{Reader, Shape};
use crate::parse::suggest::nearest;
use crate::plan::{Ask, AskKind};
use crate::span::Span;

/// A simple answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// None: what was said is taken back.
    Nothing,
    /// Yes or no.
    Yes(bool),
    /// The place of a level or option, counted from 0.
    Level(usize),
    /// The digits over ten to the power of the places.
    Decimal {
        /// The digits, with the sign.
        digits: i64,
        /// How many of them stand behind the point.
        places: u32,
    },
}

impl Live {
    /// Says `value` to the field at this place, instead of whatever was said to it, as the response
    /// `{ "value": … }` in the file would; gives what of it does not fit, which counts as unanswered.
    ///
    /// A place that is no field, or a level that is none, changes nothing.
    pub fn set(&mut self, field: usize, value: Value) -> Vec<Finding> {
        let Some(ask) = self.rubric.plan_at(self.place).asks.get(field) else { return Vec::new() };
        if matches!(value, Value::Level(place) if place >= ask.kind.options().len()) {
            return Vec::new();
        }
        let item = ask.item;
        let is_marked = !matches!(self.assessment.marks.get(item), Some(Mark::None));
        match plainly(ask, value).filter(|_| !is_marked) {
            Some(answer) => {
                self.note(field, value);
                self.say(field, answer);
                Vec::new()
            }
            None => {
                let id = ask.id.clone();
                let response = response(ask, value);
                self.put(&id, response)
            }
        }
    }

    /// Says `response` to what has this id, instead of whatever was said to it: an object as the file
    /// has it under `responses` (JSON), or `null` to take back what was said. Gives what of it does not
    /// fit.
    ///
    /// # Errors
    /// The findings, when the text is not JSON or the rubric has nothing of that id: nothing is changed
    /// then.
    pub fn respond(&mut self, id: &str, response: &str) -> Result<Vec<Finding>, Vec<Finding>> {
        let plan = self.rubric.plan_at(self.place);
        let ids =
            || plan.asks.iter().map(|ask| &ask.id).chain(plan.items.iter().map(|item| &item.id));
        if !ids().any(|known| known == id) {
            let nearest = nearest(id, ids().map(String::as_str));
            return Err([Finding::UnknownResponse { id: id.into(), nearest }].into());
        }
        let node = tree(response)?;
        Ok(self.put(id, Some(node).filter(|node| node.kind != NodeKind::Nothing)))
    }

    fn note(&mut self, field: usize, value: Value) {
        if let Some(edited) = self.edited.get_mut(field) {
            *edited = Some(value);
        }
    }

    /// The answer to `field`, parts beyond their wholes refused.
    fn say(&mut self, field: usize, answer: Answer) {
        let Some(said) = self.said.get_mut(field) else { return };
        *said = answer;
        self.settle(field);
        for place in 0..self.wires.bound_to(field).len() {
            if let Some(other) = self.wires.bound_to(field).get(place).copied() {
                self.settle(other);
            }
        }
    }

    /// Brings the answer to `field` in line with what was said.
    fn settle(&mut self, field: usize) {
        let answer = match self.is_refused(field) {
            true => Answer::Unanswered,
            false => self.said.get(field).cloned().unwrap_or(Answer::Unanswered),
        };
        let Some(place) = self.assessment.answers.get_mut(field) else { return };
        if *place == answer {
            return;
        }
        let was_silent = *place == Answer::Unanswered;
        let is_other =
            gap_of(place) != gap_of(&answer) || was_silent != (answer == Answer::Unanswered);
        *place = answer;
        self.moved.is_weighed |= is_other;
        self.wires.of_ask(field).iter().for_each(|node| self.due.mark(*node));
    }

    /// Whether it is a part that is more than its whole, or such a whole.
    fn is_refused(&self, field: usize) -> bool {
        let number = |ask: usize| match self.said.get(ask) {
            Some(Answer::Given(Given::Number(number))) => Some(number),
            _ => None,
        };
        let exceeds = |part: usize| {
            let whole = self.wires.whole_of(part).and_then(number);
            number(part).zip(whole).is_some_and(|(part, whole)| part > whole)
        };
        let of_it = self.wires.bound_to(field).iter();
        exceeds(field)
            || of_it
                .filter(|part| self.wires.whole_of(**part) == Some(field))
                .any(|part| exceeds(*part))
    }

    /// A response as the file has it, and everything that follows from it.
    fn put(&mut self, id: &str, response: Option<Node>) -> Vec<Finding> {
        self.write_edits();
        write(&mut self.node, id, response);
        let before = core::mem::take(&mut self.misread);
        self.read_again();
        let mut found = self.misread.clone();
        found.retain(|finding| !before.contains(finding));
        let (marks, answers);
        let items: Vec<usize>;
        {
            let plan = self.rubric.plan_at(self.place);
            let responses = &self.file.responses.it;
            let mut fitting = Fitting { plan, responses, findings: found };
            let by_item = plan.items.iter().position(|item| item.id == id);
            let by_ask = plan.asks.iter().find(|ask| ask.id == id).map(|ask| ask.item);
            items =
                by_item.into_iter().chain(by_ask.filter(|item| Some(*item) != by_item)).collect();
            let all = items.iter().filter_map(|item| Some((*item, plan.items.get(*item)?)));
            let marked: Vec<(usize, Mark)> =
                all.clone().map(|(place, item)| (place, fitting.mark(item))).collect();
            let asks = all
                .zip(&marked)
                .flat_map(|((_, item), (_, mark))| item.asks.iter().map(move |ask| (*ask, mark)));
            let said = asks.filter_map(|(ask, mark)| {
                Some((ask, fitting.answer(plan.asks.get(ask)?, Some(mark))))
            });
            answers = said.collect::<Vec<(usize, Answer)>>();
            if let Some(response) = responses.get(id) {
                fitting.report_value_on_item(id, &response.it);
            }
            marks = marked;
            found = fitting.findings;
        }
        for (item, mark) in marks {
            self.mark(item, mark);
        }
        for (ask, answer) in answers {
            self.say(ask, answer);
        }
        found
    }

    fn mark(&mut self, item: usize, mark: Mark) {
        let Some(place) = self.assessment.marks.get_mut(item).filter(|place| **place != mark)
        else {
            return;
        };
        *place = mark;
        self.moved.is_weighed = true;
        self.wires.of_item(item).iter().for_each(|node| self.due.mark(*node));
    }

    /// Writes the simple answers given since into the file.
    pub(super) fn write_edits(&mut self) {
        let plan = self.rubric.plan_at(self.place);
        let mut any = false;
        for (ask, edited) in plan.asks.iter().zip(&mut self.edited) {
            if let Some(value) = edited.take() {
                write(&mut self.node, &ask.id, response(ask, value));
                any = true;
            }
        }
        if any {
            self.read_again();
        }
    }

    fn read_again(&mut self) {
        let mut reader = Reader::default();
        // The file was one before, and only what stands under its responses has changed.
        if let Some(file) = AssessmentFile::read(&self.node, &mut reader) {
            self.file = file;
        }
        self.misread = reader.faults.into_iter().map(from_read).collect();
    }
}

/// The answer that `value` is, where it plainly fits.
fn plainly(ask: &Ask, value: Value) -> Option<Answer> {
    let given = match (value, &ask.kind) {
        (Value::Nothing, _) => return Some(Answer::Unanswered),
        (Value::Yes(true), AskKind::YesNo) => Given::Yes,
        (Value::Yes(false), AskKind::YesNo) => Given::No,
        (Value::Level(place), kind) => {
            let level = kind.options().get(place)?;
            (!level.wants_note).then_some(Given::Level(place))?
        }
        (Value::Decimal { digits, places }, AskKind::Number(measured)) => {
            let number = decimal(digits, places);
            misfit(measured, &number, (&ask.id, "")).is_none().then_some(Given::Number(number))?
        }
        (Value::Yes(_) | Value::Decimal { .. }, _) => return None,
    };
    Some(Answer::Given(given))
}

fn decimal(digits: i64, places: u32) -> Number {
    match places {
        0 => Number::from_whole(digits),
        _ => Number::from_whole(digits).over_ten(places),
    }
}

/// The response that says `value`.
fn response(ask: &Ask, value: Value) -> Option<Node> {
    let kind = match value {
        Value::Nothing => return None,
        Value::Yes(yes) => NodeKind::Bool(yes),
        Value::Level(place) => NodeKind::Text(ask.kind.options().get(place)?.id.clone()),
        Value::Decimal { digits, places } => NodeKind::Number(decimal(digits, places).to_string()),
    };
    Some(bare(NodeKind::Table([entry("value", bare(kind))].into())))
}

/// Puts `response` under `id` among the responses, or takes away what is there.
fn write(file: &mut Node, id: &str, response: Option<Node>) {
    let NodeKind::Table(entries) = &mut file.kind else { return };
    let Some(responses) = entries.iter_mut().find(|entry| entry.key == "responses") else { return };
    let NodeKind::Table(entries) = &mut responses.node.kind else { return };
    match response {
        None => entries.retain(|entry| entry.key != id),
        Some(node) => match entries.iter_mut().find(|entry| entry.key == id) {
            Some(entry) => entry.node = node,
            None => entries.push(entry(id, node)),
        },
    }
}

fn bare(kind: NodeKind) -> Node {
    Node { at: Span::default(), kind }
}

fn entry(key: &str, node: Node) -> Entry {
    Entry { key: key.to_string(), key_at: Span::default(), node }
}
