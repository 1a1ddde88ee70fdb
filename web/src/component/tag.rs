//! A state in one word, with a drawing that says it without colour.

use yew::prelude::*;

use super::icon::{Drawing, icon_in};

/// How a thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to say about it.
    Even,
    /// It holds.
    Met,
    /// It is open.
    Open,
    /// It does not hold.
    Amiss,
    /// Somebody should look.
    Heed,
    /// Marked as our own seal.
    Seal,
}

impl Tone {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Even => None,
            Self::Met => Some("tag--met"),
            Self::Open => Some("tag--open"),
            Self::Amiss => Some("tag--amiss"),
            Self::Heed => Some("tag--heed"),
            Self::Seal => Some("tag--seal"),
        }
    }

    fn drawing(self) -> Option<Drawing> {
        match self {
            Self::Even | Self::Seal => None,
            Self::Met => Some(Drawing::Tick),
            Self::Open => Some(Drawing::Clock),
            Self::Amiss => Some(Drawing::Cross),
            Self::Heed => Some(Drawing::Heed),
        }
    }
}

/// A word in a small frame.
pub fn tag(tone: Tone, words: &str) -> Html {
    html! {
        <span class={classes!("tag", tone.class())}>
            if let Some(drawing) = tone.drawing() { { icon_in("tag__icon", drawing) } }
            { words }
        </span>
    }
}
