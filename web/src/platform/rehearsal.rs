//! The platform's twin for tests: a device whose clock stands until it is moved, and windows on it
//! that do only what they are let to.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::clock::Stamp;
use super::{Claim, Heard, Later, Platform};
use crate::storage::memory::Memory;
use crate::storage::{self, Batch, Shelf, Store};

/// What outlives a window: the store, the claims of the windows that are open, the clock.
#[derive(Default)]
pub struct Device {
    /// What is kept.
    pub memory: Rc<Memory>,
    /// Short texts left at once.
    remembered: RefCell<Vec<(String, String)>>,
    claims: Rc<RefCell<BTreeSet<String>>>,
    now: Cell<u64>,
    ids: Cell<u32>,
}

/// One window on a device.
pub struct Window {
    device: Rc<Device>,
    tasks: RefCell<Vec<Later<()>>>,
    /// Files given to the person: name and text.
    pub files: RefCell<Vec<(String, String)>>,
    /// Whether closing the window asks first.
    pub asks: Cell<bool>,
    /// How many writes the store may do before it stands still; endless at first.
    pub writes_left: Rc<Cell<u32>>,
    /// Whether the browser has been asked to keep things for good.
    pub was_asked_to_keep: Rc<Cell<bool>>,
    updated: Cell<bool>,
}

impl Device {
    /// The device after the browser has taken away what is in its store.
    pub fn emptied(&self) -> Rc<Self> {
        Rc::new(Self { remembered: self.remembered.clone(), ..Self::default() })
    }

    /// A window on this device.
    pub fn window(self: &Rc<Self>) -> Rc<Window> {
        Rc::new(Window {
            device: self.clone(),
            tasks: RefCell::default(),
            files: RefCell::default(),
            asks: Cell::default(),
            writes_left: Rc::new(Cell::new(u32::MAX)),
            was_asked_to_keep: Rc::default(),
            updated: Cell::default(),
        })
    }
}

impl Window {
    /// Does everything that can be done now.
    pub fn settle(&self) {
        loop {
            let tasks = self.tasks.take();
            let count = tasks.len();
            let mut going = false;
            for mut task in tasks {
                let mut context = Context::from_waker(Waker::noop());
                match task.as_mut().poll(&mut context) {
                    Poll::Ready(()) => going = true,
                    Poll::Pending => self.tasks.borrow_mut().push(task),
                }
            }
            going |= self.tasks.borrow().len() > count;
            if !going {
                return;
            }
        }
    }

    /// Lets this many milliseconds pass, and does what can be done then.
    pub fn pass(&self, milliseconds: u64) {
        self.device.now.set(self.device.now.get() + milliseconds);
        self.settle();
    }

    /// Ends the window as a crash does: nothing that was under way is done.
    pub fn crash(&self) {
        self.tasks.take();
    }

    /// Whether a new version was taken.
    pub fn is_updated(&self) -> bool {
        self.updated.get()
    }
}

impl Platform for Window {
    fn store(&self) -> Rc<dyn Store> {
        Rc::new(Gated { memory: self.device.memory.clone(), left: self.writes_left.clone() })
    }

    fn now(&self) -> Stamp {
        let seconds = self.device.now.get() / 1000;
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        let (hours, minutes) = (minutes / 60, minutes % 60);
        Stamp::from_text(format!("2026-03-01T{hours:02}:{minutes:02}:{seconds:02}+08:00"))
    }

    fn new_id(&self) -> String {
        self.device.ids.set(self.device.ids.get() + 1);
        format!("site-{}", self.device.ids.get())
    }

    fn spawn(&self, task: Later<()>) {
        self.tasks.borrow_mut().push(task);
    }

    fn pause(&self, milliseconds: u32) -> Later<()> {
        let device = self.device.clone();
        let until = device.now.get() + u64::from(milliseconds);
        Box::pin(poll_fn(
            move |_| {
                if device.now.get() < until { Poll::Pending } else { Poll::Ready(()) }
            },
        ))
    }

    fn claim(&self, id: &str) -> Later<Option<Claim>> {
        let claim = claim(&self.device.claims, id);
        Box::pin(async move { claim })
    }

    fn claim_when_free(&self, id: &str) -> Later<Option<Claim>> {
        let (claims, id) = (self.device.claims.clone(), id.to_owned());
        Box::pin(poll_fn(move |_| match claim(&claims, &id) {
            Some(claim) => Poll::Ready(Some(claim)),
            None => Poll::Pending,
        }))
    }

    fn keep_for_good(&self) -> Later<Option<bool>> {
        self.was_asked_to_keep.set(true);
        Box::pin(async { Some(true) })
    }

    fn give_file(&self, name: &str, text: &str) -> Result<(), String> {
        self.files.borrow_mut().push((name.to_owned(), text.to_owned()));
        Ok(())
    }

    fn recall(&self, name: &str) -> Option<String> {
        let remembered = self.device.remembered.borrow();
        remembered.iter().rev().find(|(each, _)| each == name).map(|(_, text)| text.clone())
    }

    fn remember(&self, name: &str, text: &str) {
        self.device.remembered.borrow_mut().push((name.to_owned(), text.to_owned()));
    }

    fn tell_others(&self) {}

    fn listen(&self, _then: Rc<dyn Fn(Heard)>) {}

    fn ask_before_closing(&self, whether: bool) {
        self.asks.set(whether);
    }

    fn apply_update(&self) {
        self.updated.set(true);
    }
}

fn claim(claims: &Rc<RefCell<BTreeSet<String>>>, id: &str) -> Option<Claim> {
    let (claims, id) = (claims.clone(), id.to_owned());
    let is_free = claims.borrow_mut().insert(id.clone());
    is_free.then(|| {
        Claim::new(move || {
            claims.borrow_mut().remove(&id);
        })
    })
}

/// A store that does only so many writes.
struct Gated {
    memory: Rc<Memory>,
    left: Rc<Cell<u32>>,
}

impl Store for Gated {
    fn read(&self, shelf: Shelf, key: &str) -> storage::Later<Option<String>> {
        self.memory.read(shelf, key)
    }

    fn read_all(&self, shelf: Shelf, beginning: &str) -> storage::Later<Vec<(String, String)>> {
        self.memory.read_all(shelf, beginning)
    }

    fn write(&self, batch: Batch) -> storage::Later<()> {
        let (memory, left) = (self.memory.clone(), self.left.clone());
        let mut batch = Some(batch);
        Box::pin(poll_fn(move |context| {
            let Some(remaining) = left.get().checked_sub(1) else {
                return Poll::Pending;
            };
            left.set(remaining);
            memory.write(batch.take().unwrap_or_default()).as_mut().poll(context)
        }))
    }
}
