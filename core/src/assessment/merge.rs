//! Two copies of one assessment → one; conflicts listed for a person.
//!
//! Every field (an answer, the cycle, the subject's name) has a history: what was said, on which
//! device, and after which other revisions. Copies are merged by putting their histories together,
//! so it is all the same which comes first, how often it is done, and what the clocks say: there are
//! none. What no other revision comes after is what stands. Where that is not one thing but several,
//! two devices said different things without knowing of one another: the field is left open, both
//! are kept, and a person decides by answering it anew.
//!
//! A field that was changed by something that keeps no histories is a revision by the file's device
//! that comes after all that the file knows of.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::admit::{from_read, read_file};
use crate::assessment::file::RevisionFile;
use crate::assessment::sheet::Sheet;
use crate::finding::Finding;
use crate::named::ByName;
use crate::parse::canonical::canonical;
use crate::parse::node::{Entry, Node, NodeKind};
use crate::parse::shape::{At, Reader, Shape};
use crate::report::canonical::digest;
use crate::span::Span;

/// Two copies, merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The assessment (JSON), with the history of every field. What is in conflict has no answer.
    pub text: String,
    /// What a person has to decide, in the order of the fields.
    pub conflicts: Vec<Conflict>,
}

/// A field of which different things were said, none of them knowing of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The keys that lead to the field: `responses` and the id of what is asked, for an answer.
    pub path: Vec<String>,
    /// What was said, in the order of the devices' names.
    pub sides: Vec<Side>,
}

/// One side of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The device; empty for a file that names none.
    pub device: String,
    /// The how-manieth revision of the field on that device.
    pub count: usize,
    /// What was said (JSON); `None` where it was taken back.
    pub says: Option<String>,
}

/// Why two files are not merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotMerged {
    /// One is no assessment: which, counted from 0, and what is wrong.
    Unreadable(usize, Vec<Finding>),
    /// They answer different rubrics or editions.
    OtherRubric(String, String),
    /// They are on different subjects, by their codes.
    OtherSubject(String, String),
    /// They are by different assessors: that is a panel.
    OtherAssessor(String, String),
}

/// Both copies in one.
///
/// # Errors
/// When one of them is no assessment, or they are not copies of one.
pub fn merge(one: &str, other: &str) -> Result<Merged, NotMerged> {
    let one = Copy::read(one).map_err(|found| NotMerged::Unreadable(0, found))?;
    let other = Copy::read(other).map_err(|found| NotMerged::Unreadable(1, found))?;
    one.belongs_to(&other)?;
    let device = one.device.filter(|device| other.device.as_ref() == Some(device));
    let mut histories = one.histories;
    for (path, revisions) in other.histories {
        histories.entry(path).or_default().extend(revisions);
    }
    // Whichever says more: with the digest.
    let rubric = one.rubric.max(other.rubric);
    Ok(written(&rubric, device, &histories))
}

/// The keys that lead to a field.
type Path = Vec<String>;

/// What was ever said of a field, by the names of the revisions.
type History = BTreeMap<String, Revision>;

/// One thing that was said of a field.
#[derive(Clone, Debug)]
struct Revision {
    device: String,
    count: usize,
    /// The names of those that it comes after.
    after: Vec<String>,
    says: Option<Node>,
}

/// An assessment file with every change to it in the histories.
struct Copy {
    rubric: String,
    name: String,
    code: String,
    assessor: String,
    device: Option<String>,
    histories: BTreeMap<Path, History>,
}

impl Copy {
    fn read(text: &str) -> Result<Self, Vec<Finding>> {
        let (node, file, _) = read_file(text)?;
        let words = |found: Option<&At<String>>| found.map(|found| found.it.clone());
        let subject = file.subject.as_ref();
        let (sheet, _) = Sheet::read(&node);
        let device = Some(sheet.device.clone()).filter(|device| !device.is_empty());
        let mut histories = match node.get("revisions") {
            Some(revisions) => histories(revisions)?,
            None => BTreeMap::new(),
        };
        let fields = fields(&node);
        let mut paths: BTreeSet<Path> = histories.keys().cloned().collect();
        paths.extend(fields.keys().cloned());
        for path in paths {
            let said = fields.get(&path);
            let history = histories.entry(path).or_default();
            add_what_was_not_recorded(history, said, device.as_deref().unwrap_or_default());
        }
        Ok(Self {
            rubric: node.get("rubric").map(canonical).unwrap_or_default(),
            name: format!("{} {}", file.rubric.id.as_str(), file.rubric.edition.it),
            code: words(subject.and_then(|subject| subject.code.as_ref())).unwrap_or_default(),
            assessor: sheet.assessor().map(|one| one.id.clone()).unwrap_or_default(),
            device,
            histories,
        })
    }

