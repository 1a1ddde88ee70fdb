//! What every side of an assessment begins with: it is opened, and until it is there, or when it
//! cannot be had, that is said in one way.

use std::rc::Rc;

use jiangxing_text::{Names, words};
use yew::prelude::*;

use super::bar::Bar;
use super::told::storage_words;
use crate::component::notice::notice;
use crate::component::tag::Tone;
use crate::route::Route;
use crate::state::assessment::Action;
use crate::state::{Access, App, OpenAssessment, OpenTrouble, Opened, SaveState, use_app};
use crate::view::reason::{FindingView, finding_views};

/// An assessment that is there, or what to show instead.
pub enum AtHand {
    /// It is there.
    There(Rc<OpenAssessment>),
    /// It is not; this is drawn.
    Not(Html),
}

/// Opens the assessment `id`, and gives it once it is there.
#[hook]
pub fn use_opened(id: &AttrValue) -> (App, AtHand) {
    let app = use_app();
    use_effect_with(id.clone(), {
        let app = app.clone();
        move |id| app.open(id)
    });
    let at_hand = match &app.open {
        Opened::Ready(open) if open.id == id.as_str() => AtHand::There(open.clone()),
        Opened::Failed { id: failed, why } if failed == id.as_str() => {
            AtHand::Not(failed_page(&app, id, why))
        }
        Opened::Nothing | Opened::Waiting { .. } | Opened::Ready(_) | Opened::Failed { .. } => {
            AtHand::Not(waiting_page(&app))
        }
    };
    (app, at_hand)
}

fn waiting_page(app: &App) -> Html {
    let language = app.settings.language;
    html! {
        <>
            <Bar title={words::app_name(language)} />
            <main class="page" id="content" tabindex="-1"><p class="waiting" role="status">{ words::loading(language) }</p></main>
        </>
    }
}

fn failed_page(app: &App, id: &str, why: &OpenTrouble) -> Html {
    let language = app.settings.language;
    let sentence = match why {
        OpenTrouble::NotThere => words::not_there_any_more(language).to_owned(),
        OpenTrouble::Storage(why) => storage_words(why, language),
        OpenTrouble::OtherRubric => words::rubric_does_not_ship(language).into(),
        OpenTrouble::Unreadable(detail) => words::unreadable_record(language, detail),
    };
    let can_export = !matches!(why, OpenTrouble::NotThere);
    let (handle, id) = (app.clone(), id.to_owned());
    html! {
        <>
            <Bar title={words::app_name(language)} />
            <main class="page page--narrow" id="content" tabindex="-1">
                <div class="empty">
                    <h1>{ words::cannot_be_opened(language) }</h1>
                    <p>{ sentence }</p>
                    <div class="buttons">
                        if can_export {
                            <button type="button" class="button" onclick={move |_| handle.export(&id)}>{ words::save_as_file(language) }</button>
                        }
                        <a class="button button--main" href={Route::Sites.address()}>{ words::to_sites(language) }</a>
                    </div>
                </div>
            </main>
        </>
    }
}

/// What ids are called in an assessment.
pub fn names(open: &OpenAssessment) -> Names {
    let names = Names::of_form(&open.form);
    match &open.report {
        Some(report) => names.and(Names::of_report(report)),
        None => names,
    }
}

/// Everything that does not fit in an assessment.
pub fn findings(app: &App, open: &OpenAssessment, names: &Names) -> Vec<FindingView> {
    let language = app.settings.language;
    let reported = open.report.as_ref().map_or(&[][..], |report| &report.findings);
    let mut findings = finding_views(&open.unreadable, names, language);
    findings.extend(finding_views(reported, names, language));
    findings
}

/// Whether it can be changed here.
pub fn is_read_only(open: &OpenAssessment) -> bool {
    open.access != Access::Writable
}

/// Why it cannot be changed here, and what is not on the device, each with what can be done.
pub fn cautions(app: &App, open: &OpenAssessment) -> Html {
    let language = app.settings.language;
    html! {
        <>
            { access_caution(app, open) }
            if let SaveState::Failed { why } = &open.save {
                { notice(Tone::Amiss, words::save_failed(language), html! { <p class="quiet">{ storage_words(why, language) }</p> }, ways_to_save(app, open)) }
            }
        </>
    }
}

fn access_caution(app: &App, open: &OpenAssessment) -> Html {
    let language = app.settings.language;
    match open.access {
        Access::Writable => Html::default(),
        Access::Final => {
            let handle = app.clone();
            let reopen = html! {
                <button type="button" class="button" onclick={move |_| handle.act(Action::Reopen)}>{ words::reopen(language) }</button>
            };
            notice(Tone::Open, words::final_explained(language), Html::default(), reopen)
        }
        Access::Elsewhere => notice(
            Tone::Heed,
            words::read_only_elsewhere(language),
            Html::default(),
            Html::default(),
        ),
        Access::Overtaken => notice(
            Tone::Amiss,
            words::overtaken(language),
            Html::default(),
            ways_to_save(app, open),
        ),
    }
}

fn ways_to_save(app: &App, open: &OpenAssessment) -> Html {
    let language = app.settings.language;
    let (retry, export, id) = (app.clone(), app.clone(), open.id.clone());
    html! {
        <>
            <button type="button" class="button" onclick={move |_| retry.retry_saving()}>{ words::try_again(language) }</button>
            <button type="button" class="button" onclick={move |_| export.export(&id)}>{ words::save_as_file(language) }</button>
        </>
    }
}
