//! The bar above every screen: the way back, what is open, whether it is saved, the language.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use crate::component::icon::{Drawing, icon, icon_in};
use crate::platform::page;
use crate::route::Route;
use crate::state::settings::Settings;
use crate::state::{App, SaveState, use_app};

/// Props of [`Bar`].
#[derive(Properties, PartialEq)]
pub struct BarProps {
    /// What is open.
    pub title: AttrValue,
    /// The way back.
    #[prop_or(Back::To(Route::Sites))]
    pub back: Back,
    /// Where the title leads.
    #[prop_or_default]
    pub leads: Option<Route>,
    /// What can be done here.
    #[prop_or_default]
    pub children: Html,
}

/// The way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// None: this is where everything begins.
    Nowhere,
    /// To a place.
    To(Route),
    /// To wherever one was before.
    Before,
}

/// The bar.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let app = use_app();
    let language = app.settings.language;
    use_effect_with((props.title.clone(), language), |(title, language)| {
        page::entitle(&format!("{title} · {}", words::app_name(*language)));
    });
    html! {
        <header class="bar">
            { match &props.back {
                Back::To(back) => html! {
                    <a class="button button--plain button--square" href={back.address()} aria-label={words::back(language)} title={words::back(language)}>
                        { icon(Drawing::Back) }
                    </a>
                },
                Back::Before => html! {
                    <button type="button" class="button button--plain button--square" onclick={|_| page::go_back()} aria-label={words::back(language)} title={words::back(language)}>
                        { icon(Drawing::Back) }
                    </button>
                },
                Back::Nowhere => seal(),
            } }
            <div class="bar__where">
                <p class="bar__name">
                    { match &props.leads {
                        Some(route) => html! { <a href={route.address()}>{ &props.title }</a> },
                        None => html! { &props.title },
                    } }
                </p>
                { saved(&app) }
            </div>
            <div class="bar__actions">
                { props.children.clone() }
                { language_switch(&app) }
                <a class="button button--plain button--square bar__settings" href={Route::Settings.address()} aria-label={words::settings(language)} title={words::settings(language)}>
                    { icon(Drawing::Settings) }
                </a>
            </div>
        </header>
    }
}

/// The seal of the house: a star in a square.
pub fn seal() -> Html {
    html! {
        <svg class="bar__seal" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect x="1" y="1" width="30" height="30" rx="6" fill="currentColor" />
            <path d="M16 6.2l2.75 6.4 6.95.62-5.26 4.6 1.57 6.8L16 21.05l-6.01 3.57 1.57-6.8-5.26-4.6 6.95-.62z" class="bar__seal-star" />
        </svg>
    }
}

/// Whether what was typed is on the device; nothing while no assessment is open.
fn saved(app: &App) -> Html {
    let language = app.settings.language;
    let Some(open) = app.assessment() else {
        return Html::default();
    };
    let (class, drawing, sentence) = match &open.save {
        SaveState::Saved { at } => {
            ("saved--yes", Drawing::Tick, words::saved_at(language, at.time()))
        }
        SaveState::Saving => ("", Drawing::Clock, words::saving(language).into()),
        SaveState::Failed { .. } => ("saved--no", Drawing::Heed, words::not_saved(language).into()),
    };
    html! {
        <p class={classes!("saved", class)}>{ icon_in("tag__icon", drawing) }{ sentence }</p>
    }
}

/// Changes the language in place.
fn language_switch(app: &App) -> Html {
    let Settings { language, .. } = app.settings;
    let (other, code) = match language {
        Language::Chinese => (Language::English, "en"),
        Language::English => (Language::Chinese, "zh-CN"),
    };
    let name = words::switch_to_this(other);
    let app = app.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        let settings = app.now().settings;
        app.set_settings(Settings { language: other, ..settings });
    });
    html! {
        <button type="button" class="button button--plain button--square" lang={code} title={name} {onclick}>
            { words::this_in_short(other) }<span class="said">{ " " }{ name }</span>
        </button>
    }
}
