//! The browser, named: every contact with it is below.
//!
//! [`Platform`] is what the state needs of it, and what tests put in its place.

pub mod browser;
pub mod clock;
pub mod file;
pub mod lock;
pub mod page;
#[cfg(test)]
pub mod rehearsal;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use self::clock::Stamp;
use crate::storage::Store;

/// Something the platform does or gives later.
pub type Later<Thing> = Pin<Box<dyn Future<Output = Thing>>>;

/// What the state needs of the world around it.
pub trait Platform {
    /// The store of this device; whether it is to be had shows when it is used.
    fn store(&self) -> Rc<dyn Store>;

    /// Now.
    fn now(&self) -> Stamp;

    /// An id that nobody has had before.
    fn new_id(&self) -> String;

    /// Sees to `task` from now on.
    fn spawn(&self, task: Later<()>);

    /// Passes when the page has been drawn, and then this many milliseconds later.
    fn pause(&self, milliseconds: u32) -> Later<()>;

    /// Takes the assessment `id` for this window; `None` while another window has it.
    fn claim(&self, id: &str) -> Later<Option<Claim>>;

    /// Takes the assessment `id` for this window as soon as no other window has it.
    fn claim_when_free(&self, id: &str) -> Later<Option<Claim>>;

    /// Asks the browser to keep what is on this device for good; `None` when it cannot be asked.
    fn keep_for_good(&self) -> Later<Option<bool>>;

    /// Gives the person a file.
    ///
    /// # Errors
    /// What the browser says when it does not.
    fn give_file(&self, name: &str, text: &str) -> Result<(), String>;

    /// A short text that was left under `name`, at once.
    fn recall(&self, name: &str) -> Option<String>;

    /// Leaves a short text under `name`.
    fn remember(&self, name: &str, text: &str);

    /// Tells the other windows that the list of sites differs.
    fn tell_others(&self);

    /// Calls `then` for each of these.
    fn listen(&self, then: Rc<dyn Fn(Heard)>);

    /// Whether a window that is being closed asks first.
    fn ask_before_closing(&self, whether: bool);

    /// Changes to the new version of the app; the page is loaded again.
    fn apply_update(&self);
}

/// Something that happens outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Another window has changed the list of sites.
    ListChanged,
    /// A new version of the app is there.
    UpdateReady,
    /// Whether the app is on the device in full.
    Offline(Offline),
}

/// Whether the app can be used without a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// It is being fetched.
    #[default]
    Preparing,
    /// It can.
    Ready,
    /// This browser, or this address, does not allow it.
    Unsupported,
    /// It was not fetched in full.
    Failed,
}

/// The right of one window to change an assessment, until it is dropped.
pub struct Claim {
    release: Option<Box<dyn FnOnce()>>,
}

impl Claim {
    /// A claim that `release` ends.
    pub fn new(release: impl FnOnce() + 'static) -> Self {
        Self { release: Some(Box::new(release)) }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            release();
        }
    }
}
