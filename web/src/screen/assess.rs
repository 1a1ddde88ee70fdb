//! Answer item by item, or a whole section at once, with the rating always in view.

pub mod keys;

use std::rc::Rc;

use jiangxing::report::form::{Form, Question, Section};
use jiangxing_text::{Language, Names, words};
use yew::prelude::*;

use self::keys::{KeyHelp, use_keys};
use super::bar::Bar;
use super::opened::{AtHand, cautions, findings, is_read_only, names, use_opened};
use super::told::site_name;
use crate::component::choice_row::ChoiceRow;
use crate::component::dialog::Dialog;
use crate::component::dimension_chart::DimensionChart;
use crate::component::icon::{Drawing, Icon};
use crate::component::live_bar::LiveBar;
use crate::component::question_card::QuestionCard;
use crate::component::section_nav::SectionNav;
use crate::page;
use crate::route::{Route, Side};
use crate::state::assessment::Action;
use crate::state::{App, OpenAssessment};
use crate::view::question::{Known, question_view};
use crate::view::rating::rating_view;
use crate::view::reason::FindingView;
use crate::view::scorecard::dimension_views;
use crate::view::sections::{SectionView, neighbours, next_unfinished, section_views};

/// Props of [`Assess`].
#[derive(Properties, PartialEq)]
pub struct AssessProps {
    /// The assessment's id.
    pub id: AttrValue,
    /// The question the address names, if it names one.
    pub question: Option<AttrValue>,
}

/// How many questions are on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breadth {
    One,
    Section,
}

/// What is open over the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// All sections, where there is no room for them beside the questions.
    Contents,
    /// The keys.
    Keys,
}

/// The questions of an assessment.
#[component]
pub fn Assess(AssessProps { id, question }: &AssessProps) -> Html {
    let (app, at_hand) = use_opened(id);
    match at_hand {
        AtHand::Not(instead) => instead,
        AtHand::There(open) => html! { <Questions {app} {open} question={question.clone()} /> },
    }
}

/// Props of [`Questions`].
#[derive(Properties)]
struct QuestionsProps {
    app: App,
    open: Rc<OpenAssessment>,
    question: Option<AttrValue>,
}

impl PartialEq for QuestionsProps {
    fn eq(&self, other: &Self) -> bool {
        self.app == other.app && self.open == other.open && self.question == other.question
    }
}

/// Everything drawn on this screen, found once for each drawing.
struct Drawn<'a> {
    app: &'a App,
    open: &'a OpenAssessment,
    names: &'a Names,
    findings: &'a [FindingView],
    sections: Vec<SectionView>,
    current: AttrValue,
    language: Language,
}

impl Drawn<'_> {
    fn known(&self) -> Known<'_> {
        known(self.open, self.names, self.findings, self.language)
    }

    fn goes(&self) -> Callback<String> {
        let id = self.open.id.clone();
        Callback::from(move |question| page::go(&Route::site(&id, Side::Question(question))))
    }
}

fn known<'a>(
    open: &'a OpenAssessment,
    names: &'a Names,
    findings: &'a [FindingView],
    language: Language,
) -> Known<'a> {
    Known { file: &open.file, report: open.report.as_deref(), findings, names, language }
}

