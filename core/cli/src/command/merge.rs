//! `merge`: two copies of one assessment, in one.

use std::ffi::OsString;

use jiangxing::{Conflict, Merged, NotMerged, Side};
use jiangxing_text::{Language, Names};

use super::{Outcome, readable};
use crate::arguments::Request;
use crate::screen::Screen;
use crate::show;

/// Writes the merged assessment, and complains of what a person has to decide.
pub(crate) fn merge(
    (one, other): (&OsString, &OsString),
    request: &Request,
    screen: &mut Screen,
) -> Outcome {
    let l = request.language;
    let mut read = |path: &OsString| readable(path, l, screen);
    let (one, other) = match (read(one), read(other)) {
        (Ok(one), Ok(other)) => (one, other),
        (Err(outcome), _) | (_, Err(outcome)) => return outcome,
    };
    match jiangxing::merge(&one.text, &other.text) {
        Ok(Merged { text, conflicts }) => {
            screen.exactly(&text);
            if conflicts.is_empty() {
                return Outcome::Done;
            }
            let count = conflicts.len();
            screen.complain(&match l {
                Language::Chinese => {
                    format!("有 {count} 处两边说法不同，都已保留，待人决定（重新填报该项即可）：")
                }
                Language::English => format!(
                    "{count} fields were answered differently; both answers are kept, and a person \
                     decides by answering anew:"
                ),
            });
            conflicts.iter().for_each(|conflict| screen.complain(&told(conflict, l)));
            Outcome::Found
        }
        Err(NotMerged::Unreadable(which, findings)) => {
            let name = if which == 0 { &one.name } else { &other.name };
            screen.complain_in(&show::findings(&findings, &Names::none(), name, l));
            Outcome::Unreadable
        }
        Err(refused) => {
            screen.complain(&why(&refused, l));
            Outcome::Found
        }
    }
}

fn told(conflict: &Conflict, language: Language) -> String {
    let side = |side: &Side| {
        let device = match (side.device.as_str(), language) {
            ("", Language::Chinese) => "未署名的设备",
            ("", Language::English) => "a device without a name",
            (device, _) => device,
        };
        let taken_back = match language {
            Language::Chinese => "收回",
            Language::English => "taken back",
        };
        let says = side.says.as_deref().unwrap_or(taken_back);
        format!("    {device} #{}  {says}", side.count)
    };
    let sides: Vec<String> = conflict.sides.iter().map(side).collect();
    format!("  {}\n{}", conflict.path.join(" / "), sides.join("\n"))
}

fn why(refused: &NotMerged, language: Language) -> String {
    match (refused, language) {
        (NotMerged::OtherRubric(one, other), Language::Chinese) => {
            format!("两份依据的标准不同：{one} 与 {other}")
        }
        (NotMerged::OtherRubric(one, other), Language::English) => {
            format!("the two answer different rubrics: {one} and {other}")
        }
        (NotMerged::OtherSubject(one, other), Language::Chinese) => {
            format!("两份评的对象不同：{one} 与 {other}")
        }
        (NotMerged::OtherSubject(one, other), Language::English) => {
            format!("the two are on different subjects: {one} and {other}")
        }
        (NotMerged::OtherAssessor(one, other), Language::Chinese) => {
            format!("两份不是同一人的：{one} 与 {other}；几人合成用 jiangxing panel")
        }
        (NotMerged::OtherAssessor(one, other), Language::English) => {
            format!("the two are by different assessors, {one} and {other}: use jiangxing panel")
        }
        // Said with its findings.
        (NotMerged::Unreadable(..), _) => String::new(),
    }
}
