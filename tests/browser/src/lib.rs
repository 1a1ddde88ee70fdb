//! Journeys: a person does a thing in the app, in a real browser, and sees what they should.
//!
//! A journey gets a site, served as `cargo xtask serve` serves it, and a browser without a window:
//!
//! ```no_run
//! use jiangxing_journeys::{Device, Outcome, journey};
//!
//! #[test]
//! fn a_site_can_be_added_by_touch() {
//!     journey("add-a-site", async |journey| -> Outcome {
//!         let browser = &journey.browser;
//!         browser.use_device(Device::Tablet).await?;
//!         browser.open("#/").await?;
//!         browser.find("button", "新建").await?.tap().await?;
//!         browser.find("textbox", "场所名称").await?.enter("示例场所").await?;
//!         browser.find("heading", "示例场所").await?;
//!         browser.screenshot("add-a-site").await
//!     });
//! }
//! ```
//!
//! Things are found as a person finds them, by role and name ([`Browser::find`]), never by CSS
//! class or by place in the document. Whatever is looked for is waited for. A journey that goes
//! wrong leaves a picture in `target/screenshots/failed` and says what *was* on the screen.
//! At its end the browser's console must hold no error, unless [`Journey::expects_error`] said so.
//!
//! Words: a *device* is what the browser pretends to be; a *profile* is what it remembers.

#![expect(clippy::indexing_slicing, reason = "of JSON, where what is missing is null")]

mod axe;
mod browser;
mod devtools;
mod driver;
mod element;
mod failure;
mod files;
mod journey;
mod keys;
mod name;
mod pdf;
mod query;
mod site;

pub use axe::Barrier;
pub use browser::{Browser, ConsoleEntry, Device, Language, Options, Scheme};
pub use element::Element;
pub use failure::{Failure, Outcome};
pub use files::{Profile, target};
pub use journey::{Journey, journey, journey_through, journey_through_with, journey_with};
pub use keys::Held;
pub use name::{Name, any, containing};
pub use pdf::Pdf;
pub use site::Site;