    fn belongs_to(&self, other: &Self) -> Result<(), NotMerged> {
        let differ = |one: &String, other: &String| {
            let are_there = !one.is_empty() && !other.is_empty();
            (are_there && one != other).then(|| (one.clone(), other.clone()))
        };
        if let Some((one, other)) = differ(&self.name, &other.name) {
            return Err(NotMerged::OtherRubric(one, other));
        }
        if let Some((one, other)) = differ(&self.code, &other.code) {
            return Err(NotMerged::OtherSubject(one, other));
        }
        match differ(&self.assessor, &other.assessor) {
            Some((one, other)) => Err(NotMerged::OtherAssessor(one, other)),
            None => Ok(()),
        }
    }
}

impl Revision {
    /// Its name: another one for every device, count and content.
    fn name(&self) -> String {
        let sum = digest(&canonical(&self.written()));
        let short: String = sum.chars().skip("sha256:".len()).take(12).collect();
        format!("{}/{}/{short}", self.device, self.count)
    }

    fn written(&self) -> Node {
        let after = self.after.iter().map(|name| text(name)).collect();
        let mut entries = Vec::from([
            entry("device", text(&self.device)),
            entry("count", bare(NodeKind::Number(self.count.to_string()))),
            entry("after", bare(NodeKind::List(after))),
        ]);
        entries.extend(self.says.clone().map(|says| entry("says", says)));
        bare(NodeKind::Table(entries))
    }
}

/// The histories that a file holds.
fn histories(node: &Node) -> Result<BTreeMap<Path, History>, Vec<Finding>> {
    let mut reader = Reader::default();
    let read = ByName::<At<Vec<At<RevisionFile>>>>::read(node, &mut reader);
    if !reader.faults.is_empty() {
        return Err(reader.faults.into_iter().map(from_read).collect());
    }
    let mut histories: BTreeMap<Path, History> = BTreeMap::new();
    for (pointer, revisions) in read.iter().flat_map(ByName::iter) {
        let history = histories.entry(path_of(pointer)).or_default();
        for revision in &revisions.it {
            let revision = Revision {
                device: revision.device.it.clone(),
                count: revision.count.to_count().unwrap_or_default(),
                after: revision.after.iter().map(|name| name.it.clone()).collect(),
                says: revision.says.as_ref().map(|says| says.it.0.clone()),
            };
            history.insert(revision.name(), revision);
        }
    }
    Ok(histories)
}

/// The revisions that no other comes after.
fn heads(history: &History) -> Vec<&Revision> {
    let passed: BTreeSet<&String> = history.values().flat_map(|one| &one.after).collect();
    let heads = history.iter().filter(|(name, _)| !passed.contains(name));
    heads.map(|(_, revision)| revision).collect()
}

/// What stands, each thing once; more than one is a conflict.
fn standing(history: &History) -> Vec<Option<String>> {
    let said = heads(history).into_iter().map(|head| head.says.as_ref().map(canonical));
    let said: BTreeSet<Option<String>> = said.collect();
    said.into_iter().collect()
}

fn add_what_was_not_recorded(history: &mut History, said: Option<&Node>, device: &str) {
    let stands = standing(history);
    let says = said.map(canonical);
    let is_recorded = match stands.as_slice() {
        [] => said.is_none(),
        [one] => *one == says,
        // What is in conflict stands open until somebody answers it.
        [_, _, ..] => said.is_none(),
    };
    if is_recorded {
        return;
    }
    let counts = history.values().filter(|one| one.device == device).map(|one| one.count);
    let revision = Revision {
        device: device.to_string(),
        count: counts.max().unwrap_or_default().saturating_add(1),
        after: heads(history).into_iter().map(Revision::name).collect(),
        says: said.cloned(),
    };
    history.insert(revision.name(), revision);
}

/// Keys of a file that are no fields: they say what the file is.
const OWN: &[&str] = &["format", "rubric", "device", "revisions"];

/// The fields of a file: each answer, each thing said of the subject, and every other key whole.
fn fields(file: &Node) -> BTreeMap<Path, Node> {
    let mut fields = BTreeMap::new();
    for entry in file.entries().iter().filter(|entry| !OWN.contains(&entry.key.as_str())) {
        let is_table = matches!(entry.node.kind, NodeKind::Table(_));
        let is_divided = is_table && matches!(entry.key.as_str(), "responses" | "subject");
        for field in parts(entry, is_divided) {
            let path = Vec::from([entry.key.clone()]);
            // Of a key that occurs twice the first counts, here as everywhere.
            fields.entry([path, field.0].concat()).or_insert(field.1);
        }
    }
    fields
}

