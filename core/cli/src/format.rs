//! The canonical form of a rubric's text: keys in the order of the language, one way of quoting,
//! spacing and breaking, comments where they belong. What the rubric says stays as it is.
//!
//! ```text
//! text ──parse (toml_edit)──▶ tables in their order ──▶ keys in the order of their construct ──▶ text
//! ```
//!
//! Tables stay in the author's order: how dimensions, criteria and gates are grouped in a file, and
//! the headings between them, are his. Numbers keep their characters, and so does text of several
//! lines.

mod comment;
mod quote;
mod value;

use jiangxing::schema::language::{Construct, Language, language};
use toml_edit::{DocumentMut, Item, Key, Table, Value};

use comment::Lines;
use value::{At, Printer};

/// The text in canonical form, or nothing when it is not TOML.
pub(crate) fn formatted(text: &str) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    let language = language();
    let languages = languages(document.as_table());
    let mut sheet = Sheet { language: &language, languages: &languages, out: String::new() };
    for table in in_order(document.as_table(), &language) {
        sheet.table(&table);
    }
    sheet.lines(&Lines::of(document.trailing()), Gap::AsWritten);
    Some(sheet.out)
}

/// The languages that the rubric lists: the order of words in every label.
fn languages(root: &Table) -> Vec<String> {
    let listed = root.get("languages").and_then(Item::as_array);
    let codes = listed.into_iter().flatten().filter_map(Value::as_str);
    codes.map(ToOwned::to_owned).collect()
}

/// A table with a header of its own, or the head of the file.
struct Placed<'a> {
    position: isize,
    path: Vec<&'a Key>,
    is_array: bool,
    table: &'a Table,
    construct: Option<&'a Construct>,
}

/// Every table that is written with a header, in the order of the text.
fn in_order<'a>(root: &'a Table, language: &'a Language) -> Vec<Placed<'a>> {
    let mut found = Vec::new();
    let head = Placed {
        position: 0,
        path: Vec::new(),
        is_array: false,
        table: root,
        construct: language.construct(&language.root),
    };
    collect(head, language, &mut found);
    found.sort_by_key(|placed| (!placed.path.is_empty(), placed.position));
    found
}

fn collect<'a>(placed: Placed<'a>, language: &'a Language, found: &mut Vec<Placed<'a>>) {
    let position = placed.table.position().unwrap_or(placed.position);
    let nested_in = |key: &'a str, table: &'a Table, is_array: bool| {
        let mut path = placed.path.clone();
        path.extend(placed.table.key(key));
        let construct = placed.construct.and_then(|construct| below(construct, key, language));
        Placed { position, path, is_array, table, construct }
    };
    let mut nested = Vec::new();
    for (key, item) in placed.table.iter() {
        match item {
            Item::Table(table) => nested.push(nested_in(key, table, false)),
            Item::ArrayOfTables(tables) => {
                nested.extend(tables.iter().map(|table| nested_in(key, table, true)));
            }
            Item::None | Item::Value(_) => (),
        }
    }
    if !placed.table.is_dotted() {
        found.push(Placed { position, ..placed });
    }
    for table in nested {
        collect(table, language, found);
    }
}

/// The construct under `key` of `construct`.
fn below<'a>(construct: &Construct, key: &str, language: &'a Language) -> Option<&'a Construct> {
    language.construct(construct.key(key)?.takes.construct()?)
}

/// Whether an empty line goes before some comments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Always,
    AsWritten,
}

/// What is written so far.
struct Sheet<'a> {
    language: &'a Language,
    languages: &'a [String],
    out: String,
}

