//! One window at a time: the browser's named locks.
//!
//! A lock ends with its window, however that ends. Where the browser has no locks (an address that
//! is neither https nor this device), every claim is granted, and the store's own guard refuses a
//! change that another window has overtaken.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Claim;

#[wasm_bindgen]
extern "C" {
    /// The browser's keeper of locks, which the stable bindings do not offer.
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        then: &Function,
    ) -> Result<Promise, JsValue>;
}

/// How to go about a lock that another window has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Give up at once.
    None,
    /// Wait until it is free.
    Endless,
}

/// The lock on the assessment `id`; `None` when it is not to be had.
pub async fn claim(id: &str, patience: Patience) -> Option<Claim> {
    let Some(locks) = manager() else {
        return Some(Claim::new(|| {}));
    };
    let options = Object::new();
    let impatient = patience == Patience::None;
    Reflect::set(&options, &"ifAvailable".into(), &impatient.into()).ok()?;

    let claim: Rc<RefCell<Option<Claim>>> = Rc::default();
    let mut settled: Option<Promise> = None;
    let granted = Promise::new(&mut |grant, _| {
        let claim = claim.clone();
        // The lock is held until the promise that this gives is kept.
        let on_lock = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let mut held = JsValue::UNDEFINED;
            if !lock.is_null() {
                held = Promise::new(&mut |release, _| {
                    claim.replace(Some(Claim::new(move || {
                        // Keeping a promise never throws.
                        let _released = release.call0(&JsValue::UNDEFINED);
                    })));
                })
                .into();
            }
            let _granted = grant.call0(&JsValue::UNDEFINED);
            held
        });
        settled = locks.request(&format!("jiangxing/{id}"), &options, on_lock.unchecked_ref()).ok();
    });
    // A browser that refuses to be asked at all has no locks to give.
    let Some(settled) = settled else {
        return Some(Claim::new(|| {}));
    };
    let either = Promise::race(&Array::of2(&granted, &settled));
    match JsFuture::from(either).await {
        Ok(_) => claim.take(),
        Err(_) => Some(Claim::new(|| {})),
    }
}

fn manager() -> Option<LockManager> {
    let navigator = gloo_utils::window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}
