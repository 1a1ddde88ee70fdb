//! The sections with how far each has come, and the items of the one at hand.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::icon::{Drawing, icon_in};
use crate::view::question::Progress;
use crate::view::sections::{ItemView, SectionView};

/// What the contents show.
pub struct SectionNav<'a> {
    /// The sections.
    pub sections: &'a [SectionView],
    /// The question at hand.
    pub current: &'a str,
    /// The reader's language.
    pub language: Language,
    /// The question to go to.
    pub on_go: Callback<String>,
}

/// All sections; the items of the one at hand below it.
pub fn section_nav(props: &SectionNav<'_>) -> Html {
    html! {
        <nav class="nav" aria-label={words::contents(props.language)}>
            <ol class="nav__sections">
                { for props.sections.iter().map(|section| section_row(props, section)) }
            </ol>
        </nav>
    }
}

fn section_row(props: &SectionNav<'_>, section: &SectionView) -> Html {
    let is_current = section.items.iter().any(|item| item.id == props.current);
    let first = section.items.first().map(|item| item.id.clone());
    let on_go = props.on_go.clone();
    let onclick = Callback::from(move |_| {
        if let Some(first) = &first {
            on_go.emit(first.clone());
        }
    });
    html! {
        <li class="nav__section-row" key={section.id.clone()}>
            <button type="button" class={classes!("nav__section", is_current.then_some("nav__section--current"))}
                aria-expanded={if is_current { "true" } else { "false" }} {onclick}>
                <span class="nav__section-name">{ &section.short }</span>
                <span class={classes!("nav__done", section.is_done.then_some("nav__done--all"))}>{ &section.done }</span>
            </button>
            if is_current {
                <ol class="nav__items">
                    { for section.items.iter().map(|item| item_row(props, item)) }
                </ol>
            }
        </li>
    }
}

fn item_row(props: &SectionNav<'_>, item: &ItemView) -> Html {
    let is_current = item.id == props.current;
    let (on_go, id) = (props.on_go.clone(), item.id.clone());
    html! {
        <li key={item.id.clone()}>
            <button type="button" class={classes!("nav__item", is_current.then_some("nav__item--current"))}
                aria-current={is_current.then_some("step")} onclick={move |_| on_go.emit(id.clone())}>
                { mark(item, props.language) }
                <span class="nav__name">
                    if !item.code.is_empty() { <span class="nav__code">{ &item.code }</span> }
                    { &item.name }
                </span>
            </button>
        </li>
    }
}

/// How an item stands, as a drawing in a circle, with its word for those who do not see it.
fn mark(item: &ItemView, language: Language) -> Html {
    let (class, drawing) = match (item.is_amiss, item.progress) {
        (true, _) => ("nav__mark--amiss", Some(Drawing::Heed)),
        (false, Progress::Done) => ("nav__mark--done", Some(Drawing::Tick)),
        (false, Progress::Partly) => ("nav__mark--partly", Some(Drawing::More)),
        (false, Progress::Pending) => ("nav__mark--pending", Some(Drawing::Clock)),
        (false, Progress::NotApplicable | Progress::LeftOut) => {
            ("nav__mark--none", Some(Drawing::Dash))
        }
        (false, Progress::Declined) => ("nav__mark--declined", Some(Drawing::Cross)),
        (false, Progress::Follows) => ("nav__mark--none", Some(Drawing::Chart)),
        (false, Progress::Unanswered) => ("", None),
    };
    html! {
        <span class={classes!("nav__mark", class)}>
            if let Some(drawing) = drawing { { icon_in("nav__mark-icon", drawing) } }
            <span class="said">{ item.progress.words(language) }</span>
        </span>
    }
}
