//! What screens hold: the state of this moment, and everything that can be done to it.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;

use jiangxing::report::form::Form;
use yew::prelude::*;

use super::settings::Settings;
use super::{AppState, Keeping, Loaded, Notice, OpenAssessment, Opened};
use crate::engine::{NotARubric, Rubric};
use crate::platform::browser::Browser;
use crate::platform::{Claim, Heard, Offline, Platform};
use crate::storage::queue::Queue;

/// The app's state, and everything that can be done to it. Reads as [`AppState`].
#[derive(Clone)]
pub struct App {
    pub(super) shared: Rc<Shared>,
    state: Rc<AppState>,
}

/// What lives as long as the page.
pub(super) struct Shared {
    pub(super) platform: Rc<dyn Platform>,
    state: RefCell<Rc<AppState>>,
    changed: RefCell<Option<Callback<()>>>,
    /// The way to the store.
    pub(super) queue: Rc<Queue>,
    shipped: OnceCell<Result<Rc<Rubric>, NotARubric>>,
    /// This window's right to change the open assessment.
    pub(super) claim: RefCell<Option<Claim>>,
    /// The assessment that another window has and this one waits for.
    pub(super) waits_for_claim: RefCell<Option<String>>,
    /// What is told once the assessment named is on the device, and not before.
    pub(super) told_once_saved: RefCell<Vec<(String, Notice)>>,
    /// Whether a report is on its way.
    pub(super) report_due: Cell<bool>,
    /// Whether another attempt to write is on its way.
    pub(super) retry_due: Cell<bool>,
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
/// Belongs inside an [`AppProvider`]; outside of one there is an app of its own that nobody shares.
#[hook]
pub fn use_app() -> App {
    let alone = use_state(|| None::<App>);
    match use_context::<App>() {
        Some(app) => app,
        None => match &*alone {
            Some(app) => app.now(),
            None => {
                let app = App::start(Rc::new(Browser::new()));
                alone.set(Some(app.clone()));
                app
            }
        },
    }
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
    let update = use_force_update();
    let app = use_memo((), |()| App::start(Rc::new(Browser::new())));
    use_effect_with((), {
        let app = app.clone();
        move |()| {
            // What changed between the first drawing and now is drawn too.
            update.force_update();
            let changed = Callback::from(move |()| update.force_update());
            app.shared.changed.replace(Some(changed));
        }
    });
    html! {
        <ContextProvider<App> context={app.now()}>{ children.clone() }</ContextProvider<App>>
    }
}

impl App {
    /// The app on this platform: its state is there at once, what is kept a little later.
    pub fn start(platform: Rc<dyn Platform>) -> Self {
        let settings = platform.recall(SETTINGS).map(|line| Settings::default().read(&line));
        let state = Rc::new(AppState {
            settings: settings.unwrap_or_default(),
            library: Loaded::Waiting,
            open: Opened::Nothing,
            keeping: Keeping::NotAsked,
            notice: None,
            update_ready: false,
            offline: Offline::default(),
            last_address: None,
        });
        let shared = Rc::new(Shared {
            platform: platform.clone(),
            state: RefCell::new(state.clone()),
            changed: RefCell::default(),
            queue: Rc::new(Queue::new(platform.store())),
            shipped: OnceCell::default(),
            claim: RefCell::default(),
            waits_for_claim: RefCell::default(),
            told_once_saved: RefCell::default(),
            report_due: Cell::default(),
            retry_due: Cell::default(),
        });
        let app = Self { shared, state };
        let hearing = app.clone();
        platform.listen(Rc::new(move |heard| hearing.hear(heard)));
        let opening = app.clone();
        platform.spawn(Box::pin(async move { opening.load_library().await }));
        app
    }

    fn hear(&self, heard: Heard) {
        match heard {
            Heard::ListChanged => self.follow_others(),
            Heard::UpdateReady => self.update(|state| state.update_ready = true),
            Heard::Offline(offline) => self.update(|state| state.offline = offline),
        }
    }

    /// The app as it stands at this moment, which may be later than when this was drawn.
    pub fn now(&self) -> Self {
        Self { shared: self.shared.clone(), state: self.shared.state.borrow().clone() }
    }

    /// Changes the state; whoever draws it draws it anew.
    pub(super) fn update(&self, change: impl FnOnce(&mut AppState)) {
        let mut state = (**self.shared.state.borrow()).clone();
        change(&mut state);
        self.shared.state.replace(Rc::new(state));
        let changed = self.shared.changed.borrow().clone();
        if let Some(changed) = changed {
            changed.emit(());
        }
    }

    /// Changes the open assessment, if it is the one with this id.
    pub(super) fn update_open(&self, id: &str, change: impl FnOnce(&mut OpenAssessment)) {
        let now = self.now();
        let Some(open) = now.assessment().filter(|open| open.id == id) else {
            return;
        };
        let mut open = (**open).clone();
        change(&mut open);
        self.update(|state| state.open = Opened::Ready(Rc::new(open)));
    }

    /// Does `task`, which takes its time, with the way to the store.
    pub(super) fn spawn_with_queue<Task: Future<Output = ()> + 'static>(
        &self,
        task: impl FnOnce(Self, Rc<Queue>) -> Task + 'static,
    ) {
        let task = task(self.clone(), self.shared.queue.clone());
        self.shared.platform.spawn(Box::pin(task));
    }

    /// The rubric that ships. Opening it takes a moment, once.
    pub(super) fn shipped(&self) -> Result<Rc<Rubric>, NotARubric> {
        self.shared.shipped.get_or_init(|| Rubric::shipped().map(Rc::new)).clone()
    }

    /// The rubric with this digest, if it ships.
    pub(super) fn known_rubric(&self, digest: &str) -> Option<Rc<Rubric>> {
        self.shipped().ok().filter(|rubric| rubric.identity().digest == digest)
    }

    /// The questions of the rubric that ships, before there is a site: its categories, its title.
    pub fn blank_form(&self) -> Option<Rc<Form>> {
        let rubric = self.shipped().ok()?;
        Some(Rc::new(rubric.form(&BTreeMap::new())))
    }

    /// Changes the preferences, and keeps them on the device.
    pub fn set_settings(&self, settings: Settings) {
        self.update(|state| state.settings = settings);
        self.shared.platform.remember(SETTINGS, &settings.write());
    }

    /// Dismisses the notice.
    pub fn dismiss_notice(&self) {
        if self.now().notice == Some(Notice::Cleared) {
            self.remember_kept();
        }
        self.update(|state| state.notice = None);
    }
}

/// Where the preferences are.
const SETTINGS: &str = "settings";