/// What is below `entry`, by the keys from there on; itself, when it is not divided.
fn parts(entry: &Entry, is_divided: bool) -> Vec<(Path, Node)> {
    if !is_divided {
        return [(Path::new(), entry.node.clone())].into();
    }
    let mut found = Vec::new();
    for part in entry.node.entries() {
        let is_table = matches!(part.node.kind, NodeKind::Table(_));
        let has_own = entry.key == "subject" && part.key == "categories" && is_table;
        for (path, node) in parts(part, has_own) {
            found.push(([Vec::from([part.key.clone()]), path].concat(), node));
        }
    }
    found
}

/// The order of keys in a written file; others follow, by their names.
const ORDER: &[&str] = &["subject", "cycle", "state", "layer", "device", "assessors", "responses"];

fn written(rubric: &str, device: Option<String>, histories: &BTreeMap<Path, History>) -> Merged {
    let mut root: BTreeMap<Path, Node> = BTreeMap::new();
    root.extend(device.map(|device| (["device".to_string()].into(), text(&device))));
    let mut conflicts = Vec::new();
    let mut revisions = Vec::new();
    for (path, history) in histories {
        let heads = heads(history);
        if standing(history).len() > 1 {
            conflicts.push(Conflict { path: path.clone(), sides: sides(&heads) });
        } else if let Some(says) = heads.first().and_then(|head| head.says.clone()) {
            root.insert(path.clone(), says);
        }
        let all = history.values().map(Revision::written).collect();
        revisions.push(entry(&pointer_of(path), bare(NodeKind::List(all))));
    }
    let mut file = Writer::default();
    let place = |path: &Path| {
        let first = path.first().map(String::as_str).unwrap_or_default();
        ORDER.iter().position(|key| *key == first).unwrap_or(ORDER.len())
    };
    let mut keys: Vec<&Path> = root.keys().collect();
    keys.sort_by_key(|path| place(path));
    file.line(&["format".into()], "1");
    file.line(&["rubric".into()], rubric);
    for path in keys {
        let says = root.get(path).map(canonical).unwrap_or_default();
        file.line(path, &says);
    }
    // An assessment without an answer has the key all the same.
    if !root.keys().any(|path| path.first().is_some_and(|key| key == "responses")) {
        file.line(&["responses".into()], "{}");
    }
    for revision in &revisions {
        file.line(&["revisions".into(), revision.key.clone()], &canonical(&revision.node));
    }
    Merged { text: file.finish(), conflicts }
}

fn sides(heads: &[&Revision]) -> Vec<Side> {
    let side = |head: &&Revision| Side {
        device: head.device.clone(),
        count: head.count,
        says: head.says.as_ref().map(canonical),
    };
    heads.iter().map(side).collect()
}

/// JSON with a line for each field.
#[derive(Default)]
struct Writer {
    text: String,
    open: Path,
}

impl Writer {
    /// A field; those with the same keys above them come one after the other.
    fn line(&mut self, path: &[String], says: &str) {
        let Some((key, above)) = path.split_last() else { return };
        let common = self.open.iter().zip(above).take_while(|(one, other)| one == other).count();
        let is_first = self.text.is_empty();
        if is_first {
            self.text.push('{');
        }
        self.close_to(common);
        if !is_first {
            self.text.push(',');
        }
        for table in above.iter().skip(common) {
            self.key(table);
            self.text.push('{');
            self.open.push(table.clone());
        }
        self.key(key);
        self.text.push_str(says);
    }

    fn key(&mut self, key: &str) {
        self.indent();
        self.text.push_str(&canonical(&text(key)));
        self.text.push_str(": ");
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.open.pop();
            self.indent();
            self.text.push('}');
        }
    }

    fn indent(&mut self) {
        self.text.push('\n');
        (0..=self.open.len()).for_each(|_| self.text.push_str("  "));
    }

    fn finish(mut self) -> String {
        self.close_to(0);
        self.text.push_str("\n}\n");
        self.text
    }
}

/// RFC 6901: keys after slashes, `~1` for a slash and `~0` for a tilde in them.
fn pointer_of(path: &Path) -> String {
    let escaped = |key: &String| format!("/{}", key.replace('~', "~0").replace('/', "~1"));
    path.iter().map(escaped).collect()
}

fn path_of(pointer: &str) -> Path {
    let key = |key: &str| key.replace("~1", "/").replace("~0", "~");
    pointer.split('/').skip(1).map(key).collect()
}

fn bare(kind: NodeKind) -> Node {
    Node { at: Span::default(), kind }
}

fn text(words: &str) -> Node {
    bare(NodeKind::Text(words.to_string()))
}

fn entry(key: &str, node: Node) -> Entry {
    Entry { key: key.to_string(), key_at: Span::default(), node }
}
