//! One value, as it was asked: a level, a yes or no, parts, a number; or the finding why not.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::answer::{Given, PartAnswer};
use crate::assessment::file::ResponseFile;
use crate::calendar::Day;
use crate::finding::Finding;
use crate::number::{NotANumber, Number};
use crate::parse::node::{Node, NodeKind, shortened};
use crate::parse::suggest::nearest;
use crate::plan::{Ask, Level, Measured, Part, Range};

use crate::assessment::fitting::Fitting;

impl Fitting<'_> {
    pub(crate) fn wrong_kind<T>(&mut self, id: &str, expected: &str, node: &Node) -> Option<T> {
        let found = node.describe();
        self.findings.push(Finding::WrongAnswerKind {
            id: id.into(),
            expected: expected.into(),
            found,
        });
        None
    }

    pub(crate) fn level(
        &mut self,
        ask: &Ask,
        levels: &[Level],
        node: &Node,
        response: &ResponseFile,
    ) -> Option<Given> {
        let written = match &node.kind {
            NodeKind::Text(text) | NodeKind::Number(text) => text,
            NodeKind::Nothing | NodeKind::Bool(_) | NodeKind::List(_) | NodeKind::Table(_) => {
                return self.wrong_kind(&ask.id, "level", node);
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
        let has_note = response.note.as_ref().is_some_and(|note| !note.it.trim().is_empty());
        let wants_note = levels.get(place).is_some_and(|level| level.wants_note);
        if wants_note && !has_note {
            self.findings.push(Finding::NoteMissing { id: ask.id.clone(), level: written.clone() });
        }
        Some(Given::Level(place))
    }

    pub(crate) fn yes_no(&mut self, ask: &Ask, node: &Node) -> Option<Given> {
        match node.kind {
            NodeKind::Bool(true) => Some(Given::Yes),
            NodeKind::Bool(false) => Some(Given::No),
            NodeKind::Nothing
            | NodeKind::Number(_)
            | NodeKind::Text(_)
            | NodeKind::List(_)
            | NodeKind::Table(_) => self.wrong_kind(&ask.id, "yes-no", node),
        }
    }

    pub(crate) fn parts(&mut self, ask: &Ask, parts: &[Part], node: &Node) -> Option<Given> {
        if !matches!(node.kind, NodeKind::Table(_)) {
            return self.wrong_kind(&ask.id, "checklist", node);
        }
        let known = || parts.iter().map(|part| part.id.as_str());
        for entry in node.entries() {
            if !known().any(|id| id == entry.key) {
                let (part, nearest) = (shortened(&entry.key), nearest(&entry.key, known()));
                self.findings.push(Finding::NoSuchPart { id: ask.id.clone(), part, nearest });
            }
        }
        let said: Vec<PartAnswer> =
            parts.iter().map(|part| self.part(ask, part, node.get(&part.id))).collect();
        let open = parts.iter().zip(&said).filter(|(_, said)| **said == PartAnswer::Unanswered);
        let missing: Vec<String> = open.map(|(part, _)| part.id.clone()).collect();
        if missing.len() == parts.len() {
            return None;
        }
        if !missing.is_empty() {
            self.findings.push(Finding::PartsMissing { id: ask.id.clone(), parts: missing });
        }
        Some(Given::Parts(said))
    }

    pub(crate) fn part(&mut self, ask: &Ask, part: &Part, node: Option<&Node>) -> PartAnswer {
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
                let _: Option<()> = self.wrong_kind(&ask.id, "part", node);
                PartAnswer::Unanswered
            }
        }
    }

    pub(crate) fn number(&mut self, id: &str, measured: &Measured, node: &Node) -> Option<Given> {
        let (NodeKind::Number(text) | NodeKind::Text(text)) = &node.kind else {
            return self.wrong_kind(id, "number", node);
        };
        let (id, written) = (id.to_string(), shortened(text));
        let number = match plain_number(text) {
            Ok(number) => number,
            Err(NotANumber::TooLong) => {
                let most = crate::number::LONGEST_NUMBER.to_string();
                let found = text.len().to_string();
                self.findings.push(Finding::TooLarge { what: id, found, most });
                return None;
            }
            Err(NotANumber::Shape | NotANumber::Exponent | NotANumber::OverNothing) => {
                self.findings.push(Finding::NotANumber { id, text: written });
                return None;
            }
        };
        match misfit(measured, &number, (&id, &written)) {
            Some(finding) => {
                self.findings.push(finding);
                None
            }
            None => Some(Given::Number(number)),
        }
    }

    /// A day, in days since the first of January 1970.
    pub(crate) fn day(&mut self, id: &str, range: &Range, node: &Node) -> Option<Number> {
        let NodeKind::Text(text) = &node.kind else {
            return self.wrong_kind(id, "date", node);
        };
        let (id, written) = (id.to_string(), shortened(text));
        let day = Day::read(text.trim()).map(|day| Number::from_whole(day.days()));
        let spelt = |bound: &Number| Day::of(bound).to_string();
        let fault = match (&day, &range.least, &range.most) {
            (None, _, _) => Some(Finding::NotADate { id, text: written }),
            (Some(day), Some(least), _) if day < least => {
                Some(Finding::TooLow { id, text: written, least: spelt(least) })
            }
            (Some(day), _, Some(most)) if day > most => {
                Some(Finding::TooHigh { id, text: written, most: spelt(most) })
            }
            (Some(_), _, _) => None,
        };
        self.findings.extend(fault.clone());
        day.filter(|_| fault.is_none())
    }

    /// Two days, the first not after the last.
    pub(crate) fn period(&mut self, ask: &Ask, range: &Range, node: &Node) -> Option<Given> {
        if !matches!(node.kind, NodeKind::Table(_)) {
            return self.wrong_kind(&ask.id, "period", node);
        }
        self.known_parts(ask, &["from", "to"], node);
        let mut end = |key: &str| match node.get(key) {
            Some(day) => self.day(&format!("{}/{key}", ask.id), range, day),
            None => {
                let (id, parts) = (ask.id.clone(), [key.to_string()].into());
                self.findings.push(Finding::PartsMissing { id, parts });
                None
            }
        };
        let (from, to) = (end("from"), end("to"));
        let (from, to) = (from?, to?);
        if from > to {
            let spelt = |day: &Number| Day::of(day).to_string();
            let (id, from, to) = (ask.id.clone(), spelt(&from), spelt(&to));
            self.findings.push(Finding::PeriodBackwards { id, from, to });
            return None;
        }
        Some(Given::Several([Some(from), Some(to)].into()))
    }

    /// A number for each of `ids`.
    pub(crate) fn several(
        &mut self,
        ask: &Ask,
        ids: Vec<&str>,
        measured: &Measured,
        node: &Node,
    ) -> Option<Given> {
        if !matches!(node.kind, NodeKind::Table(_)) {
            return self.wrong_kind(&ask.id, "numbers", node);
        }
        self.known_parts(ask, &ids, node);
        let mut numbers = Vec::with_capacity(ids.len());
        for id in &ids {
            let value = node.get(id).filter(|node| node.kind != NodeKind::Nothing);
            let path = format!("{}/{id}", ask.id);
            let given = value.and_then(|node| self.number(&path, measured, node));
            numbers.push(match given {
                Some(Given::Number(number)) => Some(number),
                Some(_) | None => None,
            });
        }
        let open = ids.iter().zip(&numbers).filter(|(_, number)| number.is_none());
        let missing: Vec<String> = open.map(|(id, _)| id.to_string()).collect();
        if missing.len() == ids.len() {
            return None;
        }
        if !missing.is_empty() {
            self.findings.push(Finding::PartsMissing { id: ask.id.clone(), parts: missing });
        }
        Some(Given::Several(numbers))
    }

    /// Reports keys that are none of `ids`.
    fn known_parts(&mut self, ask: &Ask, ids: &[&str], node: &Node) {
        for entry in node.entries().iter().filter(|entry| !ids.contains(&entry.key.as_str())) {
            let nearest = nearest(&entry.key, ids.iter().copied());
            let (id, part) = (ask.id.clone(), shortened(&entry.key));
            self.findings.push(Finding::NoSuchPart { id, part, nearest });
        }
    }
}

