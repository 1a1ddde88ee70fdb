//! An assessment that is kept rated, for JavaScript.

use std::collections::BTreeMap;

use jiangxing::finding::Finding;
use jiangxing::live::{Live as Kept, Value};
use jiangxing_text::Names;
use js_sys::{Map, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};

use crate::answer::{self, Said, said};
use crate::rated::Shape;
use crate::wire::{Explanation, Problem, Reporting};
use crate::{language_of, object, problems_of};

/// An assessment that is kept rated while its answers change.
#[wasm_bindgen]
pub struct Live {
    kept: Kept,
    /// The place of each field, by its id: so that no id is copied for every answer.
    fields: Map,
    shape: Shape,
    /// Whether more has changed than the shape follows.
    is_ahead: bool,
}

#[wasm_bindgen]
impl Live {
    /// The place of what is asked under `id`, for [`Live::put`]; nothing when the rubric does not ask
    /// it of this subject.
    pub fn field(&self, id: &str) -> Option<usize> {
        self.kept.field(id)
    }

    /// Says `answer` to what has this id, instead of what was said to it, and gives what of it does not
    /// fit. `null` takes back what was said; an object is a response as the assessment file has it.
    ///
    /// # Errors
    /// When the reply cannot be turned into an object.
    #[wasm_bindgen(unchecked_return_type = "Problem[]")]
    pub fn set(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Answer")] answer: &JsValue,
    ) -> Result<JsValue, JsError> {
        let findings = self.say(id, answer);
        self.problems(&findings)
    }

    /// Says yes or no, the place of a level, or a whole number to the field at this place; whether that
    /// fits. For callers that count nanoseconds: nothing is copied.
    pub fn put(&mut self, field: usize, number: i32) -> bool {
        let value = match number {
            place if self.kept.has_levels(field) => match usize::try_from(place) {
                Ok(place) => Value::Level(place),
                Err(_) => return false,
            },
            yes if self.kept.is_yes_no(field) => Value::Yes(yes != 0),
            digits => Value::Decimal { digits: digits.into(), places: 0 },
        };
        self.kept.set(field, value).is_empty()
    }

    /// Brings the rating up to date, and gives nothing back but the stars: the place of the best rating
    /// still possible, the lowest being 0; -1 where there is none.
    pub fn update(&mut self) -> i32 {
        self.is_ahead |= self.kept.rate().any();
        self.kept.best().and_then(|place| i32::try_from(place).ok()).unwrap_or(-1)
    }

    /// What the assessment comes to with these answers changed: each by its id, as [`Live::set`] takes
    /// it.
    ///
    /// # Errors
    /// When the reply cannot be turned into an object.
    #[wasm_bindgen(unchecked_return_type = "LiveRated")]
    pub fn rate(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, Answer>")] changed: &JsValue,
    ) -> Result<JsValue, JsError> {
        let mut findings = Vec::new();
        if let Some(changed) = changed.dyn_ref::<Object>() {
            for id in Object::keys(changed).iter() {
                let answer = Reflect::get(changed, &id).unwrap_or(JsValue::NULL);
                findings.extend(self.say(&id, &answer));
            }
        }
        self.kept.rate();
        self.follow();
        let problems = self.problems(&findings)?;
        Ok(self.shape.rated(&problems))
    }

    /// The report on the assessment as it stands.
    ///
    /// # Errors
    /// When the reply cannot be turned into an object.
    #[wasm_bindgen(unchecked_return_type = "Reporting")]
    pub fn report(&mut self) -> Result<JsValue, JsError> {
        let report = self.kept.report();
        self.follow();
        object(&Reporting { problems: problems_of(&report), report: Some(report) })
    }

    /// The report as its canonical text, byte for byte what the command line prints.
    #[wasm_bindgen(js_name = reportText)]
    pub fn report_text(&mut self) -> String {
        let text = jiangxing::report::to_json(&self.kept.report());
        self.follow();
        text
    }

    /// Why the assessment comes to what it does: in Chinese, or in English when `language` is `"en"`.
    ///
    /// # Errors
    /// When the reply cannot be turned into an object.
    #[wasm_bindgen(unchecked_return_type = "Explanation")]
    pub fn explain(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Language")] language: Option<String>,
    ) -> Result<JsValue, JsError> {
        let report = self.kept.report();
        self.follow();
        object(&Explanation {
            lines: Some(Explanation::lines_of(&report, language_of(language))),
            problems: problems_of(&report),
        })
    }

    /// The assessment file as it stands (JSON).
    pub fn text(&mut self) -> String {
        self.kept.text()
    }
}

impl Live {
    pub(crate) fn new(kept: Kept) -> Self {
        let fields = Map::new();
        for (place, id) in kept.fields().enumerate() {
            fields.set(&id.into(), &place.into());
        }
        Self { shape: Shape::new(&kept), is_ahead: false, fields, kept }
    }

    /// What the assessment comes to.
    pub(crate) fn rated(&self) -> JsValue {
        self.shape.rated(&JsValue::UNDEFINED)
    }

    /// Brings what is given away in line with the ratings.
    fn follow(&mut self) {
        if core::mem::take(&mut self.is_ahead) {
            self.shape = Shape::new(&self.kept);
        } else {
            self.shape.follow(&self.kept);
        }
    }

    fn say(&mut self, id: &JsValue, answer: &JsValue) -> Vec<Finding> {
        let field = self.fields.get(id).as_f64().map(|field| field as usize);
        let response = match field.map(|field| (field, said(&self.kept, field, answer))) {
            Some((field, Said::Value(value))) => return self.kept.set(field, value),
            Some((_, Said::Response(response))) => response,
            None => answer::whole(answer),
        };
        let found = self.kept.respond(&id.as_string().unwrap_or_default(), &response);
        found.unwrap_or_else(|findings| findings)
    }

    fn problems(&self, findings: &[Finding]) -> Result<JsValue, JsError> {
        if findings.is_empty() {
            return Ok(js_sys::Array::new().into());
        }
        let chosen: &BTreeMap<String, String> = self.kept.profile();
        let names = Names::of_form(&jiangxing::form(self.kept.rubric(), chosen));
        object(&Problem::all(findings, &names))
    }
}
