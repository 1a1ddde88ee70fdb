//! What a person does in the app, by touch or by keyboard, in either language.

use std::path::Path;

use jiangxing::report::form::{AnswerKind, Ask, Question};
use jiangxing_journeys::{Browser, Element, Failure, Held, Outcome, any, containing};
use jiangxing_text::{Language, words};
use serde_json::Value;

use crate::sheet::Sheet;

/// With what things are done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    /// One finger.
    Touch,
    /// Keys, and nothing else.
    Keys,
}

/// A person in front of the app.
#[derive(Clone, Copy)]
pub(crate) struct Person<'a> {
    /// The browser.
    pub(crate) browser: &'a Browser,
    /// The language the person reads.
    pub(crate) language: Language,
    /// With what they do things.
    pub(crate) hand: Hand,
}

impl Person<'_> {
    /// Opens the app at the list of sites, in the person's language.
    pub(crate) async fn comes_in(self) -> Outcome {
        self.browser.open("#/").await?;
        self.browser.find("heading", words::sites(Language::Chinese)).await?;
        if self.language == Language::English {
            self.uses("button", containing("English")).await?;
            self.browser.find("heading", words::sites(self.language)).await?;
        }
        Ok(())
    }

    /// Uses a button, a link or a choice.
    pub(crate) async fn uses(
        self,
        role: &str,
        name: impl Into<jiangxing_journeys::Name>,
    ) -> Outcome {
        let name = name.into();
        let there = self.browser.find(role, name.clone()).await?;
        match self.hand {
            Hand::Touch => there.tap().await,
            Hand::Keys => {
                self.goes_to(&there).await?;
                self.browser.press("Enter").await
            }
        }
    }

    /// Moves the focus to `there` with the tabulator, as often as it takes.
    pub(crate) async fn goes_to(self, there: &Element) -> Outcome {
        const AT_MOST: usize = 250;
        for _ in 0..AT_MOST {
            if there.is("focused").await? {
                return Ok(());
            }
            self.browser.press("Tab").await?;
        }
        let (role, name) = (there.role(), there.name());
        Err(Failure(format!("{AT_MOST} tabulators do not lead to {role} \"{name}\"")))
    }

    /// Puts `text` in the place of what a field holds.
    pub(crate) async fn writes(self, field: &Element, text: &str) -> Outcome {
        match self.hand {
            Hand::Touch => field.enter(text).await,
            Hand::Keys => {
                self.goes_to(field).await?;
                self.browser.press_with(Held::Control, "a").await?;
                self.browser.type_text(text).await
            }
        }
    }

    /// Makes a new site of this kind, and begins with its questions.
    pub(crate) async fn makes_a_site(self, sheet: &Sheet) -> Outcome {
        let (browser, language) = (self.browser, self.language);
        let subject = &sheet.answers["subject"];
        let main = browser.find("main", any()).await?;
        let new = browser.find_all_in(&main, "button", words::new_site(language)).await?;
        let new = new.first().ok_or_else(|| Failure("no button for a new site".into()))?;
        match self.hand {
            Hand::Touch => new.tap().await?,
            Hand::Keys => {
                self.goes_to(new).await?;
                browser.press("Enter").await?;
            }
        }
        for (field, text) in [
            (words::site_name(language), &subject["name"]),
            (words::site_region(language), &subject["region"]),
            (words::cycle(language), &sheet.answers["cycle"]),
        ] {
            let field = browser.find("textbox", containing(field)).await?;
            self.writes(&field, text.as_str().unwrap_or_default()).await?;
        }
        for category in &sheet.form.categories {
            let chosen = &sheet.form.chosen[&category.id];
            let group = category.name.in_language(language.code());
            let group = browser.find("group", group).await?;
            let option = category.options.iter().position(|option| option.id == *chosen);
            self.picks(&group, option.unwrap()).await?;
        }
        self.uses("link", containing(words::begin_assessing(language))).await
    }

    /// Takes the radio button at `index`, from 0, of a group.
    pub(crate) async fn picks(self, group: &Element, index: usize) -> Outcome {
        let options = self.browser.find_all_in(group, "radio", any()).await?;
        let option = options.get(index);
        let option =
            option.ok_or_else(|| Failure(format!("no option {index} in \"{}\"", group.name())))?;
        match self.hand {
            Hand::Touch => option.tap().await?,
            Hand::Keys => {
                // The tabulator leads into the group: to what is chosen, else to the first.
                let mut first = options.first().unwrap();
                for each in &options {
                    if each.is("checked").await? {
                        first = each;
                    }
                }
                self.goes_to(first).await?;
                if !first.is("checked").await? {
                    self.browser.press(" ").await?;
                }
                for _ in 0..options.len() {
                    if option.is("focused").await? {
                        break;
                    }
                    self.browser.press("ArrowDown").await?;
                }
            }
        }
        self.browser
            .until(&format!("\"{}\" to be chosen", option.name()), async || {
                option.is("checked").await
            })
            .await
    }

    /// The question on the screen, once it is the one expected.
    pub(crate) async fn looks_at(self, question: &Question) -> Outcome<Element> {
        let name = question.name.in_language(self.language.code());
        self.browser.find("article", containing(name)).await
    }

    /// Answers a question as the sheet does: its asks, and its note.
    pub(crate) async fn answers(self, sheet: &Sheet, question: &Question) -> Outcome {
        let card = self.looks_at(question).await?;
        for key in ["not-applicable", "pending", "declined"] {
            if let Some(why) = sheet.said(&question.id)[key].as_str() {
                return self.excepts(&card, key, why).await;
            }
        }
        let mut fields = 0;
        for ask in &question.asks {
            let field = fields;
            fields += match &ask.answer {
                AnswerKind::Number { .. } => 1,
                AnswerKind::Distribution { options: parts }
                | AnswerKind::Series { periods: parts, .. } => parts.len(),
                AnswerKind::Level { .. }
                | AnswerKind::YesNo {}
                | AnswerKind::Checklist { .. }
                | AnswerKind::Choice { .. }
                | AnswerKind::Date { .. }
                | AnswerKind::Period { .. } => 0,
            };
            self.answers_one(&card, question, ask, &sheet.said(&ask.id)["value"], field).await?;
        }
        Ok(())
    }

    async fn answers_one(
        self,
        card: &Element,
        question: &Question,
        ask: &Ask,
        answer: &Value,
        field: usize,
    ) -> Outcome {
        if answer.is_null() {
            return Ok(());
        }
        let browser = self.browser;
        let label = match question.asks.len() {
            1 => &question.name,
            _ => &ask.name,
        };
        let label = label.in_language(self.language.code());
        match &ask.answer {
            AnswerKind::Level { levels: options } | AnswerKind::Choice { options } => {
                let group = browser.find_in(card, "group", label).await?;
                let index = options.iter().position(|option| answer == option.id.as_str());
                self.picks(&group, index.unwrap()).await
            }
            AnswerKind::YesNo {} => {
                let group = browser.find_in(card, "group", label).await?;
                self.picks(&group, usize::from(answer != true)).await
            }
            AnswerKind::Checklist { parts } => {
                for part in parts {
                    let index = match (&answer[&part.id], answer[&part.id].as_bool()) {
                        (Value::Null, _) => continue,
                        (_, Some(true)) => 0,
                        (_, Some(false)) => 1,
                        (_, None) => 2,
                    };
                    let name = part.name.in_language(self.language.code());
                    let group = browser.find_in(card, "group", name).await?;
                    self.picks(&group, index).await?;
                }
                Ok(())
            }
            AnswerKind::Date { .. } => {
                let field = browser.find_in(card, "Date", containing(label)).await?;
                self.sets_day(&field, answer).await
            }
            AnswerKind::Period { .. } => {
                let names = [words::first_day(self.language), words::last_day(self.language)];
                for (end, name) in ["from", "to"].into_iter().zip(names) {
                    let field = browser.find_in(card, "Date", name).await?;
                    self.sets_day(&field, &answer[end]).await?;
                }
                Ok(())
            }
            AnswerKind::Distribution { options: parts }
            | AnswerKind::Series { periods: parts, .. } => {
                for part in parts {
                    let name = part.name.in_language(self.language.code());
                    let field = browser.find_in(card, "textbox", name).await?;
                    self.writes(&field, answer[&part.id].as_str().unwrap_or_default()).await?;
                }
                Ok(())
            }
            AnswerKind::Number { .. } => {
                let text = answer.as_str().map_or_else(|| answer.to_string(), str::to_owned);
                let fields = browser.find_all_in(card, "textbox", any()).await?;
                let field = fields
                    .get(field)
                    .ok_or_else(|| Failure(format!("no field for \"{label}\"")))?;
                self.writes(field, &text).await
            }
        }
    }

    /// Chooses a day, as the browser's own calendar does: it belongs to no page and has no place
    /// on it.
    pub(crate) async fn sets_day(self, field: &Element, day: &Value) -> Outcome {
        let choose = "function (day) {
            const held = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
            held.set.call(this, day ?? '');
            this.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }";
        field.call(choose, std::slice::from_ref(day)).await.map(|_| ())
    }

    /// Says that the question cannot be answered as asked.
    async fn excepts(self, card: &Element, key: &str, why: &str) -> Outcome {
        let (browser, language) = (self.browser, self.language);
        let group = browser.find_in(card, "group", words::exceptions(language)).await?;
        let words = match key {
            "not-applicable" => words::not_applicable(language),
            "pending" => words::pending(language),
            _ => words::declined(language),
        };
        let options = browser.find_all_in(&group, "radio", any()).await?;
        let index = options.iter().position(|option| option.name().starts_with(words));
        self.picks(&group, index.unwrap()).await?;
        let reason = browser.find_in(card, "textbox", containing(words::reason(language))).await?;
        self.writes(&reason, why).await
    }

    /// Goes on to the question after this one.
    pub(crate) async fn goes_on(self) -> Outcome {
        match self.hand {
            Hand::Touch => self.uses("button", words::next(self.language)).await,
            Hand::Keys => {
                // Letters are text while a field has the focus.
                while self.browser.focused().await?.role() == "textbox" {
                    self.browser.press("Tab").await?;
                }
                self.browser.press("n").await
            }
        }
    }

    /// Fills in the whole sheet.
    pub(crate) async fn fills(self, sheet: &Sheet) -> Outcome {
        let questions: Vec<&Question> = sheet.questions().collect();
        for (index, question) in questions.iter().enumerate() {
            self.answers(sheet, question).await?;
            if index + 1 < questions.len() {
                self.goes_on().await?;
            }
        }
        Ok(())
    }

    /// Brings in the example of this name as a file, and opens it.
    pub(crate) async fn brings_in(self, example: &str) -> Outcome {
        self.chooses(&crate::sheet::example_file(example)).await?;
        self.uses("link", words::open_it(self.language)).await?;
        self.browser.find("article", any()).await?;
        Ok(())
    }

    /// Chooses a file to import.
    pub(crate) async fn chooses(self, file: &Path) -> Outcome {
        let import = containing(words::import(self.language));
        self.browser.find("button", import).await?.choose_file(file).await
    }

    /// Waits until every change is said to be on the device.
    pub(crate) async fn waits_until_saved(self) -> Outcome {
        let saved = words::saved_at(self.language, "");
        self.browser.see(saved.trim()).await
    }
}
