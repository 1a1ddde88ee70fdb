//! What was shown, and what is still wanted.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::icon::{Drawing, icon, icon_in};
use super::text_field::TextField;
use crate::state::assessment::Evidence;

/// What a list of evidence shows.
pub struct EvidenceList<'a> {
    /// The question's id.
    pub id: &'a str,
    /// What is wanted.
    pub wanted: &'a [String],
    /// What was shown.
    pub shown: &'a [Evidence],
    /// The reader's language.
    pub language: Language,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// Something more was shown.
    pub on_add: Callback<Evidence>,
    /// The piece at this place is now this.
    pub on_change: Callback<(usize, Evidence)>,
    /// The piece at this place goes.
    pub on_remove: Callback<usize>,
}

/// What is wanted, each a button that adds it; below, what was shown.
pub fn evidence_list(props: &EvidenceList<'_>) -> Html {
    let language = props.language;
    let add = |title: &str| {
        let (on_add, title) = (props.on_add.clone(), title.to_owned());
        Callback::from(move |_: MouseEvent| {
            on_add.emit(Evidence { title: title.clone(), ..Evidence::default() });
        })
    };
    html! {
        <div class="evidence">
            if !props.wanted.is_empty() {
                <p class="quiet">{ words::evidence_wanted(language) }</p>
                <ul class="evidence__wanted">
                    { for props.wanted.iter().map(|title| html! {
                        <li>
                            <button type="button" class="evidence__want" onclick={add(title)} disabled={props.is_read_only}>
                                { icon_in("tag__icon", Drawing::Plus) }{ title }
                            </button>
                        </li>
                    }) }
                </ul>
            }
            <ol class="evidence__shown">
                { for props.shown.iter().enumerate().map(|(index, piece)| one(props, index, piece)) }
            </ol>
            <button type="button" class="button" onclick={add("")} disabled={props.is_read_only}>
                { icon(Drawing::Plus) }{ words::add_evidence(language) }
            </button>
        </div>
    }
}

fn one(props: &EvidenceList<'_>, index: usize, piece: &Evidence) -> Html {
    let language = props.language;
    let field = |name: &'static str,
                 label: &'static str,
                 value: &str,
                 write: fn(&mut Evidence, String)| {
        let (on_change, piece) = (props.on_change.clone(), piece.clone());
        let on_change = Callback::from(move |text: String| {
            let mut changed = piece.clone();
            write(&mut changed, text);
            on_change.emit((index, changed));
        });
        html! {
            <TextField id={format!("{}-evidence-{index}-{name}", props.id)} {label} value={value.to_owned()}
                is_read_only={props.is_read_only} {on_change} />
        }
    };
    let on_remove = props.on_remove.clone();
    html! {
        <li class="evidence__piece" key={index}>
            { field("title", words::evidence_title(language), &piece.title, |piece, text| piece.title = text) }
            { field("number", words::evidence_number(language), &piece.number, |piece, text| piece.number = text) }
            { field("date", words::evidence_date(language), &piece.date, |piece, text| piece.date = text) }
            { field("page", words::evidence_page(language), &piece.page, |piece, text| piece.page = text) }
            <button type="button" class="button button--plain evidence__remove" disabled={props.is_read_only}
                onclick={move |_| on_remove.emit(index)}>
                { icon(Drawing::Bin) }{ words::remove(language) }
            </button>
        </li>
    }
}
