//! The sections of a form with how far each has come: what the navigation shows.

use jiangxing::report::form::{Form, Section, SectionKind};
use jiangxing_text::{name, parted};

use super::question::{Known, Progress, is_needed, progress};
use crate::format;

/// A section, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its name where there is little room.
    pub short: String,
    /// How many questions are done, of how many.
    pub done: String,
    /// Whether all are.
    pub is_done: bool,
    /// What it means.
    pub guidance: String,
    /// Its questions.
    pub items: Vec<ItemView>,
}

/// A question in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemView {
    /// Its id.
    pub id: String,
    /// Its id as people cite it; empty for facts, which have none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub progress: Progress,
    /// Whether something in it does not fit.
    pub is_amiss: bool,
    /// Whether an answer to it is waited for.
    pub is_needed: bool,
    /// Whether it is counted among what is done.
    pub is_counted: bool,
}

/// The sections of `form`, ready to be shown.
pub fn section_views(form: &Form, known: Known<'_>) -> Vec<SectionView> {
    form.sections.iter().map(|section| section_view(section, known)).collect()
}

fn section_view(section: &Section, known: Known<'_>) -> SectionView {
    let language = known.language;
    let items: Vec<_> = section
        .questions
        .iter()
        .map(|question| ItemView {
            code: format::code(&question.id),
            name: question.name.in_language(language.code()).into(),
            progress: progress(question, known),
            is_amiss: known.findings.iter().any(|finding| {
                let about = finding.about.as_deref();
                finding.is_error
                    && (about == Some(question.id.as_str())
                        || question.asks.iter().any(|ask| about == Some(ask.id.as_str())))
            }),
            is_needed: is_needed(question)
                && !matches!(
                    section.kind,
                    SectionKind::BonusRecorded | SectionKind::DemeritRecorded
                ),
            is_counted: is_needed(question),
            id: question.id.clone(),
        })
        .collect();
    let counted = || items.iter().filter(|item| item.is_counted);
    let done = counted().filter(|item| !item.progress.is_unfinished()).count();
    let all = counted().count();
    let named = section.name.in_language(language.code());
    let full_name =
        if named.is_empty() { name::section_kind(section.kind, language) } else { named };
    SectionView {
        id: section.id.clone(),
        name: full_name.into(),
        short: parted(full_name, " · ").map_or(full_name, |(first, _)| first).into(),
        done: format::done_of(done, all),
        is_done: done == all,
        guidance: section.guidance.in_language(language.code()).into(),
        items,
    }
}

/// The question after `current` that still wants an answer, going round.
pub fn next_unfinished<'a>(sections: &'a [SectionView], current: &str) -> Option<&'a str> {
    let items = || sections.iter().flat_map(|section| &section.items);
    let after = items().skip_while(|item| item.id != current).skip(1);
    after
        .chain(items().take_while(|item| item.id != current))
        .find(|item| item.is_needed && item.progress.is_unfinished())
        .map(|item| item.id.as_str())
}

/// The questions before and after `current`.
pub fn neighbours<'a>(
    sections: &'a [SectionView],
    current: &str,
) -> (Option<&'a str>, Option<&'a str>) {
    let ids = || sections.iter().flat_map(|section| &section.items).map(|item| item.id.as_str());
    let before = ids().take_while(|id| *id != current).last();
    let after = ids().skip_while(|id| *id != current).nth(1);
    (before, after)
}