/// Why `number`, written so under this id, is none that may be typed.
pub(crate) fn misfit(
    measured: &Measured,
    number: &Number,
    (id, written): (&str, &str),
) -> Option<Finding> {
    let said = || (id.to_string(), written.to_string());
    if measured.whole && !number.is_whole() {
        let (id, text) = said();
        return Some(Finding::NotWhole { id, text });
    }
    if let Some(least) = measured.least.as_ref().filter(|least| number < *least) {
        let (id, text) = said();
        return Some(Finding::TooLow { id, text, least: least.to_string() });
    }
    if let Some(most) = measured.most.as_ref().filter(|most| number > *most) {
        let (id, text) = said();
        return Some(Finding::TooHigh { id, text, most: most.to_string() });
    }
    if !measured.bands.is_empty() && !measured.bands.iter().any(|band| band.holds(number)) {
        let (id, text) = said();
        let bands = measured.bands.iter().map(|band| format!("{}–{}", band.from, band.to));
        return Some(Finding::OutsideBands { id, text, bands: bands.collect() });
    }
    let places =
        measured.places.filter(|places| number.places().is_none_or(|given| given > *places))?;
    let (id, text) = said();
    Some(Finding::TooManyPlaces { id, text, places })
}

/// A number as an answer: neither a fraction nor with a percent sign, which leave open what is
/// meant.
fn plain_number(text: &str) -> Result<Number, NotANumber> {
    if text.contains(['%', '/']) {
        return Err(NotANumber::Shape);
    }
    text.trim().parse()
}
