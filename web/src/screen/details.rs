//! Who is assessed, of which kind, and by whom. Every change is kept as it is made.

use std::rc::Rc;

use jiangxing::finding::Finding;
use jiangxing::report::form::{Category, Choice};
use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::bar::Bar;
use super::opened::{AtHand, cautions, is_read_only, names, use_opened};
use super::told::site_name;
use crate::component::icon::{Drawing, icon};
use crate::component::level_picker::{LevelPicker, level_picker};
use crate::component::text_field::TextField;
use crate::route::{Route, Side};
use crate::state::assessment::{Action, Particular};
use crate::state::{App, OpenAssessment};
use crate::view::question::OptionView;
use crate::view::reason::finding_views;

/// Props of [`Details`].
#[derive(Properties, PartialEq)]
pub struct DetailsProps {
    /// The assessment's id.
    pub id: AttrValue,
}

/// The particulars of a site.
#[component]
pub fn Details(DetailsProps { id }: &DetailsProps) -> Html {
    let (app, at_hand) = use_opened(id);
    match at_hand {
        AtHand::Not(instead) => instead,
        AtHand::There(open) => there(&app, &open),
    }
}

fn there(app: &App, open: &Rc<OpenAssessment>) -> Html {
    let language = app.settings.language;
    let categories = open.form.categories.iter().map(|category| category_part(app, open, category));
    html! {
        <>
            <Bar title={site_name(open.file.name(), language)} />
            <main class="page page--narrow" id="content" tabindex="-1">
                <div class="page__head"><h1 class="page__title">{ words::site_details(language) }</h1></div>
                { cautions(app, open) }
                <section class="card">{ particulars(app, open) }</section>
                { for categories.map(|part| html! { <section class="card">{ part }</section> }) }
                <section class="card">{ assessors(app, open) }</section>
                <div class="page__go">
                    <a class="button button--main button--wide" href={Route::site(&open.id, Side::Assess).address()}>
                        { words::begin_assessing(language) }{ icon(Drawing::Forward) }
                    </a>
                </div>
            </main>
        </>
    }
}

fn acts<What: 'static>(app: &App, action: impl Fn(What) -> Action + 'static) -> Callback<What> {
    let app = app.clone();
    Callback::from(move |what| app.act(action(what)))
}

fn particulars(app: &App, open: &OpenAssessment) -> Html {
    let language = app.settings.language;
    let is_read_only = is_read_only(open);
    let field = |id: &'static str,
                 label: &'static str,
                 help: &'static str,
                 particular: Particular| {
        html! {
            <TextField {id} {label} {help} value={open.file.subject(particular).to_owned()} {is_read_only}
                takes_focus={particular == Particular::Name && open.file.name().is_empty()}
                amiss={doubt(open, particular, language)}
                on_change={acts(app, move |to| Action::SetSubject { particular, to })} />
        }
    };
    html! {
        <div class="fields">
            { field("site-name", words::site_name(language), "", Particular::Name) }
            { field("site-code", words::site_code(language), words::site_code_help(language), Particular::Code) }
            { field("site-region", words::site_region(language), "", Particular::Region) }
            <TextField id="cycle" label={words::cycle(language)} value={open.file.cycle().to_owned()} {is_read_only}
                keys="numeric" on_change={acts(app, Action::SetCycle)} />
        </div>
    }
}

/// What the engine has against the code; nothing else of the particulars is looked at.
fn doubt(open: &OpenAssessment, particular: Particular, language: Language) -> String {
    let findings = open.report.as_ref().map_or(&[][..], |report| &report.findings);
    let doubtful = findings.iter().find(|finding| matches!(finding, Finding::CodeDoubtful { .. }));
    match (particular, doubtful) {
        (Particular::Code, Some(finding)) => {
            let views = finding_views(std::slice::from_ref(finding), &names(open), language);
            views.into_iter().map(|view| view.sentence).collect()
        }
        (Particular::Code, None) | (Particular::Name | Particular::Region, _) => String::new(),
    }
}

fn category_part(app: &App, open: &OpenAssessment, category: &Category) -> Html {
    let language = app.settings.language;
    let chosen = open.file.categories().get(&category.id).cloned();
    let name = category.name.in_language(language.code()).to_owned();
    let id = category.id.clone();
    let on_choose =
        acts(app, move |option| Action::SetCategory { category: id.clone(), option: Some(option) });
    html! {
        <>
            <h2 class="card__title">{ &name }</h2>
            { level_picker(&LevelPicker {
                id: &category.id, label: &name, options: &options(&category.options, language),
                chosen: chosen.as_deref(), is_level: false, wants_note: "", is_read_only: is_read_only(open),
                on_choose,
            }) }
        </>
    }
}

fn options(choices: &[Choice], language: Language) -> Vec<OptionView> {
    choices
        .iter()
        .map(|choice| OptionView {
            id: choice.id.clone(),
            name: choice.name.in_language(language.code()).into(),
            descriptor: choice.descriptor.in_language(language.code()).into(),
            wants_note: false,
        })
        .collect()
}

fn assessors(app: &App, open: &OpenAssessment) -> Html {
    let language = app.settings.language;
    let is_read_only = is_read_only(open);
    let names = open.file.assessors();
    let rows = names.iter().enumerate().map(|(index, name)| {
        let (before, all) = (app.clone(), names.clone());
        let on_change = Callback::from(move |typed: String| {
            let mut all = all.clone();
            if let Some(name) = all.get_mut(index) {
                *name = typed;
            }
            before.act(Action::SetAssessors(all));
        });
        let (app, mut rest) = (app.clone(), names.clone());
        rest.remove(index);
        html! {
            <li class="assessors__one" key={index}>
                <TextField id={format!("assessor-{index}")} label={words::assessor_name(language)} value={name.clone()} {is_read_only} {on_change} />
                <button type="button" class="button button--plain button--square" aria-label={words::remove(language)} title={words::remove(language)}
                    disabled={is_read_only} onclick={move |_| app.act(Action::SetAssessors(rest.clone()))}>{ icon(Drawing::Bin) }</button>
            </li>
        }
    });
    let (handle, mut more) = (app.clone(), names.clone());
    more.push(String::new());
    html! {
        <>
            <h2 class="card__title">{ words::assessors(language) }</h2>
            <ul class="assessors">{ for rows }</ul>
            <button type="button" class="button" disabled={is_read_only} onclick={move |_| handle.act(Action::SetAssessors(more.clone()))}>
                { icon(Drawing::Plus) }{ words::add_assessor(language) }
            </button>
        </>
    }
}
