//! One assessment as a file: in from another device, out to another.

use jiangxing::finding::Finding;

use super::assessment::AssessmentFile;
use super::{App, Notice};
use crate::json::Json;
use crate::platform::file;
use crate::storage::queue::Queue;
use crate::storage::record::{self, DocumentRecord};
use crate::storage::{Shelf, StorageError};

/// The largest file that is read as an assessment.
const LARGEST_FILE: usize = 8 * 1024 * 1024;

impl App {
    /// Reads a file chosen by the person as a new site. [`super::AppState::notice`] says how it
    /// went.
    pub fn import(&self, chosen: web_sys::File) {
        let name = chosen.name();
        let is_too_large = LARGEST_FILE < size_of(&chosen);
        let app = self.clone();
        self.shared.platform.spawn(Box::pin(async move {
            if is_too_large {
                app.refuse(name, vec![too_large(&chosen)]);
                return;
            }
            match file::text_of(&chosen).await {
                Ok(text) => app.import_text(&name, &text),
                Err(detail) => app.tell_not_done(StorageError::Other { detail }),
            }
        }));
    }

    /// Reads the text of a file as a new site, under the rubric that ships: where it names another,
    /// a finding says so. What is open stays as it is.
    pub fn import_text(&self, name: &str, text: &str) {
        // Some editors put a mark before the first character.
        let text = text.trim_start_matches('\u{feff}');
        let name = name.to_owned();
        let Ok(rubric) = self.shipped() else {
            return self.tell_not_done(StorageError::Damaged { detail: "rubric".to_owned() });
        };
        match (rubric.report(text), AssessmentFile::parse(text)) {
            (Ok(report), Ok(file)) => {
                let id = self.shared.platform.new_id();
                let of = id.clone();
                let notice = Notice::Imported { id, file: name, findings: report.findings };
                self.shared.told_once_saved.borrow_mut().push((of.clone(), notice));
                self.begin(&of, file, &rubric);
            }
            (Err(findings), _) => self.refuse(name, findings),
            (Ok(_), Err(detail)) => {
                self.refuse(name, vec![Finding::Unreadable { detail, line: 1, column: 1 }]);
            }
        }
    }

    fn refuse(&self, file: String, findings: Vec<Finding>) {
        self.update(|state| state.notice = Some(Notice::NotImported { file, findings }));
    }

    /// Gives a site to the person as a file: as it stands on the screen, if it is open.
    pub fn export(&self, id: &str) {
        let now = self.now();
        if let Some(open) = now.assessment().filter(|open| open.id == id) {
            self.give(open.file.name(), &open.file.text());
            return;
        }
        let id = id.to_owned();
        self.spawn_with_queue(|app, queue| async move {
            let document = match queue.read(Shelf::Documents, &id).await {
                Ok(Some(text)) => record::read::<DocumentRecord>(&text),
                Ok(None) => Err(StorageError::Damaged { detail: id.clone() }),
                Err(why) => Err(why),
            };
            match document {
                Ok(document) => {
                    let file = AssessmentFile::parse(&document.text);
                    let name = file.as_ref().map(AssessmentFile::name).unwrap_or_default();
                    app.give(name, &document.text);
                }
                Err(StorageError::Damaged { .. } | StorageError::Newer) => {
                    app.export_as_kept(&id);
                }
                Err(why) => app.tell_not_done(why),
            }
        });
    }

    /// Gives everything that is kept of a site to the person as a file, in the very characters of
    /// the store: nothing has to be readable for that.
    pub fn export_as_kept(&self, id: &str) {
        let id = id.to_owned();
        self.spawn_with_queue(|app, queue| async move {
            match all_kept(&queue, &id).await {
                Ok(kept) => app.give(&id, &kept.to_string()),
                Err(why) => app.tell_not_done(why),
            }
        });
    }

    fn give(&self, site: &str, text: &str) {
        let name = file_name(site, self.shared.platform.now().date());
        if let Err(detail) = self.shared.platform.give_file(&name, text) {
            self.tell_not_done(StorageError::Other { detail });
        }
    }
}

/// Every text that is kept of a site, by shelf and key.
async fn all_kept(queue: &Queue, id: &str) -> Result<Json, StorageError> {
    let mut shelves = Vec::new();
    for shelf in [Shelf::Sites, Shelf::Documents, Shelf::Revisions, Shelf::Places] {
        if let Some(text) = queue.read(shelf, id).await? {
            shelves.push((shelf.name(), Json::text(text)));
        }
    }
    let changes = queue.read_all(Shelf::Changes, &format!("{id}/")).await?;
    let changes = changes.into_iter().map(|(key, text)| (key, Json::text(text)));
    shelves.push((Shelf::Changes.name(), Json::object(changes)));
    Ok(Json::object(shelves))
}

/// `jiangxing-<site>-<date>.json`, without what a file's name may not hold.
fn file_name(site: &str, date: &str) -> String {
    let site: String =
        site.chars().map(|each| if each.is_alphanumeric() { each } else { '-' }).take(40).collect();
    let words: Vec<&str> = site.split('-').filter(|word| !word.is_empty()).collect();
    let parts = ["jiangxing"].into_iter().chain(words).chain([date]);
    format!("{}.json", parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}

/// The size of a file in bytes, which the browser hands over as a float.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is whole and positive; one beyond the range becomes the largest there is"
)]
fn size_of(file: &web_sys::File) -> usize {
    file.size() as usize
}

fn too_large(file: &web_sys::File) -> Finding {
    Finding::TooLarge {
        what: "file".to_owned(),
        found: size_of(file).to_string(),
        most: LARGEST_FILE.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_has_nothing_that_a_file_name_may_not_have() {
        let name = |site| file_name(site, "2026-03-01");
        assert_eq!(name("虚构示例 · 甲工匠学院"), "jiangxing-虚构示例-甲工匠学院-2026-03-01.json");
        assert_eq!(name("../../etc/<b>"), "jiangxing-etc-b-2026-03-01.json");
        assert_eq!(name(""), "jiangxing-2026-03-01.json");
        assert_eq!(
            name(&"长".repeat(500)).chars().count(),
            "jiangxing--2026-03-01.json".len() + 40
        );
    }
}
