//! A sentence that stands above the rest, with what can be done about it.

use yew::prelude::*;

use super::tag::Tone;

/// Props of [`Notice`].
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// How grave it is.
    pub tone: Tone,
    /// The sentence.
    pub words: AttrValue,
    /// More about it.
    #[prop_or_default]
    pub children: Html,
    /// What can be done.
    #[prop_or_default]
    pub actions: Html,
}

/// A sentence in a frame, said to those who do not see it as soon as it appears.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let tone = match props.tone {
        Tone::Amiss => Some("notice--amiss"),
        Tone::Heed => Some("notice--heed"),
        Tone::Met => Some("notice--met"),
        Tone::Even | Tone::Open | Tone::Seal => None,
    };
    html! {
        <div class={classes!("notice", tone)} role="status">
            <div class="notice__words">
                <p>{ &props.words }</p>
                { props.children.clone() }
            </div>
            <div class="buttons">{ props.actions.clone() }</div>
        </div>
    }
}
