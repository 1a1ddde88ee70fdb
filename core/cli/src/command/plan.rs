//! `explain --plan`: how is the rubric understood?

use std::collections::BTreeMap;
use std::ffi::OsString;

use super::{Outcome, usable};
use crate::arguments::{Format, Request};
use crate::screen::Screen;
use crate::show;

/// Writes the plan for one choice of categories.
pub(crate) fn plan(
    rubric: &OsString,
    chosen: &BTreeMap<String, String>,
    request: &Request,
    screen: &mut Screen,
) -> Outcome {
    let rubric = match usable(rubric, request.language, screen) {
        Ok(rubric) => rubric,
        Err(outcome) => return outcome,
    };
    let form = jiangxing::form(&rubric, chosen);
    if let Some(sentence) = show::odd_choice(&form, chosen, request.language) {
        screen.complain(&sentence);
        return Outcome::Misused;
    }
    let outline = jiangxing::outline(&rubric, chosen);
    match request.format {
        Format::Json => show::json(&outline, screen),
        Format::Text => {
            for line in show::plan(&outline, request.language) {
                screen.line(&line);
            }
        }
    }
    Outcome::Done
}
