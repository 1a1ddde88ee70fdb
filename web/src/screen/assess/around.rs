//! What stands around the questions: tools above, where one is, steps below, the contents.

use jiangxing_text::words;
use yew::prelude::*;

use super::place::place;
use super::{Breadth, Drawn, Over};
use crate::component::choice_row::{ChoiceRow, Size, choice_row};
use crate::component::dialog::Dialog;
use crate::component::icon::{Drawing, icon};
use crate::component::section_nav::{SectionNav, section_nav};
use crate::route::{Route, Side};
use crate::screen::opened::is_read_only;
use crate::view::sections::{neighbours, next_unfinished};

pub(super) fn closes(over: &UseStateHandle<Over>) -> Callback<()> {
    let over = over.setter();
    Callback::from(move |()| over.set(Over::Nothing))
}

pub(super) fn tools(drawn: &Drawn<'_>, over: UseStateSetter<Over>) -> Html {
    let Drawn { open, language, .. } = drawn;
    let language = *language;
    let is_fixed = is_read_only(open);
    let (undo, redo) = (drawn.app.clone(), drawn.app.clone());
    html! {
        <>
            <button type="button" class="button button--plain button--square bar__tool" aria-label={words::undo(language)} title={words::undo(language)}
                disabled={is_fixed || !open.history.can_undo()} onclick={move |_| undo.undo()}>{ icon(Drawing::Undo) }</button>
            <button type="button" class="button button--plain button--square" aria-label={words::redo(language)} title={words::redo(language)}
                disabled={is_fixed || !open.history.can_redo()} onclick={move |_| redo.redo()}>{ icon(Drawing::Redo) }</button>
            <button type="button" class="button button--plain button--square bar__word" aria-label={words::keyboard_help(language)}
                title={words::keyboard_help(language)} onclick={move |_| over.set(Over::Keys)}>{ icon(Drawing::Keyboard) }</button>
            <a class="button button--plain button--square bar__word" href={Route::site(&open.id, Side::Details).address()}
                aria-label={words::site_details(language)} title={words::site_details(language)}>{ icon(Drawing::Pencil) }</a>
        </>
    }
}

/// Where one is, and how much is shown.
pub(super) fn head(
    drawn: &Drawn<'_>,
    breadth: &UseStateHandle<Breadth>,
    over: UseStateSetter<Over>,
) -> Html {
    let language = drawn.language;
    let Some((section, number)) = place(drawn) else {
        return Html::default();
    };
    let set = breadth.setter();
    let on_choose = Callback::from(move |code: &'static str| {
        set.set(if code == "one" { Breadth::One } else { Breadth::Section });
    });
    let chosen = match **breadth {
        Breadth::One => "one",
        Breadth::Section => "section",
    };
    html! {
        <div class="assess__head">
            <button type="button" class="assess__where" onclick={move |_| over.set(Over::Contents)}>
                { icon(Drawing::Rows) }
                <span><b>{ &section.short }</b>{ " " }<span class="quiet">{ words::item_of(language, number, section.items.len()) }</span></span>
            </button>
            { choice_row(&ChoiceRow {
                id: "breadth".into(), label: words::how_many_shown(language),
                options: &[("one", words::one_at_a_time(language)), ("section", words::whole_section(language))],
                chosen: Some(chosen), size: Size::Plain, is_read_only: false, on_choose,
            }) }
        </div>
    }
}

/// The bar below: back, on, and to what still wants an answer.
pub(super) fn steps(drawn: &Drawn<'_>, over: UseStateSetter<Over>) -> Html {
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
                { icon(Drawing::Rows) }
            </button>
            <button type="button" class="button steps__one" disabled={before.is_none()} onclick={to(before)}>
                { icon(Drawing::Back) }<span>{ words::previous(language) }</span>
            </button>
            { match unfinished {
                Some(_) => html! {
                    <button type="button" class="button steps__one" onclick={to(unfinished)}>
                        { icon(Drawing::Jump) }<span>{ words::next_unfinished(language) }</span>
                    </button>
                },
                None => html! {
                    <a class="button steps__one" href={Route::site(&drawn.open.id, Side::Result).address()}>
                        { icon(Drawing::Chart) }<span>{ words::result(language) }</span>
                    </a>
                },
            } }
            <button type="button" class="button button--main steps__one" disabled={after.is_none()} onclick={to(after)}>
                <span>{ words::next(language) }</span>{ icon(Drawing::Forward) }
            </button>
        </nav>
    }
}

/// All sections, over the questions.
pub(super) fn contents(drawn: &Drawn<'_>, over: &UseStateHandle<Over>) -> Html {
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
            { section_nav(&SectionNav { sections: &drawn.sections, current: &drawn.current, language, on_go }) }
        </Dialog>
    }
}
