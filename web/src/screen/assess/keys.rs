//! The keys of the assess screen. They hold wherever the focus is, except while something is typed
//! or a dialog is open; undo and redo hold there too, unless a field takes them for itself.

use std::cell::RefCell;
use std::rc::Rc;

use jiangxing::report::form::{AnswerKind, Ask, Form};
use jiangxing_text::{Language, words};
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::{Over, is_read_only};
use crate::component::dialog::Dialog;
use crate::platform::page;
use crate::route::{Route, Side};
use crate::state::assessment::{Action, Answer};
use crate::state::settings::{Settings, SingleKeys};
use crate::state::{App, OpenAssessment};
use crate::view::sections::{SectionView, neighbours, next_unfinished};

/// What a key does here.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Does {
    Act(Action),
    Go(String),
    Undo,
    Redo,
    Result,
    Help,
}

/// Everything the keys need of the moment.
struct Moment {
    app: App,
    id: String,
    form: Rc<Form>,
    is_read_only: bool,
    current: String,
    before: Option<String>,
    after: Option<String>,
    unfinished: Option<String>,
    over: UseStateSetter<Over>,
}

/// Listens to keys while the screen is there.
#[hook]
pub fn use_keys(
    app: &App,
    open: &OpenAssessment,
    sections: &[SectionView],
    current: &str,
    over: UseStateSetter<Over>,
) {
    let (before, after) = neighbours(sections, current);
    let moment = Moment {
        app: app.clone(),
        id: open.id.clone(),
        form: open.form.clone(),
        is_read_only: is_read_only(open),
        current: current.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
        unfinished: next_unfinished(sections, current).map(str::to_owned),
        over,
    };
    let kept = use_mut_ref(|| None::<Moment>);
    kept.replace(Some(moment));
    use_effect_with((), move |()| {
        let listening = page::on_key(move |event| pressed(&kept, event));
        move || drop(listening)
    });
}

fn pressed(kept: &RefCell<Option<Moment>>, event: &KeyboardEvent) {
    let moment = kept.borrow();
    let Some(moment) = moment.as_ref() else {
        return;
    };
    if let Some(does) = moment.meaning(event) {
        event.prevent_default();
        moment.carry_out(does);
    }
}

impl Moment {
    fn meaning(&self, event: &KeyboardEvent) -> Option<Does> {
        let key = event.key();
        let is_command = event.ctrl_key() || event.meta_key();
        if event.alt_key() || event.is_composing() || page::is_typing() {
            return None;
        }
        if is_command {
            return match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
                ("z", false) => Some(Does::Undo),
                ("y", false) | ("z", true) => Some(Does::Redo),
                (_, _) => None,
            };
        }
        if self.app.settings.single_keys == SingleKeys::Off {
            return None;
        }
        match key.as_str() {
            "n" => self.after.clone().map(Does::Go),
            "p" => self.before.clone().map(Does::Go),
            "u" => self.unfinished.clone().map(Does::Go),
            "r" => Some(Does::Result),
            "?" => Some(Does::Help),
            digit => self.answer(digit).map(Does::Act),
        }
    }

    /// The answer that a key gives to the question at hand: a level by its digit, yes and no by 1
    /// and 0.
    fn answer(&self, key: &str) -> Option<Action> {
        if self.is_read_only {
            return None;
        }
        let questions = self.form.sections.iter().flat_map(|section| &section.questions);
        let question = questions.into_iter().find(|question| question.id == self.current)?;
        let (ask, answer) =
            question.asks.iter().find_map(|ask| Some((ask, answer_to(ask, key)?)))?;
        Some(Action::SetValue { question: question.id.clone(), ask: ask.id.clone(), answer })
    }

    fn carry_out(&self, does: Does) {
        match does {
            Does::Act(action) => self.app.act(action),
            Does::Go(question) => page::go(&Route::site(&self.id, Side::Question(question))),
            Does::Undo if self.is_read_only => (),
            Does::Redo if self.is_read_only => (),
            Does::Undo => self.app.undo(),
            Does::Redo => self.app.redo(),
            Does::Result => page::go(&Route::site(&self.id, Side::Result)),
            Does::Help => self.over.set(Over::Keys),
        }
    }
}

fn answer_to(ask: &Ask, key: &str) -> Option<Answer> {
    match &ask.answer {
        AnswerKind::Level { levels } => {
            levels.iter().find(|level| level.id == key).map(|level| Answer::Text(level.id.clone()))
        }
        AnswerKind::YesNo {} => match key {
            "1" => Some(Answer::YesNo(true)),
            "0" => Some(Answer::YesNo(false)),
            _ => None,
        },
        AnswerKind::Checklist { .. }
        | AnswerKind::Choice { .. }
        | AnswerKind::Number { .. }
        | AnswerKind::Date { .. }
        | AnswerKind::Period { .. }
        | AnswerKind::Distribution { .. }
        | AnswerKind::Series { .. } => None,
    }
}

/// Keys, and the words for what they do.
type KeyRow = (&'static [&'static str], fn(Language) -> &'static str);

/// The keys and what they do.
pub fn key_help(settings: Settings, is_open: bool, on_close: Callback<()>) -> Html {
    let language = settings.language;
    let switch = match settings.single_keys {
        SingleKeys::On => words::single_keys_in_settings(language),
        SingleKeys::Off => words::single_keys_are_off(language),
    };
    let rows: [KeyRow; 8] = [
        (&["0", "…", "5"], words::key_levels),
        (&["1", "0"], words::key_yes_no),
        (&["N"], words::next),
        (&["P"], words::previous),
        (&["U"], words::next_unfinished),
        (&["R"], words::result),
        (&["Ctrl", "Z"], words::undo),
        (&["Ctrl", "Y"], words::redo),
    ];
    let close = on_close.clone();
    let actions = html! {
        <button type="button" class="button" onclick={move |_| close.emit(())}>{ words::close(language) }</button>
    };
    html! {
        <Dialog id="keys" title={words::keyboard_help(language)} is_open={is_open} {on_close} {actions}>
            <dl class="keys">
                { for rows.iter().map(|(keys, words)| html! {
                    <>
                        <dt class="keys__key">{ for keys.iter().map(|key| html! { <kbd>{ key }</kbd> }) }</dt>
                        <dd>{ words(language) }</dd>
                    </>
                }) }
                <dt class="keys__key"><kbd>{ "?" }</kbd></dt>
                <dd>{ words::keyboard_help(language) }</dd>
            </dl>
            <p class="quiet">{ switch }</p>
        </Dialog>
    }
}