impl Sheet<'_> {
    fn table(&mut self, placed: &Placed<'_>) {
        let values = placed.table.get_values();
        if placed.path.is_empty() {
            return self.head(values, placed.construct);
        }
        if placed.table.is_implicit() && values.is_empty() {
            return;
        }
        let decor = placed.table.decor();
        let before = decor.prefix().map(Lines::of).unwrap_or_default();
        if before.is_empty() {
            self.gap();
        } else {
            self.lines(&before, Gap::Always);
            if before.ends_apart {
                self.gap();
            }
        }
        let path: Vec<String> = placed.path.iter().map(|key| quote::key(key.get())).collect();
        let path = path.join(".");
        self.out.push_str(&if placed.is_array {
            format!("[[{path}]]")
        } else {
            format!("[{path}]")
        });
        self.remark(decor.suffix().and_then(comment::remark));
        self.body(values, placed.construct);
    }

    /// The keys before the first header. Comments above the first of them that an empty line sets
    /// apart are about the file and stay above.
    fn head(&mut self, values: Vec<(Vec<&Key>, &Value)>, construct: Option<&Construct>) {
        let mut entries = entries(values);
        if let Some(first) = entries.first_mut() {
            let about_file = first.before.split_off_own();
            if !about_file.is_empty() {
                self.lines(&about_file, Gap::AsWritten);
                self.gap();
            }
        }
        self.entries(entries, construct);
    }

    fn body(&mut self, values: Vec<(Vec<&Key>, &Value)>, construct: Option<&Construct>) {
        self.entries(entries(values), construct);
    }

    fn entries(&mut self, mut entries: Vec<Entry<'_>>, construct: Option<&Construct>) {
        entries.sort_by_key(|entry| place(construct, entry.first()));
        for (index, entry) in entries.iter().enumerate() {
            self.about(&entry.before, index > 0);
            let construct = construct.and_then(|known| below(known, entry.first(), self.language));
            let key = format!("{} = ", entry.path());
            let printer = Printer { language: self.language, languages: self.languages };
            let text = printer.value(entry.value, construct, At::after(&key));
            self.out.push_str(&key);
            self.out.push_str(&text);
            self.remark(entry.value.decor().suffix().and_then(comment::remark));
        }
    }

    /// The comments about a key; the first key of a table follows its header at once.
    fn about(&mut self, lines: &Lines, has_key_above: bool) {
        if has_key_above && lines.begins_apart {
            self.gap();
        }
        self.written(lines);
        if lines.ends_apart {
            self.gap();
        }
    }

    /// One empty line, unless there is one or nothing stands above.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn lines(&mut self, lines: &Lines, gap: Gap) {
        if lines.is_empty() {
            return;
        }
        if gap == Gap::Always || lines.begins_apart {
            self.gap();
        }
        self.written(lines);
    }

    fn written(&mut self, lines: &Lines) {
        for line in &lines.all {
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    fn remark(&mut self, remark: Option<String>) {
        if let Some(remark) = remark {
            self.out.push(' ');
            self.out.push_str(&remark);
        }
        self.out.push('\n');
    }
}

/// A key, perhaps with dots, and what stands under it.
struct Entry<'a> {
    before: Lines,
    keys: Vec<&'a Key>,
    value: &'a Value,
}

impl Entry<'_> {
    fn first(&self) -> &str {
        self.keys.first().map(|key| key.get()).unwrap_or_default()
    }

    fn path(&self) -> String {
        let keys: Vec<String> = self.keys.iter().map(|key| quote::key(key.get())).collect();
        keys.join(".")
    }
}

fn entries<'a>(values: Vec<(Vec<&'a Key>, &'a Value)>) -> Vec<Entry<'a>> {
    values
        .into_iter()
        .map(|(keys, value)| {
            let prefix = keys.last().and_then(|key| key.leaf_decor().prefix());
            Entry { before: prefix.map(Lines::of).unwrap_or_default(), keys, value }
        })
        .collect()
}

/// The place of `key` among the keys of its construct; what is not known comes last.
fn place(construct: Option<&Construct>, key: &str) -> usize {
    let known = construct.and_then(|found| found.keys.iter().position(|known| known.key == key));
    known.unwrap_or(usize::MAX)
}
