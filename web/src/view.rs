//! What screens show: finished strings, positions and states, made from a report and a form. No
//! arithmetic on figures: whatever is a number here was written by the engine.
#![deny(clippy::arithmetic_side_effects, clippy::float_arithmetic)]

pub mod position;
pub mod rating;

pub mod clause;
pub mod gate;
pub mod question;
pub mod reason;
pub mod scorecard;
pub mod sections;
pub mod sheet;

#[cfg(test)]
mod kinds;

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test that lacks what it stands on has failed")]

    use std::collections::BTreeSet;

    use jiangxing::report::form::Form;
    use jiangxing::report::v1::{GateGroup, Report, Verdict};
    use jiangxing_text::{Language, Names};

    use super::question::{AnswerView, AskView, Known, Progress, QuestionView, question_view};
    use super::rating::{Star, rating_view};
    use super::reason::finding_views;
    use super::sections::{neighbours, next_unfinished, section_views};
    use super::sheet::{PartKind, Source, part_view};
    use crate::component::tag::Tone;
    use crate::state::assessment::{Action, Answer, AssessmentFile};

    const RUBRIC: &str = include_str!("../../rubrics/acftu-1p1pn-2024/rubric.toml");
    const STRONG: &str =
        include_str!("../../rubrics/acftu-1p1pn-2024/examples/strong-enterprise.json");
    const HALF: &str =
        include_str!("../../rubrics/acftu-1p1pn-2024/examples/half-finished-draft.json");
    const HAIR: &str =
        include_str!("../../rubrics/acftu-1p1pn-2024/examples/misses-85-by-a-hair.json");
    const NOT_APPLICABLE: &str =
        include_str!("../../rubrics/acftu-1p1pn-2024/examples/much-not-applicable.json");

    /// An assessment with what the engine makes of it.
    struct Case {
        file: AssessmentFile,
        form: Form,
        report: Report,
        names: Names,
    }

    impl Case {
        fn new(file: AssessmentFile) -> Self {
            let rubric = jiangxing::open(RUBRIC).rubric.expect("the rubric holds");
            let form = jiangxing::form(&rubric, &file.categories());
            let report = jiangxing::report(&rubric, &file.text()).expect("the example can be read");
            let names = Names::of_form(&form).and(Names::of_report(&report));
            Self { file, form, report, names }
        }

        fn of(text: &str) -> Self {
            Self::new(AssessmentFile::parse(text).expect("the example is JSON"))
        }

        fn question(&self, id: &str) -> QuestionView {
            let findings = finding_views(&self.report.findings, &self.names, Language::Chinese);
            let known = Known {
                file: &self.file,
                report: Some(&self.report),
                findings: &findings,
                names: &self.names,
                language: Language::Chinese,
            };
            let mut questions = self.form.sections.iter().flat_map(|section| &section.questions);
            let question = questions.find(|question| question.id == id).expect("it is asked");
            question_view(question, known)
        }

        fn known(&self, language: Language) -> Known<'_> {
            Known {
                file: &self.file,
                report: Some(&self.report),
                findings: &[],
                names: &self.names,
                language,
            }
        }
    }

    #[test]
    fn a_settled_rating_lights_its_stars_and_no_other() {
        let case = Case::of(STRONG);
        let view = rating_view(&case.report, &case.names, Language::Chinese);
        let awarded = case.report.award.awarded.as_ref().expect("it is rated");
        let lit = view.stars.row.iter().filter(|star| **star == Star::Lit).count();
        assert_eq!(lit, usize::try_from(awarded.stars).expect("a few stars"));
        assert!(!view.stars.row.contains(&Star::Possible));
        assert_eq!(view.headline, awarded.name.in_language("zh"));
        assert_eq!(view.full, "100");
        assert!(view.is_trial);
    }

    #[test]
    fn an_unfinished_rating_shows_what_is_possible_and_its_range() {
        let case = Case::of(HALF);
        let view = rating_view(&case.report, &case.names, Language::Chinese);
        assert!(view.stars.row.contains(&Star::Possible));
        assert!(view.total.contains('–'), "{}", view.total);
        assert!(!view.binds.is_empty());
        assert_eq!(view.bar.marks.len(), 5);
        let places: BTreeSet<&str> = view.bar.marks.iter().map(|mark| mark.at.as_str()).collect();
        assert_eq!(places, BTreeSet::from(["50.00%", "60.00%", "70.00%", "80.00%", "90.00%"]));
    }

    #[test]
    fn a_share_that_misses_by_a_hair_does_not_read_as_reached() {
        let case = Case::of(HAIR);
        let question = case.question("c2-3");
        let figures: Vec<&str> =
            question.figures.iter().map(|(_, figure)| figure.as_str()).collect();
        assert!(figures.contains(&"84.95%"), "{figures:?}");
        let gates = super::gate::gate_views(
            &case.report,
            GateGroup::Requirement,
            &case.names,
            Language::Chinese,
        );
        let missed: Vec<_> = gates.iter().filter(|gate| gate.tone == Tone::Amiss).collect();
        assert_eq!(missed.len(), 1);
        assert!(
            missed.iter().all(|gate| gate.figures.iter().any(|(_, figure)| figure == "84.95%"))
        );
    }

    #[test]
    fn every_question_of_the_form_is_on_the_sheet_with_its_outcome() {
        for text in [STRONG, HALF, HAIR, NOT_APPLICABLE] {
            let case = Case::of(text);
            for language in Language::ALL {
                let source =
                    Source { file: &case.file, report: &case.report, names: &case.names, language };
                for section in &case.form.sections {
                    let part = part_view(section, source);
                    assert_eq!(part.rows.len(), section.questions.len());
                    for row in &part.rows {
                        assert!(!row.name.is_empty());
                        assert!(
                            part.kind == PartKind::Facts || !row.outcome.is_empty(),
                            "{}",
                            row.name
                        );
                        assert!(
                            part.kind == PartKind::Facts || !row.standard.is_empty(),
                            "{}",
                            row.name
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_sheet_names_every_answer_that_was_given() {
        let case = Case::of(STRONG);
        let source = Source {
            file: &case.file,
            report: &case.report,
            names: &case.names,
            language: Language::Chinese,
        };
        let parts: Vec<_> =
            case.form.sections.iter().map(|section| part_view(section, source)).collect();
        let row = parts
            .iter()
            .flat_map(|part| &part.rows)
            .find(|row| row.code == "A1-1")
            .expect("it is there");
        assert!(
            row.answers.iter().all(|answer| answer.starts_with(['4', '5'])),
            "{:?}",
            row.answers
        );
        assert!(row.bases.iter().any(|basis| basis.starts_with("〔文件规定〕")));
        assert!(row.bases.iter().any(|basis| basis.starts_with("〔工具建议〕")));
    }

    #[test]
    fn an_answer_shows_as_chosen_and_its_note_as_wanted() {
        let mut case = Case::of(HALF);
        let answer = |level: &str| Action::SetValue {
            question: "a1-1".into(),
            ask: "a1-1".into(),
            answer: Answer::Text(level.into()),
        };
        case.file.change(&Action::SetNote { id: "a1-1".into(), note: String::new() });
        case.file.change(&answer("5"));
        let case = Case::new(case.file);
        let question = case.question("a1-1");
        assert_eq!(question.progress, Progress::Done);
        assert!(question.wants_note);
        let chosen: Vec<_> = question
            .asks
            .iter()
            .filter_map(|ask| match &ask.answer {
                AnswerView::OneOf { chosen, is_level: true, .. } => chosen.clone(),
                AnswerView::OneOf { .. }
                | AnswerView::YesNo(_)
                | AnswerView::Checklist(_)
                | AnswerView::One(_)
                | AnswerView::Several(..)
                | AnswerView::InBand(..) => None,
            })
            .collect();
        assert_eq!(chosen, ["5"]);
        let mut file = case.file;
        file.change(&answer("3"));
        assert!(!Case::new(file).question("a1-1").wants_note);
    }

    #[test]
    fn what_does_not_fit_stands_at_its_field() {
        let mut case = Case::of(STRONG);
        case.file.change(&Action::SetValue {
            question: "c2-3".into(),
            ask: "certified".into(),
            answer: Answer::Text("many".into()),
        });
        let case = Case::new(case.file);
        let question = case.question("c2-3");
        let is_amiss = |ask: &&AskView| matches!(&ask.answer, AnswerView::One(field) if !field.findings.is_empty());
        let asks = question.asks.iter().filter(is_amiss);
        assert_eq!(asks.map(|ask| ask.id.as_str()).collect::<Vec<_>>(), ["certified"]);
    }

    #[test]
    fn the_next_unfinished_question_goes_round_and_ends() {
        let half = Case::of(HALF);
        let sections = section_views(&half.form, half.known(Language::Chinese));
        let items: Vec<_> = sections.iter().flat_map(|section| &section.items).collect();
        let last = items.last().expect("there are items").id.clone();
        let found = next_unfinished(&sections, &last).expect("it is half finished").to_owned();
        let found = items.iter().find(|item| item.id == found).expect("it is an item");
        assert!(found.progress.is_unfinished());

        let strong = Case::of(STRONG);
        let sections = section_views(&strong.form, strong.known(Language::Chinese));
        assert_eq!(next_unfinished(&sections, "a1-1"), None);
    }

    #[test]
    fn the_first_question_has_none_before_it_and_the_last_none_after() {
        let case = Case::of(HALF);
        let sections = section_views(&case.form, case.known(Language::Chinese));
        let ids: Vec<&str> = sections
            .iter()
            .flat_map(|section| &section.items)
            .map(|item| item.id.as_str())
            .collect();
        let (first, last) = (ids.first().expect("some"), ids.last().expect("some"));
        assert_eq!(neighbours(&sections, first).0, None);
        assert_eq!(neighbours(&sections, last).1, None);
        for pair in ids.windows(2) {
            if let [before, after] = pair {
                assert_eq!(neighbours(&sections, before).1, Some(*after));
                assert_eq!(neighbours(&sections, after).0, Some(*before));
            }
        }
    }

    #[test]
    fn a_verdict_is_never_told_by_its_tone_alone() {
        let case = Case::of(NOT_APPLICABLE);
        for language in Language::ALL {
            for group in [GateGroup::Gate, GateGroup::Requirement] {
                for gate in super::gate::gate_views(&case.report, group, &case.names, language) {
                    assert!(!gate.verdict.is_empty());
                }
            }
            for rung in super::scorecard::rung_views(&case.report, &case.names, language) {
                assert!(!rung.verdict.is_empty());
                assert!(rung.conditions.iter().all(|reason| !reason.sentence.is_empty()));
            }
        }
        assert!(case.report.gates.iter().any(|gate| gate.verdict == Verdict::Met));
    }
}
