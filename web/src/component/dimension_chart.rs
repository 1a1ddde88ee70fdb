//! The dimensions as bars on one line, minima marked, with their figures beside them: the words
//! stand in the drawing's place for those who do not see it.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::score_bar::{Marks, score_bar};
use super::tag::tag;
use crate::view::scorecard::DimensionView;

/// How much a chart says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Names, points and bars.
    Brief,
    /// The minima by name as well.
    Full,
}

/// Dimensions one below the other.
pub fn dimension_chart(dimensions: &[DimensionView], detail: Detail) -> Html {
    let is_full = detail == Detail::Full;
    let marks = if is_full { Marks::Named } else { Marks::Ticks };
    html! {
        <ul class={classes!("chart", is_full.then_some("chart--full"))}>
            { for dimensions.iter().map(|dimension| html! {
                <li class="chart__row" key={dimension.id.clone()}>
                    <span class="chart__name">
                        { &dimension.name }
                        if !dimension.bonus.is_empty() { <span class="quiet">{ " " }{ dimension.bonus }</span> }
                    </span>
                    <span class="chart__score"><b class="number">{ &dimension.score }</b>{ " " }<span class="quiet number">{ &dimension.share }</span></span>
                    <span class="chart__bar">{ score_bar(&dimension.bar, marks) }</span>
                </li>
            }) }
        </ul>
    }
}

/// The same as a table: a dimension to a row, a rating's minimum to a column.
pub fn dimension_table(dimensions: &[DimensionView], language: Language) -> Html {
    let ratings =
        dimensions.iter().map(|dimension| &dimension.minima).max_by_key(|minima| minima.len());
    let ratings: Vec<&str> = ratings
        .map(|minima| minima.iter().map(|each| each.rating.as_str()).collect())
        .unwrap_or_default();
    html! {
        <div class="wide-table" tabindex="0" role="region" aria-label={words::dimensions(language)}>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ words::dimension(language) }</th>
                        <th scope="col">{ words::score(language) }</th>
                        <th scope="col">{ words::share(language) }</th>
                        { for ratings.iter().map(|rating| html! { <th scope="col">{ words::minimum_for(language, rating) }</th> }) }
                    </tr>
                </thead>
                <tbody>
                    { for dimensions.iter().map(|dimension| html! {
                        <tr key={dimension.id.clone()}>
                            <th scope="row">{ &dimension.name }</th>
                            <td class="number">{ &dimension.score }</td>
                            <td class="number">{ &dimension.share }</td>
                            { for ratings.iter().map(|rating| {
                                let minimum = dimension.minima.iter().find(|each| each.rating == *rating);
                                html! {
                                    <td>
                                        if let Some(minimum) = minimum {
                                            <span class="number">{ &minimum.share }</span>{ " " }
                                            { tag(minimum.tone, minimum.verdict) }
                                        }
                                    </td>
                                }
                            }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}
