//! `pack`: a rubric, assessments and files, in one.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use jiangxing::{CheckedRubric, report};
use jiangxing_package::manifest::RubricName;
use jiangxing_package::{
    Contents, Kind, Part, Role, kept, limit, open, pack as packed, path_by_digest, path_for,
};
use jiangxing_text::{Language, Names};

use super::{bytes, complain, files};
use crate::arguments::{Packing, Request};
use crate::command::{Outcome, readable, rubric_in};
use crate::screen::Screen;
use crate::show;
use crate::source;

/// Writes the package, and its identity.
pub(super) fn pack(
    rubric: &OsString,
    assessments: &[OsString],
    with: &Packing,
    request: &Request,
    screen: &mut Screen,
) -> Result<Outcome, Outcome> {
    let l = request.language;
    let kind = with.kind.unwrap_or(Kind::Result);
    let source = readable(rubric, l, screen)?;
    let checked = rubric_in(&source, l, screen)?;
    let mut parts = Parts::default();
    parts.rubric(rubric, &source.text, &checked);
    for path in assessments {
        assessment(path, &checked, kind, &mut parts, l, screen)?;
    }
    for (role, paths) in [(Role::Evidence, &with.evidence), (Role::Statement, &with.statements)] {
        for path in paths {
            let content = file(path, l, screen)?;
            parts.add(role, file_name(path), content);
        }
    }
    let follows = match &with.follows {
        Some(path) => {
            let before = bytes(path, l, screen)?;
            let before = open(&before).map_err(|faults| complain(path, &faults, l, screen))?;
            Some(before.identity)
        }
        None => None,
    };
    let contents = Contents { kind, follows, parts: parts.by_path.into_values().collect() };
    let output = with.output.clone().unwrap_or_default();
    let made = packed(&contents).map_err(|faults| complain(&output, &faults, l, screen))?;
    files::new_file(&output, &made, l).map_err(|sentence| {
        screen.complain(&sentence);
        Outcome::Unreadable
    })?;
    if let Ok(opened) = open(&made) {
        show::contents_of(&opened, l).iter().for_each(|line| screen.line(line));
    }
    Ok(Outcome::Done)
}

#[derive(Default)]
struct Parts {
    by_path: BTreeMap<String, Part>,
}

impl Parts {
    /// Adds a file; where another one has its path, under its digest.
    fn add(&mut self, role: Role, name: String, content: Vec<u8>) -> String {
        let own = path_for(role, &name, &content);
        let is_taken = self.by_path.get(&own).is_some_and(|other| other.content != content);
        let path = if is_taken { path_by_digest(role, &content) } else { own };
        let part = Part { path: path.clone(), name, rubric: None, content };
        self.by_path.insert(path.clone(), part);
        path
    }

    fn rubric(&mut self, path: &OsString, text: &str, checked: &CheckedRubric) {
        let identity = checked.identity();
        let path = self.add(Role::Rubric, file_name(path), text.as_bytes().to_vec());
        let (id, edition) = (identity.id.clone(), identity.edition.clone());
        let digest = identity.digest.clone();
        if let Some(part) = self.by_path.get_mut(&path) {
            part.rubric = Some(RubricName { id, edition, digest });
        }
    }
}

fn assessment(
    path: &OsString,
    rubric: &CheckedRubric,
    kind: Kind,
    parts: &mut Parts,
    l: Language,
    screen: &mut Screen,
) -> Result<(), Outcome> {
    let source = readable(path, l, screen)?;
    let text = kept::assessment(&source.text);
    let report = report(rubric, &text).map_err(|findings| {
        screen.complain_in(&show::findings(&findings, &Names::none(), &source.name, l));
        Outcome::Unreadable
    })?;
    let path = parts.add(Role::Assessment, file_name(path), text.into_bytes());
    if kind == Kind::Result {
        let name = path.rsplit('/').next().unwrap_or_default();
        let path = format!("{}/{name}", Role::Report.folder());
        let content = report::to_json(&report).into_bytes();
        let part = Part { path: path.clone(), name: String::new(), rubric: None, content };
        parts.by_path.insert(path, part);
    }
    Ok(())
}

/// The bytes of a file, one more than an entry may have at most.
fn file(path: &OsString, l: Language, screen: &mut Screen) -> Result<Vec<u8>, Outcome> {
    let most = u64::try_from(limit::MOST_ENTRY_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    source::bytes(path, most, l).map_err(|sentence| {
        screen.complain(&sentence);
        Outcome::Unreadable
    })
}

fn file_name(path: &OsString) -> String {
    let name = Path::new(path).file_name();
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
