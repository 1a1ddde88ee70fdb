//! The form on paper, as it will be signed and sealed.

mod ending;
mod table;

use std::rc::Rc;

use jiangxing::report::form::{Category, Form};
use jiangxing::report::v1::{Report, State};
use jiangxing_text::{Language, Names, words};
use yew::prelude::*;

use self::ending::{doubts, foot, signatures};
use self::table::part_table;
use super::bar::{Back, Bar};
use super::opened::{AtHand, findings, names, use_opened};
use super::told::site_name;
use crate::component::dimension_chart::dimension_table;
use crate::component::icon::{Drawing, icon};
use crate::component::reason_list::{finding_list, reason_list};
use crate::component::stars::{MIDDLING, star_row};
use crate::format;
use crate::platform::page;
use crate::route::{Route, Side};
use crate::state::assessment::Particular;
use crate::state::{App, OpenAssessment};
use crate::view::rating::rating_view;
use crate::view::reason::reason_views;
use crate::view::scorecard::dimension_views;
use crate::view::sheet::{Source, part_view};

/// Stands in the words where the printer counts.
const COUNTED: char = '#';

/// Props of [`Sheet`].
#[derive(Properties, PartialEq)]
pub struct SheetProps {
    /// The assessment's id.
    pub id: AttrValue,
}

/// The sheet, as it will come out of the printer.
#[component]
pub fn Sheet(SheetProps { id }: &SheetProps) -> Html {
    let (app, at_hand) = use_opened(id);
    let margin = match &at_hand {
        AtHand::There(open) => {
            open.report.as_deref().map(|report| margin_words(report, app.settings.language))
        }
        AtHand::Not(_) => None,
    };
    use_effect_with(margin, |margin| {
        if let Some(margin) = margin {
            page::set_margin_words(margin);
        }
    });
    match at_hand {
        AtHand::Not(instead) => instead,
        AtHand::There(open) => there(&app, &open),
    }
}

/// What stands in the margins of every page: the style sheet for paper puts it there.
fn margin_words(report: &Report, language: Language) -> Vec<(&'static str, String)> {
    let page = words::page_of(language, COUNTED, COUNTED);
    let mut page = page.split(COUNTED);
    let mut part = || page.next().unwrap_or_default().to_owned();
    let notice = report.rubric.notice.in_language(language.code());
    vec![
        ("--sheet-notice", notice.to_owned()),
        ("--sheet-subject", site_name(&report.assessment.subject, language)),
        ("--sheet-digest", report.assessment.digest.clone()),
        ("--sheet-page-before", part()),
        ("--sheet-page-between", part()),
        ("--sheet-page-after", part()),
    ]
}

/// Everything that is printed.
struct Printed<'a> {
    open: &'a OpenAssessment,
    form: &'a Form,
    report: &'a Report,
    names: Names,
    language: Language,
}

fn there(app: &App, open: &Rc<OpenAssessment>) -> Html {
    let language = app.settings.language;
    let names = names(open);
    let body = match open.report.as_deref() {
        None => finding_list(&findings(app, open, &names), None),
        Some(report) => paper(&Printed { open, form: &open.form, report, names, language }),
    };
    html! {
        <>
            <Bar title={site_name(open.file.name(), language)} back={Back::To(Route::site(&open.id, Side::Result))}>
                <button type="button" class="button button--main" onclick={|_| page::print()}>
                    { icon(Drawing::Printer) }{ words::print(language) }
                </button>
            </Bar>
            <main class="page sheet-page" id="content" tabindex="-1">{ body }</main>
        </>
    }
}

fn paper(printed: &Printed<'_>) -> Html {
    let Printed { open, form, report, names, language } = printed;
    let source = Source { file: &open.file, report, names, language: *language };
    let parts = form.sections.iter().map(|section| part_view(section, source));
    html! {
        <article class="sheet">
            { heading(printed) }
            { subject(printed) }
            { award(printed) }
            { for parts.map(|part| part_table(&part, *language)) }
            { doubts(printed) }
            { signatures(printed) }
            { foot(printed) }
        </article>
    }
}

fn heading(printed: &Printed<'_>) -> Html {
    let Printed { report, language, .. } = printed;
    html! {
        <header class="sheet__head">
            <p class="sheet__notice">{ report.rubric.notice.in_language(language.code()) }</p>
            <h1 class="sheet__title">{ words::sheet_title(*language) }</h1>
            <p class="sheet__rubric">
                { report.rubric.title.in_language(language.code()) }{ " · " }{ words::edition(*language) }{ " " }{ &report.rubric.edition }
            </p>
            if !report.rubric.official { <p class="sheet__seal" aria-hidden="true">{ words::trial(*language) }</p> }
        </header>
    }
}

fn subject(printed: &Printed<'_>) -> Html {
    let Printed { open, form, report, language, .. } = printed;
    let language = *language;
    let chosen = |category: &Category| {
        let option = open.file.categories().get(&category.id).cloned().unwrap_or_default();
        let choice = category.options.iter().find(|choice| choice.id == option);
        choice.map_or(option.clone(), |choice| choice.name.in_language(language.code()).into())
    };
    let assessors = open.file.assessors().join(format::comma(language));
    let state = match report.assessment.state {
        State::Draft => words::draft(language),
        State::Final => words::final_state(language),
    };
    let mut rows = vec![
        (words::site_name(language).to_owned(), open.file.name().to_owned()),
        (words::site_code(language).into(), open.file.subject(Particular::Code).into()),
        (words::site_region(language).into(), open.file.subject(Particular::Region).into()),
        (words::cycle(language).into(), open.file.cycle().into()),
    ];
    rows.extend(
        form.categories.iter().map(|category| {
            (category.name.in_language(language.code()).to_owned(), chosen(category))
        }),
    );
    rows.push((words::assessors(language).into(), assessors));
    rows.push((words::state(language).into(), state.into()));
    html! {
        <dl class="sheet__subject">
            { for rows.into_iter().map(|(name, what)| html! { <div class="sheet__particular"><dt>{ name }</dt><dd>{ what }</dd></div> }) }
        </dl>
    }
}

fn award(printed: &Printed<'_>) -> Html {
    let Printed { report, names, language, .. } = printed;
    let rating = rating_view(report, names, *language);
    html! {
        <section class="sheet__award">
            <div class="sheet__rating">
                <h2>{ words::rating(*language) }</h2>
                <p class="sheet__stars">{ star_row(&rating.stars, MIDDLING) }{ " " }<b>{ &rating.headline }</b></p>
                <p>{ words::total(*language) }{ format::colon(*language) }<b class="number">{ &rating.total }</b>{ " / " }{ &rating.full }</p>
                <p class="quiet">{ &rating.progress }</p>
            </div>
            { reason_list(&without_clauses(reason_views(&report.award.because, names, *language)), "") }
            { dimension_table(&dimension_views(report, names, *language), *language) }
        </section>
    }
}

/// On paper nothing can be unfolded: the clauses stand in the tables below.
fn without_clauses(
    reasons: Vec<crate::view::reason::ReasonView>,
) -> Vec<crate::view::reason::ReasonView> {
    reasons
        .into_iter()
        .map(|reason| crate::view::reason::ReasonView { clauses: Vec::new(), ..reason })
        .collect()
}
