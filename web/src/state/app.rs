//! What screens hold: the state of this moment, and everything that can be done to it.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use super::assessment::Action;
use super::settings::Settings;
use super::{AppState, Keeping, Loaded, NewSite, Notice, Opened};

/// The app's state, and everything that can be done to it. Reads as [`AppState`].
#[derive(Clone)]
pub struct App {
    shared: Rc<Shared>,
    state: Rc<AppState>,
}

/// What lives as long as the page.
struct Shared {
    state: RefCell<Rc<AppState>>,
    changed: RefCell<Option<Callback<()>>>,
}

impl PartialEq for App {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state) && Rc::ptr_eq(&self.shared, &other.shared)
    }
}

impl Deref for App {
    type Target = AppState;

    fn deref(&self) -> &AppState {
        &self.state
    }
}

/// The app, for whoever draws it. Draws anew whenever the state changes.
///
/// Outside an [`AppProvider`] there is no app, and nothing can be drawn: that is a mistake in the
/// frame, seen at once.
#[hook]
pub fn use_app() -> App {
    let outside = use_memo((), |()| App::new());
    use_context::<App>().unwrap_or_else(|| (*outside).clone())
}

/// Properties of [`AppProvider`].
#[derive(Properties, PartialEq)]
pub struct AppProviderProps {
    /// What uses the app.
    pub children: Html,
}

/// Gives the app to everything inside it.
#[component]
pub fn AppProvider(AppProviderProps { children }: &AppProviderProps) -> Html {
    let app = use_memo((), |()| App::new());
    let update = use_force_update();
    use_effect_with((), {
        let app = app.clone();
        move |()| {
            let changed = Callback::from(move |()| update.force_update());
            app.shared.changed.replace(Some(changed));
        }
    });
    html! {
        <ContextProvider<App> context={app.now()}>{ children.clone() }</ContextProvider<App>>
    }
}

impl App {
    fn new() -> Self {
        let state = Rc::new(AppState {
            settings: Settings::default(),
            library: Loaded::Waiting,
            open: Opened::Nothing,
            keeping: Keeping::NotAsked,
            notice: None,
            update_ready: false,
            last_address: None,
        });
        Self {
            shared: Rc::new(Shared {
                state: RefCell::new(state.clone()),
                changed: RefCell::new(None),
            }),
            state,
        }
    }

    /// The app as it stands at this moment, which may be later than when this was drawn.
    pub fn now(&self) -> Self {
        Self {
            shared: self.shared.clone(),
            state: self.shared.state.borrow().clone(),
        }
    }

    fn update(&self, change: impl FnOnce(&mut AppState)) {
        let mut state = (**self.shared.state.borrow()).clone();
        change(&mut state);
        self.shared.state.replace(Rc::new(state));
        if let Some(changed) = &*self.shared.changed.borrow() {
            changed.emit(());
        }
    }

    /// Changes the preferences, and keeps them on the device.
    pub fn set_settings(&self, settings: Settings) {
        self.update(|state| state.settings = settings);
    }

    /// Makes a new site under the rubric that ships, and gives its id, with which it can be opened.
    pub fn create(&self, site: NewSite) -> String {
        let _ = site;
        String::new()
    }

    /// Makes a site from the fictitious example that ships, and gives its id.
    pub fn create_example(&self) -> String {
        String::new()
    }

    /// Opens an assessment: [`AppState::open`] is `Waiting`, then `Ready` or `Failed`. Opening what
    /// is open already does nothing.
    pub fn open(&self, id: &str) {
        let id = id.to_owned();
        self.update(|state| state.open = Opened::Waiting { id });
    }

    /// Closes the open assessment, when it is on the device.
    pub fn close(&self) {
        self.update(|state| state.open = Opened::Nothing);
    }

    /// Does something to the open assessment: shown at once, written at once.
    pub fn act(&self, action: Action) {
        let _ = action;
    }

    /// Takes back the last change of the open assessment.
    pub fn undo(&self) {}

    /// Brings about again what was taken back.
    pub fn redo(&self) {}

    /// Remembers where the person is in the open assessment.
    pub fn go_to(&self, section: &str, question: &str) {
        let _ = (section, question);
    }

    /// Remembers the address, for the next start without one.
    pub fn remember_address(&self, address: &str) {
        let _ = address;
    }

    /// Deletes a site; [`App::restore`] brings it back.
    pub fn delete(&self, id: &str) {
        let _ = id;
    }

    /// Brings back a deleted site.
    pub fn restore(&self, id: &str) {
        let _ = id;
    }

    /// Makes a copy of a site.
    pub fn duplicate(&self, id: &str) {
        let _ = id;
    }

    /// Reads a file chosen by the person as a new site. [`AppState::notice`] says how it went.
    pub fn import(&self, file: web_sys::File) {
        let _ = file;
    }

    /// Gives a site to the person as a file.
    pub fn export(&self, id: &str) {
        let _ = id;
    }

    /// Tries again at once to write what could not be written.
    pub fn retry_saving(&self) {}

    /// Takes the new version of the app, once everything is on the device.
    pub fn apply_update(&self) {}

    /// Dismisses the notice.
    pub fn dismiss_notice(&self) {
        self.update(|state: &mut AppState| state.notice = None::<Notice>);
    }
}
