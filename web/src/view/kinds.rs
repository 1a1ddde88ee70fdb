//! Each kind of answer as it is shown: on the screen while it is given, and on paper.

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, clippy::panic, reason = "a test says so by failing")]

    use jiangxing::report::form::{Form, Question};
    use jiangxing::report::v1::Report;
    use jiangxing_text::{Language, Names};

    use crate::state::assessment::{Action, Answer, AssessmentFile};
    use crate::view::question::{
        AnswerView, AskView, FieldView, Known, Progress, QuestionView, Typing, question_view,
    };
    use crate::view::reason::{FindingView, finding_views};
    use crate::view::scorecard::dimension_views;
    use crate::view::sheet::{RowView, Source, part_view};

    const RUBRIC: &str = include_str!("../../../tests/browser/fixture/every-kind/rubric.toml");
    const HALF: &str =
        include_str!("../../../tests/browser/fixture/every-kind/examples/half-finished-draft.json");

    /// An assessment under the rubric of every kind, with what the engine makes of it.
    struct Case {
        file: AssessmentFile,
        form: Form,
        report: Report,
        names: Names,
        findings: Vec<FindingView>,
        language: Language,
    }

    impl Case {
        fn after(actions: &[Action], language: Language) -> Self {
            let rubric = jiangxing::open(RUBRIC).rubric.expect("the rubric holds");
            let mut file = AssessmentFile::parse(HALF).expect("the example is JSON");
            for action in actions {
                file.change(action);
            }
            let form = jiangxing::form(&rubric, &file.categories());
            let report = jiangxing::report(&rubric, &file.text()).expect("the example can be read");
            let names = Names::of_form(&form).and(Names::of_report(&report));
            let findings = finding_views(&report.findings, &names, language);
            Self { file, form, report, names, findings, language }
        }

        fn asked(&self, id: &str) -> &Question {
            let mut questions = self.form.sections.iter().flat_map(|section| &section.questions);
            questions.find(|question| question.id == id).expect("it is asked")
        }

        fn question(&self, id: &str) -> QuestionView {
            let known = Known {
                file: &self.file,
                report: Some(&self.report),
                findings: &self.findings,
                names: &self.names,
                language: self.language,
            };
            question_view(self.asked(id), known)
        }

        /// The answers of `id` as they stand on paper.
        fn on_paper(&self, id: &str) -> RowView {
            let source = Source {
                file: &self.file,
                report: &self.report,
                names: &self.names,
                language: self.language,
            };
            let place = |section: &jiangxing::report::form::Section| {
                section.questions.iter().position(|question| question.id == id)
            };
            let found =
                self.form.sections.iter().find_map(|section| Some((section, place(section)?)));
            let (section, place) = found.expect("it is asked");
            part_view(section, source).rows.into_iter().nth(place).expect("a row for each question")
        }
    }

    fn sets(ask: &str, text: &str) -> Action {
        let answer = Answer::Text(text.into());
        Action::SetValue { question: ask.into(), ask: ask.into(), answer }
    }

    fn writes(ask: &str, part: &str, text: &str) -> Action {
        Action::WritePart {
            question: ask.into(),
            ask: ask.into(),
            part: part.into(),
            text: text.into(),
        }
    }

    fn chinese(actions: &[Action]) -> Case {
        Case::after(actions, Language::Chinese)
    }

    fn only(question: &QuestionView) -> &AskView {
        match question.asks.as_slice() {
            [only] => only,
            asks => panic!("{} asks", asks.len()),
        }
    }

    fn one(question: &QuestionView) -> &FieldView {
        let AnswerView::One(field) = &only(question).answer else { panic!("{question:?}") };
        field
    }

    fn several(question: &QuestionView) -> &[FieldView] {
        let AnswerView::Several(fields, _) = &only(question).answer else { panic!("{question:?}") };
        fields
    }

    #[test]
    fn a_date_is_chosen_between_the_first_and_the_last_day_admitted() {
        let question = chinese(&[]).question("opened");
        let field = one(&question);
        assert_eq!(field.text, "2015-06-01");
        assert_eq!(field.admitted, "2000年1月1日 至 2026年12月31日");
        let day = Typing::Day { from: "2000-01-01".into(), to: "2026-12-31".into() };
        assert_eq!(field.typing, day);
        assert_eq!(question.progress, Progress::Done);
        assert_eq!(chinese(&[]).on_paper("opened").answers, ["2015年6月1日"]);
    }

    #[test]
    fn a_day_that_does_not_fit_is_kept_as_typed_and_says_why() {
        for (text, said) in [
            ("1999-12-31", "“开办日期”填的是“1999-12-31”，早于可填的首日 2000-01-01，未予采用"),
            ("2027-01-01", "“开办日期”填的是“2027-01-01”，晚于可填的末日 2026-12-31，未予采用"),
            ("2015.6", "“开办日期”应填日期（如 2024-04-28），填的是“2015.6”，未予采用"),
        ] {
            let question = chinese(&[sets("opened", text)]).question("opened");
            let field = one(&question);
            assert_eq!(field.text, text);
            assert_eq!(
                field.findings.iter().map(|each| &each.sentence).collect::<Vec<_>>(),
                [said]
            );
            assert_eq!(question.progress, Progress::Partly);
        }
    }

    #[test]
    fn a_period_with_one_day_is_unfinished_and_with_two_it_counts() {
        let half = chinese(&[]);
        let question = half.question("open-days");
        let texts: Vec<_> = several(&question).iter().map(|field| field.text.as_str()).collect();
        assert_eq!(texts, ["2025-03-01", ""]);
        assert_eq!(question.progress, Progress::Partly);
        let said: Vec<_> = only(&question).findings.iter().map(|each| &each.sentence).collect();
        assert_eq!(said, ["“本年开放起止”没有填全，还缺“止日”"]);
        assert_eq!(half.on_paper("open-days").answers, ["2025年3月1日 至 未填"]);

        let whole = chinese(&[writes("open-days", "to", "2025-03-31")]);
        let question = whole.question("open-days");
        assert_eq!(question.progress, Progress::Done);
        assert_eq!(question.figures, [("计算值".to_owned(), "31".to_owned())]);
        assert_eq!(whole.on_paper("open-days").answers, ["2025年3月1日 至 2025年3月31日"]);
    }

    #[test]
    fn the_last_day_of_a_period_is_offered_from_the_first_on() {
        let question = chinese(&[]).question("open-days");
        let offered: Vec<_> = several(&question).iter().map(|field| &field.typing).collect();
        let day = |from: &str| Typing::Day { from: from.into(), to: "2025-12-31".into() };
        assert_eq!(offered, [&day("2025-01-01"), &day("2025-03-01")]);
    }

    #[test]
    fn a_period_that_ends_before_it_begins_says_so_and_keeps_both_days() {
        let question = chinese(&[writes("open-days", "to", "2025-02-01")]).question("open-days");
        let texts: Vec<_> = several(&question).iter().map(|field| field.text.as_str()).collect();
        assert_eq!(texts, ["2025-03-01", "2025-02-01"]);
        let said: Vec<_> = only(&question).findings.iter().map(|each| each.code).collect();
        assert_eq!(said, ["A054"]);
        assert!(only(&question).findings.iter().all(|each| !each.help.is_empty()));
        let after = chinese(&[writes("open-days", "to", "2026-02-01")]).question("open-days");
        let amiss: Vec<_> = several(&after).iter().map(|field| field.findings.len()).collect();
        assert_eq!(amiss, [0, 1]);
    }

    #[test]
    fn a_series_has_a_field_for_each_period_and_tells_which_are_open() {
        let half = chinese(&[]);
        let question = half.question("growing");
        let fields = several(&question);
        let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["2021 年", "2022 年", "2023 年", "2024 年", "2025 年"]);
        assert!(fields.iter().all(|field| field.unit == "人"));
        // What is admitted is said once for all.
        assert!(fields.iter().all(|field| field.admitted.is_empty()));
        let AnswerView::Several(_, admitted) = &only(&question).answer else {
            panic!("a series");
        };
        assert_eq!(admitted, "0 至 100000");
        assert_eq!(question.progress, Progress::Partly);
        let said: Vec<_> = only(&question).findings.iter().map(|each| &each.sentence).collect();
        assert_eq!(said, ["“历年学员数”没有填全，还缺“2024 年”、“2025 年”"]);
        let lines =
            "2021 年：120 人\n2022 年：133 人\n2023 年：150 人\n2024 年：未填\n2025 年：未填";
        assert_eq!(half.on_paper("growing").answers, [lines]);
    }

    #[test]
    fn what_does_not_fit_in_a_series_stands_at_its_period() {
        let question = chinese(&[writes("growing", "2024", "约200")]).question("growing");
        let amiss = several(&question).iter().filter(|field| !field.findings.is_empty());
        let amiss: Vec<_> = amiss.map(|field| (&*field.part, &*field.text)).collect();
        assert_eq!(amiss, [("2024", "约200")]);
        let said = several(&question).iter().flat_map(|field| &field.findings);
        let said: Vec<_> = said.map(|finding| &finding.sentence).collect();
        assert_eq!(said, ["“历年学员数”的“2024 年”应填数字，填的是“约200”，未予采用"]);
        // And the whole says what is open, without the part's sentence again.
        assert_eq!(only(&question).findings.len(), 1);
    }

    #[test]
    fn a_distribution_has_a_field_for_each_reply_and_no_sum_of_its_own() {
        let empty = chinese(&[]).question("opinion");
        assert_eq!(empty.progress, Progress::Unanswered);
        let replies = [("bad", "5"), ("so-so", "10"), ("glad", "85")];
        let case = chinese(&replies.map(|(part, text)| writes("opinion", part, text)));
        let question = case.question("opinion");
        assert_eq!(question.progress, Progress::Done);
        let keys = several(&question).iter().map(|field| &field.typing);
        assert!(keys.into_iter().all(|typing| *typing == Typing::Digits("numeric")));
        assert_eq!(question.figures, [("计算值".to_owned(), "0.9".to_owned())]);
        assert_eq!(case.on_paper("opinion").answers, ["不满意：5\n一般：10\n满意：85"]);
    }

    #[test]
    fn the_number_of_a_score_says_in_which_band_it_lies() {
        let bands = |text: &str| match only(&chinese(&[sets("tidy", text)]).question("tidy")) {
            AskView { answer: AnswerView::InBand(bands, field), .. } => {
                let chosen = bands.iter().find(|band| band.is_chosen);
                let chosen = chosen.map(|band| (band.option.name.clone(), band.admitted.clone()));
                (chosen, field.findings.len())
            }
            other => panic!("{other:?}"),
        };
        let named = |name: &str, admitted: &str| Some((name.to_owned(), admitted.to_owned()));
        assert_eq!(bands("8.5"), (named("好 · 8–10", "填 8 至 10 之间的数"), 0));
        assert_eq!(bands("4"), (named("一般 · 4–7", "填 4 至 7 之间的数"), 0));
        assert_eq!(bands("7"), (named("一般 · 4–7", "填 4 至 7 之间的数"), 0));
        assert_eq!(bands("7.5"), (None, 1));
        assert_eq!(bands("8.55").1, 1);
        assert_eq!(chinese(&[]).on_paper("tidy").answers, ["8.5 · 好"]);
    }

    #[test]
    fn money_has_its_unit_and_a_long_amount_reads_with_its_thousands_apart() {
        let question = chinese(&[sets("spent", "12345.5")]).question("spent");
        let field = one(&question);
        assert_eq!((field.unit.as_str(), field.text.as_str()), ("万元", "12345.5"));
        assert_eq!(field.admitted, "12,345.5 万元 · 0 至 100000 · 最多 2 位小数");
        assert_eq!(one(&chinese(&[]).question("green")).unit, "%");
        assert_eq!(chinese(&[sets("green", "45.5")]).on_paper("green").answers, ["45.5 %"]);
    }

    #[test]
    fn an_answer_of_another_kind_is_shown_as_it_stands() {
        let question = chinese(&[sets("growing", "120 到 150")]).question("growing");
        assert_eq!(only(&question).otherwise, "120 到 150");
        assert_eq!(question.progress, Progress::Partly);
        let question = chinese(&[writes("opened", "from", "2020-01-01")]).question("opened");
        assert_eq!(only(&question).otherwise, "{\n  \"from\": \"2020-01-01\"\n}");
    }

    #[test]
    fn what_counts_in_a_later_edition_says_so_everywhere() {
        for (language, words) in [
            (Language::Chinese, "以后版本计入，本次不计分"),
            (Language::English, "Counts in a later edition, not in this one"),
        ] {
            let case = Case::after(&[], language);
            assert_eq!(case.question("network").future, words);
            assert_eq!(case.on_paper("network").reasons, [words]);
            assert_eq!(case.question("tools").future, "");
            let dimensions = dimension_views(&case.report, &case.names, language);
            let criteria = dimensions.iter().flat_map(|dimension| &dimension.criteria);
            let later: Vec<_> = criteria.filter(|each| each.future == words).collect();
            assert_eq!(later.iter().map(|each| each.id.as_str()).collect::<Vec<_>>(), ["network"]);
        }
    }
}
