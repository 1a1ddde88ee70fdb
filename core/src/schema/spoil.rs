//! A rubric with one mistake in it, made from one that is in order.

use alloc::format;
use alloc::string::{String, ToString};

use serde_json::Value;

use crate::parse::node::{Entry, Node, NodeKind};
use crate::parse::tree;
use crate::schema::language::{Key, Language, Takes};
use crate::schema::misfit::{Change, Misfit, is_expression};
use crate::schema::uses::Use;
use crate::span::Span;

/// A rubric with a mistake, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoilt {
    /// The rubric.
    pub text: String,
    /// Where the mistake is: the value, the key beside it, or the table from which a key is missing.
    pub at: Span,
}

/// The rubric in `text` with `misfit` in the first place in which it uses `used`; `None` where it
/// does not.
pub fn spoilt(text: &str, language: &Language, used: &Use, misfit: &Misfit) -> Option<Spoilt> {
    let (root, _) = tree(text);
    let change = &misfit.change;
    let mut writer = Writer { language, used, change, text: String::new(), at: None };
    writer.table(root.entries(), Some(&language.root));
    let Writer { text, at, .. } = writer;
    Some(Spoilt { text, at: at? })
}

struct Writer<'a> {
    language: &'a Language,
    used: &'a Use,
    change: &'a Change,
    text: String,
    /// Where the mistake is, once it is made.
    at: Option<Span>,
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Under<'a> {
    construct: &'a str,
    key: &'a Key,
    takes: &'a Takes,
}

impl<'a> Writer<'a> {
    fn table(&mut self, entries: &[Entry], construct: Option<&'a str>) {
        let start = self.text.len();
        let was_made = self.at.is_some();
        let mut is_left_out = false;
        let mut separator = "{";
        for entry in entries {
            let under = construct.and_then(|construct| {
                let key = self.language.construct(construct)?.key(&entry.key)?;
                let construct = self.language.base(construct);
                Some(Under { construct, key, takes: &key.takes })
            });
            let is_here = self.at.is_none() && under.is_some_and(|under| self.is_at_key(under));
            if is_here && *self.change == Change::LeftOut {
                is_left_out = true;
                self.at = Some(Span::default());
                continue;
            }
            self.text.push_str(separator);
            separator = ",";
            self.name(&entry.key);
            match (is_here, self.change) {
                (true, Change::Value(json)) => self.mistake(json),
                (true, Change::Beside(key)) => {
                    self.value(&entry.node, under);
                    self.text.push(',');
                    self.mistake(&Value::from(*key).to_string());
                    self.text.push_str(":1");
                }
                _ => self.value(&entry.node, under),
            }
        }
        if separator == "{" {
            self.text.push('{');
        }
        self.text.push('}');
        if is_left_out && !was_made {
            self.at = Some(Span { start, end: self.text.len() });
        }
    }

    /// A comma before all but the first.
    fn separate(&mut self, place: usize) {
        if place > 0 {
            self.text.push(',');
        }
    }

    fn name(&mut self, key: &str) {
        self.text.push_str(&Value::from(key).to_string());
        self.text.push(':');
    }

    /// Writes `json`, which is where the mistake is.
    fn mistake(&mut self, json: &str) {
        let start = self.text.len();
        self.text.push_str(json);
        self.at = Some(Span { start, end: self.text.len() });
    }

    fn is_at_key(&self, under: Under<'_>) -> bool {
        matches!(self.used, Use::Key { construct, key } if construct == under.construct && *key == under.key.key)
    }

    fn is_at_word(&self, under: Under<'_>, written: &str) -> bool {
        matches!(self.used, Use::Word { construct, key, word }
            if construct == under.construct && *key == under.key.key && word == written)
    }

    fn value(&mut self, node: &Node, under: Option<Under<'a>>) {
        match &node.kind {
            NodeKind::Nothing => self.text.push_str("null"),
            NodeKind::Bool(yes) => self.text.push_str(if *yes { "true" } else { "false" }),
            NodeKind::Number(number) | NodeKind::Text(number) if is_plain(&node.kind) => {
                self.text.push_str(number);
            }
            NodeKind::Number(text) | NodeKind::Text(text) => self.words(text, under),
            NodeKind::List(all) => {
                self.text.push('[');
                for (place, each) in all.iter().enumerate() {
                    self.separate(place);
                    self.value(each, under.map(|under| inside(under, node)));
                }
                self.text.push(']');
            }
            NodeKind::Table(entries) => self.inner(node, entries, under),
        }
    }

    fn inner(&mut self, node: &Node, entries: &[Entry], under: Option<Under<'a>>) {
        let Some(under) = under else { return self.table(entries, None) };
        if let Takes::ByName(takes) = under.takes {
            self.text.push('{');
            for (place, entry) in entries.iter().enumerate() {
                self.separate(place);
                self.name(&entry.key);
                self.value(&entry.node, Some(Under { takes, ..under }));
            }
            return self.text.push('}');
        }
        let known = |construct: &&str| {
            let known = self.language.construct(construct);
            known.is_some_and(|known| entries.iter().all(|entry| known.key(&entry.key).is_some()))
        };
        let construct = inside(under, node).takes.constructs().into_iter().find(known);
        self.table(entries, construct);
    }

    fn words(&mut self, text: &str, under: Option<Under<'a>>) {
        let is_open = self.at.is_none();
        if let (Some(under), true) = (under, is_open) {
            if let (Change::Value(json), true) = (self.change, self.is_at_word(under, text)) {
                return self.mistake(json);
            }
            if let Use::Function(name) = self.used
                && is_expression(under.construct, under.key)
                && let Some(changed) = self.called(text, name)
            {
                return self.mistake(&Value::from(changed).to_string());
            }
        }
        self.text.push_str(&Value::from(text).to_string());
    }

    /// `text` with other arguments in the first call of `function`; `None` where there is no call.
    fn called(&self, text: &str, function: &str) -> Option<String> {
        let is_name =
            |each: char| each.is_ascii_lowercase() || each.is_ascii_digit() || each == '-';
        let call = format!("{function}(");
        let is_call = |start: &usize| !text.get(..*start).unwrap_or_default().ends_with(is_name);
        let start = text.match_indices(&call).map(|(start, _)| start).find(is_call)?;
        let open = start.saturating_add(call.len());
        let mut depth = 1_usize;
        let close = text.get(open..)?.char_indices().find_map(|(place, each)| {
            match each {
                '(' => depth = depth.saturating_add(1),
                ')' => depth = depth.saturating_sub(1),
                _ => (),
            }
            (depth == 0).then(|| open.saturating_add(place))
        })?;
        let arguments = match self.change {
            Change::Arguments(arguments) => arguments.clone(),
            Change::MoreArguments(more) => format!("{}{more}", text.get(open..close)?),
            Change::Value(_) | Change::LeftOut | Change::Beside(_) => return None,
        };
        Some(format!("{}{arguments}{}", text.get(..open)?, text.get(close..)?))
    }
}

/// What stands in a list, or in one of several forms.
fn inside<'a>(under: Under<'a>, node: &Node) -> Under<'a> {
    let is_list = matches!(node.kind, NodeKind::List(_));
    if let (Takes::List(takes), true) = (under.takes, is_list) {
        return Under { takes, ..under };
    }
    under
}

/// Whether a number is written as JSON has it.
fn is_plain(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::Number(number) if serde_json::from_str::<Value>(number).is_ok())
}
