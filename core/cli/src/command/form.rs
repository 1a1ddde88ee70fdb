//! `form`: what is asked?

use std::collections::BTreeMap;
use std::ffi::OsString;

use super::{Outcome, usable};
use crate::arguments::{Format, Request};
use crate::screen::Screen;
use crate::show;

/// Writes the questions for one choice of categories.
pub(crate) fn form(
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
    match request.format {
        Format::Json => show::json(&form, screen),
        Format::Text => {
            for line in show::questions(&form, request.language) {
                screen.line(&line);
            }
        }
    }
    Outcome::Done
}
