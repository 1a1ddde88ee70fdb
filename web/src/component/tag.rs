//! A state in one word, with a drawing that says it without colour.

use yew::prelude::*;

use super::icon::{Drawing, Icon};

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

/// Props of [`Tag`].
#[derive(Properties, PartialEq)]
pub struct TagProps {
    /// How it stands.
    pub tone: Tone,
    /// The word.
    pub words: AttrValue,
}

/// A word in a small frame.
#[component]
pub fn Tag(TagProps { tone, words }: &TagProps) -> Html {
    html! {
        <span class={classes!("tag", tone.class())}>
            if let Some(drawing) = tone.drawing() { <Icon {drawing} class="tag__icon" /> }
            { words }
        </span>
    }
}
