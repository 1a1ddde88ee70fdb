//! The rating, and why: from the stars down to the clause and the answer.

mod rating;
mod reasons;

use std::rc::Rc;

use jiangxing::report::v1::Report;
use jiangxing_text::{Language, Names, sentence, words};
use yew::prelude::*;

use self::rating::{finalising, hero};
use self::reasons::{gates, ladder, next, to_look_into, why};
use super::bar::{Back, Bar};
use super::opened::{AtHand, cautions, findings, names, use_opened};
use super::told::site_name;
use crate::component::criterion_row::{CriterionRow, criterion_row};
use crate::component::dimension_chart::{Detail, dimension_chart, dimension_table};
use crate::component::fold::fold;
use crate::component::reason_list::finding_list;
use crate::platform::page;
use crate::route::{Route, Side};
use crate::state::{App, OpenAssessment};
use crate::view::scorecard::dimension_views;

/// Props of [`ResultScreen`].
#[derive(Properties, PartialEq)]
pub struct ResultScreenProps {
    /// The assessment's id.
    pub id: AttrValue,
}

/// The result of an assessment.
#[component]
pub fn ResultScreen(ResultScreenProps { id }: &ResultScreenProps) -> Html {
    let (app, at_hand) = use_opened(id);
    let is_finalising = use_state_eq(|| false);
    match at_hand {
        AtHand::Not(instead) => instead,
        AtHand::There(open) => there(&app, &open, &is_finalising),
    }
}

/// Everything drawn on this screen.
struct Drawn<'a> {
    app: &'a App,
    open: &'a OpenAssessment,
    report: &'a Report,
    names: Names,
    language: Language,
}

impl Drawn<'_> {
    fn goes(&self) -> Callback<String> {
        let id = self.open.id.clone();
        Callback::from(move |question| page::go(&Route::site(&id, Side::Question(question))))
    }
}

fn there(app: &App, open: &Rc<OpenAssessment>, is_finalising: &UseStateHandle<bool>) -> Html {
    let language = app.settings.language;
    let names = names(open);
    let findings = findings(app, open, &names);
    let back = Back::To(Route::site(&open.id, Side::Assess));
    let body = match open.report.as_deref() {
        None => finding_list(&findings, None),
        Some(report) => {
            let drawn = Drawn { app, open, report, names, language };
            html! {
                <>
                    { hero(&drawn, is_finalising) }
                    { why(&drawn) }
                    { grades(&drawn) }
                    { dimensions(&drawn) }
                    { gates(&drawn) }
                    { next(&drawn) }
                    { ladder(&drawn) }
                    { to_look_into(&drawn, findings) }
                    { criteria(&drawn) }
                    { foot(&drawn) }
                    { finalising(&drawn, is_finalising) }
                </>
            }
        }
    };
    html! {
        <>
            <Bar title={site_name(open.file.name(), language)} {back} />
            <main class="page result" id="content" tabindex="-1">
                { cautions(app, open) }
                { body }
            </main>
        </>
    }
}

/// The ratings of parts, and the steps that moved the rating; nothing where there are none.
fn grades(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    let grades = report.grades.iter().map(|grade| sentence::grade(grade, names, *language));
    let steps = report.award.adjustments.iter();
    let steps = steps.map(|step| sentence::adjustment(step, names, *language));
    html! {
        <>
            { list(words::grades(*language), grades.collect()) }
            { list(words::adjustments(*language), steps.collect()) }
        </>
    }
}

fn list(title: &'static str, lines: Vec<String>) -> Html {
    html! {
        if !lines.is_empty() {
            <section class="card">
                <h2 class="card__title">{ title }</h2>
                <ul class="dots">{ for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            </section>
        }
    }
}

fn dimensions(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    let dimensions = dimension_views(report, names, *language);
    if dimensions.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card">
            <h2 class="card__title">{ words::dimensions(*language) }</h2>
            { dimension_chart(&dimensions, Detail::Full) }
            { fold(words::as_table(*language), "", dimension_table(&dimensions, *language)) }
        </section>
    }
}

fn criteria(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, open, .. } = drawn;
    html! {
        <section class="card">
            <h2 class="card__title">{ words::all_items(*language) }</h2>
            { for dimension_views(report, names, *language).iter().map(|dimension| html! {
                <section class="criteria" key={dimension.id.clone()}>
                    <h3 class="criteria__head"><span>{ &dimension.name }</span><span class="number">{ &dimension.score }</span></h3>
                    { for dimension.criteria.iter().map(|criterion| html! {
                        { criterion_row(&CriterionRow {
                            criterion, note: &open.file.entry(&criterion.id).note, language: *language,
                            on_go: drawn.goes(),
                        }) }
                    }) }
                </section>
            }) }
            <p class="quiet">{ words::rows_are_rounded(*language) }</p>
        </section>
    }
}

/// Which rubric and which answers, exactly.
fn foot(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, language, .. } = drawn;
    html! {
        <footer class="page__foot result__foot">
            <p>{ report.rubric.title.in_language(language.code()) }{ " · " }{ words::edition(*language) }{ " " }{ &report.rubric.edition }</p>
            <p>{ words::rubric(*language) }{ " " }<code>{ &report.rubric.digest }</code></p>
            <p>{ words::digest(*language) }{ " " }<code>{ &report.assessment.digest }</code></p>
        </footer>
    }
}
