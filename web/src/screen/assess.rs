//! Answer item by item, or a whole section at once, with the rating always in view.

mod around;
pub mod keys;
mod place;

use std::rc::Rc;

use jiangxing_text::{Language, Names, words};
use yew::prelude::*;

use self::around::{closes, contents, head, steps, tools};
use self::keys::{key_help, use_keys};
use self::place::{current, find, place, place_guidance, use_place};
use super::bar::Bar;
use super::opened::{AtHand, cautions, findings, is_read_only, names, use_opened};
use super::told::site_name;
use crate::component::dimension_chart::{Detail, dimension_chart};
use crate::component::live_bar::{LiveBar, live_bar};
use crate::component::question_card::{QuestionCard, question_card};
use crate::component::section_nav::{SectionNav, section_nav};
use crate::platform::page;
use crate::route::{Route, Side};
use crate::state::assessment::Action;
use crate::state::{App, OpenAssessment};
use crate::view::question::{Known, question_view};
use crate::view::rating::rating_view;
use crate::view::reason::FindingView;
use crate::view::scorecard::dimension_views;
use crate::view::sections::{SectionView, section_views};

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
                    { live_bar(&LiveBar {
                        rating: &rating, is_catching_up: open.is_catching_up, language, on_open: to_result,
                    }) }
                }
                if let Some(dimensions) = dimensions {
                    <section class="assess__dimensions" aria-label={words::dimensions(language)}>{ dimension_chart(&dimensions, Detail::Brief) }</section>
                }
            </div>
            <div class="assess__nav">
                { section_nav(&SectionNav {
                    sections: &drawn.sections, current: &drawn.current, language, on_go: drawn.goes(),
                }) }
            </div>
            <main class="assess__main" id="content" tabindex="-1">
                <h1 class="said">{ words::assess(language) }</h1>
                { cautions(app, open) }
                { head(&drawn, &breadth, over.setter()) }
                { cards(&drawn, *breadth) }
            </main>
            { steps(&drawn, over.setter()) }
            { contents(&drawn, &over) }
            { key_help(app.settings, *over == Over::Keys, closes(&over)) }
        </div>
    }
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
                    { question_card(&QuestionCard {
                        question: &question_view(question, drawn.known()), place: &place,
                        language: drawn.language, is_read_only: is_read_only(drawn.open),
                        on_act: Callback::from(move |action: Action| app.act(action)),
                    }) }
                }
            }) }
        </>
    }
}