#[component]
fn Questions(props: &QuestionsProps) -> Html {
    let QuestionsProps { app, open, question } = props;
    let language = app.settings.language;
    let breadth = use_state_eq(|| Breadth::One);
    let over = use_state_eq(|| Over::Nothing);
    let current = current(open, question.as_deref());
    let names = names(open);
    let findings = findings(app, open, &names);
    let sections = section_views(&open.form, known(open, &names, &findings, language));
    let drawn = Drawn {
        app,
        open,
        names: &names,
        findings: &findings,
        sections,
        current: current.clone().into(),
        language,
    };
    use_place(app, &open.form, &current, *breadth);
    use_keys(app, open, &drawn.sections, &current, over.setter());
    let rating = open.report.as_deref().map(|report| rating_view(report, &names, language));
    let dimensions = open.report.as_deref().map(|report| dimension_views(report, &names, language));
    let to_result = super::told::goes_to(Route::site(&open.id, Side::Result));
    html! {
        <div class="assess">
            <Bar title={site_name(open.file.name(), language)} leads={Some(Route::site(&open.id, Side::Details))}>{ tools(&drawn, over.setter()) }</Bar>
            <div class="assess__live">
                if let Some(rating) = rating {
                    <LiveBar {rating} is_catching_up={open.is_catching_up} {language} on_open={to_result} />
                }
                if let Some(dimensions) = dimensions {
                    <section class="assess__dimensions" aria-label={words::dimensions(language)}><DimensionChart {dimensions} {language} /></section>
                }
            </div>
            <div class="assess__nav">
                <SectionNav sections={drawn.sections.clone()} current={drawn.current.clone()} {language} on_go={drawn.goes()} />
            </div>
            <main class="assess__main" id="content" tabindex="-1">
                <h1 class="said">{ words::assess(language) }</h1>
                { cautions(app, open) }
                { head(&drawn, &breadth, over.setter()) }
                { cards(&drawn, *breadth) }
            </main>
            { steps(&drawn, over.setter()) }
            { contents(&drawn, &over) }
            <KeyHelp {language} is_open={*over == Over::Keys} on_close={closes(&over)} />
        </div>
    }
}

fn closes(over: &UseStateHandle<Over>) -> Callback<()> {
    let over = over.setter();
    Callback::from(move |()| over.set(Over::Nothing))
}

/// The question at hand: the one the address names, else where one was last, else the first.
fn current(open: &OpenAssessment, named: Option<&str>) -> String {
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
fn find<'a>(form: &'a Form, id: &str) -> Option<(&'a Section, &'a Question)> {
    form.sections.iter().find_map(|section| {
        let is_it = |question: &&Question| {
            question.id == id || question.asks.iter().any(|ask| ask.id == id)
        };
        Some((section, section.questions.iter().find(is_it)?))
    })
}

/// Remembers where one is; a new place begins at its heading.
#[hook]
fn use_place(app: &App, form: &Rc<Form>, current: &str, breadth: Breadth) {
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

fn tools(drawn: &Drawn<'_>, over: UseStateSetter<Over>) -> Html {
    let Drawn { open, language, .. } = drawn;
    let language = *language;
    let is_fixed = is_read_only(open);
    let (undo, redo) = (drawn.app.clone(), drawn.app.clone());
    html! {
        <>
            <button type="button" class="button button--plain button--square bar__tool" aria-label={words::undo(language)} title={words::undo(language)}
                disabled={is_fixed || !open.history.can_undo()} onclick={move |_| undo.undo()}><Icon drawing={Drawing::Undo} /></button>
            <button type="button" class="button button--plain button--square" aria-label={words::redo(language)} title={words::redo(language)}
                disabled={is_fixed || !open.history.can_redo()} onclick={move |_| redo.redo()}><Icon drawing={Drawing::Redo} /></button>
            <button type="button" class="button button--plain button--square bar__word" aria-label={words::keyboard_help(language)}
                title={words::keyboard_help(language)} onclick={move |_| over.set(Over::Keys)}><Icon drawing={Drawing::Keyboard} /></button>
            <a class="button button--plain button--square bar__word" href={Route::site(&open.id, Side::Details).address()}
                aria-label={words::site_details(language)} title={words::site_details(language)}><Icon drawing={Drawing::Pencil} /></a>
        </>
    }
}

/// Where one is, and how much is shown.
fn head(drawn: &Drawn<'_>, breadth: &UseStateHandle<Breadth>, over: UseStateSetter<Over>) -> Html {
    let language = drawn.language;
    let Some((section, number)) = place(drawn) else {
        return Html::default();
    };
    let set = breadth.setter();
    let on_choose = Callback::from(move |code: AttrValue| {
        set.set(if code.as_str() == "one" { Breadth::One } else { Breadth::Section });
    });
    let chosen = match **breadth {
        Breadth::One => "one",
        Breadth::Section => "section",
    };
    html! {
        <div class="assess__head">
            <button type="button" class="assess__where" onclick={move |_| over.set(Over::Contents)}>
                <Icon drawing={Drawing::Rows} />
                <span><b>{ &section.short }</b>{ " " }<span class="quiet">{ words::item_of(language, number, section.items.len()) }</span></span>
            </button>
            <ChoiceRow id="breadth" label={words::how_many_shown(language)} chosen={AttrValue::from(chosen)}
                options={vec![("one".into(), words::one_at_a_time(language).into()), ("section".into(), words::whole_section(language).into())]}
                {on_choose} />
        </div>
    }
}

/// The section at hand, and which of its questions, from 1.
fn place<'a>(drawn: &'a Drawn<'_>) -> Option<(&'a SectionView, usize)> {
    drawn.sections.iter().find_map(|section| {
        let mut numbered = (1..).zip(&section.items);
        let (number, _) = numbered.find(|(_, item)| *item.id == *drawn.current)?;
        Some((section, number))
    })
}

