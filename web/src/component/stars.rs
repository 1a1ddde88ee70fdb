//! A rating drawn, with its name for those who do not see it.

use yew::prelude::*;

use crate::view::rating::StarsView;

/// The size of stars among words.
pub const MIDDLING: &str = "stars--middling";

/// Stars in a row: filled when certain, outlined and tinted when still possible, outlined when out
/// of reach. The words say the same. `size` is the class beside `stars`.
pub fn star_row(stars: &StarsView, size: &'static str) -> Html {
    html! {
        <span class={classes!("stars", size)} role="img" aria-label={stars.words.clone()}>
            { for stars.row.iter().map(|star| html! {
                <svg class={classes!("stars__one", star.class())} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d="M12 2.2l2.95 6.35 6.95.83-5.13 4.76 1.36 6.86L12 17.6l-6.13 3.4 1.36-6.86L2.1 9.38l6.95-.83z" />
                </svg>
            }) }
        </span>
    }
}
