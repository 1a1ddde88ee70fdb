//! The rating, and why: from the stars down to the clause and the answer.

use std::rc::Rc;

use jiangxing::report::v1::{GateGroup, Report, State};
use jiangxing_text::{Language, Names, words};
use yew::prelude::*;

use super::bar::{Back, Bar};
use super::opened::{AtHand, cautions, findings, names, use_opened};
use super::told::site_name;
use crate::component::criterion_row::CriterionRow;
use crate::component::dialog::Dialog;
use crate::component::dimension_chart::{Detail, DimensionChart, DimensionTable};
use crate::component::fold::Fold;
use crate::component::gate_list::GateList;
use crate::component::icon::{Drawing, Icon};
use crate::component::ladder::Ladder;
use crate::component::reason_list::{FindingList, ReasonList};
use crate::component::score_bar::{Marks, ScoreBar};
use crate::component::stars::Stars;
use crate::component::tag::{Tag, Tone};
use crate::page;
use crate::route::{Route, Side};
use crate::state::assessment::Action;
use crate::state::{Access, App, OpenAssessment};
use crate::view::gate::gate_views;
use crate::view::rating::{of_full, rating_view};
use crate::view::reason::{FindingView, reason_views};
use crate::view::scorecard::{NextView, dimension_views, next_view, rung_views};

/// How many openings are shown before the rest is folded away.
const FIRST: usize = 6;

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
        None => html! { <FindingList {findings} /> },
        Some(report) => {
            let drawn = Drawn { app, open, report, names, language };
            html! {
                <>
                    { hero(&drawn, is_finalising) }
                    { why(&drawn) }
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

/// The rating itself.
fn hero(drawn: &Drawn<'_>, is_finalising: &UseStateHandle<bool>) -> Html {
    let Drawn { report, language, open, .. } = drawn;
    let rating = rating_view(report, &drawn.names, *language);
    let has_bonus = report.base.low.exact != report.total.low.exact
        || report.base.high.exact != report.total.high.exact;
    html! {
        <section class="hero">
            <div class="hero__stars"><Stars stars={rating.stars.clone()} size="stars--large" /></div>
            <h1 class="hero__headline">{ &rating.headline }</h1>
            if rating.is_trial { <p class="hero__seal" aria-hidden="true">{ words::trial(*language) }</p> }
            <p class="hero__total">
                <span class="hero__figure">{ &rating.total }</span>
                <span class="hero__full">{ " / " }{ words::points_in_short(*language, &rating.full) }</span>
            </p>
            if has_bonus { <p class="quiet">{ words::without_bonus(*language, of_full(&report.base, *language)) }</p> }
            <div class="hero__bar"><ScoreBar bar={rating.bar.clone()} marks={Marks::Named} /></div>
            <p class="hero__facts">
                <Tag tone={state_tone(report.assessment.state)} words={state_words(report.assessment.state, *language)} />
                <span class="quiet">{ &rating.progress }</span>
                <span class="quiet">{ &rating.notice }</span>
            </p>
            <div class="buttons hero__ways">
                <a class="button button--main" href={Route::site(&open.id, Side::Sheet).address()}>
                    <Icon drawing={Drawing::Printer} />{ words::print_sheet(*language) }
                </a>
                { finish(drawn, is_finalising) }
                { export(drawn) }
            </div>
        </section>
    }
}

fn state_tone(state: State) -> Tone {
    match state {
        State::Draft => Tone::Open,
        State::Final => Tone::Met,
    }
}

fn state_words(state: State, language: Language) -> &'static str {
    match state {
        State::Draft => words::draft(language),
        State::Final => words::final_state(language),
    }
}

/// Finalises, or opens again.
fn finish(drawn: &Drawn<'_>, is_finalising: &UseStateHandle<bool>) -> Html {
    let language = drawn.language;
    let asks = is_finalising.setter();
    match drawn.open.access {
        Access::Writable => html! {
            <button type="button" class="button" onclick={move |_| asks.set(true)}><Icon drawing={Drawing::Lock} />{ words::finalise_asks(language) }</button>
        },
        Access::Final | Access::Elsewhere | Access::Overtaken => Html::default(),
    }
}

fn export(drawn: &Drawn<'_>) -> Html {
    let (app, id) = (drawn.app.clone(), drawn.open.id.clone());
    html! {
        <button type="button" class="button" onclick={move |_| app.export(&id)}><Icon drawing={Drawing::Export} />{ words::export(drawn.language) }</button>
    }
}

/// Asks before no more answers are taken, and says what is still open.
fn finalising(drawn: &Drawn<'_>, is_open: &UseStateHandle<bool>) -> Html {
    let Drawn { report, language, .. } = drawn;
    let language = *language;
    let (cancel, close, app) = (is_open.setter(), is_open.setter(), drawn.app.clone());
    let closing = is_open.setter();
    let actions = html! {
        <>
            <button type="button" class="button" onclick={move |_| cancel.set(false)}>{ words::cancel(language) }</button>
            <button type="button" class="button button--main" onclick={move |_| {
                close.set(false);
                app.act(Action::Finalise);
            }}>{ words::finalise(language) }</button>
        </>
    };
    html! {
        <Dialog id="finalise" title={words::finalise(language)} is_open={**is_open} on_close={move |()| closing.set(false)} {actions}>
            <p>{ words::finalise_explained(language) }</p>
            if !report.coverage.open.is_empty() {
                <Fold title={words::still_open(language, report.coverage.open.len())}>
                    <ul class="dots">
                        { for report.coverage.open.iter().map(|id| html! { <li>{ drawn.names.name(id, language).to_owned() }</li> }) }
                    </ul>
                </Fold>
            }
        </Dialog>
    }
}

fn why(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    let reasons = reason_views(&report.award.because, names, *language);
    if reasons.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card">
            <h2 class="card__title">{ words::why_this(*language) }</h2>
            <ReasonList {reasons} clause_words={words::clause(*language)} />
        </section>
    }
}

