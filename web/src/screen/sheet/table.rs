//! The tables of the sheet: facts, gates, and the criteria of each dimension.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use crate::view::sheet::{PartKind, PartView, RowView};

pub(super) fn part_table(part: &PartView, language: Language) -> Html {
    let columns: &[fn(Language) -> &'static str] = match part.kind {
        PartKind::Facts => &[words::facts, words::filled_in, words::reasons_given],
        PartKind::Gates => &[
            words::gates,
            words::standard,
            words::filled_in,
            words::verdict,
            words::if_not_met,
            words::basis,
            words::reasons_given,
        ],
        PartKind::Criteria => &[
            words::criterion,
            words::standard,
            words::points,
            words::filled_in,
            words::score,
            words::basis,
            words::reasons_given,
        ],
    };
    let class = match part.kind {
        PartKind::Facts => "sheet__table--facts",
        PartKind::Gates => "sheet__table--gates",
        PartKind::Criteria => "sheet__table--criteria",
    };
    html! {
        <table class={classes!("sheet__table", class)}>
            <caption class="sheet__caption">
                { &part.name }
                if !part.score.is_empty() { <span class="number">{ words::scored(language, &part.score) }{ " " }{ &part.share }</span> }
            </caption>
            <thead><tr>{ for columns.iter().map(|column| html! { <th scope="col">{ column(language) }</th> }) }</tr></thead>
            <tbody>{ for part.rows.iter().map(|row| part_row(part.kind, row)) }</tbody>
        </table>
    }
}

pub(super) fn part_row(kind: PartKind, row: &RowView) -> Html {
    let lines = |lines: &[String]| html! { <>{ for lines.iter().map(|line| html! { <p class="kept">{ line }</p> }) }</> };
    let name = html! {
        <th scope="row">
            if kind != PartKind::Facts { <span class="sheet__code">{ &row.code }</span> }
            { &row.name }
        </th>
    };
    let given = html! { <td>{ lines(&row.reasons) }<ul class="sheet__evidence">{ for row.evidence.iter().map(|line| html! { <li>{ line }</li> }) }</ul></td> };
    match kind {
        PartKind::Facts => html! { <tr>{ name }<td>{ lines(&row.answers) }</td>{ given }</tr> },
        PartKind::Gates => html! {
            <tr>
                { name }<td class="kept">{ &row.standard }</td><td>{ lines(&row.answers) }</td><td><b>{ &row.outcome }</b></td>
                <td>{ &row.stake }</td><td>{ lines(&row.bases) }</td>{ given }
            </tr>
        },
        PartKind::Criteria => html! {
            <tr>
                { name }<td class="kept">{ &row.standard }</td><td class="number">{ &row.stake }</td><td>{ lines(&row.answers) }</td>
                <td class="number"><b>{ &row.outcome }</b></td><td>{ lines(&row.bases) }</td>{ given }
            </tr>
        },
    }
}
