//! The answers being given, as they stand in the assessment file, and every way of changing them.
//!
//! An [`AssessmentFile`] is the file itself, seen through its format: what the format does not know
//! stays where it is. An [`Action`] says what a person did; [`AssessmentFile::change`] says which
//! places of the file that touches. Nothing here knows the rubric: whether an answer fits is the
//! engine's to say.

mod action;
mod entry;

use std::collections::BTreeMap;

pub use self::action::{Action, Particular};
pub use self::entry::{Answer, Entry, Evidence, Part, Said};
use crate::json::Json;

/// An assessment file: see the format in the project's documentation of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentFile {
    document: Json,
}

/// One place of the file before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The keys that lead to the place.
    pub path: Vec<String>,
    /// What stood there.
    pub before: Option<Json>,
    /// What stands there now.
    pub after: Option<Json>,
}

impl AssessmentFile {
    /// A new draft under a rubric, with nothing answered.
    pub fn new(rubric: &jiangxing::report::v1::RubricIdentity) -> Self {
        Self {
            document: Json::object([
                ("format", Json::Number("1".into())),
                (
                    "rubric",
                    Json::object([
                        ("id", Json::text(&rubric.id)),
                        ("edition", Json::text(&rubric.edition)),
                        ("digest", Json::text(&rubric.digest)),
                    ]),
                ),
                (
                    "subject",
                    Json::object([
                        ("name", Json::text("")),
                        ("code", Json::text("")),
                        ("region", Json::text("")),
                        ("categories", Json::empty()),
                    ]),
                ),
                ("cycle", Json::text("")),
                ("state", Json::text("draft")),
                ("assessors", Json::List(Vec::new())),
                ("responses", Json::empty()),
            ]),
        }
    }

    /// The file that `text` writes, whatever it holds, or what is wrong with its notation.
    ///
    /// # Errors
    /// When `text` is not JSON.
    pub fn parse(text: &str) -> Result<Self, String> {
        Json::parse(text).map(|document| Self { document })
    }

    /// The file as text.
    pub fn text(&self) -> String {
        format!("{}\n", self.document)
    }

    /// What stands under the key `path` of the file, where that is a text or a number; else empty.
    fn characters(&self, path: &[&str]) -> &str {
        self.document.at(&owned(path)).map(Json::characters).unwrap_or_default()
    }

    /// A line of the subject's particulars, as written.
    pub fn subject(&self, particular: Particular) -> &str {
        self.characters(&["subject", particular.key()])
    }

    /// The site's name, as written.
    pub fn name(&self) -> &str {
        self.subject(Particular::Name)
    }

    /// The option chosen for each category.
    pub fn categories(&self) -> BTreeMap<String, String> {
        let chosen = self.document.at(&owned(&["subject", "categories"])).map(Json::members);
        let mut categories = BTreeMap::new();
        for (category, option) in chosen.unwrap_or_default() {
            if let Json::Text(option) = option {
                categories.insert(category.clone(), option.clone());
            }
        }
        categories
    }

    /// The cycle, as written.
    pub fn cycle(&self) -> &str {
        self.characters(&["cycle"])
    }

    /// The id, edition and digest of the rubric that the file names; empty where it does not.
    pub fn rubric(&self) -> (&str, &str, &str) {
        (
            self.characters(&["rubric", "id"]),
            self.characters(&["rubric", "edition"]),
            self.characters(&["rubric", "digest"]),
        )
    }

    /// Whether no more answers come.
    pub fn is_final(&self) -> bool {
        self.characters(&["state"]) == "final"
    }

    /// The names of those who assess, in order.
    pub fn assessors(&self) -> Vec<String> {
        self.document
            .get("assessors")
            .map(Json::entries)
            .unwrap_or_default()
            .iter()
            .map(|assessor| assessor.get("name").map(Json::characters).unwrap_or_default())
            .map(str::to_owned)
            .collect()
    }

    /// What was said under `id`.
    pub fn entry(&self, id: &str) -> Entry {
        self.document.at(&owned(&["responses", id])).map(Entry::from_json).unwrap_or_default()
    }

    /// Does `action`, and gives the places that differ afterwards; none when nothing does.
    pub fn change(&mut self, action: &Action) -> Vec<Patch> {
        let mut patches: Vec<Patch> = Vec::new();
        for (path, after) in self.writes(action) {
            let before = self.document.at(&path).cloned();
            if before != after {
                self.document.set(&path, after.clone());
                patches.push(Patch { path, before, after });
            }
        }
        patches
    }

    /// Brings about what `patches` say, in order.
    pub fn redo(&mut self, patches: &[Patch]) {
        for patch in patches {
            self.document.set(&patch.path, patch.after.clone());
        }
    }

    /// Takes back what `patches` say, last first.
    pub fn undo(&mut self, patches: &[Patch]) {
        for patch in patches.iter().rev() {
            self.document.set(&patch.path, patch.before.clone());
        }
    }
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|&key| key.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::*;

    fn file(responses: &str) -> AssessmentFile {
        AssessmentFile::parse(&format!("{{\"responses\": {responses}}}")).unwrap()
    }

    fn value(ask: &str, answer: Answer) -> Action {
        let (question, ask) = (ask.to_owned(), ask.to_owned());
        Action::SetValue { question, ask, answer }
    }