fn dimensions(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    let dimensions = dimension_views(report, names, *language);
    html! {
        <section class="card">
            <h2 class="card__title">{ words::dimensions(*language) }</h2>
            <DimensionChart dimensions={dimensions.clone()} language={*language} detail={Detail::Full} />
            <Fold title={words::as_table(*language)}><DimensionTable {dimensions} language={*language} /></Fold>
        </section>
    }
}

fn gates(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    let of = |group| gate_views(report, group, names, *language);
    html! {
        <section class="card result__gates">
            <div>
                <h2 class="card__title">{ words::gates(*language) }</h2>
                <GateList gates={of(GateGroup::Gate)} language={*language} />
            </div>
            <div>
                <h2 class="card__title">{ words::requirements(*language) }</h2>
                <GateList gates={of(GateGroup::Requirement)} language={*language} />
            </div>
        </section>
    }
}

fn next(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    let Some(NextView { rating, obstacles, openings }) = next_view(report, names, *language) else {
        return Html::default();
    };
    let on_go = drawn.goes();
    let row = |opening: &crate::view::scorecard::OpeningView| {
        let (on_go, id) = (on_go.clone(), opening.id.clone());
        html! {
            <li key={opening.id.clone()}>
                <button type="button" class="opening" onclick={move |_| on_go.emit(id.clone())}>
                    <span class="opening__name"><span class="criterion__code">{ &opening.code }</span>{ &opening.name }</span>
                    if opening.is_enough { <Tag tone={Tone::Met} words={words::enough_alone(*language)} /> }
                    <span class="opening__gain number">{ &opening.gain }</span>
                </button>
            </li>
        }
    };
    let (first, rest) = openings.split_at(openings.len().min(FIRST));
    html! {
        <section class="card">
            <h2 class="card__title">{ words::why_not_next(*language, &rating) }</h2>
            <ReasonList reasons={obstacles} clause_words={words::clause(*language)} />
            if !first.is_empty() {
                <h3 class="card__part">{ words::what_would_change(*language) }</h3>
                <ul class="openings">{ for first.iter().map(row) }</ul>
            }
            if !rest.is_empty() {
                <Fold title={words::more(*language)} aside={rest.len().to_string()}><ul class="openings">{ for rest.iter().map(row) }</ul></Fold>
            }
        </section>
    }
}

fn ladder(drawn: &Drawn<'_>) -> Html {
    let Drawn { report, names, language, .. } = drawn;
    html! {
        <section class="card">
            <h2 class="card__title">{ words::ladder(*language) }</h2>
            <Ladder rungs={rung_views(report, names, *language)} language={*language} />
        </section>
    }
}

fn to_look_into(drawn: &Drawn<'_>, findings: Vec<FindingView>) -> Html {
    let Drawn { report, language, names, .. } = drawn;
    let hints = report.hints.iter().map(|hint| {
        let (on_go, id) = (drawn.goes(), hint.criterion.clone());
        html! {
            <li class="reason">
                <Tag tone={Tone::Heed} words={hint.criterion.to_uppercase()} />
                <div class="reason__words">
                    <button type="button" class="reason__go" onclick={move |_| on_go.emit(id.clone())}>{ hint.say.in_language(language.code()) }</button>
                    <p class="quiet">{ names.name(&hint.criterion, *language).to_owned() }</p>
                </div>
            </li>
        }
    });
    html! {
        <section class="card">
            <h2 class="card__title">{ words::findings(*language) }</h2>
            if findings.is_empty() {
                <p class="quiet">{ words::no_findings(*language) }</p>
            } else {
                <FindingList {findings} on_go={drawn.goes()} />
            }
            if !report.hints.is_empty() {
                <h3 class="card__part">{ words::hints(*language) }</h3>
                <ul class="reasons">{ for hints }</ul>
            }
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
                        <CriterionRow key={criterion.id.clone()} criterion={criterion.clone()} note={open.file.entry(&criterion.id).note}
                            language={*language} on_go={drawn.goes()} />
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