fn cards(drawn: &Drawn<'_>, breadth: Breadth) -> Html {
    let Some((section, question)) = find(&drawn.open.form, &drawn.current) else {
        return Html::default();
    };
    let shown = match breadth {
        Breadth::One => std::slice::from_ref(question),
        Breadth::Section => section.questions.as_slice(),
    };
    let place: AttrValue =
        place(drawn).map(|(section, _)| section.name.clone()).unwrap_or_default().into();
    let guidance = place_guidance(drawn);
    html! {
        <>
            if breadth == Breadth::Section && !guidance.is_empty() { <p class="assess__guidance">{ guidance }</p> }
            { for shown.iter().map(|question| {
                let app = drawn.app.clone();
                html! {
                    <QuestionCard key={question.id.clone()} question={question_view(question, drawn.known())} place={place.clone()}
                        language={drawn.language} is_read_only={is_read_only(drawn.open)} on_act={move |action: Action| app.act(action)} />
                }
            }) }
        </>
    }
}

fn place_guidance(drawn: &Drawn<'_>) -> String {
    place(drawn).map(|(section, _)| section.guidance.clone()).unwrap_or_default()
}

/// The bar below: back, on, and to what still wants an answer.
fn steps(drawn: &Drawn<'_>, over: UseStateSetter<Over>) -> Html {
    let language = drawn.language;
    let (before, after) = neighbours(&drawn.sections, &drawn.current);
    let unfinished = next_unfinished(&drawn.sections, &drawn.current);
    let to = |question: Option<&str>| {
        let (on_go, question) = (drawn.goes(), question.map(str::to_owned));
        Callback::from(move |_: MouseEvent| {
            if let Some(question) = &question {
                on_go.emit(question.clone());
            }
        })
    };
    html! {
        <nav class="steps" aria-label={words::steps(language)}>
            <button type="button" class="button steps__contents" aria-label={words::contents(language)} onclick={move |_| over.set(Over::Contents)}>
                <Icon drawing={Drawing::Rows} />
            </button>
            <button type="button" class="button steps__one" disabled={before.is_none()} onclick={to(before)}>
                <Icon drawing={Drawing::Back} /><span>{ words::previous(language) }</span>
            </button>
            { match unfinished {
                Some(_) => html! {
                    <button type="button" class="button steps__one" onclick={to(unfinished)}>
                        <Icon drawing={Drawing::Jump} /><span>{ words::next_unfinished(language) }</span>
                    </button>
                },
                None => html! {
                    <a class="button steps__one" href={Route::site(&drawn.open.id, Side::Result).address()}>
                        <Icon drawing={Drawing::Chart} /><span>{ words::result(language) }</span>
                    </a>
                },
            } }
            <button type="button" class="button button--main steps__one" disabled={after.is_none()} onclick={to(after)}>
                <span>{ words::next(language) }</span><Icon drawing={Drawing::Forward} />
            </button>
        </nav>
    }
}

/// All sections, over the questions.
fn contents(drawn: &Drawn<'_>, over: &UseStateHandle<Over>) -> Html {
    let language = drawn.language;
    let (on_go, close) = (drawn.goes(), over.setter());
    let on_go = Callback::from(move |question| {
        close.set(Over::Nothing);
        on_go.emit(question);
    });
    let close = over.setter();
    let actions = html! {
        <button type="button" class="button" onclick={move |_| close.set(Over::Nothing)}>{ words::close(language) }</button>
    };
    html! {
        <Dialog id="contents" title={words::contents(language)} is_open={**over == Over::Contents} on_close={closes(over)} {actions}>
            <SectionNav sections={drawn.sections.clone()} current={drawn.current.clone()} {language} {on_go} />
        </Dialog>
    }
}
