//! What readers call the things that reports and findings name by id.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};

use jiangxing::label::Label;
use jiangxing::report::form::{AnswerKind, Ask, Form};
use jiangxing::report::v1::{Report, Step};

use crate::{Language, words};

/// Ids and their names. An id without a name is written as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    label_by_id: BTreeMap<String, Label>,
}

impl Names {
    /// No names at all: every id is written as it is.
    pub fn none() -> Self {
        Self::default()
    }

    /// Names from pairs of id and name.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, Label)>) -> Self {
        let mut names = Self::none();
        names.label_by_id.extend(pairs.into_iter().map(|(id, label)| (id.to_string(), label)));
        names
    }

    /// The names that a report holds: ratings, dimensions, criteria, gates, and the asks that were
    /// answered.
    pub fn of_report(report: &Report) -> Self {
        let mut names = Self::none();
        for rung in &report.award.ladder {
            names.learn(&rung.rating.id, &rung.rating.name);
        }
        for reason in report.award.because.iter() {
            if let jiangxing::report::v1::Fact::CategoryMissing { category, name } = &reason.fact {
                names.learn(category, name);
            }
        }
        for quantity in &report.quantities {
            names.learn(&quantity.id, &quantity.name);
        }
        for gate in &report.gates {
            names.learn(&gate.id, &gate.name);
            for figure in &gate.figures {
                names.learn(&figure.id, &figure.name);
            }
        }
        for dimension in &report.dimensions {
            names.learn(&dimension.id, &dimension.name);
            for criterion in &dimension.criteria {
                names.learn(&criterion.id, &criterion.name);
                for step in &criterion.working {
                    match step {
                        Step::Answered { ask: id, name, .. }
                        | Step::LookedUp { table: id, name, .. } => names.learn(id, name),
                        Step::Derived { .. }
                        | Step::Measured { .. }
                        | Step::OutOf { .. }
                        | Step::OnCurve { .. }
                        | Step::InBand { .. }
                        | Step::Weighted { .. }
                        | Step::TakenAsLowest { .. }
                        | Step::TakenAsFull { .. } => (),
                    }
                }
            }
        }
        for grade in &report.grades {
            names.learn(&grade.id, &grade.name);
            for rung in &grade.ladder {
                names.learn(&rung.rating.id, &rung.rating.name);
            }
        }
        for step in &report.award.adjustments {
            names.learn(&step.id, &step.name);
            for figure in &step.figures {
                names.learn(&figure.id, &figure.name);
            }
        }
        names
    }

    /// The names that a form holds: everything that can be asked, and what can be chosen.
    pub fn of_form(form: &Form) -> Self {
        let mut names = Self::none();
        for rating in &form.ratings {
            names.learn(&rating.id, &rating.name);
        }
        for term in &form.terms {
            names.learn(&term.id, &term.name);
        }
        for category in &form.categories {
            names.learn(&category.id, &category.name);
            for option in &category.options {
                names.learn(&part_id(&category.id, &option.id), &option.name);
            }
        }
        for section in &form.sections {
            names.learn(&section.id, &section.name);
            for question in &section.questions {
                names.learn(&question.id, &question.name);
                for ask in &question.asks {
                    names.learn_ask(ask);
                }
            }
        }
        names
    }

    /// These names, and `others` where these have none.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        for (id, label) in others.label_by_id {
            self.label_by_id.entry(id).or_insert(label);
        }
        self
    }

    /// The name of `id`, or `id` itself.
    pub fn name<'a>(&'a self, id: &'a str, language: Language) -> &'a str {
        self.known(id, language).unwrap_or(id)
    }

    /// The name of `id` in quotation marks; an id without a name as something that was written.
    /// A part of an ask stands behind a stroke: `growth/2024`.
    pub fn quoted(&self, id: &str, language: Language) -> String {
        match (self.known(id, language), id.split_once('/')) {
            (Some(name), _) => quoted_name(name),
            (None, Some((ask, part))) if self.knows(ask) => {
                let part = self.quoted_part(ask, part, language);
                let ask = self.quoted(ask, language);
                say!(language, "{ask}的{part}", "{part} of {ask}")
            }
            (None, _) => written(id, language),
        }
    }

    /// Whether `id` has a name.
    pub fn knows(&self, id: &str) -> bool {
        self.label_by_id.contains_key(id)
    }

    fn known(&self, id: &str, language: Language) -> Option<&str> {
        let words = self.label_by_id.get(id)?.in_language(language.code());
        (!words.is_empty()).then_some(words)
    }

    fn learn(&mut self, id: &str, name: &Label) {
        if !name.is_empty() {
            self.label_by_id.entry(id.to_string()).or_insert_with(|| name.clone());
        }
    }

    fn learn_ask(&mut self, ask: &Ask) {
        self.learn(&ask.id, &ask.name);
        // The ids of levels, parts and options live inside their ask and may repeat elsewhere.
        let choices = match &ask.answer {
            AnswerKind::Checklist { parts } => parts.as_slice(),
            AnswerKind::Choice { options }
            | AnswerKind::Distribution { options }
            | AnswerKind::Series { periods: options, .. } => options.as_slice(),
            AnswerKind::Period { .. } => {
                self.learn_end(ask, "from", words::first_day);
                self.learn_end(ask, "to", words::last_day);
                &[]
            }
            AnswerKind::Level { .. }
            | AnswerKind::YesNo {}
            | AnswerKind::Number { .. }
            | AnswerKind::Date { .. } => &[],
        };
        for choice in choices {
            self.learn(&part_id(&ask.id, &choice.id), &choice.name);
        }
    }

    /// What the end of a period is called, which no rubric says.
    fn learn_end(&mut self, ask: &Ask, end: &str, words: fn(Language) -> &'static str) {
        let pair = |language: Language| (language.code().to_string(), words(language).to_string());
        self.learn(&part_id(&ask.id, end), &Label::from_pairs(Language::ALL.map(pair)));
    }

    /// The name of an option of the category `of`, or of a part of the ask `of`; else `part` itself.
    pub fn part<'a>(&'a self, of: &str, part: &'a str, language: Language) -> &'a str {
        self.known(&part_id(of, part), language).unwrap_or(part)
    }

    /// The name of a part or option of `ask` in quotation marks.
    pub(crate) fn quoted_part(&self, ask: &str, part: &str, language: Language) -> String {
        match self.known(&part_id(ask, part), language) {
            Some(name) => quoted_name(name),
            None => written(part, language),
        }
    }
}

fn part_id(ask: &str, part: &str) -> String {
    format!("{ask} {part}")
}

/// A name given by a label: in quotation marks in either language.
pub(crate) fn quoted_name(name: &str) -> String {
    format!("“{name}”")
}

/// What somebody wrote, exactly: in backticks, in Chinese in quotation marks.
pub(crate) fn written(text: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("“{text}”"),
        Language::English => format!("`{text}`"),
    }
}
