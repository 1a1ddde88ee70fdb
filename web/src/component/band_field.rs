//! A number inside a band: the band is picked, then the number. The number alone is the answer: it
//! says by itself in which band it lies.

use yew::prelude::*;

use super::answer_field::AnswerField;
use super::level_picker::{LevelPicker, level_picker};
use crate::view::question::{BandView, FieldView, OptionView};

/// Props of [`BandField`].
#[derive(Properties, PartialEq)]
pub struct BandFieldProps {
    /// The element's id.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// The bands, lowest first.
    pub bands: Vec<BandView>,
    /// The number.
    pub field: FieldView,
    /// The words below the number while no band is picked.
    pub band_first: &'static str,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// The characters of the number.
    pub on_change: Callback<String>,
}

/// The bands with what one sees in each, and below them the number.
#[component]
pub fn BandField(props: &BandFieldProps) -> Html {
    let BandFieldProps { id, bands, field, .. } = props;
    let picked = use_state_eq(|| None::<String>);
    let holding = bands.iter().find(|band| band.is_chosen);
    let by_hand = bands.iter().find(|band| picked.as_ref() == Some(&band.option.id));
    let chosen = holding.or(by_hand);
    let on_choose = Callback::from({
        let (picked, bands) = (picked.setter(), bands.clone());
        let (has_number, on_change) = (holding.is_some(), props.on_change.clone());
        move |id: String| {
            let only = bands.iter().find(|band| band.option.id == id).map(|band| &band.only);
            picked.set(Some(id.clone()));
            match only {
                Some(only) if !only.is_empty() => on_change.emit(only.clone()),
                // The number of another band goes with that band; what lies in none is kept.
                Some(_) if has_number => on_change.emit(String::new()),
                Some(_) | None => (),
            }
        }
    });
    let options: Vec<OptionView> = bands.iter().map(|band| band.option.clone()).collect();
    let admitted = chosen.map_or(props.band_first, |band| &band.admitted);
    let number = FieldView { admitted: admitted.into(), ..field.clone() };
    html! {
        <div class="bands">
            { level_picker(&LevelPicker {
                id, label: &props.label, options: &options, chosen: chosen.map(|band| band.option.id.as_str()),
                is_level: false, wants_note: "", is_read_only: props.is_read_only, on_choose,
            }) }
            <AnswerField id={format!("a-{id}")} label={props.label.clone()} shows_label={false} field={number} half=""
                is_read_only={props.is_read_only} on_change={props.on_change.clone()} />
        </div>
    }
}
