//! Which question is at hand: the one the address names, else where one was last.

use jiangxing::report::form::{Form, Question, Section};
use std::rc::Rc;
use yew::prelude::*;

use super::{Breadth, Drawn};
use crate::platform::page;
use crate::state::{App, OpenAssessment};
use crate::view::sections::SectionView;

/// The question at hand: the one the address names, else where one was last, else the first.
pub(super) fn current(open: &OpenAssessment, named: Option<&str>) -> String {
    let of = |id: &str| find(&open.form, id).map(|(_, question)| question);
    let first = || open.form.sections.iter().flat_map(|section| &section.questions).next();
    named
        .and_then(of)
        .or_else(|| of(&open.place.question))
        .or_else(first)
        .map(|question| question.id.clone())
        .unwrap_or_default()
}

/// The question with this id, or with an ask of this id, and its section.
pub(super) fn find<'a>(form: &'a Form, id: &str) -> Option<(&'a Section, &'a Question)> {
    form.sections.iter().find_map(|section| {
        let is_it = |question: &&Question| {
            question.id == id || question.asks.iter().any(|ask| ask.id == id)
        };
        Some((section, section.questions.iter().find(is_it)?))
    })
}

/// Remembers where one is; a new place begins at its heading.
#[hook]
pub(super) fn use_place(app: &App, form: &Rc<Form>, current: &str, breadth: Breadth) {
    let app = app.clone();
    let section = find(form, current).map(|(section, _)| section.id.clone()).unwrap_or_default();
    let is_first = use_mut_ref(|| true);
    use_effect_with((current.to_owned(), breadth), move |(current, breadth)| {
        app.go_to(&section, current);
        if is_first.replace(false) {
            return;
        }
        let heading = format!("q-{current}");
        match breadth {
            Breadth::One => page::begin_at(&heading),
            Breadth::Section => page::bring_into_view(&heading),
        }
    });
}

/// The section at hand, and which of its questions, from 1.
pub(super) fn place<'a>(drawn: &'a Drawn<'_>) -> Option<(&'a SectionView, usize)> {
    drawn.sections.iter().find_map(|section| {
        let mut numbered = (1..).zip(&section.items);
        let (number, _) = numbered.find(|(_, item)| *item.id == *drawn.current)?;
        Some((section, number))
    })
}

pub(super) fn place_guidance(drawn: &Drawn<'_>) -> String {
    place(drawn).map(|(section, _)| section.guidance.clone()).unwrap_or_default()
}
