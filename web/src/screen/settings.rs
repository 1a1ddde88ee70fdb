//! Language, colours, size of the text; what is kept on this device; what this is.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::bar::{Back, Bar};
use super::told::storage_words;
use crate::component::choice_row::{ChoiceRow, Size, choice_row};
use crate::component::tag::{Tone, tag};
use crate::platform::Offline;
use crate::state::settings::{Settings, SingleKeys, TextSize, Theme};
use crate::state::{App, Keeping, use_app};

/// The settings.
#[component]
pub fn SettingsScreen() -> Html {
    let app = use_app();
    let language = app.settings.language;
    html! {
        <>
            <Bar title={words::settings(language)} back={Back::Before} />
            <main class="page page--narrow" id="content" tabindex="-1">
                <div class="page__head"><h1 class="page__title">{ words::settings(language) }</h1></div>
                <section class="card settings">{ preferences(&app) }</section>
                <section class="card">
                    <h2 class="card__title">{ words::storage(language) }</h2>
                    { keeping(&app) }
                    { offline(&app) }
                </section>
                { rubric(&app) }
                <section class="card">
                    <h2 class="card__title">{ words::privacy(language) }</h2>
                    <p>{ words::privacy_sentence(language) }</p>
                </section>
                <section class="card">{ about(language) }</section>
            </main>
        </>
    }
}

fn preferences(app: &App) -> Html {
    let language = app.settings.language;
    html! {
        <>
            { preference(app, "language", words::language_name(language), &Language::ALL.map(|each| (each.code(), words::this_language(each))),
                language.code(), |settings, code| Settings { language: Language::from_code(code).unwrap_or_default(), ..settings }) }
            { preference(app, "theme", words::theme(language), &Theme::ALL.map(|each| (each.code(), theme_words(each, language))),
                app.settings.theme.code(), |settings, code| Settings { theme: Theme::ALL.into_iter().find(|each| each.code() == code).unwrap_or_default(), ..settings }) }
            { preference(app, "text-size", words::text_size(language), &TextSize::ALL.map(|each| (each.code(), size_words(each, language))),
                app.settings.text_size.code(), |settings, code| Settings { text_size: TextSize::ALL.into_iter().find(|each| each.code() == code).unwrap_or_default(), ..settings }) }
            { preference(app, "single-keys", words::single_keys(language), &SingleKeys::ALL.map(|each| (each.code(), keys_words(each, language))),
                app.settings.single_keys.code(), |settings, code| Settings { single_keys: SingleKeys::ALL.into_iter().find(|each| each.code() == code).unwrap_or_default(), ..settings }) }
        </>
    }
}

fn preference(
    app: &App,
    id: &'static str,
    label: &'static str,
    options: &[(&'static str, &'static str)],
    chosen: &'static str,
    change: fn(Settings, &str) -> Settings,
) -> Html {
    let handle = app.clone();
    let on_choose = Callback::from(move |code: &'static str| {
        let settings = handle.now().settings;
        handle.set_settings(change(settings, code));
    });
    html! {
        <div class="settings__one">
            <h2 class="settings__name">{ label }</h2>
            { choice_row(&ChoiceRow {
                id: id.into(), label, options, chosen: Some(chosen), size: Size::Plain, is_read_only: false,
                on_choose,
            }) }
        </div>
    }
}

fn keys_words(keys: SingleKeys, language: Language) -> &'static str {
    match keys {
        SingleKeys::On => words::single_keys_on(language),
        SingleKeys::Off => words::single_keys_off(language),
    }
}

fn theme_words(theme: Theme, language: Language) -> &'static str {
    match theme {
        Theme::Auto => words::theme_auto(language),
        Theme::Light => words::theme_light(language),
        Theme::Dark => words::theme_dark(language),
        Theme::Contrast => words::theme_contrast(language),
    }
}

fn size_words(size: TextSize, language: Language) -> &'static str {
    match size {
        TextSize::Normal => words::size_normal(language),
        TextSize::Large => words::size_large(language),
        TextSize::Largest => words::size_largest(language),
    }
}

fn keeping(app: &App) -> Html {
    let language = app.settings.language;
    let (tone, sentence) = match &app.keeping {
        Keeping::NotAsked => (Tone::Even, words::storage_not_asked(language)),
        Keeping::Persistent => (Tone::Met, words::storage_persistent(language)),
        Keeping::MayGo => (Tone::Heed, words::storage_may_go(language)),
        Keeping::Failing { .. } => (Tone::Amiss, words::storage_failing(language)),
    };
    html! {
        <>
            <p class="settings__state">{ tag(tone, words::on_this_device(language)) }<span>{ sentence }</span></p>
            if let Keeping::Failing { why } = &app.keeping { <p class="quiet">{ storage_words(why, language) }</p> }
        </>
    }
}

/// Whether the app is on the device in full.
fn offline(app: &App) -> Html {
    let language = app.settings.language;
    let (tone, sentence) = match app.offline {
        Offline::Preparing => (Tone::Open, words::offline_preparing(language)),
        Offline::Ready => (Tone::Met, words::offline_ready(language)),
        Offline::Unsupported => (Tone::Heed, words::offline_unsupported(language)),
        Offline::Failed => (Tone::Heed, words::offline_failed(language)),
    };
    html! {
        <p class="settings__state">{ tag(tone, words::offline(language)) }<span>{ sentence }</span></p>
    }
}

/// The rubric that new sites begin under.
fn rubric(app: &App) -> Html {
    let language = app.settings.language;
    let Some(form) = app.blank_form() else {
        return Html::default();
    };
    html! {
        <section class="card">
            <h2 class="card__title">{ words::rubric(language) }</h2>
            <p>{ form.rubric.title.in_language(language.code()) }{ " · " }{ words::edition(language) }{ " " }{ &form.rubric.edition }</p>
            <p>{ words::published_by(language, form.publisher.in_language(language.code())) }</p>
            <p>{ tag(Tone::Seal, words::trial(language)) }{ " " }{ form.rubric.notice.in_language(language.code()) }</p>
            <p class="quiet"><code>{ &form.rubric.digest }</code></p>
        </section>
    }
}

/// What this is, in which version, under which licences.
fn about(language: Language) -> Html {
    html! {
        <>
            <h2 class="card__title">{ words::about(language) }</h2>
            <p>{ words::app_name(language) }{ " · " }{ words::app_subtitle(language) }</p>
            <p>{ tag(Tone::Seal, words::trial(language)) }{ " " }{ words::about_trial(language) }</p>
            <p>{ words::version(language) }{ " " }<span class="number">{ env!("CARGO_PKG_VERSION") }</span></p>
            <h3 class="card__part">{ words::licences(language) }</h3>
            <p>{ words::licence_sentence(language) }</p>
        </>
    }
}