    #[test]
    fn five_ways_of_saying_something_are_told_apart() {
        let file = file(
            r#"{"a": {"value": 0}, "b": {"not-applicable": "无"}, "c": {"pending": "待补"},
                "d": {"declined": ""}, "e": {}, "f": {"value": {"x": "na", "y": true}},
                "g": {"value": false, "note": "n"}, "h": {"value": [1]}, "i": 7}"#,
        );
        let parts = Json::object([("x", Json::text("na")), ("y", Json::Bool(true))]);
        for (id, said) in [
            ("a", Said::Given(Answer::Text("0".into()))),
            ("b", Said::NotApplicable("无".into())),
            ("c", Said::Pending("待补".into())),
            ("d", Said::Declined(String::new())),
            ("e", Said::Unanswered),
            ("f", Said::Given(Answer::Parts(parts))),
            ("g", Said::Given(Answer::YesNo(false))),
            ("h", Said::Given(Answer::Other(Json::List(vec![Json::Number("1".into())])))),
            ("i", Said::Unanswered),
            ("nobody", Said::Unanswered),
        ] {
            assert_eq!(file.entry(id).said, said, "{id}");
        }
        assert_eq!(file.entry("g").note, "n");
    }

    #[test]
    fn what_is_said_takes_the_place_of_what_was_said_and_leaves_the_rest() {
        let mut file = file(r#"{"a": {"value": 1, "declined": "x", "note": "n", "by": "张"}}"#);
        file.change(&Action::MarkPending { id: "a".into(), why: "待补".into() });
        let expected = r#"{"a": {"note": "n", "by": "张", "pending": "待补"}}"#;
        assert_eq!(file, super::tests::file(expected));
        file.change(&Action::Clear { id: "a".into() });
        assert_eq!(file, super::tests::file(r#"{"a": {"note": "n", "by": "张"}}"#));
    }

    #[test]
    fn a_response_with_nothing_in_it_goes() {
        let mut file = file("{}");
        file.change(&value("a", Answer::YesNo(true)));
        file.change(&Action::Clear { id: "a".into() });
        assert_eq!(file, super::tests::file("{}"));
    }

    #[test]
    fn doing_the_same_again_changes_nothing() {
        let mut file = file("{}");
        assert_eq!(file.change(&value("a", Answer::Text("3".into()))).len(), 1);
        assert_eq!(file.change(&value("a", Answer::Text("3".into()))).len(), 0);
        assert_eq!(file.change(&Action::RemoveEvidence { id: "a".into(), index: 4 }).len(), 0);
    }

    #[test]
    fn a_part_without_an_answer_leaves_the_list() {
        let part =
            |to| Action::SetPart { question: "d".into(), ask: "d".into(), part: "x".into(), to };
        let mut file = file("{}");
        file.change(&part(Some(Part::NotTicked)));
        assert_eq!(file, super::tests::file(r#"{"d": {"value": {"x": false}}}"#));
        file.change(&part(None));
        assert_eq!(file, super::tests::file("{}"));
    }

    #[test]
    fn what_is_typed_into_a_part_is_kept_as_typed_and_beside_the_others() {
        let write = |part: &str, text: &str| Action::WritePart {
            question: "s".into(),
            ask: "s".into(),
            part: part.into(),
            text: text.into(),
        };
        let mut file = file(r#"{"s": {"value": {"old": 3}, "note": "n"}}"#);
        file.change(&write("2024", "1,2"));
        file.change(&write("2025", "约"));
        let Said::Given(answer) = file.entry("s").said else {
            unreachable!("something was typed");
        };
        let typed = ["old", "2024", "2025", "2026"].map(|part| answer.typed(part));
        assert_eq!(typed, ["3", "1,2", "约", ""]);
        file.change(&write("2024", ""));
        file.change(&write("2025", ""));
        file.change(&write("old", ""));
        assert_eq!(file, super::tests::file(r#"{"s": {"note": "n"}}"#));
    }

    #[test]
    fn a_part_takes_the_place_of_an_answer_of_another_kind_and_undo_brings_it_back() {
        let mut file = file(r#"{"s": {"value": "12"}}"#);
        let (question, ask) = ("s".to_owned(), "s".to_owned());
        let (part, text) = ("2024".to_owned(), "7".to_owned());
        let patches = file.change(&Action::WritePart { question, ask, part, text });
        assert_eq!(file, super::tests::file(r#"{"s": {"value": {"2024": "7"}}}"#));
        file.undo(&patches);
        assert_eq!(file, super::tests::file(r#"{"s": {"value": "12"}}"#));
    }

    #[test]
    fn a_document_of_another_shape_reads_as_empty_and_can_be_changed() {
        for text in ["[]", "7", "{\"responses\": [1], \"subject\": \"x\", \"assessors\": {}}"] {
            let mut file = AssessmentFile::parse(text).unwrap();
            assert_eq!((file.name(), file.cycle()), ("", ""));
            assert!(file.assessors().is_empty() && file.categories().is_empty());
            file.change(&value("a", Answer::YesNo(true)));
            assert_eq!(file.entry("a").said, Said::Given(Answer::YesNo(true)));
        }
    }
}
