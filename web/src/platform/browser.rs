//! The platform as a browser has it.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::future::TimeoutFuture;
use gloo_utils::window;
use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::BroadcastChannel;

use super::clock::{self, Stamp};
use super::lock::{self, Patience};
use super::{Claim, Heard, Later, Offline, Platform, file};
use crate::storage::Store;
use crate::storage::indexed_db::IndexedDb;
use crate::storage::mirrored::Mirrored;

/// The name under which windows of this app talk to one another.
const CHANNEL: &str = "jiangxing";

/// How many milliseconds the mirror may keep a change from being shown as saved.
const PATIENCE: u32 = 5_000;

/// The browser that this page is in.
pub struct Browser {
    asks_before_closing: Rc<Cell<bool>>,
    channel: Option<BroadcastChannel>,
}

impl Browser {
    /// The browser that this page is in.
    pub fn new() -> Self {
        let asks_before_closing = Rc::new(Cell::new(false));
        let (asks, may_ask) =
            (asks_before_closing.clone(), EventListenerOptions::enable_prevent_default());
        EventListener::new_with_options(&window(), "beforeunload", may_ask, move |event| {
            if asks.get() {
                event.prevent_default();
            }
        })
        .forget();
        Self { asks_before_closing, channel: BroadcastChannel::new(CHANNEL).ok() }
    }
}

impl Default for Browser {
    fn default() -> Self {
        Self::new()
    }
}

impl Platform for Browser {
    fn store(&self) -> Rc<dyn Store> {
        let mirror = IndexedDb::in_bucket("mirror").map(|it| -> Box<dyn Store> { Box::new(it) });
        let patience = || -> Later<()> { Box::pin(TimeoutFuture::new(PATIENCE)) };
        Rc::new(Mirrored::new(IndexedDb::default(), mirror, random_id, patience))
    }

    fn now(&self) -> Stamp {
        clock::now()
    }

    fn new_id(&self) -> String {
        random_id()
    }

    fn spawn(&self, task: Later<()>) {
        spawn_local(task);
    }

    fn pause(&self, milliseconds: u32) -> Later<()> {
        Box::pin(TimeoutFuture::new(milliseconds))
    }

    fn claim(&self, id: &str) -> Later<Option<Claim>> {
        let id = id.to_owned();
        Box::pin(async move { lock::claim(&id, Patience::None).await })
    }

    fn claim_when_free(&self, id: &str) -> Later<Option<Claim>> {
        let id = id.to_owned();
        Box::pin(async move { lock::claim(&id, Patience::Endless).await })
    }

    fn keep_for_good(&self) -> Later<Option<bool>> {
        Box::pin(async {
            let navigator = window().navigator();
            // Absent where the address is neither https nor this device.
            if Reflect::get(&navigator, &"storage".into()).ok()?.is_undefined() {
                return None;
            }
            let storage = navigator.storage();
            let already = JsFuture::from(storage.persisted().ok()?).await.ok()?;
            if already.is_truthy() {
                return Some(true);
            }
            let granted = JsFuture::from(storage.persist().ok()?).await.ok()?;
            Some(granted.is_truthy())
        })
    }

    fn give_file(&self, name: &str, text: &str) -> Result<(), String> {
        file::give(name, text)
    }

    fn recall(&self, name: &str) -> Option<String> {
        let storage = window().local_storage().ok()??;
        storage.get_item(&format!("jiangxing/{name}")).ok()?
    }

    fn remember(&self, name: &str, text: &str) {
        if let Ok(Some(storage)) = window().local_storage() {
            // Where the browser keeps nothing the choice holds for this page; the state of the
            // store, which is always shown, says so already.
            let _kept = storage.set_item(&format!("jiangxing/{name}"), text);
        }
    }

    fn tell_others(&self) {
        if let Some(channel) = &self.channel {
            // The others look again when they are next opened, if they cannot be told.
            let _told = channel.post_message(&"list".into());
        }
    }

    fn listen(&self, then: Rc<dyn Fn(Heard)>) {
        if let Some(channel) = &self.channel {
            let then = then.clone();
            EventListener::new(channel, "message", move |_| then(Heard::ListChanged)).forget();
        }
        let offline = then.clone();
        listen_to_window("jiangxing-offline", move || offline(Heard::Offline(offline_state())));
        then(Heard::Offline(offline_state()));
        if on_window("jiangxingUpdateReady").is_truthy() {
            then(Heard::UpdateReady);
        }
        listen_to_window("jiangxing-update-ready", move || then(Heard::UpdateReady));
    }

    fn ask_before_closing(&self, whether: bool) {
        self.asks_before_closing.set(whether);
    }

    fn apply_update(&self) {
        if let Ok(apply) = on_window("jiangxingApplyUpdate").dyn_into::<Function>() {
            // It asks the worker to change over; the page is loaded again when that has happened.
            let _asked = apply.call0(&JsValue::UNDEFINED);
        }
    }
}

/// An id that nobody has had before.
fn random_id() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let bytes = Uint8Array::new_with_length(12);
    let filled = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_array_buffer_view(&bytes));
    if filled.is_err() {
        // Without chance, the moment and a count tell ids of one device apart.
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        return format!("{}-{count}", clock::now()).replace([':', '+'], "");
    }
    bytes.to_vec().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the page's loader has left on the window.
fn on_window(name: &str) -> JsValue {
    Reflect::get(&window(), &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn offline_state() -> Offline {
    match on_window("jiangxingOffline").as_string().as_deref() {
        Some("ready") => Offline::Ready,
        Some("unsupported") => Offline::Unsupported,
        Some("failed") => Offline::Failed,
        Some(_) | None => Offline::Preparing,
    }
}

/// Calls `then` at every such event, for as long as the page lives.
fn listen_to_window(event: &'static str, then: impl Fn() + 'static) {
    EventListener::new(&window(), event, move |_| then()).forget();
}
