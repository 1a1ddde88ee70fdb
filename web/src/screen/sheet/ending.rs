//! What stands below the tables: doubts, places to sign and seal, and what was rated exactly.

use jiangxing_text::words;
use yew::prelude::*;

use super::Printed;
use crate::component::reason_list::finding_list;
use crate::format;

/// What does not fit and what is to be looked into; nothing when there is neither.
pub(super) fn doubts(printed: &Printed<'_>) -> Html {
    let Printed { report, names, language, .. } = printed;
    let findings = crate::view::reason::finding_views(&report.findings, names, *language);
    html! {
        <>
            if !findings.is_empty() {
                <section class="sheet__doubts"><h2>{ words::findings(*language) }</h2>{ finding_list(&findings, None) }</section>
            }
            if !report.hints.is_empty() {
                <section class="sheet__doubts">
                    <h2>{ words::hints(*language) }</h2>
                    <ul class="dots">
                        { for report.hints.iter().map(|hint| html! {
                            <li>{ names.name(&hint.criterion, *language).to_owned() }{ format::colon(*language) }{ hint.say.in_language(language.code()) }</li>
                        }) }
                    </ul>
                </section>
            }
        </>
    }
}

/// Places to sign: those who assess, the site, and its seal.
pub(super) fn signatures(printed: &Printed<'_>) -> Html {
    let language = printed.language;
    let day = words::blank_date(language);
    let assessors = printed.open.file.assessors();
    let names = if assessors.is_empty() { vec![String::new()] } else { assessors };
    html! {
        <section class="sheet__signatures">
            { for names.iter().map(|name| html! {
                <div class="sheet__signature">
                    <p>{ words::assessor(language) }{ format::colon(language) }{ name }</p>
                    <p class="sheet__line">{ words::signature(language) }</p>
                    <p>{ day }</p>
                </div>
            }) }
            <div class="sheet__signature sheet__signature--seal">
                <p>{ words::person_in_charge(language) }</p>
                <p class="sheet__line">{ words::signature(language) }</p>
                <p class="sheet__stamp">{ words::seal(language) }</p>
                <p>{ day }</p>
            </div>
        </section>
    }
}

pub(super) fn foot(printed: &Printed<'_>) -> Html {
    let Printed { report, language, .. } = printed;
    html! {
        <footer class="sheet__foot">
            <p>{ words::rows_are_rounded(*language) }</p>
            <p>{ report.rubric.notice.in_language(language.code()) }</p>
            <p>{ words::rubric(*language) }{ " " }{ &report.rubric.id }{ " " }{ &report.rubric.edition }{ " " }<code>{ &report.rubric.digest }</code></p>
            <p>{ words::digest(*language) }{ " " }<code>{ &report.assessment.digest }</code></p>
        </footer>
    }
}
